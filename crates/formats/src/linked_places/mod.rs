//! Linked Places: the exchange format of historical gazetteers, as JSON and as LP-TSV.
//! <https://github.com/LinkedPasts/linked-places-format> (JSON 1.x; LP-TSV v0.5)
//!
//! # What is read
//! - JSON: a FeatureCollection. Of each feature the id, `properties` (`title`, `ccodes`, `fclasses`), the geometry as the
//!   middle of its box, `when`, `names` (toponym, language, timespans, citations), `types`, `links`. Features are read one at a time.
//! - TSV (also with commas or semicolons): `id`, `title`, `title_source`, `title_uri`, `attestation_year`, `start`, `end`,
//!   `fclasses`, `aat_types`, `types`, `ccodes`, `variants` (`name@lang`), `matches`, `lon`, `lat`, `geowkt` (points),
//!   `description`. `start` and `end` belong to the record and all its names.
//!
//! A timespan becomes a beginning and an end in EDTF: `{"start": {"in": "1925"}}` is `1925`; `earliest` and `latest` together
//! are an interval; only one of them leaves the other end open.
//!
//! # What is not read
//! - Relations, depictions, named periods, and geometries of the past: passed over. `geowkt` other than `POINT`: no position, and a problem.
//! - A place without any name: skipped, and a problem. A date that is none: the name is kept without it, and a problem.
//!
//! # Limits
//! As GeoJSON and CSV.
//!
//! # What is written
//! [`write()`]: one feature a line, every toponym with its timespan and citations (`label`, `year`, `@id`), links with full
//! addresses. [`write_tsv`]: the columns above, one title and its variants; LP-TSV cannot date variants, so names
//! with periods of their own lose them there, and [`write_tsv`] tells how many did.

mod tsv;

pub use tsv::{read_tsv, write_tsv};

use crate::{
    error::FormatError,
    feature::{self, Feature, text_of},
    gazetteer::{GazetteerRow, RowName, RowNameKind, edtf_text},
    geojson::Geometry,
    open::Stream,
    problems::Problems,
};
use serde_json::{Map, Value, json};
use std::io::{self, Write};
use thaw_core::{Lang, LonLat};

/// A place of a gazetteer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkedPlace {
    /// Its id, an address where the gazetteer has addresses.
    pub id: String,
    /// The name that stands for the place.
    pub title: String,
    /// Countries in whose borders it lies today (ISO 3166-1 alpha-2).
    pub ccodes: Vec<String>,
    /// Feature classes of GeoNames: `P`, `A`, `R`...
    pub fclasses: Vec<String>,
    /// What sort of place it is, in the words of the gazetteer, with the id of a vocabulary (`aat:300008389`) where known.
    pub types: Vec<(String, Option<String>)>,
    /// Where.
    pub at: Option<LonLat>,
    /// Since when and until when the record holds, as EDTF text.
    pub when: (Option<String>, Option<String>),
    /// Its names.
    pub names: Vec<LinkedName>,
    /// Links to other gazetteers: kind (`closeMatch`) and address.
    pub links: Vec<(String, String)>,
    /// A short text about it.
    pub description: Option<String>,
}

/// A name of a place with what attests it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkedName {
    /// The name as it is written.
    pub toponym: String,
    /// Its language (BCP 47).
    pub lang: Option<String>,
    /// Since when, as EDTF text.
    pub from: Option<String>,
    /// Until when, as EDTF text.
    pub to: Option<String>,
    /// What attests it.
    pub citations: Vec<LinkedCitation>,
}

/// What attests a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkedCitation {
    /// A short citation.
    pub label: String,
    /// The year of the source.
    pub year: Option<String>,
    /// Its address.
    pub id: Option<String>,
}

impl LinkedPlace {
    /// Returns the place as a row; `place` is where it stands in the file.
    #[must_use]
    pub fn into_row(self, place: String) -> GazetteerRow {
        let mut names: Vec<_> = Vec::new();
        if !self.names.iter().any(|name| name.toponym == self.title) && !self.title.is_empty() {
            names.push(RowName { text: self.title.clone(), ..Default::default() });
        }
        let kind =
            |name: &LinkedName| if name.toponym == self.title { RowNameKind::Main } else { RowNameKind::Alternate };
        let own = self.names.iter().map(|name| RowName {
            text: name.toponym.clone(),
            lang: name.lang.clone(),
            kind: kind(name),
            from: name.from.clone().or_else(|| self.when.0.clone()),
            to: name.to.clone().or_else(|| self.when.1.clone()),
        });
        names.extend(own);
        let mut row = GazetteerRow { id: self.id, names, at: self.at, place, ..Default::default() };
        row.class = self.types.first().map(|(label, _)| label.clone()).or_else(|| self.fclasses.first().cloned());
        row.country = self.ccodes.first().cloned();
        let listed = |list: Vec<String>| list.join(";");
        let properties = [
            ("ccodes", listed(self.ccodes)),
            ("fclasses", listed(self.fclasses)),
            ("links", listed(self.links.into_iter().map(|(_, address)| address).collect())),
            ("title", self.title),
            ("types", listed(self.types.into_iter().map(|(label, _)| label).collect())),
            ("description", self.description.unwrap_or_default()),
        ];
        row.properties = properties
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(key, text)| (key.to_owned(), text))
            .collect();
        row
    }
}

