//! What a clause asks of one field.

use crate::cases::{
    Kind, Reader,
    article::Article,
    columns::{NONE, flag},
    length::Length,
};
use thaw_core::Edtf;

/// A question about one field of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// The field.
    pub field: String,
    /// The question.
    pub test: Test,
    /// The line of the decree file.
    pub line: usize,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// All comparisons must hold: of a date, a length or an age.
    Compare(Vec<Comparison>),
    /// It must be known that there is no such length: the sentence is not for a term.
    Absent,
    /// One of the values must be there.
    OneOf {
        /// The values.
        values: Vec<String>,
        /// Whether none of them may be there instead.
        negated: bool,
    },
    /// One of the articles must be covered, or all of them.
    Articles {
        /// The patterns.
        patterns: Vec<Article>,
        /// Whether none may be covered instead.
        negated: bool,
    },
    /// A flag must be so.
    Flag(bool),
}

/// A comparison as it is written, and the values that it allows.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// How it is told: `more`, `at_least`, `before`, `within`...
    pub frame: &'static str,
    /// The value: an EDTF date or a length.
    pub value: String,
    /// The first day or length that is allowed.
    pub(super) first: i32,
    /// The last one.
    pub(super) last: i32,
}

/// What a decree file may write as a test.
#[derive(Clone, Debug)]
pub(super) enum Written {
    Flag(bool),
    Values { values: Vec<String>, negated: bool },
}

impl Test {
    /// Reads what a decree asks of a field, or says what is wrong with it.
    pub(super) fn read(name: &str, written: &Written, reader: &Reader) -> Result<Self, String> {
        let Some(field) = reader.fields.get(name) else {
            let near = reader.fields.iter().map(|(name, _)| name).filter(|known| alike(known, name));
            let near: Vec<_> = near.map(|name| format!("`{name}`")).collect();
            let hint = if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(" or ")) };
            return Err(format!("there is no field `{name}`{hint}"));
        };
        if field.says.is_empty() {
            return Err(format!("a decree cannot ask for `{name}`"));
        }
        match (field.kind, written) {
            (Kind::Flag, Written::Flag(value)) => Ok(Self::Flag(*value)),
            (Kind::Flag, Written::Values { values, negated: false }) if values.len() == 1 => {
                let value = flag(&values[0]).ok_or_else(|| format!("expected true or false, found `{}`", values[0]))?;
                Ok(Self::Flag(value))
            }
            (Kind::Flag, _) => Err("expected true or false".to_owned()),
            (_, Written::Flag(_)) => Err(format!("`{name}` is no yes or no")),
            (Kind::Choice | Kind::Set, Written::Values { values, negated }) => {
                if let Some(unknown) = values.iter().find(|value| !field.values.contains_key(*value)) {
                    let known: Vec<_> = field.values.keys().map(|value| format!("`{value}`")).collect();
                    return Err(format!("`{name}` has no value `{unknown}`; it has {}", known.join(", ")));
                }
                Ok(Self::OneOf { values: values.clone(), negated: *negated })
            }
            (Kind::Articles | Kind::EveryArticle, Written::Values { values, negated }) => {
                let patterns: Result<Vec<Article>, _> = values.iter().map(|value| value.parse()).collect();
                Ok(Self::Articles { patterns: patterns.map_err(|error| error.to_string())?, negated: *negated })
            }
            (Kind::Length, Written::Values { values, negated: false }) if *values == [NONE] => Ok(Self::Absent),
            (Kind::Date, Written::Values { values, negated: false }) if values.len() == 1 => {
                comparisons(&values[0], Comparison::of_dates).map(Self::Compare)
            }
            (Kind::Length | Kind::Age, Written::Values { values, negated: false }) if values.len() == 1 => {
                comparisons(&values[0], |text| Comparison::of_lengths(text, reader)).map(Self::Compare)
            }
            _ => Err(format!("a test of `{name}` is one text, as `<= 5 years` or `before 1953-03-28`")),
        }
    }

    /// Tells whether whatever passes this test passes the other one, too.
    pub(super) fn implies(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Compare(_), Self::Compare(_)) => {
                let (Some((first, last)), Some((from, until))) = (self.bounds(), other.bounds()) else { return false };
                from <= first && last <= until
            }
            (Self::OneOf { values, negated: false }, Self::OneOf { values: wanted, negated: false }) => {
                values.iter().all(|value| wanted.contains(value))
            }
            (Self::OneOf { values, negated: true }, Self::OneOf { values: refused, negated: true }) => {
                refused.iter().all(|value| values.contains(value))
            }
            (Self::Articles { patterns, negated: false }, Self::Articles { patterns: wanted, negated: false }) => {
                patterns.iter().all(|one| wanted.iter().any(|wider| wider.includes(one)))
            }
            _ => self == other,
        }
    }

    /// Returns the first and last value that a comparison allows, or nothing when it allows none.
    pub(super) fn bounds(&self) -> Option<(i32, i32)> {
        let Self::Compare(comparisons) = self else { return Some((i32::MIN, i32::MAX)) };
        let first = comparisons.iter().map(|comparison| comparison.first).max().unwrap_or(i32::MIN);
        let last = comparisons.iter().map(|comparison| comparison.last).min().unwrap_or(i32::MAX);
        (first <= last).then_some((first, last))
    }
}

