//! From a document and a date to edits: names explained, replaced or marked up.

use crate::echo::Echoes;
use crate::gazetteer::GazetteerError;
use crate::grammar::Slot;
use crate::markup::{Markup, tag};
use crate::resolve::{Ranked, resolve};
use crate::setting::{Blocks, Setting, Sighted};
use crate::times::{Times, said};
use crate::tongue::{Gazetteers, Tongue, Tongues};
use crate::wording::{Seen, reworded, stands_beside};
use serde::Serialize;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;
use thaw_core::{Answer, Edtf, Lang, Name};
use thaw_formats::document::{Block, Document, Edit, Replacement, Role};

/// What is done with names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The other date's name is added where a place is first mentioned.
    Gloss,
    /// The other date's name takes the place of the old one.
    Replace,
    /// The name is marked up; no character of the text changes.
    Tag,
}

/// What is wanted.
#[derive(Clone, Debug)]
pub struct Options {
    /// What is done.
    pub mode: Mode,
    /// The date of the document.
    pub date: Edtf,
    /// The date whose names are written.
    pub to: Edtf,
    /// Whether names in quotations are left alone.
    pub keep_quotations: bool,
    /// The language of the document.
    pub lang: Lang,
    /// Whether all of it is in this language; else each block is asked for its own.
    pub is_one_language: bool,
    /// Whether each name comes with the places that it can mean, ranked, and what speaks for them.
    pub is_explained: bool,
}

/// A name in a document, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mention {
    /// The index of the document's part.
    pub part: usize,
    /// The index of the block in the part.
    pub block: usize,
    /// Where it stands in the text of the block, in bytes.
    pub range: Range<usize>,
    /// The language of the block.
    pub lang: Lang,
    /// How it is written.
    pub text: String,
    /// The place, when it is clear.
    pub place: Option<String>,
    /// What the place is called on the other date; what was written when the name was replaced.
    pub new: Option<String>,
    /// Whether there is an edit for it.
    pub is_edited: bool,
    /// Whether it needs no gloss because its place has one further up.
    pub is_explained: bool,
    /// Why.
    pub reason: String,
    /// The places that it can mean, the likeliest first ([`Options::is_explained`]).
    pub ranked: Vec<Ranked>,
}

/// The edits of a document and every name that was looked at.
#[derive(Clone, Debug, Default)]
pub struct Revision {
    /// The edits, in the order of the document.
    pub edits: Vec<Edit>,
    /// The names, in the order of the document.
    pub mentions: Vec<Mention>,
    /// How many blocks are in languages whose names cannot be edited, by the tag of the language (`und` when it is not known).
    /// Names were not looked for in them.
    pub unread: BTreeMap<String, usize>,
}

/// Looks at every name of a document and says what to edit.
///
/// # Errors
/// When the names of a language are too many for one automaton.
pub fn revise(document: &Document, gazetteers: &Gazetteers<'_>, options: &Options) -> Result<Revision, GazetteerError> {
    let sighted = Looker::new(gazetteers, options).look(document)?;
    Reviser::new(gazetteers, options).revise(document, &sighted)
}

/// Looks at the pieces of one document in their order, before they are revised.
pub(crate) struct Looker<'r, 'a> {
    gazetteers: &'r Gazetteers<'a>,
    tongues: Tongues<'r>,
}

impl<'r, 'a> Looker<'r, 'a> {
    pub(crate) fn new(gazetteers: &'r Gazetteers<'a>, options: &Options) -> Self {
        Self { gazetteers, tongues: Tongues::new(gazetteers.lexicons, &options.lang, options.is_one_language) }
    }

    /// Returns what is seen in each part.
    pub(crate) fn look(&mut self, document: &Document) -> Result<Vec<Sighted<'r>>, GazetteerError> {
        let parts = document.parts.iter();
        parts.map(|part| Sighted::new(self.gazetteers, &mut self.tongues, &part.blocks)).collect()
    }
}

/// Revises the pieces of one document in their order.
pub(crate) struct Reviser<'r, 'a> {
    gazetteers: &'r Gazetteers<'a>,
    options: &'r Options,
    /// By lexicon.
    times: Vec<OnceCell<Times<'r>>>,
    /// The places that were explained in earlier blocks, each in one language.
    explained: BTreeSet<(usize, usize)>,
    /// The places that names in earlier blocks clearly meant.
    meant: BTreeSet<usize>,
}

