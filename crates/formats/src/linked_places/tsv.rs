//! LP-TSV v0.5. <https://github.com/LinkedPasts/linked-places-format/blob/main/tsv_0.5.md>

use super::{LinkedCitation, LinkedName, LinkedPlace, date_of};
use crate::{csv_table::Table, error::FormatError, gazetteer::Heading, open::Stream, problems::Problems};
use std::{
    collections::BTreeMap,
    io::{self, Write},
};
use thaw_core::{Lang, LonLat};

/// Delivers the places of a table, each with where it stands.
///
/// # Errors
/// The file cannot be read, is empty, has no column `title`, or has a record beyond the limit.
pub fn read_tsv(stream: Stream, each: &mut dyn FnMut(LinkedPlace, String)) -> Result<Problems, FormatError> {
    let mut problems = Problems::of(stream.path());
    let mut table = Table::open(stream, Heading::FirstLine)?;
    if !table.heading.iter().any(|key| key == "title") {
        return Err(FormatError::damaged(table.path(), "line 1", "expected a column `title`, found none"));
    }
    while let Some((at, mut record)) = table.next(&mut problems)? {
        match place_of(&mut record, &at, &mut problems) {
            Some(place) => each(place, at),
            None => problems.add(at, "expected a `title`, found nothing", "skipped"),
        }
    }
    Ok(problems)
}

fn place_of(record: &mut BTreeMap<String, String>, at: &str, problems: &mut Problems) -> Option<LinkedPlace> {
    let mut take = |key: &str| record.remove(key).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let list = |text: Option<String>| -> Vec<String> {
        text.unwrap_or_default().split(';').map(|part| part.trim().to_owned()).collect()
    };
    let full =
        |text: Option<String>| -> Vec<String> { list(text).into_iter().filter(|part| !part.is_empty()).collect() };
    let title = take("title")?;
    let mut place = LinkedPlace { id: take("id").unwrap_or_else(|| at.to_owned()), ..Default::default() };
    let mut date = |key: &str, text: Option<String>| {
        let text = text?;
        let date = date_of(&text);
        if date.is_none() {
            let text: String = text.chars().take(40).collect();
            problems.add(at, format!("expected a date in `{key}`, found `{text}`"), "kept without it");
        }
        date
    };
    place.when = (date("start", take("start")), date("end", take("end")));
    let year = date("attestation_year", take("attestation_year"));
    place.ccodes = full(take("ccodes"));
    place.fclasses = full(take("fclasses"));
    place.description = take("description");
    place.links = full(take("matches")).into_iter().map(|address| ("closeMatch".to_owned(), address)).collect();
    let vocabulary = list(take("aat_types"));
    let types = full(take("types"));
    place.types = match types.is_empty() {
        true => vocabulary.into_iter().filter(|id| !id.is_empty()).map(|id| (aat(&id), Some(aat(&id)))).collect(),
        false => {
            let ids =
                vocabulary.into_iter().map(|id| (!id.is_empty()).then(|| aat(&id))).chain(std::iter::repeat(None));
            types.into_iter().zip(ids).collect()
        }
    };
    let (lon, lat, wkt) = (take("lon"), take("lat"), take("geowkt"));
    let pair = lon.clone().zip(lat.clone()).and_then(|(lon, lat)| lon.parse().ok().zip(lat.parse().ok()));
    place.at = match &wkt {
        Some(wkt) => point(wkt),
        None => pair.and_then(|(lon, lat)| LonLat::new(lon, lat)),
    };
    if place.at.is_none() && (wkt.is_some() || lon.is_some() || lat.is_some()) {
        problems.add(at, "expected a point on the earth in `geowkt`, or in `lon` and `lat`", "kept without a position");
    }
    Some(with_names(place, title, take("title_source"), take("title_uri"), year, full(take("variants"))))
}

