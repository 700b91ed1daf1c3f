//! Right and wrong questions.

use crate::{ask, bundled, get};
use axum::http::Method;
use serde_json::Value;

#[track_caller]
fn refused(address: &str, status: u16, told: &str) {
    let got = get(address);
    assert_eq!(got.status.as_u16(), status, "{address}: {}", got.body);
    assert_eq!(got.header("content-type"), "application/problem+json", "{address}");
    let problem: Value = serde_json::from_str(&got.body).unwrap();
    assert_eq!(problem["status"], status, "{address}");
    assert!(!problem["hint"].as_str().unwrap().is_empty(), "{address} tells what to do");
    assert!(got.body.contains(told), "{address}: expected `{told}` in {}", got.body);
}

#[test]
fn wrong_questions_get_a_problem_document_that_says_what_to_do() {
    refused("/api/v1/asof", 400, "`date` is missing");
    refused("/api/v1/asof?date=1961-13", 400, "1961-13");
    refused("/api/v1/asof?date=1961&bbox=1,2,3", 400, "west,south,east,north");
    refused("/api/v1/asof?date=1961&bbox=0,80,10,20", 400, "west,south,east,north");
    refused("/api/v1/asof?date=1961&bbox=0,0,999,10", 400, "west,south,east,north");
    refused("/api/v1/asof?date=1961&id=atlantis", 404, "atlantis");
    refused("/api/v1/asof?date=1961&kind=ghost", 400, "ghost");
    refused("/api/v1/asof?dat=1961", 400, "there is no parameter `dat`");
    refused("/api/v1/find?q=%FF", 400, "percent-encoded UTF-8");
    refused("/api/v1/find", 400, "`q` is missing");
    refused("/api/v1/acts?limit=0", 400, "from 1 to 1000");
    refused("/api/v1/acts?cursor=nowhere", 400, "cursor");
    refused("/api/v1/places/atlantis", 404, "atlantis");
    refused("/api/v1", 404, "/api/v1/openapi.json");
    refused("/api/v2/places", 404, "/api/v1/openapi.json");
    refused("/api/v1/..%2f..%2fetc%2fpasswd", 404, "etc");
    refused(&format!("/api/v1/find?q={}", "a".repeat(20_000)), 414, "longer than");
    let posted = ask(bundled(), &Method::POST, "/api/v1/acts", &[], "");
    assert_eq!((posted.status.as_u16(), posted.header("allow")), (405, "GET, HEAD, OPTIONS"));
    let deleted = ask(bundled(), &Method::DELETE, "/en/place/volgograd", &[], "");
    assert_eq!(deleted.status.as_u16(), 405);
}

#[test]
fn the_name_of_the_date_is_answered() {
    let name = |date: &str| -> String { get(&format!("/api/v1/asof?id=volgograd&date={date}")).body };
    assert!(name("1961-11-09").contains("Stalingrad") && !name("1961-11-09").contains("Volgograd\""));
    assert!(name("1961-11-11").contains("Volgograd"));
}

#[test]
fn lists_come_in_parts_that_make_the_whole() {
    let mut ids = Vec::new();
    let mut address = "/api/v1/places?limit=40".to_owned();
    loop {
        let got = get(&address);
        let page: Value = serde_json::from_str(&got.body).unwrap();
        ids.extend(page["places"].as_array().unwrap().iter().map(|place| place["id"].as_str().unwrap().to_owned()));
        let Some(link) = got.header("link").strip_prefix('<') else { break };
        address = link.split('>').next().unwrap().to_owned();
        assert!(!page["next"].is_null());
    }
    let all: Value = serde_json::from_str(&get("/api/v1/places?limit=1000").body).unwrap();
    assert_eq!(ids.len(), all["places"].as_array().unwrap().len());
    assert!(ids.is_sorted() && ids.len() > 100);
}

#[test]
fn an_unchanged_answer_is_not_sent_again() {
    let first = get("/api/v1/places/volgograd");
    assert_eq!(first.status.as_u16(), 200);
    let tag = first.header("etag").to_owned();
    let again = ask(bundled(), &Method::GET, "/api/v1/places/volgograd", &[("if-none-match", &tag)], "");
    assert_eq!((again.status.as_u16(), again.body.as_str()), (304, ""));
    assert_eq!(first.header("access-control-allow-origin"), "*", "scripts of other sites may read");
}

#[test]
fn every_page_has_a_strict_policy() {
    for address in
        ["/en/", "/en/map", "/ru/story", "/es/place/volgograd", "/en/nothing", "/api/v1/acts", "/assets/style.css"]
    {
        let got = get(address);
        let policy = got.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{address}: {policy}");
        assert_eq!(got.header("x-content-type-options"), "nosniff", "{address}");
    }
}

#[test]
fn the_language_is_that_of_the_browser() {
    for (asked, expected) in
        [("es-MX,es;q=0.9", "/es/"), ("ru", "/ru/"), ("de,fr;q=0.5", "/en/"), ("en;q=0.1,ru;q=0.9", "/ru/")]
    {
        let got = ask(bundled(), &Method::GET, "/", &[("accept-language", asked)], "");
        assert_eq!((got.status.as_u16(), got.header("location")), (302, expected), "{asked}");
    }
}

#[test]
fn an_address_without_one_of_our_languages_leads_to_the_page_in_one() {
    for (path, expected) in [
        ("/fr/place/volgograd", "/ru/place/volgograd"),
        ("/place/volgograd", "/ru/place/volgograd"),
        ("/story", "/ru/story"),
        ("/EN/story", "/en/story"),
        ("/fr/", "/ru/"),
        ("/de", "/ru/"),
    ] {
        let got = ask(bundled(), &Method::GET, path, &[("accept-language", "ru")], "");
        assert_eq!((got.status.as_u16(), got.header("location")), (302, expected), "{path}");
    }
    for path in
        ["/fr/place/atlantis", "/nothing", "//evil.example/", "/fr//evil.example", "/wp-login.php", "/en/nothing"]
    {
        assert_eq!(get(path).status.as_u16(), 404, "{path}");
    }
}

#[test]
fn a_column_of_names_is_matched_as_of_a_date() {
    let queries = r#"{"q0":{"query":"Stalingrad","properties":[{"pid":"when","v":"1950"}],"type":"place"},"q1":{"query":"Сталино","properties":[{"pid":"when","v":"1955"}]}}"#;
    let form = format!("queries={}", queries.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>());
    let got = ask(bundled(), &Method::POST, "/api/v1/reconcile", &[], &form);
    assert_eq!(got.status.as_u16(), 200, "{}", got.body);
    let answers: Value = serde_json::from_str(&got.body).unwrap();
    assert_eq!(answers["q0"]["result"][0]["id"], "volgograd");
    assert_eq!(answers["q1"]["result"][0]["id"], "donetsk");
    let manifest: Value = serde_json::from_str(&get("/api/v1/reconcile").body).unwrap();
    assert_eq!(manifest["versions"][0], "0.2");
}

#[test]
fn the_description_names_only_what_is_there() {
    let description: Value = serde_json::from_str(&get("/api/v1/openapi.json").body).unwrap();
    let paths = description["paths"].as_object().unwrap();
    assert!(paths.len() > 20);
    for path in paths.keys().filter(|path| !path.contains('{')) {
        let status = get(path).status.as_u16();
        assert!(matches!(status, 200 | 400), "{path}: {status}");
    }
}
