//! `thaw works`

use super::{export, show};
use crate::case::Case;
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Table, Ui, visible};
use clap::{Args, ValueEnum};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;
use thaw_core::{Answer, Edtf, Lang, State, Subject, SubjectId, state::DatedStatus};
use thaw_formats::csv_table::{self, Formulas};
use thaw_ledger::Ledger;
use thaw_restore::register::{self, Form, Reading};

/// Show which works could be read on a date, and in which form.
///
/// Banned, readable abroad only, published with cuts, or restored; of books, those that were ever banned or restored. Works
/// come from the ledger like all else; your own are added with a record (`works.csv`, `work_life.csv`) and `thaw record load`.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw works --asof 1957\n  thaw works --asof 1966-12 --status cut\n  thaw works --asof 1957 --country SU --csv works-1957.csv\n  thaw works Живаго\n  thaw works --id work-master-and-margarita\n\nExit codes: 0 done; 1 no work fits; 2 not done."
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
    /// Only works that were kept from the readers of this country: ISO 3166-1 (`ES`), or the code of one that is no more (`SU`)
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
    /// Write the table to this file as CSV, with the sources and whether they were seen
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// The language of the titles, such as `ru`; where a work has none in it, English, else the one it has
    #[arg(long, default_value = "en", value_parser = tag)]
    lang: String,
}

/// Reads a language tag.
fn tag(text: &str) -> Result<String, String> {
    let lang = Lang::parse(text).ok_or_else(|| "expected a language tag such as `ru`".to_owned())?;
    Ok(lang.primary().to_owned())
}

const ALL_WORKS: &str = "the works and their ids: thaw works";
/// How many works are offered to who asked for one that there is not.
const LIKE: usize = 5;

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
    let is_taken = super::is_on_standard_output(&[&args.csv], ui.json.then_some("--json"))?;
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
                let typed = words.join(" ");
                let else_try = match typed.parse::<Edtf>() {
                    Ok(date) => format!("what could be read on a date: thaw works --asof {date}"),
                    Err(_) => ALL_WORKS.to_owned(),
                };
                let is_almost = |work: &&Subject| {
                    register::is_almost_called(work, &words, thaw_ledger::search_key, thaw_ledger::n_typing_errors)
                };
                let like = register::works(&state).filter(is_almost).take(LIKE);
                let like: Vec<&str> = like.map(|work| title(work, &args.lang)).collect();
                return Err(CommandError::new(format!("no work on the ledger is called `{}`", visible(&typed)))
                    .hint(show::or_like(&like, else_try)));
            }
            (Some(work), None) if id.is_none() => id = Some(work.id.clone()),
            _ => {}
        }
    }
    if let Some(id) = &id {
        let Some(work) = register::works(&state).find(|work| work.id == *id) else {
            let like = ledger.subjects_like(&id.0).doing(|| "cannot read the ledger".to_owned())?;
            let like: Vec<SubjectId> =
                register::works(&state).map(|work| work.id.clone()).filter(|work| like.contains(work)).collect();
            return Err(CommandError::new(format!("there is no work `{id}` on the ledger"))
                .hint(show::or_like(&like, ALL_WORKS.to_owned())));
        };
        // Without a date or a form, the question is about the whole life.
        if args.asof.is_none() && args.status.is_none() && args.csv.is_none() && !ui.json {
            return one(work, &state, &ledger, &args.lang, ui);
        }
    }
    let form = args.status.map(Status::form);
    let country = args.country.as_ref().map(|code| code.to_uppercase());
    let readings: Vec<_> = register::readings(&state, &date)
        .into_iter()
        .filter(|reading| id.as_ref().is_none_or(|id| reading.work.id == *id))
        .filter(|reading| is_called(reading.work))
        .filter(|reading| form.is_none_or(|form| reading.form == form))
        .filter(|reading| country.as_deref().is_none_or(|code| reading.work.country.as_deref() == Some(code)))
        .collect();
    if let Some(path) = &args.csv {
        super::write_to(Some(path), ui, |out| csv(&readings, &args.lang, out))?;
    }
    if !is_taken {
        print(&readings, &date, &args.lang, ui)?;
    }
    let mut counts: BTreeMap<Form, usize> = BTreeMap::new();
    readings.iter().for_each(|reading| *counts.entry(reading.form).or_default() += 1);
    let counts: Vec<String> = counts.iter().map(|(form, n)| format!("{n} {form}")).collect();
    ui.note(&format!(
        "as of {date}: {}",
        if counts.is_empty() { "no work fits".to_owned() } else { counts.join(", ") }
    ));
    let is_unseen = |reading: &Reading<'_>| !reading.status.sources.iter().any(|citation| citation.seen);
    let n_unseen = readings.iter().filter(|reading| is_unseen(reading)).count();
    if n_unseen > 0 {
        ui.note(&format!(
            "{n_unseen} of {} are uncertain: nobody has seen them in their source; what a source is: thaw works --id ID",
            readings.len()
        ));
    }
    if readings.is_empty()
        && let Some(country) = &args.country
    {
        let known: BTreeSet<&str> = register::works(&state).filter_map(|work| work.country.as_deref()).collect();
        ui.note(&format!(
            "`{}`: the ledger has works of {}",
            visible(country),
            known.into_iter().collect::<Vec<_>>().join(", ")
        ));
    }
    Ok(Done::with_problems(readings.is_empty()))
}

