//! The names engine on real names.

mod accuracy;
mod dossiers;
mod matches;
