//! What the fields weigh, learned from the data.
//!
//! `u` is counted in random pairs. `m` is estimated by expectation maximisation over the pairs of each rule, for the fields that the
//! rule does not fix, and averaged over the rules. Where data are few, a customary `m` stands behind them like a handful of matches.

use super::{
    Judgement, Pattern, Records, Settings,
    blocking::{Joins, Rule},
    columns::{Kind, mix},
    level_in,
};
use crate::person::Level;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// What was learned about the fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// For each field and level, how often it is seen among records of one person.
    pub m: Vec<[f64; Level::COUNT]>,
    /// For each field and level, how often it is seen among records of two persons.
    pub u: Vec<[f64; Level::COUNT]>,
    /// How probable it is that two records taken at random are of one person.
    pub prior: f64,
    /// How many pairs of one person the records seem to hold; where they are few, the weights are the customary ones.
    pub n_learned: f64,
}

/// Patterns and how often they were seen, sorted.
type Tally = Vec<(Pattern, f64)>;

/// How many records of one person the customary `m` stands for.
const BEHIND: f64 = 20.0;
/// How many pairs of two persons the customary `u` stands for.
const BEHIND_CHANCE: f64 = 50.0;
/// One pair in ten is of one person at most: a list in which more are is short.
const MOST_LIKELY: f64 = 0.1;
const ROUNDS: usize = 3;

impl Model {
    /// Returns the weight of a level in bits; none where a value is missing.
    #[must_use]
    pub fn weight(&self, field: usize, level: Level) -> f64 {
        match level {
            Level::Missing => 0.0,
            _ => (self.m[field][level as usize] / self.u[field][level as usize]).log2(),
        }
    }

    /// Tells whether the records taught more than what is customary, which stands behind them like a few matches.
    #[must_use]
    pub fn has_learned(&self) -> bool {
        self.n_learned >= BEHIND
    }

    /// Returns the bits of the prior.
    #[must_use]
    pub fn prior_bits(&self) -> f64 {
        (self.prior / (1.0 - self.prior)).log2()
    }

    /// For each field and level, how many times likelier it is among records of one person; 1 where a value is missing.
    fn ratios(&self) -> Vec<[f64; Level::COUNT + 1]> {
        let ratio = |m: &[f64; Level::COUNT], u: &[f64; Level::COUNT]| {
            std::array::from_fn(|level| if level < Level::COUNT { m[level] / u[level] } else { 1.0 })
        };
        self.m.iter().zip(&self.u).map(|(m, u)| ratio(m, u)).collect()
    }
}

/// How many times likelier a pattern is among records of one person.
fn ratio(ratios: &[[f64; Level::COUNT + 1]], pattern: Pattern) -> f64 {
    (0..).zip(ratios).map(|(field, ratios)| ratios[level_in(pattern, field) as usize]).product()
}

/// How probable it is that a pair is of one person, by the ratio of its pattern.
fn posterior(ratio: f64, prior: f64) -> f64 {
    let odds = ratio * prior / (1.0 - prior);
    if odds.is_finite() { odds / (1.0 + odds) } else { 1.0 }
}

