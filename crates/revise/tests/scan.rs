//! Forms in plain text: where they are, whatever the cuts.

use proptest::prelude::*;
use std::sync::OnceLock;
use thaw_core::Dossier;
use thaw_names::{Languages, Matcher};
use thaw_revise::scan::{Options, Scanned, scan};

fn matcher() -> &'static Matcher {
    static MATCHER: OnceLock<Matcher> = OnceLock::new();
    MATCHER.get_or_init(|| {
        let text = thaw_data::file("dossiers/stalin.toml").unwrap();
        Matcher::new(&[Dossier::parse(text).unwrap()], &Languages::bundled())
    })
}

/// Returns `line:column@offset form` of each match.
fn found(text: &[u8], n_threads: usize, unit_bytes: usize) -> (Vec<String>, Scanned) {
    let mut lines = Vec::new();
    let options = Options { n_threads, unit_bytes, ..Options::default() };
    let scanned = scan(text, matcher(), &options, &mut |found| {
        assert_eq!(&text[found.offset as usize..][..found.found.span.len()], found.found.form.as_bytes());
        lines.push(format!("{}:{}@{} {}", found.line, found.column, found.offset, found.found.form));
    });
    (lines, scanned.unwrap())
}

#[test]
fn places_are_lines_and_columns_of_characters() {
    let text = "В Сталинграде.\r\nİstanbul, Straße, e\u{301}: Сталин\nкристаллин, asztalinál; Stalinallee";
    let (lines, scanned) = found(text.as_bytes(), 1, 1 << 20);
    assert_eq!(lines, ["1:3@3 Сталинграде", "2:23@53 Сталин", "3:25@101 Stalinallee"]);
    assert_eq!(scanned.n_bytes, text.len() as u64);
}

#[test]
fn bytes_that_are_not_utf_8_are_passed_over_and_told() {
    let (lines, scanned) = found(b"abc\n\xD1\xD2 Stalin \xFF Stalin", 2, 1 << 20);
    assert_eq!(lines, ["2:4@7 Stalin", "2:13@16 Stalin"]);
    assert_eq!((scanned.n_bad_bytes, scanned.first_bad), (3, Some((2, 1))));
}

#[test]
fn one_line_without_end_is_scanned_like_any_other() {
    let line = "слово ".repeat(400_000) + "Сталинград" + &" слово".repeat(1_000);
    let (lines, _) = found(line.as_bytes(), 3, 1 << 16);
    assert_eq!(lines, ["1:2400001@4400000 Сталинград"]);
}

#[test]
fn threads_and_units_do_not_show() {
    let mut text = String::new();
    for idx in 0..4_000 {
        text.push_str(["Улица Сталина, дом ", "дорога\n", "отец народов ", "Stalin-Allee 5\n", "Ленинград "][idx % 5]);
        text.push_str(&idx.to_string());
    }
    let (expected, _) = found(text.as_bytes(), 1, 1 << 20);
    assert!(expected.len() > 1_500, "{}", expected.len());
    for n_threads in [1, 2, 3, 7] {
        for unit_bytes in [5_000, 30_000] {
            assert_eq!(
                found(text.as_bytes(), n_threads, unit_bytes).0,
                expected,
                "{n_threads} threads, {unit_bytes} bytes"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_bytes_are_scanned_and_cuts_do_not_show(
        parts in prop::collection::vec(
            prop_oneof![
                Just("Сталинград".as_bytes().to_vec()), Just(b"Stalin".to_vec()), Just(b"\n".to_vec()),
                "\\PC{0,40}".prop_map(String::into_bytes), prop::collection::vec(any::<u8>(), 0..20),
            ],
            0..400,
        ),
        unit_bytes in 2_000_usize..20_000,
    ) {
        let text = parts.concat();
        prop_assert_eq!(found(&text, 2, unit_bytes), found(&text, 1, 1 << 20));
    }
}

#[test]
fn hostile_inputs_are_replayed_without_the_fuzzer() {
    let inputs: [&[u8]; 9] = [
        b"",
        b"\xEF\xBB\xBFStalin",
        b"Stalin\xD0",
        b"\xF0\x9F\x98 \xD0\xA1\xD1\x82\xFF\xD0\xB0\xD0\xBB\xD0\xB8\xD0\xBD",
        "I\u{307}stanbul S\u{301}talin Straße STALINSTRASSE ſtalin".as_bytes(),
        "Ста\u{ad}лин С\u{200b}талин Ста\u{301}\u{301}\u{301}лин".as_bytes(),
        "\u{202e}нилатС\r\n\r\nСталин\0Сталин".as_bytes(),
        "斯大林斯大林格勒史達林スターリングラード스탈린그라드".as_bytes(),
        "имени им. И. В. Й. — товарища Сталина, 'Stalin', «Franco» (Мо́лотова)".as_bytes(),
    ];
    for input in inputs {
        crate::fuzzing::scan(input);
        crate::fuzzing::scan(&input.repeat(60));
    }
}
