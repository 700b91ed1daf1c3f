//! Two editions of a chapter, in English and in Russian, whose differences are known: what became of each paragraph and sentence,
//! and who vanished from the later one.

use crate::resolution::{bundled_places, lexicons};
use std::collections::BTreeMap;
use thaw_core::{Dossier, Lang};
use thaw_formats::document::{Document, Kind};
use thaw_names::{Languages, Matcher};
use thaw_revise::compare::{Change, Comparison, compare};
use thaw_revise::gazetteer::Gazetteer;
use thaw_revise::mentions::{self, Known, NameWords};
use thaw_revise::{Edition, page};

fn blocks(text: &str, kind: Kind) -> Vec<String> {
    let document = Document::read(text.as_bytes().to_vec(), kind, None).unwrap();
    document.parts[0].blocks.iter().map(|block| block.text.trim().to_owned()).collect()
}

fn texts(blocks: &[String]) -> Vec<&str> {
    blocks.iter().map(String::as_str).collect()
}

/// The names whose number of mentions changes, with the numbers.
fn names(lang: &str, editions: &[Vec<&str>]) -> BTreeMap<String, Vec<usize>> {
    let (places, lexicons) = (bundled_places(), lexicons());
    let gazetteer = Gazetteer::new(&places, &Lang::parse(lang).unwrap(), &lexicons).unwrap();
    let dossiers: Vec<Dossier> = thaw_data::files("dossiers/")
        .filter(|(path, _)| path.ends_with(".toml"))
        .map(|(_, text)| Dossier::parse(text).unwrap())
        .collect();
    let languages = Languages::bundled();
    let matcher = Matcher::new(&dossiers, &languages);
    let words: NameWords = toml::from_str(thaw_data::file(&format!("editions/{lang}.toml")).unwrap()).unwrap();
    let language = languages.get(lang).unwrap();
    let known = Known {
        gazetteer: Some(&gazetteer),
        persons: Some((&matcher, &dossiers)),
        lang,
        names: Some(&words),
        words: Some(&language.words),
    };
    mentions::changes(editions, &known).into_iter().map(|name| (name.name, name.n)).collect()
}

fn changes(comparison: &Comparison) -> Vec<(Change, Option<usize>, Option<usize>)> {
    comparison.rows.iter().map(|row| (row.change, row.old, row.new)).collect()
}

#[test]
fn every_paragraph_of_a_chapter_is_told() {
    let old = blocks(include_str!("editions/chapter-1950.md"), Kind::Markdown);
    let new = blocks(include_str!("editions/chapter-1956.md"), Kind::Markdown);
    let comparison = compare(&texts(&old), &texts(&new));
    use Change::{Added, Dropped, Moved, Reworded, Same};
    assert_eq!(
        changes(&comparison),
        [
            (Same, Some(0), Some(0)),
            (Reworded, Some(1), Some(1)),
            (Moved, Some(6), Some(2)),
            (Dropped, Some(2), None),
            (Reworded, Some(3), Some(3)),
            (Reworded, Some(4), Some(4)),
            (Reworded, Some(5), Some(5)),
            (Added, None, Some(6)),
            (Reworded, Some(7), Some(7)),
            // The last sentence of the paragraph became one of its own: no word is another.
            (Same, Some(8), Some(8)),
            (Same, Some(8), Some(9)),
            (Reworded, Some(9), Some(10)),
        ]
    );
    let parts: Vec<_> = comparison.rows.iter().filter(|row| row.old == Some(8)).map(|row| &row.old_part).collect();
    assert!(parts[0].as_ref().unwrap().end <= parts[1].as_ref().unwrap().start, "{parts:?}");
    let names = names("en", &[texts(&old), texts(&new)]);
    let expected = [
        ("Blyukher", 0, 1),
        ("Georgia", 2, 0),
        ("Joseph Stalin", 5, 0),
        ("Lavrentiy Beria", 3, 0),
        ("Lysenko", 1, 0),
        ("Nikolai Yezhov", 2, 0),
        ("Tukhachevsky", 0, 2),
    ];
    assert_eq!(names, expected.into_iter().map(|(name, old, new)| (name.to_owned(), vec![old, new])).collect());
}

