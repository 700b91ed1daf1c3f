//! Which people, places and other names editions mention, and how often.
//!
//! Persons are found by the dossiers, places by the record, in every inflection. Other names are words with a capital letter
//! where the language asks for none: inside a sentence. A word that begins a sentence is a name when it is one elsewhere in the
//! editions, or has the ending of a surname; a word that mostly stands without a capital is none.

use crate::around;
use crate::gazetteer::Gazetteer;
use crate::phrase::Phrase;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use thaw_core::Dossier;
use thaw_names::{Context, Matcher, Words};

/// How names look in one language: `data/editions/*.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameWords {
    /// The language.
    pub tag: String,
    /// Whether nouns are written with a capital letter, so that it tells nothing.
    #[serde(default)]
    pub nouns_are_capital: bool,
    /// Endings that inflected forms of one name have: `а`, `ым`.
    #[serde(default)]
    pub endings: Vec<String>,
    /// Endings of surnames that other words hardly have: `enko`.
    #[serde(default)]
    pub surname_endings: Vec<String>,
    /// Words with a capital letter that name nobody and no place: months, peoples, titles.
    #[serde(default)]
    pub not_names: Vec<Phrase>,
}

/// What is known about names.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'k> {
    /// The places of the record.
    pub gazetteer: Option<&'k Gazetteer<'k>>,
    /// The dossiers, and the matcher that was made of them.
    pub persons: Option<(&'k Matcher, &'k [Dossier])>,
    /// The language of the editions.
    pub lang: &'k str,
    /// How its names look.
    pub names: Option<&'k NameWords>,
    /// Its titles and given names.
    pub words: Option<&'k Words>,
}

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum NameKind {
    /// A person with a dossier.
    Person,
    /// A place of the record.
    Place,
    /// Nobody knows: told by its capital letter.
    Name,
}

/// How often a name is mentioned in each edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameCount {
    /// The name: as the dossier or the record has it, else in the form that occurs most.
    pub name: String,
    /// What it is of.
    pub kind: NameKind,
    /// Mentions in each edition, in their order.
    pub n: Vec<usize>,
}

/// Counts the names in editions, each a list of paragraphs; gives those whose number changes, the largest change first.
#[must_use]
pub fn changes(editions: &[Vec<&str>], known: &Known<'_>) -> Vec<NameCount> {
    let seen: Vec<Vec<Seen>> =
        editions.iter().map(|texts| texts.iter().map(|text| known.see(text)).collect()).collect();
    let mut evidence: BTreeMap<String, Evidence> = BTreeMap::new();
    for (text, seen) in editions.iter().flatten().zip(seen.iter().flatten()) {
        known.gather(text, seen, &mut evidence);
    }
    let mut counts: BTreeMap<(NameKind, String), Count> = BTreeMap::new();
    for (edition, (texts, seen)) in editions.iter().zip(&seen).enumerate() {
        let mut add = |kind: NameKind, key: String, shown: String| {
            let count = counts.entry((kind, key)).or_default();
            count.n.resize(editions.len(), 0);
            count.n[edition] += 1;
            *count.forms.entry(shown).or_default() += 1;
        };
        for (text, seen) in texts.iter().zip(seen) {
            for (_, kind, name) in &seen.taken {
                add(*kind, name.clone(), name.clone());
            }
            for (key, shown) in known.names_of(text, seen, &evidence) {
                add(NameKind::Name, key, shown);
            }
        }
    }
    let shown = |forms: BTreeMap<String, usize>| {
        forms.into_iter().max_by_key(|(form, n)| (*n, Reverse(form.len()))).map(|(form, _)| form)
    };
    let mut changes: Vec<NameCount> = counts
        .into_iter()
        .filter(|(_, count)| count.n.iter().any(|n| *n != count.n[0]))
        .filter_map(|((kind, _), count)| Some(NameCount { name: shown(count.forms)?, kind, n: count.n }))
        .collect();
    let spread = |n: &[usize]| n.iter().max().unwrap_or(&0) - n.iter().min().unwrap_or(&0);
    changes.sort_by_key(|change| (Reverse(spread(&change.n)), change.name.clone()));
    changes
}

#[derive(Default)]
struct Count {
    forms: BTreeMap<String, usize>,
    n: Vec<usize>,
}

/// A text with what dossiers and the record find in it.
struct Seen {
    taken: Vec<(Range<usize>, NameKind, String)>,
    /// The words that are not taken.
    words: Vec<Word>,
}

struct Word {
    range: Range<usize>,
    key: String,
    lower: String,
    is_capital: bool,
    /// The first word of a sentence or of a speech in it.
    is_first: bool,
}

/// What the editions tell of a word.
#[derive(Default)]
struct Evidence {
    n_lower: usize,
    n_capital: usize,
    /// Whether it stands behind a title, a given name or initials.
    is_led: bool,
}

