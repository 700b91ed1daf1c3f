//! The words around a name: phrases before and behind it, words anywhere near it, quotation marks.

use crate::phrase::{Key, Phrase, Phrases, key, lower, push_lower};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// The words right before and right behind a name, up to the end of the clause.
pub(crate) struct Beside {
    /// The last words before it, the nearest first.
    pub(crate) before: Words,
    /// The first words behind it.
    after: Words,
}

impl Beside {
    pub(crate) fn new(text: &str, range: &Range<usize>) -> Self {
        const BEFORE: usize = 8;
        const AFTER: usize = 4;
        Self { before: last_words(&text[..range.start], BEFORE), after: first_words(&text[range.end..], AFTER) }
    }

    /// Returns the nearest words before the name, in their order.
    pub(crate) fn near(&self) -> Words {
        const NEAR: usize = 4;
        let n_before = self.before.ends.len().min(NEAR);
        Words::of(self.before.iter().take(n_before).rev())
    }

    /// Returns the first phrase in which the words before the name end.
    pub(crate) fn follows<'p>(&self, phrases: &'p Phrases) -> Option<&'p Phrase> {
        phrases.last_of(self.before.iter())
    }

    /// Returns the first phrase with which the words behind the name begin.
    pub(crate) fn precedes<'p>(&self, phrases: &'p Phrases) -> Option<&'p Phrase> {
        phrases.first_of(self.after.iter())
    }
}

/// A few words in lower case.
pub(crate) struct Words {
    /// All of them, one behind the other.
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
    /// How each begins.
    keys: Vec<Key>,
}

impl Words {
    /// Puts words one behind the other.
    pub(crate) fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut all = Self::with_room(words.size_hint().0);
        words.for_each(|word| all.push(word));
        all
    }

    /// Makes room for so many words of common length.
    fn with_room(n_words: usize) -> Self {
        let (ends, keys) = (Vec::with_capacity(n_words), Vec::with_capacity(n_words));
        Self { text: String::with_capacity(16 * n_words), ends, keys }
    }

    /// Adds a word; no word is empty.
    fn push(&mut self, word: &str) {
        let start = self.text.len();
        push_lower(&mut self.text, word);
        if let Some(key) = key(&self.text[start..]) {
            self.ends.push(self.text.len());
            self.keys.push(key);
        }
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator + Clone {
        self.from(0)
    }

    fn from(&self, first: usize) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator + Clone {
        let start = |idx: usize| idx.checked_sub(1).map_or(0, |before| self.ends[before]);
        (first..self.ends.len()).map(move |idx| &self.text[start(idx)..self.ends[idx]])
    }

    /// Returns the first of some phrases that stands among the words, the words in order.
    pub(crate) fn first_of<'p>(&self, phrases: &'p Phrases) -> Option<&'p Phrase> {
        self.places_of(phrases).next().map(|(_, phrase)| phrase)
    }

    /// Returns where among the words one of some phrases stands.
    pub(crate) fn places_of<'p>(&self, phrases: &'p Phrases) -> impl Iterator<Item = (usize, &'p Phrase)> {
        let may_begin = self.keys.iter().enumerate().filter(|(_, key)| phrases.may_begin(**key));
        may_begin.filter_map(|(at, _)| Some((at, phrases.first_of(self.from(at))?)))
    }
}

/// Returns the words of a text in lower case.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split(|character: char| !is_of_word(character)).filter(|word| !word.is_empty()).map(lower).collect()
}

/// Returns the words of a text as editions are compared by them: without case, hyphens and the printer's letters (`ſ`, `ﬁ`).
pub(crate) fn compared_words(text: &str) -> Vec<(Range<usize>, String)> {
    let mut words = words_at(text, &(0..text.len()));
    for (_, word) in &mut words {
        if word.contains('-') || !word.is_ascii() {
            *word = word.nfkc().filter(|character| *character != '-').collect();
        }
    }
    words.retain(|(_, word)| !word.is_empty());
    words
}

/// Returns the first phrase that stands anywhere among some words.
pub(crate) fn any_in<'p>(words: &[&str], phrases: &'p [Phrase]) -> Option<&'p Phrase> {
    phrases.iter().find(|phrase| (0..words.len()).any(|at| phrase.begins(words[at..].iter().copied())))
}

/// Returns all words of some texts, one behind the other.
pub(crate) fn all_words<'t>(texts: impl IntoIterator<Item = &'t str>) -> Words {
    let mut found = Words::with_room(64);
    for text in texts {
        let words = text.split(|character: char| !is_of_word(character)).filter(|word| !word.is_empty());
        words.for_each(|word| found.push(word));
    }
    found
}

