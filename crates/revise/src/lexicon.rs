//! What a language knows about place names in running text: `data/revise/*.toml`.
//!
//! `docs/formats/documents.md` describes the fields for people; this module is their reader.

use crate::around::boundary;
use crate::phrase::{Phrase, Phrases, lower, push_lower};
use crate::spelling::Spelling;
use crate::vocabulary::{Points, Vocabulary};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use thaw_core::{Edtf, Lang, Script};

/// The words of one language.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lexicon {
    /// Its tag.
    pub tag: String,
    /// How today's name is added: `[now {new}]`. Without it the language is only told from others, and no name in it edited.
    #[serde(default)]
    pub gloss: String,
    /// Frequent small words, by which the language of a text is told.
    #[serde(default)]
    pub stopwords: Vec<String>,
    /// Letters, other than of the English alphabet, that few other languages have; they tell the language like small words.
    #[serde(default)]
    pub letters: String,
    /// Letters that words of the language do not have, names aside, though languages of its script do.
    #[serde(default)]
    pub absent: String,
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
    /// Endings that a form of such a name has only as that of a place: Russian `Ждановом`, but of the person `Ждановым`.
    #[serde(default)]
    pub thing_endings: Vec<String>,
    /// What makes an adjective of such a surname: `ск`.
    #[serde(default)]
    pub person_adjective: String,
    /// What stands right before a name only when it is that of a place, and not of a person: `born in`.
    #[serde(default)]
    pub located: Phrases,
    /// Prepositions of place: a surname behind one is that of a town where the town's river or region stands in the sentence.
    #[serde(default)]
    pub spatial: Vec<String>,
    /// Verbs by which people see something in a person, not in a town.
    #[serde(default)]
    pub seen_in: Phrases,
    /// Prepositions of where a way begins: `from`.
    #[serde(default)]
    pub from: Vec<String>,
    /// What goes from town to town: a train, a road, hours and miles.
    #[serde(default)]
    pub routes: Phrases,
    /// Prepositions that lead from a town to its river or sea: `on`.
    #[serde(default)]
    pub by: Vec<String>,
    /// Words that tell whom something was named after: `named after`.
    #[serde(default)]
    pub naming: Phrases,
    /// Words that tell of another name, by which the sentence would be made false: `renamed`, `now called`.
    #[serde(default)]
    pub renaming: Phrases,
    /// Towns that are only spoken of as towns: a name among them is one.
    #[serde(default)]
    pub cities: Phrases,
    /// Articles: a name between one and a word with a capital is part of another name. For languages that write nouns small.
    #[serde(default)]
    pub articles: Vec<String>,
    /// Whether all nouns have a capital letter, so that it tells no names.
    #[serde(default)]
    pub capital_nouns: bool,
    /// Words for what is founded and named: a theatre, an institute. Beside one the name of a town is part of another name.
    #[serde(default)]
    pub institutions: Phrases,
    /// How such words end where words are written together: `werk`.
    #[serde(default)]
    pub institution_endings: Vec<String>,
    /// Words that join what is named to the name of its town: `of`.
    #[serde(default)]
    pub of: Vec<String>,
    /// Whether adjectives of place names are written small unless they are part of a name.
    #[serde(default)]
    pub small_adjectives: bool,
    /// Endings of names in the genitive that stand before what they own: `'s`.
    #[serde(default)]
    pub genitive_endings: Vec<String>,
    /// Words that join the members of a list: `and`.
    #[serde(default)]
    pub and: Vec<String>,
    /// Words that a sentence has and a title seldom: `I`, `was`. With a verb of [`Lexicon::saying`], a colon or a dash beside them,
    /// the words in quotation marks are what somebody says.
    #[serde(default)]
    pub clause: Phrases,
    /// What stands before the number of a page in a reference: `p.`; also that of languages often cited.
    #[serde(default)]
    pub pages: Vec<String>,
    /// Words at the end of a name that are often shortened, in lower case, and how: `область`, `обл.`
    #[serde(default)]
    pub shortened: BTreeMap<String, String>,
    /// What the names of publishers have somewhere, in lower case: `press`.
    #[serde(default)]
    pub publishers: Vec<String>,
    /// Verbs of saying: `wrote`.
    #[serde(default)]
    pub saying: Phrases,
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
    /// How other adjectives end: `ный`.
    #[serde(default)]
    pub adjectives: Vec<String>,
    /// The cases that a preposition takes.
    #[serde(default)]
    pub governs: BTreeMap<String, Vec<String>>,
    /// Verbs of going: before a preposition with two cases they choose the one of [`Lexicon::goal`].
    #[serde(default)]
    pub motion: Phrases,
    /// Verbs of being somewhere: before a preposition with two cases they choose the one of [`Lexicon::rest`].
    #[serde(default)]
    pub staying: Phrases,
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

