//! Editions of a text side by side: what was added, dropped, moved, reworded and respelled, by paragraph and by sentence.

use crate::around;
use crate::breaks::{self, Piece};
use serde::Serialize;
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use thaw_core::align::{self, Numbers, Token};

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
    /// Only letters of single words differ: another spelling, a slip of the printer or of a machine that read it.
    Respelled,
}

/// A paragraph of one edition beside the one of the other. Where one edition has a paragraph and the other two, the rows are two.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// What happened.
    pub change: Change,
    /// The number of the paragraph in the earlier edition, from 0.
    pub old: Option<usize>,
    /// The number of the paragraph in the later edition.
    pub new: Option<usize>,
    /// Its bytes in the paragraph of the earlier edition, when it is a part of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_part: Option<Range<usize>>,
    /// Its bytes in the paragraph of the later edition, when it is a part of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_part: Option<Range<usize>>,
    /// Its sentences; none when it is the same.
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
    /// For a sentence that moved to another paragraph: the number of that paragraph in the other edition.
    pub elsewhere: Option<usize>,
}

/// Two editions compared.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Comparison {
    /// The paragraphs in the order of the later edition, dropped ones where they stood.
    pub rows: Vec<Row>,
    /// How many paragraphs there are of each change.
    pub n_paragraphs: BTreeMap<Change, usize>,
    /// How many sentences there are of each change.
    pub n_sentences: BTreeMap<Change, usize>,
}

/// Paragraphs that share at least this share of their words (in hundredths) are one paragraph reworded.
const ALIKE: u32 = 40;
/// The same for texts that stand in another place.
const ALIKE_MOVED: u32 = 70;
/// A text of fewer words is not looked for in other places.
const MOVED_WORDS: usize = 4;
/// Gaps with more pairs than this are searched by their uncommon words.
const NEAR_PAIRS: usize = 1 << 16;

/// Compares two editions, each a list of paragraphs.
#[must_use]
pub fn compare(old: &[&str], new: &[&str]) -> Comparison {
    let [old_pieces, new_pieces] = breaks::divided_alike(old, new);
    let [old_texts, new_texts] =
        [&old_pieces, &new_pieces].map(|pieces| pieces.iter().map(|piece| piece.text).collect::<Vec<_>>());
    let mut comparison = Comparison::of(&old_texts, &new_texts);
    comparison.name_paragraphs(&old_pieces, &new_pieces);
    comparison
}

impl Comparison {
    /// Compares texts that are divided alike.
    fn of(old: &[&str], new: &[&str]) -> Self {
        let (old_words, new_words) = bags(old, new);
        let pairs = pair(&old_words, &new_words);
        let mut of_new: BTreeMap<usize, (usize, Change)> = BTreeMap::new();
        for (left, right) in pairs {
            let change = if old_words[left].words == new_words[right].words { Change::Same } else { Change::Reworded };
            of_new.insert(right, (left, change));
        }
        find_moved(&old_words, &new_words, &mut of_new);
        let mut comparison = Self::default();
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
        comparison.find_moved_sentences();
        comparison.find_respelled(&old_words, &new_words);
        comparison.count(new);
        comparison
    }

    /// Puts the numbers of the paragraphs for those of their pieces.
    fn name_paragraphs(&mut self, old: &[Piece<'_>], new: &[Piece<'_>]) {
        let name = |number: &mut Option<usize>, pieces: &[Piece<'_>]| {
            let piece = number.and_then(|idx| pieces.get(idx))?;
            *number = Some(piece.paragraph);
            piece.part.clone()
        };
        for row in &mut self.rows {
            for pair in &mut row.sentences {
                name(&mut pair.elsewhere, if pair.new.is_none() { new } else { old });
            }
            row.old_part = name(&mut row.old, old);
            row.new_part = name(&mut row.new, new);
        }
    }

