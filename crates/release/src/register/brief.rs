//! A case in brief: what decrees and statistics ask of it, read without copying what they do not ask for.

use super::{Register, RegisterError, Sort};
use crate::cases::ResolvedPlace;
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use std::{borrow::Cow, collections::BTreeMap, fmt};

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
    values: Values<'b>,
    /// Places that the public record knows, by field.
    #[serde(default)]
    pub places: BTreeMap<String, ResolvedPlace>,
}

/// The fields of a case; there are few, so that they are looked through faster than they are sorted.
#[derive(Default)]
struct Values<'b>(Vec<(Cow<'b, str>, Cow<'b, str>)>);

/// A text that is borrowed unless it was escaped.
#[derive(Deserialize)]
struct Text<'b>(#[serde(borrow)] Cow<'b, str>);

impl<'de: 'b, 'b> Deserialize<'de> for Values<'b> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Values<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the fields of a case")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Values<'de>, A::Error> {
                let mut values = Vec::with_capacity(16);
                while let Some((Text(field), Text(value))) = map.next_entry()? {
                    values.push((field, value));
                }
                Ok(Values(values))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

impl Brief<'_> {
    /// Returns a field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&str> {
        // Most names differ in their first letter, which is seen without a call.
        let is_it = |name: &str| name.as_bytes().first() == field.as_bytes().first() && name == field;
        self.values.0.iter().find(|(name, _)| is_it(name)).map(|(_, value)| value.as_ref())
    }
}

impl Register {
    /// Hands over every case in brief, with the number of its entry and its id, in its last version and in the order of
    /// recording; broken rows are left out.
    ///
    /// # Errors
    /// When the file cannot be read or an entry not be opened.
    pub fn each_brief(&self, mut each: impl FnMut(u64, &str, &Brief<'_>)) -> Result<(), RegisterError> {
        self.each_body("row", |seq, id, body| {
            let brief: Brief<'_> = serde_json::from_slice(body)?;
            if brief.row == Sort::Case {
                each(seq, id, &brief);
            }
            Ok(())
        })
    }
}
