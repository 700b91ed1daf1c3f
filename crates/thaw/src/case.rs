//! Where a command works: which ledger, who records, and what time it is.

use crate::args::Global;
use crate::error::CommandError;
use std::path::PathBuf;

/// The ledger file, the recorder and the clock of one run.
pub(crate) struct Case {
    /// The ledger file.
    pub(crate) ledger_path: PathBuf,
    /// Who records.
    pub(crate) recorder: String,
}

impl Case {
    /// Reads the options and the environment.
    pub(crate) fn new(global: Global) -> Result<Self, CommandError> {
        let ledger_path = match global.ledger {
            Some(path) => path,
            None => default_ledger()?,
        };
        let recorder = global
            .recorder
            .or_else(|| std::env::var("USER").ok())
            .filter(|name| !name.trim().is_empty())
            .unwrap_or_else(|| "unknown".to_owned());
        Ok(Self { ledger_path, recorder })
    }

    /// Returns this moment in UTC as RFC 3339 with seconds.
    pub(crate) fn now(&self) -> String {
        let now = jiff::Timestamp::now();
        jiff::Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
    }

    /// Returns today's date in UTC, as EDTF.
    pub(crate) fn today(&self) -> String {
        self.now().chars().take(10).collect()
    }
}

fn default_ledger() -> Result<PathBuf, CommandError> {
    let data = std::env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share")));
    match data {
        Some(data) => Ok(data.join("thaw").join("ledger.sqlite")),
        None => {
            Err(CommandError::new("there is no home folder to keep the ledger in").hint("name a file with --ledger"))
        }
    }
}
