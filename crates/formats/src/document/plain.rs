//! Plain text and Markdown as blocks.

use super::blocks::Block;
use std::ops::Range;

/// The most bytes of a paragraph of plain text.
const LONG: usize = 64 << 10;

/// Paragraphs end at an empty line; a very long one is cut at a line end, a very long line behind a sentence or a word, so that
/// no block grows without bound.
pub(super) fn paragraphs(text: &str, range: Range<usize>) -> Vec<Block> {
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
pub(super) fn markdown(text: &str) -> Vec<Block> {
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
