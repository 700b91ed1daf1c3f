//! `thaw cases decide`

use super::{Where, actor, failed};
use crate::case::Case;
use crate::commands::decree::{Lang, read};
use crate::commands::write_to;
use crate::error::{CommandError, Doing, Done};
use crate::ui::{LongTable, Ui, visible};
use clap::{Args, ValueEnum};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;
use thaw_core::{Answer, Edtf};
use thaw_formats::csv_table::{Formulas, Writer};
use thaw_release::cases::Reader;
use thaw_release::decree::{self, Decree, Outcome};
use thaw_release::register::{Look, Register, Who};

/// Say for each case whether decrees cover it, by which clause, and what is missing.
///
/// The program proposes; a named person decides with `thaw cases review`. Without --decree, the bundled decrees that are in
/// force on --as-of are applied. A case that one decree covers and another leaves out is shown as a conflict.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw cases decide --as-of 1953-12\n  thaw cases decide --decree ussr-1953-03-27 --lang ru --explain\n  thaw cases decide --as-of 1991-12 --format csv -o proposals.csv\n\nExit codes: 0 done; 1 done, but some cases are undecided, could get more, or are in conflict; 2 not done."
)]
pub(crate) struct Decide {
    /// Only these cases, by id
    cases: Vec<String>,
    /// Decrees to apply: ids of bundled ones, or files
    #[arg(long, value_name = "DECREE", value_delimiter = ',')]
    decree: Vec<String>,
    /// Apply the bundled decrees that are in force on this date (EDTF). Default: today
    #[arg(long, alias = "asof", value_name = "DATE", conflicts_with = "decree")]
    as_of: Option<String>,
    /// Only rows with this result
    #[arg(long, value_enum)]
    only: Option<Only>,
    /// The language of the sentences
    #[arg(long, value_enum, default_value_t = Lang::En)]
    lang: Lang,
    /// Print the reason of each result as sentences
    #[arg(long, short)]
    explain: bool,
    /// How to write the results
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    at: Where,
}

/// Which results are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Only {
    /// Covered by a decree
    Covered,
    /// Something is not known that could change the answer, or give more than is sure
    Undecided,
    /// One decree covers it, another leaves it out
    Conflict,
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Table,
    /// One row a case and decree; also the table to write decisions into
    Csv,
    /// One result a line
    Jsonl,
}

/// The decrees to apply, and the day to which times are counted.
pub(super) struct Chosen {
    pub(super) reader: Reader,
    pub(super) decrees: Vec<Decree>,
    pub(super) today: Edtf,
}

/// Chooses decrees by name, or by the date on which they are in force.
pub(super) fn choose(names: &[String], as_of: Option<&str>, case: &Case, ui: &Ui) -> Result<Chosen, CommandError> {
    let (reader, mut decrees) = read(names)?;
    let today = match as_of {
        Some(date) => date.parse().doing(|| format!("cannot read the date `{date}`"))?,
        None => case.today()?,
    };
    if names.is_empty() {
        let chosen = decree::in_force(&decrees, &today);
        for (decree, _) in chosen.iter().filter(|(_, answer)| *answer == Answer::Possibly) {
            ui.note(&format!("whether {} is in force on {today} is not sure ({})", decree.id, decree.force));
        }
        let ids: BTreeSet<String> = chosen.iter().map(|(decree, _)| decree.id.clone()).collect();
        decrees.retain(|decree| ids.contains(&decree.id));
    }
    decrees.sort_by_key(|decree| (decree.date.sort_key(), decree.id.clone()));
    Ok(Chosen { reader, decrees, today })
}

const WIDTH: usize = 15;
/// The columns of a table of results; `decision` and what follows are for people to fill in.
const HEADING: [&str; WIDTH] = [
    "case",
    "list",
    "place",
    "name",
    "decree",
    "result",
    "at_best",
    "clause",
    "missing",
    "reason",
    "decision",
    "authority",
    "date",
    "note",
    "conflict",
];

pub(super) fn run(args: &Decide, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let chosen = choose(&args.decree, args.as_of.as_deref(), case, ui)?;
    if chosen.decrees.is_empty() {
        return Err(
            CommandError::new(format!("no bundled decree is in force on {}", chosen.today)).hint("thaw decree list")
        );
    }
    let mut register = args.at.open(case)?;
    let mut counts = Counts::default();
    let mut ruled = Ok(());
    write_to(args.output.as_deref(), ui, |out| {
        let mut rows = Rows::new(args, ui, out)?;
        let mut written = Ok(());
        ruled = rule(args, &register, &chosen, &mut counts, ui.json, &mut |row| {
            if written.is_ok() {
                written = rows.write(row);
            }
        });
        written.and_then(|()| rows.finish())
    })?;
    ruled?;
    let now = case.now();
    let look = Look { what: "decide".to_owned(), n_cases: counts.n_cases };
    register.looked(None, &look, actor(case, &now)).doing(failed)?;
    let Counts { n_cases, n_undecided, n_more, n_conflicts } = counts;
    ui.note(&format!(
        "{n_cases} cases under {} decrees; {n_undecided} undecided, {n_more} covered with more possibly due, {n_conflicts} in conflict",
        chosen.decrees.len()
    ));
    Ok(Done::with_problems(n_undecided + n_more + n_conflicts > 0))
}

