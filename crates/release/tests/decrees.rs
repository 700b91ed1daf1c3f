//! Decrees: the bundled ones, what is refused, and the properties that never bend.

use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use thaw_release::cases::{Columns, Mapping, Reader};
use thaw_release::decree::{Decree, Outcome, Verdict, bundled, in_force};

fn read_all() -> (Reader, Vec<Decree>) {
    let mut reader = Reader::bundled().unwrap();
    let decrees = bundled(&mut reader).unwrap();
    (reader, decrees)
}

#[test]
fn every_example_of_the_bundled_decrees_comes_out_as_expected() {
    let (reader, decrees) = read_all();
    let failed: Vec<String> = decrees
        .iter()
        .flat_map(|decree| decree.examples.iter().map(move |example| (decree, example)))
        .filter_map(|(decree, example)| {
            let what = decree.run_example(example, &reader)?;
            Some(format!("{}: line {}: {}: {what}", decree.id, example.line, example.name))
        })
        .collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(decrees.iter().map(|decree| decree.examples.len()).sum::<usize>() > 25);
}

#[test]
fn decrees_in_force_are_chosen_by_date() {
    let (_, decrees) = read_all();
    let on = |date: &str| -> Vec<String> {
        let date = date.parse().unwrap();
        in_force(&decrees, &date).into_iter().map(|(decree, answer)| format!("{} {answer:?}", decree.id)).collect()
    };
    assert_eq!(on("1953-03-26"), [] as [&str; 0]);
    assert_eq!(on("1953-12"), ["ussr-1953-03-27 Yes"]);
    assert_eq!(on("1953-03"), ["ussr-1953-03-27 Possibly"]);
    assert_eq!(
        on("1956-05-01"),
        ["ussr-1953-03-27 Yes", "ussr-1955-09-17 Yes", "ussr-1956-03-24 Yes", "ussr-1956-04-28 Yes"]
    );
}

/// What a decree says of a case: verdict, outcome, clause and missing fields by name.
type Said = (Verdict, Option<Outcome>, Option<String>, Vec<String>);

/// The most that a decree could give, and whether nothing can change.
fn bounds(decree: &Decree, case: &BTreeMap<String, String>, reader: &Reader) -> (Option<Outcome>, bool) {
    let mut columns = Columns::new(reader, decree.fields());
    columns.push(reader, |field| case.get(field).map(String::as_str));
    let ruling = decree.bind(&columns, reader, &"1995-01-01".parse().unwrap()).decide(0);
    (ruling.at_best, ruling.is_settled())
}

fn decide(decree: &Decree, case: &BTreeMap<String, String>, reader: &Reader) -> Said {
    let mut columns = Columns::new(reader, decree.fields());
    let bad = columns.push(reader, |field| case.get(field).map(String::as_str));
    assert!(bad.is_empty(), "{bad:?}");
    let today = "1995-01-01".parse().unwrap();
    let bound = decree.bind(&columns, reader, &today);
    let ruling = bound.decide(0);
    let clause = ruling.clause.map(|place| decree.clauses[place].id.clone());
    let missing = bound.field_names(ruling.missing).into_iter().map(str::to_owned).collect();
    (ruling.verdict, ruling.outcome, clause, missing)
}

