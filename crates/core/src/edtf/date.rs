//! The parsed forms of a date, and the days that each can mean.

use super::{
    Day,
    day::{days_in_month, is_leap},
};

/// A component of a date may be uncertain (`?`, bit 0), approximate (`~`, bit 1) or both (`%`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Qualifier(pub(super) u8);

impl Qualifier {
    pub(super) const NONE: Self = Self(0);

    pub(super) fn of(byte: u8) -> Option<Self> {
        match byte {
            b'?' => Some(Self(1)),
            b'~' => Some(Self(2)),
            b'%' => Some(Self(3)),
            _ => None,
        }
    }

    pub(super) fn sign(self) -> &'static str {
        ["", "?", "~", "%"].get(usize::from(self.0)).copied().unwrap_or_default()
    }
}

/// A year, month, season or day, any digit of which may be unspecified: eight bytes, since a million of them are held at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Date {
    /// The year without its sign; unspecified digits are 0.
    pub(super) year: u32,
    /// The month (1 to 12) or season (21 to 41), 0 when absent; unspecified digits are 0.
    pub(super) month: u8,
    /// The day, 0 when absent; unspecified digits are 0.
    pub(super) day: u8,
    /// The unspecified digits, one bit each: four of the year, two of the month, two of the day.
    pub(super) mask: u8,
    /// Two bits each for the qualifiers of day, month and year, and [`NEGATIVE`].
    pub(super) flags: u8,
}

const NEGATIVE: u8 = 0b0100_0000;

/// Which component of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Year,
    Month,
    Day,
}

impl Part {
    pub(super) const ALL: [Self; 3] = [Self::Year, Self::Month, Self::Day];

    fn shift(self) -> u8 {
        match self {
            Self::Year => 4,
            Self::Month => 2,
            Self::Day => 0,
        }
    }
}

impl Date {
    pub(super) fn is_negative(self) -> bool {
        self.flags & NEGATIVE != 0
    }

    pub(super) fn set_negative(&mut self) {
        self.flags |= NEGATIVE;
    }

    pub(super) fn qualifier(self, part: Part) -> Qualifier {
        Qualifier((self.flags >> part.shift()) & 0b11)
    }

    /// Adds a qualifier to those that the component has.
    pub(super) fn qualify(&mut self, part: Part, qualifier: Qualifier) {
        self.flags |= qualifier.0 << part.shift();
    }

    /// Returns the bits of the unspecified digits of a component, the last digit lowest.
    pub(super) fn unspecified(self, part: Part) -> u8 {
        match part {
            Part::Year => self.mask >> 4,
            Part::Month => (self.mask >> 2) & 0b11,
            Part::Day => self.mask & 0b11,
        }
    }

    pub(super) fn has_month(self) -> bool {
        self.month != 0 || self.unspecified(Part::Month) != 0
    }

    pub(super) fn has_day(self) -> bool {
        self.day != 0 || self.unspecified(Part::Day) != 0
    }

    /// Returns the last component that is written.
    pub(super) fn last_part(self) -> Part {
        match (self.has_month(), self.has_day()) {
            (_, true) => Part::Day,
            (true, false) => Part::Month,
            (false, false) => Part::Year,
        }
    }

    /// Tells whether the month is one, or has digits that one can have.
    pub(super) fn months_fit(self) -> bool {
        self.has_month() && self.months().next().is_some()
    }

    fn is_season(self) -> bool {
        self.month > 20
    }

    /// Returns the first and the last day that the digits allow, or nothing when no day fits (`1961-02-3X`).
    ///
    /// One step unless only a 29th of February fits; then the years that the digits allow, at most 10,000, are searched for a leap year.
    pub(super) fn bounds(self) -> Option<(Day, Day)> {
        if self.mask == 0 {
            let year = if self.is_negative() { -i64::from(self.year) } else { i64::from(self.year) };
            return match (self.month, self.day) {
                (0, _) => Some((Day::from_ymd(year, 1, 1)?, Day::from_ymd(year, 12, 31)?)),
                (season @ 21.., _) => season_bounds(year, season),
                (month, 0) => {
                    Some((Day::from_ymd(year, month, 1)?, Day::from_ymd(year, month, days_in_month(year, month))?))
                }
                (month, day) => Day::from_ymd(year, month, day).map(|day| (day, day)),
            };
        }
        if self.is_season() {
            let (first, last) = (self.years().next()?, self.years().next_back()?);
            return Some((season_bounds(first, self.month)?.0, season_bounds(last, self.month)?.1));
        }
        // All common years have the same days, and all leap years.
        let (common, leap) = (self.days_of_year(2001), self.days_of_year(2000));
        if common.is_none() && leap.is_none() {
            return None;
        }
        let days = |year| if is_leap(year) { leap } else { common };
        let first =
            self.years().find_map(|year| days(year).map(|((month, day), _)| Day::from_ymd(year, month, day)))?;
        let last =
            self.years().rev().find_map(|year| days(year).map(|(_, (month, day))| Day::from_ymd(year, month, day)))?;
        first.zip(last)
    }

