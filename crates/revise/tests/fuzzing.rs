//! Any bytes through the matcher and the scan, for `cargo fuzz` (see `fuzz/`) and for the test that replays hostile inputs.
//!
//! No input may panic; forms are the bytes at their offsets; neither the cuts nor the number of threads show.

use std::sync::LazyLock;
use thaw_core::Dossier;
use thaw_names::{Languages, Matcher};
use thaw_revise::scan::{self, Options};

static MATCHER: LazyLock<Matcher> = LazyLock::new(|| {
    let dossiers: Vec<Dossier> =
        thaw_data::files("dossiers/").filter_map(|(_, text)| Dossier::parse(text).ok()).collect();
    Matcher::new(&dossiers, &Languages::bundled())
});

pub(crate) fn scan(bytes: &[u8]) {
    let whole = places(bytes, 1, 1 << 20);
    assert_eq!(whole, places(bytes, 2, 3_000));
}

/// Returns offset, line, column and form of each match, and what was read.
fn places(bytes: &[u8], n_threads: usize, unit_bytes: usize) -> (Vec<(u64, u64, u64, String)>, scan::Scanned) {
    let mut places = Vec::new();
    let options = Options { min_score: 0.0, n_threads, unit_bytes, ..Options::default() };
    let scanned = scan::scan(bytes, &MATCHER, &options, &mut |found| {
        let start = usize::try_from(found.offset).unwrap_or(usize::MAX);
        assert_eq!(bytes.get(start..start + found.found.span.len()), Some(found.found.form.as_bytes()));
        assert!(MATCHER.may_match(found.found.form.as_bytes()));
        places.push((found.offset, found.line, found.column, found.found.form));
    });
    (places, scanned.unwrap_or_default())
}
