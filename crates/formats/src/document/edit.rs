//! Edits of a document: [`Document::apply`] writes the file with exactly these, and [`unsplice`] takes them back.

use super::archive::Packed;
use super::{Document, DocumentError, Kind, Part, elements, markup};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

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

impl Document {
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
                        _ => part.decoded.with_references(markup::escape_text(text)),
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
                let tags = [before, after].map(|tag| part.decoded.with_references(tag.clone()));
                let whole = elements::nested(part.kind, &part.decoded.text, &ranges);
                let wrapped = whole.map_or(ranges, |whole| std::iter::once(whole).collect());
                wrapped
                    .into_iter()
                    .flat_map(|range| {
                        [(range.start, &tags[0]), (range.end, &tags[1])].map(|(at, tag)| {
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