/// Values that a case may have; the first of each is one that decrees ask for.
const VALUES: [(&str, &[&str]); 18] = [
    ("sex", &["female", "male"]),
    ("born", &["1899", "1936-05", "1898-03-27", "1903~", "1920"]),
    ("child_born", &["1950", "1943-03-27", "none", "1930"]),
    ("pregnant", &["yes", "no"]),
    ("ill", &["yes", "no"]),
    ("group", &["crimean-tatar", "ingush", "other"]),
    (
        "article",
        &[
            "RSFSR 58-10",
            "RSFSR 58-1-a; RSFSR 193-7",
            "RSFSR 162",
            "58-10",
            "UkrSSR 54-10",
            "RSFSR 109",
            "USSR 1947-06-04",
        ],
    ),
    ("offence", &["1942", "1937-05", "1941-06-22", "1945"]),
    ("sentenced", &["1937-11", "1953-03-27", "1949", "1953", "1950~"]),
    ("organ", &["troika", "court", "special-council", "administration"]),
    ("penalty", &["imprisonment", "special-settlement", "death", "fine"]),
    ("sentence", &["5 years", "10 years", "25 years", "none", "5..10 years"]),
    ("deed", &["none", "service-with-occupier", "killing-civilians", "spying?", "spying"]),
    ("political", &["yes", "no"]),
    ("status", &["held", "released", "dead"]),
    ("fines_paid", &["yes", "no"]),
    ("specified_offence", &["no", "yes"]),
    ("banned_from_driving", &["no", "yes"]),
];

fn cases() -> impl Strategy<Value = BTreeMap<String, String>> {
    proptest::collection::vec(any::<prop::sample::Index>(), VALUES.len())
        .prop_map(|picks| {
            VALUES
                .iter()
                .zip(picks)
                .map(|((field, values), pick)| ((*field).to_owned(), (*pick.get(values)).to_owned()))
                .collect()
        })
        // A conviction for what was yet to come contradicts itself; an import flags it.
        .prop_filter("the offence lies before the sentence", |case: &BTreeMap<String, String>| {
            case["sentenced"] != "1937-11" || case["offence"] == "1937-05"
        })
}

static BUNDLED: LazyLock<(Reader, Vec<Decree>)> = LazyLock::new(read_all);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn an_unknown_never_becomes_a_yes(case in cases(), kept in proptest::collection::vec(any::<bool>(), VALUES.len())) {
        let (reader, decrees) = &*BUNDLED;
        let part = case.iter().zip(kept).filter(|(_, is_kept)| *is_kept);
        let part: BTreeMap<String, String> = part.map(|((field, value), _)| (field.clone(), value.clone())).collect();
        for decree in decrees {
            let (verdict, outcome, ..) = decide(decree, &part, reader);
            let (whole, whole_outcome, ..) = decide(decree, &case, reader);
            let (at_best, is_settled) = bounds(decree, &part, reader);
            prop_assert!(whole_outcome <= at_best, "{}: {:?} of {:?}", decree.id, part, case);
            prop_assert!(!is_settled || (whole, whole_outcome) == (verdict, outcome), "{}: {:?} of {:?}", decree.id, part, case);
            match verdict {
                // What is sure stays sure when more becomes known; the outcome can only get better.
                Verdict::Covered => {
                    prop_assert_eq!(whole, Verdict::Covered, "{}: {:?} of {:?}", decree.id, part, case);
                    prop_assert!(whole_outcome >= outcome);
                }
                Verdict::NotCovered => prop_assert_eq!(whole, Verdict::NotCovered, "{}: {:?} of {:?}", decree.id, part, case),
                Verdict::Undecided => {}
            }
        }
    }

    #[test]
    fn what_is_so_either_way_is_sure(case in cases(), which in 0_usize..3) {
        // A man or a woman, ill or not: what both would get, somebody gets of whom it is not known.
        let (reader, decrees) = &*BUNDLED;
        let (field, values) = [("sex", ["female", "male"]), ("ill", ["yes", "no"]), ("pregnant", ["yes", "no"])][which];
        for decree in decrees {
            let with = |value: Option<&str>| {
                let mut case = case.clone();
                case.remove(field);
                case.extend(value.map(|value| (field.to_owned(), value.to_owned())));
                decide(decree, &case, reader)
            };
            let [one, other] = values.map(|value| with(Some(value)));
            let unknown = with(None);
            if one.0 == other.0 && one.1 == other.1 && one.2 == other.2 && one.0 != Verdict::Undecided {
                prop_assert_eq!((unknown.0, unknown.1), (one.0, one.1), "{} without {}: {:?}", decree.id, field, case);
            }
        }
    }

    #[test]
    fn the_order_of_clauses_and_conditions_changes_nothing(case in cases(), turns in 1_usize..8) {
        let (reader, decrees) = &*BUNDLED;
        for decree in decrees {
            let mut turned = decree.clone();
            let n_clauses = turned.clauses.len();
            turned.clauses.rotate_left(turns % n_clauses);
            for alternatives in turned.clauses.iter_mut().map(|clause| &mut clause.when).chain([&mut turned.scope]) {
                alternatives.reverse();
                alternatives.iter_mut().for_each(|conditions| conditions.reverse());
            }
            prop_assert_eq!(decide(decree, &case, reader), decide(&turned, &case, reader), "{}", decree.id);
        }
    }
}

