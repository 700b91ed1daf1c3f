//! What the elements of each format mean for the text: which let it run on, which hold none of it, which stand for a character.

use super::Kind;
use super::blocks::Role;
use super::markup::{Scanner, Token};
use super::metadata::{attributes, local};
use std::ops::Range;

/// Elements of HTML that begin and end a block. All others, known or not, stand within a line of text, as in browsers.
const BLOCKS_HTML: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "noframes",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "search",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    // The table of contents of an old EPUB.
    "ncx",
    "docTitle",
    "docAuthor",
    "navMap",
    "navPoint",
    "navLabel",
    "pageList",
    "navList",
    "text",
];

/// Elements of TEI, and what other XML calls the same, that stand within a line of text.
const INLINE_XML: &[&str] = &[
    "a",
    "emphasis",
    "strong",
    "sub",
    "sup",
    "abbr",
    "add",
    "addName",
    "am",
    "anchor",
    "app",
    "att",
    "bibl",
    "c",
    "cb",
    "choice",
    "cl",
    "corr",
    "country",
    "damage",
    "date",
    "del",
    "distinct",
    "district",
    "email",
    "emph",
    "ex",
    "expan",
    "foreign",
    "forename",
    "formula",
    "g",
    "gap",
    "gb",
    "genName",
    "geogFeat",
    "geogName",
    "gi",
    "gloss",
    "graphic",
    "handShift",
    "hi",
    "idno",
    "index",
    "lb",
    "lem",
    "m",
    "measure",
    "mentioned",
    "metamark",
    "milestone",
    "mod",
    "name",
    "nameLink",
    "num",
    "orgName",
    "orig",
    "pb",
    "pc",
    "persName",
    "phr",
    "placeName",
    "ptr",
    "q",
    "quote",
    "rdg",
    "rdgGrp",
    "ref",
    "reg",
    "region",
    "restore",
    "retrace",
    "roleName",
    "rs",
    "s",
    "said",
    "secl",
    "seg",
    "settlement",
    "sic",
    "soCalled",
    "space",
    "subst",
    "supplied",
    "surname",
    "surplus",
    "term",
    "time",
    "title",
    "unclear",
    "w",
];

const SKIPPED_HTML: &[&str] = &[
    "code",
    "docAuthor",
    "docTitle",
    "head",
    "kbd",
    "math",
    "noscript",
    "rp",
    "rt",
    "samp",
    "svg",
    "template",
    "textarea",
    "title",
    "var",
];
/// What is about the document, what was struck out in a manuscript, a list of readings beside the text, and what is written for
/// programs.
const SKIPPED_XML: &[&str] = &[
    "teiHeader",
    "xenoData",
    "facsimile",
    "sourceDoc",
    "standOff",
    "figDesc",
    "binary",
    "del",
    "surplus",
    "listApp",
    "binaryObject",
    "code",
    "constraint",
    "geo",
    "ident",
    "altIdent",
    "tag",
    "att",
    "gi",
    "val",
];
/// Field codes, text that a tracked change took away, and how a word is pronounced.
const SKIPPED_DOCX: &[&str] = &["w:instrText", "w:delInstrText", "w:delText", "w:del", "w:moveFrom", "w:rt"];
const SKIPPED_ODT: &[&str] = &[
    "office:meta",
    "office:automatic-styles",
    "text:tracked-changes",
    "text:note-citation",
    "text:hidden-text",
    "text:ruby-text",
    "text:script",
    "svg:title",
    "svg:desc",
    "dc:creator",
    "dc:date",
    "meta:creator-initials",
    "meta:date-string",
    "loext:sender-initials",
];

const VOID_HTML: &[&str] =
    &["br", "hr", "img", "input", "link", "meta", "wbr", "col", "area", "base", "embed", "source", "track", "param"];

/// Elements of TEI that may hold text and no names, and those of which an editor said already which place they name.
const CLOSED_XML: &[&str] = &[
    "am",
    "c",
    "charName",
    "defaultVal",
    "depth",
    "dim",
    "email",
    "ex",
    "f",
    "formula",
    "g",
    "geogName",
    "glyphName",
    "height",
    "idno",
    "interp",
    "line",
    "localName",
    "locus",
    "m",
    "mapping",
    "measureGrp",
    "memberOf",
    "msName",
    "oRef",
    "outputRendition",
    "pc",
    "placeName",
    "postBox",
    "postCode",
    "pRef",
    "series",
    "string",
    "unicodeName",
    "value",
    "w",
    "width",
    "zone",
];

/// The elements of headings in HTML, TEI and OpenDocument.
const HEADINGS: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6", "head", "text:h"];
const QUOTING: &[&str] = &["q", "quote", "blockquote"];
const TITLING: &[&str] = &["cite", "title", "bibl"];

