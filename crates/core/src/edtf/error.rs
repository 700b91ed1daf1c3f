//! Why a text is not a date.

use thiserror::Error;

/// Why a text is not a date: what was expected, where, and what was found.
///
/// Characters are counted from 1. [`EdtfError::hint`] says what to write instead, where that can be told.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EdtfError {
    /// The text is empty.
    #[error("expected a date, found nothing")]
    Empty,
    /// A character does not belong there.
    #[error("date `{text}`, character {at}: expected {expected}, found {found}")]
    Unexpected {
        /// The text, shortened when it is long.
        text: String,
        /// The character, counted from 1.
        at: usize,
        /// What EDTF allows there.
        expected: &'static str,
        /// What is there: the character in backticks, or `the end`.
        found: String,
        /// What to write instead.
        hint: Option<&'static str>,
    },
    /// The calendar has no such day.
    #[error("date `{text}`, character {at}: the calendar has no day `{day}`")]
    NoSuchDay {
        /// The text, shortened when it is long.
        text: String,
        /// The character at which that date begins, counted from 1.
        at: usize,
        /// The day.
        day: String,
    },
    /// An interval ends before it begins.
    #[error("date `{text}`, character {at}: the interval ends before it begins")]
    Backwards {
        /// The text, shortened when it is long.
        text: String,
        /// The character at which its end begins, counted from 1.
        at: usize,
    },
    /// A year is too large to count its days.
    #[error("date `{text}`, character {at}: expected a year within 10000000000000000 years of year 0")]
    FarYear {
        /// The text, shortened when it is long.
        text: String,
        /// The character at which the year begins, counted from 1.
        at: usize,
    },
}

impl EdtfError {
    /// Returns what to write instead, when the text resembles a known way of writing dates.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Empty => Some("leave the field out, or write `XXXX` for an unknown date"),
            Self::Unexpected { hint, .. } => *hint,
            Self::NoSuchDay { .. } => Some("when the day is not known, write only the year and month"),
            Self::Backwards { .. } => Some("write the earlier date first"),
            Self::FarYear { .. } => None,
        }
    }

    pub(super) fn unexpected(text: &str, byte: usize, expected: &'static str) -> Self {
        let rest = text.get(byte..).unwrap_or_default();
        let n_digits = rest.bytes().take_while(u8::is_ascii_digit).take(4).count();
        let found = match rest.chars().next() {
            None => "the end".to_owned(),
            Some(_) if n_digits > 0 => format!("`{}`", rest.get(..n_digits).unwrap_or_default()),
            Some(character) => format!("`{}`", character.escape_debug()),
        };
        let (at, hint) = (character_at(text, byte), hint(text, byte, expected));
        Self::Unexpected { text: shortened(text), at, expected, found, hint }
    }

    pub(super) fn no_such_day(text: &str, from: usize, to: usize) -> Self {
        let day = text.get(from..to).unwrap_or_default().to_owned();
        Self::NoSuchDay { text: shortened(text), at: character_at(text, from), day }
    }

    pub(super) fn backwards(text: &str, byte: usize) -> Self {
        Self::Backwards { text: shortened(text), at: character_at(text, byte) }
    }

    pub(super) fn far_year(text: &str, byte: usize) -> Self {
        Self::FarYear { text: shortened(text), at: character_at(text, byte) }
    }
}

/// Returns the number, from 1, of the character at a byte.
fn character_at(text: &str, byte: usize) -> usize {
    text.char_indices().take_while(|(at, _)| *at < byte).count() + 1
}

/// Returns the text as an error shows it: on one line, and not longer than a date can sensibly be.
fn shortened(text: &str) -> String {
    const MAX_CHARS: usize = 60;
    let mut short: String = text.chars().take(MAX_CHARS).flat_map(char::escape_debug).collect();
    if text.chars().nth(MAX_CHARS).is_some() {
        short.push_str("...");
    }
    short
}

/// Returns what to write instead of the ways of writing dates that people and older data use.
fn hint(text: &str, byte: usize, expected: &str) -> Option<&'static str> {
    let bytes = text.as_bytes();
    let found = bytes.get(byte).copied();
    let has_digit_before = byte.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(u8::is_ascii_digit);
    if text.trim() != text {
        return Some("remove the white space around the date");
    }
    match found {
        Some(b'x' | b'u' | b'U') => Some("write a capital `X` for a digit that is not known"),
        Some(b's') if has_digit_before => Some("for a decade write `196X`, for a century `19XX`"),
        Some(b'.') if has_digit_before => Some("write the year first: `1961-11-10` for 10.11.1961"),
        Some(b'/') if has_digit_before && byte <= 2 => Some("write the year first: `1961-11-10` for 10/11/1961"),
        Some(b' ') if has_digit_before => Some("join year, month and day by hyphens: `1961-11-10`"),
        Some(b'Y' | b'X') => None,
        Some(b'c' | b'C') if byte == 0 => Some("for \"circa 1961\" write `1961~`"),
        Some(b'o' | b'p' | b'n') if text[..byte].ends_with('/') => Some("for an interval that goes on write `1961/..`"),
        Some(b'0'..=b'9') if expected.starts_with("a month") => {
            Some("when the month is not known, write `1961` or `1961-XX`")
        }
        Some(b'0'..=b'9') if expected.starts_with("a day") => {
            Some("when the day is not known, write `1961-11` or `1961-11-XX`")
        }
        Some(b'0'..=b'9') if expected.starts_with("the end") => {
            Some("join year, month and day by hyphens: `1961-11-10`; write a year of more digits as `Y19611`")
        }
        Some(letter)
            if letter.is_ascii_lowercase() || (letter.is_ascii_alphabetic() && byte <= 3) || letter >= 0x80 =>
        {
            Some("write the month as a number: `1961-11` for November 1961")
        }
        _ => None,
    }
}
