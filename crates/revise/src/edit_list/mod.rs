//! The list of edits that stays behind: what was changed, where, and how to take it back.
//!
//! It is a W3C Web Annotation collection (JSON-LD, <https://www.w3.org/TR/annotation-model/>): one annotation an edit, or a name
//! that is only identified because the format has no markup for it, with a
//! `TextQuoteSelector` for people and a `TextPositionSelector` whose offsets count the Unicode characters of the part's decoded text
//! before the edit. Under `thaw:` it keeps what an exact undo needs: checksums of the file before and after, the encoding, and for
//! containers (EPUB, DOCX, ODT) the packed bytes of each changed entry, in hexadecimal.
//!
//! It is written while the document is ([`ListWriter`]) and read while the original is written ([`undo()`]): memory does not
//! grow with the number of edits.

mod checksum;
mod undo;

pub use undo::{UndoError, is_as_left, is_original, undo};

use checksum::Checksum;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};
use thaw_formats::document::{Document, Edited, Splice};

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
const NAMESPACE: &str = "urn:thaw:edit-list:1#";
/// How many characters before and after an edit are quoted.
const QUOTED: usize = 24;

/// What stands in the list before the edits.
#[derive(Serialize)]
struct Head<'w> {
    #[serde(rename = "@context")]
    context: (&'static str, BTreeMap<&'static str, &'static str>),
    #[serde(rename = "type")]
    kind: &'static str,
    /// What was done, in one line.
    label: &'w str,
    /// The name of the file that was read.
    #[serde(rename = "thaw:source")]
    source: &'w str,
    /// How the checksums are made.
    #[serde(rename = "thaw:checksum")]
    checksum: &'static str,
    #[serde(rename = "thaw:encoding", skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    /// Whether a text began with a byte order mark.
    #[serde(rename = "thaw:mark", skip_serializing_if = "Option::is_none")]
    mark: Option<bool>,
    #[serde(rename = "thaw:originals", skip_serializing_if = "BTreeMap::is_empty")]
    originals: BTreeMap<&'w str, Original>,
}

/// One edit.
#[derive(Serialize)]
struct Annotation<'w> {
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    body: Body<'w>,
    target: Target<'w>,
    /// The first byte in the decoded text before the edits.
    #[serde(rename = "thaw:start")]
    start: usize,
}

#[derive(Serialize)]
struct Body<'w> {
    #[serde(rename = "type")]
    kind: &'static str,
    value: &'w str,
    /// What is known of the text: `id` of the place, `thaw:when`, `thaw:now`, and `thaw:reason`, why the place is meant.
    #[serde(flatten)]
    about: BTreeMap<&'w str, &'w str>,
}

#[derive(Serialize)]
struct Target<'w> {
    source: &'w str,
    selector: (QuoteSelector<'w>, PositionSelector),
}

#[derive(Serialize)]
struct QuoteSelector<'w> {
    #[serde(rename = "type")]
    kind: &'static str,
    exact: &'w str,
    prefix: &'w str,
    suffix: &'w str,
}

#[derive(Serialize)]
struct PositionSelector {
    #[serde(rename = "type")]
    kind: &'static str,
    start: usize,
    end: usize,
}

/// An entry of a container before the edits, packed; `data` is in hexadecimal.
#[derive(Serialize, Deserialize)]
struct Original {
    data: String,
    method: u16,
    crc: u32,
    size: u32,
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Writes the list of the edits of one file, which may come in pieces.
pub struct ListWriter<'w, W: Write> {
    out: W,
    source: &'w str,
    label: String,
    has_head: bool,
    before: Checksum,
    after: Checksum,
    /// Bytes and characters of decoded text in the pieces so far.
    n_bytes: usize,
    n_characters: usize,
    n_edits: usize,
    /// The edit that is being written: what goes out in one piece costs less than in fifty.
    edit: Vec<u8>,
}

impl<'w, W: Write> ListWriter<'w, W> {
    /// Starts a list. `source` is the name of the file that is edited, `label` says in one line what is done.
    pub fn new(out: W, source: &'w str, label: String) -> Self {
        let (before, after) = (Checksum::new(), Checksum::new());
        Self {
            out,
            source,
            label,
            has_head: false,
            before,
            after,
            n_bytes: 0,
            n_characters: 0,
            n_edits: 0,
            edit: Vec::new(),
        }
    }

