//! The record as the pages need it: entries of a ledger, indexed once.

mod life;

pub use life::{Condition, Held, Life};

use std::collections::{BTreeMap, BTreeSet};
use thaw_core::{
    Act, ActId, ActKind, ActState, Citation, Day, Edtf, Entry, Source, SourceId, State, Subject, SubjectId, SubjectKind,
};
use thaw_formats::record::Manifest;
use thaw_ledger::{ActFilter, Ledger, LedgerError};

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
    /// The id of the record.
    pub id: String,
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

impl From<&Manifest> for About {
    fn from(manifest: &Manifest) -> Self {
        Self {
            id: manifest.id.clone(),
            title: manifest.title.clone(),
            about: manifest.about.clone(),
            honoured: manifest.dossiers.clone(),
            licence: manifest.licence.clone(),
            credits: manifest.credits.clone(),
        }
    }
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
        let mut stamps: BTreeMap<ActId, Stamp> = BTreeMap::new();
        let mut steps: BTreeMap<ActId, Vec<Step>> = BTreeMap::new();
        let mut reversals = Vec::new();
        let entries: Vec<Entry> = entries
            .into_iter()
            .map(|(stamp, entry)| {
                model.head.clone_from(&stamp);
                match &entry {
                    Entry::Act(act) => {
                        if let Some(undone) = &act.reverses {
                            reversals.push((undone.clone(), act.id.clone()));
                        }
                        stamps.insert(act.id.clone(), stamp);
                    }
                    Entry::Progress { act, state, sources, note } => {
                        let step = Step { state: *state, sources: sources.clone(), note: note.clone(), stamp };
                        steps.entry(act.clone()).or_default().push(step);
                    }
                    Entry::Source(_) | Entry::Subject(_) => {}
                }
                entry
            })
            .collect();
        let state = State::fold(entries);
        model.subjects = state.subjects().map(|subject| (subject.id.clone(), subject.clone())).collect();
        model.sources = state.sources().map(|source| (source.id.clone(), source.clone())).collect();
        reversals.retain(|(_, by)| state.is_in_force(by));
        model.acts = state
            .acts()
            .map(|act| Recorded {
                act: act.clone(),
                stamp: stamps.remove(&act.id).unwrap_or_default(),
                steps: steps.remove(&act.id).unwrap_or_default(),
                reversed_by: reversals.iter().find(|(undone, _)| *undone == act.id).map(|(_, by)| by.clone()),
            })
            .collect();
        model.acts.sort_by_cached_key(|recorded| (order(&recorded.act.date), recorded.act.id.clone()));
        model.index();
        let place_of = |id: &ActId| model.index.get(id).copied().unwrap_or(usize::MAX);
        model.lives = model.of_subject.keys().map(|id| (id.clone(), Life::of(&state, id, place_of))).collect();
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
    }

    /// Builds the model of everything that a ledger holds, without persons whose cases were published and taken back.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn of_ledger(about: About, ledger: &Ledger) -> Result<Self, LedgerError> {
        let entries = stamped(ledger)?;
        let persons = persons(&entries);
        if persons.is_empty() {
            return Ok(Self::build(about, entries));
        }
        // Whether an act about a person is in force, of those about whom there is one.
        let mut holds: BTreeMap<SubjectId, bool> = BTreeMap::new();
        for recorded in ledger.acts(&ActFilter::default())? {
            if persons.contains(&recorded.act.subject) && recorded.act.kind != ActKind::Reversal {
                *holds.entry(recorded.act.subject).or_default() |= recorded.in_force;
            }
        }
        let withdrawn = holds.into_iter().filter(|(_, holds)| !holds).map(|(person, _)| person).collect();
        Ok(Self::without(about, entries, &withdrawn))
    }

    /// Builds the model of what a ledger holds for everybody: without persons and the acts about them, for a person's case is
    /// personal.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn of_ledger_without_persons(about: About, ledger: &Ledger) -> Result<Self, LedgerError> {
        let entries = stamped(ledger)?;
        let persons = persons(&entries);
        Ok(Self::without(about, entries, &persons))
    }

    fn without(about: About, entries: Vec<(Stamp, Entry)>, persons: &BTreeSet<SubjectId>) -> Self {
        let head = entries.last().map(|(stamp, _)| stamp.clone()).unwrap_or_default();
        let mut acts = BTreeSet::new();
        let kept = entries.into_iter().filter(|(_, entry)| match entry {
            Entry::Subject(subject) => !persons.contains(&subject.id),
            Entry::Act(act) if persons.contains(&act.subject) => !acts.insert(act.id.clone()),
            Entry::Progress { act, .. } => !acts.contains(act),
            Entry::Act(_) | Entry::Source(_) => true,
        });
        let mut model = Self::build(about, kept.collect::<Vec<_>>());
        // What is left out still stands on the ledger, and its last hash is the one that tells the edition.
        model.head = head;
        model
    }

    /// Returns the last day that the record knows: when its ledger was last written, or, when it stands on no ledger, the day
    /// of its last act.
    #[must_use]
    pub fn last_day(&self) -> Day {
        let written =
            self.head.at.get(..10).and_then(|day| day.parse::<Edtf>().ok()).and_then(|date| date.latest().day());
        let acts = self.acts.iter().filter_map(|recorded| recorded.act.date.latest().day());
        written.or_else(|| acts.max()).unwrap_or(Day(0))
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

/// The persons of a record.
fn persons(entries: &[(Stamp, Entry)]) -> BTreeSet<SubjectId> {
    let person = |entry: &Entry| match entry {
        Entry::Subject(subject) if subject.kind == SubjectKind::Person => Some(subject.id.clone()),
        _ => None,
    };
    entries.iter().filter_map(|(_, entry)| person(entry)).collect()
}

fn stamped(ledger: &Ledger) -> Result<Vec<(Stamp, Entry)>, LedgerError> {
    ledger
        .entries(1)
        .map(|recorded| {
            let recorded = recorded?;
            let hash = recorded.hash.iter().map(|byte| format!("{byte:02x}")).collect();
            let stamp = Stamp { sequence: recorded.seq, at: recorded.recorded_at, by: recorded.recorder, hash };
            Ok((stamp, recorded.entry))
        })
        .collect()
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
