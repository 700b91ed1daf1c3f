//! What a document says about itself: its date and its language.
//!
//! Read from `<meta>` and `<html lang>` (HTML), the header of TEI (`date/@when`, `@xml:lang`), the package file of an EPUB,
//! `docProps/core.xml` of a DOCX, `meta.xml` of an ODT and the front matter of Markdown. Plain text says nothing.

use super::markdown::front_matter;
use super::markup::{Scanner, Token, entity};
use super::{Document, Kind};
use std::collections::BTreeMap;
use thaw_core::Edtf;

/// What a document says about itself, as it is written there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// When it was written, else when its source was published, else when it was: a date in EDTF, where it can be read.
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

/// How near a date is to the text; the nearest counts, and of several the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// When it was written: the creation or the sending of a letter.
    Written,
    /// When the source was published from which an edition was made.
    Source,
    /// When the edition itself was published.
    Published,
    /// When the file was changed.
    Changed,
}

/// The dates that a document gives.
#[derive(Default)]
struct Dates {
    best: Option<(Rank, String)>,
    /// What stands in the place of a date and is none.
    unread: Option<String>,
}

impl Dates {
    fn add(&mut self, rank: Rank, text: &str) {
        let Some(date) = read_date(text) else {
            self.unread.get_or_insert_with(|| text.to_owned());
            return;
        };
        if self.best.as_ref().is_none_or(|(best, _)| rank < *best) {
            self.best = Some((rank, date));
        }
    }

    fn best(self) -> Option<String> {
        self.best.map(|(_, date)| date).or(self.unread)
    }
}

/// Reads a date as documents write it: as EDTF, as a moment, with slashes, or in words that have a year or a span of years.
fn read_date(text: &str) -> Option<String> {
    let text = text.trim();
    let before = |mark: char| text.split(mark).next().unwrap_or(text);
    let day = text.get(..10).filter(|day| day.len() < text.len()).unwrap_or_default();
    let dashed = before('T').replace('/', "-");
    if let Some(date) = [before('T'), &dashed, day].into_iter().find(|date| date.parse::<Edtf>().is_ok()) {
        return Some(date.to_owned());
    }
    let numbers = text.split(|character: char| !character.is_ascii_digit());
    let years: Vec<&str> =
        numbers.filter(|digits| digits.len() == 4 && (*digits > "0999") && (*digits < "2200")).collect();
    match years.as_slice() {
        [year] => Some((*year).to_owned()),
        [from, to] if from < to => Some(format!("{from}/{to}")),
        _ => None,
    }
}

fn of_markup(text: &str, kind: Kind) -> Metadata {
    match kind {
        Kind::Plain => Metadata::default(),
        Kind::Markdown => of_front_matter(text),
        Kind::Html => of_html(text),
        _ => of_xml(text),
    }
}

/// YAML between lines of `---`, or TOML between lines of `+++`, in front of Markdown.
fn of_front_matter(text: &str) -> Metadata {
    let mut dates = Dates::default();
    let mut lang = None;
    for line in text[..front_matter(text)].lines() {
        let Some((key, value)) = line.split_once([':', '=']) else { continue };
        let value = value.split(" #").next().unwrap_or_default().trim().trim_matches(['"', '\'']);
        match key.trim_end() {
            "date" if !value.is_empty() => dates.add(Rank::Written, value),
            "lang" | "language" if !value.is_empty() => lang = lang.or_else(|| Some(value.to_owned())),
            _ => {}
        }
    }
    Metadata { date: dates.best(), lang }
}

fn of_html(text: &str) -> Metadata {
    let mut dates = Dates::default();
    let mut lang = None;
    for token in Scanner::html(text) {
        let Token::Open { name, range, .. } = token else { continue };
        let attributes = attributes(text.get(name.end..range.end).unwrap_or_default());
        lang = lang.or_else(|| lang_of(&attributes));
        match &text[name] {
            name if name.eq_ignore_ascii_case("body") => break,
            name if name.eq_ignore_ascii_case("meta") => {
                let names = ["name", "property", "itemprop"].iter().filter_map(|key| attributes.get(*key));
                let rank = names.map(|name| name.to_ascii_lowercase()).find_map(|name| match name.as_str() {
                    "dcterms.created" | "dc.date.created" | "datecreated" => Some(Rank::Written),
                    "date"
                    | "dc.date"
                    | "dc.date.issued"
                    | "dcterms.date"
                    | "dcterms.issued"
                    | "citation_date"
                    | "citation_publication_date"
                    | "article:published_time"
                    | "datepublished" => Some(Rank::Published),
                    _ => None,
                });
                if let (Some(rank), Some(date)) = (rank, attributes.get("content")) {
                    dates.add(rank, date);
                }
            }
            _ => {}
        }
    }
    Metadata { date: dates.best(), lang }
}

