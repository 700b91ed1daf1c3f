//! The file: opening, creating, appending.

use crate::{
    LedgerError,
    canonical::{self, Hash, NO_HASH},
    derived::{self, Kind},
    error::At,
    moment::moment,
    names::Cache,
};
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, TransactionBehavior, params};
use serde::{Deserialize, Serialize};
use std::{
    cell::RefCell,
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
    time::{Duration, Instant},
};
use thaw_core::{Act, ActId, ActKind, ActState, Citation, Edtf, Entry};

/// `PRAGMA application_id` of a ledger: the letters `Thaw`.
const APPLICATION_ID: i64 = 0x5468_6177;

/// The format that this program writes (`PRAGMA user_version`).
pub const FORMAT: i64 = 1;

pub(crate) const SCHEMA_SQL: &str = include_str!("sql/schema.sql");
pub(crate) const DERIVED_SQL: &str = include_str!("sql/derived.sql");

/// What is wrong with a file that holds nothing yet.
const EMPTY: &str = "it is empty";

/// How long a writer waits for another one.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// An open ledger.
///
/// One value is one connection: it can move to another thread, and several may be open on one file, in one process or many.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    pub(crate) names: RefCell<Cache>,
}

/// What an append did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Appended {
    /// Entries that were added.
    pub n_new: u64,
    /// Entries that the ledger had already, with the same content.
    pub n_known: u64,
}

/// The last entry of a ledger: who keeps a copy of it notices when the end of the ledger is cut off or rewritten.
///
/// Written as `SEQ:HASH`, `0:` and 64 zeros for an empty ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Head {
    /// Its number; 0 when there is none.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, canonical::to_hex(&self.hash))
    }
}

impl From<Head> for String {
    fn from(head: Head) -> Self {
        head.to_string()
    }
}

impl TryFrom<String> for Head {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl FromStr for Head {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected = || format!("expected a head as `SEQ:HASH` with 64 hexadecimal digits, found `{text}`");
        let (seq, digits) = text.split_once(':').ok_or_else(expected)?;
        let mut hash = NO_HASH;
        if digits.len() != 64 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(expected());
        }
        for (byte, pair) in hash.iter_mut().zip(digits.as_bytes().chunks(2)) {
            *byte = std::str::from_utf8(pair)
                .ok()
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
                .ok_or_else(expected)?;
        }
        Ok(Self { seq: seq.parse().map_err(|_| expected())?, hash })
    }
}

/// Whether a known id may get another content.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    /// Only the same content; another is refused.
    Same,
    /// Sources and subjects get a new version.
    Corrected,
}

impl Ledger {
    /// Creates a ledger in a new file.
    ///
    /// # Errors
    /// When the file exists, its directory does not, or it cannot be written.
    pub fn create(path: impl AsRef<Path>) -> Result<Self, LedgerError> {
        let path = path.as_ref();
        let mut connection =
            Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
                .at(path)?;
        let found = set_up(&connection).at(path).and_then(|()| check_format(&connection, path));
        // An empty file is what a creation that was killed leaves behind; anything else is somebody's.
        match found {
            Err(LedgerError::NotALedger { what, .. }) if what == EMPTY => {}
            Ok(_) | Err(LedgerError::NotALedger { .. } | LedgerError::Newer { .. } | LedgerError::Damaged { .. }) => {
                return Err(LedgerError::Exists { path: path.to_owned() });
            }
            Err(error) => return Err(error),
        }
        migrate(&mut connection, path)?;
        Ok(Self::new(connection, path))
    }