/// What was seen, counted by case.
#[derive(Default)]
struct Counts {
    n_cases: u64,
    n_undecided: u64,
    /// Decided, but more may be due.
    n_more: u64,
    n_conflicts: u64,
}

/// Hands over the wanted results one by one, so that memory does not grow with the register.
fn rule(
    args: &Decide,
    register: &Register,
    chosen: &Chosen,
    counts: &mut Counts,
    is_json: bool,
    each: &mut dyn FnMut([&str; WIDTH]),
) -> Result<(), CommandError> {
    let wanted: BTreeSet<String> = args.cases.iter().cloned().collect();
    // A table shows no sentences.
    let is_told = args.explain || args.format != Format::Table || is_json;
    let decrees: Vec<&Decree> = chosen.decrees.iter().collect();
    register
        .rule(&decrees, &wanted, &chosen.reader, &chosen.today, |ruled| {
            counts.n_cases += 1;
            let conflicts = ruled.conflicts();
            let has_conflict = !conflicts.is_empty();
            counts.n_conflicts += u64::from(has_conflict);
            let is_undecided = ruled.rulings.iter().any(|told| told.word() == "undecided");
            let is_open = ruled.rulings.iter().any(|told| !told.ruling.is_settled());
            counts.n_undecided += u64::from(is_undecided);
            counts.n_more += u64::from(is_open && !is_undecided);
            for told in &ruled.rulings {
                let is_wanted = match args.only {
                    None => true,
                    Some(Only::Covered) => !matches!(told.word(), "undecided" | "not-covered"),
                    Some(Only::Undecided) => !told.ruling.is_settled(),
                    Some(Only::Conflict) => has_conflict,
                };
                if !is_wanted {
                    continue;
                }
                let decree = told.decree().id.as_str();
                let against = conflicts.iter().filter_map(|(one, other)| match (&*one.id, &*other.id) {
                    (one, other) if one == decree => Some(other),
                    (one, other) if other == decree => Some(one),
                    _ => None,
                });
                let against = against.collect::<Vec<_>>().join("; ");
                let missing = told.missing().join("; ");
                let reason = is_told.then(|| told.tell(&chosen.reader, args.lang.tag()));
                let decided = ruled.standing.verdicts.get(decree).map_or("", |(verdict, _)| verdict.word());
                let Who { id, list, place, name } = ruled.who;
                each([
                    id,
                    list,
                    place,
                    name,
                    decree,
                    told.word(),
                    told.at_best().map_or("", Outcome::word),
                    told.clause().unwrap_or_default(),
                    &missing,
                    reason.as_deref().unwrap_or_default(),
                    decided,
                    "",
                    "",
                    "",
                    &against,
                ]);
            }
        })
        .doing(failed)
}

/// Where results are written to, as they come.
enum Rows<'o> {
    Csv(Box<Writer<&'o mut dyn Write>>),
    Lines(&'o mut dyn Write),
    Sentences(&'o mut dyn Write, &'o Ui),
    Table(LongTable, &'o mut dyn Write, &'o Ui),
}

impl<'o> Rows<'o> {
    fn new(args: &Decide, ui: &'o Ui, out: &'o mut dyn Write) -> io::Result<Self> {
        Ok(match args.format {
            _ if args.format == Format::Jsonl || ui.json => Self::Lines(out),
            Format::Csv => Self::Csv(Box::new(Writer::new(out, HEADING, Formulas::Disarmed)?)),
            _ if args.explain => Self::Sentences(out, ui),
            _ => Self::Table(
                LongTable::new(&["case", "name", "decree", "result", "at best", "clause", "missing", "conflict"]),
                out,
                ui,
            ),
        })
    }

    fn write(&mut self, row: [&str; WIDTH]) -> io::Result<()> {
        match self {
            Self::Csv(table) => table.row(row),
            Self::Lines(out) => {
                let cells = HEADING.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
                let line: serde_json::Map<String, serde_json::Value> =
                    cells.map(|(key, cell)| ((*key).to_owned(), cell.into())).collect();
                serde_json::to_writer(&mut *out, &line)?;
                writeln!(out)
            }
            Self::Sentences(out, ui) => {
                let [id, _, _, name, decree, _, _, _, _, reason, ..] = row;
                writeln!(out, "{} {} {decree}\n    {}", ui.bold(id), visible(name), visible(reason))
            }
            Self::Table(table, out, ui) => {
                let [id, _, _, name, decree, result, at_best, clause, missing, .., conflict] = row;
                table.row(&[id, name, decree, result, at_best, clause, missing, conflict], ui, out)
            }
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Csv(table) => table.finish(),
            Self::Table(table, mut out, ui) => table.finish(ui, &mut out),
            Self::Lines(_) | Self::Sentences(..) => Ok(()),
        }
    }
}
