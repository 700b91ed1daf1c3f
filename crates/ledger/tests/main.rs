//! The ledger on real files.

mod crash;
mod find;
mod names;
mod state;
mod store;
mod tamper;
mod versions;
