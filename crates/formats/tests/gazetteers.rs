//! Gazetteers and tables, small and made by hand.

use serde_json::json;
use std::path::{Path, PathBuf};
use thaw_core::{Lang, LonLat, Name, NameKind, Period};
use thaw_formats::{
    csv_table::{Formulas, Writer},
    detect::{Format, detect, of_head},
    gazetteer::{self, Columns, GazetteerRow, Heading, NameKey, RowNameKind},
    geojson::{self, Geometry, HistoryPlace, OutFeature},
    geonames, linked_places,
    linked_places::LinkedPlace,
    open::{self, Limits},
};

/// Writes each row on lines that a reader of this file understands.
fn shown(row: &GazetteerRow) -> String {
    let names: Vec<_> = row
        .names
        .iter()
        .map(|name| {
            let (lang, from, to) = (name.lang.as_deref(), name.from.as_deref(), name.to.as_deref());
            let dates = if from.is_none() && to.is_none() {
                String::new()
            } else {
                format!(" {}..{}", from.unwrap_or_default(), to.unwrap_or_default())
            };
            format!("{}@{} {:?}{dates}", name.text, lang.unwrap_or("?"), name.kind)
        })
        .collect();
    let at = row.at.map_or("nowhere".to_owned(), |at| format!("{} {}", at.lon, at.lat));
    let (class, country) = (row.class.as_deref().unwrap_or("-"), row.country.as_deref().unwrap_or("-"));
    format!("{} | {} | {class} | {country} | {at} | {}", row.place, row.id, names.join(", "))
}

fn file(name: &str, content: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    (folder, path)
}

/// Reads a file of that name and content, and shows format, rows and problems.
fn read(name: &str, content: &[u8], columns: Option<&Columns>) -> String {
    let (_folder, path) = file(name, content);
    let mut lines = vec![format!("{:?}", detect(&path).unwrap())];
    match gazetteer::read(&path, columns, &mut |row| lines.push(shown(&row))) {
        Ok(problems) => {
            lines.extend(problems.list().iter().map(|p| format!("! {}: {} ({})", p.place, p.what, p.action)));
        }
        Err(error) => lines.push(format!("error: {}", error.to_string().replace(path.to_str().unwrap(), name))),
    }
    lines.join("\n")
}

const GEONAMES: &str = "472757\tVolgograd\tVolgograd\tStalingrad,Zarizyn,Волгоград\t48.71939\t44.50183\tP\tPPLA\tRU\t\t84\t\t\t\t1011417\t\t51\tEurope/Volgograd\t2023-01-12\n\
    x\tbad\n\
    1\tNowhere\tNowhere\t\t99\t0\tP\tPPL\tRU\t\t\t\t\t\t0\t\t\t\t2020-01-01\n";
const ALTERNATES: &str = "1\t472757\tru\tВолгоград\t1\t\t\t\t\t\n2\t472757\tru\tСталинград\t\t\t\t1\t1925\t19611110\n\
    3\t472757\tlink\thttps://example.org\t\t\t\t\t\t\n4\t472757\twkdt\tQ914\t\t\t\t\t\t\n5\t7\ten\tElsewhere\t\t\t\t\t1990s\t\n";