    /// Opens a ledger to read and to append.
    ///
    /// # Errors
    /// When there is no file, it is no ledger, or a later version of the program wrote it.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, LedgerError> {
        let path = path.as_ref();
        is_there(path)?;
        let mut connection =
            Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)
                .at(path)?;
        set_up(&connection).at(path)?;
        check_format(&connection, path)?;
        migrate(&mut connection, path)?;
        Ok(Self::new(connection, path))
    }

    /// Opens a ledger to read; nothing on the disk changes.
    ///
    /// # Errors
    /// As [`Self::open`]; also when the ledger has an older format, which only a writer migrates.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self, LedgerError> {
        let path = path.as_ref();
        is_there(path)?;
        let mut connection =
            Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
                .at(path)?;
        set_up(&connection).at(path)?;
        if let Err(LedgerError::Unreachable { .. } | LedgerError::ReadOnly { .. }) = check_format(&connection, path)
            && !wal_of(path).exists()
        {
            // SQLite needs a file beside a WAL database even to read it. On a read-only medium nobody writes, so it can do without.
            connection = Connection::open_with_flags(
                immutable_uri(path),
                OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX,
            )
            .at(path)?;
            set_up(&connection).at(path)?;
        }
        let found = check_format(&connection, path)?;
        if found < FORMAT {
            return Err(LedgerError::ReadOnly { path: path.to_owned() });
        }
        Ok(Self::new(connection, path))
    }

    fn new(connection: Connection, path: &Path) -> Self {
        connection.set_prepared_statement_cache_capacity(64);
        Self { connection, path: path.to_owned(), names: RefCell::default() }
    }

    /// Returns the path as it was given.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the last entry's number and hash.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn head(&self) -> Result<Head, LedgerError> {
        head(&self.connection).at(&self.path)
    }

    /// Adds entries, all or none, in one transaction that is on the disk when this returns.
    ///
    /// An entry that the ledger has with the same content is known and adds nothing, so that the same import twice is one import.
    /// `at` is the recorded time as RFC 3339; it is kept in UTC and whole seconds.
    ///
    /// # Errors
    /// When a source, subject or act has a known id and another content ([`LedgerError::Conflict`]), a step or reversal
    /// names an unknown act, nobody is named as the recorder, `at` is no time, or the file cannot be written.
    pub fn append<'a>(
        &mut self,
        entries: impl IntoIterator<Item = &'a Entry>,
        recorder: &str,
        at: &str,
    ) -> Result<Appended, LedgerError> {
        self.add(entries, recorder, at, Known::Same)
    }

    /// Adds entries as [`Self::append`] does, but takes a source or subject with a known id and another content as its new version.
    ///
    /// Earlier versions stay on the ledger. Acts are not corrected: they are reversed, and a new act is recorded.
    ///
    /// # Errors
    /// As [`Self::append`]; also for an act whose id is known with another content.
    pub fn correct<'a>(
        &mut self,
        entries: impl IntoIterator<Item = &'a Entry>,
        recorder: &str,
        at: &str,
    ) -> Result<Appended, LedgerError> {
        self.add(entries, recorder, at, Known::Corrected)
    }

    /// Records the reversal of an act and returns the id of the reversal: `undo-ID`, `undo-ID-2` for a second one.
    ///
    /// The act stays on the ledger; the state is as if it had not been. Undoing the reversal brings the act back.
    ///
    /// # Errors
    /// When the ledger has no such act or it is not in force, and as [`Self::append`].
    pub fn undo(&mut self, act: &ActId, undo: &Undo, recorder: &str, at: &str) -> Result<ActId, LedgerError> {
        let reversal = self.reversal(act, undo)?;
        let id = reversal.id.clone();
        self.append([&Entry::Act(reversal)], recorder, at)?;
        Ok(id)
    }

    /// Returns the reversal of an act in force.
    pub(crate) fn reversal(&self, act: &ActId, undo: &Undo) -> Result<Act, LedgerError> {
        let unknown = || LedgerError::UnknownAct { what: "undo of", id: act.0.clone(), target: act.0.clone() };
        let found = self.act(act)?.ok_or_else(unknown)?;
        if !found.in_force {
            let why = match found.reversed_by {
                Some(by) => format!("it is reversed by `{by}`"),
                None => format!("it is {}", derived::state_word(found.act.state)),
            };
            return Err(LedgerError::NotInForce { id: act.0.clone(), why });
        }
        let mut id = ActId(format!("undo-{act}"));
        let mut number = 2;
        while self.act(&id)?.is_some() {
            id = ActId(format!("undo-{act}-{number}"));
            number += 1;
        }
        Ok(Act {
            id,
            kind: ActKind::Reversal,
            subject: found.act.subject,
            date: undo.date.clone(),
            state: ActState::CarriedOut,
            authority: undo.authority.clone(),
            instrument: None,
            facts: Vec::new(),
            reverses: Some(act.clone()),
            sources: undo.sources.clone(),
            text: Default::default(),
            note: undo.note.clone(),
            links: Default::default(),
        })
    }

    fn add<'a>(
        &mut self,
        entries: impl IntoIterator<Item = &'a Entry>,
        recorder: &str,
        at: &str,
        known: Known,
    ) -> Result<Appended, LedgerError> {
        let at = moment(at)?;
        if recorder.trim().is_empty() {
            return Err(LedgerError::NoRecorder);
        }
        let path = &self.path;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).at(path)?;
        let mut head = head(&transaction).at(path)?;
        let mut appended = Appended::default();
        for entry in entries {
            let (kind, id) = derived::key(entry);
            if id.is_empty() {
                return Err(LedgerError::EmptyId { kind: kind.word() });
            }
            let body = derived::body(entry).map_err(|error| LedgerError::Unwritable {
                kind: kind.word(),
                id: id.to_owned(),
                what: error.to_string(),
            })?;
            if is_known(&transaction, path, kind, id, &body, known)? {
                appended.n_known += 1;
                continue;
            }
            check_target(&transaction, path, entry)?;
            let seq = head.seq + 1;
            let hash = canonical::hash(&head.hash, seq, &at, recorder, &body);
            transaction
                .prepare_cached(
                    "INSERT INTO entry (seq, recorded_at, recorder, body, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?)",
                )
                .and_then(|mut insert| insert.execute(params![seq, at, recorder, body, head.hash, hash]))
                .at(path)?;
            derived::apply(&transaction, seq, &derived::rows(entry)).at(path)?;
            head = Head { seq, hash };
            appended.n_new += 1;
        }
        transaction.commit().at(path)?;
        if appended.n_new > 0 {
            self.grow_name_index()?;
        }
        Ok(appended)
    }

    /// Makes every derived table again from the entries, in one transaction.
    ///
    /// # Errors
    /// When an entry cannot be read (see [`Self::verify`]) or the file cannot be written.
    pub fn rebuild(&mut self) -> Result<(), LedgerError> {
        let path = self.path.clone();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).at(&path)?;
        drop_derived(&transaction).at(&path)?;
        transaction.execute_batch(DERIVED_SQL).at(&path)?;
        {
            let mut select = transaction.prepare("SELECT seq, body FROM entry ORDER BY seq").at(&path)?;
            let mut found = select.query([]).at(&path)?;
            while let Some(row) = found.next().at(&path)? {
                let seq: u64 = row.get(0).at(&path)?;
                let body: String = row.get(1).at(&path)?;
                let entry = read_body(&path, seq, &body)?;
                derived::apply(&transaction, seq, &derived::rows(&entry)).at(&path)?;
            }
        }
        transaction.commit().at(&path)?;
        *self.names.borrow_mut() = Cache::default();
        self.grow_name_index()
    }
}

