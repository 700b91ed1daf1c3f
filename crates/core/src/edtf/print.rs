//! Dates as canonical text.

use super::{
    Edtf, End, Form, Member, Set,
    date::{Date, LongYear, Part, Qualifier, Time, Zone},
};
use std::fmt::{self, Display, Formatter, Write};

impl Display for Edtf {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Date(date) => date.fmt(f),
            Form::Year(year) => year.fmt(f),
            Form::Moment(moment) => write!(f, "{}T{}", moment.0, moment.1),
            Form::Interval(ends) => write!(f, "{}/{}", ends.0, ends.1),
            Form::Set(set) => set.fmt(f),
        }
    }
}

impl Display for Date {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let last = self.last_part();
        let parts = || Part::ALL.into_iter().filter(|part| *part <= last);
        // A qualifier that the year shares with the components after it is written once, behind the last of them.
        let shared = self.qualifier(Part::Year);
        let n_shared = parts().take_while(|part| shared != Qualifier::NONE && self.qualifier(*part) == shared).count();
        for (idx, part) in parts().enumerate() {
            if idx > 0 {
                f.write_char('-')?;
            }
            if idx >= n_shared {
                f.write_str(self.qualifier(part).sign())?;
            }
            let unspecified = self.unspecified(part);
            match part {
                Part::Year if self.year > 9999 => {
                    f.write_str(if self.is_negative() { "Y-" } else { "Y" })?;
                    write!(f, "{}", self.year)?;
                }
                Part::Year => {
                    if self.is_negative() {
                        f.write_char('-')?;
                    }
                    digits(f, self.year, unspecified, 4)?;
                }
                Part::Month => digits(f, self.month.into(), unspecified, 2)?,
                Part::Day => digits(f, self.day.into(), unspecified, 2)?,
            }
            if idx + 1 == n_shared {
                f.write_str(shared.sign())?;
            }
        }
        Ok(())
    }
}

/// Writes a number of a fixed width, with `X` where a digit is unspecified.
fn digits(f: &mut Formatter<'_>, value: u32, unspecified: u8, width: u32) -> fmt::Result {
    for place in (0..width).rev() {
        let digit = value / 10_u32.pow(place) % 10;
        let is_unspecified = unspecified & (1 << place) != 0;
        f.write_char(if is_unspecified { 'X' } else { char::from_digit(digit, 10).unwrap_or('0') })?;
    }
    Ok(())
}

impl Display for LongYear {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        if self.exponent.is_none() && self.digits <= 9999 {
            write!(f, "{sign}{:04}", self.digits)?;
        } else {
            write!(f, "Y{sign}{}", self.digits)?;
        }
        if let Some(exponent) = self.exponent {
            write!(f, "E{exponent}")?;
        }
        if let Some(significant) = self.significant {
            write!(f, "S{significant}")?;
        }
        f.write_str(self.qualifier.sign())
    }
}

impl Display for Time {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}:{:02}", self.hour, self.minute, self.second)?;
        match self.zone {
            Zone::Local => Ok(()),
            Zone::Utc => f.write_char('Z'),
            Zone::Offset { west, hours, minutes } => {
                write!(f, "{}{hours:02}", if west { '-' } else { '+' })?;
                minutes.map_or(Ok(()), |minutes| write!(f, ":{minutes:02}"))
            }
        }
    }
}

impl Display for End {
    /// Writes the date, `..` when open, and nothing when unknown.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => Ok(()),
            Self::Open => f.write_str(".."),
            Self::At(date) => date.fmt(f),
        }
    }
}

impl Display for Set {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_char(if self.is_all { '{' } else { '[' })?;
        for (idx, member) in self.members.iter().enumerate() {
            if idx > 0 {
                f.write_char(',')?;
            }
            match member {
                Member::One(date) => date.fmt(f)?,
                Member::Range(from, to) => {
                    from.iter().try_for_each(|from| from.fmt(f))?;
                    f.write_str("..")?;
                    to.iter().try_for_each(|to| to.fmt(f))?;
                }
            }
        }
        f.write_char(if self.is_all { '}' } else { ']' })
    }
}