/// Whether XML is TEI, which has an element for the names of places.
pub(super) fn is_tei(text: &str) -> bool {
    let root = Scanner::xml(text).find_map(|token| match token {
        Token::Open { name, range, .. } => Some((&text[name], &text[range])),
        _ => None,
    });
    root.is_some_and(|(name, tag)| local(name).to_ascii_lowercase().starts_with("tei") || tag.contains("tei-c.org"))
}

/// Whether an element is a row of a table.
pub(super) fn is_row(kind: Kind, name: &str) -> bool {
    match kind {
        Kind::Docx => name == "w:tr",
        Kind::Odt => name == "table:table-row",
        Kind::Xml => local(name) == "row",
        _ => name == "tr",
    }
}

/// Whether an element is a cell of a table.
pub(super) fn is_cell(kind: Kind, name: &str) -> bool {
    match kind {
        Kind::Docx => name == "w:tc",
        Kind::Odt => name == "table:table-cell",
        Kind::Xml => local(name) == "cell",
        _ => matches!(name, "td" | "th"),
    }
}

/// Whether an element holds a heading.
pub(super) fn is_heading(name: &str) -> bool {
    HEADINGS.contains(&name)
}

/// Whether an element holds a quotation.
pub(super) fn is_quoting(name: &str) -> bool {
    QUOTING.contains(&name)
}

/// Whether an element writes its text in italics, and whether in bold letters.
pub(super) fn letters(kind: Kind, name: &str, tag: &str) -> (bool, bool) {
    match kind {
        Kind::Html | Kind::Epub => match name {
            "i" | "em" => (true, false),
            "b" | "strong" => (false, true),
            _ => (tag.contains("italic") && tag.contains("style"), false),
        },
        Kind::Xml if local(name) == "hi" => (tag.contains("ital"), tag.contains("bold")),
        _ => (false, false),
    }
}

/// Whether an element takes no markup for names.
pub(super) fn is_closed(kind: Kind, name: &str) -> bool {
    kind == Kind::Xml && CLOSED_XML.contains(&local(name))
}

/// Whether an element holds the title of a work.
pub(super) fn is_titling(name: &str) -> bool {
    TITLING.contains(&name)
}

/// Whether an element of HTML has no closing tag.
pub(super) fn is_void(name: &str) -> bool {
    VOID_HTML.contains(&name)
}

/// Returns the stretch of markup around pieces of a text in which all elements that begin there end. Tags right before the first
/// piece and right behind the last are taken in (`<b>Stalin</b>grad`).
pub(super) fn nested(kind: Kind, text: &str, pieces: &[Range<usize>]) -> Option<Range<usize>> {
    let mut whole = pieces.first()?.start..pieces.last()?.end;
    let markup = &text[whole.clone()];
    let scanner = if kind == Kind::Html { Scanner::html(markup) } else { Scanner::xml(markup) };
    // How many elements end that began before, and how many are open.
    let (mut before, mut open) = (0_usize, 0_usize);
    for token in scanner {
        match token {
            Token::Open { name, empty, .. } => {
                let is_void = kind == Kind::Html && is_void(&markup[name].to_ascii_lowercase());
                open += usize::from(!empty && !is_void);
            }
            Token::Close { .. } if open == 0 => before += 1,
            Token::Close { .. } => open -= 1,
            _ => {}
        }
    }
    for _ in 0..before {
        let start = text[..whole.start].strip_suffix('>')?.rfind('<')?;
        let is_opening = text[start + 1..].starts_with(char::is_alphabetic) && !text[..whole.start].ends_with("/>");
        whole.start = is_opening.then_some(start)?;
    }
    for _ in 0..open {
        let tag = text[whole.end..].strip_prefix("</")?;
        whole.end += 2 + tag.find('>')? + 1;
    }
    Some(whole)
}

/// Whether an element lets the text run on.
pub(super) fn is_inline(kind: Kind, name: &str) -> bool {
    match kind {
        Kind::Html | Kind::Epub => !BLOCKS_HTML.contains(&name),
        // Only a paragraph ends the text of a DOCX or ODT.
        Kind::Docx => !matches!(name, "w:p" | "w:tc"),
        Kind::Odt => !matches!(name, "text:p" | "text:h" | "table:table-cell"),
        _ => INLINE_XML.contains(&local(name)),
    }
}

/// Whether the text in an element is no text of the document, or none that its readers see.
pub(super) fn is_skipped(kind: Kind, name: &str, tag: &str, path: &[String]) -> bool {
    match kind {
        Kind::Html | Kind::Epub => {
            // A word processor writes the number of a note in front of it.
            let is_number = || tag.contains("sdfootnotesym") || tag.contains("sdendnotesym");
            SKIPPED_HTML.contains(&name) || tag.contains("hidden") && is_hidden(tag) || name == "a" && is_number()
        }
        Kind::Docx => SKIPPED_DOCX.contains(&name),
        Kind::Odt => SKIPPED_ODT.contains(&name) || tag.contains("text:display=\"none\""),
        _ => {
            let name = local(name);
            // Of two readings, the one that editors put into the text.
            let is_in_choice = || path.last().is_some_and(|parent| local(parent) == "choice");
            SKIPPED_XML.contains(&name) || matches!(name, "sic" | "orig" | "abbr") && is_in_choice()
        }
    }
}

