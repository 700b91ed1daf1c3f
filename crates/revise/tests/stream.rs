//! Plain text in pieces gives what it gives whole, and comes back.

use crate::resolution::{bundled_places, lexicons};
use std::fmt::Write as _;
use thaw_core::Lang;
use thaw_formats::document::{Document, Kind};
use thaw_revise::edit_list::EditList;
use thaw_revise::gazetteer::Gazetteer;
use thaw_revise::revise::{Mode, Options, revise};
use thaw_revise::stream::revise_stream;

#[test]
fn pieces_give_the_same_edits_as_the_whole_and_the_original_comes_back() {
    let (places, lexicons) = (bundled_places(), lexicons());
    let gazetteer = Gazetteer::new(&places, &Lang::parse("ru").unwrap(), &lexicons).unwrap();
    let mut text = String::new();
    for n in 0..400 {
        let rest = "Поля за рекой ещё зелены. ".repeat(100);
        writeln!(text, "Абзац {n}. В Сталинграде строят дом, а поезд из Сталинабада опоздал.\n\n{rest}\n").unwrap();
    }
    for mode in [Mode::Replace, Mode::Gloss] {
        let (date, to) = ("1955".parse().unwrap(), "2026".parse().unwrap());
        let options = Options { mode, date, to, keep_quotations: false };
        let document = Document::read(text.clone().into_bytes(), Kind::Plain, None).unwrap();
        let whole = document.apply(&revise(&document, &gazetteer, &options).edits).unwrap();
        let mut pieces = Vec::new();
        let mut n_names = 0;
        let naming = ("a.txt", String::new());
        let list =
            revise_stream(text.as_bytes(), &mut pieces, naming, None, &gazetteer, &options, |_| n_names += 1).unwrap();
        assert_eq!(pieces, whole.bytes);
        assert_eq!(n_names, 800);
        let list: EditList = serde_json::from_str(&serde_json::to_string(&list).unwrap()).unwrap();
        let of_whole = EditList::new("a.txt", text.as_bytes(), &document, &whole, String::new());
        assert_eq!((list.items.len(), &list.after), (of_whole.items.len(), &of_whole.after));
        assert_eq!(list.undo(&pieces).unwrap(), text.as_bytes());
    }
}

#[test]
fn a_text_that_changes_its_encoding_is_refused_with_the_place() {
    let (places, lexicons) = (bundled_places(), lexicons());
    let gazetteer = Gazetteer::new(&places, &Lang::parse("ru").unwrap(), &lexicons).unwrap();
    let mut bytes = "Город на Волге.\n\n".repeat(60_000).into_bytes();
    bytes.extend_from_slice(&[0xC3, 0xEE, 0xF0, 0xEE, 0xE4, b'\n']);
    let (date, to) = ("1955".parse().unwrap(), "2026".parse().unwrap());
    let options = Options { mode: Mode::Replace, date, to, keep_quotations: false };
    let naming = ("a.txt", String::new());
    let error =
        revise_stream(bytes.as_slice(), &mut Vec::new(), naming, None, &gazetteer, &options, |_| {}).unwrap_err();
    assert!(error.to_string().contains("cannot be read as UTF-8"), "{error}");
}
