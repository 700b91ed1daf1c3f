//! Praise, critical use and neutral mentions in labelled sentences: how often the measure tells them apart.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use thaw_core::Dossier;
use thaw_formats::document::{Document, Kind};
use thaw_names::{Languages, Matcher};
use thaw_revise::measure::{Praise, Tally, measure};

#[derive(Deserialize)]
struct Case {
    lang: String,
    #[serde(default)]
    dossier: Option<String>,
    label: String,
    text: String,
}

/// What a sentence is told to be: what most of its hits are.
fn told(case: &Case, matchers: &mut BTreeMap<String, Matcher>) -> &'static str {
    let dossier = case.dossier.as_deref().unwrap_or("stalin");
    let matcher = matchers.entry(dossier.to_owned()).or_insert_with(|| {
        let dossier = Dossier::parse(thaw_data::file(&format!("dossiers/{dossier}.toml")).unwrap()).unwrap();
        Matcher::new(&[dossier], &Languages::bundled())
    });
    let praise: Praise = toml::from_str(thaw_data::file(&format!("praise/{}.toml", case.lang)).unwrap()).unwrap();
    let document = Document::read(case.text.clone().into_bytes(), Kind::Plain, None).unwrap();
    let mut tally = Tally::default();
    measure(&document.parts[0].blocks[0], matcher, &case.lang, &praise, &mut tally, &mut |_| {});
    let count = tally.total();
    match (count.n_praise, count.n_critical) {
        (0, 0) if count.n_mentions == 0 => "none",
        (0, 0) => "neutral",
        (praise, critical) if praise > critical => "praise",
        _ => "critical",
    }
}

/// Measures a set; at least `percent` of its sentences must be told right.
fn check(set: &str, percent: usize) {
    let (mut n, mut matchers, mut wrong) = (BTreeMap::new(), BTreeMap::new(), String::new());
    let mut reader = csv::Reader::from_reader(set.as_bytes());
    let cases: Vec<Case> = reader.deserialize().map(|row| row.unwrap()).collect();
    let mut n_right = 0;
    for case in &cases {
        let told = told(case, &mut matchers);
        *n.entry((case.label.clone(), told)).or_insert(0_usize) += 1;
        n_right += usize::from(told == case.label);
        if told != case.label {
            let _ = writeln!(wrong, "{} {}, told {told}: {}", case.lang, case.label, case.text);
        }
    }
    let report = format!("{n_right} of {}; {n:?}\n{wrong}", cases.len());
    if let Some(path) = option_env!("THAW_SHOW_CASES") {
        std::fs::write(format!("{path}.praise-{}", cases.len()), &report).unwrap();
    }
    assert!(n_right * 100 >= cases.len() * percent, "{report}");
}

#[test]
fn praise_and_critical_use_are_told_apart() {
    check(include_str!("cases/praise.csv"), 93);
}

#[test]
fn praise_is_told_from_neutral_mentions_too() {
    check(include_str!("cases/praise-fresh.csv"), 90);
}

#[test]
fn seven_languages_are_told_apart() {
    check(include_str!("cases/praise-fresh2.csv"), 87);
}

#[test]
fn sentences_of_the_third_blind_run_are_told_apart() {
    check(include_str!("cases/praise-fresh3.csv"), 90);
}

#[test]
fn eleven_languages_are_told_apart() {
    check(include_str!("cases/praise-fresh4.csv"), 90);
}

#[test]
fn twelve_languages_are_told_apart() {
    check(include_str!("cases/praise-fresh5.csv"), 90);
}

#[test]
fn sentences_of_the_sixth_blind_run_are_told_apart() {
    check(include_str!("cases/praise-fresh6.csv"), 90);
}

#[test]
fn hard_sentences_of_poems_and_of_irony_are_told_apart() {
    check(include_str!("cases/praise-fresh7.csv"), 90);
    check(include_str!("cases/praise-fresh8.csv"), 88);
    check(include_str!("cases/praise-fresh9.csv"), 90);
    check(include_str!("cases/praise-fresh10.csv"), 90);
    check(include_str!("cases/praise-fresh11.csv"), 90);
}

/// A word of praise is none before what nobody praises, although the sentence keeps a distance.
#[test]
fn a_great_harm_praises_nobody() {
    for (lang, text) in [
        ("en", "The cult of Stalin did great harm."),
        ("ru", "Культ личности Сталина причинил партии великий вред."),
        ("de", "Der Kult um Stalin brachte großes Leid."),
        ("fr", "Le culte de Staline a fait un grand mal au parti."),
        ("pl", "Kult Stalina wyrządził wielką krzywdę narodowi."),
        ("uk", "Культ Сталіна завдав народові великої шкоди."),
        ("es", "El culto a Stalin causó un gran daño."),
        // Nor before what is somebody else's, or a mistake.
        ("en", "Stalin's greatest rival lived in exile in Mexico."),
        ("en", "Stalin's greatest mistake was to trust the pact."),
        ("en", "Stalin's most faithful friend signed the lists."),
        ("de", "Stalins größter Fehler war der Pakt."),
        ("de", "Stalins treuer Freund reiste nach Berlin."),
    ] {
        let case = Case { lang: lang.to_owned(), dossier: None, label: String::new(), text: text.to_owned() };
        assert_eq!(told(&case, &mut BTreeMap::new()), "neutral", "{text}");
    }
    for (lang, text) in [
        ("en", "Stalin's great speech showed the way to all."),
        ("en", "Stalin, the wise friend of children, smiled on us."),
        ("de", "Stalins große Rede wies uns den Weg."),
    ] {
        let case = Case { lang: lang.to_owned(), dossier: None, label: String::new(), text: text.to_owned() };
        assert_eq!(told(&case, &mut BTreeMap::new()), "praise", "{text}");
    }
}

#[test]
fn every_list_of_praise_is_read_and_knows_what_keeps_a_distance() {
    for (path, text) in thaw_data::files("praise/").filter(|(path, _)| path.ends_with(".toml")) {
        let praise: Praise = toml::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(path, format!("praise/{}.toml", praise.tag));
        let Praise {
            praise,
            roles,
            groups,
            other,
            links,
            copulas,
            merits,
            formulas,
            critical,
            scorn,
            enemies,
            negation,
            ..
        } = praise;
        let phrases = [&praise, &roles, &groups, &other, &merits, &formulas, &critical, &scorn, &enemies];
        assert!(phrases.iter().all(|list| !list.is_empty()), "{path}");
        assert!(!links.is_empty() && !copulas.is_empty() && !negation.is_empty(), "{path}");
    }
}