#[test]
fn a_person_is_told_what_is_sure_and_what_more_may_be_due() {
    #[track_caller]
    fn check(case: &[(&str, &str)], lang: &str, expected: &str) {
        let (reader, decrees) = &*BUNDLED;
        let decree = decrees.iter().find(|decree| decree.id == "ussr-1953-03-27").unwrap();
        let case: BTreeMap<&str, &str> = case.iter().copied().collect();
        let mut columns = Columns::new(reader, decree.fields());
        assert!(columns.push(reader, |field| case.get(field).copied()).is_empty());
        let bound = decree.bind(&columns, reader, &decree.date);
        assert_eq!(bound.tell(0, &bound.decide(0), reader, lang), expected);
    }
    let theft =
        [("sentenced", "1950"), ("sentence", "8 years"), ("article", "RSFSR 162"), ("born", "1920"), ("ill", "no")];
    let with = |more: &[(&'static str, &'static str)]| [&theft[..], more].concat();
    let free = "Clause 3: Whatever the sentence, mothers of children under ten, pregnant women, people under eighteen, men over fifty-five, women over fifty and people with a grave illness that cannot be cured go free.";
    // Sixty years old: a man is free, and a woman, too.
    let old = [("born", "1890")];
    check(&with(&old), "en", &format!("Covered: the person is set free. {free}"));
    // Fifty-two: a woman would be free, a man not. Half is sure, and she may get more.
    check(
        &with(&[("born", "1901"), ("child_born", "none"), ("pregnant", "no")]),
        "en",
        "Covered, at least: the term is halved. Clause 4: Sentences of more than five years are halved. More may be due; for that it must be found out: sex. If the person is a woman: the person is set free (clause 3).",
    );
    check(
        &with(&[("born", "1901"), ("child_born", "none"), ("pregnant", "no")]),
        "es",
        "Incluido, al menos: la pena se reduce a la mitad. Punto 4: Las penas de más de cinco años se reducen a la mitad. Puede corresponder más; para saberlo falta averiguar: sexo. Si la persona es mujer: la persona queda en libertad (punto 3).",
    );
    check(
        &with(&[("born", "1901"), ("child_born", "none"), ("pregnant", "no")]),
        "ru",
        "Дело подпадает под действие акта, по меньшей мере: срок сокращается вдвое. Пункт 4: Сроки больше пяти лет сокращаются вдвое. Возможно, положено больше; для этого надо выяснить: пол. Если это женщина: человек выходит на свободу (пункт 3).",
    );
    check(
        &with(&[("sex", "male")]),
        "en",
        "Covered: the term is halved. Clause 4: Sentences of more than five years are halved.",
    );
}

