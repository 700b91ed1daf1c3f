//! The list of acts.

use super::next_link;
use crate::{Atlas, answer::Reply, params::Params, problem::Problem};
use serde_json::{Value, json};
use thaw_core::{ActId, Answer};
use thaw_publish::{model::Recorded, output::resource, words};

/// Returns the acts by date, those that began (surely or possibly) within a date, about a subject, or of a kind.
pub(super) fn list(atlas: &Atlas, params: &Params) -> Result<Reply, Problem> {
    params.only(&["limit", "cursor", "within", "subject", "kind"])?;
    let limit = params.limit(100, 1000)?;
    let within = params.date("within")?;
    let (subject, kind) = (params.get("subject"), params.get("kind"));
    let model = atlas.site().model;
    let after = match params.get("cursor") {
        None => 0,
        Some(cursor) => {
            let id = ActId(cursor.to_owned());
            let at = model.acts.iter().position(|recorded| recorded.act.id == id);
            at.ok_or_else(|| Problem::value("cursor", cursor, "the cursor that a former part of the list gave"))? + 1
        }
    };
    let wanted = |recorded: &&Recorded| {
        let act = &recorded.act;
        subject.is_none_or(|subject| act.subject.0 == subject)
            && kind.is_none_or(|kind| words::kind_key(act.kind) == kind)
            && within.as_ref().is_none_or(|within| act.date.is_within(within) != Answer::No)
    };
    let mut shown: Vec<&Recorded> = model.acts.iter().skip(after).filter(wanted).take(limit + 1).collect();
    let more = shown.len() > limit;
    shown.truncate(limit);
    let next = if more { shown.last().map(|recorded| recorded.act.id.0.clone()) } else { None };
    let items: Vec<Value> = shown.into_iter().map(resource::act).collect();
    let mut reply = Reply::json(&json!({ "acts": items, "next": next }));
    let kept = [("limit", params.get("limit")), ("within", params.get("within")), ("subject", subject), ("kind", kind)];
    reply.next = next.map(|cursor| next_link("acts", &kept, &cursor));
    Ok(reply)
}
