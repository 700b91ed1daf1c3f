//! Editions of a text side by side: what was added, dropped, moved and reworded, and which names gained or lost mentions.

use crate::around;
use crate::gazetteer::Gazetteer;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use thaw_core::align::{self, Token};

/// What happened to a paragraph or a sentence between two editions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// It is the same.
    Same,
    /// Only the later edition has it.
    Added,
    /// Only the earlier edition has it.
    Dropped,
    /// It stands in another place, perhaps reworded.
    Moved,
    /// It says nearly the same in other words.
    Reworded,
}

/// A paragraph of one edition beside the one of the other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// What happened.
    pub change: Change,
    /// The number of the paragraph in the earlier edition, from 0.
    pub old: Option<usize>,
    /// The number of the paragraph in the later edition.
    pub new: Option<usize>,
    /// For reworded paragraphs: their sentences.
    pub sentences: Vec<SentencePair>,
}

/// A sentence of one edition beside the one of the other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SentencePair {
    /// What happened.
    pub change: Change,
    /// As it was.
    pub old: Option<String>,
    /// As it is.
    pub new: Option<String>,
}

/// Two editions compared.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Comparison {
    /// The paragraphs in the order of the later edition, dropped ones where they stood.
    pub rows: Vec<Row>,
    /// How many paragraphs there are of each change.
    pub n_paragraphs: BTreeMap<Change, usize>,
    /// How many sentences were added, dropped and reworded, whole paragraphs included.
    pub n_sentences: BTreeMap<Change, usize>,
    /// The names that one edition mentions more often, the largest difference first.
    pub names: Vec<NameChange>,
}

/// How often a name is mentioned in two editions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameChange {
    /// The name, in the form that occurs most.
    pub name: String,
    /// Whether the record knows it as the name of a place.
    pub is_place: bool,
    /// Mentions in the earlier edition.
    pub old: usize,
    /// Mentions in the later edition.
    pub new: usize,
}

/// Paragraphs that share at least this share of their words (in hundredths) are one paragraph reworded.
const ALIKE: u32 = 40;
/// A paragraph of fewer words is not looked for in other places.
const MOVED_WORDS: usize = 5;

/// Compares two editions, each a list of paragraphs.
#[must_use]
pub fn compare(old: &[&str], new: &[&str], gazetteer: Option<&Gazetteer<'_>>) -> Comparison {
    let (old_words, new_words) = (bags(old), bags(new));
    let pairs = pair(&old_words, &new_words);
    let mut of_new: BTreeMap<usize, (usize, Change)> = BTreeMap::new();
    for (left, right) in pairs {
        let change = if old_words[left].words == new_words[right].words { Change::Same } else { Change::Reworded };
        of_new.insert(right, (left, change));
    }
    find_moved(&old_words, &new_words, &mut of_new);
    let mut comparison = Comparison { names: names(old, new, gazetteer), ..Comparison::default() };
    let kept: BTreeSet<usize> = of_new.values().map(|(left, _)| *left).collect();
    let mut next_old = 0;
    for right in 0..new.len() {
        let partner = of_new.get(&right).copied();
        if let Some((left, change)) = partner
            && change != Change::Moved
        {
            (next_old..left)
                .filter(|idx| !kept.contains(idx))
                .for_each(|idx| comparison.push(Change::Dropped, Some(idx), None, old, new));
            next_old = left + 1;
        }
        match partner {
            Some((left, change)) => comparison.push(change, Some(left), Some(right), old, new),
            None => comparison.push(Change::Added, None, Some(right), old, new),
        }
    }
    (next_old..old.len())
        .filter(|idx| !kept.contains(idx))
        .for_each(|idx| comparison.push(Change::Dropped, Some(idx), None, old, new));
    comparison
}

impl Comparison {
    fn push(&mut self, change: Change, old_idx: Option<usize>, new_idx: Option<usize>, old: &[&str], new: &[&str]) {
        let (old_text, new_text) = (old_idx.map(|idx| old[idx]), new_idx.map(|idx| new[idx]));
        let mut sentences = Vec::new();
        match (old_text, new_text) {
            (Some(old), Some(new)) if change != Change::Same => {
                sentences = compare_sentences(old, new);
                for pair in &sentences {
                    *self.n_sentences.entry(pair.change).or_default() += 1;
                }
            }
            (one, other) => {
                let text = one.or(other).unwrap_or_default();
                *self.n_sentences.entry(change).or_default() += around::sentences(text).len();
            }
        }
        *self.n_paragraphs.entry(change).or_default() += 1;
        self.rows.push(Row { change, old: old_idx, new: new_idx, sentences });
    }
}

