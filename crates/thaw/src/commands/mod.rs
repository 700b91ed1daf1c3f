//! One file per command: it turns arguments into library calls and results into words.

mod asof;
pub(crate) mod cases;
pub(crate) mod collate;
pub(crate) mod compare;
mod completions;
mod decide;
pub(crate) mod decree;
mod documents;
mod dossiers;
mod export;
mod find;
mod forms;
mod history;
mod inputs;
mod man;
pub(crate) mod measure;
mod place;
pub(crate) mod publish;
mod record;
pub(crate) mod revise;
mod scan;
#[cfg(feature = "atlas")]
pub(crate) mod serve;
mod show;
mod shown;
mod summary;
mod survey;
mod verify;
pub(crate) mod works;

use crate::args::{Cli, Command};
use crate::case::Case;
use crate::error::{CommandError, Doing, Done};
use crate::ui::Ui;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Runs the command that was asked for.
pub(crate) fn run(cli: Cli, ui: &Ui) -> Result<Done, CommandError> {
    let case = Case::new(cli.global)?;
    let Some(command) = cli.command else {
        return summary::run(&case, ui);
    };
    match command {
        Command::Survey(args) => survey::run(args, ui),
        Command::Forms(args) => forms::run(&args, ui),
        Command::Scan(args) => scan::run(&args, ui),
        Command::Dossier(command) => dossiers::run(command, ui),
        Command::Decide(args) => decide::run(&args, &case, ui),
        Command::Asof(args) => asof::run(&args, &case, ui),
        Command::History(args) => history::run(&args, &case, ui),
        Command::Find(args) => find::run(&args, &case, ui),
        Command::Export(args) => export::run(&args, &case, ui),
        Command::Verify(args) => verify::run(&args, &case, ui),
        Command::Approve(args) => verify::approve(&args, &case, ui),
        Command::Undo(args) => verify::undo(&args, &case, ui),
        Command::Record(command) => record::run(command, &case, ui),
        Command::Cases(command) => cases::run(&command, &case, ui),
        Command::Decree(command) => decree::run(&command, &case, ui),
        #[cfg(feature = "atlas")]
        Command::Serve(args) => serve::run(&args, &case, ui),
        Command::Revise(args) => revise::run(&args, &case, ui),
        Command::Compare(args) => compare::run(&args, &case, ui),
        Command::Measure(args) => measure::run(&args, ui),
        Command::Publish(args) => publish::run(&args, &case, ui),
        Command::Collate(args) => collate::run(&args, ui),
        Command::Works(args) => works::run(&args, &case, ui),
        Command::Completions(args) => completions::run(&args, ui),
        Command::Man(args) => man::run(&args, ui),
    }
}

/// Tells whether one of some files is standard output (`-`), which has room for one result: what a command prints besides is left
/// out then, if nobody asked for it.
fn is_on_standard_output(paths: &[&Option<PathBuf>], asked: Option<&str>) -> Result<bool, CommandError> {
    let n = paths.iter().filter(|path| path.as_deref().is_some_and(is_standard)).count();
    if n > 1 || n > 0 && asked.is_some() {
        let and = asked.map_or_else(|| "two files".to_owned(), |asked| format!("a file and {asked}"));
        return Err(CommandError::new(format!("standard output (`-`) cannot take {and} at once"))
            .hint("send one result there, and name files for the others"));
    }
    Ok(n > 0)
}

fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}

/// Writes a result to standard output (no path, or `-`), or to a file that appears whole or not at all.
fn write_to(
    path: Option<&Path>,
    ui: &Ui,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), CommandError> {
    match path.filter(|path| !is_standard(path)) {
        Some(path) => {
            thaw_formats::open::write_whole(path, |out| write(out))
                .doing(|| format!("cannot write `{}`", path.display()))?;
            ui.note(&format!("wrote {}", path.display()));
        }
        None => {
            let mut out = ui.out();
            write(&mut out)?;
            out.flush()?;
        }
    }
    Ok(())
}