#[test]
fn forms_of_a_russian_name_are_counted_together() {
    let old = blocks(include_str!("editions/glava-1950.txt"), Kind::Plain);
    let new = blocks(include_str!("editions/glava-1956.txt"), Kind::Plain);
    let names = names("ru", &[texts(&old), texts(&new)]);
    assert_eq!(names["Joseph Stalin"], [3, 0]);
    assert_eq!(names["Nikolai Yezhov"], [3, 0]);
    assert_eq!(names["Lavrentiy Beria"], [1, 0]);
    // «Бубнов открыл» and «Постышева и Бубнова»: one name, once at the beginning of a sentence.
    assert_eq!(names["Бубнов"], [1, 2]);
    // Twice in each edition, in other cases.
    assert!(!names.keys().any(|name| name.starts_with("Тухачевск") || name.starts_with("Блюхер")), "{names:?}");
    assert!(!names.contains_key("Дети") && !names.contains_key("Враги"), "{names:?}");
}

#[test]
fn german_nouns_are_no_names() {
    let old = "Die Arbeiter bauten Werke. Genosse Stalin lobte das Volk. Ernst Thälmann sprach. Thälmann war ein Sohn des Volkes. \
               Tuchatschewskis Familie litt.";
    let names = names("de", &[vec![old], vec!["Das Volk siegte."]]);
    let found: Vec<&str> = names.keys().map(String::as_str).collect();
    assert_eq!(found, ["Joseph Stalin", "Thälmann", "Tuchatschewskis"]);
    assert_eq!(names["Thälmann"], [2, 0]);
}

#[test]
fn a_chapter_written_anew_is_still_aligned() {
    // More paragraphs than can be compared each with each; every one is changed, and one is moved to the front.
    let paragraph = |idx: usize, word: &str| {
        format!(
            "In the year {idx} the village number {idx} built its {word} school beside the river and the mill{idx}."
        )
    };
    let old: Vec<String> = (0..400).map(|idx| paragraph(idx, "first")).collect();
    let mut new: Vec<String> = (0..400).map(|idx| paragraph(idx, "new")).collect();
    let moved = new.remove(300);
    new.insert(0, moved);
    let comparison = compare(&texts(&old), &texts(&new));
    assert_eq!(comparison.n_paragraphs, BTreeMap::from([(Change::Moved, 1), (Change::Reworded, 399)]));
    assert_eq!(comparison.rows[0].old, Some(300));
}

#[test]
fn the_work_of_the_printer_is_no_change() {
    let old =
        "The first well-known paragraph says that the installation began.\n\nNothing was written about the affair.";
    let new = "The firſt well-\nknown paragraph ſays that the instal-\nlation be\u{AD}gan.\n\nNothing was writ\u{AD}ten about the aﬀair.";
    let [old, new] = [old, new].map(|text| Document::read(text.as_bytes().to_vec(), Kind::Plain, None).unwrap());
    let [old, new] = [&old, &new].map(|document| document.paragraphs());
    let [old, new] = [&old, &new].map(|texts| texts.iter().map(AsRef::as_ref).collect::<Vec<&str>>());
    let same = |idx: usize| (Change::Same, Some(idx), Some(idx));
    assert_eq!(changes(&compare(&old, &new)), [same(0), same(1)]);
}

#[test]
fn the_page_needs_no_script_and_shows_every_word() {
    let old = blocks(include_str!("editions/chapter-1950.md"), Kind::Markdown);
    let new = blocks(include_str!("editions/chapter-1956.md"), Kind::Markdown);
    let comparison = compare(&texts(&old), &texts(&new));
    let edition =
        |title: &str, paragraphs: Vec<&'static str>| Edition { title: title.to_owned(), lang: None, paragraphs };
    let leak = |blocks: Vec<String>| -> Vec<&'static str> {
        blocks.into_iter().map(|block| &*Box::leak(block.into_boxed_str())).collect()
    };
    let editions = [edition("A \"first\" <one>", leak(old)), edition("B", leak(new))];
    let page = page(&editions, &[comparison], &[]);
    assert!(page.contains("default-src 'none'") && !page.contains("<script"));
    assert!(page.contains("data-edition=\"A &quot;first&quot; &lt;one&gt;\""));
    assert_eq!(page.matches("id=\"new-0-9\"").count(), 1);
    assert!(page.contains("1 paragraph is the same"));
}

