//! The words of the sentences about cases and decrees, in three languages.

use super::fields::{BundledError, Words, bundled, said};
use super::{length::Length, pattern::Pattern};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The languages in which results are told.
pub const LANGUAGES: [&str; 3] = ["en", "es", "ru"];

/// The frames of `data/cases/words.toml`.
#[derive(Clone, Debug, Deserialize)]
pub struct Vocabulary {
    unit: BTreeMap<String, Unit>,
    pub(crate) month: Months,
    pub(super) sentence: Beside,
    rows: Rows,
    pub(super) entry: Cues,
    #[serde(flatten)]
    frames: BTreeMap<String, BTreeMap<String, Words>>,
}

/// Rows of lists that are about nobody.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rows {
    /// Words with which a row begins that only counts.
    total: Vec<String>,
    /// What a cell says when nothing is known.
    unknown: Vec<String>,
    /// Words of headings of columns that no field takes, so that nothing is guessed from their cells.
    kept: Vec<String>,
}

/// With which words the parts of a whole entry begin.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Cues {
    /// Words before articles.
    pub(super) article: Vec<Pattern>,
    /// Words of a place.
    pub(super) places: Vec<Pattern>,
    /// Words that say nothing that a field takes.
    pub(super) silent: Vec<Pattern>,
    /// Words with which a heading asks for one of several things: when, where, by whom.
    questions: Vec<String>,
    /// The words of each part, by its field.
    #[serde(flatten)]
    pub(super) parts: BTreeMap<String, Vec<Pattern>>,
}

/// What stands beside the length of a sentence.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Beside {
    /// Words before the length that say nothing more.
    pub(super) around: Vec<String>,
    /// Words that divide the parts of a sentence.
    pub(super) dividers: Vec<String>,
    /// What is added to the main punishment.
    pub(super) beside: Vec<Pattern>,
    /// What says that the sentence did not stay so.
    pub(super) changed: Vec<Pattern>,
}

/// How dates are told, and how lists write them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Months {
    /// A day in words.
    day: Words,
    /// The names of the months as they stand in a date, by language, January first.
    names: BTreeMap<String, Vec<String>>,
    /// How lists write the months, January first.
    pub(crate) forms: Vec<Vec<String>>,
    /// Words that say that a date is approximate.
    pub(crate) about: Vec<String>,
    /// Words that say that the date lies before one.
    pub(crate) before: Vec<String>,
    /// Words that say that the date lies after one.
    pub(crate) after: Vec<String>,
    /// Words between two years of which one is meant.
    pub(crate) either: Vec<String>,
    /// How lists write the seasons, spring first.
    pub(crate) seasons: Vec<Vec<String>>,
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

    /// Tells whether a word of a heading asks for one thing: `когда`, `кем`, `year`.
    pub(super) fn is_question(&self, word: &str) -> bool {
        self.entry.questions.iter().any(|question| question == word)
    }

    /// Tells whether a cell, in lower case, says that nothing is known.
    pub(super) fn is_unknown(&self, cell: &str) -> bool {
        let bare = cell.trim_end_matches(['.', ' ']);
        bare.is_empty() || self.rows.unknown.iter().any(|unknown| unknown == bare)
    }

    /// Returns the words of headings of columns that no field takes.
    pub(super) fn kept(&self) -> &[String] {
        &self.rows.kept
    }

    /// Tells whether a row that begins with a word only counts the others.
    pub(super) fn is_total(&self, word: &str) -> bool {
        self.rows.total.iter().any(|total| total == word)
    }

    /// Fills a frame such as `verdict.covered`; the key itself when there is none.
    #[must_use]
    pub fn say(&self, lang: &str, key: &str, slots: &[(&str, &str)]) -> String {
        let frame = key.split_once('.').and_then(|(group, name)| self.frames.get(group)?.get(name));
        frame.map_or_else(|| key.to_owned(), |frame| filled(said(frame, lang), slots))
    }

    /// Tells a date: a day in words, an interval as two of them, anything else as EDTF writes it.
    #[must_use]
    pub fn date(&self, lang: &str, date: &str) -> String {
        if let Some((from, to)) = date.split_once('/') {
            let ends = [self.date(lang, from), self.date(lang, to)];
            return self.list(lang, "list.and", &ends);
        }
        let parts: Vec<&str> = date.split('-').collect();
        let [year, month, day] = parts.as_slice() else { return date.to_owned() };
        let name = || self.month.names.get(lang)?.get(month.parse::<usize>().ok()?.checked_sub(1)?);
        match (name(), day.parse::<u8>()) {
            (Some(name), Ok(day)) => {
                filled(said(&self.month.day, lang), &[("day", &day.to_string()), ("month", name), ("year", year)])
            }
            _ => date.to_owned(),
        }
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

    /// Joins whole conditions: `a; or b; or c`.
    pub(crate) fn either(&self, lang: &str, conditions: &[String]) -> String {
        conditions.join(&format!(";{}", self.say(lang, "list.or", &[])))
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

/// Fills the slots of a frame in one pass, so that a value with braces is not filled in turn.
pub(crate) fn filled(frame: &str, slots: &[(&str, &str)]) -> String {
    let (mut text, mut rest) = (String::new(), frame);
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (slot, after) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(slots.iter().find(|(name, _)| *name == slot).map_or("", |(_, value)| value));
        rest = after;
    }
    text + rest
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
        assert_eq!(vocabulary.date("ru", "1953-03-27"), "27 марта 1953 года");
        assert_eq!(vocabulary.date("en", "1941-06-22/1945"), "22 June 1941 and 1945");
        assert_eq!(vocabulary.date("es", "1953~"), "1953~");
        assert_eq!(vocabulary.length("ru", Length::new(21, 0, 0)), "21 года");
    }
}
