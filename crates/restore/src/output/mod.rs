//! A collation written for people and for programs.
//!
//! | format | what it is | for |
//! |---|---|---|
//! | [`report`] | counts, then each passage with its place | reading on a terminal |
//! | [`html`] | all witnesses side by side, changes marked | readers |
//! | [`tei`] | critical apparatus, parallel segmentation | editors |
//! | [`json`] | the table of CollateX, the changes and their rules | programs |
//! | [`csv`] | one change a row | spreadsheets |
//!
//! Every format goes to any writer, and the same collation always gives the same bytes.

pub mod csv;
pub mod html;
pub mod json;
mod place;
pub mod report;
mod segment;
pub mod tei;

pub use place::{Place, Share};
pub use segment::{Segment, segments};

use crate::{Change, Collation, Folds};

/// What every format is written from.
#[derive(Clone, Copy, Debug)]
pub struct Results<'r> {
    /// The table.
    pub collation: &'r Collation,
    /// The changes.
    pub changes: &'r [Change],
    /// The folds that were asked for.
    pub folds: &'r Folds,
}

/// Escapes text for XML, which allows the old control characters from U+007F on (as what an old encoding leaves in a text), but
/// wants them by their numbers.
fn escape_xml(text: &str) -> String {
    let is_old = |character: char| matches!(character, '\u{7F}'..='\u{9F}');
    let mut escaped = String::with_capacity(text.len());
    for run in text.split_inclusive(is_old) {
        let mut characters = run.chars();
        match characters.next_back().filter(|last| is_old(*last)) {
            Some(last) => escaped += &format!("{}&#x{:X};", escape(characters.as_str()), u32::from(last)),
            None => escaped += &escape(run),
        }
    }
    escaped
}

/// Escapes text for HTML; characters that it does not allow become U+FFFD.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(character),
            _ if character.is_control() || matches!(character, '\u{FFFE}' | '\u{FFFF}') => escaped.push('\u{FFFD}'),
            _ => escaped.push(character),
        }
    }
    escaped
}
