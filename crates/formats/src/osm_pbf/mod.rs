//! OpenStreetMap PBF. <https://wiki.openstreetmap.org/wiki/PBF_Format>
//!
//! A file is a row of *blobs*: a length (4 bytes, big-endian), a `BlobHeader`, a `Blob`. The first is of type `OSMHeader`, the
//! others `OSMData`; other types are passed over, as the format asks. A data blob holds a block: a table of the distinct strings
//! of its objects, and the objects, which name strings by their number.
//!
//! # What is read
//! Blobs that are plain or zlib-compressed; dense and plain nodes, ways, relations; ids, versions, tags, coordinates at any
//! granularity and offset, nodes of ways, members of relations.
//!
//! Reading has two levels. The string table of every block is tested first, each string once; a block without a hit is not
//! decoded further. In the others only the objects that bear a hit are decoded. So the cost of a survey is that of decompression,
//! whatever the number of names.
//!
//! # What is not read
//! - lzma, bzip2, lz4 and zstd blobs, files with the history of objects, and required features that are not known: refused, with what to do.
//! - Timestamps, changesets and users; locations inside ways; indexes: passed over.
//! - Text that is not UTF-8: kept with U+FFFD in place of the bad bytes, and a problem.
//! - Coordinates outside the earth: the node is delivered without a position, and a problem.
//!
//! # Limits
//! A `BlobHeader` has at most 64 KiB, a blob 32 MiB before and after expansion (the format's own limits), the objects of one block
//! 128 MiB in memory. Blocks in work together hold at most 24 MiB of expanded bytes, unless a single one is larger.
//!
//! # Differences from peers
//! Damage anywhere ends the reading with the byte where the blob begins. A file that is cut inside a blob is never taken for a
//! smaller one; one that is cut exactly between two blobs cannot be told, because the format does not say how many there are.

mod blob;
mod block;
mod pipeline;
mod sections;
mod write;

use crate::{
    error::{At, FormatError},
    osm::{OsmKind, OsmObject, OsmQuery},
    problems::Problems,
};
use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
};

pub(crate) use sections::Sections;
pub use write::{Packing, write};

/// Delivers the wanted objects of a file in its order, decoding on `n_threads` threads (0: one for each core).
///
/// # Errors
/// See the limits and what is not read, above; what was delivered before stays true.
pub fn read_path(
    path: &Path,
    query: OsmQuery<'_>,
    n_threads: usize,
    each: &mut dyn FnMut(OsmObject),
) -> Result<Problems, FormatError> {
    let file = File::open(path).at(path, "cannot open")?;
    read(path, std::io::BufReader::with_capacity(1 << 20, file), query, n_threads, each)
}

/// Delivers the wanted objects of any source of bytes; `path` is what errors will call it.
///
/// # Errors
/// As [`read_path`].
pub fn read(
    path: &Path,
    source: impl Read + Send,
    query: OsmQuery<'_>,
    n_threads: usize,
    each: &mut dyn FnMut(OsmObject),
) -> Result<Problems, FormatError> {
    let mut blobs = blob::Blobs::new(path, source);
    blobs.read_header()?;
    let mut problems = Problems::of(path);
    run(path, blobs, query, None, n_threads, &mut problems, &mut |found| {
        found.objects.into_iter().for_each(&mut *each);
    })?;
    Ok(problems)
}

/// Returns where the kinds lie in a file that is sorted by kind.
///
/// # Errors
/// As [`read_path`].
pub(crate) fn sections(path: &Path) -> Result<Option<Sections>, FormatError> {
    Sections::find(path)
}

/// Delivers the wanted objects of one kind from its section alone.
///
/// # Errors
/// As [`read_path`], and [`FormatError::OutOfOrder`] after the last object when the blobs are not sorted by kind, so that some may
/// have been missed.
pub(crate) fn read_section(
    path: &Path,
    sections: &Sections,
    kind: OsmKind,
    query: OsmQuery<'_>,
    n_threads: usize,
    each: &mut dyn FnMut(OsmObject),
) -> Result<Problems, FormatError> {
    let section = sections.of(kind);
    let mut file = File::open(path).at(path, "cannot open")?;
    file.seek(SeekFrom::Start(section.start)).at(path, "cannot read")?;
    let source = std::io::BufReader::with_capacity(1 << 20, file.take(section.end - section.start));
    let blobs = blob::Blobs::at(path, source, section.start);
    let mut problems = Problems::of(path);
    let mut order = sections::Order::default();
    run(path, blobs, query, Some(kind), n_threads, &mut problems, &mut |found| {
        order.follow(found.kinds);
        found.objects.into_iter().for_each(&mut *each);
    })?;
    if order.is_broken() {
        return Err(FormatError::OutOfOrder { path: path.to_owned() });
    }
    Ok(problems)
}

fn run<R: Read + Send>(
    path: &Path,
    blobs: blob::Blobs<'_, R>,
    query: OsmQuery<'_>,
    only: Option<OsmKind>,
    n_threads: usize,
    problems: &mut Problems,
    deliver: &mut dyn FnMut(block::Found),
) -> Result<(), FormatError> {
    let n_threads = match n_threads {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        n => n.min(64),
    };
    let mut nodes: Vec<i64> = query.ids().map(|ids| ids.nodes.iter().copied().collect()).unwrap_or_default();
    nodes.sort_unstable();
    pipeline::run(
        blobs,
        n_threads,
        || block::Decoder::new(path, query, &nodes, only),
        &mut |mut found: block::Found| {
            for (place, what, action) in std::mem::take(&mut found.problems) {
                problems.add(place, what, action);
            }
            deliver(found);
        },
    )
}
