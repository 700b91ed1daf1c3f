//! What can go wrong with a ledger, in words.

use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};

/// Why a ledger could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// There is no file.
    #[error("no ledger at `{}`", path.display())]
    Missing {
        /// The path as given.
        path: PathBuf,
    },
    /// A new ledger would overwrite a file.
    #[error("cannot create a ledger at `{}`: the file exists", path.display())]
    Exists {
        /// The path as given.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("`{}` is not a ledger: {what}", path.display())]
    NotALedger {
        /// The path as given.
        path: PathBuf,
        /// What was found instead.
        what: String,
    },
    /// A later version of the program wrote the file.
    #[error("the ledger `{}` has format {found}, this program knows formats up to {known}", path.display())]
    Newer {
        /// The path as given.
        path: PathBuf,
        /// The format of the file.
        found: i64,
        /// The last format that this program knows.
        known: i64,
    },
    /// The bytes of the file contradict each other.
    #[error("the ledger `{}` is damaged: {what}", path.display())]
    Damaged {
        /// The path as given.
        path: PathBuf,
        /// Where, and what was found.
        what: String,
    },
    /// The file, its directory or the medium cannot be written.
    #[error("cannot write the ledger `{}`: it is read-only", path.display())]
    ReadOnly {
        /// The path as given.
        path: PathBuf,
    },
    /// There is no room left; nothing of the transaction was kept.
    #[error("cannot write the ledger `{}`: no space is left; nothing was added", path.display())]
    Full {
        /// The path as given.
        path: PathBuf,
    },
    /// Another process held the ledger for too long; nothing was added.
    #[error("the ledger `{}` is in use by another process; nothing was added", path.display())]
    Busy {
        /// The path as given.
        path: PathBuf,
    },
    /// The file could not be reached.
    #[error("cannot open the ledger `{}`: {what}", path.display())]
    Unreachable {
        /// The path as given.
        path: PathBuf,
        /// What stood in the way.
        what: String,
    },
    /// SQLite refused for another reason.
    #[error("the ledger `{}`", path.display())]
    Sqlite {
        /// The path as given.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// An id is taken by an entry with another content.
    #[error("{kind} `{id}` is recorded with another content as entry {seq}: {field} differs")]
    Conflict {
        /// What sort of entry: `source`, `subject`, `act`.
        kind: &'static str,
        /// Its id.
        id: String,
        /// The entry that has it.
        seq: u64,
        /// The first field whose value differs.
        field: String,
    },
    /// A step, reversal or query names an act that the ledger does not have.
    #[error("{what} `{id}`: the ledger has no act `{target}`")]
    UnknownAct {
        /// What names it: `progress of`, `reversal`, `undo of`.
        what: &'static str,
        /// The id of what names it.
        id: String,
        /// The act that is not there.
        target: String,
    },
    /// An act cannot be undone because it has no effect.
    #[error("act `{id}` is not in force: {why}")]
    NotInForce {
        /// The act.
        id: String,
        /// Why it has no effect.
        why: String,
    },
    /// Acts are not corrected in place.
    #[error("act `{id}` cannot be corrected: record its reversal and a new act")]
    ActCorrection {
        /// The act.
        id: String,
    },
    /// A time is not one.
    #[error("expected a time as RFC 3339 (`2026-11-23T08:50:00Z`), found `{found}`")]
    Moment {
        /// What was given.
        found: String,
    },
    /// Nobody is named as the recorder.
    #[error("expected the name of the person who records, found nothing")]
    NoRecorder,
    /// An id is empty.
    #[error("a {kind} has an empty id")]
    EmptyId {
        /// What sort of entry.
        kind: &'static str,
    },
    /// A value has no form in canonical JSON.
    #[error("{kind} `{id}` cannot be written as JSON: {what}")]
    Unwritable {
        /// What sort of entry.
        kind: &'static str,
        /// Its id.
        id: String,
        /// The value and why.
        what: String,
    },
    /// The name index has its limits: 4 GiB of names, 4 billion entries.
    #[error("the ledger `{}` has more names than the index can hold", path.display())]
    TooManyNames {
        /// The path as given.
        path: PathBuf,
    },
    /// A full-text question is not one.
    #[error("cannot search for `{text}`: {what}")]
    Search {
        /// What was asked.
        text: String,
        /// What SQLite said.
        what: String,
    },
}

impl LedgerError {
    /// Puts what SQLite says into the words of a ledger.
    pub(crate) fn sqlite(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotALedger { path, what: "it is not an SQLite database".to_owned() },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, what: source.to_string() },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { path },
            Some(ErrorCode::DiskFull) => Self::Full { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { path },
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::SystemIoFailure) => {
                Self::Unreachable { path, what: source.to_string() }
            }
            _ => match source {
                rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::Utf8Error(..) => Self::Damaged { path, what: source.to_string() },
                source => Self::Sqlite { path, source },
            },
        }
    }
}

/// Adds the path to an error of SQLite.
pub(crate) trait At<T> {
    fn at(self, path: &Path) -> Result<T, LedgerError>;
}

impl<T> At<T> for Result<T, rusqlite::Error> {
    fn at(self, path: &Path) -> Result<T, LedgerError> {
        self.map_err(|source| LedgerError::sqlite(path, source))
    }
}
