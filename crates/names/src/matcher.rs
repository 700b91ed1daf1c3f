//! Text in, explained matches out.

use crate::{
    around::Around,
    automaton::{Automaton, Hit},
    context::Context,
    fold::{Agreement, agree, exact_word, is_apostrophe, is_hyphen, is_word, plain, plain_word},
    judge::{Judge, Reading},
    language::{Boundary, FormKind, Languages, Senses},
    pattern::{Pattern, PatternWord, Patterns, Role, is_acronym},
    tails::Tail,
};
use rustc_hash::FxHashMap;
use std::{cmp::Reverse, ops::Range, sync::OnceLock};
use thaw_core::{Dossier, Evidence, Lang, Script, candidate::Honours};

/// From this score on a match counts as found.
pub const THRESHOLD: f32 = 0.5;

/// A form of a dossier's name in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The bytes of the original text that the form takes, with given names and initials that belong to it.
    pub span: Range<usize>,
    /// Which dossier, by its place in the list that the matcher was made of.
    pub dossier: usize,
    /// The id of that dossier.
    pub dossier_id: String,
    /// The form as the text has it.
    pub form: String,
    /// The language of the form; with `-Latn` for a romanization.
    pub lang: Lang,
    /// The script of the form.
    pub script: Script,
    /// What the form is.
    pub kind: FormKind,
    /// Which rule yields it: `Russian surname in -ин, genitive`.
    pub derivation: String,
    /// Whom or what it honours, as far as the text and the context tell.
    pub honours: Honours,
    /// From 0 (surely not the dossier's person) to 1 (surely).
    pub score: f32,
    /// Why.
    pub evidence: Vec<Evidence>,
}

impl Match {
    /// Tells whether the text bears the dossier's name: in honour of the person, of something named after it, or of the victims.
    #[must_use]
    pub fn is_found(&self) -> bool {
        self.score >= THRESHOLD && !matches!(self.honours, Honours::OtherPerson | Honours::Nobody)
    }

    /// Explains the match in one sentence.
    #[must_use]
    pub fn explain(&self) -> String {
        let kind = self.kind.words();
        let mut text = format!("`{}`: {kind} of {}, {}", self.form, self.dossier_id, self.derivation);
        let others = self.evidence.iter().map(|evidence| evidence.text.as_str()).filter(|text| *text != kind);
        for (idx, evidence) in others.enumerate() {
            text.push_str(if idx == 0 { "; " } else { ", " });
            text.push_str(evidence);
        }
        text
    }
}

/// The names of some dossiers, ready to be found.
#[derive(Debug)]
pub struct Matcher {
    automaton: Automaton,
    /// The patterns of each stem of the automaton.
    by_stem: Vec<Vec<u32>>,
    patterns: Patterns,
    /// Gathered when the first form is found.
    senses: OnceLock<Senses>,
    judge: Judge,
}

/// A pattern that fits a place of the text.
struct Fit<'m> {
    pattern: &'m Pattern,
    span: Range<usize>,
    tail: Option<&'m Tail>,
    kind: FormKind,
    agreement: Agreement,
    /// The word whose tail it is.
    word: &'m PatternWord,
    /// What a prefix adds to the explanation.
    note: Option<&'m str>,
}

impl Matcher {
    /// Prepares dossiers for matching; O(names times languages), a few milliseconds for 50 dossiers.
    #[must_use]
    pub fn new(dossiers: &[Dossier], languages: &Languages) -> Self {
        let patterns = Patterns::of(dossiers.iter(), languages);
        let mut stems: Vec<String> = Vec::new();
        let mut by_stem: Vec<Vec<u32>> = Vec::new();
        let mut known: FxHashMap<String, usize> = FxHashMap::default();
        for (idx, pattern) in (0_u32..).zip(&patterns.patterns) {
            if pattern.role == Role::Given {
                continue;
            }
            let plain = plain_word(&pattern.words[pattern.anchor].exact);
            let slot = *known.entry(plain.clone()).or_insert_with(|| {
                stems.push(plain);
                by_stem.push(Vec::new());
                stems.len() - 1
            });
            by_stem[slot].push(idx);
        }
        let judge = Judge::new(dossiers, &patterns);
        Self {
            automaton: Automaton::new(stems.iter().map(String::as_str)),
            by_stem,
            patterns,
            senses: OnceLock::new(),
            judge,
        }
    }

