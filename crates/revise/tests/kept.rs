//! What a revision keeps: the text under the tags, and the way back.

use crate::resolution::{bundled_places, lexicons, options};
use proptest::prelude::*;
use std::sync::LazyLock;
use thaw_core::Lang;
use thaw_formats::document::{Document, Edit, Kind, Replacement};
use thaw_revise::Gazetteers;
use thaw_revise::edit_list::{ListWriter, undo};
use thaw_revise::gazetteer::Place;
use thaw_revise::lexicon::Lexicons;
use thaw_revise::revise::{Mode, Options, revise};

static PLACES: LazyLock<Vec<Place>> = LazyLock::new(bundled_places);
static LEXICONS: LazyLock<Lexicons> = LazyLock::new(lexicons);

thread_local! {
    static GAZETTEERS: Gazetteers<'static> = Gazetteers::new(&PLACES, &LEXICONS);
}

/// Texts with names, markup of several formats, and whatever else.
fn text() -> impl Strategy<Value = String> {
    let names = prop::sample::select(vec![
        "в Сталинграде",
        "из Сталинабада",
        "город Сталино",
        "Сталинск,",
        "СТАЛИНИРИ",
        "Стали<b>нграде</b>",
        "«Сталинград»",
        "Битва под Сталинградом",
        "\n\n",
        " ",
        "<p>",
        "</p>",
        "&amp;",
        "<!-- Сталинград -->",
        "<![CDATA[в Сталинграде <&]]>",
        "<tei:hi xmlns:tei=\"http://www.tei-c.org/ns/1.0\">в Сталинграде</tei:hi>",
        "<a title=\"Сталинград\">",
        "*Сталинграде*",
        "`Сталинград`",
        "| Сталинград |",
    ]);
    let part = prop_oneof![4 => names.prop_map(str::to_owned), 1 => "\\PC{0,8}"];
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.join(" "))
}

/// The text that a reader sees.
fn shown(document: &Document) -> Vec<String> {
    document.parts.iter().flat_map(|part| &part.blocks).map(|block| block.text.clone()).collect()
}

proptest! {
    #[test]
    fn tags_change_no_text_and_every_mode_can_be_undone(text in text(), kind in 0..4_usize, mode in 0..3_usize, is_one_language: bool) {
        let kind = [Kind::Plain, Kind::Markdown, Kind::Html, Kind::Xml][kind];
        let mode = [Mode::Tag, Mode::Gloss, Mode::Replace][mode];
        let text = if kind == Kind::Xml {
            let inner = text.replace("<p>", "").replace("</p>", "").replace("<a title=\"Сталинград\">", "<lb/>");
            format!("<TEI><text><p>{inner}</p></text></TEI>")
        } else {
            text
        };
        // What is no XML is refused before anything is done.
        let Ok(document) = Document::read(text.clone().into_bytes(), kind, None) else { return Ok(()) };
        let options = Options { mode, is_one_language, ..options() };
        let revision = GAZETTEERS.with(|gazetteers| revise(&document, gazetteers, &options)).unwrap();
        let edited = document.apply(&revision.edits).unwrap();
        if mode == Mode::Tag {
            prop_assert_eq!(shown(&Document::read(edited.bytes.clone(), kind, None).unwrap()), shown(&document));
            if matches!(kind, Kind::Plain | Kind::Markdown) {
                prop_assert_eq!(&edited.bytes, text.as_bytes());
                prop_assert_eq!(edited.splices.len() >= revision.edits.len(), true);
            }
        }
        let (mut list, mut original) = (Vec::new(), Vec::new());
        let mut writer = ListWriter::new(&mut list, "a.txt", String::new());
        writer.add(text.as_bytes(), &document, &edited).unwrap();
        writer.finish().unwrap();
        undo(list.as_slice(), edited.bytes.as_slice(), &mut original).unwrap();
        prop_assert_eq!(original, text.into_bytes());
    }
}

