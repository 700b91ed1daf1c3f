//! Markdown as blocks: CommonMark, and what is common beside it (front matter, notes, definitions, links of wikis).

use super::blocks::Block;
use std::collections::HashSet;
use std::ops::Range;

/// Returns where the front matter of a Markdown text ends: YAML between lines of `---`, TOML between lines of `+++`.
pub(super) fn front_matter(text: &str) -> usize {
    let Some(fence) = ["---", "+++"].into_iter().find(|fence| text.lines().next().is_some_and(|line| line == *fence))
    else {
        return 0;
    };
    let mut end = 0;
    for (idx, line) in text.split_inclusive('\n').enumerate() {
        end += line.len();
        let content = line.trim_end();
        if idx > 0 && (content == fence || fence == "---" && content == "...") {
            return end;
        }
        // What is no front matter is a line between paragraphs.
        if idx == 1 && content.is_empty() {
            return 0;
        }
    }
    0
}

/// How many bytes the longest tag has that goes over the end of a line.
const TAG: usize = 4096;

/// Markdown: code, link targets and labels, HTML tags, comments and front matter are no text of the document.
pub(super) fn markdown(text: &str) -> Vec<Block> {
    MarkdownFlow::new(labels(text).collect()).read(text, usize::MAX, true).map(|(_, blocks)| blocks).unwrap_or_default()
}

/// Returns the labels of links that a text defines, in lower case.
pub(super) fn labels(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter_map(definition).map(str::to_lowercase)
}

/// Reads Markdown, which may come in pieces: what is open when one ends goes on in the next.
#[derive(Clone, Default)]
pub(super) struct MarkdownFlow {
    /// The labels of links that the whole text defines.
    labels: HashSet<String>,
    is_begun: bool,
    /// The marks that opened the code in which the piece begins.
    fence: Option<String>,
    /// How far the text of the list item is indented in which the line stands.
    item: usize,
}

impl MarkdownFlow {
    pub(super) fn new(labels: HashSet<String>) -> Self {
        Self { labels, ..Self::default() }
    }

    /// Reads a piece of a text up to the first place behind `enough` bytes where no block is open; returns the place and the blocks
    /// before it. The next piece begins there.
    ///
    /// Nothing when the piece ends before that: it is to be read again, and longer. The last one is read to its end.
    pub(super) fn read(&mut self, text: &str, enough: usize, is_last: bool) -> Option<(usize, Vec<Block>)> {
        let mut blocks = Vec::new();
        let mut reader = Markdown::new(text, &self.labels);
        let mut at = if self.is_begun { 0 } else { front_matter(text) };
        let mut fence = self.fence.as_deref();
        let mut item = self.item;
        while at < text.len() && (at < enough || !reader.block.text.is_empty()) {
            let line_end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |found| at + found + 1);
            let line = &text[at..line_end];
            let content = line.trim();
            at = line_end;
            // What follows may belong to it.
            if at + TAG > text.len() && !is_last {
                return None;
            }
            if let Some(open) = fence {
                if content.starts_with(open) && content.trim_start_matches(&open[..1]).is_empty() {
                    fence = None;
                }
                continue;
            }
            fence = fence_of(content);
            let indent = indent(line);
            if fence.is_some() || content.is_empty() || reader.block.text.is_empty() && indent >= item + 4 {
                blocks.push(std::mem::take(&mut reader.block));
                continue;
            }
            match marker(content) {
                0 if reader.block.text.is_empty() && indent < item => item = 0,
                0 => {}
                width => item = indent + width,
            }
            at = reader.line(line_end - line.len()..line_end);
            if !is_last && (at + TAG > text.len() || !reader.unclosed.is_empty()) {
                return None;
            }
        }
        if at >= text.len() && !is_last {
            return None;
        }
        blocks.push(reader.block);
        for block in &mut blocks {
            block.italics = emphasized(&block.text, &["*", "_"]);
            block.bolds = emphasized(&block.text, &["**", "__"]);
        }
        let fence = fence.map(str::to_owned);
        (self.is_begun, self.fence, self.item) = (true, fence, item);
        Some((at, blocks))
    }
}

/// Returns the ranges between such marks that begin and end words, without the marks.
pub(super) fn emphasized(text: &str, marks: &[&str]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for mark in marks {
        let byte = mark.as_bytes()[0];
        // Where the text begins of which the end is looked for.
        let mut open = None;
        let mut at = 0;
        while let Some(found) = memchr::memchr(byte, &text.as_bytes()[at..]) {
            let from = at + found;
            let run = text[from..].bytes().take_while(|next| *next == byte).count();
            at = from + run;
            if run != mark.len() || text[..from].ends_with('\\') {
                continue;
            }
            let (before, after) = (text[..from].chars().next_back(), text[at..].chars().next());
            let is_word = |beside: Option<char>| beside.is_some_and(char::is_alphanumeric);
            let is_space = |beside: Option<char>| beside.is_none_or(char::is_whitespace);
            match open.take() {
                Some(start) if !is_space(before) && !is_word(after) => ranges.push(start..from),
                _ if !is_word(before) && !is_space(after) => open = Some(at),
                other => open = other,
            }
        }
    }
    ranges.sort_by_key(|range| range.start);
    ranges
}

