//! The JSON API: lists, single things, the state as of a date, finding, matching a column of names.

mod acts;
mod asof;
mod find;
mod reconcile;
mod sources;
mod subjects;

use crate::{
    Atlas,
    answer::Reply,
    params::{Params, decode},
    problem::Problem,
};
use axum::http::Method;
use thaw_publish::address::{KINDS, kind_words};

/// The description of this API (OpenAPI 3.1).
pub const DESCRIPTION: &str = include_str!("openapi.json");

/// Answers a request below `/api/v1/`.
pub(crate) fn answer(atlas: &Atlas, method: &Method, path: &str, query: &str, body: &[u8]) -> Result<Reply, Problem> {
    let path = decode(path).ok_or_else(|| Problem::encoding(path))?;
    let reading = method == Method::GET || method == Method::HEAD;
    if !reading && (method != Method::POST || path != "reconcile") {
        return Err(Problem::method());
    }
    let params = Params::of_query(query)?;
    match path.as_str() {
        "openapi.json" => {
            params.only(&[])?;
            Ok(Reply { open: true, ..Reply::new("application/json", DESCRIPTION) })
        }
        "acts" => acts::list(atlas, &params),
        "sources" => sources::list(atlas, &params),
        "asof" => asof::as_of(atlas, &params),
        "find" => find::find(atlas, &params),
        "reconcile" if reading => reconcile::get(atlas, &params),
        "reconcile" => reconcile::post(atlas, body),
        "reconcile/suggest/entity" => reconcile::suggest(atlas, &params),
        other => {
            if let Some(kind) = KINDS.into_iter().find(|kind| kind_words(*kind) == other) {
                return subjects::list(atlas, kind, &params);
            }
            params.only(&[])?;
            // `places/volgograd` is `places/volgograd.json`: what a published site has as files, the server has too.
            let found = atlas.data(other).or_else(|| atlas.data(&format!("{other}.json")));
            let (media, body) = found.ok_or_else(|| Problem::not_found(other))?;
            Ok(Reply { open: true, ..Reply::new(media, body) })
        }
    }
}

/// Cuts a list after the cursor and at the limit: the part to show, and the cursor of the next part.
///
/// Ids must be sorted by `key`; the cursor is the key of the last item shown.
fn part<'a, T>(
    items: impl Iterator<Item = &'a T>,
    key: impl Fn(&T) -> String,
    cursor: Option<&str>,
    limit: usize,
) -> (Vec<&'a T>, Option<String>) {
    let mut shown: Vec<&T> = items
        .filter(|item| cursor.is_none_or(|cursor| key(item).as_str() > cursor))
        .take(limit.saturating_add(1))
        .collect();
    let more = shown.len() > limit;
    shown.truncate(limit);
    let next = if more { shown.last().map(|item| key(item)) } else { None };
    (shown, next)
}

/// Writes the address of the next part of a list.
fn next_link(path: &str, params: &[(&str, Option<&str>)], cursor: &str) -> String {
    let mut address = format!("/api/v1/{path}?cursor={}", encode(cursor));
    for (name, value) in params {
        if let Some(value) = value {
            address.push_str(&format!("&{name}={}", encode(value)));
        }
    }
    address
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
