//! The bundled record is sound; broken records are told as what they are; rows become the acts that they mean.

use insta::assert_snapshot;
use std::{collections::BTreeSet, path::PathBuf};
use thaw_core::{Act, Answer, Entry, Fact, SubjectKind};
use thaw_formats::record::{check, check_embedded, read_dir, read_embedded};

/// A small sound record, which the tests break in one place each.
const SOUND: &[(&str, &str)] = &[
    (
        "record/record.toml",
        "id = \"small\"\nlanguages = [\"en\", \"es\"]\ndossiers = [\"example\"]\nlicence = \"CC0-1.0\"\n[title]\nen = \"Small\"\nes = \"Pequeño\"\n",
    ),
    ("record/sources.csv", "id,kind,title\ngazette,law,The Gazette\npaper,press,The Paper\n"),
    ("record/places.csv", "id,class,country,lon,lat,wikidata\nvolgograd,city,RU,44.5018,48.7194,Q914\n"),
    (
        "record/names.csv",
        "place,text,lang,kind,from,to,named_after,sources,seen,note\n\
         volgograd,Царицын,ru,,1589,1925-04-10,,paper p. 4,no,\n\
         volgograd,Tsaritsyn,en,exonym,1589,1925-04-10,,paper p. 4,no,\n\
         volgograd,Сталинград,ru,,1925-04-10,1961-11-10,example,paper,yes,\n\
         volgograd,Stalingrad,en,exonym,1925-04-10,1961-11-10,example,paper,yes,\n\
         volgograd,Волгоград,ru,,1961-11-10,..,,gazette; paper p. 1,yes,\"day, month and year\"\n",
    ),
    (
        "record/monuments.csv",
        "id,class,country,lon,lat,title_en,title_es\n\
         statue,statue,AM,44.5246,40.1953,The Statue,La estatua\n\
         mother,statue,AM,44.5246,40.1953,The Mother,La madre\n",
    ),
    (
        "record/monument_life.csv",
        "subject,part,kind,from,to,status,replaced_by,decree,text_en,sources,seen\n\
         statue,statue,unveil,1950-11-29,1962,standing,,,,paper,yes\n\
         statue,statue,remove,1962,..,removed,,law-1,Taken down,paper,yes\n\
         statue,pedestal,remove,1962,1967,empty,,,,paper,yes\n\
         statue,pedestal,replace,1967,..,reused,mother,,,paper,yes\n\
         mother,,unveil,1967,..,standing,,,,paper,yes\n",
    ),
    (
        "record/decrees.csv",
        "id,class,country,date,authority,title_en,title_es,sources,seen\nlaw-1,law,SU,1961-11-10,The Council,Law,Ley,gazette art. 3,yes\n",
    ),
    (
        "record/events.csv",
        "id,class,date,country,lon,lat,title_en,title_es,links,sources,seen\n\
         speech,speech,1956-02-25,RU,37.62,55.75,A speech,Un discurso,place=volgograd,paper,yes\n",
    ),
    (
        "record/acts.csv",
        "id,authority,decree,sources,seen\nvolgograd-1961-11-10-rename,The Presidium,law-1,gazette,yes\n",
    ),
    (
        "record/counts.csv",
        "subject,key,value,from,to,says,sources,seen\nspeech,people-there,1300..1500,1956-02-25,1956-02-26,the paper,paper,yes\n",
    ),
    (
        "record/camps.csv",
        "id,class,country,lon,lat,title_en,title_es,sources\ncamp-1,camp,RU,57.08,60.41,First Camp,Campo primero,paper row 1\n",
    ),
    ("record/camp_years.csv", "camp,year,prisoners\ncamp-1,1953,7363\ncamp-1,1954,120\n"),
];

