//! `thaw cases show`, `find` and `verify`

use super::{Where, actor, failed};
use crate::case::Case;
use crate::commands::decree::{Lang, read};
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Table, Ui, visible};
use clap::Args;
use std::io::Write;
use thaw_release::cases::fields::said;
use thaw_release::register::{Decision, Look, Recorded, Row, Standing, Step};

/// Show everything that is recorded about a case.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Example (the id is printed by `thaw cases find`):\n  thaw cases show 8ee1d0f2b33492e4\n\nExit codes: 0 found; 2 there is no such case."
)]
pub(crate) struct Show {
    /// The id of the case
    id: String,
    /// The language of the names of fields
    #[arg(long, value_enum, default_value_t = Lang::En)]
    lang: Lang,
    #[command(flatten)]
    at: Where,
}

/// Find cases by words of a name or of any cell.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Example:\n  thaw cases find Примеров\n\nExit codes: 0 found; 1 nothing found; 2 not done."
)]
pub(crate) struct Find {
    /// Words that must all stand in the row
    #[arg(required = true)]
    words: Vec<String>,
    #[command(flatten)]
    at: Where,
}

/// List who looked at cases or changed them, and when.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  thaw cases log\n  thaw cases log --json\n\nExit codes: 0 done; 2 not done.")]
pub(crate) struct Log {
    /// Also the rows of lists that were imported
    #[arg(long)]
    rows: bool,
    #[command(flatten)]
    at: Where,
}

/// Check that no entry of the case file was changed or removed.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Example:\n  thaw cases verify\n\nExit codes: 0 sound; 1 something was changed; 2 not done."
)]
pub(crate) struct Verify {
    #[command(flatten)]
    at: Where,
}

pub(super) fn run(args: &Show, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let (reader, _) = read(&[])?;
    let mut register = args.at.open(case)?;
    let dossier =
        register.dossier(&args.id).doing(failed).map_err(|error| error.hint("look for it: thaw cases find NAME"))?;
    let now = case.now();
    register.looked(Some(&args.id), &Look { what: "show".to_owned(), n_cases: 1 }, actor(case, &now)).doing(failed)?;
    let standing = Standing::of(&dossier.decisions);
    let mut out = ui.out();
    if ui.json {
        let rows: Vec<_> = dossier.rows.iter().map(|row| json(row, &row.what)).collect();
        let decisions: Vec<_> = dossier.decisions.iter().map(|row| json(row, &row.what)).collect();
        let looks: Vec<_> = dossier.looks.iter().map(|row| json(row, &row.what)).collect();
        writeln!(
            out,
            "{}",
            serde_json::json!({
                "id": dossier.id, "rows": rows, "decisions": decisions, "looks": looks,
                "same_person": register.same_person(&args.id).doing(failed)?,
                "link": register.link_of(&args.id).doing(failed)?,
            })
        )?;
        out.flush()?;
        return Ok(Done::Clean);
    }
    if let Some(Recorded { what, .. }) = dossier.rows.last() {
        match what {
            Row::Case(found) => {
                writeln!(out, "{}", ui.bold(&visible(&found.name())))?;
                writeln!(out, "{}: {}", visible(&found.list), found.place)?;
                for (name, value) in &found.values {
                    let label =
                        reader.fields().get(name).map_or(name.as_str(), |field| said(&field.label, args.lang.tag()));
                    let place = found.places.get(name).map_or_else(String::new, |place| {
                        let today = place.today.as_deref().unwrap_or("no name today");
                        format!(" (today {today}; {}{})", place.subject, if place.is_sure { "" } else { ", possibly" })
                    });
                    writeln!(out, "  {label}: {}{}", visible(value), ui.dim(&visible(&place)))?;
                }
                for (name, value) in &standing.learned {
                    let label =
                        reader.fields().get(name).map_or(name.as_str(), |field| said(&field.label, args.lang.tag()));
                    writeln!(out, "  {label}: {} (learned since)", visible(value))?;
                }
                for flag in &found.flags {
                    writeln!(out, "  odd: {}", visible(flag))?;
                }
                let raw: Vec<String> = found.raw.iter().map(|(column, cell)| format!("{column}={cell}")).collect();
                writeln!(out, "  {}", ui.dim(&visible(&format!("in the list: {}", raw.join(" | ")))))?;
            }
            Row::Aside { list, place, reason, raw } => {
                writeln!(out, "set aside: {}: {place}: {}", visible(list), visible(reason))?;
                for (column, cell) in raw {
                    writeln!(out, "  {}: {}", visible(column), visible(cell))?;
                }
            }
        }
    }
    for recorded in &dossier.decisions {
        writeln!(out, "{}", decided(recorded, &standing))?;
    }
    for other in register.same_person(&args.id).doing(failed)? {
        let other = register.dossier(&other).doing(failed)?;
        if let Some(Row::Case(row)) = other.rows.last().map(|row| &row.what) {
            let told = format!("the same person: {}  {}  {}: {}", other.id, row.name(), row.list, row.place);
            writeln!(out, "{}", visible(&told))?;
            let standing = Standing::of(&other.decisions);
            for recorded in &other.decisions {
                writeln!(out, "  {}", decided(recorded, &standing))?;
            }
        }
    }
    if let Some(link) = register.link_of(&args.id).doing(failed)?.filter(|link| link.with.is_some()) {
        let with = link.with.as_deref().unwrap_or_default();
        writeln!(out, "linked to {with}: {:.1}% the same person", link.probability * 100.0)?;
        for reason in &link.reasons {
            writeln!(out, "  {}", ui.dim(&visible(reason)))?;
        }
    }
    let n_looks = dossier.looks.len();
    if let Some(last) = dossier.looks.last() {
        writeln!(
            out,
            "{}",
            ui.dim(&format!("looked at {n_looks} times before, last by {} at {}", last.recorder, last.recorded_at))
        )?;
    }
    out.flush()?;
    Ok(Done::Clean)
}

