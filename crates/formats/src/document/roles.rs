//! What of a document is the work itself, in every format.

use super::tests::zipped;
use super::*;

/// The text of the blocks that the work consists of, and with its role that of all others.
#[track_caller]
fn check(bytes: &[u8], kind: Kind, work: &[&str], others: &[(Role, &str)]) {
    let document = Document::read(bytes, kind, None).unwrap();
    let text = |block: &Block| block.text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(document.work().map(text).collect::<Vec<_>>(), work);
    let rest = document.parts.iter().flat_map(|part| &part.blocks).filter(|block| block.role >= Role::Comment);
    let rest: Vec<(Role, String)> = rest.map(|block| (block.role, text(block))).collect();
    assert_eq!(rest.iter().map(|(role, text)| (*role, text.as_str())).collect::<Vec<_>>(), others);
}

#[test]
fn an_odt_is_its_text_and_its_notes() {
    let content = "<office:document-content xmlns:office='o'><office:automatic-styles><style:style style:name='T2' style:family='text'>\
        <style:text-properties text:display=\"none\"/></style:style></office:automatic-styles><office:text>\
        <text:tracked-changes><text:deletion><text:p>gone</text:p></text:deletion></text:tracked-changes>\
        <text:table-of-content><text:p>One<text:tab/>1</text:p></text:table-of-content><text:h>One</text:h>\
        <text:p>In Stal<text:span>ino<text:note><text:note-citation>1</text:note-citation><text:note-body>\
        <text:p>A note.</text:p></text:note-body></text:note></text:span>,<text:s text:c='2'/>the<text:line-break/>city\
        <text:span text:style-name='T2'>hidden</text:span><office:annotation><dc:creator>Bo</dc:creator><text:p>Right?</text:p>\
        </office:annotation> of<draw:frame><svg:desc>no</svg:desc><draw:text-box><text:p>A box.</text:p></draw:text-box>\
        </draw:frame> coal.</text:p></office:text></office:document-content>";
    let styles = "<s><style:header><text:p>One</text:p></style:header><text:other>no</text:other></s>";
    let bytes = zipped(&[("styles.xml", styles.as_bytes()), ("content.xml", content.as_bytes())]);
    check(
        &bytes,
        Kind::Odt,
        &["One", "In Stalino, the city of coal.", "A box.", "A note."],
        &[(Role::Repeat, "One 1"), (Role::Comment, "Right?"), (Role::Repeat, "One")],
    );
}

