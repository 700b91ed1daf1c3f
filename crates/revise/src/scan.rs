//! Plain text in, the forms of dossiers' names out, with their places; the size of the text does not matter.
//!
//! The text is cut into units that overlap a little; units are searched on all cores and their results put together in the order
//! of the text. A match is reported by the one unit that sees enough text on both sides of it, so that the result is the
//! same for any number of threads, also where a line is longer than memory.

use rayon::prelude::*;
use std::{
    borrow::Cow,
    io::{self, Read},
};
use thaw_names::{Context, Match, Matcher};

/// Text that a unit shares with the next one: half of it is what a match may need on each side.
const OVERLAP: usize = 4 << 10;

/// A form in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The line, from 1.
    pub line: u64,
    /// The column in characters, from 1.
    pub column: u64,
    /// The first byte of the form, from 0.
    pub offset: u64,
    /// The form, and why it is one.
    pub found: Match,
}

/// How to scan.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The language of the text, when it is known.
    pub lang: Option<&'a str>,
    /// Matches with a lower score are left out.
    pub min_score: f32,
    /// How many threads search; 0 is one for each core. The result is the same for any number.
    pub n_threads: usize,
    /// Bytes of a unit; tests make it small.
    pub unit_bytes: usize,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { lang: None, min_score: thaw_names::THRESHOLD, n_threads: 0, unit_bytes: 1 << 20 }
    }
}

/// What a scan read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scanned {
    /// Bytes read.
    pub n_bytes: u64,
    /// Bytes that are not UTF-8 and were passed over.
    pub n_bad_bytes: u64,
    /// Line and column of the first of them.
    pub first_bad: Option<(u64, u64)>,
}

/// A piece of the text, with what belongs to its neighbours on both sides.
struct Unit {
    bytes: Vec<u8>,
    /// Matches that begin in these bytes are this unit's.
    own: std::ops::Range<usize>,
}

/// What a unit holds; lines and columns are counted from the beginning of its own bytes.
struct Part {
    found: Vec<(Place, usize, Match)>,
    /// Where the next unit begins.
    end: Place,
    n_bytes: u64,
    n_bad_bytes: u64,
    first_bad: Option<Place>,
}

/// Line breaks since a beginning, and characters since the last of them.
#[derive(Clone, Copy, Default)]
struct Place {
    n_lines: u64,
    n_chars: u64,
}

impl Place {
    fn of(bytes: &[u8]) -> Self {
        let n_lines = memchr::memchr_iter(b'\n', bytes).count() as u64;
        let line_start = memchr::memrchr(b'\n', bytes).map_or(0, |at| at + 1);
        Self { n_lines, n_chars: n_chars(&bytes[line_start..]) }
    }

    fn after(self, first: Self) -> Self {
        let n_chars = if self.n_lines == 0 { first.n_chars + self.n_chars } else { self.n_chars };
        Self { n_lines: first.n_lines + self.n_lines, n_chars }
    }

    fn line_column(self) -> (u64, u64) {
        (self.n_lines + 1, self.n_chars + 1)
    }
}

/// Counts characters: every byte but those that continue one.
fn n_chars(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u64
}

/// Finds the forms in a text and hands them to `each` in their order.
///
/// Text is UTF-8; bytes that are not are passed over and counted.
///
/// # Errors
/// When `source` cannot be read; what was handed on before stays true.
pub fn scan(
    mut source: impl Read,
    matcher: &Matcher,
    options: &Options<'_>,
    each: &mut dyn FnMut(Found),
) -> io::Result<Scanned> {
    let n_threads = match options.n_threads {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        n => n.min(64),
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().map_err(io::Error::other)?;
    let mut scanned = Scanned::default();
    let mut begin = Place::default();
    let mut rest: Vec<u8> = Vec::new();
    let mut n_before = 0;
    let mut is_last = false;
    while !is_last {
        let mut units = Vec::new();
        while units.len() < 2 * n_threads && !is_last {
            let unit;
            (unit, is_last) = next_unit(&mut source, &mut rest, &mut n_before, options.unit_bytes)?;
            units.push(unit);
        }
        let parts: Vec<Part> = pool.install(|| units.par_iter().map(|unit| search(unit, matcher, options)).collect());
        for part in parts {
            for (place, at, found) in part.found {
                let (line, column) = place.after(begin).line_column();
                each(Found { line, column, offset: scanned.n_bytes + at as u64, found });
            }
            scanned.n_bad_bytes += part.n_bad_bytes;
            let first_bad = part.first_bad.map(|place| place.after(begin).line_column());
            scanned.first_bad = scanned.first_bad.or(first_bad);
            scanned.n_bytes += part.n_bytes;
            begin = part.end.after(begin);
        }
    }
    Ok(scanned)
}

/// Reads the next unit; tells whether it is the last one. `rest` is what was read already, `n_before` how much of that is the
/// unit before.
fn next_unit(
    source: &mut impl Read,
    rest: &mut Vec<u8>,
    n_before: &mut usize,
    unit_bytes: usize,
) -> io::Result<(Unit, bool)> {
    let mut bytes = std::mem::take(rest);
    let wanted = unit_bytes.max(1) + OVERLAP;
    source.by_ref().take(wanted as u64).read_to_end(&mut bytes)?;
    let start = *n_before;
    if bytes.len() < start + wanted {
        let own = start..bytes.len();
        return Ok((Unit { bytes, own }, true));
    }
    // Half of the overlap is the right neighbourhood of this unit's last match, the other half the left one of the next first.
    let mut end = bytes.len() - OVERLAP / 2;
    while end > start + 1 && bytes[end] & 0xC0 == 0x80 {
        end -= 1;
    }
    let mut keep = end.saturating_sub(OVERLAP / 2);
    while keep > 0 && bytes[keep] & 0xC0 == 0x80 {
        keep -= 1;
    }
    *rest = bytes[keep..].to_vec();
    *n_before = end - keep;
    Ok((Unit { bytes, own: start..end }, false))
}

fn search(unit: &Unit, matcher: &Matcher, options: &Options<'_>) -> Part {
    let own = &unit.bytes[unit.own.clone()];
    let (text, bad) = readable(&unit.bytes);
    let own_bad = bad.iter().filter(|at| unit.own.contains(at));
    let first_bad = own_bad.clone().next().map(|at| Place::of(&unit.bytes[unit.own.start..*at]));
    let mut found = Vec::new();
    let (mut known, mut known_at) = (Place::default(), 0);
    for one in matcher.find(&text, &Context::text(options.lang)) {
        if !unit.own.contains(&one.span.start) || !one.is_found() && options.min_score > 0.0 {
            continue;
        }
        if one.score < options.min_score {
            continue;
        }
        let at = one.span.start - unit.own.start;
        known = Place::of(&own[known_at..at]).after(known);
        known_at = at;
        found.push((known, at, one));
    }
    let end = Place::of(&own[known_at..]).after(known);
    Part { found, end, n_bytes: own.len() as u64, n_bad_bytes: own_bad.count() as u64, first_bad }
}

/// Returns the text with a line break for each byte that is not UTF-8, so that offsets stay and no name goes across, and where
/// these bytes are.
fn readable(bytes: &[u8]) -> (Cow<'_, str>, Vec<usize>) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), Vec::new());
    }
    let mut text = String::with_capacity(bytes.len());
    let mut bad = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for _ in chunk.invalid() {
            bad.push(text.len());
            text.push('\n');
        }
    }
    (Cow::Owned(text), bad)
}
