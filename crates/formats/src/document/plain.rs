//! Plain text as blocks.

use super::blocks::Block;
use super::markdown;
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
    // As typists and digital libraries underline.
    block.italics = markdown::emphasized(&block.text, &["_"]);
    if !block.text.is_empty() {
        blocks.push(block);
    }
}
