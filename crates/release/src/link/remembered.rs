//! How far pairs of values agree, remembered in a fixed amount of memory.

use super::columns::mix;
use crate::person::Level;
use std::sync::atomic::{AtomicU64, Ordering};

/// The most slots: half a MiB a column.
const MOST: usize = 1 << 16;
/// Bits of a value's number in a slot.
const BITS: u32 = 30;

/// Levels of pairs of values, one slot for each of so many hashes; a newer pair takes the slot of an older one.
///
/// A slot holds the pair beside the level, so that no collision and no other thread can give a wrong answer.
#[derive(Debug, Default)]
pub(super) struct Remembered(Box<[AtomicU64]>);

impl Remembered {
    /// Makes room for a column of so many distinct values.
    pub(super) fn of(n_values: usize) -> Self {
        let n_slots = n_values.saturating_mul(n_values).next_power_of_two().min(MOST);
        Self((0..n_slots).map(|_| AtomicU64::new(0)).collect())
    }

    /// Returns the level of two values by their numbers, from 1, comparing them only when it is not at hand.
    #[inline]
    pub(super) fn level(&self, a: u32, b: u32, compare: impl FnOnce() -> Level) -> Level {
        if (a | b) >> BITS != 0 {
            return compare();
        }
        let pair = u64::from(a) << BITS | u64::from(b);
        let slot = &self.0[mix(pair) as usize & (self.0.len() - 1)];
        let known = slot.load(Ordering::Relaxed);
        if known >> 3 == pair {
            return Level::ALL[(known & 7) as usize];
        }
        let level = compare();
        slot.store(pair << 3 | level as u64, Ordering::Relaxed);
        level
    }
}

/// A copy begins with nothing remembered.
impl Clone for Remembered {
    fn clone(&self) -> Self {
        Self((0..self.0.len()).map(|_| AtomicU64::new(0)).collect())
    }
}
