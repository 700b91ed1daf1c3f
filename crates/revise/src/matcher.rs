//! Finds many texts at once in a long one, where they begin as words do.
//!
//! No name and no cue begins inside a word, so an automaton that looks at every byte does most of its work for nothing. Here the
//! beginnings of words are told for 64 bytes at once; the first bytes of each are looked up in a table of bits, and only where some
//! pattern begins so the automaton is asked.

use aho_corasick::automaton::OverlappingState;
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, Anchored, BuildError, Input, StartKind};
use std::ops::Range;

/// Patterns, each known by its number.
#[derive(Clone, Debug)]
pub(crate) struct Matcher {
    automaton: AhoCorasick,
    starts: Starts,
}

impl Matcher {
    pub(crate) fn new<'p>(patterns: impl Iterator<Item = &'p str> + Clone) -> Result<Self, BuildError> {
        let mut starts = Starts::default();
        patterns.clone().for_each(|pattern| starts.add(pattern.as_bytes()));
        let mut builder = AhoCorasickBuilder::new();
        let builder = builder.kind(Some(AhoCorasickKind::DFA)).start_kind(StartKind::Anchored);
        Ok(Self { automaton: builder.build(patterns)?, starts })
    }

    /// Calls `found` for each pattern that stands in a text where a word begins or a sign stands, with its number and its place: from
    /// the first beginning to the last, and of the same beginning from the shortest to the longest.
    ///
    /// Signs are those of ASCII and those whose first byte no letter has of the alphabets of Europe; all others are taken for letters.
    pub(crate) fn find(&self, text: &str, mut found: impl FnMut(usize, Range<usize>)) {
        let bytes = text.as_bytes();
        let (mut is_in_word, mut free) = (0, 0);
        for (nth, chunk) in bytes.chunks(64).enumerate() {
            let mut block = [0; 64];
            block[..chunk.len()].copy_from_slice(chunk);
            let letters = bits(&block, is_of_word);
            let mut begins = letters & !(letters << 1 | is_in_word);
            is_in_word = letters >> 63;
            for sign in &self.starts.signs {
                begins |= bits(&block, |byte| byte == *sign);
            }
            while begins != 0 {
                let mut at = nth * 64 + begins.trailing_zeros() as usize;
                begins &= begins - 1;
                // Behind the first byte of a sign its others look like a letter: the word, or another sign, begins behind them.
                while bytes.get(at).is_some_and(|byte| byte & 0xC0 == 0x80) {
                    at += 1;
                }
                if at < free {
                    continue;
                }
                free = at + 1;
                if self.starts.may_begin(&bytes[at..]) {
                    self.find_at(text, at, &mut found);
                }
            }
        }
    }

    /// Calls `found` for each pattern that begins at a byte.
    fn find_at(&self, text: &str, at: usize, found: &mut impl FnMut(usize, Range<usize>)) {
        let input = Input::new(text).span(at..text.len()).anchored(Anchored::Yes);
        let mut state = OverlappingState::start();
        loop {
            self.automaton.find_overlapping(input.clone(), &mut state);
            let Some(one) = state.get_match() else { return };
            // A state also knows the patterns that end where it does and begin later.
            if one.start() == at {
                found(one.pattern().as_usize(), one.range());
            }
        }
    }
}

/// Returns a bit for each byte, set where `is_it` holds; without branches, so that many bytes are looked at together.
fn bits(block: &[u8; 64], is_it: impl Fn(u8) -> bool) -> u64 {
    let flags = block.map(|byte| u8::from(is_it(byte)));
    let mut bits = 0;
    for (nth, eight) in flags.chunks_exact(8).enumerate() {
        let eight = eight.try_into().map_or(0, u64::from_le_bytes);
        // Brings the lowest bit of each byte into the highest byte, in their order.
        bits |= (eight.wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * nth);
    }
    bits
}

/// Tells whether a byte is a letter or a digit of ASCII, or a part of a letter. What begins `«`, `“`, a no-break space or a picture is not.
fn is_of_word(byte: u8) -> bool {
    let is_letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let is_digit = byte.wrapping_sub(b'0') < 10;
    let is_sign = (byte == 0xC2) | (byte & 0xFE == 0xE2) | (byte >= 0xEF);
    is_letter | is_digit | ((byte >= 0x80) & !is_sign)
}

