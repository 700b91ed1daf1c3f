#![allow(clippy::panic, reason = "a test that cannot be set up fails")]
//! Whole files compared.

use std::path::Path;

/// Compares a text with a committed file; with `bless` the file is written instead.
///
/// # Panics
/// When they differ, with the first line that does.
pub fn check_golden(path: &Path, found: &str, bless: bool) {
    if bless {
        std::fs::write(path, found).unwrap_or_else(|error| panic!("cannot write `{}`: {error}", path.display()));
        return;
    }
    let expected =
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("cannot read `{}`: {error}", path.display()));
    if expected == found {
        return;
    }
    let line = expected.lines().zip(found.lines()).take_while(|(expected, found)| expected == found).count();
    panic!(
        "`{}` differs from line {}\nexpected: {}\n   found: {}",
        path.display(),
        line + 1,
        expected.lines().nth(line).unwrap_or("(the end)"),
        found.lines().nth(line).unwrap_or("(the end)")
    );
}
