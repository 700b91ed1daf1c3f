//! What only repeats the text (a table of contents, a running head) is given the names that the text was given.
//!
//! A heading is read in its surroundings; its entry in the table of contents has none, and would often be left alone.

use crate::revise::{Mention, Revision};
use std::collections::HashMap;
use std::ops::Range;
use thaw_formats::document::{Document, Edit, Role};

/// The blocks of the text by their words.
pub(crate) struct Echoes<'d> {
    by_words: HashMap<&'d str, (usize, usize)>,
    document: &'d Document,
    /// How many edits and names are of the text; they stand in its order, and those of what repeats it behind them.
    n_edits: usize,
    n_mentions: usize,
}

impl<'d> Echoes<'d> {
    /// `revision` is that of the text.
    pub(crate) fn new(document: &'d Document, revision: &Revision) -> Self {
        const LONGEST: usize = 400;
        let mut by_words = HashMap::new();
        for (part_idx, part) in document.parts.iter().enumerate() {
            for (block_idx, block) in part.blocks.iter().enumerate() {
                if block.role == Role::Text && block.text.len() <= LONGEST {
                    by_words.entry(words(&block.text)).or_insert((part_idx, block_idx));
                }
            }
        }
        Self { by_words, document, n_edits: revision.edits.len(), n_mentions: revision.mentions.len() }
    }

    /// Does with a block what was done with the block that it repeats; tells whether there is one.
    pub(crate) fn repeat(&self, part: usize, block: usize, revision: &mut Revision) -> bool {
        let text_of = |part: usize, block: usize| self.document.parts[part].blocks[block].text.as_str();
        let own = text_of(part, block);
        let Some(&of) = self.by_words.get(words(own)) else { return false };
        let (from, to) = (start(text_of(of.0, of.1)), start(own));
        let moved = |range: &Range<usize>| range.start - from + to..range.end - from + to;
        let edits = of_block(&revision.edits[..self.n_edits], of, |edit| (edit.part, edit.block));
        let edits: Vec<Edit> =
            edits.iter().map(|edit| Edit { part, block, range: moved(&edit.range), ..edit.clone() }).collect();
        let mentions = of_block(&revision.mentions[..self.n_mentions], of, |mention| (mention.part, mention.block));
        let mentions: Vec<Mention> = mentions
            .iter()
            .map(|mention| Mention { part, block, range: moved(&mention.range), ..mention.clone() })
            .collect();
        revision.edits.extend(edits);
        revision.mentions.extend(mentions);
        true
    }
}

/// Returns what stands in one block of a list that is in the order of the document.
fn of_block<T>(list: &[T], block: (usize, usize), block_of: impl Fn(&T) -> (usize, usize)) -> &[T] {
    let from = list.partition_point(|one| block_of(one) < block);
    let to = list.partition_point(|one| block_of(one) <= block);
    &list[from..to]
}

/// The text between its first and its last letter: an entry may have a number before it and a page behind it.
fn words(text: &str) -> &str {
    text.trim_matches(|character: char| !character.is_alphabetic())
}

fn start(text: &str) -> usize {
    text.find(char::is_alphabetic).unwrap_or(0)
}
