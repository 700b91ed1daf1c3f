//! Cuts the text of a part into blocks and remembers where each piece of a block stands.

use super::flow::Flow;
use super::styles::Styles;
use super::{Kind, elements, markdown, plain};
use std::ops::Range;

/// What a block is to the work that the document holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Its text.
    #[default]
    Text,
    /// A footnote or an endnote.
    Note,
    /// What an editor remarked beside the text.
    Comment,
    /// What says again what stands elsewhere: an entry of a table of contents, a running head.
    Repeat,
}

/// A stretch of a block's text and the bytes of the part that it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it begins in the block's text.
    pub at: usize,
    /// The bytes of the part's text.
    pub raw: Range<usize>,
    /// Whether the bytes are the text itself; else they are an entity that stands for one character, or there are none: then
    /// an element stands for the character (`<br>`), and the piece is never edited.
    pub is_verbatim: bool,
}

impl Piece {
    fn stands_for_element(&self) -> bool {
        !self.is_verbatim && self.raw.is_empty()
    }
}

/// A paragraph, heading, cell or line: text that is read as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The text, entities decoded and markup left out; figures that markup raises are raised figures.
    pub text: String,
    /// Where it comes from; in order and without gaps in `text`.
    pub pieces: Vec<Piece>,
    /// What it is to the work.
    pub role: Role,
    /// Whether markup says that it is a heading.
    pub is_heading: bool,
    /// Whether the ends of its lines are white space like any other, as in markup outside of `pre`.
    pub is_running: bool,
    /// Ranges of `text` that stand in a quotation element.
    pub quoted: Vec<Range<usize>>,
    /// Ranges of `text` that stand in an element for titles of works or references to them, or are what a link is known by.
    pub titles: Vec<Range<usize>>,
    /// Ranges of `text` in italics, in order.
    pub italics: Vec<Range<usize>>,
    /// Ranges of `text` in bold letters, in order.
    pub bolds: Vec<Range<usize>>,
    /// The language that the document says the block is in (`lang`, `xml:lang`, `w:lang`), as it is written there.
    pub lang: Option<String>,
    /// The row and the cell of a table in which it stands, numbered through the part.
    pub cell: Option<(usize, usize)>,
    /// Ranges of `text` in elements that take no markup for names (`w` and `placeName` in TEI).
    pub closed: Vec<Range<usize>>,
    /// Ranges of `text` of which the document says that they are in another language.
    pub foreign: Vec<Range<usize>>,
    /// The bytes of the part that are sections of characters in which nothing is markup (`CDATA`).
    pub cdata: Vec<Range<usize>>,
    /// The prefix that XML gives the elements where the block stands, with its colon (`tei:`); empty when there is none.
    pub prefix: String,
}

impl Block {
    fn piece_end(&self, idx: usize) -> usize {
        self.pieces.get(idx + 1).map_or(self.text.len(), |next| next.at)
    }

    /// Returns the bytes of the part that a range of the text stands for: one range a piece, at least one.
    ///
    /// An empty range gives the place behind the character before it.
    #[must_use]
    pub fn raw_ranges(&self, range: &Range<usize>) -> Option<Vec<Range<usize>>> {
        if range.is_empty() && self.piece_before(range.start).is_some_and(Piece::stands_for_element) {
            return self.beside_element(range.start).map(|place| std::iter::once(place).collect());
        }
        let mut ranges = Vec::new();
        let first = self.pieces.partition_point(|piece| piece.at < range.start).saturating_sub(1);
        let touched = self.pieces.iter().enumerate().skip(first).take_while(|(_, piece)| piece.at <= range.end);
        for (idx, piece) in touched {
            let end = self.piece_end(idx);
            let (from, to) = (range.start.max(piece.at), range.end.min(end));
            if piece.stands_for_element() {
                continue;
            }
            let touches = if range.is_empty() {
                // Insert at the end of the piece that holds the character before, or at the very start.
                (piece.at < range.start && range.start <= end) || (range.start == 0 && idx == 0)
            } else {
                from < to
            };
            if !touches {
                continue;
            }
            ranges.push(match (piece.is_verbatim, range.is_empty()) {
                (true, _) => piece.raw.start + (from - piece.at)..piece.raw.start + (to.max(from) - piece.at),
                (false, true) => piece.raw.end..piece.raw.end,
                (false, false) => piece.raw.clone(),
            });
        }
        // Pieces that stand side by side are one range.
        ranges.dedup_by(|next, last| {
            let joins = last.end == next.start;
            if joins {
                last.end = next.end;
            }
            joins
        });
        (!ranges.is_empty()).then_some(ranges)
    }

    /// Makes one range of italics or bold letters of each that markup divides, as the runs of a DOCX do.
    pub(super) fn join_letters(&mut self) {
        for ranges in [&mut self.italics, &mut self.bolds] {
            ranges.sort_by_key(|range| (range.start, range.end));
            ranges.dedup_by(|next, last| {
                let is_joined = next.start <= last.end || self.text[last.end..next.start].trim().is_empty();
                if is_joined {
                    last.end = last.end.max(next.end);
                }
                is_joined
            });
        }
    }

