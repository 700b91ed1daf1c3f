//! Finding by name.

use crate::{Atlas, answer::Reply, params::Params, problem::Problem};
use serde_json::{Value, json};
use thaw_publish::{address, messages::Language, words};

/// Returns the subjects that bore a name like the query at any time: what it was, when, and what it is now.
pub(super) fn find(atlas: &Atlas, params: &Params) -> Result<Reply, Problem> {
    params.only(&["q", "limit", "lang"])?;
    let query = params.need("q", "q=stalino")?;
    let limit = params.limit(10, 100)?;
    let language: Language = match params.get("lang") {
        None => Language::En,
        Some(code) => code.parse().map_err(|()| Problem::value("lang", code, "en, es or ru"))?,
    };
    let model = atlas.site().model;
    let hits: Vec<Value> = atlas
        .site()
        .names
        .find(query, limit)
        .into_iter()
        .filter_map(|hit| {
            let subject = model.subjects.get(hit.subject)?;
            Some(json!({
                "id": hit.subject, "kind": subject.kind, "class": subject.class, "name": hit.text, "lang": hit.lang,
                "period": hit.period, "now": words::title(model, subject, language).text,
                "score": (hit.score * 1000.0).round() / 1000.0, "page": address::subject(subject.kind, hit.subject),
            }))
        })
        .collect();
    Ok(Reply::json(&json!({ "query": query, "found": hits })))
}
