//! The record holds every row of the facts that it was begun with; they are shared beside the repository, not in it.

use crate::samples::shared;
use std::{collections::BTreeSet, path::Path};
use thaw_core::{Entry, Fact};
use thaw_formats::record::read_dir;

/// Rows that became part of another thing, under its id: a second site, a second edition, a text that is also a book.
const JOINED: [(&str, &str); 6] = [
    ("kaliningrad-victory-square", "stalin-monument-kaliningrad"),
    ("kaliningrad-second-site", "stalin-monument-kaliningrad"),
    ("lenin-in-october-1956", "book-lenin-in-october"),
    ("lenin-in-october-1963", "book-lenin-in-october"),
    ("secret-speech", "book-secret-speech-text"),
    ("zhukov-memoirs", "book-zhukov-memoirs"),
];

/// The values of columns, row by row.
fn columns(path: &Path, names: &[&str]) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let at: Vec<usize> = names.iter().map(|name| header.iter().position(|column| column == *name).unwrap()).collect();
    reader.records().map(|row| at.iter().map(|at| row.as_ref().unwrap()[*at].to_owned()).collect()).collect()
}

#[test]
fn every_fact_that_was_gathered_is_in_the_record() {
    let Some(facts) = shared("facts/places.csv") else { return };
    let record = read_dir(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/record")).unwrap();
    let mut subjects = BTreeSet::new();
    let mut names = BTreeSet::new();
    for entry in &record.entries {
        match entry {
            Entry::Subject(subject) => {
                subjects.insert(subject.id.0.clone());
            }
            Entry::Act(act) => names.extend(act.facts.iter().filter_map(|fact| match fact {
                Fact::Name(name) => Some((name.lang.to_string(), name.text.clone())),
                _ => None,
            })),
            _ => {}
        }
    }
    let mut missing: Vec<String> = columns(&facts, &["lang", "name"])
        .into_iter()
        .filter(|row| !names.contains(&(row[0].clone(), row[1].clone())))
        .map(|row| format!("places: {} [{}]", row[1], row[0]))
        .collect();
    for (table, prefix) in [
        ("monuments", "stalin-monument-"),
        ("books", "book-"),
        ("decrees", "decree-"),
        ("works", "work-"),
        ("events", "event-"),
    ] {
        for row in columns(&facts.with_file_name(format!("{table}.csv")), &["id"]) {
            let joined = JOINED.iter().find(|(id, _)| *id == row[0]).map(|(_, subject)| *subject);
            let known = |id: &str| subjects.contains(id);
            if !known(&format!("{prefix}{}", row[0])) && !known(&row[0]) && !joined.is_some_and(known) {
                missing.push(format!("{table}: {}", row[0]));
            }
        }
    }
    assert!(missing.is_empty(), "{} facts are not in the record:\n{}", missing.len(), missing.join("\n"));
}
