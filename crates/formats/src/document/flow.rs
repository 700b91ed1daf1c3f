//! Cuts markup into blocks: what runs on, what begins anew, and what stands apart in the middle of a paragraph.
//!
//! The markup may come in pieces: what is open when one ends goes on in the next.

use super::Kind;
use super::blocks::{Block, Role};
use super::elements::{self, character};
use super::markup::{Progress, Scanner, Token, entity};
use super::metadata;
use super::namespaces::{Kinship, Namespaces};
use super::styles::{Letters, Styles};
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
pub(super) struct Flow {
    kind: Kind,
    /// How far the piece was scanned.
    scanned: Progress,
    path: Vec<String>,
    /// Of each open element, whether lines of text in it are kept apart, as in `pre`, or an ODT has a paragraph around it.
    enclosing: Vec<bool>,
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
    styles: Styles,
}

/// What may not be open at once in HTML, as in browsers: what begins in more elements stands beside the last one.
const DEEPEST_HTML: usize = 512;
/// So many of the elements around a block are looked at.
const N_AROUND: usize = 32;

impl Flow {
    pub(super) fn new(kind: Kind, is_tei: bool, styles: Styles) -> Self {
        Self {
            kind,
            scanned: Progress::default(),
            path: Vec::new(),
            enclosing: Vec::new(),
            namespaces: (kind == Kind::Xml).then(|| Namespaces::new(is_tei)),
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
            styles,
        }
    }

    fn is_html(&self) -> bool {
        matches!(self.kind, Kind::Html | Kind::Epub)
    }

    /// Reads a whole text; nothing when it has more blocks than `most`.
    pub(super) fn blocks(mut self, text: &str, most: usize) -> Option<Vec<Block>> {
        for token in Scanner::resume(text, &self.scanned, self.kind == Kind::Html) {
            self.token(text, token);
            if self.done.len() > most {
                return None;
            }
        }
        self.end();
        Some(self.take())
    }

    /// Reads a piece of a text up to the first place behind `enough` bytes where no block is open; returns the place and the blocks
    /// before it. The next piece begins there.
    ///
    /// Nothing when the piece ends before that: it is to be read again from the same place on, and longer. The last one is read to
    /// its end.
    pub(super) fn read(&mut self, text: &str, enough: usize, is_last: bool) -> Option<(usize, Vec<Block>)> {
        let mut scanner = Scanner::resume(text, &self.scanned, self.kind == Kind::Html);
        while let Some(token) = scanner.next() {
            let at = scanner.progress();
            // Who knows what it is, with what follows.
            if at.at == text.len() && !is_last {
                return None;
            }
            self.token(text, token);
            self.scanned = at;
            let is_between = self.block.text.is_empty() && self.left.is_empty() && at.is_between();
            if is_between && at.at >= enough && at.at < text.len() {
                return Some((at.at, self.take()));
            }
        }
        if !is_last {
            return None;
        }
        self.end();
        Some((text.len(), self.take()))
    }

    fn end(&mut self) {
        self.return_to(0);
        self.end_block();
    }

    /// Returns the blocks of a piece and is ready for the next one.
    fn take(&mut self) -> Vec<Block> {
        self.scanned = Progress::default();
        self.block = Block::default();
        let mut done = std::mem::take(&mut self.done);
        // A note is done before the paragraph in which it stands.
        done.sort_by_key(|block| block.pieces.first().map_or(0, |piece| piece.raw.start));
        done
    }

    fn token(&mut self, text: &str, token: Token) {
        match token {
            Token::Open { name, empty, range } => self.element(text, name, range, empty),
            Token::Close { name, .. } => {
                let name = self.name(&text[name]);
                if !elements::is_inline(self.kind, &name) {
                    self.end_block();
                }
                self.close(&name);
            }
            Token::Text(range) => self.push(text, range, true),
            Token::CData(range) => {
                self.push(text, range.clone(), false);
                self.block.cdata.push(range);
            }
            Token::Other(_) => {}
        }
    }

    fn name(&self, name: &str) -> String {
        match self.kind {
            Kind::Html => name.to_ascii_lowercase(),
            Kind::Xml => metadata::local(name).to_owned(),
            _ => name.to_owned(),
        }
    }

