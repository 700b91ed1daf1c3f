//! GeoJSON (RFC 7946). <https://www.rfc-editor.org/rfc/rfc7946>
//!
//! # What is read
//! A FeatureCollection, one Feature, or one Feature a line (also with the record separators of RFC 8142). A feature is a row: its
//! id, its properties as text, its names (the properties that the caller gives, or those whose keys
//! [`NameKey`](crate::gazetteer::NameKey) knows: `name`, `name:ru`, `old_name:1925-1961`, `title`), and the middle of the
//! box around its geometry, which is exact for points. Features are read one at a time.
//!
//! # What is not read
//! - Properties that are objects: passed over. Lists become text with `;` between the parts.
//! - A geometry outside the earth, or none: the row has no position; the former is a problem.
//! - A line that is no feature (in files of one feature a line): skipped, and a problem. A collection that is broken anywhere
//!   is an error, because nobody knows where its next feature begins.
//! - The middle of a geometry that crosses the 180th meridian is wrong; RFC 7946 (3.1.9) asks writers to cut such geometries.
//!
//! # Limits
//! 4 MiB for one feature without its geometry, which may have any length; 127 levels.
//!
//! # What is written
//! A FeatureCollection with one feature a line: id, geometry, properties in the order given; positions with at most seven
//! decimals (about a centimetre), longitude first. [`history`] gives dated names the `start_date` and `end_date` of
//! OpenHistoricalMap, one feature a name.

use crate::{
    error::FormatError,
    feature::{self, Feature, text_of},
    gazetteer::{Columns, GazetteerRow},
    metered::Lines,
    open::Stream,
    problems::Problems,
};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    io::{self, Write},
};
use thaw_core::{LonLat, Name};

/// Delivers the features of a collection, or a single one, as rows.
///
/// # Errors
/// The file cannot be read, is no JSON, is cut short or beyond the limits; what was delivered before stays true.
pub fn read(
    stream: Stream,
    columns: Option<&Columns>,
    each: &mut dyn FnMut(GazetteerRow),
) -> Result<Problems, FormatError> {
    let mut problems = Problems::of(stream.path());
    feature::read(stream, &mut |number, feature| {
        each(row(&feature, format!("feature {number}"), columns, &mut problems));
    })?;
    Ok(problems)
}

/// Delivers the features of a file that has one a line.
///
/// # Errors
/// The file cannot be read or has a line beyond the limit.
pub fn read_lines(
    stream: Stream,
    columns: Option<&Columns>,
    each: &mut dyn FnMut(GazetteerRow),
) -> Result<Problems, FormatError> {
    let path = stream.path().to_owned();
    let mut problems = Problems::of(&path);
    let mut lines = Lines::new(stream);
    while let Some((number, line)) = lines.next()? {
        let line = line.strip_prefix(b"\x1E").unwrap_or(line);
        if line.trim_ascii().is_empty() {
            continue;
        }
        match feature::from_line(&path, number, line) {
            Ok(feature) => each(row(&feature, format!("line {number}"), columns, &mut problems)),
            Err(FormatError::Damaged { place, what, .. }) => problems.add(place, what, "skipped"),
            Err(error) => return Err(error),
        }
    }
    Ok(problems)
}

fn row(feature: &Feature, place: String, columns: Option<&Columns>, problems: &mut Problems) -> GazetteerRow {
    let properties: BTreeMap<_, _> = feature
        .object("properties")
        .into_iter()
        .flatten()
        .filter_map(|(key, value)| Some((key.clone(), text_of(value)?)))
        .collect();
    let mut row = GazetteerRow::from_properties(properties, columns, &place, problems);
    if row.id.is_empty() {
        row.id = feature.id().or_else(|| row.properties.get("@id").cloned()).unwrap_or_else(|| place.clone());
    }
    if feature.has_geometry {
        row.at = feature.at;
        if row.at.is_none() {
            problems.add(place.as_str(), "expected positions on the earth, longitude first", "kept without a position");
        }
    }
    row
}

/// A geometry to write.
#[derive(Clone, Debug, PartialEq)]
pub enum Geometry {
    /// One position.
    Point(LonLat),
    /// Several positions.
    MultiPoint(Vec<LonLat>),
    /// A line.
    LineString(Vec<LonLat>),
    /// Several lines.
    MultiLineString(Vec<Vec<LonLat>>),
    /// An area: the outer ring and its holes, each closed.
    Polygon(Vec<Vec<LonLat>>),
    /// Several areas.
    MultiPolygon(Vec<Vec<Vec<LonLat>>>),
}

