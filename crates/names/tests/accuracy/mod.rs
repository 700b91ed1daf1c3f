//! Precision and recall on labelled names may only improve; `cases/reference.csv` holds what was reached.

mod score;
mod streets;

use score::{Bench, Case, Tally};
use std::{collections::BTreeMap, fs, path::PathBuf};

/// Tallies by file and half: `ru,kept`.
fn tallies(bench: &Bench, cases: &[Case]) -> BTreeMap<(String, &'static str), Tally> {
    let mut tallies: BTreeMap<(String, &str), Tally> = BTreeMap::new();
    for case in cases {
        let answer = score::answer(&bench.find(case));
        let half = if case.is_kept() { "kept" } else { "tuning" };
        for file in [case.file(), "all"] {
            tallies.entry((file.to_owned(), half)).or_default().count(case.is_match, answer);
        }
    }
    tallies
}

fn reference_path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/reference.csv")
}

/// Compares with the reference, where each row is `file,half,missed,false_alarms`. `BLESS=1` writes a better one.
#[test]
fn precision_and_recall_never_fall_below_the_reference() {
    let cases = score::cases();
    let now = tallies(&Bench::new(&cases), &cases);
    if std::env::var_os("BLESS").is_some() {
        let rows = now.iter().map(|((file, half), tally)| {
            let (precision, recall) = (tally.precision(), tally.recall());
            format!("{file},{half},{},{},{precision:.3},{recall:.3}\n", tally.missed, tally.false_alarms)
        });
        let text = format!("file,half,missed,false_alarms,precision,recall\n{}", rows.collect::<String>());
        fs::write(reference_path(), text).unwrap();
        return;
    }
    let mut worse = Vec::new();
    for row in csv::Reader::from_path(reference_path()).unwrap().records() {
        let row = row.unwrap();
        let half = if &row[1] == "kept" { "kept" } else { "tuning" };
        let Some(tally) = now.get(&(row[0].to_owned(), half)) else {
            worse.push(format!("{} {half}: no longer there", &row[0]));
            continue;
        };
        let (missed, false_alarms): (usize, usize) = (row[2].parse().unwrap(), row[3].parse().unwrap());
        if tally.missed > missed || tally.false_alarms > false_alarms {
            worse.push(format!(
                "{} {half}: {} missed (was {missed}), {} false alarms (was {false_alarms})",
                &row[0], tally.missed, tally.false_alarms
            ));
        }
    }
    assert_eq!(worse, Vec::<String>::new());
}

#[test]
fn every_strong_case_of_the_tuning_half_is_answered_rightly() {
    let cases = score::cases();
    let bench = Bench::new(&cases);
    let wrong: Vec<String> = cases
        .iter()
        .filter(|case| case.quality == "strong" && !case.is_kept())
        .filter_map(|case| {
            let found = bench.find(case);
            (score::answer(&found) != case.is_match).then(|| score::explain(case, &found))
        })
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_labelled_set_is_large_and_halved() {
    let cases = score::cases();
    let kept = cases.iter().filter(|case| case.is_kept()).count();
    assert!(cases.len() >= 1_500, "{}", cases.len());
    assert!(kept * 5 > cases.len() * 2 && kept * 5 < cases.len() * 3, "{kept} of {}", cases.len());
    // A search for the bare surname is what the matcher has to beat.
    let bench = Bench::new(&cases);
    let mut naive = Tally::default();
    cases.iter().for_each(|case| naive.count(case.is_match, bench.naive(case)));
    assert!(naive.precision() < 0.9, "{naive:?}");
    let labelled = cases.iter().filter(|case| !score::agrees(case, &bench.find(case))).count();
    assert!(labelled * 25 < cases.len(), "kind or honours differ in {labelled} of {}", cases.len());
}

/// A few rows of the shape of the shared data, with the traps of two languages.
const STREETS: &str = r#"
{"street": "Boulevard Léopold II - Leopold II-laan", "people": [{"wikidata": "Q12967", "person": true, "labels": {"en": "Leopold II of Belgium", "fr": "Léopold II de Belgique", "nl": "Leopold II van België"}, "birth": 1835, "death": 1909}]}
{"street": "Avenue Léopold III - Leopold III-laan", "people": [{"wikidata": "Q12973", "person": true, "labels": {"en": "Leopold III of Belgium", "fr": "Léopold III de Belgique", "nl": "Leopold III van België"}, "birth": 1901, "death": 1983}]}
{"street": "Place Reine Astrid - Koningin Astridplein", "people": [{"wikidata": "Q159575", "person": true, "labels": {"en": "Astrid of Sweden", "fr": "Astrid de Suède", "nl": "Astrid van Zweden"}, "birth": 1905, "death": 1935}]}
{"street": "Rembrandtstraat", "people": [{"wikidata": "Q5598", "person": true, "labels": {"en": "Rembrandt", "nl": "Rembrandt van Rijn"}, "birth": 1606, "death": 1669}]}
{"street": "Allée Jos Albert - Jos Albertdreef", "people": [{"wikidata": "Q16010220", "person": true, "labels": {"fr": "Jos Albert", "nl": "Jos Albert"}, "birth": 1886, "death": 1981}]}
{"street": "Square Albert Devèze - Albert Devèzesquare", "people": [{"wikidata": "Q457695", "person": true, "labels": {"fr": "Albert Devèze", "nl": "Albert Devèze"}, "birth": 1881, "death": 1959}]}
{"street": "Rue de l'Enseignement - Onderrichtsstraat", "people": []}
{"street": "Rue du Trône - Troonstraat", "people": []}
{"street": "Sint Jacobsgracht", "people": []}
"#;

#[test]
fn streets_are_found_by_dossiers_of_labels_alone() {
    let outcome = streets::score(STREETS.trim());
    assert_eq!(outcome.wrong, Vec::<String>::new());
    assert!(outcome.naive.missed > 0 && outcome.thaw.precision() > outcome.naive.precision());
}
