//! All witnesses in one table: a row for each word's place, a column in the sense of collation, and who has which word there.
//!
//! The witnesses are put in a fixed order first (the full edition, then the longer ones, then by their text), so that the
//! order in which they were given cannot matter. The first gives the first columns. Each further one is aligned with the
//! words of all columns, where a column counts with each of its words. Short stretches that are full of changes are then
//! decided anew by the fewest changes (`gap`), and so is which unlike words stand in one column; the rest gets columns of
//! its own.

use crate::fold::Folds;
use crate::gap;
use crate::witness::{Opens, Witness};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::ops::Range;
use thaw_core::align::{self, Run, Token};

/// How alike two words must be to stand for each other, in hundredths.
pub(crate) const ALIKE: u32 = 60;

/// A run of fewer equal words between two changes can be given up for a better way.
const FIRM: usize = 4;

/// The most equal words that are given up for fewer changes.
const GIVEN_UP: usize = 2;

/// How far the edge of a cut is slid to stand between sentences, in words.
const MAX_SLIDE: usize = 64;

/// Why texts cannot be collated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CollationError {
    /// There is nothing to compare.
    #[error("expected two witnesses or more, found {0}")]
    TooFew(usize),
    /// Two witnesses have one name.
    #[error("two witnesses are called `{0}`")]
    SameSigil(String),
    /// The full edition is none of the witnesses.
    #[error("`{0}` is none of the witnesses")]
    NoSuchWitness(String),
}

/// Witnesses aligned by word.
#[derive(Clone, Debug)]
pub struct Collation {
    /// The witnesses; the first is the full edition, against which changes are told.
    pub witnesses: Vec<Witness>,
    /// For each witness, the column of each of its words, rising.
    pub columns: Vec<Vec<u32>>,
    /// How many columns there are.
    pub n_columns: usize,
    /// For each witness, each of its words as the alignment sees it.
    pub(crate) keys: Vec<Vec<Token>>,
    lexicon: Lexicon,
}

impl Collation {
    /// Returns the witnesses that share hardly a word in its place with the full edition: other works, or other languages.
    pub fn strangers(&self) -> impl Iterator<Item = &Witness> {
        const ONE_IN: usize = 10;
        let shared = |idx: usize| {
            let mut full = self.columns[0].iter().zip(&self.keys[0]).peekable();
            let own = self.columns[idx].iter().zip(&self.keys[idx]);
            own.filter(|(column, key)| {
                while full.next_if(|(other, _)| other < column).is_some() {}
                full.peek().is_some_and(|(other, word)| other == column && word == key)
            })
            .count()
        };
        (1..self.witnesses.len())
            .map(|idx| (idx, &self.witnesses[idx]))
            .filter_map(move |(idx, witness)| (shared(idx) * ONE_IN < witness.len()).then_some(witness))
    }

