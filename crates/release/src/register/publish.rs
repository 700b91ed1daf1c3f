//! A case made public on purpose: entries of the public record that say no more than they must, and their withdrawal.

use super::{Dossier, RegisterError, Row, Standing, Verdict};
use crate::decree::{Decree, Outcome};
use std::collections::BTreeMap;
use thaw_core::{
    Act, ActId, ActKind, ActState, Citation, Edtf, Entry, Source, SourceId, Subject, SubjectId, SubjectKind,
};

/// Years after a birth until a person is held to be dead when nothing says so.
const LIFETIME: i64 = 115;

/// Returns the entries of the public record for a decided case: the person by name, and the decision under a decree.
///
/// # Errors
/// The case is not decided under the decree, or the person may be alive and nobody consented.
pub fn publication(
    dossier: &Dossier,
    decree: &Decree,
    consent: Option<&str>,
    today: &Edtf,
) -> Result<Vec<Entry>, RegisterError> {
    let refused = |what: &str| RegisterError::Decision { case: dossier.id.clone(), what: what.to_owned() };
    let Some(Row::Case(case)) = dossier.rows.last().map(|row| &row.what) else {
        return Err(refused("the row was set aside"));
    };
    let standing = Standing::of(&dossier.decisions);
    let case = &standing.applied_to(case);
    let Some((Verdict::Covered(outcome), seq)) = standing.verdicts.get(&decree.id) else {
        return Err(refused(&format!("no decision under `{}` covers it", decree.id)));
    };
    let decision = dossier.decisions.iter().find(|recorded| recorded.seq == *seq);
    let Some(decision) = decision.map(|recorded| &recorded.what) else {
        return Err(refused("the decision is no longer on the register"));
    };
    let year =
        |field: &str| case.get(field).and_then(|date| date.parse::<Edtf>().ok()).and_then(|date| date.last_year());
    let is_dead = case.get("status") == Some("dead")
        || year("died").is_some()
        || year("born").zip(today.first_year()).is_some_and(|(born, now)| now - born > LIFETIME);
    if !is_dead && consent.is_none_or(|consent| consent.trim().is_empty()) {
        return Err(refused("the person may be alive: say who consented"));
    }
    let id = public_id(&dossier.id);
    let mut properties = BTreeMap::new();
    properties.extend(consent.map(|consent| ("consent".to_owned(), consent.to_owned())));
    let subject = Subject {
        id: id.clone(),
        kind: SubjectKind::Person,
        class: "rehabilitated person".to_owned(),
        title: BTreeMap::from([("und".to_owned(), case.name())]),
        country: None,
        at: None,
        external: BTreeMap::new(),
        properties,
    };
    let source = Source {
        id: SourceId(format!("case:{}-{seq}", dossier.id)),
        title: format!("register of cases, entry {seq}; {}, {}", case.list, case.place),
        author: Some(decision.authority.clone()),
        date: None,
        url: None,
        licence: None,
        kind: "archive".to_owned(),
    };
    let date = decision.date.parse().map_err(|_| refused("the date of the decision is none"))?;
    let act = Act {
        id: act_id(&dossier.id, &decree.id, *seq),
        kind: if *outcome == Outcome::Rehabilitate { ActKind::Rehabilitate } else { ActKind::Release },
        subject: id,
        date,
        state: ActState::Approved,
        authority: Some(decision.authority.clone()),
        instrument: Some(decree.record.clone().unwrap_or_else(|| decree.id.clone())),
        facts: Vec::new(),
        reverses: None,
        sources: vec![Citation { source: source.id.clone(), locator: None, seen: true }],
        text: BTreeMap::new(),
        note: None,
        links: decree.record.iter().map(|record| ("decree".to_owned(), SubjectId(record.clone()))).collect(),
    };
    Ok(vec![Entry::Source(source), Entry::Subject(subject), Entry::Act(act)])
}

/// Returns the id of a published case on the public record.
#[must_use]
pub fn public_id(case: &str) -> SubjectId {
    SubjectId(format!("case/{case}"))
}

fn act_id(case: &str, decree: &str, seq: u64) -> ActId {
    ActId(format!("case-{case}-{decree}-{seq}"))
}

/// Returns which acts of the public record about a case no longer hold: it is published no more, or was decided otherwise since.
#[must_use]
pub fn withdrawn<'a>(dossier: &Dossier, acts: impl IntoIterator<Item = &'a Act>) -> Vec<ActId> {
    let standing = Standing::of(&dossier.decisions);
    let holding = standing.verdicts.iter().map(|(decree, (_, seq))| act_id(&dossier.id, decree, *seq));
    let holding: Vec<ActId> = holding.filter(|_| standing.is_published).collect();
    let acts = acts.into_iter().filter(|act| act.kind != ActKind::Reversal && !holding.contains(&act.id));
    acts.map(|act| act.id.clone()).collect()
}