#[test]
fn a_table_of_contents_is_given_the_names_of_its_headings() {
    let page = "<nav><ol><li><a>2. The workers of Stalino</a> 17</li></ol></nav><h1>2. The workers of Stalino</h1>\
        <p>The city of Stalino is the centre of the Donbass coal basin.</p>";
    let document = Document::read(page.as_bytes(), Kind::Html, None).unwrap();
    let count = |mode: Mode, needle: &str| {
        let options = Options { mode, lang: Lang::parse("en").unwrap(), ..options() };
        GAZETTEERS.with(|gazetteers| {
            let revision = revise(&document, gazetteers, &options).unwrap();
            let edited = String::from_utf8(document.apply(&revision.edits).unwrap().bytes).unwrap();
            let (nav, text) = edited.split_once("</nav>").unwrap();
            (nav.matches(needle).count(), text.matches(needle).count())
        })
    };
    assert_eq!(count(Mode::Replace, "Donetsk"), (1, 2));
    assert_eq!(count(Mode::Gloss, "[now Donetsk]"), (0, 1));
    assert_eq!(count(Mode::Tag, "<span"), (0, 2));
}

/// A TEI in English with names marked up, and how many edits that took.
#[track_caller]
fn tagged(text: &str) -> (String, usize) {
    let document = Document::read(text.as_bytes(), Kind::Xml, None).unwrap();
    let options = Options { mode: Mode::Tag, lang: Lang::parse("en").unwrap(), ..options() };
    let revision = GAZETTEERS.with(|gazetteers| revise(&document, gazetteers, &options).unwrap());
    let edited = document.apply(&revision.edits).unwrap().bytes;
    assert_eq!(shown(&Document::read(edited.clone(), Kind::Xml, None).unwrap()), shown(&document));
    (String::from_utf8(edited).unwrap(), revision.edits.len())
}

#[test]
fn words_and_names_of_a_tei_take_no_names() {
    let text = "<TEI><text><p><w>Stalingrad</w> <w>is</w> a city on the Volga; the city of Stalingrad, the city of \
        <placeName ref='#v'>Stalingrad</placeName>.</p></text></TEI>";
    let (edited, n_edits) = tagged(text);
    assert_eq!(n_edits, 3);
    assert!(
        edited.starts_with("<TEI><text><p><w>Stalingrad</w>") && edited.matches("<placeName").count() == 2,
        "{edited}"
    );
}

#[test]
fn tags_of_tei_have_its_prefix_and_keep_out_of_what_is_foreign() {
    let (edited, _) = tagged(
        "<t:TEI xmlns:t='http://www.tei-c.org/ns/1.0' xmlns='urn:other'><t:text><t:p>The city of Stalingrad on the \
        Volga.<m:math xmlns:m='http://www.w3.org/1998/Math/MathML'><m:mtext>the city of Stalingrad</m:mtext></m:math> \
        <p>The city of Stalingrad</p></t:p></t:text></t:TEI>",
    );
    assert_eq!((edited.matches("placeName").count(), edited.matches("<t:placeName ").count()), (2, 1), "{edited}");
    let (edited, _) = tagged(
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><p>The city of <code>Stalingrad</code> <formula>in the city of \
        Stalingrad</formula></p><egXML xmlns='http://www.tei-c.org/ns/Examples'><p>The city of Stalingrad.</p></egXML>\
        <p>The city of Stalingrad.</p></text></TEI>",
    );
    assert_eq!(edited.matches("<placeName ").count(), 1, "{edited}");
    assert!(edited.contains("</egXML><p>The city of <placeName "), "{edited}");
}

#[test]
fn a_section_of_characters_ends_before_a_tag_and_begins_anew_behind_it() {
    let text = "<TEI><text><p><![CDATA[The city of Stalingrad & the Volga.]]></p></text></TEI>";
    let (edited, _) = tagged(text);
    let (before, rest) = edited.split_once("<placeName ").unwrap();
    assert!(before.ends_with("<![CDATA[The city of ]]>"), "{edited}");
    assert!(rest.contains("><![CDATA[Stalingrad]]></placeName><![CDATA[ & the Volga.]]></p>"), "{edited}");
}

