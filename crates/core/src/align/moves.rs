//! Passages that both sequences have, in different places.

use super::{Run, Token, gaps};
use std::collections::BTreeMap;
use std::ops::Range;

/// Places of one sequence of words that are looked at; what occurs more often is a formula, not a passage.
const MAX_PLACES: usize = 16;

/// Returns passages of at least `least` words that stand in a gap of each sequence but not in the order of `runs`.
///
/// The longest are taken first, and no word is in two of them. The result is sorted by the place in `a`. A passage that was
/// moved and changed inside comes as several runs that lie close together on both sides.
#[must_use]
pub fn moves(a: &[Token], b: &[Token], runs: &[Run], least: usize) -> Vec<Run> {
    let least = least.max(1);
    let (mut in_a, mut in_b) = (Vec::new(), Vec::new());
    for gap in gaps(runs, a.len(), b.len()) {
        if gap.a.len() >= least {
            in_a.push(gap.a);
        }
        if gap.b.len() >= least {
            in_b.push(gap.b);
        }
    }
    let mut places: BTreeMap<&[Token], Vec<(usize, usize)>> = BTreeMap::new();
    for (idx, gap) in in_a.iter().enumerate() {
        for start in gap.start..=gap.end - least {
            let of_words = places.entry(&a[start..start + least]).or_default();
            if of_words.len() < MAX_PLACES {
                of_words.push((start, idx));
            }
        }
    }
    let mut found = Vec::new();
    for gap in &in_b {
        for start in gap.start..=gap.end - least {
            for &(other, idx) in places.get(&b[start..start + least]).into_iter().flatten() {
                let whole = &in_a[idx];
                // A run is found once, from its first word.
                let goes_back = other > whole.start && start > gap.start && a[other - 1] == b[start - 1];
                if !goes_back {
                    let len = a[other..whole.end]
                        .iter()
                        .zip(&b[start..gap.end])
                        .take_while(|(left, right)| left == right)
                        .count();
                    found.push(Run { a: other, b: start, len });
                }
            }
        }
    }
    longest_apart(found, least)
}

/// Takes the longest runs first; of the others, what does not overlap a taken one.
fn longest_apart(mut found: Vec<Run>, least: usize) -> Vec<Run> {
    found.sort_unstable_by_key(|run| (std::cmp::Reverse(run.len), run.a, run.b));
    let (mut used_a, mut used_b) = (BTreeMap::new(), BTreeMap::new());
    let mut taken = Vec::new();
    for run in found {
        if let Some(free) = free_part(&run, &used_a, &used_b)
            && free.len >= least
        {
            used_a.insert(free.a, free.a + free.len);
            used_b.insert(free.b, free.b + free.len);
            taken.push(free);
        }
    }
    taken.sort_unstable();
    taken
}

/// What is left of a run when its ends are cut by runs already taken; nothing when a taken one lies inside.
fn free_part(run: &Run, used_a: &BTreeMap<usize, usize>, used_b: &BTreeMap<usize, usize>) -> Option<Run> {
    let (a, b) = (free_range(run.a..run.a + run.len, used_a)?, free_range(run.b..run.b + run.len, used_b)?);
    let skip = (a.start - run.a).max(b.start - run.b);
    let end = (a.end - run.a).min(b.end - run.b);
    (end > skip).then(|| Run { a: run.a + skip, b: run.b + skip, len: end - skip })
}

fn free_range(range: Range<usize>, used: &BTreeMap<usize, usize>) -> Option<Range<usize>> {
    let start = match used.range(..=range.start).next_back() {
        Some((_, end)) if *end > range.start => *end,
        _ => range.start,
    };
    let end = match used.range(start.max(range.start)..).next() {
        Some((next, _)) if *next < range.end => *next,
        _ => range.end,
    };
    (start < end).then_some(start..end)
}
