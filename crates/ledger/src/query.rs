//! Questions to the ledger.

use crate::{
    Hit, Ledger, LedgerError, Match, canonical::Hash, derived, error::At, moment::moment_or_day, store::read_body,
};
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};
use serde::Serialize;
use std::{
    collections::{BTreeMap, VecDeque},
    path::Path,
};
use thaw_core::{Act, ActId, ActKind, ActState, Answer, Edtf, Entry, Fact, LonLat, Name, Source, Subject, SubjectId};

/// An entry as it was recorded.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recorded {
    /// Its number, from 1.
    pub seq: u64,
    /// When it was recorded: UTC, whole seconds.
    pub recorded_at: String,
    /// Who recorded it.
    pub recorder: String,
    /// What was recorded.
    pub entry: Entry,
    /// Its hash.
    pub hash: Hash,
}

/// An act with what the ledger knows about it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecordedAct {
    /// The number of its entry.
    pub seq: u64,
    /// When it was recorded: UTC, whole seconds.
    pub recorded_at: String,
    /// Who recorded it.
    pub recorder: String,
    /// The act, in the state that later entries brought it to.
    pub act: Act,
    /// Whether it is approved or carried out and no act in force reverses it.
    pub in_force: bool,
    /// The act in force that reverses it.
    pub reversed_by: Option<ActId>,
}

impl RecordedAct {
    /// Tells whether it decides something that no later act took back: it is not reversed, and no reversal itself.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.reversed_by.is_none() && self.act.kind != ActKind::Reversal
    }
}

/// Who bore a name on a date.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bearer {
    /// The subject.
    pub subject: SubjectId,
    /// The name, with its language and period.
    pub name: Name,
    /// Whether it bore the name throughout the date.
    pub answer: Answer,
    /// How the name matches the question.
    pub matched: Match,
    /// The act that gave the name: its authority, instrument and sources answer who decided.
    pub act: ActId,
}

/// Which acts are wanted; the default wants all.
#[derive(Clone, Debug, Default)]
pub struct ActFilter {
    /// About this subject.
    pub subject: Option<SubjectId>,
    /// Of this kind.
    pub kind: Option<ActKind>,
    /// In this state.
    pub state: Option<ActState>,
    /// In force or not.
    pub in_force: Option<bool>,
    /// Whose date can lie within this one.
    pub within: Option<Edtf>,
}

const ACT_SQL: &str = "SELECT act.seq, entry.recorded_at, entry.recorder, entry.body, act.state, act.in_force,
    (SELECT id FROM act AS later WHERE later.reverses = act.id AND later.in_force = 1 ORDER BY later.seq LIMIT 1)
    FROM act JOIN entry USING (seq)";

impl Ledger {
    /// Returns who bore a name on a date: the text in any case, alphabet and romanization, the best match and the surest answer first.
    ///
    /// With `known_at` (RFC 3339, or a day, which means its end) it is answered from what the ledger knew then.
    ///
    /// # Errors
    /// When `known_at` is no time or the file cannot be read.
    pub fn as_of(&self, date: &Edtf, text: &str, known_at: Option<&str>) -> Result<Vec<Bearer>, LedgerError> {
        let names = self.names()?;
        let days = date.readings();
        let Some(known_at) = known_at else {
            return names.as_of(days, text).into_iter().map(|(hit, answer)| self.bearer(&hit, answer)).collect();
        };
        let known_at = moment_or_day(known_at)?;
        let mut bearers = Vec::new();
        for hit in names.spelled(text) {
            let answer = hit.ends().hold_throughout(days);
            if answer > Answer::No && stood(&self.connection, hit.act_seq(), &known_at).at(&self.path)? {
                bearers.push(self.bearer(&hit, answer)?);
            }
        }
        bearers.sort_by(|a, b| {
            (a.matched, std::cmp::Reverse(a.answer), &a.subject, &a.act).cmp(&(
                b.matched,
                std::cmp::Reverse(b.answer),
                &b.subject,
                &b.act,
            ))
        });
        Ok(bearers)
    }