    fn push(&mut self, change: Change, old_idx: Option<usize>, new_idx: Option<usize>, old: &[&str], new: &[&str]) {
        let sentences = match (old_idx, new_idx) {
            _ if change == Change::Same => Vec::new(),
            (Some(left), Some(right)) => compare_sentences(old[left], new[right]),
            (Some(left), None) => compare_sentences(old[left], ""),
            (None, right) => compare_sentences("", right.map_or("", |right| new[right])),
        };
        let row = Row { change, old: old_idx, new: new_idx, old_part: None, new_part: None, sentences };
        self.rows.push(row);
    }

    /// Of the sentences that were dropped in one paragraph and added in another, pairs those that are the same or nearly so.
    ///
    /// So a paragraph that was divided, or joined to its neighbour, is not taken for one that was dropped or added.
    fn find_moved_sentences(&mut self) {
        let places = |change: Change| -> Vec<(usize, usize)> {
            let of_row = |(idx, row): (usize, &Row)| {
                let left_over = row.sentences.iter().enumerate().filter(|(_, pair)| pair.change == change);
                left_over.map(|(at, _)| (idx, at)).collect::<Vec<_>>()
            };
            self.rows.iter().enumerate().flat_map(of_row).collect()
        };
        let (dropped, added) = (places(Change::Dropped), places(Change::Added));
        let text = |&(row, at): &(usize, usize)| {
            let pair = &self.rows[row].sentences[at];
            pair.old.as_deref().or(pair.new.as_deref()).unwrap_or_default()
        };
        let texts = |places: &[(usize, usize)]| places.iter().map(text).collect::<Vec<_>>();
        let (old, new) = bags(&texts(&dropped), &texts(&added));
        for (left, right) in closest(&old, &new, ALIKE_MOVED) {
            let ((old_row, old_at), (new_row, new_at)) = (dropped[left], added[right]);
            let (old_paragraph, new_paragraph) = (self.rows[old_row].old, self.rows[new_row].new);
            for (row, at, elsewhere) in [(old_row, old_at, new_paragraph), (new_row, new_at, old_paragraph)] {
                let pair = &mut self.rows[row].sentences[at];
                (pair.change, pair.elsewhere) = (Change::Moved, elsewhere);
            }
        }
        for row in &mut self.rows {
            let is_whole = matches!(row.change, Change::Added | Change::Dropped) && !row.sentences.is_empty();
            if is_whole && row.sentences.iter().all(|pair| pair.change == Change::Moved) {
                row.change = Change::Moved;
            }
        }
    }

    /// Of the sentences that were reworded, finds those of which only the spelling differs ([`is_respelled`]).
    fn find_respelled(&mut self, old: &[Bag], new: &[Bag]) {
        let words = |bags: &'_ [Bag]| bags.iter().flat_map(|bag| &bag.words).cloned().collect::<HashSet<String>>();
        let editions = OnceCell::new();
        for row in self.rows.iter_mut().filter(|row| row.change == Change::Reworded) {
            let editions = editions.get_or_init(|| [words(old), words(new)]);
            for pair in row.sentences.iter_mut().filter(|pair| pair.change == Change::Reworded) {
                if let (Some(old), Some(new)) = (&pair.old, &pair.new)
                    && is_respelled(old, new, editions)
                {
                    pair.change = Change::Respelled;
                }
            }
            if row.sentences.iter().all(|pair| matches!(pair.change, Change::Same | Change::Respelled)) {
                row.change = Change::Respelled;
            }
        }
    }

    fn count(&mut self, new: &[&str]) {
        for row in &self.rows {
            *self.n_paragraphs.entry(row.change).or_default() += 1;
            if let (Change::Same, Some(right)) = (row.change, row.new) {
                *self.n_sentences.entry(Change::Same).or_default() += around::sentences(new[right]).len();
            }
            for pair in &row.sentences {
                let change = match pair.change {
                    Change::Same if row.change == Change::Moved => Change::Moved,
                    // A moved sentence is seen in both paragraphs.
                    Change::Moved if pair.new.is_none() => continue,
                    change => change,
                };
                *self.n_sentences.entry(change).or_default() += 1;
            }
        }
    }
}