/// Returns the problems of the sound record after `from` is replaced by `to` in one file, which must contain it once.
#[track_caller]
fn broken(file: &str, from: &str, to: &str) -> String {
    let mut found = 0;
    let texts: Vec<(&str, String)> = SOUND
        .iter()
        .map(|(path, text)| {
            if path.ends_with(&format!("/{file}")) {
                found += text.matches(from).count();
                (*path, text.replacen(from, to, 1))
            } else {
                (*path, (*text).to_owned())
            }
        })
        .collect();
    assert!(found > 0, "{file} does not contain {from}");
    let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (*path, text.as_str())).collect();
    check_embedded(&files).iter().map(|problem| format!("{problem}\n")).collect()
}

fn bundled() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data/record")
}

fn acts(entries: &[Entry]) -> Vec<&Act> {
    entries.iter().filter_map(|entry| if let Entry::Act(act) = entry { Some(act) } else { None }).collect()
}

#[test]
fn the_bundled_record_has_no_problems() {
    let problems = check(&bundled()).unwrap();
    let shown: Vec<_> = problems.iter().take(40).map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), shown.join("\n"));
}

#[test]
fn the_small_record_has_no_problems() {
    assert_eq!(check_embedded(SOUND), []);
}

#[test]
fn tables_of_any_spreadsheet_are_read() {
    let table = "\u{feff}id;class;country;lon;lat\r\nferrol;city;ES;-8.2369;43.4836\r\n";
    for text in [table.to_owned(), table.replace(';', "\t"), table.replace(';', ",")] {
        let record = read_embedded(&[SOUND[0], SOUND[1], ("places.csv", &text)]);
        assert_eq!(record.problems, [], "{text}");
        assert!(
            record.entries.iter().any(|entry| matches!(entry, Entry::Subject(subject) if subject.id.0 == "ferrol"))
        );
    }
}

#[test]
fn names_of_one_date_are_one_act() {
    let record = read_embedded(SOUND);
    let acts = acts(&record.entries);
    let rename = acts.iter().find(|act| act.id.0 == "volgograd-1925-04-10-rename").unwrap();
    assert_eq!(rename.facts.len(), 2, "Russian and English");
    let last = acts.iter().find(|act| act.id.0 == "volgograd-1961-11-10-rename").unwrap();
    assert_eq!(last.authority.as_deref(), Some("The Presidium"), "acts.csv says who decided");
    assert_eq!(last.instrument.as_deref(), Some("law-1"));
    assert_eq!(last.links.get("decree").map(|id| id.0.as_str()), Some("law-1"));
    assert_eq!(last.sources.len(), 2, "what both tables cite stands once: {:?}", last.sources);
}