impl Known<'_> {
    fn see(&self, text: &str) -> Seen {
        let mut taken: Vec<(Range<usize>, NameKind, String)> = Vec::new();
        let is_free = |taken: &[(Range<usize>, NameKind, String)], range: &Range<usize>| {
            taken.iter().all(|(other, _, _)| other.end <= range.start || range.end <= other.start)
        };
        if let Some((matcher, dossiers)) = self.persons.filter(|(matcher, _)| matcher.may_match(text.as_bytes())) {
            let context = Context::text((!self.lang.is_empty()).then_some(self.lang));
            for found in matcher.find(text, &context) {
                if found.is_found() && crate::measure::is_of_person(found.kind) && is_free(&taken, &found.span) {
                    let name = dossiers.get(found.dossier).map_or(found.dossier_id, |dossier| dossier.name.clone());
                    taken.push((found.span, NameKind::Person, name));
                }
            }
        }
        for (gazetteer, found) in self
            .gazetteer
            .into_iter()
            .flat_map(|gazetteer| gazetteer.find(text).into_iter().map(move |found| (gazetteer, found)))
        {
            if let Some(reading) = found.readings.first().filter(|_| is_free(&taken, &found.range)) {
                taken.push((found.range, NameKind::Place, gazetteer.name(reading).text.clone()));
            }
        }
        let mut words = Vec::new();
        for sentence in around::sentences(text) {
            for (idx, (range, lower)) in around::words_at(text, &sentence).into_iter().enumerate() {
                if !is_free(&taken, &range) {
                    continue;
                }
                let written = &text[range.clone()];
                let is_capital =
                    written.chars().next().is_some_and(char::is_uppercase) && written.chars().any(char::is_lowercase);
                let before = text[..range.start].trim_end();
                // Behind a point a sentence may begin, although the point may be that of an abbreviation.
                const OPENING: [char; 15] = ['«', '“', '„', '"', '‘', '—', '–', ':', '•', '*', '#', '.', '!', '?', '…'];
                let is_first = idx == 0 || before.ends_with(OPENING);
                words.push(Word { key: self.key(&lower), range, lower, is_capital, is_first });
            }
        }
        Seen { taken, words }
    }

    /// What the inflected forms of a name share.
    fn key(&self, lower: &str) -> String {
        const LEAST: usize = 3;
        let endings = self.names.map(|names| names.endings.as_slice()).unwrap_or_default();
        let stems = endings.iter().filter_map(|ending| lower.strip_suffix(ending.as_str()));
        let shortest = stems.filter(|stem| stem.chars().count() >= LEAST).min_by_key(|stem| stem.len());
        shortest.unwrap_or(lower).to_owned()
    }

    fn is_title(&self, lower: &str) -> bool {
        self.words.is_some_and(|words| words.title.iter().any(|title| title == lower))
    }

    fn is_given(&self, lower: &str) -> bool {
        self.words.is_some_and(|words| words.given.iter().any(|given| given == lower))
    }

    fn is_no_name(&self, lower: &str) -> bool {
        let is_listed = |phrase: &Phrase| phrase.begins(std::iter::once(lower));
        lower.chars().count() < 2
            || self.is_title(lower)
            || self.names.is_some_and(|names| names.not_names.iter().any(is_listed))
    }

    fn gather(&self, text: &str, seen: &Seen, evidence: &mut BTreeMap<String, Evidence>) {
        for (idx, word) in seen.words.iter().enumerate() {
            let entry = evidence.entry(word.key.clone()).or_default();
            entry.n_lower += usize::from(!word.is_capital);
            if !word.is_capital {
                continue;
            }
            entry.n_capital += usize::from(!word.is_first);
            let before = idx
                .checked_sub(1)
                .map(|before| &seen.words[before])
                .filter(|before| matches!(&text[before.range.end..word.range.start], " " | "\n" | ". " | "."));
            entry.is_led |= before.is_some_and(|before| {
                // `4. Why` is an item of a list.
                let is_letter = before.lower.chars().count() == 1 && before.lower.chars().all(char::is_alphabetic);
                let is_initial = is_letter && text[before.range.end..].starts_with('.');
                is_initial || self.is_title(&before.lower) || before.is_capital && self.is_given(&before.lower)
            });
        }
    }

    /// Tells whether a word with a capital letter is a name.
    fn is_name(&self, word: &Word, evidence: &BTreeMap<String, Evidence>) -> bool {
        let Some(evidence) = evidence.get(&word.key).filter(|_| word.is_capital && !self.is_no_name(&word.lower))
        else {
            return false;
        };
        let is_surname = |names: &NameWords| {
            evidence.n_lower == 0
                && names.surname_endings.iter().any(|ending| word.lower.ends_with(ending) || word.key.ends_with(ending))
        };
        let nouns_are_capital = self.names.is_some_and(|names| names.nouns_are_capital);
        // `Ahab. But` is no name, though a name and a stop stand before it: what is common without a capital is no name.
        if evidence.n_lower > 0 && evidence.n_capital <= 2 * evidence.n_lower {
            return false;
        }
        evidence.is_led
            || self.is_given(&word.lower)
            || self.names.is_some_and(is_surname)
            || !nouns_are_capital && evidence.n_capital > 0
    }

    /// The names in a text that neither a dossier nor the record knows: a key that their forms share, and the form.
    fn names_of(&self, text: &str, seen: &Seen, evidence: &BTreeMap<String, Evidence>) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut rest = seen.words.as_slice();
        while let Some(at) = rest.iter().position(|word| self.is_name(word, evidence)) {
            rest = &rest[at..];
            // Names that stand side by side are one: `New York`.
            let n = 1 + rest
                .windows(2)
                .take_while(|pair| {
                    matches!(&text[pair[0].range.end..pair[1].range.start], " " | "\n")
                        && self.is_name(&pair[1], evidence)
                        && !pair[1].is_first
                })
                .count();
            let (mut run, next) = rest.split_at(n);
            rest = next;
            // A person is known by the surname.
            while run.len() > 1 && self.is_given(&run[0].lower) {
                run = &run[1..];
            }
            if let (Some(first), Some(last)) = (run.first(), run.last()) {
                let key = run.iter().map(|word| word.key.as_str()).collect::<Vec<_>>().join(" ");
                let shown = text[first.range.start..last.range.end].split_whitespace().collect::<Vec<_>>().join(" ");
                found.push((key, shown));
            }
        }
        found
    }
}
