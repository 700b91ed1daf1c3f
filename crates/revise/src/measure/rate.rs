//! Hits per 10,000 words, and how sure the number is.

use serde::Serialize;

/// What was counted in a stretch of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Words in all.
    pub n_words: u64,
    /// How often the leader is named, epithets included.
    pub n_mentions: u64,
    /// Epithets, words and formulas of praise that are meant.
    pub n_praise: u64,
    /// How many of these are epithets.
    pub n_epithets: u64,
    /// How many of these are set formulas.
    pub n_formulas: u64,
    /// Epithets, words and formulas of praise in critical use.
    pub n_critical: u64,
}

impl Count {
    /// Adds another count.
    pub fn add(&mut self, other: &Self) {
        self.n_words += other.n_words;
        self.n_mentions += other.n_mentions;
        self.n_praise += other.n_praise;
        self.n_epithets += other.n_epithets;
        self.n_formulas += other.n_formulas;
        self.n_critical += other.n_critical;
    }
}

/// The counts of one text or of several, and how unevenly the hits fall on its stretches, which tells how much they come in
/// clusters. A stretch is a piece of about 200 words; only sums are kept, so a tally of a long text is as small as one of a short.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The stretch that is being filled.
    open: Option<Count>,
    /// All stretches that are full.
    full: Stretches,
}

/// What is known of some stretches together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Stretches {
    n: u64,
    total: Count,
    /// The words of each, squared.
    words_squared: u64,
    mentions: Products,
    praise: Products,
    critical: Products,
}

/// The hits of one kind on each stretch, multiplied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Products {
    with_hits: u64,
    with_words: u64,
}

impl Products {
    fn add(&mut self, n_hits: u64, n_words: u64) {
        self.with_hits += n_hits * n_hits;
        self.with_words += n_hits * n_words;
    }

    fn add_all(&mut self, other: Self) {
        self.with_hits += other.with_hits;
        self.with_words += other.with_words;
    }
}

impl Stretches {
    fn add(&mut self, stretch: &Count) {
        self.n += 1;
        self.total.add(stretch);
        self.words_squared += stretch.n_words * stretch.n_words;
        self.mentions.add(stretch.n_mentions, stretch.n_words);
        self.praise.add(stretch.n_praise, stretch.n_words);
        self.critical.add(stretch.n_critical, stretch.n_words);
    }
}

/// How many words a stretch has at least.
const STRETCH: u64 = 200;

impl Tally {
    /// Adds the count of a sentence; it goes on the stretch that is being filled.
    pub fn add(&mut self, count: &Count) {
        let open = self.open.get_or_insert_default();
        open.add(count);
        if open.n_words >= STRETCH {
            self.end_stretch();
        }
    }

    /// Adds another text, which ends no stretch of this one and begins with one of its own.
    pub fn add_text(&mut self, mut text: Self) {
        self.end_stretch();
        text.end_stretch();
        let (own, other) = (&mut self.full, text.full);
        own.n += other.n;
        own.total.add(&other.total);
        own.words_squared += other.words_squared;
        own.mentions.add_all(other.mentions);
        own.praise.add_all(other.praise);
        own.critical.add_all(other.critical);
    }

    fn end_stretch(&mut self) {
        if let Some(open) = self.open.take() {
            self.full.add(&open);
        }
    }

    fn stretches(&self) -> Stretches {
        let mut all = self.full;
        self.open.iter().for_each(|open| all.add(open));
        all
    }

    /// Returns the sum of all stretches.
    #[must_use]
    pub fn total(&self) -> Count {
        self.stretches().total
    }

    /// How often the leader is named.
    #[must_use]
    pub fn mentions(&self) -> Rate {
        let all = self.stretches();
        all.rate(all.total.n_mentions, all.mentions)
    }

    /// Praise that is meant.
    #[must_use]
    pub fn praise(&self) -> Rate {
        let all = self.stretches();
        all.rate(all.total.n_praise, all.praise)
    }

    /// The same words in critical use.
    #[must_use]
    pub fn critical(&self) -> Rate {
        let all = self.stretches();
        all.rate(all.total.n_critical, all.critical)
    }
}

impl Stretches {
    /// Returns the hits per 10,000 words, with the ends of the 95 % interval.
    ///
    /// The interval is the exact one of a Poisson count, widened by how much more unevenly the hits fall on the stretches than
    /// hits that come one by one would: a count of `n` with a dispersion of `d` is as sure as one of `n / d`.
    fn rate(&self, n_hits: u64, products: Products) -> Rate {
        let n_words = self.total.n_words;
        let per = |value: f64| if n_words == 0 { 0.0 } else { value * 10_000.0 / n_words as f64 };
        let dispersion = self.dispersion(n_hits, products);
        let (low, high) = interval(n_hits as f64 / dispersion);
        Rate { n: n_hits, rate: per(n_hits as f64), low: per(low * dispersion), high: per(high * dispersion) }
    }

    /// The variance of the number of hits (of a ratio, by Taylor) over that of hits that come one by one; never below 1.
    fn dispersion(&self, n_hits: u64, products: Products) -> f64 {
        let n = self.n as f64;
        if n < 2.0 || n_hits == 0 || self.total.n_words == 0 {
            return 1.0;
        }
        let rate = n_hits as f64 / self.total.n_words as f64;
        // The sum of (hits - rate * words) squared over the stretches, multiplied out.
        let squares = products.with_hits as f64 - 2.0 * rate * products.with_words as f64
            + rate * rate * self.words_squared as f64;
        (squares * n / (n - 1.0) / n_hits as f64).max(1.0)
    }
}