    /// Adds a whole document, or the next piece of one: its bytes before, and what was edited in it.
    ///
    /// # Errors
    /// When the list cannot be written.
    pub fn add(&mut self, before: &[u8], document: &Document, edited: &Edited) -> io::Result<()> {
        self.before.update(before);
        self.after.update(&edited.bytes);
        if !self.has_head {
            self.head(document, edited)?;
        }
        let mut counter = Characters::default();
        for splice in &edited.splices {
            let Some(part) = document.parts.get(splice.part) else { continue };
            self.edit(splice, &part.name, &part.decoded.text, &mut counter)?;
        }
        if let Some(part) = document.parts.first() {
            self.n_bytes += part.decoded.text.len();
            self.n_characters += part.decoded.text.chars().count();
        }
        Ok(())
    }

    /// Ends the list and returns how many edits it holds.
    ///
    /// # Errors
    /// When the list cannot be written.
    pub fn finish(mut self) -> io::Result<usize> {
        let (before, after) = (self.before.finish(), self.after.finish());
        let end = if self.n_edits == 0 { "" } else { "\n  " };
        writeln!(self.out, "{end}],\n  \"thaw:before\": \"{before}\",\n  \"thaw:after\": \"{after}\"\n}}")?;
        Ok(self.n_edits)
    }

    fn head(&mut self, document: &Document, edited: &Edited) -> io::Result<()> {
        let encoding = match document.parts.first() {
            Some(part) if !document.kind.is_container() => Some(part.decoded.encoding.name()),
            _ => None,
        };
        let mark = encoding.and(document.parts.first()).map(|part| !part.decoded.mark.is_empty());
        let originals = edited.originals.iter().map(|(name, packed)| {
            let data = hex(&packed.data);
            (name.as_str(), Original { data, method: packed.method, crc: packed.crc, size: packed.size })
        });
        let head = Head {
            context: (CONTEXT, BTreeMap::from([("thaw", NAMESPACE)])),
            kind: "AnnotationCollection",
            label: &self.label,
            source: self.source,
            checksum: checksum::BLAKE3,
            encoding,
            mark,
            originals: originals.collect(),
        };
        let head = serde_json::to_string_pretty(&head)?;
        write!(self.out, "{},\n  \"items\": [", head.trim_end_matches('}').trim_end())?;
        self.has_head = true;
        Ok(())
    }

