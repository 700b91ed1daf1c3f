//! Text as dates.

use super::{
    Edtf, EdtfError, End, Form, Member, Set,
    date::{Date, LongYear, Part, Qualifier, Time, Zone},
};
use std::str::FromStr;

impl FromStr for Edtf {
    type Err = EdtfError;

    /// Reads a date in linear time.
    fn from_str(text: &str) -> Result<Self, EdtfError> {
        let mut cursor = Cursor { text, at: 0 };
        let date = cursor.whole()?;
        if cursor.at < text.len() {
            return Err(cursor.unexpected("the end of the date"));
        }
        Ok(date)
    }
}

/// A place in the text.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn take_dots(&mut self) -> bool {
        let found = self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(b".."));
        self.at += 2 * usize::from(found);
        found
    }

    fn take_qualifier(&mut self) -> Qualifier {
        let qualifier = self.peek().and_then(Qualifier::of).unwrap_or(Qualifier::NONE);
        self.at += usize::from(qualifier != Qualifier::NONE);
        qualifier
    }

    fn unexpected(&self, expected: &'static str) -> EdtfError {
        EdtfError::unexpected(self.text, self.at, expected)
    }

    /// Reads a set, an interval or one date.
    fn whole(&mut self) -> Result<Edtf, EdtfError> {
        match self.peek() {
            None => Err(EdtfError::Empty),
            Some(b'[') => self.set(b']'),
            Some(b'{') => self.set(b'}'),
            _ => {
                let from = self.end()?;
                let slash = self.at;
                if !self.take(b'/') {
                    return match from {
                        End::At(date) => Ok(date),
                        End::Open | End::Unknown => Err(self.unexpected("`/` and the end of the interval")),
                    };
                }
                let to = self.end()?;
                if let (End::At(from), End::At(to)) = (&from, &to) {
                    if [from, to].into_iter().any(|date| matches!(date.0, Form::Moment(_))) {
                        return Err(EdtfError::unexpected(
                            self.text,
                            slash,
                            "an interval of dates without times of day",
                        ));
                    }
                    if to.latest().day() < from.earliest().day() {
                        return Err(EdtfError::backwards(self.text, slash + 1));
                    }
                }
                Ok(Edtf(Form::Interval(Box::new((from, to)))))
            }
        }
    }

    /// Reads an end of an interval, which may be empty or `..`.
    fn end(&mut self) -> Result<End, EdtfError> {
        if self.take_dots() {
            return Ok(End::Open);
        }
        match self.peek() {
            None | Some(b'/') => Ok(End::Unknown),
            _ => self.date().map(End::At),
        }
    }

    fn set(&mut self, closing: u8) -> Result<Edtf, EdtfError> {
        self.at += 1;
        let mut members = Vec::new();
        loop {
            let is_open = self.take_dots();
            if is_open && !members.is_empty() {
                self.at -= 2;
                return Err(self.unexpected("a date (`..` stands only before the first or behind the last)"));
            }
            let start = self.at;
            let date = self.date()?;
            if is_open {
                members.push(Member::Range(None, Some(date)));
            } else if self.take_dots() {
                if self.peek() == Some(closing) {
                    members.push(Member::Range(Some(date), None));
                } else {
                    let to = self.date()?;
                    if to.latest().day() < date.earliest().day() {
                        return Err(EdtfError::backwards(self.text, start));
                    }
                    members.push(Member::Range(Some(date), Some(to)));
                }
            } else {
                members.push(Member::One(date));
            }
            if self.take(closing) {
                return Ok(Edtf(Form::Set(Box::new(Set { is_all: closing == b'}', members: members.into() }))));
            }
            if !self.take(b',') {
                return Err(self.unexpected(if closing == b'}' {
                    "`,`, `..` or `}` in the set"
                } else {
                    "`,`, `..` or `]` in the set"
                }));
            }
            // Earlier drafts of the standard put a space here.
            self.take(b' ');
        }
    }

    /// Reads one date: a year, month, season or day with its qualifiers, or a day with a time.
    fn date(&mut self) -> Result<Edtf, EdtfError> {
        let start = self.at;
        let before = self.take_qualifier();
        if self.take(b'Y') {
            return self.long_year(start, before);
        }
        let mut date = Date::default();
        date.qualify(Part::Year, before);
        if self.take(b'-') {
            date.set_negative();
        }
        (date.year, date.mask) = self.digits(4, "a year of four digits")?;
        date.mask <<= 4;
        if date.is_negative() && date.year == 0 && date.mask == 0 {
            return Err(EdtfError::unexpected(self.text, start, "a year other than -0000, which is 0000"));
        }
        if date.mask == 0 && self.peek() == Some(b'S') {
            return self.significant(start, &date, before);
        }
        date.qualify(Part::Year, self.take_qualifier());
        if self.take(b'-') {
            self.month(&mut date)?;
        }
        if date.has_month() && self.peek() == Some(b'-') && date.month <= 12 {
            self.at += 1;
            self.day(&mut date)?;
        }
        if !date.is_possible() {
            return Err(EdtfError::no_such_day(self.text, start, self.at));
        }
        if self.peek() == Some(b'T') && date.has_day() && date.mask == 0 && date.flags & 0b11_1111 == 0 {
            self.at += 1;
            let time = self.time()?;
            return Ok(Edtf(Form::Moment(Box::new((date, time)))));
        }
        Ok(Edtf(Form::Date(date)))
    }

    fn month(&mut self, date: &mut Date) -> Result<(), EdtfError> {
        const EXPECTED: &str = "a month from 01 to 12 or a season from 21 to 41";
        date.qualify(Part::Month, self.take_qualifier());
        let start = self.at;
        let (month, mask) = self.digits(2, EXPECTED)?;
        date.month = u8::try_from(month).unwrap_or_default();
        date.mask |= mask << 2;
        let is_month = date.months_fit();
        let is_season = mask == 0 && (21..=41).contains(&date.month);
        if !is_month && !is_season {
            return Err(EdtfError::unexpected(self.text, start, EXPECTED));
        }
        let behind = self.take_qualifier();
        date.qualify(Part::Year, behind);
        date.qualify(Part::Month, behind);
        Ok(())
    }

    fn day(&mut self, date: &mut Date) -> Result<(), EdtfError> {
        const EXPECTED: &str = "a day from 01 to 31";
        date.qualify(Part::Day, self.take_qualifier());
        let start = self.at;
        let (day, mask) = self.digits(2, EXPECTED)?;
        date.day = u8::try_from(day).unwrap_or_default();
        date.mask |= mask;
        if !date.has_day() || (mask & 0b10 == 0 && date.day > 31) || date.day > 39 {
            return Err(EdtfError::unexpected(self.text, start, EXPECTED));
        }
        let behind = self.take_qualifier();
        Part::ALL.into_iter().for_each(|part| date.qualify(part, behind));
        Ok(())
    }

    /// Reads digits or `X`: the number with 0 for each `X`, and a bit for each `X`.
    fn digits(&mut self, width: usize, expected: &'static str) -> Result<(u32, u8), EdtfError> {
        let (mut value, mut mask) = (0, 0);
        for _ in 0..width {
            let (digit, unspecified) = match self.peek() {
                Some(digit @ b'0'..=b'9') => (u32::from(digit - b'0'), 0),
                Some(b'X') => (0, 1),
                _ => return Err(self.unexpected(expected)),
            };
            value = value * 10 + digit;
            mask = mask << 1 | unspecified;
            self.at += 1;
        }
        Ok((value, mask))
    }

    fn two_digits(&mut self, max: u32, expected: &'static str) -> Result<u8, EdtfError> {
        let start = self.at;
        let (value, mask) = self.digits(2, expected)?;
        if mask != 0 || value > max {
            return Err(EdtfError::unexpected(self.text, start, expected));
        }
        Ok(u8::try_from(value).unwrap_or_default())
    }

    fn time(&mut self) -> Result<Time, EdtfError> {
        let start = self.at;
        let hour = self.two_digits(24, "an hour from 00 to 23")?;
        if !self.take(b':') {
            return Err(self.unexpected("`:` and the minute"));
        }
        let minute = self.two_digits(59, "a minute from 00 to 59")?;
        if !self.take(b':') {
            return Err(self.unexpected("`:` and the second"));
        }
        let second = self.two_digits(59, "a second from 00 to 59")?;
        // 24:00:00 is the end of the day (ISO 8601-1:2019/Amd 1:2022).
        if hour == 24 && (minute, second) != (0, 0) {
            return Err(EdtfError::unexpected(self.text, start, "an hour from 00 to 23"));
        }
        let zone = match self.peek() {
            Some(b'Z') => {
                self.at += 1;
                Zone::Utc
            }
            Some(sign @ (b'+' | b'-')) => {
                let start = self.at;
                self.at += 1;
                let hours = self.two_digits(14, "the hours from UTC, 00 to 14")?;
                let minutes =
                    if self.take(b':') { Some(self.two_digits(59, "the minutes from UTC, 00 to 59")?) } else { None };
                let (west, total) = (sign == b'-', i16::from(hours) * 60 + i16::from(minutes.unwrap_or(0)));
                if (west && total == 0) || total > 14 * 60 {
                    return Err(EdtfError::unexpected(
                        self.text,
                        start,
                        "a difference from UTC up to 14:00, `Z` or `+00` for none",
                    ));
                }
                Zone::Offset { west, hours, minutes }
            }
            _ => Zone::Local,
        };
        Ok(Time { hour, minute, second, zone })
    }

    /// Reads what follows the `Y` of a year of more than four digits.
    fn long_year(&mut self, start: usize, before: Qualifier) -> Result<Edtf, EdtfError> {
        let negative = self.take(b'-');
        let first = self.at;
        let digits = self.number()?;
        let n_digits = self.at - first;
        if self.text.as_bytes().get(first) == Some(&b'0') {
            return Err(EdtfError::unexpected(self.text, first, "a year that does not begin with 0"));
        }
        let exponent = if self.take(b'E') { Some(self.small_number()?) } else { None };
        if exponent.is_none() && n_digits <= 4 {
            return Err(EdtfError::unexpected(self.text, start, "a year of more than four digits after `Y`"));
        }
        let year = LongYear { negative, digits, exponent, significant: None, qualifier: before };
        self.long_year_end(start, year)
    }

    /// Reads what follows a year of four digits with a number of significant digits.
    fn significant(&mut self, start: usize, date: &Date, before: Qualifier) -> Result<Edtf, EdtfError> {
        let (negative, digits) = (date.is_negative(), u64::from(date.year));
        self.long_year_end(start, LongYear { negative, digits, exponent: None, significant: None, qualifier: before })
    }

    fn long_year_end(&mut self, start: usize, mut year: LongYear) -> Result<Edtf, EdtfError> {
        if self.take(b'S') {
            let at = self.at;
            year.significant = Some(self.small_number()?);
            if year.significant == Some(0) {
                return Err(EdtfError::unexpected(self.text, at, "a number of significant digits from 1"));
            }
        }
        year.qualifier = Qualifier(year.qualifier.0 | self.take_qualifier().0);
        if year.bounds().is_none() {
            return Err(EdtfError::far_year(self.text, start));
        }
        Ok(Edtf(match u32::try_from(year.digits) {
            Ok(digits) if year.exponent.is_none() && year.significant.is_none() => {
                let mut date = Date { year: digits, ..Date::default() };
                date.qualify(Part::Year, year.qualifier);
                if year.negative {
                    date.set_negative();
                }
                Form::Date(date)
            }
            _ => Form::Year(Box::new(year)),
        }))
    }

    fn number(&mut self) -> Result<u64, EdtfError> {
        let start = self.at;
        let mut value = 0_u64;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            value = value
                .checked_mul(10)
                .and_then(|value| value.checked_add(u64::from(digit - b'0')))
                .ok_or_else(|| EdtfError::far_year(self.text, start))?;
            self.at += 1;
        }
        if self.at == start { Err(self.unexpected("a digit")) } else { Ok(value) }
    }

    fn small_number(&mut self) -> Result<u8, EdtfError> {
        let start = self.at;
        let value = self.number()?;
        u8::try_from(value).map_err(|_| EdtfError::unexpected(self.text, start, "a number up to 255"))
    }
}