impl Lexicon {
    /// Whether enough is known to edit names in the language.
    #[must_use]
    pub fn can_edit(&self) -> bool {
        !self.gloss.is_empty()
    }

    /// Tells whether a word in lower case stands before the names of places: a preposition, a verb of going.
    pub(crate) fn leads_to_place(&self, word: &str) -> bool {
        let is_it = |phrases: &Phrases| phrases.last_of(std::iter::once(word)).is_some();
        self.spatial.iter().any(|known| known == word)
            || self.events.values().any(|event| is_it(&event.place_before))
            || self.classes.values().any(|class| is_it(&class.before))
    }
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
    /// When texts speak of nothing else: in one of that time the name is never clear.
    #[serde(default)]
    pub during: Option<Edtf>,
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
    /// Words that do it less, so that two things of this kind are asked for: `river`.
    #[serde(default)]
    pub place_hints: Phrases,
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
    /// Whether the other form may stand before any word, as the writer likes.
    #[serde(default)]
    pub is_free: bool,
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

/// `others.toml`: languages that are only told from those with a lexicon of their own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Others {
    language: Vec<Lexicon>,
}

/// The lexicons by language.
#[derive(Clone, Debug, Default)]
pub struct Lexicons {
    /// In the order of their tags.
    all: Vec<Lexicon>,
    tags: Vec<Lang>,
    scripts: Vec<Script>,
    /// The lexicons that have a small word, a bit each.
    small_words: FxHashMap<String, u64>,
    /// How many bytes the longest of them has.
    longest_small_word: usize,
    /// Those that have a letter.
    letters: Vec<(char, u64)>,
    /// All their words, once they are asked for.
    vocabulary: OnceLock<Vocabulary>,
}

/// What the small words of a text tell about its language.
pub(crate) struct Evidence {
    /// How many small words of each lexicon were seen.
    hits: [u16; Lexicons::MOST],
    /// Words in small letters, known or not.
    n_words: usize,
    /// The script of most words, by their first letters.
    pub(crate) script: Option<Script>,
}

impl Evidence {
    pub(crate) fn hits(&self, lexicon: usize) -> u16 {
        self.hits[lexicon]
    }

    /// The lexicon with most words, if it has at least two and more than any other; `favourite` wins a tie.
    pub(crate) fn best(&self, favourite: Option<usize>) -> Option<usize> {
        let most = self.hits.iter().copied().max().filter(|most| *most >= 2)?;
        let mut best = (0..Lexicons::MOST).filter(|idx| self.hits[*idx] == most);
        let first = best.next();
        match best.next() {
            None => first,
            Some(_) => favourite.filter(|idx| self.hits[*idx] == most),
        }
    }

    /// Whether one lexicon has many words and twice as many as any other.
    fn is_plain(&self) -> bool {
        const MANY: u16 = 20;
        let mut hits = self.hits;
        hits.sort_unstable_by(|one, other| other.cmp(one));
        hits[0] >= MANY && hits[0] >= 2 * hits[1]
    }

    /// Whether there are many words and hardly one is known.
    pub(crate) fn is_of_another_language(&self) -> bool {
        const ENOUGH: usize = 20;
        self.n_words >= ENOUGH && self.hits.iter().all(|n| usize::from(*n) * ENOUGH <= self.n_words)
    }
}

impl Lexicons {
    /// As many fit the bits of a number.
    pub(crate) const MOST: usize = 64;

