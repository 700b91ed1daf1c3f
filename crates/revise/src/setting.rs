//! Where a name stands: its block and those beside it, with the names and cues seen in them, its sentence and its words.

use crate::around::{self, Beside, Words};
use crate::cues::{CueId, CueSet};
use crate::gazetteer::{Found, GazetteerError, Reading, Sight};
use crate::title;
use crate::tongue::{Gazetteers, Tongue, Tongues};
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;
use thaw_formats::document::{Block, Part};

/// What is seen in the blocks of a part before any name is understood: languages, and names and cues.
pub(crate) struct Sighted<'g> {
    pub(crate) tongues: Vec<Tongue>,
    pub(crate) sights: Vec<Sight<'g>>,
    /// Whether the names of places are written in italics.
    has_italic_names: bool,
}

impl<'g> Sighted<'g> {
    /// Looks at the blocks of a part; `tongues` knows the blocks before.
    pub(crate) fn new(
        gazetteers: &'g Gazetteers<'_>,
        tongues: &mut Tongues<'_>,
        blocks: &[Block],
    ) -> Result<Self, GazetteerError> {
        let tongues: Vec<Tongue> = blocks.iter().map(|block| tongues.of(block)).collect();
        let sight = |(block, tongue): (&Block, &Tongue)| match tongue {
            Tongue::Known(idx) if gazetteers.lexicons.lexicon(*idx).can_edit() => {
                Ok(gazetteers.get(*idx)?.sight(&block.text))
            }
            _ => Ok(Sight::default()),
        };
        let sights = blocks.iter().zip(&tongues).map(sight).collect::<Result<Vec<_>, GazetteerError>>()?;
        let has_italic_names = has_italic_names(blocks, &sights);
        Ok(Self { tongues, sights, has_italic_names })
    }
}

/// Tells whether names of places are written in italics, as guidebooks do: several places, and hardly one in other letters. A title
/// that is a name is one, or the place is named beside it.
fn has_italic_names(blocks: &[Block], sights: &[Sight<'_>]) -> bool {
    const LEAST: usize = 3;
    let (mut n_italic, mut n_other, mut places) = (0_usize, 0_usize, BTreeSet::new());
    for (block, sight) in blocks.iter().zip(sights) {
        let is_place = |name: &&Found<'_>| !name.readings.iter().any(|reading| reading.is_surname);
        for name in sight.names.iter().filter(is_place) {
            if block.italics.iter().any(|range| title::trimmed(&block.text, range) == name.range) {
                n_italic += 1;
                places.extend(name.readings.first().map(|reading| reading.place));
            } else {
                n_other += 1;
            }
        }
    }
    places.len() >= LEAST && n_italic >= 4 * n_other
}

/// The blocks of a part, with what is seen in them.
#[derive(Clone, Copy)]
pub(crate) struct Blocks<'t> {
    pub(crate) blocks: &'t [Block],
    pub(crate) sighted: &'t Sighted<'t>,
}

impl<'t> Blocks<'t> {
    pub(crate) fn new(part: &'t Part, sighted: &'t Sighted<'t>) -> Self {
        Self { blocks: &part.blocks, sighted }
    }
}

/// The text around a name.
pub(crate) struct Setting<'t> {
    blocks: Blocks<'t>,
    block: usize,
    range: Range<usize>,
    /// The words beside it.
    pub(crate) beside: Beside,
    sentence: OnceCell<Range<usize>>,
    words: OnceCell<Words>,
    near: OnceCell<CueSet>,
    /// The places that names clearly meant earlier in the document.
    meant: &'t BTreeSet<usize>,
}

impl<'t> Setting<'t> {
    /// Returns the setting of a range of a block.
    pub(crate) fn new(blocks: Blocks<'t>, block: usize, range: &Range<usize>, meant: &'t BTreeSet<usize>) -> Self {
        Self {
            blocks,
            block,
            range: range.clone(),
            beside: Beside::new(&blocks.blocks[block].text, range),
            sentence: OnceCell::new(),
            words: OnceCell::new(),
            near: OnceCell::new(),
            meant,
        }
    }

    /// Returns where its sentence stands in the block.
    pub(crate) fn sentence(&self) -> Range<usize> {
        self.sentence.get_or_init(|| around::sentence_range(&self.block().text, &self.range)).clone()
    }

    /// Returns the part of its sentence that is looked through for words: a text without stops is no sentence.
    pub(crate) fn short_sentence(&self) -> Range<usize> {
        const LONGEST: usize = 2000;
        let (text, sentence) = (&self.block().text, self.sentence());
        around::boundary(text, sentence.start.max(self.range.start.saturating_sub(LONGEST)))
            ..around::boundary(text, sentence.end.min(self.range.end + LONGEST))
    }

    /// Returns the words of its sentence, without the name itself: a word for steel begins as it does.
    pub(crate) fn words(&self) -> &Words {
        self.words.get_or_init(|| {
            let (text, sentence) = (&self.block().text, self.short_sentence());
            around::all_words([&text[sentence.start..self.range.start], &text[self.range.end..sentence.end]])
        })
    }

    /// Tells whether a name earlier in the document clearly meant the place of a reading.
    pub(crate) fn is_meant(&self, reading: &Reading) -> bool {
        self.meant.contains(&reading.place)
    }

    /// Tells whether the text writes the names of places in italics.
    pub(crate) fn has_italic_names(&self) -> bool {
        self.blocks.sighted.has_italic_names
    }

    pub(crate) fn block(&self) -> &'t Block {
        &self.blocks.blocks[self.block]
    }

    /// The names in a range of its block. A block may be as long as a book.
    pub(crate) fn names_in(&self, range: &Range<usize>) -> &'t [Found<'t>] {
        let names = &self.blocks.sighted.sights[self.block].names;
        let at = |byte: usize| names.partition_point(|name| name.range.start < byte);
        &names[at(range.start)..at(range.end)]
    }

    /// The blocks of the neighbourhood in its language, without its own, and the names in them.
    pub(crate) fn around(&self, n: usize) -> impl Iterator<Item = (&'t Block, &'t [Found<'t>])> {
        let Blocks { blocks, sighted: Sighted { tongues, sights, .. } } = self.blocks;
        let own = self.block;
        let near = own.saturating_sub(n)..(own + n + 1).min(blocks.len());
        let near = near.filter(move |block| *block != own && tongues[*block] == tongues[own]);
        near.map(move |block| (&blocks[block], sights[block].names.as_slice()))
    }

    /// Returns the first cue that stands in the same block.
    pub(crate) fn here(&self, cues: &[CueId]) -> Option<CueId> {
        cues.iter().copied().find(|cue| self.blocks.sighted.sights[self.block].cues.has(*cue))
    }

    /// Returns the first cue that stands in a block of the neighbourhood.
    pub(crate) fn near(&self, cues: &[CueId]) -> Option<CueId> {
        /// How many blocks before and behind count.
        const NEAR: usize = 12;
        let near = self.near.get_or_init(|| {
            let Sighted { tongues, sights, .. } = self.blocks.sighted;
            let near = self.block.saturating_sub(NEAR)..(self.block + NEAR + 1).min(sights.len());
            let mut all = CueSet::default();
            // Cues of another language have other numbers.
            let near = near.filter(|block| tongues[*block] == tongues[self.block]);
            near.for_each(|block| all.add(&sights[block].cues));
            all
        });
        cues.iter().copied().find(|cue| near.has(*cue))
    }
}