    /// Returns the names that a subject bore on a date, surest first, with the acts that gave them.
    ///
    /// # Errors
    /// When `known_at` is no time or the file cannot be read.
    pub fn names_of(&self, id: &SubjectId, date: &Edtf, known_at: Option<&str>) -> Result<Vec<Bearer>, LedgerError> {
        let known_at = known_at.map(moment_or_day).transpose()?;
        let mut bearers = Vec::new();
        for recorded in self.acts(&ActFilter { subject: Some(id.clone()), ..ActFilter::default() })? {
            let counts = match &known_at {
                Some(known_at) => stood(&self.connection, recorded.seq, known_at).at(&self.path)?,
                None => recorded.in_force,
            };
            if !counts {
                continue;
            }
            for fact in recorded.act.facts {
                if let Fact::Name(name) = fact {
                    let answer = name.period.holds(date);
                    if answer > Answer::No {
                        let (subject, act) = (id.clone(), recorded.act.id.clone());
                        bearers.push(Bearer { subject, name, answer, matched: Match::Exact, act });
                    }
                }
            }
        }
        bearers.sort_by(|a, b| {
            (std::cmp::Reverse(a.answer), a.name.kind, &a.name.lang, &a.name.text).cmp(&(
                std::cmp::Reverse(b.answer),
                b.name.kind,
                &b.name.lang,
                &b.name.text,
            ))
        });
        Ok(bearers)
    }

    /// Returns the subjects that bear or bore a name like this one, best match first, at most `limit`; see [`crate::Names::find`].
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn find(&self, text: &str, limit: usize) -> Result<Vec<Bearer>, LedgerError> {
        // A search has no date: that the name was borne at some time is sure.
        self.names()?.find(text, limit).iter().map(|hit| self.bearer(hit, Answer::Yes)).collect()
    }

    fn bearer(&self, hit: &Hit<'_>, answer: Answer) -> Result<Bearer, LedgerError> {
        let stale = || LedgerError::Damaged {
            path: self.path.clone(),
            what: format!(
                "the name index says that entry {} gave `{}`, which it did not: rebuild it",
                hit.act_seq(),
                hit.text()
            ),
        };
        let Some(Recorded { entry: Entry::Act(act), .. }) = self.entry(hit.act_seq())? else { return Err(stale()) };
        match act.facts.into_iter().nth(hit.fact_idx()) {
            Some(Fact::Name(name)) if name.text == hit.text() && act.subject.0 == hit.subject() => {
                Ok(Bearer { subject: act.subject, name, answer, matched: hit.matched, act: act.id })
            }
            _ => Err(stale()),
        }
    }