    /// Returns what the words of the languages tell, whatever the script: a Russian phrase may stand in Latin letters.
    fn senses(&self) -> &Senses {
        self.senses.get_or_init(|| {
            let mut senses = Senses::default();
            let mut seen = std::collections::BTreeSet::new();
            for (idx, language) in self.patterns.languages.iter().enumerate() {
                if seen.insert(language.tag.as_str()) {
                    senses.add(&language.words, language_bit(idx));
                    for scheme in &self.patterns.schemes[idx] {
                        senses.add_romanized(&language.words, scheme);
                    }
                }
            }
            senses
        })
    }

    /// Tells whether a text can hold a match; cheap, and never false for a text in which [`Matcher::find`] finds something.
    #[must_use]
    pub fn may_match(&self, bytes: &[u8]) -> bool {
        self.automaton.any(bytes)
    }

    /// Finds the forms in a text, in the order of their spans; at most one match for a dossier at a place.
    ///
    /// Matches that are surely something else are returned too, with their reasons and a low score: see [`Match::is_found`].
    #[must_use]
    pub fn find(&self, text: &str, context: &Context<'_>) -> Vec<Match> {
        let mut fits: Vec<Fit<'_>> = Vec::new();
        self.automaton.each(text.as_bytes(), |hit| {
            self.verify(text, hit, &mut fits);
            true
        });
        if fits.is_empty() {
            return Vec::new();
        }
        // One place and dossier: the reading that explains most is judged; the language of the context goes first.
        fits.sort_by_key(|fit| (fit.span.start, fit.pattern.dossier));
        let mut matches: Vec<Match> = Vec::new();
        for group in fits.chunk_by(|a, b| a.pattern.dossier == b.pattern.dossier && a.span.start == b.span.start) {
            let spoken = self.spoken_around(text, group, context);
            let best = group.iter().min_by_key(|fit| {
                let language = &self.patterns.languages[fit.pattern.language];
                let n_words =
                    spoken.iter().filter(|languages| **languages & language_bit(fit.pattern.language) != 0).count();
                (rank(fit, group, context), Reverse(n_words), language.guess, fit.pattern.language)
            });
            if let Some(fit) = best {
                matches.push(self.judged(text, fit, context));
            }
        }
        self.judge.settle(&mut matches);
        matches.sort_by_key(|found| (found.span.start, found.span.end, found.dossier));
        matches
    }

