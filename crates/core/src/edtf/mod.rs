//! Dates as ISO 8601-2:2019 writes them, also known as the [Extended Date/Time Format](https://www.loc.gov/standards/datetime/) (EDTF).
//!
//! # What is read
//! Levels 0, 1 and 2: days, months and years (`1961-11-10`, `1961-11`, `1961`, `-0043`), times of a day, intervals with open and unknown ends
//! (`1961/..`, `/1961`), seasons and other parts of a year (`1961-21` to `1961-41`), doubts about a date or a part of it (`1961~`, `2004-06~-11`,
//! `?2004-06`), digits that are not known (`196X`, `1X5X-1X`), sets (`[1956,1961..1963]`, `{1956,1961}`), and long years (`Y17000`, `Y17E7`, `1950S2`).
//! ```
//! use thaw_core::{Answer, Edtf};
//!
//! let date: Edtf = "1X5X-1X".parse()?;
//! assert_eq!(date.earliest().to_string(), "1050-10-01");
//! assert_eq!(date.latest().to_string(), "1959-12-31");
//! assert_eq!("1961~".parse::<Edtf>()?.is_within(&"1962".parse()?), Answer::Possibly);
//! # Ok::<(), thaw_core::EdtfError>(())
//! ```
//!
//! # What is not read
//! Anything else is refused with an [`EdtfError`] that tells the character, what is expected there, and often what to write instead: white space around
//! the date, other orders, words, the letters `u` and `x` of older drafts; fractions of seconds, and times in intervals; days that the calendar lacks,
//! digits that no day fits (`1961-02-3X`), intervals that end before they begin, and years beyond 10,000,000,000,000,000, whose days cannot be counted.
//!
//! # What is written
//! One canonical text, which reads as an equal date: no spaces in sets; a qualifier that several parts share stands behind the last of them
//! (`?1961-?11` is written `1961-11?`). A difference from UTC is written as it was read.
//!
//! # Limits and readings
//! [`Edtf::earliest`] and [`Edtf::latest`] are the days that the text allows; every date has them. Comparisons use [`Edtf::readings`]: a qualifier
//! (`~`, `?`, `%` alike) lets a date be off by one unit of what it qualifies, either way (`1961~` a year, `196X~` ten, `1961-11~` a month, `1961-11-10~`
//! a day, `1961~-11` a year), and winter may also be the winter days at the beginning of its year. Of a time of day, the day counts that is written.
//!
//! # Differences from the standard
//! The standard gives seasons no months; here they are the meteorological ones, 21 to 24 as in the north, and winter ends in February of the next year.
//! Where other programs differ is listed in `docs/formats/edtf.md`, which `benches/edtf/run` writes.

mod date;
mod day;
mod error;
mod parse;
mod print;

pub use day::Day;
pub use error::EdtfError;

use crate::Answer;
use date::{Date, LongYear, Slack, Time};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A date in EDTF: a day, month, season or year with its doubts, an interval, or a set of these.
///
/// Sixteen bytes; plain dates need no more, intervals and sets and times are boxed.
/// Two dates are equal when they are written alike in canonical form (`?2004` and `2004?` are equal, `2004` and `2004-XX` are not).
///
/// # Examples
/// ```
/// use thaw_core::Edtf;
///
/// let date: Edtf = "1961-11".parse()?;
/// assert_eq!(date.earliest().to_string(), "1961-11-01");
/// assert_eq!(date.latest().to_string(), "1961-11-30");
/// assert!("1961-13".parse::<Edtf>().is_err());
/// # Ok::<(), thaw_core::edtf::EdtfError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edtf(Form);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Form {
    Date(Date),
    Year(Box<LongYear>),
    Moment(Box<(Date, Time)>),
    /// The ends are neither intervals nor sets.
    Interval(Box<(End, End)>),
    Set(Box<Set>),
}

/// An end of an interval or period.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum End {
    /// Nobody knows when (EDTF: an empty end).
    Unknown,
    /// It has none: since ever, or still in force (EDTF: `..`).
    Open,
    /// A date.
    At(Edtf),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Set {
    /// `{}` all of them; `[]` one of them.
    is_all: bool,
    members: Box<[Member]>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Member {
    One(Edtf),
    /// `a..b`, `..b`, `a..`
    Range(Option<Edtf>, Option<Edtf>),
}

/// The first or last day that a date can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// This day.
    Day(Day),
    /// There is none: the interval is open at this end (`..`).
    Open,
    /// Nobody knows: the interval has an empty end.
    Unknown,
}