fn print(readings: &[Reading<'_>], date: &Edtf, lang: &str, ui: &Ui) -> Result<(), CommandError> {
    let mut out = ui.out();
    // In a list of one country it says nothing.
    let countries: BTreeSet<Option<&str>> = readings.iter().map(|reading| reading.work.country.as_deref()).collect();
    let has_countries = countries.len() > 1;
    let mut heading = vec!["form", "title", "author", "how long", "id", "source"];
    if has_countries {
        heading.insert(3, "country");
    }
    let mut table = Table::new(&heading);
    for Reading { work, form, answer, status } in readings {
        if ui.json {
            let line = serde_json::json!({
                "id": work.id, "form": form, "answer": answer, "date": date,
                "title": work.title, "author": work.author(lang), "country": work.country,
                "period": status.period, "act": status.act, "sources": status.sources,
            });
            writeln!(out, "{line}")?;
            continue;
        }
        let mut row = vec![
            format!("{}{form}", show::possibly(*answer)),
            title(work, lang).to_owned(),
            work.author(lang).unwrap_or_default().to_owned(),
            show::period(&status.period),
            work.id.to_string(),
            sources(status),
        ];
        if has_countries {
            row.insert(3, work.country.clone().unwrap_or_default());
        }
        table.row(row);
    }
    if !ui.json && !readings.is_empty() {
        table.write(ui, &mut out)?;
    }
    out.flush()?;
    Ok(())
}

/// The sources of a status, as far as there is room; one that nobody looked into is told so.
fn sources(status: &DatedStatus<'_>) -> String {
    let ids: Vec<&str> = status.sources.iter().map(|citation| citation.source.0.as_str()).collect();
    let is_seen = status.sources.iter().any(|citation| citation.seen);
    format!("{}{}", ids.join("; "), if is_seen { "" } else { " (not seen)" })
}

/// The readings as a table, with the sources of each and whether they were seen.
fn csv(readings: &[Reading<'_>], lang: &str, out: &mut dyn Write) -> std::io::Result<()> {
    let heading = ["form", "sure", "title", "author", "country", "period", "id", "act", "sources", "seen"];
    let mut table = csv_table::Writer::new(out, heading, Formulas::Disarmed)?;
    for Reading { work, form, answer, status } in readings {
        let sources: Vec<&str> = status.sources.iter().map(|citation| citation.source.0.as_str()).collect();
        let is_seen = status.sources.iter().any(|citation| citation.seen);
        table.row([
            form.name(),
            if *answer == Answer::Yes { "yes" } else { "possibly" },
            title(work, lang),
            work.author(lang).unwrap_or_default(),
            work.country.as_deref().unwrap_or_default(),
            &status.period.to_string(),
            &work.id.0,
            &status.act.0,
            &sources.join("; "),
            if is_seen { "yes" } else { "no" },
        ])?;
    }
    table.finish()
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