    /// Returns the languages of the words beside readings in several languages, once for each word: `улица` is no Azerbaijani word.
    fn spoken_around(&self, text: &str, group: &[Fit<'_>], context: &Context<'_>) -> Vec<u64> {
        let Some(first) = group.first() else { return Vec::new() };
        if context.lang.is_some() || group.iter().all(|fit| fit.pattern.tag == first.pattern.tag) {
            return Vec::new();
        }
        let around = Around::of(text, first.span.start, first.span.end, self.senses());
        let words = around.left.iter().chain(&around.right).filter(|word| !word.initial);
        words.map(|word| self.senses().languages(&word.plain)).collect()
    }

    fn judged(&self, text: &str, fit: &Fit<'_>, context: &Context<'_>) -> Match {
        let around = Around::of(text, fit.span.start, fit.span.end, self.senses());
        let mut derivation = format!(
            "{} {}",
            self.patterns.languages[fit.pattern.language].name,
            fit.tail.map_or_else(String::new, |tail| fit.word.tails.say(tail))
        );
        if let Some(scheme) = &fit.pattern.scheme {
            derivation.push_str(", romanized by ");
            derivation.push_str(scheme);
        }
        if let Some(note) = fit.note {
            derivation.push_str(", ");
            derivation.push_str(note);
        }
        let reading = Reading {
            pattern: fit.pattern,
            kind: fit.kind,
            agreement: fit.agreement,
            span: fit.span.clone(),
            also_given: fit.pattern.words.len() == 1
                && self.senses().of(&plain_word(&fit.pattern.words[0].exact)) & crate::language::sense::GIVEN != 0,
            inflected: fit.tail.is_some_and(|tail| !tail.exact.is_empty()),
        };
        let verdict = self.judge.judge(text, &reading, &around, context);
        let form = text[verdict.span.clone()].to_owned();
        Match {
            dossier: fit.pattern.dossier,
            dossier_id: self.judge.id(fit.pattern.dossier).to_owned(),
            lang: Lang::parse(&fit.pattern.tag).unwrap_or_else(Lang::undetermined),
            script: Script::of_text(&form),
            kind: verdict.kind,
            derivation,
            honours: verdict.honours,
            score: verdict.score,
            evidence: verdict.evidence,
            span: verdict.span,
            form,
        }
    }

    /// Adds the patterns that fit around a stem.
    fn verify<'m>(&'m self, text: &str, hit: Hit, fits: &mut Vec<Fit<'m>>) {
        let Some(start) = back(text, hit.end, hit.letters) else { return };
        let before = &text[..start];
        let after = Word::at(text, start);
        let mut last: Option<(&str, Option<Parsed<'m>>)> = None;
        for idx in self.by_stem.get(hit.stem as usize).into_iter().flatten() {
            let Some(pattern) = self.patterns.patterns.get(*idx as usize) else { continue };
            let language = &self.patterns.languages[pattern.language];
            let anchor = &pattern.words[pattern.anchor];
            // Patterns of one stem mostly differ in their tails only.
            let same_tails = |p: &Parsed<'m>| std::sync::Arc::ptr_eq(&p.word.tails, &anchor.tails);
            let parsed = match &last {
                Some((exact, known)) if *exact == anchor.exact && known.as_ref().is_some_and(same_tails) => {
                    known.clone()
                }
                _ => after.parse(anchor, language.boundary),
            };
            last = Some((&anchor.exact, parsed.clone()));
            let Some(parsed) = parsed else { continue };
            let mut kind = parsed.tail.kind;
            let mut note = None;
            let mut from = start;
            if pattern.anchor == 0 {
                match self.left_edge(before, language, pattern) {
                    Edge::Open => {}
                    Edge::Closed => continue,
                    Edge::Prefix { start, kind: prefixed, say } => {
                        from = start;
                        kind = prefixed.or(kind);
                        note = Some(say);
                    }
                }
            }
            let mut to = parsed.end;
            let mut agreement = parsed.agreement;
            let (mut tail, mut word) = (parsed.tail, parsed.word);
            if pattern.words.len() > 1 {
                let Some(whole) = whole(text, pattern, start, &parsed, language.boundary) else { continue };
                (from, to, agreement) = (whole.start, whole.end, agreement.max(whole.agreement));
                (tail, word) = (whole.tail, whole.word);
                kind = tail.kind;
                if !matches!(self.left_edge(&text[..from], language, pattern), Edge::Open) {
                    continue;
                }
            }
            let kind = kind.unwrap_or(match pattern.role {
                Role::Full => FormKind::FullName,
                Role::Surname | Role::Given => FormKind::Surname,
                Role::Known => FormKind::GivenName,
                Role::Alias => FormKind::Alias,
                Role::Epithet => FormKind::Epithet,
                Role::Title => FormKind::Title,
                Role::Listed => FormKind::Listed,
            });
            if pattern.role == Role::Listed && is_acronym(&anchor.stem) && !is_acronym(&text[from..to]) {
                continue;
            }
            fits.push(Fit { pattern, span: from..to, tail: Some(tail), kind, agreement, word, note });
        }
    }

    /// Tells whether a name may begin after `before`.
    fn left_edge<'m>(&self, before: &str, language: &'m crate::Language, pattern: &Pattern) -> Edge<'m> {
        let Some(last) = before.chars().next_back() else { return Edge::Open };
        if !is_word(last) {
            // A prefix may also be joined by a hyphen: `Верхне-Сталинск`; it is then a word of its own.
            return Edge::Open;
        }
        if language.boundary == Boundary::None {
            let own = Script::of_text(&pattern.words[0].exact);
            return if own == Script::Kana && Script::of(last) == Script::Kana { Edge::Closed } else { Edge::Open };
        }
        let word_start =
            before.char_indices().rev().take_while(|(_, c)| is_word(*c)).last().map_or(before.len(), |(at, _)| at);
        let written = exact_word(&before[word_start..]);
        for prefix in &language.prefix {
            let known = prefix.add.iter().any(|add| {
                let add = exact_word(add);
                agree(&written, &add).is_some()
            });
            if known {
                return Edge::Prefix { start: word_start, kind: prefix.kind, say: &prefix.say };
            }
        }
        Edge::Closed
    }
}

