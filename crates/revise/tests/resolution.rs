//! Names in labelled sentences of nine languages: which edits are made, how many are right, how many are missing.
//!
//! `cases/resolution.csv` is written by hand: a sentence, its date, what to do, the expected text (empty: left alone) and the
//! trap. Half of the sentences, told by a hash, were kept aside while the rules were written.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use thaw_core::Lang;
use thaw_formats::document::{Document, Kind};
use thaw_revise::gazetteer::{Gazetteer, Place, places};
use thaw_revise::lexicon::Lexicons;
use thaw_revise::revise::{Mode, Options, revise};
use thaw_testkit::TempLedger;

#[derive(Clone, Copy, Default)]
struct Score {
    n: usize,
    n_expected: usize,
    n_edited: usize,
    n_right: usize,
}

impl Score {
    fn precision(self) -> f64 {
        if self.n_edited == 0 { 1.0 } else { self.n_right as f64 / self.n_edited as f64 }
    }
}

/// The places of the bundled record.
pub(crate) fn bundled_places() -> Vec<Place> {
    let files: Vec<(&str, &str)> =
        thaw_data::files("record/").filter_map(|(path, text)| Some((path.strip_prefix("record/")?, text))).collect();
    let record = thaw_formats::record::read_embedded(&files);
    places(&TempLedger::with(&record.entries)).unwrap()
}

pub(crate) fn lexicons() -> Lexicons {
    Lexicons::parse(thaw_data::files("revise/")).unwrap()
}

fn is_kept_aside(text: &str) -> bool {
    Sha256::digest(text.as_bytes())[0] % 2 == 1
}

#[test]
fn edits_of_labelled_sentences_are_right() {
    let (places, lexicons) = (bundled_places(), lexicons());
    let mut gazetteers: BTreeMap<String, Gazetteer<'_>> = BTreeMap::new();
    let mut scores: BTreeMap<(&str, String), Score> = BTreeMap::new();
    let mut wrong = String::new();
    let mut reader = csv::Reader::from_reader(include_str!("cases/resolution.csv").as_bytes());
    for row in reader.deserialize() {
        let row: BTreeMap<String, String> = row.unwrap();
        let (lang, text) = (row["lang"].clone(), row["text"].as_str());
        let gazetteer = gazetteers
            .entry(lang.clone())
            .or_insert_with(|| Gazetteer::new(&places, &Lang::parse(&lang).unwrap(), &lexicons).unwrap());
        let mode = if row["mode"] == "gloss" { Mode::Gloss } else { Mode::Replace };
        let (date, to) = (row["date"].parse().unwrap(), "2026".parse().unwrap());
        let options = Options { mode, date, to, keep_quotations: false };
        let document = Document::read(text.as_bytes().to_vec(), Kind::Plain, None).unwrap();
        let revision = revise(&document, gazetteer, &options);
        let result = String::from_utf8(document.apply(&revision.edits).unwrap().bytes).unwrap();
        let expected = if row["expected"].is_empty() { text } else { &row["expected"] };
        let half = if is_kept_aside(text) { "kept aside" } else { "seen" };
        for key in [(half, "all".to_owned()), ("both", lang)] {
            let score = scores.entry(key).or_default();
            score.n += 1;
            score.n_expected += usize::from(expected != text);
            score.n_edited += usize::from(result != text);
            score.n_right += usize::from(result != text && result == expected);
        }
        if result != expected {
            let reasons: Vec<&str> = revision.mentions.iter().map(|mention| mention.reason.as_str()).collect();
            wrong.push_str(&format!("{half}: {text}\n    is {result}\n    expected {expected}\n    {reasons:?}\n"));
        }
    }
    let mut report = String::new();
    for ((half, lang), score) in &scores {
        let Score { n, n_expected, n_edited, n_right } = *score;
        report.push_str(&format!(
            "{half} {lang}: {n} sentences, {n_edited} edited, {n_right} right, {n_expected} should be\n"
        ));
    }
    if let Some(path) = option_env!("THAW_SHOW_CASES") {
        std::fs::write(path, format!("{report}\n{wrong}")).unwrap();
    }
    let n_cases: usize = scores.iter().filter(|((half, _), _)| *half != "both").map(|(_, score)| score.n).sum();
    assert!(n_cases >= 400, "{n_cases} sentences");
    for ((half, lang), score) in scores {
        if half != "both" {
            assert!(score.precision() >= 0.98, "{half} {lang}: {}\n{report}\n{wrong}", score.precision());
            assert!(
                score.n_right * 100 >= score.n_expected * 80,
                "{half} {lang} leaves too much alone\n{report}\n{wrong}"
            );
        }
    }
}
