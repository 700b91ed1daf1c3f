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
    /// The least and the greatest kind of all its objects, wanted or not.
    pub(super) kinds: Option<(OsmKind, OsmKind)>,
    pub(super) objects: Vec<OsmObject>,
    /// Place, what, action.
    pub(super) problems: Vec<(String, String, &'static str)>,
}

/// Decodes one block after another; each thread has its own.
pub(super) struct Decoder<'a> {
    path: &'a Path,
    query: OsmQuery<'a>,
    /// The wanted nodes, sorted.
    nodes: &'a [i64],
    only: Option<OsmKind>,
    expander: Expander,
    hits: Vec<bool>,
    remembered: Remembered,
}

impl<'a> Decoder<'a> {
    /// `nodes` are the nodes that the query wants by their ids, sorted; `only` leaves out the objects of other kinds.
    pub(super) fn new(path: &'a Path, query: OsmQuery<'a>, nodes: &'a [i64], only: Option<OsmKind>) -> Self {
        Self {
            path,
            query,
            nodes,
            only,
            expander: Expander::default(),
            hits: Vec::new(),
            remembered: Remembered::default(),
        }
    }

    pub(super) fn decode(&mut self, blob: &Blob) -> Result<Found, FormatError> {
        let Self { path, query, nodes, only, expander, hits, remembered } = self;
        let bytes = expander.expand(blob).map_err(|error| error.at(path, blob.offset))?;
        decode_block(bytes, *query, nodes, *only, hits, remembered).map_err(|error| error.at(path, blob.offset))
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
    nodes: &'a [i64],
    found: Found,
    weight: usize,
}

fn decode_block<'a>(
    bytes: &'a [u8],
    query: OsmQuery<'a>,
    nodes: &'a [i64],
    only: Option<OsmKind>,
    hits: &'a mut Vec<bool>,
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
    let kinds = || groups.iter().filter_map(|group| kind_of_group(group));
    let found = Found { kinds: kinds().min().zip(kinds().max()), ..Found::default() };
    groups.retain(|group| only.is_none() || kind_of_group(group) == only);
    if groups.is_empty() {
        return Ok(found);
    }
    hits.clear();
    if let Some(test) = query.strings() {
        hits.extend(strings.iter().map(|string| remembered.ask(test, string)));
    }
    if !hits.contains(&true) {
        hits.clear();
        if matches!(query, OsmQuery::Strings(_)) {
            return Ok(found);
        }
    }
    let mut block = Block { strings, hits, granularity, lat_offset, lon_offset, query, nodes, found, weight: 0 };
    for group in groups {
        block.group(group)?;
    }
    Ok(block.found)
}

/// Returns the kind of a group's objects: a group holds one kind.
fn kind_of_group(group: &[u8]) -> Option<OsmKind> {
    match Wire::new(group).field() {
        Ok(Some((1 | 2, _))) => Some(OsmKind::Node),
        Ok(Some((3, _))) => Some(OsmKind::Way),
        Ok(Some((4, _))) => Some(OsmKind::Relation),
        _ => None,
    }
}

