//! The reform of texts, on texts.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up fails")]

mod editions;
mod fuzzing;
mod kept;
mod names;
mod praise;
mod resolution;
mod scan;
mod stream;
