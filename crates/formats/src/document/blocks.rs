//! Cuts the text of a part into blocks and remembers where each piece of a block stands.

use super::Kind;
use super::markup::{Scanner, Token, entity};
use super::metadata;
use std::ops::Range;

/// A stretch of a block's text and the bytes of the part that it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it begins in the block's text.
    pub at: usize,
    /// The bytes of the part's text.
    pub raw: Range<usize>,
    /// Whether the bytes are the text itself; else they are an entity that stands for one character.
    pub is_verbatim: bool,
}

/// A paragraph, heading, cell or line: text that is read as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The text, entities decoded and markup left out.
    pub text: String,
    /// Where it comes from; in order and without gaps in `text`.
    pub pieces: Vec<Piece>,
    /// The elements that enclose the block's first text, outermost first (`body/div/p`); empty in plain text.
    pub path: Vec<String>,
    /// Ranges of `text` that stand in a quotation element.
    pub quoted: Vec<Range<usize>>,
    /// Ranges of `text` that stand in an element for titles of works or references to them.
    pub titles: Vec<Range<usize>>,
    /// The language that the document says the block is in (`lang`, `xml:lang`, `w:lang`), as it is written there.
    pub lang: Option<String>,
    /// Ranges of `text` that are raised above the line, as calls of notes are.
    pub raised: Vec<Range<usize>>,
    /// Ranges of `text` of which the document says that they are in another language.
    pub foreign: Vec<Range<usize>>,
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
        let mut ranges = Vec::new();
        for (idx, piece) in self.pieces.iter().enumerate() {
            let end = self.piece_end(idx);
            let (from, to) = (range.start.max(piece.at), range.end.min(end));
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

    fn push_verbatim(&mut self, text: &str, raw: Range<usize>) {
        if raw.is_empty() {
            return;
        }
        self.pieces.push(Piece { at: self.text.len(), raw: raw.clone(), is_verbatim: true });
        self.text.push_str(&text[raw]);
    }
}

/// Cuts the text of a part into blocks; blocks without a letter are left out.
pub(super) fn blocks(text: &str, kind: Kind) -> Vec<Block> {
    let blocks = match kind {
        Kind::Plain => paragraphs(text, 0..text.len()),
        Kind::Markdown => markdown(text),
        _ => Markup::new(text, kind).blocks(),
    };
    blocks.into_iter().filter(|block| block.text.chars().any(char::is_alphabetic)).collect()
}

/// The most bytes of a paragraph of plain text.
const LONG: usize = 64 << 10;

/// Paragraphs end at an empty line; a very long one is cut at a line end, a very long line behind a sentence or a word, so that
/// no block grows without bound.
fn paragraphs(text: &str, range: Range<usize>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut start = range.start;
    let mut at = range.start;
    while at < range.end {
        let line_end = memchr::memchr(b'\n', &text.as_bytes()[at..range.end]).map_or(range.end, |found| at + found + 1);
        let is_empty = text[at..line_end].trim().is_empty();
        if is_empty || line_end - start > LONG {
            let end = if is_empty { at } else { line_end };
            push_cut(&mut blocks, text, start..end);
            start = line_end;
        }
        at = line_end;
    }
    push_cut(&mut blocks, text, start..range.end);
    blocks
}

/// Pushes a paragraph, cut where it is much too long.
fn push_cut(blocks: &mut Vec<Block>, text: &str, mut raw: Range<usize>) {
    while raw.len() > 2 * LONG {
        let end = (raw.start + LONG..raw.end).find(|at| text.is_char_boundary(*at)).unwrap_or(raw.end);
        let piece = &text[raw.start..end];
        let sentence = [". ", "! ", "? "].iter().filter_map(|mark| piece.rfind(mark)).max().map(|at| at + 2);
        let word = || {
            let space = piece.char_indices().rev().find(|(_, character)| character.is_whitespace());
            space.map(|(at, character)| at + character.len_utf8())
        };
        let cut = raw.start + sentence.or_else(word).unwrap_or(piece.len());
        push_block(blocks, text, raw.start..cut);
        raw.start = cut;
    }
    push_block(blocks, text, raw);
}

fn push_block(blocks: &mut Vec<Block>, text: &str, raw: Range<usize>) {
    let mut block = Block::default();
    block.push_verbatim(text, raw);
    if !block.text.is_empty() {
        blocks.push(block);
    }
}

