//! Names of persons, keyed once and compared many times.
//!
//! **In**: names or parts of names in any script, as lists write them.
//! **Out**: how alike two names are, part by part, and a likeness from 0 to 1.
//! **Read first**: [`Knowledge::bundled`], [`Knowledge::read`], then [`PersonName::compare`].
//! **Invariants**: comparing allocates nothing and looks nothing up; it gives the same in either order.
//! **Not here**: how much a level weighs in a list (`link` learns that from the data).

mod alike;
mod compare;
mod knowledge;
mod part;
mod read;

pub use alike::{edits, is_slip, jaro_winkler};
pub(crate) use compare::are_swapped;
pub use compare::{Level, NameLevels};
pub use knowledge::Knowledge;
pub use part::{Part, Role, Sex};
pub(crate) use read::Looks;
pub use read::PersonName;
