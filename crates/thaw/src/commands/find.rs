//! `thaw find`

use super::show;
use crate::args::Find;
use crate::case::Case;
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Ui, visible};
use std::io::Write;

pub(crate) fn run(args: &Find, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let ledger = case.open_ledger(ui)?;
    let failed = || "cannot ask the ledger".to_owned();
    let found = ledger.find(&args.name, args.limit).doing(failed)?;
    let mut out = ui.out();
    if ui.json {
        serde_json::to_writer_pretty(&mut out, &found).map_err(std::io::Error::from)?;
        writeln!(out)?;
        out.flush()?;
        return Ok(Done::with_problems(found.is_empty()));
    }
    let today = case.today()?;
    for bearer in &found {
        let subject = ledger.subject(&bearer.subject).doing(failed)?;
        let name = &bearer.name;
        writeln!(
            out,
            "{} [{}]  {}  {} ({})",
            ui.bold(&visible(&name.text)),
            name.lang,
            show::period(&name.period),
            bearer.subject,
            subject.as_ref().map(show::class_and_country).unwrap_or_default(),
        )?;
        let now = ledger.names_of(&bearer.subject, &today, None).doing(failed)?;
        let now: Vec<String> =
            now.iter().map(|name| format!("{} [{}]", visible(&name.name.text), name.name.lang)).collect();
        if !now.is_empty() {
            writeln!(out, "    today: {}", now.join(", "))?;
        }
        writeln!(out, "    {}", ui.dim(&format!("match: {}; act {}", bearer.matched, bearer.act)))?;
    }
    out.flush()?;
    if found.is_empty() {
        ui.note(&format!(
            "the ledger knows no name like `{}`; works are found by title and author: thaw works WORDS",
            visible(&args.name)
        ));
    }
    Ok(Done::with_problems(found.is_empty()))
}
