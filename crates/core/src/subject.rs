//! What acts are about.

use crate::LonLat;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// The id of a subject: a slug in a record (`volgograd`), or a path for objects of other data sets (`osm/way/4309937`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SubjectId(pub String);

impl fmt::Display for SubjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What sort of thing a subject is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SubjectKind {
    /// A settlement, street, mountain, station: whatever a gazetteer holds.
    Place,
    /// A statue, bust, plaque, tomb.
    Monument,
    /// A textbook, reference work or history that was revised.
    Book,
    /// A work that was banned, cut, or published elsewhere.
    Work,
    /// A person.
    Person,
    /// A law, decree or resolution.
    Decree,
    /// Something that happened: a speech, a revolt, a reaction.
    Event,
    /// A place of imprisonment.
    Camp,
}

/// The thing itself, without anything that changes with time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Subject {
    /// Its id.
    pub id: SubjectId,
    /// What sort of thing it is.
    pub kind: SubjectKind,
    /// Its class within the kind: `city`, `street`, `statue`, `novel`.
    pub class: String,
    /// A title for things that have no dated names (books, works, decrees, events), by language tag.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub title: BTreeMap<String, String>,
    /// The country in whose internationally recognised borders it lies today (ISO 3166-1 alpha-2), or `SU` and the like for decrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Where it is, or was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<LonLat>,
    /// Its ids in other systems: `wikidata`, `geonames`, `osm`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub external: BTreeMap<String, String>,
    /// Further undated properties, in the words of the record: author, language, sentence limit.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub properties: BTreeMap<String, String>,
}

impl Subject {
    /// How the keys of the properties begin that give the author's name in one language: `author_ru`.
    pub const AUTHOR_IN: &str = "author_";

    /// Returns who made it, as a language writes the name where the record says so, and otherwise as it stands.
    #[must_use]
    pub fn author(&self, lang: &str) -> Option<&str> {
        let own = self.properties.get(&format!("{}{lang}", Self::AUTHOR_IN));
        own.or_else(|| self.properties.get("author")).map(String::as_str)
    }

    /// Returns the author's name in each spelling that the record has.
    pub fn authors(&self) -> impl Iterator<Item = &str> {
        let is_author = |key: &str| key == "author" || key.starts_with(Self::AUTHOR_IN);
        self.properties.iter().filter(move |(key, _)| is_author(key)).map(|(_, name)| name.as_str())
    }
}
