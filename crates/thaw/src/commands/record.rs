//! `thaw record`

use crate::args::RecordCommand;
use crate::case::{Case, record_files};
use crate::error::{CommandError, Doing, Done};
use crate::ui::Ui;
use std::io::Write;
use thaw_formats::record;

pub(crate) fn run(command: RecordCommand, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    match command {
        RecordCommand::Check { dir } => {
            let problems = match &dir {
                Some(dir) => record::check(dir).doing(|| format!("cannot read the record `{}`", dir.display()))?,
                None => record::check_embedded(&record_files()),
            };
            let mut out = ui.out();
            for problem in &problems {
                if ui.json {
                    serde_json::to_writer(&mut out, problem).map_err(std::io::Error::from)?;
                    writeln!(out)?;
                } else {
                    writeln!(out, "{problem}")?;
                }
            }
            out.flush()?;
            let what = dir.map_or_else(|| "the bundled record".to_owned(), |dir| dir.display().to_string());
            ui.note(&format!("{what}: {} problems", problems.len()));
            Ok(Done::with_problems(!problems.is_empty()))
        }
        RecordCommand::Load { dir } => {
            let found = record::read_dir(&dir).doing(|| format!("cannot read the record `{}`", dir.display()))?;
            ui.problems(&found.problems);
            let has_problems = !found.problems.is_empty();
            let n_entries = found.entries.len();
            let mut ledger = case.open_ledger(ui)?;
            let n_kept = case.load(&mut ledger, found, &case.recorder)?;
            ui.note(&format!("{n_entries} entries of {} are on the ledger", dir.display()));
            if n_kept > 0 {
                ui.warn(&format!(
                    "{n_kept} acts were recorded differently before and stay as they are; undo them to record them anew"
                ));
            }
            Ok(Done::with_problems(has_problems || n_kept > 0))
        }
    }
}
