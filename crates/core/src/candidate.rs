//! What a survey found; not yet a decision.

use crate::{Lang, LonLat, SubjectId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One reason for or against a candidate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The rule that found it: `full-name`, `etymology-tag`, `named-before-lifetime`.
    pub rule: String,
    /// How much it adds to or takes from the score.
    pub weight: f32,
    /// The reason in one sentence.
    pub text: String,
}

/// Whom or what a name honours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Honours {
    /// The dossier's person.
    Person,
    /// Something that was itself named after the person: the battle of Stalingrad.
    Indirect,
    /// The victims: never renamed.
    Victims,
    /// Another bearer of the name.
    OtherPerson,
    /// No honour: a common noun or an accident of spelling.
    Nobody,
    /// Not known.
    Unknown,
}

/// An object that may bear the name or image of a dossier's person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The id of the object; of the first one where several make up one candidate (the ways of a street).
    pub id: SubjectId,
    /// The dossier.
    pub dossier: String,
    /// The name that was found.
    pub name: String,
    /// The form of the dossier that it contains.
    pub form: String,
    /// The language of that form.
    pub lang: Lang,
    /// What sort of object it is: `street`, `city`, `statue`, `bus-stop`.
    pub class: String,
    /// Where.
    pub at: Option<LonLat>,
    /// The municipality or country, when the file tells.
    pub within: Option<String>,
    /// Whom the name honours, by the evidence.
    pub honours: Honours,
    /// From 0 (surely not) to 1 (surely).
    pub score: f32,
    /// Why.
    pub evidence: Vec<Evidence>,
    /// When it was named, as EDTF text, when the file tells.
    pub named: Option<String>,
    /// All objects that make up or repeat the name, with the key that does, sorted: `osm/way/1 name`, `osm/node/7 addr:street`.
    pub members: Vec<Member>,
    /// Further facts for people: `length_m`, `n_addresses`, `file`.
    pub properties: BTreeMap<String, String>,
}

/// An object of a candidate, and how it bears the name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Member {
    /// The object.
    pub id: SubjectId,
    /// The key whose value bears the name: `name`, `name:ru`, `addr:street`.
    pub key: String,
    /// The value.
    pub value: String,
    /// The object's version in its file, for edits.
    pub version: Option<i64>,
}
