//! The dated facts of one subject, in the order of time.

use thaw_core::{ActId, Answer, Edtf, LonLat, Name, Period, State, SubjectId};

/// A dated fact, and the act (by its place in [`super::Model::acts`]) that made it true.
#[derive(Clone, Debug)]
pub struct Held<T> {
    /// What held.
    pub what: T,
    /// For how long.
    pub period: Period,
    /// The act.
    pub act: usize,
}

/// The condition of a subject or of a part of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// `standing`, `removed`, `banned`.
    pub status: String,
    /// Which part; the whole when absent.
    pub part: Option<String>,
    /// Where, when that differs from the subject's place.
    pub at: Option<LonLat>,
}

/// Everything dated that the record knows about a subject.
#[derive(Clone, Debug, Default)]
pub struct Life {
    /// Its names, by beginning.
    pub names: Vec<Held<Name>>,
    /// Its conditions, by beginning.
    pub conditions: Vec<Held<Condition>>,
    /// Its properties (key, value), by key and beginning.
    pub properties: Vec<Held<(String, String)>>,
}

impl Life {
    pub(super) const fn none() -> Self {
        Self { names: Vec::new(), conditions: Vec::new(), properties: Vec::new() }
    }

    /// Collects the facts that count, as acts in force make them true.
    pub(super) fn of(state: &State, subject: &SubjectId, place_of: impl Fn(&ActId) -> usize) -> Self {
        let names = state.names(subject).into_iter();
        let conditions = state.statuses(subject).into_iter();
        let properties = state.properties(subject).into_iter();
        Self {
            names: names
                .map(|dated| Held { what: dated.fact.clone(), period: dated.period, act: place_of(dated.act) })
                .collect(),
            conditions: conditions
                .map(|dated| {
                    let what = Condition {
                        status: dated.fact.status.to_owned(),
                        part: dated.fact.part.map(str::to_owned),
                        at: dated.fact.at,
                    };
                    Held { what, period: dated.period, act: place_of(dated.act) }
                })
                .collect(),
            properties: properties
                .map(|dated| {
                    let what = (dated.fact.key.to_owned(), dated.fact.value.to_owned());
                    Held { what, period: dated.period, act: place_of(dated.act) }
                })
                .collect(),
        }
    }

    /// Returns what was it called on a date, surest first.
    #[must_use]
    pub fn names_on(&self, date: &Edtf) -> Vec<(Answer, &Held<Name>)> {
        let all = self.names.iter().map(|held| (held.period.holds(date), held));
        let mut found: Vec<_> = all.filter(|(answer, _)| *answer != Answer::No).collect();
        found.sort_by_key(|(answer, _)| std::cmp::Reverse(*answer));
        found
    }

    /// Returns the name that this one displaced: the one before it in the same language and of the same standing.
    #[must_use]
    pub fn before(&self, name: &Name) -> Option<&Name> {
        let same: Vec<&Name> = self
            .names
            .iter()
            .map(|held| &held.what)
            .filter(|other| other.lang == name.lang && other.kind == name.kind)
            .collect();
        let at = same.iter().position(|other| *other == name)?;
        same[..at].iter().rev().find(|other| other.text != name.text).copied()
    }
}
