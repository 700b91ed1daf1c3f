//! The vocabulary of cases: which fields there are, which values they take, and how both are told.
//!
//! The fields stand in `data/cases/fields.toml`; a decree may add its own. Nothing about a country's law stands in code.

use super::pattern::{self, Pattern};
use serde::Deserialize;
use std::{collections::BTreeMap, ops::Range};

/// A text in several languages, by language tag.
pub type Words = BTreeMap<String, String>;

/// Returns a text in a language, else in English, else in any.
#[must_use]
pub fn said<'w>(words: &'w Words, lang: &str) -> &'w str {
    words.get(lang).or_else(|| words.get("en")).or_else(|| words.values().next()).map_or("", String::as_str)
}

/// What sort of value a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Any text; decrees cannot ask for it.
    Text,
    /// The name of a place, as it was on another date of the case.
    Place,
    /// An EDTF date.
    Date,
    /// The length of a sentence.
    Length,
    /// One value of a list.
    Choice,
    /// Several values of a list.
    Set,
    /// Yes or no.
    Flag,
    /// Articles of laws.
    Articles,
    /// Asks whether all articles are of a list.
    EveryArticle,
    /// The time from one date to another.
    Age,
}

/// A value of a field: how it is told, and how lists write it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValueWords {
    /// How it is told.
    pub words: Words,
    /// How lists write it, in lower case.
    #[serde(default)]
    pub forms: Vec<String>,
    /// Words that a longer text contains when it means this value: `тройк*` in `тройка при УНКВД`.
    #[serde(default)]
    pub has: Vec<Pattern>,
}

/// A field of a case.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// What sort of value it takes.
    pub kind: Kind,
    /// What it is called.
    pub label: Words,
    /// A condition on it in words; `{}` stands for what is asked.
    #[serde(default)]
    pub says: Words,
    /// Words that a column's heading may contain.
    #[serde(default)]
    pub likes: Vec<String>,
    /// Words of the heading of a second column that goes on with the field: the second surname.
    #[serde(default)]
    pub also: Vec<String>,
    /// Its values, for choices and sets.
    #[serde(default)]
    pub values: BTreeMap<String, ValueWords>,
    /// Letters that mean something else beside each other than each alone: `H` and `M` are *hombre* and *mujer*.
    #[serde(default)]
    pub pairs: Vec<BTreeMap<String, String>>,
    /// For an age: the date from which it is counted.
    pub from: Option<String>,
    /// For an age: the date to which it is counted, or `decree` or `today`. For a place: the date of its name.
    pub on: Option<String>,
    /// For a date: the date after which it cannot lie, when it is not given itself.
    pub not_after: Option<String>,
    /// For `every-article`: the field of the articles.
    pub of: Option<String>,
}

impl Field {
    /// Returns the value that a list means by some text: the value itself, one of its forms, or a text that contains its words.
    ///
    /// A text that contains the words of two values, or says that something is not so, means none of them.
    #[must_use]
    pub fn value_of(&self, text: &str) -> Option<&str> {
        let plain = plain(text.trim().trim_end_matches('.'));
        let is_form = |(id, value): &(&String, &ValueWords)| **id == plain || value.forms.contains(&plain);
        if let Some((id, _)) = self.values.iter().find(is_form) {
            return Some(id);
        }
        let words = pattern::words(&plain);
        let found = self.values_in(&words);
        let (first, _) = found.first()?;
        let is_one = found.iter().all(|(id, _)| id == first);
        (is_one && !words.iter().any(|word| pattern::NOT.contains(word))).then_some(first)
    }

    /// Returns the values whose words stand among some words, with their places; of two that overlap, the longer.
    pub(super) fn values_in(&self, words: &[&str]) -> Vec<(&str, Range<usize>)> {
        let mut found: Vec<(&str, Range<usize>)> = Vec::new();
        for (id, value) in &self.values {
            found.extend(value.has.iter().flat_map(|has| has.places(words)).map(|place| (id.as_str(), place)));
        }
        found.sort_by_key(|(_, place)| (std::cmp::Reverse(place.len()), place.start));
        let mut kept: Vec<(&str, Range<usize>)> = Vec::new();
        for (id, place) in found {
            // Two values may claim the same words; then nothing is clear, and both stay.
            let is_inside = |(_, other): &(&str, Range<usize>)| {
                other.start < place.end && place.start < other.end && place.len() < other.len()
            };
            if !kept.iter().any(is_inside) {
                kept.push((id, place));
            }
        }
        kept.sort_by_key(|(_, place)| place.start);
        kept
    }

    /// Makes the forms comparable with what lists write.
    fn prepared(mut self) -> Self {
        self.values.values_mut().flat_map(|value| &mut value.forms).for_each(|form| *form = plain(form));
        self
    }
}

/// Returns a text in lower case, with `е` for `ё`.
pub(super) fn plain(text: &str) -> String {
    text.to_lowercase().replace('ё', "е")
}

