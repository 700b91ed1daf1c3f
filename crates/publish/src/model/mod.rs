//! The record as the pages need it: entries of a ledger, indexed once.

mod life;

pub use life::{Held, Life};

use std::collections::BTreeMap;
use thaw_core::{Act, ActId, ActState, Citation, Edtf, Entry, Source, SourceId, Subject, SubjectId, SubjectKind};

/// What the ledger adds to an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// The place in the ledger, from 1.
    pub sequence: u64,
    /// When it was recorded (RFC 3339, UTC).
    pub at: String,
    /// Who recorded it.
    pub by: String,
    /// The entry's hash, in hexadecimal digits.
    pub hash: String,
}

/// A step that an act made after it was recorded.
#[derive(Clone, Debug)]
pub struct Step {
    /// The state reached.
    pub state: ActState,
    /// What supports it.
    pub sources: Vec<Citation>,
    /// In words.
    pub note: Option<String>,
    /// When and by whom it was recorded.
    pub stamp: Stamp,
}

/// An act with what the ledger knows about it.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The act, in the state that it has reached.
    pub act: Act,
    /// When and by whom it was recorded.
    pub stamp: Stamp,
    /// Its later steps.
    pub steps: Vec<Step>,
    /// The act that undid it.
    pub reversed_by: Option<ActId>,
}

/// What the record is about, in words.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The title of the record, by language tag.
    pub title: BTreeMap<String, String>,
    /// What it is about, by language tag.
    pub about: BTreeMap<String, String>,
    /// Whom its dossiers are about: what `named_after` says of names that honour them. When it is empty, every name that
    /// says whom it honours counts.
    pub honoured: Vec<String>,
    /// The licence of the data.
    pub licence: String,
    /// Whom to name when the data is used.
    pub credits: Vec<String>,
}

/// The whole record, ready to be shown.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// What it is about.
    pub about: About,
    /// The subjects by id.
    pub subjects: BTreeMap<SubjectId, Subject>,
    /// The sources by id.
    pub sources: BTreeMap<SourceId, Source>,
    /// The acts by date, then id.
    pub acts: Vec<Recorded>,
    /// The hash of the ledger's last entry; empty when the record stands on no ledger.
    pub head: Stamp,
    index: BTreeMap<ActId, usize>,
    of_subject: BTreeMap<SubjectId, Vec<usize>>,
    to_subject: BTreeMap<SubjectId, Vec<usize>>,
    of_source: BTreeMap<SourceId, Vec<usize>>,
    lives: BTreeMap<SubjectId, Life>,
}

impl Model {
    /// Builds the model from the entries of a ledger in their order.
    ///
    /// Of two subjects, sources or acts with one id the later is shown. Takes time in proportion to the entries.
    #[must_use]
    pub fn build(about: About, entries: impl IntoIterator<Item = (Stamp, Entry)>) -> Self {
        let mut model = Self { about, ..Self::default() };
        let mut acts: BTreeMap<ActId, Recorded> = BTreeMap::new();
        let mut reversals = Vec::new();
        for (stamp, entry) in entries {
            model.head = stamp.clone();
            match entry {
                Entry::Source(source) => {
                    model.sources.insert(source.id.clone(), source);
                }
                Entry::Subject(subject) => {
                    model.subjects.insert(subject.id.clone(), subject);
                }
                Entry::Act(act) => {
                    if let Some(undone) = &act.reverses {
                        reversals.push((undone.clone(), act.id.clone()));
                    }
                    acts.insert(act.id.clone(), Recorded { act, stamp, steps: Vec::new(), reversed_by: None });
                }
                Entry::Progress { act, state, sources, note } => {
                    if let Some(recorded) = acts.get_mut(&act) {
                        recorded.act.state = state;
                        recorded.steps.push(Step { state, sources, note, stamp });
                    }
                }
            }
        }
        for (undone, by) in reversals {
            if let Some(recorded) = acts.get_mut(&undone) {
                recorded.reversed_by = Some(by);
            }
        }
        model.acts = acts.into_values().collect();
        model.acts.sort_by_cached_key(|recorded| (order(&recorded.act.date), recorded.act.id.clone()));
        model.index();
        model
    }

