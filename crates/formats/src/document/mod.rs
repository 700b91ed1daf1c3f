//! Documents as blocks of text that can be edited in place: plain text, Markdown, HTML, TEI and other XML, EPUB, DOCX, ODT.
//!
//! A document is a file or a container of parts. Each part holds *blocks* (paragraphs, headings, cells), and each block's
//! text is put together from the pieces that markup cuts it into, so that a word is found even where an editor split it
//! (`Stalin<b>grad</b>`, the runs of a DOCX). An [`Edit`] names a range of a block's text; [`Document::apply`] writes the
//! file with exactly these edits: all other bytes stay.
//!
//! Not touched: attributes, comments, scripts and styles, code in Markdown and HTML, the header of a TEI file, and in
//! containers every part that holds no text of the document (macros, images, settings).

pub mod archive;
mod blocks;
mod container;
mod elements;
pub mod encoding;
mod flow;
pub mod foreign;
mod furniture;
mod markdown;
pub mod markup;
mod metadata;
mod namespaces;
pub mod pieces;
mod plain;
mod styles;

use archive::{Archive, ArchiveError, Packed};
pub use blocks::{Block, Piece, Role};
use container::Package;
use encoding::{Decoded, EncodingError};
use foreign::{Foreign, foreign};
pub use furniture::{furniture, without};
pub use metadata::Metadata;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use styles::Styles;

/// What sort of document a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Plain text.
    Plain,
    /// Markdown (CommonMark).
    Markdown,
    /// HTML, also as XHTML.
    Html,
    /// TEI or other XML.
    Xml,
    /// EPUB 2 or 3.
    Epub,
    /// Office Open XML text.
    Docx,
    /// OpenDocument text.
    Odt,
}

impl Kind {
    /// Tells the kind by content, then by the ending of the file's name.
    #[must_use]
    pub fn detect(bytes: &[u8], name: &str) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        // What claims to be a container and is none is told so when it is read.
        match ending.as_str() {
            "epub" => return Self::Epub,
            "odt" | "ott" => return Self::Odt,
            "docx" | "docm" | "dotx" | "dotm" => return Self::Docx,
            _ => {}
        }
        if bytes.starts_with(b"PK\x03\x04") {
            let head = &bytes[..bytes.len().min(4096)];
            let holds = |needle: &str| memchr::memmem::find(head, needle.as_bytes()).is_some();
            if holds("application/epub+zip") {
                return Self::Epub;
            }
            return if holds("opendocument.text") { Self::Odt } else { Self::Docx };
        }
        match ending.as_str() {
            "md" | "markdown" => return Self::Markdown,
            "html" | "htm" | "xhtml" => return Self::Html,
            "xml" | "tei" => return Self::Xml,
            "txt" | "text" => return Self::Plain,
            _ => {}
        }
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
        let head = head.trim_start_matches('\u{FEFF}').trim_start();
        if head.starts_with("<!doctype html") || head.starts_with("<html") {
            Self::Html
        } else if head.starts_with("<?xml") || head.starts_with("<tei") {
            if head.contains("<html") { Self::Html } else { Self::Xml }
        } else {
            Self::Plain
        }
    }

    /// Returns what people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Xml => "XML",
            Self::Epub => "EPUB",
            Self::Docx => "DOCX",
            Self::Odt => "ODT",
        }
    }

    /// Tells whether the document is a zip container.
    #[must_use]
    pub fn is_container(self) -> bool {
        matches!(self, Self::Epub | Self::Docx | Self::Odt)
    }
}

/// A part of a document that holds text.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its name in the container; empty for a document that is one file.
    pub name: String,
    /// How its markup is read.
    pub kind: Kind,
    /// The text as it is encoded.
    pub decoded: Decoded,
    /// Its blocks, in reading order.
    pub blocks: Vec<Block>,
    /// Its lines without a letter: a number, a row of stars. They matter to nobody who looks for words.
    pub wordless: Vec<Block>,
    /// What is wrong with the XML of a page that was read as browsers read it. What stands in it is not sure enough to be edited.
    pub fault: Option<String>,
}

