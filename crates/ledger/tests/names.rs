//! Who bore a name on a date.

use thaw_core::{Answer, SubjectId};
use thaw_testkit::{TempLedger, named, subject};

fn ledger() -> TempLedger {
    TempLedger::with(&[
        subject("volgograd"),
        subject("katowice"),
        named("v1", "volgograd", &["ru Царицын ../1925-04-10"]),
        named("v2", "volgograd", &["ru Сталинград 1925-04-10/1961-11-10", "en Stalingrad 1925-04-10/1961-11-10"]),
        named("v3", "volgograd", &["ru Волгоград 1961-11-10/.."]),
        named("k1", "katowice", &["pl Stalinogród 1953-03-07/1956-12"]),
    ])
}

#[track_caller]
fn check(date: &str, name: &str, expected: &[(&str, &str, Answer)]) {
    let ledger = ledger();
    let found = ledger.as_of(&date.parse().unwrap(), name, None).unwrap();
    let found: Vec<_> = found.iter().map(|hit| (hit.subject.0.as_str(), hit.name.text.as_str(), hit.answer)).collect();
    assert_eq!(found, expected, "{name} on {date}");
}

#[test]
fn the_day_of_the_renaming_has_the_new_name() {
    check(
        "1961-11-09",
        "Сталинград",
        &[("volgograd", "Сталинград", Answer::Yes), ("volgograd", "Stalingrad", Answer::Yes)],
    );
    check("1961-11-10", "Сталинград", &[]);
    check("1961-11-10", "Волгоград", &[("volgograd", "Волгоград", Answer::Yes)]);
}

#[test]
fn possibly_where_the_dates_leave_it_open() {
    check("1956-12-10", "Stalinogród", &[("katowice", "Stalinogród", Answer::Possibly)]);
    check("1956-11", "stalinogrod", &[("katowice", "Stalinogród", Answer::Yes)]);
    check(
        "1961",
        "Stalingrad",
        &[("volgograd", "Stalingrad", Answer::Possibly), ("volgograd", "Сталинград", Answer::Possibly)],
    );
}

#[test]
fn names_of_a_subject_on_a_date() {
    let ledger = ledger();
    let names = |date: &str| -> Vec<String> {
        let found = ledger.names_of(&SubjectId("volgograd".to_owned()), &date.parse().unwrap(), None).unwrap();
        found
            .into_iter()
            .map(|bearer| format!("{} {} {:?} {}", bearer.name.lang, bearer.name.text, bearer.answer, bearer.act))
            .collect()
    };
    assert_eq!(names("1900"), ["ru Царицын Yes v1"]);
    assert_eq!(names("1953-03-05"), ["en Stalingrad Yes v2", "ru Сталинград Yes v2"]);
    assert_eq!(names("2026"), ["ru Волгоград Yes v3"]);
    let history: Vec<String> =
        ledger.history(&SubjectId("volgograd".to_owned())).unwrap().into_iter().map(|act| act.act.id.0).collect();
    assert_eq!(history.len(), 3);
    assert_eq!(
        history.last().map(String::as_str),
        Some("v1"),
        "an act without a date sorts by the default date of the test kit"
    );
}
