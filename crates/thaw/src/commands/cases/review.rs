//! `thaw cases review`, `judge`, `reopen` and `undo`

use super::decide::{Chosen, choose};
use super::publish::withdraw;
use super::{Where, actor, failed};
use crate::case::Case;
use crate::commands::decree::{Lang, read};
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Ui, visible};
use clap::{Args, ValueEnum};
use std::collections::BTreeSet;
use std::io::{self, BufRead, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use thaw_core::Edtf;
use thaw_formats::rows;
use thaw_release::decree::Decree;
use thaw_release::register::{Decision, Defaults, Judgement, Look, Register, Row, Step};

/// Decide on cases, one at a time or from a table.
///
/// In a terminal each case that is undecided, or that could get more than is sure, is shown with what is missing, and you answer: an outcome (release, halve,
/// rehabilitate, lift, conceal, refer), not-covered, deferred, FIELD=VALUE for what you found out, skip, or quit. With --from,
/// the column `decision` of the table that `thaw cases decide --format csv` wrote is carried over.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw cases review --as-of 1953-12 --authority \"City commission\"\n  thaw cases decide --as-of 1991-12 --format csv -o proposals.csv\n  thaw cases review --from proposals.csv --authority \"Prosecutor\" --date 1992-03-01\n\nExit codes: 0 done; 1 some rows were refused; 2 not done."
)]
pub(crate) struct Review {
    /// A table of decisions: CSV, TSV, XLSX or JSON Lines
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Decrees to review under: ids of bundled ones, or files
    #[arg(long, value_name = "DECREE", value_delimiter = ',')]
    decree: Vec<String>,
    /// Review under the bundled decrees that are in force on this date (EDTF). Default: today
    #[arg(long, alias = "asof", value_name = "DATE", conflicts_with = "decree")]
    as_of: Option<String>,
    /// Review the pairs of cases of which the linkage is not sure
    #[arg(long, conflicts_with_all = ["from", "decree", "as_of"])]
    links: bool,
    /// The language of the sentences
    #[arg(long, value_enum, default_value_t = Lang::En)]
    lang: Lang,
    #[command(flatten)]
    by: By,
    #[command(flatten)]
    at: Where,
}

/// Who decides, and when.
#[derive(Debug, Args)]
pub(crate) struct By {
    /// Who decides, where the table does not say
    #[arg(long)]
    authority: Option<String>,
    /// The day from which decisions hold (EDTF), where the table does not say. Default in a terminal: today
    #[arg(long)]
    date: Option<String>,
}

/// Say that two cases are about the same person, or are not; no later linkage changes it.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw cases judge 8ee1d0f2b33492e4 572a99541259f7b6 same --authority \"City archive\"\n  thaw cases judge 8ee1d0f2b33492e4 572a99541259f7b6 different --authority \"City archive\"\n\nExit codes: 0 done; 2 not done."
)]
pub(crate) struct Judge {
    /// The id of one case
    one: String,
    /// The id of the other
    other: String,
    /// What they are
    #[arg(value_enum)]
    judgement: Same,
    /// Who judges
    #[arg(long)]
    authority: String,
    /// Why
    #[arg(long)]
    reason: Option<String>,
    #[command(flatten)]
    at: Where,
}

/// Whether two cases are about one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Same {
    /// About the same person
    Same,
    /// About two people
    Different,
}

/// Open a decided case again; what was decided stays on the register.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Example:\n  thaw cases reopen 8ee1d0f2b33492e4 --authority \"City commission\" --reason \"a letter was found\"\n\nExit codes: 0 done; 2 not done."
)]
pub(crate) struct Reopen {
    /// The id of the case
    id: String,
    /// Why
    #[arg(long)]
    reason: Option<String>,
    #[command(flatten)]
    by: By,
    #[command(flatten)]
    at: Where,
}

/// Reverse one step of a case: a decision, something learned, or another reversal.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Example (the entry is printed by `thaw cases show`):\n  thaw cases undo 8ee1d0f2b33492e4 17 --authority \"City commission\"\n\nExit codes: 0 done; 2 not done."
)]
pub(crate) struct Undo {
    /// The id of the case
    id: String,
    /// The number of the entry
    entry: u64,
    /// Why
    #[arg(long)]
    reason: Option<String>,
    #[command(flatten)]
    by: By,
    #[command(flatten)]
    at: Where,
}

impl By {
    /// Returns who decides and when, as far as the command line says; in a terminal the decision is taken now.
    fn defaults(&self, case: &Case, is_now: bool) -> Result<Defaults, CommandError> {
        let date = match &self.date {
            Some(date) => {
                let read: Edtf = date.parse().doing(|| "--date cannot be read".to_owned())?;
                Some(read.to_string())
            }
            None if is_now => Some(case.today()?.to_string()),
            None => None,
        };
        Ok(Defaults { authority: self.authority.clone(), date })
    }

