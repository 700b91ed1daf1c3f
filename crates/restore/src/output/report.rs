//! The report: how much each witness lacks, then every passage with its place and size.

use super::{Place, Results, Share};
use crate::{Change, Kind, Layer};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// How much of a passage is shown, in characters; the other formats have all of it.
const SHOWN: usize = 400;

/// Writes the report; `all` also lists the small layer change by change.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(results: Results<'_>, all: bool, out: &mut dyn Write) -> io::Result<()> {
    let collation = results.collation;
    let full = &collation.witnesses[0];
    writeln!(out, "full edition: {} ({} words)", visible(&full.sigil), full.len())?;
    for (witness, own) in collation.witnesses.iter().enumerate().skip(1) {
        let changes: Vec<&Change> = results.changes.iter().filter(|change| change.witness == witness).collect();
        writeln!(out, "\n{} ({} words)", visible(&own.sigil), own.len())?;
        for kind in Kind::ALL {
            let of_kind: Vec<_> = changes.iter().filter(|change| change.kind == kind).collect();
            if of_kind.is_empty() {
                continue;
            }
            let words = of_kind.iter().map(|change| size(change)).sum();
            let share = Share { words, of: full.len() };
            writeln!(out, "  {:<12}{:>6}  {words:>7} words  {share:>8}", kind.name(), of_kind.len())?;
        }
        if changes.is_empty() {
            writeln!(out, "  no change")?;
        }
        throughout(results, &changes, all, out)?;
        for change in &changes {
            if change.layer == Layer::Passages || all && change.layer == Layer::Small {
                one(results, change, out)?;
            }
        }
        let n_small = changes.iter().filter(|change| change.layer == Layer::Small).count();
        if n_small > 0 && !all {
            writeln!(out, "\n  small: {n_small} misprints, variants and other punctuation; --all lists them")?;
        }
    }
    Ok(())
}

/// The words that a change is about: of the full edition, or of the witness when it has none there.
pub(super) fn size(change: &Change) -> usize {
    if change.full.is_empty() { change.own.len() } else { change.full.len() }
}

/// What was done again and again: words put for others, and spellings.
fn throughout(results: Results<'_>, changes: &[&Change], all: bool, out: &mut dyn Write) -> io::Result<()> {
    const FIRST: usize = 20;
    for (layer, title) in [(Layer::Systematic, "throughout"), (Layer::Small, "spelling, throughout")] {
        let mut told: BTreeMap<(String, String), (usize, String, String)> = BTreeMap::new();
        for change in changes.iter().filter(|change| change.layer == layer && change.times > 1) {
            let (full, own) = texts(results, change);
            // The words as they stand at the first place.
            let (full, own) = (letters(full), letters(own));
            told.entry((full.to_lowercase(), own.to_lowercase())).or_insert((change.times, full, own));
        }
        if told.is_empty() {
            continue;
        }
        writeln!(out, "\n  {title}:")?;
        let mut told: Vec<_> = told.into_values().collect();
        told.sort_by(|left, right| (Reverse(left.0), &left.1).cmp(&(Reverse(right.0), &right.1)));
        let n_shown = if all { told.len() } else { FIRST };
        for (times, full, own) in told.iter().take(n_shown) {
            writeln!(out, "    “{}” became “{}”, {times} times", visible(full), visible(own))?;
        }
        if told.len() > n_shown {
            writeln!(out, "    … and {} more; --all lists them", told.len() - n_shown)?;
        }
    }
    Ok(())
}

fn one(results: Results<'_>, change: &Change, out: &mut dyn Write) -> io::Result<()> {
    let place = Place::of(change, results.collation);
    let share = Share { words: size(change), of: results.collation.witnesses[0].len() };
    let n_words = size(change);
    let words = if n_words == 1 { "word" } else { "words" };
    writeln!(
        out,
        "\n  {}: {n_words} {words}, {share} of the work; {}",
        change.kind.name(),
        visible(&place.to_string())
    )?;
    let (full, own) = texts(results, change);
    match change.kind {
        Kind::Cut => writeln!(out, "    {} [{}] {}", visible(&place.before), shown(full), visible(&place.after)),
        Kind::Added => writeln!(out, "    {} {{{}}} {}", visible(&place.before), shown(own), visible(&place.after)),
        Kind::Moved => writeln!(
            out,
            "    [{}]\n    stands at word {} of {}",
            shown(full),
            change.own.start + 1,
            visible(&results.collation.witnesses[change.witness].sigil)
        ),
        _ => writeln!(
            out,
            "    {} [{}] {{{}}} {}",
            visible(&place.before),
            shown(full),
            shown(own),
            visible(&place.after)
        ),
    }
}

/// The text of a change in the full edition and in its witness.
pub(super) fn texts<'r>(results: Results<'r>, change: &Change) -> (&'r str, &'r str) {
    let witnesses = &results.collation.witnesses;
    (witnesses[0].text_of(&change.full), witnesses[change.witness].text_of(&change.own))
}

/// A text without the marks around it.
fn letters(text: &str) -> String {
    text.trim_matches(|character: char| !character.is_alphanumeric()).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shown(text: &str) -> String {
    let line = visible(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    match line.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// Control characters made visible, so that a text cannot steer a terminal.
fn visible(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { '\u{FFFD}' } else { character }).collect()
}
