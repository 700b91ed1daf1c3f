//! Cuts markup into blocks: what runs on, what begins anew, and what stands apart in the middle of a paragraph.

use super::Kind;
use super::blocks::{Block, Role};
use super::elements::{self, character};
use super::markup::{Scanner, Token, entity};
use super::metadata;
use super::namespaces::{Kinship, Namespaces};
use std::collections::BTreeSet;
use std::ops::Range;

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
    Italics,
    Bold,
    Closed,
    /// The language, and whether the element stands within a line of text.
    Lang(String, bool),
}

/// A paragraph that is left for a note or a text box in it, and goes on behind that.
struct Left {
    depth: usize,
    block: Block,
    marked: Vec<Marked>,
}

/// Reads the markup of one part.
pub(super) struct Flow<'a> {
    text: &'a str,
    kind: Kind,
    path: Vec<String>,
    /// Of XML.
    namespaces: Option<Namespaces>,
    skipped_at: Option<usize>,
    block: Block,
    done: Vec<Block>,
    marked: Vec<Marked>,
    left: Vec<Left>,
    roles: Vec<(usize, Role)>,
    /// The rows and cells that are open, by depth and number, and how many there were.
    rows: Vec<(usize, usize)>,
    cells: Vec<(usize, usize)>,
    n_rows: usize,
    n_cells: usize,
    /// The entries of a critical apparatus that are open, by depth, and whether each had a reading.
    entries: Vec<(usize, bool)>,
    /// The fields of a DOCX that are open, and whether each is a table of contents or an index.
    fields: Vec<bool>,
    /// The style that is being defined, those whose text an ODT hides, and those that it writes in italics.
    style: String,
    hidden_styles: BTreeSet<String>,
    italic_styles: BTreeSet<String>,
}

impl<'a> Flow<'a> {
    pub(super) fn new(text: &'a str, kind: Kind) -> Self {
        Self {
            text,
            kind,
            path: Vec::new(),
            namespaces: (kind == Kind::Xml).then(|| Namespaces::new(elements::is_tei(text))),
            skipped_at: None,
            block: Block::default(),
            done: Vec::new(),
            marked: Vec::new(),
            left: Vec::new(),
            roles: Vec::new(),
            rows: Vec::new(),
            cells: Vec::new(),
            n_rows: 0,
            n_cells: 0,
            entries: Vec::new(),
            fields: Vec::new(),
            style: String::new(),
            hidden_styles: BTreeSet::new(),
            italic_styles: BTreeSet::new(),
        }
    }

    fn is_html(&self) -> bool {
        matches!(self.kind, Kind::Html | Kind::Epub)
    }

    pub(super) fn blocks(mut self) -> Vec<Block> {
        let scanner = if self.kind == Kind::Html { Scanner::html(self.text) } else { Scanner::xml(self.text) };
        for token in scanner {
            match token {
                Token::Open { name, empty, range } => {
                    let tag = &self.text[name.end..range.end];
                    self.element(name, tag, empty, range.end);
                }
                Token::Close { name, .. } => {
                    let name = self.name(name);
                    if !elements::is_inline(self.kind, &name) {
                        self.end_block();
                    }
                    self.close(&name);
                }
                Token::Text(range) => self.push(range, true),
                Token::CData(range) => {
                    self.push(range.clone(), false);
                    self.block.cdata.push(range);
                }
                Token::Other(_) => {}
            }
        }
        self.return_to(0);
        self.end_block();
        // A note is done before the paragraph in which it stands.
        self.done.sort_by_key(|block| block.pieces.first().map_or(0, |piece| piece.raw.start));
        self.done
    }

    fn name(&self, range: Range<usize>) -> String {
        let name = &self.text[range];
        match self.kind {
            Kind::Html => name.to_ascii_lowercase(),
            Kind::Xml => metadata::local(name).to_owned(),
            _ => name.to_owned(),
        }
    }

    /// Takes an opening tag; `end` is the place behind it.
    fn element(&mut self, qualified: Range<usize>, tag: &str, is_empty: bool, end: usize) {
        let kind = self.kind;
        let name = self.name(qualified.clone());
        let is_inline = elements::is_inline(kind, &name);
        let is_apart = !is_empty && elements::stands_apart(kind, &name, &self.path);
        if is_apart {
            let (block, marked) = (std::mem::take(&mut self.block), std::mem::take(&mut self.marked));
            self.left.push(Left { depth: self.path.len(), block, marked });
        } else if !is_inline {
            self.end_block();
            self.close_implied(&name);
        }
        if let Some(character) = character(kind, &name, tag, &self.path) {
            self.push_element(character, end);
        }
        match kind {
            Kind::Docx => self.properties(&name, tag),
            Kind::Odt => self.styles(&name, tag),
            _ => {}
        }
        // Most tags have no attributes.
        let lang = if kind != Kind::Docx && tag.contains("lang") { metadata::lang(tag) } else { None };
        let is_void = kind == Kind::Html && elements::is_void(&name);
        if !is_empty && !is_void {
            let is_raised = name == "sup" || kind == Kind::Xml && name == "hi" && tag.contains("sup");
            let depth = self.path.len();
            match self.namespaces.as_mut().map(|namespaces| namespaces.open(&self.text[qualified], tag)) {
                Some(Kinship::Foreign) => self.skipped_at = self.skipped_at.or(Some(depth)),
                // Where the prefix of the block would be wrong.
                Some(Kinship::Other) if is_inline => {
                    self.marked.push(Marked { depth, start: self.block.text.len(), mark: Mark::Closed });
                }
                _ => {}
            }
            self.open(name, tag, lang, is_inline && !is_apart);
            if is_raised {
                let (depth, start) = (self.path.len() - 1, self.block.text.len());
                self.marked.push(Marked { depth, start, mark: Mark::Raised });
            }
        }
    }