pub(crate) fn is_of_word(character: char) -> bool {
    matches!(character, '-' | '\u{301}') || is_alphanumeric(character)
}

/// Tells whether a character is a letter or a digit. A raised figure calls a note.
pub(crate) fn is_alphanumeric(character: char) -> bool {
    // The commonest letters first: the tables of the standard library are slow for what is not ASCII.
    matches!(character, 'a'..='z' | 'A'..='Z' | '0'..='9' | 'а'..='я' | 'А'..='Я' | 'ё')
        || !character.is_ascii() && character.is_alphanumeric() && !is_raised(character)
}

fn is_raised(character: char) -> bool {
    matches!(character, '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{2070}'..='\u{2079}')
}

/// A phrase ends where a sentence does, or a clause.
fn is_stop(character: char) -> bool {
    matches!(
        character,
        '!' | '?' | ';' | ':' | '(' | ')' | '«' | '»' | '“' | '”' | '„' | '"' | ',' | '—' | '–' | '[' | ']'
    )
}

/// The last words of a text back to a stop, the last first.
pub(crate) fn last_words(text: &str, n_words: usize) -> Words {
    let mut found = Words::with_room(n_words);
    // Where the word begins and ends that is being read backwards.
    let mut word: Option<Range<usize>> = None;
    for (at, character) in text.char_indices().rev() {
        if is_of_word(character) {
            let end = word.map_or(at + character.len_utf8(), |word| word.end);
            word = Some(at..end);
            continue;
        }
        if let Some(word) = word.take() {
            found.push(&text[word]);
        }
        // An abbreviation's point (`г.`) is no stop; a point after a longer word is.
        let is_end = is_stop(character)
            || character == '.'
                && text[..at].chars().rev().take_while(|before| is_alphanumeric(*before)).nth(4).is_some();
        if is_end || found.ends.len() == n_words {
            return found;
        }
    }
    if let Some(word) = word {
        found.push(&text[word]);
    }
    found
}

/// The first words of a text up to a stop.
pub(crate) fn first_words(text: &str, n_words: usize) -> Words {
    // No few words are longer: a text without stops is not looked through to its end.
    const FAR: usize = 1000;
    let text = &text[..boundary(text, FAR)];
    let mut found = Words::with_room(n_words);
    let end = text.find(|character: char| is_stop(character) || character == '.').unwrap_or(text.len());
    let words = text[..end].split(|character: char| !is_of_word(character)).filter(|word| !word.is_empty());
    words.take(n_words).for_each(|word| found.push(word));
    found
}

/// Returns where the sentence around a range stands: from the last end of a sentence to the next, but not farther than any sentence goes.
pub(crate) fn sentence_range(text: &str, range: &Range<usize>) -> Range<usize> {
    const FAR: usize = 4_000;
    let (first, last) = (boundary(text, range.start.saturating_sub(FAR)), boundary(text, range.end + FAR));
    let is_end = |(at, character): &(usize, char)| {
        // The point of an abbreviation (`г.`) or of an initial ends nothing.
        let has_letters = || {
            let before = text[..*at].trim_end_matches([')', ']', '»', '”', '“', '"']);
            before.chars().rev().take_while(|before| is_alphanumeric(*before)).nth(2).is_some()
        };
        matches!(character, '.' | '!' | '?' | '\u{2026}') && has_letters()
    };
    let before = text[first..range.start].char_indices().rev().map(|(at, character)| (first + at, character));
    let from = before.into_iter().find(is_end).map_or(first, |(at, end)| at + end.len_utf8());
    let ahead = text[range.end..last].char_indices().map(|(at, character)| (range.end + at, character));
    let to = ahead.into_iter().find(is_end).map_or(last, |(at, _)| at);
    from..to
}

const QUOTES: [(char, char); 7] = [('«', '»'), ('“', '”'), ('„', '“'), ('„', '”'), ('"', '"'), ('»', '«'), ('‘', '’')];

/// Returns the last place at or before a byte offset where a character begins.
pub(crate) fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Tells whether what stands behind a text opens a paragraph: nothing before it, an empty line, or the space of an indented one.
pub(crate) fn opens_paragraph(before: &str) -> bool {
    before.lines().next_back().is_none_or(|line| line.trim().is_empty())
}

