//! Phrases of a lexicon: words in order, compared with the words of a text.

use crate::around::is_word_of_its_own;
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// Words that stand side by side. A word written with a `*` at its end stands for all words that begin so.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct Phrase {
    written: String,
    words: Vec<Wanted>,
}

/// A word of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// The word in lower case, or its beginning.
    pub(crate) text: String,
    /// Whether any ending may follow.
    pub(crate) is_start: bool,
}

impl From<String> for Phrase {
    fn from(written: String) -> Self {
        let word = |word: &str| {
            let is_start = word.ends_with('*');
            Wanted { text: lower(word.trim_end_matches('*')), is_start }
        };
        // The words of a text end at an apostrophe, too, and each character of Chinese is one.
        let mut spaced = String::with_capacity(written.len());
        for mark in written.chars() {
            match mark {
                '\'' | '’' => spaced.push(' '),
                _ if is_word_of_its_own(mark) => spaced.extend([' ', mark, ' ']),
                _ => spaced.push(mark),
            }
        }
        let words = spaced.split_whitespace().map(word).collect();
        Self { words, written }
    }
}

impl Phrase {
    /// Returns the phrase as people read it, without the sign for an ending.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.written.trim_end().trim_end_matches('*')
    }

    /// Returns the phrase as the lexicon has it.
    pub(crate) fn written(&self) -> &str {
        &self.written
    }

    /// Its words; none in an empty phrase, which stands nowhere.
    pub(crate) fn words(&self) -> &[Wanted] {
        &self.words
    }

    /// Tells whether words in lower case begin with the phrase.
    pub(crate) fn begins<'w>(&self, mut words: impl Iterator<Item = &'w str>) -> bool {
        !self.words.is_empty() && self.words.iter().all(|wanted| words.next().is_some_and(|word| wanted.is(word)))
    }

    /// Tells whether words in lower case end with the phrase; they come from the last to the first.
    pub(crate) fn ends<'w>(&self, mut words: impl Iterator<Item = &'w str>) -> bool {
        !self.words.is_empty() && self.words.iter().rev().all(|wanted| words.next().is_some_and(|word| wanted.is(word)))
    }
}

impl Wanted {
    pub(crate) fn is(&self, word: &str) -> bool {
        if self.is_start { word.starts_with(&self.text) } else { word == self.text }
    }
}

/// Phrases in order of precedence, found by the letters that their first or last word begins with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Vec<Phrase>")]
pub struct Phrases {
    all: Vec<Phrase>,
    by_first: Index,
    by_last: Index,
}

/// The first two letters of a word, or the only one.
pub(crate) type Key = (char, Option<char>);

pub(crate) fn key(word: &str) -> Option<Key> {
    let mut letters = word.chars();
    Some((letters.next()?, letters.next()))
}

/// Phrases, in order, by how a word of theirs begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Index {
    by_key: FxHashMap<Key, Vec<usize>>,
    /// A bit for each key, by which most words are passed over. Some keys share one.
    bits: [u64; 16],
}

impl Index {
    fn add(&mut self, key: Key, phrase: usize) {
        let (word, bit) = Self::bit(key);
        self.bits[word] |= bit;
        self.by_key.entry(key).or_default().push(phrase);
    }

    fn may_have(&self, key: Key) -> bool {
        let (word, bit) = Self::bit(key);
        self.bits[word] & bit != 0
    }

    fn get(&self, key: Key) -> &[usize] {
        if !self.may_have(key) {
            return &[];
        }
        self.by_key.get(&key).map_or(&[], Vec::as_slice)
    }

    fn bit((first, second): Key) -> (usize, u64) {
        let number = u32::from(first).wrapping_mul(33) ^ second.map_or(0, u32::from);
        ((number >> 6 & 15) as usize, 1 << (number & 63))
    }
}

impl From<Vec<Phrase>> for Phrases {
    fn from(all: Vec<Phrase>) -> Self {
        let mut phrases = Self { all, ..Self::default() };
        for (idx, phrase) in phrases.all.iter().enumerate() {
            for (word, index) in
                [(phrase.words.first(), &mut phrases.by_first), (phrase.words.last(), &mut phrases.by_last)]
            {
                if let Some(key) = word.and_then(|word| key(&word.text)) {
                    index.add(key, idx);
                }
            }
        }
        phrases
    }
}

