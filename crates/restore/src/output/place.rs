//! Where a change stands in the full edition, and how much of the work it is.

use crate::{Change, Collation};
use std::fmt;

/// A place in the full edition as a reader finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The heading that it stands under.
    pub heading: Option<String>,
    /// The paragraph, from 1.
    pub paragraph: usize,
    /// The word in the whole text, from 1.
    pub word: usize,
    /// A few words before it.
    pub before: String,
    /// A few words after it.
    pub after: String,
}

/// How many words are shown on each side.
const CONTEXT: usize = 5;

impl Place {
    /// Returns the place of a change.
    #[must_use]
    pub fn of(change: &Change, collation: &Collation) -> Self {
        let full = &collation.witnesses[0];
        let first = change.full.start.min(full.len().saturating_sub(1));
        let paragraph = full.paragraph_of(first);
        // A heading does not stand under itself.
        let n_before = full.headings.partition_point(|heading| *heading < paragraph);
        let heading = n_before.checked_sub(1).and_then(|last| full.headings.get(last));
        let heading = heading.map(|idx| full.paragraph_text(*idx).to_owned());
        let text = |words| full.text_of(&words).split_whitespace().collect::<Vec<_>>().join(" ");
        Self {
            heading,
            paragraph: paragraph + 1,
            word: first + 1,
            before: text(change.full.start.saturating_sub(CONTEXT)..change.full.start),
            after: text(change.full.end.min(full.len())..(change.full.end + CONTEXT).min(full.len())),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(heading) = &self.heading {
            write!(f, "“{heading}”, ")?;
        }
        write!(f, "paragraph {}, word {}", self.paragraph, self.word)
    }
}

/// A part of a whole, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The words of the part.
    pub words: usize,
    /// The words of the whole.
    pub of: usize,
}

impl Share {
    /// Returns the part in per cent.
    #[must_use]
    pub fn percent(self) -> f64 {
        if self.of == 0 { 0.0 } else { self.words as f64 * 100.0 / self.of as f64 }
    }
}

impl fmt::Display for Share {
    /// Two digits below one per cent, one above.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = self.percent();
        if percent < 1.0 { write!(f, "{percent:.2} %") } else { write!(f, "{percent:.1} %") }
    }
}
