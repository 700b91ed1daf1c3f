//! Folds: differences of spelling and typography that are looked through.
//!
//! The alignment always looks through all of them. A fold that is asked for is also not told: a word that differs only in
//! what is folded is no change at all; one that is not folded is a variant. The rules of old orthographies are data
//! (`data/orthography/*.toml`).

use serde::Deserialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// A difference that can be folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fold {
    /// Which quotation marks and apostrophes are used.
    Quotes,
    /// Hyphens inside words, also those at line ends.
    Hyphens,
    /// Letters of the printer that are no others of the alphabet: the long `ſ`, `ﬁ` and the like.
    Ligatures,
    /// `ё` written as `е`.
    Yo,
    /// Capital letters.
    Case,
    /// All punctuation.
    Punctuation,
    /// The spelling before a reform.
    Orthography,
}

impl Fold {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Quotes, Self::Hyphens, Self::Ligatures, Self::Yo, Self::Case, Self::Punctuation, Self::Orthography];

    /// Returns its name on the command line and in outputs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Quotes => "quotes",
            Self::Hyphens => "hyphens",
            Self::Ligatures => "ligatures",
            Self::Yo => "yo",
            Self::Case => "case",
            Self::Punctuation => "punctuation",
            Self::Orthography => "orthography",
        }
    }
}

/// The rules of an orthography that is no longer used.
#[derive(Clone, Debug, Deserialize)]
struct Orthography {
    /// The first and last letter of its script: a word without any is not touched.
    script: (char, char),
    /// Letters that fall away at the end of a word.
    #[serde(default)]
    finals: Vec<char>,
    #[serde(default)]
    letters: BTreeMap<char, String>,
    #[serde(default)]
    endings: BTreeMap<String, String>,
    #[serde(default)]
    words: BTreeMap<String, String>,
    #[serde(default)]
    beginnings: BTreeMap<String, String>,
}

/// A file of rules cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read the rules in `{file}`")]
pub struct RulesError {
    /// The file.
    pub file: String,
    /// Why.
    #[source]
    pub source: toml::de::Error,
}

/// The folds that are asked for, and the rules for all of them.
#[derive(Clone, Debug)]
pub struct Folds {
    asked: BTreeSet<Fold>,
    orthographies: Vec<Orthography>,
}

impl Folds {
    /// Takes the folds that are asked for, with the bundled rules.
    ///
    /// # Errors
    /// When a bundled file is damaged.
    pub fn new(asked: impl IntoIterator<Item = Fold>) -> Result<Self, RulesError> {
        let orthographies = thaw_data::files("orthography/")
            .map(|(file, text)| toml::from_str(text).map_err(|source| RulesError { file: file.to_owned(), source }))
            .collect::<Result<_, _>>()?;
        Ok(Self { asked: asked.into_iter().collect(), orthographies })
    }

    /// Returns the folds that are asked for.
    pub fn asked(&self) -> impl Iterator<Item = Fold> + '_ {
        self.asked.iter().copied()
    }

    /// Tells whether a fold is asked for.
    #[must_use]
    pub fn has(&self, fold: Fold) -> bool {
        self.asked.contains(&fold)
    }

    /// Returns the word as the alignment sees it: everything folded.
    #[must_use]
    pub fn key<'w>(&self, word: &'w str) -> Cow<'w, str> {
        self.folded(word, |_| true)
    }

    /// Tells whether two words with the same key are the same for who asked.
    #[must_use]
    pub fn is_same(&self, left: &str, right: &str) -> bool {
        left == right || self.folded(left, |fold| self.has(fold)) == self.folded(right, |fold| self.has(fold))
    }

    /// Tells whether the marks around two equal words are the same for who asked; white space never counts.
    #[must_use]
    pub fn is_same_marks(&self, left: (&str, &str), right: (&str, &str)) -> bool {
        if left == right || self.has(Fold::Punctuation) {
            return true;
        }
        let plain = |marks: (&str, &str)| -> String {
            let marks = [marks.0, marks.1].map(without_furniture);
            let kept = marks.iter().flat_map(|marks| marks.chars()).filter(|mark| !mark.is_whitespace());
            kept.map(|mark| if self.has(Fold::Quotes) && is_quote(mark) { '"' } else { mark }).collect()
        };
        plain(left) == plain(right)
    }

    fn folded<'w>(&self, word: &'w str, has: impl Fn(Fold) -> bool) -> Cow<'w, str> {
        if word.bytes().all(|byte| byte.is_ascii_alphanumeric() && !(byte.is_ascii_uppercase() && has(Fold::Case))) {
            return Cow::Borrowed(word);
        }
        // A word divided at the end of a line is one word; any other hyphen divides it for the rules of spelling.
        let whole = if word.contains('\n') { Cow::Owned(undivided(word)) } else { Cow::Borrowed(word) };
        let mut folded = String::with_capacity(word.len());
        for character in whole.nfc() {
            match character {
                'ſ' | 'ﬀ'..='ﬆ' if has(Fold::Ligatures) => folded.extend(std::iter::once(character).nfkc()),
                '’' | 'ʼ' if has(Fold::Quotes) => folded.push('\''),
                'ё' if has(Fold::Yo) => folded.push('е'),
                'Ё' if has(Fold::Yo) => folded.push(if has(Fold::Case) { 'е' } else { 'Е' }),
                _ if has(Fold::Case) => folded.extend(character.to_lowercase()),
                _ => folded.push(character),
            }
        }
        if has(Fold::Orthography) && !folded.is_ascii() {
            for orthography in &self.orthographies {
                folded = folded.split_inclusive(is_hyphen).map(|part| orthography.modern(part)).collect();
            }
        }
        if has(Fold::Hyphens) {
            folded.retain(|character| !is_hyphen(character));
        }
        if has(Fold::Punctuation) {
            folded.retain(|character| !matches!(character, '[' | ']' | '⟨' | '⟩'));
        }
        Cow::Owned(folded)
    }
}

