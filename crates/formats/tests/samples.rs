//! Small inputs as text, and the way to real ones.

use std::path::PathBuf;
use thaw_formats::{
    osm::{OsmObject, OsmQuery},
    osm_pbf::{self, Packing},
};

/// A street with its nodes, a house, a town with its boundary.
pub(crate) const MAP: &str = include_str!("samples/map.osm");

/// Returns a real file that is not part of the project, or says that the test is left out.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(name);
    if !path.exists() {
        println!("left out: {name} is not here");
        return None;
    }
    Some(path)
}

/// Returns the objects of an OSM XML text.
pub(crate) fn objects(xml: &str) -> Vec<OsmObject> {
    let mut objects = Vec::new();
    let problems = thaw_formats::osm_xml::read("sample.osm".as_ref(), xml.as_bytes(), OsmQuery::All, &mut |object| {
        objects.push(object);
    })
    .unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    objects
}

/// Returns the same objects as a PBF file.
pub(crate) fn pbf(xml: &str, packing: Packing) -> Vec<u8> {
    let mut bytes = Vec::new();
    osm_pbf::write(&mut bytes, packing, &objects(xml)).unwrap();
    bytes
}
