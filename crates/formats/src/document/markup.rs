//! A scanner for XML and HTML that knows where everything stands.
//!
//! Edits must leave every other byte as it was, so what is needed is not a tree but the byte range of each text. The
//! scanner never fails: what it cannot read as markup it passes as text, as browsers do. XML is checked for
//! well-formedness (`wellformed`) before it is scanned.

use quick_xml::escape::resolve_html5_entity;
use std::ops::Range;

/// A piece of markup, by its byte range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// `<name …>`; `empty` when it ends with `/>`.
    Open {
        /// The element's name as written, with its prefix.
        name: Range<usize>,
        /// Where the tag stands.
        range: Range<usize>,
        /// Whether it closes itself.
        empty: bool,
    },
    /// `</name>`.
    Close {
        /// The element's name as written.
        name: Range<usize>,
        /// Where the tag stands.
        range: Range<usize>,
    },
    /// Text between tags, entities undecoded.
    Text(Range<usize>),
    /// The content of a CDATA section, in which nothing is an entity.
    CData(Range<usize>),
    /// Comments, declarations, processing instructions, and the content of HTML `script` and `style`.
    Other(Range<usize>),
}

/// Scans markup from the start of a text to its end; the ranges of the tokens are disjoint and in order.
pub struct Scanner<'a> {
    text: &'a str,
    at: usize,
    is_html: bool,
    raw_until: Option<&'static str>,
}

/// How far a text was scanned.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Progress {
    pub(super) at: usize,
    /// The element that was opened last, if what stands in it is no markup.
    raw_until: Option<&'static str>,
}

impl Progress {
    /// Tells whether what follows is read as if the text began there.
    pub(super) fn is_between(&self) -> bool {
        self.raw_until.is_none()
    }
}

impl<'a> Scanner<'a> {
    /// Scans XML.
    #[must_use]
    pub fn xml(text: &'a str) -> Self {
        Self { text, at: 0, is_html: false, raw_until: None }
    }

    /// Scans HTML: `script` and `style` hold no text, names are compared without case by the caller.
    #[must_use]
    pub fn html(text: &'a str) -> Self {
        Self { text, at: 0, is_html: true, raw_until: None }
    }

    /// Goes on in a text that is longer now, behind what `done` has scanned of it.
    pub(super) fn resume(text: &'a str, done: &Progress, is_html: bool) -> Self {
        Self { text, at: done.at, is_html, raw_until: done.raw_until }
    }

    /// Returns how far the text was scanned.
    pub(super) fn progress(&self) -> Progress {
        Progress { at: self.at, raw_until: self.raw_until }
    }

    fn place_of(&self, needle: &str) -> Option<usize> {
        memchr::memmem::find(&self.text.as_bytes()[self.at..], needle.as_bytes()).map(|found| self.at + found)
    }

    /// Returns a token that reaches behind `end`, or to the end of the text.
    fn until(&mut self, skip: usize, end: &str) -> Range<usize> {
        let start = self.at;
        self.at = (self.at + skip).min(self.text.len());
        let stop = self.place_of(end).map_or(self.text.len(), |found| found + end.len());
        self.at = stop;
        start..stop
    }

    fn tag(&mut self) -> Option<Token> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let is_close = bytes.get(start + 1) == Some(&b'/');
        let name_start = start + 1 + usize::from(is_close);
        let begins_name =
            |byte: &u8| byte.is_ascii_alphabetic() || !self.is_html && (matches!(byte, b'_' | b':') || *byte >= 0x80);
        if !bytes.get(name_start).is_some_and(begins_name) {
            return None;
        }
        let is_name_end = |byte: u8| byte.is_ascii_whitespace() || byte == b'>' || byte == b'/';
        let name_end = (name_start..bytes.len()).find(|&at| is_name_end(bytes[at])).unwrap_or(bytes.len());
        // A quote shields `>` within an attribute's value.
        let mut quote = None;
        let mut end = None;
        for (at, &byte) in bytes.iter().enumerate().skip(name_end) {
            match quote {
                Some(open) if byte == open => quote = None,
                None if byte == b'"' || byte == b'\'' => quote = Some(byte),
                None if byte == b'>' => {
                    end = Some(at + 1);
                    break;
                }
                _ => {}
            }
        }
        // A browser takes what follows a tag that is never closed for a part of it, and shows nothing of it.
        if self.is_html && end.is_none() {
            self.at = bytes.len();
            return Some(Token::Other(start..bytes.len()));
        }
        let end = end?;
        self.at = end;
        let (name, range) = (name_start..name_end, start..end);
        if is_close {
            return Some(Token::Close { name, range });
        }
        let empty = bytes[end - 2] == b'/';
        if self.is_html && !empty {
            let written = &self.text[name.clone()];
            self.raw_until = ["script", "style"].into_iter().find(|raw| written.eq_ignore_ascii_case(raw));
        }
        Some(Token::Open { name, range, empty })
    }

    /// Returns the content of a raw element up to its closing tag, if it has any content.
    fn raw(&mut self, name: &str) -> Option<Token> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut stop = bytes.len();
        for found in memchr::memmem::find_iter(&bytes[start..], b"</") {
            let at = start + found;
            if bytes.get(at + 2..at + 2 + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes())) {
                stop = at;
                break;
            }
        }
        self.at = stop;
        (stop > start).then_some(Token::Other(start..stop))
    }
}

