//! Documents of every kind, edited and put back.

use super::*;
use std::io::Write;
use std::ops::Range;

fn plain(text: &str, kind: Kind) -> Document {
    Document::read(text.as_bytes().to_vec(), kind, None).unwrap()
}

pub(super) fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Replaces every `old` in the text of the blocks.
fn replace_all(document: &Document, old: &str, new: &str) -> Edited {
    let mut edits = Vec::new();
    for (part_idx, part) in document.parts.iter().enumerate() {
        for (block_idx, block) in part.blocks.iter().enumerate() {
            for (start, found) in block.text.match_indices(old) {
                edits.push(Edit {
                    part: part_idx,
                    block: block_idx,
                    range: start..start + found.len(),
                    new: Replacement::Text(new.to_owned()),
                    about: None,
                });
            }
        }
    }
    document.apply(&edits).unwrap()
}

#[track_caller]
fn check(kind: Kind, text: &str, expected: &str) {
    let document = plain(text, kind);
    let edited = replace_all(&document, "Stalingrad", "Volgograd & more");
    let result = String::from_utf8(edited.bytes).unwrap();
    assert_eq!(result, expected);
    assert_eq!(unsplice(&result, &edited.splices).unwrap(), text);
}

#[test]
fn only_text_is_edited() {
    check(Kind::Plain, "In Stalingrad.\r\n\r\nStalingrad", "In Volgograd & more.\r\n\r\nVolgograd & more");
    check(
        Kind::Markdown,
        "See [Stalingrad](http://x/Stalingrad) and `Stalingrad`.\n\n```\nStalingrad\n```\n<a href='Stalingrad'>",
        "See [Volgograd & more](http://x/Stalingrad) and `Stalingrad`.\n\n```\nStalingrad\n```\n<a href='Stalingrad'>",
    );
    check(
        Kind::Html,
        "<title>Stalingrad</title><P title='Stalingrad'>Stalin<b>grad</b>&nbsp;<!--Stalingrad--><script>'Stalingrad'</script>",
        "<title>Stalingrad</title><P title='Stalingrad'>Volgog<b>rad &amp; more</b>&nbsp;<!--Stalingrad--><script>'Stalingrad'</script>",
    );
    check(
        Kind::Xml,
        "<TEI><teiHeader>Stalingrad</teiHeader><p n=\"Stalingrad\">&#83;talingrad<lb/>Stalin<hi>grad</hi></p></TEI>",
        "<TEI><teiHeader>Stalingrad</teiHeader><p n=\"Stalingrad\">Volgograd &amp; more<lb/>Volgog<hi>rad &amp; more</hi></p></TEI>",
    );
}

#[test]
fn a_word_is_not_read_across_blocks() {
    let document = plain("<p>Stalin</p><p>grad</p>", Kind::Html);
    assert_eq!(document.parts[0].blocks.len(), 2);
}

#[track_caller]
fn check_blocks(text: &str, kind: Kind, expected: &[&str]) {
    let document = plain(text, kind);
    let texts: Vec<&str> = document.parts[0].blocks.iter().map(|block| block.text.trim()).collect();
    assert_eq!(texts, expected);
}

#[test]
fn what_html_leaves_open_ends_where_the_next_begins() {
    check_blocks(
        "<p>One<p>two<ul><li>three<li>four</ul><dl><dd>five<dt>six",
        Kind::Html,
        &["One", "two", "three", "four", "five", "six"],
    );
    let text = "<p>In <b>Stalin</b>grad".repeat(3000);
    let document = plain(&text, Kind::Html);
    assert_eq!(document.parts[0].blocks.len(), 3000);
}

#[test]
fn texts_of_libraries_stand_in_pre() {
    let text = "<body><pre>\n\nOne\nline\n \n<b>Two</b> &amp;\n\n\nthree</pre><pre><code>four</code></pre>";
    check_blocks(text, Kind::Html, &["One\nline", "Two &", "three"]);
    check(Kind::Html, "<pre>a\n\nStalingrad\n\n</pre>", "<pre>a\n\nVolgograd &amp; more\n\n</pre>");
}

#[test]
fn a_line_without_an_end_is_cut_behind_sentences() {
    let text = "В Сталинграде. ".repeat(20_000);
    let document = plain(&text, Kind::Plain);
    let blocks = &document.parts[0].blocks;
    assert!(blocks.iter().all(|block| block.text.len() <= 128 << 10 && block.text.ends_with(". ")));
    assert_eq!(blocks.iter().map(|block| block.text.as_str()).collect::<String>(), text);
    let edited = replace_all(&document, "Сталинграде", "Волгограде");
    assert_eq!(String::from_utf8(edited.bytes).unwrap(), text.replace("Сталинграде", "Волгограде"));
}