/// Whether a name may begin at a place.
enum Edge<'m> {
    Open,
    Closed,
    Prefix { start: usize, kind: Option<FormKind>, say: &'m str },
}

/// A word of the text, from where a stem begins.
struct Word<'t> {
    text: &'t str,
    start: usize,
    /// Where its letters end.
    end: usize,
    /// Where they end when a part after an apostrophe or hyphen is taken along: `Stalin's`, `Молотов-аул`.
    with_suffix: usize,
}

#[derive(Clone)]
struct Parsed<'m> {
    word: &'m PatternWord,
    tail: &'m Tail,
    end: usize,
    agreement: Agreement,
}

impl<'t> Word<'t> {
    fn at(text: &'t str, start: usize) -> Self {
        let run = |from: usize| {
            text[from..].char_indices().find(|(_, c)| !is_word(*c)).map_or(text.len(), |(at, _)| from + at)
        };
        let end = run(start);
        let mut with_suffix = end;
        let mut rest = text[end..].chars();
        if let Some(sign) = rest.next().filter(|c| is_apostrophe(*c) || is_hyphen(*c)) {
            let from = end + sign.len_utf8();
            let to = run(from);
            if to == from && is_apostrophe(sign) {
                with_suffix = from;
            }
            // A long word after the sign is another word.
            if to > from && text[from..to].chars().count() <= 12 {
                with_suffix = to;
            }
        }
        Self { text, start, end, with_suffix }
    }

    /// Parses stem and tail; the longest written tail that the table has.
    fn parse<'m>(&self, word: &'m PatternWord, boundary: Boundary) -> Option<Parsed<'m>> {
        if boundary == Boundary::None {
            return self.parse_prefix(word);
        }
        let to_end = |end: usize| {
            let written = exact_word(&self.text[self.start..end]);
            let (stem, rest) = split_letters(&written, word.n_letters)?;
            let agreement = agree(stem, &word.exact)?;
            let (tail, tail_agreement) = word.tails.parse(rest).into_iter().next()?;
            Some(Parsed { word, tail, end, agreement: agreement.max(tail_agreement) })
        };
        let with_suffix = (self.with_suffix > self.end).then(|| to_end(self.with_suffix)).flatten();
        with_suffix.or_else(|| to_end(self.end))
    }

    /// Parses a stem and the longest tail without a boundary.
    fn parse_prefix<'m>(&self, word: &'m PatternWord) -> Option<Parsed<'m>> {
        let reach = word.n_letters + word.tails.longest();
        let mut ends: Vec<usize> = Vec::with_capacity(reach);
        let mut n_letters = 0;
        for (at, character) in self.text[self.start..].char_indices() {
            if n_letters >= word.n_letters {
                ends.push(self.start + at);
            }
            if n_letters >= reach || !is_word(character) {
                break;
            }
            n_letters += plain(character).len();
        }
        if self.end - self.start == self.text.len() - self.start && n_letters >= word.n_letters && n_letters <= reach {
            ends.push(self.end);
        }
        for end in ends.into_iter().rev() {
            let written = exact_word(&self.text[self.start..end]);
            let Some((stem, rest)) = split_letters(&written, word.n_letters) else { continue };
            let Some(agreement) = agree(stem, &word.exact) else { continue };
            if let Some((tail, tail_agreement)) = word.tails.parse(rest).into_iter().next() {
                // The letters of a foreign name go on: スターリングスビー.
                let more = self.text[end..].chars().next();
                let kana = |c: Option<char>| c.is_some_and(|c| Script::of(c) == Script::Kana);
                if kana(more) && kana(self.text[..end].chars().next_back()) {
                    continue;
                }
                return Some(Parsed { word, tail, end, agreement: agreement.max(tail_agreement) });
            }
        }
        None
    }
}

/// A name of several words, found around its anchor.
struct Whole<'m> {
    start: usize,
    end: usize,
    agreement: Agreement,
    tail: &'m Tail,
    word: &'m PatternWord,
}