fn of_xml(text: &str) -> Metadata {
    let mut dates = Dates::default();
    let mut lang = None;
    // The open elements, each with what a date in it is.
    let mut open: Vec<(&str, Option<Rank>)> = Vec::new();
    for token in Scanner::xml(text) {
        match token {
            Token::Open { name, range, empty } => {
                let attributes = attributes(text.get(name.end..range.end).unwrap_or_default());
                let element = local(&text[name]);
                if matches!(element, "body" | "text") {
                    break;
                }
                lang = lang.or_else(|| lang_of(&attributes));
                let outside = open.last().map_or(Some(Rank::Published), |(_, rank)| *rank);
                let rank = rank_of(element, &attributes, outside);
                if let (Some(rank), true, Some(date)) = (rank, is_date(element), when(&attributes)) {
                    dates.add(rank, &date);
                }
                if !empty {
                    open.push((element, rank));
                }
            }
            Token::Close { .. } => drop(open.pop()),
            Token::Text(range) => {
                let content = text[range].trim();
                match open.last() {
                    _ if content.is_empty() => {}
                    Some((element, Some(rank))) if is_date(element) => dates.add(*rank, content),
                    // It may tell more than a date.
                    Some(("creation", Some(rank))) if read_date(content).is_some() => dates.add(*rank, content),
                    Some(("language", _)) => lang = lang.or_else(|| Some(content.to_owned())),
                    _ => {}
                }
            }
            Token::CData(_) | Token::Other(_) => {}
        }
    }
    Metadata { date: dates.best(), lang }
}

fn is_date(element: &str) -> bool {
    matches!(element, "date" | "origDate" | "created" | "creation-date")
}

/// Tells what a date in an element is, where one outside of it would be `outside`; nothing when it is none of the text.
fn rank_of(element: &str, attributes: &BTreeMap<String, String>, outside: Option<Rank>) -> Option<Rank> {
    let is = |key: &str, value: &str| attributes.get(key).is_some_and(|given| given == value);
    match element {
        "person" | "revisionDesc" | "respStmt" | "encodingDesc" | "author" | "editor" => None,
        "correspAction" => is("type", "sent").then_some(Rank::Written),
        "creation" | "origDate" | "created" | "creation-date" => outside.and(Some(Rank::Written)),
        "date" if is("type", "written") => outside.and(Some(Rank::Written)),
        "date" if is("opf:event", "creation") || is("opf:event", "original-publication") => Some(Rank::Written),
        "date" if is("opf:event", "modification") => Some(Rank::Changed),
        "sourceDesc" => Some(Rank::Source),
        _ => outside,
    }
}

/// Returns the date that the attributes of a TEI element give.
fn when(attributes: &BTreeMap<String, String>) -> Option<String> {
    let of = |key: &str| attributes.get(key).filter(|date| !date.trim().is_empty()).cloned();
    let span = |from: &str, to: &str| match (of(from), of(to)) {
        (Some(from), Some(to)) => Some(format!("{from}/{to}")),
        (from, to) => from.or(to),
    };
    of("when").or_else(|| of("when-iso")).or_else(|| span("from", "to")).or_else(|| span("notbefore", "notafter"))
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
        check(
            "---\ntitle: 'Stalino: a city'\ndate: \"1955-04-02\"\nlang: en\n---\ndate: 1917\n",
            Kind::Markdown,
            Some("1955-04-02"),
            Some("en"),
        );
        check("+++\ndate = 1955-04-02T10:00:00Z\n+++\n", Kind::Markdown, Some("1955-04-02"), None);
        check("---\ndate: 1955\n", Kind::Markdown, None, None);
        check("<html><meta name=date>", Kind::Html, None, None);
    }

    #[test]
    fn the_date_of_a_text_is_not_that_of_its_digital_edition() {
        let tei = |header: &str| format!("<TEI><teiHeader>{header}</teiHeader><text/></TEI>");
        let of = |header: &str, date| check(&tei(header), Kind::Xml, date, None);
        let published = "<fileDesc><titleStmt><respStmt><date when='2014'/></respStmt></titleStmt><publicationStmt><date>May 2015</date></publicationStmt>";
        of(
            &format!("{published}</fileDesc><revisionDesc><change><date when='2016'/></change></revisionDesc>"),
            Some("2015"),
        );
        let source = format!(
            "{published}<sourceDesc><bibl><author>B. <date>1901-1970</date></author><date>Moscow, 1955.</date></bibl></sourceDesc></fileDesc>"
        );
        of(&source, Some("1955"));
        of(
            &format!(
                "{source}<profileDesc><creation><date notBefore='1951' notAfter='1953'/></creation></profileDesc>"
            ),
            Some("1951/1953"),
        );
        of(&format!("{source}<profileDesc><creation>1 May 1950</creation></profileDesc>"), Some("1950"));
        of(
            &format!(
                "{source}<profileDesc><creation>In Moscow.<date notBefore='' notAfter=''/></creation></profileDesc>"
            ),
            Some("1955"),
        );
        let letter = "<correspDesc><correspAction type='received'><date when='1956-02'/></correspAction>\
            <correspAction type='sent'><date when='1956-01-30'/></correspAction></correspDesc>";
        of(&format!("{source}<profileDesc>{letter}</profileDesc>"), Some("1956-01-30"));
        let odt =
            "<m><dc:date>2020-01-02T03:04:05</dc:date><meta:creation-date>1999-05-06T01:02:03</meta:creation-date></m>";
        check(odt, Kind::Xml, Some("1999-05-06"), None);
        let epub =
            "<m><dc:date opf:event='modification'>2020</dc:date><dc:date opf:event='publication'>1960</dc:date></m>";
        check(epub, Kind::Xml, Some("1960"), None);
        let page = "<meta name='citation_publication_date' content='1955/06/01'><META NAME='DC.Date.Created' content='c. 1953'><body>";
        check(page, Kind::Html, Some("1953"), None);
        check("<m><dc:date>last spring</dc:date></m>", Kind::Xml, Some("last spring"), None);
    }
}
