//! Real streets with known etymologies: for each person a dossier of the labels alone.

use super::score::{Tally, contains};
use std::collections::{BTreeMap, BTreeSet};
use thaw_core::{Dossier, dossier::Names};
use thaw_names::{Context, Languages, Matcher, ObjectClass};

/// A street and the persons it honours.
pub(crate) struct Street {
    pub(crate) name: String,
    pub(crate) people: Vec<String>,
}

/// A person by the labels of a knowledge base.
pub(crate) struct Person {
    pub(crate) labels: BTreeMap<String, String>,
    pub(crate) born: Option<i64>,
    pub(crate) died: Option<i64>,
}

impl Person {
    /// The last words of the labels, which a plain search would look for.
    fn surnames(&self) -> BTreeSet<String> {
        self.labels.values().filter_map(|label| label.split_whitespace().last()).map(str::to_lowercase).collect()
    }
}

/// Reads the streets; persons by their id. What is no person (a town, a battle) is left out.
pub(crate) fn read(text: &str) -> (Vec<Street>, BTreeMap<String, Person>) {
    let mut streets = Vec::new();
    let mut persons = BTreeMap::new();
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let mut people = Vec::new();
        for person in row["people"].as_array().unwrap().iter().filter(|person| person["person"] == true) {
            let id = person["wikidata"].as_str().unwrap().to_owned();
            let labels = serde_json::from_value(person["labels"].clone()).unwrap();
            persons
                .insert(id.clone(), Person { labels, born: person["birth"].as_i64(), died: person["death"].as_i64() });
            people.push(id);
        }
        streets.push(Street { name: row["street"].as_str().unwrap().to_owned(), people });
    }
    (streets, persons)
}

/// Makes a dossier of labels alone.
pub(crate) fn dossier(id: &str, person: &Person) -> Dossier {
    let name = person.labels.get("en").or_else(|| person.labels.values().next()).cloned().unwrap_or_default();
    let date = |year: Option<i64>| year.and_then(|year| format!("{year:04}").parse().ok());
    let mut dossier =
        Dossier { id: id.to_owned(), name, born: date(person.born), died: date(person.died), ..Dossier::default() };
    for (lang, label) in &person.labels {
        let full = vec![label.clone()];
        dossier.names.insert(lang.clone(), Names { full, ..Names::default() });
    }
    dossier
}

/// What was found for everybody, what a plain search finds, and what went wrong.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) thaw: Tally,
    pub(crate) naive: Tally,
    /// Matches in streets of which nobody recorded whom they honour.
    pub(crate) unrecorded: usize,
    pub(crate) wrong: Vec<String>,
}

/// Looks for every person in every street.
pub(crate) fn score(text: &str) -> Outcome {
    let (streets, persons) = read(text);
    let languages = Languages::bundled();
    let mut outcome = Outcome::default();
    for (id, person) in &persons {
        let dossier = dossier(id, person);
        let surnames = person.surnames();
        let label = dossier.name.clone();
        let matcher = Matcher::new(&[dossier], &languages);
        for street in &streets {
            let expected = street.people.contains(id);
            let found = matcher.find(&street.name, &Context::name(ObjectClass::Street, None));
            let answer = found.iter().any(thaw_names::Match::is_found);
            outcome.thaw.count(expected, answer);
            outcome.naive.count(expected, contains(&surnames, &street.name));
            outcome.unrecorded += usize::from(answer && !expected && street.people.is_empty());
            if expected != answer {
                let what = if expected { "missed" } else { "false alarm" };
                let why: Vec<String> =
                    found.iter().map(|m| format!("\n    {:.2} {:?} {}", m.score, m.honours, m.explain())).collect();
                outcome.wrong.push(format!("{what}: {label} in `{}`{}", street.name, why.concat()));
            }
        }
    }
    outcome
}
