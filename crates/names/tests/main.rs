//! The names engine on real names.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up fails")]

mod accuracy;
mod dossiers;
mod matches;
mod properties;
