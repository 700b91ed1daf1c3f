//! Paragraphs that two editions divide in different places, divided alike: where either begins a paragraph, both do.
//!
//! So a paragraph that was parted, or joined to its neighbor, is still the same, and so is a text whose lines and pages alone
//! divide it (as taken from a PDF) beside one with its paragraphs.

use crate::around;
use std::collections::BTreeSet;
use std::ops::Range;
use thaw_core::align::{self, Numbers, Run, Token};

/// So many equal words show that two places are one.
const FIRM: usize = 3;

/// The most words of a change at a break through which the break is still seen.
const SMALL: usize = 6;

/// A paragraph of one edition, or the part of it that is a paragraph of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece<'t> {
    /// The paragraph.
    pub paragraph: usize,
    /// Its bytes in the paragraph, when it is not the whole.
    pub part: Option<Range<usize>>,
    /// The text.
    pub text: &'t str,
}

/// An edition as words.
struct Words {
    tokens: Vec<Token>,
    /// The first word of each paragraph.
    firsts: Vec<usize>,
    /// Where each word begins in its paragraph.
    places: Vec<usize>,
    /// Where it ends.
    ends: Vec<usize>,
}

impl Words {
    fn of(texts: &[&str], numbers: &mut Numbers<String>) -> Self {
        let mut words =
            Self { tokens: Vec::new(), firsts: Vec::with_capacity(texts.len()), places: Vec::new(), ends: Vec::new() };
        for text in texts {
            words.firsts.push(words.tokens.len());
            for (range, word) in around::compared_words(text) {
                words.tokens.push(numbers.of(word));
                words.places.push(range.start);
                words.ends.push(range.end);
            }
        }
        words
    }

    /// The breaks of the paragraphs, but for the beginning and the end.
    fn breaks(&self) -> BTreeSet<usize> {
        self.firsts.iter().copied().filter(|first| (1..self.tokens.len()).contains(first)).collect()
    }

    /// Cuts the paragraphs at some words.
    fn pieces<'t>(&self, texts: &[&'t str], breaks: &BTreeSet<usize>) -> Vec<Piece<'t>> {
        let mut pieces = Vec::new();
        for (paragraph, text) in texts.iter().enumerate() {
            let first = self.firsts[paragraph];
            let end = self.firsts.get(paragraph + 1).copied().unwrap_or(self.tokens.len());
            let mut from = 0;
            for word in breaks.range(first + 1..end.max(first + 1)) {
                let at = self.places[*word];
                let between = &text[self.ends[*word - 1]..at];
                // The marks in front of a word go with it.
                let marks = match between.rfind(char::is_whitespace) {
                    Some(space) => between[space..].trim_start(),
                    None => &between[between.trim_end_matches(['"', '\'', '`', '“', '«', '„', '‘', '(', '[']).len()..],
                };
                let cut = at - marks.len();
                pieces.push(piece(paragraph, text, from..cut));
                from = cut;
            }
            pieces.push(piece(paragraph, text, from..text.len()));
        }
        pieces
    }
}

fn piece<'t>(paragraph: usize, text: &'t str, range: Range<usize>) -> Piece<'t> {
    Piece { paragraph, text: text[range.clone()].trim(), part: (range.len() < text.len()).then_some(range) }
}

/// Divides the paragraphs of both editions where either does.
pub(crate) fn divided_alike<'t>(old: &[&'t str], new: &[&'t str]) -> [Vec<Piece<'t>>; 2] {
    let mut numbers = Numbers::default();
    let (old_words, new_words) = (Words::of(old, &mut numbers), Words::of(new, &mut numbers));
    let runs = align::align(&old_words.tokens, &new_words.tokens);
    let turned: Vec<Run> = runs.iter().map(|run| Run { a: run.b, b: run.a, len: run.len }).collect();
    let (old_breaks, new_breaks) = (old_words.breaks(), new_words.breaks());
    let all = |own: &BTreeSet<usize>, other: &BTreeSet<usize>, runs: &[Run], ends: (usize, usize)| {
        let seen = other.iter().filter_map(|at| across(*at, runs, ends, own));
        own.iter().copied().chain(seen).collect::<BTreeSet<_>>()
    };
    let (n_old, n_new) = (old_words.tokens.len(), new_words.tokens.len());
    let in_old = all(&old_breaks, &new_breaks, &turned, (n_new, n_old));
    let in_new = all(&new_breaks, &old_breaks, &runs, (n_old, n_new));
    [old_words.pieces(old, &in_old), new_words.pieces(new, &in_new)]
}

/// Where the break before a word of one side is on the other side, which has none there.
fn across(at: usize, runs: &[Run], ends: (usize, usize), breaks: &BTreeSet<usize>) -> Option<usize> {
    let next = runs.partition_point(|run| run.a < at);
    let start = Run { a: 0, b: 0, len: 0 };
    let before = next.checked_sub(1).map_or(start, |before| runs[before]);
    let after = runs.get(next).copied().unwrap_or(Run { a: ends.0, b: ends.1, len: 0 });
    let (from_a, from_b) = (before.a + before.len, before.b + before.len);
    if at < from_a {
        let place = before.b + at - before.a;
        return (!breaks.contains(&place)).then_some(place);
    }
    if breaks.range(from_b..=after.b).next().is_some() {
        return None;
    }
    let is_small = after.a - from_a <= SMALL && after.b - from_b <= SMALL;
    let place = if at == after.a && after.len >= FIRM {
        after.b
    } else if is_small && before.len >= FIRM && after.len >= FIRM {
        from_b + (at - from_a).min(after.b - from_b)
    } else {
        return None;
    };
    (0 < place && place < ends.1).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::divided_alike;

    fn texts(old: &[&str], new: &[&str]) -> [Vec<String>; 2] {
        divided_alike(old, new).map(|pieces| pieces.iter().map(|piece| piece.text.to_owned()).collect())
    }

    #[test]
    fn a_break_of_one_edition_is_one_of_both() {
        let [old, new] = texts(
            &["The river froze that night.", "“Nobody,” he said, crossed it before the spring."],
            &["The river froze that night. “Nobody,” he said, crossed it", "before the spring."],
        );
        assert_eq!(old, ["The river froze that night.", "“Nobody,” he said, crossed it", "before the spring."]);
        assert_eq!(old, new);
    }

    #[test]
    fn a_word_stays_where_it_is_when_no_space_follows() {
        let [old, new] = texts(
            &["As they used to do:--", "“How doth the bee,” he said."],
            &["As they used to do:-“How doth the bee,” he said."],
        );
        assert_eq!(old, ["As they used to do:--", "“How doth the bee,” he said."]);
        assert_eq!(new, ["As they used to do:-", "“How doth the bee,” he said."]);
    }

    #[test]
    fn what_one_edition_adds_is_no_break() {
        let old = ["The river froze that night.", "Nobody crossed it."];
        let new = ["The river froze that night. It was cold.", "And then nobody crossed it."];
        assert_eq!(texts(&old, &new), [old.map(str::to_owned).to_vec(), new.map(str::to_owned).to_vec()]);
    }
}