/// Tells whether two sentences have the same words but for the spelling of some: a letter wrong, missing, doubled or swapped (two from
/// eight letters on), not merely at the end, where forms differ; and one of the two spellings is of its own edition alone.
fn is_respelled(old: &str, new: &str, [old_edition, new_edition]: &[HashSet<String>; 2]) -> bool {
    const SHORT: usize = 4;
    const LONG: usize = 8;
    let (old, new) = (around::compared_words(old), around::compared_words(new));
    let is_same_word = |(one, other): (&str, &str)| {
        let n_letters = [one, other].map(|word| word.chars().count());
        let without_end = |word: &'_ str| word.chars().next_back().map_or(0, |last| word.len() - last.len_utf8());
        let is_form =
            one.starts_with(other) || other.starts_with(one) || one[..without_end(one)] == other[..without_end(other)];
        let n_slips = if n_letters[0].max(n_letters[1]) >= LONG { 2 } else { 1 };
        n_letters[0].min(n_letters[1]) >= SHORT
            && !is_form
            && [one, other].iter().all(|word| word.chars().all(char::is_alphabetic))
            && (!new_edition.contains(one) || !old_edition.contains(other))
            && rapidfuzz::distance::osa::distance(one.chars(), other.chars()) <= n_slips
    };
    old.len() == new.len()
        && old
            .iter()
            .zip(&new)
            .all(|((_, one), (_, other))| one == other || is_same_word((one.as_str(), other.as_str())))
}

/// A text of fewer words is judged by its rare words: `Chapter 2. The Builders` is not `Chapter 2. The Constitution`.
const SHORT: usize = 8;
/// The weight of a word that only one text has.
const WEIGHT: usize = 1000;

#[derive(Clone)]
struct Bag {
    words: Vec<String>,
    /// The words in the order of the alphabet, each with its weight, which falls with the number of texts that have it.
    sorted: Vec<(String, usize)>,
}

/// Returns the words of the texts of both editions.
fn bags(old: &[&str], new: &[&str]) -> (Vec<Bag>, Vec<Bag>) {
    let words = |texts: &[&str]| {
        let of_text = |text: &&str| around::compared_words(text).into_iter().map(|(_, word)| word).collect::<Vec<_>>();
        texts.iter().map(of_text).collect::<Vec<_>>()
    };
    let (old, new) = (words(old), words(new));
    let mut n_texts: HashMap<&str, [usize; 2]> = HashMap::new();
    for (side, texts) in [&old, &new].into_iter().enumerate() {
        for text in texts {
            let words: HashSet<&str> = text.iter().map(String::as_str).collect();
            words.into_iter().for_each(|word| n_texts.entry(word).or_default()[side] += 1);
        }
    }
    let weight = |word: &str| WEIGHT / n_texts.get(word).map_or(1, |[old, new]| *old.max(new));
    let bag = |words: &Vec<String>| {
        let mut sorted: Vec<(String, usize)> = words.iter().map(|word| (word.clone(), weight(word))).collect();
        sorted.sort();
        Bag { words: words.clone(), sorted }
    };
    (old.iter().map(bag).collect(), new.iter().map(bag).collect())
}

/// How much of the words two texts share, in hundredths of the words of both.
fn likeness(left: &Bag, right: &Bag) -> u32 {
    let is_short = left.words.len().min(right.words.len()) < SHORT;
    let weight = |(_, weight): &(String, usize)| if is_short { *weight } else { 1 };
    let (mut common, mut at_left, mut at_right) = (0_usize, 0, 0);
    while let (Some(one), Some(other)) = (left.sorted.get(at_left), right.sorted.get(at_right)) {
        match one.0.cmp(&other.0) {
            std::cmp::Ordering::Less => at_left += 1,
            std::cmp::Ordering::Greater => at_right += 1,
            std::cmp::Ordering::Equal => {
                common += weight(one);
                at_left += 1;
                at_right += 1;
            }
        }
    }
    let all: usize = left.sorted.iter().chain(&right.sorted).map(weight).sum();
    (200 * common).checked_div(all).map_or(100, |share| u32::try_from(share).unwrap_or(0))
}

