//! The data of the map: subjects with the days that bound each fact, and the sentences of acts in one language.
//!
//! `crates/atlas/web/src/state.ts` describes the shape; the four days are `[f0, f1, t0, t1]`: a fact began between the first
//! two and ceased between the last two; nine million days before or after 1970 stand for no limit.

use crate::{
    messages::Language,
    model::{Held, Life, Model},
    page::{FIRST_YEAR, Site},
    when, words,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use thaw_core::{Day, Name, NameKind, Period, Subject, SubjectKind};

/// Words that the map needs; the rest stands on the page.
const MESSAGES: [&str; 5] = ["changes-in", "date-problem", "date-pattern", "map-unknown", "map-possibly"];

/// Returns the data of the map in a language.
#[must_use]
pub fn atlas(site: &Site<'_>, language: Language) -> Value {
    let model = site.model;
    let mut index = BTreeMap::new();
    let mut subjects = Vec::new();
    for subject in model.subjects.values() {
        let Some(row) = subject_row(model, subject, language) else { continue };
        index.insert(&subject.id, subjects.len());
        subjects.push(row);
    }
    let acts: Vec<Value> = model
        .acts
        .iter()
        .filter_map(|recorded| {
            let at = index.get(&recorded.act.subject)?;
            let act = &recorded.act;
            if act.subject.0.is_empty() || is_count(recorded) {
                return None;
            }
            let (first, last) = (act.date.earliest().day(), act.date.latest().day());
            let first = first.or(last)?;
            Some(json!({
                "i": act.id.0, "s": at, "k": words::kind_key(act.kind), "w": when::date(site.messages, language, &act.date),
                "d": act.date.to_string(), "a": first.0, "b": last.unwrap_or(first).0,
                "t": words::act(model, site.messages, recorded, language).text,
            }))
        })
        .collect();
    let first = Day::from_ymd(FIRST_YEAR, 1, 1).map_or(0, |day| day.0);
    let messages: Map<String, Value> = MESSAGES
        .iter()
        .map(|key| {
            let args: Vec<_> =
                ["year", "day", "month"].iter().map(|name| (*name, format!("{{{name}}}").into())).collect();
            ((*key).to_owned(), Value::String(site.messages.format(language, key, &args)))
        })
        .collect();
    let statuses: Map<String, Value> = model
        .subjects
        .keys()
        .flat_map(|id| model.life(id).conditions.iter().map(|held| held.what.status.as_str()))
        .map(|status| (status.to_owned(), Value::String(words::term(site.messages, language, "status", status))))
        .collect();
    let months: Vec<String> = (1..=12).map(|month| site.messages.get(language, &format!("month-of-{month}"))).collect();
    json!({
        "lang": language.code(), "first": first, "last": site.today.0, "months": months, "messages": messages, "statuses": statuses,
        "subjects": subjects, "acts": acts,
    })
}

/// Counts (of prisoners, of the dead) are numbers on a page, not something that happened on the map.
fn is_count(recorded: &crate::model::Recorded) -> bool {
    let facts = &recorded.act.facts;
    recorded.act.kind == thaw_core::ActKind::Event
        && !facts.is_empty()
        && facts.iter().any(|fact| matches!(fact, thaw_core::Fact::Property { .. }))
}

fn subject_row(model: &Model, subject: &Subject, language: Language) -> Option<Value> {
    if !matches!(subject.kind, SubjectKind::Place | SubjectKind::Monument | SubjectKind::Event) {
        return None;
    }
    let at = subject.at?;
    let life = model.life(&subject.id);
    let mut row = Map::new();
    row.insert("i".to_owned(), json!(subject.id.0));
    row.insert("k".to_owned(), json!(subject.kind));
    row.insert("c".to_owned(), json!(subject.class));
    row.insert("t".to_owned(), json!(words::title(model, subject, language).text));
    row.insert("x".to_owned(), json!(rounded(at.lon)));
    row.insert("y".to_owned(), json!(rounded(at.lat)));
    let names: Vec<Value> = shown_names(life, language)
        .into_iter()
        .map(|held| {
            let mut name = json!({ "t": held.what.text, "l": held.what.lang.primary(), "h": bounds(&held.period) });
            if model.honours(&held.what)
                && let Some(object) = name.as_object_mut()
            {
                object.insert("w".to_owned(), json!(1));
            }
            name
        })
        .collect();
    if !names.is_empty() {
        row.insert("n".to_owned(), Value::Array(names));
    }
    let mut conditions: Vec<Value> = life
        .conditions
        .iter()
        .filter(|held| held.what.part.is_none())
        .map(|held| {
            let mut condition = json!({ "s": held.what.status, "h": bounds(&held.period) });
            if let (Some(at), Some(object)) = (held.what.at, condition.as_object_mut()) {
                object.insert("x".to_owned(), json!(rounded(at.lon)));
                object.insert("y".to_owned(), json!(rounded(at.lat)));
            }
            condition
        })
        .collect();
    if subject.kind == SubjectKind::Event
        && let Some(first) = model.acts_of(&subject.id).find_map(|recorded| recorded.act.date.earliest().day())
    {
        // The map shows an event in its year; from its first day on it has happened.
        conditions.push(json!({ "s": "happened", "h": [first.0 - 366, first.0 - 366, NO_LIMIT, NO_LIMIT] }));
    }
    if !conditions.is_empty() {
        row.insert("s".to_owned(), Value::Array(conditions));
    }
    Some(Value::Object(row))
}

/// The names in the reader's language and those that the place itself used.
fn shown_names(life: &Life, language: Language) -> Vec<&Held<Name>> {
    life.names
        .iter()
        .filter(|held| held.what.lang.primary() == language.code() || held.what.kind == NameKind::Official)
        .collect()
}

/// No record reaches so far; JSON numbers of a browser carry it exactly.
const NO_LIMIT: i64 = 9_000_000;

fn bounds(period: &Period) -> [i64; 4] {
    let ends = period.ends();
    [ends.from.first, ends.from.last, ends.to.first, ends.to.last].map(|day| day.0.clamp(-NO_LIMIT, NO_LIMIT))
}

fn rounded(degrees: f64) -> f64 {
    (degrees * 10_000.0).round() / 10_000.0
}
