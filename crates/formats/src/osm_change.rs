//! osmChange: edits that a map editor opens and `osmium apply-changes` applies. <https://wiki.openstreetmap.org/wiki/OsmChange>
//!
//! # What is written
//! One `modify` block with whole objects, each once, sorted by kind (nodes, ways, relations) and id, so that the same edits give
//! the same bytes. An object carries the version that it was read with: the server refuses the edit when somebody else was
//! faster. All of its tags, its position, nodes or members stand in it, because the server takes what is missing as removed.
//!
//! # What is not written
//! Nothing is created or deleted; timestamps, changesets and users belong to whoever uploads. Thaw never uploads.
//!
//! # Reading
//! [`crate::osm_xml`] reads osmChange too.

use crate::{
    osm::{OsmId, OsmObject, OsmShape},
    osm_xml,
};
use std::{
    collections::BTreeMap,
    io::{self, Write},
};

/// Why a set of edits is no sound osmChange.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OsmChangeError {
    /// Two edits of one object: the second would overwrite the first.
    #[error("{0} is changed twice; expected one edit with all its tags")]
    Twice(OsmId),
    /// The server cannot tell whether the object is still the one that was read.
    #[error("{0} has no version; expected a file that keeps versions")]
    NoVersion(OsmId),
    /// An edit without a position would move or break the node.
    #[error("{0} has no position; expected whole objects")]
    NoPosition(OsmId),
}

/// The edits of one osmChange, checked.
#[derive(Clone, Debug, Default)]
pub struct OsmChange {
    modified: BTreeMap<OsmId, OsmObject>,
}

impl OsmChange {
    /// Returns the edits as one change: `objects` as they shall be, with the version that they were read with.
    ///
    /// # Errors
    /// An object occurs twice, or lacks its version or position.
    pub fn new(objects: impl IntoIterator<Item = OsmObject>) -> Result<Self, OsmChangeError> {
        let mut modified = BTreeMap::new();
        for object in objects {
            let id = object.id;
            if object.version.is_none() {
                return Err(OsmChangeError::NoVersion(id));
            }
            if object.shape == OsmShape::Node(None) {
                return Err(OsmChangeError::NoPosition(id));
            }
            if modified.insert(id, object).is_some() {
                return Err(OsmChangeError::Twice(id));
            }
        }
        Ok(Self { modified })
    }

    /// Returns the objects in the order in which they are written.
    pub fn objects(&self) -> impl Iterator<Item = &OsmObject> {
        self.modified.values()
    }

    /// Writes the file.
    ///
    /// # Errors
    /// What `out` says.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<osmChange version=\"0.6\" generator=\"thaw\">")?;
        if !self.modified.is_empty() {
            writeln!(out, "  <modify>")?;
            for object in self.modified.values() {
                osm_xml::write_object(out, object, "    ")?;
            }
            writeln!(out, "  </modify>")?;
        }
        writeln!(out, "</osmChange>")
    }
}