    /// Aligns witnesses; `full` names the full edition, otherwise it is the longest.
    ///
    /// # Errors
    /// When there are fewer than two, two have one sigil, or `full` is none of them.
    pub fn new(mut witnesses: Vec<Witness>, full: Option<&str>, folds: &Folds) -> Result<Self, CollationError> {
        if witnesses.len() < 2 {
            return Err(CollationError::TooFew(witnesses.len()));
        }
        if let Some(full) = full
            && !witnesses.iter().any(|witness| witness.sigil == full)
        {
            return Err(CollationError::NoSuchWitness(full.to_owned()));
        }
        witnesses.sort_by(|left, right| {
            let rank = |witness: &Witness| (full != Some(witness.sigil.as_str()), Reverse(witness.words.len()));
            rank(left).cmp(&rank(right)).then_with(|| (&left.text, &left.sigil).cmp(&(&right.text, &right.sigil)))
        });
        let mut sigla: Vec<&str> = witnesses.iter().map(|witness| witness.sigil.as_str()).collect();
        sigla.sort_unstable();
        if let Some(pair) = sigla.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(CollationError::SameSigil(pair[0].to_owned()));
        }
        let mut lexicon = Lexicon::default();
        let keys: Vec<Vec<Token>> = witnesses.iter().map(|witness| lexicon.keys(witness, folds)).collect();
        let first = (0..index(keys[0].len())).collect();
        let mut collation = Self { n_columns: keys[0].len(), witnesses, columns: vec![first], keys, lexicon };
        for witness in 1..collation.witnesses.len() {
            collation.add(witness);
        }
        Ok(collation)
    }

    /// Returns how alike two words are, in hundredths; [`ALIKE`] and more mean that one can stand for the other.
    pub(crate) fn likeness(&self, left: Token, right: Token) -> u32 {
        if left == right { 100 } else { likeness(self.lexicon.word(left), self.lexicon.word(right)) }
    }

    /// Returns how many of their letters two words share in order, in hundredths; 100 when they are equal.
    fn shared(&self, left: Token, right: Token) -> u32 {
        if left == right { 100 } else { shared(self.lexicon.word(left), self.lexicon.word(right)) }
    }

    /// Returns the word that the alignment sees for a key.
    pub(crate) fn key_word(&self, key: Token) -> &str {
        self.lexicon.word(key)
    }

    /// Returns the key of a word as the alignment sees it; none when no witness has it.
    pub(crate) fn key_of(&self, word: &str) -> Option<usize> {
        self.lexicon.numbers.get(word).map(|key| *key as usize)
    }

    /// Returns how many different words there are.
    pub(crate) fn n_keys(&self) -> usize {
        self.lexicon.ends.len()
    }

    /// Returns the pairs of unlike words of the full edition and a witness that stand in one column.
    pub(crate) fn unlike(&self, witness: usize) -> impl Iterator<Item = (Token, Token)> + '_ {
        let words = |idx: usize| self.columns[idx].iter().copied().zip(self.keys[idx].iter().copied());
        let mut full = words(0).peekable();
        words(witness).filter_map(move |(column, own)| {
            while full.next_if(|(other, _)| *other < column).is_some() {}
            let (other, key) = *full.peek()?;
            (other == column && key != own).then_some((key, own))
        })
    }

    /// Returns the runs of equal words that a witness shares with the full edition, by the table.
    #[must_use]
    pub fn runs(&self, witness: usize) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let (left, right) = (&self.columns[0], &self.columns[witness]);
        let (mut a, mut b) = (0, 0);
        while a < left.len() && b < right.len() {
            match left[a].cmp(&right[b]) {
                std::cmp::Ordering::Less => a += 1,
                std::cmp::Ordering::Greater => b += 1,
                std::cmp::Ordering::Equal => {
                    if self.keys[0][a] == self.keys[witness][b] {
                        match runs.last_mut() {
                            Some(last) if last.a + last.len == a && last.b + last.len == b => last.len += 1,
                            _ => runs.push(Run { a, b, len: 1 }),
                        }
                    }
                    a += 1;
                    b += 1;
                }
            }
        }
        runs
    }

    /// Gives the words of one more witness their columns.
    fn add(&mut self, witness: usize) {
        let graph = Graph::of(self);
        let words = &self.keys[witness];
        let opens = |idx: usize| self.witnesses[witness].words.get(idx).map_or(Opens::Paragraph, |word| word.opens);
        let mut runs = self.refined(&graph, graph.by_column(&align::align(&graph.keys, words)), words);
        slide(&mut runs, &graph, words, opens);
        let mut places = Vec::with_capacity(words.len());
        let (mut from_column, mut from_word) = (0, 0);
        for run in runs.iter().copied().chain([Run { a: self.n_columns, b: words.len(), len: 0 }]) {
            self.fill(&graph, from_column..run.a, &words[from_word..run.b], &mut places);
            places.extend((run.a..run.a + run.len).map(Place::In));
            (from_column, from_word) = (run.a + run.len, run.b + run.len);
        }
        self.insert(&places);
    }

    /// Decides short stretches anew: gaps that only a few equal words divide, with these words.
    fn refined(&self, graph: &Graph, runs: Vec<Run>, words: &[Token]) -> Vec<Run> {
        let end = Run { a: self.n_columns, b: words.len(), len: 0 };
        let mut refined: Vec<Run> = Vec::with_capacity(runs.len());
        // Of the runs since the last firm one, nothing is decided yet.
        let mut undecided: Vec<Run> = Vec::new();
        let (mut from_a, mut from_b) = (0, 0);
        for run in runs.into_iter().chain([end]) {
            if run.len > 0 && run.len < FIRM {
                undecided.push(run);
                continue;
            }
            let (columns, own) = (from_a..run.a, from_b..run.b);
            if undecided.is_empty() || columns.len().saturating_mul(own.len()) > gap::MAX_PAIRS {
                refined.append(&mut undecided);
            } else {
                let pairs = self.pairs(graph, &columns, &words[own.clone()]).into_iter();
                let pairs = pairs.map(|(column, word)| (columns.start + column, own.start + word));
                let equal: Vec<_> = pairs.filter(|(column, word)| graph.holds(*column, words[*word])).collect();
                // Fewer changes are no gain when a phrase that is the same is lost by them.
                if equal.len() + GIVEN_UP < undecided.iter().map(|run| run.len).sum::<usize>() {
                    refined.append(&mut undecided);
                } else {
                    undecided.clear();
                    equal.into_iter().for_each(|(a, b)| push(&mut refined, Run { a, b, len: 1 }));
                }
            }
            if run.len > 0 {
                push(&mut refined, run);
            }
            (from_a, from_b) = (run.a + run.len, run.b + run.len);
        }
        refined
    }

    fn pairs(&self, graph: &Graph, columns: &Range<usize>, words: &[Token]) -> Vec<(usize, usize)> {
        gap::pairs(columns.len(), words.len(), |column, word| {
            let held = graph.keys_of(columns.start + column);
            held.iter().map(|key| self.shared(*key, words[word])).max().unwrap_or(0)
        })
    }

    /// Finds places for the words between two runs; of a rewritten passage, one word after the other.
    fn fill(&self, graph: &Graph, columns: Range<usize>, words: &[Token], places: &mut Vec<Place>) {
        let mut pairs = self.pairs(graph, &columns, words);
        if pairs.is_empty() {
            pairs.extend((0..columns.len().min(words.len())).map(|at| (at, at)));
        }
        pairs.push((columns.len(), words.len()));
        let mut word = 0;
        for (to_column, to_word) in pairs {
            places.extend((word..to_word).map(|_| Place::Before(columns.start + to_column)));
            if to_word < words.len() {
                places.push(Place::In(columns.start + to_column));
            }
            word = to_word + 1;
        }
    }

    /// Makes the new columns, moves the old ones behind them, and adds the witness.
    fn insert(&mut self, places: &[Place]) {
        let mut inserted_before = Vec::new();
        let mut own = Vec::with_capacity(places.len());
        for place in places {
            match place {
                Place::In(column) => own.push(index(column + inserted_before.len())),
                Place::Before(column) => {
                    own.push(index(column + inserted_before.len()));
                    inserted_before.push(*column);
                }
            }
        }
        for columns in &mut self.columns {
            let mut n_before = 0;
            for column in columns {
                while inserted_before.get(n_before).is_some_and(|before| *before <= *column as usize) {
                    n_before += 1;
                }
                *column += index(n_before);
            }
        }
        self.n_columns += inserted_before.len();
        self.columns.push(own);
    }
}

