//! From a request to an answer: pages, files of all pages, and the API. The one place that writes headers.

use crate::{
    Atlas, api, map_files,
    params::{Params, decode},
    problem::Problem,
};
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri, header},
};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use thaw_publish::{address::Links, messages::Language, page::Page, site::ASSETS};

/// Scripts, styles, data and workers come from the atlas itself; nothing else, and nothing inline.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; \
    worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// What is sent back, before headers.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) media: &'static str,
    pub(crate) body: Bytes,
    /// Where to go instead, for redirects.
    pub(crate) location: Option<String>,
    /// The next page of a list.
    pub(crate) next: Option<String>,
    /// Whether other sites' scripts may read it.
    pub(crate) open: bool,
    /// Which part of a file it is.
    pub(crate) range: Option<String>,
    /// What tells this edition of it from others; of the body itself when absent.
    pub(crate) tag: Option<String>,
}

impl Reply {
    pub(crate) fn new(media: &'static str, body: impl Into<Bytes>) -> Self {
        let (status, body) = (StatusCode::OK, body.into());
        Self { status, media, body, location: None, next: None, open: false, range: None, tag: None }
    }

    pub(crate) fn json(value: &serde_json::Value) -> Self {
        Self { open: true, ..Self::new("application/json", value.to_string()) }
    }

    fn redirect(location: String) -> Self {
        let body = format!("<a href=\"{location}\">{location}</a>");
        Self { status: StatusCode::FOUND, location: Some(location), ..Self::new("text/html; charset=utf-8", body) }
    }
}

impl From<Problem> for Reply {
    fn from(problem: Problem) -> Self {
        Self { status: problem.status, open: true, ..Self::new("application/problem+json", problem.to_json()) }
    }
}

/// Answers a request. `body` is the body of a POST, already read and limited.
#[must_use]
pub fn answer(atlas: &Atlas, method: &Method, uri: &Uri, headers: &HeaderMap, body: &[u8]) -> Response<Body> {
    let path = uri.path();
    let query = uri.query().unwrap_or_default();
    let reply = if method == Method::OPTIONS && path.starts_with("/api/") {
        Reply { status: StatusCode::NO_CONTENT, open: true, ..Reply::new("text/plain", "") }
    } else if let Some(path) = path.strip_prefix("/api/v1/") {
        api::answer(atlas, method, path, query, body).unwrap_or_else(Reply::from)
    } else if method != Method::GET && method != Method::HEAD {
        Problem::method().into()
    } else if path == "/api" || path.starts_with("/api/") {
        // A program that asks in a wrong place is told so in its own way.
        Problem::not_found(path).into()
    } else if path == "/" {
        Reply::redirect(format!("/{}/", preferred(headers)))
    } else if let Some(name) = path.strip_prefix("/assets/") {
        let range = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
        let own = atlas.base_map().and_then(|own| own.answer(name, range));
        own.or_else(|| asset(name)).unwrap_or_else(|| missing(atlas, preferred(headers)))
    } else if path == "/favicon.ico" {
        asset("icon.svg").unwrap_or_else(|| missing(atlas, preferred(headers)))
    } else if path == "/robots.txt" {
        Reply::new("text/plain; charset=utf-8", "User-agent: *\nAllow: /\n")
    } else {
        page(atlas, path, query)
            .or_else(|| in_our_language(atlas, path, headers))
            .unwrap_or_else(|| missing(atlas, language_of(path).unwrap_or_else(|| preferred(headers))))
    };
    finish(reply, headers)
}

/// An answer to a request that is too slow, too large or not HTTP as we take it.
pub(crate) fn refuse(problem: Problem) -> Response<Body> {
    finish(problem.into(), &HeaderMap::new())
}

fn preferred(headers: &HeaderMap) -> Language {
    let header = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::accepted(header.unwrap_or_default())
}

fn language_of(path: &str) -> Option<Language> {
    path.trim_start_matches('/').split('/').next()?.parse().ok()
}

