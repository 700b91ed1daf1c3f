//! `thaw cases export`, `letter` and `stats`

use super::decide::choose;
use super::{Where, actor, failed};
use crate::case::Case;
use crate::commands::decree::{Lang, read};
use crate::commands::write_to;
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Table, Ui};
use clap::{Args, ValueEnum};
use std::io::{self, Write};
use std::path::PathBuf;
use thaw_core::Edtf;
use thaw_formats::csv_table::{Formulas, Writer};
use thaw_formats::{follow_the_money, pdf};
use thaw_release::cases::Reader;
use thaw_release::decree::Decree;
use thaw_release::register::{self, Count, Look, Standing, export, suppress};

/// Write cases for other programs.
///
/// The file holds personal data. Who exported, and how many cases, is recorded.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw cases export csv -o cases.csv\n  thaw cases export ftm -o people.ftm.json\n  thaw cases export links --column number -o links.csv\n\nExit codes: 0 done; 2 not done."
)]
pub(crate) struct Export {
    /// The format
    #[arg(value_enum)]
    format: Format,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Also write this column of the lists, as it stands in them (links); may be given several times
    #[arg(long = "column", value_name = "COLUMN")]
    columns: Vec<String>,
    #[command(flatten)]
    at: Where,
}

/// What cases are written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table, a case a row
    Csv,
    /// JSON Lines, a case a line, with its raw text
    Jsonl,
    /// FollowTheMoney persons, one a line
    Ftm,
    /// Parquet, a case a row
    Parquet,
    /// A table that says for each case which person it is about, by the last linkage and by what people judged
    Links,
}

/// Write a letter or certificate about a decided case as PDF.
///
/// A template is a text file: a paragraph a line, `# ` for a heading, `> ` for the right margin, `~ ` for small print, and
/// slots such as {name}, {born}, {decree}, {decree_date}, {outcome}, {clause}, {text}, {authority}, {date}, {reason}, {case}.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw cases letter 8ee1d0f2b33492e4 --decree ussr-1989-01-16 --lang ru -o letter.pdf\n  thaw cases letter 8ee1d0f2b33492e4 --decree ussr-1989-01-16 --template certificate -o c.pdf\n\nExit codes: 0 done; 2 nobody has decided the case, or not done."
)]
pub(crate) struct Letter {
    /// The id of the case
    id: String,
    /// The decree under which it was decided: a bundled one, or a file
    #[arg(long)]
    decree: String,
    /// `letter`, `certificate` or a file of your own
    #[arg(long, default_value = "letter")]
    template: String,
    /// The language
    #[arg(long, value_enum, default_value_t = Lang::En)]
    lang: Lang,
    /// The PDF file
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    at: Where,
}

/// Count cases; small numbers are hidden, so that nobody can be recognised.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw cases stats --by year\n  thaw cases stats --by decree --as-of 1953-12 --hide-below 1\n\nExit codes: 0 done; 2 not done."
)]
pub(crate) struct Stats {
    /// What to count by
    #[arg(long, value_enum, default_value_t = By::Year)]
    by: By,
    /// Hide counts below this number; 1 hides nothing
    #[arg(long, value_name = "N", default_value_t = 5)]
    hide_below: u64,
    /// Decrees to apply (--by decree)
    #[arg(long, value_name = "DECREE", value_delimiter = ',')]
    decree: Vec<String>,
    /// Apply the bundled decrees that are in force on this date (--by decree). Default: today
    #[arg(long, alias = "asof", value_name = "DATE", conflicts_with = "decree")]
    as_of: Option<String>,
    /// Write CSV to this file instead of a table
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    at: Where,
}

/// What cases are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// The year of the sentence
    Year,
    /// Each article of the conviction
    Article,
    /// The place of the sentence or residence, under its name of today when the record knows it
    Place,
    /// The list
    List,
    /// What each decree says
    Decree,
}

pub(super) fn run(args: &Export, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let reader = Reader::bundled().doing(|| "cannot read the fields of cases".to_owned())?;
    let mut register = args.at.open(case)?;
    let fields = reader.fields();
    let standings = register.standings().doing(failed)?;
    let none = Standing::default();
    let standing_of = |id: &str| standings.get(id).unwrap_or(&none);
    let row = |id: &str, case: &_| export::row(id, case, standing_of(id), fields);
    let mut n_cases = 0;
    let mut read = Ok(());
    if args.format == Format::Links {
        let (person_of, links) = (register.persons().doing(failed)?, register.links().doing(failed)?);
        write_to(args.output.as_deref(), ui, |out| {
            let heading = export::link_heading(&args.columns);
            let (mut table, mut written) = (Writer::new(out, heading, Formulas::Disarmed)?, Ok(()));
            read = register.each_case(|id, case| {
                if written.is_ok() {
                    n_cases += 1;
                    let row = export::link_row(id, &case, person_of.get(id), links.get(id), &args.columns);
                    written = table.row(row.iter().map(String::as_str));
                }
            });
            written.and_then(|()| table.finish())
        })?;
    } else if args.format == Format::Parquet {
        let mut rows = Vec::new();
        register.each_case(|id, case| rows.push(row(id, &case))).doing(failed)?;
        n_cases = rows.len() as u64;
        parquet(args, &export::heading(fields), &rows, ui)?;
    } else {
        write_to(args.output.as_deref(), ui, |out| {
            let mut written = Ok(());
            let mut writer = To::new(args.format, out, &export::heading(fields))?;
            read = register.each_case(|id, case| {
                if written.is_ok() {
                    n_cases += 1;
                    written = writer.write(id, &case, standing_of(id), || row(id, &case));
                }
            });
            written.and_then(|()| writer.finish())
        })?;
    }
    read.doing(failed)?;
    let now = case.now();
    register.looked(None, &Look { what: "export".to_owned(), n_cases }, actor(case, &now)).doing(failed)?;
    Ok(Done::Clean)
}

