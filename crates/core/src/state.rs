//! The state as of a date: the entries of a ledger, folded.
//!
//! [`State::fold`] takes entries in the order in which they were recorded and keeps what they say; the questions are then asked with a date
//! ([`State::names_on`], [`State::status_on`], [`State::properties_on`]).
//!
//! - An act counts while it is approved or carried out and no act in force reverses it. Proposed and reversed acts stay listed.
//! - The reversal of a reversal restores what the first one undid. Acts that reverse each other in a circle are all without force.
//! - Where an official name has an open end, the next official name in the same language ends it; so does the next status of the same part,
//!   and the next value of the same property. Nothing else is ever inferred.
//! - Entries that do not depend on each other give the same state in any order. Of two acts with one id the first counts (acts are corrected
//!   by reversal); of two subjects or sources the last.

use crate::{
    Act, ActId, ActKind, ActState, Answer, Citation, Day, Edtf, Entry, Fact, LonLat, Name, NameKind, Period, Source,
    SourceId, Subject, SubjectId, edtf::End,
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// What a ledger says, folded so that it can be asked about any date.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    sources: BTreeMap<SourceId, Source>,
    subjects: BTreeMap<SubjectId, Subject>,
    /// With the state that progress and reversals left them in.
    acts: BTreeMap<ActId, Act>,
    /// By subject, in the order of their dates.
    acts_of: BTreeMap<SubjectId, Vec<ActId>>,
    /// What supports the steps of an act after it was recorded.
    progress: BTreeMap<ActId, Vec<Citation>>,
}

/// A fact about a subject, for how long it held, and the act that made it true.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated<'s, F> {
    /// The fact as it was recorded: a [`Name`], [`Status`] or [`Property`].
    pub fact: F,
    /// The time for which it held: as it was recorded, or ended by the next fact.
    pub period: Period,
    /// The act that made it true.
    pub act: &'s ActId,
    /// The act whose fact ended it, when it was recorded with an open end.
    pub ended_by: Option<&'s ActId>,
    /// What supports it.
    pub sources: &'s [Citation],
}

/// A name of a subject.
pub type DatedName<'s> = Dated<'s, &'s Name>;
/// A status of a subject or of a part of it.
pub type DatedStatus<'s> = Dated<'s, Status<'s>>;
/// A value of a property of a subject.
pub type DatedProperty<'s> = Dated<'s, Property<'s>>;

/// A condition in which a subject, or a part of it, was.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Status<'s> {
    /// The condition: `standing`, `removed`, `banned`.
    pub status: &'s str,
    /// Which part; the whole when absent.
    pub part: Option<&'s str>,
    /// Where, when that differs from the subject's place.
    pub at: Option<LonLat>,
}

/// A property of a subject.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Property<'s> {
    /// Its key.
    pub key: &'s str,
    /// Its value.
    pub value: &'s str,
}

impl State {
    /// Folds the entries of a ledger in the order in which they were recorded.
    ///
    /// Takes O(n log n) for n entries.
    #[must_use]
    pub fn fold(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut state = Self::default();
        let mut steps: BTreeMap<ActId, Vec<ActState>> = BTreeMap::new();
        for entry in entries {
            match entry {
                Entry::Source(source) => {
                    state.sources.insert(source.id.clone(), source);
                }
                Entry::Subject(subject) => {
                    state.subjects.insert(subject.id.clone(), subject);
                }
                Entry::Act(act) => {
                    state.acts.entry(act.id.clone()).or_insert(act);
                }
                Entry::Progress { act, state: step, sources, .. } => {
                    state.progress.entry(act.clone()).or_default().extend(sources);
                    steps.entry(act).or_default().push(step);
                }
            }
        }
        state.settle(&steps);
        for act in state.acts.values() {
            state.acts_of.entry(act.subject.clone()).or_default().push(act.id.clone());
        }
        let acts = &state.acts;
        for ids in state.acts_of.values_mut() {
            ids.sort_by_cached_key(|id| (acts.get(id).map(|act| act.date.sort_key()), id.clone()));
        }
        state
    }

