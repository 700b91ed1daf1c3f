//! Names that stand in a title, in somebody's words, in the imprint of a book or in the name of a street.

use crate::around::{self, Beside, Words, first_words, last_words};
use crate::gazetteer::{Found, Gazetteer};
use crate::grammar::Slot;
use crate::lexicon::Lexicon;
use crate::phrase::lower;
use crate::resolve::is_area;
use crate::setting::Setting;
use std::ops::Range;
use thaw_formats::document::Block;

/// How many words of a name are looked at for one that tells an institution.
const LONGEST_NAME: usize = 5;

/// Returns why a name in a title or a quotation is left alone.
pub(crate) fn quoted(
    lexicon: &Lexicon,
    setting: &Setting<'_>,
    name: &Range<usize>,
    keep_quotations: bool,
) -> Option<String> {
    const TITLE_WORDS: usize = 5;
    let block = setting.block();
    let text = &block.text;
    let holds = |range: &&Range<usize>| range.start <= name.start && name.end <= range.end;
    if block.titles.iter().any(|range| holds(&range)) {
        return Some("it stands in the title of a work, or is what a link is known by".to_owned());
    }
    if is_set_off(block, name, setting.has_italic_names()) {
        return Some("it stands in italics or bold letters, as titles of works do".to_owned());
    }
    if block.foreign.iter().any(|range| holds(&range)) {
        return Some("it stands in words of another language".to_owned());
    }
    if is_imprint(&text[..name.start], &text[name.end..]) {
        return Some("it stands in the imprint of a book: the place before the year".to_owned());
    }
    if has_publisher(lexicon, &text[..name.start], &text[name.end..]) {
        return Some("it stands in the imprint of a book: the place before the publisher".to_owned());
    }
    if is_cited(lexicon, &text[..name.start], &text[name.end..]) {
        return Some(
            "it stands in the title of a work: an author before it, the page or the year behind it".to_owned(),
        );
    }
    let inside = block.quoted.iter().find(holds).cloned().or_else(|| around::quoted(text, name))?;
    let words = text.get(inside.clone())?;
    let before = text[..inside.start].trim_end_matches(is_mark);
    if let Some(phrase) = lexicon.fixed_before.last_of(last_words(before, 4).iter()) {
        return Some(format!("it stands in a title: `{}` stands before it", phrase.shown()));
    }
    if !lexicon.capital_nouns && is_title(words)
        || words.split_whitespace().count() <= TITLE_WORDS
            && !is_speech(lexicon, before, words, text[inside.end..].trim_start_matches(is_mark))
    {
        return Some("it stands in quotation marks: a title, or the name of a thing".to_owned());
    }
    keep_quotations.then(|| "it stands in a quotation".to_owned())
}

/// Tells whether a name stands in a few words that letters set off from the rest of the text, as they do with titles: in italics
/// alone (unless that is how all names of places are written) or with others behind a capital, in bold only with others. What begins
/// a paragraph in bold is a heading in it.
fn is_set_off(block: &Block, name: &Range<usize>, has_italic_names: bool) -> bool {
    const TITLE_WORDS: usize = 10;
    let text = &block.text;
    let trimmed = |range: &Range<usize>| trimmed(text, range);
    let is_title = |range: &Range<usize>| {
        let words = &text[range.clone()];
        let first = words.chars().find(|character| character.is_alphanumeric());
        range.start <= name.start
            && name.end <= range.end
            && first.is_some_and(|first| !first.is_lowercase())
            && words.split_whitespace().count() <= TITLE_WORDS
            && !words.ends_with(['.', ':', ','])
            && !ends_sentence(words)
    };
    let whole = trimmed(&(0..text.len()));
    let is_in_italics =
        |range: Range<usize>| is_title(&range) && range != whole && !(has_italic_names && range == *name);
    let is_in_bold = |range: Range<usize>| is_title(&range) && range.start > whole.start && range != *name;
    block.italics.iter().map(trimmed).any(is_in_italics) || block.bolds.iter().map(trimmed).any(is_in_bold)
}

/// Returns a range without the white space at its ends.
pub(crate) fn trimmed(text: &str, range: &Range<usize>) -> Range<usize> {
    let words = text[range.clone()].trim_start();
    let start = range.end - words.len();
    start..start + words.trim_end().len()
}

