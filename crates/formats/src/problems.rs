//! What a reader could not use, bounded.

use std::path::{Path, PathBuf};
use thaw_core::Problem;

/// How many problems of one file are kept in words; the rest are counted.
const KEPT: usize = 1_000;

/// The problems of one file: the first thousand in words, all of them counted, so that a hostile file cannot fill memory.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    path: PathBuf,
    list: Vec<Problem>,
    more: u64,
}

impl Problems {
    /// Returns an empty list for a file.
    #[must_use]
    pub fn of(path: &Path) -> Self {
        Self { path: path.to_owned(), list: Vec::new(), more: 0 }
    }

    /// Notes what was wrong, where, and what was done about it.
    pub fn add(&mut self, place: impl Into<String>, what: impl Into<String>, action: impl Into<String>) {
        if self.list.len() < KEPT {
            let path = self.path.display().to_string();
            self.list.push(Problem { path, place: place.into(), what: what.into(), action: action.into() });
        } else {
            self.more += 1;
        }
    }

    /// Appends the problems of another reader.
    pub fn extend(&mut self, other: Self) {
        let room = KEPT.saturating_sub(self.list.len()).min(other.list.len());
        self.more += other.more + (other.list.len() - room) as u64;
        self.list.extend(other.list.into_iter().take(room));
    }

    /// Returns the problems that were kept in words, in the order of the file.
    #[must_use]
    pub fn list(&self) -> &[Problem] {
        &self.list
    }

    /// Returns how many there were in all.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.list.len() as u64 + self.more
    }

    /// Tells whether everything could be used.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}
