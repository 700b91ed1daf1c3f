//! The time for which a fact holds.

pub use crate::edtf::End;
use crate::{
    Answer, Day, Edtf,
    edtf::{AFTER_ALL, BEFORE_ALL, EdtfError, Reach},
};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, fmt, str::FromStr};

/// The time for which a fact holds, written as an EDTF interval: `1925-04-10/1961-11-10`, `1961-11-10/..`.
///
/// The start belongs to the period, the end does not: on the day of a renaming the new name is in force.
/// When only a month or year is known, the renaming may have been on any day of it.
///
/// # Examples
/// ```
/// use thaw_core::{Answer, Period};
///
/// let stalingrad: Period = "1925-04-10/1961-11-10".parse()?;
/// assert_eq!(stalingrad.holds(&"1961-11-09".parse()?), Answer::Yes);
/// assert_eq!(stalingrad.holds(&"1961-11-10".parse()?), Answer::No);
/// assert_eq!(stalingrad.holds(&"1961".parse()?), Answer::Possibly);
/// # Ok::<(), thaw_core::edtf::EdtfError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// When it began.
    pub from: End,
    /// When it ceased: the first day on which it no longer held.
    pub to: End,
}

/// The first day on which a fact held and the first day on which it no longer did, under every reading.
///
/// What an index stores: four days answer every dated question about the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    /// The days on which it may have begun.
    pub from: Reach,
    /// The days on which it may have ceased: the first day on which it no longer held.
    pub to: Reach,
}

impl Period {
    /// Returns the period that holds always.
    #[must_use]
    pub fn always() -> Self {
        Self { from: End::Open, to: End::Open }
    }

    /// Returns the period that holds from a date on.
    #[must_use]
    pub fn since(date: Edtf) -> Self {
        Self { from: End::At(date), to: End::Open }
    }

    /// Reads the two ends from two cells of a table: empty is unknown, `..` is open.
    ///
    /// # Errors
    /// When a cell is neither of these nor a date, or the second lies before the first.
    pub fn from_cells(from: &str, to: &str) -> Result<Self, EdtfError> {
        let (from, to) = (from.trim(), to.trim());
        format!("{from}/{to}").parse()
    }

    /// Tells whether the period holds throughout `date`.
    ///
    /// Yes when it holds on every day that the date can mean, however the ends of the period are read; no when on none; else possibly.
    /// Qualified dates (`~`, `?`, `%`) are read one unit of their precision either way.
    #[must_use]
    pub fn holds(&self, date: &Edtf) -> Answer {
        self.ends().hold_throughout(date.readings())
    }

    /// Tells whether the period holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Day) -> Answer {
        self.ends().hold_throughout(Reach { first: day, last: day })
    }

    /// Tells whether the period began within a date or interval, whose first and last day are included.
    ///
    /// An open start is within no window, an unknown one possibly within every window that does not lie behind the end.
    #[must_use]
    pub fn starts_within(&self, window: &Edtf) -> Answer {
        if self.from == End::Open {
            return Answer::No;
        }
        window.takes(self.ends().from)
    }

    /// Tells whether there is a day on which both periods hold.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> Answer {
        let (this, that) = (self.ends(), other.ends());
        let possibly = this.from.first < that.to.last && that.from.first < this.to.last;
        let surely = this.from.last < that.to.first && that.from.last < this.to.first;
        match (surely && this.holds_for_days() && that.holds_for_days(), possibly) {
            (true, _) => Answer::Yes,
            (false, true) => Answer::Possibly,
            (false, false) => Answer::No,
        }
    }

    /// Returns the days on which the period may have begun and ceased.
    #[must_use]
    pub fn ends(&self) -> Ends {
        let mut from = match &self.from {
            End::Open => Reach { first: BEFORE_ALL, last: BEFORE_ALL },
            End::Unknown => Reach { first: BEFORE_ALL, last: AFTER_ALL },
            End::At(date) => date.readings(),
        };
        let mut to = match &self.to {
            End::Open => Reach { first: AFTER_ALL, last: AFTER_ALL },
            End::Unknown => Reach { first: BEFORE_ALL, last: AFTER_ALL },
            End::At(date) => date.readings(),
        };
        // What held at all held for a day: it began before it ceased.
        if from.first < to.last {
            from.last = from.last.min(to.last.plus_days(-1)).max(from.first);
            to.first = to.first.max(from.first.plus_days(1)).min(to.last);
        } else {
            // It began and ceased on one day: it held possibly on that day, surely on none.
            from.last = from.first;
            to = Reach { first: from.first, last: from.first.plus_days(1) };
        }
        Ends { from, to }
    }
}

impl Ends {
    /// Tells whether the period holds throughout some days, as [`Period::holds`] does.
    #[must_use]
    pub fn hold_throughout(self, days: Reach) -> Answer {
        if self.from.last <= days.first && days.last < self.to.first {
            Answer::Yes
        } else if days.last < self.from.first || days.first >= self.to.last {
            Answer::No
        } else {
            Answer::Possibly
        }
    }

