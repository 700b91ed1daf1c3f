//! The formats on real files, on small ones made by hand, and on hostile ones.
// A test fails by panicking, also in its helpers.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

mod facts;
mod fuzzing;
mod gazetteers;
mod hostile;
mod osm;
mod record;
mod rows;
mod samples;
