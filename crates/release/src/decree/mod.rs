//! Decrees as data: who is covered, by which clause, and what is not known.
//!
//! **In**: a decree (TOML, `docs/formats/decree.md`) and cases as columns.
//! **Out**: a [`Ruling`] for each case: covered, not covered or undecided, with the clause and the missing fields; and its words.
//! **Read first**: [`Decree::read`], then [`Bound::decide`].
//! **Invariants**: the order of clauses, conditions and cases changes nothing; what is not known never becomes a yes;
//! a decree with an unknown field or a contradiction is refused with its line.
//! **Not here**: a person's decision about a case (`register`), where cases are kept (`thaw-ledger`).

mod bundled;
mod condition;
mod decide;
mod examples;
mod implied;
mod read;
mod words;

pub use bundled::{bundled, in_force};
pub use condition::{Comparison, Condition, Test};
pub use decide::{Bound, Ruling, Verdict};
pub use examples::{Example, Expected};
pub use read::DecreeError;

use crate::cases::fields::Words;
use serde::{Deserialize, Serialize};
use thaw_core::{Edtf, Period};

/// What a clause gives. In the order of strength: of several that cover a case, the last one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// A commission or court must look at the case.
    Refer,
    /// The term is halved.
    Halve,
    /// Restrictions of settlement end.
    Lift,
    /// The record is no longer shown.
    Conceal,
    /// The person is set free.
    Release,
    /// The person is cleared.
    Rehabilitate,
    /// The case is left out, whatever other clauses say.
    Exclude,
}

impl Outcome {
    /// Returns the word that stands in decrees and tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Refer => "refer",
            Self::Halve => "halve",
            Self::Lift => "lift",
            Self::Conceal => "conceal",
            Self::Release => "release",
            Self::Rehabilitate => "rehabilitate",
            Self::Exclude => "exclude",
        }
    }

    /// Returns the outcome of a word; leaving a case out is none that a decision can have.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::GIVEN.into_iter().find(|outcome| outcome.word() == word)
    }

    /// What a clause can give, in the order of strength.
    pub const GIVEN: [Self; 6] =
        [Self::Refer, Self::Halve, Self::Lift, Self::Conceal, Self::Release, Self::Rehabilitate];
}

/// Conditions of which all must hold.
pub type Together = Vec<Condition>;

/// One clause of a decree.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Its number in the decree.
    pub id: String,
    /// What it gives.
    pub outcome: Outcome,
    /// It holds when one of these holds; always when there are none.
    pub when: Vec<Together>,
    /// What it says, in plain words.
    pub text: Words,
    /// Where it stands in the source.
    pub source: Option<String>,
    /// Whether somebody saw it there.
    pub seen: bool,
}

/// A decree.
#[derive(Clone, Debug)]
pub struct Decree {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Words,
    /// The day on which it was issued; ages are counted to it.
    pub date: Edtf,
    /// When it is in force.
    pub force: Period,
    /// Who issued it.
    pub authority: String,
    /// Where it can be read: the id of a source of the record, or an address.
    pub source: String,
    /// Its id in the bundled record.
    pub record: Option<String>,
    /// What is left out or uncertain.
    pub note: Option<String>,
    /// Whether the articles of other codes that say the same are meant, too.
    pub equal_articles: bool,
    /// Whom it can concern at all: one of these must hold.
    pub scope: Vec<Together>,
    /// Its clauses, in the order of the file.
    pub clauses: Vec<Clause>,
    /// The cases that show what it means.
    pub examples: Vec<Example>,
}