    /// Reads lexicons from (path, text) pairs.
    ///
    /// # Errors
    /// When a text is no TOML of this shape.
    pub fn parse<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, LexiconError> {
        let mut all: BTreeMap<Lang, Lexicon> = BTreeMap::new();
        for (path, text) in files {
            let bad = |what: String| LexiconError { path: path.to_owned(), what };
            let unreadable = |error: toml::de::Error| bad(error.to_string().trim().to_owned());
            let read: Vec<Lexicon> = if path.ends_with("others.toml") {
                toml::from_str::<Others>(text).map_err(unreadable)?.language
            } else {
                vec![toml::from_str(text).map_err(unreadable)?]
            };
            for mut lexicon in read {
                lexicon.persons = lexicon.persons.iter().map(|person| lower(person)).collect();
                let tag =
                    Lang::parse(&lexicon.tag).ok_or_else(|| bad(format!("`{}` is no language tag", lexicon.tag)))?;
                all.insert(tag, lexicon);
            }
            if all.len() > Self::MOST {
                return Err(bad(format!("there are more than {} languages", Self::MOST)));
            }
        }
        let mut lexicons = Self::default();
        for (idx, (tag, lexicon)) in all.into_iter().enumerate() {
            for word in &lexicon.stopwords {
                lexicons.longest_small_word = lexicons.longest_small_word.max(word.len());
                // They are looked up as a text has them.
                let lowered = lower(word);
                *lexicons.small_words.entry(Spelling::Turkish.of(&lowered)).or_default() |= 1 << idx;
                *lexicons.small_words.entry(lowered).or_default() |= 1 << idx;
            }
            for letter in lexicon.letters.chars() {
                match lexicons.letters.iter_mut().find(|(known, _)| *known == letter) {
                    Some((_, mask)) => *mask |= 1 << idx,
                    None => lexicons.letters.push((letter, 1 << idx)),
                }
            }
            lexicons.scripts.push(lexicon.stopwords.first().map_or(Script::Latn, |word| Script::of_text(word)));
            lexicons.tags.push(tag);
            lexicons.all.push(lexicon);
        }
        Ok(lexicons)
    }

    /// Returns the lexicon of a language, by its tag or its primary language, if names of the language can be edited.
    #[must_use]
    pub fn get(&self, lang: &Lang) -> Option<&Lexicon> {
        self.all.get(self.index(lang)?).filter(|lexicon| lexicon.can_edit())
    }

    /// Returns the number of the lexicon of a language.
    pub(crate) fn index(&self, lang: &Lang) -> Option<usize> {
        let place = |tag: &str| self.tags.iter().position(|known| known.as_str() == tag);
        place(lang.as_str()).or_else(|| place(lang.primary()))
    }

    #[cfg(test)]
    pub(crate) fn all(&self) -> &[Lexicon] {
        &self.all
    }

    /// Returns how many lexicons there are.
    pub(crate) fn n(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn tag(&self, idx: usize) -> &Lang {
        &self.tags[idx]
    }

    pub(crate) fn script(&self, idx: usize) -> Script {
        self.scripts[idx]
    }

    pub(crate) fn lexicon(&self, idx: usize) -> &Lexicon {
        &self.all[idx]
    }

    /// Returns the tags of the languages in which names can be edited.
    pub fn tags(&self) -> impl Iterator<Item = &Lang> {
        self.tags.iter().zip(&self.all).filter(|(_, lexicon)| lexicon.can_edit()).map(|(tag, _)| tag)
    }

    /// Looks at the first words of a text, up to `n_bytes`, and no more of them than show that it is in the language `favourite`.
    pub(crate) fn evidence(&self, text: &str, n_bytes: usize, favourite: Option<usize>) -> Evidence {
        const LEAD: u16 = 3;
        let mut evidence = Evidence { hits: [0; Self::MOST], n_words: 0, script: None };
        let (mut n_latin, mut n_cyrillic, mut other) = (0_usize, 0_usize, None);
        // Where the word begins, whether with a small letter, and whether all its letters are small.
        let mut word: Option<(usize, bool, bool)> = None;
        let mut lowered = String::new();
        let mut of_letters = 0;
        // How many words of the favourite were seen, and of the one that has most of the others.
        let (mut ahead, mut rival) = (0_u16, 0_u16);
        for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
            // The commonest letters first: the tables of the standard library are slow for what is not ASCII.
            let (is_letter, is_small) = match character {
                'a'..='z' | 'а'..='я' => (true, true),
                'A'..='Z' | 'А'..='Я' => (true, false),
                _ => (character.is_alphabetic(), character.is_lowercase()),
            };
            if is_letter {
                if let Some((_, _, are_small)) = &mut word {
                    *are_small &= is_small;
                } else {
                    word = Some((at, is_small, is_small));
                    match character {
                        'a'..='z' | 'A'..='Z' => n_latin += 1,
                        'а'..='я' | 'А'..='Я' => n_cyrillic += 1,
                        _ => match Script::of(character) {
                            Script::Latn => n_latin += 1,
                            Script::Cyrl => n_cyrillic += 1,
                            script => other = other.or(Some(script)),
                        },
                    }
                }
                // `ъ`, `ы` and `э` tell Cyrillic languages apart.
                if !character.is_ascii() && !matches!(character, 'а'..='щ' | 'ь' | 'ю' | 'я') {
                    of_letters |= self.of_letter(character, &text[at + character.len_utf8()..]);
                }
                continue;
            }
            let Some((start, begins_small, are_small)) = word.take() else { continue };
            evidence.n_words += usize::from(begins_small);
            let mut found = std::mem::take(&mut of_letters);
            let written = &text[start..at];
            if written.len() <= self.longest_small_word {
                let key = if are_small {
                    written
                } else {
                    lowered.clear();
                    push_lower(&mut lowered, written);
                    &lowered
                };
                found |= self.small_words.get(key).copied().unwrap_or(0);
            }
            while found != 0 {
                let idx = found.trailing_zeros() as usize;
                found &= found - 1;
                evidence.hits[idx] += 1;
                let most = if Some(idx) == favourite { &mut ahead } else { &mut rival };
                *most = evidence.hits[idx].max(*most);
            }
            if at > n_bytes || ahead >= LEAD && ahead > rival + 1 {
                break;
            }
        }
        evidence.script = match (n_latin, n_cyrillic) {
            (0, 0) => other,
            (latin, cyrillic) => Some(if latin >= cyrillic { Script::Latn } else { Script::Cyrl }),
        };
        evidence
    }

