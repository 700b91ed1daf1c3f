//! All witnesses in one table: a row for each word's place, a column in the sense of collation, and who has which word there.
//!
//! The witnesses are put in a fixed order first (the full edition, then the longer ones, then by their text), so that the
//! order in which they were given cannot matter. The first gives the first columns. Each further one is aligned with the
//! words of all columns, where a column counts with each of its words; what does not match is paired by likeness, then by
//! place, and the rest gets columns of its own.

use crate::fold::Folds;
use crate::witness::{Opens, Witness};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use thaw_core::align::{self, Run, Token};

/// How alike two words must be to stand for each other, in hundredths.
pub(crate) const ALIKE: u32 = 60;

/// The most pairs of words that are compared in a gap; a larger one is a rewritten passage.
const MAX_PAIRS: usize = 1024;

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

    /// Returns how alike two words are, in hundredths; 0 when they are not.
    pub(crate) fn likeness(&self, left: Token, right: Token) -> u32 {
        if left == right { 100 } else { likeness(self.lexicon.word(left), self.lexicon.word(right)) }
    }

    /// Returns the word that the alignment sees for a key.
    pub(crate) fn key_word(&self, key: Token) -> &str {
        self.lexicon.word(key)
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
        let mut runs = align::align(&graph.keys, words);
        slide(&mut runs, &graph.keys, words, |at| graph.opens.get(at).copied().unwrap_or(Opens::Paragraph), opens);
        // (column, word), both rising: a column takes one word only.
        let mut matches: Vec<(usize, usize)> = Vec::with_capacity(words.len() + 1);
        for run in &runs {
            for offset in 0..run.len {
                let column = graph.columns[run.a + offset];
                if matches.last().is_none_or(|(last, _)| *last < column) {
                    matches.push((column, run.b + offset));
                }
            }
        }
        matches.push((self.n_columns, words.len()));
        let mut places = Vec::with_capacity(words.len());
        let (mut from_column, mut from_word) = (0, 0);
        for (column, word) in matches {
            self.pair_gap(&graph, from_column..column, &words[from_word..word], &mut places);
            if word < words.len() {
                places.push(Place::In(column));
            }
            (from_column, from_word) = (column + 1, word + 1);
        }
        self.insert(&places);
    }

    /// Finds places for the unmatched words between two matches.
    fn pair_gap(&self, graph: &Graph, columns: std::ops::Range<usize>, words: &[Token], places: &mut Vec<Place>) {
        let (n_columns, n_words) = (columns.len(), words.len());
        let mut pairs = Vec::new();
        if n_columns * n_words <= MAX_PAIRS {
            pairs = align::near(n_columns, n_words, |column, word| {
                let held = graph.keys_of(columns.start + column);
                held.iter().map(|key| self.likeness(*key, words[word])).max().unwrap_or(0)
            });
        }
        pairs.push((n_columns, n_words));
        let (mut column, mut word) = (0, 0);
        for (to_column, to_word) in pairs {
            while word < to_word {
                if column < to_column {
                    places.push(Place::In(columns.start + column));
                    column += 1;
                } else {
                    places.push(Place::Before(columns.start + to_column));
                }
                word += 1;
            }
            if to_word < n_words {
                places.push(Place::In(columns.start + to_column));
            }
            (column, word) = (to_column + 1, to_word + 1);
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
    columns: Vec<usize>,
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
            for (witness, next) in next.iter_mut().enumerate() {
                if collation.columns[witness].get(*next).is_some_and(|at| *at as usize == column) {
                    let key = collation.keys[witness][*next];
                    if !graph.keys[start..].contains(&key) {
                        graph.keys.push(key);
                        graph.columns.push(column);
                        graph.opens.push(collation.witnesses[witness].words[*next].opens);
                    }
                    *next += 1;
                }
            }
        }
        graph.starts.push(graph.keys.len());
        graph
    }

    fn keys_of(&self, column: usize) -> &[Token] {
        &self.keys[self.starts[column]..self.starts[column + 1]]
    }
}

/// Slides the edges of plain cuts and additions, where the words allow it, to the beginning of a paragraph or sentence.
fn slide(
    runs: &mut [Run],
    a: &[Token],
    b: &[Token],
    opens_a: impl Fn(usize) -> Opens,
    opens_b: impl Fn(usize) -> Opens,
) {
    for idx in 1..runs.len() {
        let (before, after) = (runs[idx - 1], runs[idx]);
        let (from_a, from_b) = (before.a + before.len, before.b + before.len);
        let (longer, from, to, opens): (_, _, _, &dyn Fn(usize) -> Opens) = match (after.a - from_a, after.b - from_b) {
            (_, 0) => (a, from_a, after.a, &opens_a),
            (0, _) => (b, from_b, after.b, &opens_b),
            _ => continue,
        };
        let left = (1..before.len.min(MAX_SLIDE)).take_while(|step| longer[from - step] == longer[to - step]).count();
        let right =
            (0..(after.len - 1).min(MAX_SLIDE)).take_while(|step| longer[from + step] == longer[to + step]).count();
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

/// How alike two words are: letters that need not change, of all letters of the longer one, in hundredths; 0 below
/// [`ALIKE`].
fn likeness(left: &str, right: &str) -> u32 {
    let (n_left, n_right) = (left.chars().count(), right.chars().count());
    let longer = n_left.max(n_right);
    if n_left.abs_diff(n_right) * 100 > longer * (100 - ALIKE as usize) {
        return 0;
    }
    let distance = rapidfuzz::distance::osa::distance(left.chars(), right.chars());
    let alike = index((longer.saturating_sub(distance)) * 100 / longer.max(1));
    if alike >= ALIKE { alike } else { 0 }
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
