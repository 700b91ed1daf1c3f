//! A changed byte is found and named; no byte makes the library panic.

use proptest::prelude::*;
use rusqlite::Connection;
use std::path::Path;
use tempfile::TempDir;
use thaw_core::Entry;
use thaw_ledger::{Head, Ledger};
use thaw_testkit::{TempLedger, named, progress, reversal, source, subject_at};

fn entries() -> Vec<Entry> {
    let mut entries = vec![source("ukase", "Указ Президиума")];
    for number in 0..12 {
        let id = format!("place-{number}");
        entries.push(subject_at(&id, f64::from(number) * 3.7, f64::from(number) * 1.1));
        entries.push(named(
            &format!("act-{number}"),
            &id,
            &["ru Сталинград 1925-04-10/1961-11-10", "en Stalingrad 1925/1961"],
        ));
    }
    entries.push(progress("act-3", thaw_core::ActState::Approved));
    entries.push(reversal("undo-4", "act-4", "place-4"));
    entries
}

/// A ledger that is closed, so that all of it stands in the one file.
fn closed() -> (TempDir, std::path::PathBuf, Head) {
    static BYTES: std::sync::LazyLock<(Vec<u8>, Head)> = std::sync::LazyLock::new(|| {
        let ledger = TempLedger::with(&entries());
        let head = ledger.head().unwrap();
        let (_directory, file) = ledger.close();
        (std::fs::read(file).unwrap(), head)
    });
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("test.thaw");
    std::fs::write(&file, &BYTES.0).unwrap();
    (directory, file, BYTES.1)
}

/// Changes a row behind the ledger's back, as somebody with an editor for SQLite does.
fn change(file: &Path, sql: &str) {
    let connection = Connection::open(file).unwrap();
    let trigger: String = connection
        .query_row("SELECT sql FROM sqlite_schema WHERE name = 'entry_is_never_changed'", [], |row| row.get(0))
        .unwrap();
    let other: String = connection
        .query_row("SELECT sql FROM sqlite_schema WHERE name = 'entry_is_never_deleted'", [], |row| row.get(0))
        .unwrap();
    connection.execute_batch("DROP TRIGGER entry_is_never_changed; DROP TRIGGER entry_is_never_deleted;").unwrap();
    connection.execute_batch(sql).unwrap();
    connection.execute_batch(&format!("{trigger};\n{other};")).unwrap();
}

#[track_caller]
fn check(sql: &str, expected: &[&str]) {
    let (_directory, file, head) = closed();
    change(&file, sql);
    let report = Ledger::open_read_only(&file).unwrap().verify(Some(&head)).unwrap();
    let faults: Vec<String> = report.faults.iter().map(ToString::to_string).collect();
    assert_eq!(faults, expected, "{sql}");
}

#[test]
fn each_sort_of_change_is_named() {
    let changed = "the time, recorder or body is changed: they have another hash";
    check("UPDATE entry SET recorder = 'x' WHERE seq = 5", &[&format!("entry 5: {changed}")]);
    check("UPDATE entry SET recorded_at = '2025-01-01T00:00:00Z' WHERE seq = 5", &[&format!("entry 5: {changed}")]);
    check(
        "UPDATE entry SET body = replace(body, '1961-11-10', '1961-11-11') WHERE seq = 5",
        &[&format!("entry 5: {changed}"), "entry 5: the derived table `name` does not agree with the entry"],
    );
    check(
        "UPDATE entry SET hash = zeroblob(32) WHERE seq = 5",
        &[
            "entry 5: the hash is changed",
            "entry 6: it does not follow the entry before it: one of the two is replaced",
        ],
    );
    check(
        "UPDATE entry SET prev_hash = zeroblob(32) WHERE seq = 5",
        &["entry 5: the hash of the entry before it is changed"],
    );
    check("DELETE FROM name WHERE act_seq = 5", &["entry 5: the derived table `name` does not agree with the entry"]);
    check(
        "UPDATE act SET in_force = 0 WHERE seq = 5",
        &["entry 5: the state of the act in the derived table `act` does not follow from the entries"],
    );
    check("DELETE FROM act WHERE seq = 5", &["entry 5: the derived table `act` does not agree with the entry"]);
    check("DELETE FROM place WHERE seq = 4", &["entry 4: the derived table `place` does not agree with the entry"]);
    check(
        "DELETE FROM entry_id WHERE seq = 4",
        &["entry 4: the derived table `entry_id` does not agree with the entry"],
    );
    check(
        "UPDATE prose SET text = 'x' WHERE rowid = 1",
        &["entry 1: the derived table `prose` does not agree with the entry"],
    );
    check("CREATE TABLE more (x)", &["the schema is changed: table more was added"]);
    check("DROP INDEX act_by_subject", &["the schema is changed: index act_by_subject is missing or another"]);
}

