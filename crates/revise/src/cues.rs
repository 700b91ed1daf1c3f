//! Words anywhere near a name that tell which of several places it means: regions, rivers, neighbours, words of a country.

use crate::around::is_of_word;
use crate::gazetteer::Place;
use crate::lexicon::Lexicon;
use crate::phrase::{Phrase, lower};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use thaw_core::{Lang, Name};

/// The number of a cue in [`Cues`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CueId(usize);

/// All cues of a language, and what they tell.
#[derive(Clone, Debug)]
pub(crate) struct Cues<'a> {
    phrases: Vec<Cow<'a, Phrase>>,
    /// The cues of each country that the lexicon knows.
    of_countries: BTreeMap<&'a str, Vec<CueId>>,
    /// The cues of each place and of its country, in the order of the lexicon.
    of_places: Vec<[Vec<CueId>; 2]>,
}

/// Cues that stand in a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct CueSet(Vec<u64>);

impl CueSet {
    pub(crate) fn insert(&mut self, CueId(id): CueId) {
        let word = id / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (id % 64);
    }

    pub(crate) fn has(&self, CueId(id): CueId) -> bool {
        self.0.get(id / 64).is_some_and(|bits| bits >> (id % 64) & 1 == 1)
    }

    /// Adds all cues of another set.
    pub(crate) fn add(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(own, bits)| *own |= bits);
    }
}

impl<'a> Cues<'a> {
    pub(crate) fn new(places: &'a [Place], lang: &Lang, lexicon: &'a Lexicon) -> Self {
        let mut phrases: Vec<Cow<'a, Phrase>> = Vec::new();
        let mut known: BTreeMap<String, CueId> = BTreeMap::new();
        let mut id = |phrase: Cow<'a, Phrase>| {
            *known.entry(phrase.written().to_owned()).or_insert_with(|| {
                phrases.push(phrase);
                CueId(phrases.len() - 1)
            })
        };
        let mut ids = |list: Option<&'a Vec<Phrase>>| -> Vec<CueId> {
            let list = list.map(Vec::as_slice).unwrap_or_default();
            list.iter().filter(|phrase| !phrase.words().is_empty()).map(|phrase| id(Cow::Borrowed(phrase))).collect()
        };
        let of_countries: BTreeMap<&str, Vec<CueId>> =
            lexicon.countries.iter().map(|(country, list)| (country.as_str(), ids(Some(list)))).collect();
        let mut of_places: Vec<[Vec<CueId>; 2]> = places
            .iter()
            .map(|place| {
                let country = place.country.as_ref().and_then(|country| of_countries.get(country.as_str()));
                [ids(lexicon.places.get(&place.id.0)), country.cloned().unwrap_or_default()]
            })
            .collect();
        // Another name of a place tells it from those that share one of its names.
        let mut bearers: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        let own = |place: &'a Place| place.names.iter().filter(|name| name.lang.primary() == lang.primary());
        for (idx, place) in places.iter().enumerate() {
            own(place).for_each(|name| {
                bearers.entry(&name.text).or_default().insert(idx);
            });
        }
        for (idx, place) in places.iter().enumerate() {
            if own(place).any(|name| bearers[name.text.as_str()].len() > 1) {
                let (others, shared): (Vec<_>, Vec<_>) =
                    own(place).partition(|name| bearers[name.text.as_str()].len() == 1);
                // `Stalin` is the beginning of `Stalino`.
                let is_apart = |phrase: &Phrase| {
                    let stem = phrase.words().first().map_or("", |word| word.text.as_str());
                    !shared.iter().any(|name| lower(&name.text).starts_with(stem))
                };
                // What holds at the same time is only another spelling: a text that has both means two places.
                let is_other = |name: &&&Name| !shared.iter().any(|known| known.period == name.period);
                let others = others.iter().filter(is_other);
                let phrases = others.filter_map(|name| any_ending(&name.text)).filter(is_apart);
                of_places[idx][0].extend(phrases.map(|phrase| id(Cow::Owned(phrase))));
            }
        }
        Self { phrases, of_countries, of_places }
    }

    /// The cues that tell a place, and those that tell its country.
    pub(crate) fn of_place(&self, place: usize) -> &[Vec<CueId>; 2] {
        &self.of_places[place]
    }

    /// The cues of every country.
    pub(crate) fn countries(&self) -> impl Iterator<Item = (&str, &[CueId])> {
        self.of_countries.iter().map(|(country, cues)| (*country, cues.as_slice()))
    }

    pub(crate) fn phrase(&self, CueId(id): CueId) -> &Phrase {
        &self.phrases[id]
    }

    /// How the first words of the cues are written in texts: in small letters, with a capital, with one behind a hyphen, in capitals.
    pub(crate) fn starts(&self) -> impl Iterator<Item = (String, CueId)> {
        self.phrases.iter().enumerate().flat_map(|(id, phrase)| {
            let first = phrase.words().first().map_or("", |word| word.text.as_str());
            let mut letters = first.chars();
            let capital = letters.next().map(char::to_uppercase).into_iter().flatten().chain(letters).collect();
            let written = BTreeSet::from([first.to_owned(), capital, capital_parts(first), first.to_uppercase()]);
            written.into_iter().map(move |text| (text, CueId(id)))
        })
    }

    /// Tells whether a cue whose first word begins at a range stands there, as whole words.
    pub(crate) fn stands(&self, CueId(id): CueId, text: &str, start: &Range<usize>) -> bool {
        if text[..start.start].chars().next_back().is_some_and(is_of_word) {
            return false;
        }
        let [first, others @ ..] = self.phrases[id].words() else { return false };
        let rest = &text[start.end..];
        let ending = rest.len() - rest.trim_start_matches(is_of_word).len();
        if ending > 0 && !first.is_start {
            return false;
        }
        let mut words = rest[ending..].split(|character| !is_of_word(character)).filter(|word| !word.is_empty());
        others.iter().all(|wanted| words.next().is_some_and(|word| wanted.is(&lower(word))))
    }
}

/// Returns a word with a capital at its beginning and behind each hyphen: `Ost-Berlin`.
fn capital_parts(word: &str) -> String {
    let mut opens = true;
    let part = |letter: char| match std::mem::replace(&mut opens, letter == '-') {
        true => letter.to_uppercase().collect::<String>(),
        false => letter.to_string(),
    };
    word.chars().map(part).collect()
}

/// Returns a name without its last letters, as a phrase that any ending may follow; none for short names.
fn any_ending(name: &str) -> Option<Phrase> {
    const SHORTEST: usize = 5;
    let n_letters = name.chars().count();
    (n_letters >= SHORTEST).then(|| {
        let stem: String = name.chars().take(n_letters - if n_letters > SHORTEST { 2 } else { 1 }).collect();
        Phrase::from(format!("{stem}*"))
    })
}
