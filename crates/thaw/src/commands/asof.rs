//! `thaw asof`

use super::show;
use crate::args::Asof;
use crate::case::Case;
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Ui, visible};
use std::collections::BTreeMap;
use std::io::Write;
use thaw_core::{Edtf, SubjectId};
use thaw_ledger::Bearer;

pub(crate) fn run(args: &Asof, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let date: Edtf = args.date.parse().doing(|| format!("cannot read the date `{}`", args.date)).map_err(|error| {
        error.hint("dates are written as 1955, 1955-06 or 1955-06-30, uncertain ones as 1955~ or 195X")
    })?;
    let ledger = case.open_ledger(ui)?;
    let failed = || "cannot ask the ledger".to_owned();
    let known_at = args.recorded.as_deref();
    let bearers = match (&args.id, &args.name) {
        (Some(id), _) => {
            let id = SubjectId(id.clone());
            if ledger.subject(&id).doing(failed)?.is_none() {
                return Err(CommandError::new(format!("there is no subject `{id}` on the ledger")).hint(
                    show::or_like(
                        &ledger.subjects_like(&id.0).doing(failed)?,
                        format!("look for it by name: thaw find {id}"),
                    ),
                ));
            }
            ledger.names_of(&id, &date, known_at).doing(failed)?
        }
        (None, Some(name)) => ledger.as_of(&date, name, known_at).doing(failed)?,
        (None, None) => Vec::new(),
    };
    let mut out = ui.out();
    if ui.json {
        serde_json::to_writer_pretty(&mut out, &bearers).map_err(std::io::Error::from)?;
        writeln!(out)?;
        out.flush()?;
        return Ok(Done::with_problems(bearers.is_empty()));
    }
    if bearers.is_empty() {
        let what = args.name.as_deref().or(args.id.as_deref()).unwrap_or_default();
        ui.note(&format!(
            "the ledger knows nothing that was called `{}` on {date}; try: thaw find {what}",
            visible(what)
        ));
        return Ok(Done::Problems);
    }
    let mut by_subject: Vec<(SubjectId, Vec<Bearer>)> = Vec::new();
    for bearer in bearers {
        match by_subject.iter_mut().find(|(id, _)| *id == bearer.subject) {
            Some((_, bearers)) => bearers.push(bearer),
            None => by_subject.push((bearer.subject.clone(), vec![bearer])),
        }
    }
    let today = case.today()?;
    for (id, bearers) in by_subject {
        let subject = ledger.subject(&id).doing(failed)?;
        let what = subject.as_ref().map(show::class_and_country).unwrap_or_default();
        writeln!(out, "{} ({what})", ui.bold(&id.0))?;
        // All names of the date, also in the languages that were not asked for.
        let names = if args.id.is_some() { bearers } else { ledger.names_of(&id, &date, known_at).doing(failed)? };
        let mut by_act: BTreeMap<&str, Vec<&Bearer>> = BTreeMap::new();
        names.iter().for_each(|name| by_act.entry(&name.act.0).or_default().push(name));
        for (act, names) in by_act {
            for bearer in &names {
                let name = &bearer.name;
                let possibly = show::possibly(bearer.answer);
                writeln!(out, "  {possibly}{} [{}]  {}", visible(&name.text), name.lang, show::period(&name.period))?;
            }
            if let Some(recorded) = ledger.act(&thaw_core::ActId(act.to_owned())).doing(failed)? {
                show::decided(&recorded.act, &ledger, "    ", ui, &mut out)?;
            }
        }
        if args.id.is_none() {
            let now = ledger.names_of(&id, &today, known_at).doing(failed)?;
            let now: Vec<String> =
                now.iter().map(|name| format!("{} [{}]", visible(&name.name.text), name.name.lang)).collect();
            if !now.is_empty() {
                writeln!(out, "  today: {}", now.join(", "))?;
            }
        }
    }
    out.flush()?;
    Ok(Done::Clean)
}
