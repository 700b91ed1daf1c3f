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
mod edit;
mod elements;
pub mod encoding;
mod error;
mod flow;
pub mod foreign;
mod furniture;
mod kind;
mod markdown;
pub mod markup;
mod metadata;
mod namespaces;
pub mod pieces;
mod plain;
mod styles;
mod wellformed;

use archive::Archive;
pub use blocks::{Block, Piece, Role};
use container::Package;
pub use edit::{About, Edit, Edited, Replacement, Splice, unsplice};
use encoding::Decoded;
pub use error::DocumentError;
use foreign::foreign;
pub use furniture::{furniture, without};
pub use kind::Kind;
pub use metadata::Metadata;
use std::borrow::Cow;
use styles::Styles;

/// The most paragraphs, headings and cells of an EPUB, DOCX or ODT: each takes some 600 bytes of memory, however little it holds.
const MAX_BLOCKS: usize = if cfg!(test) { 1 << 12 } else { 4 << 20 };

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
        if kind.is_container() {
            return Self::read_container(bytes.into_owned(), kind);
        }
        let decoded = encoding::decode_as(&bytes, kind, label)?;
        check("", kind, &decoded)?;
        let mut n_left = usize::MAX;
        let part = part(String::new(), kind, decoded, Styles::default(), &mut n_left)?;
        let takes_markup = kind == Kind::Html || kind == Kind::Xml && elements::is_tei(&part.decoded.text);
        Ok(Self { kind, parts: vec![part], takes_markup, is_signed: false, archive: None })
    }

    fn read_container(bytes: Vec<u8>, kind: Kind) -> Result<Self, DocumentError> {
        if !bytes.starts_with(b"PK") {
            return Err(DocumentError::NoContainer { kind, found: foreign::look(&bytes) });
        }
        let archive = Archive::read(bytes)?;
        if let Some(how) = container::lock(&archive, kind) {
            return Err(DocumentError::Encrypted(how));
        }
        let (names, part_kind, expected) = container::text_parts(&archive, kind);
        let package = if kind == Kind::Epub { Package::read(&archive) } else { Package::default() };
        let styles = container::styles(&archive, kind);
        let (mut total, mut n_left) = (0, MAX_BLOCKS);
        let mut fault = None;
        let mut parts: Vec<Part> = Vec::new();
        for name in names {
            let decoded = encoding::decode_as(&archive.unpack(&name, &mut total)?, part_kind, None)?;
            let mut part = match check(&name, part_kind, &decoded) {
                // One bad page is no reason to give up a book: it is read as browsers do.
                Err(error) if kind == Kind::Epub => {
                    let mut page = part(name, Kind::Html, decoded, styles.clone(), &mut n_left)?;
                    page.fault = Some(error.to_string());
                    fault.get_or_insert(error);
                    page
                }
                checked => {
                    checked?;
                    part(name, part_kind, decoded, styles.clone(), &mut n_left)?
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
                let (blocks, _) = blocks::told_apart(plain::paragraphs(&text, 0..text.len()));
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
}

/// Makes sure that what must be XML is.
fn check(name: &str, kind: Kind, decoded: &Decoded) -> Result<(), DocumentError> {
    let must_be_xml = matches!(kind, Kind::Xml | Kind::Epub | Kind::Docx | Kind::Odt);
    if must_be_xml && let Err((at, what)) = wellformed::check_xml(&decoded.text) {
        let (line, column) = line_column(&decoded.text, at);
        let part = if name.is_empty() { String::new() } else { format!("{name}: ") };
        return Err(DocumentError::Xml { part, line, column, what });
    }
    Ok(())
}

/// `styles` are those that stand outside of the part; `n_left` counts down the blocks that a document may have.
fn part(
    name: String,
    kind: Kind,
    decoded: Decoded,
    mut styles: Styles,
    n_left: &mut usize,
) -> Result<Part, DocumentError> {
    match kind {
        Kind::Html | Kind::Epub => styles.add_page(&decoded.text),
        Kind::Odt => styles.add_odt(&decoded.text),
        _ => {}
    }
    let read = blocks::blocks(&decoded.text, kind, styles, *n_left);
    let (blocks, wordless) =
        read.ok_or_else(|| DocumentError::TooManyBlocks { part: name.clone(), most: MAX_BLOCKS })?;
    *n_left = n_left.saturating_sub(blocks.len() + wordless.len());
    Ok(Part { name, kind, decoded, blocks, wordless, fault: None })
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
