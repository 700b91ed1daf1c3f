//! The ledger on real files.

mod find;
mod names;
mod store;