    /// Brings every act into the state that later entries left it in.
    fn settle(&mut self, steps: &BTreeMap<ActId, Vec<ActState>>) {
        let mut n_reversers: BTreeMap<ActId, usize> = BTreeMap::new();
        for reversed in self.acts.values().filter_map(reversed_by) {
            *n_reversers.entry(reversed.clone()).or_default() += 1;
        }
        for (id, act) in &mut self.acts {
            let steps = steps.get(id).map(Vec::as_slice).unwrap_or_default();
            // A step to "reversed" tells that a reversal was recorded; where that is an act, the act decides.
            let last = steps.iter().rev().find(|step| **step != ActState::Reversed || !n_reversers.contains_key(id));
            act.state = last.copied().unwrap_or(act.state);
        }
        // An act's force is known once that of all its reversers is.
        let mut ready: Vec<ActId> = self.acts.keys().filter(|id| !n_reversers.contains_key(id)).cloned().collect();
        let mut undone: BTreeSet<ActId> = BTreeSet::new();
        let mut settled: BTreeSet<ActId> = BTreeSet::new();
        while let Some(id) = ready.pop() {
            let Some(act) = self.acts.get(&id) else { continue };
            let counts = counts(act) && !undone.contains(&id);
            if let Some(reversed) = reversed_by(act) {
                if counts {
                    undone.insert(reversed.clone());
                }
                if let Some(n_unsettled) = n_reversers.get_mut(reversed) {
                    *n_unsettled -= 1;
                    if *n_unsettled == 0 {
                        ready.push(reversed.clone());
                    }
                }
            }
            settled.insert(id);
        }
        for (id, act) in &mut self.acts {
            if undone.contains(id) || !settled.contains(id) {
                act.state = ActState::Reversed;
            }
        }
    }

    /// Returns all subjects, by id.
    pub fn subjects(&self) -> impl ExactSizeIterator<Item = &Subject> {
        self.subjects.values()
    }

    /// Returns a subject.
    #[must_use]
    pub fn subject(&self, id: &SubjectId) -> Option<&Subject> {
        self.subjects.get(id)
    }

    /// Returns all sources, by id.
    pub fn sources(&self) -> impl ExactSizeIterator<Item = &Source> {
        self.sources.values()
    }