/// The fields, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields(BTreeMap<String, Field>);

/// A file of fields or words that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the bundled file `{file}` cannot be read: {what}")]
pub struct BundledError {
    /// The file.
    pub file: &'static str,
    /// Where, and what was found.
    pub what: String,
}

impl Fields {
    /// Reads the bundled fields.
    ///
    /// # Errors
    /// When the bundled file is damaged.
    pub fn bundled() -> Result<Self, BundledError> {
        let fields: BTreeMap<String, Field> = bundled("cases/fields.toml")?;
        Ok(Self(fields.into_iter().map(|(name, field)| (name, field.prepared())).collect()))
    }

    /// Returns a field.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Field> {
        self.0.get(name)
    }

    /// Returns all fields, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Field)> {
        self.0.iter().map(|(name, field)| (name.as_str(), field))
    }

    /// Adds a field, as a decree does; returns false when there is one of this name already that differs.
    pub fn add(&mut self, name: &str, field: Field) -> bool {
        let field = field.prepared();
        *self.0.entry(name.to_owned()).or_insert_with(|| field.clone()) == field
    }

    /// Returns the names of the fields on which a field depends: itself, or the dates of an age, or the articles.
    #[must_use]
    pub fn columns_of(&self, name: &str) -> Vec<String> {
        match self.0.get(name) {
            Some(Field { kind: Kind::Age, from, on, .. }) => {
                let dates = from.iter().chain(on.iter().filter(|on| *on != "decree" && *on != "today"));
                dates.cloned().collect()
            }
            Some(Field { kind: Kind::EveryArticle, of: Some(of), .. }) => vec![of.clone()],
            _ => vec![name.to_owned()],
        }
    }
}

/// Reads a bundled TOML file.
pub(crate) fn bundled<T: for<'de> Deserialize<'de>>(file: &'static str) -> Result<T, BundledError> {
    let text = thaw_data::file(file).unwrap_or_default();
    toml::from_str(text).map_err(|error| BundledError { file, what: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_and_value_is_told_in_three_languages() {
        let fields = Fields::bundled().unwrap();
        for (name, field) in fields.iter() {
            let texts = std::iter::once(&field.label)
                .chain((!field.says.is_empty()).then_some(&field.says))
                .chain(field.values.values().map(|value| &value.words));
            for words in texts {
                assert_eq!(words.keys().collect::<Vec<_>>(), ["en", "es", "ru"], "{name}");
            }
            for other in fields.columns_of(name) {
                assert!(fields.get(&other).is_some(), "{name} depends on {other}");
            }
        }
    }

    #[test]
    fn a_longer_text_means_the_value_whose_words_it_contains() {
        let fields = Fields::bundled().unwrap();
        #[track_caller]
        fn check(fields: &Fields, field: &str, text: &str, expected: Option<&str>) {
            assert_eq!(fields.get(field).unwrap().value_of(text), expected, "{text}");
        }
        check(&fields, "organ", "Тройка при ПП ОГПУ по Северному краю", Some("troika"));
        check(&fields, "organ", "тройкой УНКВД по Ленинградской обл.", Some("troika"));
        check(&fields, "organ", "ВТ 2-го Белорусского фронта", Some("military-tribunal"));
        check(&fields, "organ", "Военная коллегия Верховного суда СССР", Some("military-tribunal"));
        check(&fields, "organ", "Спецколлегия Мособлсуда", Some("court"));
        check(&fields, "organ", "Комиссия НКВД СССР и прокурора СССР", Some("dvoika"));
        check(&fields, "organ", "Особлива нарада при НКВС СРСР", Some("special-council"));
        check(&fields, "organ", "Special Board of the NKVD", Some("special-council"));
        check(&fields, "organ", "Consejo de guerra permanente nº 1", Some("military-tribunal"));
        check(&fields, "organ", "Sowjetisches Militärtribunal", Some("military-tribunal"));
        check(&fields, "organ", "District Court of Prince George's County", Some("court"));
        // Two organs, or none that is known.
        check(&fields, "organ", "тройка, затем Верховный суд", None);
        check(&fields, "organ", "УНКВД", None);
        check(&fields, "status", "умер в лагере 12.03.1943", Some("dead"));
        check(&fields, "status", "entlassen 1955", Some("released"));
        check(&fields, "status", "освобождён 1946, умер 1950", None);
        check(&fields, "status", "не освобождён", None);
        check(&fields, "rehabilitated", "реабилитирована 16.10.1989", Some("yes"));
        check(&fields, "rehabilitated", "не реабилитирован", Some("no"));
    }

    #[test]
    fn no_form_of_a_field_means_two_values() {
        for (name, field) in Fields::bundled().unwrap().iter() {
            let mut seen = BTreeMap::new();
            for (id, value) in &field.values {
                for form in &value.forms {
                    assert_eq!(*form, plain(form), "{name}");
                    assert!(seen.insert(form, id).is_none_or(|other| other == id), "{name}: {form}");
                }
            }
        }
    }
}
