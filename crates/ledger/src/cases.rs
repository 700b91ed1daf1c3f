//! The case ledger: a file of its own, append-only and hash-chained as the ledger is, for data about people.
//!
//! It knows entries by kind and by what they are about; what their bodies say, and whether they are sealed, is the
//! business of `thaw-release`. The chain runs over the bodies as they are stored, so that it can be checked without the key.

use crate::{Appended, Fault, LedgerError, error::At, moment::moment};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, TransactionBehavior, params};
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    time::Duration,
};

/// `PRAGMA application_id` of a case ledger: the letters `ThCa`.
const APPLICATION_ID: i64 = 0x5468_4361;
/// The format that this program writes (`PRAGMA user_version`).
const FORMAT: i64 = 1;
const SCHEMA_SQL: &str = include_str!("sql/cases.sql");

/// An entry to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseEntry {
    /// What sort of entry: `row`, `judgement`, `ruling`, `seen`.
    pub kind: &'static str,
    /// What it is about: the id of a case, list or pair. It stands open in the file, so it must tell nothing about a person.
    pub about: String,
    /// A digest of the content before it was sealed.
    pub digest: String,
    /// The content.
    pub body: Vec<u8>,
}

/// An entry of the case ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCase {
    /// Its number.
    pub seq: u64,
    /// When it was recorded.
    pub recorded_at: String,
    /// Who recorded it.
    pub recorder: String,
    /// What sort of entry.
    pub kind: String,
    /// What it is about.
    pub about: String,
    /// The content.
    pub body: Vec<u8>,
}

/// An open case ledger.
#[derive(Debug)]
pub struct CaseLedger {
    connection: Connection,
    path: PathBuf,
}

const COLUMNS: &str = "seq, recorded_at, recorder, kind, about, body";

