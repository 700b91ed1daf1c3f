//! The examples that stand in a decree file, and whether they come out as expected.

use super::{Decree, Outcome, Verdict};
use crate::cases::{Columns, Reader};
use std::collections::BTreeMap;
use thaw_core::Edtf;

/// A made case with its expected result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// What it shows.
    pub name: String,
    /// Its fields.
    pub case: BTreeMap<String, String>,
    /// What the decree must say.
    pub expect: Expected,
    /// The most that the decree could still give, when something is left open.
    pub at_best: Option<Outcome>,
    /// The clause that must decide.
    pub clause: Option<String>,
    /// The fields that must be missing.
    pub missing: Vec<String>,
    /// The day of deciding; the day of the decree unless the file says otherwise.
    pub on: Edtf,
    /// The line of the decree file.
    pub line: usize,
}

/// What is expected, or was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Covered, with this outcome.
    Covered(Outcome),
    /// Not covered.
    NotCovered,
    /// A field is missing.
    Undecided,
}

impl Expected {
    pub(super) fn parse(word: &str) -> Option<Self> {
        match word {
            "not-covered" => Some(Self::NotCovered),
            "undecided" => Some(Self::Undecided),
            _ => Outcome::parse(word).map(Self::Covered),
        }
    }

    /// Returns the word that stands in decrees.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Covered(outcome) => outcome.word(),
            Self::NotCovered => "not-covered",
            Self::Undecided => "undecided",
        }
    }
}

impl Decree {
    /// Runs an example; returns what differs, or nothing.
    #[must_use]
    pub fn run_example(&self, example: &Example, reader: &Reader) -> Option<String> {
        let mut columns = Columns::new(reader, self.fields());
        columns.push(reader, |field| example.case.get(field).map(String::as_str));
        let bound = self.bind(&columns, reader, &example.on);
        let ruling = bound.decide(0);
        let found = match (ruling.verdict, ruling.outcome) {
            (Verdict::Covered, Some(outcome)) => Expected::Covered(outcome),
            (Verdict::Undecided, _) => Expected::Undecided,
            _ => Expected::NotCovered,
        };
        let clause = ruling.clause.map(|place| self.clauses[place].id.as_str());
        let missing = bound.field_names(ruling.missing);
        let by = |clause: Option<&str>| clause.map_or_else(String::new, |clause| format!(" by clause {clause}"));
        if found != example.expect || (example.clause.is_some() && example.clause.as_deref() != clause) {
            let (expected, found) = (example.expect.word(), found.word());
            return Some(format!("expected {expected}{}, found {found}{}", by(example.clause.as_deref()), by(clause)));
        }
        let at_best = ruling.at_best.filter(|_| !ruling.is_settled());
        if let Some(wanted) = example.at_best.filter(|wanted| at_best != Some(*wanted)) {
            let found = at_best.map_or("nothing more", Outcome::word);
            return Some(format!("expected at best {}, found {found}", wanted.word()));
        }
        if !example.missing.is_empty() && example.missing != missing {
            return Some(format!("expected missing {}, found {}", example.missing.join(", "), missing.join(", ")));
        }
        None
    }
}
