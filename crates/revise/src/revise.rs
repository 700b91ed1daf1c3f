//! From a document and a date to edits: names explained, replaced or marked up.

use crate::around::{self, Beside};
use crate::gazetteer::{Found, Gazetteer, Place};
use crate::grammar::Slot;
use crate::lexicon::Lexicon;
use crate::resolve::{Blocks, Ranked, Setting, resolve};
use crate::times::Times;
use serde::Serialize;
use std::collections::BTreeSet;
use std::ops::Range;
use thaw_core::{Edtf, Name};
use thaw_formats::document::markup::escape_attribute;
use thaw_formats::document::{Document, Edit, Kind, Replacement};

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
    /// How it is written.
    pub text: String,
    /// The place, when it is clear.
    pub place: Option<String>,
    /// What the place is called on the other date; what was written when the name was replaced.
    pub new: Option<String>,
    /// Whether there is an edit for it.
    pub is_edited: bool,
    /// Why.
    pub reason: String,
    /// The places that it can mean, the likeliest first.
    pub ranked: Vec<Ranked>,
}

/// The edits of a document and every name that was looked at.
#[derive(Clone, Debug, Default)]
pub struct Revision {
    /// The edits, in the order of the document.
    pub edits: Vec<Edit>,
    /// The names, in the order of the document.
    pub mentions: Vec<Mention>,
}

/// Looks at every name of a document and says what to edit.
#[must_use]
pub fn revise(document: &Document, gazetteer: &Gazetteer<'_>, options: &Options) -> Revision {
    Reviser::new(gazetteer, options).revise(document)
}

/// Revises the pieces of one document in their order.
pub(crate) struct Reviser<'r> {
    gazetteer: &'r Gazetteer<'r>,
    options: &'r Options,
    times: Times<'r>,
    /// The places that were explained in earlier pieces.
    explained: BTreeSet<usize>,
}

impl<'r> Reviser<'r> {
    pub(crate) fn new(gazetteer: &'r Gazetteer<'_>, options: &'r Options) -> Self {
        let times = Times::new(gazetteer, &options.date, &options.to);
        Self { gazetteer, options, times, explained: BTreeSet::new() }
    }

    pub(crate) fn revise(&mut self, document: &Document) -> Revision {
        let mut revision = Revision::default();
        for (part_idx, part) in document.parts.iter().enumerate() {
            let blocks = Blocks::new(self.gazetteer, &part.blocks);
            for block_idx in 0..part.blocks.len() {
                let at = Spot { part: part_idx, block: block_idx, kind: part.kind };
                self.block(&blocks, &at, &mut revision);
            }
        }
        revision
    }

    fn block(&mut self, blocks: &Blocks<'_>, at: &Spot, revision: &mut Revision) {
        let Self { gazetteer, options, times, explained } = self;
        let text = &blocks.blocks[at.block].text;
        for found in &blocks.sights[at.block].names {
            let setting = Setting::new(blocks, at.block, &found.range);
            let resolved = resolve(gazetteer, found, &setting, times, options.keep_quotations);
            let mut mention = Mention {
                part: at.part,
                block: at.block,
                range: found.range.clone(),
                text: text[found.range.clone()].to_owned(),
                place: None,
                new: None,
                is_edited: false,
                reason: resolved.reason,
                ranked: resolved.ranked,
            };
            if let Some(reading) = resolved.clear {
                let place = &gazetteer.places[reading.place];
                mention.place = Some(place.id.0.clone());
                let new = times.name_then(reading.place);
                mention.new = new.map(|name| name.text.clone());
                let is_first = !explained.contains(&reading.place);
                let seen = Seen {
                    text,
                    found,
                    beside: &setting.beside,
                    place,
                    old: gazetteer.name(reading),
                    slots: &reading.slots,
                    is_first,
                };
                match edit(&seen, new, at.kind, gazetteer, options) {
                    Ok((range, new)) => {
                        explained.insert(reading.place);
                        mention.is_edited = true;
                        if let (Mode::Replace, Replacement::Text(text)) = (options.mode, &new) {
                            mention.new = Some(text.clone());
                        }
                        revision.edits.push(Edit { part: at.part, block: at.block, range, new });
                    }
                    Err(reason) => mention.reason = reason,
                }
            }
            revision.mentions.push(mention);
        }
    }
}

/// Where a block stands.
struct Spot {
    part: usize,
    block: usize,
    kind: Kind,
}