impl CaseLedger {
    /// Opens a case ledger; makes it when there is no file.
    ///
    /// # Errors
    /// When the file is something else, a later version wrote it, or it cannot be read or made.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags).at(path)?;
        connection.busy_timeout(Duration::from_secs(30)).at(path)?;
        connection.pragma_update(None, "journal_mode", "wal").at(path)?;
        connection.pragma_update(None, "synchronous", "full").at(path)?;
        // Removed pages of a data base with personal data are wiped.
        connection.pragma_update(None, "secure_delete", true).at(path)?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).at(path)?;
        let number = |pragma: &str| transaction.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0)).at(path);
        let (id, format) = (number("application_id")?, number("user_version")?);
        let n_tables: i64 =
            transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).at(path)?;
        if n_tables == 0 {
            transaction.execute_batch(SCHEMA_SQL).at(path)?;
            transaction.pragma_update(None, "application_id", APPLICATION_ID).at(path)?;
            transaction.pragma_update(None, "user_version", FORMAT).at(path)?;
        } else if id != APPLICATION_ID {
            return Err(LedgerError::NotALedger { path: path.to_owned(), what: "it is no case ledger".to_owned() });
        } else if format > FORMAT {
            return Err(LedgerError::Newer { path: path.to_owned(), found: format, known: FORMAT });
        }
        transaction.commit().at(path)?;
        Ok(Self { connection, path: path.to_owned() })
    }

    /// Returns the path of the file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns a setting.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn setting(&self, name: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        self.connection
            .query_row("SELECT value FROM setting WHERE name = ?", [name], |row| row.get(0))
            .optional()
            .at(&self.path)
    }

    /// Sets a setting that is not there yet; returns false and changes nothing when it is.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set(&mut self, name: &str, value: &[u8]) -> Result<bool, LedgerError> {
        let sql = "INSERT INTO setting VALUES (?, ?) ON CONFLICT DO NOTHING";
        Ok(self.connection.execute(sql, params![name, value]).at(&self.path)? == 1)
    }

    /// Adds entries, all or none, in one transaction that is on the disk when this returns.
    ///
    /// An entry whose content is that of the last entry of the same kind about the same thing adds nothing.
    ///
    /// # Errors
    /// When the recorder is empty, `at` is no time, or the file cannot be written.
    pub fn append(&mut self, entries: &[CaseEntry], recorder: &str, at: &str) -> Result<Appended, LedgerError> {
        if recorder.trim().is_empty() {
            return Err(LedgerError::NoRecorder);
        }
        let at = moment(at)?;
        let path = self.path.clone();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).at(&path)?;
        let mut done = Appended::default();
        {
            let head = "SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1";
            let found = transaction.query_row(head, [], |row| Ok((row.get(0)?, row.get(1)?))).optional().at(&path)?;
            let (mut seq, mut hash): (u64, [u8; 32]) = found.unwrap_or((0, [0; 32]));
            let mut last = transaction
                .prepare_cached("SELECT digest FROM entry WHERE about = ? AND kind = ? ORDER BY seq DESC LIMIT 1")
                .at(&path)?;
            let mut insert =
                transaction.prepare_cached("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)").at(&path)?;
            for entry in entries {
                let known: Option<String> =
                    last.query_row(params![entry.about, entry.kind], |row| row.get(0)).optional().at(&path)?;
                if known.as_ref() == Some(&entry.digest) {
                    done.n_known += 1;
                    continue;
                }
                seq += 1;
                let texts = [at.as_str(), recorder, entry.kind, &entry.about, &entry.digest];
                hash = chained(&hash, seq, texts, &entry.body);
                insert
                    .execute(params![seq, at, recorder, entry.kind, entry.about, entry.digest, entry.body, hash])
                    .at(&path)?;
                done.n_new += 1;
            }
        }
        transaction.commit().at(&path)?;
        Ok(done)
    }

    /// Hands over the entries of a kind in order, or those of every kind.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn each(&self, kind: Option<&str>, mut each: impl FnMut(StoredCase)) -> Result<(), LedgerError> {
        let wanted = if kind.is_some() { "WHERE kind = ?1" } else { "WHERE ?1 IS NULL" };
        let sql = format!("SELECT {COLUMNS} FROM entry {wanted} ORDER BY seq");
        let mut select = self.connection.prepare_cached(&sql).at(&self.path)?;
        let mut rows = select.query([kind]).at(&self.path)?;
        while let Some(row) = rows.next().at(&self.path)? {
            each(stored(row).at(&self.path)?);
        }
        Ok(())
    }

    /// Hands over the last entry of a kind about each thing, in the order of their numbers: its number, what it is about, and
    /// its content.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn each_last(&self, kind: &str, mut each: impl FnMut(u64, &str, &[u8])) -> Result<(), LedgerError> {
        // Few things are spoken of twice: they are found in the index, and the entries are then read once, in order.
        let sql = "SELECT about, max(seq) FROM entry INDEXED BY entry_about WHERE kind = ?1 GROUP BY about HAVING count(*) > 1";
        let mut select = self.connection.prepare_cached(sql).at(&self.path)?;
        let last = select.query_map([kind], |row| Ok((row.get(0)?, row.get(1)?))).at(&self.path)?;
        let last: HashMap<String, u64> = last.collect::<Result<_, _>>().at(&self.path)?;
        let sql = "SELECT seq, about, body FROM entry WHERE kind = ?1 ORDER BY seq";
        let mut select = self.connection.prepare_cached(sql).at(&self.path)?;
        let mut rows = select.query([kind]).at(&self.path)?;
        while let Some(row) = rows.next().at(&self.path)? {
            let seq: u64 = row.get(0).at(&self.path)?;
            let about = row.get_ref(1).and_then(|value| Ok(value.as_str()?)).at(&self.path)?;
            if last.is_empty() || last.get(about).is_none_or(|last| *last == seq) {
                each(seq, about, row.get_ref(2).and_then(|value| Ok(value.as_blob()?)).at(&self.path)?);
            }
        }
        Ok(())
    }

    /// Tells whether nothing was ever added.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_empty(&self) -> Result<bool, LedgerError> {
        self.connection.query_row("SELECT NOT EXISTS (SELECT 1 FROM entry)", [], |row| row.get(0)).at(&self.path)
    }

    /// Returns the entries about something, in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn about(&self, about: &str) -> Result<Vec<StoredCase>, LedgerError> {
        let sql = format!("SELECT {COLUMNS} FROM entry WHERE about = ? ORDER BY seq");
        let mut select = self.connection.prepare_cached(&sql).at(&self.path)?;
        let found = select.query_map([about], stored).at(&self.path)?;
        found.collect::<Result<_, _>>().at(&self.path)
    }

    /// Walks the chain and returns the number of entries and what is not as it was written.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn verify(&self) -> Result<(u64, Vec<Fault>), LedgerError> {
        let sql = "SELECT seq, recorded_at, recorder, kind, about, digest, body, hash FROM entry ORDER BY seq";
        let mut select = self.connection.prepare(sql).at(&self.path)?;
        let mut rows = select.query([]).at(&self.path)?;
        let (mut n_entries, mut before, mut faults) = (0_u64, [0_u8; 32], Vec::new());
        while let Some(row) = rows.next().at(&self.path)? {
            n_entries += 1;
            let seq: u64 = row.get(0).at(&self.path)?;
            let text = |column: usize| row.get_ref(column).and_then(|value| Ok(value.as_str()?)).at(&self.path);
            let texts = [text(1)?, text(2)?, text(3)?, text(4)?, text(5)?];
            let body: Vec<u8> = row.get(6).at(&self.path)?;
            let hash: [u8; 32] = row.get(7).at(&self.path)?;
            if seq != n_entries && faults.is_empty() {
                faults.push(Fault { seq: Some(n_entries), what: "the entry is missing".to_owned() });
            }
            if chained(&before, seq, texts, &body) != hash && faults.len() < 100 {
                faults.push(Fault { seq: Some(seq), what: "the entry, or one before it, was changed".to_owned() });
            }
            before = hash;
        }
        Ok((n_entries, faults))
    }
}

