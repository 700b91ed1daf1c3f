//! `thaw completions`

use crate::args::{Cli, Completions};
use crate::error::{CommandError, Done};
use crate::ui::Ui;
use clap::CommandFactory;

pub(crate) fn run(args: &Completions, ui: &Ui) -> Result<Done, CommandError> {
    clap_complete::generate(args.shell, &mut Cli::command(), "thaw", &mut ui.out());
    Ok(Done::Clean)
}
