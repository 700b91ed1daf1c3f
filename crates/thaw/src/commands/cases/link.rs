//! `thaw cases link`

use super::{Where, actor, failed};
use crate::case::Case;
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Table, Ui};
use clap::Args;
use std::collections::BTreeMap;
use std::io::Write;
use thaw_release::link::Settings;

/// Find which cases are about the same person, across lists, scripts and spellings.
///
/// Links the cases that no earlier run saw, and leaves what stood as it was; --anew begins from the start. What people judged
/// holds in either. Pairs in doubt wait for `thaw cases review --links`. Prints the persons with more than one case.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw cases link\n  thaw cases link --anew --link-from 0.95\n\nExit codes: 0 done; 1 done, but judgements contradict one another; 2 not done."
)]
pub(crate) struct Link {
    /// Begin from the start: learn the weights again and look at all cases
    #[arg(long)]
    anew: bool,
    /// Link pairs that are at least this probable
    #[arg(long, value_name = "0..1", default_value_t = Settings::default().link_from)]
    link_from: f64,
    /// Ask a person about pairs that are at least this probable
    #[arg(long, value_name = "0..1", default_value_t = Settings::default().review_from)]
    review_from: f64,
    #[command(flatten)]
    at: Where,
}

pub(super) fn run(args: &Link, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let mut register = args.at.open(case)?;
    let settings = Settings { link_from: args.link_from, review_from: args.review_from, ..Settings::default() };
    let now = case.now();
    let bar = ui.spinner("linking".to_owned());
    let done = register.link(&settings, args.anew, actor(case, &now));
    bar.finish_and_clear();
    let done = done.doing(|| "cannot link the cases".to_owned())?;
    let person_of = register.persons().doing(failed)?;
    let links = register.links().doing(failed)?;
    let mut persons: BTreeMap<&str, Vec<(String, String)>> = BTreeMap::new();
    register
        .each_case(|id, case| {
            if let Some(person) = person_of.get(id) {
                persons.entry(person).or_default().push((id.to_owned(), case.name()));
            }
        })
        .doing(failed)?;
    persons.retain(|_, cases| cases.len() > 1);
    let mut out = ui.out();
    let mut table = Table::new(&["person", "cases", "sure", "names"]);
    for (person, cases) in persons {
        // A person is as sure as the weakest of the links.
        let sure = cases.iter().filter_map(|(id, _)| links.get(id)).map(|link| link.probability).fold(1.0, f64::min);
        if ui.json {
            let ids: Vec<&String> = cases.iter().map(|(id, _)| id).collect();
            writeln!(out, "{}", serde_json::json!({ "person": person, "cases": ids, "probability": sure }))?;
            continue;
        }
        let mut names: Vec<&str> = cases.iter().map(|(_, name)| name.as_str()).collect();
        names.dedup();
        let sure = format!("{:.1}%", sure * 100.0);
        table.row(vec![person.to_owned(), cases.len().to_string(), sure, names.join("; ")]);
    }
    if !ui.json {
        table.write(ui, &mut out)?;
    }
    out.flush()?;
    for [a, b] in &done.refused {
        ui.warn(&format!("that {a} and {b} are the same person contradicts other judgements and was left out"));
    }
    ui.note(&format!(
        "{} cases, {} of them new; {} pairs compared; {} persons with more than one case, {} pairs in doubt",
        done.n_cases, done.n_new, done.n_candidates, done.n_persons, done.n_doubts
    ));
    if done.n_doubts > 0 {
        ui.note("judge the pairs in doubt with: thaw cases review --links --authority NAME");
    }
    Ok(Done::with_problems(!done.refused.is_empty()))
}
