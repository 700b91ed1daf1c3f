//! Subjects, acts and sources as JSON: what the API answers and what a published site holds as files.

use crate::{
    address,
    model::{Model, Recorded},
};
use serde_json::{Map, Value, json};
use thaw_core::{Source, Subject};

/// Returns a subject with its dated facts and the ids of its acts.
#[must_use]
pub fn subject(model: &Model, subject: &Subject) -> Value {
    let life = model.life(&subject.id);
    let mut value = brief(subject);
    let act_id =
        |at: usize| model.acts.get(at).map(|recorded| recorded.act.id.0.as_str()).unwrap_or_default().to_owned();
    value.insert("properties".to_owned(), json!(subject.properties));
    value.insert(
        "names".to_owned(),
        life.names
            .iter()
            .map(|held| {
                let name = &held.what;
                json!({
                    "text": name.text, "lang": name.lang, "kind": name.kind, "period": held.period,
                    "named_after": name.named_after, "act": act_id(held.act),
                })
            })
            .collect(),
    );
    value.insert(
        "conditions".to_owned(),
        life.conditions
            .iter()
            .map(|held| {
                let condition = &held.what;
                json!({ "status": condition.status, "part": condition.part, "period": held.period, "at": condition.at, "act": act_id(held.act) })
            })
            .collect(),
    );
    value.insert(
        "numbers".to_owned(),
        life.properties
            .iter()
            .map(|held| json!({ "key": held.what.0, "value": held.what.1, "period": held.period, "act": act_id(held.act) }))
            .collect(),
    );
    value.insert("acts".to_owned(), model.acts_of(&subject.id).map(|recorded| json!(recorded.act.id)).collect());
    value.insert(
        "linked_acts".to_owned(),
        model.acts_linking(&subject.id).map(|recorded| json!(recorded.act.id)).collect(),
    );
    Value::Object(value)
}

/// Returns a subject as it stands in a list.
#[must_use]
pub fn brief(subject: &Subject) -> Map<String, Value> {
    let mut value = Map::new();
    value.insert("id".to_owned(), json!(subject.id));
    value.insert("kind".to_owned(), json!(subject.kind));
    value.insert("class".to_owned(), json!(subject.class));
    value.insert("title".to_owned(), json!(subject.title));
    value.insert("country".to_owned(), json!(subject.country));
    value.insert("at".to_owned(), json!(subject.at));
    value.insert("external".to_owned(), json!(subject.external));
    value.insert("page".to_owned(), json!(address::subject(subject.kind, &subject.id)));
    value
}

/// Returns an act with what the ledger knows about it.
#[must_use]
pub fn act(recorded: &Recorded) -> Value {
    let mut value = serde_json::to_value(&recorded.act).unwrap_or_default();
    if let Some(object) = value.as_object_mut() {
        if !recorded.stamp.hash.is_empty() {
            let stamp = &recorded.stamp;
            object.insert(
                "ledger".to_owned(),
                json!({ "sequence": stamp.sequence, "recorded": stamp.at, "recorder": stamp.by, "hash": stamp.hash }),
            );
        }
        if let Some(by) = &recorded.reversed_by {
            object.insert("reversed_by".to_owned(), json!(by));
        }
    }
    value
}

/// Returns a source and the ids of the acts that it supports.
#[must_use]
pub fn source(model: &Model, source: &Source) -> Value {
    let mut value = serde_json::to_value(source).unwrap_or_default();
    if let Some(object) = value.as_object_mut() {
        object
            .insert("acts".to_owned(), model.acts_citing(&source.id).map(|recorded| json!(recorded.act.id)).collect());
    }
    value
}