/// Where cases are written to, one by one.
enum To<'o> {
    Csv(Box<Writer<&'o mut dyn Write>>),
    Ftm(&'o mut dyn Write),
    Lines(&'o mut dyn Write),
}

impl<'o> To<'o> {
    fn new(format: Format, out: &'o mut dyn Write, heading: &[&str]) -> io::Result<Self> {
        Ok(match format {
            Format::Csv => Self::Csv(Box::new(Writer::new(out, heading.iter().copied(), Formulas::Disarmed)?)),
            Format::Ftm => Self::Ftm(out),
            Format::Jsonl | Format::Parquet | Format::Links => Self::Lines(out),
        })
    }

    fn write(
        &mut self,
        id: &str,
        case: &thaw_release::cases::Case,
        standing: &Standing,
        row: impl FnOnce() -> Vec<String>,
    ) -> io::Result<()> {
        match self {
            Self::Csv(table) => table.row(row().iter().map(String::as_str)),
            Self::Ftm(out) => follow_the_money::write(&export::person(id, case, standing), out),
            Self::Lines(out) => writeln!(out, "{}", export::line(id, case, standing)),
        }
    }

    fn finish(self) -> io::Result<()> {
        if let Self::Csv(table) = self { table.finish() } else { Ok(()) }
    }
}

#[cfg(feature = "parquet")]
fn parquet(args: &Export, heading: &[&str], rows: &[Vec<String>], ui: &Ui) -> Result<(), CommandError> {
    let mut bytes = Vec::new();
    thaw_formats::rows::parquet::write(heading, rows, &mut bytes)?;
    write_to(args.output.as_deref(), ui, |out| out.write_all(&bytes))
}

#[cfg(not(feature = "parquet"))]
fn parquet(_: &Export, _: &[&str], _: &[Vec<String>], _: &Ui) -> Result<(), CommandError> {
    Err(CommandError::new("this Thaw was built without the feature `parquet`"))
}

pub(super) fn letter(args: &Letter, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let (reader, decrees) = read(std::slice::from_ref(&args.decree))?;
    let cannot = || format!("cannot write a letter about `{}`", args.id);
    let decree = decrees.first().ok_or_else(|| CommandError::new(cannot()))?;
    let lang = args.lang.tag();
    let template = match thaw_data::file(&format!("letters/{}.{lang}.txt", args.template)) {
        Some(text) => text.to_owned(),
        None => std::fs::read_to_string(&args.template)
            .doing(|| format!("cannot read the template `{}`", args.template))
            .map_err(|error| error.hint("the bundled ones are `letter` and `certificate`"))?,
    };
    let mut register = args.at.open(case)?;
    let dossier = register.dossier(&args.id).doing(cannot)?;
    let today = case.today()?.to_string();
    let document = register::letter(&template, &dossier, decree, &reader, lang, &today)
        .doing(cannot)
        .map_err(|error| error.hint("a person decides with: thaw cases review"))?;
    let now = case.now();
    register
        .looked(Some(&args.id), &Look { what: "letter".to_owned(), n_cases: 1 }, actor(case, &now))
        .doing(failed)?;
    write_to(Some(&args.output), ui, |out| pdf::write(&document, out))?;
    Ok(Done::Clean)
}

pub(super) fn stats(args: &Stats, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let chosen = choose(&args.decree, args.as_of.as_deref(), case, ui)?;
    let mut register = args.at.open(case)?;
    let by = match args.by {
        By::Year => register::By::Year,
        By::Article => register::By::Article,
        By::Place => register::By::Place,
        By::List => register::By::List,
        By::Decree => register::By::Decree,
    };
    let decrees: Vec<&Decree> = chosen.decrees.iter().collect();
    let today: &Edtf = &chosen.today;
    let counts = register.count(by, &decrees, &chosen.reader, today).doing(failed)?;
    let now = case.now();
    let look = Look { what: "stats".to_owned(), n_cases: counts.values().sum() };
    register.looked(None, &look, actor(case, &now)).doing(failed)?;
    let shown: Vec<(String, Count)> = suppress(&counts, args.hide_below, |key| by.total_of(key));
    let what = args.by.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned());
    write_to(args.output.as_deref(), ui, |out| {
        if ui.json {
            for (key, count) in &shown {
                let line = match count {
                    Count::Exactly(n_cases) => serde_json::json!({ &what: key, "cases": n_cases }),
                    Count::Below(limit) => serde_json::json!({ &what: key, "below": limit }),
                    Count::Hidden => serde_json::json!({ &what: key, "hidden": true }),
                };
                writeln!(out, "{line}")?;
            }
            return Ok(());
        }
        if args.output.is_some() {
            let mut table = Writer::new(out, [what.as_str(), "cases"], Formulas::Disarmed)?;
            for (key, count) in &shown {
                table.row([key.as_str(), &count.to_string()])?;
            }
            return table.finish();
        }
        let mut table = Table::new(&[&what, "cases"]);
        for (key, count) in &shown {
            table.row(vec![key.clone(), count.to_string()]);
        }
        table.write(ui, &mut &mut *out)
    })?;
    Ok(Done::Clean)
}