/// Tells whether a few words in quotation marks are what somebody says: they have a verb or a person, and a colon, a dash or a verb
/// of saying leads to them.
fn is_speech(lexicon: &Lexicon, before: &str, words: &str, after: &str) -> bool {
    const NEAR: usize = 3;
    let is_clause = || around::all_words([words]).first_of(&lexicon.clause).is_some();
    let is_said = || {
        let leads = before.trim_end().ends_with(':');
        let ends = words.trim_end().ends_with([',', '.', '!', '?', '\u{2026}']);
        let dash = after.trim_start_matches([',', ' ', '\u{A0}']).starts_with(['—', '–', '-']);
        let behind = first_words(after.trim_start_matches([',', ' ', '—', '–', '-']), NEAR);
        let near = last_words(before.trim_end().trim_end_matches([',', ':']), NEAR);
        let near = Words::of(near.iter().chain(behind.iter()));
        leads || ends || dash || near.first_of(&lexicon.saying).is_some()
    };
    let is_saying = |text: &str| {
        first_words(text, NEAR).iter().any(|word| lexicon.saying.first_of(std::iter::once(word)).is_some())
    };
    // Russian and Ukrainian: `«...», — сообщает газета`.
    let is_reported = || {
        after.strip_prefix(',').is_some_and(|after| {
            let after = after.trim_start_matches([' ', '\u{A0}']);
            after.starts_with(['—', '–']) && is_saying(after.trim_start_matches(['—', '–', ' ']))
        })
    };
    // `"In Stalinsk," he wrote to his sister, "one can lose a horse."`
    let is_broken_off = || {
        let led = first_words(words, 1);
        let is_led = led.iter().next().is_some_and(|word| {
            lexicon.spatial.iter().any(|known| known == word) || lexicon.governs.contains_key(word)
        });
        let rest = after.strip_prefix(',').or_else(|| words.trim_end().ends_with(',').then_some(after));
        is_led && rest.is_some_and(|rest| is_saying(rest.trim_start_matches([' ', '\u{A0}', '—', '–', '-'])))
    };
    is_clause() && is_said() || is_reported() || is_broken_off()
}

/// Tells whether all longer words in quotation marks have capitals, as in a title: `Dogs, Do You Want to Live Forever?`
fn is_title(words: &str) -> bool {
    const SHORT: usize = 3;
    let mut long = words.split_whitespace().filter(|word| word.chars().count() > SHORT);
    long.clone().nth(2).is_some() && long.all(|word| word.starts_with(|first: char| !first.is_lowercase()))
}

fn is_mark(character: char) -> bool {
    matches!(character, '«' | '»' | '“' | '”' | '„' | '"' | '‘' | '’' | ' ' | '\u{A0}' | '\u{202F}')
}

/// Tells whether a name is the place of publication in an entry of a bibliography: `. Stalingrad, 1954.`, `— Сталинград: Облиздат, 1954`.
fn is_imprint(before: &str, after: &str) -> bool {
    const LONGEST: usize = 80;
    if !ends_title(before) {
        return false;
    }
    let is_year = |text: &str| {
        let text = text.trim_start();
        let digits = text.len() - text.trim_start_matches(|character: char| character.is_ascii_digit()).len();
        digits == 4
            && matches!(text.as_bytes()[0], b'1' | b'2')
            && !text[4..].trim_start().starts_with(char::is_alphabetic)
            // Years from one to another are those of a file, not of a book.
            && !text[4..].trim_start().strip_prefix(['-', '–', '—']).is_some_and(|rest| {
                rest.trim_start().starts_with(|first: char| first.is_ascii_digit())
            })
    };
    let line = after.lines().next().unwrap_or_default();
    let line = &line[..around::boundary(line, LONGEST)];
    let rest = line.trim_start();
    match rest.chars().next() {
        Some(',') => is_year(&rest[1..]),
        Some(':') => {
            rest.split_once(',').is_some_and(|(publisher, year)| is_year(year) && !publisher.contains(['!', '?', ';']))
        }
        Some('1' | '2') => {
            let ends_entry = || rest.len() == 4 || rest[4..].starts_with(['.', ';', ')']);
            is_year(rest)
                && (before.trim_end().ends_with(['.', '—', '–']) || before.trim_end().ends_with(',') && ends_entry())
        }
        // The title behind its author, the imprint behind it: `Plievier: #. Berlin: Aufbau 1945`.
        Some('.') if before.trim_end().ends_with([':', '.', ',']) => {
            rest[1..].split_once(':').is_some_and(|(place, publisher)| {
                let year = publisher.trim_end_matches(|character: char| !character.is_ascii_digit());
                place.split_whitespace().count() <= 3
                    && year.len() > 4
                    && is_year(&year[around::boundary(year, year.len() - 4)..])
            })
        }
        _ => false,
    }
}