/// A clear name in its text.
struct Seen<'s> {
    text: &'s str,
    found: &'s Found<'s>,
    beside: &'s Beside,
    place: &'s Place,
    old: &'s Name,
    slots: &'s [Slot],
    is_first: bool,
}

/// Returns the edit, or why there is none.
fn edit(
    seen: &Seen<'_>,
    new: Option<&Name>,
    kind: Kind,
    gazetteer: &Gazetteer<'_>,
    options: &Options,
) -> Result<(Range<usize>, Replacement), String> {
    let range = seen.found.range.clone();
    if options.mode == Mode::Tag {
        return Ok((range, tag(seen.place, new, kind, options)));
    }
    let Some(new) = new else {
        return Err(format!("the record has no `{}` name of {} on {}", gazetteer.lang, seen.place.id, options.to));
    };
    if new.text == seen.old.text {
        return Err(format!("the place has the same name on {}", options.to));
    }
    if stands_beside(seen, &new.text) {
        return Err(format!("`{}` stands beside it already", new.text));
    }
    match options.mode {
        Mode::Gloss if !seen.is_first => Err("the place was explained before".to_owned()),
        Mode::Gloss if seen.slots.iter().all(|slot| matches!(slot, Slot::Adjective(_))) => {
            Err("an adjective is not explained".to_owned())
        }
        Mode::Gloss => {
            let gloss = format!(" {}", gazetteer.lexicon.gloss.replace("{new}", &new.text));
            Ok((range.end..range.end, Replacement::Text(gloss)))
        }
        Mode::Replace | Mode::Tag => {
            fits_neighbours(seen, &new.text, gazetteer.lexicon)?;
            let text = inflected(seen, &new.text, gazetteer)?;
            Ok((range, Replacement::Text(text)))
        }
    }
}

/// Whether the new name stands within a few words of the old one: it is explained already, or the text is about the renaming.
fn stands_beside(seen: &Seen<'_>, new: &str) -> bool {
    const NEAR: usize = 80;
    let range = &seen.found.range;
    let from = around::boundary(seen.text, range.start.saturating_sub(NEAR));
    let to = around::boundary(seen.text, range.end + NEAR);
    // Without its last letters, so that an inflected form is seen as well.
    let n_letters = new.chars().count();
    let stem: String = new.chars().take(if n_letters > 5 { n_letters - 2 } else { n_letters }).collect();
    seen.text[from..range.start].contains(&stem) || seen.text[range.end..to].contains(&stem)
}

/// Refuses a new name that other words of the sentence would have to follow: a preposition or article its sound, a verb or an
/// adjective its gender.
fn fits_neighbours(seen: &Seen<'_>, new: &str, lexicon: &Lexicon) -> Result<(), String> {
    let before = seen.beside.before.iter().next();
    let old = &seen.text[seen.found.range.clone()];
    if let Some(last) = before {
        let first = |name: &str| name.chars().next().map(|letter| letter.to_lowercase().to_string());
        let is_vowel = |name: &str| first(name).is_some_and(|letter| "aeiouáéíóúаеиоуыэюяєії".contains(&letter));
        let is_last = |word: &String| word == last;
        let changes = lexicon.same_letter.iter().any(is_last) && first(old) != first(new)
            || lexicon.same_sound.iter().any(is_last) && is_vowel(old) != is_vowel(new);
        if changes {
            return Err(format!("`{last}` would have another form before `{new}`"));
        }
    }
    let is_apposition = lexicon.classes.values().any(|class| seen.beside.follows(&class.before).is_some());
    let is_noun = seen.slots.iter().any(|slot| matches!(slot, Slot::Case(_)));
    // Right after a preposition there is no adjective that could show it, and the name is no subject.
    let is_governed = before.is_some_and(|word| lexicon.governs.contains_key(word));
    match (lexicon.gender(&seen.old.text), lexicon.gender(new)) {
        (Some(one), Some(other)) if one != other && is_noun && !is_apposition && !is_governed => {
            Err(format!("`{new}` has another gender or number, which other words of the sentence may show"))
        }
        _ => Ok(()),
    }
}