#[test]
fn a_wrong_decree_is_refused_with_its_line() {
    const HEAD: &str = "id = \"x\"\ntitle = { en = \"X\" }\ndate = \"1953-03-27\"\nforce = \"1953-03-27/..\"\nauthority = \"A\"\nsource = \"s\"\n";
    const CLAUSE: &str = "[[clause]]\nid = \"1\"\noutcome = \"release\"\ntext = { en = \"T\" }\n";
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut reader = Reader::bundled().unwrap();
        let found =
            Decree::read("d.toml", text, &mut reader).map_or_else(|error| error.to_string(), |_| "read".to_owned());
        assert_eq!(found, expected);
    }
    check(&format!("{HEAD}{CLAUSE}"), "read");
    check(
        &format!("{HEAD}{CLAUSE}when = [{{ agee = \"< 18 years\" }}]\n"),
        "d.toml: line 11: there is no field `agee`; did you mean `age`?",
    );
    check(
        &format!("{HEAD}{CLAUSE}when = [{{ age = \"young\" }}]\n"),
        "d.toml: line 11: expected a comparison as `<= 5 years`, found `young`",
    );
    check(
        &format!("{HEAD}{CLAUSE}when = [{{ age = \"< 18 years and > 55 years\" }}]\n"),
        "d.toml: line 11: no value of `age` can be all of this at once",
    );
    check(
        &format!("{HEAD}[[scope]]\nsentence = \"<= 5 years\"\n{CLAUSE}when = [{{ sentence = \"> 10 years\" }}]\n"),
        "d.toml: line 13: clause `1` can never hold: the scope or another condition rules out this `sentence`",
    );
    check(
        &format!("{HEAD}{CLAUSE}when = [{{ sex = \"woman\" }}]\n"),
        "d.toml: line 11: `sex` has no value `woman`; it has `female`, `male`",
    );
    check(
        &format!(
            "{HEAD}{CLAUSE}when = [{{ ill = true }}]\n{}when = [{{ ill = true }}]\n",
            CLAUSE.replace("\"1\"", "\"2\"").replace("release", "exclude")
        ),
        "d.toml: line 7: clause `1` can never apply: clause `2` leaves out all the cases that it is about",
    );
    // Left out are more cases than the clause is about: all of an article, one of its parts.
    check(
        &format!(
            "{HEAD}{CLAUSE}when = [{{ article = \"RSFSR 58-10\", age = \"> 60 years\" }}]\n{}when = [{{ article = \"RSFSR 58\" }}]\n",
            CLAUSE.replace("\"1\"", "\"2\"").replace("release", "exclude")
        ),
        "d.toml: line 7: clause `1` can never apply: clause `2` leaves out all the cases that it is about",
    );
    check(
        &format!(
            "{HEAD}{CLAUSE}when = [{{ ill = true }}]\n{}when = [{{ ill = true }}]\n",
            CLAUSE.replace("\"1\"", "\"2\"").replace("release", "halve")
        ),
        "d.toml: line 12: clause `2` says `halve` of exactly the cases of which clause `1` says `release`",
    );
    check(&format!("{HEAD}{CLAUSE}when = [{{ sentence = \"none\", penalty = \"fine\" }}]\n"), "read");
    check(
        &format!("{HEAD}[[scope]]\nsentence = \"> 5 years\"\n{CLAUSE}when = [{{ sentence = \"none\" }}]\n"),
        "d.toml: line 13: clause `1` can never hold: the scope or another condition rules out this `sentence`",
    );
    check(&format!("{HEAD}{CLAUSE}{CLAUSE}"), "d.toml: line 11: clause `1` stands twice");
    check(
        &format!("{HEAD}{CLAUSE}wen = []\n"),
        "d.toml: line 11: unknown field `wen`, expected one of `id`, `outcome`, `when`, `text`, `source`, `seen`",
    );
    check(&HEAD.replace("1953-03-27/..", "1953-03-27/1950"), "d.toml: line 1: missing field `clause`");
    check(
        &format!("{}{CLAUSE}", HEAD.replace("1953-03-27/..", "1953-03-27/1950")),
        "d.toml: line 4: date `1953-03-27/1950`, character 12: the interval ends before it begins",
    );
    check("id = ", "d.toml: line 1: string values must be quoted, expected literal string");
}

