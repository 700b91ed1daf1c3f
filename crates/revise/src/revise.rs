//! From a document and a date to edits: names explained, replaced or marked up.

use crate::around;
use crate::echo::Echoes;
use crate::gazetteer::{Found, GazetteerError, Place};
use crate::grammar::Slot;
use crate::lexicon::Lexicon;
use crate::located;
use crate::markup::{Markup, tag};
use crate::phrase::{Phrase, lower};
use crate::resolve::{Blocks, Ranked, Setting, Sighted, resolve};
use crate::times::Times;
use crate::tongue::{Gazetteers, Tongue, Tongues};
use serde::Serialize;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;
use thaw_core::{Edtf, Lang, Name};
use thaw_formats::document::{Document, Edit, Replacement, Role};

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
    pub(crate) fn revise(&mut self, document: &Document, sighted: &[Sighted<'_>]) -> Result<Revision, GazetteerError> {
        let mut revision = Revision::default();
        let blocks = |(part, sighted)| Blocks::new(part, sighted);
        let parts: Vec<Blocks<'_>> = document.parts.iter().zip(sighted).map(blocks).collect();
        let sound = document.parts.iter().enumerate().filter(|(_, part)| part.fault.is_none());
        let spots = sound.flat_map(|(part_idx, part)| {
            let is_repeat = |block: usize| part.blocks[block].role == Role::Repeat;
            let spot = move |block| {
                let is_repeat = is_repeat(block);
                let markup = Markup { kind: part.kind, prefix: &part.blocks[block].prefix };
                let markup = Some(markup).filter(|_| document.takes_markup && !is_repeat);
                Spot { part: part_idx, block, markup, is_repeat }
            };
            (0..part.blocks.len()).map(spot)
        });
        let (repeats, spots): (Vec<Spot<'_>>, Vec<Spot<'_>>) = spots.partition(|at| at.is_repeat);
        for at in &spots {
            self.block(parts[at.part], at, &mut revision)?;
        }
        if !repeats.is_empty() {
            let echoes = (self.options.mode == Mode::Replace).then(|| Echoes::new(document, &revision));
            for at in &repeats {
                if !echoes.as_ref().is_some_and(|echoes| echoes.repeat(at.part, at.block, &mut revision)) {
                    self.block(parts[at.part], at, &mut revision)?;
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
                            mention.new = Some(text.clone());
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
                        if seen.is_first
                            && new.is_some_and(|new| stands_beside(&seen, &new.text, gazetteer.lexicon, options.mode))
                        {
                            explained.insert((lexicon, reading.place));
                        }
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

/// A clear name in its text.
struct Seen<'s> {
    text: &'s str,
    found: &'s Found<'s>,
    setting: &'s Setting<'s>,
    place: &'s Place,
    old: &'s Name,
    slots: &'s [Slot],
    is_first: bool,
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
        return Err(format!("the record has no `{}` name of {} on {}", gazetteer.lang, seen.place.id, options.to));
    };
    if new.text == seen.old.text {
        return Err(format!("the place has the same name on {}", options.to));
    }
    if stands_beside(seen, &new.text, gazetteer.lexicon, options.mode) {
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
            if let Some(phrase) = is_named_after(seen, gazetteer.lexicon) {
                return Err(format!("the sentence tells of the name: `{}`", phrase.shown()));
            }
            let led = Led::new(seen, gazetteer.lexicon);
            agrees(seen, &led, &new.text, gazetteer.lexicon)?;
            let mut edits = Vec::from_iter(word_before(seen, &new.text, gazetteer.lexicon)?);
            edits.push((range, inflected(seen, &led, &new.text, times)?));
            Ok(edits.into_iter().map(|(range, text)| (range, Replacement::Text(text))).collect())
        }
    }
}

/// Whether the new name stands within a few words of the old one: it is explained already, or the text is about the renaming.
///
/// A name that takes the place of the old one may stand in the next sentence.
fn stands_beside(seen: &Seen<'_>, new: &str, lexicon: &Lexicon, mode: Mode) -> bool {
    const NEAR: usize = 80;
    let range = &seen.found.range;
    let mut from = around::boundary(seen.text, range.start.saturating_sub(NEAR));
    let mut to = around::boundary(seen.text, range.end + NEAR);
    if mode == Mode::Replace {
        let sentence = seen.setting.sentence();
        (from, to) = (from.max(sentence.start), to.min(sentence.end));
    }
    let around = [&seen.text[from..range.start], &seen.text[range.end..to]];
    // Without its last letters, so that an inflected form is seen as well.
    let n_letters = new.chars().count();
    let stem: String = new.chars().take(if n_letters > 5 { n_letters - 2 } else { n_letters }).collect();
    if !around.iter().any(|text| text.contains(&stem)) {
        return false;
    }
    // `Donezbecken` is not Donezk. What the tables do not inflect may have any ending.
    let forms = lexicon.forms(new);
    let is_form = |word: &str| {
        forms.get(word).is_some_and(|slots| slots.iter().any(|slot| matches!(slot, Slot::Case(_))))
            || forms.len() == 1 && word.starts_with(new)
    };
    new.contains(' ') || around.iter().any(|text| text.split(|character| !around::is_of_word(character)).any(is_form))
}

/// Returns the phrase by which a sentence tells of the name: whom the place was named after (*Zhdanov is named after A. A. Zhdanov*),
/// or that it has another one now. The other name would make it false.
fn is_named_after<'l>(seen: &Seen<'_>, lexicon: &'l Lexicon) -> Option<&'l Phrase> {
    const STEM: usize = 5;
    let stem: String = lower(&seen.text[seen.found.range.clone()]).chars().take(STEM).collect();
    let words = seen.setting.words();
    let is_told = words.iter().any(|word| word.starts_with(&stem));
    let words: Vec<&str> = words.iter().collect();
    around::first_in(&words, &lexicon.naming)
        .filter(|_| is_told)
        .or_else(|| around::first_in(&words, &lexicon.renaming))
}

/// Refuses a new name of another gender, which a verb or an adjective of the sentence would have to follow.
fn agrees(seen: &Seen<'_>, led: &Led<'_>, new: &str, lexicon: &Lexicon) -> Result<(), String> {
    let is_noun = seen.slots.iter().any(|slot| matches!(slot, Slot::Case(_)));
    // Right after a preposition there is no adjective that could show it, and the name is no subject.
    let is_governed = !led.cases.is_empty();
    // `Stalinogród, 4 maja 1955`: no word agrees with the place of a letter, or with a cell of a table.
    let (before, after) = (&seen.text[..seen.found.range.start], &seen.text[seen.found.range.end..]);
    let is_alone = located::fills_cell(seen.text, &seen.found.range)
        || located::is_of_figures(seen.text, &seen.found.range)
        || located::is_in_chain(lexicon, seen.text, &seen.found.range)
        || before.lines().next_back().is_none_or(|line| line.trim().is_empty())
            && after.strip_prefix(',').is_some_and(|after| {
                after.split_whitespace().take(2).any(|word| word.starts_with(|first: char| first.is_ascii_digit()))
            });
    match (lexicon.gender(&seen.old.text), lexicon.gender(new)) {
        (Some(one), Some(other)) if one != other && is_noun && !led.is_apposition && !is_governed && !is_alone => {
            Err(format!("`{new}` has another gender or number, which other words of the sentence may show"))
        }
        _ => Ok(()),
    }
}

/// Returns the edit of the preposition or article before the name, when the new name asks for its other form.
fn word_before(seen: &Seen<'_>, new: &str, lexicon: &Lexicon) -> Result<Option<(Range<usize>, String)>, String> {
    let range = &seen.found.range;
    let Some(word) = seen.setting.beside.before.iter().next() else { return Ok(None) };
    let (Some(of_old), Some(of_new)) =
        (lexicon.form_before(word, &seen.text[range.clone()]), lexicon.form_before(word, new))
    else {
        return Ok(None);
    };
    if of_old == of_new || word == of_new {
        return Ok(None);
    }
    let before = seen.text[..range.start].trim_end();
    let start = around::last_word(before).map_or(before.len(), |word| word.start);
    let written = &before[start..];
    // A writer who does not follow the rule before the old name has one of his own.
    if of_old != word || lower(written) != word {
        return Err(format!("`{word}` would have another form before `{new}`"));
    }
    let text = if seen.found.in_capitals && !written.chars().any(char::is_lowercase) {
        of_new.to_uppercase()
    } else {
        like(written, of_new)
    };
    Ok(Some((start..before.len(), text)))
}

/// Returns a word with a first letter as large as that of another one.
fn like(written: &str, word: &str) -> String {
    let is_large = written.chars().next().is_some_and(char::is_uppercase);
    let mut characters = word.chars();
    let Some(first) = characters.next() else { return String::new() };
    let first: String = if is_large { first.to_uppercase().collect() } else { first.to_lowercase().collect() };
    first + characters.as_str()
}

/// Returns the new name in the form that the old one has.
fn inflected(seen: &Seen<'_>, led: &Led<'_>, new: &str, times: &Times<'_>) -> Result<String, String> {
    let lexicon = times.gazetteer.lexicon;
    let written = &seen.text[seen.found.range.clone()];
    let Led { cases: possible, is_apposition } = *led;
    let cases = governed(seen, possible, lexicon);
    let is_case_of = |case: &String| seen.slots.iter().any(|slot| matches!(slot, Slot::Case(own) if own == case));
    // `do Stalino`: the writer leaves a name in its dictionary form where the language inflects. Behind `в городе` that is usual.
    let is_left_so = !is_apposition
        && seen.slots.contains(&Slot::nominative())
        && !possible.is_empty()
        && !possible.iter().any(is_case_of);
    let is_nominative =
        is_apposition && seen.slots.contains(&Slot::nominative()) && !cases.is_empty() && !cases.iter().any(is_case_of);
    let asked: Vec<Slot> = match is_nominative {
        true => vec![Slot::nominative()],
        false => cases.iter().cloned().map(Slot::Case).collect(),
    };
    let slots = if is_left_so || is_nominative { &asked } else { seen.slots };
    let mut forms: Vec<(&Slot, String)> = Vec::new();
    for slot in slots {
        let form = times
            .inflect(&seen.old.text, written, new, slot)
            .ok_or_else(|| format!("the tables do not say how `{new}` is inflected"))?;
        forms.push((slot, form));
    }
    let Some((_, first)) = forms.first().cloned() else { return Err("the form is not known".to_owned()) };
    let form = if forms.iter().all(|(_, form)| *form == first) {
        first
    } else {
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
    Ok(if seen.found.in_capitals {
        form.to_uppercase()
    } else if written.chars().next().is_some_and(char::is_lowercase)
        || seen.slots.iter().all(|slot| matches!(slot, Slot::Adjective(_)))
        || seen.old.text.starts_with(char::is_lowercase)
    {
        like(written, &form)
    } else {
        form
    })
}

/// Returns the cases that the words before the name ask for; the dictionary form when the name opens a clause.
fn governed(seen: &Seen<'_>, cases: &[String], lexicon: &Lexicon) -> Vec<String> {
    let words = &seen.setting.beside.before;
    // Alone in brackets it stands as in a list: `«Шахтёр» (Сталино)`.
    let (before, after) = (&seen.text[..seen.found.range.start], &seen.text[seen.found.range.end..]);
    if before.ends_with('(') && after.starts_with(')') || located::is_of_figures(seen.text, &seen.found.range) {
        return vec![crate::grammar::NOMINATIVE.to_owned()];
    }
    // What opens a sentence is its subject, or an object of the same form.
    if seen.text[seen.setting.sentence()].trim_start().starts_with(&seen.text[seen.found.range.clone()])
        && words.is_empty()
    {
        return vec![crate::grammar::NOMINATIVE.to_owned()];
    }
    // `Главный город Донбасса — Сталино.`
    let ends_clause = after.trim_start().is_empty() || after.starts_with(['.', ',', ';', '!', '?', ')']);
    if cases.is_empty() && ends_clause && before.trim_end().ends_with(['—', '–']) {
        return vec![crate::grammar::NOMINATIVE.to_owned()];
    }
    if cases.contains(&lexicon.goal) && cases.contains(&lexicon.rest) {
        // A verb of going right before the preposition wants the goal; farther off it may or may not.
        let is_going = |words: &[&str]| around::any_in(words, &lexicon.motion).is_some();
        let near = seen.setting.beside.near();
        let is_staying = around::any_in(&near, &lexicon.staying).is_some();
        let is_going_far = || {
            let sentence = around::words(&seen.text[seen.setting.sentence()]);
            let sentence: Vec<&str> = sentence.iter().map(String::as_str).collect();
            is_going(&sentence)
        };
        return match (is_going(&near), is_staying) {
            (true, false) => vec![lexicon.goal.clone()],
            (false, true) => vec![lexicon.rest.clone()],
            (false, false) if !is_going_far() => vec![lexicon.rest.clone()],
            _ => Vec::new(),
        };
    }
    cases.to_vec()
}

/// What the words before a name ask of it.
#[derive(Clone, Copy)]
struct Led<'l> {
    /// The cases that they can ask for.
    cases: &'l [String],
    /// Whether they tell the class of the place: `в городе`.
    is_apposition: bool,
}

impl<'l> Led<'l> {
    fn new(seen: &Seen<'_>, lexicon: &'l Lexicon) -> Self {
        let mut classes = lexicon.classes.values();
        let is_apposition = classes.any(|class| seen.setting.beside.follows(&class.before).is_some());
        Self { cases: possible_cases(seen, lexicon), is_apposition }
    }
}

/// Returns all cases that the word before the name, or before the list in which it stands, can ask for.
fn possible_cases<'l>(seen: &Seen<'_>, lexicon: &'l Lexicon) -> &'l [String] {
    let of_list = || {
        let head = around::head_of_list(&seen.text[..seen.found.range.start], &lexicon.and)?;
        lexicon.governs.get(&head)
    };
    let mut before = seen.setting.beside.before.iter();
    let of_word = before.next().and_then(|word| {
        // `в г. Сталино`: the preposition stands before the word for the town.
        let is_class = || lexicon.classes.values().any(|class| class.before.last_of(std::iter::once(word)).is_some());
        lexicon
            .governs
            .get(word)
            .or_else(|| before.next().filter(|_| is_class()).and_then(|word| lexicon.governs.get(word)))
    });
    of_word.or_else(of_list).map_or(&[], Vec::as_slice)
}