/// Tells whether a text ends in what divides a title from its imprint.
fn ends_title(before: &str) -> bool {
    before.trim_end().ends_with(['.', ',', '—', '–', '-', '/', ']', '(', ':'])
}

/// Tells whether a name is the place of publication where no year follows: `Fishes. Stalingrad: Kraevoe izdatel'stvo.`
fn has_publisher(lexicon: &Lexicon, before: &str, after: &str) -> bool {
    const WORDS: usize = 6;
    let Some(rest) = after.trim_start_matches([' ', '\u{A0}']).strip_prefix(':').filter(|_| ends_title(before)) else {
        return false;
    };
    let publisher = rest.split(['.', ',', ';', ')', ']', '\n']).next().unwrap_or_default();
    let is_word = |word: &str| lexicon.publishers.iter().any(|part| word.contains(part.as_str()));
    publisher.trim_start_matches(|first: char| first == ' ' || is_mark(first)).starts_with(char::is_uppercase)
        && publisher.split_whitespace().nth(WORDS).is_none()
        && is_word(&lower(publisher))
}

/// Tells whether a name stands in the title of a work that is referred to: `J. Smith, The Streets of #, Oxford 1951`, `Smith, #, p. 33`.
fn is_cited(lexicon: &Lexicon, before: &str, after: &str) -> bool {
    const LONGEST: usize = 200;
    const TITLE_WORDS: usize = 8;
    let before = &before[around::boundary(before, before.len().saturating_sub(LONGEST))..];
    let after = &after[..around::boundary(after, LONGEST)];
    // Neither a page nor a year follows on most names.
    if !after.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let begins_title = |title: &str| {
        let title = title.trim_start_matches(|character: char| !character.is_alphabetic());
        !ends_sentence(title)
            && title.split_whitespace().count() <= TITLE_WORDS
            && !title.starts_with(char::is_lowercase)
    };
    let behind = before.rfind([',', ':', ';', '.']).map(|at| &before[at + 1..]);
    if behind.is_some_and(begins_title) && has_page(lexicon, after) {
        return true;
    }
    behind_author(before).is_some_and(begins_title) && has_year(after)
}

/// Returns what stands behind an author with an initial: `J. Smith, `, `Smith, J. `.
fn behind_author(before: &str) -> Option<&str> {
    let at = before.match_indices('.').map(|(at, _)| at).rfind(|at| {
        let mut last = before[..*at].chars().rev();
        last.next().is_some_and(char::is_uppercase) && last.next().is_none_or(|character| !character.is_alphanumeric())
    })?;
    let rest = before[at + 1..].trim_start();
    let surname =
        rest.len() - rest.trim_start_matches(|character: char| character.is_alphabetic() || character == '-').len();
    if rest.starts_with(char::is_uppercase) && rest[surname..].starts_with([',', ':']) {
        return Some(&rest[surname + 1..]);
    }
    // The initials behind the surname.
    let initials = |character: char| character.is_uppercase() || matches!(character, '.' | ' ' | '\u{A0}' | ',');
    let surname = before[..at].trim_end_matches(initials);
    surname.ends_with(char::is_lowercase).then_some(rest)
}

/// Tells whether a page follows on a title: `, p. 33`.
fn has_page(lexicon: &Lexicon, after: &str) -> bool {
    after.match_indices([',', '.']).any(|(at, _)| {
        let mark = after[at + 1..].trim_start();
        let digit = mark.find(|character: char| character.is_ascii_digit());
        digit.is_some_and(|digit| lexicon.pages.contains(&mark[..digit].trim_end().to_lowercase()))
            && is_balanced(&after[..at])
            && !ends_sentence(&after[..at])
    })
}

/// Tells whether the place (or the journal) and the year of an edition follow on a title: `, Oxford 1951`, `(Oxford: Clarendon, 1951)`.
fn has_year(after: &str) -> bool {
    let has_place = |text: &str| {
        let place = text.split_once([',', '(', ':', '.']).map(|(_, place)| place);
        // Slashes lead from an article to its journal.
        text.contains(" // ") || place.is_some_and(|place| place.contains(char::is_uppercase))
    };
    after.match_indices([' ', '(']).any(|(at, _)| {
        let (year, rest) = after[at + 1..].split_at(around::boundary(&after[at + 1..], 4));
        year.len() == 4
            && year.bytes().all(|byte| byte.is_ascii_digit())
            && ("1500".."2100").contains(&year)
            && !rest.starts_with(|next: char| next.is_alphanumeric() || next == ' ')
            && has_place(&after[..at])
    })
}

