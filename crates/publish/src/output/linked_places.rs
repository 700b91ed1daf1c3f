//! Linked Places format 1.2 (<https://github.com/LinkedPasts/linked-places-format>): places with dated, cited toponyms.

use crate::{address, messages::Language, model::Model, words};
use serde_json::{Value, json};
use thaw_core::{Citation, Period, Subject, period::End};

/// The JSON-LD context that gives the terms their meaning.
const CONTEXT: &str =
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld";

/// Returns places as a Linked Places collection. `base` is where the site's pages begin; relative addresses when it is empty.
#[must_use]
pub fn collection<'a>(model: &Model, base: &str, subjects: impl Iterator<Item = &'a Subject>) -> Value {
    json!({
        "type": "FeatureCollection", "@context": CONTEXT,
        "features": subjects.map(|subject| feature(model, base, subject)).collect::<Vec<_>>(),
    })
}

/// Returns one place.
#[must_use]
pub fn feature(model: &Model, base: &str, subject: &Subject) -> Value {
    let life = model.life(&subject.id);
    let names: Vec<Value> = life
        .names
        .iter()
        .map(|held| {
            let citations = model.acts.get(held.act).map(|recorded| cited(model, &recorded.act.sources)).unwrap_or_default();
            json!({ "toponym": held.what.text, "lang": held.what.lang, "citations": citations, "when": when(&held.period) })
        })
        .collect();
    let links: Vec<Value> = subject
        .external
        .iter()
        .filter_map(|(system, id)| {
            let prefix = match system.as_str() {
                "wikidata" => "wd",
                "geonames" => "gn",
                _ => return None,
            };
            Some(json!({ "type": "closeMatch", "identifier": format!("{prefix}:{id}") }))
        })
        .collect();
    let geometry = subject.at.map(|at| json!({ "type": "Point", "coordinates": [at.lon, at.lat] }));
    json!({
        "@id": format!("{base}{}", address::subject(subject.kind, &subject.id)),
        "type": "Feature",
        "properties": {
            "title": words::title(model, subject, Language::En).text,
            "ccodes": subject.country.iter().collect::<Vec<_>>(),
        },
        "names": names,
        "types": [{ "identifier": "", "label": subject.class }],
        "geometry": geometry,
        "links": links,
    })
}

fn cited(model: &Model, citations: &[Citation]) -> Vec<Value> {
    citations
        .iter()
        .map(|citation| {
            let source = model.sources.get(&citation.source);
            let id = source.and_then(|source| source.url.clone()).unwrap_or_else(|| citation.source.0.clone());
            json!({ "label": source.map_or(citation.source.0.as_str(), |source| &source.title), "@id": id })
        })
        .collect()
}

/// A period as a timespan: exact days as `in`, wider dates as `earliest` and `latest`.
fn when(period: &Period) -> Value {
    let end = |end: &End| match end {
        End::At(date) => {
            let (first, last) = (date.earliest().day(), date.latest().day());
            match (first, last) {
                (Some(first), Some(last)) if first == last => Some(json!({ "in": first.to_string() })),
                (Some(first), Some(last)) => Some(json!({ "earliest": first.to_string(), "latest": last.to_string() })),
                _ => None,
            }
        }
        End::Open | End::Unknown => None,
    };
    let mut span = serde_json::Map::new();
    if let Some(start) = end(&period.from) {
        span.insert("start".to_owned(), start);
    }
    if let Some(stop) = end(&period.to) {
        span.insert("end".to_owned(), stop);
    }
    json!({ "timespans": [span], "label": period.to_string() })
}
