//! Names with typing errors: a walk down the sorted keys that leaves a branch as soon as it has too many errors.

use super::index::{Index, soon_where};
use crate::fold::{fold, key_of_folded};
use std::{collections::BTreeMap, ops::Range};
use thaw_core::Script;

/// Longer questions are not searched with errors: nobody types them.
const MAX_CHARS: usize = 64;

impl Index {
    /// Returns the keys with at most `max_edits` letters wrong, missing, added or swapped with a neighbour.
    ///
    /// Visits about as many branches as there are prefixes with so many errors, whatever the number of keys below them.
    pub(super) fn near(&self, key: &str, max_edits: u8) -> Vec<usize> {
        let letters: Vec<char> = key.chars().collect();
        if letters.len() > MAX_CHARS {
            return Vec::new();
        }
        let mut first: Line = [u8::MAX; MAX_CHARS + 1];
        (0..).zip(&mut first).for_each(|(n, cell)| *cell = n);
        let mut walk = Walk { index: self, letters, max_edits, rows: vec![first], path: Vec::new(), found: Vec::new() };
        walk.down(0..self.n_keys(), 0);
        walk.found
    }
}

/// A row of the table of distances; only its first cells, one more than the question has letters, are used.
type Line = [u8; MAX_CHARS + 1];

struct Walk<'a> {
    index: &'a Index,
    letters: Vec<char>,
    max_edits: u8,
    /// One row of the table of distances for each letter of the path, and the first.
    rows: Vec<Line>,
    path: Vec<char>,
    found: Vec<usize>,
}

impl Walk<'_> {
    /// Visits the keys of a range, which share their first `n_bytes` bytes.
    fn down(&mut self, range: Range<usize>, n_bytes: usize) {
        let mut start = range.start;
        if start < range.end && self.index.key(start).len() == n_bytes {
            let n_edits = self.rows.last().and_then(|row| row.get(self.letters.len())).copied().unwrap_or(u8::MAX);
            if n_edits <= self.max_edits {
                self.found.push(start);
            }
            start += 1;
        }
        while start < range.end {
            let rest = self.index.key(start).get(n_bytes..).unwrap_or_default();
            let Some(letter) = rest.chars().next() else { return };
            let end_bytes = n_bytes + letter.len_utf8();
            let branch = rest.get(..letter.len_utf8()).unwrap_or_default();
            let same = |idx: usize| self.index.key(idx).get(n_bytes..end_bytes) == Some(branch);
            let end = soon_where(start..range.end, |idx| !same(idx));
            if self.push(letter) {
                self.down(start..end, end_bytes);
            }
            self.pop();
            start = end;
        }
    }

    /// Adds a letter to the path; tells whether a key that goes on from here can still be near enough.
    fn push(&mut self, letter: char) -> bool {
        let depth = self.path.len() + 1;
        let n_letters = self.letters.len();
        let max = usize::from(self.max_edits);
        let far = self.max_edits + 1;
        let mut row: Line = [far; MAX_CHARS + 1];
        // Cells further than `max` from the diagonal have more errors than that.
        let (low, high) = (depth.saturating_sub(max), (depth + max).min(n_letters));
        let mut least = far;
        if let (Some(last), before_last) =
            (self.rows.last(), self.rows.len().checked_sub(2).and_then(|idx| self.rows.get(idx)))
        {
            let cell = |row: &Line, idx: usize| row.get(idx).copied().unwrap_or(far);
            for column in low..=high {
                let mut n_edits = cell(last, column).saturating_add(1);
                if column > 0 {
                    let wanted = self.letters.get(column - 1).copied();
                    let differs = u8::from(wanted != Some(letter));
                    n_edits =
                        n_edits.min(cell(&row, column - 1).saturating_add(1)).min(cell(last, column - 1) + differs);
                    if let Some(before_last) = before_last
                        && column > 1
                        && self.path.last().copied() == wanted
                        && self.letters.get(column - 2) == Some(&letter)
                    {
                        n_edits = n_edits.min(cell(before_last, column - 2).saturating_add(1));
                    }
                }
                let n_edits = n_edits.min(far);
                least = least.min(n_edits);
                if let Some(slot) = row.get_mut(column) {
                    *slot = n_edits;
                }
            }
        }
        self.rows.push(row);
        self.path.push(letter);
        least <= self.max_edits
    }

    fn pop(&mut self) {
        self.rows.pop();
        self.path.pop();
    }
}

/// Returns how many letters differ between a question and a name, in their own alphabet when they share it.
pub(super) fn distance_of_names(folded: &str, key: &str, name: &str) -> u8 {
    let name = fold(name);
    if Script::of_text(folded) == Script::of_text(&name) {
        distance(folded, &name)
    } else {
        distance(key, &key_of_folded(&name))
    }
}

/// Returns the number of letters wrong, missing, added or swapped with a neighbour (optimal string alignment).
#[must_use]
pub fn distance(a: &str, b: &str) -> u8 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut table: BTreeMap<usize, Vec<usize>> = BTreeMap::from([(0, (0..=b.len()).collect())]);
    for (line, letter) in (1..).zip(&a) {
        let mut row = vec![line];
        for (column, other) in (1..).zip(&b) {
            let cell = |line: usize, column: usize| {
                table.get(&line).and_then(|row| row.get(column)).copied().unwrap_or(usize::MAX - 1)
            };
            let mut n_edits = (cell(line - 1, column) + 1)
                .min(row.last().copied().unwrap_or_default() + 1)
                .min(cell(line - 1, column - 1) + usize::from(letter != other));
            if line > 1 && column > 1 && a.get(line - 2) == Some(other) && b.get(column - 2) == Some(letter) {
                n_edits = n_edits.min(cell(line - 2, column - 2) + 1);
            }
            row.push(n_edits);
        }
        table.insert(line, row);
        if line > 1 {
            table.remove(&(line - 2));
        }
    }
    let n_edits = table.last_key_value().and_then(|(_, row)| row.last()).copied().unwrap_or_default();
    u8::try_from(n_edits).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(a: &str, b: &str, expected: u8) {
        assert_eq!(distance(a, b), expected, "{a} {b}");
        assert_eq!(distance(b, a), expected, "{b} {a}");
    }

    #[test]
    fn wrong_missing_added_and_swapped_letters_count_one_each() {
        check("stalingrad", "stalingrad", 0);
        check("staliningrad", "stalingrad", 2);
        check("stalinrgad", "stalingrad", 1);
        check("", "abc", 3);
        check("сталино", "сталин", 1);
    }
}
