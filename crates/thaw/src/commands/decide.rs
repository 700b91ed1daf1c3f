//! `thaw decide`

use super::dossiers;
use super::survey::honours;
use crate::args::Decide;
use crate::case::Case;
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Ui, visible};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use thaw_core::{ActState, Candidate, Edtf, Problem, SubjectId};
use thaw_ledger::Ledger;
use thaw_names::{Languages, Matcher};
use thaw_rename::check::{self, Neighbours, Speech, Warning};
use thaw_rename::decision::{self, Decision, Defaults, Verdict};
use thaw_rename::survey;

pub(crate) fn run(args: &Decide, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let candidates = read_candidates(args)?;
    let defaults = defaults(args, case)?;
    let languages = Languages::bundled();
    let speech = Speech::new(&languages);
    let mut neighbours = Vec::new();
    for path in &args.map {
        let bar = ui.spinner(format!("reading the names of {}", path.display()));
        let found = survey::neighbours(path).doing(|| format!("cannot read `{}`", path.display()))?;
        bar.finish_and_clear();
        neighbours.extend(found);
    }
    let in_force: Vec<String> =
        candidates.values().map(|candidate| candidate.dossier.clone()).collect::<BTreeSet<_>>().into_iter().collect();
    // A dossier that a survey read from a file is not known by its id here; the others are still checked.
    let dossiers: Vec<_> =
        in_force.iter().filter_map(|id| dossiers::load(std::slice::from_ref(id)).ok()).flatten().collect();
    let matcher = Matcher::new(&dossiers, &languages);
    let checks = Checks { args, neighbours: Neighbours::new(neighbours, &speech), matcher };
    let mut ledger = case.open_ledger(ui)?;
    match &args.from {
        Some(path) => {
            let name = path.display().to_string();
            let (decisions, problems) =
                decision::read(path, &defaults).doing(|| format!("cannot read the decisions in `{name}`"))?;
            from_table(&decisions, problems, &name, &candidates, &checks, &mut ledger, case, ui)
        }
        None => one_by_one(&candidates, &defaults, &checks, &mut ledger, case, ui),
    }
}

fn read_candidates(args: &Decide) -> Result<BTreeMap<SubjectId, Candidate>, CommandError> {
    let path = &args.candidates;
    let file = File::open(path).doing(|| format!("cannot open `{}`", path.display()))?;
    let mut candidates = BTreeMap::new();
    for (line_idx, line) in BufReader::new(file).lines().enumerate() {
        let line = line.doing(|| format!("cannot read `{}`, line {}", path.display(), line_idx + 1))?;
        if line.trim().is_empty() {
            continue;
        }
        let candidate: Candidate = serde_json::from_str(&line)
            .doing(|| format!("`{}`, line {} is no candidate", path.display(), line_idx + 1))
            .map_err(|error| error.hint("make the file with: thaw survey FILE --format jsonl -o candidates.jsonl"))?;
        candidates.insert(candidate.id.clone(), candidate);
    }
    Ok(candidates)
}

fn defaults(args: &Decide, case: &Case) -> Result<Defaults, CommandError> {
    let date = match &args.date {
        Some(text) => text.parse::<Edtf>().doing(|| format!("--date: cannot read `{text}`"))?,
        None => case.today()?,
    };
    // A table must give its dates; in a terminal the decision is taken now.
    let date = (args.from.is_none() || args.date.is_some()).then_some(date);
    Ok(Defaults {
        authority: args.authority.clone(),
        instrument: args.instrument.clone(),
        date,
        source: args.source.clone(),
    })
}

struct Checks<'a> {
    args: &'a Decide,
    neighbours: Neighbours<'a>,
    matcher: Matcher,
}