fn ends_sentence(text: &str) -> bool {
    text.match_indices('.').any(|(at, _)| text[at + 1..].starts_with(char::is_whitespace))
}

fn is_balanced(text: &str) -> bool {
    let count = |marks: [char; 2]| text.matches(marks).count();
    count(['(', '[']) == count([')', ']'])
}

/// Returns why a name is part of another name, that of an institution or a club: an adjective with a capital inside a sentence, where
/// the language writes other adjectives small (*в Сталинградском механическом институте*); an adjective before quotation marks; an
/// attribute before a word with a capital (*the Stalingrad Pedagogical Institute*); what stands behind such a word (*the University
/// of Stalingrad*, *Shakhtyor Stalino*). A region or a town of the name is meant itself.
pub(crate) fn part_of_name(
    gazetteer: &Gazetteer<'_>,
    found: &Found<'_>,
    beside: &Beside,
    text: &str,
) -> Option<String> {
    let lexicon = gazetteer.lexicon;
    let is_of_class =
        |class: &str| lexicon.classes.get(class).is_some_and(|class| beside.precedes(&class.after).is_some());
    if found.in_capitals || is_of_class("region") || is_of_class("city") {
        return None;
    }
    let (before, after) = (&text[..found.range.start], &text[found.range.end..]);
    let is_adjective = found.readings.iter().all(|reading| {
        !gazetteer.name(reading).text.contains(' ')
            && !reading.slots.is_empty()
            && reading.slots.iter().all(|slot| matches!(slot, Slot::Adjective(_)))
    });
    if is_adjective {
        adjective_of_name(lexicon, &text[found.range.clone()], before, after)
    } else {
        noun_of_name(gazetteer, found, beside, text)
    }
}

fn adjective_of_name(lexicon: &Lexicon, written: &str, before: &str, after: &str) -> Option<String> {
    if after.strip_prefix([' ', '\u{A0}']).is_some_and(|next| next.starts_with(is_mark)) {
        return Some("an adjective before quotation marks: part of the name of something else".to_owned());
    }
    if lexicon.small_adjectives && is_capital(written) {
        if !opens_sentence(before) {
            return Some(
                "an adjective with a capital inside a sentence: part of the name of something else".to_owned(),
            );
        }
        // What begins a sentence has a capital anyway: an institution is told by its word, or by an adjective that leads to it.
        let is_adjective = |word: &str| lexicon.adjectives.iter().any(|end| word.ends_with(end.as_str()));
        let next = first_words(after, 2);
        let is_led = next.iter().nth(1).is_some() && next.iter().next().is_some_and(is_adjective);
        if is_led || after.trim_start().starts_with(char::is_uppercase) || is_institution(lexicon, after) {
            return Some(
                "an adjective that begins a sentence: it may be part of the name of something else".to_owned(),
            );
        }
    }
    (lexicon.capital_nouns && is_institution(lexicon, after))
        .then(|| "an adjective beside a word for an institution: part of its name".to_owned())
}