/// A document that has been read.
#[derive(Clone, Debug)]
pub struct Document {
    /// What sort it is.
    pub kind: Kind,
    /// The parts that hold text, in reading order.
    pub parts: Vec<Part>,
    /// Whether names may be marked up in it, as TEI and HTML allow.
    pub takes_markup: bool,
    /// Whether somebody signed it; the signature holds for no changed copy.
    pub is_signed: bool,
    archive: Option<Archive>,
}

/// A replacement of a range of a block's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Which part.
    pub part: usize,
    /// Which block of the part.
    pub block: usize,
    /// The bytes of the block's text that are replaced; empty to insert.
    pub range: Range<usize>,
    /// What is put there.
    pub new: Replacement,
    /// What is known of the range. It stands beside the document, which it does not change.
    pub about: Option<Arc<About>>,
}

/// What is known of a range of a text, by key.
pub type About = Vec<(&'static str, String)>;

/// What an edit puts in the place of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// Other text; it is escaped as the format needs.
    Text(String),
    /// Markup before and after the range, whose text stays; as it is, not escaped.
    Wrap {
        /// The opening tag.
        before: String,
        /// The closing tag.
        after: String,
    },
    /// What is there already.
    Same,
}

/// A change of the bytes of a part: what [`Document::apply`] did, in the offsets of the part before the change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    /// Which part.
    pub part: usize,
    /// The bytes of the part's decoded text that were replaced.
    pub range: Range<usize>,
    /// What was there.
    pub old: String,
    /// What is there now.
    pub new: String,
    /// What is known of the text ([`Edit::about`]); of an edit in pieces the first one has it.
    pub about: Option<Arc<About>>,
}

/// A document after its edits.
#[derive(Clone, Debug)]
pub struct Edited {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// What was changed, by part and place.
    pub splices: Vec<Splice>,
    /// For containers: the packed form of each changed entry before the change, which gives back the original exactly.
    pub originals: BTreeMap<String, Packed>,
}

/// Why a document cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// Its encoding is unknown or mixed.
    #[error(transparent)]
    Encoding(#[from] EncodingError),
    /// Its container is damaged.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// Its XML is not well-formed.
    #[error("{part}line {line}, column {column}: the XML is not well-formed: {what}")]
    Xml {
        /// The part, with a colon, when there are several.
        part: String,
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
        /// What is wrong.
        what: String,
    },
    /// Something in it that is read as one is longer than memory should hold.
    #[error("line {line}: {what} is longer than {limit} bytes; is this {}?", .kind.name())]
    TooLong {
        /// The line on which it begins, from 1.
        line: u64,
        /// What it is.
        what: &'static str,
        /// The most that is read.
        limit: usize,
        /// What the document was read as.
        kind: Kind,
    },
    /// It is something else.
    #[error("it is {}; expected a text, HTML, XML, EPUB, DOCX or ODT", .0.what)]
    Foreign(Foreign),
    /// It is called like a container and is none.
    #[error("it is no {}: expected a zip archive, found {found}", .kind.name())]
    NoContainer {
        /// What it is called.
        kind: Kind,
        /// What it looks like.
        found: &'static str,
    },
    /// Its text is locked.
    #[error("its text is encrypted ({0})")]
    Encrypted(&'static str),
    /// It holds no text part.
    #[error("it is no {}: the archive holds no {expected}", .kind.name())]
    NoText {
        /// What it was read as.
        kind: Kind,
        /// What was expected.
        expected: &'static str,
    },
    /// A new name has a letter that the file's encoding lacks.
    #[error("`{text}` cannot be written in {encoding}; convert the file to UTF-8 first")]
    Unmappable {
        /// The new text.
        text: String,
        /// The encoding of the file.
        encoding: &'static str,
    },
    /// Two edits overlap, or one lies outside its block.
    #[error("an edit does not fit the document: {0}")]
    BadEdit(String),
}

impl DocumentError {
    /// Says what can be done about it.
    #[must_use]
    pub fn advice(&self) -> Option<&'static str> {
        Some(match self {
            Self::Foreign(foreign) => foreign.advice,
            Self::NoContainer { .. } => {
                "give it the ending of what it is, or save it anew in the program that it comes from"
            }
            Self::Encrypted(_) => "open it where it may be read, and save a copy without the lock",
            Self::NoText { .. } => "is it a text document? of an archive, give the documents in it",
            Self::Archive(ArchiveError::NotZip) => "it may be cut short: copy or download it again",
            Self::Archive(ArchiveError::Unsupported { .. }) => {
                "unpack the archive, or open and save the document in the program that it comes from"
            }
            Self::Archive(ArchiveError::TooLarge { .. }) => "no book grows so much: do not trust the file",
            Self::Archive(ArchiveError::TooMuch { .. }) => {
                "divide the document, or save it as a text, as HTML or as Markdown, which may have any size"
            }
            Self::Archive(_) => "open it in the program that it comes from, save it anew, and give that",
            Self::Xml { .. } => "correct the file there; nothing is repaired in silence",
            Self::TooLong { .. } => "divide it there, by hand or in the program that it comes from",
            Self::Encoding(_) | Self::Unmappable { .. } | Self::BadEdit(_) => return None,
        })
    }
}

