//! Finding names of any time, script and spelling.

use thaw_ledger::Match;
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
