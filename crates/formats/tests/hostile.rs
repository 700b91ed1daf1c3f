//! Damaged, cut, hostile and empty files: an error with its place, never a panic, never memory without bound.

use crate::{fuzzing::TARGETS, samples};
use std::{
    io::{Cursor, Read, Write},
    path::Path,
};
use thaw_formats::{
    csv_table,
    error::FormatError,
    gazetteer, geojson, geonames,
    open::{self, Limits, Stream},
    osm::{OsmFile, OsmQuery},
    osm_pbf::{self, Packing},
    osm_xml,
};

/// Returns the error as the user reads it.
#[track_caller]
fn said<T>(result: Result<T, FormatError>) -> String {
    let Err(error) = result else { panic!("expected an error") };
    let kind = match error {
        FormatError::Io { .. } => "io",
        FormatError::Damaged { .. } => "damaged",
        FormatError::Limit { .. } => "limit",
        FormatError::Unsupported { .. } => "unsupported",
        _ => "other",
    };
    format!("{kind}: {error}")
}

fn read_pbf(bytes: &[u8]) -> Result<(), FormatError> {
    osm_pbf::read(Path::new("f.pbf"), bytes, OsmQuery::All, 2, &mut |_| {}).map(drop)
}

fn read_xml(text: &str) -> Result<(), FormatError> {
    osm_xml::read(Path::new("f.osm"), text.as_bytes(), OsmQuery::All, &mut |_| {}).map(drop)
}

fn stream(bytes: impl Into<Vec<u8>>) -> Stream {
    open::expand(Path::new("f"), Cursor::new(bytes.into()), Limits::default()).unwrap()
}

/// A frame with a header of that type and data size, and a blob.
fn frame(kind: &str, n_claimed: u64, blob: &[u8]) -> Vec<u8> {
    let mut header = vec![0x0A, kind.len() as u8];
    header.extend(kind.as_bytes());
    header.push(0x18);
    header.extend(varint(n_claimed));
    let mut frame = (header.len() as u32).to_be_bytes().to_vec();
    frame.extend(header);
    frame.extend(blob);
    frame
}

fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
    [vec![number << 3 | 2], varint(bytes.len() as u64), bytes.to_vec()].concat()
}

fn whole(kind: &str, blob: &[u8]) -> Vec<u8> {
    frame(kind, blob.len() as u64, blob)
}

fn header() -> Vec<u8> {
    whole("OSMHeader", &field(1, &field(4, b"OsmSchema-V0.6")))
}

