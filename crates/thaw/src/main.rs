//! The command `thaw`: arguments in, library calls, words out.
//!
//! **In**: the command line, files, a terminal. **Out**: words on standard output, exit code 0, 1 or 2.
//! **Read first**: [`args`], then the command's file in [`commands`].
//! **Invariants**: no logic of its own; only `ui` prints; only this crate reads the clock, the environment and the terminal.
//! **Not here**: everything that a web page must be able to do as well.

mod args;
mod case;
mod commands;
mod error;
mod ui;

use clap::Parser;
use mimalloc::MiMalloc;
use std::process::ExitCode;

/// Texts are revised piece by piece, with many short-lived strings: a quarter less time than with the system's allocator.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let cli = args::Cli::parse();
    let ui = ui::Ui::new(&cli.global);
    match commands::run(cli, &ui) {
        Ok(done) => done.into(),
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            ui.error(&error);
            ExitCode::from(2)
        }
    }
}
