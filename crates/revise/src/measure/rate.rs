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

/// The counts of one text or of several, stretch by stretch.
///
/// A stretch is a piece of about 200 words. How unevenly the hits fall on the stretches tells how much they come in clusters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    stretches: Vec<Count>,
    is_full: bool,
}

/// How many words a stretch has at least.
const STRETCH: u64 = 200;

impl Tally {
    /// Adds the count of a sentence; it goes on the stretch that is being filled.
    pub fn add(&mut self, count: &Count) {
        match self.stretches.last_mut() {
            Some(last) if !self.is_full => last.add(count),
            _ => self.stretches.push(*count),
        }
        self.is_full = self.stretches.last().is_some_and(|last| last.n_words >= STRETCH);
    }

    /// Ends a text: the next one begins with a new stretch.
    pub fn end_text(&mut self) {
        self.is_full = true;
    }

    /// Returns the sum of all stretches.
    #[must_use]
    pub fn total(&self) -> Count {
        let mut total = Count::default();
        self.stretches.iter().for_each(|stretch| total.add(stretch));
        total
    }

    /// Returns the hits per 10,000 words, with the ends of the 95 % interval; `hits` says which hits.
    ///
    /// The interval is the exact one of a Poisson count, widened by how much more unevenly the hits fall on the stretches than
    /// hits that come one by one would: a count of `n` with a dispersion of `d` is as sure as one of `n / d`.
    #[must_use]
    pub fn rate(&self, hits: impl Fn(&Count) -> u64) -> Rate {
        let total = self.total();
        let n_hits = hits(&total);
        let per = |value: f64| if total.n_words == 0 { 0.0 } else { value * 10_000.0 / total.n_words as f64 };
        let dispersion = self.dispersion(n_hits, total.n_words, hits);
        let (low, high) = interval(n_hits as f64 / dispersion);
        Rate { n: n_hits, rate: per(n_hits as f64), low: per(low * dispersion), high: per(high * dispersion) }
    }

    /// The variance of the number of hits (of a ratio, by Taylor) over that of hits that come one by one; never below 1.
    fn dispersion(&self, n_hits: u64, n_words: u64, hits: impl Fn(&Count) -> u64) -> f64 {
        let n = self.stretches.len() as f64;
        if n < 2.0 || n_hits == 0 || n_words == 0 {
            return 1.0;
        }
        let rate = n_hits as f64 / n_words as f64;
        let squares: f64 =
            self.stretches.iter().map(|stretch| (hits(stretch) as f64 - rate * stretch.n_words as f64).powi(2)).sum();
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
    let count = n as f64;
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
        let (even, clustered) = (even.rate(|count| count.n_praise), clustered.rate(|count| count.n_praise));
        assert_eq!((even.n, clustered.n, even.rate, clustered.rate), (50, 50, 50.0, 50.0));
        // Fifty hits in five clusters of ten are hardly surer than five hits.
        assert!((even.high - 65.92).abs() < 0.01, "{even:?}");
        assert!(clustered.low < 25.0 && clustered.high > 95.0, "{clustered:?}");
    }
}
