//! Ledgers in temporary directories.

use crate::{RECORDER, time};
use std::{
    ops::{Deref, DerefMut},
    path::PathBuf,
};
use tempfile::TempDir;
use thaw_core::Entry;
use thaw_ledger::{Appended, Ledger, LedgerError};

/// A new ledger in a directory of its own, which goes when the value does.
pub struct TempLedger {
    ledger: Ledger,
    minute: u32,
    directory: TempDir,
}

impl TempLedger {
    /// Creates it.
    ///
    /// # Panics
    /// When the temporary directory cannot be written.
    #[must_use]
    pub fn new() -> Self {
        let directory = TempDir::new().expect("the temporary directory can be written");
        let ledger = Ledger::create(directory.path().join("test.thaw")).expect("a new ledger can be created");
        Self { ledger, minute: 0, directory }
    }

    /// Creates it with entries.
    ///
    /// # Panics
    /// When the ledger refuses one.
    #[must_use]
    pub fn with(entries: &[Entry]) -> Self {
        let mut ledger = Self::new();
        ledger.record(entries).expect("the ledger takes the entries of the test");
        ledger
    }

    /// Appends entries one minute after the last ones.
    ///
    /// # Errors
    /// As [`Ledger::append`].
    pub fn record(&mut self, entries: &[Entry]) -> Result<Appended, LedgerError> {
        self.minute += 1;
        self.ledger.append(entries, RECORDER, &time(self.minute))
    }

    /// Returns the path of the ledger.
    #[must_use]
    pub fn file(&self) -> PathBuf {
        self.directory.path().join("test.thaw")
    }

    /// Closes the ledger and returns the directory and the path of the file in it.
    #[must_use]
    pub fn close(self) -> (TempDir, PathBuf) {
        let file = self.file();
        drop(self.ledger);
        (self.directory, file)
    }
}

impl Default for TempLedger {
    fn default() -> Self {
        Self::new()
    }
}

impl Deref for TempLedger {
    type Target = Ledger;

    fn deref(&self) -> &Ledger {
        &self.ledger
    }
}

impl DerefMut for TempLedger {
    fn deref_mut(&mut self) -> &mut Ledger {
        &mut self.ledger
    }
}