impl<'r, 'a> Reviser<'r, 'a> {
    pub(crate) fn new(gazetteers: &'r Gazetteers<'a>, options: &'r Options) -> Self {
        let times = (0..gazetteers.lexicons.n()).map(|_| OnceCell::new()).collect();
        Self { gazetteers, options, times, explained: BTreeSet::new(), meant: BTreeSet::new() }
    }

    /// `sighted` is what is seen in each part.
    pub(crate) fn revise<'d>(
        &mut self,
        document: &'d Document,
        sighted: &[Sighted<'_>],
    ) -> Result<Revision, GazetteerError> {
        let mut revision = Revision::default();
        let blocks = |(part, sighted)| Blocks::new(part, sighted);
        let parts: Vec<Blocks<'_>> = document.parts.iter().zip(sighted).map(blocks).collect();
        let spots = || {
            let sound = document.parts.iter().enumerate().filter(|(_, part)| part.fault.is_none());
            sound.flat_map(|(part_idx, part)| {
                let spot = move |(block_idx, block): (usize, &'d Block)| {
                    let is_repeat = block.role == Role::Repeat;
                    let markup = Markup { kind: part.kind, prefix: &block.prefix };
                    let markup = Some(markup).filter(|_| document.takes_markup && !is_repeat);
                    Spot { part: part_idx, block: block_idx, markup, is_repeat }
                };
                part.blocks.iter().enumerate().map(spot)
            })
        };
        for at in spots().filter(|at| !at.is_repeat) {
            self.block(parts[at.part], &at, &mut revision)?;
        }
        let mut repeats = spots().filter(|at| at.is_repeat).peekable();
        if repeats.peek().is_some() {
            let echoes = (self.options.mode == Mode::Replace).then(|| Echoes::new(document, &revision));
            for at in repeats {
                if !echoes.as_ref().is_some_and(|echoes| echoes.repeat(at.part, at.block, &mut revision)) {
                    self.block(parts[at.part], &at, &mut revision)?;
                }
            }
            revision.edits.sort_by_key(|edit| (edit.part, edit.block, edit.range.start));
            revision.mentions.sort_by_key(|mention| (mention.part, mention.block, mention.range.start));
        }
        Ok(revision)
    }

    fn block(&mut self, blocks: Blocks<'_>, at: &Spot<'_>, revision: &mut Revision) -> Result<(), GazetteerError> {
        let Self { gazetteers, options, times, explained, meant, .. } = self;
        let lexicon = match &blocks.sighted.tongues[at.block] {
            Tongue::Known(lexicon) if gazetteers.lexicons.lexicon(*lexicon).can_edit() => *lexicon,
            Tongue::Known(lexicon) => {
                *revision.unread.entry(gazetteers.lexicons.tag(*lexicon).to_string()).or_default() += 1;
                return Ok(());
            }
            Tongue::Unknown(tag) => {
                let tag = tag.clone().unwrap_or_else(|| Lang::undetermined().to_string());
                *revision.unread.entry(tag).or_default() += 1;
                return Ok(());
            }
        };
        if blocks.sighted.sights[at.block].names.is_empty() {
            return Ok(());
        }
        let gazetteer = gazetteers.get(lexicon)?;
        let times = times[lexicon].get_or_init(|| Times::new(gazetteer, &options.date, &options.to));
        let text = &blocks.blocks[at.block].text;
        for found in &blocks.sighted.sights[at.block].names {
            let setting = Setting::new(blocks, at.block, &found.range, meant);
            let resolved = resolve(gazetteer, found, &setting, times, options);
            let mut mention = Mention {
                part: at.part,
                block: at.block,
                range: found.range.clone(),
                lang: gazetteer.lang.clone(),
                text: text[found.range.clone()].to_owned(),
                place: None,
                new: None,
                is_edited: false,
                is_explained: false,
                reason: resolved.reason,
                ranked: resolved.ranked,
            };
            if let Some(reading) = resolved.clear {
                let place = &gazetteer.places[reading.place];
                mention.place = Some(place.id.0.clone());
                let new = times.name_then(reading.place);
                mention.new = new.map(|name| name.text.clone());
                let seen = Seen {
                    text,
                    found,
                    setting: &setting,
                    place,
                    old: gazetteer.name(reading),
                    slots: &reading.slots,
                    is_first: !explained.contains(&(lexicon, reading.place)),
                };
                let is_closed = setting
                    .block()
                    .closed
                    .iter()
                    .any(|closed| closed.start < found.range.end && found.range.start < closed.end);
                let at = &Spot { markup: at.markup.filter(|_| !is_closed), ..*at };
                match edit(&seen, new, at, times, options) {
                    Ok(edits) => {
                        explained.insert((lexicon, reading.place));
                        mention.is_edited = true;
                        if let (Mode::Replace, Some((_, Replacement::Text(text)))) = (options.mode, edits.last()) {
                            mention.new = Some(text.trim_start().to_owned());
                        }
                        let about = times.about(reading.place, &mention.reason);
                        let edit = |(range, new)| {
                            let about = Some(Arc::clone(&about));
                            Edit { part: at.part, block: at.block, range, new, about }
                        };
                        revision.edits.extend(edits.into_iter().map(edit));
                    }
                    Err(reason) => {
                        // What the text explains itself needs no gloss further on.
                        let is_replaced = options.mode == Mode::Replace;
                        let is_told = |new: &Name| stands_beside(&seen, &new.text, times, is_replaced);
                        if seen.is_first && new.is_some_and(is_told) {
                            explained.insert((lexicon, reading.place));
                        }
                        mention.is_explained = options.mode == Mode::Gloss && new.is_some() && !seen.is_first;
                        mention.reason = reason;
                    }
                }
                meant.insert(reading.place);
            }
            revision.mentions.push(mention);
        }
        Ok(())
    }
}