struct Bag {
    words: Vec<String>,
    sorted: Vec<String>,
}

fn bags(texts: &[&str]) -> Vec<Bag> {
    let bag = |text: &&str| {
        let words = around::words(text);
        let mut sorted = words.clone();
        sorted.sort();
        Bag { words, sorted }
    };
    texts.iter().map(bag).collect()
}

/// How much of the words two texts share, in hundredths of the words of both.
fn likeness(left: &Bag, right: &Bag) -> u32 {
    let (mut n_common, mut at_left, mut at_right) = (0_usize, 0, 0);
    while let (Some(one), Some(other)) = (left.sorted.get(at_left), right.sorted.get(at_right)) {
        match one.cmp(other) {
            std::cmp::Ordering::Less => at_left += 1,
            std::cmp::Ordering::Greater => at_right += 1,
            std::cmp::Ordering::Equal => {
                n_common += 1;
                at_left += 1;
                at_right += 1;
            }
        }
    }
    let n_words = left.sorted.len() + right.sorted.len();
    (200 * n_common).checked_div(n_words).map_or(100, |share| u32::try_from(share).unwrap_or(0))
}

/// Pairs texts in their order: the same ones, and between them those that are alike.
fn pair(old: &[Bag], new: &[Bag]) -> Vec<(usize, usize)> {
    let mut numbers: BTreeMap<&[String], Token> = BTreeMap::new();
    let mut token_of = Vec::new();
    for bag in old.iter().chain(new) {
        let next = Token::try_from(numbers.len()).unwrap_or(Token::MAX);
        token_of.push(*numbers.entry(&bag.words).or_insert(next));
    }
    let (old_tokens, new_tokens) = token_of.split_at(old.len());
    let runs = align::align(old_tokens, new_tokens);
    let mut pairs: Vec<(usize, usize)> =
        runs.iter().flat_map(|run| (0..run.len).map(|step| (run.a + step, run.b + step))).collect();
    for gap in align::gaps(&runs, old.len(), new.len()) {
        let like = |left: usize, right: usize| {
            let likeness = likeness(&old[gap.a.start + left], &new[gap.b.start + right]);
            if likeness >= ALIKE { likeness } else { 0 }
        };
        let near = align::near(gap.a.len(), gap.b.len(), like);
        pairs.extend(near.into_iter().map(|(left, right)| (gap.a.start + left, gap.b.start + right)));
    }
    pairs.sort_unstable();
    pairs
}

/// Of what is left over, pairs the paragraphs that are most alike, wherever they stand.
fn find_moved(old: &[Bag], new: &[Bag], of_new: &mut BTreeMap<usize, (usize, Change)>) {
    const ALIKE_MOVED: u32 = 70;
    const MAX_PAIRS: usize = 4_000_000;
    let kept: BTreeSet<usize> = of_new.values().map(|(left, _)| *left).collect();
    let long = |bag: &Bag| bag.words.len() >= MOVED_WORDS;
    let left: Vec<usize> = (0..old.len()).filter(|idx| !kept.contains(idx) && long(&old[*idx])).collect();
    let right: Vec<usize> = (0..new.len()).filter(|idx| !of_new.contains_key(idx) && long(&new[*idx])).collect();
    if left.len().saturating_mul(right.len()) > MAX_PAIRS {
        return;
    }
    let mut found: Vec<(u32, usize, usize)> = Vec::new();
    for one in &left {
        for other in &right {
            let likeness = likeness(&old[*one], &new[*other]);
            if likeness >= ALIKE_MOVED {
                found.push((likeness, *one, *other));
            }
        }
    }
    found.sort_by_key(|(likeness, one, other)| (std::cmp::Reverse(*likeness), *one, *other));
    let mut used = BTreeSet::new();
    for (_, one, other) in found {
        if !of_new.contains_key(&other) && used.insert(one) {
            of_new.insert(other, (one, Change::Moved));
        }
    }
}