impl Iterator for Scanner<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        if let Some(name) = self.raw_until.take()
            && let Some(token) = self.raw(name)
        {
            return Some(token);
        }
        let bytes = self.text.as_bytes();
        if self.at >= bytes.len() {
            return None;
        }
        let start = self.at;
        if bytes[start] == b'<' {
            let rest = &bytes[start..];
            if rest.starts_with(b"<!--") {
                return Some(Token::Other(self.until(4, "-->")));
            }
            if rest.starts_with(b"<![CDATA[") && !self.is_html {
                let range = self.until(9, "]]>");
                let content_end = if self.text[range.clone()].ends_with("]]>") { range.end - 3 } else { range.end };
                return Some(Token::CData(range.start + 9..content_end.max(range.start + 9)));
            }
            if rest.starts_with(b"<?") {
                return Some(Token::Other(self.until(2, if self.is_html { ">" } else { "?>" })));
            }
            if rest.starts_with(b"<!") {
                return Some(Token::Other(self.declaration()));
            }
            if let Some(token) = self.tag() {
                return Some(token);
            }
            self.at = start + 1;
        }
        let stop = memchr::memchr(b'<', &bytes[self.at..]).map_or(bytes.len(), |found| self.at + found);
        self.at = stop;
        Some(Token::Text(start..stop))
    }
}

impl Scanner<'_> {
    /// A document type declaration may hold declarations of its own in brackets.
    fn declaration(&mut self) -> Range<usize> {
        let start = self.at;
        let mut depth = 0_usize;
        let mut quote = None;
        let bytes = self.text.as_bytes();
        let mut free = start + 2;
        for (at, &byte) in bytes.iter().enumerate().skip(free) {
            // An apostrophe in a comment is no quotation mark.
            if at < free {
                continue;
            }
            if quote.is_none() && depth > 0 && bytes[at..].starts_with(b"<!--") {
                let end = memchr::memmem::find(&bytes[at + 4..], b"-->");
                free = end.map_or(bytes.len(), |end| at + 4 + end + 3);
                continue;
            }
            match (quote, byte) {
                (Some(open), _) if byte == open => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'[') => depth += 1,
                (None, b']') => depth = depth.saturating_sub(1),
                (None, b'>') if depth == 0 => {
                    self.at = at + 1;
                    return start..at + 1;
                }
                _ => {}
            }
        }
        self.at = self.text.len();
        start..self.text.len()
    }
}

/// Returns the character that an entity or character reference stands for, with the length of the reference in bytes.
///
/// `text` begins with `&`. The five entities of XML and numeric references are known, and in HTML its own; others
/// are left as they are written.
#[must_use]
pub fn entity(text: &str, is_html: bool) -> Option<(char, usize)> {
    const LONGEST: usize = 33;
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => match name.strip_prefix('#') {
            Some(number) => {
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code)?
            }
            None if is_html => {
                let mut characters = resolve_html5_entity(name)?.chars();
                characters.next().filter(|_| characters.next().is_none())?
            }
            None => return None,
        },
    };
    Some((character, end + 1))
}

/// Escapes text for element content.
#[must_use]
pub fn escape_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Escapes text for an attribute in double quotes.
#[must_use]
pub fn escape_attribute(text: &str) -> String {
    escape_text(text).replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, is_html: bool, expected: &[&str]) {
        let scanner = if is_html { Scanner::html(text) } else { Scanner::xml(text) };
        let found: Vec<String> = scanner
            .map(|token| match token {
                Token::Open { name, empty, .. } => format!("<{}{}", &text[name], if empty { "/" } else { "" }),
                Token::Close { name, .. } => format!("</{}", &text[name]),
                Token::Text(range) => format!("T {}", &text[range]),
                Token::CData(range) => format!("C {}", &text[range]),
                Token::Other(range) => format!("O {}", &text[range]),
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn tokens_of_xml() {
        check("<a x='1>2'>b &lt; c<d/></a>", false, &["<a", "T b &lt; c", "<d/", "</a"]);
        check(
            "<!DOCTYPE a [<!ENTITY b '>'>]><a><![CDATA[<b>]]></a>",
            false,
            &["O <!DOCTYPE a [<!ENTITY b '>'>]>", "<a", "C <b>", "</a"],
        );
    }

    #[test]
    fn tokens_of_html() {
        check(
            "<p>1 < 2<br><SCRIPT>if (a<b) {}</script >x",
            true,
            &["<p", "T 1 ", "T < 2", "<br", "<SCRIPT", "O if (a<b) {}", "</script", "T x"],
        );
        check("a<!-- <b> --", true, &["T a", "O <!-- <b> --"]);
    }

    #[test]
    fn entities() {
        assert_eq!(entity("&#x421;талин", false), Some(('С', 7)));
        assert_eq!(entity("&amp;lt;", false), Some(('&', 5)));
        assert_eq!(entity("&nbsp;", false), None);
        assert_eq!(entity("& b;", true), None);
        assert_eq!(entity("&#xD800;", true), None);
    }
}
