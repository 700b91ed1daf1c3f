//! Errors of the API as problem documents (RFC 9457): what was wrong, and what to do.

use axum::http::StatusCode;
use serde_json::json;

/// A problem document.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) status: StatusCode,
    title: &'static str,
    detail: String,
    hint: String,
}

impl Problem {
    fn new(status: StatusCode, title: &'static str, detail: String, hint: impl Into<String>) -> Self {
        Self { status, title, detail, hint: hint.into() }
    }

    pub(crate) fn not_found(what: &str) -> Self {
        let hint = "look at /api/v1/openapi.json for the resources, and at their lists for the ids";
        Self::new(StatusCode::NOT_FOUND, "there is no such resource", format!("nothing at `{}`", short(what)), hint)
    }

    pub(crate) fn method() -> Self {
        let hint = "read with GET; /api/v1/reconcile also takes POST";
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "the method is not allowed here",
            "the record is only read".to_owned(),
            hint,
        )
    }

    pub(crate) fn missing(name: &str, example: &str) -> Self {
        let detail = format!("the parameter `{name}` is missing");
        Self::new(StatusCode::BAD_REQUEST, "a parameter is missing", detail, format!("add it: {example}"))
    }

    pub(crate) fn unknown(name: &str, known: &[&str]) -> Self {
        let detail = format!("there is no parameter `{}` here", short(name));
        let hint = if known.is_empty() {
            "this resource takes none".to_owned()
        } else {
            format!("it takes: {}", known.join(", "))
        };
        Self::new(StatusCode::BAD_REQUEST, "a parameter is not known", detail, hint)
    }

    pub(crate) fn value(name: &str, found: &str, expected: &str) -> Self {
        let detail = format!("`{name}` is `{}`", short(found));
        Self::new(
            StatusCode::BAD_REQUEST,
            "a parameter has a value that it cannot have",
            detail,
            format!("expected {expected}"),
        )
    }

    pub(crate) fn date(name: &str, found: &str, why: &str) -> Self {
        let detail = format!("`{name}` is `{}`: {why}", short(found));
        let hint = "write a date in EDTF, such as 1961-11-10, 1961-11, 1961, 1961~ or 1953/1956";
        Self::new(StatusCode::BAD_REQUEST, "a date cannot be read", detail, hint)
    }

    pub(crate) fn encoding(part: &str) -> Self {
        let detail = format!("`{}` is not percent-encoded UTF-8", short(part));
        Self::new(
            StatusCode::BAD_REQUEST,
            "the address cannot be decoded",
            detail,
            "encode text as UTF-8 bytes, each as % and two hexadecimal digits",
        )
    }

    pub(crate) fn range(total: u64) -> Self {
        let detail = format!("the file has {total} bytes");
        let hint = "ask for one range of them: bytes=0-16383";
        Self::new(StatusCode::RANGE_NOT_SATISFIABLE, "a range cannot be sent", detail, hint)
    }

    pub(crate) fn too_long(most: usize) -> Self {
        let detail = format!("the query is longer than {most} bytes");
        Self::new(
            StatusCode::URI_TOO_LONG,
            "the query is too long",
            detail,
            "ask for less at a time; /api/v1/reconcile takes many questions with POST",
        )
    }

    pub(crate) fn too_large(most: usize) -> Self {
        let detail = format!("the body is longer than {most} bytes");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "the body is too long", detail, "send fewer questions at a time")
    }

    pub(crate) fn body(why: String) -> Self {
        let hint =
            "send a form with `queries`, a JSON object of questions, as the Reconciliation Service API 0.2 describes";
        Self::new(StatusCode::BAD_REQUEST, "the body cannot be read", why, hint)
    }

    pub(crate) fn to_json(&self) -> String {
        json!({ "type": "about:blank", "title": self.title, "status": self.status.as_u16(), "detail": self.detail, "hint": self.hint })
            .to_string()
    }
}

/// What was found, short enough to be repeated.
fn short(text: &str) -> String {
    const MOST: usize = 80;
    if text.chars().count() <= MOST { text.to_owned() } else { text.chars().take(MOST).chain("…".chars()).collect() }
}