fn noun_of_name(gazetteer: &Gazetteer<'_>, found: &Found<'_>, beside: &Beside, text: &str) -> Option<String> {
    let lexicon = gazetteer.lexicon;
    let (before, after) = (&text[..found.range.start], &text[found.range.end..]);
    let head = word_before_space(before);
    // `FC Stalinabad`, `SS Stalingrad`.
    if let Some(word) = head.clone().map(|head| &before[head]).filter(|word| is_abbreviation(word)) {
        return Some(format!("it stands behind `{word}`: part of the name of something else"));
    }
    if lexicon.capital_nouns {
        return None;
    }
    let is_article = |word: &str| lexicon.articles.iter().any(|known| known == word);
    let is_small = |word: &str| lexicon.stopwords.iter().any(|known| known == word);
    let mut words = beside.before.iter();
    let nearest = words.next();
    let is_of_class = lexicon.classes.values().any(|class| beside.follows(&class.before).is_some());
    // `the racehorse Stalinabad`, `a second Stalingrad`, but `In the summer Stalingrad was hot`.
    if let (Some(word), true) = (nearest, words.next().is_some_and(is_article) && !is_of_class)
        && !is_small(word)
        && !(words.next().is_some_and(is_small) && words.next().is_none())
    {
        return Some(format!("an article and `{word}` stand before it: the name of something else"));
    }
    let next = after.strip_prefix(' ').unwrap_or_default();
    let has_article = nearest.is_some_and(is_article);
    if is_capital(next)
        && !lexicon.articles.is_empty()
        && (has_article || opens_sentence(before) || is_institution(lexicon, after))
    {
        return Some("it stands before a word with a capital: part of the name of something else".to_owned());
    }
    // A word for the town itself: `the City of`. A region stands behind its village.
    let is_region = |class: &str| matches!(class, "region" | "district");
    if is_of_class || found.readings.iter().all(|reading| is_region(&gazetteer.places[reading.place].class)) {
        return None;
    }
    let head = head?;
    let joint = lexicon.of.iter().find(|of| **of == before[head.clone()]);
    let head = if joint.is_some() { word_before_space(&before[..head.start])? } else { head };
    let (word, earlier) = (&before[head.clone()], &before[..head.start]);
    let lowered = lower(word);
    // `Fabryka w Stalingradzie`: one word that begins a sentence, before a preposition of place, names nothing.
    let is_plain = || opens_sentence(earlier) && joint.is_some_and(|joint| lexicon.governs.contains_key(joint));
    if joint.is_some() && ends_in_institution(lexicon, &before[..head.end]) && !is_plain() {
        return Some("it stands behind the name of an institution, and is part of it".to_owned());
    }
    // Behind `of` any word with a capital leads to a name, behind a preposition of place none. What begins a sentence has a capital
    // anyway.
    let is_led = match joint {
        Some(joint) => !opens_sentence(earlier) && !lexicon.governs.contains_key(joint),
        None if opens_sentence(earlier) => !lexicon.articles.is_empty() && !lexicon.leads_to_place(&lowered),
        None => true,
    };
    let is_name =
        is_capital(word) && is_led && !lexicon.stopwords.contains(&lowered) && !lexicon.governs.contains_key(&lowered);
    is_name.then(|| format!("it stands behind `{word}`, a word with a capital: part of the name of something else"))
}

/// Tells whether a word for an institution is the next one, or among the next words with a capital.
fn is_institution(lexicon: &Lexicon, after: &str) -> bool {
    let next = after.split([' ', '\u{A0}']).skip(1).enumerate();
    next.take_while(|(idx, word)| *idx == 0 || word.starts_with(char::is_uppercase))
        .take(LONGEST_NAME)
        .any(|(_, word)| names_institution(lexicon, word.trim_end_matches(|last: char| !last.is_alphanumeric())))
}

/// Tells whether a word for an institution with a capital is among the last words: *L'Institut agricole*.
fn ends_in_institution(lexicon: &Lexicon, before: &str) -> bool {
    let words = before.rsplit([' ', '\u{A0}', '\'', '’']).take(LONGEST_NAME);
    let mut words = words.take_while(|word| word.chars().all(char::is_alphanumeric));
    words.any(|word| word.starts_with(char::is_uppercase) && names_institution(lexicon, word))
}

fn names_institution(lexicon: &Lexicon, word: &str) -> bool {
    let word = lower(word);
    lexicon.institutions.first_of(std::iter::once(word.as_str())).is_some()
        || lexicon.institution_endings.iter().any(|ending| word.ends_with(ending.as_str()))
}

