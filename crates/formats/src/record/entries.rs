//! From rows to the entries of a ledger.

use super::rows::{ActRow, Rows};
use std::collections::{BTreeMap, BTreeSet};
use thaw_core::{Act, ActId, ActKind, ActState, Citation, Edtf, Entry, Fact, NameKind, SubjectId};

/// Builds the entries: sources by id, subjects by id, acts by date and id. An act that stays without a subject, kind or
/// date is told in `rows.problems` and left out.
pub(super) fn build(rows: &mut Rows) -> Vec<Entry> {
    let mut acts = BTreeMap::new();
    add_names(rows, &mut acts);
    add_lives(rows, &mut acts);
    for happening in &rows.happenings {
        if let (Some(subject), Some(kind), Some(date)) = (&happening.subject, happening.kind, &happening.date) {
            let act = acts.entry(happening.id.clone()).or_insert_with(|| blank(&happening.id, kind, subject, date));
            overlay(act, happening);
        }
    }
    add_counts(rows, &mut acts);
    add_camp_years(rows, &mut acts);
    add_listed(rows, &mut acts);

    let mut sources: Vec<_> = rows.sources.iter().map(|row| row.source.clone()).collect();
    sources.sort_by(|a, b| a.id.cmp(&b.id));
    sources.dedup_by(|a, b| a.id == b.id);
    let mut subjects: Vec<_> = rows.subjects.iter().map(|row| row.subject.clone()).collect();
    subjects.sort_by(|a, b| a.id.cmp(&b.id));
    subjects.dedup_by(|a, b| a.id == b.id);
    let mut acts: Vec<Act> = acts.into_values().collect();
    // An act comes after the one that it undoes, and a ledger of history reads in the order of time.
    acts.sort_by_key(|act| (act.date.sort_key(), act.reverses.is_some(), act.id.clone()));
    let sources = sources.into_iter().map(Entry::Source);
    let subjects = subjects.into_iter().map(Entry::Subject);
    sources.chain(subjects).chain(acts.into_iter().map(Entry::Act)).collect()
}

type Acts = BTreeMap<String, Act>;

/// Names of one place that begin on one date are one act, in however many languages.
fn add_names(rows: &mut Rows, acts: &mut Acts) {
    let mut named: BTreeSet<SubjectId> = BTreeSet::new();
    let mut groups: Vec<(SubjectId, String, Vec<usize>)> = Vec::new();
    let mut at: BTreeMap<(SubjectId, String), usize> = BTreeMap::new();
    for (index, row) in rows.names.iter().enumerate() {
        let (from, to) = &row.written;
        // Without a known beginning the end tells which names were in force together.
        let key = row.act.clone().unwrap_or_else(|| if from.is_empty() { format!("/{to}") } else { from.clone() });
        let group = *at.entry((row.place.clone(), key.clone())).or_insert_with(|| {
            groups.push((row.place.clone(), key, Vec::new()));
            groups.len() - 1
        });
        if let Some((_, _, members)) = groups.get_mut(group) {
            members.push(index);
        }
    }
    for (place, _, members) in groups {
        let members: Vec<_> = members.iter().filter_map(|index| rows.names.get(*index)).collect();
        let Some(first) = members.first() else { continue };
        let official = members.iter().any(|row| row.name.kind == NameKind::Official);
        let kind = if official && !named.insert(place.clone()) { ActKind::Rename } else { ActKind::Name };
        let word = if kind == ActKind::Rename { "rename" } else { "name" };
        let Some(date) = date_of(&first.written) else { continue };
        let id = first.act.clone().unwrap_or_else(|| format!("{place}-{}-{word}", slug(&first.written)));
        let act = acts.entry(id.clone()).or_insert_with(|| blank(&id, kind, &place, &date));
        for row in members {
            act.facts.push(Fact::Name(row.name.clone()));
            cite(&mut act.sources, &row.support.sources);
            remark(&mut act.note, row.support.note.as_deref());
        }
    }
}

fn add_lives(rows: &Rows, acts: &mut Acts) {
    for row in &rows.lives {
        let Some(date) = date_of(&row.written) else { continue };
        let part = row.part.as_ref().map(|part| format!("-{part}")).unwrap_or_default();
        let word = word(row.kind);
        let id = match row.act.id.as_str() {
            "" => format!("{}{part}-{}-{word}", row.subject, slug(&row.written)),
            given => given.to_owned(),
        };
        let act = acts.entry(id.clone()).or_insert_with(|| blank(&id, row.kind, &row.subject, &date));
        overlay(act, &row.act);
        act.facts.push(Fact::Status {
            status: row.status.clone(),
            part: row.part.clone(),
            period: row.period.clone(),
            at: row.at,
        });
    }
}

/// Counts stand in acts of their own: who counted is another authority than who acted.
fn add_counts(rows: &Rows, acts: &mut Acts) {
    for row in &rows.counts {
        let Some(date) = date_of(&row.written) else { continue };
        let base = format!("{}-count-{}", row.subject, row.key);
        let id =
            (1..).map(|n| if n == 1 { base.clone() } else { format!("{base}-{n}") }).find(|id| !acts.contains_key(id));
        let Some(id) = id else { continue };
        let mut act = blank(&id, ActKind::Event, &row.subject, &date);
        act.authority.clone_from(&row.says);
        act.text.clone_from(&row.text);
        act.sources.clone_from(&row.support.sources);
        act.note.clone_from(&row.support.note);
        act.facts.push(Fact::Property { key: row.key.clone(), value: row.value.clone(), period: row.period.clone() });
        acts.insert(id, act);
    }
}

