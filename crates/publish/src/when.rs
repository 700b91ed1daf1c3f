//! Dates in words, in the reader's language.
//!
//! The EDTF text itself is always near: pages put it into `<time datetime>` or show it where words would lose something.

use crate::messages::{Language, Messages};
use fluent_bundle::FluentValue;
use thaw_core::{Edtf, Period, period::End};

/// Says an EDTF date in words: `10 November 1961`, `about 1952`, `the 1960s`, `May 1953 to August 1953`.
#[must_use]
pub fn date(messages: &Messages, language: Language, date: &Edtf) -> String {
    let text = date.to_string();
    if text == "../.." {
        // Of a moment, open on both sides says nothing; of a period it says "always".
        return messages.get(language, "date-unknown");
    }
    if let Some((from, to)) = text.split_once('/') {
        return interval(messages, language, from, to);
    }
    single(messages, language, &text)
}

/// Says for how long something held: `from 10 April 1925 to 10 November 1961`, `since 1961`, `until 1925`, `1953`.
#[must_use]
pub fn period(messages: &Messages, language: Language, period: &Period) -> String {
    if let Some(date) = single_date(period) {
        return single(messages, language, &date.to_string());
    }
    let end = |end: &End| match end {
        End::Unknown => String::new(),
        End::Open => "..".to_owned(),
        End::At(date) => date.to_string(),
    };
    interval(messages, language, &end(&period.from), &end(&period.to))
}

/// Says only the years of a period: `1925–1961`, `1961–`.
#[must_use]
pub fn years(period: &Period) -> String {
    let year = |end: &End| match end {
        End::At(date) => {
            let year: String = date.to_string().chars().take_while(|c| *c != '-' && *c != '/').collect();
            // A century is no year.
            if year.ends_with("XX") { "?".to_owned() } else { year }
        }
        End::Unknown => "?".to_owned(),
        End::Open => String::new(),
    };
    format!("{}–{}", year(&period.from), year(&period.to))
}

/// Returns the day or the year that a period is: it ends where the next one begins, so 1 January 1953 to 1 January 1954 is 1953.
fn single_date(period: &Period) -> Option<Edtf> {
    let (End::At(from), End::At(to)) = (&period.from, &period.to) else { return None };
    let (from, to) = (from.as_day()?, to.as_day()?);
    if to == from.plus_days(1) {
        return Edtf::from_day(from);
    }
    let ((year, 1, 1), (next, 1, 1)) = (from.ymd(), to.ymd()) else { return None };
    if next == year + 1 { Edtf::from_year(year) } else { None }
}

fn interval(messages: &Messages, language: Language, from: &str, to: &str) -> String {
    let say = |text: &str| FluentValue::from(single(messages, language, text));
    match (from, to) {
        (".." | "", "..") => messages.get(language, "date-always"),
        ("", "") | ("..", "") => messages.get(language, "date-unknown"),
        (".." | "", to) => messages.format(language, "date-until", &[("to", say(to))]),
        (from, "..") => messages.format(language, "date-since", &[("from", say(from))]),
        (from, "") => messages.format(language, "date-from-unknown", &[("from", say(from))]),
        (from, to) => messages.format(language, "date-from-to", &[("from", say(from)), ("to", say(to))]),
    }
}

fn single(messages: &Messages, language: Language, text: &str) -> String {
    let (bare, qualifier) = match text.strip_suffix(['~', '?', '%']) {
        Some(bare) => (bare, text.get(bare.len()..).unwrap_or_default()),
        None => (text, ""),
    };
    let said = plain(messages, language, bare).unwrap_or_else(|| bare.to_owned());
    let said = |key: &str| messages.format(language, key, &[("date", FluentValue::from(said.clone()))]);
    match qualifier {
        "~" => said("date-about"),
        "?" => said("date-uncertain"),
        "%" => said("date-about-uncertain"),
        _ => said("date-plain"),
    }
}

/// Returns a date without marks in words; nothing when it has a shape that words would not keep (the EDTF text is shown then).
fn plain(messages: &Messages, language: Language, text: &str) -> Option<String> {
    let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(decade) = text.strip_suffix('X')
        && digits(decade, 3)
    {
        return Some(messages.format(language, "date-decade", &[("decade", FluentValue::from(format!("{decade}0")))]));
    }
    if let Some(century) = text.strip_suffix("XX")
        && digits(century, 2)
    {
        return Some(messages.format(language, "date-century", &[("year", FluentValue::from(format!("{century}00")))]));
    }
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year] if digits(year, 4) => Some((*year).to_owned()),
        [year, month] if digits(year, 4) && digits(month, 2) => {
            let number: u8 = month.parse().ok().filter(|number| (1..=12).contains(number))?;
            Some(messages.format(
                language,
                "date-month",
                &[
                    ("month", FluentValue::from(messages.get(language, &format!("month-{number}")))),
                    ("year", FluentValue::from((*year).to_owned())),
                ],
            ))
        }
        [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2) => {
            let number: u8 = month.parse().ok().filter(|number| (1..=12).contains(number))?;
            let day: u8 = day.parse().ok()?;
            Some(messages.format(
                language,
                "date-day",
                &[
                    ("day", FluentValue::from(day.to_string())),
                    ("month", FluentValue::from(messages.get(language, &format!("month-of-{number}")))),
                    ("year", FluentValue::from((*year).to_owned())),
                ],
            ))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_said_as_short_as_it_can_be() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            let messages = Messages::load().unwrap();
            assert_eq!(period(&messages, Language::En, &text.parse().unwrap()), expected, "{text}");
        }
        check("1953-01-01/1954-01-01", "1953");
        check("1953-01-01/1953-01-02", "1 January 1953");
        check("1953-01-01/1955-01-01", "1 January 1953 to 1 January 1955");
        check("1925-04-10/1961-11-10", "10 April 1925 to 10 November 1961");
        check("19XX/1961~", "some time after 1900 to about 1961");
        check("1961/..", "since 1961");
        check("/1961", "until 1961");
    }
}
