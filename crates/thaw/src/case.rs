//! Where a command works: which ledger, who records, and what time it is.

use crate::args::Global;
use crate::error::{CommandError, Doing};
use crate::ui::Ui;
use std::path::PathBuf;
use thaw_core::{Edtf, Entry, Source, SourceId};
use thaw_formats::record::Record;
use thaw_ledger::{Ledger, LedgerError};

/// Who recorded the bundled record.
pub(crate) const RECORDER_OF_RECORD: &str = "thaw: the bundled record";

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

    /// Returns today's date in UTC.
    pub(crate) fn today(&self) -> Result<Edtf, CommandError> {
        let text: String = self.now().chars().take(10).collect();
        text.parse().doing(|| format!("the clock tells no date: `{text}`"))
    }

    /// Opens the ledger; makes it and loads the bundled record when there is none yet.
    pub(crate) fn open_ledger(&self, ui: &Ui) -> Result<Ledger, CommandError> {
        let path = &self.ledger_path;
        let cannot = || format!("cannot open the ledger `{}`", path.display());
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !path.exists());
        if let Some(folder) = folder {
            std::fs::create_dir_all(folder).doing(|| format!("cannot make the folder `{}`", folder.display()))?;
        }
        let found = if path.exists() { Ledger::open(path) } else { Ledger::create(path) };
        // Another process may be making it at this moment: then it is empty, or there, when we look again.
        let made = match found {
            Err(LedgerError::NotALedger { .. }) => Ledger::create(path),
            other => other,
        };
        let mut ledger = match made {
            Err(LedgerError::Exists { .. }) => Ledger::open(path).doing(cannot)?,
            other => other.doing(cannot)?,
        };
        self.load_bundled(&mut ledger, ui)?;
        Ok(ledger)
    }

    /// Loads the bundled record once; a mark on the ledger tells which edition of it was loaded.
    fn load_bundled(&self, ledger: &mut Ledger, ui: &Ui) -> Result<(), CommandError> {
        let mark = Source {
            id: SourceId(format!("record:{}", thaw_data::DIGEST)),
            title: "the bundled record".to_owned(),
            author: None,
            date: None,
            url: None,
            licence: None,
            kind: "dataset".to_owned(),
        };
        if ledger.source(&mark.id).doing(|| "cannot read the ledger".to_owned())?.is_some() {
            return Ok(());
        }
        let bar = ui.spinner(format!("loading the bundled record into {}", self.ledger_path.display()));
        let record = bundled_record();
        let loaded = self.load(ledger, &record, RECORDER_OF_RECORD);
        bar.finish_and_clear();
        let n_older = loaded?;
        if n_older > 0 {
            ui.note(&format!(
                "note: the bundled record has changed since this ledger was made; {n_older} acts stay as they were recorded; \
                 to take in what it says now, each with the reversal of the old act: thaw record update"
            ));
        }
        let mark = Entry::Source(mark);
        ledger.append([&mark], RECORDER_OF_RECORD, &self.now()).doing(|| "cannot write the ledger".to_owned())?;
        Ok(())
    }

    /// Loads a record and returns how many acts on the ledger say something else, which are left as they are.
    pub(crate) fn load(&self, ledger: &mut Ledger, record: &Record, recorder: &str) -> Result<usize, CommandError> {
        let earlier = (recorder == RECORDER_OF_RECORD).then_some(recorder);
        let older = ledger.newer(&record.entries, earlier).doing(|| "cannot read the ledger".to_owned())?;
        let mut entries = Vec::new();
        for entry in &record.entries {
            let is_known = match entry {
                Entry::Act(act) => ledger.act(&act.id).doing(|| "cannot read the ledger".to_owned())?.is_some(),
                _ => false,
            };
            if !is_known {
                entries.push(entry);
            }
        }
        ledger.correct(entries, recorder, &self.now()).doing(|| "cannot load the record".to_owned())?;
        Ok(older.len())
    }
}

/// Reads the bundled record.
pub(crate) fn bundled_record() -> Record {
    thaw_formats::record::read_embedded(&record_files())
}

/// Returns the files of the bundled record, by their names in its folder.
pub(crate) fn record_files() -> Vec<(&'static str, &'static str)> {
    thaw_data::files("record/").filter_map(|(path, text)| Some((path.strip_prefix("record/")?, text))).collect()
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
