//! Features of GeoJSON and Linked Places, read one at a time from a stream of any length.

use crate::{
    error::FormatError,
    metered::{Allowance, Metered},
    open::{self, Stream},
};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::{fmt, io, path::Path};
use thaw_core::LonLat;

/// A feature: its members but the geometry as they stand, and where the geometry lies.
#[derive(Clone, Debug, Default)]
pub(crate) struct Feature {
    pub(crate) members: Map<String, Value>,
    pub(crate) at: Option<LonLat>,
    pub(crate) has_geometry: bool,
}

impl Feature {
    /// Returns the id, under either of its keys.
    pub(crate) fn id(&self) -> Option<String> {
        ["@id", "id"].iter().find_map(|key| self.members.get(*key)).and_then(text_of)
    }

    /// Returns one of the members that are objects.
    pub(crate) fn object(&self, key: &str) -> Option<&Map<String, Value>> {
        self.members.get(key).and_then(Value::as_object)
    }

    /// Returns the objects of one of the members that are lists.
    pub(crate) fn list<'a>(&'a self, key: &str) -> impl Iterator<Item = &'a Map<String, Value>> + use<'a> {
        self.members.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object)
    }
}

/// Returns a value as the text of a table cell: strings as they are, lists joined by `;`, nothing for null and objects.
pub(crate) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(bool) => Some(bool.to_string()),
        Value::Array(list) => Some(list.iter().filter_map(text_of).collect::<Vec<_>>().join(";")),
        Value::Null | Value::Object(_) => None,
    }
}

/// Delivers the features of a FeatureCollection, or the one Feature that the stream holds, with their number from 1.
pub(crate) fn read(stream: Stream, each: &mut dyn FnMut(u64, Feature)) -> Result<(), FormatError> {
    let path = stream.path().to_owned();
    let allowance = Allowance::new();
    let source = WithoutMark::new(Metered::new(stream, allowance.clone()));
    let mut deserializer = serde_json::Deserializer::from_reader(io::BufReader::with_capacity(1 << 10, source));
    let mut sink = Sink { each, number: 0, allowance };
    let top = Top { sink: &mut sink }
        .deserialize(&mut deserializer)
        .and_then(|top| deserializer.end().map(|()| top))
        .map_err(|error| json_error(&path, error, 0))?;
    match top {
        TopKind::Collection => Ok(()),
        TopKind::Feature(feature) => {
            (sink.each)(1, *feature);
            Ok(())
        }
        TopKind::Other => Err(FormatError::damaged(
            &path,
            "line 1",
            "expected a FeatureCollection or a Feature, found another object",
        )),
    }
}

/// Reads the feature of one line.
pub(crate) fn from_line(path: &Path, number: u64, line: &[u8]) -> Result<Feature, FormatError> {
    let mut deserializer = serde_json::Deserializer::from_slice(line);
    let allowance = Allowance::new();
    FeatureSeed { allowance: &allowance }
        .deserialize(&mut deserializer)
        .and_then(|feature| deserializer.end().map(|()| feature))
        .map_err(|error| json_error(path, error, number))
}

fn json_error(path: &Path, error: serde_json::Error, line: u64) -> FormatError {
    let place = match line {
        0 => format!("line {}, column {}", error.line(), error.column()),
        line => format!("line {line}, column {}", error.column()),
    };
    if error.is_io() {
        let error = io::Error::from(error);
        if error.get_ref().is_some_and(|inner| inner.is::<open::TooLong>()) {
            return FormatError::limit(path, place, error.to_string());
        }
        return open::read_error(path, error);
    }
    let text = error.to_string();
    // serde_json ends its messages with the place, which stands in front here.
    let what = text.split(" at line ").next().unwrap_or(&text).to_owned();
    FormatError::damaged(path, place, if error.is_eof() { format!("the file is cut short: {what}") } else { what })
}

/// Leaves out a byte order mark, which JSON does not allow but Windows tools write.
struct WithoutMark<R> {
    inner: R,
    head: Vec<u8>,
    is_first: bool,
}

impl<R: io::Read> WithoutMark<R> {
    fn new(inner: R) -> Self {
        Self { inner, head: Vec::new(), is_first: true }
    }
}

impl<R: io::Read> io::Read for WithoutMark<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if std::mem::take(&mut self.is_first) {
            io::Read::take(&mut self.inner, 3).read_to_end(&mut self.head)?;
            if self.head == b"\xEF\xBB\xBF" {
                self.head.clear();
            }
        }
        if self.head.is_empty() {
            return self.inner.read(into);
        }
        let n = self.head.len().min(into.len());
        into[..n].copy_from_slice(&self.head[..n]);
        self.head.drain(..n);
        Ok(n)
    }
}

struct Sink<'a> {
    each: &'a mut dyn FnMut(u64, Feature),
    number: u64,
    allowance: Allowance,
}

enum TopKind {
    Collection,
    Feature(Box<Feature>),
    Other,
}

/// The object at the root: a collection whose features go to the sink, or a feature.
struct Top<'a, 'b> {
    sink: &'a mut Sink<'b>,
}

