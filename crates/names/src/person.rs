//! What a dossier says of a person beside the name: given names, initials, other bearers, look-alikes, ids, dates.

use crate::{
    around::Around,
    context::Context,
    fold::{exact_word, look, plain, plain_word},
    judge::{Reading, Weigher},
    pattern::PatternWord,
};
use rustc_hash::{FxHashMap, FxHashSet};
use thaw_core::{Dossier, candidate::Honours};

#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) id: String,
    /// Given names and patronymics by plain stem.
    pub(crate) given: FxHashMap<String, Vec<PatternWord>>,
    /// Other words of the person's names: particles, second surnames.
    pub(crate) own_words: FxHashSet<String>,
    /// The orders in which initials may stand, letters merged with their look-alikes.
    pub(crate) initials: Vec<Vec<char>>,
    pub(crate) others: Vec<Other>,
    lookalikes: Vec<LookAlikePhrase>,
    ids: Vec<String>,
    place_ids: Vec<String>,
    place_names: FxHashSet<String>,
    since: Option<thaw_core::Edtf>,
}

/// Another bearer of the name.
#[derive(Debug)]
pub(crate) struct Other {
    pub(crate) name: String,
    pub(crate) reason: String,
    /// Whole given names, plain.
    given: FxHashSet<String>,
    pub(crate) initials: Vec<Vec<char>>,
    ids: Vec<String>,
}

#[derive(Debug)]
struct LookAlikePhrase {
    words: Vec<String>,
    lower: bool,
    lang: Option<String>,
    reason: String,
}

impl Person {
    pub(crate) fn of(dossier: &Dossier) -> Self {
        let mut initials: Vec<Vec<char>> = Vec::new();
        let mut put = |letters: Vec<char>| {
            if !letters.is_empty() && !initials.contains(&letters) {
                initials.push(letters);
            }
        };
        for names in dossier.names.values() {
            let patronymics: Vec<Option<&String>> = names.patronymic.iter().map(Some).chain([None]).collect();
            for given in &names.given {
                for patronymic in &patronymics {
                    put(first_letters(&format!("{given} {}", patronymic.map_or("", String::as_str))));
                }
            }
            // Several given names in order, as of `Louis Dieudonné Eugène`.
            put(names.given.iter().flat_map(|given| first_letters(given)).collect());
            for written in &names.initials {
                put(first_letters(written));
            }
        }
        let others = dossier.others.iter().map(|other| Other {
            name: other.name.clone(),
            reason: other.reason.clone(),
            given: other.given.iter().map(|given| plain_word(given)).filter(|word| word.chars().count() > 1).collect(),
            initials: other.given.iter().map(|given| first_letters(given)).collect(),
            ids: other.wikidata.clone(),
        });
        let lookalikes = dossier.lookalikes.iter().map(|look_alike| LookAlikePhrase {
            words: crate::pattern::split_words(&look_alike.text).map(exact_word).collect(),
            lower: look_alike.text.chars().next().is_some_and(char::is_lowercase),
            lang: look_alike.lang.clone(),
            reason: look_alike.reason.clone(),
        });
        Self {
            id: dossier.id.clone(),
            given: FxHashMap::default(),
            own_words: FxHashSet::default(),
            initials,
            others: others.collect(),
            lookalikes: lookalikes.collect(),
            ids: dossier.external.get("wikidata").cloned().into_iter().collect(),
            place_ids: dossier.places.iter().flat_map(|place| place.wikidata.clone()).collect(),
            place_names: dossier
                .places
                .iter()
                .flat_map(|place| place.name.values())
                .map(|name| exact_word(name))
                .collect(),
            since: dossier.named_since.clone().or_else(|| dossier.born.clone()),
        }
    }

    /// Tells whether a word is one of the given names, inflected or not.
    pub(crate) fn is_given(&self, token: &str) -> bool {
        let exact = exact_word(token);
        let letters = plain_word(&exact);
        letters.char_indices().map(|(at, c)| at + c.len_utf8()).rev().any(|end| {
            self.given.get(&letters[..end]).into_iter().flatten().any(|word| crate::matcher::fits_word(&exact, word))
        })
    }

    pub(crate) fn is_other(&self, plain: &str) -> bool {
        self.others.iter().any(|other| other.given.contains(plain))
    }

