//! A record whose every text tries to be more than text.

use crate::{ask, of_record};
use axum::http::Method;
use thaw_formats::record;

const EVIL: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{}}";

/// The bundled record with the titles of its sources and the names of its places made hostile.
fn evil() -> record::Record {
    let mut record = record::read_embedded(
        &thaw_data::files("record/")
            .map(|(path, text)| (path.strip_prefix("record/").unwrap(), text))
            .collect::<Vec<_>>(),
    );
    for entry in &mut record.entries {
        match entry {
            thaw_core::Entry::Source(source) => {
                source.title = EVIL.to_owned();
                source.url = Some("javascript:alert(3)".to_owned());
            }
            thaw_core::Entry::Act(act) => {
                act.note = Some(EVIL.to_owned());
                act.authority = Some(EVIL.to_owned());
                for fact in &mut act.facts {
                    if let thaw_core::Fact::Name(name) = fact {
                        name.text = format!("{EVIL}{}", name.text);
                    }
                }
            }
            _ => {}
        }
    }
    record
}

#[test]
fn nothing_in_a_record_becomes_markup() {
    let atlas = of_record(evil());
    let pages = [
        "/en/",
        "/en/places",
        "/en/place/volgograd",
        "/en/act/volgograd-1961-11-10-rename",
        "/en/acts",
        "/en/after",
        "/en/quiz",
        "/en/find?q=%3Cscript%3E",
        "/en/sources",
        "/en/map",
        "/ru/place/volgograd",
    ];
    for address in pages {
        let got = ask(&atlas, &Method::GET, address, &[], "");
        assert!(!got.body.contains("<script>alert"), "{address} lets a script in");
        assert!(!got.body.contains("<img src=x"), "{address} lets an image in");
        assert!(!got.body.contains("href=\"javascript:"), "{address} lets a script address in");
    }
    for address in ["/api/v1/feed.atom", "/api/v1/places/volgograd", "/api/v1/places/volgograd.geojson"] {
        let got = ask(&atlas, &Method::GET, address, &[], "");
        assert!(!got.header("content-type").contains("html"), "{address}");
        if address.ends_with("atom") {
            assert!(!got.body.contains("<script>alert"), "{address}");
        }
    }
}