/// Whether a tag of HTML has the attribute `hidden`, which needs no value.
fn is_hidden(tag: &str) -> bool {
    let outside_values = tag.split(['"', '\'']).step_by(2);
    let mut names = outside_values.flat_map(|names| names.split([' ', '\t', '\n', '=', '/', '>']));
    names.any(|name| name.eq_ignore_ascii_case("hidden"))
}

/// Whether an element holds text of its own in the middle of a paragraph: a note, a remark, a text box, a running head.
pub(super) fn stands_apart(kind: Kind, name: &str, is_in_paragraph: bool) -> bool {
    match kind {
        Kind::Docx => name == "w:txbxContent",
        Kind::Odt => is_in_paragraph && matches!(name, "text:p" | "text:h"),
        Kind::Xml => matches!(local(name), "note" | "fw"),
        _ => false,
    }
}

/// The character that an element stands for.
pub(super) fn character(kind: Kind, name: &str, tag: &str, path: &[String]) -> Option<char> {
    match (kind, name) {
        (Kind::Html | Kind::Epub, "br") | (Kind::Odt, "text:line-break") => Some('\n'),
        (Kind::Odt, "text:tab") => Some('\t'),
        (Kind::Odt, "text:s") => Some(' '),
        // Properties of a paragraph have elements of the same name.
        (Kind::Docx, _) if path.last().is_some_and(|parent| parent == "w:r") => match name {
            "w:br" | "w:cr" => Some('\n'),
            "w:tab" | "w:ptab" => Some('\t'),
            "w:noBreakHyphen" => Some('\u{2011}'),
            _ => None,
        },
        (Kind::Xml, _) if local(name) == "lb" => {
            (attributes(tag).get("break").map(String::as_str) != Some("no")).then_some('\n')
        }
        _ => None,
    }
}

/// What an element says of the part that its text has in the work.
pub(super) fn role(kind: Kind, name: &str, tag: &str) -> Option<Role> {
    match kind {
        Kind::Html | Kind::Epub => role_html(name, tag),
        Kind::Docx => match name {
            "w:footnote" | "w:endnote" => Some(Role::Note),
            "w:comment" => Some(Role::Comment),
            // What programs show that cannot show the other form of the same.
            "w:hdr" | "w:ftr" | "mc:Fallback" => Some(Role::Repeat),
            _ => None,
        },
        Kind::Odt => match name {
            "text:note" => Some(Role::Note),
            "office:annotation" => Some(Role::Comment),
            "text:table-of-content"
            | "text:alphabetical-index"
            | "text:illustration-index"
            | "text:table-index"
            | "text:object-index"
            | "text:user-index" => Some(Role::Repeat),
            _ if name.starts_with("style:header") || name.starts_with("style:footer") => Some(Role::Repeat),
            _ => None,
        },
        _ => match local(name) {
            "note" => Some(Role::Note),
            "fw" => Some(Role::Repeat),
            "div" | "list" if tag.contains("type") => {
                let is_contents =
                    attributes(tag).get("type").is_some_and(|what| matches!(what.as_str(), "contents" | "toc"));
                is_contents.then_some(Role::Repeat)
            }
            _ => None,
        },
    }
}

fn role_html(name: &str, tag: &str) -> Option<Role> {
    if matches!(name, "nav" | "ncx") {
        return Some(Role::Repeat);
    }
    if !BLOCKS_HTML.contains(&name) || tag.trim_end_matches(['/', '>']).is_empty() {
        return None;
    }
    let attributes = attributes(tag);
    let words = ["epub:type", "role", "class", "id", "title"].into_iter().filter_map(|key| attributes.get(key));
    words.flat_map(|value| value.split_whitespace()).find_map(|word| match word.trim_start_matches("doc-") {
        "footnote" | "footnotes" | "endnote" | "endnotes" | "rearnote" | "rearnotes" => Some(Role::Note),
        "toc" => Some(Role::Repeat),
        // As word processors write them.
        "MsoFootnoteText" | "MsoEndnoteText" => Some(Role::Note),
        "MsoHeader" | "MsoFooter" => Some(Role::Repeat),
        "header" | "footer" if attributes.get("title").is_some_and(|title| title == word) => Some(Role::Repeat),
        _ if word.starts_with("sdfootnote") || word.starts_with("sdendnote") => Some(Role::Note),
        _ if word.starts_with("MsoToc") => Some(Role::Repeat),
        "Table" if attributes.get("id").is_some_and(|id| id.starts_with("Table of Contents")) => Some(Role::Repeat),
        _ => None,
    })
}
