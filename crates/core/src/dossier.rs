//! Dossiers: the person (or regime) whose hold is to be undone.
//!
//! A dossier is one TOML file that people write by hand; `docs/formats/dossier.md` describes every field.
//! Unknown fields are errors, so that a typing error cannot silently switch a name off.

use crate::{Edtf, Lang, Period};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A person (or regime) with all that is needed to recognise its names and to tell it from others.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dossier {
    /// A short slug, unique among dossiers: `stalin`.
    pub id: String,
    /// What people call the person in reports: `Joseph Stalin`.
    pub name: String,
    /// When born (EDTF).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<Edtf>,
    /// When died (EDTF).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub died: Option<Edtf>,
    /// When in power.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Period>,
    /// The first date on which anything could be named after the person: a pen name, a victory, an accession.
    /// Older names are coincidences. The birth when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named_since: Option<Edtf>,
    /// Ids in other systems, by system: `wikidata = "Q855"`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub external: BTreeMap<String, String>,
    /// Surnames that are also words or common names of many families: the bare surname is weak evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub common: Vec<String>,
    /// Doubts and explanations for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where the facts come from: titles or addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// The names by language tag.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<String, Names>,
    /// Places that were named after the person; what is named after *them* honours the person only indirectly.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<DerivedPlace>,
    /// Other bearers of the name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<OtherBearer>,
    /// Words and names that look like a form and are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lookalikes: Vec<LookAlike>,
}

/// The names of a person in one language, each in its dictionary form (nominative); the language's table inflects them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// Family name or pen name. The strongest single word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub surname: Vec<String>,
    /// Given names, each with its variants as further items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<String>,
    /// Patronymic.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub patronymic: Vec<String>,
    /// Initials as written before the surname: `И. В.`; derived from the given names when absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub initials: Vec<String>,
    /// Whole names in the order of the language; also for people without a surname: `Léopold III`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub full: Vec<String>,
    /// Other names that mean this person alone: `Коба`, `Джугашвили`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Phrases that mean this person without a name: `вождь народов`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub epithets: Vec<String>,
    /// Titles that in names of places usually mean this person, but are words of the language: `Generalísimo`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<String>,
    /// Forms that no rule yields, matched as they stand: acronyms, irregular compounds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<String>,
}

/// A place that bore the person's name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DerivedPlace {
    /// Its subject id in the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The derived name, by language tag.
    pub name: BTreeMap<String, String>,
    /// Its Wikidata id, or that of an event of this name (a battle).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wikidata: Vec<String>,
    /// What else of this name is honoured: `the battle of 1942 and 1943`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Somebody or something else that bears the name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherBearer {
    /// Who it is.
    pub name: String,
    /// Given names or initials that, before or after the surname, mean this other bearer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<String>,
    /// Ids of the other bearer in Wikidata.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wikidata: Vec<String>,
    /// Why the two are confused.
    pub reason: String,
}

/// A word that looks like a form and is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookAlike {
    /// The word or phrase as it is written.
    pub text: String,
    /// The language in which it is one; any when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// What it really is.
    pub reason: String,
}

/// Why a text is no dossier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {what}")]
#[non_exhaustive]
pub struct DossierError {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What was expected and found, with the field.
    pub what: String,
}

impl Dossier {
    /// Reads a dossier from TOML.
    ///
    /// # Errors
    /// Returns the place and the reason when the text is no TOML, a field is unknown or of a wrong kind,
    /// a language tag has no shape of one, or `id` or `name` is missing.
    pub fn parse(text: &str) -> Result<Self, DossierError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let dossier: Self = toml::from_str(text).map_err(|error| {
            let (line, column) = error.span().map_or((1, 1), |span| place_of(text, span.start));
            DossierError { line, column, what: error.message().trim().replace('\n', ", ") }
        })?;
        if let Some(tag) = dossier.names.keys().find(|tag| Lang::parse(tag).is_none()) {
            let (line, column) = place_of(text, text.find(&format!("names.{tag}")).unwrap_or(0));
            let what = format!("field `names`: expected a language tag such as `ru` or `zh-Hant`, found `{tag}`");
            return Err(DossierError { line, column, what });
        }
        Ok(dossier)
    }

    /// Returns the languages in which the dossier has names, sorted.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }
}

/// Returns line and column (in characters), both from 1, of a byte offset.
fn place_of(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}