/// Tells whether what stands behind a text opens a line: nothing but space before it.
pub(crate) fn opens_line(before: &str) -> bool {
    before.trim_end_matches([' ', '\t']).ends_with('\n') || before.trim().is_empty()
}

/// Returns where the word stands with which a text ends; none when it ends otherwise.
pub(crate) fn last_word(text: &str) -> Option<Range<usize>> {
    let start = text.char_indices().rev().take_while(|(_, character)| is_of_word(*character)).last()?.0;
    Some(start..text.len())
}

/// Returns the word before a list, of which `before` ends right before a later member: `from` of `from Kyiv, Donetsk and `.
///
/// Members are single words with a capital letter, between commas or the words `and`; nothing when there is no such list.
pub(crate) fn head_of_list(before: &str, and: &[String]) -> Option<String> {
    const LONGEST: usize = 8;
    let mut rest = before;
    for n_members in 0..=LONGEST {
        rest = rest.trim_end();
        let joined = rest.strip_suffix(',').or_else(|| {
            let word = last_word(rest)?;
            let is_joint = and.iter().any(|known| *known == rest[word.clone()]);
            is_joint.then(|| rest[..word.start].trim_end().trim_end_matches(','))
        });
        let Some(list) = joined else {
            let word = last_word(rest)?;
            return (n_members > 0).then(|| lower(&rest[word]));
        };
        let word = last_word(list.trim_end())?;
        if !list[word.clone()].starts_with(char::is_uppercase) {
            return None;
        }
        rest = &list[..word.start];
    }
    None
}

/// Returns where the member of a list stands that goes before the one that begins at a byte, and whether a word like `and` is
/// between them.
pub(crate) fn member_before(text: &str, start: usize, and: &[String]) -> Option<(Range<usize>, bool)> {
    let rest = text[..start].strip_suffix(' ')?;
    if let Some(rest) = rest.strip_suffix(',') {
        return Some((last_word(rest)?, false));
    }
    let joint = last_word(rest).filter(|word| and.iter().any(|known| *known == text[word.clone()]))?;
    let rest = text[..joint.start].strip_suffix(' ')?;
    Some((last_word(rest.trim_end_matches(','))?, true))
}

/// Returns where the member of a list stands that goes behind the one that ends at a byte.
pub(crate) fn member_after(text: &str, end: usize, and: &[String]) -> Option<Range<usize>> {
    let word_after = |start: usize| {
        let length = text[start..].find(|character: char| !is_of_word(character)).unwrap_or(text.len() - start);
        (length > 0).then_some(start..start + length)
    };
    let is_comma = text[end..].starts_with(',');
    let start = end + usize::from(is_comma);
    let first = text[start..].starts_with(' ').then(|| word_after(start + 1))??;
    if and.iter().any(|known| *known == text[first.clone()]) {
        return text[first.end..].starts_with(' ').then(|| word_after(first.end + 1))?;
    }
    is_comma.then_some(first)
}

/// Returns the place of the text in the innermost quotation marks around a range.
pub(crate) fn quoted(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    const FAR: usize = 2000;
    let start = boundary(text, range.start.saturating_sub(FAR));
    let end = boundary(text, range.end + FAR);
    let (before, after) = (&text[start..range.start], &text[range.end..end]);
    // Few names stand in a text with quotation marks. These are the first bytes that a mark can have; dashes share one.
    let is_mark = |text: &str| {
        text.chars().next().is_some_and(|first| QUOTES.iter().any(|(open, close)| first == *open || first == *close))
    };
    let has_marks = |text: &str| memchr::memchr3_iter(b'"', 0xC2, 0xE2, text.as_bytes()).any(|at| is_mark(&text[at..]));
    if !has_marks(before) || !has_marks(after) {
        return None;
    }
    QUOTES
        .iter()
        .filter_map(|(open, close)| {
            let from = before.rfind(*open)? + open.len_utf8();
            let to = after.find(*close)?;
            // A mark that closes what another one opened opens nothing: `«Torpedo» (Omsk) — «Dinamo»`.
            let is_closing =
                QUOTES.iter().filter(|(partner, close)| *close == *open && partner != close).any(|(partner, _)| {
                    let earlier = &before[..from - open.len_utf8()];
                    // What opens in this text is the mark that stands first: the second in `«Torpedo» and «Dinamo»` opens again.
                    earlier.find([*partner, *open]).is_some_and(|at| earlier[at..].starts_with(*partner))
                        && earlier.rfind(*partner).is_some_and(|at| !earlier[at..].contains(*open))
                });
            if is_closing && open != close {
                return None;
            }
            // Closed again before the name, or straight marks in pairs: outside.
            let is_closed = if open == close {
                before.matches(*open).count() % 2 == 0
            } else {
                before[from..].contains(*close) || after[..to].contains(*open)
            };
            (!is_closed && !before[from..].contains('\n')).then(|| start + from..range.end + to)
        })
        .min_by_key(|inside| inside.len())
}