/// Delivers the places of a JSON file, each with where it stands.
///
/// # Errors
/// The file cannot be read, is no JSON, is cut short or beyond the limits; what was delivered before stays true.
pub fn read(stream: Stream, each: &mut dyn FnMut(LinkedPlace, String)) -> Result<Problems, FormatError> {
    let mut problems = Problems::of(stream.path());
    feature::read(stream, &mut |number, feature| {
        let at = format!("feature {number}");
        match place_of(&feature, &at, &mut problems) {
            Some(place) => each(place, at),
            None => problems.add(at, "expected `names` or a `title`, found neither", "skipped"),
        }
    })?;
    Ok(problems)
}

fn place_of(feature: &Feature, at: &str, problems: &mut Problems) -> Option<LinkedPlace> {
    let properties = feature.object("properties");
    let list = |keys: [&str; 2]| -> Vec<String> {
        let value = keys.iter().find_map(|key| properties.and_then(|properties| properties.get(*key)));
        let text = value.and_then(text_of).unwrap_or_default();
        text.split(';').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
    };
    let mut place =
        LinkedPlace { id: feature.id().unwrap_or_else(|| at.to_owned()), at: feature.at, ..Default::default() };
    if feature.has_geometry && feature.at.is_none() {
        problems.add(at, "expected positions on the earth, longitude first", "kept without a position");
    }
    place.ccodes = list(["ccodes", "ccode"]);
    place.fclasses = list(["fclasses", "fclass"]);
    place.when = when(feature.object("when"), at, problems);
    for name in feature.list("names") {
        let Some(toponym) = string(name, "toponym").filter(|toponym| !toponym.trim().is_empty()) else {
            problems.add(at, "expected a `toponym` in every name", "name skipped");
            continue;
        };
        let lang = string(name, "lang").and_then(|lang| Lang::parse(&lang)).map(|lang| lang.as_str().to_owned());
        let (from, to) = when(name.get("when").and_then(Value::as_object), at, problems);
        let list = name.get("citations").and_then(Value::as_array).into_iter().flatten();
        let citations = list
            .chain(name.get("citation"))
            .filter_map(Value::as_object)
            .map(|citation| LinkedCitation {
                label: string(citation, "label").unwrap_or_default(),
                year: citation.get("year").and_then(text_of),
                id: string(citation, "@id"),
            })
            .collect();
        place.names.push(LinkedName { toponym, lang, from, to, citations });
    }
    let title = properties.and_then(|properties| string(properties, "title"));
    place.title = title.or_else(|| place.names.first().map(|name| name.toponym.clone())).unwrap_or_default();
    place.types = feature
        .list("types")
        .filter_map(|kind| {
            let label = string(kind, "sourceLabel").or_else(|| string(kind, "label"));
            Some((label.or_else(|| string(kind, "identifier"))?, string(kind, "identifier")))
        })
        .collect();
    place.links = feature
        .list("links")
        .filter_map(|link| Some((string(link, "type").unwrap_or_default(), string(link, "identifier")?)))
        .collect();
    place.description = feature.list("descriptions").find_map(|description| string(description, "value"));
    (!place.title.trim().is_empty()).then_some(place)
}

fn string(object: &Map<String, Value>, key: &str) -> Option<String> {
    object.get(key).and_then(Value::as_str).map(str::to_owned)
}

/// Returns the beginning of the first timespan and the end of the last.
fn when(when: Option<&Map<String, Value>>, at: &str, problems: &mut Problems) -> (Option<String>, Option<String>) {
    let spans = when.and_then(|when| when.get("timespans")).and_then(Value::as_array);
    let spans: Vec<_> = spans.into_iter().flatten().filter_map(Value::as_object).collect();
    let from = spans.first().and_then(|span| end_of(span.get("start")?, at, problems));
    let to = spans.last().and_then(|span| end_of(span.get("end")?, at, problems));
    (from, to)
}

