//! `thaw history`

use super::show;
use crate::args::History;
use crate::case::Case;
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Ui, visible};
use std::io::Write;
use thaw_core::SubjectId;

pub(crate) fn run(args: &History, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let ledger = case.open_ledger(ui)?;
    let failed = || "cannot ask the ledger".to_owned();
    let mut id = SubjectId(args.id.clone());
    if ledger.subject(&id).doing(failed)?.is_none() {
        // A name is as good as an id when it means one subject.
        let found = ledger.find(&args.id, 5).doing(failed)?;
        let best: Vec<_> = found.iter().filter(|bearer| bearer.matched == found[0].matched).collect();
        match best[..] {
            [only] => id = only.subject.clone(),
            [] => {
                let like = ledger.subjects_like(&args.id).doing(failed)?;
                let hint = show::or_like(&like, format!("look for it by name: thaw find {}", visible(&args.id)));
                ui.note(&format!("the ledger has no subject `{}`; {hint}", visible(&args.id)));
                return Ok(Done::Problems);
            }
            _ => {
                let ids: Vec<&str> = best.iter().map(|bearer| bearer.subject.0.as_str()).collect();
                return Err(CommandError::new(format!("several subjects bore the name `{}`", args.id))
                    .hint(format!("take one of: {}", ids.join(", "))));
            }
        }
    }
    let acts = ledger.history(&id).doing(failed)?;
    let mut out = ui.out();
    if ui.json {
        serde_json::to_writer_pretty(&mut out, &acts).map_err(std::io::Error::from)?;
        writeln!(out)?;
        out.flush()?;
        return Ok(Done::Clean);
    }
    if let Some(subject) = ledger.subject(&id).doing(failed)? {
        let at = subject.at.map(|at| format!(", {:.4} {:.4}", at.lat, at.lon)).unwrap_or_default();
        writeln!(out, "{} ({}{at})", ui.bold(&id.0), show::class_and_country(&subject))?;
        for (system, external) in &subject.external {
            writeln!(out, "  {}", ui.dim(&format!("{system}: {external}")))?;
        }
    }
    for recorded in acts {
        let act = &recorded.act;
        let state = match (&recorded.reversed_by, recorded.in_force) {
            (Some(by), _) => format!(" (reversed by {by})"),
            (None, false) => format!(" ({})", serde_json::to_string(&act.state).unwrap_or_default().trim_matches('"')),
            (None, true) => String::new(),
        };
        let kind = serde_json::to_string(&act.kind).unwrap_or_default();
        writeln!(out, "{}  {}{state}", ui.bold(&act.date.to_string()), kind.trim_matches('"'))?;
        for fact in &act.facts {
            writeln!(out, "    {}", show::fact(fact))?;
        }
        if let Some(text) = act.text.get("en").or_else(|| act.text.values().next()) {
            writeln!(out, "    {}", visible(text))?;
        }
        show::decided(act, &ledger, "    ", ui, &mut out)?;
    }
    out.flush()?;
    Ok(Done::Clean)
}