/// The years of one camp are one act.
fn add_camp_years(rows: &Rows, acts: &mut Acts) {
    for row in &rows.camp_years {
        let id = format!("{}-count-prisoners", row.camp);
        let act = acts.entry(id.clone()).or_insert_with(|| {
            let mut act = blank(&id, ActKind::Event, &row.camp, &row.date);
            let camp = rows.subjects.iter().find(|subject| subject.subject.id == row.camp);
            act.sources = camp.map(|camp| camp.sources.clone()).unwrap_or_default();
            act
        });
        act.facts.push(Fact::Property {
            key: "prisoners".to_owned(),
            value: row.prisoners.to_string(),
            period: row.period.clone(),
        });
        if row.at.is_some() {
            let (status, part, period) = ("working".to_owned(), None, row.period.clone());
            act.facts.push(Fact::Status { status, part, period, at: row.at });
        }
    }
}

/// Rows of `acts.csv` say more about an act that other rows make, or stand alone.
fn add_listed(rows: &mut Rows, acts: &mut Acts) {
    for row in &rows.acts {
        if !acts.contains_key(&row.id) {
            let (Some(subject), Some(kind), Some(date)) = (&row.subject, row.kind, &row.date) else {
                let what = format!("no row of another table makes an act `{}`", row.id);
                rows.problems.push(row.spot.problem(
                    "id",
                    what,
                    "row skipped; mend the id, or fill in subject, kind and date",
                ));
                continue;
            };
            acts.insert(row.id.clone(), blank(&row.id, kind, subject, date));
        }
        if let Some(act) = acts.get_mut(&row.id) {
            act.kind = row.kind.unwrap_or(act.kind);
            if let Some(date) = &row.date {
                act.date = date.clone();
            }
            overlay(act, row);
        }
    }
}

fn blank(id: &str, kind: ActKind, subject: &SubjectId, date: &Edtf) -> Act {
    Act {
        id: ActId(id.to_owned()),
        kind,
        subject: subject.clone(),
        date: date.clone(),
        state: ActState::CarriedOut,
        authority: None,
        instrument: None,
        facts: Vec::new(),
        reverses: None,
        sources: Vec::new(),
        text: BTreeMap::new(),
        note: None,
        links: BTreeMap::new(),
    }
}

/// Puts what a row says over an act; what the row leaves empty stays.
fn overlay(act: &mut Act, row: &ActRow) {
    if row.authority.is_some() {
        act.authority.clone_from(&row.authority);
    }
    if row.instrument.is_some() {
        act.instrument.clone_from(&row.instrument);
    }
    if let Some(decree) = &row.decree {
        act.links.insert("decree".to_owned(), decree.clone());
        act.instrument.get_or_insert_with(|| decree.0.clone());
    }
    if let Some(reversed) = &row.reverses {
        act.reverses = Some(ActId(reversed.clone()));
    }
    act.links.extend(row.links.clone());
    act.text.extend(row.text.clone());
    cite(&mut act.sources, &row.support.sources);
    remark(&mut act.note, row.support.note.as_deref());
}

/// Adds citations; of two of the same place in a source, the one that was seen stays.
fn cite(sources: &mut Vec<Citation>, more: &[Citation]) {
    for citation in more {
        match sources.iter_mut().find(|had| had.source == citation.source && had.locator == citation.locator) {
            Some(had) => had.seen |= citation.seen,
            None => sources.push(citation.clone()),
        }
    }
}

fn remark(note: &mut Option<String>, more: Option<&str>) {
    let Some(more) = more else { return };
    match note {
        Some(note) if note.split("; ").any(|part| part == more) || note.contains(more) => {}
        Some(note) => {
            note.push_str("; ");
            note.push_str(more);
        }
        None => *note = Some(more.to_owned()),
    }
}

/// The date of an act by the ends of its period: the beginning, or "some time before the end".
fn date_of((from, to): &(String, String)) -> Option<Edtf> {
    let text = match (from.as_str(), to.as_str()) {
        ("" | "..", "" | "..") => "/..".to_owned(),
        ("" | "..", to) => format!("/{to}"),
        (from, _) => from.to_owned(),
    };
    text.parse().ok()
}

/// The date of an act as part of an id: digits, `X` and hyphens stay, marks of doubt go.
fn slug((from, to): &(String, String)) -> String {
    let keep = |text: &str| {
        let spaced: String =
            text.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { ' ' }).collect();
        spaced.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase()
    };
    match (keep(from), keep(to)) {
        (from, to) if from.is_empty() && to.is_empty() => "undated".to_owned(),
        (from, to) if from.is_empty() => format!("until-{to}"),
        (from, _) => from,
    }
}

fn word(kind: ActKind) -> String {
    serde_json::to_value(kind).ok().and_then(|value| value.as_str().map(ToOwned::to_owned)).unwrap_or_default()
}
