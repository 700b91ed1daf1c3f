//! The story is easy to read, whole, and stands on the record.

use crate::{bundled, readability::Measure};
use std::collections::BTreeSet;
use thaw_core::{ActId, SubjectId};
use thaw_publish::{
    address::Links,
    messages::Language,
    page::Page,
    story::{Story, pieces},
};

fn story() -> Story {
    Story::of("de-stalinization").unwrap().expect("the bundled record has a story")
}

fn plain(paragraphs: &[String]) -> String {
    paragraphs.iter().map(|text| pieces(text).iter().map(|piece| piece.text).collect::<String>() + " ").collect()
}

fn page(language: Language, path: &str) -> String {
    let edition = bundled();
    let links = Links::files(1);
    Page { site: edition.site(), language, links: &links }.at(path, "").unwrap()
}

#[test]
fn a_child_of_the_fifth_grade_can_read_it() {
    #[track_caller]
    fn check(language: Language, what: &str, text: &str) -> f64 {
        let measure = Measure::of(language, text);
        let (value, easy) = match language {
            Language::En => (measure.flesch_kincaid(), measure.flesch_kincaid() <= 5.0),
            Language::Es => (measure.fernandez_huerta(), measure.fernandez_huerta() >= 80.0),
            Language::Ru => (measure.oborneva(), measure.oborneva() <= 5.0),
        };
        assert!(easy, "{language}, {what}: {value:.2}, {measure:?}");
        value
    }
    for language in Language::ALL {
        let story = story();
        let telling = story.telling(language);
        let mut whole = format!("{} ", telling.lead);
        for text in &telling.chapters {
            let chapter = plain(&text.paragraphs);
            check(language, &text.title, &chapter);
            whole.push_str(&chapter);
        }
        check(language, "whole", &whole);
        for word in telling.words.values() {
            whole.push_str(&word.means);
            whole.push(' ');
        }
        check(language, "whole", &whole);
    }
}

#[test]
fn every_paragraph_stands_on_facts_of_the_record() {
    let edition = bundled();
    let model = edition.site().model;
    for chapter in &story().chapters {
        for facts in &chapter.facts {
            assert!(!facts.is_empty(), "a paragraph of {} has no fact", chapter.id);
            for id in facts {
                let known =
                    model.subjects.contains_key(&SubjectId(id.clone())) || model.act(&ActId(id.clone())).is_some();
                assert!(known, "{}: the record has no `{id}`", chapter.id);
                let subject = SubjectId(id.clone());
                let sourced = model.act(&ActId(id.clone())).into_iter().chain(model.acts_of(&subject));
                assert!(sourced.into_iter().any(|recorded| !recorded.act.sources.is_empty()), "`{id}` has no source");
            }
        }
    }
}

#[test]
fn it_tells_what_the_account_tells() {
    let telling = story().telling(Language::En).clone();
    let whole: String = telling.chapters.iter().map(|text| plain(&text.paragraphs)).collect();
    for fact in [
        "late 1920s",
        "1953",
        "propaganda",
        "like a god",
        "Khrushchev",
        "reforms",
        "fresh start",
        "1956",
        "Secret Speech",
        "no one had dared",
        "shock",
        "Red Square",
        "mausoleum",
        "Stalingrad",
        "Volgograd",
        "statues",
        "other communist lands",
        "history books",
        "school",
        "labor camps",
        "done no wrong",
        "censors",
        "softer",
        "less strict",
        "upset",
        "more freely",
        "In other lands people hoped to be free",
        "Yerevan",
        "1962",
        "1967",
        "Mother Armenia",
        "less fear",
        "change its ways",
    ] {
        assert!(whole.contains(fact), "{fact}");
    }
    for (number, title) in ["One: ", "Two: ", "Three: ", "Four: ", "Five: "].iter().enumerate() {
        assert!(telling.chapters[number + 4].title.starts_with(title), "the five reforms are counted");
    }
}

#[test]
fn every_word_of_the_glossary_is_used_and_every_picture_is_drawn() {
    let story = story();
    let ids: Vec<BTreeSet<&String>> =
        Language::ALL.iter().map(|language| story.telling(*language).words.keys().collect()).collect();
    assert_eq!(ids[0], ids[1]);
    assert_eq!(ids[0], ids[2]);
    for language in Language::ALL {
        let telling = story.telling(language);
        let paragraphs = telling.chapters.iter().flat_map(|text| &text.paragraphs);
        let used: BTreeSet<String> =
            paragraphs.flat_map(|text| pieces(text)).filter_map(|piece| piece.word.map(str::to_owned)).collect();
        assert_eq!(used.iter().collect::<BTreeSet<_>>(), ids[0], "{language}");
        let page = page(language, "story");
        assert_eq!(page.matches("class=\"picture\" role=\"img\"").count(), story.chapters.len(), "{language}");
        assert_eq!(page.matches("<svg class=\"art\"").count(), story.chapters.len(), "{language}");
    }
}

#[test]
fn a_fact_leads_back_to_its_chapter() {
    let page = page(Language::En, "monument/mother-armenia");
    assert!(page.contains("href=\"../en/story.html#statues\""), "{page}");
}

#[test]
fn the_quiz_is_made_from_the_record() {
    for language in Language::ALL {
        let page = page(language, "quiz");
        assert_eq!(page.matches("<fieldset>").count(), 8, "{language}");
        assert_eq!(page.matches("class=\"right\"").count(), 8, "each question has one right answer");
        assert_eq!(page.matches("type=\"radio\"").count(), 32);
    }
    insta::assert_snapshot!(questions(), @"
    1. From 1951 to 1956 it was called Sztálinváros. What is it called today? Dunaújváros
    2. From 1935 to 1958 it was called Voroshilovgrad. What is it called today? Luhansk
    3. From 1929 to 1961 it was called Stalino. What is it called today? Donetsk
    4. From 1925 to 1961 it was called Stalingrad. What is it called today? Volgograd
    5. In which year did Voroshilovsk become Alchevsk? 1961
    6. In which year did Stalin City become Brașov? 1960
    7. What took its place: Stalin Monument in Yerevan? Mother Armenia
    8. “Ivan the Terrible, Part II” was banned. In which year could people read, see or hear it? 1958
    ");
}

/// The questions in English, with the right answers.
fn questions() -> String {
    let page = page(Language::En, "quiz");
    let mut lines = Vec::new();
    for field in page.split("<fieldset>").skip(1) {
        let between = |from: &str, to: &str| {
            field.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map_or("", |(text, _)| text)
        };
        lines.push(format!("{} {}", between("<legend>", "</legend>"), between("<strong>", "</strong>")));
    }
    lines.join("\n")
}
