//! Was anything touched? The chain walked, the derived tables compared with a fresh fold of the entries.

use crate::{
    Head, Ledger, LedgerError,
    canonical::{self, NO_HASH},
    derived::{self, ActRow, Kind, NameRow, Rows, SubjectRow},
    error::At,
    names,
    store::{DERIVED_SQL, SCHEMA_SQL},
};
use rusqlite::{Connection, Row, types::ValueRef};
use serde::Serialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};
use thaw_core::Entry;

/// Something in a ledger that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The entry concerned, when it is one.
    pub seq: Option<u64>,
    /// What differs.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.seq {
            Some(seq) => write!(f, "entry {seq}: {}", self.what),
            None => f.write_str(&self.what),
        }
    }
}

/// What a verification saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Entries that were read.
    pub n_entries: u64,
    /// The last entry, to keep somewhere else and to compare with another time.
    pub head: Head,
    /// What is not as it was written, in the order of the entries; the first hundred.
    pub faults: Vec<Fault>,
    /// All of them, counted.
    pub n_faults: u64,
}

impl Report {
    /// Tells whether everything is as it was written.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.n_faults == 0
    }

    fn fault(&mut self, seq: Option<u64>, what: impl Into<String>) {
        self.n_faults += 1;
        if self.faults.len() < 100 {
            self.faults.push(Fault { seq, what: what.into() });
        }
    }
}

impl Ledger {
    /// Checks the whole file: its pages, its schema, the chain of hashes, and every derived row against its entry.
    ///
    /// `kept` is a head noted earlier; with it a ledger whose end was cut off or rewritten is found, which the chain alone cannot tell.
    /// Takes time proportional to the file, and memory for the acts that steps and reversals moved.
    ///
    /// # Errors
    /// When the file cannot be read at all, or another process holds it.
    pub fn verify(&self, kept: Option<&Head>) -> Result<Report, LedgerError> {
        let mut report = Report { n_entries: 0, head: Head { seq: 0, hash: NO_HASH }, faults: Vec::new(), n_faults: 0 };
        // One transaction: a writer in between would look like a fault.
        let transaction = self.connection.unchecked_transaction().at(&self.path)?;
        let parts: [(&str, Check<'_>); 5] = [
            ("the schema", &|report| check_schema(&transaction, report).at(&self.path)),
            ("the entries", &|report| check_chain(&transaction, kept, report).at(&self.path)),
            ("the derived tables", &|report| check_derived(&transaction, report).at(&self.path)),
            ("the name index", &|report| {
                let differs = names::stored_differs(&transaction, &self.path)?;
                differs.into_iter().for_each(|what| report.fault(None, what));
                Ok(())
            }),
            ("the pages", &|report| check_pages(&transaction, report).at(&self.path)),
        ];
        for (part, check) in parts {
            if let Err(error) = check(&mut report) {
                match error {
                    busy @ (LedgerError::Busy { .. } | LedgerError::Unreachable { .. }) => return Err(busy),
                    error => {
                        let cause =
                            std::error::Error::source(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
                        report.fault(
                            None,
                            format!("{part} cannot be read after entry {}: {error}{cause}", report.n_entries),
                        );
                    }
                }
            }
        }
        Ok(report)
    }
}

type Check<'a> = &'a dyn Fn(&mut Report) -> Result<(), LedgerError>;

/// Compares the schema with the one that a new ledger gets: without its triggers a ledger is not append-only.
fn check_schema(connection: &Connection, report: &mut Report) -> rusqlite::Result<()> {
    let read = |connection: &Connection| -> rusqlite::Result<BTreeSet<(String, String)>> {
        connection
            .prepare(
                "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'",
            )?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect()
    };
    let fresh = Connection::open_in_memory()?;
    fresh.execute_batch(SCHEMA_SQL)?;
    fresh.execute_batch(DERIVED_SQL)?;
    let (expected, found) = (read(&fresh)?, read(connection)?);
    for (name, _) in expected.difference(&found) {
        report.fault(None, format!("the schema is changed: {name} is missing or another"));
    }
    let expected_names: BTreeSet<&String> = expected.iter().map(|(name, _)| name).collect();
    for (name, _) in found.difference(&expected).filter(|(name, _)| !expected_names.contains(name)) {
        report.fault(None, format!("the schema is changed: {name} was added"));
    }
    Ok(())
}

fn check_pages(connection: &Connection, report: &mut Report) -> rusqlite::Result<()> {
    let mut select = connection.prepare("PRAGMA integrity_check(20)")?;
    let mut found = select.query([])?;
    while let Some(row) = found.next()? {
        let line: String = row.get(0)?;
        if line != "ok" {
            report.fault(None, format!("the pages of the file: {}", line.replace('\n', " ")));
        }
    }
    Ok(())
}

/// Text of a column, or what stands there instead.
fn text<'a>(row: &'a Row<'_>, column: usize) -> rusqlite::Result<Result<&'a str, String>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Text(bytes) => std::str::from_utf8(bytes).map_err(|error| format!("is not UTF-8 ({error})")),
        other => Err(format!("has the type {}", other.data_type())),
    })
}