impl Document {
    /// Reads a document; `label` names its encoding when it is known, else the document's declaration does, or its bytes.
    ///
    /// # Errors
    /// When its encoding, container or XML cannot be read; nothing is repaired in silence.
    pub fn read<'b>(bytes: impl Into<Cow<'b, [u8]>>, kind: Kind, label: Option<&str>) -> Result<Self, DocumentError> {
        let bytes = bytes.into();
        if let Some(foreign) = foreign(&bytes) {
            return Err(DocumentError::Foreign(foreign));
        }
        if !kind.is_container() {
            // What is UTF-8 is read so whatever it declares: text of another encoding hardly ever looks like it.
            let is_markup = matches!(kind, Kind::Html | Kind::Xml) && std::str::from_utf8(&bytes).is_err();
            let declared = if is_markup { encoding::declared(&bytes, kind == Kind::Html) } else { None };
            let decoded = encoding::decode(&bytes, label.or(declared.map(encoding_rs::Encoding::name)))?;
            check("", kind, &decoded)?;
            let part = part(String::new(), kind, decoded, &Styles::default(), None);
            let takes_markup = kind == Kind::Html || kind == Kind::Xml && elements::is_tei(&part.decoded.text);
            return Ok(Self { kind, parts: vec![part], takes_markup, is_signed: false, archive: None });
        }
        if !bytes.starts_with(b"PK") {
            return Err(DocumentError::NoContainer { kind, found: foreign::look(&bytes) });
        }
        let archive = Archive::read(bytes.into_owned())?;
        if let Some(how) = container::lock(&archive, kind) {
            return Err(DocumentError::Encrypted(how));
        }
        let (names, part_kind, expected) = container::text_parts(&archive, kind);
        let package = if kind == Kind::Epub { Package::read(&archive) } else { Package::default() };
        let styles = container::styles(&archive, kind);
        let mut total = 0;
        let mut fault = None;
        let mut parts: Vec<Part> = Vec::new();
        for name in names {
            let decoded = encoding::decode(&archive.unpack(&name, &mut total)?, None)?;
            let mut part = match check(&name, part_kind, &decoded) {
                // One bad page is no reason to give up a book: it is read as browsers do.
                Err(error) if kind == Kind::Epub => {
                    let page = part(name, Kind::Html, decoded, &styles, Some(error.to_string()));
                    fault.get_or_insert(error);
                    page
                }
                checked => {
                    checked?;
                    part(name, part_kind, decoded, &styles, None)
                }
            };
            if package.contents.contains(&part.name) {
                part.blocks.iter_mut().chain(&mut part.wordless).for_each(|block| block.role = Role::Repeat);
            }
            parts.push(part);
        }
        if parts.is_empty() {
            return Err(DocumentError::NoText { kind, expected });
        }
        let is_sound = |part: &Part| part.fault.is_none() && part.blocks.iter().any(|block| block.role != Role::Repeat);
        if let Some(fault) = fault.filter(|_| !parts.iter().any(is_sound)) {
            return Err(fault);
        }
        let takes_markup = kind == Kind::Epub && !package.is_old;
        let is_signed = container::is_signed(&archive);
        Ok(Self { kind, parts, takes_markup, is_signed, archive: Some(archive) })
    }

    /// Returns the blocks that the work consists of: its text in reading order, then its notes. A table of contents, running
    /// heads and the remarks of editors are left out.
    pub fn work(&self) -> impl Iterator<Item = &Block> {
        let of_role = |role| self.blocks().filter(move |block| block.role == role);
        of_role(Role::Text).chain(of_role(Role::Note))
    }

    /// Returns what [`Self::work`] does and the lines without a letter in their places.
    #[must_use]
    pub fn whole_work(&self) -> Vec<&Block> {
        let mut all = Vec::new();
        for part in &self.parts {
            let from = all.len();
            all.extend(part.blocks.iter().chain(&part.wordless));
            all[from..].sort_by_key(|block: &&Block| block.pieces.first().map_or(0, |piece| piece.raw.start));
        }
        let of_role = |role| all.iter().copied().filter(move |block| block.role == role);
        of_role(Role::Text).chain(of_role(Role::Note)).collect()
    }

    /// Returns the texts of [`Self::work`], with each row of a table in one: `1932 | 148,500`. A row with several paragraphs in
    /// a cell is no row of figures but the layout of a page, and stays as it is. Words that the ends of lines divide are whole, and
    /// what the pages of a plain text add to it ([`furniture()`]) is left out.
    #[must_use]
    pub fn paragraphs(&self) -> Vec<Cow<'_, str>> {
        if let (Kind::Plain, [part]) = (self.kind, self.parts.as_slice()) {
            let text = &part.decoded.text;
            let furniture = furniture(text);
            if !furniture.is_empty() {
                let text = furniture::without(text, &furniture);
                let (blocks, _) = blocks::blocks(&text, Kind::Plain, Styles::default());
                return blocks.iter().map(|block| Cow::Owned(plain::running(block.text.trim()).into_owned())).collect();
            }
        }
        let blocks: Vec<&Block> = self.work().collect();
        let row = |block: &Block| block.cell.map(|(row, _)| row);
        let mut paragraphs = Vec::new();
        for group in blocks.chunk_by(|left, right| row(left).is_some() && row(left) == row(right)) {
            let mut texts = group.iter().map(|block| block.text.trim());
            let is_row = group.len() > 1 && group.windows(2).all(|pair| pair[0].cell != pair[1].cell);
            if is_row {
                paragraphs.push(Cow::Owned(texts.map(plain::running).collect::<Vec<_>>().join(" | ")));
            } else {
                paragraphs.extend(texts.by_ref().map(plain::running));
            }
        }
        paragraphs
    }

    fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.parts.iter().flat_map(|part| &part.blocks)
    }

    /// Returns the file with the edits, which may come in any order but must not overlap.
    ///
    /// # Errors
    /// When an edit does not fit, or a character cannot be written in the file's encoding.
    pub fn apply(&self, edits: &[Edit]) -> Result<Edited, DocumentError> {
        let mut splices = Vec::new();
        for edit in edits {
            splices.extend(self.splices(edit)?);
        }
        splices.sort_by(|left, right| {
            (left.part, left.range.start, left.range.end).cmp(&(right.part, right.range.start, right.range.end))
        });
        if let Some(pair) =
            splices.windows(2).find(|pair| pair[0].part == pair[1].part && pair[0].range.end > pair[1].range.start)
        {
            return Err(DocumentError::BadEdit(format!("two edits overlap at byte {}", pair[1].range.start)));
        }
        let mut bytes = None;
        let mut new_entries = BTreeMap::new();
        let mut originals = BTreeMap::new();
        for (part_idx, part) in self.parts.iter().enumerate() {
            let own: Vec<&Splice> = splices.iter().filter(|splice| splice.part == part_idx).collect();
            if own.iter().all(|splice| splice.old == splice.new) && self.archive.is_some() {
                continue;
            }
            let text = splice_text(&part.decoded.text, &own);
            let encoded = part.decoded.encode(text).ok_or_else(|| unmappable(part, &own))?;
            match &self.archive {
                None => bytes = Some(encoded),
                Some(archive) => {
                    let original = archive.packed(&part.name)?;
                    new_entries.insert(part.name.clone(), Packed::pack(&encoded, original.method));
                    originals.insert(part.name.clone(), original);
                }
            }
        }
        let bytes = match &self.archive {
            Some(archive) => archive.replace(&new_entries)?,
            None => bytes.unwrap_or_default(),
        };
        Ok(Edited { bytes, splices, originals })
    }

    fn splices(&self, edit: &Edit) -> Result<Vec<Splice>, DocumentError> {
        let bad = |what: &str| DocumentError::BadEdit(what.to_owned());
        let part = self.parts.get(edit.part).ok_or_else(|| bad("there is no such part"))?;
        let block = part.blocks.get(edit.block).ok_or_else(|| bad("there is no such block"))?;
        let fits = block.text.is_char_boundary(edit.range.start) && block.text.is_char_boundary(edit.range.end);
        if !fits || edit.range.start > edit.range.end {
            return Err(bad("its range does not fit the block's text"));
        }
        let ranges = block.raw_ranges(&edit.range).ok_or_else(|| bad("its block has no text"))?;
        let splice = |range: Range<usize>, new: String| Splice {
            part: edit.part,
            old: part.decoded.text[range.clone()].to_owned(),
            range,
            new,
            about: None,
        };
        let mut splices: Vec<Splice> = match &edit.new {
            Replacement::Text(text) => {
                let escaped = |range: &Range<usize>, text: &str| {
                    let is_cdata = block.is_cdata(range);
                    let mut escaped = match part.kind {
                        Kind::Plain | Kind::Markdown => return text.to_owned(),
                        _ if is_cdata => text.replace("]]>", "]]]]><![CDATA[>"),
                        _ => markup::escape_text(text),
                    };
                    // With what follows it the last bracket would be the end of a section, which may stand in no text.
                    if escaped.ends_with(']') && part.decoded.text[range.end..].starts_with("]>") {
                        escaped.truncate(escaped.len() - 1);
                        escaped.push_str(if is_cdata { "]]]><![CDATA[" } else { "&#93;" });
                    }
                    escaped
                };
                let shares = shares(text, &ranges, &part.decoded.text);
                ranges
                    .into_iter()
                    .zip(shares)
                    .map(|(range, text)| splice(range.clone(), escaped(&range, text)))
                    .collect()
            }
            Replacement::Same => {
                ranges.into_iter().map(|range| splice(range.clone(), part.decoded.text[range].to_owned())).collect()
            }
            Replacement::Wrap { before, after } => {
                // Else every piece is wrapped for itself, so that markup stays nested.
                let whole = elements::nested(part.kind, &part.decoded.text, &ranges);
                let wrapped = whole.map_or(ranges, |whole| std::iter::once(whole).collect());
                wrapped
                    .into_iter()
                    .flat_map(|range| {
                        [(range.start, before), (range.end, after)].map(|(at, tag)| {
                            // A section that holds no markup ends before it and begins anew behind it.
                            let is_cdata = block.is_cdata(&(at..at));
                            let tag = if is_cdata { format!("]]>{tag}<![CDATA[") } else { tag.clone() };
                            splice(at..at, tag)
                        })
                    })
                    .collect()
            }
        };
        if let Some(first) = splices.first_mut() {
            first.about.clone_from(&edit.about);
        }
        Ok(splices)
    }
}

