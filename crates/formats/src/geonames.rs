//! GeoNames dumps. <https://download.geonames.org/export/dump/readme.txt>
//!
//! # What is read
//! - The main table (`allCountries.txt`, `RU.txt`): 19 columns, tabs, UTF-8, no heading, no quotes. One row, one place: its
//!   name first, then the list of alternate names, which tells no languages. Class `P.PPLA` is feature class and code.
//! - The table of alternate names (`alternateNamesV2.txt`): 10 columns. One row, one name, with language, standing and years;
//!   tables of 8 columns, from before the years were added, are read too.
//! - Both together ([`read_joined`]): places with all their names, when one of the names passes a test.
//!
//! # What is not read
//! - Rows that are no names (links, post, airport and harbour codes): passed over; `wkdt` becomes the property `wikidata`.
//! - A row with another number of columns, or an id that is no number: skipped, and a problem.
//! - A year that is no date (`1990s`): the name is kept without it, and a problem.
//!
//! # Limits
//! 4 MiB a line. [`read_joined`] keeps only places that passed the test in memory; it reads the alternate names twice.

use crate::{
    error::FormatError,
    gazetteer::{GazetteerRow, RowName, RowNameKind, edtf_text},
    metered::Lines,
    open::{self, Stream},
    problems::Problems,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::{
    borrow::Cow,
    path::{Path, PathBuf},
};
use thaw_core::{Lang, LonLat};

const N_COLUMNS: usize = 19;

/// Delivers the places of a main table.
///
/// # Errors
/// The file cannot be read or has a line beyond the limit.
pub fn read(stream: Stream, each: &mut dyn FnMut(GazetteerRow)) -> Result<Problems, FormatError> {
    let mut problems = Problems::of(stream.path());
    let mut lines = Lines::new(stream);
    while let Some((number, line)) = lines.next()? {
        if let Some((_, row)) = main_row(number, line, &mut problems) {
            each(row);
        }
    }
    Ok(problems)
}

/// Delivers each alternate name as a row of its own, whose id is that of its place.
///
/// # Errors
/// As [`read`].
pub fn read_alternates(stream: Stream, each: &mut dyn FnMut(GazetteerRow)) -> Result<Problems, FormatError> {
    each_alternate(stream, &mut |number, id, alternate| {
        let mut row =
            GazetteerRow { id: format!("geonames/{id}"), place: format!("line {number}"), ..Default::default() };
        match alternate {
            Alternate::Name(name) => row.names.push(name),
            Alternate::Wikidata(_) => return,
        }
        each(row);
    })
}

/// Delivers the places of a main table with the names of tables of alternate names, when at least one name passes `test`.
///
/// # Errors
/// As [`read`].
pub fn read_joined(
    main: &Path,
    alternates: &[PathBuf],
    test: &dyn Fn(&str) -> bool,
    each: &mut dyn FnMut(GazetteerRow),
) -> Result<Problems, FormatError> {
    let mut wanted = FxHashSet::default();
    let mut problems = Vec::new();
    for path in alternates {
        problems.push(each_alternate(open::open(path)?, &mut |_, id, alternate| {
            if let Alternate::Name(name) = alternate
                && test(&name.text)
            {
                wanted.insert(id);
            }
        })?);
    }
    let mut rows = Vec::new();
    let mut idx_by_id = FxHashMap::default();
    let stream = open::open(main)?;
    let mut of_main = Problems::of(stream.path());
    let mut lines = Lines::new(stream);
    while let Some((number, line)) = lines.next()? {
        if let Some((id, row)) = main_row(number, line, &mut of_main)
            && (wanted.contains(&id) || row.names.iter().any(|name| test(&name.text)))
        {
            idx_by_id.insert(id, rows.len());
            rows.push(row);
        }
    }
    let mut add = |_, id, alternate| {
        let Some(row) = idx_by_id.get(&id).and_then(|idx| rows.get_mut(*idx)) else { return };
        match alternate {
            Alternate::Wikidata(item) => {
                row.properties.insert("wikidata".to_owned(), item);
            }
            Alternate::Name(name) => {
                // The main table repeats these names without what is known about them.
                row.names.retain(|old| old.text != name.text || old.kind != RowNameKind::Listed);
                row.names.push(name);
            }
        }
    };
    for path in alternates {
        each_alternate(open::open(path)?, &mut add)?;
    }
    rows.into_iter().for_each(each);
    problems.into_iter().for_each(|problems| of_main.extend(problems));
    Ok(of_main)
}

/// Tells whether a line is one of the main table.
pub(crate) fn is_main_line(line: &str) -> bool {
    let columns: Vec<_> = line.split('\t').collect();
    columns.len() == N_COLUMNS
        && columns[0].parse::<u64>().is_ok()
        && columns[4].parse::<f64>().is_ok()
        && columns[5].parse::<f64>().is_ok()
        && columns[6].len() <= 1
}

/// Tells whether a line is one of the table of alternate names.
pub(crate) fn is_alternate_line(line: &str) -> bool {
    let columns: Vec<_> = line.split('\t').collect();
    matches!(columns.len(), 8 | 10)
        && columns[0].parse::<u64>().is_ok()
        && columns[1].parse::<u64>().is_ok()
        && columns[2].len() <= 10
        && columns[4..8].iter().all(|flag| matches!(*flag, "" | "0" | "1"))
}

fn text<'a>(number: u64, line: &'a [u8], problems: &mut Problems) -> Cow<'a, str> {
    let text = String::from_utf8_lossy(line);
    if matches!(text, Cow::Owned(_)) {
        problems.add(format!("line {number}"), "expected UTF-8, found other bytes", "kept with U+FFFD");
    }
    text
}