fn compare_sentences(old: &str, new: &str) -> Vec<SentencePair> {
    let cut = |text: &'_ str| -> Vec<String> {
        around::sentences(text)
            .into_iter()
            .map(|range| text[range].split_whitespace().collect::<Vec<_>>().join(" "))
            .collect()
    };
    let (old, new) = (cut(old), cut(new));
    let texts = |list: &[String]| bags(&list.iter().map(String::as_str).collect::<Vec<_>>());
    let (old_bags, new_bags) = (texts(&old), texts(&new));
    let mut found = Vec::new();
    let (mut next_old, mut next_new) = (0, 0);
    let mut rest = |to_old: usize, to_new: usize, found: &mut Vec<SentencePair>| {
        for text in &old[next_old.min(to_old)..to_old] {
            found.push(SentencePair { change: Change::Dropped, old: Some(text.clone()), new: None });
        }
        for text in &new[next_new.min(to_new)..to_new] {
            found.push(SentencePair { change: Change::Added, old: None, new: Some(text.clone()) });
        }
        (next_old, next_new) = (to_old + 1, to_new + 1);
    };
    for (left, right) in pair(&old_bags, &new_bags) {
        rest(left, right, &mut found);
        let change = if old_bags[left].words == new_bags[right].words { Change::Same } else { Change::Reworded };
        found.push(SentencePair { change, old: Some(old[left].clone()), new: Some(new[right].clone()) });
    }
    rest(old.len(), new.len(), &mut found);
    found
}

/// How often a name occurs, in which forms, in each of two editions.
#[derive(Default)]
struct Mentions {
    forms: BTreeMap<String, usize>,
    is_place: bool,
    n: [usize; 2],
}

/// Counts names in both editions: of places by the gazetteer, of people and other things by their capital letter inside a sentence.
fn names(old: &[&str], new: &[&str], gazetteer: Option<&Gazetteer<'_>>) -> Vec<NameChange> {
    let mut counts: BTreeMap<String, Mentions> = BTreeMap::new();
    for (edition, texts) in [old, new].into_iter().enumerate() {
        for text in texts {
            for (key, shown, is_place) in mentions(text, gazetteer) {
                let entry = counts.entry(key).or_default();
                *entry.forms.entry(shown).or_default() += 1;
                entry.is_place |= is_place;
                entry.n[edition] += 1;
            }
        }
    }
    let mut changes: Vec<NameChange> = counts
        .into_values()
        .filter(|mentions| mentions.n[0] != mentions.n[1])
        .filter_map(|Mentions { forms, is_place, n: [old, new] }| {
            let (name, _) = forms.into_iter().max_by_key(|(form, n)| (*n, std::cmp::Reverse(form.len())))?;
            Some(NameChange { name, is_place, old, new })
        })
        .collect();
    changes.sort_by_key(|change| (std::cmp::Reverse(change.old.abs_diff(change.new)), change.name.clone()));
    changes
}

/// The names in a text: a key that inflected forms share, the form, and whether it is a place of the record.
fn mentions(text: &str, gazetteer: Option<&Gazetteer<'_>>) -> Vec<(String, String, bool)> {
    let mut found = Vec::new();
    let mut taken = Vec::new();
    for place in gazetteer
        .into_iter()
        .flat_map(|gazetteer| gazetteer.find(text).into_iter().map(|found| (gazetteer, found)).collect::<Vec<_>>())
    {
        let (gazetteer, place) = place;
        let Some(reading) = place.readings.first() else { continue };
        let name = gazetteer.name(reading).text.clone();
        taken.push(place.range.clone());
        found.push((format!("place {name}"), name, true));
    }
    for range in around::sentences(text) {
        for (word, lower) in around::words_at(text, &range).into_iter().skip(1) {
            let written = &text[word.clone()];
            let is_name =
                written.chars().next().is_some_and(char::is_uppercase) && written.chars().any(char::is_lowercase);
            // After a quotation mark a capital may begin a sentence.
            let is_opened =
                text[..word.start].ends_with(['«', '“', '„', '"', '—', '–']) || text[..word.start].ends_with("— ");
            if is_name && !is_opened && !taken.iter().any(|place| place.start < word.end && word.start < place.end) {
                found.push((stem(&lower), written.to_owned(), false));
            }
        }
    }
    found
}

/// The part of a word that its inflected forms share, roughly: without the last letters of a long word.
fn stem(word: &str) -> String {
    const N_ENDING: usize = 2;
    const N_STEM: usize = 5;
    let n_letters = word.chars().count();
    word.chars().take(n_letters.saturating_sub(N_ENDING).max(N_STEM)).collect()
}