/// Divides a new text among the pieces of an old one, so that what markup divides stays divided: a large first letter, a word in several
/// runs of a DOCX. No piece begins or ends with a space, which a DOCX would lose.
fn shares<'n>(new: &'n str, pieces: &[Range<usize>], old: &str) -> Vec<&'n str> {
    let mut rest = new;
    let mut shares = Vec::new();
    for (idx, piece) in pieces.iter().enumerate() {
        let n_behind = pieces.len() - idx - 1;
        let n_left = rest.chars().count();
        let n_own = old[piece.clone()].chars().count().min(n_left.saturating_sub(n_behind)).max(1);
        let is_edge =
            |at: usize| rest[..at].ends_with(char::is_whitespace) || rest[at..].starts_with(char::is_whitespace);
        let mut ends = rest.char_indices().map(|(at, _)| at).skip(n_own).filter(|at| !is_edge(*at));
        let end = if n_behind == 0 { rest.len() } else { ends.next().unwrap_or(rest.len()) };
        let (own, behind) = rest.split_at(end);
        shares.push(own);
        rest = behind;
    }
    shares
}

/// Undoes splices on the text of one part; nothing when what they say they wrote is not there.
#[must_use]
pub fn unsplice(text: &str, splices: &[Splice]) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    // Where the next byte of the changed text and of the original stand.
    let (mut at, mut original) = (0_usize, 0_usize);
    for splice in splices {
        let n_between = splice.range.start.checked_sub(original)?;
        out.push_str(text.get(at..at.checked_add(n_between)?)?);
        at += n_between;
        if text.get(at..at + splice.new.len())? != splice.new {
            return None;
        }
        out.push_str(&splice.old);
        at += splice.new.len();
        original = splice.range.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

fn splice_text(text: &str, splices: &[&Splice]) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for splice in splices {
        out.push_str(&text[at..splice.range.start]);
        out.push_str(&splice.new);
        at = splice.range.end;
    }
    out.push_str(&text[at..]);
    out
}

