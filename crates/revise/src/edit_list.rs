//! The list of edits that stays behind: what was changed, where, and how to take it back.
//!
//! It is a W3C Web Annotation collection (JSON-LD, <https://www.w3.org/TR/annotation-model/>): one annotation an edit, or a name
//! that is only identified because the format has no markup for it, with a
//! `TextQuoteSelector` for people and a `TextPositionSelector` whose offsets count the Unicode characters of the part's decoded text
//! before the edit. Under `thaw:` it keeps what an exact undo needs: SHA-256 of the file before and after, the encoding, and for
//! containers (EPUB, DOCX, ODT) the packed bytes of each changed entry, in hexadecimal.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use thaw_formats::document::archive::{Archive, ArchiveError, Packed};
use thaw_formats::document::encoding::{self, EncodingError};
use thaw_formats::document::{Document, Edited, Splice, unsplice};

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
const NAMESPACE: &str = "urn:thaw:edit-list:1#";
/// How many characters before and after an edit are quoted.
const QUOTED: usize = 24;

/// A list of the edits of one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EditList {
    #[serde(rename = "@context")]
    context: (String, BTreeMap<String, String>),
    #[serde(rename = "type")]
    kind: String,
    /// What was done, in one line.
    pub label: String,
    /// The name of the file that was read.
    #[serde(rename = "thaw:source")]
    pub source: String,
    /// SHA-256 of the file before the edits, in hexadecimal.
    #[serde(rename = "thaw:before")]
    pub before: String,
    /// SHA-256 of the file after the edits.
    #[serde(rename = "thaw:after")]
    pub after: String,
    #[serde(rename = "thaw:encoding", default, skip_serializing_if = "Option::is_none")]
    encoding: Option<String>,
    #[serde(rename = "thaw:originals", default, skip_serializing_if = "BTreeMap::is_empty")]
    originals: BTreeMap<String, Original>,
    /// The edits, in the order of the file.
    pub items: Vec<Annotation>,
}

