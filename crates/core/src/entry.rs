//! What a ledger holds.

use crate::{Act, ActId, ActState, Citation, Source, Subject};
use serde::{Deserialize, Serialize};

/// One entry of a ledger, as its body; the ledger adds sequence, recorded time, recorder and hashes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Entry {
    /// A source becomes known.
    Source(Source),
    /// A subject becomes known.
    Subject(Subject),
    /// An act is recorded.
    Act(Act),
    /// An act comes further: approved, carried out.
    Progress {
        /// The act.
        act: ActId,
        /// Its new state.
        state: ActState,
        /// What supports the step.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        sources: Vec<Citation>,
        /// In words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
}
