//! Dated names for gazetteers: Linked Places, and one feature for each dated name.

use std::collections::BTreeMap;
use thaw_core::edtf::End;
use thaw_core::{Citation, Source, State, Subject, SubjectKind};
use thaw_formats::geojson::{Geometry, HistoryPlace};
use thaw_formats::linked_places::{LinkedCitation, LinkedName, LinkedPlace};

/// Returns the places of a state that have a name, by id.
pub fn places(state: &State) -> impl Iterator<Item = &Subject> {
    state.subjects().filter(|subject| subject.kind == SubjectKind::Place && !state.names(&subject.id).is_empty())
}

/// Returns a place with its dated, cited names as Linked Places has them.
#[must_use]
pub fn linked_place(state: &State, subject: &Subject) -> LinkedPlace {
    let names = state.names(&subject.id);
    let end = |end: &End| end.date().map(ToString::to_string);
    let title = names.iter().rev().find(|name| name.period.to == End::Open).or(names.last());
    let links = subject.external.iter().filter_map(|(system, id)| {
        let address = match system.as_str() {
            "wikidata" => format!("http://www.wikidata.org/entity/{id}"),
            "geonames" => format!("https://sws.geonames.org/{id}/"),
            _ => return None,
        };
        Some(("closeMatch".to_owned(), address))
    });
    LinkedPlace {
        id: subject.id.0.clone(),
        title: title.map(|name| name.fact.text.clone()).unwrap_or_default(),
        ccodes: subject.country.iter().cloned().collect(),
        types: vec![(subject.class.clone(), None)],
        at: subject.at,
        names: names
            .iter()
            .map(|name| LinkedName {
                toponym: name.fact.text.clone(),
                lang: Some(name.fact.lang.to_string()),
                from: end(&name.period.from),
                to: end(&name.period.to),
                citations: name.sources.iter().filter_map(|citation| cited(state, citation)).collect(),
            })
            .collect(),
        links: links.collect(),
        ..LinkedPlace::default()
    }
}

fn cited(state: &State, citation: &Citation) -> Option<LinkedCitation> {
    let Source { title, date, url, .. } = state.source(&citation.source)?;
    let year = date.as_ref().map(|date| date.chars().take(4).collect());
    Some(LinkedCitation { label: title.clone(), year, id: url.clone() })
}

/// Returns a place with its dated names for a map through time.
#[must_use]
pub fn history_place(state: &State, subject: &Subject) -> HistoryPlace {
    let mut properties = BTreeMap::from([("class".to_owned(), subject.class.clone())]);
    if let Some(country) = &subject.country {
        properties.insert("country".to_owned(), country.clone());
    }
    let names = state.names(&subject.id).into_iter().map(|name| {
        let mut dated = name.fact.clone();
        // An open end that a later name closed is closed in the file as well.
        dated.period = name.period;
        dated
    });
    HistoryPlace {
        id: subject.id.0.clone(),
        geometry: subject.at.map(Geometry::Point),
        names: names.collect(),
        properties,
    }
}
