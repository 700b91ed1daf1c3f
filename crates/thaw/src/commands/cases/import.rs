//! `thaw cases import`, `map` and `example`

use super::{Where, actor};
use crate::case::Case;
use crate::commands::{decree::read, write_to};
use crate::error::{CommandError, Doing, Done};
use crate::ui::Ui;
use clap::Args;
use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use thaw_formats::rows;
use thaw_release::cases::{Guess, Kind, Mapping, Reader, propose};

/// Rows that a proposal looks at.
const SAMPLE: usize = 2_000;

/// Write a small made list of cases, to try the commands with. No person in it ever lived.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  thaw cases example -o people.csv\n\nExit codes: 0 done; 2 not done.")]
pub(crate) struct Example {
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Propose how the columns of a list become the fields of a case.
///
/// Looks at the headings and at what the columns hold. The mapping is a TOML file; edit it and give it to `thaw cases import`.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw cases example -o people.csv\n  thaw cases map people.csv -o people.toml\n\nExit codes: 0 done; 1 some column was not recognised; 2 not done."
)]
pub(crate) struct Map {
    /// The list: CSV, TSV, XLSX, JSON Lines or Parquet
    file: PathBuf,
    /// What the list is called. Default: the name of the file
    #[arg(long, value_name = "NAME")]
    list: Option<String>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Read a list into the register of cases.
///
/// Every row keeps its list, its line and its raw text. Broken rows are set aside with their reason; impossible dates and
/// ages are flagged, not dropped. The same list twice adds nothing, and an import that was stopped goes on where it was.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw cases example -o people.csv\n  thaw cases import people.csv\n  thaw cases map people.csv -o people.toml\n  thaw cases import people.csv --map people.toml --passphrase\n\nExit codes: 0 done; 1 done, but rows were set aside or flagged; 2 not done."
)]
pub(crate) struct Import {
    /// The lists: CSV, TSV, XLSX, JSON Lines or Parquet
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The mapping; proposed from the list when absent
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// What the list is called. Default: what the mapping says, or the name of the file
    #[arg(long, value_name = "NAME")]
    list: Option<String>,
    /// Do not look up the places in the public record
    #[arg(long)]
    no_places: bool,
    #[command(flatten)]
    at: Where,
}

pub(super) fn example(args: &Example, ui: &Ui) -> Result<Done, CommandError> {
    let text = thaw_data::file("examples/cases.csv").unwrap_or_default();
    write_to(args.output.as_deref(), ui, |out| out.write_all(text.as_bytes()))?;
    Ok(Done::Clean)
}

pub(super) fn map(args: &Map, ui: &Ui) -> Result<Done, CommandError> {
    // Decrees may ask for fields of their own, and a list may give them.
    let (reader, _) = read(&[])?;
    let (mapping, guesses) = proposed(&args.file, args.list.as_deref(), &reader)?;
    let mut text = String::from(
        "# How the columns of this list become the fields of a case. Edit it: `thaw cases import FILE --map THIS`.\n",
    );
    for guess in &guesses {
        let samples = one_line(&guess.samples.join(" | "));
        text += &match &guess.field {
            Some(field) => {
                format!("# {} -> {field} ({:.0}% understood): {samples}\n", guess.column, guess.share * 100.0)
            }
            None => format!("# {} -> kept as raw text only: {samples}\n", guess.column),
        };
    }
    text += "\n";
    text += &toml::to_string_pretty(&mapping).doing(|| "cannot write the mapping".to_owned())?;
    text += &open_values(&guesses, &reader);
    text += "\n# Fields:";
    for (name, field) in
        reader.fields().iter().filter(|(_, field)| !matches!(field.kind, Kind::Age | Kind::EveryArticle))
    {
        text += &format!("\n#   {name}: {}", field.label.values().cloned().collect::<Vec<_>>().join(", "));
    }
    text += "\n";
    write_to(args.output.as_deref(), ui, |out| out.write_all(text.as_bytes()))?;
    Ok(Done::with_problems(guesses.iter().any(|guess| guess.field.is_none())))
}