    /// Takes an opening tag.
    fn element(&mut self, text: &str, name: Range<usize>, range: Range<usize>, is_empty: bool) {
        let kind = self.kind;
        let (qualified, tag) = (&text[name.clone()], &text[name.end..range.end]);
        let name = self.name(qualified);
        let is_inline = elements::is_inline(kind, &name);
        let is_apart = !is_empty && elements::stands_apart(kind, &name, self.is_enclosed());
        if is_apart {
            let (block, marked) = (std::mem::take(&mut self.block), std::mem::take(&mut self.marked));
            self.left.push(Left { depth: self.path.len(), block, marked });
        } else if !is_inline {
            self.end_block();
            self.close_implied(&name);
        }
        if let Some(character) = character(kind, &name, tag, &self.path) {
            self.push_element(character, range.end);
        }
        if kind == Kind::Docx {
            self.properties(&name, tag);
        }
        // Most tags have no attributes.
        let lang = if kind != Kind::Docx && tag.contains("lang") { metadata::lang(tag) } else { None };
        let is_void = kind == Kind::Html && elements::is_void(&name);
        if !is_empty && !is_void {
            if kind == Kind::Html && self.path.len() == DEEPEST_HTML {
                self.close_to(DEEPEST_HTML - 1);
            }
            let is_raised = name == "sup" || kind == Kind::Xml && name == "hi" && tag.contains("sup");
            let depth = self.path.len();
            match self.namespaces.as_mut().map(|namespaces| namespaces.open(qualified, tag)) {
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
        let styled = self.styled(&name, tag);
        if self.skipped_at.is_none()
            && (elements::is_skipped(self.kind, &name, tag, &self.path)
                || styled.hidden == Some(true)
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
        let (is_italic, is_bold) = (styled.italics.unwrap_or(is_italic), styled.bold.unwrap_or(is_bold));
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
        let encloses = match self.kind {
            Kind::Html | Kind::Epub => name == "pre",
            Kind::Odt => matches!(name.as_str(), "text:p" | "text:h"),
            _ => false,
        };
        self.enclosing.push(encloses || self.is_enclosed());
        self.path.push(name);
    }

    /// Tells whether the text stands in `pre`, or in a paragraph of an ODT.
    fn is_enclosed(&self) -> bool {
        self.enclosing.last() == Some(&true)
    }

    /// Takes what the properties of a DOCX say: the language of a run, that it is hidden, and where a table of contents stands.
    fn properties(&mut self, name: &str, tag: &str) {
        let value = || metadata::attributes(tag).remove("w:val");
        let open = |flow: &Self, element: &str| flow.path.iter().rposition(|open| open == element);
        // What stands in the properties of a paragraph is said of its mark.
        let run = open(self, "w:r").filter(|_| open(self, "w:pPr").is_none());
        let styled = |flow: &Self| value().map(|style| flow.styles.get(&style)).unwrap_or_default();
        match name {
            "w:lang" if open(self, "w:pPr").is_none() && self.block.text.is_empty() => self.block.lang = value(),
            "w:pStyle" if let Some(depth) = open(self, "w:p") => {
                self.write_in(depth, Letters { hidden: None, ..styled(self) });
            }
            "w:rStyle" if let Some(depth) = run => self.write_in(depth, styled(self)),
            "w:i" | "w:b" | "w:vanish" if let Some(depth) = run => self.write_in(depth, Letters::of_docx(name, tag)),
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

    /// Takes what is said of the letters in the element of a depth.
    fn write_in(&mut self, depth: usize, letters: Letters) {
        let start = self.block.text.len();
        for (is_on, mark) in [(letters.italics, Mark::Italics), (letters.bold, Mark::Bold)] {
            let is_same = |marked: &Marked| {
                marked.depth == depth && std::mem::discriminant(&marked.mark) == std::mem::discriminant(&mark)
            };
            if is_on.is_some() {
                self.marked.retain(|marked| !is_same(marked));
            }
            if is_on == Some(true) {
                self.marked.push(Marked { depth, start, mark });
            }
        }
        if letters.hidden == Some(true) {
            self.skipped_at = self.skipped_at.or(Some(depth));
        }
    }

    /// Returns what the style of an element says of the letters in it.
    fn styled(&self, name: &str, tag: &str) -> Letters {
        if self.styles.is_empty() {
            return Letters::default();
        }
        match self.kind {
            Kind::Odt if tag.contains("text:style-name") => {
                let family = if matches!(name, "text:p" | "text:h") { "paragraph" } else { "text" };
                let style = metadata::attributes(tag).remove("text:style-name");
                style.map(|style| self.styles.get(&Styles::odt_key(family, &style))).unwrap_or_default()
            }
            Kind::Html | Kind::Epub if tag.contains("class") => {
                let classes = metadata::attributes(tag).remove("class").unwrap_or_default();
                let known = classes.split_whitespace().map(|class| self.styles.get(class));
                known.fold(Letters::default(), |all, one| one.or(all))
            }
            _ => Letters::default(),
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

    fn close(&mut self, name: &str) {
        // HTML leaves out closing tags; the nearest open element of that name is meant.
        if let Some(depth) = self.path.iter().rposition(|open| open == name) {
            self.close_to(depth);
        }
    }

    /// Closes all elements but so many.
    fn close_to(&mut self, depth: usize) {
        self.path.truncate(depth);
        self.enclosing.truncate(depth);
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
    fn push(&mut self, text: &str, mut range: Range<usize>, has_entities: bool) {
        if self.kind == Kind::Docx
            && self.path.last().is_some_and(|name| name == "w:instrText")
            && let Some(field) = self.fields.last_mut()
        {
            let code = text[range.clone()].split_whitespace().next();
            *field |= matches!(code, Some("TOC" | "INDEX" | "TOA"));
        }
        if self.is_html() && self.is_enclosed() {
            while let Some(end) = empty_line(&text[range.clone()]) {
                self.push_run(text, range.start..range.start + end, has_entities);
                self.end_block();
                range.start += end;
            }
        }
        self.push_run(text, range, has_entities);
    }

    fn is_in_text(&self) -> bool {
        self.skipped_at.is_none()
            && match self.kind {
                Kind::Docx => self.path.last().is_some_and(|name| name == "w:t"),
                Kind::Odt => self.is_enclosed(),
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

    fn push_run(&mut self, text: &str, range: Range<usize>, has_entities: bool) {
        if !self.is_in_text() {
            return;
        }
        if self.block.text.is_empty() {
            self.begin();
        }
        let mut from = range.start;
        if has_entities {
            for found in memchr::memchr_iter(b'&', &text.as_bytes()[range.clone()]) {
                let at = range.start + found;
                if at < from {
                    continue;
                }
                if let Some((character, length)) = entity(&text[at..range.end], self.is_html()) {
                    self.push_figures(text, from..at);
                    from = at + length;
                    // A soft hyphen belongs to the letter behind it.
                    let next = text[from..range.end].chars().next();
                    match next.filter(|next| character == '\u{AD}' && next.is_alphabetic()) {
                        Some(letter) => {
                            from += letter.len_utf8();
                            self.block.push_character(letter, at..from);
                        }
                        None => self.block.push_character(character, at..from),
                    }
                }
            }
        }
        self.push_figures(text, from..range.end);
    }

    /// Adds text, in which figures can be raised as calls of notes are.
    fn push_figures(&mut self, text: &str, range: Range<usize>) {
        const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
        let mut from = range.start;
        if self.marked.iter().any(|marked| matches!(marked.mark, Mark::Raised)) {
            for (idx, character) in text[range.clone()].char_indices() {
                if let Some(digit) = character.to_digit(10) {
                    let at = range.start + idx;
                    self.block.push_verbatim(text, from..at);
                    from = at + 1;
                    self.block.push_character(RAISED[digit as usize], at..from);
                }
            }
        }
        self.block.push_verbatim(text, from..range.end);
    }

    /// Notes what the open elements say of a block that begins.
    fn begin(&mut self) {
        let mut around = self.path.iter().rev().take(N_AROUND);
        self.block.is_heading = around.clone().any(|name| elements::is_heading(name));
        self.block.is_running = !self.path.is_empty() && around.all(|name| name != "pre");
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
    let ranges = match &marked.mark {
        Mark::Quotation => &mut block.quoted,
        Mark::Title => &mut block.titles,
        Mark::Italics => &mut block.italics,
        Mark::Bold => &mut block.bolds,
        Mark::Closed => &mut block.closed,
        Mark::Lang(lang, true) if block.lang.as_ref() != Some(lang) => &mut block.foreign,
        Mark::Lang(..) | Mark::Raised => return,
    };
    // Of elements in each other one tells it.
    if ranges.last() != Some(&range) {
        ranges.push(range);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_html_leaves_open_does_not_pile_up() {
        let text = "<p>In <b>Stalin</b>grad".repeat(3000);
        let mut flow = Flow::new(Kind::Html, false, Styles::default());
        assert!(flow.read(&text, usize::MAX, false).is_none());
        assert_eq!(flow.path, ["p"]);
    }
}
