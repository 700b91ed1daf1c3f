//! Praise and critical use of the same words, in labelled sentences: how often the measure tells them apart.

use std::collections::BTreeMap;
use thaw_core::Dossier;
use thaw_formats::document::{Document, Kind};
use thaw_names::{Languages, Matcher};
use thaw_revise::measure::{Praise, measure};

#[test]
fn praise_and_critical_use_are_told_apart() {
    let dossier = Dossier::parse(thaw_data::file("dossiers/stalin.toml").unwrap()).unwrap();
    let matcher = Matcher::new(&[dossier], &Languages::bundled());
    let (mut n, mut n_right, mut n_found) = (BTreeMap::new(), BTreeMap::new(), 0);
    let mut wrong = String::new();
    let mut reader = csv::Reader::from_reader(include_str!("cases/praise.csv").as_bytes());
    for row in reader.deserialize() {
        let row: BTreeMap<String, String> = row.unwrap();
        let (lang, label, text) = (&row["lang"], &row["label"], &row["text"]);
        let praise: Praise = toml::from_str(thaw_data::file(&format!("praise/{lang}.toml")).unwrap()).unwrap();
        let document = Document::read(text.as_bytes().to_vec(), Kind::Plain, None).unwrap();
        let mut hits = Vec::new();
        let count = measure(&document.parts[0].blocks[0], &matcher, lang, &praise, &mut hits);
        // A sentence is what most of its hits are.
        let told = match (count.n_praise, count.n_critical) {
            (0, 0) => "nothing",
            (praise, critical) if praise > critical => "praise",
            _ => "critical",
        };
        n_found += usize::from(told != "nothing");
        *n.entry(lang.clone()).or_insert(0_usize) += 1;
        *n_right.entry(lang.clone()).or_insert(0_usize) += usize::from(told == label);
        if told != label {
            wrong.push_str(&format!("{label}, told {told}: {text}\n"));
        }
    }
    let (all, right): (usize, usize) = (n.values().sum(), n_right.values().sum());
    assert!(all >= 150, "{all} sentences");
    assert!(
        right * 100 >= all * 93,
        "{right} of {all}; {n_found} with any hit; by language {n_right:?} of {n:?}\n{wrong}"
    );
    if let Some(path) = option_env!("THAW_SHOW_CASES") {
        std::fs::write(
            format!("{path}.praise"),
            format!("{right} of {all}; {n_found} with any hit; by language {n_right:?} of {n:?}\n{wrong}"),
        )
        .unwrap();
    }
}
