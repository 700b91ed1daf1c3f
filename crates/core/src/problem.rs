//! A part of an input that could not be used.

use serde::Serialize;
use std::fmt;

/// What was wrong with a part of an input, where, and what the reader did about it.
///
/// Readers return items *and* problems: a survey of a country does not stop at one broken way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The file, as the user named it.
    pub path: String,
    /// Where in it: `line 14, column 9`, `way/123`, `row 40`, `byte 4096`.
    pub place: String,
    /// What was wrong: expected and found.
    pub what: String,
    /// What was done: `skipped`, `kept without a date`.
    pub action: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {} ({})", self.path, self.place, self.what, self.action)
    }
}