    pub(crate) fn look_alike(
        &self,
        text: &str,
        reading: &Reading<'_>,
        around: &Around,
        context: &Context<'_>,
    ) -> Option<&str> {
        if self.lookalikes.is_empty() {
            return None;
        }
        let span = reading.span.clone();
        let mut start = span.start;
        let mut end = span.end;
        for token in around.left.iter().take(3) {
            start = token.start;
        }
        for token in around.right.iter().take(3) {
            end = token.end;
        }
        let words: Vec<(usize, String)> = crate::pattern::split_words(&text[start..end])
            .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, exact_word(word)))
            .collect();
        // At the start of a name or sentence a capital tells nothing.
        let lower = around.left.is_empty() || text[span.clone()].chars().next().is_some_and(char::is_lowercase);
        self.lookalikes.iter().find_map(|phrase| {
            let spoken = phrase
                .lang
                .as_deref()
                .is_none_or(|lang| context.lang.is_none_or(|known| known.split('-').next() == Some(lang)));
            let hit = spoken
                && (lower || !phrase.lower || phrase.words.len() > 1)
                && words.windows(phrase.words.len().max(1)).any(|window| {
                    let covers = window.iter().any(|(at, word)| *at < span.end && at + word.len() > span.start);
                    let same =
                        |word: &str, wanted: &str| word == wanted || phrase.words.len() > 1 && inflected(word, wanted);
                    covers && window.iter().zip(&phrase.words).all(|((_, word), wanted)| same(word, wanted))
                });
            hit.then_some(phrase.reason.as_str())
        })
    }

    /// Weighs what the data itself says about who is honoured.
    pub(crate) fn external(&self, context: &Context<'_>, weigher: &mut Weigher, honours: &mut Honours) {
        for id in &context.wikidata {
            if self.ids.iter().any(|own| own == id) {
                *honours = Honours::Person;
                weigher.add("etymology-id", 0.5, format!("the data names {id} as the person honoured"));
            } else if self.place_ids.iter().any(|place| place == id) {
                *honours = Honours::Indirect;
                weigher.add("etymology-place", 0.3, format!("the data names {id}, a place or battle of that name"));
            } else if let Some(other) = self.others.iter().find(|other| other.ids.iter().any(|own| own == id)) {
                *honours = Honours::OtherPerson;
                weigher.add("etymology-other", -0.9, format!("the data names {id}, {}", other.name));
            } else if !self.ids.is_empty() && *honours != Honours::Victims {
                *honours = Honours::OtherPerson;
                weigher.add("etymology-other", -0.6, format!("the data names {id}, which is not the dossier's"));
            }
        }
        if let Some(etymology) = context.etymology.filter(|_| context.wikidata.is_empty()) {
            let words: Vec<String> = crate::pattern::split_words(etymology).map(plain_word).collect();
            if words.iter().any(|word| self.place_names.contains(word)) {
                *honours = Honours::Indirect;
                weigher.add("etymology-place", 0.1, format!("the data says `{etymology}`"));
            } else if words.iter().any(|word| self.own_words.contains(word)) {
                weigher.add("etymology-text", 0.3, format!("the data says `{etymology}`"));
            }
        }
    }

    pub(crate) fn dates(&self, context: &Context<'_>, weigher: &mut Weigher, honours: &mut Honours) {
        let (Some(named), Some(since)) = (&context.named, &self.since) else { return };
        if named.is_before(since) == thaw_core::Answer::Yes {
            *honours = Honours::Nobody;
            weigher.add("named-before", -0.9, "named before the person could be honoured".to_owned());
        }
    }
}

/// Tells whether two words differ in their ends only: `коктейлем`, `коктейль`.
fn inflected(word: &str, wanted: &str) -> bool {
    let same = word.chars().zip(wanted.chars()).take_while(|(a, b)| a == b).count();
    let (n_word, n_wanted) = (word.chars().count(), wanted.chars().count());
    same >= 4 && same + 2 >= n_wanted && n_word <= same + 3
}

/// Returns the first letter of each word, look-alikes merged.
pub(crate) fn first_letters(text: &str) -> Vec<char> {
    crate::pattern::split_words(text)
        .filter_map(|word| word.chars().next())
        .filter_map(|c| plain(c).letters().next().map(look))
        .collect()
}