    fn open(&mut self, name: String, tag: &str, lang: Option<String>, is_inline: bool) {
        let (depth, start) = (self.path.len(), self.block.text.len());
        if self.skipped_at.is_none()
            && (elements::is_skipped(self.kind, &name, tag, &self.path)
                || self.is_of_style(tag, &self.hidden_styles)
                || self.is_other_reading(&name))
        {
            self.skipped_at = Some(depth);
        }
        if let Some(role) = elements::role(self.kind, &name, tag) {
            self.roles.push((depth, role));
        }
        if elements::is_row(self.kind, &name) {
            self.n_rows += 1;
            self.rows.push((depth, self.n_rows));
        } else if elements::is_cell(self.kind, &name) {
            self.n_cells += 1;
            self.cells.push((depth, self.n_cells));
        }
        let (is_italic, is_bold) = if is_inline { elements::letters(self.kind, &name, tag) } else { (false, false) };
        let is_italic = is_italic || is_inline && self.is_of_style(tag, &self.italic_styles);
        let mut add = |mark| self.marked.push(Marked { depth, start, mark });
        if elements::is_quoting(&name) {
            add(Mark::Quotation);
        } else if elements::is_titling(&name) {
            add(Mark::Title);
        } else if elements::is_closed(self.kind, &name) {
            add(Mark::Closed);
        }
        if is_italic {
            add(Mark::Italics);
        }
        if is_bold {
            add(Mark::Bold);
        }
        if let Some(lang) = lang {
            add(Mark::Lang(lang, is_inline));
        }
        self.path.push(name);
    }

    /// Takes what the properties of a DOCX say: the language of a run, that it is hidden, and where a table of contents stands.
    fn properties(&mut self, name: &str, tag: &str) {
        let value = || metadata::attributes(tag).remove("w:val");
        let open = |flow: &Self, element: &str| flow.path.iter().rposition(|open| open == element);
        match name {
            "w:lang" if open(self, "w:pPr").is_none() && self.block.text.is_empty() => self.block.lang = value(),
            "w:i" | "w:b"
                if !matches!(value().as_deref(), Some("0" | "false" | "off")) && open(self, "w:pPr").is_none() =>
            {
                if let Some(depth) = open(self, "w:r") {
                    let mark = if name == "w:i" { Mark::Italics } else { Mark::Bold };
                    self.marked.push(Marked { depth, start: self.block.text.len(), mark });
                }
            }
            "w:vanish" if !matches!(value().as_deref(), Some("0" | "false" | "off")) => {
                self.skipped_at = self.skipped_at.or(open(self, "w:r"));
            }
            "w:docPartGallery" if value().as_deref() == Some("Table of Contents") => {
                if let Some(depth) = open(self, "w:sdt") {
                    self.roles.push((depth, Role::Repeat));
                }
            }
            "w:fldChar" => match metadata::attributes(tag).remove("w:fldchartype").as_deref() {
                Some("begin") => self.fields.push(false),
                Some("end") => drop(self.fields.pop()),
                _ => {}
            },
            _ => {}
        }
    }

    /// Takes the definition of a style that hides its text in an ODT, or writes it in italics.
    fn styles(&mut self, name: &str, tag: &str) {
        match name {
            "style:style" => self.style = metadata::attributes(tag).remove("style:name").unwrap_or_default(),
            "style:text-properties" if tag.contains("text:display=\"none\"") => {
                self.hidden_styles.insert(std::mem::take(&mut self.style));
            }
            "style:text-properties" if tag.contains("fo:font-style=\"italic\"") => {
                self.italic_styles.insert(std::mem::take(&mut self.style));
            }
            _ => {}
        }
    }

    /// Tells whether an element of TEI is a reading behind the first one of its entry in an apparatus, which is the text.
    fn is_other_reading(&mut self, name: &str) -> bool {
        if self.kind != Kind::Xml {
            return false;
        }
        match name {
            "app" => self.entries.push((self.path.len(), false)),
            "lem" | "rdg" => {
                if let Some((_, has_reading)) = self.entries.last_mut() {
                    return std::mem::replace(has_reading, true);
                }
            }
            _ => {}
        }
        false
    }