    /// Tells whether bytes of the part stand in a section of characters.
    pub(super) fn is_cdata(&self, raw: &Range<usize>) -> bool {
        self.cdata.iter().any(|section| section.start <= raw.start && raw.end <= section.end)
    }

    /// Returns the piece that holds the character before a place.
    fn piece_before(&self, at: usize) -> Option<&Piece> {
        self.pieces[..self.pieces.partition_point(|piece| piece.at < at)].last()
    }

    /// Returns the place of an insertion behind an element that stands for a character: where the text goes on, else where it ended.
    fn beside_element(&self, at: usize) -> Option<Range<usize>> {
        let idx = self.pieces.partition_point(|piece| piece.at < at);
        let is_text = |piece: &&Piece| !piece.stands_for_element();
        let next = self.pieces[idx..].iter().find(is_text).map(|piece| piece.raw.start);
        let place = next.or_else(|| self.pieces[..idx].iter().rev().find(is_text).map(|piece| piece.raw.end))?;
        Some(place..place)
    }

    /// Adds text as it is written. A soft hyphen inside a word is no character of it: it belongs to the letter behind it.
    pub(super) fn push_verbatim(&mut self, text: &str, raw: Range<usize>) {
        const SOFT: &[u8] = "\u{AD}".as_bytes();
        let mut from = raw.start;
        for found in memchr::memchr_iter(SOFT[1], &text.as_bytes()[raw.clone()]) {
            let behind = raw.start + found + 1;
            let hyphen = behind.saturating_sub(SOFT.len());
            let is_soft = hyphen > from && text.as_bytes()[hyphen..].starts_with(SOFT);
            let letter =
                if is_soft { text[behind..raw.end].chars().next().filter(|next| next.is_alphabetic()) } else { None };
            if let Some(letter) = letter {
                self.push_run(text, from..hyphen);
                from = behind + letter.len_utf8();
                self.push_character(letter, hyphen..from);
            }
        }
        self.push_run(text, from..raw.end);
    }

    fn push_run(&mut self, text: &str, raw: Range<usize>) {
        if raw.is_empty() {
            return;
        }
        self.push_piece(Piece { at: self.text.len(), raw: raw.clone(), is_verbatim: true });
        self.text.push_str(&text[raw]);
    }

    /// Adds a character that an entity stands for, or an element, which has no bytes.
    pub(super) fn push_character(&mut self, character: char, raw: Range<usize>) {
        self.push_piece(Piece { at: self.text.len(), raw, is_verbatim: false });
        self.text.push(character);
    }

    /// Most blocks have one piece, and a document may have millions of them.
    fn push_piece(&mut self, piece: Piece) {
        if self.pieces.is_empty() {
            self.pieces.reserve_exact(1);
        }
        self.pieces.push(piece);
    }

    /// Tells whether the last thing in the block, white space aside, is an element that breaks the line.
    pub(super) fn ends_with_break(&self) -> bool {
        let is_blank = |piece: &&Piece| {
            let end = self.text[piece.at..].trim();
            end.is_empty()
        };
        self.pieces
            .iter()
            .rev()
            .take_while(is_blank)
            .any(|piece| piece.stands_for_element() && self.text[piece.at..].starts_with('\n'))
    }
}

/// Cuts the text of a part into blocks, and those that hold words apart from those that do not ([`Part::wordless`]).
///
/// [`Part::wordless`]: super::Part::wordless
///
/// Nothing when markup has more than `most`.
pub(super) fn blocks(text: &str, kind: Kind, styles: Styles, most: usize) -> Option<(Vec<Block>, Vec<Block>)> {
    let blocks = match kind {
        Kind::Plain => plain::paragraphs(text, 0..text.len()),
        Kind::Markdown => markdown::markdown(text),
        _ => Flow::new(kind, kind == Kind::Xml && elements::is_tei(text), styles).blocks(text, most)?,
    };
    Some(told_apart(blocks))
}

/// Returns the blocks that hold words, and of the others those that show something.
pub(super) fn told_apart(mut blocks: Vec<Block>) -> (Vec<Block>, Vec<Block>) {
    let has_words = |block: &Block| {
        let is_told = if block.cell.is_some() { char::is_alphanumeric } else { char::is_alphabetic };
        block.text.chars().any(is_told)
    };
    let is_seen = |character: char| {
        !character.is_whitespace()
            && !character.is_control()
            && !matches!(character, '\u{AD}' | '\u{200B}' | '\u{FEFF}')
    };
    let wordless = blocks.extract_if(.., |block| !has_words(block));
    let wordless = wordless.filter(|block| block.text.contains(is_seen)).collect();
    (blocks, wordless)
}
