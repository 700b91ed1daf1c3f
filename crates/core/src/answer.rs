//! The three answers that a dated question can have.

use serde::{Deserialize, Serialize};

/// Yes, no, or possibly: the answer of every comparison of dates.
///
/// The order is `No < Possibly < Yes`, so that the best of several answers is their maximum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// False for every day that the dates allow.
    No,
    /// True for some of the days that the dates allow, false for others.
    Possibly,
    /// True for every day that the dates allow.
    Yes,
}

impl Answer {
    /// Returns the weaker of two answers: both must hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Returns the stronger of two answers: one must hold.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }
}

impl std::ops::Not for Answer {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Possibly => Self::Possibly,
            Self::Yes => Self::No,
        }
    }
}
