//! Days, counted.

use std::fmt;

/// A day, counted from 1970-01-01 in the proleptic Gregorian calendar, as ISO 8601 counts.
///
/// # Examples
/// ```
/// use thaw_core::Day;
///
/// let renaming = Day::from_ymd(1961, 11, 10).unwrap();
/// assert_eq!(renaming, Day(-2974));
/// assert_eq!(renaming.to_string(), "1961-11-10");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i64);

/// The largest year, before or after Christ, whose days fit a [`Day`] with room to spare.
pub(super) const MAX_YEAR: i64 = 10_000_000_000_000_000;

const DAYS_OF_400_YEARS: i64 = 146_097;

impl Day {
    /// Returns the day of a year, a month (1 to 12) and a day of that month, or nothing when there is no such day.
    ///
    /// The year 0 is 1 BC, -1 is 2 BC. Years beyond 10,000,000,000,000,000 either way are out of reach.
    #[must_use]
    pub fn from_ymd(year: i64, month: u8, day: u8) -> Option<Self> {
        if !(1..=12).contains(&month) || day == 0 || day > days_in_month(year, month) || year.abs() > MAX_YEAR {
            return None;
        }
        // Years begin in March, so that the leap day is the last of its year (Hinnant, "chrono-compatible low-level date algorithms").
        let year = if month <= 2 { year - 1 } else { year };
        let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let month_from_march = (i64::from(month) + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(Self(era * DAYS_OF_400_YEARS + day_of_era - 719_468))
    }

    /// Returns the year, the month (1 to 12) and the day of the month.
    #[must_use]
    pub fn ymd(self) -> (i64, u8, u8) {
        // Saturating: a day beyond the reach of `from_ymd` is still some day.
        let days = self.0.saturating_add(719_468);
        let (era, day_of_era) = (days.div_euclid(DAYS_OF_400_YEARS), days.rem_euclid(DAYS_OF_400_YEARS));
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        (year, small(month), small(day))
    }

    /// Returns the year.
    #[must_use]
    pub fn year(self) -> i64 {
        self.ymd().0
    }

    /// Returns the day that many days later; earlier when negative.
    #[must_use]
    pub fn plus_days(self, n_days: i64) -> Self {
        Self(self.0.saturating_add(n_days))
    }

    /// Returns the same day of the month that many months later, or the last day of that month when it is shorter.
    #[must_use]
    pub fn plus_months(self, n_months: i64) -> Self {
        let (year, month, day) = self.ymd();
        let months = year.saturating_mul(12).saturating_add(i64::from(month) - 1).saturating_add(n_months);
        let year = months.div_euclid(12).clamp(-MAX_YEAR, MAX_YEAR);
        let month = small(months.rem_euclid(12) + 1);
        Self::from_ymd(year, month, day.min(days_in_month(year, month))).unwrap_or(self)
    }
}

impl fmt::Display for Day {
    /// Writes `1961-11-10`; years of more than four digits with their sign, as ISO 8601 expands them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        match year {
            0..=9999 => write!(f, "{year:04}-{month:02}-{day:02}"),
            -9999..=-1 => write!(f, "-{:04}-{month:02}-{day:02}", -year),
            _ => write!(f, "{year:+}-{month:02}-{day:02}"),
        }
    }
}

/// Returns the number of days of a month (1 to 12).
pub(super) fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

pub(super) fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn small(value: i64) -> u8 {
    u8::try_from(value).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_five_centuries_counts_up_by_one() {
        let mut expected = Day::from_ymd(-100, 1, 1).unwrap();
        for year in -100..400 {
            for month in 1..=12 {
                for day in 1..=days_in_month(year, month) {
                    assert_eq!(Day::from_ymd(year, month, day), Some(expected));
                    assert_eq!(expected.ymd(), (year, month, day));
                    expected = expected.plus_days(1);
                }
            }
        }
    }

    #[test]
    fn known_days() {
        assert_eq!(Day::from_ymd(1970, 1, 1), Some(Day(0)));
        assert_eq!(Day::from_ymd(2000, 2, 29), Some(Day(11_016)));
        assert_eq!(Day::from_ymd(1900, 2, 29), None);
        assert_eq!(Day::from_ymd(2000, 13, 1), None);
        assert_eq!(Day::from_ymd(MAX_YEAR + 1, 1, 1), None);
    }

    #[test]
    fn months_are_added_to_the_end_of_shorter_ones() {
        let day = Day::from_ymd(2000, 1, 31).unwrap();
        assert_eq!(day.plus_months(1).to_string(), "2000-02-29");
        assert_eq!(day.plus_months(-13).to_string(), "1998-12-31");
    }

    #[test]
    fn days_of_other_years_are_written_with_their_sign() {
        assert_eq!(Day::from_ymd(-44, 3, 15).unwrap().to_string(), "-0044-03-15");
        assert_eq!(Day::from_ymd(12_000, 3, 15).unwrap().to_string(), "+12000-03-15");
    }
}
