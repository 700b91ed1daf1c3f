//! What a language knows about place names in running text: `data/revise/*.toml`.
//!
//! `docs/formats/documents.md` describes the fields for people; this module is their reader.

use crate::phrase::{Phrase, Phrases, lower};
use serde::Deserialize;
use std::collections::BTreeMap;
use thaw_core::Lang;

/// The words of one language.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lexicon {
    /// Its tag.
    pub tag: String,
    /// How today's name is added: `[now {new}]`.
    pub gloss: String,
    /// Frequent small words, by which the language of a text is told.
    #[serde(default)]
    pub stopwords: Vec<String>,
    /// Phrases before a name that make it part of a fixed expression: `battle of`. A `*` ends a word of which only the start counts.
    #[serde(default)]
    pub fixed_before: Phrases,
    /// Phrases behind a name that do: `front`.
    #[serde(default)]
    pub fixed_after: Phrases,
    /// What else a name means than the place: a battle, by the id of the place where it was.
    #[serde(default)]
    pub events: BTreeMap<String, Event>,
    /// Names that more places bore than any record knows: `Stalinsk`. They are clear only where something speaks for a place.
    #[serde(default)]
    pub common: Vec<String>,
    /// Surnames that are also names of places; in lower case once read.
    #[serde(default)]
    pub persons: Vec<String>,
    /// Endings of these surnames, other than none.
    #[serde(default)]
    pub person_endings: Vec<String>,
    /// What makes an adjective of such a surname: `ск`.
    #[serde(default)]
    pub person_adjective: String,
    /// Words before or behind a name that tell the class of the place, by class: `village`.
    #[serde(default)]
    pub classes: BTreeMap<String, Class>,
    /// Words that tell a country, by its code; a `*` as above.
    #[serde(default)]
    pub countries: BTreeMap<String, Vec<Phrase>>,
    /// Words that tell one place, by its id: regions, rivers, neighbours.
    #[serde(default)]
    pub places: BTreeMap<String, Vec<Phrase>>,
    /// How place names are inflected; the first that fits is taken.
    #[serde(default)]
    pub noun: Vec<Paradigm>,
    /// Place names that are inflected in their own way.
    #[serde(default)]
    pub irregular: BTreeMap<String, BTreeMap<String, OneOrMore>>,
    /// How adjectives are made of place names; the first that fits is taken.
    #[serde(default)]
    pub adjective: Vec<Adjective>,
    /// Adjectives that are made in their own way: the name, and the adjective without its ending.
    #[serde(default)]
    pub irregular_adjective: BTreeMap<String, String>,
    /// The endings of these adjectives.
    #[serde(default)]
    pub adjective_endings: Vec<String>,
    /// The cases that a preposition takes.
    #[serde(default)]
    pub governs: BTreeMap<String, Vec<String>>,
    /// Verbs of going: before a preposition with two cases they choose the one of [`Lexicon::goal`].
    #[serde(default)]
    pub motion: Vec<Phrase>,
    /// Verbs of being somewhere: before a preposition with two cases they choose the one of [`Lexicon::rest`].
    #[serde(default)]
    pub staying: Vec<Phrase>,
    /// Words right before a name whose own form depends on its first letters: `a` and `an`, `z` and `ze`.
    #[serde(default)]
    pub sandhi: Vec<Sandhi>,
    /// Genders (or `pl`) of names, where they do not follow from the paradigm.
    #[serde(default)]
    pub genders: BTreeMap<String, String>,
    /// The case of where to.
    #[serde(default)]
    pub goal: String,
    /// The case of where.
    #[serde(default)]
    pub rest: String,
}

/// The words that tell a class of places.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// Right before the name.
    #[serde(default)]
    pub before: Phrases,
    /// Right behind it.
    #[serde(default)]
    pub after: Phrases,
    /// At the end of the name itself, in lower case: `allee`.
    #[serde(default)]
    pub within: Vec<String>,
}

