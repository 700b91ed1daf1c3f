//! Lists of subjects of a kind.

use super::{next_link, part};
use crate::{Atlas, answer::Reply, params::Params, problem::Problem};
use serde_json::{Value, json};
use thaw_core::{Subject, SubjectKind};
use thaw_publish::{address::kind_words, output::resource};

/// Returns the subjects of a kind, by id, with their dated facts.
pub(super) fn list(atlas: &Atlas, kind: SubjectKind, params: &Params) -> Result<Reply, Problem> {
    params.only(&["limit", "cursor", "country", "class", "bbox"])?;
    let limit = params.limit(100, 1000)?;
    let area = params.area()?;
    let (country, class) = (params.get("country"), params.get("class"));
    let model = atlas.site().model;
    let wanted = model.subjects_of(kind).filter(|subject| {
        country.is_none_or(|country| subject.country.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(country)))
            && class.is_none_or(|class| subject.class == class)
            && area.is_none_or(|area| subject.at.is_some_and(|at| area.holds(at)))
    });
    let (shown, next) = part(wanted, |subject: &Subject| subject.id.0.clone(), params.get("cursor"), limit);
    let word = kind_words(kind);
    let items: Vec<Value> = shown.into_iter().map(|subject| resource::subject(model, subject)).collect();
    let mut reply = Reply::json(&json!({ word: items, "next": next }));
    let kept = [("limit", params.get("limit")), ("country", country), ("class", class), ("bbox", params.get("bbox"))];
    reply.next = next.map(|cursor| next_link(word, &kept, &cursor));
    Ok(reply)
}