/// Markdown: code, link targets, HTML tags and front matter are no text of the document.
fn markdown(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut block = Block::default();
    let mut at = 0;
    let mut fence: Option<&str> = None;
    let mut in_front_matter = text.starts_with("---\n") || text.starts_with("---\r\n");
    while at < text.len() {
        let line_end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |found| at + found + 1);
        let line = &text[at..line_end];
        let content = line.trim();
        let is_first = at == 0;
        if in_front_matter {
            in_front_matter = is_first || content != "---";
        } else if let Some(open) = fence {
            if content.starts_with(open) && content.trim_start_matches(open).is_empty() {
                fence = None;
            }
        } else if content.starts_with("```") || content.starts_with("~~~") {
            fence = Some(if content.starts_with('`') { "```" } else { "~~~" });
            blocks.push(std::mem::take(&mut block));
        } else if content.is_empty() || line.starts_with("    ") && block.text.is_empty() {
            blocks.push(std::mem::take(&mut block));
        } else {
            inline_markdown(text, at..line_end, &mut block);
        }
        at = line_end;
    }
    blocks.push(block);
    blocks
}

fn inline_markdown(text: &str, line: Range<usize>, block: &mut Block) {
    let bytes = text.as_bytes();
    let mut from = line.start;
    let mut at = line.start;
    while at < line.end {
        let skip_to = match bytes[at] {
            b'`' => {
                let n_ticks = bytes[at..line.end].iter().take_while(|byte| **byte == b'`').count();
                let ticks = &text[at..at + n_ticks];
                text[at + n_ticks..line.end].find(ticks).map(|found| at + n_ticks + found + n_ticks)
            }
            b']' if bytes.get(at + 1) == Some(&b'(') => text[at..line.end].find(')').map(|found| at + found + 1),
            b'<' if bytes.get(at + 1).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/') => {
                text[at..line.end].find('>').map(|found| at + found + 1)
            }
            b'h' if text[at..line.end].starts_with("http://") || text[at..line.end].starts_with("https://") => {
                Some(text[at..line.end].find(char::is_whitespace).map_or(line.end, |found| at + found))
            }
            _ => None,
        };
        if let Some(skip_to) = skip_to {
            block.push_verbatim(text, from..at);
            at = skip_to;
            from = skip_to;
        } else {
            at += 1;
        }
    }
    block.push_verbatim(text, from..line.end);
}

/// Elements that stand within a line of text; every other element begins and ends a block.
const INLINE_HTML: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "meter", "q", "ruby", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
];
const INLINE_XML: &[&str] = &[
    "abbr",
    "add",
    "addName",
    "bibl",
    "c",
    "choice",
    "corr",
    "country",
    "date",
    "del",
    "distinct",
    "emph",
    "expan",
    "foreign",
    "forename",
    "g",
    "geogName",
    "hi",
    "lb",
    "mentioned",
    "milestone",
    "name",
    "num",
    "orgName",
    "orig",
    "pb",
    "persName",
    "placeName",
    "q",
    "quote",
    "ref",
    "reg",
    "region",
    "roleName",
    "rs",
    "s",
    "seg",
    "settlement",
    "sic",
    "soCalled",
    "supplied",
    "surname",
    "term",
    "title",
    "unclear",
    "w",
];
const SKIPPED_HTML: &[&str] =
    &["code", "head", "kbd", "math", "noscript", "samp", "svg", "template", "textarea", "title", "var"];
const SKIPPED_XML: &[&str] = &["teiHeader", "facsimile", "sourceDoc", "standOff"];
const QUOTING: &[&str] = &["q", "quote", "blockquote"];
const TITLING: &[&str] = &["cite", "title", "bibl"];

/// An open element that says something of the text in it, and where that begins in the block's text.
struct Marked {
    depth: usize,
    start: usize,
    mark: Mark,
}

enum Mark {
    Quotation,
    Title,
    Raised,
    /// The language, and whether the element stands within a line of text.
    Lang(String, bool),
}

struct Markup<'a> {
    text: &'a str,
    kind: Kind,
    path: Vec<String>,
    skipped_at: Option<usize>,
    block: Block,
    done: Vec<Block>,
    marked: Vec<Marked>,
}

impl<'a> Markup<'a> {
    fn new(text: &'a str, kind: Kind) -> Self {
        let (block, done) = (Block::default(), Vec::new());
        Self { text, kind, path: Vec::new(), skipped_at: None, block, done, marked: Vec::new() }
    }