#[test]
fn wrapping_changes_no_character_of_the_text() {
    let text = "<TEI><p>Stalin<hi>grad</hi></p></TEI>";
    let document = plain(text, Kind::Xml);
    let edit = Edit {
        part: 0,
        block: 0,
        range: 0..10,
        new: Replacement::Wrap { before: "<placeName>".to_owned(), after: "</placeName>".to_owned() },
        about: None,
    };
    let edited = document.apply(&[edit]).unwrap();
    let result = String::from_utf8(edited.bytes).unwrap();
    assert_eq!(result, "<TEI><p><placeName>Stalin<hi>grad</hi></placeName></p></TEI>");
    assert_eq!(plain(&result, Kind::Xml).parts[0].blocks[0].text, "Stalingrad");
}

#[test]
fn a_docx_word_split_by_its_editor_is_edited_and_the_rest_stays() {
    let body = "<?xml version=\"1.0\"?><w:document xmlns:w=\"x\"><w:body><w:p><w:r><w:t>В Сталин</w:t></w:r><w:r><w:t>граде</w:t></w:r></w:p></w:body></w:document>";
    let original = zipped(&[("word/document.xml", body.as_bytes()), ("word/vbaProject.bin", &[1, 2, 3])]);
    let document = Document::read(original.clone(), Kind::Docx, None).unwrap();
    let edited = replace_all(&document, "Сталинграде", "Волгограде");
    let again = Document::read(edited.bytes.clone(), Kind::Docx, None).unwrap();
    assert_eq!(again.parts[0].blocks[0].text, "В Волгограде");
    let back = Archive::read(edited.bytes).unwrap().replace(&edited.originals).unwrap();
    assert_eq!(back, original);
}

#[test]
fn what_an_encoding_lacks_is_refused() {
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("Город Сталинград стоит на реке Волге. Это большой город.");
    let document = Document::read(bytes.into_owned(), Kind::Plain, None).unwrap();
    let edit =
        |new: &str| Edit { part: 0, block: 0, range: 0..10, new: Replacement::Text(new.to_owned()), about: None };
    assert!(document.apply(&[edit("Место")]).is_ok());
    let error = document.apply(&[edit("ქალაქი")]).unwrap_err();
    assert_eq!(error.to_string(), "`ქალაქი` cannot be written in windows-1251; convert the file to UTF-8 first");
}

#[test]
fn faults_of_xml_are_named_by_line_and_column() {
    let error = Document::read("<TEI>\n <p>a</q>\n</TEI>".as_bytes().to_vec(), Kind::Xml, None).unwrap_err();
    assert!(error.to_string().starts_with("line 2, column "), "{error}");
}

#[test]
fn xml_has_one_element_that_holds_all() {
    let wrong = |text: &str| Document::read(text.as_bytes(), Kind::Xml, None).unwrap_err().to_string();
    assert!(wrong("<a/>\n<b>x</b>").starts_with("line 2, column 1: the XML is not well-formed: a second element"));
    assert!(wrong("<a>x</a> more").contains("text stands outside"));
    assert!(Document::read("<?xml version='1.0'?>\n<a>x</a>\n<!-- end -->\n".as_bytes(), Kind::Xml, None).is_ok());
}

#[test]
fn kinds_are_told_by_content() {
    assert_eq!(Kind::detect(b"<!DOCTYPE html><p>", "page"), Kind::Html);
    assert_eq!(Kind::detect("\u{FEFF}<?xml version='1.0'?><TEI>".as_bytes(), "a"), Kind::Xml);
    assert_eq!(Kind::detect(b"# head", "a.md"), Kind::Markdown);
    assert_eq!(Kind::detect(b"words", ""), Kind::Plain);
}

/// Reads a file of this name and returns what is wrong with it.
#[track_caller]
fn wrong(bytes: &[u8], name: &str) -> String {
    let error = Document::read(bytes, Kind::detect(bytes, name), None).unwrap_err();
    assert!(error.advice().is_some(), "nothing to do about: {error}");
    error.to_string()
}