fn with_names(
    mut place: LinkedPlace,
    title: String,
    label: Option<String>,
    address: Option<String>,
    year: Option<String>,
    variants: Vec<String>,
) -> LinkedPlace {
    let citation = (label.is_some() || address.is_some() || year.is_some()).then(|| LinkedCitation {
        label: label.unwrap_or_default(),
        year,
        id: address,
    });
    let main = LinkedName { toponym: title.clone(), citations: citation.into_iter().collect(), ..Default::default() };
    place.title = title;
    place.names.push(main);
    for variant in variants {
        let (toponym, lang) = match variant.rsplit_once('@') {
            Some((toponym, tag)) => match Lang::parse(tag) {
                Some(lang) => (toponym.to_owned(), Some(lang.as_str().to_owned())),
                None => (variant.clone(), None),
            },
            None => (variant.clone(), None),
        };
        place.names.push(LinkedName { toponym, lang, ..Default::default() });
    }
    place
}

fn aat(id: &str) -> String {
    if id.bytes().all(|byte| byte.is_ascii_digit()) { format!("aat:{id}") } else { id.to_owned() }
}

fn point(wkt: &str) -> Option<LonLat> {
    let upper = wkt.trim().to_ascii_uppercase();
    let inside = upper.strip_prefix("POINT")?.trim().strip_prefix('(')?.strip_suffix(')')?;
    let mut numbers = inside.split_whitespace().map(str::parse::<f64>);
    LonLat::new(numbers.next()?.ok()?, numbers.next()?.ok()?)
}

const HEADING: [&str; 17] = [
    "id",
    "title",
    "title_source",
    "title_uri",
    "attestation_year",
    "start",
    "end",
    "fclasses",
    "aat_types",
    "types",
    "ccodes",
    "variants",
    "matches",
    "lon",
    "lat",
    "geowkt",
    "description",
];

/// Writes places as LP-TSV, and returns how many names lost a period of their own, which the format cannot hold.
///
/// Tabs and line ends inside a field become spaces, semicolons inside a list become commas: the format has no quotes.
///
/// # Errors
/// What `out` says.
pub fn write_tsv<'p>(out: &mut dyn Write, places: impl IntoIterator<Item = &'p LinkedPlace>) -> io::Result<u64> {
    let mut n_lost = 0;
    writeln!(out, "{}", HEADING.join("\t"))?;
    for place in places {
        let main = place.names.iter().position(|name| name.toponym == place.title);
        let citation = main.and_then(|idx| place.names.get(idx)).and_then(|name| name.citations.first());
        let variants =
            place.names.iter().enumerate().filter(|(idx, _)| Some(*idx) != main).map(|(_, name)| match &name.lang {
                Some(lang) => format!("{}@{lang}", part(&name.toponym)),
                None => part(&name.toponym),
            });
        let variants = variants.collect::<Vec<_>>().join(";");
        let has_own = |name: &&LinkedName| {
            name.from.is_some() && name.from != place.when.0 || name.to.is_some() && name.to != place.when.1
        };
        n_lost += place.names.iter().filter(has_own).count() as u64;
        let list =
            |parts: &mut dyn Iterator<Item = String>| parts.map(|text| part(&text)).collect::<Vec<_>>().join(";");
        let vocabulary =
            |id: &Option<String>| id.as_deref().map(|id| id.trim_start_matches("aat:").to_owned()).unwrap_or_default();
        let fields = [
            place.id.clone(),
            place.title.clone(),
            citation.map(|citation| citation.label.clone()).unwrap_or_default(),
            citation.and_then(|citation| citation.id.clone()).unwrap_or_default(),
            citation.and_then(|citation| citation.year.clone()).unwrap_or_default(),
            place.when.0.clone().unwrap_or_default(),
            place.when.1.clone().unwrap_or_default(),
            list(&mut place.fclasses.iter().cloned()),
            list(&mut place.types.iter().map(|(_, id)| vocabulary(id))),
            list(&mut place.types.iter().map(|(label, _)| label.clone())),
            list(&mut place.ccodes.iter().cloned()),
            variants,
            list(&mut place.links.iter().map(|(_, address)| address.clone())),
            place.at.map(|at| at.lon.to_string()).unwrap_or_default(),
            place.at.map(|at| at.lat.to_string()).unwrap_or_default(),
            String::new(),
            place.description.clone().unwrap_or_default(),
        ];
        let fields: Vec<_> = fields.iter().map(|field| field.replace(['\t', '\r', '\n'], " ")).collect();
        writeln!(out, "{}", fields.join("\t"))?;
    }
    Ok(n_lost)
}

fn part(text: &str) -> String {
    text.replace(';', ",")
}
