//! Anchors: sequences of words that occur exactly once on each side, and the heaviest chain of them that keeps the order.

use super::{Run, Token};

/// The lengths of the sequences that are tried, in words. Long ones are safe in whole books, short ones serve small gaps.
const WIDTHS: [usize; 3] = [6, 3, 1];

/// Gaps with fewer words than this on both sides together are left to Myers's algorithm, which is exact there.
const SMALL: usize = 48;

/// Returns runs that every good alignment holds, in order and not overlapping; nothing when there are no anchors.
pub(super) fn chain(a: &[Token], b: &[Token]) -> Vec<Run> {
    if a.len() + b.len() < SMALL {
        return Vec::new();
    }
    for width in WIDTHS {
        let chain = heaviest(anchors(a, b, width));
        if !chain.is_empty() {
            return chain;
        }
    }
    Vec::new()
}

/// The unique common sequences of `width` words, joined where they overlap or touch, by their place in `a`.
fn anchors(a: &[Token], b: &[Token], width: usize) -> Vec<Run> {
    let (in_a, in_b) = (hashes(a, width), hashes(b, width));
    let mut pairs = Vec::new();
    let (mut left, mut right) = (in_a.as_slice(), in_b.as_slice());
    while let (Some(&(hash_a, at_a)), Some(&(hash_b, at_b))) = (left.first(), right.first()) {
        let n_a = if hash_a <= hash_b { same(left) } else { 0 };
        let n_b = if hash_b <= hash_a { same(right) } else { 0 };
        if n_a == 1 && n_b == 1 {
            pairs.push((at_a as usize, at_b as usize));
        }
        left = &left[n_a..];
        right = &right[n_b..];
    }
    // Two sequences can have the same hash by chance.
    pairs.retain(|&(at_a, at_b)| a[at_a..at_a + width] == b[at_b..at_b + width]);
    pairs.sort_unstable();
    let mut runs: Vec<Run> = Vec::new();
    for (at_a, at_b) in pairs {
        match runs.last_mut() {
            // On the same diagonal, and not beyond the end of the run.
            Some(last) if at_a <= last.a + last.len && at_a - last.a == at_b.wrapping_sub(last.b) => {
                last.len = at_a - last.a + width;
            }
            _ => runs.push(Run { a: at_a, b: at_b, len: width }),
        }
    }
    runs
}

/// Each sequence of `width` words as a hash with its place, sorted.
fn hashes(tokens: &[Token], width: usize) -> Vec<(u64, u32)> {
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    let oldest = (1..width).fold(1u64, |power, _| power.wrapping_mul(BASE));
    let mut hash = 0u64;
    let mut found = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        hash = hash.wrapping_mul(BASE).wrapping_add(spread(*token));
        if at + 1 >= width {
            let start = at + 1 - width;
            found.push((hash, u32::try_from(start).unwrap_or(u32::MAX)));
            hash = hash.wrapping_sub(spread(tokens[start]).wrapping_mul(oldest));
        }
    }
    found.sort_unstable();
    found
}

/// Spreads small numbers over all bits.
fn spread(token: Token) -> u64 {
    let mixed = (u64::from(token) + 1).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (mixed ^ (mixed >> 29)).wrapping_mul(0x94D0_49BB_1331_11EB)
}

/// How many places at the start of a sorted list have the same hash.
fn same(places: &[(u64, u32)]) -> usize {
    let first = places.first().map(|place| place.0);
    places.iter().take_while(|place| Some(place.0) == first).count()
}

/// The chain of runs with the most words that goes forward in both sequences, overlaps cut off.
fn heaviest(runs: Vec<Run>) -> Vec<Run> {
    // By the end in `b`, the best chain that ends there is kept in a tree of maxima (Fenwick).
    let mut ends: Vec<usize> = runs.iter().map(|run| run.b + run.len).collect();
    ends.sort_unstable();
    ends.dedup();
    let mut best_until = vec![(0usize, usize::MAX); ends.len() + 1];
    let mut before = vec![usize::MAX; runs.len()];
    let mut best = (0, usize::MAX);
    for (idx, run) in runs.iter().enumerate() {
        // Runs that overlap in `a` were joined or lie on other diagonals; of these the start decides, and the overlap is cut.
        let mut rank = ends.partition_point(|end| *end <= run.b);
        let mut found = (0, usize::MAX);
        while rank > 0 {
            found = heavier(found, best_until[rank]);
            rank &= rank - 1;
        }
        before[idx] = found.1;
        let total = (found.0 + run.len, idx);
        best = heavier(best, total);
        let mut rank = ends.partition_point(|end| *end < run.b + run.len) + 1;
        while rank <= ends.len() {
            best_until[rank] = heavier(best_until[rank], total);
            rank += rank & rank.wrapping_neg();
        }
    }
    let mut chain: Vec<Run> = Vec::new();
    let mut at = best.1;
    while let Some(run) = runs.get(at) {
        let mut run = *run;
        if let Some(next) = chain.last() {
            run.len = run.len.min(next.a - run.a);
        }
        chain.push(run);
        at = before[at];
    }
    chain.reverse();
    chain
}

/// The heavier of two chains; of two equal ones, the one found first.
fn heavier(left: (usize, usize), right: (usize, usize)) -> (usize, usize) {
    if right.0 > left.0 { right } else { left }
}