impl Geometry {
    /// Returns the geometry as JSON.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let line = |line: &Vec<LonLat>| Value::Array(line.iter().map(|at| position(*at)).collect());
        let lines = |lines: &Vec<Vec<LonLat>>| Value::Array(lines.iter().map(line).collect());
        match self {
            Self::Point(at) => json!({"type": "Point", "coordinates": position(*at)}),
            Self::MultiPoint(points) => json!({"type": "MultiPoint", "coordinates": line(points)}),
            Self::LineString(points) => json!({"type": "LineString", "coordinates": line(points)}),
            Self::MultiLineString(parts) => json!({"type": "MultiLineString", "coordinates": lines(parts)}),
            Self::Polygon(rings) => json!({"type": "Polygon", "coordinates": lines(rings)}),
            Self::MultiPolygon(parts) => {
                json!({"type": "MultiPolygon", "coordinates": parts.iter().map(lines).collect::<Vec<_>>()})
            }
        }
    }
}

/// Seven decimals are a centimetre; more would pretend to know more.
fn position(at: LonLat) -> Value {
    let rounded = |degrees: f64| (degrees * 1e7).round() / 1e7;
    json!([rounded(at.lon), rounded(at.lat)])
}

/// A feature to write.
#[derive(Clone, Debug, PartialEq)]
pub struct OutFeature {
    /// Its id, when it has one.
    pub id: Option<String>,
    /// Where; nothing when that is not known.
    pub geometry: Option<Geometry>,
    /// Its properties, in the order in which they are written.
    pub properties: Vec<(String, Value)>,
}

/// Writes a FeatureCollection, one feature a line.
///
/// # Errors
/// What `out` says.
pub fn write(out: &mut dyn Write, features: impl IntoIterator<Item = OutFeature>) -> io::Result<()> {
    write!(out, "{{\"type\":\"FeatureCollection\",\"features\":[")?;
    let mut separator = "\n";
    for feature in features {
        write!(out, "{separator}")?;
        write_feature(out, &feature)?;
        separator = ",\n";
    }
    writeln!(out, "\n]}}")
}

fn write_feature(out: &mut dyn Write, feature: &OutFeature) -> io::Result<()> {
    write!(out, "{{\"type\":\"Feature\"")?;
    if let Some(id) = &feature.id {
        write!(out, ",\"id\":{}", json!(id))?;
    }
    write!(
        out,
        ",\"geometry\":{},\"properties\":{{",
        feature.geometry.as_ref().map_or(Value::Null, Geometry::to_json)
    )?;
    let mut separator = "";
    for (key, value) in &feature.properties {
        write!(out, "{separator}{}:{value}", json!(key))?;
        separator = ",";
    }
    write!(out, "}}}}")
}

/// A place with its dated names, for a map through time.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryPlace {
    /// The id of the place; its features add `#1`, `#2`...
    pub id: String,
    /// Where.
    pub geometry: Option<Geometry>,
    /// The names, oldest first.
    pub names: Vec<Name>,
    /// Further properties of every feature, sorted.
    pub properties: BTreeMap<String, String>,
}

/// Returns one feature for each name of each place, with the time for which it held: `start_date` and `end_date` as EDTF, left
/// out where the period is open or its end not known.
pub fn history(places: impl IntoIterator<Item = HistoryPlace>) -> impl Iterator<Item = OutFeature> {
    places.into_iter().flat_map(|place| {
        let HistoryPlace { id, geometry, names, properties } = place;
        names.into_iter().enumerate().map(move |(idx, name)| {
            let mut listed = vec![
                ("place".to_owned(), json!(id)),
                ("name".to_owned(), json!(name.text)),
                ("lang".to_owned(), json!(name.lang.as_str())),
            ];
            for (key, end) in [("start_date", &name.period.from), ("end_date", &name.period.to)] {
                if let Some(date) = end.date() {
                    listed.push((key.to_owned(), json!(date.to_string())));
                }
            }
            listed.extend(properties.iter().map(|(key, value)| (key.clone(), json!(value))));
            OutFeature { id: Some(format!("{id}#{}", idx + 1)), geometry: geometry.clone(), properties: listed }
        })
    })
}