impl Orthography {
    /// Returns a word in today's spelling, its capital letters kept where no rule touches them.
    fn modern(&self, word: &str) -> String {
        if !word.contains(|letter: char| (self.script.0..=self.script.1).contains(&letter)) {
            return word.to_owned();
        }
        let letters = word.trim_end_matches(is_hyphen);
        let mut modern = String::with_capacity(word.len());
        for character in letters.chars() {
            match self.letters.get(&character) {
                Some(letter) => modern.push_str(letter),
                None => match character.to_lowercase().next().and_then(|small| self.letters.get(&small)) {
                    Some(letter) => modern.push_str(&letter.to_uppercase()),
                    None => modern.push(character),
                },
            }
        }
        // They stand behind the other endings: "ихъ", "добрымъ".
        modern.truncate(
            modern.trim_end_matches(|last: char| last.to_lowercase().any(|last| self.finals.contains(&last))).len(),
        );
        // The lists are in small letters; a word at the start of a sentence is the same word.
        let first = modern.chars().next().filter(|first| first.is_uppercase());
        if let Some(first) = first {
            modern.replace_range(..first.len_utf8(), &first.to_lowercase().to_string());
        }
        let capital = |modern: String| match modern.chars().next() {
            Some(small) if first.is_some() => small.to_uppercase().chain(modern.chars().skip(1)).collect(),
            _ => modern,
        };
        if let Some(whole) = self.words.get(&modern) {
            return capital(whole.clone()) + &word[letters.len()..];
        }
        let fits = self.endings.iter().filter(|(ending, _)| modern.len() > ending.len() && modern.ends_with(*ending));
        if let Some((ending, today)) = fits.max_by_key(|(ending, _)| ending.len()) {
            modern.truncate(modern.len() - ending.len());
            modern.push_str(today);
        }
        if let Some((beginning, today)) = self.beginnings.iter().find(|(beginning, _)| modern.starts_with(*beginning)) {
            modern.replace_range(..beginning.len(), today);
        }
        capital(modern) + &word[letters.len()..]
    }
}

/// Marks without what the page adds to them: numbers in brackets, raised figures, lines with letters or figures.
fn without_furniture(marks: &str) -> Cow<'_, str> {
    if !marks.contains(char::is_alphanumeric) {
        return Cow::Borrowed(marks);
    }
    let mut kept = String::new();
    for (idx, line) in marks.split(['\n', '\u{C}']).enumerate() {
        match line.find('[') {
            Some(at) if line.contains(']') => kept.push_str(&line[..at]),
            _ if idx == 0 || !line.contains(char::is_alphanumeric) => {
                kept.extend(line.chars().filter(|mark| !mark.is_alphanumeric()));
            }
            _ => {}
        }
    }
    Cow::Owned(kept)
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{AD}' | '‐' | '‑' | '¬' | '⸗')
}

/// A word without the hyphens at line ends in it, but for one before a capital.
fn undivided(word: &str) -> String {
    let mut whole = String::with_capacity(word.len());
    for (idx, part) in word.split('\n').enumerate() {
        let part = part.trim();
        if idx > 0 && part.starts_with(char::is_uppercase) && whole.contains(char::is_lowercase) {
            whole.push('-');
        }
        whole.push_str(part.trim_end_matches(is_hyphen));
    }
    whole
}

fn is_quote(mark: char) -> bool {
    matches!(mark, '"' | '\'' | '«' | '»' | '„' | '“' | '”' | '‟' | '‘' | '’' | '‚' | '‹' | '›')
}
