//! The query of an address: percent-encoded pairs, each read with a say in what it should have been.

use crate::problem::Problem;
use std::collections::BTreeMap;
use thaw_core::{Edtf, LonLat};

/// A query longer than this is refused.
const MAX_QUERY: usize = 8 * 1024;

/// The pairs of a query or of a form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Params(BTreeMap<String, String>);

/// A box of coordinates; it crosses the 180th meridian when its west lies east of its east.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

impl Area {
    pub(crate) fn holds(self, at: LonLat) -> bool {
        let lon = if self.west <= self.east {
            (self.west..=self.east).contains(&at.lon)
        } else {
            at.lon >= self.west || at.lon <= self.east
        };
        lon && (self.south..=self.north).contains(&at.lat)
    }
}

impl Params {
    /// Reads the query of an address.
    pub(crate) fn of_query(query: &str) -> Result<Self, Problem> {
        if query.len() > MAX_QUERY {
            return Err(Problem::too_long(MAX_QUERY));
        }
        Self::read(query)
    }

    /// Reads `a=b&c=d`; the last of two values with one name counts.
    pub(crate) fn read(text: &str) -> Result<Self, Problem> {
        let mut pairs = BTreeMap::new();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let decoded = |part: &str| decode(&part.replace('+', " ")).ok_or_else(|| Problem::encoding(part));
            pairs.insert(decoded(name)?, decoded(value)?);
        }
        Ok(Self(pairs))
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    pub(crate) fn need(&self, name: &'static str, example: &'static str) -> Result<&str, Problem> {
        self.get(name).ok_or_else(|| Problem::missing(name, example))
    }

    /// Reads a date in EDTF.
    pub(crate) fn date(&self, name: &'static str) -> Result<Option<Edtf>, Problem> {
        self.get(name)
            .map(|text| text.parse::<Edtf>().map_err(|error| Problem::date(name, text, &error.to_string())))
            .transpose()
    }

    /// Reads a number from 1 to `most`.
    pub(crate) fn limit(&self, usual: usize, most: usize) -> Result<usize, Problem> {
        // An empty one is no number, and silence would hide the mistake.
        match self.0.get("limit") {
            None => Ok(usual),
            Some(text) => match text.parse::<usize>() {
                Ok(limit) if (1..=most).contains(&limit) => Ok(limit),
                _ => Err(Problem::value("limit", text, &format!("a whole number from 1 to {most}"))),
            },
        }
    }

    /// Reads `west,south,east,north` in degrees.
    pub(crate) fn area(&self) -> Result<Option<Area>, Problem> {
        let Some(text) = self.get("bbox") else { return Ok(None) };
        let wrong =
            || Problem::value("bbox", text, "west,south,east,north in degrees, south not above north: 20,40,60,60");
        let numbers: Vec<f64> =
            text.split(',').map(|part| part.trim().parse::<f64>().map_err(|_| wrong())).collect::<Result<_, _>>()?;
        let [west, south, east, north] = numbers.as_slice() else { return Err(wrong()) };
        let on_earth = LonLat::new(*west, *south).is_some() && LonLat::new(*east, *north).is_some();
        if !on_earth || south > north {
            return Err(wrong());
        }
        Ok(Some(Area { west: *west, south: *south, east: *east, north: *north }))
    }

    /// Refuses parameters that the resource does not have: a mistyped one would silently change nothing.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), Problem> {
        match self.0.keys().find(|name| !known.contains(&name.as_str())) {
            Some(name) => Err(Problem::unknown(name, known)),
            None => Ok(()),
        }
    }
}

/// Decodes percent-encoded UTF-8; nothing when a percent sign is not followed by two hexadecimal digits, or the bytes are no text.
pub(crate) fn decode(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let (high, low) = (char::from(rest.next()?).to_digit(16)?, char::from(rest.next()?).to_digit(16)?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}