fn end_of(end: &Value, at: &str, problems: &mut Problems) -> Option<String> {
    let mut date = |key: &str| {
        let text = end.get(key).and_then(text_of).filter(|text| !text.is_empty())?;
        let date = date_of(&text);
        if date.is_none() {
            problems.add(
                at,
                format!("expected a date, found `{}`", text.chars().take(40).collect::<String>()),
                "kept without it",
            );
        }
        date
    };
    match (date("in"), date("earliest"), date("latest")) {
        (Some(date), ..) => Some(date),
        (None, Some(earliest), Some(latest)) => Some(format!("{earliest}/{latest}")),
        (None, Some(earliest), None) => Some(format!("{earliest}/..")),
        (None, None, Some(latest)) => Some(format!("../{latest}")),
        (None, None, None) => None,
    }
}

/// Years of fewer than four digits (`676`, `-320`) are no EDTF but common here.
fn date_of(text: &str) -> Option<String> {
    let text = text.trim();
    if let Ok(year) = text.parse::<i64>()
        && (-9999..=9999).contains(&year)
    {
        let sign = if year < 0 { "-" } else { "" };
        return Some(format!("{sign}{:04}", year.abs()));
    }
    edtf_text(text)
}

/// Writes a FeatureCollection, one place a line.
///
/// # Errors
/// What `out` says.
pub fn write<'p>(out: &mut dyn Write, places: impl IntoIterator<Item = &'p LinkedPlace>) -> io::Result<()> {
    const CONTEXT: &str =
        "https://raw.githubusercontent.com/LinkedPasts/linked-places-format/main/linkedplaces-context-v1.1.jsonld";
    write!(out, "{{\"type\":\"FeatureCollection\",\"@context\":\"{CONTEXT}\",\"features\":[")?;
    let mut separator = "\n";
    for place in places {
        write!(out, "{separator}{}", to_json(place))?;
        separator = ",\n";
    }
    writeln!(out, "\n]}}")
}

fn to_json(place: &LinkedPlace) -> Value {
    let names: Vec<_> = place
        .names
        .iter()
        .map(|name| {
            let citations: Vec<_> = name
                .citations
                .iter()
                .map(|citation| {
                    let mut object = json!({"label": citation.label});
                    set(&mut object, "year", citation.year.as_ref().map(|year| json!(year)));
                    set(&mut object, "@id", citation.id.as_ref().map(|id| json!(id)));
                    object
                })
                .collect();
            let mut object = json!({"toponym": name.toponym});
            set(&mut object, "lang", name.lang.as_ref().map(|lang| json!(lang)));
            set(&mut object, "when", timespans(&name.from, &name.to));
            set(&mut object, "citations", (!citations.is_empty()).then(|| json!(citations)));
            object
        })
        .collect();
    let types: Vec<_> = place
        .types
        .iter()
        .map(|(label, identifier)| {
            let mut object = json!({"label": label, "sourceLabel": label});
            set(&mut object, "identifier", identifier.as_ref().map(|identifier| json!(identifier)));
            object
        })
        .collect();
    let links: Vec<_> =
        place.links.iter().map(|(kind, address)| json!({"type": kind, "identifier": address})).collect();
    let mut feature = json!({
        "@id": place.id,
        "type": "Feature",
        "properties": {"title": place.title, "ccodes": place.ccodes, "fclasses": place.fclasses},
        "geometry": place.at.map(|at| Geometry::Point(at).to_json()),
        "names": names,
    });
    set(&mut feature, "when", timespans(&place.when.0, &place.when.1));
    set(&mut feature, "types", (!types.is_empty()).then(|| json!(types)));
    set(&mut feature, "links", (!links.is_empty()).then(|| json!(links)));
    let description = place.description.as_ref().map(|text| json!([{"value": text}]));
    set(&mut feature, "descriptions", description);
    feature
}

fn set(object: &mut Value, key: &str, value: Option<Value>) {
    if let (Some(members), Some(value)) = (object.as_object_mut(), value) {
        members.insert(key.to_owned(), value);
    }
}

fn timespans(from: &Option<String>, to: &Option<String>) -> Option<Value> {
    let end = |date: &str| match date.split_once('/') {
        Some(("..", latest)) => json!({"latest": latest}),
        Some((earliest, "..")) => json!({"earliest": earliest}),
        Some((earliest, latest)) => json!({"earliest": earliest, "latest": latest}),
        None => json!({"in": date}),
    };
    let mut span = json!({});
    set(&mut span, "start", from.as_deref().map(end));
    set(&mut span, "end", to.as_deref().map(end));
    (from.is_some() || to.is_some()).then(|| json!({"timespans": [span]}))
}