    fn edit(&mut self, splice: &Splice, part: &str, text: &str, counter: &mut Characters) -> io::Result<()> {
        let start = counter.at(splice.part, text, splice.range.start);
        let end = start + splice.old.chars().count();
        let before = text.get(..splice.range.start).unwrap_or_default();
        let prefix = before.char_indices().rev().take(QUOTED).last().map_or("", |(at, _)| &before[at..]);
        let after = text.get(splice.range.end..).unwrap_or_default();
        let suffix = after.char_indices().nth(QUOTED).map_or(after, |(at, _)| &after[..at]);
        let source = match part {
            "" => Cow::Borrowed(self.source),
            part => Cow::Owned(format!("{}#{part}", self.source)),
        };
        let about = splice.about.iter().flat_map(|about| about.iter());
        let annotation = Annotation {
            kind: "Annotation",
            motivation: if splice.new == splice.old { "identifying" } else { "editing" },
            body: Body {
                kind: "TextualBody",
                value: &splice.new,
                about: about.map(|(key, value)| (*key, value.as_str())).collect(),
            },
            target: Target {
                source: &source,
                selector: (
                    QuoteSelector { kind: "TextQuoteSelector", exact: &splice.old, prefix, suffix },
                    PositionSelector {
                        kind: "TextPositionSelector",
                        start: self.n_characters + start,
                        end: self.n_characters + end,
                    },
                ),
            },
            start: self.n_bytes + splice.range.start,
        };
        self.edit.clear();
        self.edit.extend_from_slice(if self.n_edits == 0 { b"\n    " } else { b",\n    " });
        serde_json::to_writer(&mut self.edit, &annotation)?;
        self.n_edits += 1;
        self.out.write_all(&self.edit)
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use thaw_formats::document::{Edit, Kind, Replacement};

    fn list(bytes: &[u8], document: &Document, edited: &Edited) -> Vec<u8> {
        let mut list = Vec::new();
        let mut writer = ListWriter::new(&mut list, "a.txt", String::new());
        writer.add(bytes, document, edited).unwrap();
        writer.finish().unwrap();
        list
    }

    fn undone(list: &[u8], after: &[u8]) -> Result<Vec<u8>, UndoError> {
        let mut original = Vec::new();
        undo(list, after, &mut original).map(|()| original)
    }

    proptest! {
        #[test]
        fn undo_gives_back_any_original(
            text in "(\\PC|[\\n<>&;\u{feff}]){0,80}",
            marks in prop::collection::vec((0..400_usize, "\\PC{0,6}"), 0..6),
            kind in 0..3_usize,
            encoding in 0..3_usize,
        ) {
            let kind = [Kind::Plain, Kind::Markdown, Kind::Html][kind];
            let bytes = match encoding {
                0 => text.clone().into_bytes(),
                1 => [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
                _ => ["\u{feff}", &text].concat().into_bytes(),
            };
            let document = Document::read(bytes.clone(), kind, None).unwrap();
            let mut edits = Vec::new();
            for (block_idx, block) in document.parts[0].blocks.iter().enumerate() {
                let mut free = 0;
                for (at, new) in &marks {
                    let ends: Vec<usize> = block.text.char_indices().map(|(at, _)| at).chain([block.text.len()]).collect();
                    let start = ends[at % ends.len()];
                    let end = ends[(at % ends.len() + 2).min(ends.len() - 1)];
                    if start >= free && start < end {
                        edits.push(Edit { part: 0, block: block_idx, range: start..end, new: Replacement::Text(new.clone()), about: None });
                        free = end;
                    }
                }
            }
            let edited = document.apply(&edits).unwrap();
            let list = list(&bytes, &document, &edited);
            prop_assert!(serde_json::from_slice::<serde_json::Value>(&list).is_ok());
            prop_assert_eq!(undone(&list, &edited.bytes).unwrap(), bytes);
        }

        #[test]
        fn a_list_that_was_changed_gives_an_error_or_the_original(at in 0..2_000_usize, byte in 0..=255_u8) {
            let text = "Поезд из Сталино опоздал.\n";
            let document = Document::read(text.as_bytes(), Kind::Plain, None).unwrap();
            let range = text.find("Сталино").unwrap()..text.find(" опоздал").unwrap();
            let edit = Edit { part: 0, block: 0, range, new: Replacement::Text("Донецка".to_owned()), about: None };
            let edited = document.apply(&[edit]).unwrap();
            let mut list = list(text.as_bytes(), &document, &edited);
            let at = at % list.len();
            list[at] = byte;
            if let Ok(original) = undone(&list, &edited.bytes) {
                prop_assert_eq!(original, text.as_bytes());
            }
        }
    }

    #[test]
    fn a_list_of_an_earlier_version_is_understood() {
        let text = "Поезд из Сталино опоздал.\n";
        let document = Document::read(text.as_bytes(), Kind::Plain, None).unwrap();
        let range = text.find("Сталино").unwrap()..text.find(" опоздал").unwrap();
        let edit = Edit { part: 0, block: 0, range, new: Replacement::Text("Донецка".to_owned()), about: None };
        let edited = document.apply(&[edit]).unwrap();
        let mut list: serde_json::Value = serde_json::from_slice(&list(text.as_bytes(), &document, &edited)).unwrap();
        let sha256 = |bytes: &[u8]| Checksum::named(None).unwrap().of(bytes).into();
        let fields = list.as_object_mut().unwrap();
        fields.remove("thaw:checksum");
        fields.insert("thaw:before".to_owned(), sha256(text.as_bytes()));
        fields.insert("thaw:after".to_owned(), sha256(&edited.bytes));
        assert_eq!(undone(&serde_json::to_vec(&list).unwrap(), &edited.bytes).unwrap(), text.as_bytes());
        list["thaw:checksum"] = "CRC-8".into();
        let refused = undone(&serde_json::to_vec(&list).unwrap(), &edited.bytes);
        assert!(matches!(refused, Err(UndoError::BadList(why)) if why.contains("CRC-8")));
    }

    #[test]
    fn another_file_is_refused() {
        let document = Document::read(b"Stalino", Kind::Plain, None).unwrap();
        let edited = document.apply(&[]).unwrap();
        let list = list(b"Stalino", &document, &edited);
        assert!(matches!(undone(&list, b"Donetsk"), Err(UndoError::OtherFile { .. })));
        let range = 0..7;
        let edit = Edit { part: 0, block: 0, range, new: Replacement::Text("Donetsk".to_owned()), about: None };
        let edited = document.apply(&[edit]).unwrap();
        let list = self::list(b"Stalino", &document, &edited);
        assert!(matches!(undone(&list, b"Makiivka"), Err(UndoError::OtherFile { .. })));
        assert_eq!(undone(&list, b"Donetsk").unwrap(), b"Stalino");
    }
}