/// Pairs texts in their order: the same ones, and between them those that are alike.
fn pair(old: &[Bag], new: &[Bag]) -> Vec<(usize, usize)> {
    let mut numbers = Numbers::default();
    let token_of: Vec<Token> = old.iter().chain(new).map(|bag| numbers.of(bag.words.as_slice())).collect();
    let (old_tokens, new_tokens) = token_of.split_at(old.len());
    let runs = align::align(old_tokens, new_tokens);
    let mut pairs: Vec<(usize, usize)> =
        runs.iter().flat_map(|run| (0..run.len).map(|step| (run.a + step, run.b + step))).collect();
    for gap in align::gaps(&runs, old.len(), new.len()) {
        if gap.a.len().saturating_mul(gap.b.len()) > NEAR_PAIRS {
            let found = closest(&old[gap.a.clone()], &new[gap.b.clone()], ALIKE);
            pairs.extend(rising(found).into_iter().map(|(left, right)| (gap.a.start + left, gap.b.start + right)));
            continue;
        }
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
    let kept: BTreeSet<usize> = of_new.values().map(|(left, _)| *left).collect();
    let left: Vec<usize> = (0..old.len()).filter(|idx| !kept.contains(idx)).collect();
    let right: Vec<usize> = (0..new.len()).filter(|idx| !of_new.contains_key(idx)).collect();
    let pick = |from: &[Bag], which: &[usize]| which.iter().map(|idx| from[*idx].clone()).collect::<Vec<_>>();
    for (one, other) in closest(&pick(old, &left), &pick(new, &right), ALIKE_MOVED) {
        of_new.insert(right[other], (left[one], Change::Moved));
    }
}

/// Pairs texts that share at least so many hundredths of their words, in any order: the most alike first, no text twice.
///
/// Only texts that share an uncommon word are compared, so that the time grows with the texts and not with their square.
fn closest(old: &[Bag], new: &[Bag], least: u32) -> Vec<(usize, usize)> {
    const COMMON: usize = 24;
    let mut holding: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (idx, bag) in old.iter().enumerate().filter(|(_, bag)| bag.words.len() >= MOVED_WORDS) {
        for (at, (word, _)) in bag.sorted.iter().enumerate() {
            if at == 0 || bag.sorted[at - 1].0 != *word {
                let texts = holding.entry(word).or_default();
                if texts.len() <= COMMON {
                    texts.push(idx);
                }
            }
        }
    }
    let mut found: Vec<(u32, usize, usize)> = Vec::new();
    for (right, bag) in new.iter().enumerate().filter(|(_, bag)| bag.words.len() >= MOVED_WORDS) {
        let texts = bag.sorted.iter().filter_map(|(word, _)| holding.get(word.as_str()));
        let candidates: BTreeSet<usize> = texts.filter(|texts| texts.len() <= COMMON).flatten().copied().collect();
        for left in candidates {
            let likeness = likeness(&old[left], bag);
            if likeness >= least {
                found.push((likeness, left, right));
            }
        }
    }
    found.sort_by_key(|(likeness, left, right)| (Reverse(*likeness), *left, *right));
    let (mut used_left, mut used_right, mut pairs) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (_, left, right) in found {
        if !used_left.contains(&left) && !used_right.contains(&right) {
            used_left.insert(left);
            used_right.insert(right);
            pairs.push((left, right));
        }
    }
    pairs
}

/// The longest part of some pairs that goes forward on both sides.
fn rising(mut pairs: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    pairs.sort_unstable();
    // For each length, the pair with the smallest end among the chains of that length; and the pair before each.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (idx, (_, right)) in pairs.iter().enumerate() {
        let at = ends.partition_point(|end| pairs[*end].1 < *right);
        before.push(at.checked_sub(1).map(|last| ends[last]));
        match ends.get_mut(at) {
            Some(end) => *end = idx,
            None => ends.push(idx),
        }
    }
    let mut chain = Vec::new();
    let mut at = ends.last().copied();
    while let Some(idx) = at {
        chain.push(pairs[idx]);
        at = before[idx];
    }
    chain.reverse();
    chain
}

