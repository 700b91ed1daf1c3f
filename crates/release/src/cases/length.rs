//! Lengths of sentences and ages: years, months and days, known exactly or within bounds.

use super::words::Vocabulary;
use std::fmt;

/// A length of time in days of a calendar of 31-day months, so that lengths compare as people compare them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(pub i32);

/// Days of a month, as [`Length`] counts.
const MONTH: i32 = 31;

impl Length {
    /// Returns a length of years, months and days.
    #[must_use]
    pub fn new(years: i32, months: i32, days: i32) -> Self {
        let months = years.saturating_mul(12).saturating_add(months);
        Self(months.saturating_mul(MONTH).saturating_add(days))
    }

    /// Returns whole months and the days beyond them.
    #[must_use]
    pub fn months_and_days(self) -> (i32, i32) {
        (self.0 / MONTH, self.0 % MONTH)
    }

    /// Reads `5`, `5 years`, `10 лет 6 мес.`, `1,5 года`, `6 months`, `P5Y6M`; a bare number counts years.
    #[must_use]
    pub fn parse(text: &str, vocabulary: &Vocabulary) -> Option<Self> {
        Self::parse_in(text, "year", vocabulary)
    }

    /// Like [`Length::parse`]; a bare number counts the unit `year`, `month` or `day`.
    pub(super) fn parse_in(text: &str, unit: &str, vocabulary: &Vocabulary) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let text =
            text.strip_prefix('p').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(&text);
        let (mut total, mut rest, mut n_parts) = (Self(0), text.trim(), 0);
        while !rest.is_empty() {
            let n_digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let (number, mut after) = (rest.get(..n_digits)?, &rest[n_digits..]);
            let mut tenths = "";
            if let Some(fraction) = after.strip_prefix(['.', ',']).filter(|_| n_digits > 0) {
                let n_digits = fraction.find(|c: char| !c.is_ascii_digit()).unwrap_or(fraction.len());
                if n_digits > 0 {
                    (tenths, after) = (&fraction[..n_digits], &fraction[n_digits..]);
                }
            }
            rest = after.trim_start();
            let n_letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            let unit = match &rest[..n_letters] {
                "" if n_parts == 0 && rest.is_empty() => unit,
                word => vocabulary.unit_of(word)?,
            };
            total = total.plus(Self::of(number, tenths, unit)?)?;
            rest = rest[n_letters..].trim_start_matches(['.', ',', ' ', '\u{a0}']);
            n_parts += 1;
        }
        (n_parts > 0).then_some(total)
    }

    /// Returns so many of a unit; a part of a year counts whole months.
    pub(super) fn of(number: &str, tenths: &str, unit: &str) -> Option<Self> {
        let number: i32 =
            number.parse().ok().filter(|number| *number < 1_000 || (unit != "year" && *number < 10_000))?;
        let part: f64 = if tenths.is_empty() { 0.0 } else { format!("0.{tenths}").parse().ok()? };
        match unit {
            #[expect(clippy::cast_possible_truncation, reason = "a part of twelve")]
            "year" => Some(Self::new(number, (part * 12.0).round() as i32, 0)),
            _ if part > 0.0 => None,
            "month" => Some(Self::new(0, number, 0)),
            _ if number % 365 == 0 => Some(Self::new(number / 365, 0, 0)),
            _ => Some(Self(number)),
        }
    }

    /// Returns the sum, when it is one that a number can hold.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }
}

impl fmt::Display for Length {
    /// Writes the form that cases keep: `10 years 6 months`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (months, days) = self.months_and_days();
        let parts = [(months / 12, "year"), (months % 12, "month"), (days, "day")];
        let mut is_first = true;
        for (number, unit) in parts.into_iter().filter(|(number, unit)| *number > 0 || (*unit == "day" && self.0 == 0))
        {
            let (gap, ending) = (if is_first { "" } else { " " }, if number == 1 { "" } else { "s" });
            write!(f, "{gap}{number} {unit}{ending}")?;
            is_first = false;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_as_lists_write_them() {
        let vocabulary = Vocabulary::bundled().unwrap();
        #[track_caller]
        fn check(vocabulary: &Vocabulary, text: &str, expected: &str) {
            let read = Length::parse(text, vocabulary).map(|length| length.to_string());
            assert_eq!(read.unwrap_or_else(|| "none".to_owned()), expected, "{text}");
        }
        check(&vocabulary, "5", "5 years");
        check(&vocabulary, "10 лет", "10 years");
        check(&vocabulary, "1 г. 6 мес.", "1 year 6 months");
        check(&vocabulary, "P5Y6M", "5 years 6 months");
        check(&vocabulary, "18 months", "1 year 6 months");
        check(&vocabulary, "10 суток", "10 days");
        check(&vocabulary, "0", "0 days");
        check(&vocabulary, "365 days", "1 year");
        check(&vocabulary, "", "none");
        check(&vocabulary, "years", "none");
        check(&vocabulary, "5 blue", "none");
        check(&vocabulary, "99999999999", "none");
        check(&vocabulary, "1,5 года", "1 year 6 months");
        check(&vocabulary, "5.5", "5 years 6 months");
        check(&vocabulary, "1937", "none");
    }
}
