//! Behaviour of the reform "release": decrees and cases.
// A test fails by panicking, also in its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod decrees;
mod link;
mod register;
