//! The state as of a date.

use super::next_link;
use crate::{Atlas, answer::Reply, dated::Dated, params::Params, problem::Problem};
use serde_json::json;
use thaw_core::Edtf;
use thaw_publish::address;

/// Returns what a subject, or every subject, was called and in what condition it was on a date.
pub(super) fn as_of(atlas: &Atlas, params: &Params) -> Result<Reply, Problem> {
    params.only(&["date", "id", "kind", "bbox", "limit", "cursor"])?;
    params.need("date", "date=1961-11-09")?;
    let date = params.date("date")?.ok_or_else(|| Problem::missing("date", "date=1961-11-09"))?;
    let all = atlas.dated();
    let from = |id: &str| all.partition_point(|subject| subject.id.0.as_str() < id);
    if let Some(id) = params.get("id") {
        let found = all.get(from(id)).filter(|subject| subject.id.0 == id).ok_or_else(|| Problem::not_found(id))?;
        return Ok(reply(&date, &[found], None));
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
    let days = date.readings();
    let cursor = params.get("cursor");
    let rest = all.get(cursor.map_or(0, from)..).unwrap_or_default().iter().filter(|subject| {
        cursor != Some(subject.id.0.as_str())
            && kind.is_none_or(|kind| subject.kind == kind)
            && area.is_none_or(|area| subject.at.is_some_and(|at| area.holds(at)))
            && subject.is_known(days)
    });
    let mut shown: Vec<&Dated> = rest.take(limit.saturating_add(1)).collect();
    let more = shown.len() > limit;
    shown.truncate(limit);
    let next = shown.last().filter(|_| more).map(|subject| subject.id.0.as_str());
    let kept = [
        ("date", params.get("date")),
        ("kind", params.get("kind")),
        ("bbox", params.get("bbox")),
        ("limit", params.get("limit")),
    ];
    let link = next.map(|cursor| next_link("asof", &kept, cursor));
    Ok(Reply { next: link, ..reply(&date, &shown, next) })
}

fn reply(date: &Edtf, shown: &[&Dated], next: Option<&str>) -> Reply {
    let days = date.readings();
    let mut body = format!("{{\"date\":{},\"next\":{},\"subjects\":[", json!(date), json!(next));
    for (at, subject) in shown.iter().enumerate() {
        if at > 0 {
            body.push(',');
        }
        subject.write(days, &mut body);
    }
    body.push_str("]}");
    Reply { open: true, ..Reply::new("application/json", body) }
}
