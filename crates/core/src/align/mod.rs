//! Alignment of two sequences of words: what both have in the same order, and what stands elsewhere.
//!
//! Words come in as numbers ([`Token`]): who calls decides which words count as the same and gives them the same number.
//! [`align`] finds the common runs in order, [`moves()`] finds passages that both have in different places, and [`near()`] pairs
//! the words of a small gap by likeness.
//!
//! How: sequences of six words that occur once on each side are anchors. The heaviest chain of anchors that keeps the order
//! is taken (patience), then the same is done in the gaps with three words and with one, and what is left is aligned by
//! Myers's algorithm in linear space. Runs that only chance can explain (a lone "the" between two passages that have nothing
//! to do with each other) are dropped at the end.
//!
//! Memory is linear in the two lengths. Time is close to linear: gaps without anchors are searched with a bounded effort, so
//! that two texts that share nothing cost little more than two that share all. The bound means that the alignment is not
//! always the longest possible one; it is always a true one (the words of a run are equal, and runs never cross).
//!
//! The result depends on which sequence is `a`. Callers who need independence put the two in a fixed order first.

mod anchors;
mod chance;
mod moves;
mod myers;
mod near;

pub use moves::moves;
pub use near::near;
use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

/// A word as a number: equal numbers are equal words.
pub type Token = u32;

/// The numbers of words, in the order in which these come.
#[derive(Clone, Debug)]
pub struct Numbers<W>(HashMap<W, Token>);

impl<W> Default for Numbers<W> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<W: Eq + Hash> Numbers<W> {
    /// Returns the number of a word, a new one for a word that did not come before. More words than there are numbers share
    /// the last.
    pub fn of(&mut self, word: W) -> Token {
        let next = Token::try_from(self.0.len()).unwrap_or(Token::MAX);
        *self.0.entry(word).or_insert(next)
    }
}

/// A stretch that both sequences have: `a[a..a + len]` equals `b[b..b + len]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
    /// Where it begins in the first sequence.
    pub a: usize,
    /// Where it begins in the second sequence.
    pub b: usize,
    /// How many words it has; never 0.
    pub len: usize,
}

/// What stands between two runs: a range of each sequence, at least one of them not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The words of the first sequence.
    pub a: Range<usize>,
    /// The words of the second sequence.
    pub b: Range<usize>,
}

/// Returns the common runs of two sequences, in order, as long as possible each, none crossing or touching another on both
/// sides.
///
/// # Examples
/// ```
/// use thaw_core::align::{Run, align};
/// // the river froze hard / the river hard
/// assert_eq!(align(&[0, 1, 2, 3], &[0, 1, 3]), [Run { a: 0, b: 0, len: 2 }, Run { a: 3, b: 2, len: 1 }]);
/// ```
#[must_use]
pub fn align(a: &[Token], b: &[Token]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut search = myers::Search::default();
    // The gaps still to be aligned, the next one last, each with the number of anchor searches it is inside of.
    let mut to_do = vec![(0..a.len(), 0..b.len(), 0)];
    while let Some((in_a, in_b, depth)) = to_do.pop() {
        let (left, right) = (&a[in_a.clone()], &b[in_b.clone()]);
        let head = left.iter().zip(right).take_while(|(left, right)| left == right).count();
        let (left, right) = (&left[head..], &right[head..]);
        let tail = left.iter().rev().zip(right.iter().rev()).take_while(|(left, right)| left == right).count();
        let (left, right) = (&left[..left.len() - tail], &right[..right.len() - tail]);
        push(&mut runs, Run { a: in_a.start, b: in_b.start, len: head });
        let from = (in_a.start + head, in_b.start + head);
        let end = Run { a: in_a.end - tail, b: in_b.end - tail, len: tail };
        if left.is_empty() || right.is_empty() {
            push(&mut runs, end);
            continue;
        }
        if tail > 0 {
            to_do.push((end.a..in_a.end, end.b..in_b.end, depth));
        }
        let chain = if depth < MAX_DEPTH { anchors::chain(left, right) } else { Vec::new() };
        if chain.is_empty() {
            search.split(left, right, &mut |run| push(&mut runs, Run { a: from.0 + run.a, b: from.1 + run.b, ..run }));
            continue;
        }
        // The stack gives back what was pushed last: the chain goes in from its end.
        let mut until = (left.len(), right.len());
        for run in chain.iter().rev() {
            to_do.push(offset(run.a + run.len..until.0, run.b + run.len..until.1, from, depth + 1));
            to_do.push(offset(run.a..run.a + run.len, run.b..run.b + run.len, from, depth + 1));
            until = (run.a, run.b);
        }
        to_do.push(offset(0..until.0, 0..until.1, from, depth + 1));
    }
    chance::drop(runs, a, b)
}

/// Returns what stands between the runs, in order.
pub fn gaps(runs: &[Run], a_len: usize, b_len: usize) -> impl Iterator<Item = Gap> + '_ {
    let end = Run { a: a_len, b: b_len, len: 0 };
    let mut from = (0, 0);
    runs.iter().copied().chain([end]).filter_map(move |run| {
        let gap = Gap { a: from.0..run.a, b: from.1..run.b };
        from = (run.a + run.len, run.b + run.len);
        (!gap.a.is_empty() || !gap.b.is_empty()).then_some(gap)
    })
}

/// Anchors inside of anchors, before the bounded search takes over.
const MAX_DEPTH: usize = 24;

type Stretch = (Range<usize>, Range<usize>, usize);

fn offset(in_a: Range<usize>, in_b: Range<usize>, from: (usize, usize), depth: usize) -> Stretch {
    (in_a.start + from.0..in_a.end + from.0, in_b.start + from.1..in_b.end + from.1, depth)
}

/// Adds a run, joined to the last one when it goes on from there.
fn push(runs: &mut Vec<Run>, run: Run) {
    if run.len == 0 {
        return;
    }
    match runs.last_mut() {
        Some(last) if last.a + last.len == run.a && last.b + last.len == run.b => last.len += run.len,
        _ => runs.push(run),
    }
}