    /// The lexicons that a letter tells, with what stands behind it: `ъ` at the end of a word is old Russian spelling as well, and before
    /// these vowels Russian has it.
    fn of_letter(&self, letter: char, behind: &str) -> u64 {
        let is_mute =
            letter == 'ъ' && (!behind.starts_with(char::is_alphabetic) || behind.starts_with(['е', 'ё', 'ю', 'я']));
        let known = self.letters.iter().find(|(known, _)| *known == letter && !is_mute);
        known.map_or(0, |(_, mask)| *mask)
    }

    /// The lexicons that a word tells by its letters or as a small word, as it is written and in lower case.
    pub(crate) fn telling(&self, written: &str, word: &str) -> u64 {
        let letters = written.char_indices().filter(|(_, letter)| !letter.is_ascii());
        let of_letters = letters.map(|(at, letter)| self.of_letter(letter, &written[at + letter.len_utf8()..]));
        of_letters.fold(self.small_words.get(word).copied().unwrap_or(0), |all, of| all | of)
    }

    /// Counts what speaks for each lexicon in a text of a script, in all of its words.
    pub(crate) fn points(&self, text: &str, script: Option<Script>) -> Points {
        self.vocabulary.get_or_init(|| Vocabulary::new(&self.all)).points(text, self, script)
    }

    /// Tells the language of a text by its small words, or by all its words where these are too few; none when two languages have
    /// as many.
    #[must_use]
    pub fn guess(&self, text: &str) -> Option<Lang> {
        const N_BYTES: usize = 40_000;
        let evidence = self.evidence(text, N_BYTES, None);
        let points = || self.points(&text[..boundary(text, N_BYTES)], evidence.script).best(&[]);
        Some(self.tags[evidence.best(None).or_else(points)?].clone())
    }

    /// Tells the language of most of some paragraphs by the beginning of each, so that one long paragraph does not outvote the others.
    #[must_use]
    pub fn guess_of_all(&self, paragraphs: &[&str]) -> Option<Lang> {
        const SHORT: usize = 2_000;
        const LONG: usize = 6_000;
        let of_first = |n_bytes: usize| {
            let beginning = |text: &&str| text[..boundary(text, n_bytes / paragraphs.len())].to_owned();
            self.evidence(&paragraphs.iter().map(beginning).collect::<Vec<_>>().join(" "), LONG, None)
        };
        let short = of_first(SHORT);
        let evidence = if short.is_plain() { short } else { of_first(LONG) };
        Some(self.tags[evidence.best(None)?].clone())
    }
}
