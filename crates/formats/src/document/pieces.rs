//! Long documents in pieces: plain text, Markdown, HTML and XML of any size, so that memory does not grow with the file.
//!
//! A piece ends where no block is open, so that its blocks are those of the whole document. What is open around it (elements, code,
//! an item of a list) is known to the next piece. Containers (EPUB, DOCX, ODT) are read whole.

use super::encoding::{self, Decoded, EncodingError, Known, encode};
use super::flow::Flow;
use super::markdown::{self, MarkdownFlow};
use super::styles::Styles;
use super::wellformed::XmlCheck;
use super::{Document, DocumentError, Kind, Part, blocks, elements, foreign, line_column, plain};
use encoding_rs::{Decoder, DecoderResult, Encoding};
use std::collections::HashSet;
use std::io::{self, Read};

/// How many bytes of text a piece has, about.
const PIECE: usize = if cfg!(test) { 1 << 10 } else { 1 << 20 };
/// The longest line, paragraph or tag that is read.
const LONGEST: usize = 64 * PIECE;

/// Why a document cannot be read in pieces.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PieceError {
    /// The file cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It is no document of its kind.
    #[error(transparent)]
    Document(#[from] DocumentError),
}

/// A piece of a document.
#[derive(Debug)]
pub struct Piece {
    /// Its bytes in the file, unless they are its text.
    raw: Option<Vec<u8>>,
    /// What was read in them.
    pub document: Document,
    /// Where it begins.
    pub start: Place,
}

impl Piece {
    /// Returns its bytes in the file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match (&self.raw, self.document.parts.first()) {
            (Some(raw), _) => raw,
            (None, Some(part)) => part.decoded.text.as_bytes(),
            (None, None) => &[],
        }
    }
}

/// A place in a file: how much of it is before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Whole lines.
    pub n_lines: u64,
    /// Characters of the line.
    pub n_columns: usize,
    /// Blocks of the document.
    pub n_blocks: usize,
}

/// Reads a document in pieces. It ends behind an error: the file cannot be read, is no text in its encoding or no XML, or has a
/// line, paragraph or tag that is too long.
pub struct Pieces<R> {
    text: TextReader<R>,
    kind: Kind,
    cutter: Cutter,
    takes_markup: bool,
    at: Place,
    is_done: bool,
}

/// What knows where a piece can end, and what is open there.
enum Cutter {
    Plain,
    Markdown(MarkdownFlow),
    Markup { flow: Box<Flow>, check: Option<XmlCheck> },
}

/// The labels by which the links of a Markdown are known, wherever in it they are defined.
#[derive(Clone, Debug, Default)]
pub struct Labels(HashSet<String>);

impl Labels {
    /// Reads through a Markdown for the labels that it defines. `label` names its encoding when it is known.
    ///
    /// # Errors
    /// When it cannot be read, or is no text.
    pub fn read(input: impl Read, label: Option<&str>) -> Result<Self, PieceError> {
        let mut text = TextReader::new(input, Kind::Markdown, label)?;
        let mut labels = HashSet::new();
        while !text.text.is_empty() {
            let end = if text.is_at_end { text.text.len() } else { text.text.rfind('\n').map_or(0, |at| at + 1) };
            labels.extend(markdown::labels(&text.text[..end]));
            // No label begins in the middle of a line.
            let end = if end == 0 && text.text.len() > LONGEST { text.text.len() } else { end };
            text.take(end)?;
            text.fill(text.text.len() + PIECE)?;
        }
        Ok(Self(labels))
    }
}

