//! Blocks: the string table, and the objects that name its strings.

use super::blob::{Blob, BlobError, Expander};
use crate::{
    error::FormatError,
    osm::{OsmId, OsmKind, OsmMember, OsmObject, OsmQuery, OsmShape},
    protobuf::{Value, Wire, WireError, zigzag},
    remembered::Remembered,
};
use std::{borrow::Cow, path::Path};
use thaw_core::LonLat;

/// Memory that the objects of one block may take.
const MAX_WEIGHT: usize = 128 << 20;

/// What a block held of the wanted.
#[derive(Default)]
pub(super) struct Found {
    pub(super) objects: Vec<OsmObject>,
    /// Place, what, action.
    pub(super) problems: Vec<(String, String, &'static str)>,
}

/// Decodes one block after another; each thread has its own.
pub(super) struct Decoder<'a> {
    path: &'a Path,
    query: OsmQuery<'a>,
    expander: Expander,
    hits: Vec<bool>,
    remembered: Remembered,
}

impl<'a> Decoder<'a> {
    pub(super) fn new(path: &'a Path, query: OsmQuery<'a>) -> Self {
        Self { path, query, expander: Expander::default(), hits: Vec::new(), remembered: Remembered::default() }
    }

    pub(super) fn decode(&mut self, blob: &Blob) -> Result<Found, FormatError> {
        let Self { path, query, expander, hits, remembered } = self;
        let bytes = expander.expand(blob).map_err(|error| error.at(path, blob.offset))?;
        decode_block(bytes, *query, hits, remembered).map_err(|error| error.at(path, blob.offset))
    }
}

/// The strings of a block and which of them are looked for.
struct Block<'a> {
    strings: Vec<&'a [u8]>,
    hits: &'a [bool],
    granularity: i64,
    lat_offset: i64,
    lon_offset: i64,
    query: OsmQuery<'a>,
    found: Found,
    weight: usize,
}

fn decode_block(
    bytes: &[u8],
    query: OsmQuery<'_>,
    hits: &mut Vec<bool>,
    remembered: &mut Remembered,
) -> Result<Found, BlobError> {
    let mut strings = Vec::new();
    let mut groups = Vec::new();
    let (mut granularity, mut lat_offset, mut lon_offset) = (100, 0, 0);
    let mut wire = Wire::new(bytes);
    while let Some((number, value)) = wire.field()? {
        match number {
            1 => {
                let mut table = Wire::new(value.bytes()?);
                while let Some((number, value)) = table.field()? {
                    if number == 1 {
                        strings.push(value.bytes()?);
                    }
                }
            }
            2 => groups.push(value.bytes()?),
            17 => granularity = value.varint()?.cast_signed(),
            19 => lat_offset = value.varint()?.cast_signed(),
            20 => lon_offset = value.varint()?.cast_signed(),
            _ => {}
        }
    }
    hits.clear();
    if let Some(test) = query.strings() {
        hits.extend(strings.iter().map(|string| remembered.ask(test, string)));
    }
    if !hits.contains(&true) {
        hits.clear();
        if matches!(query, OsmQuery::Strings(_)) {
            return Ok(Found::default());
        }
    }
    let found = Found::default();
    let mut block = Block { strings, hits, granularity, lat_offset, lon_offset, query, found, weight: 0 };
    for group in groups {
        block.group(group)?;
    }
    Ok(block.found)
}