#[test]
fn a_cut_end_is_found_with_the_head_that_was_kept() {
    let (_directory, file, head) = closed();
    // The cut is clean: the derived tables are made again.
    change(&file, "DELETE FROM entry WHERE seq > 20");
    Ledger::open(&file).unwrap().rebuild().unwrap();
    let ledger = Ledger::open_read_only(&file).unwrap();
    assert!(ledger.verify(None).unwrap().is_sound(), "the chain alone cannot tell");
    let report = ledger.verify(Some(&head)).unwrap();
    insta::assert_snapshot!(report.faults[0].to_string(), @"the end is cut off: the head that was kept is entry 27, the last entry is 20");
    let wrong: Head = format!("20:{}", "0".repeat(64)).parse().unwrap();
    insta::assert_snapshot!(ledger.verify(Some(&wrong)).unwrap().faults[0].to_string(), @"entry 20: it is not the entry that was kept as the head: expected 20:0000000000000000000000000000000000000000000000000000000000000000");
    assert_eq!(head.to_string().parse::<Head>().unwrap(), head);
    insta::assert_snapshot!("20".parse::<Head>().unwrap_err(), @"expected a head as `SEQ:HASH` with 64 hexadecimal digits, found `20`");
}

#[test]
fn rebuild_mends_the_derived_tables() {
    let (_directory, file, head) = closed();
    change(
        &file,
        "DELETE FROM name; UPDATE act SET in_force = 1; DELETE FROM place; DELETE FROM entry_id WHERE seq = 3;",
    );
    let mut ledger = Ledger::open(&file).unwrap();
    assert!(!ledger.verify(None).unwrap().is_sound());
    ledger.rebuild().unwrap();
    assert_eq!(ledger.verify(Some(&head)).unwrap().faults, []);
}

/// Everything that a user reads from a ledger.
fn everything(ledger: &Ledger) -> Result<Vec<String>, thaw_ledger::LedgerError> {
    let mut all: Vec<String> =
        ledger.entries(1).map(|entry| entry.map(|entry| format!("{entry:?}"))).collect::<Result<_, _>>()?;
    all.extend(ledger.acts(&Default::default())?.iter().map(|act| format!("{act:?}")));
    all.extend(ledger.find("Staliningrad", 20)?.iter().map(|found| format!("{found:?}")));
    all.extend(ledger.as_of(&"1950".parse().unwrap(), "Stalingrad", None)?.iter().map(|found| format!("{found:?}")));
    all.extend(ledger.search("указ", 5)?.iter().map(|found| format!("{found:?}")));
    let corner = |lon, lat| thaw_core::LonLat::new(lon, lat).unwrap();
    all.extend(ledger.subjects_in(corner(-1.0, -1.0), corner(20.0, 20.0))?.iter().map(|found| format!("{found:?}")));
    Ok(all)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_changed_byte_of_an_entry_is_found_in_that_entry(seq in 1_u64..=27, column in 0..5_usize, at in any::<prop::sample::Index>(), bit in 0..8_u32) {
        let (_directory, file, head) = closed();
        let column = ["recorded_at", "recorder", "body", "prev_hash", "hash"][column];
        let connection = Connection::open(&file).unwrap();
        let mut bytes: Vec<u8> = connection
            .query_row(&format!("SELECT CAST({column} AS BLOB) FROM entry WHERE seq = ?"), [seq], |row| row.get(0)).unwrap();
        drop(connection);
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let value = if column.ends_with("hash") { format!("x'{hex}'") } else { format!("CAST(x'{hex}' AS TEXT)") };
        change(&file, &format!("UPDATE entry SET {column} = {value} WHERE seq = {seq}"));
        let report = Ledger::open_read_only(&file).unwrap().verify(Some(&head)).unwrap();
        prop_assert_eq!(report.faults.first().and_then(|fault| fault.seq), Some(seq), "{:?}", report.faults);
    }

    #[test]
    fn any_changed_byte_of_the_file_is_named_or_harmless(at in any::<prop::sample::Index>(), mask in 1..=255_u8) {
        let (_directory, file, head) = closed();
        let before = everything(&Ledger::open_read_only(&file).unwrap()).unwrap();
        let mut bytes = std::fs::read(&file).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= mask;
        std::fs::write(&file, bytes).unwrap();
        // An error that says so, a report that names it, or a byte that holds nothing of the record.
        if let Ok(ledger) = Ledger::open_read_only(&file) {
            let read = everything(&ledger);
            if ledger.verify(Some(&head)).is_ok_and(|report| report.is_sound()) {
                prop_assert_eq!(read.unwrap(), before);
            }
        }
    }

    #[test]
    fn a_cut_file_is_named(len in any::<prop::sample::Index>()) {
        let (_directory, file, head) = closed();
        let bytes = std::fs::read(&file).unwrap();
        std::fs::write(&file, &bytes[..len.index(bytes.len())]).unwrap();
        if let Ok(ledger) = Ledger::open_read_only(&file) {
            let _ = everything(&ledger);
            prop_assert!(!ledger.verify(Some(&head)).is_ok_and(|report| report.is_sound()));
        }
    }
}
