//! What an atlas shows: the ledger, or a record of the user's own.

use crate::case::{Case, bundled_record};
use crate::error::{CommandError, Doing};
use crate::ui::Ui;
use clap::Args;
use std::path::PathBuf;
use thaw_formats::record;
use thaw_ledger::Ledger;
use thaw_publish::model::{About, Model, Stamp};

/// Which record an atlas is made from.
#[derive(Debug, Default, Args)]
pub(crate) struct Shown {
    /// A record of your own (a folder of tables) instead of the ledger
    #[arg(long, value_name = "DIR")]
    record: Option<PathBuf>,
    /// Also persons whose cases were made public on purpose
    #[arg(long, conflicts_with = "record")]
    persons: bool,
}

impl Shown {
    /// Reads the record, and tells whether parts of it had to be skipped.
    pub(crate) fn model(&self, case: &Case, ui: &Ui) -> Result<(Model, bool), CommandError> {
        let Some(dir) = &self.record else {
            return Ok((of_ledger(&case.open_ledger(ui)?, self.persons)?, false));
        };
        let found = record::read_dir(dir).doing(|| format!("cannot read the record `{}`", dir.display()))?;
        ui.problems(&found.problems);
        let entries = found.entries.into_iter().map(|entry| (Stamp::default(), entry));
        Ok((Model::build(About::from(&found.manifest), entries), !found.problems.is_empty()))
    }
}

/// Reads what a ledger holds.
pub(crate) fn of_ledger(ledger: &Ledger, persons: bool) -> Result<Model, CommandError> {
    let about = About::from(&bundled_record().manifest);
    let read = if persons { Model::of_ledger } else { Model::of_ledger_without_persons };
    read(about, ledger).doing(|| "cannot read the ledger".to_owned())
}
