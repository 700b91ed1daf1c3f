//! `thaw cases`: the register of cases.

mod decide;
mod export;
mod import;
mod link;
mod publish;
mod review;
mod show;

use crate::case::Case;
use crate::error::{CommandError, Doing, Done};
use crate::ui::Ui;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use thaw_release::register::{Actor, Register, RegisterError};

/// Read case lists, link and decide them, and keep the register.
///
/// Cases are personal. They stay in a file of their own beside the ledger, apart from the public record, and every look at
/// one is recorded there. With a passphrase the file is encrypted.
#[derive(Debug, Subcommand)]
pub(crate) enum CasesCommand {
    Example(import::Example),
    Map(import::Map),
    Import(import::Import),
    Link(link::Link),
    Decide(decide::Decide),
    Review(review::Review),
    Find(show::Find),
    Show(show::Show),
    Judge(review::Judge),
    Reopen(review::Reopen),
    Undo(review::Undo),
    Stats(export::Stats),
    Letter(export::Letter),
    Export(export::Export),
    Publish(publish::Publish),
    Log(show::Log),
    Verify(show::Verify),
}

/// Where the cases are.
#[derive(Debug, Args)]
pub(crate) struct Where {
    /// The case file; made when absent. Default: `cases.sqlite` beside the ledger
    #[arg(long = "cases", value_name = "FILE", env = "THAW_CASES")]
    pub(crate) case_file: Option<PathBuf>,
    /// Ask for the passphrase of an encrypted case file; a new file is encrypted with it. THAW_PASSPHRASE does the same
    #[arg(long)]
    pub(crate) passphrase: bool,
}

pub(crate) fn run(command: &CasesCommand, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    match command {
        CasesCommand::Example(args) => import::example(args, ui),
        CasesCommand::Map(args) => import::map(args, ui),
        CasesCommand::Import(args) => import::run(args, case, ui),
        CasesCommand::Link(args) => link::run(args, case, ui),
        CasesCommand::Decide(args) => decide::run(args, case, ui),
        CasesCommand::Review(args) => review::run(args, case, ui),
        CasesCommand::Judge(args) => review::judge(args, case, ui),
        CasesCommand::Reopen(args) => review::reopen(args, case, ui),
        CasesCommand::Undo(args) => review::undo(args, case, ui),
        CasesCommand::Stats(args) => export::stats(args, case, ui),
        CasesCommand::Letter(args) => export::letter(args, case, ui),
        CasesCommand::Export(args) => export::run(args, case, ui),
        CasesCommand::Publish(args) => publish::run(args, case, ui),
        CasesCommand::Find(args) => show::find(args, case, ui),
        CasesCommand::Show(args) => show::run(args, case, ui),
        CasesCommand::Log(args) => show::log(args, case, ui),
        CasesCommand::Verify(args) => show::verify(args, case, ui),
    }
}

impl Where {
    /// Opens the register of cases.
    pub(crate) fn open(&self, case: &Case) -> Result<Register, CommandError> {
        let path = self.case_file.clone().unwrap_or_else(|| case.ledger_path.with_file_name("cases.sqlite"));
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).doing(|| format!("cannot make the folder `{}`", folder.display()))?;
        }
        let passphrase = match std::env::var("THAW_PASSPHRASE") {
            Ok(passphrase) => Some(passphrase),
            Err(_) if self.passphrase => {
                Some(rpassword::prompt_password("Passphrase: ").doing(|| "cannot ask for the passphrase".to_owned())?)
            }
            Err(_) => None,
        };
        let opened = Register::open(&path, passphrase.as_deref());
        let needs = matches!(opened, Err(RegisterError::NoPassphrase));
        let opened = opened.doing(|| format!("cannot open the cases `{}`", path.display()));
        if needs { opened.map_err(|error| error.hint("give it with --passphrase or THAW_PASSPHRASE")) } else { opened }
    }
}

/// Who acts, for what the register records.
pub(crate) fn actor<'a>(case: &'a Case, now: &'a str) -> Actor<'a> {
    Actor { recorder: &case.recorder, now }
}

/// What a failed question to the register is called.
pub(crate) fn failed() -> String {
    "cannot read the cases".to_owned()
}
