//! The ledger: acts in the order they were recorded, append-only and hash-chained, on SQLite.
//!
//! **In**: entries ([`thaw_core::Entry`]), who records them and when.
//! **Out**: who bore a name on a date, what a subject was called, the acts in force, and a report on whether anything was touched.
//! **Read first**: [`Ledger::append`], then [`Ledger::as_of`]. [`CaseLedger`] is a file of another format with the same promises, for
//! data about people.
//! **Invariants**: entries are only added; every other table is a function of them; what was acknowledged is on the disk.
//! **Not here**: what a date means (`thaw-core`), how a name is recognised in a text (`thaw-names`), what an act should say (the reforms).

mod canonical;
mod cases;
mod derived;
mod error;
mod fold;
mod moment;
mod names;
mod query;
mod renew;
mod store;
mod verify;

pub use cases::{CaseEntry, CaseLedger, StoredCase};
pub use error::LedgerError;
pub use fold::key as search_key;
pub use names::{Hit, Match, Names, distance as n_typing_errors};
pub use query::{ActFilter, Bearer, Entries, Recorded, RecordedAct};
pub use renew::Newer;
pub use store::{Appended, FORMAT, Head, Ledger, Undo};
pub use verify::{Fault, Report};
