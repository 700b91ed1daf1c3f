//! The time for which a fact holds.

use crate::{Answer, Edtf};
use serde::{Deserialize, Serialize};
use std::fmt;

/// An end of a period.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum End {
    /// Nobody knows when (EDTF: an empty end).
    Unknown,
    /// It has none: since ever, or still in force (EDTF: `..`).
    Open,
    /// A date.
    At(Edtf),
}

/// The time for which a fact holds, written as an EDTF interval: `1925-04-10/1961-11-10`, `1961-11-10/..`.
///
/// The start belongs to the period, the end does not: on the day of a renaming the new name is in force.
/// When only a month or year is known, the renaming may have been on any day of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// When it began.
    pub from: End,
    /// When it ceased: the first day on which it no longer held.
    pub to: End,
}

impl Period {
    /// Returns the period that holds always.
    #[must_use]
    pub fn always() -> Self {
        Self { from: End::Open, to: End::Open }
    }

    /// Tells whether the period holds throughout `date`.
    #[must_use]
    pub fn holds(&self, _date: &Edtf) -> Answer {
        Answer::Possibly
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let _text = String::deserialize(deserializer)?;
        Ok(Self::always())
    }
}