impl<'a> Block<'a> {
    fn group(&mut self, bytes: &'a [u8]) -> Result<(), BlobError> {
        let mut wire = Wire::new(bytes);
        while let Some((number, value)) = wire.field()? {
            match number {
                1 => self.plain(OsmKind::Node, value.bytes()?)?,
                2 => self.dense(value.bytes()?)?,
                3 => self.plain(OsmKind::Way, value.bytes()?)?,
                4 => self.plain(OsmKind::Relation, value.bytes()?)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn hit(&self, string: u64) -> bool {
        usize::try_from(string).ok().and_then(|idx| self.hits.get(idx)).copied().unwrap_or(false)
    }

    fn wanted_id(&self, id: OsmId) -> bool {
        match self.query {
            OsmQuery::All => true,
            _ => self.query.ids().is_some_and(|ids| ids.contains(id)),
        }
    }

    fn wants_by_id(&self, kind: OsmKind) -> bool {
        match self.query {
            OsmQuery::All => true,
            _ => self.query.ids().is_some_and(|ids| !ids.of(kind).is_empty()),
        }
    }

    fn text(&mut self, string: u64, id: OsmId) -> Result<String, BlobError> {
        let bytes = usize::try_from(string).ok().and_then(|idx| self.strings.get(idx)).ok_or_else(|| {
            BlobError::Damaged(format!("{id} names string {string}; the block has {}", self.strings.len()))
        })?;
        self.weight += bytes.len();
        Ok(match String::from_utf8_lossy(bytes) {
            Cow::Borrowed(text) => text.to_owned(),
            Cow::Owned(text) => {
                let what = format!("expected UTF-8, found `{text}`");
                self.problem(id, what, "kept with U+FFFD");
                text
            }
        })
    }

    fn problem(&mut self, id: OsmId, what: String, action: &'static str) {
        if self.found.problems.len() < 1_000 {
            self.found.problems.push((id.to_string(), what, action));
        }
    }

    fn tags(&mut self, id: OsmId, pairs: &[(u64, u64)]) -> Result<Vec<(String, String)>, BlobError> {
        let mut tags = Vec::with_capacity(pairs.len());
        for (key, value) in pairs {
            tags.push((self.text(*key, id)?, self.text(*value, id)?));
        }
        self.weight += pairs.len() * 64;
        Ok(tags)
    }

    fn push(&mut self, object: OsmObject) -> Result<(), BlobError> {
        self.weight += size_of::<OsmObject>();
        self.weight += match &object.shape {
            OsmShape::Node(_) => 0,
            OsmShape::Way(nodes) => nodes.len() * 8,
            OsmShape::Relation(members) => members.len() * size_of::<OsmMember>(),
        };
        if self.weight > MAX_WEIGHT {
            return Err(BlobError::Limit(format!("the objects of a block take more than {MAX_WEIGHT} bytes")));
        }
        self.found.objects.push(object);
        Ok(())
    }

    fn position(&mut self, id: OsmId, lon: i64, lat: i64) -> Option<LonLat> {
        let degrees = |offset: i64, units: i64| {
            // Nanodegrees up to 2^53 are exact in a double, and one division rounds once.
            offset.saturating_add(self.granularity.saturating_mul(units)) as f64 / 1e9
        };
        let at = LonLat::new(degrees(self.lon_offset, lon), degrees(self.lat_offset, lat));
        if at.is_none() {
            let what = format!(
                "expected a place on the earth, found longitude {} and latitude {}",
                degrees(self.lon_offset, lon),
                degrees(self.lat_offset, lat)
            );
            self.problem(id, what, "kept without a position");
        }
        at
    }

    /// Decodes a node, way or relation that stands for itself.
    fn plain(&mut self, kind: OsmKind, bytes: &'a [u8]) -> Result<(), BlobError> {
        let mut plain = Plain::default();
        let mut wire = Wire::new(bytes);
        while let Some((number, value)) = wire.field()? {
            match number {
                1 => plain.id = Some(value.varint()?),
                2 => numbers(value, &mut plain.keys)?,
                3 => numbers(value, &mut plain.values)?,
                4 => plain.info = Some(value.bytes()?),
                8 => plain.eighth.push(value),
                9 => plain.ninth.push(value),
                10 => plain.tenth.push(value),
                _ => {}
            }
        }
        if plain.keys.len() != plain.values.len() {
            let what = format!("a {} has {} keys but {} values", kind.as_str(), plain.keys.len(), plain.values.len());
            return Err(BlobError::Damaged(what));
        }
        let id = plain.id.ok_or_else(|| BlobError::Damaged(format!("a {} without an id", kind.as_str())))?;
        let id = OsmId { kind, id: if kind == OsmKind::Node { zigzag(id) } else { id.cast_signed() } };
        let by_string = plain.keys.iter().chain(&plain.values).any(|string| self.hit(*string));
        if !by_string && !self.wanted_id(id) {
            return Ok(());
        }
        let shape = match kind {
            OsmKind::Node => {
                let (lat, lon) = (one(&plain.eighth)?, one(&plain.ninth)?);
                OsmShape::Node(self.position(id, zigzag(lon), zigzag(lat)))
            }
            OsmKind::Way => {
                let mut deltas = Vec::new();
                plain.eighth.iter().try_for_each(|value| numbers(*value, &mut deltas))?;
                OsmShape::Way(summed(&deltas))
            }
            OsmKind::Relation => self.members(id, &plain)?,
        };
        let version = plain.info.map(version).transpose()?.flatten();
        let pairs: Vec<_> = plain.keys.iter().copied().zip(plain.values.iter().copied()).collect();
        let tags = self.tags(id, &pairs)?;
        self.push(OsmObject { id, version, tags, shape })
    }

    fn members(&mut self, id: OsmId, plain: &Plain<'_>) -> Result<OsmShape, BlobError> {
        let (mut roles, mut deltas, mut kinds) = (Vec::new(), Vec::new(), Vec::new());
        plain.eighth.iter().try_for_each(|value| numbers(*value, &mut roles))?;
        plain.ninth.iter().try_for_each(|value| numbers(*value, &mut deltas))?;
        plain.tenth.iter().try_for_each(|value| numbers(*value, &mut kinds))?;
        if roles.len() != deltas.len() || kinds.len() != deltas.len() {
            let what = format!("{id} has {} members, {} roles and {} kinds", deltas.len(), roles.len(), kinds.len());
            return Err(BlobError::Damaged(what));
        }
        let mut members = Vec::with_capacity(deltas.len());
        for ((number, role), kind) in summed(&deltas).into_iter().zip(roles).zip(kinds) {
            let kind = match kind {
                0 => OsmKind::Node,
                1 => OsmKind::Way,
                2 => OsmKind::Relation,
                other => return Err(BlobError::Damaged(format!("{id} has a member of kind {other}"))),
            };
            members.push(OsmMember { id: OsmId { kind, id: number }, role: self.text(role, id)? });
        }
        Ok(OsmShape::Relation(members))
    }

    fn dense(&mut self, bytes: &'a [u8]) -> Result<(), BlobError> {
        let dense = Dense::of(bytes)?;
        let by_id = self.wants_by_id(OsmKind::Node);
        if !by_id && !self.any_hit(dense.tags)? {
            return Ok(());
        }
        let (mut ids, mut lats, mut lons) = (Wire::new(dense.ids), Wire::new(dense.lats), Wire::new(dense.lons));
        let (mut tags, mut versions) = (Wire::new(dense.tags), Wire::new(dense.versions));
        let (mut id, mut lat, mut lon) = (0_i64, 0_i64, 0_i64);
        let mut pairs = Vec::new();
        while !ids.is_empty() {
            id = id.wrapping_add(ids.sint()?);
            lat = lat.wrapping_add(lats.sint()?);
            lon = lon.wrapping_add(lons.sint()?);
            let version = if versions.is_empty() { None } else { Some(versions.varint()?.cast_signed()) };
            pairs.clear();
            let mut wanted = by_id && self.wanted_id(OsmId::node(id));
            // A node ends with a zero; when no node of the group has tags, the list is empty.
            while !tags.is_empty() {
                let key = tags.varint()?;
                if key == 0 {
                    break;
                }
                let value = tags.varint()?;
                wanted |= self.hit(key) || self.hit(value);
                pairs.push((key, value));
            }
            if wanted {
                let id = OsmId::node(id);
                let shape = OsmShape::Node(self.position(id, lon, lat));
                let tags = self.tags(id, &pairs)?;
                self.push(OsmObject { id, version: version.filter(|v| *v >= 0), tags, shape })?;
            }
        }
        if !lats.is_empty() || !lons.is_empty() || !tags.is_empty() {
            return Err(BlobError::Damaged("dense nodes have more coordinates or tags than ids".to_owned()));
        }
        Ok(())
    }

    fn any_hit(&self, tags: &[u8]) -> Result<bool, WireError> {
        if self.hits.is_empty() {
            return Ok(false);
        }
        let mut tags = Wire::new(tags);
        while !tags.is_empty() {
            if self.hit(tags.varint()?) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The fields of a plain object, whose numbers mean the same in all kinds up to 4.
#[derive(Default)]
struct Plain<'a> {
    id: Option<u64>,
    keys: Vec<u64>,
    values: Vec<u64>,
    info: Option<&'a [u8]>,
    eighth: Vec<Value<'a>>,
    ninth: Vec<Value<'a>>,
    tenth: Vec<Value<'a>>,
}

/// The lists of dense nodes, still packed.
#[derive(Default)]
struct Dense<'a> {
    ids: &'a [u8],
    versions: &'a [u8],
    lats: &'a [u8],
    lons: &'a [u8],
    tags: &'a [u8],
}

impl<'a> Dense<'a> {
    fn of(bytes: &'a [u8]) -> Result<Self, WireError> {
        let mut dense = Self::default();
        let mut wire = Wire::new(bytes);
        while let Some((number, value)) = wire.field()? {
            let list = match number {
                1 => &mut dense.ids,
                5 => {
                    let mut info = Wire::new(value.bytes()?);
                    while let Some((number, value)) = info.field()? {
                        if number == 1 {
                            dense.versions = value.bytes()?;
                        }
                    }
                    continue;
                }
                8 => &mut dense.lats,
                9 => &mut dense.lons,
                10 => &mut dense.tags,
                _ => continue,
            };
            if !list.is_empty() {
                return Err("a list of dense nodes comes in two parts");
            }
            *list = value.bytes()?;
        }
        Ok(dense)
    }
}

/// Appends a packed list, or the single number of a list that is not packed.
fn numbers(value: Value<'_>, into: &mut Vec<u64>) -> Result<(), WireError> {
    match value {
        Value::Varint(number) => into.push(number),
        Value::Bytes(bytes) => {
            let mut wire = Wire::new(bytes);
            while !wire.is_empty() {
                into.push(wire.varint()?);
            }
        }
        Value::Fixed => return Err("expected a list of numbers, found a fixed-width number"),
    }
    Ok(())
}

fn one(values: &[Value<'_>]) -> Result<u64, WireError> {
    values.last().ok_or("a node without coordinates")?.varint()
}

fn summed(deltas: &[u64]) -> Vec<i64> {
    let mut sum = 0_i64;
    deltas
        .iter()
        .map(|delta| {
            sum = sum.wrapping_add(zigzag(*delta));
            sum
        })
        .collect()
}

fn version(info: &[u8]) -> Result<Option<i64>, WireError> {
    let mut wire = Wire::new(info);
    let mut version = None;
    while let Some((number, value)) = wire.field()? {
        if number == 1 {
            version = Some(value.varint()?.cast_signed()).filter(|version| *version >= 0);
        }
    }
    Ok(version)
}