/// Learns a model from the pairs that meet under the rules, and from what people judged.
pub(super) fn learn(
    records: &Records,
    rules: &[Rule],
    joins: &Joins,
    judgements: &[Judgement],
    settings: &Settings,
) -> Model {
    let n = records.len() as f64;
    let n_all = (n * (n - 1.0) / 2.0).max(1.0);
    let customary: Vec<_> = records.columns().iter().map(|column| customary(column.field.kind)).collect();
    let random = random_pairs(records);
    let mut model =
        Model { m: customary.clone(), u: Vec::new(), prior: (1.0 / n.max(2.0)).min(MOST_LIKELY), n_learned: 0.0 };
    model.u = count_u(records, &random, |_| 1.0);
    let judged = judged(records, judgements);

    // All pairs of a rule teach `m`; the pairs that no earlier rule has teach how many matches there are.
    let samples: Vec<Sample> =
        (0..rules.len()).map(|rule| Sample::new(records, joins, rule, rules[rule].n_pairs, settings)).collect();

    for _ in 0..ROUNDS {
        let mut sums: Vec<[f64; Level::COUNT]> = customary.iter().map(|m| m.map(|share| share * BEHIND)).collect();
        let is_fixed = |rule: &Rule, field: usize| rule.atoms.iter().any(|atom| atom.touches(field, records));
        let fitted: Vec<Model> = rules
            .par_iter()
            .zip(&samples)
            .map(|(rule, sample)| fit(&model, &sample.all, &|field| is_fixed(rule, field), &customary))
            .collect();
        for ((rule, Sample { all: pairs, .. }), fitted) in rules.iter().zip(&samples).zip(fitted) {
            let ratios = fitted.ratios();
            for (pattern, n) in pairs {
                let weight = n * posterior(ratio(&ratios, *pattern), fitted.prior);
                for (field, sum) in sums.iter_mut().enumerate().filter(|(field, _)| !is_fixed(rule, *field)) {
                    add(sum, level_in(*pattern, field), weight);
                }
            }
        }
        for (pattern, _) in judged.iter().filter(|(_, is_same)| *is_same) {
            for (field, sum) in sums.iter_mut().enumerate() {
                add(sum, level_in(*pattern, field), JUDGED);
            }
        }
        model.m = sums.into_iter().map(normal).collect();
        let ratios = model.ratios();
        let weighed: Vec<Vec<(f64, f64)>> = samples
            .par_iter()
            .map(|sample| sample.first.iter().map(|(pattern, n)| (ratio(&ratios, *pattern), *n)).collect())
            .collect();
        for _ in 0..10 {
            let found = |pairs: &[(f64, f64)]| pairs.iter().map(|(r, n)| n * posterior(*r, model.prior)).sum::<f64>();
            let matches: f64 = samples.iter().zip(&weighed).map(|(sample, pairs)| sample.every * found(pairs)).sum();
            model.prior = (matches.max(1.0) / n_all).min(MOST_LIKELY);
            model.n_learned = matches;
        }
        model.u = count_u(records, &random, |pattern| 1.0 - posterior(ratio(&ratios, pattern), model.prior));
        for (pattern, _) in judged.iter().filter(|(_, is_same)| !is_same) {
            // A pair that looked alike and is not: its levels are a little less telling than thought.
            for (field, u) in model.u.iter_mut().enumerate() {
                let level = level_in(*pattern, field);
                if level != Level::Missing {
                    u[level as usize] += JUDGED / (random_total(&random) + JUDGED);
                }
            }
        }
        model.u = model.u.into_iter().map(normal).collect();
    }
    model
}

/// How many found pairs a judged pair counts for.
const JUDGED: f64 = 5.0;

fn random_total(random: &Tally) -> f64 {
    random.iter().map(|(_, n)| n).sum::<f64>()
}

/// Expectation maximisation over the pairs of one rule: `m` of the fields that it leaves free, and the share of matches.
fn fit(start: &Model, pairs: &Tally, is_fixed: &impl Fn(usize) -> bool, customary: &[[f64; Level::COUNT]]) -> Model {
    let total: f64 = pairs.iter().map(|(_, n)| n).sum();
    let mut model = start.clone();
    for (field, (m, u)) in model.m.iter_mut().zip(&model.u).enumerate() {
        if is_fixed(field) {
            *m = *u;
        }
    }
    model.prior = 0.1;
    for _ in 0..25 {
        let mut sums: Vec<[f64; Level::COUNT]> = customary.iter().map(|m| m.map(|share| share * BEHIND)).collect();
        let mut matches = 0.0;
        let ratios = model.ratios();
        for (pattern, n) in pairs {
            let weight = n * posterior(ratio(&ratios, *pattern), model.prior);
            matches += weight;
            for (field, sum) in sums.iter_mut().enumerate() {
                add(sum, level_in(*pattern, field), weight);
            }
        }
        model.prior = (matches / total.max(1.0)).clamp(1e-7, 0.999);
        for (field, sum) in sums.into_iter().enumerate().filter(|(field, _)| !is_fixed(*field)) {
            model.m[field] = normal(sum);
        }
    }
    model
}

fn add(sum: &mut [f64; Level::COUNT], level: Level, weight: f64) {
    if level != Level::Missing {
        sum[level as usize] += weight;
    }
}

fn normal(sums: [f64; Level::COUNT]) -> [f64; Level::COUNT] {
    let total: f64 = sums.iter().sum();
    sums.map(|sum| (sum / total).max(1e-9))
}

/// Counts levels in random pairs, each weighed by how surely it is of two persons.
///
/// What is customary stands behind them, since in a list of ten rows chance shows nothing.
fn count_u(records: &Records, random: &Tally, weight: impl Fn(Pattern) -> f64) -> Vec<[f64; Level::COUNT]> {
    let kinds = records.columns().iter().map(|column| column.field.kind);
    let mut sums: Vec<[f64; Level::COUNT]> =
        kinds.map(|kind| by_chance(kind).map(|share| 0.5 + share * BEHIND_CHANCE)).collect();
    for (pattern, n) in random {
        let weight = n * weight(*pattern);
        for (field, sum) in sums.iter_mut().enumerate() {
            add(sum, level_in(*pattern, field), weight);
        }
    }
    sums.into_iter().map(normal).collect()
}

