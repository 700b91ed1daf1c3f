//! Answers about strings that come again and again, remembered in a fixed amount of memory.

use crate::osm::StringTest;
use rustc_hash::FxHasher;
use std::hash::Hasher;

const N_SLOTS: usize = 1 << 14;
/// Longer strings are rare in maps and are asked about each time.
const MAX_LEN: usize = 62;

/// The answers of a test, one slot for each of 16,384 hashes (1 MiB); a newer string takes the slot of an older one.
/// Strings are compared whole, so that no collision can give a wrong answer.
#[derive(Default)]
pub(crate) struct Remembered {
    /// Empty until the first question.
    slots: Vec<Slot>,
}

#[derive(Clone, Copy)]
struct Slot {
    /// [`u8::MAX`] when the slot is free.
    len: u8,
    answer: bool,
    bytes: [u8; MAX_LEN],
}

impl Remembered {
    /// Returns what `test` says about a string, asking it only when the answer is not at hand.
    #[inline]
    pub(crate) fn ask(&mut self, test: &StringTest<'_>, string: &[u8]) -> bool {
        if string.len() > MAX_LEN {
            return test(string);
        }
        if self.slots.is_empty() {
            self.slots = vec![Slot { len: u8::MAX, answer: false, bytes: [0; MAX_LEN] }; N_SLOTS];
        }
        let mut hasher = FxHasher::default();
        hasher.write(string);
        let idx = (hasher.finish() as usize) % N_SLOTS;
        let slot = &mut self.slots[idx];
        if usize::from(slot.len) == string.len() && &slot.bytes[..string.len()] == string {
            return slot.answer;
        }
        slot.len = string.len() as u8;
        slot.bytes[..string.len()].copy_from_slice(string);
        slot.answer = test(string);
        slot.answer
    }
}