impl Checks<'_> {
    fn warnings(
        &self,
        decision: &Decision,
        candidate: &Candidate,
        ledger: &Ledger,
    ) -> Result<Vec<Warning>, CommandError> {
        let acts = ledger.history(&candidate.id).doing(|| "cannot read the ledger".to_owned())?;
        let own_id = decision::act_id(decision, candidate);
        let standing = acts.iter().filter(|recorded| recorded.stands());
        let mut warnings = check::acts_taken(standing.map(|recorded| &recorded.act).filter(|act| act.id != own_id));
        if decision.verdict == Verdict::Rename {
            let members: BTreeSet<&SubjectId> = candidate.members.iter().map(|member| &member.id).collect();
            for name in decision.new_names.values() {
                warnings.extend(self.neighbours.alike(name, candidate.within.as_deref(), &|id| members.contains(id)));
                warnings.extend(check::too_long(name, self.args.sign_length));
                warnings.extend(check::bears_name(name, &self.matcher));
            }
        }
        Ok(warnings)
    }

    fn state(&self) -> ActState {
        if self.args.approved { ActState::Approved } else { ActState::Proposed }
    }
}

#[allow(clippy::too_many_arguments)]
fn from_table(
    decisions: &[Decision],
    mut problems: Vec<Problem>,
    path: &str,
    candidates: &BTreeMap<SubjectId, Candidate>,
    checks: &Checks<'_>,
    ledger: &mut Ledger,
    case: &Case,
    ui: &Ui,
) -> Result<Done, CommandError> {
    let mut n_recorded = 0;
    let mut n_known = 0;
    for decision in decisions {
        let mut refuse = |what: String| {
            let place = decision.place.clone();
            problems.push(Problem { path: path.to_owned(), place, what, action: "not recorded".to_owned() });
        };
        let Some(candidate) = candidates.get(&decision.candidate) else {
            refuse(format!("column `candidate`: no candidate `{}` in the survey", decision.candidate));
            continue;
        };
        let warnings = checks.warnings(decision, candidate, ledger)?;
        for warning in &warnings {
            ui.warn(&format!("{path}: {}: {}: {warning}", decision.place, visible(&candidate.name)));
        }
        if !warnings.is_empty() && !checks.args.in_spite {
            refuse(format!(
                "{} warnings about `{}`; --in-spite records it all the same",
                warnings.len(),
                candidate.name
            ));
            continue;
        }
        if checks.args.dry_run {
            continue;
        }
        let entries = decision::entries(decision, candidate, checks.state());
        match ledger.correct(&entries, &case.recorder, &case.now()) {
            Ok(appended) if appended.n_new == 0 => n_known += 1,
            Ok(_) => n_recorded += 1,
            Err(error) => refuse(error.to_string()),
        }
    }
    ui.problems(&problems);
    let what = if checks.args.dry_run { "checked, nothing recorded" } else { "recorded" };
    ui.note(&format!("{n_recorded} decisions {what}, {n_known} known before, {} refused", problems.len()));
    if n_recorded > 0 {
        ui.note(
            "next: thaw export osc --approved --map MAP -o changes.osc (acts that are only proposed: thaw approve ACT)",
        );
    }
    Ok(Done::with_problems(!problems.is_empty()))
}

fn one_by_one(
    candidates: &BTreeMap<SubjectId, Candidate>,
    defaults: &Defaults,
    checks: &Checks<'_>,
    ledger: &mut Ledger,
    case: &Case,
    ui: &Ui,
) -> Result<Done, CommandError> {
    if !io::stdin().is_terminal() && std::env::var_os("THAW_ASSUME_TERMINAL").is_none() {
        return Err(CommandError::new("standard input is no terminal, so nobody can be asked")
            .hint("give a table of decisions with --from"));
    }
    let mut lines = io::stdin().lock().lines();
    let mut in_order: Vec<Candidate> = candidates.values().cloned().collect();
    survey::sort(&mut in_order);
    let n_all = in_order.len();
    let mut n_recorded = 0;
    for (idx, candidate) in in_order.iter().enumerate() {
        let taken = ledger.history(&candidate.id).doing(|| "cannot read the ledger".to_owned())?;
        if let Some(recorded) = taken.iter().find(|recorded| recorded.stands()) {
            ui.note(&format!("{}: decided already ({})", visible(&candidate.name), recorded.act.id));
            continue;
        }
        show(candidate, idx + 1, n_all, ui)?;
        match ask(candidate, defaults, checks, ledger, &mut lines, ui)? {
            Answer::Decided(decision) => {
                let entries = decision::entries(&decision, candidate, checks.state());
                if !checks.args.dry_run {
                    ledger
                        .append(&entries, &case.recorder, &case.now())
                        .doing(|| "cannot record the decision".to_owned())?;
                    n_recorded += 1;
                }
            }
            Answer::Skipped => {}
            Answer::Quit => break,
        }
    }
    ui.note(&format!("{n_recorded} decisions recorded in {}", case.ledger_path.display()));
    Ok(Done::Clean)
}