/// Where a block stands.
struct Spot<'d> {
    part: usize,
    block: usize,
    /// The markup that names can be given.
    markup: Option<Markup<'d>>,
    /// Whether it only repeats what stands elsewhere.
    is_repeat: bool,
}

/// Tells whether the name that the place's own people use may still be theirs on a date: to write that of the text's language would be to
/// translate it.
fn is_same_at_home(old: &Name, lang: &str, to: &Edtf) -> bool {
    old.lang.primary() != lang && old.period.holds(to) > Answer::No
}

/// Returns the edit of the name, after that of the word before it where there is one, or why there is none.
fn edit(
    seen: &Seen<'_>,
    new: Option<&Name>,
    at: &Spot<'_>,
    times: &Times<'_>,
    options: &Options,
) -> Result<Vec<(Range<usize>, Replacement)>, String> {
    let gazetteer = times.gazetteer;
    let range = seen.found.range.clone();
    if options.mode == Mode::Tag {
        return Ok(vec![(range, tag(seen.place, new, at.markup, &options.date))]);
    }
    let Some(new) = new else {
        return Err(format!("the record has no `{}` name of {} {}", gazetteer.lang, seen.place.id, said(&options.to)));
    };
    if new.text == seen.old.text || is_same_at_home(seen.old, gazetteer.lang.primary(), &options.to) {
        return Err(format!("the place has the same name {}", said(&options.to)));
    }
    if stands_beside(seen, &new.text, times, options.mode == Mode::Replace) {
        return Err(format!("`{}` stands beside it already", new.text));
    }
    match options.mode {
        Mode::Gloss if at.is_repeat => {
            Err("it stands in a table of contents or a running head, which only repeat the text".to_owned())
        }
        Mode::Gloss if !seen.is_first => Err("the place was explained before".to_owned()),
        Mode::Gloss if seen.slots.iter().all(|slot| matches!(slot, Slot::Adjective(_))) => {
            Err("an adjective is not explained".to_owned())
        }
        Mode::Gloss => {
            let gloss = format!(" {}", gazetteer.lexicon.gloss.replace("{new}", &new.text));
            Ok(vec![(range.end..range.end, Replacement::Text(gloss))])
        }
        Mode::Replace | Mode::Tag => {
            let edits = reworded(seen, &new.text, times)?;
            Ok(edits.into_iter().map(|(range, text)| (range, Replacement::Text(text))).collect())
        }
    }
}