/// Where a word goes: into a column, or into a new one before it.
enum Place {
    In(usize),
    Before(usize),
}

/// Columns are counted in 32 bits: a witness has at most [`crate::witness::MAX_TEXT`] bytes.
fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The table so far as one sequence: the distinct words of each column, one after the other.
struct Graph {
    keys: Vec<Token>,
    /// The column of each word.
    columns: Vec<usize>,
    /// For each column, the most that begins with one of its words.
    opens: Vec<Opens>,
    /// Where each column begins in `keys`.
    starts: Vec<usize>,
}

impl Graph {
    fn of(collation: &Collation) -> Self {
        let mut graph = Self {
            keys: Vec::new(),
            columns: Vec::new(),
            opens: Vec::new(),
            starts: Vec::with_capacity(collation.n_columns + 1),
        };
        let mut next = vec![0; collation.columns.len()];
        for column in 0..collation.n_columns {
            let start = graph.keys.len();
            graph.starts.push(start);
            let mut opens = Opens::Nothing;
            for (witness, next) in next.iter_mut().enumerate() {
                if collation.columns[witness].get(*next).is_some_and(|at| *at as usize == column) {
                    let key = collation.keys[witness][*next];
                    if !graph.keys[start..].contains(&key) {
                        graph.keys.push(key);
                        graph.columns.push(column);
                    }
                    opens = opens.max(collation.witnesses[witness].words[*next].opens);
                    *next += 1;
                }
            }
            graph.opens.push(opens);
        }
        graph.starts.push(graph.keys.len());
        graph
    }

    fn keys_of(&self, column: usize) -> &[Token] {
        &self.keys[self.starts[column]..self.starts[column + 1]]
    }

    fn holds(&self, column: usize, key: Token) -> bool {
        self.keys_of(column).contains(&key)
    }

