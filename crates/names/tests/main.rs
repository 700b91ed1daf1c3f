//! The names engine on real names.

mod accuracy;
mod matches;
