//! `thaw verify`, `thaw undo` and `thaw approve`: the ledger itself.

use super::show;
use crate::args::{Approve, Undo, Verify};
use crate::case::Case;
use crate::error::{CommandError, Doing, Done};
use crate::ui::Ui;
use std::io::Write;
use thaw_core::{ActId, ActState, Citation, Edtf, Entry, Source, SourceId};
use thaw_ledger::{Head, Ledger};

pub(crate) fn run(args: &Verify, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let head = match &args.head {
        Some(text) => Some(text.parse::<Head>().map_err(|error| CommandError::new(format!("--head: {error}")))?),
        None => None,
    };
    let path = &case.ledger_path;
    let ledger = Ledger::open_read_only(path).doing(|| format!("cannot open the ledger `{}`", path.display()))?;
    let bar = ui.spinner(format!("checking {}", path.display()));
    let report = ledger.verify(head.as_ref()).doing(|| format!("cannot read the ledger `{}`", path.display()));
    bar.finish_and_clear();
    let report = report?;
    let mut out = ui.out();
    if ui.json {
        serde_json::to_writer_pretty(&mut out, &report).map_err(std::io::Error::from)?;
        writeln!(out)?;
    } else {
        for fault in &report.faults {
            writeln!(out, "{fault}")?;
        }
        if report.is_sound() {
            writeln!(out, "{} entries, all as they were written", report.n_entries)?;
        } else {
            writeln!(out, "{} entries, {} faults", report.n_entries, report.n_faults)?;
        }
        writeln!(out, "head: {}", report.head)?;
    }
    out.flush()?;
    Ok(Done::with_problems(!report.is_sound()))
}

pub(crate) fn undo(args: &Undo, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let date: Edtf = match &args.date {
        Some(text) => text.parse().doing(|| format!("--date: cannot read `{text}`"))?,
        None => case.today()?,
    };
    let mut ledger = case.open_ledger(ui)?;
    let act = ActId(args.act.clone());
    let undo =
        thaw_ledger::Undo { date, authority: args.authority.clone(), note: args.reason.clone(), sources: Vec::new() };
    if ledger.act(&act).doing(|| "cannot read the ledger".to_owned())?.is_none() {
        return Err(no_act(&ledger, &act.0));
    }
    let id = ledger
        .undo(&act, &undo, &case.recorder, &case.now())
        .doing(|| format!("cannot undo `{act}`"))
        .map_err(|error| error.hint(ACTS_OF))?;
    let mut out = ui.out();
    writeln!(out, "{id}")?;
    out.flush()?;
    ui.note(&format!("recorded: {act} is reversed; it stays on the ledger, and undoing {id} brings it back"));
    Ok(Done::Clean)
}

const ACTS_OF: &str = "the acts about a subject: thaw history SUBJECT";

fn no_act(ledger: &Ledger, id: &str) -> CommandError {
    let like = ledger.acts_like(id).unwrap_or_default();
    CommandError::new(format!("the ledger has no act `{id}`")).hint(show::or_like(&like, ACTS_OF.to_owned()))
}

pub(crate) fn approve(args: &Approve, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let mut ledger = case.open_ledger(ui)?;
    let mut entries = Vec::new();
    let citations: Vec<Citation> = args
        .source
        .iter()
        .map(|text| {
            let id = SourceId(format!("decision:{text}"));
            let url = text.starts_with("http").then(|| text.clone());
            let (title, kind) = (text.clone(), "decision".to_owned());
            entries.push(Entry::Source(Source {
                id: id.clone(),
                title,
                author: None,
                date: None,
                url,
                licence: None,
                kind,
            }));
            Citation { source: id, locator: None, seen: true }
        })
        .collect();
    for act in &args.acts {
        let found = ledger.act(&ActId(act.clone())).doing(|| "cannot read the ledger".to_owned())?;
        let found = found.ok_or_else(|| no_act(&ledger, act))?;
        if found.act.state != ActState::Proposed {
            return Err(CommandError::new(format!("`{act}` is not proposed but {:?}", found.act.state).to_lowercase()));
        }
        entries.push(Entry::Progress {
            act: ActId(act.clone()),
            state: ActState::Approved,
            sources: citations.clone(),
            note: args.note.clone(),
        });
    }
    ledger.append(&entries, &case.recorder, &case.now()).doing(|| "cannot record the approval".to_owned())?;
    ui.note(&format!("{} acts approved", args.acts.len()));
    Ok(Done::Clean)
}