    /// Tells whether any day fits the digits; cheaper than asking for its bounds.
    pub(super) fn is_possible(self) -> bool {
        if self.mask == 0 {
            let year = if self.is_negative() { -i64::from(self.year) } else { i64::from(self.year) };
            return self.day <= 28 || self.day <= days_in_month(year, self.month);
        }
        !self.has_day() || self.bounds().is_some()
    }

    /// Returns the first and the last month and day of a year that the digits allow.
    fn days_of_year(self, year: i64) -> Option<((u8, u8), (u8, u8))> {
        let first = self.months().find_map(|month| Some((month, self.days(year, month).next()?)))?;
        let last = self.months().rev().find_map(|month| Some((month, self.days(year, month).next_back()?)))?;
        Some((first, last))
    }

    /// Returns the years that the digits allow, in the order of time.
    fn years(self) -> impl DoubleEndedIterator<Item = i64> {
        let unspecified = self.unspecified(Part::Year);
        let n_years = 10_u32.pow(unspecified.count_ones());
        let (negative, base) = (self.is_negative(), self.year);
        (0..n_years)
            .map(move |n| {
                let n = if negative { n_years - 1 - n } else { n };
                let year = i64::from(base + spread(n, unspecified));
                if negative { -year } else { year }
            })
            // There is no year -0000.
            .filter(move |year| !negative || *year != 0)
    }

    fn months(self) -> impl DoubleEndedIterator<Item = u8> {
        (1..=12).filter(move |month| !self.has_month() || fits(*month, self.month, self.unspecified(Part::Month)))
    }

    fn days(self, year: i64, month: u8) -> impl DoubleEndedIterator<Item = u8> {
        (1..=days_in_month(year, month))
            .filter(move |day| !self.has_day() || fits(*day, self.day, self.unspecified(Part::Day)))
    }

    /// Returns by how much a qualifier lets the date be off: one unit of the finest component of the first qualified group.
    ///
    /// `1961~` a year, `196X~` ten years, `1961-11~` a month, `1961~-11` a year, `1961-11-~10` a day.
    pub(super) fn slack(self) -> Slack {
        let last = self.last_part();
        let Some(first) = Part::ALL.into_iter().find(|part| self.qualifier(*part) != Qualifier::NONE) else {
            return Slack::NONE;
        };
        let finest = Part::ALL
            .into_iter()
            .filter(|part| *part >= first && *part <= last)
            .take_while(|part| self.qualifier(*part) == self.qualifier(first))
            .last()
            .unwrap_or(first);
        match finest {
            Part::Year => Slack { months: 12 * 10_i64.pow(self.unspecified(Part::Year).trailing_ones()), days: 0 },
            // An unspecified month or day is known no better than the component before it.
            Part::Month if self.unspecified(Part::Month) == 0b11 => Slack { months: 12, days: 0 },
            Part::Month => Slack { months: season_months(self.month), days: 0 },
            Part::Day if self.unspecified(Part::Day) == 0b11 => Slack { months: 1, days: 0 },
            Part::Day => Slack { months: 0, days: if self.unspecified(Part::Day) == 0 { 1 } else { 10 } },
        }
    }
}

/// How far a qualified date may be off, either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slack {
    pub(super) months: i64,
    pub(super) days: i64,
}

impl Slack {
    pub(super) const NONE: Self = Self { months: 0, days: 0 };

    pub(super) fn earlier(self, first: Day) -> Day {
        first.plus_months(-self.months).plus_days(-self.days)
    }