fn check_chain(connection: &Connection, kept: Option<&Head>, report: &mut Report) -> rusqlite::Result<()> {
    let mut select =
        connection.prepare("SELECT seq, recorded_at, recorder, body, prev_hash, hash FROM entry ORDER BY seq")?;
    let mut found = select.query([])?;
    let mut kept = kept.copied().filter(|kept| kept.seq > 0);
    // A changed entry has a hash that is no longer its own, but which its follower still names.
    let mut suspect: Option<u64> = None;
    while let Some(row) = found.next()? {
        let seq: u64 = row.get(0)?;
        if seq != report.n_entries + 1 && seq != report.head.seq + 1 {
            report.fault(Some(seq), format!("expected entry {} here: entries are missing", report.head.seq + 1));
        }
        let (prev_hash, hash) =
            (row.get_ref(4)?.as_blob().unwrap_or_default(), row.get_ref(5)?.as_blob().unwrap_or_default());
        let follows = prev_hash == report.head.hash;
        if let Some(changed) = suspect.take() {
            let what = if follows {
                "the time, recorder or body is changed: they have another hash"
            } else {
                "the hash is changed"
            };
            report.fault(Some(changed), what);
        }
        match (text(row, 1)?, text(row, 2)?, text(row, 3)?) {
            (Ok(recorded_at), Ok(recorder), Ok(body)) => {
                let own = canonical::hash(prev_hash, seq, recorded_at, recorder, body);
                if own != hash {
                    // With the hash that its predecessor has it would be right: only the link is changed.
                    let relinked = canonical::hash(&report.head.hash, seq, recorded_at, recorder, body);
                    if relinked == hash {
                        report.fault(Some(seq), "the hash of the entry before it is changed");
                    } else {
                        suspect = Some(seq);
                    }
                } else if !follows {
                    report.fault(Some(seq), "it does not follow the entry before it: one of the two is replaced");
                }
            }
            (recorded_at, recorder, body) => {
                for (column, cell) in [("the time", recorded_at), ("the recorder", recorder), ("the body", body)] {
                    if let Err(what) = cell {
                        report.fault(Some(seq), format!("{column} is changed: it {what}"));
                    }
                }
            }
        }
        let mut stored = NO_HASH;
        if hash.len() == stored.len() {
            stored.copy_from_slice(hash);
        } else {
            report.fault(Some(seq), format!("the hash is changed: it has {} bytes", hash.len()));
        }
        if let Some(head) = kept.filter(|head| head.seq == seq) {
            kept = None;
            if head.hash != stored {
                report.fault(Some(seq), format!("it is not the entry that was kept as the head: expected {head}"));
            }
        }
        report.head = Head { seq, hash: stored };
        report.n_entries += 1;
    }
    if let Some(changed) = suspect {
        report.fault(Some(changed), "the time, recorder, body or hash is changed: they do not agree");
    }
    if let Some(head) = kept {
        report.fault(
            None,
            format!(
                "the end is cut off: the head that was kept is entry {}, the last entry is {}",
                head.seq, report.head.seq
            ),
        );
    }
    Ok(())
}

/// Reads a derived table side by side with the entries: each row must be the next that an entry makes.
struct Side<'s, T> {
    table: &'static str,
    rows: rusqlite::Rows<'s>,
    read: fn(&Row<'_>) -> rusqlite::Result<(u64, T)>,
    next: Option<(u64, T)>,
}