    /// Returns a source.
    #[must_use]
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.get(id)
    }

    /// Returns all acts, by id, in the state that later entries left them in.
    pub fn acts(&self) -> impl ExactSizeIterator<Item = &Act> {
        self.acts.values()
    }

    /// Returns an act, in the state that later entries left it in.
    #[must_use]
    pub fn act(&self, id: &ActId) -> Option<&Act> {
        self.acts.get(id)
    }

    /// Returns the acts about a subject in the order of their dates: those in force, and those only proposed or reversed.
    pub fn acts_of(&self, subject: &SubjectId) -> impl Iterator<Item = &Act> {
        self.acts_of.get(subject).into_iter().flatten().filter_map(|id| self.acts.get(id))
    }

    /// Returns what supports the steps that an act took after it was recorded.
    #[must_use]
    pub fn progress_sources(&self, act: &ActId) -> &[Citation] {
        self.progress.get(act).map(Vec::as_slice).unwrap_or_default()
    }

    /// Tells whether the facts of an act count: it is approved or carried out, and not reversed.
    #[must_use]
    pub fn is_in_force(&self, act: &ActId) -> bool {
        self.acts.get(act).is_some_and(counts)
    }

    /// Returns every name that a subject ever bore, the earliest first.
    #[must_use]
    pub fn names(&self, subject: &SubjectId) -> Vec<DatedName<'_>> {
        let names = self.dated(subject, |fact| match fact {
            Fact::Name(name) => Some((name, &name.period)),
            Fact::Status { .. } | Fact::Property { .. } => None,
        });
        in_order(
            names,
            |name| (&name.lang, name.kind, &name.text),
            |name| (name.kind == NameKind::Official).then_some(&name.lang),
        )
    }

    /// Returns the names that a subject bore, surely or possibly, throughout a date; the sure ones first, official before others.
    #[must_use]
    pub fn names_on(&self, subject: &SubjectId, date: &Edtf) -> Vec<(DatedName<'_>, Answer)> {
        let mut names = holding(self.names(subject), date);
        names.sort_by_key(|(name, answer)| (Reverse(*answer), name.fact.kind));
        names
    }

    /// Returns every status of a subject and its parts, the earliest first.
    #[must_use]
    pub fn statuses(&self, subject: &SubjectId) -> Vec<DatedStatus<'_>> {
        let statuses = self.dated(subject, |fact| match fact {
            Fact::Status { status, part, period, at } => {
                Some((Status { status, part: part.as_deref(), at: *at }, period))
            }
            Fact::Name(_) | Fact::Property { .. } => None,
        });
        in_order(statuses, |status| (status.part, status.status), |status| Some(status.part))
    }

    /// Returns the statuses in which a subject and its parts were, surely or possibly, throughout a date; the sure ones first.
    #[must_use]
    pub fn status_on(&self, subject: &SubjectId, date: &Edtf) -> Vec<(DatedStatus<'_>, Answer)> {
        let mut statuses = holding(self.statuses(subject), date);
        statuses.sort_by_key(|(status, answer)| (Reverse(*answer), status.fact.part));
        statuses
    }

    /// Returns every value that the properties of a subject had, the earliest first.
    #[must_use]
    pub fn properties(&self, subject: &SubjectId) -> Vec<DatedProperty<'_>> {
        let properties = self.dated(subject, |fact| match fact {
            Fact::Property { key, value, period } => Some((Property { key, value }, period)),
            Fact::Name(_) | Fact::Status { .. } => None,
        });
        in_order(properties, |property| (property.key, property.value), |property| Some(property.key))
    }

    /// Returns the properties that held, surely or possibly, throughout a date; the sure ones first.
    #[must_use]
    pub fn properties_on(&self, subject: &SubjectId, date: &Edtf) -> Vec<(DatedProperty<'_>, Answer)> {
        let mut properties = holding(self.properties(subject), date);
        properties.sort_by_key(|(property, answer)| (Reverse(*answer), property.fact.key));
        properties
    }

    fn dated<'s, F: 's>(
        &'s self,
        subject: &SubjectId,
        of: impl Fn(&'s Fact) -> Option<(F, &'s Period)>,
    ) -> Vec<Dated<'s, F>> {
        self.facts(subject)
            .filter_map(|(act, fact)| {
                let (fact, period) = of(fact)?;
                Some(Dated { fact, period: period.clone(), act: &act.id, ended_by: None, sources: &act.sources })
            })
            .collect()
    }

    /// Returns the facts about a subject that count, with their acts, in the order of the acts' dates.
    pub fn facts(&self, subject: &SubjectId) -> impl Iterator<Item = (&Act, &Fact)> {
        self.acts_of(subject).filter(|act| counts(act)).flat_map(|act| act.facts.iter().map(move |fact| (act, fact)))
    }
}

/// Returns the act that a reversal undoes.
fn reversed_by(act: &Act) -> Option<&ActId> {
    if act.kind == ActKind::Reversal { act.reverses.as_ref() } else { None }
}

fn counts(act: &Act) -> bool {
    matches!(act.state, ActState::Approved | ActState::CarriedOut)
}

/// Sorts facts by their beginning, then by `key`, and ends those with an open end where the next one of the same kind begins.
///
/// `kind` tells which facts end one another; those without a kind end none and are ended by none.
fn in_order<'s, F: Copy, K: Ord, G: Ord>(
    mut facts: Vec<Dated<'s, F>>,
    key: impl Fn(F) -> K,
    kind: impl Fn(F) -> Option<G>,
) -> Vec<Dated<'s, F>> {
    facts.sort_by(|a, b| (began(&a.period), key(a.fact), a.act).cmp(&(began(&b.period), key(b.fact), b.act)));
    // From the last to the first, since facts that begin together are ended by the first one that begins after them all.
    let mut next: BTreeMap<G, Next<'s>> = BTreeMap::new();
    for fact in facts.iter_mut().rev() {
        let Some(kind) = kind(fact.fact) else { continue };
        let (day, _) = began(&fact.period);
        let end = match next.remove(&kind) {
            Some(next) if next.day == day => next.end,
            Some(next) => Some((next.from, next.act)),
            None => None,
        };
        next.insert(kind, Next { day, from: fact.period.from.clone(), act: fact.act, end: end.clone() });
        if let (End::Open, Some((end, act))) = (&fact.period.to, end) {
            fact.period.to = end;
            fact.ended_by = Some(act);
        }
    }
    facts
}

