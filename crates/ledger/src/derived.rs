//! The tables that are made from entries: what one entry adds, and how later entries move earlier acts.

use crate::canonical;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;
use thaw_core::{ActKind, ActState, Ends, Entry, Fact};

/// The sorts of entries as `entry_id.kind` numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Source = 0,
    Subject = 1,
    Act = 2,
    Progress = 3,
}

impl Kind {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Subject => "subject",
            Self::Act => "act",
            Self::Progress => "progress of act",
        }
    }
}

/// What one entry adds to the derived tables: a pure function of the entry.
#[derive(Debug, PartialEq)]
pub(crate) struct Rows {
    pub(crate) kind: Kind,
    pub(crate) id: String,
    pub(crate) subject: Option<SubjectRow>,
    pub(crate) act: Option<ActRow>,
    pub(crate) names: Vec<NameRow>,
    /// For progress: the new state of the act.
    pub(crate) step: Option<String>,
    pub(crate) prose: String,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SubjectRow {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) class: String,
    pub(crate) country: Option<String>,
    pub(crate) at: Option<(f64, f64)>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ActRow {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) subject: String,
    pub(crate) date: String,
    pub(crate) first_day: i64,
    pub(crate) last_day: i64,
    pub(crate) reverses: Option<String>,
    pub(crate) state: String,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NameRow {
    pub(crate) fact: i64,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) lang: String,
    pub(crate) kind: String,
    pub(crate) days: [i64; 4],
}

impl NameRow {
    /// Reads a row of `name` with all its columns in the order of the schema: the number of the act's entry, and the name.
    pub(crate) fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<(u64, Self)> {
        let name = Self {
            fact: row.get(1)?,
            subject: row.get(2)?,
            text: row.get(3)?,
            lang: row.get(4)?,
            kind: row.get(5)?,
            days: [row.get(6)?, row.get(7)?, row.get(8)?, row.get(9)?],
        };
        Ok((row.get(0)?, name))
    }
}

/// Tells whether an act of this state (as the tables spell it) has effect, before reversals are looked at.
pub(crate) fn has_effect(state: &str) -> bool {
    state == "approved" || state == "carried-out"
}