/// Returns the marks that open a block of code.
fn fence_of(content: &str) -> Option<&str> {
    let mark = content.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let rest = content.trim_start_matches(mark);
    let width = content.len() - rest.len();
    (width >= 3 && !(mark == '`' && rest.contains('`'))).then(|| &content[..width])
}

/// Returns how far a line is indented; a tab counts for four columns.
fn indent(line: &str) -> usize {
    line.chars()
        .map_while(|space| [(' ', 1), ('\t', 4)].iter().find(|(known, _)| *known == space))
        .map(|(_, n)| n)
        .sum()
}

/// Returns the width of the mark of a list item, a definition or a note, with the space behind it; 0 without one.
fn marker(content: &str) -> usize {
    if definition(content).is_some_and(|label| label.starts_with('^')) {
        return 4;
    }
    let digits = content.bytes().take_while(u8::is_ascii_digit).count();
    let mark = content[digits..].chars().next();
    let is_mark = match mark {
        Some('.' | ')') => (1..10).contains(&digits),
        Some('-' | '+' | '*' | ':') => digits == 0,
        _ => false,
    };
    let rest = if is_mark { &content[digits + 1..] } else { "" };
    match indent(rest) {
        0 => 0,
        spaces @ 1..5 => digits + 1 + spaces,
        _ => digits + 2,
    }
}

/// Returns the label that a line defines, as in `[label]: target`.
fn definition(line: &str) -> Option<&str> {
    let (label, _) = line.trim_start().strip_prefix('[')?.split_once(']').filter(|(_, rest)| rest.starts_with(':'))?;
    Some(label)
}

/// A reader of the lines of Markdown.
struct Markdown<'t> {
    text: &'t str,
    /// The labels of links that are defined, in lower case.
    labels: &'t HashSet<String>,
    /// What ends no more further on.
    unclosed: Vec<&'static str>,
    /// Where the last `)` and the last `]` of the line stand: behind them nothing is looked for.
    last: [usize; 2],
    block: Block,
}

impl<'t> Markdown<'t> {
    fn new(text: &'t str, labels: &'t HashSet<String>) -> Self {
        Self { text, labels, unclosed: Vec::new(), last: [0; 2], block: Block::default() }
    }

