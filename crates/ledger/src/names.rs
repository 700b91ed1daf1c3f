//! The name index: who bore a name, in memory, for look-ups by the hundred thousand.
//!
//! All names up to an entry stand in one sorted index, which is stored in the ledger file ([`bytes`]); the names of later
//! entries stand in a second, small one that is made when it is needed. Which acts are in force is looked up apart,
//! so that the stored index never grows stale: it is a function of the entries up to its last one.

mod bytes;
mod fuzzy;
mod index;

use crate::{
    Ledger, LedgerError,
    derived::NameRow,
    error::At,
    fold::{doubled_key_of_folded, fold, key_of_folded, nfc},
};
pub use fuzzy::distance;
use index::{Builder, Index, Row};
use rusqlite::{Connection, TransactionBehavior, params};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use std::{path::Path, sync::Arc};
use thaw_core::{Answer, Ends, NameKind, Reach, Script};

/// The names of a ledger at one moment: an immutable snapshot that threads can share.
#[derive(Debug, Default)]
pub struct Names {
    parts: Vec<Arc<Index>>,
    without_force: FxHashSet<u32>,
    upto: u64,
}

/// How a question matches a name, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Match {
    /// The same text.
    Exact,
    /// The same but for case, marks and punctuation.
    Folded,
    /// The same in another alphabet or romanization.
    Romanized,
    /// The name begins with the question.
    Prefix,
    /// A later word of the name begins with the question.
    Word,
    /// The same but for so many wrong, missing, added or swapped letters.
    Edits(u8),
}

impl std::fmt::Display for Match {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exact => f.write_str("exact"),
            Self::Folded => f.write_str("same but for case and marks"),
            Self::Romanized => f.write_str("same in another alphabet or romanization"),
            Self::Prefix => f.write_str("begins with it"),
            Self::Word => f.write_str("has a word that begins with it"),
            Self::Edits(1) => f.write_str("1 letter differs"),
            Self::Edits(n) => write!(f, "{n} letters differ"),
        }
    }
}

/// A name of the index that matches a question.
#[derive(Clone, Copy, Debug)]
pub struct Hit<'a> {
    index: &'a Index,
    row: Row,
    /// How it matches.
    pub matched: Match,
}

/// What one index holds for a question: by the number of the subject, its best hit and how many of its names match.
struct Found<'a> {
    index: &'a Index,
    subjects: FxHashMap<u32, (Hit<'a>, usize)>,
}

impl<'a> Hit<'a> {
    /// Returns the id of the subject that bears the name.
    #[must_use]
    pub fn subject(&self) -> &'a str {
        self.index.subject(self.row.subject)
    }

    /// Returns the name as it is written.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.index.text(self.row.text)
    }

    /// Returns the language tag.
    #[must_use]
    pub fn lang(&self) -> &'a str {
        self.index.lang(self.row.lang)
    }

    /// Returns the standing of the name.
    #[must_use]
    pub fn kind(&self) -> NameKind {
        self.row.kind()
    }

    /// Returns the days that bound the name's period.
    #[must_use]
    pub fn ends(&self) -> Ends {
        self.row.ends()
    }

    /// Returns the number of the entry whose act gave the name.
    #[must_use]
    pub fn act_seq(&self) -> u64 {
        u64::from(self.row.act)
    }

    /// Returns the position of the name among the facts of that act.
    #[must_use]
    pub fn fact_idx(&self) -> usize {
        usize::try_from(self.row.fact).unwrap_or(usize::MAX)
    }
}

/// A question, folded once.
struct Question {
    text: String,
    folded: String,
    key: String,
    script: Script,
}

impl Question {
    fn new(text: &str) -> Self {
        let folded = fold(text);
        let key = key_of_folded(&folded);
        Self { text: nfc(text), script: Script::of_text(&folded), folded, key }
    }

    /// Returns how a name with the same key matches.
    fn same_key(&self, name: &str) -> Match {
        if name == self.text || nfc(name) == self.text {
            Match::Exact
        } else if fold(name) == self.folded {
            Match::Folded
        } else {
            Match::Romanized
        }
    }