/// How patterns begin, in as many of their first bytes as they have of these.
const LENGTHS: [usize; 4] = [8, 6, 4, 2];
/// By so many bytes most words are told from the patterns that are longer.
const SHORT: usize = 4;

/// A bit for each of some beginnings. Some stand for several, and the automaton is then asked for nothing.
type Bits = Box<[u64; 1024]>;

/// How patterns begin.
#[derive(Clone, Debug)]
struct Starts {
    /// The beginning of each pattern.
    bits: Bits,
    /// The first bytes of those that are told by more than [`SHORT`].
    longer: Bits,
    /// The first bytes of patterns that begin with a sign.
    signs: Vec<u8>,
}

impl Default for Starts {
    fn default() -> Self {
        Self { bits: Box::new([0; 1024]), longer: Box::new([0; 1024]), signs: Vec::new() }
    }
}

impl Starts {
    fn add(&mut self, pattern: &[u8]) {
        let mut first = [0; 8];
        let n_known = pattern.len().min(8);
        first[..n_known].copy_from_slice(&pattern[..n_known]);
        match LENGTHS.into_iter().find(|length| *length <= n_known) {
            Some(length) => {
                set(&mut self.bits, beginning(first, length));
                if length > SHORT {
                    set(&mut self.longer, beginning(first, SHORT));
                }
            }
            None => {
                (0..=255).for_each(|second| set(&mut self.bits, beginning([first[0], second, 0, 0, 0, 0, 0, 0], 2)));
            }
        }
        if !is_of_word(first[0]) && !self.signs.contains(&first[0]) {
            self.signs.push(first[0]);
        }
    }

    /// Tells whether a pattern may begin a text; of a few last bytes it is not told.
    #[inline]
    fn may_begin(&self, text: &[u8]) -> bool {
        let Some(first) = text.first_chunk() else { return true };
        let begins = |length: &usize| has(&self.bits, beginning(*first, *length));
        let (longer, short): (&[usize], &[usize]) = LENGTHS.split_at(2);
        short.iter().any(begins) || has(&self.longer, beginning(*first, SHORT)) && longer.iter().any(begins)
    }
}

fn set(bits: &mut Bits, bit: usize) {
    bits[bit / 64] |= 1 << (bit % 64);
}

fn has(bits: &Bits, bit: usize) -> bool {
    bits[bit / 64] >> (bit % 64) & 1 == 1
}

/// Mixes the first bytes of eight, as many as `length`, into the number of a bit.
fn beginning(bytes: [u8; 8], length: usize) -> usize {
    let first = u64::from_le_bytes(bytes) << (64 - 8 * length);
    (first.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Tells whether a word begins at a place or a sign stands there, by looking at the characters beside it.
    fn begins_word(text: &str, at: usize) -> bool {
        let is_letter = |character: char| character.is_alphanumeric() || character == '\u{301}';
        let next = text[at..].chars().next();
        next.is_some_and(|next| !is_letter(next)) || !text[..at].chars().next_back().is_some_and(is_letter)
    }

    proptest! {
        #[test]
        fn it_finds_what_begins_where_words_do(
            patterns in prop::collection::btree_set("[аб«é a1-]{1,6}", 1..8),
            text in "[аб«é a1ʏѿ„🙂-]{0,200}",
        ) {
            let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
            let mut found = Vec::new();
            Matcher::new(patterns.iter().copied()).unwrap().find(&text, |pattern, range| found.push((range, pattern)));
            let mut expected = Vec::new();
            for (start, _) in text.char_indices().filter(|(at, _)| begins_word(&text, *at)) {
                let here = patterns.iter().enumerate().filter(|(_, pattern)| text[start..].starts_with(**pattern));
                let mut here: Vec<_> = here.map(|(idx, pattern)| (start..start + pattern.len(), idx)).collect();
                here.sort_by_key(|(range, _)| range.end);
                expected.extend(here);
            }
            prop_assert_eq!(found, expected);
        }
    }
}