#[test]
fn a_name_that_sections_of_characters_divide_gets_one_element() {
    for (text, tagged_name) in [
        ("The city of <![CDATA[Stalin]]>grad stood.", "<![CDATA[Stalin]]>grad</placeName> stood."),
        ("The city of Stalin<![CDATA[grad]]> stood.", ">Stalin<![CDATA[grad]]></placeName><![CDATA[]]> stood."),
        (
            "The city of <![CDATA[Stalin]]><![CDATA[grad stood.]]>",
            "Stalin]]><![CDATA[grad]]></placeName><![CDATA[ stood.",
        ),
    ] {
        let (edited, _) = tagged(&format!("<TEI><text><p>{text}</p></text></TEI>"));
        assert_eq!(edited.matches("<placeName ").count(), 1, "{edited}");
        assert!(edited.contains(tagged_name), "{edited}");
    }
}

#[test]
fn titles_that_only_their_letters_tell_stay() {
    let page = |sentence: &str| format!("<p>In 1955 he lived in the city of Stalino, in the Donbass. {sentence}</p>");
    for (sentence, n_edits) in [
        ("She read <i>In the Trenches of Stalingrad</i> there.", 1),
        ("She read <em>Stalingrad</em> there.", 1),
        ("She read <b>In the Trenches of Stalingrad</b> there.", 1),
        ("She lived <i>in Stalingrad</i> then.", 2),
        ("She lived in <b>Stalingrad</b> then.", 2),
        ("<i>She was born in Stalingrad. Then she left.</i>", 2),
    ] {
        let document = Document::read(page(sentence).into_bytes(), Kind::Html, None).unwrap();
        let options = Options { mode: Mode::Replace, lang: Lang::parse("en").unwrap(), ..options() };
        let revision = GAZETTEERS.with(|gazetteers| revise(&document, gazetteers, &options).unwrap());
        assert_eq!(revision.edits.len(), n_edits, "{sentence}: {:?}", revision.mentions);
    }
    for (paragraph, n_edits) in [
        // A caption, and what heads a paragraph.
        ("<p><i>The city of Stalingrad on the Volga</i></p>", 1),
        ("<p><b>The city of Stalingrad on the Volga</b> was rebuilt.</p>", 1),
    ] {
        let document = Document::read(paragraph.as_bytes(), Kind::Html, None).unwrap();
        let options = Options { mode: Mode::Replace, lang: Lang::parse("en").unwrap(), ..options() };
        let revision = GAZETTEERS.with(|gazetteers| revise(&document, gazetteers, &options).unwrap());
        assert_eq!(revision.edits.len(), n_edits, "{paragraph}: {:?}", revision.mentions);
    }
}

#[test]
fn a_gloss_before_the_last_letters_of_a_section_end_does_not_make_one() {
    for (text, expected) in [
        ("The city of Stalingrad]&gt; stood.", "Stalingrad [now Volgograd]]&gt; stood."),
        ("The city of Stalingrad]> stood.", "Stalingrad [now Volgograd&#93;]> stood."),
        ("<![CDATA[The city of Stalingrad]> stood.]]>", "Stalingrad [now Volgograd]]]><![CDATA[]> stood.]]>"),
    ] {
        let xml = format!("<TEI><text><p>{text}</p></text></TEI>");
        let document = Document::read(xml.as_bytes(), Kind::Xml, None).unwrap();
        let edit = |range| Edit {
            part: 0,
            block: 0,
            range,
            new: Replacement::Text(" [now Volgograd]".to_owned()),
            about: None,
        };
        let end = document.parts[0].blocks[0].text.find("]>").unwrap();
        let edited = document.apply(&[edit(end..end)]).unwrap();
        let edited = String::from_utf8(edited.bytes).unwrap();
        assert!(edited.contains(expected), "{edited}");
        let again = Document::read(edited.as_bytes(), Kind::Xml, None).unwrap();
        assert_eq!(again.parts[0].blocks[0].text, "The city of Stalingrad [now Volgograd]]> stood.");
    }
}
