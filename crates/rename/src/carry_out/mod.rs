//! Turns approved acts into files that other systems take.
//!
//! **In**: acts, the state, and for maps the objects as the map has them now. **Out**: changed objects, a crosswalk of addresses,
//! dated places. Nothing is uploaded, and an object that cannot be changed safely is named instead.

mod osm;

pub use osm::{Change, OldName, Renaming, changes};

use thaw_core::{Act, ActKind, ActState, State};

/// Returns the renamings of a ledger; with `approved` only those that are approved and not yet carried out.
pub fn renamings(state: &State, approved: bool) -> impl Iterator<Item = &Act> {
    state.acts().filter(move |act| {
        act.kind == ActKind::Rename
            && if approved { act.state == ActState::Approved } else { state.is_in_force(&act.id) }
    })
}
