//! What only repeats the text (a table of contents, a running head) is given the names that the text was given.
//!
//! A heading is read in its surroundings; its entry in the table of contents has none, and would often be left alone.

use crate::revise::Revision;
use std::collections::HashMap;
use thaw_formats::document::{Document, Role};

/// The blocks of the text by their words.
pub(crate) struct Echoes<'d> {
    by_words: HashMap<&'d str, (usize, usize)>,
    document: &'d Document,
}

impl<'d> Echoes<'d> {
    pub(crate) fn new(document: &'d Document) -> Self {
        const LONGEST: usize = 400;
        let mut by_words = HashMap::new();
        for (part_idx, part) in document.parts.iter().enumerate() {
            for (block_idx, block) in part.blocks.iter().enumerate() {
                if block.role == Role::Text && block.text.len() <= LONGEST {
                    by_words.entry(words(&block.text)).or_insert((part_idx, block_idx));
                }
            }
        }
        Self { by_words, document }
    }

    /// Does with a block what was done with the block that it repeats; tells whether there is one.
    pub(crate) fn repeat(&self, part: usize, block: usize, revision: &mut Revision) -> bool {
        let text_of = |part: usize, block: usize| self.document.parts[part].blocks[block].text.as_str();
        let own = text_of(part, block);
        let Some(&(of_part, of_block)) = self.by_words.get(words(own)) else { return false };
        let (from, to) = (start(text_of(of_part, of_block)), start(own));
        let mut edits = Vec::new();
        for edit in revision.edits.iter().filter(|edit| (edit.part, edit.block) == (of_part, of_block)) {
            let range = edit.range.start - from + to..edit.range.end - from + to;
            edits.push(thaw_formats::document::Edit { part, block, range, ..edit.clone() });
        }
        let mut mentions = Vec::new();
        for mention in revision.mentions.iter().filter(|mention| (mention.part, mention.block) == (of_part, of_block)) {
            let range = mention.range.start - from + to..mention.range.end - from + to;
            mentions.push(crate::revise::Mention { part, block, range, ..mention.clone() });
        }
        revision.edits.extend(edits);
        revision.mentions.extend(mentions);
        true
    }
}

/// The text between its first and its last letter: an entry may have a number before it and a page behind it.
fn words(text: &str) -> &str {
    text.trim_matches(|character: char| !character.is_alphabetic())
}

fn start(text: &str) -> usize {
    text.find(char::is_alphabetic).unwrap_or(0)
}