    fn is_of_style(&self, tag: &str, styles: &BTreeSet<String>) -> bool {
        !styles.is_empty()
            && metadata::attributes(tag).get("text:style-name").is_some_and(|style| styles.contains(style))
    }

    fn close(&mut self, name: &str) {
        // HTML leaves out closing tags; the nearest open element of that name is meant.
        let Some(depth) = self.path.iter().rposition(|open| open == name) else { return };
        self.path.truncate(depth);
        if let Some(namespaces) = &mut self.namespaces {
            namespaces.close(depth);
        }
        while let Some(marked) = self.marked.pop_if(|marked| marked.depth >= depth) {
            mark(&mut self.block, &marked);
        }
        self.return_to(depth);
        self.roles.truncate(self.roles.partition_point(|(of, _)| *of < depth));
        self.entries.truncate(self.entries.partition_point(|(of, _)| *of < depth));
        for open in [&mut self.rows, &mut self.cells] {
            open.truncate(open.partition_point(|(of, _)| *of < depth));
        }
        if self.skipped_at.is_some_and(|skipped| depth <= skipped) {
            self.skipped_at = None;
        }
    }

    /// Goes on with the paragraphs that were left at a depth or deeper.
    fn return_to(&mut self, depth: usize) {
        while let Some(left) = self.left.pop_if(|left| left.depth >= depth) {
            self.end_block();
            (self.block, self.marked) = (left.block, left.marked);
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
        let mut block = std::mem::take(&mut self.block);
        if !block.text.is_empty() {
            block.join_letters();
            self.done.push(block);
        }
    }

    /// Adds text. In `pre`, where lines are as written, an empty line ends a paragraph.
    fn push(&mut self, mut range: Range<usize>, has_entities: bool) {
        if self.kind == Kind::Docx
            && self.path.last().is_some_and(|name| name == "w:instrText")
            && let Some(field) = self.fields.last_mut()
        {
            let code = self.text[range.clone()].split_whitespace().next();
            *field |= matches!(code, Some("TOC" | "INDEX" | "TOA"));
        }
        if self.is_html() && self.path.iter().any(|name| name == "pre") {
            while let Some(end) = empty_line(&self.text[range.clone()]) {
                self.push_run(range.start..range.start + end, has_entities);
                self.end_block();
                range.start += end;
            }
        }
        self.push_run(range, has_entities);
    }

    fn is_in_text(&self) -> bool {
        self.skipped_at.is_none()
            && match self.kind {
                Kind::Docx => self.path.last().is_some_and(|name| name == "w:t"),
                Kind::Odt => self.path.iter().any(|name| name == "text:p" || name == "text:h"),
                _ => true,
            }
    }

    /// Adds the character that an element stands for; nothing where the block has no text yet. A second line break in a row
    /// begins a paragraph.
    fn push_element(&mut self, character: char, end: usize) {
        if self.skipped_at.is_some() || self.block.text.is_empty() {
            return;
        }
        if character == '\n' && self.block.ends_with_break() {
            self.end_block();
        } else {
            self.block.push_character(character, end..end);
        }
    }

    fn push_run(&mut self, range: Range<usize>, has_entities: bool) {
        if !self.is_in_text() {
            return;
        }
        if self.block.text.is_empty() {
            self.begin();
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
                    self.block.push_character(character, at..at + length);
                    from = at + length;
                }
            }
        }
        self.block.push_verbatim(self.text, from..range.end);
    }

    /// Notes what the open elements say of a block that begins.
    fn begin(&mut self) {
        self.block.path.clone_from(&self.path);
        if let Some(namespaces) = &self.namespaces {
            let around = self.path.iter().rposition(|name| !elements::is_inline(self.kind, name));
            namespaces.prefix(around.unwrap_or(0)).clone_into(&mut self.block.prefix);
        }
        let marked = self.left.iter().flat_map(|left| &left.marked).chain(&self.marked);
        let told = marked.rev().find_map(|marked| match &marked.mark {
            Mark::Lang(lang, false) => Some(lang.clone()),
            _ => None,
        });
        self.block.lang = self.block.lang.take().or(told);
        let number = |open: &[(usize, usize)]| open.last().map(|(_, number)| *number);
        self.block.cell = number(&self.rows).zip(number(&self.cells));
        let role = self.roles.last().map(|(_, role)| *role).unwrap_or_default();
        self.block.role = if self.fields.contains(&true) { Role::Repeat } else { role };
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
        Mark::Italics => block.italics.push(range),
        Mark::Bold => block.bolds.push(range),
        Mark::Closed => block.closed.push(range),
        Mark::Lang(lang, true) if block.lang.as_ref() != Some(lang) => block.foreign.push(range),
        Mark::Lang(..) => {}
    }
}
