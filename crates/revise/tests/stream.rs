//! Plain text in pieces gives what it gives whole, and comes back.

use crate::resolution::{bundled_places, lexicons, options};
use std::fmt::Write as _;
use thaw_core::Dossier;
use thaw_formats::document::pieces::{Labels, Pieces};
use thaw_formats::document::{Document, Kind};
use thaw_names::{Languages, Matcher};
use thaw_revise::Gazetteers;
use thaw_revise::edit_list::{ListWriter, undo};
use thaw_revise::measure::{Praise, Tally, measure};
use thaw_revise::revise::{Mode, Options, revise};
use thaw_revise::stream::revise_stream;

/// The pieces of a plain text.
fn plain(bytes: &[u8]) -> Pieces<&[u8]> {
    Pieces::new(bytes, Kind::Plain, None, Labels::default()).unwrap()
}

#[test]
fn pieces_give_the_same_edits_as_the_whole_and_the_original_comes_back() {
    let (places, lexicons) = (bundled_places(), lexicons());
    let gazetteers = Gazetteers::new(&places, &lexicons);
    let mut text = String::new();
    for n in 0..400 {
        let rest = "Поля за рекой ещё зелены. ".repeat(100);
        writeln!(text, "Абзац {n}. В Сталинграде строят дом, а поезд из Сталинабада опоздал.\n\n{rest}\n").unwrap();
    }
    for mode in [Mode::Replace, Mode::Gloss] {
        let options = Options { mode, ..options() };
        let document = Document::read(text.clone().into_bytes(), Kind::Plain, None).unwrap();
        let whole = document.apply(&revise(&document, &gazetteers, &options).unwrap().edits).unwrap();
        let mut pieces = Vec::new();
        let mut n_names = 0;
        let (mut list, mut list_of_whole) = (Vec::new(), Vec::new());
        let mut writer = ListWriter::new(&mut list, "a.txt", String::new());
        let each = |_, _: &Document, _| {
            n_names += 1;
            Ok(())
        };
        revise_stream(plain(text.as_bytes()), &mut pieces, &mut writer, &gazetteers, &options, each).unwrap();
        writer.finish().unwrap();
        assert_eq!(pieces, whole.bytes);
        assert_eq!(n_names, 800);
        let mut writer = ListWriter::new(&mut list_of_whole, "a.txt", String::new());
        writer.add(text.as_bytes(), &document, &whole).unwrap();
        assert_eq!(writer.finish().unwrap(), whole.splices.len());
        // Where a piece ends, the quoted text around an edit ends too; all else is the same.
        assert_eq!(
            list.iter().filter(|byte| **byte == b'\n').count(),
            list_of_whole.iter().filter(|byte| **byte == b'\n').count()
        );
        let annotations: serde_json::Value = serde_json::from_slice(&list).unwrap();
        let body = &annotations["items"][0]["body"];
        assert_eq!(body["id"], "http://www.wikidata.org/entity/Q914");
        assert!(body["thaw:reason"].as_str().unwrap().ends_with("bore this name in 1955"), "{body}");
        let mut original = Vec::new();
        undo(list.as_slice(), pieces.as_slice(), &mut original).unwrap();
        assert_eq!(original, text.as_bytes());
    }
}

#[test]
fn a_byte_order_mark_inside_a_text_is_a_character_like_any_other() {
    let (places, lexicons) = (bundled_places(), lexicons());
    let gazetteers = Gazetteers::new(&places, &lexicons);
    // Two files put together: the second begins with its mark, just where a piece begins.
    let first = format!("{}\n", "Поля за рекой ещё зелены.\n".repeat(12_000));
    let second = "\u{feff}В Сталинграде строят дом.\n\n".repeat(20_000);
    let text = format!("\u{feff}{first}{second}");
    let options = options();
    let (mut list, mut after, mut original) = (Vec::new(), Vec::new(), Vec::new());
    let mut writer = ListWriter::new(&mut list, "a.txt", String::new());
    revise_stream(plain(text.as_bytes()), &mut after, &mut writer, &gazetteers, &options, |_, _, _| Ok(())).unwrap();
    assert_eq!(writer.finish().unwrap(), 20_000);
    undo(list.as_slice(), after.as_slice(), &mut original).unwrap();
    assert!(original == text.as_bytes());
}