    /// Returns everything recorded about a subject, by date and then in the order of recording.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn history(&self, id: &SubjectId) -> Result<Vec<RecordedAct>, LedgerError> {
        let mut acts = self.acts(&ActFilter { subject: Some(id.clone()), ..ActFilter::default() })?;
        acts.sort_by_key(|recorded| (recorded.act.date.sort_key(), recorded.seq));
        Ok(acts)
    }

    /// Returns the acts that a filter wants, in the order of recording.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn acts(&self, filter: &ActFilter) -> Result<Vec<RecordedAct>, LedgerError> {
        let mut sql = format!("{ACT_SQL} WHERE 1");
        let mut values: Vec<Box<dyn ToSql>> = Vec::new();
        let mut want = |condition: &str, value: Box<dyn ToSql>| {
            sql.push_str(condition);
            values.push(value);
        };
        if let Some(subject) = &filter.subject {
            want(" AND act.subject = ?", Box::new(subject.0.clone()));
        }
        if let Some(kind) = filter.kind {
            want(" AND act.kind = ?", Box::new(derived::kind_word(kind)));
        }
        if let Some(state) = filter.state {
            want(" AND act.state = ?", Box::new(derived::state_word(state)));
        }
        if let Some(in_force) = filter.in_force {
            want(" AND act.in_force = ?", Box::new(in_force));
        }
        if let Some(within) = &filter.within {
            let days = within.readings();
            want(" AND act.last_day >= ?", Box::new(days.first.0));
            want(" AND act.first_day <= ?", Box::new(days.last.0));
        }
        sql.push_str(" ORDER BY act.seq");
        let mut select = self.connection.prepare_cached(&sql).at(&self.path)?;
        let mut found = select.query(rusqlite::params_from_iter(values)).at(&self.path)?;
        let mut acts = Vec::new();
        while let Some(row) = found.next().at(&self.path)? {
            acts.push(read_act(&self.path, row)?);
        }
        Ok(acts)
    }

    /// Returns an act.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn act(&self, id: &ActId) -> Result<Option<RecordedAct>, LedgerError> {
        let sql = format!("{ACT_SQL} WHERE act.seq = (SELECT seq FROM entry_id WHERE kind = 2 AND id = ?)");
        let mut select = self.connection.prepare_cached(&sql).at(&self.path)?;
        let mut found = select.query([&id.0]).at(&self.path)?;
        found.next().at(&self.path)?.map(|row| read_act(&self.path, row)).transpose()
    }

    /// Returns a subject as it was last recorded.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn subject(&self, id: &SubjectId) -> Result<Option<Subject>, LedgerError> {
        Ok(match self.last_version(1, &id.0)? {
            Some(Entry::Subject(subject)) => Some(subject),
            _ => None,
        })
    }

    /// Returns the ids of subjects that are spelled almost like one that there is not, the nearest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn subjects_like(&self, id: &str) -> Result<Vec<SubjectId>, LedgerError> {
        Ok(self.ids_like(1, id)?.into_iter().map(SubjectId).collect())
    }

    /// Returns the ids of acts that are spelled almost like one that there is not, the nearest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn acts_like(&self, id: &str) -> Result<Vec<ActId>, LedgerError> {
        Ok(self.ids_like(2, id)?.into_iter().map(ActId).collect())
    }

    fn ids_like(&self, kind: i64, id: &str) -> Result<Vec<String>, LedgerError> {
        const FEW: usize = 5;
        let asked = id.trim().to_lowercase();
        let most = 1 + asked.chars().count() / 6;
        let sql = "SELECT DISTINCT id FROM entry_id WHERE kind = ? ORDER BY id";
        let mut select = self.connection.prepare_cached(sql).at(&self.path)?;
        let ids = select.query_map([kind], |row| row.get::<_, String>(0)).at(&self.path)?;
        let mut near = Vec::new();
        for id in ids {
            let id = id.at(&self.path)?;
            // What begins so comes first: `master-and` of `master-and-margarita`.
            let mut parts = std::iter::once(0).chain(id.match_indices('-').map(|(at, _)| at + 1));
            let begins = asked.chars().count() > 2 && parts.any(|at| id[at..].starts_with(&asked));
            let n_errors = if begins { 0 } else { usize::from(crate::n_typing_errors(&asked, &id)) };
            if n_errors <= most {
                near.push((n_errors, id.len(), id));
            }
        }
        near.sort();
        near.truncate(FEW);
        Ok(near.into_iter().map(|(.., id)| id).collect())
    }

    /// Returns a source as it was last recorded.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn source(&self, id: &thaw_core::SourceId) -> Result<Option<Source>, LedgerError> {
        Ok(match self.last_version(0, &id.0)? {
            Some(Entry::Source(source)) => Some(source),
            _ => None,
        })
    }

    /// Returns an act as it was recorded, before any step that brought it further.
    pub(crate) fn recorded(&self, id: &ActId) -> Result<Option<Entry>, LedgerError> {
        self.last_version(2, &id.0)
    }

    fn last_version(&self, kind: i64, id: &str) -> Result<Option<Entry>, LedgerError> {
        let seq: Option<u64> = self
            .connection
            .prepare_cached("SELECT max(seq) FROM entry_id WHERE kind = ? AND id = ?")
            .and_then(|mut select| select.query_row(params![kind, id], |row| row.get(0)))
            .at(&self.path)?;
        Ok(seq.map(|seq| self.entry(seq)).transpose()?.flatten().map(|recorded| recorded.entry))
    }

    /// Returns the subjects that lie in a box, by id. A box whose west lies east of its east crosses the antimeridian.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn subjects_in(&self, south_west: LonLat, north_east: LonLat) -> Result<Vec<SubjectId>, LedgerError> {
        let spans = if south_west.lon <= north_east.lon {
            vec![(south_west.lon, north_east.lon)]
        } else {
            vec![(south_west.lon, 180.0), (-180.0, north_east.lon)]
        };
        let mut ids = Vec::new();
        // The tree rounds outwards: the exact point decides. Only the last version of a subject counts.
        let mut select = self
            .connection
            .prepare_cached(
                "SELECT subject.id FROM place JOIN subject USING (seq)
                 WHERE max_lon >= ?1 AND min_lon <= ?2 AND max_lat >= ?3 AND min_lat <= ?4
                   AND lon BETWEEN ?1 AND ?2 AND lat BETWEEN ?3 AND ?4
                   AND seq = (SELECT max(seq) FROM entry_id WHERE entry_id.kind = 1 AND entry_id.id = subject.id)",
            )
            .at(&self.path)?;
        for (west, east) in spans {
            let found = select
                .query_map(params![west, east, south_west.lat, north_east.lat], |row| row.get(0).map(SubjectId))
                .at(&self.path)?;
            for id in found {
                ids.push(id.at(&self.path)?);
            }
        }
        ids.sort();
        ids.dedup();
        Ok(ids)
    }

    /// Returns the entries whose prose (what happened, notes, authorities, titles) has all the words of a question, best first.
    ///
    /// # Errors
    /// When the question has no word or the file cannot be read.
    pub fn search(&self, text: &str, limit: usize) -> Result<Vec<Recorded>, LedgerError> {
        // Words in quotes: nothing that a user types is an operator of FTS5.
        let words: Vec<String> = text
            .split(|character: char| !character.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| format!("\"{word}\""))
            .collect();
        if words.is_empty() {
            return Err(LedgerError::Search { text: text.to_owned(), what: "it has no word".to_owned() });
        }
        let seqs: Vec<u64> = self
            .connection
            .prepare_cached("SELECT rowid FROM prose WHERE prose MATCH ? ORDER BY rank, rowid LIMIT ?")
            .and_then(|mut select| {
                select
                    .query_map(params![words.join(" "), i64::try_from(limit).unwrap_or(i64::MAX)], |row| row.get(0))?
                    .collect()
            })
            .at(&self.path)?;
        seqs.into_iter().filter_map(|seq| self.entry(seq).transpose()).collect()
    }

    /// Returns an entry by its number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn entry(&self, seq: u64) -> Result<Option<Recorded>, LedgerError> {
        let mut select = self
            .connection
            .prepare_cached("SELECT seq, recorded_at, recorder, body, hash FROM entry WHERE seq = ?")
            .at(&self.path)?;
        let mut found = select.query([seq]).at(&self.path)?;
        found.next().at(&self.path)?.map(|row| read_entry(&self.path, row)).transpose()
    }

    /// Returns the entries from a number on, in order, a few hundred in memory at a time.
    #[must_use]
    pub fn entries(&self, from_seq: u64) -> Entries<'_> {
        Entries { ledger: self, next: from_seq, ready: VecDeque::new(), is_done: false }
    }
}

