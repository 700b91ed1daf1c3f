//! Where the nodes, the ways and the relations of a sorted file lie.
//!
//! In nearly every file nodes come first, then ways, then relations. The border between two kinds is then found by halving, with
//! a dozen blobs expanded; each kind can be read alone, and no blob but those at the borders is expanded twice.
//!
//! Many such files do not say in their header that they are sorted, and one that says so may be wrong. So order is assumed, and
//! [`Order`] checks it while the sections are read: they overlap by the blob at the border, so that together they show whether
//! every blob follows the one before.

use super::{
    blob::{Blobs, Expander},
    block::first_kind,
};
use crate::{
    error::{At, FormatError},
    osm::OsmKind,
};
use std::{
    fs::File,
    io::{BufReader, Seek, SeekFrom},
    ops::Range,
    path::Path,
};

/// Bytes of a file: from the first blob that can hold a kind to the end of the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sections([Range<u64>; 3]);

impl Sections {
    /// Looks for the borders; returns nothing when the blobs seen on the way hold no objects.
    pub(super) fn find(path: &Path) -> Result<Option<Self>, FormatError> {
        let file = File::open(path).at(path, "cannot open")?;
        let mut blobs = Blobs::new(path, BufReader::with_capacity(1 << 12, &file));
        blobs.read_header()?;
        let (offsets, end) = blobs.offsets()?;
        let mut expander = Expander::default();
        let mut kind_at = |offset: u64| -> Result<Option<OsmKind>, FormatError> {
            (&file).seek(SeekFrom::Start(offset)).at(path, "cannot read")?;
            let Some(blob) = Blobs::at(path, &file, offset).next()? else { return Ok(None) };
            let bytes = expander.expand(&blob).map_err(|error| error.at(path, offset))?;
            first_kind(bytes).map_err(|what| FormatError::damaged(path, format!("blob at byte {offset}"), what))
        };
        // The first blob that begins with this kind or a later one.
        let mut border = |kind: OsmKind| -> Result<Option<usize>, FormatError> {
            let (mut low, mut high) = (0, offsets.len());
            while low < high {
                let middle = low.midpoint(high);
                match kind_at(offsets[middle])? {
                    Some(found) if found < kind => low = middle + 1,
                    Some(_) => high = middle,
                    None => return Ok(None),
                }
            }
            Ok(Some(low))
        };
        let (Some(ways), Some(relations)) = (border(OsmKind::Way)?, border(OsmKind::Relation)?) else {
            return Ok(None);
        };
        let at = |idx: usize| offsets.get(idx).copied().unwrap_or(end);
        // The blob before a border may end with objects of the next kind.
        let before = |idx: usize| at(idx.saturating_sub(1));
        Ok(Some(Self([at(0)..at(ways), before(ways)..at(relations), before(relations)..end])))
    }

    pub(super) fn of(&self, kind: OsmKind) -> Range<u64> {
        self.0[kind as usize].clone()
    }
}

/// Whether the blobs of a section follow one another in the order nodes, ways, relations.
#[derive(Debug, Default)]
pub(super) struct Order {
    last: Option<OsmKind>,
    is_broken: bool,
}

impl Order {
    /// Takes the first and the last kind, in that order, of the objects of the next blob; a blob may hold none.
    pub(super) fn follow(&mut self, kinds: Option<(OsmKind, OsmKind)>) {
        if let Some((first, last)) = kinds {
            self.is_broken |= self.last.is_some_and(|before| first < before);
            self.last = Some(last);
        }
    }

    pub(super) fn is_broken(&self) -> bool {
        self.is_broken
    }
}