    /// Returns the rows of an index with the key of the question, and how they match.
    fn same<'a>(&self, index: &'a Index) -> impl Iterator<Item = (Row, Match)> + use<'a, '_> {
        let rows = if self.key.is_empty() { &[] } else { index.rows_of_key(&self.key) };
        // Rows of one text follow each other: it is compared once.
        let mut last: Option<(u32, Match)> = None;
        rows.iter().map(move |row| {
            let matched = match last {
                Some((text, matched)) if text == row.text => matched,
                _ => self.same_key(index.text(row.text)),
            };
            last = Some((row.text, matched));
            (*row, matched)
        })
    }

    /// Returns the better of two hits of one subject, and how many of its names match in all.
    fn better<'a>(&self, a: (Hit<'a>, usize), b: (Hit<'a>, usize)) -> (Hit<'a>, usize) {
        // Of names that match alike, one in the alphabet of the question is the better answer.
        let rank = |hit: &Hit<'_>| (hit.matched, self.is_foreign(hit.text()), hit.row.act, hit.row.fact);
        (if rank(&b.0) < rank(&a.0) { b.0 } else { a.0 }, a.1 + b.1)
    }

    /// Returns the keys of an index that are near, each once.
    fn near(&self, index: &Index) -> Vec<usize> {
        let mut found = index.near(&self.key, self.max_edits());
        let doubled = doubled_key_of_folded(&self.folded);
        if doubled != self.key {
            found.extend(index.near(&doubled, self.max_edits()));
            found.sort_unstable();
            found.dedup();
        }
        found
    }

    /// Tells whether a name is written in another alphabet than the question.
    fn is_foreign(&self, name: &str) -> bool {
        Script::of_text(name) != self.script
    }

    /// Returns how many errors a search for this question allows: few letters leave nothing to recognise.
    fn max_edits(&self) -> u8 {
        match self.key.chars().count() {
            0..=2 => 0,
            3..=4 => 1,
            _ => 2,
        }
    }
}

impl Names {
    /// Returns the number of the last entry that the snapshot knows.
    #[must_use]
    pub fn upto(&self) -> u64 {
        self.upto
    }