/// Hits per 10,000 words.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Rate {
    /// How many hits there are.
    pub n: u64,
    /// As counted, per 10,000 words.
    pub rate: f64,
    /// The lower end of the 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The interval of a count that need not be whole: between the exact ones of the whole numbers beside it.
fn interval(n: f64) -> (f64, f64) {
    let below = n.floor();
    let (low, high) = poisson_interval(below as u64);
    let part = n - below;
    if part == 0.0 {
        return (low, high);
    }
    let (next_low, next_high) = poisson_interval(below as u64 + 1);
    (low + part * (next_low - low), high + part * (next_high - high))
}

/// The exact 95 % interval of the mean of a Poisson count (Garwood 1936): the means under which so many, or so few, are not rarer
/// than one in forty.
#[must_use]
pub fn poisson_interval(n: u64) -> (f64, f64) {
    const TAIL: f64 = 0.025;
    /// Where the normal distribution leaves that much.
    const QUANTILE: f64 = 1.959_963_985;
    /// From so many on, the cube roots of Wilson and Hilferty (1931) give the same to five digits, and in no time.
    const MANY: u64 = 1000;
    let count = n as f64;
    if n >= MANY {
        let root = |degrees: f64, deviation: f64| 1.0 - 1.0 / (9.0 * degrees) + deviation / (3.0 * degrees.sqrt());
        let end = |degrees: f64, deviation: f64| degrees * root(degrees, deviation).powi(3);
        return (end(count, -QUANTILE), end(count + 1.0, QUANTILE));
    }
    // The chance of at most `n` falls as the mean grows: bisect.
    let solve = |n: u64, target: f64| {
        let (mut low, mut high) = (0.0, count + 10.0 + 10.0 * (count + 1.0).sqrt());
        for _ in 0..80 {
            let middle = f64::midpoint(low, high);
            if at_most(n, middle) > target { low = middle } else { high = middle }
        }
        f64::midpoint(low, high)
    };
    let low = if n == 0 { 0.0 } else { solve(n - 1, 1.0 - TAIL) };
    (low, solve(n, TAIL))
}

/// The chance of at most `n` when the mean is `mean`.
fn at_most(n: u64, mean: f64) -> f64 {
    if mean == 0.0 {
        return 1.0;
    }
    // In logarithms, so that large counts do not vanish; terms far below the largest do not matter.
    let mut log_term = -mean;
    let mut sum = log_term.exp();
    for k in 1..=n {
        log_term += (mean / k as f64).ln();
        sum += log_term.exp();
    }
    sum.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_that_of_the_tables() {
        // Garwood's table of 1936, to two places.
        for (n, low, high) in
            [(0, 0.0, 3.69), (1, 0.03, 5.57), (10, 4.80, 18.39), (50, 37.11, 65.92), (100, 81.36, 121.63)]
        {
            let found = poisson_interval(n);
            assert!((found.0 - low).abs() < 0.01 && (found.1 - high).abs() < 0.01, "{n}: {found:?}");
        }
        // Where the way of finding it changes, the ends hardly do.
        let (few, many) = (poisson_interval(999), poisson_interval(1000));
        assert!((many.0 - few.0 - 0.969).abs() < 0.01 && (many.1 - few.1 - 1.031).abs() < 0.01, "{few:?} {many:?}");
    }

    #[test]
    fn texts_put_together_keep_their_stretches_apart() {
        let count = |n_words, n_praise| Count { n_words, n_praise, ..Count::default() };
        let mut texts = [Tally::default(), Tally::default()];
        let mut whole = Tally::default();
        for (idx, counts) in [[count(150, 1), count(100, 2), count(50, 0)], [count(220, 5), count(10, 0), count(5, 3)]]
            .into_iter()
            .enumerate()
        {
            counts.iter().for_each(|count| texts[idx].add(count));
        }
        for stretch in [count(250, 3), count(50, 0), count(220, 5), count(15, 3)] {
            whole.add(&stretch);
            whole.end_stretch();
        }
        let [mut first, second] = texts;
        first.add_text(second);
        assert_eq!(first, whole);
        assert_eq!(first.total(), count(535, 11));
    }

    #[test]
    fn praise_that_comes_in_clusters_has_a_wider_interval() {
        let stretch = |n_praise| Count { n_words: STRETCH, n_praise, ..Count::default() };
        let mut even = Tally::default();
        let mut clustered = Tally::default();
        for idx in 0..50 {
            even.add(&stretch(1));
            clustered.add(&stretch(if idx % 10 == 0 { 10 } else { 0 }));
        }
        let (even, clustered) = (even.praise(), clustered.praise());
        assert_eq!((even.n, clustered.n, even.rate, clustered.rate), (50, 50, 50.0, 50.0));
        // Fifty hits in five clusters of ten are hardly surer than five hits.
        assert!((even.high - 65.92).abs() < 0.01, "{even:?}");
        assert!(clustered.low < 25.0 && clustered.high > 95.0, "{clustered:?}");
    }
}
