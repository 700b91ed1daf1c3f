//! One function for each reader of untrusted bytes, for `cargo fuzz` (see `fuzz/`) and for the test that replays hostile inputs.
//!
//! None may panic on any input, whatever else it answers; what was read must come back from our writers.

use std::{io::Cursor, path::Path};
use thaw_formats::{
    csv_table, detect,
    document::{Document, Edit, Kind, Replacement, unsplice},
    error::FormatError,
    gazetteer::{Columns, GazetteerRow, Heading},
    geojson, geonames, linked_places,
    open::{self, Limits, Stream},
    osm::{OsmObject, OsmQuery},
    osm_pbf::{self, Packing},
    osm_xml,
};

/// A reader, and inputs that it reads.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    pub(crate) run: fn(&[u8]),
    pub(crate) seeds: fn() -> Vec<Vec<u8>>,
}

pub(crate) const TARGETS: [Target; 10] = [
    Target { name: "document", run: document, seeds: documents },
    Target { name: "osm_pbf", run: osm_pbf, seeds: || vec![map(Packing::Plain), map(Packing::Zlib)] },
    Target { name: "osm_xml", run: osm_xml, seeds: || vec![MAP.as_bytes().to_vec(), CHANGE.as_bytes().to_vec()] },
    Target { name: "geonames", run: geonames, seeds: || vec![PLACE.as_bytes().to_vec()] },
    Target { name: "geonames_alternates", run: geonames_alternates, seeds: || vec![ALTERNATE.as_bytes().to_vec()] },
    Target { name: "linked_places", run: linked_places, seeds: || vec![LINKED.as_bytes().to_vec()] },
    Target { name: "linked_places_tsv", run: linked_places_tsv, seeds: || vec![LINKED_TSV.as_bytes().to_vec()] },
    Target { name: "geojson", run: geojson, seeds: || vec![LINKED.as_bytes().to_vec(), FEATURE.as_bytes().to_vec()] },
    Target {
        name: "csv_table",
        run: csv_table,
        seeds: || vec![TABLE.as_bytes().to_vec(), LINKED_TSV.as_bytes().to_vec()],
    },
    Target { name: "open", run: open, seeds: || vec![packed(), MAP.as_bytes().to_vec()] },
];

const MAP: &str = include_str!("samples/map.osm");
const CHANGE: &str = "<osmChange version='0.6'><modify><node id='1' version='2' lat='1' lon='2'><tag k='name' v='&#1057;'/></node></modify></osmChange>";
const PLACE: &str = "472757\tVolgograd\tVolgograd\tStalingrad,Волгоград\t48.7\t44.5\tP\tPPLA\tRU\t\t84\t\t\t\t101\t\t51\tEurope/Volgograd\t2023-01-12\n";
const ALTERNATE: &str = "1\t472757\tru\tСталинград\t\t\t\t1\t1925\t19611110\n";
const LINKED: &str = r#"{"type":"FeatureCollection","features":[{"@id":"x","type":"Feature","properties":{"title":"Wien","ccodes":["AT"]},"geometry":{"type":"Point","coordinates":[16.4,48.2]},"names":[{"toponym":"Wien","lang":"de","citations":[{"label":"a","year":1900}],"when":{"timespans":[{"start":{"in":"-15"},"end":{"latest":"2000"}}]}}],"types":[{"identifier":"aat:1","label":"city"}],"links":[{"type":"closeMatch","identifier":"y"}]}]}"#;
const LINKED_TSV: &str = "id\ttitle\ttitle_source\tstart\tvariants\tlon\tlat\ttypes\taat_types\n1\tRome\tx\t-753\tRoma@it;Рим@ru\t12.5\t41.9\tcity\t300008389\n";
const FEATURE: &str = r#"{"type":"Feature","id":7,"geometry":{"type":"Polygon","coordinates":[[[1,2],[3.5,4],[1,2]]]},"properties":{"name:ru":"Рим","old_name:1925-1961":"a","n":[1,null,{}]}}"#;
const TABLE: &str = "name;name_de;lat;lon\n\"Warsaw; \"\"city\"\"\";Warschau;52,2;21\n;x;1;1\n";

fn path() -> &'static Path {
    Path::new("fuzzed")
}

fn stream(data: &[u8]) -> Result<Stream, FormatError> {
    open::expand(path(), Cursor::new(data.to_vec()), Limits { n_bytes: 1 << 24, ratio: 50, free_bytes: 1 << 16 })
}

fn map(packing: Packing) -> Vec<u8> {
    let (mut objects, mut bytes) = (Vec::new(), Vec::new());
    osm_xml::read(path(), MAP.as_bytes(), OsmQuery::All, &mut |object| objects.push(object)).unwrap();
    osm_pbf::write(&mut bytes, packing, &objects).unwrap();
    bytes
}

fn packed() -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut encoder, MAP.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn osm_pbf(data: &[u8]) {
    let mut objects: Vec<OsmObject> = Vec::new();
    let is_street = |string: &[u8]| string.starts_with(b"addr:") || string.len().is_multiple_of(3);
    let _ = osm_pbf::read(path(), data, OsmQuery::Strings(&is_street), 1, &mut |_| {});
    if osm_pbf::read(path(), data, OsmQuery::All, 2, &mut |object| objects.push(object)).is_ok() {
        let mut bytes = Vec::new();
        osm_pbf::write(&mut bytes, Packing::Plain, &objects).unwrap();
        let mut again = Vec::new();
        osm_pbf::read(path(), bytes.as_slice(), OsmQuery::All, 1, &mut |object| again.push(object)).unwrap();
        let ids = |objects: &[OsmObject]| objects.iter().map(|o| (o.id, o.tags.clone())).collect::<Vec<_>>();
        assert_eq!(ids(&again), ids(&objects));
    }
}