#[test]
fn rows_become_acts_in_the_order_of_time() {
    let ids: Vec<_> = acts(&read_embedded(SOUND).entries).iter().map(|act| act.id.0.clone()).collect();
    assert_snapshot!(ids.join("\n"), @r"
    volgograd-1589-name
    volgograd-1925-04-10-rename
    statue-statue-1950-11-29-unveil
    camp-1-count-prisoners
    speech-count-people-there
    speech-event
    law-1-decree
    volgograd-1961-11-10-rename
    statue-pedestal-1962-remove
    statue-statue-1962-remove
    mother-1967-unveil
    statue-pedestal-1967-replace
    ");
}

#[test]
fn the_bundled_record_tells_the_seed_facts() {
    let record = read_dir(&bundled()).unwrap();
    let acts = acts(&record.entries);
    let names_on = |place: &str, lang: &str, date: &str| -> BTreeSet<String> {
        let date = date.parse().unwrap();
        let facts = acts.iter().filter(|act| act.subject.0 == place).flat_map(|act| &act.facts);
        let names = facts.filter_map(|fact| if let Fact::Name(name) = fact { Some(name) } else { None });
        let held = names.filter(|name| name.lang.as_str() == lang && name.period.holds(&date) == Answer::Yes);
        held.filter(|name| name.kind != thaw_core::NameKind::Colloquial).map(|name| name.text.clone()).collect()
    };
    assert_eq!(names_on("volgograd", "ru", "1961-11-09"), BTreeSet::from(["Сталинград".to_owned()]));
    assert_eq!(names_on("volgograd", "ru", "1961-11-11"), BTreeSet::from(["Волгоград".to_owned()]));
    assert_eq!(names_on("volgograd", "es", "1943"), BTreeSet::from(["Stalingrado".to_owned()]));
    assert_eq!(names_on("tskhinvali", "ka", "1953-03-05"), BTreeSet::from(["სტალინირი".to_owned()]));
    let pedestal = |date: &str| -> BTreeSet<String> {
        let date = date.parse().unwrap();
        let facts = acts.iter().filter(|act| act.subject.0 == "stalin-monument-yerevan").flat_map(|act| &act.facts);
        let held = facts.filter_map(|fact| match fact {
            Fact::Status { status, part: Some(part), period, .. }
                if part == "pedestal" && period.holds(&date) == Answer::Yes =>
            {
                Some(status.clone())
            }
            _ => None,
        });
        held.collect()
    };
    assert_eq!(pedestal("1955"), BTreeSet::from(["standing".to_owned()]));
    assert_eq!(pedestal("1964"), BTreeSet::from(["empty".to_owned()]));
    assert_eq!(pedestal("1970"), BTreeSet::from(["reused".to_owned()]));
    for id in [
        "event-secret-speech",
        "book-short-course-1938",
        "decree-ussr-1953-03-27",
        "work-ivan-denisovich",
        "stalin-body",
    ] {
        let found = record.entries.iter().any(|entry| matches!(entry, Entry::Subject(subject) if subject.id.0 == id));
        assert!(found, "{id}");
    }
}

#[test]
fn every_act_has_a_source_and_a_subject() {
    let record = read_dir(&bundled()).unwrap();
    assert_eq!(record.problems, []);
    let subjects: BTreeSet<_> = record
        .entries
        .iter()
        .filter_map(|entry| if let Entry::Subject(subject) = entry { Some(&subject.id) } else { None })
        .collect();
    let mut ids = BTreeSet::new();
    for act in acts(&record.entries) {
        assert!(!act.sources.is_empty(), "{}", act.id);
        assert!(subjects.contains(&act.subject), "{} is about {}", act.id, act.subject);
        assert!(ids.insert(&act.id), "{} twice", act.id);
    }
    let untitled = record.entries.iter().filter_map(|entry| match entry {
        Entry::Subject(subject) if subject.kind != SubjectKind::Place && subject.title.len() < 3 => Some(&subject.id),
        _ => None,
    });
    assert_eq!(untitled.collect::<Vec<_>>(), Vec::<&thaw_core::SubjectId>::new());
}

#[test]
fn the_same_record_gives_the_same_entries() {
    let once = serde_json::to_string(&read_dir(&bundled()).unwrap().entries).unwrap();
    let again = serde_json::to_string(&read_dir(&bundled()).unwrap().entries).unwrap();
    assert_eq!(once, again);
    let back: Vec<Entry> = serde_json::from_str(&once).unwrap();
    assert_eq!(serde_json::to_string(&back).unwrap(), once);
}

#[test]
fn bad_dates_are_told() {
    assert_snapshot!(broken("names.csv", "1589,1925-04-10,,paper p. 4,no,\nvolgograd,Ts", "1589-13,1925-04-10,,paper p. 4,no,\nvolgograd,Ts"), @"names.csv: line 2, field `from`: date `1589-13`, character 6: expected a month from 01 to 12 or a season from 21 to 41, found `13` (row skipped; write it like 1961-11-10, 1961-11, 1961 or 1961~)");
    assert_snapshot!(broken("names.csv", "Сталинград,ru,,1925-04-10,1961-11-10", "Сталинград,ru,,1961-11-10,1925-04-10"), @"names.csv: line 4, field `to`: date `1961-11-10/1925-04-10`, character 12: the interval ends before it begins (row skipped; is the end before the beginning?)");
    assert_snapshot!(broken("camp_years.csv", "1954", "54"), @"camp_years.csv: line 3, field `year`: expected a year of four digits, found `54` (row skipped; write one year a row)");
}

#[test]
fn ids_that_lead_nowhere_are_told() {
    assert_snapshot!(broken("names.csv", "volgograd,Волгоград", "wolgograd,Волгоград"), @r"
    acts.csv: line 2, field `id`: no row of another table makes an act `volgograd-1961-11-10-rename` (row skipped; mend the id, or fill in subject, kind and date)
    names.csv: line 6, field `place`: no place, monument, book, work, decree, event or camp has the id `wolgograd` (mend the id, or add a row for it)
    ");
    assert_snapshot!(broken("monument_life.csv", "reused,mother", "reused,father"), @"monument_life.csv: line 5, field `replaced_by`: no place, monument, book, work, decree, event or camp has the id `father` (mend the id, or add a row for it)");
    assert_snapshot!(broken("monument_life.csv", "law-1", "law-2"), @"monument_life.csv: line 3, field `decree`: no decree has the id `law-2` (mend the id, or add it to decrees.csv)");
    assert_snapshot!(broken("events.csv", "place=volgograd", "place=nowhere"), @"events.csv: line 2, field `links`: no place, monument, book, work, decree, event or camp has the id `nowhere` (mend the id, or add a row for it)");
    assert_snapshot!(broken("acts.csv", "1961-11-10-rename", "1961-11-11-rename"), @"acts.csv: line 2, field `id`: no row of another table makes an act `volgograd-1961-11-11-rename` (row skipped; mend the id, or fill in subject, kind and date)");
}

#[test]
fn ids_that_stand_twice_are_told() {
    assert_snapshot!(broken("monuments.csv", "mother,statue", "statue,statue"), @r"
    monument_life.csv: line 5, field `replaced_by`: no place, monument, book, work, decree, event or camp has the id `mother` (mend the id, or add a row for it)
    monument_life.csv: line 6, field `subject`: no place, monument, book, work, decree, event or camp has the id `mother` (mend the id, or add a row for it)
    monuments.csv: line 3, field `id`: id `statue` stands already in monuments.csv, line 2 (give one of the two another id)
    ");
    assert_snapshot!(broken("sources.csv", "paper,press", "gazette,press"), @r"
    camps.csv: line 2, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    counts.csv: line 2, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    events.csv: line 2, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    monument_life.csv: line 2, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    monument_life.csv: line 3, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    monument_life.csv: line 4, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    monument_life.csv: line 5, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    monument_life.csv: line 6, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    names.csv: line 2, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    names.csv: line 3, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    names.csv: line 4, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    names.csv: line 5, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    names.csv: line 6, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    sources.csv: line 3, field `id`: id `gazette` stands already in line 2 (give one of the two another id)
    ");
    assert_snapshot!(broken("camp_years.csv", "1954", "1953"), @"camp_years.csv: line 3, field `year`: camp `camp-1` has a number for 1953 already in line 2 (keep one number a camp and year)");
}

#[test]
fn points_outside_the_country_are_told() {
    assert_snapshot!(broken("monuments.csv", "statue,statue,AM,44.5246,40.1953", "statue,statue,AM,40.1953,44.5246"), @"monuments.csv: line 2, field `lon`: expected a point in `AM`, found one in `RU` (40.1953, 44.5246) (mend the country or the point; are longitude and latitude swapped?)");
    assert_snapshot!(broken("places.csv", "44.5018,48.7194", "444.5,48.7194"), @"places.csv: line 2, field `lon`: expected degrees east and north such as 44.5018 and 48.7194, found `444.5` and `48.7194` (row read without its point; write both in decimal degrees)");
    assert_snapshot!(broken("places.csv", "city,RU", "city,XX"), @"places.csv: line 2, field `country`: expected an ISO 3166-1 code such as `RU`, found `XX` (write the two-letter code of today's country)");
}

#[test]
fn overlapping_names_are_told() {
    assert_snapshot!(broken("names.csv", "Сталинград,ru,,1925-04-10,1961-11-10", "Сталинград,ru,,1925-04-10,1961-11-11"), @"names.csv: line 6, field `from`: `Волгоград` (1961-11-10/..) overlaps `Сталинград` (1925-04-10/1961-11-11) in line 4, of the same kind and language (mend the dates, or give one of the names another kind)");
    assert_snapshot!(broken("monument_life.csv", "1950-11-29,1962", "1950-11-29,1964"), @"monument_life.csv: line 3, field `from`: `removed` (1962/..) overlaps `standing` (1950-11-29/1964) in line 2, of the same part (mend the dates, or name the part)");
    // A doubtful end may lie before the next beginning: no certain overlap.
    assert_eq!(broken("names.csv", "Сталинград,ru,,1925-04-10,1961-11-10", "Сталинград,ru,,1925-04-10,1961~"), "");
}

#[test]
fn sources_that_are_missing_or_idle_are_told() {
    assert_snapshot!(broken("events.csv", "place=volgograd,paper", "place=volgograd,"), @"events.csv: line 2, field `sources`: the cell is empty (name at least one source by its id in sources.csv)");
    assert_snapshot!(broken("events.csv", "place=volgograd,paper", "place=volgograd,papers"), @"events.csv: line 2, field `sources`: no source has the id `papers` (add it to sources.csv, or mend the id)");
    assert_snapshot!(broken("sources.csv", "The Paper\n", "The Paper\nidle,gossip,Nobody cites this\n"), @r"
    sources.csv: line 4, field `id`: no row cites the source `idle` (cite it, or take it out)
    sources.csv: line 4, field `kind`: expected one of law archive book press dataset web, found `gossip` (choose the nearest)
    ");
    assert_snapshot!(broken("events.csv", "paper,yes", "paper,perhaps"), @"events.csv: line 2, field `seen`: expected `yes` or `no`, found `perhaps` (read as `no`; write `yes` only when the source was seen)");
}

#[test]
fn words_and_tags_that_nobody_knows_are_told() {
    assert_snapshot!(broken("names.csv", "Stalingrad,en,exonym", "Stalingrad,xx,exonym"), @"names.csv: line 5, field `lang`: no language has the tag `xx` (write its BCP 47 tag: `uk` for Ukrainian)");
    assert_snapshot!(broken("names.csv", "Stalingrad,en,exonym", "Stalingrad,en,nickname"), @"names.csv: line 5, field `kind`: expected `official`, `colloquial` or `exonym`, found `nickname` (row skipped; see docs/formats/record.md for the words)");
    assert_snapshot!(broken("monument_life.csv", "statue,statue,remove", "statue,statue,explode"), @"monument_life.csv: line 3, field `kind`: expected a kind of act such as `unveil`, `remove`, `ban` or `restore`, found `explode` (row skipped; see docs/formats/record.md for the words)");
    assert_snapshot!(broken("places.csv", "Q914", "https://www.wikidata.org/wiki/Q914"), @"places.csv: line 2, field `wikidata`: expected an item id such as `Q914`, found `https://www.wikidata.org/wiki/Q914` (copy the item's id, without its address)");
    assert_snapshot!(broken("monuments.csv", "The Mother,La madre", "The Mother,"), @"monuments.csv: line 3, field `title_es`: the title in `es` is missing (fill it in, or drop the language from record.toml)");
    assert_snapshot!(broken("counts.csv", "1300..1500", "1500..1300"), @"counts.csv: line 2, field `value`: expected the smaller number first, found `1500..1300` (swap the two numbers)");
    assert_snapshot!(broken("counts.csv", "1300..1500", "many"), @"counts.csv: line 2, field `value`: expected a number or a range such as `22..150`, found `many` (row skipped; write digits only)");
}

#[test]
fn forms_that_no_work_can_have_are_told() {
    const WORKS: &str =
        "id,class,lang,author,author_es,title_en,title_es\nwe,novel,ru,Y. Zamyatin,Y. Zamiatin,We,Nosotros\n";
    let check = |rows: &str| {
        let life = format!("subject,part,kind,from,to,status,sources,seen\n{rows}\n");
        let mut files: Vec<(&str, &str)> = SOUND.to_vec();
        files.extend([("record/works.csv", WORKS), ("record/work_life.csv", &life)]);
        check_embedded(&files).iter().map(|problem| format!("{problem}\n")).collect::<String>()
    };
    assert_eq!(check("we,,ban,1921,1988,banned,paper,no\nwe,abroad,publish,1924,..,published-abroad,paper,no"), "");
    assert_snapshot!(check("we,,ban,1921,1988,forbidden,paper,no"), @"work_life.csv: line 2, field `status`: expected one of banned withheld secret cut published published-abroad, found `forbidden` (choose the nearest, and say more in `text_*`)");
    assert_snapshot!(check("we,,publish,1924,..,published-abroad,paper,no"), @"work_life.csv: line 2, field `part`: expected `published-abroad` for the part `abroad` and for no other, found `published-abroad` (what is read in other countries has the part `abroad`)");
}

#[test]
fn broken_tables_are_told() {
    assert_snapshot!(broken("places.csv", "wikidata\n", "wikidaat\n"), @"places.csv: line 1, field `wikidaat`: unknown column `wikidaat` (column left out; check its spelling)");
    assert_snapshot!(broken("sources.csv", "id,kind,title", "id,title,titel"), @r"
    acts.csv: line 2, field `sources`: no source has the id `gazette` (add it to sources.csv, or mend the id)
    camps.csv: line 2, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    counts.csv: line 2, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    decrees.csv: line 2, field `sources`: no source has the id `gazette` (add it to sources.csv, or mend the id)
    events.csv: line 2, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    monument_life.csv: line 2, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    monument_life.csv: line 3, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    monument_life.csv: line 4, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    monument_life.csv: line 5, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    monument_life.csv: line 6, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    names.csv: line 2, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    names.csv: line 3, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    names.csv: line 4, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    names.csv: line 5, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    names.csv: line 6, field `sources`: no source has the id `gazette` (add it to sources.csv, or mend the id)
    names.csv: line 6, field `sources`: no source has the id `paper` (add it to sources.csv, or mend the id)
    sources.csv: line 1, field `kind`: column `kind` is missing (add it, even if its cells stay empty)
    sources.csv: line 1, field `titel`: unknown column `titel` (column left out; check its spelling)
    sources.csv: line 2, field `kind`: the cell is empty (row skipped; fill it in)
    sources.csv: line 3, field `kind`: the cell is empty (row skipped; fill it in)
    ");
    assert_snapshot!(broken("places.csv", "volgograd,city,RU,44.5018,48.7194,Q914", "volgograd,city,RU"), @"places.csv: line 2, field `row`: expected 6 cells, found 3 (row read as far as it goes; put text with commas in double quotes)");
    assert_snapshot!(broken("record.toml", "id = \"small\"", "id = small"), @"record.toml: line 1, field `record`: string values must be quoted, expected literal string (read without it; write id, title, languages, dossiers and licence)");
    assert_snapshot!(broken("names.csv", "Tsaritsyn", "Tsarits\u{FFFD}n"), @"names.csv: line 3, field `row`: found a byte that is not UTF-8 (read with a mark in its place; save as CSV in UTF-8)");
}

#[test]
fn lines_are_counted_as_the_spreadsheet_shows_them() {
    let lines = |sources: &str| {
        check_embedded(&[("sources.csv", sources)])
            .iter()
            .filter(|problem| problem.path == "sources.csv")
            .map(|problem| problem.place.clone())
            .collect::<Vec<_>>()
    };
    for sources in [
        "id,kind,title\na,book,\"One\ntwo\"\nb,gossip,Three\n",
        "\u{feff}id,kind,title\r\na,book,\"One\r\ntwo\"\r\nb,gossip,Three\r\n",
    ] {
        assert_eq!(lines(sources), ["line 2, field `id`", "line 4, field `id`", "line 4, field `kind`"], "{sources:?}");
    }
}

#[test]
fn an_empty_directory_says_what_is_missing() {
    let problems: String = check_embedded(&[]).iter().map(|problem| format!("{problem}\n")).collect();
    assert_snapshot!(problems, @r"
    record.toml: line 1, field `record`: the file is missing (read without it; write id, title, languages, dossiers and licence)
    sources.csv: line 1, field `header`: the table is missing (add it: every fact needs a source)
    ");
}

#[test]
fn hostile_tables_do_no_harm() {
    for text in ["", "\u{feff}", "\n\n\n", "\"", "id,class\n\"a", "id,id,id\n,,,,,,\n", "\0\0\0", ",,,,\n,,,,\n"] {
        for (path, _) in SOUND {
            let files: Vec<_> = SOUND.iter().map(|(at, sound)| (*at, if at == path { text } else { *sound })).collect();
            let _ = check_embedded(&files);
            let _ = read_embedded(&files);
        }
    }
}

/// The tables of `data/record/README.md`, from the record itself.
fn coverage(record: &thaw_formats::record::Record) -> String {
    use std::collections::BTreeMap;
    let mut subjects: BTreeMap<String, usize> = BTreeMap::new();
    let mut countries: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in &record.entries {
        if let Entry::Subject(subject) = entry {
            *subjects.entry(word(subject.kind)).or_default() += 1;
            if subject.kind != SubjectKind::Camp {
                *countries.entry(subject.country.as_deref().unwrap_or("none")).or_default() += 1;
            }
        }
    }
    let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut n_names, mut n_years) = (0, 0);
    for act in acts(&record.entries) {
        let (n_acts, n_seen) = kinds.entry(word(act.kind)).or_default();
        *n_acts += 1;
        *n_seen += usize::from(act.sources.iter().any(|source| source.seen));
        for fact in &act.facts {
            match fact {
                Fact::Name(name) => {
                    n_names += 1;
                    *languages.entry(name.lang.as_str()).or_default() += 1;
                }
                Fact::Property { .. } if act.subject.0.starts_with("camp-") => n_years += 1,
                _ => {}
            }
        }
    }
    let list = |counts: &BTreeMap<&str, usize>| {
        let mut counts: Vec<_> = counts.iter().collect();
        counts.sort_by_key(|(key, n)| (std::cmp::Reverse(**n), **key));
        counts.iter().map(|(key, n)| format!("{key} {n}")).collect::<Vec<_>>().join(", ")
    };
    let n_sources = record.entries.iter().filter(|entry| matches!(entry, Entry::Source(_))).count();
    let mut text = "| things | how many |\n| --- | --- |\n".to_owned();
    subjects.iter().for_each(|(kind, n)| text.push_str(&format!("| {kind} | {n} |\n")));
    text.push_str(&format!("| names of places | {n_names} |\n| numbers of prisoners by camp and year | {n_years} |\n| sources | {n_sources} |\n"));
    text.push_str("\n| acts | how many | seen in a source |\n| --- | --- | --- |\n");
    kinds.iter().for_each(|(kind, (n, seen))| text.push_str(&format!("| {kind} | {n} | {seen} |\n")));
    text.push_str(&format!("\nCountries, camps aside: {}.\n", list(&countries)));
    text.push_str(&format!("\nLanguages of names: {}.\n", list(&languages)));
    text
}

/// The word of an enumeration as the tables write it.
fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

#[test]
fn the_readme_tells_how_much_there_is() {
    let readme = std::fs::read_to_string(bundled().join("README.md")).unwrap();
    let marked =
        readme.split_once("with the tables -->\n").and_then(|(_, rest)| rest.split_once("<!-- end of coverage -->"));
    let (told, _) = marked.expect("the marks of the coverage");
    let found = coverage(&read_dir(&bundled()).unwrap());
    assert!(told.trim() == found.trim(), "write this between the marks in data/record/README.md:\n\n{found}");
}

#[test]
fn the_handbook_shows_rows_that_are_there() {
    let page = std::fs::read_to_string(bundled().join("../../docs/formats/record.md")).unwrap();
    let life = std::fs::read_to_string(bundled().join("monument_life.csv")).unwrap();
    for id in ["stalin-monument-yerevan,pedestal", "stalin-monument-yerevan,statue"] {
        assert!(page.contains(id) && life.contains(id), "{id}");
    }
    let names = std::fs::read_to_string(bundled().join("names.csv")).unwrap();
    assert!(names.contains("volgograd,Сталинград,ru,,1925-04-10,1961-11-10,stalin,,topwar-names,yes"));
}