/// What is said about an undoing besides which act it is.
#[derive(Clone, Debug)]
pub struct Undo {
    /// When the reversal takes effect.
    pub date: Edtf,
    /// Who decided it.
    pub authority: Option<String>,
    /// Why.
    pub note: Option<String>,
    /// What supports it.
    pub sources: Vec<Citation>,
}

/// Reads the body of an entry.
pub(crate) fn read_body(path: &Path, seq: u64, body: &str) -> Result<Entry, LedgerError> {
    serde_json::from_str(body)
        .map_err(|error| LedgerError::Damaged { path: path.to_owned(), what: format!("entry {seq}: {error}") })
}

pub(crate) fn head(connection: &Connection) -> rusqlite::Result<Head> {
    Ok(connection
        .prepare_cached("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok(Head { seq: row.get(0)?, hash: row.get(1)? }))
        .optional()?
        .unwrap_or(Head { seq: 0, hash: NO_HASH }))
}

/// Tells whether the ledger has an entry with this content; refuses a known id with another one.
fn is_known(
    connection: &Connection,
    path: &Path,
    kind: Kind,
    id: &str,
    body: &str,
    known: Known,
) -> Result<bool, LedgerError> {
    let mut select = connection
        .prepare_cached(
            "SELECT entry.seq, entry.body FROM entry_id JOIN entry USING (seq) WHERE entry_id.kind = ? AND entry_id.id = ? ORDER BY seq",
        )
        .at(path)?;
    let mut found = select.query(params![kind as i64, id]).at(path)?;
    let mut last: Option<(u64, String)> = None;
    while let Some(row) = found.next().at(path)? {
        let (seq, recorded): (u64, String) = (row.get(0).at(path)?, row.get(1).at(path)?);
        if recorded == body {
            return Ok(true);
        }
        last = Some((seq, recorded));
    }
    match (last, kind, known) {
        (None, ..) | (_, Kind::Progress, _) | (_, Kind::Source | Kind::Subject, Known::Corrected) => Ok(false),
        (_, Kind::Act, Known::Corrected) => Err(LedgerError::ActCorrection { id: id.to_owned() }),
        (Some((seq, recorded)), ..) => {
            let differs = match (serde_json::from_str(&recorded), serde_json::from_str(body)) {
                (Ok(old), Ok(new)) => derived::first_difference(&old, &new),
                _ => None,
            };
            Err(LedgerError::Conflict {
                kind: kind.word(),
                id: id.to_owned(),
                seq,
                field: format!("`{}`", differs.unwrap_or_default()),
            })
        }
    }
}

/// Refuses a step or reversal of an act that was not recorded before.
fn check_target(connection: &Connection, path: &Path, entry: &Entry) -> Result<(), LedgerError> {
    let (what, id, target) = match entry {
        Entry::Progress { act, .. } => ("progress of", act, act),
        Entry::Act(Act { id, reverses: Some(target), .. }) => ("reversal", id, target),
        _ => return Ok(()),
    };
    let is_there = connection
        .prepare_cached("SELECT 1 FROM entry_id WHERE kind = 2 AND id = ?")
        .and_then(|mut select| select.exists([&target.0]))
        .at(path)?;
    if is_there { Ok(()) } else { Err(LedgerError::UnknownAct { what, id: id.0.clone(), target: target.0.clone() }) }
}

fn is_there(path: &Path) -> Result<(), LedgerError> {
    match std::fs::metadata(path) {
        Ok(found) if found.is_dir() => {
            Err(LedgerError::NotALedger { path: path.to_owned(), what: "it is a directory".to_owned() })
        }
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(LedgerError::Missing { path: path.to_owned() })
        }
        Err(error) => Err(LedgerError::Unreachable { path: path.to_owned(), what: error.to_string() }),
    }
}

