//! The table as CollateX writes it, with our findings beside it. <https://collatex.net/doc/#json-output>
//!
//! `witnesses` are the sigla, `table` has a row for each witness, and each row a cell for each segment: `null`, or the words
//! with `t` (the word with the marks that hang on it; joined, they are the witness), `n` (the word as it was compared), `_sigil`
//! (of which witness) and `_token_array_position` (the number of the word in the row of all, with one place between two witnesses).
//! Everything under `thaw` is ours: the full edition, the folds, the rules and every change with its place and its words.
//!
//! Differences from CollateX: punctuation is no word of its own, so that no comma decides an alignment; `n` is folded.

use super::{Place, Results, Share, report, segments};
use crate::{Change, Kind, Layer};
use serde_json::json;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Writes the collation as one JSON object.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(results: Results<'_>, out: &mut dyn Write) -> io::Result<()> {
    let collation = results.collation;
    let sigla: Vec<&str> = collation.witnesses.iter().map(|witness| witness.sigil.as_str()).collect();
    write!(out, "{{\"witnesses\":")?;
    serde_json::to_writer(&mut *out, &sigla)?;
    write!(out, ",\n\"table\":[")?;
    let segments = segments(collation, &BTreeSet::new(), false);
    let mut first = 0;
    for (witness, own) in collation.witnesses.iter().enumerate() {
        write!(out, "{}\n[", if witness == 0 { "" } else { "," })?;
        for (idx, segment) in segments.iter().enumerate() {
            write!(out, "{}", if idx == 0 { "" } else { "," })?;
            let words = segment.words[witness].clone();
            if words.is_empty() {
                write!(out, "null")?;
                continue;
            }
            for word in words.clone() {
                write!(out, "{}", if word == words.start { "[" } else { "," })?;
                let token = json!({
                    "_sigil": own.sigil,
                    "_token_array_position": first + word,
                    "n": collation.key_word(collation.keys[witness][word]),
                    "t": own.text_of(&(word..word + 1)),
                });
                serde_json::to_writer(&mut *out, &token)?;
            }
            write!(out, "]")?;
        }
        write!(out, "]")?;
        first += own.len() + 1;
    }
    let folds: Vec<&str> = results.folds.asked().map(crate::Fold::name).collect();
    let kinds: serde_json::Map<_, _> =
        Kind::ALL.iter().map(|kind| (kind.name().to_owned(), json!(kind.rule()))).collect();
    let layers: serde_json::Map<_, _> =
        Layer::ALL.iter().map(|layer| (layer.name().to_owned(), json!(layer.rule()))).collect();
    write!(out, "],\n\"thaw\":{{\"full\":")?;
    serde_json::to_writer(&mut *out, &sigla.first())?;
    write!(out, ",\n\"folds\":")?;
    serde_json::to_writer(&mut *out, &folds)?;
    write!(out, ",\n\"rules\":")?;
    serde_json::to_writer(&mut *out, &json!({ "kinds": kinds, "layers": layers }))?;
    write!(out, ",\n\"changes\":[")?;
    for (idx, change) in results.changes.iter().enumerate() {
        writeln!(out, "{}", if idx == 0 { "" } else { "," })?;
        serde_json::to_writer(&mut *out, &one(results, change))?;
    }
    writeln!(out, "]}}}}")
}

fn one(results: Results<'_>, change: &Change) -> serde_json::Value {
    let place = Place::of(change, results.collation);
    let (full, own) = report::texts(results, change);
    let words = report::size(change);
    let of = results.collation.witnesses[0].len();
    json!({
        "witness": results.collation.witnesses[change.witness].sigil,
        "kind": change.kind.name(),
        "layer": change.layer.name(),
        "times": change.times,
        "full": { "words": [change.full.start, change.full.end], "text": full },
        "own": { "words": [change.own.start, change.own.end], "text": own },
        "place": { "heading": place.heading, "paragraph": place.paragraph, "word": place.word },
        "words": words,
        "percent": Share { words, of }.percent(),
    })
}