fn texts(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

/// Cuts two texts into sentences; those of which the other text makes one sentence are one: a stray point ends nothing.
fn sentences_alike(old: &str, new: &str) -> (Vec<String>, Vec<String>) {
    let (old_cut, new_cut) = (around::sentences(old), around::sentences(new));
    let mut numbers = Numbers::default();
    // The words of a text, and the sentence of each.
    let mut words = |text: &str, sentences: &[Range<usize>]| -> (Vec<Token>, Vec<usize>) {
        let of_word = |(range, word): (Range<usize>, String)| {
            let sentence = sentences.partition_point(|sentence| sentence.end <= range.start);
            (numbers.of(word), sentence)
        };
        around::compared_words(text).into_iter().map(of_word).unzip()
    };
    let ((old_words, in_old), (new_words, in_new)) = (words(old, &old_cut), words(new, &new_cut));
    let runs = align::align(&old_words, &new_words);
    let pairs: Vec<(usize, usize)> =
        runs.iter().flat_map(|run| (0..run.len).map(|step| (in_old[run.a + step], in_new[run.b + step]))).collect();
    let turned: Vec<(usize, usize)> = pairs.iter().map(|(left, right)| (*right, *left)).collect();
    (joined(old, &old_cut, &in_old, &pairs), joined(new, &new_cut, &in_new, &turned))
}

/// Joins neighboring sentences that have half of their words or more in one sentence of the other text.
fn joined(text: &str, sentences: &[Range<usize>], of_words: &[usize], pairs: &[(usize, usize)]) -> Vec<String> {
    let mut n_words = vec![0usize; sentences.len() + 1];
    of_words.iter().for_each(|sentence| n_words[*sentence] += 1);
    let mut times: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    pairs.iter().for_each(|pair| *times.entry(*pair).or_default() += 1);
    let mut homes: Vec<Option<usize>> = vec![None; sentences.len()];
    for ((own, other), times) in times {
        // Two sentences with half of the words each: the later one goes on.
        if times * 2 >= n_words[own] && own < homes.len() {
            homes[own] = Some(other);
        }
    }
    let mut joined: Vec<Range<usize>> = Vec::new();
    for (idx, sentence) in sentences.iter().enumerate() {
        match joined.last_mut() {
            Some(last) if idx > 0 && homes[idx].is_some() && homes[idx] == homes[idx - 1] => last.end = sentence.end,
            _ => joined.push(sentence.clone()),
        }
    }
    joined.into_iter().map(|range| text[range].split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn compare_sentences(old: &str, new: &str) -> Vec<SentencePair> {
    let (old, new) = sentences_alike(old, new);
    let (old_bags, new_bags) = bags(&texts(&old), &texts(&new));
    let mut found = Vec::new();
    let (mut next_old, mut next_new) = (0, 0);
    let mut rest = |to_old: usize, to_new: usize, found: &mut Vec<SentencePair>| {
        for text in &old[next_old.min(to_old)..to_old] {
            found.push(SentencePair { change: Change::Dropped, old: Some(text.clone()), new: None, elsewhere: None });
        }
        for text in &new[next_new.min(to_new)..to_new] {
            found.push(SentencePair { change: Change::Added, old: None, new: Some(text.clone()), elsewhere: None });
        }
        (next_old, next_new) = (to_old + 1, to_new + 1);
    };
    for (left, right) in pair(&old_bags, &new_bags) {
        rest(left, right, &mut found);
        let change = if old_bags[left].words == new_bags[right].words { Change::Same } else { Change::Reworded };
        found.push(SentencePair {
            change,
            old: Some(old[left].clone()),
            new: Some(new[right].clone()),
            elsewhere: None,
        });
    }
    rest(old.len(), new.len(), &mut found);
    found
}