/// Takes pairs of rows by chance, the same for the same records; all pairs where they are few. Their fields count each alone.
fn random_pairs(records: &Records) -> Tally {
    const PAIRS: u64 = 300_000;
    let n = records.len() as u64;
    let row = |number: u64| u32::try_from(number).unwrap_or(0);
    let patterns: Vec<Pattern> = if n * n.saturating_sub(1) / 2 <= PAIRS {
        (0..row(n))
            .into_par_iter()
            .flat_map_iter(|a| (a + 1..row(n)).map(move |b| records.field_levels(a, b)))
            .collect()
    } else {
        (0..PAIRS)
            .into_par_iter()
            .map(|i| (mix(2 * i + 1) % n, mix(2 * i + 2) % n))
            .filter(|(a, b)| a != b)
            .map(|(a, b)| records.field_levels(row(a.min(b)), row(a.max(b))))
            .collect()
    };
    count(patterns)
}

/// A sample of the pairs of a rule, compared.
struct Sample {
    all: Tally,
    /// Those that meet under no earlier rule.
    first: Tally,
    /// How many pairs each of them stands for.
    every: f64,
}

impl Sample {
    fn new(records: &Records, joins: &Joins, rule: usize, n_pairs: u64, settings: &Settings) -> Self {
        let every = n_pairs.div_ceil(settings.sample.max(1)).max(1);
        let patterns = joins.meet(rule, |a, b, is_known, seen| {
            if mix(u64::from(a) << 32 | u64::from(b)).is_multiple_of(every) {
                seen.push((records.levels(a.min(b), a.max(b)), is_known()));
            }
        });
        Self {
            first: count(patterns.iter().filter(|(_, is_known)| !is_known).map(|(pattern, _)| *pattern)),
            all: count(patterns.into_iter().map(|(pattern, _)| pattern)),
            every: every as f64,
        }
    }
}

fn count(patterns: impl IntoIterator<Item = Pattern>) -> Tally {
    let mut counts: FxHashMap<Pattern, f64> = FxHashMap::default();
    for pattern in patterns {
        *counts.entry(pattern).or_default() += 1.0;
    }
    let mut tally: Tally = counts.into_iter().collect();
    tally.sort_by_key(|(pattern, _)| *pattern);
    tally
}

/// The patterns of judged pairs that are among the records.
fn judged(records: &Records, judgements: &[Judgement]) -> Vec<(Pattern, bool)> {
    let pattern = |judgement: &Judgement| {
        let (a, b) = (records.row(&judgement.a)?, records.row(&judgement.b)?);
        (a != b).then(|| (records.levels(a.min(b), a.max(b)), judgement.is_same))
    };
    let mut judged: Vec<_> = judgements.iter().filter_map(pattern).collect();
    judged.sort_unstable();
    judged
}

/// How often the levels are seen among records of two persons, before any data.
fn by_chance(kind: Kind) -> [f64; Level::COUNT] {
    //  different faint partial close variant same swapped
    normal(match kind {
        Kind::Surname => [0.944, 0.04, 0.002, 0.004, 0.003, 0.006, 0.001],
        Kind::Given | Kind::Patronymic => [0.90, 0.03, 0.02, 0.005, 0.01, 0.035, 0.0],
        Kind::Date => [0.97, 0.015, 0.012, 0.001, 0.0005, 0.001, 0.0],
        Kind::Place => [0.91, 0.05, 0.0, 0.005, 0.005, 0.03, 0.0],
        Kind::Text => [0.89, 0.06, 0.0, 0.01, 0.0, 0.04, 0.0],
        Kind::Code => [0.98, 0.01, 0.0, 0.005, 0.0, 0.005, 0.0],
    })
}

/// How often the levels are seen among records of one person, before any data.
fn customary(kind: Kind) -> [f64; Level::COUNT] {
    //        different faint partial close variant same swapped
    normal(match kind {
        Kind::Surname => [0.03, 0.02, 0.01, 0.08, 0.10, 0.75, 0.01],
        Kind::Given => [0.03, 0.02, 0.08, 0.05, 0.12, 0.70, 0.0],
        Kind::Patronymic => [0.02, 0.02, 0.10, 0.05, 0.11, 0.70, 0.0],
        Kind::Date => [0.05, 0.05, 0.15, 0.08, 0.02, 0.65, 0.0],
        Kind::Place => [0.15, 0.05, 0.0, 0.10, 0.05, 0.65, 0.0],
        Kind::Text => [0.15, 0.10, 0.0, 0.15, 0.0, 0.60, 0.0],
        Kind::Code => [0.10, 0.05, 0.0, 0.15, 0.0, 0.70, 0.0],
    })
}
