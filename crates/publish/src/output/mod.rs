//! The record as data: one file per format, and which address has which.

pub mod atlas;
pub mod citation;
pub mod feed;
pub mod geojson;
pub mod linked_places;
pub mod resource;

use crate::{
    address::{self, KINDS},
    messages::Language,
    page::{FIRST_YEAR, Site},
};
use serde_json::{Value, json};
use thaw_core::{ActId, SourceId, SubjectId, SubjectKind};

/// A piece of data as it is served or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Its media type.
    pub media: &'static str,
    /// Its bytes, which are UTF-8.
    pub body: String,
}

impl Output {
    fn json(value: &Value) -> Self {
        Self { media: "application/json", body: value.to_string() }
    }
}

/// Returns the data at a path (what follows `api/v1/`, with its ending), or nothing when there is none.
#[must_use]
pub fn at(site: &Site<'_>, path: &str) -> Option<Output> {
    let model = site.model;
    if let Some(id) = path.strip_prefix("acts/") {
        let (id, ending) = ended(id)?;
        let recorded = model.act(&ActId(address::unslug(id)?))?;
        return match ending {
            "json" => Some(Output::json(&resource::act(recorded))),
            "txt" => Some(Output { media: "text/plain; charset=utf-8", body: citation::act(site, recorded) }),
            "bib" => Some(Output { media: "application/x-bibtex", body: citation::act_bibtex(site, recorded) }),
            _ => None,
        };
    }
    if let Some(id) = path.strip_prefix("sources/") {
        let (id, ending) = ended(id)?;
        let source = model.sources.get(&SourceId(address::unslug(id)?))?;
        return match ending {
            "json" => Some(Output::json(&resource::source(model, source))),
            "txt" => Some(Output { media: "text/plain; charset=utf-8", body: citation::source(source) }),
            _ => None,
        };
    }
    if let Some(year) = path.strip_prefix("years/") {
        let year: i64 = year.strip_suffix(".json")?.parse().ok()?;
        let acts = model.acts.iter().filter(|recorded| recorded.act.date.first_year() == Some(year));
        return Some(Output::json(&json!({ "year": year, "acts": acts.map(resource::act).collect::<Vec<_>>() })));
    }
    match path {
        "acts.json" => {
            return Some(Output::json(&json!({ "acts": model.acts.iter().map(resource::act).collect::<Vec<_>>() })));
        }
        "sources.json" => {
            let sources: Vec<Value> = model.sources.values().map(|source| resource::source(model, source)).collect();
            return Some(Output::json(&json!({ "sources": sources })));
        }
        "find.json" => return Some(Output::json(&site.names.to_json(model))),
        "feed.atom" => return Some(feed_in(site, Language::En)),
        _ => {}
    }
    for language in Language::ALL {
        if path == format!("atlas.{language}.json") {
            return Some(Output::json(&atlas::atlas(site, language)));
        }
        if path == format!("feed.{language}.atom") {
            return Some(feed_in(site, language));
        }
    }
    let kind = KINDS
        .into_iter()
        .find(|kind| path.strip_prefix(address::kind_words(*kind)).is_some_and(|rest| rest.starts_with(['.', '/'])))?;
    let rest = path.strip_prefix(address::kind_words(kind))?;
    if let Some(ending) = rest.strip_prefix('.') {
        return many(site, kind, ending);
    }
    let (id, ending) = ended(rest.strip_prefix('/')?)?;
    let subject = model.subjects.get(&SubjectId(address::unslug(id)?)).filter(|subject| subject.kind == kind)?;
    match ending {
        "json" => Some(Output::json(&resource::subject(model, subject))),
        "geojson" => {
            Some(Output { media: "application/geo+json", body: geojson::feature(model, subject)?.to_string() })
        }
        "lpf.json" => Some(Output { media: "application/ld+json", body: linked_places::collection(site, [subject]) }),
        "txt" => Some(Output { media: "text/plain; charset=utf-8", body: citation::subject(site, subject) }),
        "bib" => Some(Output { media: "application/x-bibtex", body: citation::bibtex(site, subject) }),
        _ => None,
    }
}

fn many(site: &Site<'_>, kind: SubjectKind, ending: &str) -> Option<Output> {
    let model = site.model;
    match ending {
        "json" => {
            let subjects: Vec<Value> =
                model.subjects_of(kind).map(|subject| resource::subject(model, subject)).collect();
            Some(Output::json(&json!({ address::kind_words(kind): subjects })))
        }
        "geojson" => Some(Output {
            media: "application/geo+json",
            body: geojson::collection(model, model.subjects_of(kind)).to_string(),
        }),
        "lpf.json" => {
            let body = linked_places::collection(site, model.subjects_of(kind));
            Some(Output { media: "application/ld+json", body })
        }
        _ => None,
    }
}

fn feed_in(site: &Site<'_>, language: Language) -> Output {
    Output { media: "application/atom+xml", body: feed::atom(site, language) }
}

/// Cuts the ending off a file name: `volgograd.lpf.json` is `volgograd` and `lpf.json`.
fn ended(name: &str) -> Option<(&str, &str)> {
    ["lpf.json", "geojson", "json", "txt", "bib"]
        .into_iter()
        .find_map(|ending| name.strip_suffix(ending).and_then(|stem| stem.strip_suffix('.')).map(|stem| (stem, ending)))
}

/// Returns the paths of everything that [`at`] has, in a fixed order.
#[must_use]
pub fn paths(site: &Site<'_>) -> Vec<String> {
    let model = site.model;
    let mut paths: Vec<String> = ["acts.json", "sources.json", "find.json", "feed.atom"].map(str::to_owned).to_vec();
    for language in Language::ALL {
        paths.push(format!("atlas.{language}.json"));
        paths.push(format!("feed.{language}.atom"));
    }
    for kind in KINDS.into_iter().filter(|kind| model.subjects_of(*kind).next().is_some()) {
        for ending in ["json", "geojson", "lpf.json"] {
            paths.push(format!("{}.{ending}", address::kind_words(kind)));
        }
    }
    for subject in model.subjects.values() {
        let stem = format!("{}/{}", address::kind_words(subject.kind), address::slug(&subject.id.0));
        paths.extend(["json", "lpf.json", "txt", "bib"].map(|ending| format!("{stem}.{ending}")));
        if subject.at.is_some() {
            paths.push(format!("{stem}.geojson"));
        }
    }
    for recorded in &model.acts {
        let stem = format!("acts/{}", address::slug(&recorded.act.id.0));
        paths.extend(["json", "txt", "bib"].map(|ending| format!("{stem}.{ending}")));
    }
    for id in model.sources.keys() {
        paths.extend(["json", "txt"].map(|ending| format!("sources/{}.{ending}", address::slug(&id.0))));
    }
    paths.extend(model.years(FIRST_YEAR, site.today.year()).keys().map(|year| format!("years/{year}.json")));
    paths
}