impl<'de> DeserializeSeed<'de> for Top<'_, '_> {
    type Value = TopKind;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<TopKind, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Top<'_, '_> {
    type Value = TopKind;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a FeatureCollection or a Feature")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<TopKind, A::Error> {
        let mut feature = Feature::default();
        let mut is_collection = false;
        let allowance = self.sink.allowance.clone();
        while let Some(key) = map.next_key::<String>()? {
            allowance.renew();
            if key == "features" {
                is_collection = true;
                map.next_value_seed(Features { sink: self.sink })?;
            } else {
                feature.member(key, &mut map, &allowance)?;
            }
        }
        if is_collection {
            return Ok(TopKind::Collection);
        }
        let is_feature = feature.members.get("type").and_then(Value::as_str) == Some("Feature");
        Ok(if is_feature { TopKind::Feature(Box::new(feature)) } else { TopKind::Other })
    }
}

struct Features<'a, 'b> {
    sink: &'a mut Sink<'b>,
}

impl<'de> DeserializeSeed<'de> for Features<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Features<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        self.sink.allowance.renew();
        while let Some(feature) = list.next_element_seed(FeatureSeed { allowance: &self.sink.allowance })? {
            self.sink.allowance.renew();
            self.sink.number += 1;
            (self.sink.each)(self.sink.number, feature);
        }
        Ok(())
    }
}

struct FeatureSeed<'a> {
    allowance: &'a Allowance,
}

impl<'de> DeserializeSeed<'de> for FeatureSeed<'_> {
    type Value = Feature;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Feature, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for FeatureSeed<'_> {
    type Value = Feature;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a feature")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Feature, A::Error> {
        let mut feature = Feature::default();
        while let Some(key) = map.next_key::<String>()? {
            feature.member(key, &mut map, self.allowance)?;
        }
        Ok(feature)
    }
}

/// The members of features that readers look at; others are passed over without being kept.
const KEPT: [&str; 12] = [
    "type",
    "id",
    "@id",
    "@context",
    "properties",
    "names",
    "types",
    "when",
    "links",
    "descriptions",
    "relations",
    "depictions",
];

impl Feature {
    fn member<'de, A: MapAccess<'de>>(
        &mut self,
        key: String,
        map: &mut A,
        allowance: &Allowance,
    ) -> Result<(), A::Error> {
        if key == "geometry" {
            let mut reach = Reach::default();
            map.next_value_seed(Geometry { reach: &mut reach, is_coordinates: false, allowance })?;
            self.at = reach.middle();
            self.has_geometry = reach.corners.is_some();
            allowance.renew();
        } else if KEPT.contains(&key.as_str()) {
            self.members.insert(key, map.next_value()?);
        } else {
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

/// The box around the positions of a geometry.
#[derive(Default)]
struct Reach {
    corners: Option<[f64; 4]>,
}

impl Reach {
    fn add(&mut self, lon: f64, lat: f64) {
        let [west, south, east, north] = self.corners.unwrap_or([lon, lat, lon, lat]);
        self.corners = Some([west.min(lon), south.min(lat), east.max(lon), north.max(lat)]);
    }

    fn middle(&self) -> Option<LonLat> {
        let [west, south, east, north] = self.corners?;
        LonLat::new(middle(west, east), middle(south, north))
    }
}

/// Exact for a point.
fn middle(low: f64, high: f64) -> f64 {
    if low == high { low } else { low + (high - low) / 2.0 }
}

/// Walks a geometry of any length without keeping it: every list that begins with two numbers is a position.
struct Geometry<'a> {
    reach: &'a mut Reach,
    is_coordinates: bool,
    allowance: &'a Allowance,
}

impl<'de> DeserializeSeed<'de> for Geometry<'_> {
    type Value = Option<f64>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<f64>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Geometry<'_> {
    type Value = Option<f64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a geometry")
    }

    fn visit_unit<E>(self) -> Result<Option<f64>, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Option<f64>, E> {
        Ok(None)
    }

    fn visit_str<E>(self, _: &str) -> Result<Option<f64>, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, number: f64) -> Result<Option<f64>, E> {
        Ok(Some(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Option<f64>, E> {
        Ok(Some(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Option<f64>, E> {
        Ok(Some(number as f64))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Option<f64>, A::Error> {
        let Geometry { reach, is_coordinates, allowance } = self;
        let mut numbers = [None; 2];
        let mut idx = 0;
        while let Some(number) = list.next_element_seed(Geometry { reach, is_coordinates, allowance })? {
            if let Some(slot) = numbers.get_mut(idx) {
                *slot = number;
            }
            idx += 1;
            // Nothing of a geometry is kept but a box, so only its single parts are bounded, not its length.
            allowance.renew();
        }
        if let ([Some(lon), Some(lat)], true) = (numbers, is_coordinates) {
            reach.add(lon, lat);
        }
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<f64>, A::Error> {
        let Geometry { reach, allowance, .. } = self;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "coordinates" => drop(map.next_value_seed(Geometry { reach, is_coordinates: true, allowance })?),
                "geometries" => drop(map.next_value_seed(Geometry { reach, is_coordinates: false, allowance })?),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(None)
    }
}
