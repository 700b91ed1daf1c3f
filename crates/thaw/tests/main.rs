//! The command as its users run it: the built binary, real files, whole outputs.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "a test that cannot be set up fails")]

mod arrows;
mod bundled;
mod cases;
mod collate;
mod command;
mod handbook;
mod originals;
mod publish;
mod readme;
mod reference;
mod texts;
mod two_writers;
mod way_through;
mod wrong_use;
