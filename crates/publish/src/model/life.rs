//! The dated facts of one subject, in the order of time.

use thaw_core::{Act, ActState, Answer, Edtf, Fact, LonLat, Name, Period};

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

    /// Collects the facts of acts; what is only proposed is not true yet.
    pub(super) fn of<'a>(acts: impl Iterator<Item = (usize, &'a Act)>) -> Self {
        let mut life = Self::none();
        for (act, recorded) in acts.filter(|(_, act)| act.state != ActState::Proposed) {
            for fact in &recorded.facts {
                match fact {
                    Fact::Name(name) => {
                        life.names.push(Held { what: name.clone(), period: name.period.clone(), act });
                    }
                    Fact::Status { status, part, period, at } => {
                        let what = Condition { status: status.clone(), part: part.clone(), at: *at };
                        life.conditions.push(Held { what, period: period.clone(), act });
                    }
                    Fact::Property { key, value, period } => {
                        life.properties.push(Held { what: (key.clone(), value.clone()), period: period.clone(), act });
                    }
                }
            }
        }
        life.names.sort_by_cached_key(|held| begins(&held.period));
        life.conditions.sort_by_cached_key(|held| begins(&held.period));
        life.properties.sort_by_cached_key(|held| (held.what.0.clone(), begins(&held.period)));
        life
    }

    /// Returns what was it called on a date, surest first.
    #[must_use]
    pub fn names_on(&self, date: &Edtf) -> Vec<(Answer, &Held<Name>)> {
        on(&self.names, date)
    }

    /// Returns the conditions on a date, surest first.
    #[must_use]
    pub fn conditions_on(&self, date: &Edtf) -> Vec<(Answer, &Held<Condition>)> {
        on(&self.conditions, date)
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

fn on<'a, T>(held: &'a [Held<T>], date: &Edtf) -> Vec<(Answer, &'a Held<T>)> {
    let mut found: Vec<_> =
        held.iter().map(|held| (held.period.holds(date), held)).filter(|(answer, _)| *answer != Answer::No).collect();
    found.sort_by(|a, b| b.0.cmp(&a.0));
    found
}

/// Sorts by when a period begins; one without a known beginning by its end, before all that begin then.
fn begins(period: &Period) -> (i64, i64) {
    let day = |end: &thaw_core::period::End| end.date().and_then(|date| date.earliest().day()).map(|day| day.0);
    let to = day(&period.to);
    match day(&period.from) {
        Some(from) => (from, to.unwrap_or(i64::MAX)),
        None => (to.map_or(i64::MIN, |to| to.saturating_sub(1)), to.unwrap_or(i64::MAX)),
    }
}
