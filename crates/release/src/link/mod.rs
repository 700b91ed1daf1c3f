//! Which records of the lists speak of the same person.
//!
//! **In**: [`Records`], columns of names, dates, places and texts; people's [`Judgement`]s of earlier pairs.
//! **Out**: a [`Linkage`]: scored pairs, clusters, pairs in doubt, and the reasons for each.
//! **Read first**: [`link`]; it reads as a table of contents. Then [`add`], which links only what is new.
//! **Invariants**: neither the order of the records nor the number of threads shows in the outcome; clusters are a partition;
//! what people judged holds; no pair is linked that cannot be explained.
//! **Not here**: where the records come from (`cases`), who may judge (`register`), any engine.
//!
//! The model is that of Fellegi and Sunter, "A theory for record linkage" (1969): each field agrees to a [`Level`], and a level
//! weighs `log2(m / u)`, where `m` is how often it is seen among records of one person and `u` among records of two.
//!
//! # The seam
//! Three steps touch all records, and each has a shape that an engine of columns knows:
//! - a blocking rule is a **join on keys**: `blocking::keys` gives one number a record, and records of equal numbers meet;
//! - comparing a pair is a **pure function over columns**: [`Records::levels`] takes two row numbers and gives one number;
//! - scoring is a **sum of table cells**: [`Model::bits`] takes the same two row numbers.
//!
//! So the plan `keys → join → levels → bits → filter` can run on Apache DataFusion (two scalar functions and a join) when a list
//! outgrows one machine; only the `blocking` module's loop over blocks would change.

pub mod blocking;
mod cluster;
mod columns;
mod dates;
mod em;
mod explain;
mod incremental;
mod remembered;
mod score;

pub use cluster::{Judgement, Refusal};
pub use columns::{Column, Field, Kind, Records};
pub use dates::DateKey;
pub use em::Model;
pub use explain::{Step, Waterfall};
pub use incremental::{Changes, add};
pub use score::Pair;

use crate::person::Level;
use blocking::{Joins, Rule};

/// How to link.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Pairs at least this probable are linked.
    pub link_from: f64,
    /// Pairs at least this probable, and not linked, go to a person.
    pub review_from: f64,
    /// At most this many candidate pairs for each record.
    pub pairs_per_record: u64,
    /// At most this many pairs are looked at to learn the model, for each rule.
    pub sample: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { link_from: 0.9, review_from: 0.2, pairs_per_record: 30, sample: 100_000 }
    }
}

/// What came out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Linkage {
    /// What was learned about the fields.
    pub model: Model,
    /// How candidate pairs were found.
    pub rules: Vec<Rule>,
    /// How many candidate pairs were scored.
    pub n_candidates: u64,
    /// All pairs that are at least worth a look, the most probable first.
    pub pairs: Vec<Pair>,
    /// Rows of one person, each row in one cluster; sorted.
    pub clusters: Vec<Vec<u32>>,
    /// Pairs that a person should judge: in doubt, or probable and yet not linked.
    pub review: Vec<Pair>,
    /// Judgements that contradict one another, and what was made of them.
    pub refusals: Vec<Refusal>,
}

/// Links records.
#[must_use]
pub fn link(records: &Records, judgements: &[Judgement], settings: &Settings) -> Linkage {
    let mut linkage = scored(records, judgements, settings, |_, _| true);
    let clustered = cluster::cluster(records, &linkage.model, &linkage.pairs, &[], judgements, settings);
    linkage.review = clustered.review(&linkage.pairs, settings);
    (linkage.clusters, linkage.refusals) = (clustered.clusters, clustered.refusals);
    linkage
}

/// Chooses rules, learns from all records and scores the pairs that are wanted; nothing is linked yet.
fn scored(
    records: &Records,
    judgements: &[Judgement],
    settings: &Settings,
    is_wanted: impl Fn(u32, u32) -> bool + Sync,
) -> Linkage {
    let rules = blocking::choose(records, settings);
    let joins = Joins::new(&rules, records);
    let model = em::learn(records, &rules, &joins, judgements, settings);
    let (rules, joins) = blocking::widened(rules, joins, records);
    let (pairs, n_candidates) = score::pairs(records, &model, &joins, settings, is_wanted);
    Linkage { model, rules, n_candidates, pairs, ..Linkage::default() }
}

/// The most fields that a pattern of levels holds.
pub const MOST_FIELDS: usize = 20;

/// The levels of a pair, three bits a field, the first field lowest.
pub type Pattern = u64;

/// Returns the level of a field in a pattern.
#[must_use]
pub fn level_in(pattern: Pattern, field: usize) -> Level {
    Level::ALL[(pattern >> (3 * field) & 7) as usize]
}
