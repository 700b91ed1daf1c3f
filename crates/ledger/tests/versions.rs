//! Every format that was ever released opens, migrates and verifies.

use rusqlite::Connection;
use std::{fmt::Write as _, path::PathBuf};
use thaw_core::{ActId, ActState, Entry};
use thaw_ledger::{FORMAT, Head, Ledger, Undo};
use thaw_testkit::{RECORDER, TempLedger, named, progress, source, subject_at, time};

fn dump() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/versions/v{FORMAT}.sql"))
}

/// The record whose dump is kept.
fn ledger() -> TempLedger {
    let mut ledger = TempLedger::with(&[
        source("ukase-1961", "Указ Президиума Верховного Совета РСФСР"),
        subject_at("volgograd", 44.5018, 48.7194),
        named(
            "volgograd-1925",
            "volgograd",
            &["ru Сталинград 1925-04-10/1961-11-10", "en Stalingrad 1925-04-10/1961-11-10"],
        ),
        named("volgograd-1961", "volgograd", &["ru Волгоград 1961-11-10/.."]),
        progress("volgograd-1961", ActState::CarriedOut),
    ]);
    let undo = Undo { date: "2026-01-02".parse().unwrap(), authority: None, note: None, sources: Vec::new() };
    ledger.undo(&ActId("volgograd-1961".to_owned()), &undo, RECORDER, &time(60)).unwrap();
    ledger
}

/// The file as SQL: its numbers, the table of entries, its rows and triggers.
fn as_sql(connection: &Connection) -> String {
    let mut sql = String::from("PRAGMA application_id = 1416126839;\n");
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    writeln!(sql, "PRAGMA user_version = {version};").unwrap();
    sql.push_str(include_str!("../src/sql/schema.sql"));
    let mut select = connection
        .prepare("SELECT printf('INSERT INTO entry VALUES (%d, %Q, %Q, %Q, x''%s'', x''%s'');', seq, recorded_at, recorder, body, hex(prev_hash), hex(hash)) FROM entry ORDER BY seq")
        .unwrap();
    for row in select.query_map([], |row| row.get::<_, String>(0)).unwrap() {
        writeln!(sql, "{}", row.unwrap()).unwrap();
    }
    sql.push_str(include_str!("../src/sql/derived.sql"));
    sql
}

#[test]
fn version_1_opens_migrates_and_verifies() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("v1.thaw");
    let sql = std::fs::read_to_string(dump().with_file_name("v1.sql")).unwrap();
    Connection::open(&file).unwrap().execute_batch(&sql).unwrap();
    let mut ledger = Ledger::open(&file).unwrap();
    ledger.rebuild().unwrap();
    let head: Head = ledger.head().unwrap();
    assert_eq!(ledger.verify(Some(&head)).unwrap().faults, []);
    insta::assert_snapshot!(head.to_string(), @"6:4272e4f263d4f0f76acd8d4ba829e1392e756496a5fb0b08d378736f42c89c98");
    let kinds: Vec<&str> = ledger
        .entries(1)
        .map(|recorded| match recorded.unwrap().entry {
            Entry::Source(_) => "source",
            Entry::Subject(_) => "subject",
            Entry::Act(_) => "act",
            Entry::Progress { .. } => "progress",
        })
        .collect();
    assert_eq!(kinds, ["source", "subject", "act", "act", "progress", "act"]);
    let bearers = ledger.as_of(&"1953-03-05".parse().unwrap(), "Stalingrad", None).unwrap();
    assert_eq!(bearers.len(), 2);
}

#[test]
fn the_dump_of_the_present_format_is_what_the_program_writes() {
    let ledger = ledger();
    let sql = as_sql(&Connection::open(ledger.file()).unwrap());
    // `THAW_BLESS=1 cargo test -p thaw-ledger` writes it, for a new format only: those of released formats never change.
    thaw_testkit::check_golden(&dump(), &sql, std::env::var_os("THAW_BLESS").is_some());
}
