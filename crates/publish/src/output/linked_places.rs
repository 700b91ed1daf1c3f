//! Places with dated, cited toponyms, for gazetteers; `thaw-formats` writes the format.

use crate::{address, messages::Language, page::Site, words};
use thaw_core::{Citation, Subject, period::End};
use thaw_formats::linked_places::{LinkedCitation, LinkedName, LinkedPlace, write};

/// Returns places as a Linked Places collection.
#[must_use]
pub fn collection<'a>(site: &Site<'_>, subjects: impl IntoIterator<Item = &'a Subject>) -> String {
    let places: Vec<LinkedPlace> = subjects.into_iter().map(|subject| place(site, subject)).collect();
    let mut bytes = Vec::new();
    // Writing into memory cannot fail.
    let _ = write(&mut bytes, &places);
    String::from_utf8(bytes).unwrap_or_default()
}

fn place(site: &Site<'_>, subject: &Subject) -> LinkedPlace {
    let end = |end: &End| end.date().map(ToString::to_string);
    let names = site.model.life(&subject.id).names.iter().map(|held| {
        let sources = site.model.acts.get(held.act).map(|recorded| recorded.act.sources.as_slice()).unwrap_or_default();
        LinkedName {
            toponym: held.what.text.clone(),
            lang: Some(held.what.lang.to_string()),
            from: end(&held.period.from),
            to: end(&held.period.to),
            citations: sources.iter().map(|citation| cited(site, citation)).collect(),
        }
    });
    let links = subject.external.iter().filter_map(|(system, id)| {
        let address = match system.as_str() {
            "wikidata" => format!("http://www.wikidata.org/entity/{id}"),
            "geonames" => format!("https://sws.geonames.org/{id}/"),
            _ => return None,
        };
        Some(("closeMatch".to_owned(), address))
    });
    LinkedPlace {
        id: site.outside.page(Language::En, &address::subject(subject.kind, &subject.id)),
        title: words::title(site.model, subject, Language::En).text,
        ccodes: subject.country.iter().cloned().collect(),
        types: vec![(subject.class.clone(), None)],
        at: subject.at,
        names: names.collect(),
        links: links.collect(),
        ..LinkedPlace::default()
    }
}

fn cited(site: &Site<'_>, citation: &Citation) -> LinkedCitation {
    let Some(source) = site.model.sources.get(&citation.source) else {
        return LinkedCitation { label: citation.source.0.clone(), ..LinkedCitation::default() };
    };
    let year = source.date.as_ref().map(|date| date.chars().take(4).collect());
    LinkedCitation { label: source.title.clone(), year, id: source.url.clone() }
}