impl<'s, T: PartialEq> Side<'s, T> {
    fn new(
        table: &'static str,
        rows: rusqlite::Rows<'s>,
        read: fn(&Row<'_>) -> rusqlite::Result<(u64, T)>,
    ) -> rusqlite::Result<Self> {
        let mut side = Self { table, rows, read, next: None };
        side.step()?;
        Ok(side)
    }

    fn step(&mut self) -> rusqlite::Result<()> {
        self.next = self.rows.next()?.map(self.read).transpose()?;
        Ok(())
    }

    /// Compares the rows of one entry, and reports those that stand before it without an entry.
    fn expect(&mut self, seq: u64, expected: &[T], report: &mut Report) -> rusqlite::Result<()> {
        self.skip_to(seq, report)?;
        let mut agrees = true;
        for row in expected {
            match &self.next {
                Some((at, found)) if *at == seq => {
                    agrees &= found == row;
                    self.step()?;
                }
                _ => agrees = false,
            }
        }
        while self.next.as_ref().is_some_and(|(at, _)| *at == seq) {
            agrees = false;
            self.step()?;
        }
        if !agrees {
            report.fault(Some(seq), format!("the derived table `{}` does not agree with the entry", self.table));
        }
        Ok(())
    }

    fn skip_to(&mut self, seq: u64, report: &mut Report) -> rusqlite::Result<()> {
        while let Some((at, _)) = &self.next
            && *at < seq
        {
            report.fault(Some(*at), format!("the derived table `{}` has a row without an entry", self.table));
            self.step()?;
        }
        Ok(())
    }
}

fn check_derived(connection: &Connection, report: &mut Report) -> rusqlite::Result<()> {
    let mut subjects =
        connection.prepare("SELECT seq, id, kind, class, country, lon, lat FROM subject ORDER BY seq")?;
    let mut subjects = Side::new("subject", subjects.query([])?, |row| {
        let at = row.get::<_, Option<f64>>(5)?.zip(row.get(6)?);
        Ok((
            row.get(0)?,
            SubjectRow { id: row.get(1)?, kind: row.get(2)?, class: row.get(3)?, country: row.get(4)?, at },
        ))
    })?;
    // Two columns are left out here: later entries move them, and they are compared at the end.
    let mut acts = connection
        .prepare("SELECT seq, id, kind, subject, date, first_day, last_day, reverses FROM act ORDER BY seq")?;
    let mut acts = Side::new("act", acts.query([])?, |row| {
        let act = ActRow {
            id: row.get(1)?,
            kind: row.get(2)?,
            subject: row.get(3)?,
            date: row.get(4)?,
            first_day: row.get(5)?,
            last_day: row.get(6)?,
            reverses: row.get(7)?,
            state: String::new(),
        };
        Ok((row.get(0)?, act))
    })?;
    let mut names = connection.prepare(
        "SELECT act_seq, fact, subject, text, lang, kind, from_first, from_last, to_first, to_last
         FROM name ORDER BY act_seq, fact",
    )?;
    let mut names = Side::new("name", names.query([])?, NameRow::read)?;
    let mut prose = connection.prepare("SELECT rowid, text FROM prose ORDER BY rowid")?;
    let mut prose = Side::new("prose", prose.query([])?, |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;

    let mut places: BTreeMap<u64, [f64; 4]> = connection
        .prepare("SELECT seq, min_lon, max_lon, min_lat, max_lat FROM place")?
        .query_map([], |row| Ok((row.get(0)?, [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?])))?
        .collect::<rusqlite::Result<_>>()?;
    let mut has_id = connection.prepare("SELECT 1 FROM entry_id WHERE kind = ? AND id = ? AND seq = ?")?;
    let mut standing = Standing::default();
    let mut n_ids = 0_u64;

    let mut select = connection.prepare("SELECT seq, body FROM entry ORDER BY seq")?;
    let mut found = select.query([])?;
    while let Some(row) = found.next()? {
        let seq: u64 = row.get(0)?;
        let read =
            text(row, 1)?.and_then(|body| serde_json::from_str::<Entry>(body).map_err(|error| error.to_string()));
        let entry = match read {
            Ok(entry) => entry,
            Err(what) => {
                report.fault(Some(seq), format!("the body is no entry: {what}"));
                continue;
            }
        };
        if !derived::body(&entry).is_ok_and(|body| text(row, 1).is_ok_and(|found| found == Ok(body.as_str()))) {
            report.fault(Some(seq), "the body is not canonical JSON");
        }
        let Rows { kind, id, subject, mut act, names: expected_names, step, prose: expected_prose } =
            derived::rows(&entry);
        if has_id.exists((kind as i64, &id, seq))? {
            n_ids += 1;
        } else {
            report.fault(Some(seq), "the derived table `entry_id` does not agree with the entry");
        }
        if let Some((lon, lat)) = subject.as_ref().and_then(|subject| subject.at) {
            let near = |min: f64, max: f64, exact: f64| min <= exact && exact <= max && max - min < 1e-3;
            if !places
                .remove(&seq)
                .is_some_and(|[west, east, south, north]| near(west, east, lon) && near(south, north, lat))
            {
                report.fault(Some(seq), "the derived table `place` does not agree with the entry");
            }
        }
        if let Some(act) = &mut act {
            standing.act(seq, act);
            act.state = String::new();
        }
        if let (Kind::Progress, Some(state)) = (kind, step) {
            standing.step(id, state);
        }
        subjects.expect(seq, subject.as_slice(), report)?;
        acts.expect(seq, act.as_slice(), report)?;
        names.expect(seq, &expected_names, report)?;
        let expected_prose = (!expected_prose.is_empty()).then_some(expected_prose);
        prose.expect(seq, expected_prose.as_slice(), report)?;
    }
    subjects.skip_to(u64::MAX, report)?;
    acts.skip_to(u64::MAX, report)?;
    names.skip_to(u64::MAX, report)?;
    prose.skip_to(u64::MAX, report)?;
    for seq in places.into_keys() {
        report.fault(Some(seq), "the derived table `place` has a row without an entry");
    }
    let n_found: u64 = connection.query_row("SELECT count(*) FROM entry_id", [], |row| row.get(0))?;
    if n_found > n_ids {
        report.fault(None, format!("the derived table `entry_id` has {} rows without an entry", n_found - n_ids));
    }
    standing.compare(connection, report)
}

/// Which acts are in force, worked out from the last entry backwards, which is another way than that of `derived`.
#[derive(Default)]
struct Standing {
    /// State as recorded.
    acts: Vec<(u64, String, String)>,
    reversals: BTreeMap<u64, String>,
    /// The last state that a step gave.
    steps: BTreeMap<String, String>,
}

impl Standing {
    fn act(&mut self, seq: u64, act: &ActRow) {
        self.acts.push((seq, act.id.clone(), act.state.clone()));
        if let Some(target) = &act.reverses {
            self.reversals.insert(seq, target.clone());
        }
    }

    fn step(&mut self, id: String, state: String) {
        self.steps.insert(id, state);
    }

    fn compare(self, connection: &Connection, report: &mut Report) -> rusqlite::Result<()> {
        let mut reversed: BTreeSet<String> = BTreeSet::new();
        let mut select = connection.prepare("SELECT seq, state, in_force FROM act ORDER BY seq DESC")?;
        let mut found = select.query([])?;
        let mut next = found
            .next()?
            .map(|row| {
                Ok::<_, rusqlite::Error>((row.get::<_, u64>(0)?, row.get::<_, String>(1)?, row.get::<_, bool>(2)?))
            })
            .transpose()?;
        for (seq, id, recorded) in self.acts.into_iter().rev() {
            let state = self.steps.get(&id).unwrap_or(&recorded);
            let in_force = derived::has_effect(state) && !reversed.contains(&id);
            if let Some(target) = self.reversals.get(&seq).filter(|_| in_force) {
                reversed.insert(target.clone());
            }
            while next.as_ref().is_some_and(|(at, ..)| *at > seq) {
                next = found
                    .next()?
                    .map(|row| Ok::<_, rusqlite::Error>((row.get(0)?, row.get(1)?, row.get(2)?)))
                    .transpose()?;
            }
            if let Some((at, found_state, found_force)) = &next
                && *at == seq
                && (found_state != state || *found_force != in_force)
            {
                report.fault(
                    Some(seq),
                    "the state of the act in the derived table `act` does not follow from the entries",
                );
            }
        }
        Ok(())
    }
}
