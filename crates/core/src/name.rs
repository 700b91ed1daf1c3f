//! Dated names.

use crate::{Citation, Lang, Period};
use serde::{Deserialize, Serialize};

/// The standing of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NameKind {
    /// Given by an authority, in a language of the place.
    #[default]
    Official,
    /// A name in a language that is not spoken at the place.
    Exonym,
    /// Used without an act, or beside the official name.
    Colloquial,
}

/// What something was called, in which language, for how long, and after whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The name as it is written.
    pub text: String,
    /// Its language.
    pub lang: Lang,
    /// Its standing.
    #[serde(default)]
    pub kind: NameKind,
    /// The time for which it held.
    pub period: Period,
    /// Whom or what it honours: a dossier id or words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named_after: Option<String>,
}

/// A name with the citations that support it.
pub type CitedName = (Name, Vec<Citation>);
