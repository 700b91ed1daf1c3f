//! A short stretch of the table: which of its words stand in one column.
//!
//! Of all ways to put the words of a witness into the columns of a stretch, the one with the fewest changes is taken, where a
//! word in a column of other words is one change, and so is a column without a word and a word with a column of its own. Of
//! equally good ways, the one with the most equal words counts, then the one whose other words share the most letters; then
//! equal words stand as late as they can (a repeated word belongs to what follows it), and unlike ones as early as they can.

/// The most pairs of words that are compared; a larger stretch is a rewritten passage, in which single pairs mean nothing.
pub(crate) const MAX_PAIRS: usize = 1024;

/// What a change costs; that words are alike or equal only decides between ways with as many changes.
const CHANGE: u32 = 100_000;

/// What it costs besides that a word stands with words that do not equal it.
const EQUAL: u32 = 2_000;

/// Pairs columns and words, each given by its number; the pairs keep the order of both.
///
/// `alike` is 100 for a word that stands in the column, and less for others. Gives nothing when the stretch is too large.
pub(crate) fn pairs(n_columns: usize, n_words: usize, alike: impl Fn(usize, usize) -> u32) -> Vec<(usize, usize)> {
    if n_columns == 0 || n_words == 0 || n_columns.saturating_mul(n_words) > MAX_PAIRS {
        return Vec::new();
    }
    if n_columns == 1 && n_words == 1 {
        return vec![(0, 0)];
    }
    let way = Way::new(n_columns, n_words, alike);
    let mut pairs = Vec::new();
    let (mut column, mut word) = (0, 0);
    while column < n_columns && word < n_words {
        let best = way.cost(column, word);
        let is_pair = way.pair(column, word) + way.cost(column + 1, word + 1) == best;
        if is_pair && !way.is_equal(column, word) {
            pairs.push((column, word));
            (column, word) = (column + 1, word + 1);
        } else if CHANGE + way.cost(column, word + 1) == best {
            word += 1;
        } else if CHANGE + way.cost(column + 1, word) == best {
            column += 1;
        } else {
            pairs.push((column, word));
            (column, word) = (column + 1, word + 1);
        }
    }
    pairs
}

/// The costs from each place in a stretch to its end.
struct Way {
    n_words: usize,
    alike: Vec<u32>,
    costs: Vec<u32>,
}

impl Way {
    fn new(n_columns: usize, n_words: usize, alike: impl Fn(usize, usize) -> u32) -> Self {
        let alike = (0..n_columns * n_words).map(|at| alike(at / n_words, at % n_words)).collect();
        let mut way = Self { n_words, alike, costs: vec![0; (n_columns + 1) * (n_words + 1)] };
        for column in (0..=n_columns).rev() {
            for word in (0..=n_words).rev() {
                let left = n_columns - column + n_words - word;
                let cost = if column == n_columns || word == n_words {
                    CHANGE * u32::try_from(left).unwrap_or(u32::MAX / CHANGE)
                } else {
                    (way.pair(column, word) + way.cost(column + 1, word + 1))
                        .min(CHANGE + way.cost(column + 1, word))
                        .min(CHANGE + way.cost(column, word + 1))
                };
                way.costs[column * (n_words + 1) + word] = cost;
            }
        }
        way
    }

    fn cost(&self, column: usize, word: usize) -> u32 {
        self.costs[column * (self.n_words + 1) + word]
    }

    fn is_equal(&self, column: usize, word: usize) -> bool {
        self.alike[column * self.n_words + word] == 100
    }

    /// What it costs to put a word into a column.
    fn pair(&self, column: usize, word: usize) -> u32 {
        match self.alike[column * self.n_words + word] {
            100 => 0,
            alike => CHANGE + EQUAL - alike,
        }
    }
}
