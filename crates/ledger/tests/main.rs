//! The ledger on real files.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test stops at the first surprise")]

mod crash;
mod find;
mod names;
mod renew;
mod state;
mod store;
mod tamper;
mod versions;