/// Checks the words beside the anchor.
fn whole<'m>(
    text: &str,
    pattern: &'m Pattern,
    start: usize,
    anchor: &Parsed<'m>,
    boundary: Boundary,
) -> Option<Whole<'m>> {
    let (tail, word) = (anchor.tail, anchor.word);
    let mut found = Whole { start, end: anchor.end, agreement: anchor.agreement, tail, word };
    for word in pattern.words[..pattern.anchor].iter().rev() {
        let before = &text[..found.start];
        let gap = before.char_indices().rev().take_while(|(_, c)| is_gap(*c)).last().map_or(before.len(), |(at, _)| at);
        if before.len() - gap > 4 || (gap == before.len() && boundary != Boundary::None) {
            return None;
        }
        let from = before[..gap]
            .char_indices()
            .rev()
            .take_while(|(_, c)| is_word(*c) || c.is_ascii_digit())
            .last()
            .map_or(gap, |(at, _)| at);
        let written = exact_word(&before[from..gap]);
        let (stem, rest) = split_letters(&written, word.n_letters)?;
        found.agreement = found.agreement.max(agree(stem, &word.exact)?);
        word.tails.parse(rest).first().filter(|(tail, _)| tail.kind.is_none())?;
        found.start = from;
    }
    for word in &pattern.words[pattern.anchor + 1..] {
        let gap = text[found.end..].char_indices().find(|(_, c)| !is_gap(*c)).map(|(at, _)| at)?;
        if gap > 4 || (gap == 0 && boundary != Boundary::None) {
            return None;
        }
        let parsed = Word::at(text, found.end + gap);
        let end = text[parsed.start..]
            .char_indices()
            .find(|(_, c)| !is_word(*c) && !c.is_ascii_digit())
            .map_or(text.len(), |(at, _)| parsed.start + at);
        let parsed = Word { end, with_suffix: parsed.with_suffix.max(end), ..parsed }.parse(word, boundary)?;
        found.end = parsed.end;
        found.agreement = found.agreement.max(parsed.agreement);
        (found.tail, found.word) = (parsed.tail, parsed.word);
    }
    Some(found)
}

fn is_gap(c: char) -> bool {
    !is_word(c) && !c.is_ascii_digit() && !matches!(c, '\n' | ',' | ';' | '(' | ')' | '/')
}

/// Splits an exact word after some folded letters, with the marks that belong to the last.
fn split_letters(word: &str, n_letters: usize) -> Option<(&str, &str)> {
    let mut count = 0;
    for (at, character) in word.char_indices() {
        let letters = plain(character).len();
        if count >= n_letters && letters > 0 {
            return Some(word.split_at(at));
        }
        count += letters;
    }
    (count >= n_letters).then_some((word, ""))
}

/// Returns where the last `n_letters` folded letters before `end` begin.
fn back(text: &str, end: usize, n_letters: usize) -> Option<usize> {
    let mut count = 0;
    for (at, character) in text.get(..end)?.char_indices().rev() {
        count += plain(character).len();
        if count >= n_letters {
            return Some(at);
        }
    }
    None
}

/// Returns the bit of a language in sets of languages; beyond the 64th they share one.
fn language_bit(idx: usize) -> u64 {
    1 << idx.min(63)
}

/// Orders the readings of one place, the best first.
fn rank(
    fit: &Fit<'_>,
    group: &[Fit<'_>],
    context: &Context<'_>,
) -> (bool, Reverse<usize>, Reverse<usize>, Agreement, bool, bool, Role, bool) {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    let known = context.lang.map(primary);
    let spoken = known.is_none_or(|lang| primary(&fit.pattern.tag) == lang);
    // Without a language a common noun is likelier than a case: `Stalinist` is English before it is Estonian.
    let inflected = fit.kind != FormKind::CommonNoun && fit.tail.is_some_and(|tail| !tail.exact.is_empty());
    let doubtful = inflected
        && fit.kind != FormKind::PlaceFormation
        && group.iter().any(|other| other.kind == FormKind::CommonNoun);
    (
        !spoken,
        Reverse(fit.pattern.words.len()),
        Reverse(fit.span.end),
        fit.agreement,
        doubtful,
        fit.kind == FormKind::CommonNoun && !inflected && context.lang.is_some_and(|_| !spoken),
        fit.pattern.role,
        fit.pattern.scheme.is_some(),
    )
}

/// Tells whether a word, as `exact_word` gives it, is an inflected form of a pattern's word.
pub(crate) fn fits_word(written: &str, word: &PatternWord) -> bool {
    split_letters(written, word.n_letters).is_some_and(|(stem, rest)| {
        agree(stem, &word.exact).is_some()
            && word.tails.parse(rest).iter().any(|(tail, _)| tail.kind != Some(FormKind::CommonNoun))
    })
}