/// Tells whether a name was probably meant.
fn alike(known: &str, written: &str) -> bool {
    known.contains(written) || written.contains(known) || known.get(..4).is_some_and(|head| written.starts_with(head))
}

fn comparisons(text: &str, read: impl Fn(&str) -> Result<Comparison, String>) -> Result<Vec<Comparison>, String> {
    text.split(" and ").map(str::trim).map(read).collect()
}

impl Comparison {
    /// Reads `<= 5 years`, `> 10 years`, `< 18 years`, `>= 6 months`.
    fn of_lengths(text: &str, reader: &Reader) -> Result<Self, String> {
        let wrong = || format!("expected a comparison as `<= 5 years`, found `{text}`");
        let operators = [("<=", "at_most"), (">=", "at_least"), ("<", "less"), (">", "more")];
        let (frame, rest) = operators
            .into_iter()
            .find_map(|(operator, frame)| Some((frame, text.strip_prefix(operator)?)))
            .ok_or_else(wrong)?;
        let Length(value) = Length::parse(rest, &reader.vocabulary).ok_or_else(wrong)?;
        let (first, last) = match frame {
            "at_most" => (i32::MIN, value),
            "at_least" => (value, i32::MAX),
            "less" => (i32::MIN, value - 1),
            _ => (value + 1, i32::MAX),
        };
        Ok(Self { frame, value: Length(value).to_string(), first, last })
    }

    /// Reads `before DATE`, `after DATE`, `from DATE`, `until DATE`, `within DATE` or an interval.
    fn of_dates(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!("expected a comparison as `before 1953-03-28` or `within 1941-06-22/1945-05-09`, found `{text}`")
        };
        let (frame, date) = ["before", "after", "from", "until", "within"]
            .into_iter()
            .find_map(|frame| Some((frame, text.strip_prefix(frame)?.strip_prefix(' ')?.trim())))
            .ok_or_else(wrong)?;
        let read: Edtf = date.parse().map_err(|error: thaw_core::EdtfError| error.to_string())?;
        let days = read.readings();
        let day = |day: thaw_core::Day| i32::try_from(day.0).map_err(|_| format!("`{date}` is out of reach"));
        let (first, last) = match frame {
            "before" => (i32::MIN, day(days.first)? - 1),
            "after" => (day(days.last)? + 1, i32::MAX),
            "from" => (day(days.first)?, i32::MAX),
            "until" => (i32::MIN, day(days.last)?),
            _ => (day(days.first)?, day(days.last)?),
        };
        Ok(Self { frame, value: date.to_owned(), first, last })
    }
}
