//! What must hold for every form: it is found however it is written, and the span is exact.

use proptest::prelude::*;
use std::sync::LazyLock;
use thaw_core::{Dossier, Script};
use thaw_names::{Context, Form, Forms, Languages, Match, Matcher};
use unicode_normalization::UnicodeNormalization;

static DOSSIERS: LazyLock<Vec<Dossier>> = LazyLock::new(|| {
    let small = ["dzerzhinsky", "horthy"].map(|id| {
        let path = format!("{}/tests/dossiers/{id}.toml", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap()
    });
    let bundled = ["stalin", "molotov", "beria"].map(|id| thaw_data::file(&format!("dossiers/{id}.toml")).unwrap());
    let texts = small.iter().map(String::as_str).chain(bundled);
    texts.map(|text| Dossier::parse(text).unwrap()).collect()
});

static FORMS: LazyLock<Vec<(usize, Form)>> = LazyLock::new(|| {
    let languages = Languages::bundled();
    let of = |(idx, dossier)| Forms::of(dossier, &languages).into_iter().map(move |form| (idx, form));
    DOSSIERS.iter().enumerate().flat_map(of).collect()
});

static CYRILLIC: LazyLock<Vec<&(usize, Form)>> =
    LazyLock::new(|| FORMS.iter().filter(|(_, form)| form.script == Script::Cyrl).collect());

static MATCHER: LazyLock<Matcher> = LazyLock::new(|| Matcher::new(&DOSSIERS, &Languages::bundled()));

/// Finds a form written as `written` between other words, in a text of its language.
fn found(dossier: usize, form: &Form, written: &str) -> Option<Match> {
    let spaced = !matches!(form.lang.primary(), "zh" | "ja");
    let (before, after) = if spaced { ("… ", " …") } else { ("", "") };
    let text = format!("{before}{written}{after}");
    let start = before.len();
    let context = Context::text(Some(form.lang.as_str()));
    let matches = MATCHER.find(&text, &context);
    assert!(matches.is_empty() || MATCHER.may_match(text.as_bytes()));
    for found in &matches {
        assert_eq!(text.get(found.span.clone()), Some(found.form.as_str()));
    }
    matches.into_iter().find(|found| found.dossier == dossier && found.span == (start..start + written.len()))
}

/// Every seventh: all of them take half a minute without optimisation.
#[test]
fn listed_forms_are_found_whole() {
    let missing: Vec<String> = FORMS
        .iter()
        .step_by(7)
        .filter(|(dossier, form)| found(*dossier, form, &form.text).is_none())
        .map(|(_, form)| format!("{}: {} ({})", form.lang, form.text, form.derivation))
        .collect();
    assert!(FORMS.len() > 15_000, "{}", FORMS.len());
    assert_eq!(missing, Vec::<String>::new());
}

/// A way of writing that changes nothing about the name.
#[derive(Clone, Copy, Debug)]
enum Writing {
    Upper,
    Lower,
    Decomposed,
    SoftHyphen(usize),
    Apostrophe(char),
    Hyphen(char),
}

fn writing() -> impl Strategy<Value = Writing> {
    prop_oneof![
        Just(Writing::Upper),
        Just(Writing::Lower),
        Just(Writing::Decomposed),
        (0_usize..12).prop_map(Writing::SoftHyphen),
        prop::sample::select(vec!['\'', '’', 'ʼ', '`', '´', '＇']).prop_map(Writing::Apostrophe),
        prop::sample::select(vec!['-', '‐', '‑', '–', '－']).prop_map(Writing::Hyphen),
    ]
}

fn write(text: &str, writing: Writing) -> String {
    match writing {
        Writing::Upper => text.to_uppercase(),
        Writing::Lower => text.to_lowercase(),
        Writing::Decomposed => text.nfd().collect(),
        Writing::SoftHyphen(after) => {
            // Between two letters only: at the end of a word it belongs to no letter.
            let letters: Vec<char> = text.chars().collect();
            let inside = |at: usize| letters.get(at..at + 2).is_some_and(|two| two.iter().all(|c| c.is_alphabetic()));
            let mut written = String::new();
            for (at, letter) in letters.iter().enumerate() {
                written.push(*letter);
                if at == after && inside(at) {
                    written.push('\u{ad}');
                }
            }
            written
        }
        Writing::Apostrophe(sign) => text.replace('\'', &sign.to_string()),
        Writing::Hyphen(sign) => text.replace('-', &sign.to_string()),
    }
}

/// The first word of these begins with a letter that has two small and three written forms.
#[test]
fn a_dotted_capital_is_found_however_it_is_written() {
    let is_dotted = |form: &Form| form.text.starts_with('İ') && !form.text.contains('.');
    let dotted: Vec<&(usize, Form)> = FORMS.iter().filter(|(_, form)| is_dotted(form)).collect();
    assert!(dotted.len() > 10, "{}", dotted.len());
    for (dossier, form) in dotted {
        for writing in [Writing::Upper, Writing::Lower, Writing::Decomposed] {
            let written = write(&form.text, writing);
            assert!(found(*dossier, form, &written).is_some(), "{}: {written}", form.lang);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_form_is_found_however_it_is_written(idx in any::<prop::sample::Index>(), writing in writing()) {
        let (dossier, form) = &FORMS[idx.index(FORMS.len())];
        // An acronym in small letters is a word: ЗИС and зис.
        let acronym = form.text.chars().all(char::is_uppercase);
        // Letters with stops in small letters are abbreviations of anything: г. Сталин.
        prop_assume!(!(acronym || form.text.contains('.')) || !matches!(writing, Writing::Lower));
        let written = write(&form.text, writing);
        prop_assert!(found(*dossier, form, &written).is_some(), "{}: {} as {written}", form.lang, form.text);
    }

    #[test]
    fn letters_of_another_script_are_noticed(idx in any::<prop::sample::Index>()) {
        let (dossier, form) = CYRILLIC[idx.index(CYRILLIC.len())];
        // Latin a, e and o in a Cyrillic name.
        let twin = |c: char| match c { 'а' => 'a', 'е' => 'e', 'о' => 'o', _ => c };
        let written: String = form.text.chars().map(twin).collect();
        // The surname stands last; a given name in two scripts is no name that is known.
        let surname = |text: &str| text.split(' ').next_back().map(str::to_owned);
        prop_assume!(surname(&written) != surname(&form.text) && form.text.chars().count() > 4);
        // Capitals and initials apart, the whole is found with the reason.
        let matches = MATCHER.find(&written, &Context::text(Some(form.lang.as_str())));
        let mixed = |m: &Match| m.evidence.iter().any(|evidence| evidence.rule == "mixed-script");
        prop_assert!(matches.iter().any(|m| m.dossier == *dossier && mixed(m)), "{}: {written} {matches:?}", form.lang);
    }

    #[test]
    fn any_text_is_read_without_harm(text in "\\PC{0,40}", name in prop::sample::select(vec!["Сталин", "İstalin", "Stalinß", "სტალინი", "斯大林", "Sta\u{301}lin", ""])) {
        let text = format!("{text}{name}{text}");
        for found in MATCHER.find(&text, &Context::default()) {
            prop_assert_eq!(text.get(found.span.clone()), Some(found.form.as_str()));
            prop_assert!((0.0..=1.0).contains(&found.score));
            prop_assert!(MATCHER.may_match(text.as_bytes()));
        }
    }
}

#[test]
fn spans_are_exact_beside_letters_that_change_their_length() {
    let find = |text: &str| {
        let found = MATCHER.find(text, &Context::text(None));
        found.first().map(|m| (m.span.clone(), m.form.clone()))
    };
    assert_eq!(find("İstanbul'da Stalin'in heykeli"), Some((13..22, "Stalin'in".to_owned())));
    assert_eq!(find("Groß-Stalinstraße"), Some((6..19, "Stalinstraße".to_owned())));
    assert_eq!(find("e\u{301} e\u{301} Sta\u{300}lin"), Some((8..16, "Sta\u{300}lin".to_owned())));
    assert_eq!(find("ﬁn de Staline"), Some((8..15, "Staline".to_owned())));
}