#[test]
fn every_bundled_decree_and_clause_has_a_source_and_agrees_with_the_record() {
    let (_, decrees) = read_all();
    let line = |file: &str, id: &str| {
        let text = thaw_data::file(file).unwrap();
        text.lines().find(|line| line.starts_with(&format!("{id},"))).map(str::to_owned)
    };
    for decree in &decrees {
        assert!(
            decree.source.starts_with("https://") || line("record/sources.csv", &decree.source).is_some(),
            "{}",
            decree.id
        );
        if let Some(record) = &decree.record {
            let row = line("record/decrees.csv", record).unwrap();
            assert!(row.contains(&format!(",{},", decree.date)), "{row}");
        }
        for clause in &decree.clauses {
            assert!(clause.source.is_some(), "{} {}", decree.id, clause.id);
            assert_eq!(clause.text.keys().collect::<Vec<_>>(), ["en", "es", "ru"], "{} {}", decree.id, clause.id);
        }
    }
}

/// Returns the first TOML block of a page of the handbook.
fn block(page: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats").join(page);
    let text = std::fs::read_to_string(path).unwrap();
    text.split("```toml\n").nth(1).unwrap().split("```").next().unwrap().to_owned()
}

#[test]
fn the_files_that_the_handbook_shows_are_read_as_it_says() {
    let mut reader = Reader::bundled().unwrap();
    let decree = Decree::read("decree.md", &block("decree.md"), &mut reader).unwrap();
    assert_eq!(decree.run_example(&decree.examples[0], &reader), None);
    let mapping = Mapping::read("case-mapping.md", &block("case-mapping.md"), &reader).unwrap();
    assert_eq!(mapping.code.as_deref(), Some("RSFSR"));
    let wrong = block("case-mapping.md").replace("\"born\"", "\"birth\"");
    assert_eq!(
        Mapping::read("m.toml", &wrong, &reader).unwrap_err().to_string(),
        "m.toml: line 10: column `Г.р.`: there is no field `birth`"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_damage_to_a_decree_makes_the_reader_panic(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), n in 0_usize..40, put in ".{0,12}") {
        let (_, text) = *which.get(&thaw_data::files("decrees/").collect::<Vec<_>>());
        let characters: Vec<char> = text.chars().collect();
        let start = at.index(characters.len());
        let end = (start + n).min(characters.len());
        let damaged: String = characters[..start].iter().copied().chain(put.chars()).chain(characters[end..].iter().copied()).collect();
        if let Err(error) = Decree::read("d.toml", &damaged, &mut BUNDLED.0.clone()) {
            prop_assert!(error.line >= 1 && error.line <= damaged.lines().count() + 1, "{error}");
        }
    }

    #[test]
    fn no_cell_makes_a_mapping_panic(cells in proptest::collection::vec(".{0,16}", 8)) {
        let (reader, decrees) = &*BUNDLED;
        let fields = ["name", "born", "sentenced", "sentence", "article", "organ", "deed", "ill"];
        let mapping = Mapping {
            columns: fields.map(|field| (field.to_owned(), field.to_owned())).into(),
            ..Mapping::default()
        };
        let raw = fields.iter().zip(cells).map(|(field, cell)| ((*field).to_owned(), cell)).collect();
        if let Ok(case) = mapping.apply("line 2", raw, reader) {
            let mut columns = Columns::new(reader, decrees.iter().flat_map(Decree::fields));
            let bad = columns.push(reader, |field| case.get(field));
            prop_assert!(bad.is_empty(), "what the mapping understood the columns read: {bad:?}");
            for decree in decrees {
                let bound = decree.bind(&columns, reader, &decree.date);
                let ruling = bound.decide(0);
                prop_assert!(!bound.tell(0, &ruling, reader, "ru").is_empty());
            }
        }
    }
}