#[test]
fn what_is_no_container_is_said() {
    assert_eq!(wrong(b"In Stalingrad.", "a.docx"), "it is no DOCX: expected a zip archive, found plain text");
    assert_eq!(wrong(b"<html><p>In Stalingrad.", "a.odt"), "it is no ODT: expected a zip archive, found HTML");
    assert_eq!(wrong(b"", "a.epub"), "it is no EPUB: expected a zip archive, found an empty file");
    assert_eq!(
        wrong(&zipped(&[("xl/a.xml", b"<a/>")]), "a.xlsx"),
        "it is no DOCX: the archive holds no word/document.xml"
    );
    let whole = zipped(&[("word/document.xml", b"<a>Stalingrad</a>")]);
    assert_eq!(wrong(&whole[..60], "a.docx"), "it is not a zip archive, or its end is missing");
    assert!(wrong(b"%PDF-1.4\n%\xE2\xE3", "a.txt").starts_with("it is a PDF"));
    let mut compound = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    assert!(wrong(&compound, "a.docx").contains("old format of Word"));
    compound.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(wrong(&compound, "a.docx").contains("encrypted with a password"));
}

#[test]
fn locked_books_are_told_and_disguised_fonts_lock_nothing() {
    let book = |locked: &str| {
        let list = format!("<encryption><e:CipherReference URI=\"{locked}\"/></encryption>");
        zipped(&[("META-INF/encryption.xml", list.as_bytes()), ("OEBPS/a.xhtml", b"<p>Stalingrad</p>")])
    };
    assert!(wrong(&book("OEBPS/a.xhtml"), "a.epub").contains("digital rights"));
    assert!(Document::read(book("OEBPS/font.otf"), Kind::Epub, None).is_ok());
    let manifest =
        b"<m:manifest><m:file-entry m:full-path='content.xml'><m:encryption-data/></m:file-entry></m:manifest>";
    let locked = zipped(&[("META-INF/manifest.xml", manifest), ("content.xml", &[7, 200, 1])]);
    assert!(wrong(&locked, "a.odt").contains("with a password"));
}

#[test]
fn an_entry_that_stands_twice_is_refused() {
    let mut bytes = zipped(&[("word/document.xml", b"<a>Stalingrad</a>"), ("word/dokument.xml", b"<a>Stalino</a>")]);
    while let Some(at) = memchr::memmem::find(&bytes, b"dokument") {
        bytes[at + 2] = b'c';
    }
    assert!(wrong(&bytes, "a.docx").starts_with("two entries are called `word/document.xml`"));
}

#[test]
fn an_epub_is_read_in_the_order_of_its_spine() {
    let package = "<package><manifest><item id='one' href='Text/one%201.xhtml'/><item id='two' href='Text/two.xhtml'/>\
        </manifest><spine><itemref idref='two'/><itemref idref='one'/></spine></package>";
    let container = "<container><rootfiles><rootfile full-path='OEBPS/content.opf'/></rootfiles></container>";
    let book = zipped(&[
        ("META-INF/container.xml", container.as_bytes()),
        ("OEBPS/Text/notes.xhtml", b"<p>c</p>"),
        ("OEBPS/Text/one 1.xhtml", b"<p>b</p>"),
        ("OEBPS/Text/two.xhtml", b"<p>a</p>"),
        ("OEBPS/content.opf", package.as_bytes()),
    ]);
    let document = Document::read(book, Kind::Epub, None).unwrap();
    let texts: Vec<&str> = document.parts.iter().map(|part| part.blocks[0].text.as_str()).collect();
    assert_eq!(texts, ["a", "b", "c"]);
}

#[test]
fn one_bad_page_of_an_epub_is_read_as_browsers_do_and_said() {
    let bad = "<html><body><p>Write to <press@city.example> in Stalingrad.</p></body></html>";
    let good = "<html><body><p>In Stalingrad.</p></body></html>";
    let book = |pages: &[&str]| {
        let names = ["a.xhtml", "b.xhtml"];
        zipped(&names.into_iter().zip(pages).map(|(name, page)| (name, page.as_bytes())).collect::<Vec<_>>())
    };
    let document = Document::read(book(&[bad, good]), Kind::Epub, None).unwrap();
    let texts: Vec<&str> = document.work().map(|block| block.text.as_str()).collect();
    assert_eq!(texts, ["Write to  in Stalingrad.", "In Stalingrad."]);
    let faults: Vec<Option<&str>> = document.parts.iter().map(|part| part.fault.as_deref()).collect();
    assert!(faults[0].unwrap().starts_with("a.xhtml: line 1, column") && faults[1].is_none(), "{faults:?}");
    assert!(matches!(Document::read(book(&[bad, bad]), Kind::Epub, None), Err(DocumentError::Xml { .. })));
}