fn json<T>(recorded: &Recorded<T>, what: &impl serde::Serialize) -> serde_json::Value {
    serde_json::json!({ "seq": recorded.seq, "recorded_at": recorded.recorded_at, "recorder": recorded.recorder, "what": what })
}

/// Tells a decision on one line.
fn decided(recorded: &Recorded<Decision>, standing: &Standing) -> String {
    let decision = &recorded.what;
    let what = match &decision.step {
        Step::Decide { decree, verdict, clause } => {
            let clause = clause.as_ref().map_or_else(String::new, |clause| format!(", clause {clause}"));
            let holds = standing.verdicts.get(decree).is_some_and(|(_, seq)| *seq == recorded.seq);
            format!("{decree}: {}{clause}{}", verdict.word(), if holds { "" } else { " (no longer holds)" })
        }
        Step::Learn { field, value } => format!("{field} is {value}"),
        Step::Reopen => "open again".to_owned(),
        Step::Reverse { seq } => format!("entry {seq} is reversed"),
        Step::Publish => "published".to_owned(),
    };
    let reason = decision.reason.as_ref().map_or_else(String::new, |reason| format!(": {reason}"));
    let told = format!("entry {}: {}: {what}; {}{reason}", recorded.seq, decision.date, decision.authority);
    visible(&told).into_owned()
}

pub(super) fn find(args: &Find, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let mut register = args.at.open(case)?;
    let mut found: Vec<(String, thaw_release::cases::Case)> = Vec::new();
    register.find(&args.words, |id, case| found.push((id.to_owned(), case))).doing(failed)?;
    let now = case.now();
    let n_cases = found.len() as u64;
    register.looked(None, &Look { what: "find".to_owned(), n_cases }, actor(case, &now)).doing(failed)?;
    let mut out = ui.out();
    let mut table = Table::new(&["case", "name", "born", "list", "place"]);
    for (id, found) in &found {
        if ui.json {
            writeln!(out, "{}", serde_json::json!({ "id": id, "case": found }))?;
        } else {
            let born = found.get("born").unwrap_or_default().to_owned();
            table.row(vec![id.clone(), found.name(), born, found.list.clone(), found.place.clone()]);
        }
    }
    if !ui.json && !found.is_empty() {
        table.write(ui, &mut out)?;
    }
    out.flush()?;
    Ok(Done::with_problems(found.is_empty()))
}

pub(super) fn log(args: &Log, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let register = args.at.open(case)?;
    let mut entries = Vec::new();
    register
        .each_access(|access| {
            if args.rows || access.kind != "row" {
                entries.push(access);
            }
        })
        .doing(failed)?;
    let mut out = ui.out();
    let mut table = Table::new(&["entry", "when", "who", "what", "case"]);
    for access in entries {
        if ui.json {
            serde_json::to_writer(&mut out, &access).map_err(std::io::Error::from)?;
            writeln!(out)?;
            continue;
        }
        let what = match access.look {
            Some(look) => format!("{} ({} cases)", look.what, look.n_cases),
            None => access.kind,
        };
        table.row(vec![access.seq.to_string(), access.recorded_at, access.recorder, what, access.about]);
    }
    if !ui.json {
        table.write(ui, &mut out)?;
    }
    out.flush()?;
    Ok(Done::Clean)
}

pub(super) fn verify(args: &Verify, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let register = args.at.open(case)?;
    let (n_entries, faults) = register.verify().doing(failed)?;
    let mut out = ui.out();
    if ui.json {
        writeln!(out, "{}", serde_json::json!({ "entries": n_entries, "faults": faults }))?;
    } else {
        faults.iter().try_for_each(|fault| writeln!(out, "{fault}"))?;
    }
    out.flush()?;
    ui.note(&format!("{n_entries} entries, {} faults", faults.len()));
    Ok(Done::with_problems(!faults.is_empty()))
}