    /// Makes a decision on one case now.
    pub(super) fn decision(
        &self,
        id: &str,
        step: Step,
        reason: Option<String>,
        case: &Case,
    ) -> Result<Decision, CommandError> {
        let defaults = self.defaults(case, true)?;
        let authority = defaults.authority.ok_or_else(|| {
            CommandError::new("nobody is named as the one who decides").hint("say who decides with --authority")
        })?;
        Ok(Decision { case: id.to_owned(), step, authority, date: defaults.date.unwrap_or_default(), reason })
    }
}

pub(super) fn run(args: &Review, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let mut register = args.at.open(case)?;
    match &args.from {
        Some(path) => from_table(args, path, &mut register, case, ui),
        None if args.links => doubtful_links(args, &mut register, case, ui),
        None => {
            let chosen = choose(&args.decree, args.as_of.as_deref(), case, ui)?;
            if args.by.authority.is_none() {
                return Err(CommandError::new("nobody is named as the one who decides")
                    .hint("say who decides with --authority"));
            }
            one_by_one(args, &chosen, &mut register, case, ui)
        }
    }
}

fn from_table(args: &Review, path: &Path, register: &mut Register, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let (reader, _) = read(&args.decree)?;
    let defaults = args.by.defaults(case, false)?;
    let now = case.now();
    let (mut decisions, mut n_refused) = (Vec::new(), 0_u64);
    rows::read(path, &mut |row| {
        let found = match row.fault {
            Some(fault) => Err(fault),
            None => Decision::from_row(&row.cells, &defaults, &reader),
        };
        match found {
            Ok(found) => decisions.extend(found.map(|decision| (row.place, decision))),
            Err(what) => {
                n_refused += 1;
                ui.warn(&format!("{}: {}: {} (refused)", path.display(), row.place, visible(&what)));
            }
        }
        ControlFlow::Continue(())
    })
    .doing(|| format!("cannot read the decisions in `{}`", path.display()))?;
    let (places, decisions): (Vec<_>, Vec<_>) = decisions.into_iter().unzip();
    let (mut n_new, mut recorded) = (0, Vec::new());
    match register.decide(&decisions, actor(case, &now)) {
        Ok(n) => {
            n_new = n;
            recorded.extend(&decisions);
        }
        // One of them cannot be recorded, and none was: each for itself.
        Err(_) => {
            for (place, decision) in places.iter().zip(&decisions) {
                match register.decide(std::slice::from_ref(decision), actor(case, &now)) {
                    Ok(n) => {
                        n_new += n;
                        recorded.push(decision);
                    }
                    Err(error) => {
                        n_refused += 1;
                        ui.warn(&format!("{}: {place}: {error} (refused)", path.display()));
                    }
                }
            }
        }
    }
    withdraw(register, &recorded, case, ui)?;
    ui.note(&format!("{n_new} decisions recorded, {n_refused} rows refused"));
    Ok(Done::with_problems(n_refused > 0))
}

/// An undecided case under a decree.
struct Open {
    id: String,
    name: String,
    decree: String,
    clause: Option<String>,
    reason: Rc<str>,
}

fn open_cases(
    register: &Register,
    chosen: &Chosen,
    wanted: &BTreeSet<String>,
    lang: &str,
) -> Result<Vec<Open>, CommandError> {
    let decrees: Vec<&Decree> = chosen.decrees.iter().collect();
    let mut open = Vec::new();
    register
        .rule(&decrees, wanted, &chosen.reader, &chosen.today, |ruled| {
            for told in &ruled.rulings {
                let decree = &told.decree().id;
                if !told.ruling.is_settled() && !ruled.standing.verdicts.contains_key(decree) {
                    open.push(Open {
                        id: ruled.who.id.clone(),
                        name: ruled.who.name.clone(),
                        decree: decree.clone(),
                        clause: told.clause().map(str::to_owned),
                        reason: told.tell(&chosen.reader, lang),
                    });
                }
            }
        })
        .doing(failed)?;
    Ok(open)
}

/// Returns a case as it is now, when it is still open under its decree.
fn still_open(open: &Open, register: &Register, chosen: &Chosen, args: &Review) -> Result<Option<Open>, CommandError> {
    let now = open_cases(register, chosen, &BTreeSet::from([open.id.clone()]), args.lang.tag())?;
    Ok(now.into_iter().find(|other| other.decree == open.decree))
}