fn unmappable(part: &Part, splices: &[&Splice]) -> DocumentError {
    let text = splices
        .iter()
        .map(|splice| splice.new.as_str())
        .find(|new| part.decoded.encode(*new).is_none())
        .unwrap_or_default()
        .to_owned();
    DocumentError::Unmappable { text, encoding: part.decoded.encoding.name() }
}

/// Makes sure that what must be XML is.
fn check(name: &str, kind: Kind, decoded: &Decoded) -> Result<(), DocumentError> {
    let must_be_xml = matches!(kind, Kind::Xml | Kind::Epub | Kind::Docx | Kind::Odt);
    if must_be_xml && let Err((at, what)) = markup::check_xml(&decoded.text) {
        let (line, column) = line_column(&decoded.text, at);
        let part = if name.is_empty() { String::new() } else { format!("{name}: ") };
        return Err(DocumentError::Xml { part, line, column, what });
    }
    Ok(())
}

/// `styles` are those that stand outside of the part.
fn part(name: String, kind: Kind, decoded: Decoded, styles: &Styles, fault: Option<String>) -> Part {
    let mut styles = styles.clone();
    match kind {
        Kind::Html | Kind::Epub => styles.add_page(&decoded.text),
        Kind::Odt => styles.add_odt(&decoded.text),
        _ => {}
    }
    let (blocks, wordless) = blocks::blocks(&decoded.text, kind, styles);
    Part { name, kind, decoded, blocks, wordless, fault }
}

/// Returns the line and the column in characters, both from 1, of a byte offset.
#[must_use]
pub fn line_column(text: &str, at: usize) -> (usize, usize) {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let line_start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |newline| newline + 1);
    (memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1, before[line_start..].chars().count() + 1)
}

#[cfg(test)]
mod roles;
#[cfg(test)]
mod tests;
