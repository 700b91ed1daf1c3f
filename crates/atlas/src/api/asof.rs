//! The state as of a date.

use super::{next_link, part};
use crate::{Atlas, answer::Reply, params::Params, problem::Problem};
use serde_json::{Value, json};
use thaw_core::{Answer, Subject, SubjectId};
use thaw_publish::{address, output::resource};

/// Returns what a subject, or every subject, was called and in what condition it was on a date.
pub(super) fn as_of(atlas: &Atlas, params: &Params) -> Result<Reply, Problem> {
    params.only(&["date", "id", "kind", "bbox", "limit", "cursor"])?;
    params.need("date", "date=1961-11-09")?;
    let date = params.date("date")?.ok_or_else(|| Problem::missing("date", "date=1961-11-09"))?;
    let model = atlas.site().model;
    if let Some(id) = params.get("id") {
        let subject = model.subjects.get(&SubjectId(id.to_owned())).ok_or_else(|| Problem::not_found(id))?;
        return Ok(Reply::json(
            &json!({ "date": date, "subjects": [resource::as_of(model, subject, &date)], "next": null }),
        ));
    }
    let limit = params.limit(100, 1000)?;
    let area = params.area()?;
    let kind = match params.get("kind") {
        None => None,
        Some(word) => {
            let words: Vec<&str> = address::KINDS.into_iter().map(address::kind_word).collect();
            let found = address::KINDS.into_iter().find(|kind| address::kind_word(*kind) == word);
            Some(found.ok_or_else(|| Problem::value("kind", word, &words.join(", ")))?)
        }
    };
    let wanted = model.subjects.values().filter(|subject| {
        kind.is_none_or(|kind| subject.kind == kind)
            && area.is_none_or(|area| subject.at.is_some_and(|at| area.holds(at)))
            && resource::known_on(model, subject, &date) != Answer::No
    });
    let (shown, next) = part(wanted, |subject: &Subject| subject.id.0.clone(), params.get("cursor"), limit);
    let items: Vec<Value> = shown.into_iter().map(|subject| resource::as_of(model, subject, &date)).collect();
    let mut reply = Reply::json(&json!({ "date": date, "subjects": items, "next": next }));
    let kept = [
        ("date", params.get("date")),
        ("kind", params.get("kind")),
        ("bbox", params.get("bbox")),
        ("limit", params.get("limit")),
    ];
    reply.next = next.map(|cursor| next_link("asof", &kept, &cursor));
    Ok(reply)
}