fn one_by_one(
    args: &Review,
    chosen: &Chosen,
    register: &mut Register,
    case: &Case,
    ui: &Ui,
) -> Result<Done, CommandError> {
    let now = case.now();
    let queue = open_cases(register, chosen, &BTreeSet::new(), args.lang.tag())?;
    register
        .looked(None, &Look { what: "review".to_owned(), n_cases: queue.len() as u64 }, actor(case, &now))
        .doing(failed)?;
    if !io::stdin().is_terminal() {
        ui.note("answers are read from standard input, a line each");
    }
    let mut lines = io::stdin().lock().lines();
    let (mut n_recorded, n_open) = (0_u64, queue.len());
    let mut out = ui.out();
    'queue: for (place, open) in queue.into_iter().enumerate() {
        // What was answered since, here or by somebody else, may have decided it, or changed what is to be asked.
        let mut open = still_open(&open, register, chosen, args)?;
        while let Some(shown) = open.take() {
            writeln!(
                out,
                "\n{}/{n_open}  {}  {}  {}",
                place + 1,
                ui.bold(&visible(&shown.name)),
                shown.id,
                shown.decree
            )?;
            writeln!(out, "  {}", visible(&shown.reason))?;
            write!(out, "outcome, not-covered, deferred, FIELD=VALUE, skip, quit > ")?;
            out.flush()?;
            let Some(answer) = lines.next().transpose()? else { break 'queue };
            match answer.trim() {
                "quit" | "q" => break 'queue,
                "skip" | "s" | "" => {}
                answer => {
                    let now_open = still_open(&shown, register, chosen, args)?;
                    if now_open.as_ref().is_none_or(|open| open.reason != shown.reason) {
                        ui.warn("somebody else changed the case meanwhile; your answer is not recorded");
                        open = now_open;
                        continue;
                    }
                    let done = Step::parse(answer, &shown.decree, shown.clause.as_deref(), &chosen.reader)
                        .map_err(CommandError::new)
                        .and_then(|step| args.by.decision(&shown.id, step, None, case))
                        .and_then(|decision| {
                            let n = register
                                .decide(std::slice::from_ref(&decision), actor(case, &now))
                                .doing(|| "the decision is refused".to_owned())?;
                            withdraw(register, &[&decision], case, ui).map(|()| n)
                        });
                    match done {
                        Ok(n) => {
                            n_recorded += n;
                            // What was learned may have decided it; if not, it is asked again.
                            open = still_open(&shown, register, chosen, args)?;
                        }
                        Err(error) => {
                            ui.error(&error);
                            open = Some(shown);
                        }
                    }
                }
            }
        }
    }
    out.flush()?;
    ui.note(&format!("{n_recorded} decisions recorded, {n_open} cases were open"));
    Ok(Done::Clean)
}

fn doubtful_links(args: &Review, register: &mut Register, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let now = case.now();
    let doubts = register.doubts().doing(failed)?;
    let authority = args.by.decision("", Step::Reopen, None, case)?.authority;
    let mut lines = io::stdin().lock().lines();
    let (mut n_recorded, n_open) = (0_u64, doubts.len());
    let mut out = ui.out();
    for (place, doubt) in doubts.into_iter().enumerate() {
        writeln!(out, "\n{}/{n_open}  {:.0}% the same person", place + 1, doubt.probability * 100.0)?;
        for id in &doubt.cases {
            if let Some(Row::Case(row)) = register.dossier(id).doing(failed)?.rows.last().map(|row| &row.what) {
                let values: Vec<&str> = row.values.values().map(String::as_str).collect();
                writeln!(out, "  {id}  {}", visible(&values.join(" | ")))?;
            }
        }
        for reason in &doubt.reasons {
            writeln!(out, "    {}", visible(reason))?;
        }
        write!(out, "same, different, skip, quit > ")?;
        out.flush()?;
        let Some(answer) = lines.next().transpose()? else { break };
        let is_same = match answer.trim() {
            "same" | "y" => true,
            "different" | "n" => false,
            "quit" | "q" => break,
            _ => continue,
        };
        let judgement = Judgement { cases: doubt.cases, is_same, authority: authority.clone(), reason: None };
        n_recorded += register.judge(&[judgement], actor(case, &now)).doing(failed)?;
    }
    out.flush()?;
    ui.note(&format!("{n_recorded} judgements recorded, {n_open} pairs were in doubt"));
    Ok(Done::Clean)
}

pub(super) fn judge(args: &Judge, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let mut cases = [args.one.clone(), args.other.clone()];
    cases.sort();
    let is_same = args.judgement == Same::Same;
    let judgement = Judgement { cases, is_same, authority: args.authority.clone(), reason: args.reason.clone() };
    let mut register = args.at.open(case)?;
    let now = case.now();
    let n = register.judge(&[judgement], actor(case, &now)).doing(|| "cannot judge the two cases".to_owned())?;
    ui.note(if n == 0 { "it is so already" } else { "recorded" });
    Ok(Done::Clean)
}

pub(super) fn reopen(args: &Reopen, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let decision = args.by.decision(&args.id, Step::Reopen, args.reason.clone(), case)?;
    step(&args.at, &decision, case, ui)
}

pub(super) fn undo(args: &Undo, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let decision = args.by.decision(&args.id, Step::Reverse { seq: args.entry }, args.reason.clone(), case)?;
    step(&args.at, &decision, case, ui)
}

fn step(at: &Where, decision: &Decision, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let mut register = at.open(case)?;
    let now = case.now();
    let n = register
        .decide(std::slice::from_ref(decision), actor(case, &now))
        .doing(|| format!("cannot change the case `{}`", decision.case))?;
    ui.note(if n == 0 { "it is so already" } else { "recorded" });
    withdraw(&register, &[decision], case, ui)?;
    Ok(Done::Clean)
}