/// One edit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Annotation {
    #[serde(rename = "type")]
    kind: String,
    motivation: String,
    body: Body,
    target: Target,
    #[serde(rename = "thaw:start")]
    start: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Body {
    #[serde(rename = "type")]
    kind: String,
    value: String,
    /// What is known of the text: `id` of the place, `thaw:when`, `thaw:now`.
    #[serde(flatten)]
    beside: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Target {
    source: String,
    selector: (QuoteSelector, PositionSelector),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct QuoteSelector {
    #[serde(rename = "type")]
    kind: String,
    exact: String,
    prefix: String,
    suffix: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct PositionSelector {
    #[serde(rename = "type")]
    kind: String,
    start: usize,
    end: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Original {
    data: String,
    method: u16,
    crc: u32,
    size: u32,
}

/// Why the original cannot be given back.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UndoError {
    /// The file is not the one that the edits made.
    #[error("the file is not what the edits left behind: its SHA-256 is {found}, expected {expected}")]
    OtherFile {
        /// What the file's hash is.
        found: String,
        /// What the list says.
        expected: String,
    },
    /// The list itself does not fit the file; it was changed.
    #[error("the edit list does not fit the file: {0}")]
    BadList(String),
    /// The file cannot be decoded.
    #[error(transparent)]
    Encoding(#[from] EncodingError),
    /// The container is damaged.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

/// Returns the SHA-256 of bytes in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    let value = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    digits.len().is_multiple_of(2).then_some(())?;
    digits.chunks_exact(2).map(|pair| Some(value(pair[0])? << 4 | value(pair[1])?)).collect()
}

impl EditList {
    /// Lists the edits that were made in a document. `before` is the whole file as it was read.
    #[must_use]
    pub fn new(source: &str, before: &[u8], document: &Document, edited: &Edited, label: String) -> Self {
        let originals = edited
            .originals
            .iter()
            .map(|(name, packed)| {
                let data = hex(&packed.data);
                (name.clone(), Original { data, method: packed.method, crc: packed.crc, size: packed.size })
            })
            .collect();
        let encoding = match document.parts.first() {
            Some(part) if !document.kind.is_container() => Some(part.decoded.encoding.name().to_owned()),
            _ => None,
        };
        let mut items = Vec::with_capacity(edited.splices.len());
        let mut counter = Characters::default();
        for splice in &edited.splices {
            let Some(part) = document.parts.get(splice.part) else { continue };
            items.push(annotation(splice, source, &part.name, &part.decoded.text, &mut counter));
        }
        Self {
            context: (CONTEXT.to_owned(), BTreeMap::from([("thaw".to_owned(), NAMESPACE.to_owned())])),
            kind: "AnnotationCollection".to_owned(),
            label,
            source: source.to_owned(),
            before: sha256(before),
            after: sha256(&edited.bytes),
            encoding,
            originals,
            items,
        }
    }

    /// Gives back the original file, exactly.
    ///
    /// # Errors
    /// When `after` is not the file that the edits made, or the list was changed.
    pub fn undo(&self, after: &[u8]) -> Result<Vec<u8>, UndoError> {
        let found = sha256(after);
        if found != self.after {
            return Err(UndoError::OtherFile { found, expected: self.after.clone() });
        }
        let original = if self.before == self.after {
            after.to_vec()
        } else if self.originals.is_empty() {
            self.undo_text(after)?
        } else {
            let mut packed = BTreeMap::new();
            for (name, original) in &self.originals {
                let bad = || UndoError::BadList(format!("the packed bytes of `{name}` are not hexadecimal"));
                let data = unhex(&original.data).ok_or_else(bad)?;
                let (method, crc, size) = (original.method, original.crc, original.size);
                packed.insert(name.clone(), Packed { data, method, crc, size });
            }
            Archive::read(after.to_vec())?.replace(&packed)?
        };
        let found = sha256(&original);
        if found != self.before {
            return Err(UndoError::BadList("taking back its edits does not give the original".to_owned()));
        }
        Ok(original)
    }

    fn undo_text(&self, after: &[u8]) -> Result<Vec<u8>, UndoError> {
        let decoded = encoding::decode(after, self.encoding.as_deref())?;
        let splices: Vec<Splice> = self
            .items
            .iter()
            .map(|item| {
                let old = item.target.selector.0.exact.clone();
                let end = item.start.saturating_add(old.len());
                let new = item.body.value.clone();
                Splice { part: 0, range: item.start..end, old, new, beside: BTreeMap::new() }
            })
            .collect();
        let text = unsplice(&decoded.text, &splices)
            .ok_or_else(|| UndoError::BadList("an edit is not where the list says".to_owned()))?;
        decoded.encode(&text).ok_or_else(|| UndoError::BadList("the old text cannot be encoded".to_owned()))
    }
}

/// Lists the edits of a plain text that is read in pieces; see [`crate::stream`].
pub(crate) struct Recorder {
    list: EditList,
    before: Sha256,
    after: Sha256,
    n_bytes: usize,
    n_characters: usize,
}

impl Recorder {
    pub(crate) fn new(source: &str, label: String) -> Self {
        let list = EditList {
            context: (CONTEXT.to_owned(), BTreeMap::from([("thaw".to_owned(), NAMESPACE.to_owned())])),
            kind: "AnnotationCollection".to_owned(),
            label,
            source: source.to_owned(),
            before: String::new(),
            after: String::new(),
            encoding: None,
            originals: BTreeMap::new(),
            items: Vec::new(),
        };
        Self { list, before: Sha256::new(), after: Sha256::new(), n_bytes: 0, n_characters: 0 }
    }

    /// Adds the next piece of the file: its bytes before, and what was edited in it.
    pub(crate) fn add(&mut self, before: &[u8], piece: &Document, edited: &Edited) {
        self.before.update(before);
        self.after.update(&edited.bytes);
        let Some(part) = piece.parts.first() else { return };
        self.list.encoding.get_or_insert_with(|| part.decoded.encoding.name().to_owned());
        let mut counter = Characters::default();
        for splice in &edited.splices {
            let mut item = annotation(splice, &self.list.source, "", &part.decoded.text, &mut counter);
            item.start += self.n_bytes;
            item.target.selector.1.start += self.n_characters;
            item.target.selector.1.end += self.n_characters;
            self.list.items.push(item);
        }
        self.n_bytes += part.decoded.text.len();
        self.n_characters += part.decoded.text.chars().count();
    }

    pub(crate) fn finish(self) -> EditList {
        EditList { before: hex(&self.before.finalize()), after: hex(&self.after.finalize()), ..self.list }
    }
}

/// Counts the characters before a byte offset; offsets of one part come in order, so all are counted once.
#[derive(Default)]
struct Characters {
    part: usize,
    byte: usize,
    n_before: usize,
}

impl Characters {
    fn at(&mut self, part: usize, text: &str, byte: usize) -> usize {
        if part != self.part || byte < self.byte {
            *self = Self { part, byte: 0, n_before: 0 };
        }
        self.n_before += text.get(self.byte..byte).map_or(0, |between| between.chars().count());
        self.byte = byte;
        self.n_before
    }
}

fn annotation(splice: &Splice, source: &str, part: &str, text: &str, counter: &mut Characters) -> Annotation {
    let start = counter.at(splice.part, text, splice.range.start);
    let end = start + splice.old.chars().count();
    let before = text.get(..splice.range.start).unwrap_or_default();
    let prefix: Vec<char> = before.chars().rev().take(QUOTED).collect();
    let suffix = text.get(splice.range.end..).unwrap_or_default().chars().take(QUOTED).collect();
    let source = if part.is_empty() { source.to_owned() } else { format!("{source}#{part}") };
    Annotation {
        kind: "Annotation".to_owned(),
        motivation: if splice.beside.is_empty() { "editing" } else { "identifying" }.to_owned(),
        body: Body { kind: "TextualBody".to_owned(), value: splice.new.clone(), beside: splice.beside.clone() },
        target: Target {
            source,
            selector: (
                QuoteSelector {
                    kind: "TextQuoteSelector".to_owned(),
                    exact: splice.old.clone(),
                    prefix: prefix.into_iter().rev().collect(),
                    suffix,
                },
                PositionSelector { kind: "TextPositionSelector".to_owned(), start, end },
            ),
        },
        start: splice.range.start,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use thaw_formats::document::{Edit, Kind, Replacement};

    proptest! {
        #[test]
        fn undo_gives_back_any_original(text in "(\\PC|[\\n<>&;]){0,80}", marks in prop::collection::vec((0..400_usize, "\\PC{0,6}"), 0..6), kind in 0..3_usize) {
            let kind = [Kind::Plain, Kind::Markdown, Kind::Html][kind];
            let bytes = text.clone().into_bytes();
            let document = Document::read(bytes.clone(), kind, None).unwrap();
            let mut edits = Vec::new();
            for (block_idx, block) in document.parts[0].blocks.iter().enumerate() {
                let mut free = 0;
                for (at, new) in &marks {
                    let ends: Vec<usize> = block.text.char_indices().map(|(at, _)| at).chain([block.text.len()]).collect();
                    let start = ends[at % ends.len()];
                    let end = ends[(at % ends.len() + 2).min(ends.len() - 1)];
                    if start >= free && start < end {
                        edits.push(Edit { part: 0, block: block_idx, range: start..end, new: Replacement::Text(new.clone()) });
                        free = end;
                    }
                }
            }
            let edited = document.apply(&edits).unwrap();
            let list = EditList::new("a.txt", &bytes, &document, &edited, String::new());
            let list: EditList = serde_json::from_str(&serde_json::to_string(&list).unwrap()).unwrap();
            prop_assert_eq!(list.undo(&edited.bytes).unwrap(), bytes);
        }
    }

    #[test]
    fn another_file_is_refused() {
        let document = Document::read(b"Stalino".to_vec(), Kind::Plain, None).unwrap();
        let edited = document.apply(&[]).unwrap();
        let list = EditList::new("a.txt", b"Stalino", &document, &edited, String::new());
        assert!(matches!(list.undo(b"Donetsk"), Err(UndoError::OtherFile { .. })));
    }
}
