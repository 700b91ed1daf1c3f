//! What a document says about itself: its date and its language.
//!
//! Read from `<meta>` and `<html lang>` (HTML), the header of TEI (`date/@when`, `@xml:lang`), the package file of an EPUB,
//! `docProps/core.xml` of a DOCX and `meta.xml` of an ODT. Plain text and Markdown say nothing.

use super::markup::{Scanner, Token, entity};
use super::{Document, Kind};
use std::collections::BTreeMap;

/// What a document says about itself, as it is written there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// When it was written or published; the first date that is given.
    pub date: Option<String>,
    /// Its language (BCP 47).
    pub lang: Option<String>,
}

impl Document {
    /// Returns what the document says about itself; damaged metadata say nothing.
    #[must_use]
    pub fn metadata(&self) -> Metadata {
        let Some(archive) = &self.archive else {
            return self.parts.first().map(|part| of_markup(&part.decoded.text, self.kind)).unwrap_or_default();
        };
        let entry = match self.kind {
            Kind::Epub => archive.names().find(|name| name.ends_with(".opf")),
            Kind::Docx => archive.names().find(|name| *name == "docProps/core.xml"),
            _ => archive.names().find(|name| *name == "meta.xml"),
        };
        let text =
            entry.and_then(|name| archive.unpack(name, &mut 0).ok()).and_then(|bytes| String::from_utf8(bytes).ok());
        text.map(|text| of_markup(&text, Kind::Xml)).unwrap_or_default()
    }
}

fn of_markup(text: &str, kind: Kind) -> Metadata {
    let mut metadata = Metadata::default();
    let is_html = match kind {
        Kind::Plain | Kind::Markdown => return metadata,
        Kind::Html => true,
        _ => false,
    };
    let scanner = if is_html { Scanner::html(text) } else { Scanner::xml(text) };
    let mut open = "";
    for token in scanner {
        match token {
            Token::Open { name, range, .. } => {
                let attributes = attributes(text.get(name.end..range.end).unwrap_or_default());
                open = local(&text[name]);
                let attribute = |key: &str| attributes.get(key).cloned();
                metadata.lang = metadata.lang.or_else(|| lang_of(&attributes));
                let says_date = match open {
                    "meta" => attributes.get("name").or_else(|| attributes.get("property")).is_some_and(|name| {
                        let name = name.to_ascii_lowercase();
                        [
                            "date",
                            "dc.date",
                            "dcterms.date",
                            "dcterms.created",
                            "dcterms.issued",
                            "article:published_time",
                        ]
                        .contains(&name.as_str())
                    }),
                    "date" => !is_html,
                    "body" | "text" => return metadata,
                    _ => false,
                };
                if says_date {
                    let date = attribute("content").or_else(|| attribute("when"));
                    metadata.date = metadata.date.or(date);
                }
            }
            Token::Close { .. } => open = "",
            Token::Text(range) => {
                let content = text[range].trim();
                match open {
                    _ if content.is_empty() || is_html => {}
                    "date" | "created" | "creation-date" => {
                        metadata.date = metadata.date.or_else(|| Some(content.to_owned()));
                    }
                    "language" => metadata.lang = metadata.lang.or_else(|| Some(content.to_owned())),
                    _ => {}
                }
            }
            Token::CData(_) | Token::Other(_) => {}
        }
    }
    metadata
}

pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Returns the language that a tag tells.
pub(super) fn lang(tag: &str) -> Option<String> {
    lang_of(&attributes(tag))
}

fn lang_of(attributes: &BTreeMap<String, String>) -> Option<String> {
    attributes.get("xml:lang").or_else(|| attributes.get("lang")).cloned()
}

/// Reads the attributes of a tag; names in lower case, entities decoded.
pub(super) fn attributes(tag: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once('=') {
        let name =
            before.split_whitespace().last().unwrap_or_default().trim_start_matches(['/', '>']).to_ascii_lowercase();
        let after = after.trim_start();
        let (value, tail) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
            _ => after.split_once([' ', '>', '\n', '\t']).unwrap_or((after, "")),
        };
        found.insert(name, decode(value));
        rest = tail;
    }
    found
}

fn decode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        match entity(&rest[at..], true) {
            Some((character, length)) => {
                out.push(character);
                rest = &rest[at + length..];
            }
            None => {
                out.push('&');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, kind: Kind, date: Option<&str>, lang: Option<&str>) {
        let metadata = of_markup(text, kind);
        assert_eq!((metadata.date.as_deref(), metadata.lang.as_deref()), (date, lang));
    }

    #[test]
    fn documents_say_when_and_in_which_language_they_were_written() {
        check(
            "<html lang=en><head><meta name=\"dcterms.date\" content='1955-06-01'></head><body lang=ru>",
            Kind::Html,
            Some("1955-06-01"),
            Some("en"),
        );
        check(
            "<TEI xml:lang='ru'><teiHeader><date when='1955'>год 1955</date></teiHeader><text><date when='1917'/></text></TEI>",
            Kind::Xml,
            Some("1955"),
            Some("ru"),
        );
        check("<m><dc:date>1955-06</dc:date><dc:language>es</dc:language></m>", Kind::Xml, Some("1955-06"), Some("es"));
        check("<TEI><text><date when='1917'/></text></TEI>", Kind::Xml, None, None);
        check("<html><meta name=date>", Kind::Html, None, None);
    }
}