    /// Runs of words as runs of columns; a column takes one word only.
    fn by_column(&self, runs: &[Run]) -> Vec<Run> {
        let mut by_column: Vec<Run> = Vec::with_capacity(runs.len());
        for run in runs {
            for offset in 0..run.len {
                let column = self.columns[run.a + offset];
                if by_column.last().is_none_or(|last| last.a + last.len <= column) {
                    push(&mut by_column, Run { a: column, b: run.b + offset, len: 1 });
                }
            }
        }
        by_column
    }
}

/// Adds a run, joined to the last one when it goes on from there.
fn push(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        Some(last) if last.a + last.len == run.a && last.b + last.len == run.b => last.len += run.len,
        _ => runs.push(run),
    }
}

/// Slides the edges of plain cuts and additions, where the words allow it, to the beginning of a paragraph or sentence.
fn slide(runs: &mut [Run], graph: &Graph, words: &[Token], opens: impl Fn(usize) -> Opens) {
    for idx in 1..runs.len() {
        let (before, after) = (runs[idx - 1], runs[idx]);
        let (from_a, from_b) = (before.a + before.len, before.b + before.len);
        // An edge is slid by giving a word the column, or a column the word, at the other end of the gap.
        let is_cut = match (after.a - from_a, after.b - from_b) {
            (_, 0) => true,
            (0, _) => false,
            _ => continue,
        };
        let goes_left = |step: &usize| match is_cut {
            true => graph.holds(after.a - step, words[from_b - step]),
            false => graph.holds(from_a - step, words[after.b - step]),
        };
        let goes_right = |step: &usize| match is_cut {
            true => graph.holds(from_a + step, words[after.b + step]),
            false => graph.holds(after.a + step, words[from_b + step]),
        };
        let left = (1..before.len.min(MAX_SLIDE)).take_while(goes_left).count();
        let right = (0..(after.len - 1).min(MAX_SLIDE)).take_while(goes_right).count();
        let opens = |edge: usize| match is_cut {
            true => graph.opens.get(edge).copied().unwrap_or(Opens::Paragraph),
            false => opens(edge),
        };
        let from = if is_cut { from_a } else { from_b };
        // The best edge; of equally good ones the nearest, of equally near ones the one to the left.
        let best = (from - left..=from + right)
            .max_by_key(|edge| (opens(*edge), Reverse(edge.abs_diff(from)), Reverse(*edge)))
            .unwrap_or(from);
        if best > from {
            runs[idx - 1].len += best - from;
            let moved = &mut runs[idx];
            *moved = Run { a: moved.a + best - from, b: moved.b + best - from, len: moved.len - (best - from) };
        } else {
            runs[idx - 1].len -= from - best;
            let moved = &mut runs[idx];
            *moved = Run { a: moved.a + best - from, b: moved.b + best - from, len: moved.len + from - best };
        }
    }
}

/// What is longer than any word is like nothing, in letters.
const LONGEST: usize = 256;

/// How alike two words are: letters that need not change, of all letters of the longer one, in hundredths; words that are
/// not equal stay below 100.
pub(crate) fn likeness(left: &str, right: &str) -> u32 {
    let longer = left.chars().count().max(right.chars().count());
    if longer > LONGEST {
        return 0;
    }
    let distance = rapidfuzz::distance::osa::distance(left.chars(), right.chars());
    index(longer.saturating_sub(distance) * 100 / longer.max(1)).min(99)
}

/// How many of their letters two words share in order, in hundredths of all their letters; below 100.
fn shared(left: &str, right: &str) -> u32 {
    let all = left.chars().count() + right.chars().count();
    if all > 2 * LONGEST {
        return 0;
    }
    let apart = rapidfuzz::distance::indel::distance(left.chars(), right.chars());
    index(all.saturating_sub(apart) * 100 / all.max(1)).min(99)
}

/// The distinct words of all witnesses as the alignment sees them.
#[derive(Clone, Debug, Default)]
struct Lexicon {
    numbers: FxHashMap<Box<str>, Token>,
    /// All words, one after the other, and where each ends.
    text: String,
    ends: Vec<usize>,
}

impl Lexicon {
    fn keys(&mut self, witness: &Witness, folds: &Folds) -> Vec<Token> {
        (0..witness.len()).map(|idx| self.number(&folds.key(witness.word(idx)))).collect()
    }

    fn number(&mut self, word: &str) -> Token {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = index(self.ends.len());
        self.numbers.insert(word.into(), number);
        self.text.push_str(word);
        self.ends.push(self.text.len());
        number
    }

    fn word(&self, key: Token) -> &str {
        let key = key as usize;
        let start = key.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or(0));
        self.ends.get(key).map_or("", |end| &self.text[start..*end])
    }
}