/// Where the next facts of a kind begin, by which act, and what ends them in turn.
struct Next<'s> {
    day: Day,
    from: End,
    act: &'s ActId,
    end: Option<(End, &'s ActId)>,
}

/// Returns the first and the last day on which a period can have begun.
fn began(period: &Period) -> (Day, Day) {
    match &period.from {
        End::At(date) => date.sort_key(),
        End::Open | End::Unknown => (Day(i64::MIN), Day(i64::MIN)),
    }
}

/// Keeps the facts that hold, surely or possibly, throughout a date.
fn holding<'s, F>(facts: Vec<Dated<'s, F>>, date: &Edtf) -> Vec<(Dated<'s, F>, Answer)> {
    let answered = facts.into_iter().map(|fact| {
        let answer = fact.period.holds(date);
        (fact, answer)
    });
    answered.filter(|(_, answer)| *answer != Answer::No).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name_act(id: &str, text: &str, period: &str) -> Act {
        let from = period.split('/').next().unwrap();
        let fact = Fact::Name(Name {
            text: text.to_owned(),
            lang: crate::Lang::parse("ru").unwrap(),
            kind: NameKind::Official,
            period: period.parse().unwrap(),
            named_after: None,
        });
        let body = serde_json::json!({
            "id": id, "kind": "rename", "subject": "volgograd", "date": from, "state": "carried-out", "facts": [fact],
        });
        serde_json::from_value(body).unwrap()
    }

    fn reversal(id: &str, reverses: &str, state: &str) -> Act {
        let body = serde_json::json!({
            "id": id, "kind": "reversal", "subject": "volgograd", "date": "1990", "state": state, "reverses": reverses,
        });
        serde_json::from_value(body).unwrap()
    }

    fn fold(acts: &[Act]) -> State {
        State::fold(acts.iter().cloned().map(Entry::Act))
    }

    fn volgograd() -> SubjectId {
        SubjectId("volgograd".to_owned())
    }

    #[track_caller]
    fn check(acts: &[Act], date: &str, expected: &[(&str, &str, Answer)]) {
        let state = fold(acts);
        let names = state.names_on(&volgograd(), &date.parse().unwrap());
        let expected: Vec<_> =
            expected.iter().map(|(text, period, answer)| ((*text).to_owned(), (*period).to_owned(), *answer)).collect();
        let found: Vec<_> =
            names.iter().map(|(name, answer)| (name.fact.text.clone(), name.period.to_string(), *answer)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_next_official_name_ends_an_open_one() {
        let acts = [name_act("2", "Волгоград", "1961-11-10/.."), name_act("1", "Сталинград", "1925-04-10/..")];
        check(&acts, "1961-11-09", &[("Сталинград", "1925-04-10/1961-11-10", Answer::Yes)]);
        check(&acts, "1961-11-10", &[("Волгоград", "1961-11-10/..", Answer::Yes)]);
        check(
            &acts,
            "1961-11",
            &[
                ("Сталинград", "1925-04-10/1961-11-10", Answer::Possibly),
                ("Волгоград", "1961-11-10/..", Answer::Possibly),
            ],
        );
        let state = fold(&acts);
        assert_eq!(state.names(&volgograd())[0].ended_by, Some(&ActId("2".to_owned())));
        assert_eq!(state.names(&volgograd())[1].ended_by, None);
    }

    #[test]
    fn names_that_begin_together_are_ended_together_and_recorded_ends_stay() {
        let acts = [
            name_act("1", "А", "1925/.."),
            name_act("2", "Б", "1925/.."),
            name_act("3", "В", "1930/1940"),
            name_act("4", "Г", "1950/.."),
        ];
        let state = fold(&acts);
        let periods: Vec<_> = state.names(&volgograd()).iter().map(|name| name.period.to_string()).collect();
        assert_eq!(periods, ["1925/1930", "1925/1930", "1930/1940", "1950/.."]);
    }

    #[test]
    fn a_reversed_act_does_not_count_and_the_reversal_of_a_reversal_restores_it() {
        let before = [name_act("1", "Сталинград", "1925/..")];
        let renamed = [before[0].clone(), name_act("2", "Волгоград", "1961/..")];
        let undone = [renamed[0].clone(), renamed[1].clone(), reversal("3", "2", "approved")];
        let redone = [undone[0].clone(), undone[1].clone(), undone[2].clone(), reversal("4", "3", "carried-out")];
        assert_eq!(fold(&before).names(&volgograd()), fold(&undone).names(&volgograd()));
        assert_eq!(fold(&renamed).names(&volgograd()), fold(&redone).names(&volgograd()));
        assert_ne!(fold(&before).names(&volgograd()), fold(&renamed).names(&volgograd()));
        assert_eq!(fold(&undone).act(&ActId("2".to_owned())).unwrap().state, ActState::Reversed);
        assert_eq!(fold(&undone).acts_of(&volgograd()).count(), 3);
    }

    #[test]
    fn proposed_acts_and_proposed_reversals_are_listed_and_change_nothing() {
        let mut proposed = name_act("2", "Волгоград", "1961/..");
        proposed.state = ActState::Proposed;
        let acts = [name_act("1", "Сталинград", "1925/.."), proposed, reversal("3", "1", "proposed")];
        check(&acts, "1970", &[("Сталинград", "1925/..", Answer::Yes)]);
        assert!(!fold(&acts).is_in_force(&ActId("2".to_owned())));

        let approval =
            Entry::Progress { act: ActId("2".to_owned()), state: ActState::Approved, sources: Vec::new(), note: None };
        let state = State::fold(acts.into_iter().map(Entry::Act).chain([approval]));
        assert!(state.is_in_force(&ActId("2".to_owned())));
        assert_eq!(state.names_on(&volgograd(), &"1970".parse().unwrap())[0].0.fact.text, "Волгоград");
    }

    #[test]
    fn acts_that_reverse_each_other_in_a_circle_are_without_force() {
        let acts = [reversal("1", "2", "approved"), reversal("2", "1", "approved"), reversal("3", "3", "approved")];
        assert!(fold(&acts).acts().all(|act| act.state == ActState::Reversed));
    }

    #[test]
    fn the_next_status_of_a_part_ends_an_open_one_of_that_part_only() {
        let body = serde_json::json!({
            "id": "1", "kind": "unveil", "subject": "volgograd", "date": "1951", "state": "carried-out", "facts": [
                { "fact": "status", "status": "standing", "part": "statue", "period": "1951/.." },
                { "fact": "status", "status": "standing", "part": "pedestal", "period": "1951/.." },
                { "fact": "status", "status": "removed", "part": "statue", "period": "1962/.." },
                { "fact": "property", "key": "height", "value": "24", "period": "1951/.." },
            ],
        });
        let state = fold(&[serde_json::from_value(body).unwrap()]);
        let on = |date: &str| -> Vec<(&str, Option<&str>, Answer)> {
            let statuses = state.status_on(&volgograd(), &date.parse().unwrap());
            statuses.into_iter().map(|(status, answer)| (status.fact.status, status.fact.part, answer)).collect()
        };
        assert_eq!(
            on("1955"),
            [("standing", Some("pedestal"), Answer::Yes), ("standing", Some("statue"), Answer::Yes)]
        );
        assert_eq!(on("1970"), [("standing", Some("pedestal"), Answer::Yes), ("removed", Some("statue"), Answer::Yes)]);
        assert_eq!(state.properties_on(&volgograd(), &"1970".parse().unwrap()).len(), 1);
    }
}