/// How a text tells whether the name of a place means the place or what happened there. What speaks for the event counts
/// more; where nothing speaks for the place, it is not clear.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Phrases right before the name: `after`.
    #[serde(default)]
    pub before: Phrases,
    /// Words anywhere in its sentence: `fought`.
    #[serde(default)]
    pub words: Phrases,
    /// Phrases right before the name that speak for the place: `in`.
    #[serde(default)]
    pub place_before: Phrases,
    /// Words anywhere in its sentence that do: `street*`.
    #[serde(default)]
    pub place_words: Phrases,
}

/// Two forms of a word, of which the next word chooses one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sandhi {
    /// The usual form.
    pub plain: String,
    /// The form before the letters of `before`.
    pub other: String,
    /// How a word begins, in lower case, that takes the other form.
    pub before: Vec<String>,
}

/// How names with some ending are inflected.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paradigm {
    /// How the name ends; all names when empty.
    #[serde(default)]
    pub ends: Vec<String>,
    /// How many letters are cut off before an ending other than the nominative's is put on.
    #[serde(default)]
    pub cut: usize,
    /// The ending of each case, the usual one first. A case that is not there has the form of the dictionary.
    #[serde(default)]
    pub cases: BTreeMap<String, OneOrMore>,
    /// The gender of such names; none when verbs and adjectives do not show it.
    #[serde(default)]
    pub gender: Option<String>,
    /// Whether the name has one form for all cases.
    #[serde(default)]
    pub indeclinable: bool,
}

/// How adjectives are made of names with some ending.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adjective {
    /// How the name ends.
    #[serde(default)]
    pub ends: Vec<String>,
    /// How many letters are cut off.
    #[serde(default)]
    pub cut: usize,
    /// What is put on, before the ending.
    pub add: String,
}

/// A text, or several of which the first is written and all are understood.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum OneOrMore {
    /// One.
    One(String),
    /// Several.
    More(Vec<String>),
}

impl OneOrMore {
    /// Returns them, the one to write first.
    #[must_use]
    pub fn all(&self) -> &[String] {
        match self {
            Self::One(text) => std::slice::from_ref(text),
            Self::More(texts) => texts,
        }
    }
}

/// Why a file is no lexicon.
#[derive(Debug, thiserror::Error)]
#[error("`{path}`: {what}")]
pub struct LexiconError {
    path: String,
    what: String,
}

/// The lexicons by language.
#[derive(Clone, Debug, Default)]
pub struct Lexicons(BTreeMap<String, Lexicon>);

impl Lexicons {
    /// Reads lexicons from (path, text) pairs.
    ///
    /// # Errors
    /// When a text is no TOML of this shape.
    pub fn parse<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, LexiconError> {
        let mut all = BTreeMap::new();
        for (path, text) in files {
            let mut lexicon: Lexicon = toml::from_str(text)
                .map_err(|error| LexiconError { path: path.to_owned(), what: error.to_string().trim().to_owned() })?;
            lexicon.persons = lexicon.persons.iter().map(|person| lower(person)).collect();
            all.insert(lexicon.tag.clone(), lexicon);
        }
        Ok(Self(all))
    }

    /// Returns the lexicon of a language, by its tag or its primary language.
    #[must_use]
    pub fn get(&self, lang: &Lang) -> Option<&Lexicon> {
        self.0.get(lang.as_str()).or_else(|| self.0.get(lang.primary()))
    }

    /// Tells the language of a text by its small words; none when too few are found or two languages have nearly as many.
    #[must_use]
    pub fn guess(&self, text: &str) -> Option<Lang> {
        const N_WORDS: usize = 4000;
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for word in
            text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty()).take(N_WORDS)
        {
            let word = word.to_lowercase();
            for lexicon in self.0.values() {
                if lexicon.stopwords.contains(&word) {
                    *counts.entry(&lexicon.tag).or_default() += 1;
                }
            }
        }
        let mut ranked: Vec<(&str, usize)> = counts.into_iter().collect();
        ranked.sort_by_key(|(tag, n)| (std::cmp::Reverse(*n), *tag));
        let (best, n_best) = *ranked.first()?;
        let n_second = ranked.get(1).map_or(0, |(_, n)| *n);
        (n_best > n_second).then(|| Lang::parse(best)).flatten()
    }
}