/// Writes the values that are not understood, so that people can say what they mean.
fn open_values(guesses: &[Guess], reader: &Reader) -> String {
    const SHOWN: usize = 30;
    let mut text = String::new();
    for guess in guesses.iter().filter(|guess| !guess.open.is_empty()) {
        let Some((name, field)) = guess.field.as_ref().and_then(|name| Some((name, reader.fields().get(name)?))) else {
            continue;
        };
        text += &format!("\n# Not understood in `{}`. To say what a cell means, take off the # in front", guess.column);
        if !field.values.is_empty() {
            let values: Vec<&str> = field.values.keys().map(String::as_str).collect();
            text += &format!("; values: {}", values.join(", "));
        }
        text += &format!(".\n# [values.{name}]\n");
        for (cell, n) in guess.open.iter().take(SHOWN) {
            text += &format!("# {} = \"\"  # {n} times\n", toml::Value::String(one_line(cell)));
        }
        if guess.open.len() > SHOWN {
            text += &format!("# and {} more\n", guess.open.len() - SHOWN);
        }
    }
    text
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

/// Proposes a mapping from the first rows of a list.
fn proposed(file: &Path, list: Option<&str>, reader: &Reader) -> Result<(Mapping, Vec<Guess>), CommandError> {
    let mut sample: Vec<BTreeMap<String, String>> = Vec::new();
    let heading = rows::read(file, &mut |row| {
        sample.push(row.cells);
        if sample.len() < SAMPLE { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })
    .doing(|| format!("cannot read the list `{}`", file.display()))?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    let list = list.map(str::to_owned).or(name).unwrap_or_else(|| "list".to_owned());
    Ok(propose(&list, &heading, &sample, reader))
}

pub(super) fn run(args: &Import, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let (reader, _) = read(&[])?;
    let public = if args.no_places { None } else { Some(case.open_ledger(ui)?) };
    let mut register = args.at.open(case)?;
    let now = case.now();
    let mut has_problems = false;
    for file in &args.files {
        let mut mapping = match &args.map {
            Some(path) => {
                let cannot = || format!("cannot read the mapping `{}`", path.display());
                let text = std::fs::read_to_string(path).doing(cannot)?;
                Mapping::read(&path.display().to_string(), &text, &reader).doing(cannot)?
            }
            None => {
                let (mapping, _) = proposed(file, args.list.as_deref(), &reader)?;
                let columns: Vec<String> =
                    mapping.columns.iter().map(|(column, field)| format!("{column} -> {field}")).collect();
                ui.note(&format!(
                    "columns as they seem to be (thaw cases map {}): {}",
                    file.display(),
                    columns.join(", ")
                ));
                mapping
            }
        };
        if let Some(list) = &args.list {
            mapping.list.clone_from(list);
        }
        let bar = ui.spinner(format!("reading {}", file.display()));
        let imported = register.import(file, &mapping, &reader, public.as_ref(), actor(case, &now), &mut |n_rows| {
            bar.set_message(format!("reading {}: {n_rows} rows", file.display()));
        });
        bar.finish_and_clear();
        let done = imported.doing(|| {
            format!(
                "cannot import `{}` to its end; what was read is kept, run the command again to go on",
                file.display()
            )
        })?;
        ui.problems(&done.problems);
        if ui.json {
            let mut out = ui.out();
            writeln!(out, "{}", serde_json::json!({ "file": file, "done": done }))?;
            out.flush()?;
        }
        has_problems |= done.n_aside + done.n_flagged > 0;
        for odd in &done.odd {
            let examples: Vec<String> = odd.examples.iter().map(|(what, n)| format!("{what} ({n})")).collect();
            ui.note(&format!("{}: odd in {} cases: {}", odd.field, odd.n, examples.join("; ")));
        }
        ui.note(&format!(
            "{}: {} rows, {} new, {} known, {} set aside, {} flagged, {} places found in the record",
            file.display(),
            done.n_rows,
            done.n_new,
            done.n_known,
            done.n_aside,
            done.n_flagged,
            done.n_places
        ));
    }
    Ok(Done::with_problems(has_problems))
}
