//! The formats on real files, on small ones made by hand, and on hostile ones.

mod hostile;
mod osm;
mod samples;
