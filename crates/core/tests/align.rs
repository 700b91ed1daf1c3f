//! Alignment: true runs, in order, near the longest, and moved passages found.

use proptest::prelude::*;
use thaw_core::align::{Numbers, Run, Token, align, gaps, moves, near};

/// Words as numbers, the same in all texts of a test.
#[derive(Default)]
struct Words<'t>(Numbers<&'t str>);

impl<'t> Words<'t> {
    fn of(&mut self, text: &'t str) -> Vec<Token> {
        text.split_whitespace().map(|word| self.0.of(word)).collect()
    }
}

/// What is left of `a` and of `b` in each gap, as `a/b`.
#[track_caller]
fn check(a: &str, b: &str, expected: &str) {
    let mut words = Words::default();
    let (left, right) = (words.of(a), words.of(b));
    let runs = align(&left, &right);
    assert_true(&left, &right, &runs);
    let (a, b): (Vec<_>, Vec<_>) = (a.split_whitespace().collect(), b.split_whitespace().collect());
    let found: Vec<_> =
        gaps(&runs, a.len(), b.len()).map(|gap| format!("{}/{}", a[gap.a].join(" "), b[gap.b].join(" "))).collect();
    assert_eq!(found.join(" | "), expected);
}

#[track_caller]
fn assert_true(a: &[Token], b: &[Token], runs: &[Run]) {
    let mut from = (0, 0);
    for run in runs {
        assert!(run.len > 0 && run.a >= from.0 && run.b >= from.1, "{runs:?}");
        assert_eq!(a[run.a..run.a + run.len], b[run.b..run.b + run.len]);
        from = (run.a + run.len, run.b + run.len);
    }
}

#[test]
fn small_changes_are_found() {
    check("", "", "");
    check("a b c", "", "a b c/");
    check("a b c", "a b c", "");
    check("the river froze hard that year", "the river froze that year", "hard/");
    check("one two three", "one deux three four", "two/deux | /four");
    check("x y", "p q", "x y/p q");
}

#[test]
fn a_chance_word_does_not_cut_a_rewritten_passage() {
    check(
        "begin here a1 a2 a3 a4 the a5 a6 a7 a8 end here",
        "begin here b1 b2 b3 b4 the b5 b6 b7 b8 end here",
        "a1 a2 a3 a4 the a5 a6 a7 a8/b1 b2 b3 b4 the b5 b6 b7 b8",
    );
}

#[test]
fn editions_that_differ_in_every_third_word_are_aligned_around_a_rewritten_passage() {
    // As in old spelling, or a revised translation: runs of two words, and a stretch in the middle that was written anew.
    let a = made(6_000);
    let mut b: Vec<Token> =
        a.iter().enumerate().map(|(at, word)| if at % 3 == 2 { word + 10_000 } else { *word }).collect();
    b[3_000..3_100].iter_mut().for_each(|word| *word += 20_000);
    let runs = align(&a, &b);
    assert_true(&a, &b, &runs);
    let n_matched: usize = runs.iter().map(|run| run.len).sum();
    assert!(n_matched > 3_850, "{n_matched} of 3933");
    assert_eq!(moves(&a, &b, &runs, 8), []);
}

#[test]
fn a_word_between_two_plain_cuts_stays() {
    check("x a1 a2 a3 a4 a5 a6 stay a7 a8 a9 b1 b2 b3 y", "x stay y", "a1 a2 a3 a4 a5 a6/ | a7 a8 a9 b1 b2 b3/");
}

#[test]
fn a_moved_passage_is_found() {
    let mut words = Words::default();
    let a = words.of("start m1 m2 m3 m4 m5 middle of it all goes on for a while yet end");
    let b = words.of("start middle of it all goes on for a while yet m1 m2 m3 m4 m5 end");
    let runs = align(&a, &b);
    assert_eq!(moves(&a, &b, &runs, 4), [Run { a: 1, b: 11, len: 5 }]);
    assert_eq!(moves(&a, &b, &runs, 6), []);
}

#[test]
fn the_longest_move_comes_first_and_none_overlap() {
    // a: p0..p9 then the rest; b: the rest, then p0..p9 twice.
    let passage: Vec<Token> = (100..110).collect();
    let rest: Vec<Token> = (0..40).collect();
    let a = [passage.clone(), rest.clone()].concat();
    let b = [rest, passage.clone(), passage].concat();
    let runs = align(&a, &b);
    assert_eq!(moves(&a, &b, &runs, 5), [Run { a: 0, b: 40, len: 10 }]);
}

#[test]
fn near_words_are_paired_in_order() {
    let (left, right) = (["colour", "was", "grey"], ["color", "gray"]);
    let likeness = |l: usize, r: usize| u32::from(left[l].as_bytes()[..2] == right[r].as_bytes()[..2]);
    assert_eq!(near(3, 2, likeness), [(0, 0), (2, 1)]);
    assert_eq!(near(1 << 10, 1 << 10, |_, _| 1), [], "too many pairs");
}

/// A made text: numbers from a small generator, low ones far more often than high ones, as words in a book.
fn made(n_words: usize) -> Vec<Token> {
    let mut seed = 1u64;
    (0..n_words)
        .map(|_| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let unit = (seed >> 40) as f64 / (1u64 << 24) as f64;
            (8.0 * (1000.0f64).powf(unit)) as Token
        })
        .collect()
}

#[test]
fn planted_cuts_in_a_long_text_are_found_exactly() {
    let a = made(60_000);
    let b = [&a[..10_000], &a[11_000..30_000], &a[30_250..50_000], &a[50_003..]].concat();
    let runs = align(&a, &b);
    assert_true(&a, &b, &runs);
    let cut: Vec<usize> = gaps(&runs, a.len(), b.len()).map(|gap| gap.a.len()).collect();
    assert_eq!(cut, [1000, 250, 3]);
}

#[test]
fn texts_with_nothing_in_common_cost_little() {
    let a: Vec<Token> = (0..50_000).map(|word| word % 97).collect();
    let b: Vec<Token> = (0..50_000).map(|word| 97 + word % 89).collect();
    assert_eq!(align(&a, &b), []);
    assert_eq!(moves(&a, &b, &[], 3), []);
}

proptest! {
    #[test]
    fn runs_are_true_and_moves_lie_in_the_gaps(
        a in prop::collection::vec(0u32..6, 0..120),
        b in prop::collection::vec(0u32..6, 0..120),
    ) {
        let runs = align(&a, &b);
        assert_true(&a, &b, &runs);
        let (mut in_a, mut in_b) = (vec![false; a.len()], vec![false; b.len()]);
        for run in runs.iter().chain(&moves(&a, &b, &runs, 3)) {
            prop_assert_eq!(&a[run.a..run.a + run.len], &b[run.b..run.b + run.len]);
            for word in 0..run.len {
                prop_assert!(!std::mem::replace(&mut in_a[run.a + word], true));
                prop_assert!(!std::mem::replace(&mut in_b[run.b + word], true));
            }
        }
    }

    #[test]
    fn a_short_text_with_cuts_is_aligned_whole(
        a in prop::collection::vec(0u32..5, 0..24),
        is_kept in prop::collection::vec(any::<bool>(), 24),
    ) {
        let b: Vec<Token> = a.iter().zip(&is_kept).filter(|(_, is_kept)| **is_kept).map(|(word, _)| *word).collect();
        prop_assert_eq!(align(&a, &b).iter().map(|run| run.len).sum::<usize>(), b.len());
        prop_assert_eq!(align(&b, &a).iter().map(|run| run.len).sum::<usize>(), b.len());
    }
}
