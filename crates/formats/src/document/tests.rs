//! Documents of every kind, edited and put back.

use super::*;
use std::io::Write;

fn plain(text: &str, kind: Kind) -> Document {
    Document::read(text.as_bytes().to_vec(), kind, None).unwrap()
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
        "<title>Stalingrad</title><P title='Stalingrad'>Volgograd &amp; more<b></b>&nbsp;<!--Stalingrad--><script>'Stalingrad'</script>",
    );
    check(
        Kind::Xml,
        "<TEI><teiHeader>Stalingrad</teiHeader><p n=\"Stalingrad\">&#83;talingrad<lb/>Stalin<hi>grad</hi></p></TEI>",
        "<TEI><teiHeader>Stalingrad</teiHeader><p n=\"Stalingrad\">Volgograd &amp; more<lb/>Volgograd &amp; more<hi></hi></p></TEI>",
    );
}

#[test]
fn a_word_is_not_read_across_blocks() {
    let document = plain("<p>Stalin</p><p>grad</p>", Kind::Html);
    assert_eq!(document.parts[0].blocks.len(), 2);
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
    };
    let edited = document.apply(&[edit]).unwrap();
    let result = String::from_utf8(edited.bytes).unwrap();
    assert_eq!(result, "<TEI><p><placeName>Stalin</placeName><hi><placeName>grad</placeName></hi></p></TEI>");
    assert_eq!(plain(&result, Kind::Xml).parts[0].blocks[0].text, "Stalingrad");
}

#[test]
fn a_docx_word_split_by_its_editor_is_edited_and_the_rest_stays() {
    let body = "<?xml version=\"1.0\"?><w:document xmlns:w=\"x\"><w:body><w:p><w:r><w:t>В Сталин</w:t></w:r><w:r><w:t>граде</w:t></w:r></w:p></w:body></w:document>";
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in [("word/document.xml", body.as_bytes()), ("word/vbaProject.bin", &[1, 2, 3])] {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    let original = writer.finish().unwrap().into_inner();
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
    let edit = |new: &str| Edit { part: 0, block: 0, range: 0..10, new: Replacement::Text(new.to_owned()) };
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
fn kinds_are_told_by_content() {
    assert_eq!(Kind::detect(b"<!DOCTYPE html><p>", "page"), Kind::Html);
    assert_eq!(Kind::detect("\u{FEFF}<?xml version='1.0'?><TEI>".as_bytes(), "a"), Kind::Xml);
    assert_eq!(Kind::detect(b"# head", "a.md"), Kind::Markdown);
    assert_eq!(Kind::detect(b"words", ""), Kind::Plain);
}
