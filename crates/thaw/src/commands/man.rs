//! `thaw man`

use crate::args::{Cli, Man};
use crate::error::{CommandError, Doing, Done};
use crate::ui::Ui;
use clap::CommandFactory;

pub(crate) fn run(args: &Man, ui: &Ui) -> Result<Done, CommandError> {
    std::fs::create_dir_all(&args.dir).doing(|| format!("cannot make the folder `{}`", args.dir.display()))?;
    clap_mangen::generate_to(Cli::command(), &args.dir)
        .doing(|| format!("cannot write the manual pages to `{}`", args.dir.display()))?;
    ui.note(&format!("wrote the manual pages to {}", args.dir.display()));
    Ok(Done::Clean)
}
