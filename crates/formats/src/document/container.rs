//! Which entries of an EPUB, DOCX or ODT hold its text, in which order it is read, and whether it is locked.

use super::Kind;
use super::archive::Archive;
use super::markup::{Scanner, Token};
use super::metadata::{attributes, local};
use percent_encoding::percent_decode_str;
use std::collections::BTreeMap;

/// Returns the names of the entries that hold the document's text, how they are read, and what was expected.
pub(super) fn text_parts(archive: &Archive, kind: Kind) -> (Vec<String>, Kind, &'static str) {
    let names = archive.names().filter(|name| is_text(name, kind)).map(str::to_owned).collect();
    match kind {
        Kind::Docx => (names, Kind::Docx, "word/document.xml"),
        Kind::Odt => (names, Kind::Odt, "content.xml"),
        _ => (in_reading_order(names, archive), Kind::Epub, "XHTML"),
    }
}

fn is_text(name: &str, kind: Kind) -> bool {
    match kind {
        Kind::Docx => name.strip_prefix("word/").and_then(|file| file.strip_suffix(".xml")).is_some_and(|file| {
            // Some programs number all of them: `document2.xml`.
            let file = file.trim_end_matches(|digit: char| digit.is_ascii_digit());
            ["document", "footnotes", "endnotes", "comments", "header", "footer"].contains(&file)
        }),
        Kind::Odt => name == "content.xml",
        _ => [".xhtml", ".html", ".htm"].iter().any(|ending| name.to_ascii_lowercase().ends_with(ending)),
    }
}

/// Puts the text files of an EPUB in the order in which its package says that they are read; what it does not name comes last.
fn in_reading_order(mut names: Vec<String>, archive: &Archive) -> Vec<String> {
    let told = read(archive, "META-INF/container.xml").and_then(|text| {
        let mut roots = elements(&text).into_iter().filter(|(name, _)| name == "rootfile");
        roots.find_map(|(_, mut attributes)| attributes.remove("full-path"))
    });
    let Some(package) = told.or_else(|| archive.names().find(|name| name.ends_with(".opf")).map(str::to_owned)) else {
        return names;
    };
    let Some(text) = read(archive, &package) else { return names };
    let folder = package.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut hrefs: BTreeMap<String, String> = BTreeMap::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (name, mut attributes) in elements(&text) {
        match name.as_str() {
            "item" => {
                if let (Some(id), Some(href)) = (attributes.remove("id"), attributes.remove("href")) {
                    hrefs.insert(id, resolved(folder, &href));
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

/// Returns the elements of an XML text in order, by their local names, with their attributes.
fn elements(text: &str) -> Vec<(String, BTreeMap<String, String>)> {
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
