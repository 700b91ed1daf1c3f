//! `thaw decree`

use crate::case::Case;
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Table, Ui};
use clap::{Subcommand, ValueEnum};
use std::io::Write;
use std::path::{Path, PathBuf};
use thaw_core::{Answer, Edtf};
use thaw_release::cases::{Reader, fields::said};
use thaw_release::decree::{self, Decree};

/// Read, test and explain decrees: rules as data.
#[derive(Debug, Subcommand)]
pub(crate) enum DecreeCommand {
    /// List the bundled decrees
    #[command(
        after_long_help = "Examples:\n  thaw decree list\n  thaw decree list --on 1956-05\n\nExit codes: 0 done; 2 not done."
    )]
    List {
        /// Only those in force on this date (EDTF)
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
        /// The language of the titles
        #[arg(long, value_enum, default_value_t = Lang::En)]
        lang: Lang,
    },
    /// Print a decree in plain words
    #[command(
        after_long_help = "Examples:\n  thaw decree explain ussr-1953-03-27\n  thaw decree explain ussr-1955-09-17 --lang ru\n\nExit codes: 0 done; 2 not done."
    )]
    Explain {
        /// Ids of bundled decrees, or files
        #[arg(required = true)]
        decrees: Vec<String>,
        /// The language
        #[arg(long, value_enum, default_value_t = Lang::En)]
        lang: Lang,
    },
    /// Run the examples that stand in decree files
    #[command(
        after_long_help = "Examples:\n  thaw decree test\n  thaw decree test my-decree.toml\n\nExit codes: 0 all come out as expected; 1 some do not; 2 a decree was refused."
    )]
    Test {
        /// Ids of bundled decrees, or files; all bundled ones when absent
        decrees: Vec<String>,
    },
}

/// The languages in which results are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    /// English
    En,
    /// Spanish
    Es,
    /// Russian
    Ru,
}

impl Lang {
    /// Returns the language tag.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::Ru => "ru",
        }
    }
}

pub(crate) fn run(command: &DecreeCommand, _: &Case, ui: &Ui) -> Result<Done, CommandError> {
    match command {
        DecreeCommand::List { on, lang } => list(on.as_deref(), lang.tag(), ui),
        DecreeCommand::Explain { decrees, lang } => {
            let (reader, decrees) = read(decrees)?;
            let mut out = ui.out();
            for (idx, decree) in decrees.iter().enumerate() {
                write!(out, "{}{}", if idx == 0 { "" } else { "\n" }, decree.explain(&reader, lang.tag()))?;
            }
            out.flush()?;
            Ok(Done::Clean)
        }
        DecreeCommand::Test { decrees } => test(decrees, ui),
    }
}

/// Reads decrees by id or file; all bundled ones when none is named.
pub(crate) fn read(names: &[String]) -> Result<(Reader, Vec<Decree>), CommandError> {
    let mut reader = Reader::bundled().doing(|| "cannot read the fields of cases".to_owned())?;
    if names.is_empty() {
        let decrees = decree::bundled(&mut reader).doing(|| "cannot read the bundled decrees".to_owned())?;
        return Ok((reader, decrees));
    }
    let mut decrees = Vec::new();
    for name in names {
        let cannot = || format!("cannot read the decree `{name}`");
        let bundled = thaw_data::file(&format!("decrees/{name}.toml"));
        let text = match bundled {
            Some(text) => text.to_owned(),
            None => {
                let path: PathBuf = Path::new(name).to_owned();
                std::fs::read_to_string(&path)
                    .doing(cannot)
                    .map_err(|error| error.hint("the bundled ones: thaw decree list"))?
            }
        };
        decrees.push(Decree::read(name, &text, &mut reader).doing(cannot)?);
    }
    Ok((reader, decrees))
}

fn list(on: Option<&str>, lang: &str, ui: &Ui) -> Result<Done, CommandError> {
    let (_, decrees) = read(&[])?;
    let on: Option<Edtf> = on.map(str::parse).transpose().doing(|| "cannot read the date".to_owned())?;
    let mut chosen: Vec<(&Decree, Answer)> = match &on {
        Some(date) => decree::in_force(&decrees, date),
        None => decrees.iter().map(|decree| (decree, Answer::Yes)).collect(),
    };
    chosen.sort_by_key(|(decree, _)| (decree.date.sort_key(), decree.id.as_str()));
    let mut out = ui.out();
    let mut table = Table::new(&["id", "date", "in force", "clauses", "title"]);
    for (decree, answer) in chosen {
        if ui.json {
            let line = serde_json::json!({
                "id": decree.id, "date": decree.date, "force": decree.force, "in_force": answer,
                "clauses": decree.clauses.len(), "title": decree.title, "source": decree.source,
            });
            writeln!(out, "{line}")?;
            continue;
        }
        let force =
            if answer == Answer::Possibly { format!("{} (possibly)", decree.force) } else { decree.force.to_string() };
        let clauses = decree.clauses.len().to_string();
        table.row(vec![
            decree.id.clone(),
            decree.date.to_string(),
            force,
            clauses,
            said(&decree.title, lang).to_owned(),
        ]);
    }
    if !ui.json {
        table.write(ui, &mut out)?;
    }
    out.flush()?;
    Ok(Done::Clean)
}

fn test(names: &[String], ui: &Ui) -> Result<Done, CommandError> {
    let (reader, decrees) = read(names)?;
    let mut out = ui.out();
    let (mut n_examples, mut n_failed) = (0, 0);
    for decree in &decrees {
        for example in &decree.examples {
            n_examples += 1;
            let fault = decree.run_example(example, &reader);
            n_failed += usize::from(fault.is_some());
            if ui.json {
                let line = serde_json::json!({ "decree": decree.id, "line": example.line, "example": example.name, "fault": fault });
                writeln!(out, "{line}")?;
            } else if let Some(fault) = fault {
                writeln!(out, "{}: line {}: {}: {fault}", decree.id, example.line, example.name)?;
            }
        }
    }
    out.flush()?;
    ui.note(&format!("{n_examples} examples of {} decrees, {n_failed} not as expected", decrees.len()));
    Ok(Done::with_problems(n_failed > 0))
}