#[test]
fn geonames_tables_are_read_alone_and_together() {
    insta::assert_snapshot!(read("RU.txt", GEONAMES.as_bytes(), None), @r#"
        GeoNames
        line 1 | geonames/472757 | P.PPLA | RU | 44.50183 48.71939 | Volgograd@? Main, Stalingrad@? Listed, Zarizyn@? Listed, Волгоград@? Listed
        line 3 | geonames/1 | P.PPL | RU | nowhere | Nowhere@? Main
        ! line 2: expected 19 columns, found 2 (skipped)
        ! line 3: expected degrees on the earth in columns 5 and 6 (kept without a position)
        "#);
    insta::assert_snapshot!(read("alternateNamesV2.txt", ALTERNATES.as_bytes(), None), @r#"
        GeoNamesAlternate
        line 1 | geonames/472757 | - | - | nowhere | Волгоград@ru Preferred
        line 2 | geonames/472757 | - | - | nowhere | Сталинград@ru Historic 1925..1961-11-10
        line 5 | geonames/7 | - | - | nowhere | Elsewhere@en Alternate
        ! line 5: `1990s` in column 9 is no date (kept without it)
        "#);
    let (_main_folder, main) = file("RU.txt", GEONAMES.as_bytes());
    let (_alternates_folder, alternates) = file("alternateNamesV2.txt", ALTERNATES.as_bytes());
    let mut lines = Vec::new();
    let test = |name: &str| name.starts_with("Сталин");
    geonames::read_joined(&main, std::slice::from_ref(&alternates), &test, &mut |row| {
        lines.push(format!("{} {:?}", shown(&row), row.properties));
    })
    .unwrap();
    insta::assert_snapshot!(lines.join("\n"), @r#"line 1 | geonames/472757 | P.PPLA | RU | 44.50183 48.71939 | Volgograd@? Main, Stalingrad@? Listed, Zarizyn@? Listed, Волгоград@ru Preferred, Сталинград@ru Historic 1925..1961-11-10 {"population": "1011417", "wikidata": "Q914"}"#);
}

const PLACES: &str = r#"{"type": "FeatureCollection", "@context": "https://example.org/linkedplaces-context-v1.1.jsonld", "features": [
  {"@id": "https://example.org/1", "type": "Feature", "properties": {"title": "Volgograd", "ccodes": ["RU"], "fclasses": ["P"]},
   "geometry": {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [44.5, 48.7], "when": {}}]},
   "names": [
     {"toponym": "Царицын", "lang": "ru", "when": {"timespans": [{"start": {"earliest": "1589", "latest": "1600"}, "end": {"in": "1925-04-10"}}]}},
     {"toponym": "Сталинград", "lang": "ru", "citations": [{"label": "Decree", "year": 1925, "@id": "https://example.org/d"}],
      "when": {"timespans": [{"start": {"in": "1925-04-10"}, "end": {"in": "1961-11-10"}}]}},
     {"toponym": "Volgograd", "lang": "en", "when": {"timespans": [{"start": {"in": "sometime"}}]}}],
   "types": [{"identifier": "aat:300008389", "label": "city"}],
   "links": [{"type": "closeMatch", "identifier": "https://www.wikidata.org/wiki/Q914"}]},
  {"type": "Feature", "properties": {}, "geometry": null}
]}"#;