#[test]
fn pbf_blobs_that_lie_are_refused_with_their_place() {
    let after = |blob: &[u8]| [header(), whole("OSMData", blob)].concat();
    let zlib = |n_raw: u64, packed: &[u8]| [vec![0x10], varint(n_raw), field(3, packed)].concat();
    let block = |group: &[u8]| after(&field(1, &[field(1, &field(1, b"")), field(2, group)].concat()));
    let mut packed = Vec::new();
    flate2::read::ZlibEncoder::new(&[7_u8; 5000][..], flate2::Compression::best()).read_to_end(&mut packed).unwrap();
    let mut lines = Vec::new();
    let mut check = |what: &str, bytes: &[u8]| lines.push(format!("{what} -> {}", said(read_pbf(bytes))));
    check("empty", b"");
    check("text", b"<osm version='0.6'/>");
    check("blob of 4 GiB", &[header(), frame("OSMData", 4 << 30, b"x")].concat());
    check("blob of 2^64-1", &[header(), frame("OSMData", u64::MAX, b"x")].concat());
    check("expands to 4 GiB", &after(&zlib(4 << 30, &packed)));
    check("expands to more", &after(&zlib(100, &packed)));
    check("expands to less", &after(&zlib(6000, &packed)));
    check("not zlib", &after(&zlib(100, b"hello")));
    check("zstd", &after(&field(7, b"x")));
    check("no data", &after(b""));
    check("no header", &whole("OSMData", &field(1, b"")));
    check("two headers", &[header(), header()].concat());
    check("history", &whole("OSMHeader", &field(1, &field(4, b"HistoricalInformation"))));
    check("unknown feature", &whole("OSMHeader", &field(1, &field(4, b"Sorcery"))));
    check("field too long", &block(&[0x12, 0xFF, 0xFF, 0x7F]));
    check("endless number", &block(&field(2, &field(1, &[0xFF; 12]))));
    check("string out of table", &block(&field(3, &[vec![8, 1], field(2, &[9]), field(3, &[9])].concat())));
    check("keys without values", &block(&field(3, &[vec![8, 1], field(2, &[0])].concat())));
    check("way without id", &block(&field(3, b"")));
    check("dense with too few", &block(&field(2, &field(1, &[2, 2]))));
    insta::assert_snapshot!(lines.join("\n"), @r#"
        empty -> damaged: f.pbf: byte 0: expected an OpenStreetMap PBF header, found an empty file
        text -> damaged: f.pbf: byte 0: expected a blob header of 1 to 65536 bytes, found one of 1013937005: no PBF file, or damaged here
        blob of 4 GiB -> limit: f.pbf: byte 35: a blob says that it has 4294967296 bytes; the format allows 33554432
        blob of 2^64-1 -> limit: f.pbf: byte 35: a blob says that it has 18446744073709551615 bytes; the format allows 33554432
        expands to 4 GiB -> limit: f.pbf: byte 35: a blob says that it expands to 4294967296 bytes; the format allows 33554432
        expands to more -> damaged: f.pbf: blob at byte 35: the data expands to more than the 100 bytes it announces
        expands to less -> damaged: f.pbf: blob at byte 35: expected 6000 expanded bytes, found 5000
        not zlib -> damaged: f.pbf: blob at byte 35: the zlib data is damaged
        zstd -> unsupported: f.pbf: byte 35: a blob is compressed with zstd; zlib and none are read, so convert the file first (osmium cat -o new.osm.pbf)
        no data -> damaged: f.pbf: byte 35: a blob without data
        no header -> damaged: f.pbf: byte 0: expected a blob of type `OSMHeader` first, found `OSMData`
        two headers -> damaged: f.pbf: byte 35: found a second header inside the file
        history -> unsupported: f.pbf: it holds the history of its objects; cut one moment out of it first (osmium time-filter)
        unknown feature -> unsupported: f.pbf: it requires the feature `Sorcery`, which is not known here
        field too long -> damaged: f.pbf: blob at byte 35: a field is longer than the message it stands in
        endless number -> damaged: f.pbf: blob at byte 35: a number is longer than ten bytes
        string out of table -> damaged: f.pbf: blob at byte 35: way/1 names string 9; the block has 1
        keys without values -> damaged: f.pbf: blob at byte 35: a way has 1 keys but 0 values
        way without id -> damaged: f.pbf: blob at byte 35: a way without an id
        dense with too few -> damaged: f.pbf: blob at byte 35: a number is cut short
        "#);
    assert!(read_pbf(&header()).is_ok());
    assert!(read_pbf(&[header(), whole("Unheard", b"anything")].concat()).is_ok());
}

#[test]
fn a_pbf_cut_inside_a_blob_is_never_a_smaller_file() {
    let bytes = samples::pbf(samples::MAP, Packing::Zlib);
    let mut n_whole = 0;
    for cut in 0..bytes.len() {
        match read_pbf(&bytes[..cut]) {
            Ok(()) => n_whole += 1,
            Err(FormatError::Damaged { .. }) => {}
            Err(error) => panic!("cut at {cut}: {error}"),
        }
    }
    assert_eq!(n_whole, 3, "after the header, the nodes and the ways");
}

#[test]
fn a_block_of_too_many_objects_is_refused() {
    // 30 MiB of zeros are ten million nodes at one place, and 30 KiB in the file.
    let zeros = vec![0_u8; 10 << 20];
    let dense = [field(1, &zeros), field(8, &zeros), field(9, &zeros)].concat();
    let block = [field(1, &field(1, b"")), field(2, &field(2, &dense))].concat();
    let mut packed = Vec::new();
    flate2::read::ZlibEncoder::new(block.as_slice(), flate2::Compression::fast()).read_to_end(&mut packed).unwrap();
    let blob = [vec![0x10], varint(block.len() as u64), field(3, &packed)].concat();
    let bytes = [header(), whole("OSMData", &blob)].concat();
    assert_eq!(
        said(read_pbf(&bytes)),
        "limit: f.pbf: blob at byte 35: the objects of a block take more than 134217728 bytes"
    );
}

#[test]
fn xml_that_is_damaged_or_endless_is_refused_with_its_place() {
    let mut lines = Vec::new();
    let mut check = |what: &str, text: &str| lines.push(format!("{what} -> {}", said(read_xml(text))));
    check("empty", "");
    check("text", "hello");
    check("other root", "<html><osm/></html>");
    check("cut in a tag", "<osm>\n <node id='1' lat='1");
    check("cut after an object", "<osm>\n <node id='1' lat='1' lon='1'/>\n");
    check("wrong end", "<osm>\n <way id='1'></node></osm>");
    check("entity", "<!DOCTYPE osm [<!ENTITY a 'aaaa'>]>\n<osm><way id='1'><tag k='name' v='&a;'/></way></osm>");
    check("deep", &format!("<osm>{}", "<a>".repeat(100_000)));
    check("long tag", &format!("<osm><node id='1' x='{}'/></osm>", "x".repeat(5 << 20)));
    check("long comment", &format!("<osm><!--{}--></osm>", "x".repeat(5 << 20)));
    check("two roots", "<osm></osm><osm></osm>");
    insta::assert_snapshot!(lines.join("\n"), @r#"
        empty -> damaged: f.osm: line 1, column 1: expected `<osm>` or `<osmChange>`, found the end of the file
        text -> damaged: f.osm: line 1, column 6: expected `<osm>` or `<osmChange>`, found the end of the file
        other root -> damaged: f.osm: line 1, column 7: expected one `<osm>` or `<osmChange>` at the root, found `<html>`
        cut in a tag -> damaged: f.osm: line 2, column 21: the file is cut short: attribute value not closed: `'` not found before end of input
        cut after an object -> damaged: f.osm: line 3, column 1: the file is cut short: elements are still open
        wrong end -> damaged: f.osm: line 2, column 21: ill-formed document: expected `</way>`, but `</node>` was found
        entity -> damaged: f.osm: line 2, column 41: attribute `v`: at 1..2: unrecognized entity `a`
        deep -> limit: f.osm: line 1, column 198: elements are nested deeper than 64
        long tag -> limit: f.osm: line 1, column 4194311: a tag, comment or text is longer than 4194304 bytes
        long comment -> limit: f.osm: line 1, column 4194311: a tag, comment or text is longer than 4194304 bytes
        two roots -> damaged: f.osm: line 1, column 17: expected one `<osm>` or `<osmChange>` at the root, found `<osm>`
        "#);
    assert!(read_xml("<osm/>").is_ok());
}

#[test]
fn compressed_files_that_are_cut_damaged_or_bombs_are_refused() {
    let gzip = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let bzip = |bytes: &[u8]| {
        let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let read = |bytes: Vec<u8>| osm_xml::read(Path::new("f.osm.gz"), stream(bytes), OsmQuery::All, &mut |_| {});
    let map = samples::MAP.as_bytes();
    for packed in [gzip(map), bzip(map)] {
        assert!(read(packed.clone()).is_ok());
        for cut in (3..packed.len()).step_by(7) {
            assert!(read(packed[..cut].to_vec()).is_err(), "cut at {cut}");
        }
    }
    // A file may have many members, as parallel compressors write it.
    let (left, right) = map.split_at(map.len() / 2);
    assert!(read([gzip(left), gzip(right)].concat()).is_ok());
    assert!(read([bzip(left), bzip(right)].concat()).is_ok());

    let mut lines = Vec::new();
    let mut check = |what: &str, bytes: Vec<u8>| lines.push(format!("{what} -> {}", said(read(bytes))));
    let mut damaged = gzip(map);
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0xFF;
    check("cut", gzip(map)[..middle].to_vec());
    check("changed", damaged);
    let limits = Limits { free_bytes: 1 << 20, ..Limits::default() };
    let bomb = open::expand(Path::new("f.osm.gz"), Cursor::new(gzip(&vec![b' '; 2 << 20])), limits).unwrap();
    lines.push(format!("bomb -> {}", said(osm_xml::read(Path::new("f.osm.gz"), bomb, OsmQuery::All, &mut |_| {}))));
    insta::assert_snapshot!(lines.join("\n"), @r#"
        cut -> damaged: f.osm.gz: before byte 275: the compressed data is cut short
        changed -> damaged: f.osm.gz: line 9, column 50: position 43: `=` must be followed by an attribute value
        bomb -> limit: f.osm.gz: byte 2068: 2068 compressed bytes have grown to 1179648, more than the limits allow
        "#);
}

#[test]
fn tables_and_json_without_end_are_refused() {
    let mut lines = Vec::new();
    let mut check = |what: &str, result: Result<_, FormatError>| {
        lines.push(format!("{what} -> {}", said(result)));
    };
    let long = "x".repeat(5 << 20);
    check("line", geonames::read(stream(format!("1\n{long}")), &mut |_| {}));
    check("open quote", csv_table::read(stream(format!("name\na\n\"{long}")), None, &mut |_| {}));
    check("empty table", csv_table::read(stream(" \n"), None, &mut |_| {}));
    check(
        "long string",
        geojson::read(stream(format!("{{\"features\":[{{\"properties\":{{\"a\":\"{long}\"}}}}]}}")), None, &mut |_| {}),
    );
    check(
        "long type",
        geojson::read(
            stream(format!("{{\"features\":[{{\"geometry\":{{\"type\":\"{long}\"}}}}]}}")),
            None,
            &mut |_| {},
        ),
    );
    check(
        "deep",
        geojson::read(
            stream(format!("{{\"features\":[{{\"geometry\":{{\"coordinates\":{}", "[".repeat(1 << 20))),
            None,
            &mut |_| {},
        ),
    );
    check(
        "deep properties",
        geojson::read(stream(format!("{{\"properties\":{}", "[".repeat(1 << 20))), None, &mut |_| {}),
    );
    check("other object", geojson::read(stream("{\"a\": 1}"), None, &mut |_| {}));
    check("trailing", geojson::read(stream("{\"features\": []} x"), None, &mut |_| {}));
    check("list", geojson::read(stream("[1, 2]"), None, &mut |_| {}));
    insta::assert_snapshot!(lines.join("\n"), @r#"
        line -> limit: f: line 2: a line is longer than 4194304 bytes
        open quote -> limit: f: line 3: a record is longer than 4194304 bytes; is a quote never closed?
        empty table -> damaged: f: byte 0: expected a table, found an empty file
        long string -> limit: f: line 1, column 4195331: a record is longer than 4194304 bytes
        long type -> limit: f: line 1, column 4195331: a record is longer than 4194304 bytes
        deep -> damaged: f: line 1, column 164: recursion limit exceeded
        deep properties -> damaged: f: line 1, column 141: recursion limit exceeded
        other object -> damaged: f: line 1: expected a FeatureCollection or a Feature, found another object
        trailing -> damaged: f: line 1, column 18: trailing characters
        list -> damaged: f: line 1, column 1: invalid type: sequence, expected a FeatureCollection or a Feature
        "#);
    // A geometry may have any length, because nothing of it is kept.
    let coordinates = "[10,50],".repeat(600_000);
    let text = format!(
        "{{\"features\":[{{\"geometry\":{{\"type\":\"LineString\",\"coordinates\":[{coordinates}[10,52]]}}}}]}}"
    );
    let mut at = None;
    geojson::read(stream(text), None, &mut |row| at = row.at).unwrap();
    assert_eq!(at.map(|at| (at.lon, at.lat)), Some((10.0, 51.0)));
}

#[test]
fn what_is_no_file_or_another_file_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let shown = |text: String| text.replace(folder.path().to_str().unwrap(), "FOLDER");
    let empty = folder.path().join("empty.pbf");
    std::fs::write(&empty, b"").unwrap();
    let page = folder.path().join("page.html");
    std::fs::write(&page, "<html></html>").unwrap();
    let map = folder.path().join("map.osm");
    std::fs::write(&map, samples::MAP).unwrap();
    let mut lines = Vec::new();
    for path in [folder.path(), &folder.path().join("none"), &empty, &page] {
        lines.push(shown(said(OsmFile::open(path))));
    }
    for path in [&empty, &page, &map] {
        lines.push(shown(said(gazetteer::read(path, None, &mut |_| {}))));
    }
    insta::assert_snapshot!(lines.join("\n"), @r#"
        unsupported: FOLDER: expected a file, found a folder
        io: FOLDER/none: cannot open
        unsupported: FOLDER/empty.pbf: expected an OpenStreetMap file, found an empty file
        unsupported: FOLDER/page.html: expected an OpenStreetMap file, found plain text
        unsupported: FOLDER/empty.pbf: expected a gazetteer or a table, found an empty file
        unsupported: FOLDER/page.html: expected a gazetteer or a table, found plain text
        unsupported: FOLDER/map.osm: expected a gazetteer or a table, found OpenStreetMap XML
        "#);
}

#[test]
fn a_file_is_replaced_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.csv");
    open::write_whole(&path, |out| out.write_all(b"first")).unwrap();
    let failed = open::write_whole(&path, |out| {
        out.write_all(b"half")?;
        Err(std::io::Error::other("no more"))
    });
    assert!(said(failed).ends_with("cannot write"));
    assert_eq!(std::fs::read(&path).unwrap(), b"first");
    open::write_whole(&path, |out| out.write_all(b"second")).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"second");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    assert!(open::write_whole(&folder.path().join("none/x"), |_| Ok(())).is_err());
}

/// What the fuzzer does with time, in small: every reader over thousands of changed inputs, the same on every run.
#[test]
fn readers_survive_changed_inputs() {
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % below.max(1) as u64) as usize
    };
    for target in TARGETS {
        let seeds = (target.seeds)();
        for seed in &seeds {
            (target.run)(seed);
        }
        for _ in 0..500 {
            let mut bytes = seeds[next(seeds.len())].clone();
            for _ in 0..=next(4) {
                let at = next(bytes.len());
                match next(6) {
                    0 => bytes.truncate(at),
                    1 if !bytes.is_empty() => bytes[at] ^= 1 << next(8),
                    2 if !bytes.is_empty() => bytes[at] = [0, 0x7F, 0x80, 0xFF, b'"', b'<', b'{', b'['][next(8)],
                    3 => {
                        let part = bytes[at..(at + next(40)).min(bytes.len())].to_vec();
                        let to = next(bytes.len());
                        bytes.splice(to..to, part);
                    }
                    4 => drop(bytes.drain(at..(at + next(20)).min(bytes.len()))),
                    _ => bytes.insert(at, next(256) as u8),
                }
            }
            let outcome = std::panic::catch_unwind(|| (target.run)(&bytes));
            assert!(outcome.is_ok(), "{} panics on {bytes:?}", target.name);
        }
    }
}
