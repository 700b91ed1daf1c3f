//! Opening, appending, refusing.

use thaw_core::{ActId, ActState, SubjectId};
use thaw_ledger::{Appended, Ledger, LedgerError, Undo};
use thaw_testkit::{RECORDER, TempLedger, named, progress, reversal, source, subject, subject_at, time};

#[test]
fn an_append_can_be_read_again() {
    let entries = [
        source("ukase", "Указ"),
        subject("volgograd"),
        named("a1", "volgograd", &["ru Сталинград 1925-04-10/1961-11-10"]),
    ];
    let ledger = TempLedger::with(&entries);
    let read: Vec<_> = ledger.entries(1).map(|recorded| recorded.unwrap()).collect();
    assert_eq!(read.iter().map(|recorded| recorded.entry.clone()).collect::<Vec<_>>(), entries);
    assert_eq!(read[2].seq, 3);
    assert_eq!(read[2].recorded_at, time(1));
    let (_directory, file) = ledger.close();
    let again = Ledger::open_read_only(&file).unwrap();
    assert_eq!(again.head().unwrap().seq, 3);
    assert!(again.verify(None).unwrap().is_sound());
}

#[test]
fn the_same_import_twice_adds_nothing() {
    let entries = [
        source("ukase", "Указ"),
        subject("volgograd"),
        named("a1", "volgograd", &["ru Сталинград 1925-04-10/1961-11-10"]),
        progress("a1", ActState::Approved),
        progress("a1", ActState::CarriedOut),
    ];
    let mut ledger = TempLedger::with(&entries);
    let head = ledger.head().unwrap();
    assert_eq!(ledger.record(&entries).unwrap(), Appended { n_new: 0, n_known: 5 });
    assert_eq!(ledger.head().unwrap(), head);
}

#[test]
fn a_known_id_with_another_content_is_refused_and_nothing_of_the_batch_is_kept() {
    let mut ledger = TempLedger::with(&[subject("volgograd"), named("a1", "volgograd", &["ru Сталинград 1925/1961"])]);
    let error =
        ledger.record(&[subject("donetsk"), named("a1", "volgograd", &["ru Сталинград 1925/1962"])]).unwrap_err();
    insta::assert_snapshot!(error.to_string(), @"act `a1` is recorded with another content as entry 2: `facts.0.period` differs");
    assert_eq!(ledger.head().unwrap().seq, 2);
    assert!(ledger.subject(&SubjectId("donetsk".to_owned())).unwrap().is_none());
}

#[test]
fn a_correction_is_a_new_version_of_a_subject_and_never_of_an_act() {
    let mut ledger =
        TempLedger::with(&[subject_at("volgograd", 0.0, 0.0), named("a1", "volgograd", &["ru Сталинград 1925/1961"])]);
    let corrected = subject_at("volgograd", 44.5, 48.7);
    ledger.correct([&corrected], RECORDER, &time(5)).unwrap();
    assert_eq!(ledger.subject(&SubjectId("volgograd".to_owned())).unwrap().unwrap().at.unwrap().lat, 48.7);
    // The first version, imported again, is known and does not come back.
    assert_eq!(ledger.record(&[subject_at("volgograd", 0.0, 0.0)]).unwrap().n_known, 1);
    let point = |lon, lat| thaw_core::LonLat::new(lon, lat).unwrap();
    assert_eq!(ledger.subjects_in(point(-1.0, -1.0), point(1.0, 1.0)).unwrap(), []);
    assert_eq!(ledger.subjects_in(point(44.0, 48.0), point(45.0, 49.0)).unwrap().len(), 1);
    let error =
        ledger.correct([&named("a1", "volgograd", &["ru Сталинград 1925/1962"])], RECORDER, &time(6)).unwrap_err();
    insta::assert_snapshot!(error.to_string(), @"act `a1` cannot be corrected: record its reversal and a new act");
    assert!(ledger.verify(None).unwrap().is_sound());
}

#[test]
fn steps_and_reversals_of_unknown_acts_are_refused() {
    let mut ledger = TempLedger::new();
    insta::assert_snapshot!(ledger.record(&[progress("a1", ActState::Approved)]).unwrap_err().to_string(), @"progress of `a1`: the ledger has no act `a1`");
    insta::assert_snapshot!(ledger.record(&[reversal("r1", "a1", "x")]).unwrap_err().to_string(), @"reversal `r1`: the ledger has no act `a1`");
}

#[test]
fn nobody_and_no_time_are_refused() {
    let mut ledger = TempLedger::new();
    insta::assert_snapshot!(ledger.append([&subject("x")], " ", &time(0)).unwrap_err().to_string(), @"expected the name of the person who records, found nothing");
    insta::assert_snapshot!(ledger.append([&subject("x")], "me", "now").unwrap_err().to_string(), @"expected a time as RFC 3339 (`2026-11-23T08:50:00Z`), found `now`");
    insta::assert_snapshot!(ledger.append([&subject("")], "me", &time(0)).unwrap_err().to_string(), @"a subject has an empty id");
}

