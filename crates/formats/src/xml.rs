//! Text that stands safely in XML, and where an XML parser stopped.

use crate::{error::FormatError, open};
use std::{
    borrow::Cow,
    io::{self, BufRead, Read},
    path::Path,
    sync::Arc,
};

/// Returns a text so that it stays text in an attribute or between tags, whatever it holds.
///
/// The five characters of markup become entities; tabs and line ends become character references, because a parser would
/// make spaces of them in an attribute (XML 1.0, 3.3.3); characters that XML 1.0 cannot hold at all (2.2) become U+FFFD.
#[must_use]
pub fn escape(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| !matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'' | 0..=0x1F | 0x7F | 0xEF);
    if text.bytes().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&apos;"),
            '\t' => safe.push_str("&#9;"),
            '\n' => safe.push_str("&#10;"),
            '\r' => safe.push_str("&#13;"),
            '\0'..='\x1F' | '\u{FFFE}' | '\u{FFFF}' => safe.push('\u{FFFD}'),
            other => safe.push(other),
        }
    }
    Cow::Owned(safe)
}

/// The most bytes that one tag, comment or text may have.
const MAX_EVENT: usize = 4 << 20;

/// A source that knows line and column, and ends with an error when one event of a parser takes more than 4 MiB.
pub(crate) struct Lined<R> {
    inner: R,
    n_event: usize,
    line: u64,
    /// Bytes since the last line end.
    column: u64,
}

#[derive(Debug, thiserror::Error)]
#[error("a tag, comment or text is longer than {MAX_EVENT} bytes")]
struct LongEvent;

impl<R: BufRead> Lined<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self { inner, n_event: 0, line: 1, column: 1 }
    }

    /// Returns where the source stands, after the event that was read last.
    pub(crate) fn place(&self) -> String {
        format!("line {}, column {}", self.line, self.column)
    }

    /// Allows the next event its length.
    pub(crate) fn next_event(&mut self) {
        self.n_event = 0;
    }
}

impl<R: BufRead> Read for Lined<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let buffer = self.fill_buf()?;
        let n = buffer.len().min(into.len());
        into[..n].copy_from_slice(&buffer[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Lined<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.n_event > MAX_EVENT {
            return Err(io::Error::other(LongEvent));
        }
        let left = MAX_EVENT + 1 - self.n_event;
        self.inner.fill_buf().map(|buffer| &buffer[..left.min(buffer.len())])
    }

    fn consume(&mut self, n: usize) {
        self.n_event += n;
        if let Ok(buffer) = self.inner.fill_buf() {
            let bytes = &buffer[..n.min(buffer.len())];
            match memchr::memrchr(b'\n', bytes) {
                None => self.column += bytes.len() as u64,
                Some(last) => {
                    self.line += memchr::memchr_iter(b'\n', bytes).count() as u64;
                    self.column = (bytes.len() - last) as u64;
                }
            }
        }
        self.inner.consume(n);
    }
}

/// Gives an error of quick-xml its place.
pub(crate) fn parse_error(path: &Path, place: String, error: quick_xml::Error) -> FormatError {
    match error {
        quick_xml::Error::Io(error) if error.get_ref().is_some_and(|inner| inner.is::<LongEvent>()) => {
            FormatError::limit(path, place, error.to_string())
        }
        quick_xml::Error::Io(error) => match Arc::try_unwrap(error) {
            Ok(error) => open::read_error(path, error),
            Err(error) => FormatError::damaged(path, place, error.to_string()),
        },
        quick_xml::Error::Syntax(what) => FormatError::damaged(path, place, format!("the file is cut short: {what}")),
        error => FormatError::damaged(path, place, error.to_string()),
    }
}