fn stored(row: &Row<'_>) -> rusqlite::Result<StoredCase> {
    Ok(StoredCase {
        seq: row.get(0)?,
        recorded_at: row.get(1)?,
        recorder: row.get(2)?,
        kind: row.get(3)?,
        about: row.get(4)?,
        body: row.get(5)?,
    })
}

/// Returns the hash of an entry: the hash before it, its number, and every field with its length in front.
fn chained(before: &[u8; 32], seq: u64, texts: [&str; 5], body: &[u8]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(before);
    hasher.update(seq.to_le_bytes());
    for part in texts.map(str::as_bytes).into_iter().chain([body]) {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(about: &str, body: &str) -> CaseEntry {
        CaseEntry { kind: "row", about: about.to_owned(), digest: format!("d-{body}"), body: body.as_bytes().to_vec() }
    }

    #[test]
    fn the_same_content_twice_is_one_entry_and_a_change_is_another() {
        let folder = tempfile::tempdir().unwrap();
        let mut cases = CaseLedger::open(&folder.path().join("cases.sqlite")).unwrap();
        let mut add = |body| cases.append(&[entry("a", body)], "archivist", "2026-11-23T10:00:00Z").unwrap();
        assert_eq!(add("one"), Appended { n_new: 1, n_known: 0 });
        assert_eq!(add("one"), Appended { n_new: 0, n_known: 1 });
        assert_eq!(add("two"), Appended { n_new: 1, n_known: 0 });
        assert_eq!(add("one"), Appended { n_new: 1, n_known: 0 });
        assert_eq!(cases.about("a").unwrap().len(), 3);
        assert_eq!(cases.verify().unwrap(), (3, Vec::new()));
    }

    #[test]
    fn entries_cannot_be_changed_and_a_forced_change_shows() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cases.sqlite");
        let mut cases = CaseLedger::open(&path).unwrap();
        cases.append(&[entry("a", "one"), entry("b", "two")], "archivist", "2026-11-23T10:00:00Z").unwrap();
        let forged = Connection::open(&path).unwrap();
        assert!(forged.execute("UPDATE entry SET body = x'00' WHERE seq = 1", []).is_err());
        assert!(forged.execute("DELETE FROM entry", []).is_err());
        forged.execute_batch("DROP TRIGGER entry_stays; UPDATE entry SET body = x'00' WHERE seq = 1").unwrap();
        let (_, faults) = CaseLedger::open(&path).unwrap().verify().unwrap();
        assert_eq!(faults.first().unwrap().seq, Some(1));
    }

    #[test]
    fn a_settings_first_value_stays() {
        let folder = tempfile::tempdir().unwrap();
        let mut cases = CaseLedger::open(&folder.path().join("cases.sqlite")).unwrap();
        assert!(cases.set("salt", b"one").unwrap());
        assert!(!cases.set("salt", b"two").unwrap());
        assert_eq!(cases.setting("salt").unwrap().as_deref(), Some(&b"one"[..]));
    }
}