fn page(atlas: &Atlas, path: &str, query: &str) -> Option<Reply> {
    let decoded = decode(path)?;
    let language = language_of(&decoded)?;
    let rest = decoded.trim_start_matches('/').get(language.code().len()..)?;
    let rest = match rest {
        "" => return Some(Reply::redirect(format!("/{language}/"))),
        rest => rest.strip_prefix('/')?,
    };
    if rest.len() > 1 && rest.ends_with('/') {
        let bare = rest.trim_end_matches('/');
        return (is_plain(bare) && !bare.is_empty()).then(|| Reply::redirect(format!("/{language}/{bare}")));
    }
    let asked = if rest == "find" {
        Params::of_query(query).ok().and_then(|params| params.get("q").map(str::to_owned))
    } else {
        None
    };
    let links = Links::served();
    let text = Page { site: atlas.site(), language, links: &links }.at(rest, asked.as_deref().unwrap_or_default())?;
    Some(Reply::new("text/html; charset=utf-8", text))
}

/// Leads `/place/volgograd`, `/fr/place/volgograd` and `/EN/story` to the page in a language that we have.
fn in_our_language(atlas: &Atlas, path: &str, headers: &HeaderMap) -> Option<Reply> {
    let path = path.trim_matches('/');
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let language = first.to_ascii_lowercase().parse().unwrap_or_else(|()| preferred(headers));
    let links = Links::served();
    let there = |rest: &str| Page { site: atlas.site(), language, links: &links }.at(rest, "").is_some();
    let is_language = matches!(first.len(), 2..=3);
    let found = [path, rest].into_iter().find(|rest| (!rest.is_empty() || is_language) && there(rest))?;
    (language_of(path).is_none() && is_plain(found)).then(|| Reply::redirect(format!("/{language}/{found}")))
}

/// Tells whether a path has only characters of our ids: nothing that could end a header or leave the site.
fn is_plain(path: &str) -> bool {
    path.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~'))
}

fn missing(atlas: &Atlas, language: Language) -> Reply {
    let links = Links::served();
    let text = Page { site: atlas.site(), language, links: &links }.missing();
    Reply { status: StatusCode::NOT_FOUND, ..Reply::new("text/html; charset=utf-8", text) }
}

fn asset(name: &str) -> Option<Reply> {
    if let Some((_, media, bytes)) = ASSETS.iter().find(|(path, _, _)| *path == name) {
        return Some(Reply::new(media, Bytes::from_static(bytes)));
    }
    let name = name.strip_prefix("map/")?;
    let (_, bytes) = map_files().iter().find(|(path, _)| *path == name)?;
    let media = match name.rsplit('.').next() {
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    Some(Reply::new(media, Bytes::from_static(bytes)))
}

fn finish(reply: Reply, asked: &HeaderMap) -> Response<Body> {
    let tag = reply.tag.unwrap_or_else(|| etag(&reply.body));
    let same = reply.status == StatusCode::OK
        && asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).is_some_and(|had| {
            had.split(',').any(|one| one.trim().trim_start_matches("W/") == tag || one.trim() == "*")
        });
    let status = if same { StatusCode::NOT_MODIFIED } else { reply.status };
    let mut response = Response::new(if same { Body::empty() } else { Body::from(reply.body) });
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let mut put = |name: header::HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    put(header::CONTENT_TYPE, reply.media);
    put(header::CONTENT_SECURITY_POLICY, POLICY);
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, "no-referrer");
    put(header::X_FRAME_OPTIONS, "DENY");
    put(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    if let Some(range) = &reply.range {
        put(header::CONTENT_RANGE, range);
        put(header::ACCEPT_RANGES, "bytes");
    }
    if matches!(status, StatusCode::OK | StatusCode::PARTIAL_CONTENT) || same {
        put(header::ETAG, &tag);
        put(header::CACHE_CONTROL, "no-cache");
    }
    if let Some(location) = &reply.location {
        put(header::LOCATION, location);
        put(header::VARY, "accept-language");
    }
    if let Some(next) = &reply.next {
        put(header::LINK, &format!("<{next}>; rel=\"next\""));
    }
    if status == StatusCode::METHOD_NOT_ALLOWED {
        put(header::ALLOW, "GET, HEAD, OPTIONS");
    }
    if reply.open {
        put(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        put(header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, OPTIONS");
        put(header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type, if-none-match");
        put(header::ACCESS_CONTROL_EXPOSE_HEADERS, "etag, link");
    }
    response
}

fn etag(body: &[u8]) -> String {
    let digest = Sha256::digest(body);
    let mut tag = String::with_capacity(34);
    tag.push('"');
    for byte in digest.iter().take(16) {
        // Writing into a string cannot fail.
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    tag
}
