//! Acts: dated decisions, and the facts that they make true.

use crate::{Citation, Edtf, LonLat, Name, Period, SubjectId};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// The id of an act, unique in a ledger.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ActId(pub String);

impl fmt::Display for ActId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActKind {
    /// A first name was given.
    Name,
    /// Another name was given.
    Rename,
    /// The name, monument or text stays as it is, by decision.
    Keep,
    /// What a survey proposed is a look-alike and bears another name.
    Reject,
    /// No decision before a source is found.
    Defer,
    /// A monument was unveiled.
    Unveil,
    /// A monument or part was taken down.
    Remove,
    /// A monument was moved.
    Relocate,
    /// Something else was put in its place.
    Replace,
    /// A monument was put back.
    Reinstate,
    /// A book or work was published.
    Publish,
    /// A book was revised or withdrawn.
    Revise,
    /// Publication was forbidden or refused.
    Ban,
    /// A banned or cut work could be read again.
    Restore,
    /// People were let go.
    Release,
    /// People were cleared.
    Rehabilitate,
    /// A law, decree or resolution was issued.
    Decree,
    /// Something happened that is no decision: a death, a revolt, a reaction.
    Event,
    /// Two records of a person were judged the same or not the same.
    Judge,
    /// Undoes an earlier act; the earlier one stays on the ledger.
    Reversal,
}

/// How far an act has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActState {
    /// Somebody proposes it.
    Proposed,
    /// An authority decided it.
    Approved,
    /// It is done in the world or in the data.
    CarriedOut,
    /// A later act undid it.
    Reversed,
}

/// Something that an act made true, for a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "lowercase")]
pub enum Fact {
    /// The subject bore a name.
    Name(Name),
    /// The subject, or a part of it, was in a condition: `standing`, `removed`, `stored`, `destroyed`, `banned`, `cut`, `published`.
    Status {
        /// The condition.
        status: String,
        /// Which part: `statue`, `pedestal`, `plaque`; the whole when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        part: Option<String>,
        /// For how long.
        period: Period,
        /// Where, when that differs from the subject's place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<LonLat>,
    },
    /// A property of the subject held: number of prisoners, what was cut, what replaced it.
    Property {
        /// Its key.
        key: String,
        /// Its value, as text; numbers may be ranges (`200..300`).
        value: String,
        /// For how long.
        period: Period,
    },
}

/// A dated decision (or a happening) with its authority, instrument and sources.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Act {
    /// Its id.
    pub id: ActId,
    /// What was decided.
    pub kind: ActKind,
    /// What it is about.
    pub subject: SubjectId,
    /// When it took effect.
    pub date: Edtf,
    /// How far it has come.
    pub state: ActState,
    /// Who decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// The law, decree or minute, in words or as the id of a decree in the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instrument: Option<String>,
    /// What it made true.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// For a reversal: the act that it undoes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reverses: Option<ActId>,
    /// What supports it; at least one for acts of a record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Citation>,
    /// What happened, in words, by language tag.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub text: BTreeMap<String, String>,
    /// Doubts, disputes and rival dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Links to other subjects by role: `replaced-by`, `decree`, `place`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub links: BTreeMap<String, SubjectId>,
}
