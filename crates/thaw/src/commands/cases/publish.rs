//! `thaw cases publish`, and what takes a publication back

use super::review::By;
use super::{Where, actor};
use crate::case::Case;
use crate::commands::decree::read;
use crate::error::{CommandError, Doing, Done};
use crate::ui::Ui;
use clap::Args;
use thaw_core::Entry;
use thaw_ledger::{ActFilter, Undo};
use thaw_release::register::{Decision, Register, Step, public_id, publication, withdrawn};

/// Publish a decided case on purpose: the name and the decision go to the public record.
///
/// Refused for a person who may be alive, unless --consent says who agreed.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Example:\n  thaw cases publish 8ee1d0f2b33492e4 --decree ussr-1989-01-16 --authority \"City archive\"\n\nExit codes: 0 done; 2 not done."
)]
pub(crate) struct Publish {
    /// The id of the case
    id: String,
    /// The decree under which it was decided: a bundled one, or a file
    #[arg(long)]
    decree: String,
    /// Who consented, for a person who may be alive
    #[arg(long)]
    consent: Option<String>,
    #[command(flatten)]
    by: By,
    #[command(flatten)]
    at: Where,
}

pub(super) fn run(args: &Publish, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let (_, decrees) = read(std::slice::from_ref(&args.decree))?;
    let cannot = || format!("cannot publish the case `{}`", args.id);
    let decree = decrees.first().ok_or_else(|| CommandError::new(cannot()))?;
    let mut register = args.at.open(case)?;
    let dossier = register.dossier(&args.id).doing(cannot)?;
    let entries = publication(&dossier, decree, args.consent.as_deref(), &case.today()?).doing(cannot)?;
    let decision = args.by.decision(&args.id, Step::Publish, args.consent.clone(), case)?;
    let mut ledger = case.open_ledger(ui)?;
    let now = case.now();
    ledger.correct(&entries, &case.recorder, &now).doing(cannot)?;
    // Published before and taken back: the reversal is reversed.
    for entry in &entries {
        let Entry::Act(act) = entry else { continue };
        let recorded = ledger.act(&act.id).doing(cannot)?;
        if let Some(reversal) = recorded.and_then(|recorded| recorded.reversed_by) {
            ledger.undo(&reversal, &because(&decision)?, &case.recorder, &now).doing(cannot)?;
        }
    }
    register.decide(&[decision], actor(case, &now)).doing(cannot)?;
    ui.note(&format!("published as case/{}: thaw history case/{}", args.id, args.id));
    Ok(Done::Clean)
}

/// Takes back what was published of the cases of some decisions, as far as the decisions on them no longer bear it out.
pub(super) fn withdraw(register: &Register, decisions: &[&Decision], case: &Case, ui: &Ui) -> Result<(), CommandError> {
    let mut published = Vec::new();
    for decision in decisions {
        let dossier = register.dossier(&decision.case).doing(|| format!("cannot read the case `{}`", decision.case))?;
        if dossier.decisions.iter().any(|recorded| recorded.what.step == Step::Publish) {
            published.push((dossier, decision));
        }
    }
    if published.is_empty() {
        return Ok(());
    }
    let mut ledger = case.open_ledger(ui)?;
    for (dossier, decision) in published {
        let cannot = || format!("the public record still has the case `{}`", dossier.id);
        let filter = ActFilter { subject: Some(public_id(&dossier.id)), in_force: Some(true), ..ActFilter::default() };
        let acts = ledger.acts(&filter).doing(cannot)?;
        for act in withdrawn(&dossier, acts.iter().map(|recorded| &recorded.act)) {
            ledger.undo(&act, &because(decision)?, &case.recorder, &case.now()).doing(cannot)?;
            ui.note(&format!(
                "the public record: {act} is reversed, and the atlas no longer shows the case; the entry stays on the ledger, and there may be copies of it"
            ));
        }
    }
    Ok(())
}

/// Returns what a reversal on the public record says: who decided, when, and why.
fn because(decision: &Decision) -> Result<Undo, CommandError> {
    let date = decision.date.parse().doing(|| format!("cannot read the date `{}`", decision.date))?;
    let (authority, note) = (Some(decision.authority.clone()), decision.reason.clone());
    Ok(Undo { date, authority, note, sources: Vec::new() })
}
