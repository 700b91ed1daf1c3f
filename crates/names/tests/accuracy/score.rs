//! Labelled names and how well the matcher does on them. Shared by the test and the benchmark.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};
use thaw_core::{Dossier, Edtf, candidate::Honours};
use thaw_names::{Context, Languages, Match, Matcher, ObjectClass};

/// A line of `tests/cases/<lang>.csv`; the columns are described in `tests/cases/README.md`.
pub(crate) struct Case {
    pub(crate) place: String,
    pub(crate) text: String,
    pub(crate) lang: String,
    pub(crate) dossier: String,
    pub(crate) class: ObjectClass,
    pub(crate) named: Option<Edtf>,
    pub(crate) is_match: bool,
    pub(crate) kind: String,
    pub(crate) honours: String,
    pub(crate) quality: String,
}

impl Case {
    /// The name of its file without the ending.
    pub(crate) fn file(&self) -> &str {
        self.place.split('.').next().unwrap_or_default()
    }

    /// Tells whether the line is kept aside: nobody looks at its outcome while rules are changed.
    pub(crate) fn is_kept(&self) -> bool {
        fnv(&self.text) >> 32 & 1 == 1
    }
}

/// Hashes a text the same way on every machine (FNV-1a, 64 bits).
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Reads every labelled line, file by file.
pub(crate) fn cases() -> Vec<Case> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "csv")) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if name == "reference.csv" {
            continue;
        }
        for row in csv::Reader::from_path(file).unwrap().records() {
            let row = row.unwrap_or_else(|error| panic!("{name}: {error}"));
            let line = row.position().map_or(0, csv::Position::line);
            cases.push(case(&row, format!("{name}:{line}")));
        }
    }
    cases
}

fn case(row: &csv::StringRecord, place: String) -> Case {
    let [text, lang, dossier, context, is_match, kind, honours, quality] =
        std::array::from_fn(|idx| row[idx].to_owned());
    let (class, named) = context.split_once(" named=").map_or((context.as_str(), None), |(a, b)| (a, Some(b)));
    let class = serde_json::from_value(class.into()).unwrap_or_else(|error| panic!("{place}: {error}"));
    let named = named.map(|date| date.parse().unwrap());
    let is_match = match is_match.as_str() {
        "yes" => true,
        "no" => false,
        other => panic!("{place}: is_match is yes or no, found `{other}`"),
    };
    assert!(["strong", "medium", "weak"].contains(&quality.as_str()), "{place}: quality `{quality}`");
    assert!(
        ["", "person", "indirect", "victims", "other-person", "nobody"].contains(&honours.as_str()),
        "{place}: honours `{honours}`"
    );
    Case { place, text, lang, dossier, class, named, is_match, kind, honours, quality }
}

/// Right and wrong answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) found: usize,
    pub(crate) missed: usize,
    pub(crate) false_alarms: usize,
    pub(crate) passed_over: usize,
}

impl Tally {
    pub(crate) fn count(&mut self, expected: bool, answer: bool) {
        match (expected, answer) {
            (true, true) => self.found += 1,
            (true, false) => self.missed += 1,
            (false, true) => self.false_alarms += 1,
            (false, false) => self.passed_over += 1,
        }
    }

    /// The share of the answers that are right; 1 when there are none.
    pub(crate) fn precision(&self) -> f64 {
        share(self.found, self.found + self.false_alarms)
    }

    /// The share of the names that are found; 1 when there are none.
    pub(crate) fn recall(&self) -> f64 {
        share(self.found, self.found + self.missed)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// One matcher for each dossier, and the surnames that a plain search would look for.
pub(crate) struct Bench {
    matchers: BTreeMap<String, Matcher>,
    surnames: BTreeMap<String, BTreeSet<String>>,
}

impl Bench {
    /// Prepares the dossiers that the cases ask for.
    pub(crate) fn new(cases: &[Case]) -> Self {
        let languages = Languages::bundled();
        let wanted: BTreeSet<&str> = cases.iter().map(|case| case.dossier.as_str()).collect();
        let mut bench = Self { matchers: BTreeMap::new(), surnames: BTreeMap::new() };
        for id in wanted {
            let dossier = dossier(id);
            bench.surnames.insert(id.to_owned(), surnames(&dossier));
            bench.matchers.insert(id.to_owned(), Matcher::new(&[dossier], &languages));
        }
        bench
    }

    /// Returns what the matcher says about a line.
    pub(crate) fn find(&self, case: &Case) -> Vec<Match> {
        let lang = (!case.lang.is_empty()).then_some(case.lang.as_str());
        let context = Context { named: case.named.clone(), ..Context::name(case.class, lang) };
        self.matchers[&case.dossier].find(&case.text, &context)
    }

    /// Returns what a search for the surname as a part of the text says.
    pub(crate) fn naive(&self, case: &Case) -> bool {
        contains(&self.surnames[&case.dossier], &case.text)
    }
}

/// Reads one of the small dossiers of the tests, or a bundled one.
fn dossier(id: &str) -> Dossier {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/dossiers/{id}.toml"));
    let text = fs::read_to_string(path).ok();
    let text = text.as_deref().or_else(|| thaw_data::file(&format!("dossiers/{id}.toml")));
    Dossier::parse(text.unwrap_or_else(|| panic!("no dossier `{id}`"))).unwrap_or_else(|error| panic!("{id}: {error}"))
}

fn surnames(dossier: &Dossier) -> BTreeSet<String> {
    dossier.names.values().flat_map(|names| &names.surname).map(|name| name.to_lowercase()).collect()
}

pub(crate) fn contains(surnames: &BTreeSet<String>, text: &str) -> bool {
    let text = text.to_lowercase();
    surnames.iter().any(|name| text.contains(name))
}

/// Tells whether a line is answered rightly, and what was answered.
pub(crate) fn answer(found: &[Match]) -> bool {
    found.iter().any(Match::is_found)
}

/// Tells whether kind and honours agree with the labels, where the line has any.
pub(crate) fn agrees(case: &Case, found: &[Match]) -> bool {
    let Some(best) = found.iter().max_by(|a, b| a.score.total_cmp(&b.score)) else { return !case.is_match };
    let kind = serde_json::to_value(best.kind).unwrap();
    let honours = match best.honours {
        Honours::Person => "person",
        Honours::Indirect => "indirect",
        Honours::Victims => "victims",
        Honours::OtherPerson => "other-person",
        Honours::Nobody => "nobody",
        _ => "",
    };
    (case.kind.is_empty() || kind == case.kind) && (case.honours.is_empty() || honours == case.honours)
}

/// One line for each match: what the matcher thought.
pub(crate) fn explain(case: &Case, found: &[Match]) -> String {
    let mut line =
        format!("{} `{}`: expected {}", case.place, case.text, if case.is_match { "a match" } else { "none" });
    if found.is_empty() {
        line.push_str("; nothing found");
    }
    for found in found {
        line.push_str(&format!("\n    {:.2} {:?} {}", found.score, found.honours, found.explain()));
    }
    line
}