/// Returns the word that serde writes for a variant without fields.
fn word(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Returns the word of a state as the tables and bodies spell it.
pub(crate) fn state_word(state: ActState) -> String {
    word(state)
}

/// Returns the word of a kind of act as the tables and bodies spell it.
pub(crate) fn kind_word(kind: ActKind) -> String {
    word(kind)
}

fn days(ends: Ends) -> [i64; 4] {
    [ends.from.first.0, ends.from.last.0, ends.to.first.0, ends.to.last.0]
}

/// Returns the id of an entry within its kind.
pub(crate) fn key(entry: &Entry) -> (Kind, &str) {
    match entry {
        Entry::Source(source) => (Kind::Source, &source.id.0),
        Entry::Subject(subject) => (Kind::Subject, &subject.id.0),
        Entry::Act(act) => (Kind::Act, &act.id.0),
        Entry::Progress { act, .. } => (Kind::Progress, &act.0),
    }
}

/// Returns what an entry adds to the derived tables.
pub(crate) fn rows(entry: &Entry) -> Rows {
    let (kind, id) = key(entry);
    let mut rows =
        Rows { kind, id: id.to_owned(), subject: None, act: None, names: Vec::new(), step: None, prose: String::new() };
    let mut prose: Vec<&str> = Vec::new();
    match entry {
        Entry::Source(source) => {
            prose.extend([Some(source.title.as_str()), source.author.as_deref()].into_iter().flatten());
        }
        Entry::Subject(subject) => {
            prose.extend(subject.title.values().map(String::as_str));
            rows.subject = Some(SubjectRow {
                id: id.to_owned(),
                kind: word(subject.kind),
                class: subject.class.clone(),
                country: subject.country.clone(),
                at: subject.at.map(|at| (at.lon, at.lat)),
            });
        }
        Entry::Act(act) => {
            prose.extend(act.text.values().map(String::as_str));
            prose.extend([&act.note, &act.authority, &act.instrument].into_iter().flatten().map(String::as_str));
            let reach = act.date.readings();
            rows.act = Some(ActRow {
                id: id.to_owned(),
                kind: kind_word(act.kind),
                subject: act.subject.0.clone(),
                date: act.date.to_string(),
                first_day: reach.first.0,
                last_day: reach.last.0,
                reverses: act.reverses.as_ref().map(|target| target.0.clone()),
                state: state_word(act.state),
            });
            for (fact, name) in (0..).zip(&act.facts).filter_map(|(idx, fact)| match fact {
                Fact::Name(name) => Some((idx, name)),
                _ => None,
            }) {
                rows.names.push(NameRow {
                    fact,
                    subject: act.subject.0.clone(),
                    text: name.text.clone(),
                    lang: name.lang.to_string(),
                    kind: word(name.kind),
                    days: days(name.period.ends()),
                });
            }
        }
        Entry::Progress { state, note, .. } => {
            prose.extend(note.as_deref());
            rows.step = Some(state_word(*state));
        }
    }
    rows.prose = prose.join("\n");
    rows
}

/// Writes what an entry adds, and moves the acts that it moves.
pub(crate) fn apply(connection: &Connection, seq: u64, rows: &Rows) -> rusqlite::Result<()> {
    connection.prepare_cached("INSERT INTO entry_id (kind, id, seq) VALUES (?, ?, ?)")?.execute(params![
        rows.kind as i64,
        rows.id,
        seq
    ])?;
    if !rows.prose.is_empty() {
        connection
            .prepare_cached("INSERT INTO prose (rowid, text) VALUES (?, ?)")?
            .execute(params![seq, rows.prose])?;
    }
    if let Some(subject) = &rows.subject {
        let (lon, lat) = subject.at.unzip();
        connection
            .prepare_cached(
                "INSERT INTO subject (seq, id, kind, class, country, lon, lat) VALUES (?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![seq, subject.id, subject.kind, subject.class, subject.country, lon, lat])?;
        if let Some((lon, lat)) = subject.at {
            connection
                .prepare_cached(
                    "INSERT INTO place (seq, min_lon, max_lon, min_lat, max_lat) VALUES (?1, ?2, ?2, ?3, ?3)",
                )?
                .execute(params![seq, lon, lat])?;
        }
    }
    if let Some(act) = &rows.act {
        connection
            .prepare_cached(
                "INSERT INTO act (seq, id, kind, subject, date, first_day, last_day, reverses, state, in_force)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                seq,
                act.id,
                act.kind,
                act.subject,
                act.date,
                act.first_day,
                act.last_day,
                act.reverses,
                act.state,
                has_effect(&act.state)
            ])?;
        for name in &rows.names {
            connection
                .prepare_cached(
                    "INSERT INTO name (act_seq, fact, subject, text, lang, kind, from_first, from_last, to_first, to_last)
                     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                )?
                .execute(params![
                    seq, name.fact, name.subject, name.text, name.lang, name.kind, name.days[0], name.days[1],
                    name.days[2], name.days[3]
                ])?;
        }
        if let Some(target) = &act.reverses {
            settle(connection, target)?;
        }
    }
    if let Some(state) = &rows.step {
        connection
            .prepare_cached(
                "UPDATE act SET state = ?2 WHERE seq = (SELECT seq FROM entry_id WHERE kind = 2 AND id = ?1)",
            )?
            .execute(params![rows.id, state])?;
        settle(connection, &rows.id)?;
    }
    Ok(())
}

/// Works out again whether an act is in force, then the act that it reverses, and so on.
///
/// Ends because an act reverses only acts that were recorded before it.
fn settle(connection: &Connection, id: &str) -> rusqlite::Result<()> {
    let mut id = id.to_owned();
    loop {
        let found: Option<(u64, String, Option<String>, bool)> = connection
            .prepare_cached(
                "SELECT seq, state, reverses, EXISTS (SELECT 1 FROM act AS later WHERE later.reverses = act.id AND later.in_force = 1)
                 FROM act WHERE seq = (SELECT seq FROM entry_id WHERE kind = 2 AND id = ?)",
            )?
            .query_row([&id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
            .optional()?;
        let Some((seq, state, reverses, is_reversed)) = found else { return Ok(()) };
        connection
            .prepare_cached("UPDATE act SET in_force = ?2 WHERE seq = ?1")?
            .execute(params![seq, has_effect(&state) && !is_reversed])?;
        match reverses {
            Some(target) => id = target,
            None => return Ok(()),
        }
    }
}

/// Returns the canonical body of an entry.
pub(crate) fn body(entry: &Entry) -> Result<String, serde_json::Error> {
    serde_json::to_value(entry).map(|value| canonical::to_json(&value))
}

/// Returns the first field, as a path, whose value differs between two bodies.
pub(crate) fn first_difference(old: &Value, new: &Value) -> Option<String> {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            let mut keys: Vec<&String> = old.keys().chain(new.keys()).collect();
            keys.sort();
            keys.dedup();
            keys.into_iter().find_map(|key| match (old.get(key), new.get(key)) {
                (Some(old), Some(new)) => first_difference(old, new)
                    .map(|rest| if rest.is_empty() { key.clone() } else { format!("{key}.{rest}") }),
                _ => Some(key.clone()),
            })
        }
        (Value::Array(old_items), Value::Array(new_items)) if old_items.len() == new_items.len() => {
            (0..).zip(old_items.iter().zip(new_items)).find_map(|(idx, (old, new)): (usize, _)| {
                first_difference(old, new)
                    .map(|rest| if rest.is_empty() { idx.to_string() } else { format!("{idx}.{rest}") })
            })
        }
        _ => (old != new).then(String::new),
    }
}