#[test]
fn undo_and_undo_of_the_undo() {
    let mut ledger =
        TempLedger::with(&[subject("volgograd"), named("a1", "volgograd", &["ru Сталинград 1925-04-10/1961-11-10"])]);
    let undo = Undo { date: "2026-01-01".parse().unwrap(), authority: None, note: None, sources: Vec::new() };
    let bearers = |ledger: &TempLedger| ledger.as_of(&"1950".parse().unwrap(), "Stalingrad", None).unwrap().len();
    assert_eq!(bearers(&ledger), 1);
    let first = ledger.undo(&ActId("a1".to_owned()), &undo, RECORDER, &time(10)).unwrap();
    assert_eq!(first.0, "undo-a1");
    assert_eq!(bearers(&ledger), 0);
    let error = ledger.undo(&ActId("a1".to_owned()), &undo, RECORDER, &time(11)).unwrap_err();
    insta::assert_snapshot!(error.to_string(), @"act `a1` is not in force: it is reversed by `undo-a1`");
    let second = ledger.undo(&first, &undo, RECORDER, &time(12)).unwrap();
    assert_eq!(second.0, "undo-undo-a1");
    assert_eq!(bearers(&ledger), 1);
    assert_eq!(ledger.undo(&ActId("a1".to_owned()), &undo, RECORDER, &time(13)).unwrap().0, "undo-a1-2");
    assert_eq!(bearers(&ledger), 0);
    // As the ledger knew it at each of these moments.
    let knew = |at: &str| ledger.as_of(&"1950".parse().unwrap(), "Stalingrad", Some(at)).unwrap().len();
    assert_eq!([time(0), time(1), time(10), time(11), time(12), time(13)].map(|at| knew(&at)), [0, 1, 0, 0, 1, 0]);
    assert!(ledger.verify(None).unwrap().is_sound());
}

#[test]
fn two_connections_write_in_turn() {
    let ledger = TempLedger::new();
    let file = ledger.file();
    std::thread::scope(|scope| {
        for writer in 0..3 {
            let file = &file;
            scope.spawn(move || {
                let mut ledger = Ledger::open(file).unwrap();
                for number in 0..30 {
                    ledger.append([&subject(&format!("{writer}-{number}"))], RECORDER, &time(number)).unwrap();
                }
            });
        }
    });
    assert_eq!(ledger.head().unwrap().seq, 90);
    let report = ledger.verify(None).unwrap();
    assert_eq!(report.faults, []);
}

#[test]
fn what_is_no_ledger_is_told() {
    let directory = tempfile::tempdir().unwrap();
    let at = |name: &str| directory.path().join(name);
    let told = |result: Result<Ledger, LedgerError>| {
        result.unwrap_err().to_string().replace(&directory.path().display().to_string(), "DIR")
    };
    insta::assert_snapshot!(told(Ledger::open(at("none"))), @"no ledger at `DIR/none`");
    insta::assert_snapshot!(told(Ledger::create(at("none/x.thaw"))), @"cannot open the ledger `DIR/none/x.thaw`: unable to open database file: DIR/none/x.thaw");
    insta::assert_snapshot!(told(Ledger::open(directory.path())), @"`DIR` is not a ledger: it is a directory");
    std::fs::write(
        at("text"),
        "this is a text, not a database; it is long enough to be looked at, twice over, and more than that",
    )
    .unwrap();
    insta::assert_snapshot!(told(Ledger::open(at("text"))), @"`DIR/text` is not a ledger: it is not an SQLite database");
    insta::assert_snapshot!(told(Ledger::create(at("text"))), @"cannot create a ledger at `DIR/text`: the file exists");
    std::fs::write(at("empty"), "").unwrap();
    insta::assert_snapshot!(told(Ledger::open(at("empty"))), @"`DIR/empty` is not a ledger: it is empty");
    insta::assert_snapshot!(told(Ledger::open_read_only(at("empty"))), @"`DIR/empty` is not a ledger: it is empty");
    let other = rusqlite::Connection::open(at("other")).unwrap();
    other.execute_batch("CREATE TABLE t (x)").unwrap();
    insta::assert_snapshot!(told(Ledger::open(at("other"))), @"`DIR/other` is not a ledger: it is the SQLite database of another program");
    drop(Ledger::create(at("newer")).unwrap());
    insta::assert_snapshot!(told(Ledger::create(at("newer"))), @"cannot create a ledger at `DIR/newer`: the file exists");
    rusqlite::Connection::open(at("newer")).unwrap().pragma_update(None, "user_version", 7).unwrap();
    insta::assert_snapshot!(told(Ledger::open(at("newer"))), @"the ledger `DIR/newer` has format 7, this program knows formats up to 1");
}

#[test]
fn entries_cannot_be_changed_through_sql() {
    let ledger = TempLedger::with(&[subject("volgograd"), subject("donetsk")]);
    let sql = rusqlite::Connection::open(ledger.file()).unwrap();
    for statement in [
        "UPDATE entry SET recorder = 'x'",
        "DELETE FROM entry WHERE seq = 2",
        "INSERT OR REPLACE INTO entry VALUES (2, '', '', '', x'', x'')",
        "INSERT INTO entry VALUES (4, '', '', '', x'', x'')",
    ] {
        assert!(sql.execute(statement, []).is_err(), "{statement}");
    }
    assert!(ledger.verify(None).unwrap().is_sound());
}

#[test]
fn a_read_only_ledger_refuses_entries() {
    let (_directory, file) = TempLedger::with(&[subject("volgograd")]).close();
    let mut ledger = Ledger::open_read_only(&file).unwrap();
    let error = ledger.append([&subject("donetsk")], RECORDER, &time(0)).unwrap_err();
    assert!(matches!(error, LedgerError::ReadOnly { .. }), "{error}");
}

#[test]
fn a_ledger_waits_for_another_writer_before_it_turns_its_log_on() {
    let (_directory, path) = TempLedger::with(&[]).close();
    let writer = rusqlite::Connection::open(&path).unwrap();
    writer.pragma_update(None, "journal_mode", "DELETE").unwrap();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    let opened = std::thread::spawn({
        let path = path.clone();
        move || Ledger::open(path).map(drop)
    });
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert!(!opened.is_finished());
    writer.execute_batch("COMMIT").unwrap();
    opened.join().unwrap().unwrap();
    let reader = rusqlite::Connection::open(&path).unwrap();
    let mode: String = reader.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
}
