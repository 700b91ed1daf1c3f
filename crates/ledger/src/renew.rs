//! A newer edition of a record: what it says differently is taken in as reversals and new acts, and never silently.

use crate::{Ledger, LedgerError, RecordedAct, Undo};
use std::collections::{BTreeSet, HashMap};
use thaw_core::{Act, ActId, ActKind, Entry};

/// What a record says differently from the ledger.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Newer {
    /// Acts that the ledger has with another content: the one in force, and the one to record in its place.
    pub changed: Vec<(ActId, Act)>,
    /// Acts in force that came from an earlier edition and are not in this one.
    pub dropped: Vec<ActId>,
}

impl Newer {
    /// How many acts on the ledger are older than the record.
    #[must_use]
    pub fn len(&self) -> usize {
        self.changed.len() + self.dropped.len()
    }

    /// Whether the ledger has what the record says.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Ledger {
    /// Compares a record with the ledger. An act that somebody took back is left as people decided.
    ///
    /// With the recorder of earlier editions, it finds too what they had and this one has not.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn newer(&self, entries: &[Entry], recorder: Option<&str>) -> Result<Newer, LedgerError> {
        let mut newer = Newer::default();
        let on_ledger = self.acts(&Default::default())?;
        let known: HashMap<&ActId, &RecordedAct> =
            on_ledger.iter().map(|recorded| (&recorded.act.id, recorded)).collect();
        let acts = || entries.iter().filter_map(|entry| if let Entry::Act(act) = entry { Some(act) } else { None });
        for act in acts() {
            let versions = || (1..).map(|number| version(&act.id, number));
            let Some(last) = versions().take_while(|id| known.contains_key(id)).last() else { continue };
            // As it was recorded: what became of it later is no difference.
            let Some(Entry::Act(recorded)) = self.recorded(&last)? else { continue };
            let is_in_force = known.get(&last).is_some_and(|recorded| recorded.in_force);
            if is_in_force && recorded != (Act { id: last.clone(), ..act.clone() }) {
                let id = versions().find(|id| !known.contains_key(id)).unwrap_or_else(|| act.id.clone());
                newer.changed.push((last, Act { id, ..act.clone() }));
            }
        }
        if let Some(recorder) = recorder {
            let ids: BTreeSet<&ActId> = acts().map(|act| &act.id).collect();
            let is_of_record = |id: &ActId| known.get(id).is_some_and(|recorded| recorded.recorder == recorder);
            let is_dropped = |recorded: &&RecordedAct| {
                let first = first_version(&recorded.act.id);
                recorded.in_force
                    && recorded.act.kind != ActKind::Reversal
                    && is_of_record(&first)
                    && !ids.contains(&first)
            };
            newer.dropped.extend(on_ledger.iter().filter(is_dropped).map(|recorded| recorded.act.id.clone()));
        }
        Ok(newer)
    }

    /// Records reversals of the older acts and the newer ones in their place, all or none of them.
    ///
    /// # Errors
    /// As [`Self::append`].
    pub fn renew(&mut self, newer: &Newer, undo: &Undo, recorder: &str, at: &str) -> Result<(), LedgerError> {
        let mut entries = Vec::new();
        for (old, new) in
            newer.changed.iter().map(|(old, new)| (old, Some(new))).chain(newer.dropped.iter().map(|old| (old, None)))
        {
            entries.push(Entry::Act(self.reversal(old, undo)?));
            entries.extend(new.cloned().map(Entry::Act));
        }
        self.append(&entries, recorder, at).map(|_| ())
    }
}

/// The id of an act in the first, second, third edition of a record that says it differently.
fn version(id: &ActId, number: u32) -> ActId {
    if number == 1 { id.clone() } else { ActId(format!("{id}{VERSION}{number}")) }
}

fn first_version(id: &ActId) -> ActId {
    let first = id.0.rsplit_once(VERSION).filter(|(_, number)| number.parse::<u32>().is_ok());
    first.map_or_else(|| id.clone(), |(first, _)| ActId(first.to_owned()))
}

const VERSION: &str = "-v";
