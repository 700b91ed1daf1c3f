//! The Reconciliation Service API 0.2 (<https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/>):
//! OpenRefine matches a column of names with the record, as of a date when the property `when` is given.

use crate::{Atlas, answer::Reply, params::Params, problem::Problem};
use serde_json::{Map, Value, json};
use thaw_core::{Answer, Edtf, Subject, SubjectKind};
use thaw_publish::{
    address::{KINDS, kind_word},
    find::{Found, fold},
    messages::Language,
    words,
};

/// So many questions one request may ask.
const MAX_QUERIES: usize = 500;

/// Answers a question in the address, or introduces the service.
pub(super) fn get(atlas: &Atlas, params: &Params) -> Result<Reply, Problem> {
    params.only(&["queries", "callback"])?;
    match params.get("queries") {
        Some(queries) => answer(atlas, queries),
        None => Ok(Reply::json(&manifest(atlas))),
    }
}

/// Answers the questions of a form.
pub(super) fn post(atlas: &Atlas, body: &[u8]) -> Result<Reply, Problem> {
    let text = std::str::from_utf8(body).map_err(|_| Problem::body("the body is not UTF-8".to_owned()))?;
    let form = Params::read(text)?;
    match form.get("queries") {
        Some(queries) => answer(atlas, queries),
        None => Err(Problem::body("the form has no field `queries`".to_owned())),
    }
}

fn manifest(atlas: &Atlas) -> Value {
    let site = atlas.site();
    let base = site.outside.root();
    let name = words::choose(&site.model.about.title, Language::En)
        .map_or_else(|| "Thaw".to_owned(), |said| format!("Thaw: {}", said.text));
    json!({
        "versions": ["0.2"],
        "name": name,
        "identifierSpace": format!("{base}en/"),
        "schemaSpace": format!("{base}api/v1/"),
        "defaultTypes": KINDS.into_iter().map(type_of).collect::<Vec<_>>(),
        "view": { "url": format!("{base}api/v1/find?q={{{{id}}}}") },
        "suggest": { "entity": { "service_url": base.trim_end_matches('/'), "service_path": "/api/v1/reconcile/suggest/entity" } },
    })
}

fn type_of(kind: SubjectKind) -> Value {
    json!({ "id": kind_word(kind), "name": kind_word(kind) })
}

fn answer(atlas: &Atlas, queries: &str) -> Result<Reply, Problem> {
    let queries: Map<String, Value> = serde_json::from_str(queries)
        .map_err(|error| Problem::body(format!("`queries` is not a JSON object: {error}")))?;
    if queries.len() > MAX_QUERIES {
        return Err(Problem::body(format!(
            "{} questions in one request, expected at most {MAX_QUERIES}",
            queries.len()
        )));
    }
    let mut answers = Map::new();
    for (key, query) in queries {
        let result = candidates(atlas, &key, &query)?;
        answers.insert(key, json!({ "result": result }));
    }
    Ok(Reply::json(&Value::Object(answers)))
}

fn candidates(atlas: &Atlas, key: &str, query: &Value) -> Result<Vec<Value>, Problem> {
    let text = query.get("query").and_then(Value::as_str);
    let text = text.ok_or_else(|| Problem::body(format!("the question `{key}` has no text `query`")))?;
    let limit =
        query.get("limit").and_then(Value::as_u64).map_or(5, |limit| usize::try_from(limit.clamp(1, 50)).unwrap_or(5));
    let types: Vec<&str> = match query.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let when = property(query, "when");
    let when: Option<Edtf> = when
        .map(|text| {
            text.parse().map_err(|error: thaw_core::edtf::EdtfError| Problem::date("when", &text, &error.to_string()))
        })
        .transpose()?;
    let country = property(query, "country");
    let site = atlas.site();
    let wanted = fold(text);
    let mut scored: Vec<(f64, Found<'_>, &Subject, Answer)> = site
        .names
        .find(text, 100)
        .into_iter()
        .filter_map(|hit| site.model.subjects.get(hit.subject).map(|subject| (hit, subject)))
        .filter(|(_, subject)| types.is_empty() || types.contains(&kind_word(subject.kind)))
        .filter(|(_, subject)| {
            country
                .as_ref()
                .is_none_or(|code| subject.country.as_deref().is_none_or(|own| own.eq_ignore_ascii_case(code)))
        })
        .map(|(hit, subject)| {
            let answer = in_force(atlas, subject, &wanted, when.as_ref());
            let weight = match answer {
                Answer::Yes => 1.0,
                Answer::Possibly => 0.9,
                Answer::No => 0.5,
            };
            (hit.score * weight * 100.0, hit, subject, answer)
        })
        .collect();
    // Stable: what is as like stays in the order of the search, the better known first.
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let sure = scored.iter().filter(|(score, ..)| *score > 99.0).count();
    Ok(scored
        .into_iter()
        .take(limit)
        .map(|(score, hit, subject, answer)| {
            let now = words::title(site.model, subject, Language::En).text;
            json!({
                "id": subject.id, "name": now, "score": (score * 10.0).round() / 10.0, "match": sure == 1 && score > 99.0,
                "type": [type_of(subject.kind)],
                "description": format!("{} ({})", hit.text, hit.period.map(ToString::to_string).unwrap_or_default()),
                "features": [{ "id": "in_force", "value": format!("{answer:?}").to_lowercase() }],
            })
        })
        .collect())
}

/// Tells whether a name like the one that was asked for was in force; without a date, at any time.
fn in_force(atlas: &Atlas, subject: &Subject, wanted: &[char], when: Option<&Edtf>) -> Answer {
    let Some(when) = when else { return Answer::Yes };
    let life = atlas.site().model.life(&subject.id);
    if life.names.is_empty() {
        return Answer::Possibly;
    }
    life.names_on(when)
        .into_iter()
        .filter(|(_, held)| fold(&held.what.text) == wanted)
        .map(|(answer, _)| answer)
        .max()
        .unwrap_or(Answer::No)
}

/// The value of a property of a question: a text, or an object with an `id`.
fn property(query: &Value, name: &str) -> Option<String> {
    let properties = query.get("properties")?.as_array()?;
    let found = properties.iter().find(|property| property.get("pid").and_then(Value::as_str) == Some(name))?;
    match found.get("v")? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => object.get("id")?.as_str().map(str::to_owned),
        _ => None,
    }
}

/// Suggests subjects while somebody types.
pub(super) fn suggest(atlas: &Atlas, params: &Params) -> Result<Reply, Problem> {
    params.only(&["prefix", "cursor"])?;
    let prefix = params.need("prefix", "prefix=stali")?;
    let site = atlas.site();
    let result: Vec<Value> = site
        .names
        .find(prefix, 10)
        .into_iter()
        .filter_map(|hit| {
            let subject = site.model.subjects.get(hit.subject)?;
            Some(json!({ "id": hit.subject, "name": words::title(site.model, subject, Language::En).text, "description": hit.text, "notable": [type_of(subject.kind)] }))
        })
        .collect();
    Ok(Reply::json(&json!({ "result": result })))
}
