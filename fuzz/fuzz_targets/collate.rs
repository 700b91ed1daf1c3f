#![no_main]

//! The first bytes up to a zero byte are one witness, the rest another: read as documents, collated, written in all formats.

use thaw_formats::document::{Document, Kind};
use thaw_restore::output::{self, Results};
use thaw_restore::{Collation, Fold, Folds, Witness, changes};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (left, right) = data.split_at(data.iter().position(|byte| *byte == 0).unwrap_or(data.len() / 2));
    let witness = |sigil: &str, bytes: &[u8]| {
        let document = Document::read(bytes.to_vec(), Kind::detect(bytes, ""), None).ok()?;
        Witness::of_document(sigil, &document).ok()
    };
    let (Some(left), Some(right)) = (witness("A", left), witness("B", right)) else { return };
    let folds = Folds::new(Fold::ALL).expect("the bundled rules are right");
    let collate = |witnesses| Collation::new(witnesses, None, &folds).expect("two witnesses with two names");
    let (one, other) = (collate(vec![left.clone(), right.clone()]), collate(vec![right, left]));
    assert_eq!(one.columns, other.columns);
    let changes = changes::changes(&one, &folds).expect("the bundled lists are right");
    let results = Results { collation: &one, changes: &changes, folds: &folds };
    let mut out = Vec::new();
    output::report::write(results, true, &mut out).expect("memory takes all");
    output::html::write(results, "title", &mut out).expect("memory takes all");
    output::tei::write(results, "title", &mut out).expect("memory takes all");
    output::json::write(results, &mut out).expect("memory takes all");
    output::csv::write(results, &mut out).expect("memory takes all");
});
