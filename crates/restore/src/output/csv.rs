//! One change a row, for a spreadsheet: `witness, layer, kind, times, heading, paragraph, word, words, percent, full, own,
//! before, after, own_word`. Fields that a spreadsheet would run as a formula get an apostrophe in front.

use super::{Place, Results, Share, report};
use std::io::{self, Write};
use thaw_formats::csv_table::{Formulas, Writer};

const HEAD: [&str; 14] = [
    "witness",
    "layer",
    "kind",
    "times",
    "heading",
    "paragraph",
    "word",
    "words",
    "percent",
    "full",
    "own",
    "before",
    "after",
    "own_word",
];

/// Writes the table of changes.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(results: Results<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut table = Writer::new(out, HEAD, Formulas::Disarmed)?;
    let of = results.collation.witnesses[0].len();
    for change in results.changes {
        let place = Place::of(change, results.collation);
        let (full, own) = report::texts(results, change);
        let words = report::size(change);
        table.row([
            results.collation.witnesses[change.witness].sigil.as_str(),
            change.layer.name(),
            change.kind.name(),
            &change.times.to_string(),
            place.heading.as_deref().unwrap_or_default(),
            &place.paragraph.to_string(),
            &place.word.to_string(),
            &words.to_string(),
            &format!("{:.4}", Share { words, of }.percent()),
            full.trim(),
            own.trim(),
            &place.before,
            &place.after,
            &(change.own.start + 1).to_string(),
        ])?;
    }
    table.finish()
}