#[test]
fn where_a_sentence_was_that_became_a_paragraph_can_be_followed() {
    let old = [
        "The mill stood still. Nobody crossed the frozen river that winter. Spring was late.",
        "We sang all night long in the houses by the mill.",
        "The end came.",
    ];
    let new = [
        "The mill stood still. Spring was late.",
        "We sang all night long in the houses by the mill.",
        "Nobody crossed the frozen river that winter.",
        "The end came.",
    ];
    let comparison = compare(&old, &new);
    let edition = |title: &str, paragraphs| Edition { title: title.to_owned(), lang: None, paragraphs };
    let page = page(&[edition("A", old.to_vec()), edition("B", new.to_vec())], &[comparison], &[]);
    assert!(page.contains("<span class=\"move\">Nobody crossed the frozen river that winter.</span>"));
    assert!(page.contains("moved here from paragraph <a href=\"#old-0-1\">1</a>"));
    assert!(page.contains("id=\"old-0-1\""));
}

#[test]
fn a_stray_point_parts_no_sentence() {
    let old =
        ["He came to the works in May and left again. Nobody saw him there, but he was not forgotten by the town."];
    let new = ["He came to the works. in May and left again. Nobody saw him there, but. he was forgotten by the town."];
    let comparison = compare(&old, &new);
    let told: Vec<_> =
        comparison.rows[0].sentences.iter().map(|pair| (pair.change, pair.new.as_deref().unwrap())).collect();
    assert_eq!(
        told,
        [
            (Change::Same, "He came to the works. in May and left again."),
            (Change::Reworded, "Nobody saw him there, but. he was forgotten by the town.")
        ]
    );
}

#[test]
fn a_text_that_only_its_pages_divide_is_the_same_text() {
    let old = blocks(include_str!("editions/chapter-1950.md"), Kind::Markdown);
    // As taken from a PDF: no empty lines but those of the pages, which end anywhere.
    let words: Vec<&str> = old.iter().flat_map(|text| text.split_whitespace()).collect();
    let page = |(number, words): (usize, &[&str])| {
        let lines: Vec<String> = words.chunks(11).map(|line| line.join(" ")).collect();
        format!("A History for Schools {}\n\n{}\n\n\u{C}", number + 31, lines.join("\n"))
    };
    let text: String = words.chunks(70).enumerate().map(page).collect();
    let new = Document::read(text.into_bytes(), Kind::Plain, None).unwrap();
    let new = new.paragraphs();
    let comparison = compare(&texts(&old), &new.iter().map(AsRef::as_ref).collect::<Vec<_>>());
    assert!(comparison.rows.iter().all(|row| row.change == Change::Same), "{:?}", changes(&comparison));
}

#[test]
fn headings_are_told_apart_by_their_rare_words() {
    let old = ["Chapter 1. The Turn", "Chapter 2. The Builders", "Chapter 3. The Constitution", "Chapter 4. The War"];
    let new = ["Chapter 1. The Turn", "Chapter 2. The Constitution", "Chapter 3. The Builders", "Chapter 4. The War"];
    let comparison = compare(&old, &new);
    let moved: Vec<_> = changes(&comparison).into_iter().filter(|(change, ..)| *change == Change::Moved).collect();
    assert!(moved.iter().all(|(_, old, new)| old.zip(*new).is_none_or(|(old, new)| old + new == 3)), "{moved:?}");
}

#[test]
fn another_spelling_is_no_other_wording() {
    let told = |old: &str, new: &str| {
        let rest = "The lawful court was awful. Nobody came.";
        let (old, new) = ([old, rest], [new, rest]);
        compare(&old, &new).rows[0].change
    };
    for (old, new) in [
        ("He loved the labour of the theatre in Ryazan.", "He loved the labor of the theater in Riazan."),
        ("Рабочие построили электрическую станцию.", "Рабочие построили злектрпческую станцию."),
    ] {
        assert_eq!(told(old, new), Change::Respelled, "{new}");
    }
    for (old, new) in [
        // Another tense, another number, another word of both editions, a short word, a word more.
        ("He admired the leader of the workers.", "He admires the leader of the workers."),
        ("They were 1500 men at the river.", "They were 1600 men at the river."),
        ("It was a lawful order of the day.", "It was a awful order of the day."),
        ("He was not seen at the factory.", "He was now seen at the factory."),
        ("He loved the labour of the theatre.", "He loved the hard labor of the theatre."),
    ] {
        assert_eq!(told(old, new), Change::Reworded, "{new}");
    }
}