/// Tells whether a text begins with a capital letter and a small one.
fn is_capital(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

/// Tells whether a word is two or three capital letters.
fn is_abbreviation(word: &str) -> bool {
    matches!(word.chars().count(), 2 | 3) && word.chars().all(char::is_uppercase)
}

/// Tells whether what follows a text begins a sentence, a line or somebody's words.
fn opens_sentence(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\u{A0}', '—', '–', '-', '(', '[']);
    let before = before.trim_end_matches(is_mark);
    before.is_empty() || before.ends_with(['.', '!', '?', '\u{2026}', ':', '\n', '\t', '|', '*', '#'])
}

/// Returns the place of the word that ends right before the last space of a text.
fn word_before_space(before: &str) -> Option<Range<usize>> {
    around::last_word(before.strip_suffix([' ', '\u{A0}'])?)
}

/// Tells whether a text ends in a name in the genitive, as before the title of a work: *Plievier's*.
pub(crate) fn is_work_of(lexicon: &Lexicon, before: &str) -> bool {
    let Some(before) = before.strip_suffix(' ') else { return false };
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_start_matches(|character: char| !character.is_alphanumeric());
    word.starts_with(char::is_uppercase)
        && lexicon
            .genitive_endings
            .iter()
            .any(|ending| word.ends_with(ending.as_str()) && word.len() > ending.len() + 2)
}

/// Tells whether a name is that of a street: an adjective beside a word for streets (*Сталинградская улица*, *Stalingrader Straße*), or
/// a noun before one (*Stalingrad Street*). An adjective written small is none: *по сталинградским улицам*.
pub(crate) fn is_street(gazetteer: &Gazetteer<'_>, found: &Found<'_>, beside: &Beside, written: &str) -> bool {
    let is_adjective = |slot: &Slot| matches!(slot, Slot::Adjective(_));
    let Some(street) = gazetteer.lexicon.classes.get("street") else { return false };
    let precedes = beside.precedes(&street.after).is_some();
    let is_named = !gazetteer.lexicon.small_adjectives || is_capital(written);
    // A noun in a case of its own leads to nothing: Russian `в Сталинграде улица за улицей`.
    let is_attribute = || {
        !gazetteer.lexicon.articles.is_empty()
            && found.readings.iter().any(|reading| is_area(&gazetteer.places[reading.place].class))
    };
    let are_adjectives = || is_named && found.readings.iter().all(|reading| reading.slots.iter().all(is_adjective));
    precedes && (are_adjectives() || is_attribute()) || beside.follows(&street.before).is_some() && are_adjectives()
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
        assert!(imprint("Praca zbiorowa, Hodowla bawełny, # 1950."));
        assert!(!imprint("After the war, # 1950 was a building site."));
        assert!(imprint("Theodor Plievier: #. Berlin: Aufbau 1945."));
        assert!(!imprint("He wrote: #. Later: nothing."));
        assert!(!imprint("#, 1954"));
        assert!(!imprint("He left for #, 4 May"));
        assert!(!imprint("They met in #, 1949 being the year"));
        assert!(!imprint("It rained. # 1500 people came."));
    }

    #[test]
    fn an_imprint_without_a_year_is_told_by_the_publisher() {
        let lexicon = Lexicon { publishers: vec!["izdat".to_owned()], ..Lexicon::default() };
        let imprint = |text: &str| {
            let (before, after) = text.split_once('#').unwrap();
            has_publisher(&lexicon, before, after)
        };
        assert!(imprint("Ivanov, P. Notes on irrigation. #: Tadzhikgosizdat."));
        assert!(imprint("Rybniki. — #: Kraevoe izdatel'stvo"));
        assert!(!imprint("#: The izdat is closed."));
        assert!(!imprint("In brief. #: izdat workers met."));
        assert!(!imprint("In brief. #: The director of the oldest house, izdat, spoke."));
    }

    /// The name is `#`.
    #[track_caller]
    fn check_cited(text: &str, expected: bool) {
        let (before, after) = text.split_once('#').unwrap();
        let lexicon = Lexicon { pages: ["p.", "pp.", "s.", "с."].map(str::to_owned).to_vec(), ..Lexicon::default() };
        assert_eq!(is_cited(&lexicon, before, after), expected, "{text}");
    }

    #[test]
    fn a_title_is_told_by_its_author_and_the_page_or_the_year() {
        for cited in [
            "See J. Smith, # in the Thirties (Oxford: Clarendon, 1951), pp. 33–35.",
            "J. Smith, #, p. 33",
            "[Lenin and Trotsky, #, p. 102]",
            "J. Smith, The Streets of\n#, Oxford 1951.",
            "Brown-Lee, K. #: A City of the Plain. New York: Knopf, 1953.",
            "Иванов И. И. #. М.: Госполитиздат, 1953. С. 12–15.",
            "И. Иванов, Очерки истории #, М., 1953, с. 12",
            "Vgl. K. Müller: #, Berlin 1953, S. 12.",
            "Сидоров А. А. В # // Звезда Востока. 1953. № 5. С. 33.",
            "Zob. J. Kowalski, # i okolice, Warszawa 1954, s. 22.",
        ] {
            check_cited(cited, true);
        }
        for told in [
            "I. V. Ivanov came to # in March, 1953.",
            "Professor A. N. Bakulev operated in # (1953).",
            "According to the press, # had 200,000 inhabitants (Ivanov, p. 12).",
            "He met Ivanov I. I. in #, Tajikistan, 1953.",
            "After the war, # was rebuilt. Ivanov, p. 12, tells how.",
            "In 1953, # grew.",
            "#",
        ] {
            check_cited(told, false);
        }
    }
}