    fn is_html(&self) -> bool {
        matches!(self.kind, Kind::Html | Kind::Epub)
    }

    /// Whether an element lets the text run on.
    fn is_inline(&self, name: &str) -> bool {
        match self.kind {
            Kind::Html | Kind::Epub => INLINE_HTML.contains(&name),
            // Only a paragraph or a line break ends the text of a DOCX or ODT.
            Kind::Docx => !matches!(name, "w:p" | "w:br" | "w:tab" | "w:cr" | "w:tc"),
            Kind::Odt => matches!(
                name,
                "text:span"
                    | "text:a"
                    | "text:bookmark"
                    | "text:bookmark-start"
                    | "text:bookmark-end"
                    | "text:soft-page-break"
            ),
            _ => INLINE_XML.contains(&name.rsplit(':').next().unwrap_or(name)),
        }
    }

    fn is_skipped(&self, name: &str) -> bool {
        match self.kind {
            Kind::Html | Kind::Epub => SKIPPED_HTML.contains(&name),
            // Field codes and deleted text are not read.
            Kind::Docx => matches!(name, "w:instrText" | "w:delText" | "w:del"),
            Kind::Odt => matches!(name, "office:meta" | "office:automatic-styles" | "text:tracked-changes"),
            _ => SKIPPED_XML.contains(&name.rsplit(':').next().unwrap_or(name)),
        }
    }

    fn blocks(mut self) -> Vec<Block> {
        let scanner = if self.kind == Kind::Html { Scanner::html(self.text) } else { Scanner::xml(self.text) };
        for token in scanner {
            match token {
                Token::Open { name, empty, range } => {
                    let tag = &self.text[name.end..range.end];
                    let name = self.name(name);
                    let is_inline = self.is_inline(&name);
                    if !is_inline {
                        self.end_block();
                        self.close_implied(&name);
                    }
                    let lang = self.lang(&name, tag);
                    let is_void = self.kind == Kind::Html
                        && matches!(
                            name.as_str(),
                            "br" | "hr"
                                | "img"
                                | "input"
                                | "link"
                                | "meta"
                                | "wbr"
                                | "col"
                                | "area"
                                | "base"
                                | "embed"
                                | "source"
                                | "track"
                        );
                    if !empty && !is_void {
                        let is_raised = name == "sup" || self.kind == Kind::Xml && name == "hi" && tag.contains("sup");
                        self.open(name, lang, is_inline);
                        if is_raised {
                            let (depth, start) = (self.path.len() - 1, self.block.text.len());
                            self.marked.push(Marked { depth, start, mark: Mark::Raised });
                        }
                    }
                }
                Token::Close { name, .. } => {
                    let name = self.name(name);
                    if !self.is_inline(&name) {
                        self.end_block();
                    }
                    self.close(&name);
                }
                Token::Text(range) => self.push(range, true),
                Token::CData(range) => self.push(range, false),
                Token::Other(_) => {}
            }
        }
        self.end_block();
        self.done
    }

    fn name(&self, range: Range<usize>) -> String {
        let name = &self.text[range];
        if self.kind == Kind::Html { name.to_ascii_lowercase() } else { name.to_owned() }
    }

    /// Returns the language that a tag tells of the text in its element. A run of a DOCX tells it in its properties.
    fn lang(&mut self, name: &str, tag: &str) -> Option<String> {
        if self.kind != Kind::Docx {
            // Most tags have no attributes.
            return if tag.contains("lang") { metadata::lang(tag) } else { None };
        }
        if name == "w:lang" && !self.path.iter().any(|open| open == "w:pPr") && self.block.text.is_empty() {
            self.block.lang = metadata::attributes(tag).remove("w:val");
        }
        None
    }

    fn open(&mut self, name: String, lang: Option<String>, is_inline: bool) {
        if self.skipped_at.is_none() && self.is_skipped(&name) {
            self.skipped_at = Some(self.path.len());
        }
        let (depth, start) = (self.path.len(), self.block.text.len());
        let mut add = |mark| self.marked.push(Marked { depth, start, mark });
        if QUOTING.contains(&name.as_str()) {
            add(Mark::Quotation);
        } else if TITLING.contains(&name.as_str()) {
            add(Mark::Title);
        }
        if let Some(lang) = lang {
            add(Mark::Lang(lang, is_inline));
        }
        self.path.push(name);
    }

