//! Names that stand in a title, in somebody's words, in the imprint of a book or in the name of a street.

use crate::around::{self, Beside, first_words, last_words};
use crate::gazetteer::{Found, Gazetteer};
use crate::grammar::Slot;
use crate::lexicon::Lexicon;
use std::ops::Range;
use thaw_formats::document::Block;

/// Returns why a name in a title or a quotation is left alone.
pub(crate) fn quoted(lexicon: &Lexicon, block: &Block, name: &Range<usize>, keep_quotations: bool) -> Option<String> {
    const TITLE_WORDS: usize = 5;
    let text = &block.text;
    let holds = |range: &&Range<usize>| range.start <= name.start && name.end <= range.end;
    if block.titles.iter().any(|range| holds(&range)) {
        return Some("it stands in the title of a work".to_owned());
    }
    if block.foreign.iter().any(|range| holds(&range)) {
        return Some("it stands in words of another language".to_owned());
    }
    if is_imprint(&text[..name.start], &text[name.end..]) {
        return Some("it stands in the imprint of a book: the place before the year".to_owned());
    }
    let inside = block.quoted.iter().find(holds).cloned().or_else(|| around::quoted(text, name))?;
    let words = text.get(inside.clone())?;
    let before = text[..inside.start].trim_end_matches(is_mark);
    if let Some(phrase) = lexicon.fixed_before.last_of(last_words(before, 4).iter()) {
        return Some(format!("it stands in a title: `{}` stands before it", phrase.shown()));
    }
    if words.split_whitespace().count() <= TITLE_WORDS
        && !is_speech(lexicon, before, words, text[inside.end..].trim_start_matches(is_mark))
    {
        return Some("it stands in quotation marks: a title, or the name of a thing".to_owned());
    }
    keep_quotations.then(|| "it stands in a quotation".to_owned())
}

/// Tells whether a few words in quotation marks are what somebody says: they have a verb or a person, and a colon, a dash or a verb
/// of saying leads to them.
fn is_speech(lexicon: &Lexicon, before: &str, words: &str, after: &str) -> bool {
    const NEAR: usize = 3;
    let is_clause = || around::first_in(&around::words(words), &lexicon.clause).is_some();
    let is_said = || {
        let leads = before.trim_end().ends_with(':');
        let ends = words.trim_end().ends_with([',', '.', '!', '?', '\u{2026}']);
        let dash = after.trim_start_matches([',', ' ', '\u{A0}']).starts_with(['—', '–', '-']);
        let near: Vec<String> = last_words(before.trim_end().trim_end_matches([',', ':']), NEAR)
            .iter()
            .chain(first_words(after.trim_start_matches([',', ' ', '—', '–', '-']), NEAR).iter())
            .map(str::to_owned)
            .collect();
        leads || ends || dash || around::first_in(&near, &lexicon.saying).is_some()
    };
    is_clause() && is_said()
}

fn is_mark(character: char) -> bool {
    matches!(character, '«' | '»' | '“' | '”' | '„' | '"' | '‘' | '’' | ' ' | '\u{A0}' | '\u{202F}')
}

/// Tells whether a name is the place of publication in an entry of a bibliography: `. Stalingrad, 1954.`, `— Сталинград: Облиздат, 1954`.
fn is_imprint(before: &str, after: &str) -> bool {
    const LONGEST: usize = 80;
    if !before.trim_end().ends_with(['.', ',', '—', '–', '-', '/', ']', '(']) {
        return false;
    }
    let is_year = |text: &str| {
        let text = text.trim_start();
        let digits = text.len() - text.trim_start_matches(|character: char| character.is_ascii_digit()).len();
        digits == 4
            && matches!(text.as_bytes()[0], b'1' | b'2')
            && !text[4..].trim_start().starts_with(char::is_alphabetic)
    };
    let line = after.lines().next().unwrap_or_default();
    let line = &line[..around::boundary(line, LONGEST)];
    let rest = line.trim_start();
    match rest.chars().next() {
        Some(',') => is_year(&rest[1..]),
        Some(':') => {
            rest.split_once(',').is_some_and(|(publisher, year)| is_year(year) && !publisher.contains(['!', '?', ';']))
        }
        Some('1' | '2') => before.trim_end().ends_with(['.', '—', '–']) && is_year(rest),
        _ => false,
    }
}

/// Tells whether a name is an adjective beside a word for streets: *Сталинградская улица*, *Stalingrader Straße*.
pub(crate) fn is_street(gazetteer: &Gazetteer<'_>, found: &Found<'_>, beside: &Beside) -> bool {
    let is_adjective = |slot: &Slot| matches!(slot, Slot::Adjective(_));
    let Some(street) = gazetteer.lexicon.classes.get("street") else { return false };
    found.readings.iter().all(|reading| reading.slots.iter().all(is_adjective))
        && (beside.follows(&street.before).is_some() || beside.precedes(&street.after).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imprints_are_told_from_other_places() {
        let imprint = |text: &str| {
            let (before, after) = text.split_once('#').unwrap();
            is_imprint(before, after)
        };
        assert!(imprint("Ivanov, P. Fishes of the Volga. #, 1954. 212 pp."));
        assert!(imprint("Рыбы Нижней Волги. — #: Облиздат, 1954. — 212 с."));
        assert!(imprint("Fishes. # 1954."));
        assert!(!imprint("#, 1954"));
        assert!(!imprint("He left for #, 4 May"));
        assert!(!imprint("They met in #, 1949 being the year"));
        assert!(!imprint("It rained. # 1500 people came."));
    }
}