    /// Moves a last day: through the day after it, so that the end of a month stays one.
    pub(super) fn later(self, last: Day) -> Day {
        last.plus_days(1).plus_months(self.months).plus_days(self.days - 1)
    }
}

/// Puts the digits of `n` where the bits of `unspecified` are set, in a number of up to four digits.
fn spread(mut n: u32, unspecified: u8) -> u32 {
    let mut value = 0;
    for (bit, power) in [1, 10, 100, 1000].into_iter().enumerate() {
        if unspecified & (1 << bit) != 0 {
            value += n % 10 * power;
            n /= 10;
        }
    }
    value
}

/// Tells whether a two-digit value agrees with digits of which some are unspecified.
fn fits(value: u8, digits: u8, unspecified: u8) -> bool {
    (unspecified & 0b10 != 0 || value / 10 == digits / 10) && (unspecified & 0b01 != 0 || value % 10 == digits % 10)
}

/// Returns how many months a month, season, quarter, quadrimester or semester lasts.
fn season_months(code: u8) -> i64 {
    match code {
        21..=36 => 3,
        37..=39 => 4,
        40..=41 => 6,
        _ => 1,
    }
}

/// Returns the days of a season (ISO 8601-2, 4.8: 21 to 24 of any place, 25 to 28 north, 29 to 32 south) or of a part of the year (33 to 41).
///
/// The seasons are the meteorological ones; those of any place are taken as northern. Winter is named after the year in which it begins, north and south.
fn season_bounds(year: i64, code: u8) -> Option<(Day, Day)> {
    let first_month: i64 = match code {
        21..=28 => 3 + 3 * i64::from((code - 21) % 4),
        29..=32 => 9 + 3 * i64::from(code - 29),
        33..=36 => 1 + 3 * i64::from(code - 33),
        37..=39 => 1 + 4 * i64::from(code - 37),
        40..=41 => 1 + 6 * i64::from(code - 40),
        _ => return None,
    };
    // The southern autumn and winter fall into the year that they are named after.
    let first_month = if code == 31 || code == 32 { first_month - 12 } else { first_month };
    let first = Day::from_ymd(year, 1, 1)?.plus_months(first_month - 1);
    Some((first, first.plus_months(season_months(code)).plus_days(-1)))
}

/// A year of more than ten digits, with an exponent, or with a number of significant digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct LongYear {
    pub(super) negative: bool,
    pub(super) digits: u64,
    /// The power of ten (`E`), if written.
    pub(super) exponent: Option<u8>,
    /// The number of significant digits (`S`), if written.
    pub(super) significant: Option<u8>,
    pub(super) qualifier: Qualifier,
}

impl LongYear {
    /// Returns the years that are meant, or nothing when they are out of reach.
    pub(super) fn years(self) -> Option<(i64, i64)> {
        let power = 10_i64.checked_pow(u32::from(self.exponent.unwrap_or(0)))?;
        let year = i64::try_from(self.digits).ok()?.checked_mul(power).filter(|year| *year <= super::day::MAX_YEAR)?;
        let n_digits = year.checked_ilog10().map_or(1, |log| log + 1);
        let unit = match self.significant {
            Some(significant) => 10_i64.checked_pow(n_digits.saturating_sub(u32::from(significant)))?,
            None => 1,
        };
        let (low, high) = (year / unit * unit, year / unit * unit + (unit - 1));
        let (first, last) = if self.negative { (-high, -low) } else { (low, high) };
        (last <= super::day::MAX_YEAR && first >= -super::day::MAX_YEAR).then_some((first, last))
    }

    pub(super) fn bounds(self) -> Option<(Day, Day)> {
        let (first, last) = self.years()?;
        Some((Day::from_ymd(first, 1, 1)?, Day::from_ymd(last, 12, 31)?))
    }

    pub(super) fn slack(self) -> Slack {
        if self.qualifier == Qualifier::NONE { Slack::NONE } else { Slack { months: 12, days: 0 } }
    }
}

/// A time of day, to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Time {
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
    pub(super) zone: Zone,
}

/// The difference of a time of day from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Zone {
    /// Local time.
    Local,
    /// `Z`
    Utc,
    /// `-04` or `+04:30`: east of UTC or west, hours, minutes if written.
    Offset { west: bool, hours: u8, minutes: Option<u8> },
}
