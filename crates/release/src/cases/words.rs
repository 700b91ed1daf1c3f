//! The words of the sentences about cases and decrees, in three languages.

use super::fields::{BundledError, Words, bundled, said};
use super::length::Length;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The languages in which results are told.
pub const LANGUAGES: [&str; 3] = ["en", "es", "ru"];

/// The frames of `data/cases/words.toml`.
#[derive(Clone, Debug, Deserialize)]
pub struct Vocabulary {
    unit: BTreeMap<String, Unit>,
    pub(crate) month: Months,
    #[serde(flatten)]
    frames: BTreeMap<String, BTreeMap<String, Words>>,
}

/// How lists write dates.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Months {
    /// The names of the months, January first.
    pub(crate) forms: Vec<Vec<String>>,
    /// Words that say that a date is approximate.
    pub(crate) about: Vec<String>,
    /// Words around a date that say nothing more.
    pub(crate) around: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Unit {
    one: Words,
    many: Words,
    forms: Vec<String>,
}

impl Vocabulary {
    /// Reads the bundled words.
    ///
    /// # Errors
    /// When the bundled file is damaged.
    pub fn bundled() -> Result<Self, BundledError> {
        bundled("cases/words.toml")
    }

    /// Returns the unit of time that a word means: `year`, `month` or `day`.
    pub(crate) fn unit_of(&self, word: &str) -> Option<&str> {
        self.unit.iter().find(|(_, unit)| unit.forms.iter().any(|form| form == word)).map(|(id, _)| id.as_str())
    }

    /// Fills a frame such as `verdict.covered`; the key itself when there is none.
    #[must_use]
    pub fn say(&self, lang: &str, key: &str, slots: &[(&str, &str)]) -> String {
        let frame = key.split_once('.').and_then(|(group, name)| self.frames.get(group)?.get(name));
        let Some(frame) = frame else { return key.to_owned() };
        // One pass, so that a value with braces is not filled in turn.
        let mut text = String::new();
        let mut rest = said(frame, lang);
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (slot, after) = after.split_once('}').unwrap_or((after, ""));
            text.push_str(slots.iter().find(|(name, _)| *name == slot).map_or("", |(_, value)| value));
            rest = after;
        }
        text + rest
    }

    /// Joins values: `a, b or c`.
    #[must_use]
    pub fn list(&self, lang: &str, conjunction: &str, values: &[String]) -> String {
        match values {
            [] => String::new(),
            [one] => one.clone(),
            [head @ .., last] => format!("{}{}{last}", head.join(", "), self.say(lang, conjunction, &[])),
        }
    }

    /// Tells a length: `5 years 6 months`.
    #[must_use]
    pub fn length(&self, lang: &str, length: Length) -> String {
        let (months, days) = length.months_and_days();
        let parts = [(months / 12, "year"), (months % 12, "month"), (days, "day")];
        let told: Vec<String> = parts
            .into_iter()
            .filter(|(number, unit)| *number > 0 || (length.0 == 0 && *unit == "year"))
            .filter_map(|(number, name)| {
                let unit = self.unit.get(name)?;
                let is_one = if lang == "ru" { number % 10 == 1 && number % 100 != 11 } else { number == 1 };
                Some(format!("{number} {}", said(if is_one { &unit.one } else { &unit.many }, lang)))
            })
            .collect();
        told.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_stands_in_three_languages() {
        let vocabulary = Vocabulary::bundled().unwrap();
        for (group, frames) in &vocabulary.frames {
            for (name, words) in frames {
                assert_eq!(words.keys().collect::<Vec<_>>(), LANGUAGES, "{group}.{name}");
            }
        }
    }

    #[test]
    fn slots_are_filled_once() {
        let vocabulary = Vocabulary::bundled().unwrap();
        assert_eq!(vocabulary.say("en", "compare.more", &[("value", "{value}")]), "more than {value}");
        assert_eq!(vocabulary.say("ru", "compare.more", &[("value", "5 лет")]), "больше 5 лет");
        assert_eq!(vocabulary.say("en", "no.such", &[]), "no.such");
        assert_eq!(vocabulary.length("ru", Length::new(21, 0, 0)), "21 года");
    }
}