    /// Tells whether the period held for longer than the day on which it began and ceased.
    fn holds_for_days(self) -> bool {
        self.from.first < self.to.first
    }
}

impl From<Edtf> for Period {
    /// Takes the ends of an interval; any other date is both start and end.
    fn from(date: Edtf) -> Self {
        match date.as_interval() {
            Some((from, to)) => Self { from: from.clone(), to: to.clone() },
            None => Self { from: End::At(date.clone()), to: End::At(date) },
        }
    }
}

impl FromStr for Period {
    type Err = EdtfError;

    /// Reads an EDTF interval; a single date is both start and end (`1953`: it began and ceased in 1953).
    fn from_str(text: &str) -> Result<Self, EdtfError> {
        text.parse::<Edtf>().map(Self::from)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.from, self.to)
    }
}

impl Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(period: &str, date: &str, expected: Answer) {
        let period: Period = period.parse().unwrap();
        assert_eq!(period.holds(&date.parse().unwrap()), expected, "{period} on {date}");
    }

    #[test]
    fn the_start_belongs_to_the_period_and_the_end_does_not() {
        check("1925-04-10/1961-11-10", "1925-04-09", Answer::No);
        check("1925-04-10/1961-11-10", "1925-04-10", Answer::Yes);
        check("1925-04-10/1961-11-10", "1961-11-09", Answer::Yes);
        check("1925-04-10/1961-11-10", "1961-11-10", Answer::No);
        check("1961-11-10/..", "1961-11-10", Answer::Yes);
        check("1961-11-10/..", "1961-11-09", Answer::No);
    }

    #[test]
    fn an_end_known_to_the_year_may_be_any_day_of_it() {
        check("1925/1961", "1924", Answer::No);
        check("1925/1961", "1925", Answer::Possibly);
        check("1925/1961", "1925-06", Answer::Possibly);
        check("1925/1961", "1926-01-01", Answer::Yes);
        check("1925/1961", "1960-12-31", Answer::Yes);
        check("1925/1961", "1961-01-01", Answer::Possibly);
        check("1925/1961", "1961-12-30", Answer::Possibly);
        // The end lies in 1961, so on its last day the next name is in force.
        check("1925/1961", "1961-12-31", Answer::No);
        check("1925/1961", "1962", Answer::No);
        check("1925/1961", "1930/1950", Answer::Yes);
        check("1925/1961", "1920/1950", Answer::Possibly);
    }

    #[test]
    fn a_qualified_end_may_be_a_unit_off() {
        check("1925~/1961?", "1923-12-31", Answer::No);
        check("1925~/1961?", "1924-01-01", Answer::Possibly);
        check("1925~/1961?", "1926-12-30", Answer::Possibly);
        check("1925~/1961?", "1927-01-01", Answer::Yes);
        check("1925~/1961?", "1960-01-01", Answer::Possibly);
        check("1925~/1961?", "1963-01-01", Answer::No);
        check("1925-04-10~/..", "1925-04-10", Answer::Possibly);
        check("1925-04-10~/..", "1925-04-11", Answer::Yes);
    }

    #[test]
    fn open_and_unknown_ends() {
        check("../1961-11-10", "-0500", Answer::Yes);
        check("/1961-11-10", "1900", Answer::Possibly);
        // It held at all, so it held on the day before it ceased.
        check("/1961-11-10", "1961-11-09", Answer::Yes);
        check("1925-04-10/", "1925-04-10", Answer::Yes);
        check("1925-04-10/", "1961", Answer::Possibly);
        check("1925-04-10/", "1925-04-09", Answer::No);
        check("../..", "1961", Answer::Yes);
        check("/", "1961", Answer::Possibly);
    }

    #[test]
    fn what_began_and_ceased_on_one_day_held_possibly_on_it() {
        check("1953-03-05/1953-03-05", "1953-03-05", Answer::Possibly);
        check("1953-03-05/1953-03-05", "1953-03-04", Answer::No);
        check("1953", "1953", Answer::Possibly);
        check("1953", "1952", Answer::No);
    }

    #[test]
    fn starts_and_overlaps() {
        let parse = |text: &str| text.parse::<Period>().unwrap();
        let window: Edtf = "1929/1953".parse().unwrap();
        assert_eq!(parse("1929/..").starts_within(&window), Answer::Yes);
        assert_eq!(parse("1953-03-05/..").starts_within(&window), Answer::Yes);
        assert_eq!(parse("1928~/..").starts_within(&window), Answer::Possibly);
        assert_eq!(parse("1925/..").starts_within(&window), Answer::No);
        assert_eq!(parse("/..").starts_within(&window), Answer::Possibly);
        assert_eq!(parse("/1920").starts_within(&window), Answer::No);
        assert_eq!(parse("../1961").starts_within(&window), Answer::No);
        assert_eq!(parse("1925/1961").overlaps(&parse("1961/..")), Answer::Possibly);
        assert_eq!(parse("1925/1961-11-10").overlaps(&parse("1961-11-10/..")), Answer::No);
        assert_eq!(parse("1925/1961").overlaps(&parse("1950/..")), Answer::Yes);
    }
}
