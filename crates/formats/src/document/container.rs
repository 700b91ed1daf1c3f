//! Which entries of an EPUB, DOCX or ODT hold its text, in which order it is read, and whether it is locked.

use super::Kind;
use super::archive::Archive;
use super::markup::{Scanner, Token};
use super::metadata::{attributes, local};
use super::styles::Styles;
use percent_encoding::percent_decode_str;
use std::collections::{BTreeMap, BTreeSet};

/// The parts of a DOCX with text, in the order in which they are read.
const DOCX: &[&str] = &["document", "footnotes", "endnotes", "header", "footer", "comments"];
/// Those of an ODT: the styles hold running heads.
const ODT: &[&str] = &["content.xml", "styles.xml"];

/// Returns the names of the entries that hold the document's text, how they are read, and what was expected.
pub(super) fn text_parts(archive: &Archive, kind: Kind) -> (Vec<String>, Kind, &'static str) {
    let mut names: Vec<String> = archive.names().filter(|name| is_text(name, kind)).map(str::to_owned).collect();
    let (order, main) = match kind {
        Kind::Docx => (DOCX, "word/document.xml"),
        Kind::Odt => (ODT, "content.xml"),
        _ => return (in_reading_order(names, archive), Kind::Epub, "XHTML"),
    };
    let place = |name: &str| order.iter().position(|of| name.trim_start_matches("word/").starts_with(of));
    names.sort_by_key(|name| place(name));
    if names.first().is_none_or(|name| place(name) != Some(0)) {
        names.clear();
    }
    (names, kind, main)
}

fn is_text(name: &str, kind: Kind) -> bool {
    match kind {
        Kind::Docx => name.strip_prefix("word/").and_then(|file| file.strip_suffix(".xml")).is_some_and(|file| {
            // Some programs number all of them: `document2.xml`.
            let file = file.trim_end_matches(|digit: char| digit.is_ascii_digit());
            DOCX.contains(&file)
        }),
        Kind::Odt => ODT.contains(&name),
        _ => [".xhtml", ".html", ".htm", ".ncx"].iter().any(|ending| name.to_ascii_lowercase().ends_with(ending)),
    }
}

/// Tells whether a document holds a signature of its text.
pub(super) fn is_signed(archive: &Archive) -> bool {
    let is_signature = |name: &str| {
        name.starts_with("_xmlsignatures/") && name.ends_with(".xml")
            || matches!(name, "META-INF/documentsignatures.xml" | "META-INF/signatures.xml")
    };
    archive.names().any(is_signature)
}

/// Returns the styles of a document that stand outside of its text.
pub(super) fn styles(archive: &Archive, kind: Kind) -> Styles {
    let mut styles = Styles::default();
    match kind {
        Kind::Docx => return read(archive, "word/styles.xml").map(|text| Styles::of_docx(&text)).unwrap_or_default(),
        Kind::Odt => read(archive, "styles.xml").iter().for_each(|text| styles.add_odt(text)),
        _ => {
            let sheets = archive.names().filter(|name| name.to_ascii_lowercase().ends_with(".css"));
            sheets.filter_map(|name| read(archive, name)).for_each(|sheet| styles.add_css(&sheet));
        }
    }
    styles
}

/// Puts the text files of an EPUB in the order in which its package says that they are read; what it does not name comes last.
fn in_reading_order(mut names: Vec<String>, archive: &Archive) -> Vec<String> {
    let Some((folder, elements)) = package(archive) else { return names };
    let mut hrefs: BTreeMap<String, String> = BTreeMap::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (name, mut attributes) in elements {
        match name.as_str() {
            "item" => {
                if let (Some(id), Some(href)) = (attributes.remove("id"), attributes.remove("href")) {
                    hrefs.insert(id, resolved(&folder, &href));
                }
            }
            "itemref" => {
                if let Some(entry) = attributes.get("idref").and_then(|id| hrefs.get(id)) {
                    let place = places.len();
                    places.entry(entry.clone()).or_insert(place);
                }
            }
            _ => {}
        }
    }
    names.sort_by_key(|name| places.get(name).copied().unwrap_or(usize::MAX));
    names
}