pub(crate) fn osm_xml(data: &[u8]) {
    let mut objects = Vec::new();
    if osm_xml::read(path(), data, OsmQuery::All, &mut |object| objects.push(object)).is_ok() {
        let (mut bytes, mut again) = (Vec::new(), Vec::new());
        osm_xml::write(&mut bytes, &objects).unwrap();
        osm_xml::read(path(), bytes.as_slice(), OsmQuery::All, &mut |object| again.push(object)).unwrap();
        // Characters that XML cannot hold do not come back.
        let safe = |text: &str| {
            text.replace(
                |c: char| c < ' ' && !"\t\r\n".contains(c) || ('\u{FFFE}'..='\u{FFFF}').contains(&c),
                "\u{FFFD}",
            )
        };
        let tags = |objects: &[OsmObject]| {
            let safe_tags = |o: &OsmObject| o.tags.iter().map(|(k, v)| (safe(k), safe(v))).collect::<Vec<_>>();
            objects.iter().map(|o| (o.id, safe_tags(o))).collect::<Vec<_>>()
        };
        assert_eq!(tags(&again), tags(&objects));
    }
}

pub(crate) fn geonames(data: &[u8]) {
    let _ = stream(data).and_then(|stream| geonames::read(stream, &mut checked));
}

pub(crate) fn geonames_alternates(data: &[u8]) {
    let _ = stream(data).and_then(|stream| geonames::read_alternates(stream, &mut checked));
}

pub(crate) fn linked_places(data: &[u8]) {
    let mut places = Vec::new();
    if stream(data).and_then(|stream| linked_places::read(stream, &mut |place, _| places.push(place))).is_ok() {
        let (mut bytes, mut again) = (Vec::new(), Vec::new());
        linked_places::write(&mut bytes, &places).unwrap();
        let written = stream(&bytes).unwrap();
        linked_places::read(written, &mut |place, _| again.push(place)).unwrap();
        assert_eq!(again.len(), places.len());
    }
}

pub(crate) fn linked_places_tsv(data: &[u8]) {
    let _ =
        stream(data).and_then(|stream| linked_places::read_tsv(stream, &mut |place, at| checked(place.into_row(at))));
}

pub(crate) fn geojson(data: &[u8]) {
    let _ = stream(data).and_then(|stream| geojson::read(stream, None, &mut checked));
    let _ = stream(data).and_then(|stream| geojson::read_lines(stream, None, &mut checked));
}

pub(crate) fn csv_table(data: &[u8]) {
    let columns = Columns { names: vec!["1".to_owned()], heading: Heading::Absent, ..Columns::default() };
    let _ = stream(data).and_then(|stream| csv_table::read(stream, Some(&columns), &mut checked));
    let _ = stream(data).and_then(|stream| csv_table::read(stream, None, &mut checked));
}

/// Expanding and telling apart.
pub(crate) fn open(data: &[u8]) {
    if let Ok(mut stream) = stream(data)
        && let Ok(head) = stream.peek(1 << 16)
    {
        let _ = detect::of_head(&head, path());
        let _ = std::io::copy(&mut stream, &mut std::io::sink());
    }
    let _ = detect::of_head(data, path());
}

fn checked(row: GazetteerRow) {
    assert!(!row.place.is_empty());
    assert!(row.names.iter().all(|name| !name.text.is_empty()));
}

/// The first byte tells the kind of document, the others are the file.
pub(crate) fn document(bytes: &[u8]) {
    const KINDS: [Kind; 7] = [Kind::Plain, Kind::Markdown, Kind::Html, Kind::Xml, Kind::Epub, Kind::Docx, Kind::Odt];
    let Some((first, bytes)) = bytes.split_first() else { return };
    let kind = KINDS[usize::from(*first) % KINDS.len()];
    let _ = Kind::detect(bytes, "a.txt");
    let Ok(document) = Document::read(bytes.to_vec(), kind, None) else { return };
    let _ = document.metadata();
    let mut edits = Vec::new();
    for (part_idx, part) in document.parts.iter().enumerate() {
        for (block_idx, block) in part.blocks.iter().enumerate() {
            let end = block.text.chars().next().map_or(0, char::len_utf8);
            edits.push(Edit {
                part: part_idx,
                block: block_idx,
                range: 0..end,
                new: Replacement::Text("<&".to_owned()),
                about: None,
            });
        }
    }
    let Ok(edited) = document.apply(&edits) else { return };
    if !kind.is_container() {
        let after = document.parts[0].decoded.text.clone();
        let again = Document::read(edited.bytes, Kind::Plain, Some(document.parts[0].decoded.encoding.name()));
        // What was edited comes back exactly.
        if let Ok(again) = again {
            assert_eq!(unsplice(&again.parts[0].decoded.text, &edited.splices), Some(after));
        }
    }
}

fn documents() -> Vec<Vec<u8>> {
    let texts: [(u8, &str); 4] = [
        (0, "In Stalingrad.\n\nStalino"),
        (1, "# Head\n\n[a](b) `code`"),
        (2, "<html lang=en><p>a<b>b</b>&amp;<!-- c --></p>"),
        (3, "<TEI><teiHeader/><text><p>a<hi>b</hi></p></text></TEI>"),
    ];
    texts.iter().map(|(kind, text)| [&[*kind], text.as_bytes()].concat()).collect()
}
