//! The reform that gives back what censorship took: editions are collated, and a register tells what could be read when.
//!
//! **In**: two or more witnesses of a work (any document of `thaw-formats`), the folds that were asked for; the state of
//! the ledger for the register.
//! **Out**: a table of all witnesses aligned by word ([`Collation`]), the changes of each against the full edition
//! ([`Change`]), both written as report, HTML, TEI, JSON or CSV ([`output`]); the works as of a date ([`register`]).
//! **Read first**: [`witness`], [`collation`], [`changes`].
//! **Invariants**: the words of a witness, in the order of its columns, are the witness; the result is the same for any
//! order of the witnesses; punctuation hangs on words and never decides an alignment.
//! **Not here**: how two sequences are aligned (`thaw_core::align`), how documents are read (`thaw-formats`).

pub mod changes;
pub mod collation;
pub mod fold;
mod gap;
mod kind;
mod moved;
mod noise;
pub mod output;
pub mod register;
pub mod witness;

pub use changes::{Change, Kind, Layer};
pub use collation::Collation;
pub use fold::{Fold, Folds};
pub use witness::Witness;