impl<R: Read> Pieces<R> {
    /// Begins to read a document; `label` names its encoding when it is known, else its declaration does, or its first bytes.
    /// Of a Markdown, `labels` are those of the whole.
    ///
    /// # Errors
    /// When its beginning is no text.
    pub fn new(input: R, kind: Kind, label: Option<&str>, labels: Labels) -> Result<Self, PieceError> {
        let text = TextReader::new(input, kind, label)?;
        let is_tei = kind == Kind::Xml && elements::is_tei(&text.text);
        let mut styles = Styles::default();
        if kind == Kind::Html {
            styles.add_page(&text.text);
        }
        let cutter = match kind {
            Kind::Plain => Cutter::Plain,
            Kind::Markdown => Cutter::Markdown(MarkdownFlow::new(labels.0)),
            _ => Cutter::Markup {
                flow: Box::new(Flow::new(kind, is_tei, styles)),
                check: (kind == Kind::Xml).then(XmlCheck::default),
            },
        };
        let takes_markup = kind == Kind::Html || is_tei;
        Ok(Self { text, kind, cutter, takes_markup, at: Place::default(), is_done: false })
    }

    fn read(&mut self) -> Result<Piece, PieceError> {
        // Markup and Markdown need to see what follows.
        let mut n_wanted = if self.kind == Kind::Plain { PIECE } else { 2 * PIECE };
        let (end, read) = loop {
            self.text.fill(n_wanted)?;
            let (text, is_last) = (&self.text.text, self.text.is_at_end);
            let cut = match &mut self.cutter {
                Cutter::Plain => plain::piece(text, is_last),
                Cutter::Markdown(flow) => flow.read(text, PIECE, is_last),
                Cutter::Markup { flow, .. } => flow.read(text, PIECE, is_last),
            };
            match cut {
                Some(cut) => break cut,
                None if text.len() > LONGEST => return Err(self.too_long().into()),
                None => n_wanted = text.len() * 2,
            }
        };
        self.is_done = self.text.is_at_end && end == self.text.text.len();
        if let Cutter::Markup { check: Some(check), .. } = &mut self.cutter {
            let piece = &self.text.text[..end];
            let checked = check
                .read(piece)
                .and_then(|()| if self.is_done { check.end().map_err(|what| (piece.len(), what)) } else { Ok(()) });
            checked.map_err(|(at, what)| xml_error(self.at, piece, at, what))?;
        }
        let mark = self.text.mark;
        let (raw, text) = self.text.take(end)?;
        let start = self.at;
        let (blocks, wordless) = blocks::told_apart(read);
        self.advance(&text, blocks.len());
        let decoded = Decoded { text, encoding: self.text.encoding, known: self.text.known, mark };
        let part = Part { name: String::new(), kind: self.kind, decoded, blocks, wordless, fault: None };
        let Self { kind, takes_markup, .. } = *self;
        let document = Document { kind, parts: vec![part], takes_markup, is_signed: false, archive: None };
        Ok(Piece { raw, document, start })
    }

    fn advance(&mut self, text: &str, n_blocks: usize) {
        let (line, column) = line_column(text, text.len());
        let n_columns = if line == 1 { self.at.n_columns + column - 1 } else { column - 1 };
        let n_lines = self.at.n_lines + line as u64 - 1;
        self.at = Place { n_lines, n_columns, n_blocks: self.at.n_blocks + n_blocks };
    }

    fn too_long(&self) -> DocumentError {
        let what = match self.kind {
            Kind::Plain => "a line",
            Kind::Markdown => "a paragraph or a comment",
            _ => "a paragraph, a tag or a comment",
        };
        DocumentError::TooLong { line: self.at.n_lines + 1, what, limit: LONGEST, kind: self.kind }
    }
}

impl<R: Read> Iterator for Pieces<R> {
    type Item = Result<Piece, PieceError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let read = self.read();
        self.is_done |= read.is_err();
        Some(read)
    }
}

fn xml_error(start: Place, piece: &str, at: usize, what: String) -> DocumentError {
    let (line, column) = line_column(piece, at);
    let column = if line == 1 { start.n_columns + column } else { column };
    let line = line + usize::try_from(start.n_lines).unwrap_or(usize::MAX);
    DocumentError::Xml { part: String::new(), line, column, what }
}

/// Decodes a text as it is read.
struct TextReader<R> {
    input: R,
    encoding: &'static Encoding,
    known: Known,
    /// The byte order mark, until the first text was taken.
    mark: &'static [u8],
    decoder: Decoder,
    /// What was decoded and not taken yet.
    text: String,
    /// Its bytes, unless it is UTF-8, where they are the text.
    raw: Vec<u8>,
    is_at_end: bool,
    /// Bytes and lines of the file that were read.
    n_bytes: usize,
    n_lines: usize,
}