/// Returns the folder of the package file of an EPUB, and its elements.
fn package(archive: &Archive) -> Option<(String, Elements)> {
    let told = read(archive, "META-INF/container.xml").and_then(|text| {
        let mut roots = elements(&text).into_iter().filter(|(name, _)| name == "rootfile");
        roots.find_map(|(_, mut attributes)| attributes.remove("full-path"))
    });
    let package = told.or_else(|| archive.names().find(|name| name.ends_with(".opf")).map(str::to_owned))?;
    let folder = package.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    Some((folder, elements(&read(archive, &package)?)))
}

/// What the package file of an EPUB says of its parts.
#[derive(Debug, Default)]
pub(super) struct Package {
    /// The parts that are nothing but a table of contents.
    pub(super) contents: BTreeSet<String>,
    /// Whether it is of version 2, whose pages take no attributes of our own.
    pub(super) is_old: bool,
}

impl Package {
    pub(super) fn read(archive: &Archive) -> Self {
        let mut told = Self::default();
        let Some((folder, elements)) = package(archive) else { return told };
        for (name, attributes) in elements {
            let has = |key: &str, word: &str| {
                attributes.get(key).is_some_and(|value| value.split_whitespace().any(|own| own == word))
            };
            let is_contents = match name.as_str() {
                "package" => {
                    told.is_old = attributes.get("version").is_some_and(|version| version.starts_with('2'));
                    false
                }
                "item" => has("properties", "nav"),
                // One that begins in the middle of a page has other text before it.
                "reference" => has("type", "toc") && attributes.get("href").is_some_and(|href| !href.contains('#')),
                _ => false,
            };
            if let Some(href) = attributes.get("href").filter(|_| is_contents) {
                told.contents.insert(resolved(&folder, href));
            }
        }
        told
    }
}

/// Says how the text of a container is locked, if it is.
pub(super) fn lock(archive: &Archive, kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Epub => {
            // Fonts may be disguised in a book that anybody can read.
            let text = read(archive, "META-INF/encryption.xml")?;
            let is_locked = |(name, attributes): (String, BTreeMap<String, String>)| {
                name == "CipherReference" && attributes.get("uri").is_some_and(|uri| is_text(&resolved("", uri), kind))
            };
            elements(&text).into_iter().any(is_locked).then_some("digital rights management of a bookshop or library")
        }
        Kind::Odt => {
            let text = read(archive, "META-INF/manifest.xml")?;
            elements(&text).iter().any(|(name, _)| name == "encryption-data").then_some("with a password")
        }
        _ => None,
    }
}

/// Returns the text of an entry; none when there is none or it is no text.
fn read(archive: &Archive, name: &str) -> Option<String> {
    archive.unpack(name, &mut 0).ok().and_then(|bytes| String::from_utf8(bytes).ok())
}

type Elements = Vec<(String, BTreeMap<String, String>)>;

/// Returns the elements of an XML text in order, by their local names, with their attributes.
fn elements(text: &str) -> Elements {
    let tags = Scanner::xml(text).filter_map(|token| match token {
        Token::Open { name, range, .. } => Some((name, range)),
        _ => None,
    });
    tags.map(|(name, range)| {
        let attributes = attributes(text.get(name.end..range.end).unwrap_or_default());
        (local(&text[name]).to_owned(), attributes)
    })
    .collect()
}

/// Returns the entry that a reference in a file of `folder` names.
fn resolved(folder: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or(href);
    let mut steps: Vec<&str> = if href.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in href.split('/') {
        match step {
            ".." => drop(steps.pop()),
            _ => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty() && *step != ".");
    percent_decode_str(&steps.join("/")).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_name_entries() {
        assert_eq!(resolved("OEBPS", "text/a%20b.xhtml#top"), "OEBPS/text/a b.xhtml");
        assert_eq!(resolved("OEBPS/package", "../text/a.xhtml"), "OEBPS/text/a.xhtml");
        assert_eq!(resolved("", "./глава.xhtml"), "глава.xhtml");
        assert_eq!(resolved("OEBPS", "100%.xhtml"), "OEBPS/100%.xhtml");
    }
}