    /// Reads a line; returns where it ends, which is on another line when a tag or a comment goes on there.
    fn line(&mut self, line: Range<usize>) -> usize {
        let text = self.text;
        let mut end = line.end;
        let mut from = line.start;
        if let Some(label) = definition(&text[line.clone()]) {
            // Of a note the text stands there, of a link only the target.
            let note = text[line.clone()].find("]:").filter(|_| label.starts_with('^'));
            from = note.map_or(line.end, |found| line.start + found + 2);
        }
        let mut at = from;
        self.last = self.last_marks(at..end);
        while at < end {
            let Some(skip_to) = self.skip(at, end) else {
                let is_escape =
                    text.as_bytes()[at] == b'\\' && text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_punctuation);
                if text.as_bytes()[at] == b'[' && at < self.last[1] {
                    self.mark_label(from, at, end);
                }
                at += 1 + usize::from(is_escape);
                continue;
            };
            self.block.push_verbatim(text, from..at);
            at = skip_to;
            from = skip_to;
            if skip_to > end {
                end =
                    memchr::memchr(b'\n', &text.as_bytes()[skip_to..]).map_or(text.len(), |found| skip_to + found + 1);
                self.last = self.last_marks(skip_to..end);
            }
        }
        self.block.push_verbatim(text, from..end);
        end
    }

    /// Returns where the text goes on behind what begins here and is no text.
    fn skip(&mut self, at: usize, end: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let next = bytes.get(at + 1).copied();
        let rest = || &self.text[at..end];
        let [last_round, last_square] = self.last;
        let behind = |mark: char| rest()[2..].find(mark).map(|found| at + 2 + found + 1);
        match bytes[at] {
            b'`' => {
                let n_ticks = rest().bytes().take_while(|byte| *byte == b'`').count();
                let ticks = &rest()[..n_ticks];
                rest()[n_ticks..].find(ticks).map(|found| at + n_ticks + found + n_ticks)
            }
            b']' if next == Some(b'(') && at < last_round => behind(')'),
            b']' if next == Some(b'[') && at < last_square => behind(']'),
            b'[' if next == Some(b'^') && at < last_square => behind(']'),
            // Of a wiki's `[[page|text]]` the page.
            b'[' if next == Some(b'[') && at < last_square => {
                let link = self.label(at, end);
                let link = &link[..link.find("]]")?];
                link.find('|').map(|found| at + found + 1)
            }
            b'<' if rest().starts_with("<!--") => self.closing(at, "-->"),
            b'<' if next.is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'/') => {
                let tag = |name: &str| rest().get(1..=name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name));
                if let Some(closing) =
                    [("script", "</script>"), ("style", "</style>")].into_iter().find(|(name, _)| tag(name))
                {
                    return self.closing(at, closing.1);
                }
                let window = &bytes[at..bytes.len().min(at + TAG)];
                let found = memchr::memchr(b'>', window)?;
                let is_one = at + found < end || memchr::memmem::find(&window[..found], b"\n\n").is_none();
                is_one.then_some(at + found + 1)
            }
            b'h' if rest().starts_with("http://") || rest().starts_with("https://") => {
                Some(rest().find(char::is_whitespace).map_or(end, |found| at + found))
            }
            _ => None,
        }
    }

    fn last_marks(&self, line: Range<usize>) -> [usize; 2] {
        let last = |mark| memchr::memrchr(mark, &self.text.as_bytes()[line.clone()]).map_or(0, |at| line.start + at);
        [last(b')'), last(b']')]
    }

    /// Returns the place behind the next such mark.
    fn closing(&mut self, at: usize, mark: &'static str) -> Option<usize> {
        if self.unclosed.contains(&mark) {
            return None;
        }
        let found = memchr::memmem::find(&self.text.as_bytes()[at..], mark.as_bytes());
        if found.is_none() {
            self.unclosed.push(mark);
        }
        found.map(|found| at + found + mark.len())
    }

    /// Returns the text from here on, as far as a label can go.
    fn label(&self, at: usize, end: usize) -> &'t str {
        const LABEL: usize = 1000;
        let end = (at..=end.min(at + LABEL)).rev().find(|end| self.text.is_char_boundary(*end));
        &self.text[at..end.unwrap_or(at)]
    }

    /// Marks the text of a link that is known by its text: `[label]`, `[label][]`, `[[page]]`. `from` is where the text begins
    /// that the block does not have yet.
    fn mark_label(&mut self, from: usize, at: usize, end: usize) {
        let rest = self.label(at + 1, end);
        let inner = rest.trim_start_matches('[');
        let start = at + 1 + (rest.len() - inner.len());
        let Some((label, behind)) = inner.split_once(']') else { return };
        let is_page = rest.len() > inner.len() && behind.starts_with(']');
        let is_label = !behind.starts_with('(')
            && (!behind.starts_with('[') || behind.starts_with("[]"))
            && self.labels.contains(&label.to_lowercase());
        if is_page || is_label {
            let in_block = self.block.text.len() + (start - from);
            self.block.titles.push(in_block..in_block + label.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let blocks = markdown(text);
        let texts = blocks.iter().map(|block| block.text.trim()).filter(|text| !text.is_empty());
        assert_eq!(texts.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn tags_and_comments_go_over_lines() {
        check("In <a\n href='x'>Stalino</a>.<!-- a\n\nb --> More.\n\nLast", &["In Stalino. More.", "Last"]);
        check("a <!-- b\n\nc < d <e\n\nf>", &["a <!-- b", "c < d <e", "f>"]);
        check("<script>\nvar a;\n\nvar b;\n</script>In Stalino.", &["In Stalino."]);
    }

    #[test]
    fn labels_and_targets_are_no_text() {
        check(
            "In [Stalino][city], [[Donets|the river]][^note] \\[so].\n\n[city]: Stalino.html 'Stalino'\n[^note]: It is.\n",
            &["In [Stalino, the river] \\[so].", "It is."],
        );
        let blocks = markdown("[Stalino], [stalino][], [Gori], [Stalino](x) and [[Varna]]\n\n[STALINO]: x");
        let known: Vec<&str> = blocks[0].titles.iter().map(|range| &blocks[0].text[range.clone()]).collect();
        assert_eq!(known, ["Stalino", "stalino", "Varna"]);
    }

    #[test]
    fn what_is_indented_is_code_unless_it_goes_on_with_an_item() {
        check("    code\n\nText\n    goes on", &["Text\n    goes on"]);
        check("-   One\n\n    more\n\n        code\n\nText\n\n    code", &["-   One", "more", "Text"]);
        check(
            "1. One\n\n   - two\n\n     more\n\n           code\n\n[^1]: A note\n\n    more",
            &["1. One", "- two", "more", "A note", "more"],
        );
        check("````\n```\ncode\n````\nText ```code``` more\n~~~ x\ncode", &["Text  more"]);
    }

    #[test]
    fn a_line_is_no_front_matter() {
        check("---\ntitle: x\n---\nText", &["Text"]);
        check("+++\ntitle = 'x'\n+++\nText", &["Text"]);
        check("---\n\nText\n\n---\n\nmore", &["---", "Text", "---", "more"]);
        check("---\nText", &["---\nText"]);
    }

    #[test]
    fn every_text_is_read_in_order() {
        let marks =
            ["[", "]", "(", ")", "`", "<", "a", ">", "\\", "\n", "!--", "-->", "    ", "^", ":", "é", "|", "- "];
        let mut state = 1u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..12 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(marks[(state >> 33) as usize % marks.len()]);
            }
            let pieces: Vec<Range<usize>> =
                markdown(&text).into_iter().flat_map(|block| block.pieces).map(|piece| piece.raw).collect();
            assert!(pieces.windows(2).all(|pair| pair[0].end <= pair[1].start), "{text:?}: {pieces:?}");
        }
    }
}