#[test]
fn linked_places_are_read() {
    insta::assert_snapshot!(read("places.json", PLACES.as_bytes(), None), @r#"
        LinkedPlaces
        feature 1 | https://example.org/1 | city | RU | 44.5 48.7 | Царицын@ru Alternate 1589/1600..1925-04-10, Сталинград@ru Alternate 1925-04-10..1961-11-10, Volgograd@en Main
        ! feature 1: expected a date, found `sometime` (kept without it)
        ! feature 2: expected `names` or a `title`, found neither (skipped)
        "#);
}

fn places(text: &str) -> Vec<LinkedPlace> {
    let stream = open::expand(Path::new("p.json"), std::io::Cursor::new(text.to_owned()), Limits::default()).unwrap();
    let mut places = Vec::new();
    linked_places::read(stream, &mut |place, _| places.push(place)).unwrap();
    places
}

#[test]
fn linked_places_come_back_from_json_and_lose_only_what_tsv_cannot_hold() {
    let first = places(PLACES);
    let mut json = Vec::new();
    linked_places::write(&mut json, &first).unwrap();
    assert_eq!(places(std::str::from_utf8(&json).unwrap()), first);

    let mut tsv = Vec::new();
    assert_eq!(linked_places::write_tsv(&mut tsv, &first).unwrap(), 2, "two names have periods of their own");
    insta::assert_snapshot!(read("places.tsv", &tsv, None), @r#"
        LinkedPlacesTsv
        line 2 | https://example.org/1 | city | RU | 44.5 48.7 | Volgograd@? Main, Царицын@ru Alternate, Сталинград@ru Alternate
        "#);
    let stream = open::expand(Path::new("p.tsv"), std::io::Cursor::new(tsv), Limits::default()).unwrap();
    let mut second = Vec::new();
    linked_places::read_tsv(stream, &mut |place, _| second.push(place)).unwrap();
    let without_dates = |place: &LinkedPlace| {
        (place.id.clone(), place.title.clone(), place.types.clone(), place.links.clone(), place.at)
    };
    assert_eq!(
        second.iter().map(without_dates).collect::<Vec<_>>(),
        first.iter().map(without_dates).collect::<Vec<_>>()
    );
}

#[test]
fn linked_places_tables_are_read() {
    let tsv = "id\ttitle\ttitle_source\tstart\tend\tattestation_year\tvariants\tfclasses\ttypes\taat_types\tmatches\tgeowkt\n\
        1\tVolgograd\tAn atlas\t1961-11-10\t\t1965\tСталинград@ru;Zarizyn;a@b c\tP\tcity;port\t300008389\twd:Q914\tPOINT (44.5 48.7)\n\
        2\t\tx\t\t\t\t\t\t\t\t\t\n3\tRome\tx\t-753\tlater\t\t\tP\t\t\t\tPOLYGON ((0 0, 1 1))\n";
    insta::assert_snapshot!(read("lp.tsv", tsv.as_bytes(), None), @r#"
        LinkedPlacesTsv
        line 2 | 1 | city | - | 44.5 48.7 | Volgograd@? Main 1961-11-10.., Сталинград@ru Alternate 1961-11-10.., Zarizyn@? Alternate 1961-11-10.., a@b c@? Alternate 1961-11-10..
        line 4 | 3 | P | - | nowhere | Rome@? Main -0753..
        ! line 3: expected a `title`, found nothing (skipped)
        ! line 4: expected a date in `end`, found `later` (kept without it)
        ! line 4: expected a point on the earth in `geowkt`, or in `lon` and `lat` (kept without a position)
        "#);
}

#[test]
fn geojson_is_read_as_a_collection_a_feature_and_lines() {
    let feature = r#"{"type":"Feature","id":"way/7","geometry":{"type":"LineString","coordinates":[[10,50],[10.5,51,300]]},"properties":{"name":"Stalinallee","old_name:1949-1961":"Stalinallee","name:ru":"аллея Сталина","lanes":4,"list":["a","b"],"deep":{"x":1}}}"#;
    let bad = r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[200,50]},"properties":{"title":"Off the earth"}}"#;
    let collection = format!("\u{FEFF}{{\"features\":[{feature},\n{bad}], \"type\":\"FeatureCollection\"}}\n");
    insta::assert_snapshot!(read("a.geojson", collection.as_bytes(), None), @r#"
        GeoJson
        feature 1 | way/7 | - | - | 10.25 50.5 | Stalinallee@? Main, аллея Сталина@ru Main, Stalinallee@? Historic 1949..1961
        feature 2 | feature 2 | - | - | nowhere | Off the earth@? Main
        ! feature 2: expected positions on the earth, longitude first (kept without a position)
        "#);
    insta::assert_snapshot!(read("one.json", feature.as_bytes(), None), @r#"
        GeoJson
        feature 1 | way/7 | - | - | 10.25 50.5 | Stalinallee@? Main, аллея Сталина@ru Main, Stalinallee@? Historic 1949..1961
        "#);
    insta::assert_snapshot!(read("a.geojsonl", format!("\x1E{feature}\n\n{{\"type\":\n{bad}\n").as_bytes(), None), @r#"
        GeoJsonLines
        line 1 | way/7 | - | - | 10.25 50.5 | Stalinallee@? Main, аллея Сталина@ru Main, Stalinallee@? Historic 1949..1961
        line 4 | line 4 | - | - | nowhere | Off the earth@? Main
        ! line 3, column 8: the file is cut short: EOF while parsing a value (skipped)
        ! line 4: expected positions on the earth, longitude first (kept without a position)
        "#);
    insta::assert_snapshot!(read("cut.geojson", &collection.as_bytes()[..collection.len() - 60], None), @r#"
        GeoJson
        feature 1 | way/7 | - | - | 10.25 50.5 | Stalinallee@? Main, аллея Сталина@ru Main, Stalinallee@? Historic 1949..1961
        error: cut.geojson: line 2, column 79: the file is cut short: EOF while parsing a string
        "#);
}

#[test]
fn geojson_is_written_for_every_reader_alike() {
    let at = LonLat::new(44.512_345_678_9, 48.7).unwrap();
    let feature = OutFeature {
        id: Some("a\"b".into()),
        geometry: Some(Geometry::Point(at)),
        properties: vec![("name".into(), json!("</script>"))],
    };
    let empty = OutFeature { id: None, geometry: None, properties: vec![] };
    let mut bytes = Vec::new();
    geojson::write(&mut bytes, [feature, empty]).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    insta::assert_snapshot!(text, @r#"
        {"type":"FeatureCollection","features":[
        {"type":"Feature","id":"a\"b","geometry":{"coordinates":[44.5123457,48.7],"type":"Point"},"properties":{"name":"</script>"}},
        {"type":"Feature","geometry":null,"properties":{}}
        ]}
        "#);
    assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
    let mut none = Vec::new();
    geojson::write(&mut none, []).unwrap();
    assert!(serde_json::from_slice::<serde_json::Value>(&none).is_ok());

    let name = |text: &str, period: Period| Name {
        text: text.into(),
        lang: Lang::parse("ru").unwrap(),
        kind: NameKind::Official,
        period,
        named_after: None,
    };
    let names = vec![
        name("Сталинград", Period::from_cells("1925-04-10", "1961-11-10").unwrap()),
        name("Волгоград", Period::since("1961-11-10".parse().unwrap())),
    ];
    let place = HistoryPlace {
        id: "volgograd".into(),
        geometry: Some(Geometry::Point(at)),
        names,
        properties: Default::default(),
    };
    let mut bytes = Vec::new();
    geojson::write(&mut bytes, geojson::history([place])).unwrap();
    insta::assert_snapshot!(String::from_utf8(bytes).unwrap(), @r#"
        {"type":"FeatureCollection","features":[
        {"type":"Feature","id":"volgograd#1","geometry":{"coordinates":[44.5123457,48.7],"type":"Point"},"properties":{"place":"volgograd","name":"Сталинград","lang":"ru","start_date":"1925-04-10","end_date":"1961-11-10"}},
        {"type":"Feature","id":"volgograd#2","geometry":{"coordinates":[44.5123457,48.7],"type":"Point"},"properties":{"place":"volgograd","name":"Волгоград","lang":"ru","start_date":"1961-11-10"}}
        ]}
        "#);
}

fn columns(names: &[&str]) -> Columns {
    Columns { names: names.iter().map(|name| (*name).to_owned()).collect(), ..Default::default() }
}

#[test]
fn tables_are_read_in_any_delimiter_encoding_and_heading() {
    let semicolons = "код;улица;широта;долгота\n1;\"улица; Сталина\";48,7;x\n2;улица Мира;48.7;44.5\n3;;1;1\n";
    let mut by_name = columns(&["улица"]);
    (by_name.id, by_name.lat, by_name.lon) = (Some("КОД".into()), Some("широта".into()), Some("4".into()));
    insta::assert_snapshot!(read("a.csv", semicolons.as_bytes(), Some(&by_name)), @r#"
        Csv
        line 2 | 1 | - | - | nowhere | улица; Сталина@? Main
        line 3 | 2 | - | - | 44.5 48.7 | улица Мира@? Main
        ! line 2: expected degrees, found `48,7` and `x` (kept without a position)
        "#);
    let (koi8, ..) = encoding_rs::KOI8_U.encode(semicolons);
    assert_eq!(read("a.csv", &koi8, Some(&by_name)), read("a.csv", semicolons.as_bytes(), Some(&by_name)));
    let (cp1251, ..) = encoding_rs::WINDOWS_1251.encode(semicolons);
    assert_eq!(read("a.csv", &cp1251, Some(&by_name)), read("a.csv", semicolons.as_bytes(), Some(&by_name)));
    let utf16: Vec<u8> =
        "\u{FEFF}".encode_utf16().chain(semicolons.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(read("a.csv", &utf16, Some(&by_name)), read("a.csv", semicolons.as_bytes(), Some(&by_name)));

    let mut by_number = columns(&["2"]);
    by_number.heading = Heading::Absent;
    insta::assert_snapshot!(read("b.tsv", b"1\tStalin \"Street\"\r\n2\tPeace Street\tmore\r\n", Some(&by_number)), @r#"
        Tsv
        line 1 | line 1 | - | - | nowhere | Stalin "Street"@? Main
        line 2 | line 2 | - | - | nowhere | Peace Street@? Main
        ! line 2: expected 2 fields, found 3 (read as far as it goes)
        "#);
    insta::assert_snapshot!(read("c.csv", b"Name,name_de,Population\nWarsaw,Warschau,1\n", None), @r#"
        Csv
        line 2 | line 2 | - | - | nowhere | Warsaw@? Main, Warschau@de Main
        "#);
    insta::assert_snapshot!(read("d.csv", b"a,b\n1,2\n", Some(&columns(&["street"]))), @r#"
        Csv
        error: d.csv: line 1: expected a column `street`, found `a`, `b`
        "#);
    insta::assert_snapshot!(read("e.csv", b"a,b\n1,2\n", None), @r#"
        Csv
        error: e.csv: line 1: expected a column with names, to be told by the caller; found `a`, `b`
        "#);
}

#[test]
fn tables_are_written_so_that_a_spreadsheet_runs_nothing() {
    let mut bytes = Vec::new();
    let mut writer = Writer::new(&mut bytes, ["name", "lat"], Formulas::Disarmed).unwrap();
    writer.row(["=HYPERLINK(\"http://x\")", "-12.5"]).unwrap();
    writer.row(["a,b\n\"c\"", "@x"]).unwrap();
    assert!(writer.row(["too few"]).is_err());
    drop(writer);
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        "name,lat\r\n\"'=HYPERLINK(\"\"http://x\"\")\",-12.5\r\n\"a,b\n\"\"c\"\"\",'@x\r\n"
    );
}

#[test]
fn formats_are_told_by_content_before_name() {
    let check = |name: &str, head: &str, expected: Format| {
        assert_eq!(of_head(head.as_bytes(), Path::new(name)), expected, "{name}: {head}");
    };
    check("x.txt", "<?xml version='1.0'?>\n<!-- <osm> -->\n<osm version='0.6'>", Format::OsmXml);
    check("x.osm", "<osmChange version='0.6'>", Format::OsmChange);
    check("x.osm", "<TEI><osm/></TEI>", Format::Text);
    check("x.csv", "{\"type\": \"FeatureCollection\", \"features\": []}", Format::GeoJson);
    check("x.txt", "A letter.\n\nIt has, as letters do, commas.", Format::Text);
    check("notes", "Dear all, hello\nthis is a letter\nbye", Format::Text);
    check("x", "a;b\n1;2\n3;4\n", Format::Csv);
    check("x.csv", "", Format::Empty);
}

#[test]
fn keys_say_what_their_names_are() {
    let check = |key: &str, kind: RowNameKind, lang: Option<&str>, dates: (Option<&str>, Option<&str>)| {
        let found = NameKey::parse(key).unwrap();
        assert_eq!(
            (found.kind, found.lang.as_deref(), found.from.as_deref(), found.to.as_deref()),
            (kind, lang, dates.0, dates.1),
            "{key}"
        );
    };
    check("name", RowNameKind::Main, None, (None, None));
    check("NAME_DE", RowNameKind::Main, Some("de"), (None, None));
    check("name:zh-Hant", RowNameKind::Main, Some("zh-hant"), (None, None));
    check("old_name:1925--1961", RowNameKind::Historic, None, (Some("1925"), Some("1961")));
    check("old_name:ru:1925-1961", RowNameKind::Historic, Some("ru"), (Some("1925"), Some("1961")));
    for key in ["names", "name:etymology:wikidata", "rename", "nameless", "label_position"] {
        assert_eq!(NameKey::parse(key), None, "{key}");
    }
}
