//! What a person decides about a case, and what follows from all decisions on it.

use super::{Actor, Recorded, Register, RegisterError};
use crate::{cases::Case, decree::Outcome};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The decree covers the case, with an outcome.
    Covered(Outcome),
    /// The decree does not cover it.
    NotCovered,
    /// More must be found out first.
    Deferred,
}

/// A step in the life of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "lowercase")]
pub enum Step {
    /// A decree was applied, by a person.
    Decide {
        /// The decree.
        decree: String,
        /// What was decided.
        verdict: Verdict,
        /// The clause.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        clause: Option<String>,
    },
    /// A field became known from another source than the list.
    Learn {
        /// The field.
        field: String,
        /// Its value.
        value: String,
    },
    /// The case is open again: earlier decisions no longer hold.
    Reopen,
    /// One earlier step is reversed.
    Reverse {
        /// Its number on the case ledger.
        seq: u64,
    },
    /// The case was published on purpose.
    Publish,
}

/// A person's decision about a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The case.
    pub case: String,
    /// What is done.
    #[serde(flatten)]
    pub step: Step,
    /// Who decided.
    pub authority: String,
    /// When it took effect (EDTF).
    pub date: String,
    /// Why, or from where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Where a case stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The decision in force under each decree.
    pub verdicts: BTreeMap<String, (Verdict, u64)>,
    /// What became known, by field.
    pub learned: BTreeMap<String, String>,
    /// Whether the case was published.
    pub is_published: bool,
}

impl Standing {
    /// Folds the decisions on one case, in the order of recording.
    #[must_use]
    pub fn of(decisions: &[Recorded<Decision>]) -> Self {
        let is_reversed = |seq: u64| {
            // The reversal of a reversal restores: the last word on a step counts.
            fn undone(decisions: &[Recorded<Decision>], seq: u64) -> bool {
                let by =
                    |recorded: &&Recorded<Decision>| recorded.seq > seq && recorded.what.step == Step::Reverse { seq };
                decisions.iter().filter(by).any(|reversal| !undone(decisions, reversal.seq))
            }
            undone(decisions, seq)
        };
        let mut standing = Self::default();
        for recorded in decisions.iter().filter(|recorded| !is_reversed(recorded.seq)) {
            match &recorded.what.step {
                Step::Decide { decree, verdict, .. } => {
                    standing.verdicts.insert(decree.clone(), (*verdict, recorded.seq));
                }
                Step::Learn { field, value } => {
                    standing.learned.insert(field.clone(), value.clone());
                }
                Step::Reopen => standing.verdicts.clear(),
                Step::Publish => standing.is_published = true,
                Step::Reverse { .. } => {}
            }
        }
        standing
    }

    /// Returns what became known of a field.
    #[must_use]
    pub fn told(&self, field: &str) -> Option<&str> {
        self.learned.get(field).map(String::as_str)
    }

    /// Returns a case with what became known since.
    #[must_use]
    pub fn applied_to(&self, case: &Case) -> Case {
        let mut case = case.clone();
        case.values.extend(self.learned.clone());
        case
    }
}

impl Register {
    /// Records decisions, all or none.
    ///
    /// # Errors
    /// A decision names no authority, a date that is none, a case that there is not, or reverses a step that there is not.
    pub fn decide(&mut self, decisions: &[Decision], actor: Actor<'_>) -> Result<u64, RegisterError> {
        let mut entries = Vec::new();
        for decision in decisions {
            let wrong = |what: &str| RegisterError::Decision { case: decision.case.clone(), what: what.to_owned() };
            if decision.authority.trim().is_empty() {
                return Err(wrong("it names nobody who decided"));
            }
            decision
                .date
                .parse::<thaw_core::Edtf>()
                .map_err(|error: thaw_core::EdtfError| wrong(&error.to_string()))?;
            let dossier = self.dossier(&decision.case)?;
            if let Step::Reverse { seq } = decision.step
                && !dossier.decisions.iter().any(|recorded| recorded.seq == seq)
            {
                return Err(wrong(&format!("entry {seq} is no decision on this case")));
            }
            entries.push(self.entry("decision", decision.case.clone(), decision)?);
        }
        Ok(self.append(&entries, actor)?.n_new)
    }
}
