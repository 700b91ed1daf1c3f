//! What a machine that reads takes for what: letters that it confuses, learned from the words that it misread elsewhere.
//!
//! A scan of one font is misread in the same way again and again (`K` for `fi`, `ѣ` for `ф`). Where long words show it, the short
//! ones need no guess: `Kind` and `fünd` share half of their letters only, but nothing else happened to them than to the others.

use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// In so many different words must letters be confused before it is known.
const OFTEN: usize = 3;

/// The most letters on a side of a confusion.
const LETTERS: usize = 3;

/// What is longer is no word.
const LONGEST: usize = 64;

/// Letters that are confused: as they are, and as they are read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Confusions(FxHashSet<(u64, u64)>);

impl Confusions {
    /// Learns from pairs of words that are alike: the word, and how it was read. Each pair counts once.
    pub(crate) fn learn<'w>(pairs: impl Iterator<Item = (&'w str, &'w str)>) -> Self {
        let mut times: FxHashMap<(u64, u64), usize> = FxHashMap::default();
        for (word, read) in pairs.collect::<BTreeSet<_>>() {
            let (word, read): (Vec<char>, Vec<char>) = (word.chars().collect(), read.chars().collect());
            let head = word.iter().zip(&read).take_while(|(left, right)| left == right).count();
            let (word, read) = (&word[head..], &read[head..]);
            let tail = word.iter().rev().zip(read.iter().rev()).take_while(|(left, right)| left == right).count();
            let (word, read) = (&word[..word.len() - tail], &read[..read.len() - tail]);
            if (1..=LETTERS).contains(&word.len()) && (1..=LETTERS).contains(&read.len()) {
                *times.entry((packed(word), packed(read))).or_default() += 1;
            }
        }
        Self(times.into_iter().filter(|(_, times)| *times >= OFTEN).map(|(letters, _)| letters).collect())
    }

    /// Tells whether a word can be another one misread: with known confusions alone, or with one slip more in six letters.
    pub(crate) fn explain(&self, word: &str, read: &str) -> bool {
        let (word, read): (Vec<char>, Vec<char>) = (word.chars().collect(), read.chars().collect());
        if self.0.is_empty() || word.len() > LONGEST || read.len() > LONGEST {
            return false;
        }
        // The fewest slips beside the confusions, up to each place in both.
        let width = read.len() + 1;
        let mut slips = vec![0usize; (word.len() + 1) * width];
        for at in 0..=word.len() {
            for to in 0..=read.len() {
                let before = |n_word: usize, n_read: usize| slips[(at - n_word) * width + to - n_read];
                let mut least = if at == 0 && to == 0 { 0 } else { usize::MAX };
                if at > 0 {
                    least = least.min(before(1, 0) + 1);
                }
                if to > 0 {
                    least = least.min(before(0, 1) + 1);
                }
                if at > 0 && to > 0 {
                    least = least.min(before(1, 1) + usize::from(word[at - 1] != read[to - 1]));
                }
                for n_word in 1..=LETTERS.min(at) {
                    for n_read in 1..=LETTERS.min(to) {
                        let slips = before(n_word, n_read);
                        if slips < least
                            && self.0.contains(&(packed(&word[at - n_word..at]), packed(&read[to - n_read..to])))
                        {
                            least = slips;
                        }
                    }
                }
                slips[at * width + to] = least;
            }
        }
        slips.last().is_some_and(|slips| *slips <= word.len() / 6)
    }
}

/// Three letters at most, as a number.
fn packed(letters: &[char]) -> u64 {
    letters.iter().fold(0, |number, letter| number << 21 | u64::from(u32::from(*letter)))
}

#[cfg(test)]
mod tests {
    use super::Confusions;

    #[test]
    fn short_words_are_read_as_long_ones_were() {
        let seen = [("kunst", "fiunst"), ("kugel", "fiugel"), ("kraft", "firaft"), ("gemein", "gerein")];
        let confusions = Confusions::learn(seen.into_iter());
        assert!(confusions.explain("korf", "fiorf"));
        assert!(!confusions.explain("kind", "mund"));
        assert!(!confusions.explain("mann", "rann"), "seen once only");
    }
}