/// The stretches in italics and in bold letters of the first block.
#[track_caller]
fn check_letters(document: &Document, italics: &[&str], bolds: &[&str]) {
    let block = &document.parts[0].blocks[0];
    let of =
        |ranges: &[Range<usize>]| ranges.iter().map(|range| block.text[range.clone()].to_owned()).collect::<Vec<_>>();
    assert_eq!((of(&block.italics), of(&block.bolds)), (own(italics), own(bolds)));
}

fn own(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn letters_that_set_off_a_stretch_are_seen_in_every_format() {
    let html = "<p>Read <i>In the </i><em>Trenches</em> of <b>all</b> <span style='font-style:italic'>things</span>.";
    check_letters(&plain(html, Kind::Html), &["In the Trenches", "things"], &["all"]);
    let markdown = "- *Read* _In the Trenches_ and **all** of snake_case_name, 2 * 3 * 4, \\*no\\*, **_both_**.";
    check_letters(&plain(markdown, Kind::Markdown), &["Read", "In the Trenches", "both"], &["all", "_both_"]);
    check_letters(&plain("Read _In the\nTrenches_ of *all*.", Kind::Plain), &["In the\nTrenches"], &[]);
    let tei = "<TEI><text><p>Read <hi rend='italic'>In the Trenches</hi> <hi rend='bold'>now</hi>.</p></text></TEI>";
    check_letters(&plain(tei, Kind::Xml), &["In the Trenches"], &["now"]);
    let run = |properties: &str, text: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>");
    let body = [
        "<w:document><w:p><w:pPr><w:rPr><w:i/></w:rPr></w:pPr>".to_owned(),
        run("", "Read "),
        run("<w:i/>", "In the "),
        run("<w:i w:val='1'/><w:b/>", "Trenches"),
        run("<w:i w:val='0'/>", " now."),
        "</w:p></w:document>".to_owned(),
    ]
    .concat();
    let docx = zipped(&[("word/document.xml", body.as_bytes())]);
    check_letters(&Document::read(docx, Kind::Docx, None).unwrap(), &["In the Trenches"], &["Trenches"]);
    let body = "<o><office:automatic-styles><style:style style:name='T1' style:family='text'><style:text-properties fo:font-style=\"italic\"/>\
        </style:style></office:automatic-styles><text:p>Read <text:span text:style-name='T1'>In the Trenches</text:span>\
        <text:span text:style-name='T2'> now.</text:span></text:p></o>";
    let odt = zipped(&[("content.xml", body.as_bytes())]);
    check_letters(&Document::read(odt, Kind::Odt, None).unwrap(), &["In the Trenches"], &[]);
}

#[test]
fn letters_are_told_by_styles_as_well() {
    let styles = "<w:styles><w:style w:styleId='E'><w:rPr><w:i/></w:rPr></w:style><w:style w:styleId='P'><w:basedOn w:val='E'/>\
        </w:style></w:styles>";
    let run = |style: &str, text: &str| format!("<w:r><w:rPr>{style}</w:rPr><w:t>{text}</w:t></w:r>");
    let (styled, roman) = ("<w:rStyle w:val='E'/>", "<w:rStyle w:val='E'/><w:i w:val='0'/>");
    let of = |properties: &str| {
        let runs = [run("", "Read "), run(styled, "In the Trenches"), run(roman, " now.")].concat();
        let body = format!("<w:document><w:p><w:pPr>{properties}</w:pPr>{runs}</w:p></w:document>");
        let docx = zipped(&[("word/document.xml", body.as_bytes()), ("word/styles.xml", styles.as_bytes())]);
        Document::read(docx, Kind::Docx, None).unwrap()
    };
    check_letters(&of(""), &["In the Trenches"], &[]);
    // A paragraph in italics sets nothing off.
    check_letters(&of("<w:pStyle w:val='P'/>"), &["Read In the Trenches now."], &[]);
    let styles = "<s><style:style style:name='Emphasis' style:family='text'><style:text-properties fo:font-style='italic'/></style:style></s>";
    let body = "<o><office:automatic-styles><style:style style:name='T1' style:family='text' style:parent-style-name='Emphasis'/>\
        </office:automatic-styles><text:p text:style-name='T1'>Read <text:span text:style-name='T1'>In the Trenches</text:span> now.</text:p></o>";
    let odt = zipped(&[("content.xml", body.as_bytes()), ("styles.xml", styles.as_bytes())]);
    check_letters(&Document::read(odt, Kind::Odt, None).unwrap(), &["In the Trenches"], &[]);
    let sheet = "<style>.work { font-style: italic } p.aside { font-style: italic }</style>";
    let html =
        |class: &str| format!("{sheet}<p class={class}>Read <span class='x work'>In the Trenches</span> now.</p>");
    check_letters(&plain(&html("text"), Kind::Html), &["In the Trenches"], &[]);
    check_letters(&plain(&html("aside"), Kind::Html), &["Read In the Trenches now."], &[]);
    let page = "<html><body><p>Read <span class='work'>In the Trenches</span> now.</p></body></html>";
    let epub = zipped(&[("a.xhtml", page.as_bytes()), ("a.css", b".work { font-style: italic }")]);
    check_letters(&Document::read(epub, Kind::Epub, None).unwrap(), &["In the Trenches"], &[]);
}

#[test]
fn a_soft_hyphen_belongs_to_the_letter_behind_it() {
    let soft = "In Sta\u{AD}lin\u{AD}o\u{AD}\n and Э\u{AD}1.";
    for (text, kind) in [(soft.to_owned(), Kind::Plain), (soft.replace("lin\u{AD}", "lin&shy;"), Kind::Html)] {
        let document = plain(&text, kind);
        let block = &document.parts[0].blocks[0];
        assert_eq!(block.text, "In Stalino\u{AD}\n and Э\u{AD}1.");
        let edit = Edit { part: 0, block: 0, range: 3..10, new: Replacement::Text("Donetsk".to_owned()), about: None };
        let edited = document.apply(&[edit]).unwrap();
        assert!(edited.bytes.starts_with("In Donetsk\u{AD}\n".as_bytes()), "{:?}", edited.splices);
    }
}

#[test]
fn figures_that_markup_raises_are_raised_figures() {
    let document = plain("<p>Stalino<sup>12</sup>, 10<sup>n</sup>", Kind::Html);
    assert_eq!(document.parts[0].blocks[0].text, "Stalino¹², 10n");
}

#[test]
fn a_name_that_markup_divides_stays_divided() {
    let edited = |page: &str, old: &str, new: &str| {
        let document = plain(page, Kind::Html);
        let at = document.parts[0].blocks[0].text.find(old).unwrap();
        let new = Replacement::Text(new.to_owned());
        let edit = Edit { part: 0, block: 0, range: at..at + old.len(), new, about: None };
        String::from_utf8(document.apply(&[edit]).unwrap().bytes).unwrap()
    };
    assert_eq!(edited("<p><b>S</b>talingrad.", "Stalingrad", "Volgograd"), "<p><b>V</b>olgograd.");
    assert_eq!(edited("<p>In Stalin<i>abad</i> now", "Stalinabad", "Dushanbe"), "<p>In Dushan<i>be</i> now");
    assert_eq!(edited("<p>Mo<i>lo</i>tov", "Molotov", "A"), "<p>A<i></i>");
    assert_eq!(edited("<p>Sta<i>lino</i>", "Stalino", "Old Town"), "<p>Old T<i>own</i>");
}

#[test]
fn an_html_that_lacks_a_letter_is_given_a_reference() {
    let bytes = b"<meta charset=iso-8859-1><p>In Stalino.".as_slice();
    let document = Document::read(bytes, Kind::Html, None).unwrap();
    let at = document.parts[0].blocks[0].text.find("Stalino").unwrap();
    let new = Replacement::Text("Bra\u{219}ov".to_owned());
    let edited = document.apply(&[Edit { part: 0, block: 0, range: at..at + 7, new, about: None }]).unwrap();
    assert_eq!(edited.bytes, b"<meta charset=iso-8859-1><p>In Bra&#537;ov.");
}

#[test]
fn too_many_paragraphs_in_a_container_are_refused() {
    let docx = |n: usize| {
        let body = "<w:p><w:r><w:t>ab</w:t></w:r></w:p>".repeat(n);
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
        write!(zip, "<w:document><w:body>{body}</w:body></w:document>").unwrap();
        Document::read(zip.finish().unwrap().into_inner(), Kind::Docx, None)
    };
    assert_eq!(docx(MAX_BLOCKS).unwrap().parts[0].blocks.len(), MAX_BLOCKS);
    assert!(matches!(docx(MAX_BLOCKS + 1), Err(DocumentError::TooManyBlocks { most: MAX_BLOCKS, .. })));
}
