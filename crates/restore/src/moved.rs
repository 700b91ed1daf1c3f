//! Moved passages: eight equal words or more in another place, with what was changed inside of them.

use std::ops::Range;
use thaw_core::align::{self, Gap, Run, Token};

/// How many equal words make a moved passage.
const LEAST_MOVED: usize = 8;

/// The most equal words in place that do not stand against a moved passage: "in the" is everywhere.
const WEAK: usize = 3;

/// A moved passage: the runs of equal words in it, in order on both sides.
pub(crate) type Passage = Vec<Run>;

/// Finds the moved passages beside the runs in place, and takes weak runs away that stand against one.
///
/// `gaps` are made from the runs that stay.
pub(crate) fn passages(
    runs: &mut Vec<Run>,
    full: &[Token],
    own: &[Token],
    gaps: impl FnOnce(&[Run]) -> Vec<Gap>,
) -> (Vec<Passage>, Vec<Gap>) {
    let firm: Vec<Run> = runs.iter().copied().filter(|run| run.len > WEAK).collect();
    let found = align::moves(full, own, &firm, LEAST_MOVED);
    let is_in_moved = moved_words(&found, full.len(), own.len());
    runs.retain(|run| run.len > WEAK || !is_in_moved(run));
    let gaps = gaps(runs);
    let mut moved = joined(&bridged(found, full, own));
    widen(&mut moved, &gaps, full, own);
    (moved, gaps)
}

/// Tells whether a run shares a word with a moved one, on one of the sides.
fn moved_words(moved: &[Run], n_full: usize, n_own: usize) -> impl Fn(&Run) -> bool + use<> {
    let (mut in_full, mut in_own) = (vec![false; n_full], vec![false; n_own]);
    for run in moved {
        in_full[run.a..run.a + run.len].fill(true);
        in_own[run.b..run.b + run.len].fill(true);
    }
    move |run| in_full[run.a..run.a + run.len].contains(&true) || in_own[run.b..run.b + run.len].contains(&true)
}

/// Adds the shorter runs between two moved ones, where half of the words between them or more are the same: a passage that
/// was moved and changed in many places.
fn bridged(runs: Vec<Run>, full: &[Token], own: &[Token]) -> Vec<Run> {
    const BETWEEN: usize = 100;
    let mut bridged: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        if let Some(last) = bridged.last() {
            let (from_a, from_b) = (last.a + last.len, last.b + last.len);
            let is_near = |from: usize, to: usize| (from..=from + BETWEEN).contains(&to);
            if is_near(from_a, run.a) && is_near(from_b, run.b) {
                let between = align::align(&full[from_a..run.a], &own[from_b..run.b]);
                let n_same: usize = between.iter().map(|run| run.len).sum();
                if n_same * 2 >= (run.a - from_a).max(run.b - from_b) {
                    bridged.extend(between.iter().map(|run| Run { a: run.a + from_a, b: run.b + from_b, ..*run }));
                }
            }
        }
        bridged.push(run);
    }
    bridged
}

/// Joins moved runs that lie close together on both sides: a passage that was moved and changed.
fn joined(runs: &[Run]) -> Vec<Vec<Run>> {
    const CLOSE: usize = 8;
    let mut passages: Vec<Vec<Run>> = Vec::new();
    for run in runs {
        match passages.last_mut() {
            Some(passage)
                if passage.last().is_some_and(|last| {
                    let (end_a, end_b) = (last.a + last.len, last.b + last.len);
                    (end_a..=end_a + CLOSE).contains(&run.a) && (end_b..=end_b + CLOSE).contains(&run.b)
                }) =>
            {
                passage.push(*run);
            }
            _ => passages.push(vec![*run]),
        }
    }
    passages
}

/// Takes in what is alike beside a moved passage: its words up to a change inside of it that leaves fewer equal ones.
fn widen(moved: &mut [Vec<Run>], gaps: &[Gap], full: &[Token], own: &[Token]) {
    const BESIDE: usize = 100;
    // Passages grow into free room only, so that their order stays on both sides.
    let mut by_own: Vec<usize> = (0..moved.len()).collect();
    by_own.sort_by_key(|idx| extent(&moved[*idx]).1.start);
    let mut rank = vec![0; moved.len()];
    by_own.iter().enumerate().for_each(|(place, idx)| rank[*idx] = place);
    for idx in 0..moved.len() {
        let (in_full, in_own) = extent(&moved[idx]);
        let gap_full = gaps.get(gaps.partition_point(|gap| gap.a.end <= in_full.start));
        let gap_own = gaps.get(gaps.partition_point(|gap| gap.b.end <= in_own.start));
        let (Some(gap_full), Some(gap_own)) = (gap_full, gap_own) else { continue };
        // Not beyond the gap, nor into another moved passage; none where it reaches beyond the one or into the other itself.
        let room = |gap: &Range<usize>, own: &Range<usize>, before: Option<usize>, after: Option<usize>| {
            let start = gap.start.max(before.unwrap_or(0)).max(own.start.saturating_sub(BESIDE));
            let end = gap.end.min(after.unwrap_or(usize::MAX)).min(own.end + BESIDE);
            start.min(own.start)..end.max(own.end)
        };
        let beside = |place: Option<usize>| place.and_then(|place| moved.get(place)).map(|passage| extent(passage));
        let beside_own = |place: Option<usize>| beside(place.and_then(|place| by_own.get(place)).copied());
        let (before, after) = (beside(idx.checked_sub(1)), beside(idx.checked_add(1)));
        let room_full = room(&gap_full.a, &in_full, before.map(|of| of.0.end), after.map(|of| of.0.start));
        let (before, after) = (beside_own(rank[idx].checked_sub(1)), beside_own(rank[idx].checked_add(1)));
        let room_own = room(&gap_own.b, &in_own, before.map(|of| of.1.end), after.map(|of| of.1.start));
        let before = align::align(&full[room_full.start..in_full.start], &own[room_own.start..in_own.start]);
        let after = align::align(&full[in_full.end..room_full.end], &own[in_own.end..room_own.end]);
        let at = |run: &Run, full: usize, own: usize| Run { a: run.a + full, b: run.b + own, len: run.len };
        let all: Vec<Run> = (before.iter().map(|run| at(run, room_full.start, room_own.start)))
            .chain(moved[idx].iter().copied())
            .chain(after.iter().map(|run| at(run, in_full.end, in_own.end)))
            .filter(|run| run.len > 1)
            .collect();
        // Of the passages that this falls into, the one around the moved one.
        if let Some(wider) = joined(&all).into_iter().find(|passage| passage.iter().any(|run| in_full.contains(&run.a)))
        {
            moved[idx] = wider;
        }
    }
}

/// The words of a moved passage on both sides.
pub(crate) fn extent(passage: &[Run]) -> (Range<usize>, Range<usize>) {
    match (passage.first(), passage.last()) {
        (Some(first), Some(last)) => (first.a..last.a + last.len, first.b..last.b + last.len),
        _ => (0..0, 0..0),
    }
}
