//! One automaton for all stems, over letters instead of bytes.
//!
//! Aho-Corasick over folded letters: case, marks and look-alike letters are one symbol each, so that no pass over
//! the text is needed to fold it first. A step is one look-up for a letter, whether it has one byte or three.

use crate::fold::{Folded, look, plain};
use rustc_hash::FxHashMap;
use thaw_core::Script;

/// Symbol of every character that occurs in no stem.
const OTHER: u16 = 0;
/// Symbol of characters that leave the state as it is.
const SKIP: u16 = u16::MAX;
/// First symbol of characters that count as several letters: an index into `groups`.
const PAIRS: u16 = 0x8000;
/// Set in a transition to a state that ends a stem.
const HIT: u32 = 1 << 31;
/// Up to here a table holds the symbol of every character; beyond only those of the stems.
const COMMON_END: u32 = 0x2100;
/// Stems are cut to fewer letters when there are more states than this: the table stays near 50 MB for 10,000 names.
const MAX_LETTERS: usize = 60_000;
const CUT_STEM: usize = 6;

/// Where a stem may lie: the caller verifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    /// Which stem, by its place in the list the automaton was built from.
    pub(crate) stem: u32,
    /// The byte after the letters that were recognised.
    pub(crate) end: usize,
    /// How many folded letters were recognised, counted back from `end`.
    pub(crate) letters: usize,
}

#[derive(Debug)]
pub(crate) struct Automaton {
    symbols: Vec<u16>,
    /// The symbols of characters that count as several letters; [`SKIP`] where there is no third.
    groups: Vec<[u16; 3]>,
    width: u32,
    next: Vec<u32>,
    /// For each state the stems that end there: a range of `ends`.
    outputs: Vec<(u32, u32)>,
    ends: Vec<(u32, u8)>,
}

impl Automaton {
    /// Builds the automaton of stems given in any case; O(total letters times distinct letters).
    pub(crate) fn new<'a>(stems: impl ExactSizeIterator<Item = &'a str>) -> Self {
        let mut folded: Vec<Vec<char>> = stems.map(fold_stem).collect();
        if folded.iter().map(Vec::len).sum::<usize>() > MAX_LETTERS {
            folded.iter_mut().for_each(|stem| stem.truncate(CUT_STEM));
        }
        let mut letters: Vec<char> = folded.iter().flatten().copied().collect();
        letters.sort_unstable();
        letters.dedup();
        letters.truncate(usize::from(PAIRS) - 1);
        let symbol_of: FxHashMap<char, u16> =
            letters.iter().zip(1..).map(|(letter, symbol)| (*letter, symbol)).collect();
        let (symbols, groups) = symbol_table(&letters, &symbol_of);
        let width = letters.len() + 1;

        // The trie: missing transitions are u32::MAX until the failure links fill them.
        let mut next = vec![u32::MAX; width];
        let mut own: Vec<Vec<(u32, u8)>> = vec![Vec::new()];
        for (idx, stem) in (0_u32..).zip(&folded) {
            if stem.is_empty() {
                continue;
            }
            let mut state = 0_usize;
            for letter in stem {
                let slot = state * width + usize::from(symbol_of.get(letter).copied().unwrap_or(OTHER));
                if next[slot] == u32::MAX {
                    next[slot] = own.len() as u32;
                    next.resize(next.len() + width, u32::MAX);
                    own.push(Vec::new());
                }
                state = next[slot] as usize;
            }
            own[state].push((idx, stem.len().min(255) as u8));
        }
        // Breadth first, so that a state's failure link is complete before the state.
        let mut fail = vec![0_u32; own.len()];
        let mut queue = std::collections::VecDeque::new();
        for slot in &mut next[..width] {
            if *slot == u32::MAX {
                *slot = 0;
            } else {
                queue.push_back(*slot);
            }
        }
        while let Some(state) = queue.pop_front() {
            let state = state as usize;
            let back = fail[state] as usize;
            let inherited = own[back].clone();
            own[state].extend(inherited);
            for symbol in 0..width {
                let slot = state * width + symbol;
                let through = next[back * width + symbol];
                if next[slot] == u32::MAX {
                    next[slot] = through;
                } else {
                    fail[next[slot] as usize] = through;
                    queue.push_back(next[slot]);
                }
            }
        }
        let width = width as u32;
        for slot in &mut next {
            let target = *slot;
            *slot = (target * width) | if own[target as usize].is_empty() { 0 } else { HIT };
        }
        let mut outputs = Vec::with_capacity(own.len());
        let mut ends = Vec::new();
        for list in own {
            let start = ends.len() as u32;
            ends.extend(list);
            outputs.push((start, ends.len() as u32));
        }
        Self { symbols, groups, width, next, outputs, ends }
    }

    /// Tells whether any stem occurs.
    pub(crate) fn any(&self, bytes: &[u8]) -> bool {
        self.walk(bytes, |_| false)
    }

    /// Calls `hit` for each occurrence of a stem, in the order of their ends, until it returns false.
    pub(crate) fn each(&self, bytes: &[u8], mut hit: impl FnMut(Hit) -> bool) {
        self.walk(bytes, &mut hit);
    }

    /// Steps through the bytes; returns true when `hit` stopped it.
    fn walk(&self, bytes: &[u8], mut hit: impl FnMut(Hit) -> bool) -> bool {
        let (symbols, next) = (self.symbols.as_slice(), self.next.as_slice());
        let mut state = 0_u32;
        let mut at = 0;
        while let Some(&first) = bytes.get(at) {
            let symbol = if first < 0x80 {
                at += 1;
                symbols[usize::from(first)]
            } else {
                let (code, len) = decode(first, &bytes[at..]);
                at += len;
                symbols.get(code).copied().unwrap_or(OTHER)
            };
            if symbol >= PAIRS {
                if symbol == SKIP {
                    continue;
                }
                for part in self.groups[usize::from(symbol - PAIRS)] {
                    if part != SKIP {
                        state = next[((state & !HIT) + u32::from(part)) as usize];
                    }
                }
            } else {
                state = next[(state + u32::from(symbol)) as usize];
            }
            if state & HIT != 0 {
                state &= !HIT;
                let (from, to) = self.outputs[(state / self.width) as usize];
                for (stem, letters) in &self.ends[from as usize..to as usize] {
                    if !hit(Hit { stem: *stem, end: at, letters: usize::from(*letters) }) {
                        return true;
                    }
                }
            }
        }
        false
    }
}

