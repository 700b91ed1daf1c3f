//! `thaw record`

use crate::args::RecordCommand;
use crate::case::{Case, RECORDER_OF_RECORD, bundled_record, record_files};
use crate::error::{CommandError, Doing, Done};
use crate::ui::Ui;
use std::io::Write;
use std::path::Path;
use thaw_formats::record;
use thaw_ledger::Undo;

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
            let n_kept = case.load(&mut ledger, &found, &case.recorder)?;
            ui.note(&format!("{n_entries} entries of {} are on the ledger", dir.display()));
            if n_kept > 0 {
                ui.warn(&format!(
                    "{n_kept} acts were recorded differently before and stay as they are; to take in the new ones: thaw record update {}",
                    dir.display()
                ));
            }
            Ok(Done::with_problems(has_problems || n_kept > 0))
        }
        RecordCommand::Update { dir, dry_run } => update(dir.as_deref(), dry_run, case, ui),
    }
}

/// Takes in what a newer edition of a record says.
fn update(dir: Option<&Path>, dry_run: bool, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let found = match dir {
        Some(dir) => record::read_dir(dir).doing(|| format!("cannot read the record `{}`", dir.display()))?,
        None => bundled_record(),
    };
    ui.problems(&found.problems);
    let done = Done::with_problems(!found.problems.is_empty());
    let what = dir.map_or_else(|| "the bundled record".to_owned(), |dir| dir.display().to_string());
    let mut ledger = case.open_ledger(ui)?;
    let earlier = dir.is_none().then_some(RECORDER_OF_RECORD);
    let newer = ledger.newer(&found.entries, earlier).doing(|| "cannot read the ledger".to_owned())?;
    if !dry_run {
        if dir.is_some() {
            case.load(&mut ledger, &found, &case.recorder)?;
        }
        let undo = Undo {
            date: case.today()?,
            authority: None,
            note: Some(format!("{what} says it otherwise now")),
            sources: Vec::new(),
        };
        ledger.renew(&newer, &undo, &case.recorder, &case.now()).doing(|| "cannot write the ledger".to_owned())?;
    }
    let mut out = ui.out();
    if ui.json {
        for (old, new) in &newer.changed {
            writeln!(out, "{}", serde_json::json!({ "old": old, "new": new }))?;
        }
        for old in &newer.dropped {
            writeln!(out, "{}", serde_json::json!({ "old": old, "new": null }))?;
        }
    } else {
        newer.changed.iter().try_for_each(|(old, new)| writeln!(out, "{old} -> {}", new.id))?;
        newer.dropped.iter().try_for_each(|old| writeln!(out, "{old} -> reversed: {what} has it no more"))?;
    }
    out.flush()?;
    let would = if dry_run { "; nothing was recorded" } else { "" };
    ui.note(&format!(
        "{what}: acts that it tells differently now: {}; that are in it no more: {}{would}",
        newer.changed.len(),
        newer.dropped.len()
    ));
    Ok(done)
}
