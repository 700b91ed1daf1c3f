//! Plain text as blocks.

use super::blocks::Block;
use super::markdown;
use std::borrow::Cow;
use std::ops::Range;

/// The most bytes of a paragraph of plain text.
const LONG: usize = 64 << 10;

/// No text that is broken into lines has lines of so many characters.
const LONG_LINE: usize = 200;

/// Paragraphs end at an empty line, and a line that is longer than lines are is one, as word processors save them; a very long one is
/// cut at a line end, a very long line behind a sentence or a word, so that no block grows without bound.
pub(super) fn paragraphs(text: &str, range: Range<usize>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut start = range.start;
    let mut at = range.start;
    while at < range.end {
        let line_end = memchr::memchr(b'\n', &text.as_bytes()[at..range.end]).map_or(range.end, |found| at + found + 1);
        let line = &text[at..line_end];
        if line.len() > LONG_LINE && line.chars().count() > LONG_LINE {
            push_cut(&mut blocks, text, start..at);
            push_cut(&mut blocks, text, at..line_end);
            (start, at) = (line_end, line_end);
            continue;
        }
        let is_empty = line.trim().is_empty();
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

/// Returns where a piece of a long text ends, and its paragraphs: behind the last empty line of its second half, else behind its
/// last line, else nowhere. The last piece is the rest.
pub(super) fn piece(text: &str, is_last: bool) -> Option<(usize, Vec<Block>)> {
    let bytes = text.as_bytes();
    let half = bytes.len() / 2;
    let is_empty_line = |at: &usize| bytes[..*at].ends_with(b"\n") || bytes[..*at].ends_with(b"\n\r");
    let mut ends = memchr::memrchr_iter(b'\n', bytes);
    let empty_line = ends.clone().take_while(|at| *at > half).find(is_empty_line);
    let end = if is_last { Some(text.len()) } else { empty_line.or_else(|| ends.next()).map(|at| at + 1) };
    end.map(|end| (end, paragraphs(text, 0..end)))
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

/// Returns a text without the hyphens that only the ends of its lines want, those before a small letter on the next line, and
/// without soft ones. A hyphen before a capital is one of the word.
pub(super) fn running(text: &str) -> Cow<'_, str> {
    const SOFT: char = '\u{AD}';
    if !text.contains(['\n', SOFT]) {
        return Cow::Borrowed(text);
    }
    let mut running = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['-', '\u{2010}', '¬', '⸗', SOFT]) {
        let (before, hyphen) = rest.split_at(at);
        let hyphen_ends = hyphen.chars().next().map_or(0, char::len_utf8);
        let (hyphen, after) = hyphen.split_at(hyphen_ends);
        running.push_str(before);
        rest = after;
        let next = after.trim_start_matches([' ', '\t', '\r']).strip_prefix('\n').map(str::trim_start);
        let is_divided = |next: &&str| before.ends_with(char::is_alphabetic) && next.starts_with(char::is_alphabetic);
        if let Some(next) = next.filter(is_divided) {
            if next.starts_with(char::is_uppercase) {
                running.push('-');
            }
            rest = next;
        } else if !hyphen.starts_with(SOFT) {
            running.push_str(hyphen);
        }
    }
    running.push_str(rest);
    Cow::Owned(running)
}

fn push_block(blocks: &mut Vec<Block>, text: &str, raw: Range<usize>) {
    let mut block = Block::default();
    block.push_verbatim(text, raw);
    // As typists and digital libraries underline.
    block.italics = markdown::emphasized(&block.text, &["_"]);
    if !block.text.is_empty() {
        blocks.push(block);
    }
}

#[cfg(test)]
mod tests {
    use super::{LONG_LINE, paragraphs, running};
    use crate::document::{Document, Kind};

    #[test]
    fn what_goes_on_behind_the_head_of_a_page_is_one_text() {
        let page = |number: usize, text: &str| format!("History of the Town {number}\n\n{text}\n\n");
        let text = page(7, "The river froze and no-")
            + &page(8, "body crossed it, so that")
            + &page(9, "spring was late.\n\nWe sang.");
        let document = Document::read(text.into_bytes(), Kind::Plain, None).unwrap();
        assert_eq!(
            document.paragraphs(),
            ["The river froze and nobody crossed it, so that\nspring was late.", "We sang."]
        );
    }

    #[test]
    fn a_line_that_is_longer_than_lines_are_is_a_paragraph() {
        let long = "слово ".repeat(LONG_LINE);
        let text = format!("Глава\n{long}\nодна\nдве\n{long}{long}\n\nтри");
        let texts: Vec<String> =
            paragraphs(&text, 0..text.len()).iter().map(|block| block.text.trim().to_owned()).collect();
        let long = long.trim();
        assert_eq!(texts, ["Глава", long, "одна\nдве", &format!("{long} {long}"), "три"]);
    }

    #[test]
    fn words_that_line_ends_divide_are_whole() {
        for (text, expected) in [
            ("the instal-\nlation", "the installation"),
            ("the instal¬ \r\n  lation was writ\u{AD}ten", "the installation was written"),
            ("Moskau-\nWolga-Kanal", "Moskau-Wolga-Kanal"),
            ("a - \nb, 1937-\n38 and well-known\nmen-", "a - \nb, 1937-\n38 and well-known\nmen-"),
            ("an-\nti-\nkvar", "antikvar"),
        ] {
            assert_eq!(running(text), expected);
        }
    }
}
