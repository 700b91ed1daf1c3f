//! `thaw works`

use super::{export, show};
use crate::case::Case;
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Table, Ui, visible};
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;
use std::io::Write;
use thaw_core::{Answer, Edtf, State, Subject, SubjectId};
use thaw_ledger::Ledger;
use thaw_restore::register::{self, Form};

/// Show which works could be read on a date, and in which form.
///
/// Banned, readable abroad only, published with cuts, or restored; of books, those that were ever banned or restored. Works
/// come from the ledger like all else; your own are added with a record (`works.csv`, `work_life.csv`) and `thaw record load`.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw works --asof 1957\n  thaw works --asof 1966-12 --status cut\n  thaw works Живаго\n  thaw works --id work-master-and-margarita\n\nExit codes: 0 done; 1 no work fits; 2 not done."
)]
pub(crate) struct Works {
    /// Only works with these words in a title, in any language, or in the name of the author, in Latin or Cyrillic spelling
    words: Vec<String>,
    /// The date (EDTF); today when absent
    #[arg(long, aliases = ["as-of", "date"], value_name = "DATE")]
    asof: Option<String>,
    /// One work, with its whole life
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Only works in this form
    #[arg(long, value_enum)]
    status: Option<Status>,
    /// The language of the titles
    #[arg(long, value_enum, default_value_t = super::decree::Lang::En)]
    lang: super::decree::Lang,
}

/// In which form a work could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Status {
    /// Nowhere, as far as the ledger knows
    Banned,
    /// Only in other countries
    Abroad,
    /// With cuts
    Cut,
    /// Whole, after it had been banned or cut
    Restored,
    /// Whole from the beginning
    Published,
}

impl Status {
    fn form(self) -> Form {
        match self {
            Self::Banned => Form::Banned,
            Self::Abroad => Form::Abroad,
            Self::Cut => Form::Cut,
            Self::Restored => Form::Restored,
            Self::Published => Form::Published,
        }
    }
}

pub(crate) fn run(args: &Works, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let date: Edtf = match &args.asof {
        None => case.today()?,
        Some(text) => text.parse().doing(|| format!("cannot read the date `{text}`")).map_err(|error| {
            error.hint("dates are written as 1955, 1955-06 or 1955-06-30, uncertain ones as 1955~ or 195X")
        })?,
    };
    let ledger = case.open_ledger(ui)?;
    let state = export::state(&ledger)?;
    let mut id = args.id.as_ref().map(|id| SubjectId(id.clone()));
    // A title typed with spaces is words like any others.
    let words: Vec<String> = args.words.iter().flat_map(|words| words.split_whitespace()).map(str::to_owned).collect();
    let is_called = |work: &Subject| register::is_called(work, &words, thaw_ledger::search_key);
    if !words.is_empty() {
        let mut called = register::works(&state).filter(|work| is_called(work));
        match (called.next(), called.next()) {
            (None, _) => {
                let words = words.join(" ");
                let hint = match words.parse::<Edtf>() {
                    Ok(date) => format!("what could be read on a date: thaw works --asof {date}"),
                    Err(_) => "the works and their ids: thaw works".to_owned(),
                };
                return Err(CommandError::new(format!("no work on the ledger is called `{words}`")).hint(hint));
            }
            (Some(work), None) if id.is_none() => id = Some(work.id.clone()),
            _ => {}
        }
    }
    if let Some(id) = &id {
        let Some(work) = register::works(&state).find(|work| work.id == *id) else {
            return Err(CommandError::new(format!("there is no work `{id}` on the ledger"))
                .hint("the works and their ids: thaw works"));
        };
        // Without a date or a form, the question is about the whole life.
        if args.asof.is_none() && args.status.is_none() && !ui.json {
            return one(work, &state, &ledger, args.lang.tag(), ui);
        }
    }
    let form = args.status.map(Status::form);
    let readings: Vec<_> = register::readings(&state, &date)
        .into_iter()
        .filter(|reading| id.as_ref().is_none_or(|id| reading.work.id == *id))
        .filter(|reading| is_called(reading.work))
        .filter(|reading| form.is_none_or(|form| reading.form == form))
        .collect();
    let mut out = ui.out();
    let mut table = Table::new(&["form", "title", "author", "how long", "id"]);
    let mut counts: BTreeMap<Form, usize> = BTreeMap::new();
    for reading in &readings {
        *counts.entry(reading.form).or_default() += 1;
        if ui.json {
            let line = serde_json::json!({
                "id": reading.work.id, "form": reading.form, "answer": reading.answer, "date": date,
                "title": reading.work.title, "author": reading.work.author(args.lang.tag()),
                "period": reading.status.period, "act": reading.status.act,
                "sources": reading.status.sources,
            });
            writeln!(out, "{line}")?;
            continue;
        }
        let possibly = if reading.answer == Answer::Possibly { "possibly " } else { "" };
        table.row(vec![
            format!("{possibly}{}", reading.form),
            title(reading.work, args.lang.tag()).to_owned(),
            reading.work.author(args.lang.tag()).unwrap_or_default().to_owned(),
            show::period(&reading.status.period),
            reading.work.id.to_string(),
        ]);
    }
    if !ui.json && !readings.is_empty() {
        table.write(ui, &mut out)?;
    }
    out.flush()?;
    let counts: Vec<String> = counts.iter().map(|(form, n)| format!("{n} {form}")).collect();
    ui.note(&format!(
        "as of {date}: {}",
        if counts.is_empty() { "no work fits".to_owned() } else { counts.join(", ") }
    ));
    Ok(Done::with_problems(readings.is_empty()))
}

fn title<'w>(work: &'w Subject, lang: &str) -> &'w str {
    let titles = &work.title;
    titles.get(lang).or_else(|| titles.get("en")).or_else(|| titles.values().next()).map_or(&work.id.0, |title| title)
}

/// The whole life of a work.
fn one(work: &Subject, state: &State, ledger: &Ledger, lang: &str, ui: &Ui) -> Result<Done, CommandError> {
    let mut out = ui.out();
    let author = work.author(lang).map(|author| format!(", {}", visible(author))).unwrap_or_default();
    writeln!(out, "{}{author} ({}, {})", ui.bold(&visible(title(work, lang))), work.class, work.id)?;
    for act in register::life(state, &work.id) {
        for fact in &act.facts {
            writeln!(out, "  {}", show::fact(fact))?;
        }
        if let Some(text) = act.text.get(lang).or_else(|| act.text.get("en")) {
            writeln!(out, "    {}", visible(text))?;
        }
        show::decided(act, ledger, "    ", ui, &mut out)?;
    }
    out.flush()?;
    Ok(Done::Clean)
}