/// The entries of a ledger in order; see [`Ledger::entries`].
#[derive(Debug)]
pub struct Entries<'a> {
    ledger: &'a Ledger,
    next: u64,
    ready: VecDeque<Recorded>,
    is_done: bool,
}

impl Entries<'_> {
    fn read_some(&mut self) -> Result<(), LedgerError> {
        let path = &self.ledger.path;
        let mut select = self
            .ledger
            .connection
            .prepare_cached(
                "SELECT seq, recorded_at, recorder, body, hash FROM entry WHERE seq >= ? ORDER BY seq LIMIT 256",
            )
            .at(path)?;
        let mut found = select.query([self.next]).at(path)?;
        while let Some(row) = found.next().at(path)? {
            let recorded = read_entry(path, row)?;
            self.next = recorded.seq + 1;
            self.ready.push_back(recorded);
        }
        Ok(())
    }
}

impl Iterator for Entries<'_> {
    type Item = Result<Recorded, LedgerError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ready.is_empty() && !self.is_done {
            let read = self.read_some();
            self.is_done = read.is_err() || self.ready.is_empty();
            if let Err(error) = read {
                return Some(Err(error));
            }
        }
        self.ready.pop_front().map(Ok)
    }
}

fn read_entry(path: &Path, row: &Row<'_>) -> Result<Recorded, LedgerError> {
    let seq = row.get(0).at(path)?;
    Ok(Recorded {
        seq,
        recorded_at: row.get(1).at(path)?,
        recorder: row.get(2).at(path)?,
        entry: read_body(path, seq, row.get_ref(3).and_then(|body| Ok(body.as_str()?)).at(path)?)?,
        hash: row.get(4).at(path)?,
    })
}