    /// Returns the number of dated names, those of reversed acts included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parts.iter().map(|index| index.n_rows()).sum()
    }

    /// Tells whether there is no name.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the names in force with this text in any case, alphabet and romanization, and whether each was borne throughout `days`.
    ///
    /// Names that surely were not are left out. Takes time logarithmic in the number of names.
    #[must_use]
    pub fn as_of(&self, days: Reach, text: &str) -> Vec<(Hit<'_>, Answer)> {
        let mut found: Vec<_> = self
            .spelled(text)
            .filter(|hit| !self.without_force.contains(&hit.row.act))
            .map(|hit| (hit, hit.ends().hold_throughout(days)))
            .filter(|(_, answer)| *answer > Answer::No)
            .collect();
        if found.len() > 1 {
            found.sort_by(|(a, yes_a), (b, yes_b)| {
                (a.matched, std::cmp::Reverse(yes_a), a.subject(), a.act_seq(), a.row.fact).cmp(&(
                    b.matched,
                    std::cmp::Reverse(yes_b),
                    b.subject(),
                    b.act_seq(),
                    b.row.fact,
                ))
            });
        }
        found
    }

    /// Returns every name with this text in any case, alphabet and romanization, also those of acts without force.
    pub(crate) fn spelled(&self, text: &str) -> impl Iterator<Item = Hit<'_>> {
        let question = Question::new(text);
        self.parts.iter().flat_map(move |index| {
            let hits: Vec<_> = question.same(index).map(|(row, matched)| Hit { index, row, matched }).collect();
            hits
        })
    }

    /// Returns the subjects that bear or bore a name like this one, best match first, one name each; at most `limit`.
    ///
    /// First names of the same spelling in any alphabet, then names and words that begin with it, then, when there are fewer than
    /// `limit`, names with up to two errors (one below five letters, none below three).
    #[must_use]
    pub fn find(&self, text: &str, limit: usize) -> Vec<Hit<'_>> {
        let question = Question::new(text);
        if question.key.is_empty() {
            return Vec::new();
        }
        let mut parts: Vec<Found<'_>> =
            self.parts.iter().map(|index| Found { index, subjects: FxHashMap::default() }).collect();
        // A subject may have names in both indexes: this many there are at least.
        let n_found = |parts: &[Found<'_>]| parts.iter().map(|part| part.subjects.len()).max().unwrap_or_default();
        for part in &mut parts {
            for (row, matched) in question.same(part.index) {
                self.keep(part, &question, row, matched);
            }
        }
        // Twice the limit, because the best of them are only known when they are compared. The key of `qqqq` is one letter,
        // with which too much begins.
        let is_telling = question.key.chars().count() >= question.folded.chars().count().min(2);
        let enough = if n_found(&parts) < limit && is_telling { limit.saturating_mul(2) } else { 0 };
        for part in parts.iter_mut().filter(|_| enough > 0) {
            let index = part.index;
            let prefixed = index.keys_with_prefix(&question.key).map(|key_idx| (key_idx, Match::Prefix));
            let worded = index.keys_with_word(&question.key).map(|key_idx| (key_idx, Match::Word));
            for (key_idx, matched) in prefixed.take(enough).chain(worded.take(enough)) {
                for row in index.rows_at(key_idx) {
                    self.keep(part, &question, *row, matched);
                }
            }
        }
        if n_found(&parts) < limit && question.max_edits() > 0 {
            for part in &mut parts {
                let index = part.index;
                for key_idx in question.near(index) {
                    for row in index.rows_at(key_idx) {
                        let n_edits = fuzzy::distance_of_names(&question.folded, &question.key, index.text(row.text));
                        self.keep(part, &question, *row, Match::Edits(n_edits));
                    }
                }
            }
        }
        let mut found = together(parts, &question);
        // Of subjects that match alike, the one that bears the name in more languages is the better known.
        let order = |(a, a_names): &(Hit<'_>, usize), (b, b_names): &(Hit<'_>, usize)| {
            let rank = |hit: &Hit<'_>| (hit.matched, question.is_foreign(hit.text()));
            let by_text = || (a.text(), a.subject()).cmp(&(b.text(), b.subject()));
            rank(a).cmp(&rank(b)).then(b_names.cmp(a_names)).then_with(by_text)
        };
        if limit > 0 && found.len() > limit {
            found.select_nth_unstable_by(limit - 1, order);
        }
        found.truncate(limit);
        found.sort_by(order);
        found.into_iter().map(|(hit, _)| hit).collect()
    }

    fn keep(&self, part: &mut Found<'_>, question: &Question, row: Row, matched: Match) {
        if !self.without_force.contains(&row.act) {
            let hit = (Hit { index: part.index, row, matched }, 1);
            part.subjects.entry(row.subject).and_modify(|kept| *kept = question.better(*kept, hit)).or_insert(hit);
        }
    }
}

/// Makes one list of what the indexes hold, each subject once.
fn together<'a>(parts: Vec<Found<'a>>, question: &Question) -> Vec<(Hit<'a>, usize)> {
    let n_parts = parts.iter().filter(|part| !part.subjects.is_empty()).count();
    let hits = parts.into_iter().flat_map(|part| part.subjects.into_values());
    if n_parts < 2 {
        return hits.collect();
    }
    let mut subjects: FxHashMap<&str, (Hit<'a>, usize)> = FxHashMap::default();
    for hit in hits {
        subjects.entry(hit.0.subject()).and_modify(|kept| *kept = question.better(*kept, hit)).or_insert(hit);
    }
    subjects.into_values().collect()
}

/// What a ledger keeps of its name index between questions.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    base: Option<Arc<Index>>,
    names: Option<Arc<Names>>,
}

/// Names beyond the stored index that a question still collects by itself; more are stored with it.
const MAX_TAIL: u64 = 20_000;

/// Bytes of one row of `name_index`.
const PART_BYTES: usize = 16 << 20;

