//! PBF files, written: for extracts that others shall read, and for the tests of the reader.

use crate::osm::{OsmKind, OsmObject, OsmShape};
use std::{
    collections::BTreeMap,
    io::{self, Write},
};

/// Objects of one block; the number that other writers use.
const N_BLOCK: usize = 8_000;

/// How blobs are stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Packing {
    /// Compressed, as everybody does.
    #[default]
    Zlib,
    /// As they are: large, but nothing has to be expanded.
    Plain,
}

/// Writes objects as a PBF file: dense nodes, blocks of 8,000 objects of one kind, in the order given.
/// The string table of a block is sorted, so that the same objects give the same bytes.
///
/// A node without a position is written at 0, 0, because the format has no way to leave it out.
///
/// # Errors
/// What `out` says, or a block that is larger than the format allows.
pub fn write<'o>(
    out: &mut dyn Write,
    packing: Packing,
    objects: impl IntoIterator<Item = &'o OsmObject>,
) -> io::Result<()> {
    let mut header = Vec::new();
    bytes(&mut header, 4, b"OsmSchema-V0.6");
    bytes(&mut header, 4, b"DenseNodes");
    bytes(&mut header, 16, b"thaw");
    frame(out, packing, b"OSMHeader", &header)?;
    let mut block: Vec<&OsmObject> = Vec::new();
    for object in objects {
        if block.len() == N_BLOCK || block.last().is_some_and(|last| last.id.kind != object.id.kind) {
            frame(out, packing, b"OSMData", &primitive_block(&block))?;
            block.clear();
        }
        block.push(object);
    }
    if !block.is_empty() {
        frame(out, packing, b"OSMData", &primitive_block(&block))?;
    }
    Ok(())
}

fn frame(out: &mut dyn Write, packing: Packing, kind: &[u8], content: &[u8]) -> io::Result<()> {
    if content.len() > super::blob::MAX_BLOB {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "a block is larger than the format allows"));
    }
    let mut blob = Vec::new();
    match packing {
        Packing::Plain => bytes(&mut blob, 1, content),
        Packing::Zlib => {
            let mut zlib = libdeflater::Compressor::new(libdeflater::CompressionLvl::default());
            let mut packed = vec![0; zlib.zlib_compress_bound(content.len())];
            let n = zlib.zlib_compress(content, &mut packed).map_err(io::Error::other)?;
            number(&mut blob, 2, content.len() as u64);
            bytes(&mut blob, 3, &packed[..n]);
        }
    }
    let mut header = Vec::new();
    bytes(&mut header, 1, kind);
    number(&mut header, 3, blob.len() as u64);
    out.write_all(&(header.len() as u32).to_be_bytes())?;
    out.write_all(&header)?;
    out.write_all(&blob)
}

fn primitive_block(objects: &[&OsmObject]) -> Vec<u8> {
    let mut strings: BTreeMap<&str, u64> = BTreeMap::new();
    for object in objects {
        for (key, value) in &object.tags {
            strings.insert(key, 0);
            strings.insert(value, 0);
        }
        for member in object.members() {
            strings.insert(&member.role, 0);
        }
    }
    // String 0 ends the tags of a dense node, so it stands for nothing else.
    let mut table = Vec::new();
    bytes(&mut table, 1, b"");
    for ((text, number), idx) in strings.iter_mut().zip(1..) {
        *number = idx;
        bytes(&mut table, 1, text.as_bytes());
    }
    let mut group = Vec::new();
    match objects.first().map(|object| object.id.kind) {
        Some(OsmKind::Node) => bytes(&mut group, 2, &dense(objects, &strings)),
        Some(OsmKind::Way) => objects.iter().for_each(|object| bytes(&mut group, 3, &plain(object, &strings))),
        _ => objects.iter().for_each(|object| bytes(&mut group, 4, &plain(object, &strings))),
    }
    let mut block = Vec::new();
    bytes(&mut block, 1, &table);
    bytes(&mut block, 2, &group);
    block
}

fn dense(objects: &[&OsmObject], strings: &BTreeMap<&str, u64>) -> Vec<u8> {
    let (mut ids, mut lats, mut lons, mut tags, mut versions) =
        (Deltas::default(), Deltas::default(), Deltas::default(), Vec::new(), Vec::new());
    let has_versions = objects.iter().any(|object| object.version.is_some());
    for object in objects {
        let at = object.at().map_or((0.0, 0.0), |at| (at.lat, at.lon));
        ids.push(object.id.id);
        lats.push((at.0 * 1e7).round() as i64);
        lons.push((at.1 * 1e7).round() as i64);
        for (key, value) in &object.tags {
            varint(&mut tags, strings[key.as_str()]);
            varint(&mut tags, strings[value.as_str()]);
        }
        varint(&mut tags, 0);
        if has_versions {
            varint(&mut versions, object.version.unwrap_or(-1).cast_unsigned());
        }
    }
    let mut dense = Vec::new();
    bytes(&mut dense, 1, &ids.packed);
    if has_versions {
        let mut info = Vec::new();
        bytes(&mut info, 1, &versions);
        bytes(&mut dense, 5, &info);
    }
    bytes(&mut dense, 8, &lats.packed);
    bytes(&mut dense, 9, &lons.packed);
    bytes(&mut dense, 10, &tags);
    dense
}

fn plain(object: &OsmObject, strings: &BTreeMap<&str, u64>) -> Vec<u8> {
    let mut message = Vec::new();
    number(&mut message, 1, object.id.id.cast_unsigned());
    let (mut keys, mut values) = (Vec::new(), Vec::new());
    for (key, value) in &object.tags {
        varint(&mut keys, strings[key.as_str()]);
        varint(&mut values, strings[value.as_str()]);
    }
    bytes(&mut message, 2, &keys);
    bytes(&mut message, 3, &values);
    if let Some(version) = object.version {
        let mut info = Vec::new();
        number(&mut info, 1, version.cast_unsigned());
        bytes(&mut message, 4, &info);
    }
    match &object.shape {
        OsmShape::Node(_) => {}
        OsmShape::Way(nodes) => {
            let mut refs = Deltas::default();
            nodes.iter().for_each(|node| refs.push(*node));
            bytes(&mut message, 8, &refs.packed);
        }
        OsmShape::Relation(members) => {
            let (mut roles, mut ids, mut kinds) = (Vec::new(), Deltas::default(), Vec::new());
            for member in members {
                varint(&mut roles, strings[member.role.as_str()]);
                ids.push(member.id.id);
                varint(&mut kinds, member.id.kind as u64);
            }
            bytes(&mut message, 8, &roles);
            bytes(&mut message, 9, &ids.packed);
            bytes(&mut message, 10, &kinds);
        }
    }
    message
}

/// A packed list of zigzag differences.
#[derive(Default)]
struct Deltas {
    packed: Vec<u8>,
    last: i64,
}

impl Deltas {
    fn push(&mut self, number: i64) {
        let delta = number.wrapping_sub(self.last);
        self.last = number;
        varint(&mut self.packed, ((delta << 1) ^ (delta >> 63)).cast_unsigned());
    }
}

fn varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn number(out: &mut Vec<u8>, field: u64, value: u64) {
    varint(out, field << 3);
    varint(out, value);
}

fn bytes(out: &mut Vec<u8>, field: u64, value: &[u8]) {
    varint(out, field << 3 | 2);
    varint(out, value.len() as u64);
    out.extend_from_slice(value);
}