impl Limit {
    /// Returns the day, if there is one.
    #[must_use]
    pub fn day(self) -> Option<Day> {
        match self {
            Self::Day(day) => Some(day),
            Self::Open | Self::Unknown => None,
        }
    }
}

impl std::fmt::Display for Limit {
    /// Writes the day, `..` or nothing, as EDTF does.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Open => f.write_str(".."),
            Self::Unknown => Ok(()),
        }
    }
}

/// Days from a first to a last, both included; without limits where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The first day; the least number where there is no limit.
    pub first: Day,
    /// The last day; the greatest number where there is no limit.
    pub last: Day,
}

/// Long before and long after every day that a date can mean.
pub(crate) const BEFORE_ALL: Day = Day(i64::MIN);
pub(crate) const AFTER_ALL: Day = Day(i64::MAX);

impl Edtf {
    /// Returns the date of one day.
    ///
    /// Only days of the years -9999 to 9999 can be written in EDTF; others give nothing.
    #[must_use]
    pub fn from_day(day: Day) -> Option<Self> {
        let (year, month, day) = day.ymd();
        let magnitude = u32::try_from(year.abs()).ok().filter(|year| *year <= 9999)?;
        let mut date = Date { year: magnitude, month, day, ..Date::default() };
        if year < 0 {
            date.set_negative();
        }
        Some(Self(Form::Date(date)))
    }

    /// Returns the date of a whole year, or nothing beyond the years -9999 to 9999.
    #[must_use]
    pub fn from_year(year: i64) -> Option<Self> {
        let magnitude = u32::try_from(year.checked_abs()?).ok().filter(|year| *year <= 9999)?;
        let mut date = Date { year: magnitude, ..Date::default() };
        if year < 0 {
            date.set_negative();
        }
        Some(Self(Form::Date(date)))
    }

    /// Returns the first day that the date can mean, as it is written: qualifiers (`~`, `?`) widen comparisons, not this.
    ///
    /// Constant time but for sets, which take as long as they have members.
    #[must_use]
    pub fn earliest(&self) -> Limit {
        match &self.0 {
            Form::Interval(ends) => ends.0.limit(Self::earliest),
            Form::Set(set) => set.earliest(),
            _ => self.written().map_or(Limit::Unknown, |reach| Limit::Day(reach.first)),
        }
    }

    /// Returns the last day that the date can mean, as it is written.
    #[must_use]
    pub fn latest(&self) -> Limit {
        match &self.0 {
            Form::Interval(ends) => ends.1.limit(Self::latest),
            Form::Set(set) => set.latest(),
            _ => self.written().map_or(Limit::Unknown, |reach| Limit::Day(reach.last)),
        }
    }

    /// Returns the year of the first day, if there is one: `1925` for `1925-04/1961`.
    #[must_use]
    pub fn first_year(&self) -> Option<i64> {
        self.earliest().day().map(Day::year)
    }

    /// Returns the year of the last day, if there is one: `1961` for `1925-04/1961`.
    #[must_use]
    pub fn last_year(&self) -> Option<i64> {
        self.latest().day().map(Day::year)
    }

    /// Returns the day, when the date means one day and has no doubts.
    #[must_use]
    pub fn as_day(&self) -> Option<Day> {
        match &self.0 {
            Form::Date(date) if self.slack() == Slack::NONE => {
                date.bounds().filter(|(first, last)| first == last).map(|(first, _)| first)
            }
            Form::Moment(moment) => moment.0.bounds().map(|(first, _)| first),
            _ => None,
        }
    }

    /// Tells whether any part of the date is qualified as uncertain or approximate.
    #[must_use]
    pub fn is_qualified(&self) -> bool {
        match &self.0 {
            Form::Interval(ends) => [&ends.0, &ends.1].into_iter().filter_map(End::date).any(Self::is_qualified),
            Form::Set(set) => set.dates().any(Self::is_qualified),
            _ => self.slack() != Slack::NONE,
        }
    }

    /// Returns the two ends, when the date is an interval.
    #[must_use]
    pub fn as_interval(&self) -> Option<(&End, &End)> {
        match &self.0 {
            Form::Interval(ends) => Some((&ends.0, &ends.1)),
            _ => None,
        }
    }