/// Returns the new name in the form that the old one has.
fn inflected(seen: &Seen<'_>, new: &str, gazetteer: &Gazetteer<'_>) -> Result<String, String> {
    let lexicon = gazetteer.lexicon;
    let form_of = |slot: &Slot| lexicon.inflect(new, slot);
    let mut forms: Vec<(&Slot, String)> = Vec::new();
    for slot in seen.slots {
        let form = form_of(slot).ok_or_else(|| format!("the tables do not say how `{new}` is inflected"))?;
        forms.push((slot, form));
    }
    let Some((_, first)) = forms.first().cloned() else { return Err("the form is not known".to_owned()) };
    let form = if forms.iter().all(|(_, form)| *form == first) {
        first
    } else {
        let cases = governed(seen, lexicon);
        let mut fitting: Vec<&String> = forms
            .iter()
            .filter(|(slot, _)| matches!(slot, Slot::Case(case) if cases.iter().any(|wanted| wanted == case)))
            .map(|(_, form)| form)
            .collect();
        fitting.dedup();
        match fitting.as_slice() {
            [form] => (*form).clone(),
            _ => {
                return Err(format!("`{}` can be several cases, for which `{new}` has different forms", seen.old.text));
            }
        }
    };
    let written = &seen.text[seen.found.range.clone()];
    Ok(if seen.found.in_capitals {
        form.to_uppercase()
    } else if written.chars().next().is_some_and(char::is_lowercase) {
        let mut characters = form.chars();
        characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
    } else if seen.slots.iter().all(|slot| matches!(slot, Slot::Adjective(_))) {
        let mut characters = form.chars();
        characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
    } else {
        form
    })
}

/// Returns the cases that the words before the name ask for; the dictionary form when the name opens a clause.
fn governed(seen: &Seen<'_>, lexicon: &Lexicon) -> Vec<String> {
    let words = &seen.beside.before;
    // What opens a sentence is its subject, or an object of the same form.
    if around::sentence(seen.text, &seen.found.range).trim_start().starts_with(&seen.text[seen.found.range.clone()])
        && words.is_empty()
    {
        return vec![crate::grammar::NOMINATIVE.to_owned()];
    }
    let Some(cases) = words.iter().next().and_then(|word| lexicon.governs.get(word)) else { return Vec::new() };
    if cases.contains(&lexicon.goal) && cases.contains(&lexicon.rest) {
        // A verb of going right before the preposition wants the goal; farther off it may or may not.
        const NEAR: usize = 4;
        let is_going = |words: &[&str]| around::any_in(words, &lexicon.motion).is_some();
        let mut near: Vec<&str> = words.iter().take(NEAR).collect();
        near.reverse();
        let sentence = around::words(around::sentence(seen.text, &seen.found.range));
        let sentence: Vec<&str> = sentence.iter().map(String::as_str).collect();
        return match (is_going(&near), is_going(&sentence)) {
            (true, _) => vec![lexicon.goal.clone()],
            (false, true) => Vec::new(),
            (false, false) => vec![lexicon.rest.clone()],
        };
    }
    cases.clone()
}

/// Returns the markup around a name; formats that have none for names get an annotation beside the text.
fn tag(place: &Place, new: Option<&Name>, kind: Kind, options: &Options) -> Replacement {
    let (place, when) = (reference(place), options.date.to_string());
    let (id, day) = (escape_attribute(&place), escape_attribute(&when));
    match kind {
        Kind::Xml => Replacement::Wrap {
            before: format!("<placeName ref=\"{id}\" when=\"{day}\">"),
            after: "</placeName>".to_owned(),
        },
        Kind::Html | Kind::Epub => {
            let now = new.map(|name| format!(" data-now=\"{}\"", escape_attribute(&name.text))).unwrap_or_default();
            Replacement::Wrap {
                before: format!("<span data-place=\"{id}\" data-when=\"{day}\"{now}>"),
                after: "</span>".to_owned(),
            }
        }
        Kind::Plain | Kind::Markdown | Kind::Docx | Kind::Odt => {
            let now = new.map(|name| ("thaw:now".to_owned(), name.text.clone()));
            let known = [("id".to_owned(), place), ("thaw:when".to_owned(), when)];
            Replacement::Beside(known.into_iter().chain(now).collect())
        }
    }
}

/// Returns the address by which a place is known: of Wikidata, else a name of our own.
#[must_use]
pub fn reference(place: &Place) -> String {
    match &place.wikidata {
        Some(id) => format!("http://www.wikidata.org/entity/{id}"),
        None => format!("urn:thaw:place:{}", place.id),
    }
}
