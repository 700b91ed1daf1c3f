//! FollowTheMoney entities, one a line: what Aleph, yente and nomenklatura read. <https://followthemoney.tech>
//!
//! # What is written
//! [`Entity`]: an id, a schema (`Person`, `Event`) and properties, each with a list of texts.
//! Dates there are whole years, months or days, so that an EDTF date that says more is written as the part that is sure.
//!
//! # What is read
//! [`crate::rows`] reads entities as rows with the columns `properties.name`, `properties.birthDate` and so on.

use serde::Serialize;
use std::{
    collections::BTreeMap,
    io::{self, Write},
};
use thaw_core::Edtf;

/// An entity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Entity {
    /// Its id.
    pub id: String,
    /// Its schema.
    pub schema: String,
    /// Its properties.
    pub properties: BTreeMap<String, Vec<String>>,
}

impl Entity {
    /// Returns an entity without properties.
    #[must_use]
    pub fn new(id: impl Into<String>, schema: &str) -> Self {
        Self { id: id.into(), schema: schema.to_owned(), properties: BTreeMap::new() }
    }

    /// Adds a value to a property; an empty one adds nothing.
    pub fn add(&mut self, property: &str, value: &str) {
        if !value.trim().is_empty() {
            self.properties.entry(property.to_owned()).or_default().push(value.trim().to_owned());
        }
    }

    /// Adds a date to a property, as far as it is sure: the year, the month or the day.
    pub fn add_date(&mut self, property: &str, date: &Edtf) {
        let (first, last) = (date.earliest().to_string(), date.latest().to_string());
        if date.is_qualified() {
            return;
        }
        let parts = first.split('-').zip(last.split('-')).take_while(|(one, other)| one == other).map(|(part, _)| part);
        self.add(property, &parts.collect::<Vec<_>>().join("-"));
    }
}

/// Writes an entity on a line of its own.
///
/// # Errors
/// What `out` says.
pub fn write(entity: &Entity, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, entity)?;
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_far_as_it_is_sure() {
        #[track_caller]
        fn check(date: &str, expected: &[&str]) {
            let mut entity = Entity::new("x", "Person");
            entity.add_date("birthDate", &date.parse().unwrap());
            assert_eq!(entity.properties.get("birthDate").map(Vec::as_slice).unwrap_or_default(), expected, "{date}");
        }
        check("1899-04-03", &["1899-04-03"]);
        check("1899-04", &["1899-04"]);
        check("1899", &["1899"]);
        check("[1901..1903]", &[]);
        check("1901~", &[]);
    }
}
