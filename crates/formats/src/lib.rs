//! One module per file format, reader and writer side by side.
//!
//! **In**: paths and byte streams, plain or compressed (gzip and bzip2 are seen by their first bytes).
//! **Out**: whole objects ([`osm::OsmObject`]) or rows ([`gazetteer::GazetteerRow`]), and what could not be used ([`problems::Problems`]).
//! **Read first**: [`detect::detect`], then [`osm::OsmFile::read`] for maps and [`gazetteer::read`] for gazetteers and tables.
//! **Invariants**: no input makes a reader panic or take memory without bound; every error names the file and the place in it;
//! what is delivered, and in which order, never depends on the number of threads; files are replaced whole or not at all.
//! **Not here**: what a name means (`thaw-names`), which objects make up a candidate (the rooms), what is exported when (`thaw-publish`).

pub mod csv_table;
pub mod detect;
pub mod document;
pub mod error;
mod feature;
pub mod follow_the_money;
pub mod gazetteer;
pub mod geojson;
pub mod geonames;
pub mod linked_places;
mod metered;
pub mod open;
pub mod osm;
pub mod osm_change;
pub mod osm_pbf;
pub mod osm_xml;
pub mod pdf;
pub mod problems;
mod protobuf;
pub mod record;
mod remembered;
pub mod rows;
pub mod xml;