    fn close(&mut self, name: &str) {
        // HTML leaves out closing tags; the nearest open element of that name is meant.
        let Some(depth) = self.path.iter().rposition(|open| open == name) else { return };
        self.path.truncate(depth);
        while let Some(marked) = self.marked.pop_if(|marked| marked.depth >= depth) {
            mark(&mut self.block, &marked);
        }
        if self.skipped_at.is_some_and(|skipped| depth <= skipped) {
            self.skipped_at = None;
        }
    }

    /// Closes the element that HTML lets end where another begins.
    fn close_implied(&mut self, name: &str) {
        const ENDED_BY_ITS_LIKE: [&str; 7] = ["li", "dt", "dd", "tr", "td", "th", "option"];
        let Some(last) = self.path.last().filter(|_| self.kind == Kind::Html) else { return };
        let is_item = |name: &str| matches!(name, "dt" | "dd") || matches!(name, "td" | "th");
        if last == "p" || ENDED_BY_ITS_LIKE.contains(&name) && (last == name || is_item(last) && is_item(name)) {
            let last = last.clone();
            self.close(&last);
        }
    }

    fn end_block(&mut self) {
        // A quotation that goes on in the next block is closed here and opened there.
        for marked in &mut self.marked {
            mark(&mut self.block, marked);
            marked.start = 0;
        }
        let block = std::mem::take(&mut self.block);
        if !block.text.is_empty() {
            self.done.push(block);
        }
    }

    /// Adds text. In `pre`, where lines are as written, an empty line ends a paragraph.
    fn push(&mut self, mut range: Range<usize>, has_entities: bool) {
        if self.is_html() && self.path.iter().any(|name| name == "pre") {
            while let Some(end) = empty_line(&self.text[range.clone()]) {
                self.push_run(range.start..range.start + end, has_entities);
                self.end_block();
                range.start += end;
            }
        }
        self.push_run(range, has_entities);
    }

    fn push_run(&mut self, range: Range<usize>, has_entities: bool) {
        let in_text = match self.kind {
            Kind::Docx => self.path.last().is_some_and(|name| name == "w:t"),
            Kind::Odt => self.path.iter().any(|name| name == "text:p" || name == "text:h"),
            _ => true,
        };
        if self.skipped_at.is_some() || !in_text {
            return;
        }
        if self.block.text.is_empty() {
            self.block.path.clone_from(&self.path);
            let told = self.marked.iter().rev().find_map(|marked| match &marked.mark {
                Mark::Lang(lang, false) => Some(lang.clone()),
                _ => None,
            });
            self.block.lang = self.block.lang.take().or(told);
        }
        let mut from = range.start;
        if has_entities {
            for found in memchr::memchr_iter(b'&', &self.text.as_bytes()[range.clone()]) {
                let at = range.start + found;
                if at < from {
                    continue;
                }
                if let Some((character, length)) = entity(&self.text[at..range.end], self.is_html()) {
                    self.block.push_verbatim(self.text, from..at);
                    self.block.pieces.push(Piece {
                        at: self.block.text.len(),
                        raw: at..at + length,
                        is_verbatim: false,
                    });
                    self.block.text.push(character);
                    from = at + length;
                }
            }
        }
        self.block.push_verbatim(self.text, from..range.end);
    }
}

/// Returns the place behind the first empty line that has text before it.
fn empty_line(text: &str) -> Option<usize> {
    let first = text.len() - text.trim_start().len();
    let mut line_start = first + memchr::memchr(b'\n', &text.as_bytes()[first..])? + 1;
    while let Some(found) = memchr::memchr(b'\n', &text.as_bytes()[line_start..]) {
        let line_end = line_start + found + 1;
        if text[line_start..line_end].trim().is_empty() {
            return Some(line_end);
        }
        line_start = line_end;
    }
    None
}

/// Notes in a block what an element says of the text from its start to the end of the block so far.
fn mark(block: &mut Block, marked: &Marked) {
    let range = marked.start.min(block.text.len())..block.text.len();
    if range.is_empty() {
        return;
    }
    match &marked.mark {
        Mark::Quotation => block.quoted.push(range),
        Mark::Title => block.titles.push(range),
        Mark::Raised => block.raised.push(range),
        Mark::Lang(lang, true) if block.lang.as_ref() != Some(lang) => block.foreign.push(range),
        Mark::Lang(..) => {}
    }
}