fn show(candidate: &Candidate, number: usize, n_all: usize, ui: &Ui) -> Result<(), CommandError> {
    let mut out = ui.out();
    writeln!(out)?;
    writeln!(out, "[{number}/{n_all}] {}", ui.bold(&visible(&candidate.name)))?;
    let within = candidate.within.as_ref().map(|within| format!(" in {}", visible(within))).unwrap_or_default();
    writeln!(out, "  {}{within}, {}", candidate.class, candidate.id)?;
    writeln!(out, "  honours {} (score {:.2})", honours(candidate.honours), candidate.score)?;
    for evidence in &candidate.evidence {
        writeln!(out, "    {:+.2}  {}", evidence.weight, visible(&evidence.text))?;
    }
    let n_objects: BTreeSet<&SubjectId> = candidate.members.iter().map(|member| &member.id).collect();
    writeln!(out, "  {} objects bear or repeat the name", n_objects.len())?;
    out.flush()?;
    Ok(())
}

enum Answer {
    Decided(Box<Decision>),
    Skipped,
    Quit,
}

type Lines<'a> = io::Lines<io::StdinLock<'a>>;

fn line(prompt: &str, lines: &mut Lines<'_>, ui: &Ui) -> Result<Option<String>, CommandError> {
    let mut out = ui.out();
    write!(out, "{prompt}")?;
    out.flush()?;
    let line = lines.next().transpose().doing(|| "cannot read the answer".to_owned())?;
    Ok(line.map(|line| line.trim().to_owned()))
}

fn ask(
    candidate: &Candidate,
    defaults: &Defaults,
    checks: &Checks<'_>,
    ledger: &Ledger,
    lines: &mut Lines<'_>,
    ui: &Ui,
) -> Result<Answer, CommandError> {
    loop {
        let Some(word) = line("(k)eep (r)ename (x) look-alike (s) needs a source (n)ext (q)uit? ", lines, ui)? else {
            return Ok(Answer::Quit);
        };
        let verdict = match word.as_str() {
            "q" | "quit" => return Ok(Answer::Quit),
            "n" | "next" | "skip" | "" => return Ok(Answer::Skipped),
            word => match Verdict::parse(word) {
                Some(verdict) => verdict,
                None => continue,
            },
        };
        let Some(date) = defaults.date.clone() else { return Ok(Answer::Quit) };
        let mut decision = Decision {
            candidate: candidate.id.clone(),
            verdict,
            new_names: BTreeMap::new(),
            named_after: None,
            authority: defaults.authority.clone(),
            instrument: defaults.instrument.clone(),
            date,
            source: defaults.source.clone(),
            note: None,
            place: String::new(),
        };
        if verdict == Verdict::Rename {
            match line("new name: ", lines, ui)? {
                Some(name) if !name.is_empty() => decision.new_names.insert(String::new(), name),
                _ => continue,
            };
        }
        for (prompt, field) in [
            ("who decided", &mut decision.authority),
            ("law, decree or minute", &mut decision.instrument),
            ("source", &mut decision.source),
        ] {
            if field.is_none() {
                *field = line(&format!("{prompt} (empty: none): "), lines, ui)?.filter(|answer| !answer.is_empty());
            }
        }
        let warnings = checks.warnings(&decision, candidate, ledger)?;
        for warning in &warnings {
            ui.warn(&visible(&warning.to_string()));
        }
        if !warnings.is_empty() && !checks.args.in_spite {
            let answer = line("record it in spite of the warnings? (y/N) ", lines, ui)?;
            if answer.as_deref() != Some("y") {
                continue;
            }
        }
        return Ok(Answer::Decided(Box::new(decision)));
    }
}
