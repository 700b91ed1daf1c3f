//! The routes of the atlas, on the bundled record and on a hostile one.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up fails")]

mod base_map;
mod connections;
mod hostile;
mod routes;

use axum::body::to_bytes;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use std::sync::OnceLock;
use thaw_atlas::{Atlas, answer::answer};
use thaw_core::Day;
use thaw_formats::record;
use thaw_publish::model::{About, Model, Stamp};

/// The bundled record as it is served.
fn bundled() -> &'static Atlas {
    static ATLAS: OnceLock<Atlas> = OnceLock::new();
    ATLAS.get_or_init(bundled_atlas)
}

fn bundled_atlas() -> Atlas {
    let files: Vec<_> =
        thaw_data::files("record/").map(|(path, text)| (path.strip_prefix("record/").unwrap(), text)).collect();
    of_record(record::read_embedded(&files))
}

fn of_record(record: record::Record) -> Atlas {
    let entries = record.entries.into_iter().map(|entry| (Stamp::default(), entry));
    let model = Model::build(About::from(&record.manifest), entries);
    Atlas::new(model, Day::from_ymd(2026, 11, 23).unwrap(), "http://127.0.0.1/").unwrap()
}

/// What came back.
struct Got {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Got {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

fn ask(atlas: &Atlas, method: &Method, address: &str, headers: &[(&'static str, &str)], body: &str) -> Got {
    let uri: Uri = address.parse().unwrap();
    let headers: HeaderMap =
        headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
    let response = answer(atlas, method, &uri, &headers, body.as_bytes());
    let (head, body) = response.into_parts();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let bytes = runtime.block_on(to_bytes(body, usize::MAX)).unwrap();
    Got { status: head.status, headers: head.headers, body: String::from_utf8(bytes.to_vec()).unwrap() }
}

fn get(address: &str) -> Got {
    ask(bundled(), &Method::GET, address, &[], "")
}