fn read_act(path: &Path, row: &Row<'_>) -> Result<RecordedAct, LedgerError> {
    let seq = row.get(0).at(path)?;
    let damaged = |what: &str| LedgerError::Damaged { path: path.to_owned(), what: format!("entry {seq}: {what}") };
    let Entry::Act(mut act) = read_body(path, seq, &row.get::<_, String>(3).at(path)?)? else {
        return Err(damaged("expected an act"));
    };
    let state: String = row.get(4).at(path)?;
    act.state =
        serde_json::from_value(serde_json::Value::String(state)).map_err(|error| damaged(&error.to_string()))?;
    Ok(RecordedAct {
        seq,
        recorded_at: row.get(1).at(path)?,
        recorder: row.get(2).at(path)?,
        act,
        in_force: row.get(5).at(path)?,
        reversed_by: row.get::<_, Option<String>>(6).at(path)?.map(ActId),
    })
}

/// Tells whether an act was in force as the ledger knew it at a moment.
///
/// Entries recorded later do not count, neither steps nor reversals. Takes time for each reversal of the act, and of these.
fn stood(connection: &Connection, seq: u64, known_at: &str) -> rusqlite::Result<bool> {
    // All acts known then that bear on the question, by number: the act, what reverses it, what reverses that.
    let mut known: BTreeMap<u64, (String, Option<String>, bool)> = BTreeMap::new();
    let mut waiting = vec![seq];
    while let Some(seq) = waiting.pop() {
        let found: Option<(String, Option<String>, String)> = connection
            .prepare_cached(
                "SELECT act.id, act.reverses, coalesce(
                    (SELECT step.body ->> 'state' FROM entry_id JOIN entry AS step USING (seq)
                     WHERE entry_id.kind = 3 AND entry_id.id = act.id AND step.recorded_at <= ?2 ORDER BY seq DESC LIMIT 1),
                    entry.body ->> 'state')
                 FROM act JOIN entry USING (seq) WHERE act.seq = ?1 AND entry.recorded_at <= ?2",
            )?
            .query_row(params![seq, known_at], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let Some((id, reverses, state)) = found else { continue };
        let later: Vec<u64> = connection
            .prepare_cached("SELECT seq FROM act WHERE reverses = ?")?
            .query_map([&id], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        waiting.extend(later.into_iter().filter(|later| !known.contains_key(later)));
        known.insert(seq, (id, reverses, derived::has_effect(&state)));
    }
    // The last one stands or falls by its own state; each earlier one falls when one that stands reverses it.
    let mut reversed: std::collections::BTreeSet<String> = std::collections::BTreeSet::new();
    let mut stands = false;
    for (at, (id, reverses, has_effect)) in known.into_iter().rev() {
        stands = has_effect && !reversed.contains(&id);
        if let Some(target) = reverses.filter(|_| stands) {
            reversed.insert(target);
        }
        if at == seq {
            break;
        }
    }
    Ok(stands)
}
