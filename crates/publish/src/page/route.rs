//! From what follows the language in an address to the page, and back: which pages there are.

use super::{FIRST_YEAR, Page, Site};
use crate::address::{self, KINDS};
use thaw_core::{ActId, SourceId, SubjectId};

impl Page<'_> {
    /// Returns the page at a path (what follows the language, without ending), or nothing when there is none.
    ///
    /// `query` is the text to find, for the page of results.
    #[must_use]
    pub fn at(&self, path: &str, query: &str) -> Option<String> {
        let model = self.model();
        let page = match path {
            "" => self.home(),
            "map" => self.map(),
            "record" => self.record(),
            "acts" => self.acts(),
            "sources" => self.sources(),
            "find" => self.find(query),
            "about" => self.about(),
            "data" => self.data(),
            "report" => self.report(),
            "story" => self.story()?,
            "quiz" => self.quiz(),
            "after" => self.after(),
            _ => match path.split_once('/') {
                None => self.list(KINDS.into_iter().find(|kind| address::kind_words(*kind) == path)?),
                Some(("act", id)) => self.act(model.act(&ActId(address::unslug(id)?))?),
                Some(("source", id)) => self.source(model.sources.get(&SourceId(address::unslug(id)?))?),
                Some(("year", year)) => {
                    let year: i64 = year.parse().ok()?;
                    if !(FIRST_YEAR..=self.site.today.year()).contains(&year) {
                        return None;
                    }
                    self.year(year)
                }
                Some((word, id)) => {
                    let subject = model.subjects.get(&SubjectId(address::unslug(id)?))?;
                    if address::kind_word(subject.kind) != word {
                        return None;
                    }
                    self.subject(subject)
                }
            },
        };
        Some(page)
    }
}

/// Returns the paths of all pages, in a fixed order.
#[must_use]
pub fn paths(site: &Site<'_>) -> Vec<String> {
    let model = site.model;
    let mut paths: Vec<String> =
        ["", "map", "record", "acts", "sources", "find", "about", "data", "report", "quiz", "after"]
            .map(str::to_owned)
            .to_vec();
    if site.story.is_some() {
        paths.push("story".to_owned());
    }
    paths.extend(
        KINDS
            .into_iter()
            .filter(|kind| model.subjects_of(*kind).next().is_some())
            .map(|kind| address::kind_words(kind).to_owned()),
    );
    paths.extend(model.years(FIRST_YEAR, site.today.year()).keys().map(|year| format!("year/{year}")));
    paths.extend(model.subjects.values().map(|subject| address::subject(subject.kind, &subject.id)));
    paths.extend(model.acts.iter().map(|recorded| format!("act/{}", address::slug(&recorded.act.id.0))));
    paths.extend(model.sources.keys().map(|id| format!("source/{}", address::slug(&id.0))));
    paths
}
