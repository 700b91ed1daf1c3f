//! `thaw` without a command: what bore the name on a day, what it is called today, and what still bears it.

use super::dossiers;
use crate::case::Case;
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Table, Ui, visible};
use std::collections::BTreeMap;
use std::io::Write;
use thaw_core::{Answer, Edtf};
use thaw_names::{Languages, Matcher};
use thaw_publish::messages::{Language, Messages};
use thaw_publish::words;
use thaw_rename::world::{Bearer, bearers};

/// The dossier of the bundled record; its date of death is the day that the summary shows.
const DOSSIER: &str = "stalin";

pub(crate) fn run(case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let ledger = case.open_ledger(ui)?;
    let dossiers = dossiers::load(&[DOSSIER.to_owned()])?;
    let Some(dossier) = dossiers.first() else { return Ok(Done::Clean) };
    let date =
        dossier.died.clone().ok_or_else(|| CommandError::new("the dossier does not say when the person died"))?;
    let today = case.today()?;
    let state = super::export::state(&ledger)?;
    let matcher = Matcher::new(&dossiers, &Languages::bundled());
    let found = bearers(&state, &matcher, dossier, &date, &today, "en");
    if ui.json {
        return json(&found, &date, ui);
    }
    let mut out = ui.out();
    let n_sure = found.iter().filter(|bearer| bearer.answer == Answer::Yes).count();
    let messages = Messages::load().doing(|| "cannot read the names of countries".to_owned())?;
    let mut by_country: BTreeMap<String, Vec<&Bearer<'_>>> = BTreeMap::new();
    for bearer in &found {
        let country = bearer.subject.country.as_deref();
        let named = country.map_or_else(
            || "no country recorded".to_owned(),
            |code| words::term(&messages, Language::En, "country", code),
        );
        by_country.entry(named).or_default().push(bearer);
    }
    writeln!(
        out,
        "On {date}, the day {} died, at least {n_sure} places in {} of today's countries bore his name{}.",
        dossier.name,
        by_country.len(),
        if found.len() > n_sure { format!(" ({} more possibly)", found.len() - n_sure) } else { String::new() },
    )?;
    writeln!(out, "What each is called today, by country and kind (~ possibly; * bears the name still or again):")?;
    for (country, bearers) in &by_country {
        let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
        bearers.iter().for_each(|bearer| *classes.entry(&bearer.subject.class).or_default() += 1);
        let classes: Vec<String> = classes.iter().map(|(class, count)| format!("{class} {count}")).collect();
        writeln!(out)?;
        writeln!(out, "{}", ui.bold(&format!("{country}: {}", classes.join(", "))))?;
        let mut table = Table::new(&[]);
        for bearer in bearers {
            let mark = if bearer.answer == Answer::Yes { " " } else { "~" };
            let still = if bearer.still > Answer::No { "*" } else { "" };
            table.row(vec![
                format!(" {mark}{}", visible(bearer.then)),
                bearer.subject.class.clone(),
                format!("{}{still}", bearer.today.map_or_else(|| "(not recorded)".into(), visible)),
            ]);
        }
        table.write(ui, &mut out)?;
    }
    let still: Vec<(&str, &Bearer<'_>)> = by_country
        .iter()
        .flat_map(|(country, bearers)| bearers.iter().map(move |bearer| (country.as_str(), *bearer)))
        .filter(|(_, bearer)| bearer.still > Answer::No)
        .collect();
    writeln!(out)?;
    writeln!(out, "{} of them bear the name still or again:", still.len())?;
    for (country, bearer) in still {
        writeln!(out, "  {} ({country}): thaw history {}", visible(bearer.then), bearer.subject.id)?;
    }
    writeln!(out, "Each line has its act and source. Next, try: {}", ui.bold("thaw history volgograd"))?;
    out.flush()?;
    drop(out);
    #[cfg(feature = "atlas")]
    if ui.is_read_by_a_person() {
        return super::serve::after_summary(&ledger, &today, ui);
    }
    Ok(Done::Clean)
}

fn json(found: &[Bearer<'_>], date: &Edtf, ui: &Ui) -> Result<Done, CommandError> {
    let mut out = ui.out();
    for bearer in found {
        let line = serde_json::json!({
            "id": bearer.subject.id,
            "country": bearer.subject.country,
            "class": bearer.subject.class,
            "date": date.to_string(),
            "name": bearer.then,
            "bore_the_name": bearer.answer,
            "today": bearer.today,
            "bears_the_name": bearer.still,
        });
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(Done::Clean)
}
