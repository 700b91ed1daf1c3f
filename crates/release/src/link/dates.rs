//! Dates as keys: a day, a month, a year, or a stretch of time.

use crate::person::{Level, edits, is_slip};
use thaw_core::{Edtf, edtf::Day};

/// A date, keyed for comparison.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DateKey {
    /// The first and last day that it can mean.
    reach: Option<(i64, i64)>,
    /// The year, when it is one; with month and day when they are known.
    calendar: Option<(i64, Option<(u8, u8)>)>,
    /// The day as eight digits, or the digits of a date that no calendar has.
    digits: Box<[u8]>,
}

const FIRST: Option<(u8, u8)> = Some((1, 1));

impl DateKey {
    /// Keys an EDTF date; of another text the digits are kept, since a slip of the pen makes impossible dates too.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let digits: Box<[u8]> = text.bytes().filter(u8::is_ascii_digit).collect();
        let reach = text.trim().parse::<Edtf>().ok().map(|date| {
            let reach = date.readings();
            (reach.first.0, reach.last.0)
        });
        (reach.is_some() || digits.len() >= 4).then(|| Self { reach, calendar: reach.and_then(calendar), digits })
    }

    /// Returns the day, when it is one.
    #[must_use]
    pub fn day(&self) -> Option<i64> {
        self.reach.filter(|(first, last)| first == last).map(|(first, _)| first)
    }

    /// Returns the year, when it is one.
    #[must_use]
    pub fn year(&self) -> Option<i64> {
        self.calendar.map(|(year, _)| year)
    }

    /// Returns month and day, when they are known.
    #[must_use]
    pub fn month_and_day(&self) -> Option<(u8, u8)> {
        self.calendar.and_then(|(_, day)| day)
    }

    /// Returns how far two dates agree.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Level {
        if self == other && (self.day().is_some() || self.reach.is_none()) {
            return Level::Same;
        }
        if let (Some(a), Some(b)) = (self.day(), other.day()) {
            // The first of January often stands for a year of which no more was known.
            if self.year() == other.year() && (self.month_and_day() == FIRST || other.month_and_day() == FIRST) {
                return Level::Partial;
            }
            // The Julian calendar was 11 days behind in the 18th century, 12 in the 19th, 13 in the 20th.
            let behind = match self.year() {
                Some(..1800) => 11,
                Some(1800..1900) => 12,
                _ => 13,
            };
            if (a - b).abs() == behind {
                return Level::Variant;
            }
        } else if let (Some((first, last)), Some((from, to))) = (self.reach, other.reach) {
            if first <= to && from <= last {
                return Level::Partial;
            }
            let gap = (first - to).max(from - last);
            return if gap <= 366 { Level::Faint } else { Level::Different };
        }
        let (a, b) = (&self.digits, &other.digits);
        if a.len() == 8 && b.len() == 8 {
            let swapped = a[..4] == b[..4] && a[4..6] == b[6..8] && a[6..8] == b[4..6];
            if swapped || is_slip(a, b) {
                return Level::Close;
            }
            let n_equal =
                usize::from(a[..4] == b[..4]) + usize::from(a[4..6] == b[4..6]) + usize::from(a[6..] == b[6..]);
            if n_equal == 2 || edits(a, b, 2) <= 2 {
                return Level::Faint;
            }
        }
        Level::Different
    }
}

/// Returns the year of a stretch of days within one year; of one day the month and the day too.
fn calendar((first, last): (i64, i64)) -> Option<(i64, Option<(u8, u8)>)> {
    // An open end has no year; a day number beyond a few million years is one.
    let ymd = |day: i64| (-4_000_000..4_000_000).contains(&day).then(|| Day(day).ymd());
    let ((year, month, day), (to, ..)) = (ymd(first)?, ymd(last)?);
    (year == to).then_some((year, (first == last).then_some((month, day))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_agree_across_calendars_slips_and_gaps() {
        #[track_caller]
        fn check(a: &str, b: &str, expected: Level) {
            let (a, b) = (DateKey::new(a).unwrap(), DateKey::new(b).unwrap());
            assert_eq!((a.compare(&b), b.compare(&a)), (expected, expected));
        }
        check("1901-05-02", "1901-05-02", Level::Same);
        check("1901-05-02", "1901-05-15", Level::Variant);
        check("1891-05-02", "1891-05-14", Level::Variant);
        check("1901-05-02", "1901-02-05", Level::Close);
        check("1901-05-02", "1910-05-02", Level::Close);
        check("1901-05-02", "1901", Level::Partial);
        check("1901", "1901", Level::Partial);
        check("1901~", "1902-03", Level::Partial);
        check("1901-05-02", "1901-01-01", Level::Partial);
        check("1901-05-02", "1902", Level::Faint);
        check("1901-05-02", "1901-05-27", Level::Faint);
        check("1901-05-02", "1917-11-07", Level::Different);
        check("1901-13-40", "1901-13-04", Level::Close);
        check("../1905", "1901", Level::Partial);
        assert_eq!(DateKey::new("spring"), None);
    }
}
