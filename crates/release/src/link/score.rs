//! What a pair weighs: a pure function over columns.

use super::{Model, Records, Settings, blocking::Joins, level_in};
use crate::person::Level;
use rayon::prelude::*;

/// Two records that may be of one person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The earlier row.
    pub a: u32,
    /// The later row.
    pub b: u32,
    /// The evidence in bits, the prior included.
    pub bits: f32,
}

impl Pair {
    /// Returns how probable it is that both are of one person.
    #[must_use]
    pub fn probability(&self) -> f64 {
        1.0 / (1.0 + (-f64::from(self.bits)).exp2())
    }
}

impl Model {
    /// Returns the evidence in bits that two rows are of one person, the prior included.
    #[must_use]
    pub fn bits(&self, records: &Records, a: u32, b: u32) -> f64 {
        let pattern = records.levels(a, b);
        let fields = (0..records.columns().len()).map(|field| {
            let level = level_in(pattern, field);
            self.weight(field, level) + rarity(records, field, level, a, b)
        });
        self.prior_bits() + fields.sum::<f64>()
    }

    /// The weights of all levels, to be added up in a loop over millions of pairs.
    fn table(&self) -> Vec<[f64; 8]> {
        (0..self.m.len()).map(|field| Level::ALL.map(|level| self.weight(field, level))).collect()
    }
}

/// What it adds that the value on which two records agree is rare, or takes away that it is common, in bits.
pub(super) fn rarity(records: &Records, field: usize, level: Level, a: u32, b: u32) -> f64 {
    if level == Level::Same || level == Level::Variant { records.rarity(field, a, b) } else { 0.0 }
}

/// Scores the pairs that meet under the rules and that are wanted; returns those worth a look and how many were scored.
pub(super) fn pairs(
    records: &Records,
    model: &Model,
    joins: &Joins,
    settings: &Settings,
    is_wanted: impl Fn(u32, u32) -> bool + Sync,
) -> (Vec<Pair>, u64) {
    let (table, prior) = (model.table(), model.prior_bits());
    // Pairs a little below the review are kept too: they show where the curve goes.
    let least = (settings.review_from / 10.0).log2();
    let n_scored = std::sync::atomic::AtomicU64::new(0);
    let mut pairs: Vec<Pair> = Vec::new();
    for rule in 0..joins.len() {
        pairs.extend(joins.meet(rule, |a, b, is_known, seen| {
            let (a, b) = (a.min(b), a.max(b));
            if is_known() || !is_wanted(a, b) {
                return;
            }
            n_scored.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let pattern = records.levels(a, b);
            let mut bits = prior;
            for (field, weights) in table.iter().enumerate() {
                let level = level_in(pattern, field);
                bits += weights[level as usize] + rarity(records, field, level, a, b);
            }
            if bits >= least {
                seen.push(Pair { a, b, bits: bits as f32 });
            }
        }));
    }
    pairs.par_sort_unstable_by(|x, y| y.bits.total_cmp(&x.bits).then((x.a, x.b).cmp(&(y.a, y.b))));
    (pairs, n_scored.into_inner())
}