/// Returns the sentences of a text: they end at `.`, `!`, `?` or `…` before a space, but not after an initial or a short
/// abbreviation; and at the stops of Chinese and Japanese, which have no space behind them.
pub(crate) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    let mut n_letters = 0;
    while let Some((at, character)) = characters.next() {
        if character.is_alphanumeric() {
            n_letters += 1;
            continue;
        }
        let is_wide = matches!(character, '。' | '！' | '？');
        let is_end = is_wide || matches!(character, '!' | '?' | '\u{2026}') || character == '.' && n_letters > 2;
        n_letters = 0;
        let is_last =
            characters.peek().is_none_or(|(_, next)| next.is_whitespace() || matches!(next, '»' | '”' | '"' | ')'));
        if is_end && (is_last || is_wide) || character == '\n' && text[at + 1..].starts_with('\n') {
            let end = at + character.len_utf8();
            found.push(start..end);
            start = end;
        }
    }
    if !text[start..].trim().is_empty() {
        found.push(start..text.len());
    }
    found
}

/// Tells whether a character is counted as a word: of Chinese and Japanese, which are written without spaces.
pub(crate) fn is_word_of_its_own(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3134F}')
}

/// Returns the words of a part of a text in lower case, with their places. A character of Chinese or Japanese is a word.
pub(crate) fn words_at(text: &str, range: &Range<usize>) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, character) in text[range.clone()].char_indices().chain([(range.len(), ' ')]) {
        if is_word_of_its_own(character) {
            let at = range.start + at;
            let before = start.take().map(|from| from..at);
            let words = before.into_iter().chain(std::iter::once(at..at + character.len_utf8()));
            found.extend(words.map(|word| (word.clone(), lower(&text[word]))));
            continue;
        }
        match (start, is_of_word(character)) {
            (None, true) => start = Some(range.start + at),
            (Some(from), false) => {
                let word = from..range.start + at;
                found.push((word.clone(), lower(&text[word])));
                start = None;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_behind_brackets_and_not_behind_initials() {
        let check = |text: &str, name: &str, expected: &str| {
            let start = text.find(name).unwrap();
            assert_eq!(text[sentence_range(text, &(start..start + name.len()))].trim(), expected);
        };
        let text = "The port (once a village). It is called Zhdanov after A. A. Zhdanov. It is large.";
        check(text, "Zhdanov", "It is called Zhdanov after A. A. Zhdanov");
        check(
            "Работает завод «Азовсталь». Город Жданов, 1955 г. вечером. Дождь.",
            "Жданов",
            "Город Жданов, 1955 г. вечером",
        );
    }

    #[test]
    fn each_of_several_quotations_is_found() {
        let check = |text: &str, expected: Option<&str>| {
            let start = text.find("Omsk").unwrap();
            assert_eq!(quoted(text, &(start..start + 4)).map(|inside| &text[inside]), expected, "{text}");
        };
        check("«Torpedo» — «Omsk 2»", Some("Omsk 2"));
        check("»Torpedo« — »Omsk 2«", Some("Omsk 2"));
        check("„Torpedo“ — „Omsk 2“", Some("Omsk 2"));
        check("«Torpedo» (Omsk) — «Dinamo»", None);
        check("„Torpedo“ (Omsk) — „Dinamo“", None);
        check("“Torpedo” (Omsk) — “Dinamo”", None);
    }

    #[test]
    fn members_of_a_list_are_found_on_both_sides() {
        let text = "from Riga, Odessa and Zhdanov, Kerch and so on";
        let and = ["and".to_owned()];
        let (start, end) = (text.find("Zhdanov").unwrap(), text.find(", Kerch").unwrap());
        let (before, is_last) = member_before(text, start, &and).unwrap();
        assert_eq!((&text[before.clone()], is_last), ("Odessa", true));
        let (earlier, is_last) = member_before(text, before.start, &and).unwrap();
        assert_eq!((&text[earlier.clone()], is_last), ("Riga", false));
        assert_eq!(member_before(text, earlier.start, &and), None);
        assert_eq!(&text[member_after(text, end, &and).unwrap()], "Kerch");
    }
}