    /// Returns a key that sorts dates by their first day, then by their last; unknown and open ends sort first and last.
    #[must_use]
    pub fn sort_key(&self) -> (Day, Day) {
        (self.earliest().day().unwrap_or(BEFORE_ALL), self.latest().day().unwrap_or(AFTER_ALL))
    }

    /// Tells whether the date lies before another: every day that it can mean before every day that the other can.
    #[must_use]
    pub fn is_before(&self, other: &Self) -> Answer {
        let (this, that) = (self.readings(), other.readings());
        if this.last < that.first {
            Answer::Yes
        } else if this.first >= that.last {
            Answer::No
        } else {
            Answer::Possibly
        }
    }

    /// Tells whether the date lies within another, whose first and last day are included.
    #[must_use]
    pub fn is_within(&self, window: &Self) -> Answer {
        window.takes(self.readings())
    }

    /// Tells whether days lie within the date.
    pub(crate) fn takes(&self, days: Reach) -> Answer {
        let (narrow, wide) = (self.core(), self.readings());
        if days.last < wide.first || days.first > wide.last {
            Answer::No
        } else if narrow.is_some_and(|narrow| narrow.first <= days.first && days.last <= narrow.last) {
            Answer::Yes
        } else {
            Answer::Possibly
        }
    }

    /// Returns the days that a date can mean when its qualifiers are taken into account.
    #[must_use]
    pub fn readings(&self) -> Reach {
        match &self.0 {
            Form::Interval(ends) => Reach {
                first: ends.0.date().map_or(BEFORE_ALL, |date| date.readings().first),
                last: ends.1.date().map_or(AFTER_ALL, |date| date.readings().last),
            },
            Form::Set(set) => set.readings(),
            _ => {
                let (Some(written), slack) = (self.written(), self.slack()) else {
                    return Reach { first: BEFORE_ALL, last: AFTER_ALL };
                };
                let mut first = if slack == Slack::NONE { written.first } else { slack.earlier(written.first) };
                let last = if slack == Slack::NONE { written.last } else { slack.later(written.last) };
                // "Winter 1953" may be the one that began in 1953, or the one that most of 1953's winter days belong to.
                if self.is_winter() {
                    first = first.plus_months(-11);
                }
                Reach { first, last }
            }
        }
    }

    /// Returns the days that lie within the date under every reading of its qualifiers and ends.
    fn core(&self) -> Option<Reach> {
        let shrink = |date: &Self| date.written().zip(Some(date.slack()));
        let (first, last) = match &self.0 {
            Form::Interval(ends) => {
                let first = match &ends.0 {
                    End::Unknown => return None,
                    End::Open => BEFORE_ALL,
                    End::At(date) => shrink(date).map(|(written, slack)| slack.later(written.first))?,
                };
                let last = match &ends.1 {
                    End::Unknown => return None,
                    End::Open => AFTER_ALL,
                    End::At(date) => shrink(date).map(|(written, slack)| slack.earlier(written.last))?,
                };
                (first, last)
            }
            // Which member of a set is meant, nobody knows; the days between members are not meant at all.
            Form::Set(_) => return None,
            _ => {
                let (written, slack) = shrink(self)?;
                (slack.later(written.first), slack.earlier(written.last))
            }
        };
        (first <= last).then_some(Reach { first, last })
    }

    /// Returns the days of one date as it is written; nothing for intervals and sets.
    fn written(&self) -> Option<Reach> {
        let (first, last) = match &self.0 {
            Form::Date(date) => date.bounds(),
            Form::Year(year) => year.bounds(),
            Form::Moment(moment) => moment.0.bounds(),
            Form::Interval(_) | Form::Set(_) => None,
        }?;
        Some(Reach { first, last })
    }

    fn slack(&self) -> Slack {
        match &self.0 {
            Form::Date(date) => date.slack(),
            Form::Year(year) => year.slack(),
            Form::Moment(_) | Form::Interval(_) | Form::Set(_) => Slack::NONE,
        }
    }

    fn is_winter(&self) -> bool {
        matches!(&self.0, Form::Date(date) if date.month == 24 || date.month == 28)
    }
}

impl End {
    /// Returns the date, if there is one.
    #[must_use]
    pub fn date(&self) -> Option<&Edtf> {
        match self {
            Self::At(date) => Some(date),
            Self::Unknown | Self::Open => None,
        }
    }