    fn index(&mut self) {
        for (at, recorded) in self.acts.iter().enumerate() {
            let act = &recorded.act;
            self.index.insert(act.id.clone(), at);
            self.of_subject.entry(act.subject.clone()).or_default().push(at);
            for linked in act.links.values() {
                push_once(self.to_subject.entry(linked.clone()).or_default(), at);
            }
            if let Some(instrument) = &act.instrument {
                let decree = SubjectId(instrument.clone());
                if self.subjects.contains_key(&decree) && decree != act.subject {
                    push_once(self.to_subject.entry(decree).or_default(), at);
                }
            }
            for citation in act.sources.iter().chain(recorded.steps.iter().flat_map(|step| &step.sources)) {
                push_once(self.of_source.entry(citation.source.clone()).or_default(), at);
            }
        }
        for (id, acts) in &self.of_subject {
            let life = Life::of(acts.iter().filter_map(|at| self.acts.get(*at).map(|recorded| (*at, &recorded.act))));
            self.lives.insert(id.clone(), life);
        }
    }

    /// Returns an act.
    #[must_use]
    pub fn act(&self, id: &ActId) -> Option<&Recorded> {
        self.index.get(id).and_then(|at| self.acts.get(*at))
    }

    /// Returns the acts about a subject, by date.
    pub fn acts_of(&self, id: &SubjectId) -> impl Iterator<Item = &Recorded> {
        self.of_subject.get(id).into_iter().flatten().filter_map(|at| self.acts.get(*at))
    }

    /// Returns the acts about other subjects that point to this one: that it replaced, or that a decree ordered.
    pub fn acts_linking(&self, id: &SubjectId) -> impl Iterator<Item = &Recorded> {
        self.to_subject
            .get(id)
            .into_iter()
            .flatten()
            .filter_map(|at| self.acts.get(*at))
            .filter(move |recorded| recorded.act.subject != *id)
    }

    /// Returns the acts that a source supports, by date.
    pub fn acts_citing(&self, id: &SourceId) -> impl Iterator<Item = &Recorded> {
        self.of_source.get(id).into_iter().flatten().filter_map(|at| self.acts.get(*at))
    }

    /// Returns the subjects of a kind, by id.
    pub fn subjects_of(&self, kind: SubjectKind) -> impl Iterator<Item = &Subject> {
        self.subjects.values().filter(move |subject| subject.kind == kind)
    }

    /// Returns the dated facts of a subject; an empty life when no act is about it.
    #[must_use]
    pub fn life(&self, id: &SubjectId) -> &Life {
        static NONE: Life = Life::none();
        self.lives.get(id).unwrap_or(&NONE)
    }

    /// Tells whether a name honours the person of the record's dossiers.
    #[must_use]
    pub fn honours(&self, name: &thaw_core::Name) -> bool {
        name.named_after
            .as_ref()
            .is_some_and(|whom| self.about.honoured.is_empty() || self.about.honoured.contains(whom))
    }

    /// Returns the years from the first to the last in which an act began, within the time that the slider shows.
    #[must_use]
    pub fn years(&self, first: i64, last: i64) -> BTreeMap<i64, usize> {
        let mut years = BTreeMap::new();
        for recorded in &self.acts {
            if let Some(year) = recorded.act.date.first_year().filter(|year| (first..=last).contains(year)) {
                *years.entry(year).or_insert(0) += 1;
            }
        }
        years
    }
}

/// The order of dates on pages: by first day; what has none by its last, for "some time before" is told before it.
fn order(date: &Edtf) -> (thaw_core::Day, thaw_core::Day) {
    let (first, last) = date.sort_key();
    if date.earliest().day().is_none() && date.latest().day().is_some() { (last, last) } else { (first, last) }
}

fn push_once(list: &mut Vec<usize>, item: usize) {
    if list.last() != Some(&item) {
        list.push(item);
    }
}
