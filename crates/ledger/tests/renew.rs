//! A newer edition of a record is taken in as reversals and new acts.

use thaw_core::{ActId, Entry, SubjectId};
use thaw_ledger::{Ledger, Undo};
use thaw_testkit::{RECORDER, TempLedger, named, subject, time};

const ANNA: &str = "Anna";

fn undo() -> Undo {
    Undo { date: "2026-01-01".parse().unwrap(), authority: None, note: None, sources: Vec::new() }
}

fn first() -> Vec<Entry> {
    vec![
        subject("donetsk"),
        named("stalino", "donetsk", &["ru Сталино 1924/1961"]),
        named("donetsk", "donetsk", &["ru Донецк 1961/.."]),
        named("yuzovka", "donetsk", &["ru Юзовка 1869/1924"]),
    ]
}

/// `stalino` has a name more, `yuzovka` has another date and so another id, `donetsk` is as before.
fn second() -> Vec<Entry> {
    vec![
        subject("donetsk"),
        named("stalino", "donetsk", &["ru Сталино 1924/1961", "de Stalino 1924/1961"]),
        named("donetsk", "donetsk", &["ru Донецк 1961/.."]),
        named("yuzovka-1870", "donetsk", &["ru Юзовка 1870/1924"]),
    ]
}

fn renew(ledger: &mut Ledger, edition: &[Entry]) -> (Vec<(String, String)>, Vec<String>) {
    let newer = ledger.newer(edition, Some(RECORDER)).unwrap();
    ledger.renew(&newer, &undo(), ANNA, &time(30)).unwrap();
    assert!(ledger.newer(edition, Some(RECORDER)).unwrap().is_empty(), "what was taken in is known");
    let changed = newer.changed.into_iter().map(|(old, new)| (old.0, new.id.0)).collect();
    (changed, newer.dropped.into_iter().map(|id| id.0).collect())
}

fn names(ledger: &Ledger, date: &str) -> Vec<String> {
    let named = ledger.names_of(&SubjectId("donetsk".to_owned()), &date.parse().unwrap(), None).unwrap();
    named.into_iter().map(|bearer| format!("{} {}", bearer.name.lang, bearer.name.text)).collect()
}

#[test]
fn what_changed_is_reversed_and_recorded_anew_and_what_was_dropped_is_reversed() {
    let mut ledger = TempLedger::with(&first());
    assert!(ledger.newer(&first(), Some(RECORDER)).unwrap().is_empty());
    // As loading a record does: what is not known is added.
    ledger.record(&second()[3..]).unwrap();
    assert_eq!(
        renew(&mut ledger, &second()),
        (vec![("stalino".to_owned(), "stalino-v2".to_owned())], vec!["yuzovka".to_owned()])
    );
    assert_eq!(names(&ledger, "1950"), ["de Stalino", "ru Сталино"]);
    assert_eq!(names(&ledger, "1869"), [""; 0]);
    let old = ledger.act(&ActId("stalino".to_owned())).unwrap().unwrap();
    assert_eq!((old.in_force, old.reversed_by), (false, Some(ActId("undo-stalino".to_owned()))));
    assert_eq!(ledger.verify(None).unwrap().faults, []);
    // Back again: a third version, not the first one brought back to life.
    ledger.record(&first()[3..]).unwrap();
    let (changed, dropped) = renew(&mut ledger, &first());
    assert_eq!(changed, [("stalino-v2".to_owned(), "stalino-v3".to_owned())]);
    assert_eq!(dropped, ["yuzovka-1870"]);
    assert_eq!(names(&ledger, "1950"), ["ru Сталино"]);
}

#[test]
fn what_people_took_back_stays_so_and_what_they_recorded_is_not_dropped() {
    let mut ledger = TempLedger::with(&first());
    ledger.undo(&ActId("stalino".to_owned()), &undo(), ANNA, &time(10)).unwrap();
    ledger.append(&[named("own", "donetsk", &["en Hughesovka 1869/1924"])], ANNA, &time(11)).unwrap();
    let newer = ledger.newer(&second(), Some(RECORDER)).unwrap();
    assert_eq!((newer.changed, newer.dropped), (vec![], vec![ActId("yuzovka".to_owned())]));
    // Of a record of one's own, nothing is known of earlier editions.
    assert!(ledger.newer(&second(), None).unwrap().is_empty());
}