fn set_up(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    // FULL: in WAL mode a commit is on the disk when it is acknowledged, also if the power fails.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "cache_size", -65_536)?;
    // The file may come from anywhere: nothing in its schema may call functions with side effects.
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)
}

/// Returns the format of a ledger this program can read.
fn check_format(connection: &Connection, path: &Path) -> Result<i64, LedgerError> {
    let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).at(path);
    let not_a_ledger = |what: &str| LedgerError::NotALedger { path: path.to_owned(), what: what.to_owned() };
    let application = number("application_id")?;
    if application != APPLICATION_ID {
        let n_tables: i64 =
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).at(path)?;
        return Err(not_a_ledger(if n_tables == 0 && application == 0 {
            EMPTY
        } else {
            "it is the SQLite database of another program"
        }));
    }
    let found = number("user_version")?;
    if found > FORMAT {
        return Err(LedgerError::Newer { path: path.to_owned(), found, known: FORMAT });
    }
    if found < 1 {
        return Err(not_a_ledger("it has no format number"));
    }
    Ok(found)
}

/// Brings a file to the present format, one step a format. Entries are never touched; derived tables are made again.
fn migrate(connection: &mut Connection, path: &Path) -> Result<(), LedgerError> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).at(path)?;
    if version == FORMAT {
        return use_wal(connection).at(path);
    }
    // Another process may be doing the same: the version is looked at again when the write lock is held.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).at(path)?;
    let found: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0)).at(path)?;
    if found == 0 {
        transaction.execute_batch(SCHEMA_SQL).at(path)?;
        transaction.execute_batch(DERIVED_SQL).at(path)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID).at(path)?;
        transaction.pragma_update(None, "user_version", FORMAT).at(path)?;
    }
    transaction.commit().at(path)?;
    use_wal(connection).at(path)
}

/// Turns the write-ahead log on, which the file remembers.
fn use_wal(connection: &Connection) -> rusqlite::Result<()> {
    const PAUSE: Duration = Duration::from_millis(10);
    let began = Instant::now();
    loop {
        let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
        if mode == "wal" {
            return Ok(());
        }
        match connection.pragma_update(None, "journal_mode", "WAL") {
            // For this SQLite waits for no other writer, which may be turning the log on as well.
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && began.elapsed() < BUSY_TIMEOUT =>
            {
                std::thread::sleep(PAUSE);
            }
            done => return done,
        }
    }
}

fn drop_derived(connection: &Connection) -> rusqlite::Result<()> {
    // Only the tables of derived.sql; their shadow tables, indexes and triggers go with them.
    for table in ["entry_id", "subject", "place", "act", "name", "prose", "name_index"] {
        connection.execute_batch(&format!("DROP TABLE IF EXISTS {table}"))?;
    }
    Ok(())
}

fn wal_of(path: &Path) -> PathBuf {
    let mut wal = path.as_os_str().to_owned();
    wal.push("-wal");
    PathBuf::from(wal)
}

fn immutable_uri(path: &Path) -> String {
    let escaped: String = path
        .to_string_lossy()
        .chars()
        .flat_map(|character| match character {
            '%' => "%25".chars().collect::<Vec<_>>(),
            '?' => "%3f".chars().collect(),
            '#' => "%23".chars().collect(),
            _ => vec![character],
        })
        .collect();
    format!("file:{escaped}?immutable=1")
}
