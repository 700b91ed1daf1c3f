//! The list of sources.

use super::{next_link, part};
use crate::{Atlas, answer::Reply, params::Params, problem::Problem};
use serde_json::{Value, json};
use thaw_core::Source;
use thaw_publish::output::resource;

/// Returns the sources, by id, with the acts that they support.
pub(super) fn list(atlas: &Atlas, params: &Params) -> Result<Reply, Problem> {
    params.only(&["limit", "cursor", "kind"])?;
    let limit = params.limit(100, 1000)?;
    let kind = params.get("kind");
    let model = atlas.site().model;
    let wanted = model.sources.values().filter(|source| kind.is_none_or(|kind| source.kind == kind));
    let (shown, next) = part(wanted, |source: &Source| source.id.0.clone(), params.get("cursor"), limit);
    let items: Vec<Value> = shown.into_iter().map(|source| resource::source(model, source)).collect();
    let mut reply = Reply::json(&json!({ "sources": items, "next": next }));
    reply.next = next.map(|cursor| next_link("sources", &[("limit", params.get("limit")), ("kind", kind)], &cursor));
    Ok(reply)
}
