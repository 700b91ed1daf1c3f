//! A case: what one row of a list says about one person, with everything it said.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A name of a place in a case, found in the ledger as it was on the date of the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResolvedPlace {
    /// The subject of the public record.
    pub subject: String,
    /// What it is called today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub today: Option<String>,
    /// Whether it surely bore the name on that date.
    pub is_sure: bool,
}

/// What a row of a list says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The list.
    pub list: String,
    /// Where in it: `line 14`.
    pub place: String,
    /// The cells as they stand in the list.
    pub raw: BTreeMap<String, String>,
    /// The fields that were understood.
    pub values: BTreeMap<String, String>,
    /// Places that the public record knows, by field.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub places: BTreeMap<String, ResolvedPlace>,
    /// What is odd: impossible dates and ages, values that were not understood. Kept, not dropped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<String>,
}

impl Case {
    /// Returns a field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&str> {
        self.values.get(field).map(String::as_str)
    }

    /// Returns the name as people read it: surname, given name, patronymic, or the whole name of the list.
    #[must_use]
    pub fn name(&self) -> String {
        name_of(|field| self.get(field))
    }
}

/// Returns the name that some fields tell.
pub(crate) fn name_of<'c>(get: impl Fn(&str) -> Option<&'c str>) -> String {
    // A column of fathers' names beside one of whole names is no name of its own.
    match get("name") {
        Some(whole) if get("surname").is_none() => whole.to_owned(),
        _ => ["surname", "given", "patronymic"].iter().filter_map(|field| get(field)).collect::<Vec<_>>().join(" "),
    }
}