#[test]
fn a_text_that_changes_its_encoding_is_refused_with_the_place() {
    let (places, lexicons) = (bundled_places(), lexicons());
    let gazetteers = Gazetteers::new(&places, &lexicons);
    let mut bytes = "Город на Волге.\n\n".repeat(60_000).into_bytes();
    bytes.extend_from_slice(&[0xC3, 0xEE, 0xF0, 0xEE, 0xE4, b'\n']);
    let options = options();
    let mut list = ListWriter::new(Vec::new(), "a.txt", String::new());
    let each = |_, _: &Document, _| Ok(());
    let error = revise_stream(plain(&bytes), &mut Vec::new(), &mut list, &gazetteers, &options, each).unwrap_err();
    assert!(error.to_string().contains("cannot be read as UTF-8"), "{error}");
}

#[test]
fn pieces_are_measured_like_the_whole() {
    let dossier = Dossier::parse(thaw_data::file("dossiers/stalin.toml").unwrap()).unwrap();
    let matcher = Matcher::new(&[dossier], &Languages::bundled());
    let praise: Praise = toml::from_str(thaw_data::file("praise/ru.toml").unwrap()).unwrap();
    let mut text = String::new();
    for n in 0..300 {
        let rest = "Поля за рекой ещё зелены. ".repeat(20 + n % 200);
        writeln!(
            text,
            "Абзац {n}. Да здравствует великий Сталин!\r\n{rest}\r\n\r\nСталин не был мудрым.\r\n{rest}\r\n\r"
        )
        .unwrap();
    }
    let measured = |documents: &[Document]| {
        let (mut tally, mut hits) = (Tally::default(), Vec::new());
        for block in documents.iter().flat_map(Document::work) {
            measure(block, &matcher, "ru", &praise, &mut tally, &mut |hit| hits.push(hit));
        }
        (tally, hits)
    };
    let whole = Document::read(text.as_bytes(), Kind::Plain, None).unwrap();
    let pieces: Vec<Document> = plain(text.as_bytes()).map(|piece| piece.unwrap().document).collect();
    assert!(pieces.len() > 2);
    let (tally, hits) = measured(&pieces);
    assert_eq!((tally.total().n_praise, tally.total().n_critical), (600, 300));
    assert_eq!((tally, hits), measured(&[whole]));
}

#[test]
fn markup_in_pieces_is_edited_like_the_whole_and_comes_back() {
    let (places, lexicons) = (bundled_places(), lexicons());
    let gazetteers = Gazetteers::new(&places, &lexicons);
    let rest = "Поля за рекой ещё зелены. ".repeat(50);
    let paragraphs = |before: &str, after: &str| -> String {
        let name =
            |n: usize| format!("{before}Абзац {n}. В Сталинграде строят дом, а поезд из Сталинабада опоздал.{after}");
        (0..1000).map(|n| format!("{}{before}{rest}{after}", name(n))).collect()
    };
    let tei = format!("<TEI><text>\n{}</text></TEI>", paragraphs("<p>", "</p>\n"));
    let html = format!("<html lang='ru'><body>{}", paragraphs("<p>", "\n"));
    let markdown = paragraphs("", "\n\n");
    let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(markdown.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let documents = [
        (tei.into_bytes(), Kind::Xml, Mode::Tag),
        (html.into_bytes(), Kind::Html, Mode::Replace),
        (markdown.into_bytes(), Kind::Markdown, Mode::Gloss),
        (marked, Kind::Plain, Mode::Gloss),
    ];
    for (bytes, kind, mode) in &documents {
        let options = Options { mode: *mode, ..options() };
        let document = Document::read(bytes, *kind, None).unwrap();
        let whole = document.apply(&revise(&document, &gazetteers, &options).unwrap().edits).unwrap();
        let (mut list, mut after, mut original) = (Vec::new(), Vec::new(), Vec::new());
        let mut writer = ListWriter::new(&mut list, "a", String::new());
        let pieces = Pieces::new(bytes.as_slice(), *kind, None, Labels::default()).unwrap();
        revise_stream(pieces, &mut after, &mut writer, &gazetteers, &options, |_, _, _| Ok(())).unwrap();
        assert_eq!(writer.finish().unwrap(), whole.splices.len());
        assert!(after == whole.bytes, "{kind:?}, {mode:?}");
        undo(list.as_slice(), after.as_slice(), &mut original).unwrap();
        assert!(original == *bytes);
    }
}