fn main_row(number: u64, line: &[u8], problems: &mut Problems) -> Option<(u64, GazetteerRow)> {
    if line.is_empty() {
        return None;
    }
    let place = format!("line {number}");
    let line = text(number, line, problems);
    let columns: Vec<&str> = line.split('\t').collect();
    let &[id, name, _ascii, alternates, lat, lon, class, code, country, _, _, _, _, _, population, ..] =
        columns.as_slice()
    else {
        problems.add(place, format!("expected {N_COLUMNS} columns, found {}", columns.len()), "skipped");
        return None;
    };
    if columns.len() != N_COLUMNS {
        problems.add(place, format!("expected {N_COLUMNS} columns, found {}", columns.len()), "skipped");
        return None;
    }
    let Ok(number) = id.parse::<u64>() else {
        problems.add(place, "expected a number as the id", "skipped");
        return None;
    };
    let at = lon.parse().ok().zip(lat.parse().ok()).and_then(|(lon, lat)| LonLat::new(lon, lat));
    if at.is_none() {
        problems.add(place.as_str(), "expected degrees on the earth in columns 5 and 6", "kept without a position");
    }
    let mut names = vec![RowName { text: name.to_owned(), ..Default::default() }];
    let others = alternates.split(',').map(str::trim).filter(|other| !other.is_empty() && *other != name);
    names.extend(others.map(|other| RowName {
        text: other.to_owned(),
        kind: RowNameKind::Listed,
        ..Default::default()
    }));
    let mut row = GazetteerRow { id: format!("geonames/{number}"), names, at, place, ..Default::default() };
    row.class = (!class.is_empty()).then(|| format!("{class}.{code}"));
    row.country = (!country.is_empty()).then(|| country.to_owned());
    if !matches!(population, "" | "0") {
        row.properties.insert("population".to_owned(), population.to_owned());
    }
    Some((number, row))
}

/// What a row of the alternate table holds.
enum Alternate {
    Name(RowName),
    Wikidata(String),
}

fn each_alternate(stream: Stream, each: &mut dyn FnMut(u64, u64, Alternate)) -> Result<Problems, FormatError> {
    let mut problems = Problems::of(stream.path());
    let mut lines = Lines::new(stream);
    while let Some((number, line)) = lines.next()? {
        if line.is_empty() {
            continue;
        }
        let place = || format!("line {number}");
        let line = text(number, line, &mut problems);
        let columns: Vec<&str> = line.split('\t').collect();
        let &[_, id, lang, name, preferred, _short, colloquial, historic, ref years @ ..] = columns.as_slice() else {
            problems.add(place(), format!("expected 10 columns, found {}", columns.len()), "skipped");
            continue;
        };
        let Ok(id) = id.parse::<u64>() else {
            problems.add(place(), "expected a number as the id of the place", "skipped");
            continue;
        };
        match lang {
            "wkdt" => each(number, id, Alternate::Wikidata(name.to_owned())),
            "link" | "post" | "iata" | "icao" | "faac" | "tcid" | "unlc" | "phon" | "piny" => {}
            _ if name.is_empty() => problems.add(place(), "expected a name in column 4, found nothing", "skipped"),
            _ => {
                let mut year = |idx: usize| {
                    let text = years.get(idx).copied().unwrap_or_default().trim();
                    let date = edtf_text(text);
                    if date.is_none() && !text.is_empty() {
                        problems.add(place(), format!("`{text}` in column {} is no date", 9 + idx), "kept without it");
                    }
                    date
                };
                let (from, to) = (year(0), year(1));
                let kind = match (historic, colloquial, preferred) {
                    ("1", ..) => RowNameKind::Historic,
                    (_, "1", _) => RowNameKind::Colloquial,
                    (.., "1") => RowNameKind::Preferred,
                    _ => RowNameKind::Alternate,
                };
                let lang =
                    Lang::parse(lang).filter(|lang| lang.as_str() != "abbr").map(|lang| lang.as_str().to_owned());
                each(number, id, Alternate::Name(RowName { text: name.to_owned(), lang, kind, from, to }));
            }
        }
    }
    Ok(problems)
}