impl<R: Read> TextReader<R> {
    fn new(mut input: R, kind: Kind, label: Option<&str>) -> Result<Self, PieceError> {
        let mut head = Vec::new();
        let n_read = input.by_ref().take(PIECE as u64).read_to_end(&mut head)?;
        let is_at_end = n_read < PIECE;
        if let Some(foreign) = foreign::foreign(&head) {
            return Err(DocumentError::Foreign(foreign).into());
        }
        let (whole, rest) = head.split_at(if is_at_end { head.len() } else { whole_characters(&head) });
        let decoded = encoding::decode_as(whole, kind, label).map_err(DocumentError::from)?;
        let Decoded { text, encoding, known, mark } = decoded;
        let mut reader = Self {
            input,
            encoding,
            known,
            mark,
            decoder: encoding.new_decoder_without_bom_handling(),
            raw: if encoding == encoding_rs::UTF_8 { Vec::new() } else { whole[mark.len()..].to_vec() },
            text,
            is_at_end,
            n_bytes: whole.len(),
            n_lines: memchr::memchr_iter(b'\n', whole).count(),
        };
        reader.decode(rest)?;
        Ok(reader)
    }

    /// Reads on until there are so many bytes of text, or all.
    fn fill(&mut self, n_wanted: usize) -> Result<(), PieceError> {
        while self.text.len() < n_wanted && !self.is_at_end {
            let n_bytes = (n_wanted - self.text.len()).max(PIECE / 4);
            let mut bytes = Vec::with_capacity(n_bytes);
            let n_read = self.input.by_ref().take(n_bytes as u64).read_to_end(&mut bytes)?;
            self.is_at_end = n_read < n_bytes;
            encoding::check_more(&bytes, self.encoding, self.known).map_err(|error| self.behind(error))?;
            self.decode(&bytes)?;
        }
        Ok(())
    }

    fn decode(&mut self, bytes: &[u8]) -> Result<(), PieceError> {
        if self.encoding != encoding_rs::UTF_8 {
            self.raw.extend_from_slice(bytes);
        }
        let n_most = self.decoder.max_utf8_buffer_length_without_replacement(bytes.len());
        self.text.reserve(n_most.unwrap_or_default());
        let (result, n_read) = self.decoder.decode_to_string_without_replacement(bytes, &mut self.text, self.is_at_end);
        if let DecoderResult::Malformed(n_bad, n_behind) = result {
            let at = n_read.saturating_sub(usize::from(n_bad) + usize::from(n_behind));
            return Err(self.behind(EncodingError::not_text(bytes, at, self.encoding)).into());
        }
        self.n_bytes += bytes.len();
        self.n_lines += memchr::memchr_iter(b'\n', bytes).count();
        Ok(())
    }

    /// Gives an error in what is being read its place in the file.
    fn behind(&self, error: EncodingError) -> DocumentError {
        error.behind(self.n_bytes, self.n_lines).into()
    }

    /// Takes text from the beginning, and its bytes where they are not the text.
    fn take(&mut self, end: usize) -> Result<(Option<Vec<u8>>, String), PieceError> {
        let rest = self.text[end..].to_owned();
        let mut text = std::mem::replace(&mut self.text, rest);
        text.truncate(end);
        let mark = std::mem::take(&mut self.mark);
        if self.encoding == encoding_rs::UTF_8 {
            let raw = (!mark.is_empty()).then(|| [mark, text.as_bytes()].concat());
            return Ok((raw, text));
        }
        // What does not come back to the same bytes is no basis for an edit.
        let bytes = encode(self.encoding, &text).unwrap_or_default();
        if !self.raw.starts_with(&bytes) || bytes.is_empty() != text.is_empty() {
            let at = bytes.iter().zip(&self.raw).position(|(left, right)| left != right).unwrap_or_default();
            let at = self.n_bytes - self.raw.len() + at;
            return Err(
                DocumentError::from(EncodingError::NotText { at, line: None, encoding: self.encoding.name() }).into()
            );
        }
        let rest = self.raw.split_off(bytes.len());
        let raw = std::mem::replace(&mut self.raw, rest);
        Ok((Some([mark, &raw].concat()), text))
    }
}

