//! The names engine on real names.

mod matches;