/// Decodes the character that starts with a byte of 0x80 or more; invalid bytes are single characters of their own.
#[inline]
fn decode(first: u8, rest: &[u8]) -> (usize, usize) {
    let follow = |idx: usize| match rest.get(idx) {
        Some(byte) if byte & 0xC0 == 0x80 => Some(usize::from(byte & 0x3F)),
        _ => None,
    };
    let invalid = (usize::MAX, 1);
    match first {
        0xC2..=0xDF => follow(1).map_or(invalid, |low| ((usize::from(first & 0x1F) << 6) | low, 2)),
        0xE0..=0xEF => match (follow(1), follow(2)) {
            (Some(middle), Some(low)) => ((usize::from(first & 0x0F) << 12) | (middle << 6) | low, 3),
            _ => invalid,
        },
        0xF0..=0xF4 if follow(1).is_some() && follow(2).is_some() && follow(3).is_some() => (usize::MAX, 4),
        _ => invalid,
    }
}

/// Returns the folded letters of a stem, look-alikes merged.
fn fold_stem(stem: &str) -> Vec<char> {
    let mut letters = Vec::new();
    for character in stem.chars() {
        letters.extend(plain(character).letters().map(look));
    }
    letters
}

/// Returns the symbol of each character of the basic plane (0 where none), and the groups.
fn symbol_table(letters: &[char], symbol_of: &FxHashMap<char, u16>) -> (Vec<u16>, Vec<[u16; 3]>) {
    let mut table = vec![OTHER; 0x1_0000];
    let mut groups = Vec::new();
    let mut assign = |character: char, table: &mut Vec<u16>| {
        let symbol = match plain(character) {
            Folded::Nothing => SKIP,
            Folded::One(one) => symbol_of.get(&look(one)).copied().unwrap_or(OTHER),
            several => {
                let mut group = [SKIP; 3];
                for (slot, letter) in group.iter_mut().zip(several.letters()) {
                    *slot = symbol_of.get(&look(letter)).copied().unwrap_or(OTHER);
                }
                groups.push(group);
                PAIRS + groups.len() as u16 - 1
            }
        };
        if let Some(slot) = table.get_mut(u32::from(character) as usize) {
            *slot = symbol;
        }
    };
    // Georgian capitals (Mtavruli) and full-width Latin lie beyond the common part and have lower-case letters in it.
    let far = (0x1C90..=0x1CBF).chain(0xFF21..=0xFF5A).chain(0xFE00..=0xFE0F).chain([0xFEFF]);
    // Kana with voice marks are one character or two; Korean syllables are taken apart, when there is anything Korean.
    let korean = if letters.iter().any(|letter| Script::of(*letter) == Script::Hang) { 0xAC00..=0xD7A3 } else { 0..=0 };
    let far = far.chain(0x3041..=0x30FF).chain(korean.filter(|code| *code > 0));
    for character in (0..COMMON_END).chain(far).filter_map(char::from_u32) {
        assign(character, &mut table);
    }
    for letter in letters.iter().filter(|letter| u32::from(**letter) >= COMMON_END) {
        assign(*letter, &mut table);
    }
    (table, groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(stems: &[&str], text: &str, expected: &[(u32, usize)]) {
        let automaton = Automaton::new(stems.iter().copied());
        let mut found = Vec::new();
        automaton.each(text.as_bytes(), |hit| {
            found.push((hit.stem, hit.end));
            true
        });
        assert_eq!(found, expected, "{text}");
        assert_eq!(automaton.any(text.as_bytes()), !expected.is_empty());
    }

    #[test]
    fn stems_are_found_in_every_case_and_script() {
        check(&["Сталин"], "улица СТАЛИНА", &[(0, 23)]);
        check(&["Devèze"], "Devezestraat, DEVE\u{300}ZE", &[(0, 6), (0, 22)]);
        check(&["სტალინ"], "ᲡᲢᲐᲚᲘᲜᲘᲡ", &[(0, 18)]);
        check(&["Heß"], "HESS Heß", &[(0, 4), (0, 9)]);
        check(&["斯大林"], "去斯大林路", &[(0, 12)]);
        check(&["stalin", "lin"], "Stalin", &[(0, 6), (1, 6)]);
        check(&["Сталин"], "Cтaлин", &[(0, 10)]);
        check(&["stalin"], "stahlin стали \u{ff}", &[]);
    }
}
