//! The table cut into segments: stretches in which the witnesses agree, or differ in one way.

use super::Results;
use crate::{Change, Collation, Kind, Layer};
use std::collections::BTreeSet;
use std::ops::Range;

/// A stretch of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The words of each witness; empty where it has none.
    pub words: Vec<Range<usize>>,
    /// For each witness, the first one that reads the same here.
    pub readings: Vec<usize>,
}

impl Segment {
    /// Tells whether all witnesses have the same words.
    #[must_use]
    pub fn is_agreed(&self) -> bool {
        self.readings.iter().all(|reading| *reading == 0)
    }
}

/// Cuts the table into segments: between two witnesses, wherever agreement begins or ends; among more, also wherever it is
/// others that agree.
///
/// `apart` are columns in which exact letters and marks count. `at_paragraphs` also cuts before each
/// paragraph of the full edition.
#[must_use]
pub fn segments(collation: &Collation, apart: &BTreeSet<u32>, at_paragraphs: bool) -> Vec<Segment> {
    let n_witnesses = collation.witnesses.len();
    let mut segments = Vec::new();
    let (mut from, mut next) = (vec![0usize; n_witnesses], vec![0usize; n_witnesses]);
    let (mut last, mut pattern) = (Vec::new(), Vec::with_capacity(n_witnesses));
    for column in 0..collation.n_columns {
        let holds =
            |witness: usize| collation.columns[witness].get(next[witness]).is_some_and(|at| *at as usize == column);
        let is_apart = u32::try_from(column).is_ok_and(|column| apart.contains(&column));
        let is_same = |left: usize, right: usize| match (holds(left), holds(right)) {
            (true, true) if is_apart => exact(collation, left, next[left]) == exact(collation, right, next[right]),
            (true, true) => collation.keys[left][next[left]] == collation.keys[right][next[right]],
            (left, right) => left == right,
        };
        pattern.clear();
        pattern.extend(
            (0..n_witnesses).map(|witness| (0..witness).find(|first| is_same(*first, witness)).unwrap_or(witness)),
        );
        let goes_on = if n_witnesses == 2 { is_agreed(&pattern) == is_agreed(&last) } else { pattern == last };
        let is_paragraph = at_paragraphs
            && holds(0)
            && collation.witnesses[0].words[next[0]].opens == crate::witness::Opens::Paragraph;
        let holding: Vec<bool> = (0..n_witnesses).map(holds).collect();
        if column > 0 && (!goes_on || is_paragraph) {
            segments.push(segment(collation, &from, &next, &last));
            from.clone_from(&next);
        }
        last.clone_from(&pattern);
        next.iter_mut().zip(holding).for_each(|(next, holds)| *next += usize::from(holds));
    }
    if from != next {
        segments.push(segment(collation, &from, &next, &last));
    }
    segments
}

fn is_agreed(pattern: &[usize]) -> bool {
    pattern.iter().all(|reading| *reading == 0)
}

/// A word with the marks that hang on it, without white space.
fn exact(collation: &Collation, witness: usize, word: usize) -> &str {
    collation.witnesses[witness].text_of(&(word..word + 1)).trim()
}

fn segment(collation: &Collation, from: &[usize], to: &[usize], last: &[usize]) -> Segment {
    let words: Vec<Range<usize>> = from.iter().zip(to).map(|(from, to)| *from..*to).collect();
    if is_agreed(last) {
        return Segment { readings: vec![0; words.len()], words };
    }
    let is_same = |left: usize, right: usize| {
        words[left].len() == words[right].len()
            && words[left].clone().zip(words[right].clone()).all(|(a, b)| {
                collation.keys[left][a] == collation.keys[right][b]
                    && (last.len() > 2 && last[left] == last[right]
                        || exact(collation, left, a) == exact(collation, right, b))
            })
    };
    let readings = (0..words.len())
        .map(|witness| (0..witness).find(|first| is_same(*first, witness)).unwrap_or(witness))
        .collect();
    Segment { words, readings }
}

/// The columns that a change tells of although the words in them are equal.
pub(super) fn told(results: Results<'_>) -> BTreeSet<u32> {
    let is_small = |kind: Kind| matches!(kind, Kind::Variant | Kind::Punctuation);
    let told = results.changes.iter().filter(|change| is_small(change.kind));
    told.filter_map(|change| results.collation.columns[0].get(change.full.start).copied()).collect()
}

/// The columns in which witnesses have the same word in other letters or marks.
pub(super) fn unlike(results: Results<'_>) -> BTreeSet<u32> {
    let Results { collation, folds, .. } = results;
    let is_same = |(left, a): (usize, usize), (right, b): (usize, usize)| {
        let (left, right) = (&collation.witnesses[left], &collation.witnesses[right]);
        folds.is_same(left.word(a), right.word(b)) && folds.is_same_marks(left.marks(a), right.marks(b))
    };
    let mut unlike = BTreeSet::new();
    let mut next = vec![0usize; collation.columns.len()];
    for column in 0..u32::try_from(collation.n_columns).unwrap_or(u32::MAX) {
        // The first witness with each word.
        let mut firsts: Vec<(usize, usize)> = Vec::new();
        for (witness, next) in next.iter_mut().enumerate() {
            if collation.columns[witness].get(*next) != Some(&column) {
                continue;
            }
            let key = collation.keys[witness][*next];
            match firsts.iter().find(|(first, word)| collation.keys[*first][*word] == key) {
                Some(first) if !is_same(*first, (witness, *next)) => {
                    unlike.insert(column);
                }
                Some(_) => {}
                None => firsts.push((witness, *next)),
            }
            *next += 1;
        }
    }
    unlike
}

/// For each segment, the changes that stand in it, by their place in the list.
pub(super) fn changes_by_segment(results: Results<'_>, segments: &[Segment]) -> Vec<Vec<usize>> {
    let mut found = vec![Vec::new(); segments.len()];
    for (idx, change) in results.changes.iter().enumerate() {
        for (witness, words) in [(0, &change.full), (change.witness, &change.own)] {
            if words.is_empty() {
                continue;
            }
            let first = segments.partition_point(|segment| segment.words[witness].end <= words.start);
            for (offset, segment) in segments[first..].iter().enumerate() {
                if segment.words[witness].start >= words.end {
                    break;
                }
                let holds = !segment.words[witness].is_empty() && !segment.is_agreed();
                if holds && found[first + offset].last() != Some(&idx) {
                    found[first + offset].push(idx);
                }
            }
        }
    }
    found
}

/// Of the changes of a segment, the lowest one names it: a move before all, then by layer and kind.
pub(super) fn rank(change: &Change) -> (bool, Layer, Kind) {
    (change.kind != Kind::Moved, change.layer, change.kind)
}