    fn limit(&self, of: impl Fn(&Edtf) -> Limit) -> Limit {
        match self {
            Self::Unknown => Limit::Unknown,
            Self::Open => Limit::Open,
            Self::At(date) => of(date),
        }
    }
}

impl Set {
    fn dates(&self) -> impl Iterator<Item = &Edtf> {
        self.members
            .iter()
            .flat_map(|member| match member {
                Member::One(date) => [Some(date), None],
                Member::Range(from, to) => [from.as_ref(), to.as_ref()],
            })
            .flatten()
    }

    fn earliest(&self) -> Limit {
        let firsts = self.members.iter().map(|member| match member {
            Member::One(date) | Member::Range(Some(date), _) => date.earliest().day(),
            Member::Range(None, _) => None,
        });
        // No day sorts before every day.
        firsts.min().flatten().map_or(Limit::Open, Limit::Day)
    }

    fn latest(&self) -> Limit {
        let mut latest = Limit::Unknown;
        for member in &self.members {
            let last = match member {
                Member::One(date) | Member::Range(_, Some(date)) => date.latest(),
                Member::Range(_, None) => return Limit::Open,
            };
            if last.day() > latest.day() {
                latest = last;
            }
        }
        latest
    }

    fn readings(&self) -> Reach {
        let mut reach = Reach { first: AFTER_ALL, last: BEFORE_ALL };
        for member in &self.members {
            let (from, to) = match member {
                Member::One(date) => (Some(date), Some(date)),
                Member::Range(from, to) => (from.as_ref(), to.as_ref()),
            };
            reach.first = reach.first.min(from.map_or(BEFORE_ALL, |date| date.readings().first));
            reach.last = reach.last.max(to.map_or(AFTER_ALL, |date| date.readings().last));
        }
        reach
    }
}

impl Serialize for Edtf {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Edtf {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_dates_take_little_memory() {
        assert_eq!((size_of::<Edtf>(), size_of::<End>(), size_of::<crate::Period>()), (16, 16, 32));
    }

    #[test]
    fn a_qualifier_widens_the_readings_by_one_unit_of_what_it_qualifies() {
        let check = |text: &str, first: &str, last: &str| {
            let readings = text.parse::<Edtf>().unwrap().readings();
            assert_eq!(
                (readings.first.to_string(), readings.last.to_string()),
                (first.to_owned(), last.to_owned()),
                "{text}"
            );
        };
        check("1961", "1961-01-01", "1961-12-31");
        check("1961~", "1960-01-01", "1962-12-31");
        check("196X?", "1950-01-01", "1979-12-31");
        check("1961-11%", "1961-10-01", "1961-12-31");
        check("1960-02~", "1960-01-01", "1960-03-31");
        check("1961-11-10~", "1961-11-09", "1961-11-11");
        check("1961~-11", "1960-11-01", "1962-11-30");
        check("1961-~11-10", "1961-10-10", "1961-12-10");
        check("1961-11-XX~", "1961-10-01", "1961-12-31");
        check("1961-21~", "1960-12-01", "1961-08-31");
        check("1961-24", "1961-01-01", "1962-02-28");
        check("1961~/1962~", "1960-01-01", "1963-12-31");
        check("[1961~,1970]", "1960-01-01", "1970-12-31");
    }

    #[test]
    fn dates_are_compared_by_what_they_can_mean() {
        let check = |a: &str, b: &str, before: Answer, within: Answer| {
            let (a, b): (Edtf, Edtf) = (a.parse().unwrap(), b.parse().unwrap());
            assert_eq!((a.is_before(&b), a.is_within(&b)), (before, within), "{a} and {b}");
        };
        check("1961-11-09", "1961-11-10", Answer::Yes, Answer::No);
        check("1961-11-10", "1961-11-10", Answer::No, Answer::Yes);
        check("1961-11", "1961", Answer::Possibly, Answer::Yes);
        check("1961", "1961-11", Answer::Possibly, Answer::Possibly);
        check("1961", "1925/1970", Answer::Possibly, Answer::Yes);
        check("1961~", "1961", Answer::Possibly, Answer::Possibly);
        check("1961", "1961~", Answer::Possibly, Answer::Possibly);
        check("1961", "1956/..", Answer::Possibly, Answer::Yes);
        check("1961", "/1970", Answer::Possibly, Answer::Possibly);
        check("1961", "[1956,1970]", Answer::Possibly, Answer::Possibly);
    }
}