#[test]
fn a_docx_is_its_text_and_its_notes() {
    let document = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> TOC \\o \
        </w:instrText></w:r><w:r><w:t>One</w:t><w:tab/><w:t>1</w:t></w:r></w:p><w:p><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>\
        <w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>In Stal</w:t></w:r><w:r><w:t>ino,</w:t><w:br/><w:t>the</w:t></w:r>\
        <w:del><w:r><w:delText> great</w:delText></w:r></w:del><w:moveFrom><w:r><w:t> far</w:t></w:r></w:moveFrom>\
        <w:ins><w:r><w:t> city</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t> hidden</w:t></w:r>\
        <w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>A box.</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
        <mc:Fallback><w:txbxContent><w:p><w:r><w:t>A box.</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>\
        <w:r><w:t> of coal.</w:t></w:r></w:p></w:body></w:document>";
    let of = |root: &str, element: &str, text: &str| {
        format!("<w:{root}><w:{element}><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{element}></w:{root}>")
    };
    let bytes = zipped(&[
        ("word/comments.xml", of("comments", "comment", "Right?").as_bytes()),
        ("word/header1.xml", of("hdr", "sdt", "One").as_bytes()),
        ("word/footnotes.xml", of("footnotes", "footnote", "A note.").as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ]);
    check(
        &bytes,
        Kind::Docx,
        &["In Stalino, the city of coal.", "A box.", "A note."],
        &[(Role::Repeat, "One 1"), (Role::Repeat, "A box."), (Role::Repeat, "One"), (Role::Comment, "Right?")],
    );
}

#[test]
fn an_epub_is_its_chapters() {
    let package = "<package version='2.0'><manifest><item id='a' href='a.xhtml'/><item id='c' href='c.xhtml'/></manifest>\
        <spine><itemref idref='c'/><itemref idref='a'/></spine><guide><reference type='toc' href='c.xhtml'/></guide></package>";
    let chapter = "<html><head><title>T</title></head><body><h1>One</h1><p>In Stalino.</p><aside epub:type='footnote'><p>A note.</p></aside></body></html>";
    let ncx = "<ncx><docTitle><text>Book</text></docTitle><navMap><navPoint><navLabel><text>One</text></navLabel></navPoint></navMap></ncx>";
    let bytes = zipped(&[
        ("book.opf", package.as_bytes()),
        ("a.xhtml", chapter.as_bytes()),
        ("c.xhtml", b"<ul><li><a href='a.xhtml'>One</a></li></ul>"),
        ("toc.ncx", ncx.as_bytes()),
    ]);
    check(&bytes, Kind::Epub, &["One", "In Stalino.", "A note."], &[(Role::Repeat, "One"), (Role::Repeat, "One")]);
    assert!(!Document::read(bytes, Kind::Epub, None).unwrap().takes_markup);
}

#[test]
fn a_page_of_html_is_its_text_and_its_notes() {
    let text = "<nav><a>One</a></nav><div title=\"header\"><p>One</p></div><p>In <st1:city>Stal<o:p></o:p>ino</st1:city>,<br>the caf&eacute;\
        <code>x</code><p class=MsoToc1>One</p><p hidden>no</p>a<br><br>b<div id='sdfootnote1'><p><a class='sdfootnotesym'>1</a>A note.</p></div>\
        <section role='doc-endnotes'><p>More.</p></section>";
    check(
        text.as_bytes(),
        Kind::Html,
        &["In Stalino, the café", "a", "b", "A note.", "More."],
        &[(Role::Repeat, "One"), (Role::Repeat, "One"), (Role::Repeat, "One")],
    );
}

#[test]
fn a_tei_is_the_reading_of_its_editors_and_its_notes() {
    let text = "<TEI><text><div type='contents'><p>One</p></div><p>In <choice><sic>Stalnio</sic><corr>Stalino</corr></choice><note place='foot'>A \
        <hi>note</hi>.</note><lb/>the<fw>One</fw> ci<lb break='no'/>ty<pb/>.</p></text></TEI>";
    check(
        text.as_bytes(),
        Kind::Xml,
        &["In Stalino the city.", "A note."],
        &[(Role::Repeat, "One"), (Role::Repeat, "One")],
    );
}

#[test]
fn a_tei_with_an_apparatus_is_its_first_readings() {
    let text = "<TEI><text><p>In <app><lem>Stalino</lem><rdg>Yuzovka</rdg></app> <app><rdgGrp><rdg wit='#a'>the <app><lem>old</lem><rdg>new</rdg>\
        </app> city</rdg></rdgGrp><rdg>a town</rdg></app> <subst><del>with</del><add>of</add></subst> coal.</p></text></TEI>";
    check(text.as_bytes(), Kind::Xml, &["In Stalino the old city of coal."], &[]);
}

#[test]
fn names_are_marked_up_where_the_format_has_an_element_for_them() {
    let takes = |text: &str| Document::read(text.as_bytes(), Kind::Xml, None).unwrap().takes_markup;
    assert!(takes("<?xml version='1.0'?><!-- a --><TEI><p>In Stalino.</p></TEI>"));
    assert!(takes("<div xmlns='http://www.tei-c.org/ns/1.0'><p>In Stalino.</p></div>"));
    assert!(!takes("<FictionBook><p>In <strong>Stalino</strong>.</p></FictionBook>"));
}

#[test]
fn an_element_that_stands_for_a_character_is_not_edited() {
    let document = Document::read(b"<p>New<br/>York</p>".as_slice(), Kind::Html, None).unwrap();
    let edit = |range, new| document.apply(&[Edit { part: 0, block: 0, range, new, about: None }]);
    let text = |edited: Result<Edited, _>| String::from_utf8(edited.unwrap().bytes).unwrap();
    let wrap = || Replacement::Wrap { before: "<i>".to_owned(), after: "</i>".to_owned() };
    assert_eq!(text(edit(0..8, Replacement::Text("X".to_owned()))), "<p>X<br/></p>");
    assert_eq!(text(edit(0..8, wrap())), "<p><i>New<br/>York</i></p>");
    let cut = |page: &[u8]| {
        let document = Document::read(page, Kind::Html, None).unwrap();
        text(document.apply(&[Edit { part: 0, block: 0, range: 0..8, new: wrap(), about: None }]))
    };
    assert_eq!(cut(b"<p>New <b>Yo</b>r<u>k</u></p>"), "<p><i>New <b>Yo</b>r<u>k</u></i></p>");
    assert_eq!(cut(b"<p><b>New</b> <u><s>York</s></u></p>"), "<p><i><b>New</b> <u><s>York</s></u></i></p>");
    assert_eq!(cut(b"<p>New <b>York is</b> big</p>"), "<p><i>New </i><b><i>York</i> is</b> big</p>");
    assert_eq!(text(edit(4..4, Replacement::Text("X".to_owned()))), "<p>New<br/>XYork</p>");
    assert!(edit(3..4, wrap()).is_err());
}

#[test]
fn a_row_of_a_table_is_read_as_one() {
    let table = "<table><tr><td>Year<td>Tractors</tr><tr><td><p>1932</p><td>148,500</tr></table><p>17</p>\
        <table><tr><td>Menu<td><p>One.</p><p>Two.</p></table>";
    let document = Document::read(table.as_bytes(), Kind::Html, None).unwrap();
    assert_eq!(document.paragraphs(), ["Year | Tractors", "1932 | 148,500", "Menu", "One.", "Two."]);
    let docx = "<w:document><w:tr><w:tc><w:p><w:r><w:t>1932</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:document>";
    let docx = zipped(&[("word/document.xml", docx.as_bytes())]);
    assert_eq!(Document::read(docx, Kind::Docx, None).unwrap().paragraphs(), ["1932 | 2"]);
}

#[test]
fn lines_without_a_letter_stand_in_the_whole_work_alone() {
    let document = Document::read("1.\n\nOne.\n\n* * *\n\nTwo.\n".as_bytes(), Kind::Plain, None).unwrap();
    let texts = |blocks: Vec<&Block>| blocks.iter().map(|block| block.text.trim().to_owned()).collect::<Vec<_>>();
    assert_eq!(texts(document.work().collect()), ["One.", "Two."]);
    assert_eq!(texts(document.whole_work()), ["1.", "One.", "* * *", "Two."]);
}
