//! One file per command: it turns arguments into library calls and results into words.

mod completions;
mod man;

use crate::args::{Cli, Command};
use crate::case::Case;
use crate::error::{CommandError, Done};
use crate::ui::Ui;

/// Runs the command that was asked for.
pub(crate) fn run(cli: Cli, ui: &Ui) -> Result<Done, CommandError> {
    let case = Case::new(cli.global)?;
    let Some(command) = cli.command else {
        return Err(CommandError::new("not yet"));
    };
    match command {
        Command::Completions(args) => completions::run(&args, ui),
        Command::Man(args) => man::run(&args, ui),
        _ => Err(CommandError::new("not yet")),
    }
}
