//! Sources, and the places in them that support a claim.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The id of a source: a short slug, unique in a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SourceId(pub String);

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A document, data set or page that claims are supported by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// Its title, in its own language.
    pub title: String,
    /// Who wrote or published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// When it appeared, as EDTF text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The licence of data taken from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// What kind of source it is: `law`, `archive`, `book`, `press`, `dataset`, `web`.
    pub kind: String,
}

/// A claim's support: a source, where in it, and whether somebody saw it there.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Citation {
    /// The source.
    pub source: SourceId,
    /// Page, article, section or row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
    /// Whether the claim was seen in the source; a claim from memory or a lead is `false` and shown as uncertain.
    pub seen: bool,
}
