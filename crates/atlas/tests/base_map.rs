//! The user's own base map.

use crate::{ask, bundled_atlas};
use axum::http::Method;
use std::{fs, path::Path};
use thaw_atlas::{Atlas, BaseMap};

const ARCHIVE: &str = "PMTiles\u{3}0123456789";

fn laid(folder: &Path, bytes: &[u8]) -> Result<Atlas, String> {
    let path = folder.join("base");
    fs::write(&path, bytes).unwrap();
    let opened = BaseMap::open(&path).map_err(|error| error.to_string().replace(&path.display().to_string(), "FILE"));
    opened.map(|base_map| bundled_atlas().with_base_map(base_map))
}

#[test]
fn tiles_are_sent_in_the_ranges_that_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let atlas = laid(folder.path(), ARCHIVE.as_bytes()).unwrap();
    let get = |name: &str, range: &str| ask(&atlas, &Method::GET, &format!("/assets/{name}"), &[("range", range)], "");
    assert_eq!(get("base.json", "").body, r#"{"pmtiles":"base.pmtiles"}"#);
    let tag = get("base.pmtiles", "bytes=0-3").header("etag").to_owned();
    for (range, told, body) in [
        ("bytes=0-6", "bytes 0-6/18", "PMTiles"),
        ("bytes=16-16383", "bytes 16-17/18", "89"),
        ("bytes=8-", "bytes 8-17/18", "0123456789"),
    ] {
        let got = get("base.pmtiles", range);
        assert_eq!((got.status.as_u16(), got.header("content-range"), got.body.as_str()), (206, told, body), "{range}");
        assert_eq!(got.header("etag"), tag, "every part tells the same edition");
    }
    for range in ["bytes=18-20", "bytes=5-4", "bytes=-3", "bytes=0-1,3-4", "bytes=99999999999999999999-", "lines=1-2"] {
        let got = get("base.pmtiles", range);
        assert_eq!((got.status.as_u16(), got.header("content-type")), (416, "application/problem+json"), "{range}");
    }
    fs::remove_file(folder.path().join("base")).unwrap();
    assert_eq!(get("base.pmtiles", "bytes=0-6").status.as_u16(), 404, "a file that was taken away");
}

#[test]
fn a_file_that_is_no_map_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |bytes: &[u8]| laid(folder.path(), bytes).err().unwrap_or_default();
    let neither = "the base map `FILE` is neither PMTiles (version 3) nor GeoJSON";
    assert_eq!(refused(b""), neither);
    assert_eq!(refused(b"PMTiles\x02old"), neither);
    assert_eq!(refused(b"\xff\xfe"), neither);
    assert_eq!(refused(br#"{"type":"Feature"}"#), "the base map `FILE` is not a GeoJSON FeatureCollection");
    let atlas = laid(folder.path(), br#"{"type":"FeatureCollection","features":[]}"#).unwrap();
    let got = ask(&atlas, &Method::GET, "/assets/base.json", &[], "");
    assert_eq!((got.status.as_u16(), got.header("content-type")), (200, "application/geo+json"));
}
