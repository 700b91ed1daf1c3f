//! Cases as rows of a table and as FollowTheMoney entities.

use super::{Link, Standing};
use crate::cases::{Case, Fields, Kind};
use std::collections::BTreeMap;
use thaw_formats::follow_the_money::Entity;

/// Returns the columns of a table of cases: where each comes from, every field, and what was decided.
#[must_use]
pub fn heading(fields: &Fields) -> Vec<&str> {
    let own =
        fields.iter().filter(|(_, field)| !matches!(field.kind, Kind::Age | Kind::EveryArticle)).map(|(name, _)| name);
    ["case", "list", "row"].into_iter().chain(own).chain(["places", "flags", "decisions"]).collect()
}

/// Returns a case as a row under [`heading`].
#[must_use]
pub fn row(id: &str, case: &Case, standing: &Standing, fields: &Fields) -> Vec<String> {
    let heading = heading(fields);
    let own = heading.get(3..heading.len() - 3).unwrap_or_default();
    let value = |name: &str| standing.told(name).or_else(|| case.get(name)).unwrap_or_default();
    let places: Vec<String> = case.places.iter().map(|(field, place)| format!("{field}={}", place.subject)).collect();
    let decided = standing.verdicts.iter().map(|(decree, (verdict, _))| format!("{decree}={}", verdict.word()));
    [id, &case.list, &case.place]
        .into_iter()
        .map(str::to_owned)
        .chain(own.iter().map(|name| value(name).to_owned()))
        .chain([places.join("; "), case.flags.join("; "), decided.collect::<Vec<_>>().join("; ")])
        .collect()
}

/// Returns the columns of a table that says which cases are about the same person; `columns` are columns of the lists.
pub fn link_heading(columns: &[String]) -> impl Iterator<Item = &str> {
    ["case", "list", "row", "name", "person", "probability", "with"]
        .into_iter()
        .chain(columns.iter().map(String::as_str))
}

/// Returns a case as a row under [`link_heading`]; a case that stands alone is a person by itself.
#[must_use]
pub fn link_row(
    id: &str,
    case: &Case,
    person: Option<&String>,
    link: Option<&Link>,
    columns: &[String],
) -> Vec<String> {
    let linked = link.filter(|link| link.with.is_some());
    let probability = linked.map_or_else(String::new, |link| link.probability.to_string());
    let with = linked.and_then(|link| link.with.clone()).unwrap_or_default();
    let person = person.map_or(id, String::as_str).to_owned();
    let raw = columns.iter().map(|column| case.raw.get(column).cloned().unwrap_or_default());
    [id.to_owned(), case.list.clone(), case.place.clone(), case.name(), person, probability, with]
        .into_iter()
        .chain(raw)
        .collect()
}

/// Returns a case as a line of JSON: what the list says, what was learned since, and what was decided.
#[must_use]
pub fn line(id: &str, case: &Case, standing: &Standing) -> serde_json::Value {
    let decisions: BTreeMap<&str, &str> =
        standing.verdicts.iter().map(|(decree, (verdict, _))| (decree.as_str(), verdict.word())).collect();
    serde_json::json!({ "id": id, "case": case, "learned": standing.learned, "decisions": decisions })
}

/// Returns a case as a person of FollowTheMoney.
#[must_use]
pub fn person(id: &str, case: &Case, standing: &Standing) -> Entity {
    let case = &standing.applied_to(case);
    let mut entity = Entity::new(format!("thaw-{id}"), "Person");
    entity.add("name", &case.name());
    let texts = [
        ("lastName", "surname"),
        ("firstName", "given"),
        ("fatherName", "patronymic"),
        ("alias", "other_names"),
        ("birthPlace", "birthplace"),
        ("gender", "sex"),
        ("address", "residence"),
    ];
    for (property, field) in texts {
        entity.add(property, case.get(field).unwrap_or_default());
    }
    // That none of the deported peoples was meant says nothing.
    entity.add("ethnicity", case.get("group").filter(|group| *group != "other").unwrap_or_default());
    for (property, field) in [("birthDate", "born"), ("deathDate", "died")] {
        if let Some(date) = case.get(field).and_then(|date| date.parse().ok()) {
            entity.add_date(property, &date);
        }
    }
    let told = ["article", "organ", "sentenced", "sentence", "penalty"].into_iter();
    let told: Vec<String> = told.filter_map(|field| Some(format!("{field}: {}", case.get(field)?))).collect();
    entity.add("notes", &told.join("; "));
    entity.add("summary", &format!("{}, {}", case.list, case.place));
    entity
}