/// Returns how many of the first bytes of a text are whole characters, whatever its encoding.
fn whole_characters(head: &[u8]) -> usize {
    match std::str::from_utf8(head) {
        Ok(_) => return head.len(),
        Err(error) if error.error_len().is_none() => return error.valid_up_to(),
        Err(_) => {}
    }
    let zero = memchr::memchr(0, head);
    if let Some(is_big) = match Encoding::for_bom(head) {
        Some((mark, _)) => Some(mark == encoding_rs::UTF_16BE),
        // Spaces and marks of UTF-16 have a zero byte.
        None => zero.map(|at| at % 2 == 0),
    } {
        // The last unit may be the first half of a character.
        let end = head.len() & !1;
        let high = if is_big { end - 2 } else { end - 1 };
        return if matches!(head[high], 0xD8..0xDC) { end - 2 } else { end };
    }
    // No character of several bytes ends with one of these.
    head.iter().rposition(|byte| matches!(byte, b'\n' | b' ' | b'>')).map_or(head.len(), |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(bytes: &[u8], kind: Kind, label: Option<&str>) -> Result<Vec<Piece>, PieceError> {
        let labels = if kind == Kind::Markdown { Labels::read(bytes, label)? } else { Labels::default() };
        Pieces::new(bytes, kind, label, labels)?.collect()
    }

    /// Tells that pieces have what the whole has, each thing in its place.
    #[track_caller]
    fn check(text: &str, kind: Kind, encoding: &'static Encoding) {
        let label = (!encoding.is_ascii_compatible()).then_some(encoding.name());
        let bytes = encode(encoding, text).unwrap();
        let whole = Document::read(bytes.as_slice(), kind, label).unwrap();
        let pieces = pieces(&bytes, kind, label).unwrap();
        assert!(pieces.len() > 3, "{kind:?}: {} pieces", pieces.len());
        assert!(pieces.iter().flat_map(Piece::bytes).eq(&bytes));
        let mut blocks = Vec::new();
        let (mut n_bytes, mut before) = (0, String::new());
        for piece in pieces {
            let part = &piece.document.parts[0];
            let (line, column) = line_column(&before, before.len());
            assert_eq!((piece.start.n_lines + 1, piece.start.n_columns + 1), (line as u64, column));
            assert_eq!(piece.start.n_blocks, blocks.len());
            assert_eq!(piece.document.takes_markup, whole.takes_markup);
            assert_eq!(part.decoded.encoding, encoding);
            for mut block in part.blocks.iter().cloned() {
                let raws = block.pieces.iter_mut().map(|piece| &mut piece.raw).chain(&mut block.cdata);
                raws.for_each(|raw| *raw = raw.start + n_bytes..raw.end + n_bytes);
                blocks.push(block);
            }
            n_bytes += part.decoded.text.len();
            before.push_str(&part.decoded.text);
        }
        let same = whole.parts[0].blocks.iter().zip(&blocks).take_while(|(left, right)| left == right).count();
        assert_eq!(blocks.get(same), whole.parts[0].blocks.get(same), "{kind:?}, block {same}");
    }

    fn repeated(n: usize, part: impl Fn(usize) -> String) -> String {
        (0..n).map(part).collect()
    }

    #[test]
    fn pieces_have_what_the_whole_has() {
        let long = "Поля за рекой ещё зелены. ".repeat(20);
        for encoding in [encoding_rs::UTF_8, encoding_rs::UTF_16LE, encoding_rs::UTF_16BE, encoding_rs::WINDOWS_1251] {
            let text = repeated(40, |nth| format!("Абзац {nth}. В Сталинграде.\n{long}\n\n"));
            check(&text, Kind::Plain, encoding);
            let text = repeated(40, |nth| {
                format!(
                    "<div class='a'><p></p><p>*</p><p>Абзац {nth} <i>в\nСталинграде</i> &amp; <q>{long}<br>и</q>.</p><!-- <p> --><ul><li>a<li>b</ul>\
                     <script>if (a<b) '<p>'</script><table><tr><td>1<td>2</table></div><blockquote lang=ru>"
                )
            });
            check(&text, Kind::Html, encoding);
            let text = repeated(40, |nth| {
                format!(
                    "<div type='{nth}'><head>Глава</head><quote xml:lang='ru'><p>Абзац<note place='foot'><p>{long}</p><p>Ещё</p></note> и\n\
                     <![CDATA[<p>{long}]]></p><p>и</p></quote><teiHeader><![CDATA[x]]><p>нет</p></teiHeader></div>"
                )
            });
            let declared = format!("<?xml version='1.0' encoding='{}'?>\n", encoding.name());
            let head = if encoding.is_ascii_compatible() { declared.as_str() } else { "" };
            check(&format!("{head}<TEI><text>{text}</text></TEI>\n"), Kind::Xml, encoding);
            let text = repeated(60, |nth| {
                format!(
                    "1. Пункт {nth}, [Сталино] и [Гори].\n\n       код\n\n   *{long}*\n\n```\n\nкод\n\n{long}\n```\n<!-- a\n\n{long} -->\n\n"
                )
            });
            check(&format!("---\nlang: ru\n---\n\n{text}\n[сталино]: x\n"), Kind::Markdown, encoding);
        }
    }

    #[test]
    fn faults_have_their_place_in_the_file() {
        let start = "<TEI>\n".to_owned() + &"<p>a</p>".repeat(900);
        let error = |bytes: &[u8], kind| pieces(bytes, kind, None).unwrap_err().to_string();
        let text = format!("{start}<p>b</q>");
        let expected = "line 2, column 7205: the XML is not well-formed: ill-formed document: expected `</p>`, but `</q>` was found";
        assert_eq!(error(text.as_bytes(), Kind::Xml), expected);
        assert!(error(start.as_bytes(), Kind::Xml).ends_with("the text ends inside 1 open elements"));
        let mut bytes = "Город на Волге.\n\n".repeat(600).into_bytes();
        let at = bytes.len();
        bytes.extend_from_slice(&[0xC3, 0xEE, b'\n']);
        bytes.extend_from_slice("Город\n".repeat(600).as_bytes());
        assert!(error(&bytes, Kind::Plain).starts_with(&format!("line 1201: byte {at} cannot be read as UTF-8")));
    }

    #[test]
    fn encodings_that_change_far_behind_are_told() {
        let text =
            "В 1955 году город ещё носил это имя. Его переименовали потом, и поезда пошли в другой город.\n".repeat(60);
        let (first, _, _) = encoding_rs::WINDOWS_1251.encode(&text);
        for (other, name) in [(encoding_rs::KOI8_R, "KOI8"), (encoding_rs::UTF_8, "UTF-8")] {
            let (second, _, _) = other.encode(&text);
            let bytes = [first.as_ref(), second.as_ref()].concat();
            let error = pieces(&bytes, Kind::Plain, None).unwrap_err().to_string();
            assert!(error.contains(&format!(" looks like {name}")) && error.contains("line 6"), "{error}");
        }
        assert!(pieces(&first, Kind::Plain, None).is_ok());
    }

    #[test]
    fn what_is_too_long_for_memory_is_refused() {
        let long = "a".repeat(3 * LONGEST);
        for (text, kind, what) in [
            (format!("b\n\n{long}"), Kind::Plain, "a line"),
            (format!("b\n\n<!-- {}", "c\n\n".repeat(LONGEST)), Kind::Markdown, "a paragraph or a comment"),
            (format!("<p>b</p>\n<p title='{long}'>"), Kind::Html, "a paragraph, a tag or a comment"),
            (format!("<a><b/>\n<b>{long}</b></a>"), Kind::Xml, "a paragraph, a tag or a comment"),
        ] {
            let error = pieces(text.as_bytes(), kind, None).unwrap_err().to_string();
            assert!(error.contains(&format!("{what} is longer than {LONGEST} bytes")), "{error}");
        }
    }
}