impl Ledger {
    /// Returns the names of the ledger as a snapshot, read from the stored index when it is first asked for.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn names(&self) -> Result<Arc<Names>, LedgerError> {
        let head = self.head()?;
        let mut cache = self.names.borrow_mut();
        if let Some(names) = &cache.names
            && names.upto == head.seq
        {
            return Ok(Arc::clone(names));
        }
        let base = match &cache.base {
            Some(base) => Arc::clone(base),
            None => Arc::new(stored(&self.connection, &self.path)?.unwrap_or_default()),
        };
        let tail = Arc::new(build(&self.connection, &self.path, base.upto, head.seq)?);
        let names = Arc::new(Names {
            without_force: without_force(&self.connection).at(&self.path)?,
            upto: head.seq,
            parts: vec![Arc::clone(&base), tail],
        });
        *cache = Cache { base: Some(base), names: Some(Arc::clone(&names)) };
        Ok(names)
    }

    /// Stores the name index again when many names have come since.
    pub(crate) fn grow_name_index(&mut self) -> Result<(), LedgerError> {
        let path = self.path.clone();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).at(&path)?;
        let upto = stored_upto(&transaction).at(&path)?;
        let count = |sql: &str| transaction.query_row(sql, [upto], |row| row.get::<_, u64>(0)).at(&path);
        let n_tail = count("SELECT count(*) FROM (SELECT 1 FROM name WHERE act_seq > ?1 LIMIT 1000000)")?;
        if n_tail <= MAX_TAIL
            || n_tail < 1_000_000 && n_tail < count("SELECT count(*) FROM name WHERE act_seq <= ?1")? / 4
        {
            return Ok(());
        }
        let head = crate::store::head(&transaction).at(&path)?;
        let index = build(&transaction, &path, 0, head.seq)?;
        transaction.execute("DELETE FROM name_index", []).at(&path)?;
        for (part, bytes) in (0_i64..).zip(index.to_bytes().chunks(PART_BYTES)) {
            transaction
                .execute("INSERT INTO name_index (part, upto, bytes) VALUES (?, ?, ?)", params![part, head.seq, bytes])
                .at(&path)?;
        }
        transaction.commit().at(&path)?;
        *self.names.borrow_mut() = Cache { base: Some(Arc::new(index)), names: None };
        Ok(())
    }
}

/// Returns the last entry that the stored index covers; 0 when there is none.
fn stored_upto(connection: &Connection) -> rusqlite::Result<u64> {
    connection.query_row("SELECT coalesce(max(upto), 0) FROM name_index", [], |row| row.get(0))
}

/// Reads the stored index; nothing when there is none, or it is damaged.
fn stored(connection: &Connection, path: &Path) -> Result<Option<Index>, LedgerError> {
    let mut select = connection.prepare("SELECT bytes FROM name_index ORDER BY part").at(path)?;
    let mut found = select.query([]).at(path)?;
    let mut bytes = Vec::new();
    while let Some(row) = found.next().at(path)? {
        bytes.extend_from_slice(row.get_ref(0).at(path)?.as_blob().unwrap_or_default());
    }
    Ok(Index::from_bytes(&bytes))
}

/// Makes an index of the names that the acts of some entries gave: those after `after`, up to `upto`.
pub(crate) fn build(connection: &Connection, path: &Path, after: u64, upto: u64) -> Result<Index, LedgerError> {
    let mut builder = Builder::default();
    let mut select = connection
        .prepare(
            "SELECT act_seq, fact, subject, text, lang, kind, from_first, from_last, to_first, to_last
             FROM name WHERE act_seq > ? AND act_seq <= ? ORDER BY act_seq, fact",
        )
        .at(path)?;
    let mut found = select.query([after, upto]).at(path)?;
    let too_many = || LedgerError::TooManyNames { path: path.to_owned() };
    while let Some(row) = found.next().at(path)? {
        let (act_seq, name) = NameRow::read(row).at(path)?;
        builder.push(act_seq, &name).ok_or_else(too_many)?;
    }
    builder.finish(upto).ok_or_else(too_many)
}

fn without_force(connection: &Connection) -> rusqlite::Result<FxHashSet<u32>> {
    connection.prepare("SELECT seq FROM act WHERE in_force = 0")?.query_map([], |row| row.get(0))?.collect()
}

/// Says how the stored index differs from one made again from the table of names.
pub(crate) fn stored_differs(connection: &Connection, path: &Path) -> Result<Option<String>, LedgerError> {
    let upto = stored_upto(connection).at(path)?;
    if upto == 0 {
        return Ok(None);
    }
    let Some(index) = stored(connection, path)? else {
        return Ok(Some("the stored name index is damaged; `rebuild` makes it again".to_owned()));
    };
    let agrees = index == build(connection, path, 0, upto)?;
    Ok((!agrees).then(|| "the stored name index does not agree with the names; `rebuild` makes it again".to_owned()))
}
