//! Runs that only chance can explain.

use super::{Run, Token};
use std::collections::HashMap;

/// One matched word in so many unmatched ones on each side may be chance.
const SPARSE: usize = 5;

/// In a text of fewer words than this, how often a word comes tells little.
const FEW: usize = 100;

/// Drops runs that chance explains: few words for the unmatched text on both sides of them, and such common ones that some
/// match of them is expected there. They would cut one rewritten passage into crumbs.
///
/// A run between two plain cuts has unmatched text in one sequence only; it stays. So does one of uncommon words: two editions
/// can differ in every third word (old spelling, a revised translation) and are still one text.
pub(super) fn drop(mut runs: Vec<Run>, a: &[Token], b: &[Token]) -> Vec<Run> {
    let mut shares = None;
    loop {
        let before = runs.len();
        let mut kept: Vec<Run> = Vec::with_capacity(before);
        for (idx, run) in runs.iter().enumerate() {
            let (from_a, from_b) = kept.last().map_or((0, 0), |last| (last.a + last.len, last.b + last.len));
            let (to_a, to_b) = runs.get(idx + 1).map_or((a.len(), b.len()), |next| (next.a, next.b));
            let unmatched_a = to_a - from_a - run.len;
            let unmatched_b = to_b - from_b - run.len;
            let is_dense = run.len > unmatched_a.min(unmatched_b) / SPARSE;
            if is_dense || shares.get_or_insert_with(|| Shares::of(a, b)).expected(run, unmatched_a, unmatched_b) < 0.5
            {
                kept.push(*run);
            }
        }
        runs = kept;
        if runs.len() == before {
            return runs;
        }
    }
}

/// How often each word comes in two sequences.
struct Shares<'s> {
    a: &'s [Token],
    n: [usize; 2],
    counts: HashMap<Token, [u32; 2]>,
}

impl<'s> Shares<'s> {
    fn of(a: &'s [Token], b: &[Token]) -> Self {
        let mut counts: HashMap<Token, [u32; 2]> = HashMap::new();
        for (side, tokens) in [a, b].into_iter().enumerate() {
            tokens.iter().for_each(|token| counts.entry(*token).or_default()[side] += 1);
        }
        Self { a, n: [a.len(), b.len()].map(|n| n.max(FEW)), counts }
    }

    /// How many matches of these words chance alone makes between so many words of one side and so many of the other.
    fn expected(&self, run: &Run, n_a: usize, n_b: usize) -> f64 {
        let share = |token: &Token| {
            let [in_a, in_b] = self.counts.get(token).copied().unwrap_or_default();
            (f64::from(in_a) / self.n[0] as f64).max(f64::from(in_b) / self.n[1] as f64)
        };
        let places = (n_a + 1) as f64 * (n_b + 1) as f64;
        self.a[run.a..run.a + run.len].iter().fold(places, |expected, token| expected * share(token))
    }
}
