//! Entries from one line.

use thaw_core::{
    Act, ActId, ActKind, ActState, Entry, Fact, Lang, LonLat, Name, NameKind, Source, SourceId, Subject, SubjectId,
    SubjectKind,
};

/// Returns a source.
#[must_use]
pub fn source(id: &str, title: &str) -> Entry {
    Entry::Source(Source {
        id: SourceId(id.to_owned()),
        title: title.to_owned(),
        author: None,
        date: None,
        url: None,
        licence: None,
        kind: "law".to_owned(),
    })
}

/// Returns a city without coordinates.
#[must_use]
pub fn subject(id: &str) -> Entry {
    Entry::Subject(city(id))
}

/// Returns a city at a point.
///
/// # Panics
/// When the point is none of the earth.
#[must_use]
pub fn subject_at(id: &str, lon: f64, lat: f64) -> Entry {
    let at = LonLat::new(lon, lat).expect("the point lies on the earth");
    Entry::Subject(Subject { at: Some(at), ..city(id) })
}

fn city(id: &str) -> Subject {
    Subject {
        id: SubjectId(id.to_owned()),
        kind: SubjectKind::Place,
        class: "city".to_owned(),
        title: Default::default(),
        country: None,
        at: None,
        external: Default::default(),
        properties: Default::default(),
    }
}

/// Returns a carried-out act that gave a subject names, each as `lang text period`: `ru Сталинград 1925-04-10/1961-11-10`.
///
/// It takes effect on the first day of the first period.
///
/// # Panics
/// When a line is not of that shape.
#[must_use]
pub fn named(act: &str, subject: &str, names: &[&str]) -> Entry {
    let names: Vec<Name> = names
        .iter()
        .map(|line| {
            let (lang, rest) = line.split_once(' ').expect("a name is `lang text period`");
            let (text, period) = rest.rsplit_once(' ').expect("a name is `lang text period`");
            Name {
                text: text.to_owned(),
                lang: Lang::parse(lang).expect("the language is a tag"),
                kind: NameKind::Official,
                period: period.parse().expect("the period is EDTF"),
                named_after: None,
            }
        })
        .collect();
    let date = names.first().and_then(|name| name.period.from.date().cloned());
    let mut entry = act_of(act, ActKind::Rename, subject);
    if let Some(date) = date {
        entry.date = date;
    }
    entry.facts = names.into_iter().map(Fact::Name).collect();
    Entry::Act(entry)
}

/// Returns an act that reverses another one.
#[must_use]
pub fn reversal(act: &str, reversed: &str, subject: &str) -> Entry {
    Entry::Act(Act { reverses: Some(ActId(reversed.to_owned())), ..act_of(act, ActKind::Reversal, subject) })
}

/// Returns a step of an act.
#[must_use]
pub fn progress(act: &str, state: ActState) -> Entry {
    Entry::Progress { act: ActId(act.to_owned()), state, sources: Vec::new(), note: None }
}

fn act_of(id: &str, kind: ActKind, subject: &str) -> Act {
    Act {
        id: ActId(id.to_owned()),
        kind,
        subject: SubjectId(subject.to_owned()),
        date: "2000-01-01".parse().expect("a day is a date"),
        state: ActState::CarriedOut,
        authority: None,
        instrument: None,
        facts: Vec::new(),
        reverses: None,
        sources: Vec::new(),
        text: Default::default(),
        note: None,
        links: Default::default(),
    }
}
