//! Turns approved acts into files that other systems take.
//!
//! **In**: acts, the state, and for maps the objects as the map has them now. **Out**: changed objects, a crosswalk of addresses,
//! dated places. Nothing is uploaded, and an object that cannot be changed safely is named instead.

pub mod crosswalk;
pub mod gazetteer;
mod osm;

pub use osm::{Change, OldName, Renaming, changes};

use std::collections::BTreeMap;
use std::path::Path;
use thaw_core::{Act, ActKind, ActState, State};
use thaw_formats::error::FormatError;
use thaw_formats::osm::{OsmFile, OsmId, OsmIds, OsmObject, OsmQuery};

/// Returns the renamings of a ledger; with `approved` only those that are approved and not yet carried out.
pub fn renamings(state: &State, approved: bool) -> impl Iterator<Item = &Act> {
    state.acts().filter(move |act| {
        act.kind == ActKind::Rename
            && if approved { act.state == ActState::Approved } else { state.is_in_force(&act.id) }
    })
}

/// Reads the members of renamings as a map has them now.
///
/// # Errors
/// When the map cannot be read.
pub fn members(path: &Path, renamings: &[Renaming]) -> Result<BTreeMap<OsmId, OsmObject>, FormatError> {
    let wanted: OsmIds = renamings.iter().flat_map(|renaming| renaming.members.iter().copied()).collect();
    let mut objects = BTreeMap::new();
    OsmFile::open(path)?.read(OsmQuery::Ids(&wanted), &mut |object| {
        objects.insert(object.id, object);
    })?;
    Ok(objects)
}
