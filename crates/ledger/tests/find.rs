//! Finding names of any time, script and spelling.

use thaw_ledger::{Ledger, Match};
use thaw_testkit::{TempLedger, named, subject};

fn ledger() -> TempLedger {
    TempLedger::with(&[
        subject("volgograd"),
        subject("tskhinvali"),
        subject("berlin"),
        subject("gyumri"),
        named("v1", "volgograd", &["ru Царицын ../1925-04-10", "en Tsaritsyn ../1925-04-10"]),
        named("v2", "volgograd", &["ru Сталинград 1925-04-10/1961-11-10", "en Stalingrad 1925-04-10/1961-11-10"]),
        named("v3", "volgograd", &["ru Волгоград 1961-11-10/..", "de Wolgograd 1961-11-10/.."]),
        named("t1", "tskhinvali", &["ka სტალინირი 1934/1961", "en Staliniri 1934/1961"]),
        named("b1", "berlin", &["de Stalinallee 1949-12-21/1961-11-13", "de Große Frankfurter Straße ../1949-12-21"]),
        named("g1", "gyumri", &["hy Լենինական 1924/1990"]),
    ])
}

#[track_caller]
fn check(question: &str, expected: &[(&str, &str, Match)]) {
    let ledger = ledger();
    let found = ledger.find(question, 10).unwrap();
    let found: Vec<_> = found.iter().map(|hit| (hit.subject.0.as_str(), hit.name.text.as_str(), hit.matched)).collect();
    assert_eq!(found, expected, "{question}");
}

#[test]
fn typing_errors() {
    check("Staliningrad", &[("volgograd", "Stalingrad", Match::Edits(2))]);
    check("Stalingard", &[("volgograd", "Stalingrad", Match::Edits(1))]);
    check("Сталенград", &[("volgograd", "Сталинград", Match::Edits(1))]);
}

#[test]
fn any_script_and_romanization() {
    check("სტალინირი", &[("tskhinvali", "სტალინირი", Match::Exact)]);
    check("СТАЛИНГРАД", &[("volgograd", "Сталинград", Match::Folded)]);
    check("Volgograd", &[("volgograd", "Wolgograd", Match::Romanized)]);
    check("Leninakan", &[("gyumri", "Լենինական", Match::Romanized)]);
    check("Tsaritsyn", &[("volgograd", "Tsaritsyn", Match::Exact)]);
    check("Carycin", &[("volgograd", "Tsaritsyn", Match::Romanized)]);
    check("stalinallee", &[("berlin", "Stalinallee", Match::Folded)]);
}

#[test]
fn beginnings_and_words() {
    check("Frankfurter", &[("berlin", "Große Frankfurter Straße", Match::Word)]);
    check(
        "Stalin",
        &[
            ("volgograd", "Stalingrad", Match::Prefix),
            ("tskhinvali", "Staliniri", Match::Prefix),
            ("berlin", "Stalinallee", Match::Prefix),
        ],
    );
    check("", &[]);
    check("—", &[]);
    check("x", &[]);
}

#[test]
fn a_name_of_a_reversed_act_is_not_found() {
    let mut ledger = ledger();
    ledger.record(&[thaw_testkit::reversal("r", "t1", "tskhinvali")]).unwrap();
    assert!(ledger.find("Staliniri", 10).unwrap().iter().all(|hit| hit.subject.0 != "tskhinvali"));
}

#[test]
fn two_letters_that_a_missing_one_made_double_are_found() {
    let ledger = TempLedger::with(&[subject("m"), named("m1", "m", &["en Morograd 1930/1961"])]);
    let found: Vec<_> =
        ledger.find("Moogrqd", 10).unwrap().iter().map(|hit| (hit.name.text.clone(), hit.matched)).collect();
    assert_eq!(found, [("Morograd".to_owned(), Match::Edits(2))]);
}

/// The index of many names is stored in the file, and answers the same when it is read from there.
#[test]
fn a_stored_index_answers_as_one_in_memory() {
    let names = 0..20_500_u32;
    let texts: Vec<String> = names.map(|number| format!("de Ort {number} 1930/1961")).collect();
    let entries: Vec<_> = [subject("many")]
        .into_iter()
        .chain(texts.chunks(500).enumerate().map(|(idx, texts)| {
            named(&format!("act/{idx}"), "many", &texts.iter().map(String::as_str).collect::<Vec<_>>())
        }))
        .collect();
    let mut ledger = ledger();
    ledger.record(&entries).unwrap();
    let ask = |ledger: &Ledger, question: &str| {
        let hits = ledger.find(question, 10).unwrap();
        hits.iter().map(|hit| (hit.name.text.clone(), hit.matched)).collect::<Vec<_>>()
    };
    let questions = ["Staliniri", "Ort 20499", "Сталенград", "Frankfurter", "Wolgograd"];
    let expected: Vec<_> = questions.iter().map(|question| ask(&ledger, question)).collect();
    assert!(expected.iter().all(|hits| !hits.is_empty()), "{expected:?}");

    let (_directory, file) = ledger.close();
    let ledger = Ledger::open_read_only(&file).unwrap();
    let found: Vec<_> = questions.iter().map(|question| ask(&ledger, question)).collect();
    assert_eq!(found, expected);
    let borne = ledger.as_of(&"1950".parse().unwrap(), "Stalinallee", None).unwrap();
    assert_eq!(borne.len(), 1);
    assert_eq!(ledger.verify(None).unwrap().faults, []);
}
