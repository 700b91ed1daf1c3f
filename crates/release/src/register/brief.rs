//! A case in brief: what decrees and statistics ask of it, read without copying what they do not ask for.

use super::{Register, RegisterError, Sort};
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use std::{borrow::Cow, collections::BTreeSet, fmt, marker::PhantomData};
use thaw_ledger::StoredCase;

/// A case without its raw text and flags.
#[derive(Deserialize)]
pub struct Brief<'b> {
    row: Sort,
    /// The list.
    #[serde(borrow)]
    pub list: Cow<'b, str>,
    /// Where in it.
    #[serde(borrow)]
    pub place: Cow<'b, str>,
    #[serde(borrow, default)]
    values: Fields<'b, Text<'b>>,
    #[serde(borrow, default)]
    places: Fields<'b, Place<'b>>,
}

/// What is known by field; there are few, so that they are looked through faster than they are sorted.
struct Fields<'b, T>(Vec<(Cow<'b, str>, T)>);

/// A place that the public record knows.
#[derive(Deserialize)]
struct Place<'b> {
    #[serde(borrow)]
    subject: Text<'b>,
    #[serde(borrow, default)]
    today: Option<Text<'b>>,
}

/// A text that is borrowed unless it was escaped.
#[derive(Deserialize)]
struct Text<'b>(#[serde(borrow)] Cow<'b, str>);

impl<T> Default for Fields<'_, T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Fields<'_, T> {
    fn get(&self, field: &str) -> Option<&T> {
        // Most names differ in their first letter, which is seen without a call.
        let is_it = |name: &str| name.as_bytes().first() == field.as_bytes().first() && name == field;
        self.0.iter().find(|(name, _)| is_it(name)).map(|(_, value)| value)
    }
}

impl<'de: 'b, 'b, T: Deserialize<'de>> Deserialize<'de> for Fields<'b, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Pairs<T> {
            type Value = Fields<'de, T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the fields of a case")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de, T>, A::Error> {
                let mut fields = Vec::with_capacity(16);
                while let Some((Text(field), value)) = map.next_entry()? {
                    fields.push((field, value));
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Pairs(PhantomData))
    }
}

impl Brief<'_> {
    /// Returns a field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&str> {
        self.values.get(field).map(|Text(value)| value.as_ref())
    }

    /// Returns what the place of a field is called today, when the public record knows it.
    #[must_use]
    pub fn place_today(&self, field: &str) -> Option<&str> {
        self.places.get(field).and_then(|place| place.today.as_ref()).map(|Text(name)| name.as_ref())
    }

    /// Returns the places that the public record knows: how the case calls them, and their subjects.
    pub(super) fn places(&self) -> impl Iterator<Item = (&str, &str)> {
        self.places.0.iter().filter_map(|(field, place)| Some((self.get(field)?, place.subject.0.as_ref())))
    }
}

impl Register {
    /// Hands over every case in brief, with the number of its entry and its id, in its last version and in the order of
    /// recording; broken rows are left out.
    ///
    /// # Errors
    /// When the file cannot be read or an entry not be opened.
    pub fn each_brief(&self, mut each: impl FnMut(u64, &str, &Brief<'_>)) -> Result<(), RegisterError> {
        self.each_body("row", |seq, id, body| brief(seq, id, body, &mut each))
    }

    /// Like [`Self::each_brief`], of the wanted cases alone, which are looked up; of all cases when none is named.
    pub(super) fn each_brief_of(
        &self,
        wanted: &BTreeSet<String>,
        mut each: impl FnMut(u64, &str, &Brief<'_>),
    ) -> Result<(), RegisterError> {
        if wanted.is_empty() {
            return self.each_brief(each);
        }
        let mut rows: Vec<StoredCase> = Vec::new();
        for id in wanted {
            rows.extend(self.ledger.about(id)?.into_iter().rfind(|entry| entry.kind == "row"));
        }
        rows.sort_by_key(|entry| entry.seq);
        for StoredCase { seq, kind, about, body, .. } in &rows {
            let body = self.opened(*seq, kind, about, body)?;
            brief(*seq, about, &body, &mut each)
                .map_err(|error| RegisterError::Damaged { seq: *seq, what: error.to_string() })?;
        }
        Ok(())
    }
}

/// Reads the body of a row, and hands it over unless the row is broken.
fn brief(
    seq: u64,
    id: &str,
    body: &[u8],
    each: &mut impl FnMut(u64, &str, &Brief<'_>),
) -> Result<(), serde_json::Error> {
    let brief: Brief<'_> = serde_json::from_slice(body)?;
    if brief.row == Sort::Case {
        each(seq, id, &brief);
    }
    Ok(())
}
