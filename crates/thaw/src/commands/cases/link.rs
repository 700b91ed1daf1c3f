//! `thaw cases link`

use super::{Where, actor, failed};
use crate::case::Case;
use crate::commands::{is_on_standard_output, write_to};
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Table, Ui};
use clap::Args;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use thaw_formats::csv_table::{Formulas, Writer};
use thaw_release::link::Settings;
use thaw_release::register::{EachPair, LinkedUp, RegisterError, Scored};

/// Find which cases are about the same person, across lists, scripts and spellings.
///
/// Links the cases that no earlier run saw, and leaves what stood as it was; --anew begins from the start. What people judged
/// holds in either, and every run learns from it. Pairs in doubt wait for `thaw cases review --links`. Prints the persons with
/// more than one case; `thaw cases export links` writes the person of every case.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw cases link\n  thaw cases link --anew --link-from 0.95\n  thaw cases link --anew --pairs pairs.csv\n\nExit codes: 0 done; 1 done, but judgements contradict one another; 2 not done."
)]
pub(crate) struct Link {
    /// Begin from the start: look at all cases again
    #[arg(long)]
    anew: bool,
    /// Link pairs that are at least this probable
    #[arg(long, value_name = "0..1", default_value_t = Settings::default().link_from)]
    link_from: f64,
    /// Ask a person about pairs that are at least this probable
    #[arg(long, value_name = "0..1", default_value_t = Settings::default().review_from)]
    review_from: f64,
    /// Write the pairs that this run scored, down to a tenth of --review-from, to this file as CSV: how probable each is, and
    /// what every field contributed, in bits
    #[arg(long, value_name = "FILE")]
    pairs: Option<PathBuf>,
    #[command(flatten)]
    at: Where,
}

pub(super) fn run(args: &Link, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let is_taken = is_on_standard_output(&[&args.pairs], ui.json.then_some("--json"))?;
    let mut register = args.at.open(case)?;
    let settings = Settings { link_from: args.link_from, review_from: args.review_from, ..Settings::default() };
    let now = case.now();
    for (name, share) in [("--link-from", args.link_from), ("--review-from", args.review_from)] {
        if !(0.0..=1.0).contains(&share) {
            return Err(CommandError::new(format!("{name}: expected a number from 0 to 1, found `{share}`")));
        }
    }
    let bar = ui.spinner("linking".to_owned());
    let done = match &args.pairs {
        Some(path) => with_pairs(path, ui, |tell| register.link(&settings, args.anew, Some(tell), actor(case, &now))),
        None => {
            register.link(&settings, args.anew, None, actor(case, &now)).doing(|| "cannot link the cases".to_owned())
        }
    };
    bar.finish_and_clear();
    let done = done?;
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
    if !ui.json && !is_taken {
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
    let rules: Vec<String> = done.rules.iter().map(|(words, n)| format!("{words} ({n})")).collect();
    if !rules.is_empty() {
        ui.note(&format!("pairs were looked for by what they share: {}", rules.join("; ")));
    }
    if done.n_new > 1 && !done.has_learned {
        ui.note("too few cases are about the same person to learn from: the weights are mostly the customary ones");
    }
    if done.n_doubts > 0 {
        ui.note("judge the pairs in doubt with: thaw cases review --links --authority NAME");
    }
    Ok(Done::with_problems(!done.refused.is_empty()))
}

/// Links, and writes the scored pairs as a table.
fn with_pairs(
    path: &Path,
    ui: &Ui,
    link: impl FnOnce(EachPair<'_>) -> Result<LinkedUp, RegisterError>,
) -> Result<LinkedUp, CommandError> {
    let mut done = None;
    write_to(Some(path), ui, |out| {
        let mut table: io::Result<Option<Writer<&mut dyn Write>>> = Ok(None);
        let mut out = Some(out);
        done = Some(link(&mut |pair| {
            let begun = std::mem::replace(&mut table, Ok(None));
            table = begun.and_then(|table| write(table.map(Ok).or_else(|| Some(heading(out.take()?, pair))), pair));
        }));
        match table? {
            Some(table) => table.finish(),
            None => Ok(()),
        }
    })?;
    let done = done.unwrap_or_else(|| Ok(LinkedUp::default()));
    done.doing(|| "cannot link the cases".to_owned())
}

/// Begins a table of pairs: its columns are the fields that the first pair has.
fn heading<'o>(out: &'o mut dyn Write, pair: &Scored<'_>) -> io::Result<Writer<&'o mut dyn Write>> {
    let fields = pair.waterfall.steps.iter().map(|step| step.field.as_deref().unwrap_or("before any field"));
    Writer::new(out, ["case", "other", "probability", "linked", "bits"].into_iter().chain(fields), Formulas::Disarmed)
}

type Begun<'o> = Writer<&'o mut dyn Write>;

fn write<'o>(table: Option<io::Result<Begun<'o>>>, pair: &Scored<'_>) -> io::Result<Option<Begun<'o>>> {
    let Some(mut table) = table.transpose()? else { return Ok(None) };
    let [case, other] = pair.cases;
    let is_linked = if pair.is_linked { "yes" } else { "no" };
    let told = [pair.waterfall.bits()].into_iter().chain(pair.waterfall.steps.iter().map(|step| step.bits));
    let numbers: Vec<String> = told.map(|bits| format!("{bits:.2}")).collect();
    let probability = format!("{:.6}", pair.probability);
    table.row([case, other, &probability, is_linked].into_iter().chain(numbers.iter().map(String::as_str)))?;
    Ok(Some(table))
}
