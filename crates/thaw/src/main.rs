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

/// The exit code of what was stopped by Ctrl-C, as shells have it.
const INTERRUPTED: i32 = 130;

fn main() -> ExitCode {
    let cli = args::Cli::parse();
    // Who presses Ctrl-C gets no half files. Without the handler they stay, and are told by the next run.
    let _ = ctrlc::set_handler(|| {
        thaw_formats::open::remove_parts();
        std::process::exit(INTERRUPTED);
    });
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