/// Returns the kind of the first object of a block; nothing when it has none.
pub(super) fn first_kind(bytes: &[u8]) -> Result<Option<OsmKind>, WireError> {
    let mut wire = Wire::new(bytes);
    while let Some((number, value)) = wire.field()? {
        if number == 2
            && let Some(kind) = kind_of_group(value.bytes()?)
        {
            return Ok(Some(kind));
        }
    }
    Ok(None)
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
        let mut by_id = false;
        while let Some((number, value)) = wire.field()? {
            match number {
                1 => {
                    let id = value.varint()?;
                    let id = OsmId { kind, id: if kind == OsmKind::Node { zigzag(id) } else { id.cast_signed() } };
                    plain.id = Some(id);
                    by_id = self.wanted_id(id);
                    if !by_id && self.hits.is_empty() {
                        return Ok(());
                    }
                }
                2 => plain.keys.push(value),
                3 => plain.values.push(value),
                4 => plain.info = Some(value.bytes()?),
                8 => plain.eighth.push(value),
                9 => plain.ninth.push(value),
                10 => plain.tenth.push(value),
                _ => {}
            }
        }
        let id = plain.id.ok_or_else(|| BlobError::Damaged(format!("a {} without an id", kind.as_str())))?;
        let by_string = self.any_of(&plain.keys)? || self.any_of(&plain.values)?;
        if !by_id && !by_string {
            return Ok(());
        }
        let (keys, values) = (plain.keys.numbers()?, plain.values.numbers()?);
        if keys.len() != values.len() {
            let what = format!("a {} has {} keys but {} values", kind.as_str(), keys.len(), values.len());
            return Err(BlobError::Damaged(what));
        }
        let shape = match kind {
            OsmKind::Node => {
                let (lat, lon) = (plain.eighth.one()?, plain.ninth.one()?);
                OsmShape::Node(self.position(id, zigzag(lon), zigzag(lat)))
            }
            OsmKind::Way => OsmShape::Way(summed(&plain.eighth.numbers()?)),
            OsmKind::Relation => self.members(id, &plain)?,
        };
        let version = plain.info.map(version).transpose()?.flatten();
        let tags = if by_string || self.query.takes_tags_by_id() {
            let pairs: Vec<_> = keys.into_iter().zip(values).collect();
            self.tags(id, &pairs)?
        } else {
            Vec::new()
        };
        self.push(OsmObject { id, version, tags, shape })
    }

    /// Tells whether a list names a string that is looked for.
    fn any_of(&self, list: &List<'_>) -> Result<bool, WireError> {
        for part in list.parts() {
            let hit = match part {
                Value::Varint(number) => self.hit(*number),
                Value::Bytes(bytes) => self.any_hit(bytes)?,
                Value::Fixed => return Err("expected a list of numbers, found a fixed-width number"),
            };
            if hit {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn members(&mut self, id: OsmId, plain: &Plain<'_>) -> Result<OsmShape, BlobError> {
        let (roles, deltas, kinds) = (plain.eighth.numbers()?, plain.ninth.numbers()?, plain.tenth.numbers()?);
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
        let ids = dense_ids(dense.ids)?;
        let rows = self.wanted_rows(&ids);
        if rows.is_empty() && !self.any_hit(dense.tags)? {
            return Ok(());
        }
        let (mut lats, mut lons) = (Wire::new(dense.lats), Wire::new(dense.lons));
        let (mut tags, mut versions) = (Wire::new(dense.tags), Wire::new(dense.versions));
        let (mut lat, mut lon) = (0_i64, 0_i64);
        let mut pairs = Vec::new();
        // Without a string to look for, nothing is wanted behind the last row.
        let n_rows = if self.hits.is_empty() { rows.last().map_or(0, |row| row + 1) } else { ids.len() };
        let mut rows = rows.into_iter().peekable();
        for (row, id) in ids.iter().enumerate().take(n_rows) {
            lat = lat.wrapping_add(lats.sint()?);
            lon = lon.wrapping_add(lons.sint()?);
            let version = if versions.is_empty() { None } else { Some(versions.varint()?.cast_signed()) };
            pairs.clear();
            let by_id = rows.next_if_eq(&row).is_some();
            let mut by_string = false;
            // A node ends with a zero; when no node of the group has tags, the list is empty.
            while !tags.is_empty() {
                let key = tags.varint()?;
                if key == 0 {
                    break;
                }
                let value = tags.varint()?;
                by_string |= self.hit(key) || self.hit(value);
                pairs.push((key, value));
            }
            if by_id || by_string {
                if !by_string && !self.query.takes_tags_by_id() {
                    pairs.clear();
                }
                let id = OsmId::node(*id);
                let shape = OsmShape::Node(self.position(id, lon, lat));
                let tags = self.tags(id, &pairs)?;
                self.push(OsmObject { id, version: version.filter(|v| *v >= 0), tags, shape })?;
            }
        }
        if n_rows == ids.len() && !(lats.is_empty() && lons.is_empty() && tags.is_empty()) {
            return Err(BlobError::Damaged("dense nodes have more coordinates or tags than ids".to_owned()));
        }
        Ok(())
    }

    /// Returns which nodes of a group are wanted by their ids, before anything else of them is decoded.
    fn wanted_rows(&self, ids: &[i64]) -> Vec<usize> {
        if matches!(self.query, OsmQuery::All) {
            return (0..ids.len()).collect();
        }
        let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return Vec::new() };
        if !ids.is_sorted() {
            return (0..ids.len()).filter(|row| self.nodes.binary_search(&ids[*row]).is_ok()).collect();
        }
        let wanted = &self.nodes[self.nodes.partition_point(|id| id < first)..];
        let wanted = &wanted[..wanted.partition_point(|id| id <= last)];
        let mut rows = Vec::new();
        let mut row = 0;
        for id in wanted {
            row += ids[row..].partition_point(|known| known < id);
            if ids.get(row) == Some(id) {
                rows.push(row);
                row += 1;
            }
        }
        rows
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
    id: Option<OsmId>,
    keys: List<'a>,
    values: List<'a>,
    info: Option<&'a [u8]>,
    eighth: List<'a>,
    ninth: List<'a>,
    tenth: List<'a>,
}

/// A repeated field: nearly always one packed list; protobuf also allows parts and single numbers.
#[derive(Default)]
enum List<'a> {
    #[default]
    Empty,
    One(Value<'a>),
    Parts(Vec<Value<'a>>),
}

impl<'a> List<'a> {
    fn push(&mut self, value: Value<'a>) {
        match self {
            Self::Empty => *self = Self::One(value),
            Self::One(first) => *self = Self::Parts(vec![*first, value]),
            Self::Parts(parts) => parts.push(value),
        }
    }

    fn parts(&self) -> &[Value<'a>] {
        match self {
            Self::Empty => &[],
            Self::One(value) => std::slice::from_ref(value),
            Self::Parts(parts) => parts,
        }
    }

    fn numbers(&self) -> Result<Vec<u64>, WireError> {
        let mut list = Vec::new();
        self.parts().iter().try_for_each(|value| numbers(*value, &mut list))?;
        Ok(list)
    }

    /// Returns the number of a field that is not repeated: the last one counts.
    fn one(&self) -> Result<u64, WireError> {
        self.parts().last().ok_or("a node without coordinates")?.varint()
    }
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

/// Returns the ids of dense nodes, which are written as differences.
fn dense_ids(bytes: &[u8]) -> Result<Vec<i64>, WireError> {
    let mut ids = Vec::with_capacity(bytes.len().min(8_000));
    let mut wire = Wire::new(bytes);
    let mut id = 0_i64;
    while !wire.is_empty() {
        id = id.wrapping_add(wire.sint()?);
        ids.push(id);
    }
    Ok(ids)
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