impl Phrases {
    /// Whether there is no phrase.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Phrase> {
        self.all.iter()
    }

    /// Tells whether a phrase may begin with a word of such a key; most others it passes over.
    pub(crate) fn may_begin(&self, key: Key) -> bool {
        self.by_first.may_have((key.0, None)) || self.by_first.may_have(key)
    }

    /// Returns the first phrase with which words in lower case begin.
    pub(crate) fn first_of<'w>(&self, words: impl Iterator<Item = &'w str> + Clone) -> Option<&Phrase> {
        self.find(&self.by_first, words.clone().next()?, |phrase| phrase.begins(words.clone()))
    }

    /// Returns the first phrase in which words in lower case end; they come from the last to the first.
    pub(crate) fn last_of<'w>(&self, words: impl Iterator<Item = &'w str> + Clone) -> Option<&Phrase> {
        self.find(&self.by_last, words.clone().next()?, |phrase| phrase.ends(words.clone()))
    }

    /// Returns the longest phrase with which words in lower case begin; of equally long ones the last.
    pub(crate) fn longest_of<'w>(&self, words: impl Iterator<Item = &'w str> + Clone) -> Option<&Phrase> {
        let (first, second) = key(words.clone().next()?)?;
        let keys = std::iter::once((first, None)).chain(second.map(|second| (first, Some(second))));
        let found = keys.flat_map(|key| self.by_first.get(key)).copied();
        let found = found.filter(|idx| self.all[*idx].begins(words.clone()));
        found.max_by_key(|idx| (self.all[*idx].words.len(), *idx)).map(|idx| &self.all[idx])
    }

    fn find(&self, index: &Index, word: &str, is_it: impl Fn(&Phrase) -> bool) -> Option<&Phrase> {
        let (first, second) = key(word)?;
        let of = |key| index.get(key).iter().copied().find(|idx| is_it(&self.all[*idx]));
        // A phrase whose word is one letter, or one letter and any ending, stands under that letter alone.
        let alone = of((first, None));
        let found = match second.and_then(|second| of((first, Some(second)))) {
            Some(found) => alone.map_or(found, |alone| alone.min(found)),
            None => alone?,
        };
        Some(&self.all[found])
    }
}

/// Returns a text in lower case, letter by letter, with `ș` and `ț` for the `ş` and `ţ` of older Romanian files.
pub(crate) fn lower(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_lower(&mut out, text);
    out
}

/// Adds a text in lower case.
pub(crate) fn push_lower(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            // The commonest letters first: the tables of the standard library are slow for what is not ASCII.
            'a'..='z' | 'а'..='я' => out.push(character),
            'A'..='Z' => out.push(character.to_ascii_lowercase()),
            'А'..='Я' => out.push(char::from_u32(character as u32 + 0x20).unwrap_or(character)),
            'ş' | 'Ş' => out.push('ș'),
            'ţ' | 'Ţ' => out.push('ț'),
            _ => out.extend(character.to_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_phrase_is_compared_word_by_word() {
        let words = |text: &'static str| text.split(' ');
        let phrase = Phrase::from("битв* за".to_owned());
        assert!(phrase.begins(words("битвы за сталинград")));
        assert!(phrase.ends(words("после битвы за").rev()));
        assert!(!phrase.begins(words("битвы")));
        assert!(!Phrase::from(String::new()).begins(words("битвы")));
    }

    proptest! {
        #[test]
        fn the_index_finds_what_looking_at_each_finds(
            phrases in prop::collection::vec("[абв]{1,2}\\*?( [абв]{1,2}\\*?)?", 0..8),
            words in prop::collection::vec("[абв]{1,3}", 0..4),
        ) {
            let all: Vec<Phrase> = phrases.into_iter().map(Phrase::from).collect();
            let phrases = Phrases::from(all.clone());
            let words = words.iter().map(String::as_str);
            prop_assert_eq!(phrases.first_of(words.clone()), all.iter().find(|phrase| phrase.begins(words.clone())));
            prop_assert_eq!(phrases.last_of(words.clone()), all.iter().find(|phrase| phrase.ends(words.clone())));
            let longest = all.iter().filter(|phrase| phrase.begins(words.clone())).max_by_key(|phrase| phrase.words.len());
            prop_assert_eq!(phrases.longest_of(words.clone()), longest);
        }

        #[test]
        fn lower_case_is_that_of_each_letter(text in "\\PC*") {
            let expected: String = text.chars().flat_map(char::to_lowercase).collect();
            prop_assert_eq!(lower(&text), expected.replace('ş', "ș").replace('ţ', "ț"));
        }
    }
}
