//! Adding a list: what is new is linked, what stands is left as it is.

use super::{Judgement, Linkage, Pair, Records, Settings, cluster, scored};

/// What a new list changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// New rows that belong to a cluster that stood before, with the place of that cluster in `settled`.
    pub joined: Vec<(u32, usize)>,
    /// New clusters, of new rows alone.
    pub founded: Vec<Vec<u32>>,
    /// Pairs for a person: in doubt, or through which two clusters that stood before would become one.
    pub review: Vec<Pair>,
    /// How many candidate pairs were scored.
    pub n_candidates: u64,
}

/// Links the rows that stand in none of the `settled` clusters. What the fields weigh is learned from all rows and judgements.
///
/// Only pairs with a new row are scored. A cluster that stood before keeps its rows and is joined to no other, unless people
/// judged so: see [`Linkage`] for a run from the start.
#[must_use]
pub fn add(
    records: &Records,
    settled: &[Vec<u32>],
    judgements: &[Judgement],
    settings: &Settings,
) -> (Linkage, Changes) {
    let mut home = vec![None; records.len()];
    for (i, rows) in settled.iter().enumerate() {
        for row in rows {
            home[*row as usize] = Some(i);
        }
    }
    let is_new = |row: u32| home[row as usize].is_none();
    let mut linkage = scored(records, judgements, settings, |a, b| is_new(a) || is_new(b));
    let clustered = cluster::cluster(records, &linkage.model, &linkage.pairs, settled, judgements, settings);
    linkage.review = clustered.review(&linkage.pairs, settings);
    let (review, n_candidates) = (linkage.review.clone(), linkage.n_candidates);
    let mut changes = Changes { review, n_candidates, ..Changes::default() };
    for rows in &clustered.clusters {
        match rows.iter().find_map(|row| home[*row as usize]) {
            Some(home) => changes.joined.extend(rows.iter().filter(|row| is_new(**row)).map(|row| (*row, home))),
            None => changes.founded.push(rows.clone()),
        }
    }
    changes.joined.sort_unstable();
    (linkage.clusters, linkage.refusals) = (clustered.clusters, clustered.refusals);
    (linkage, changes)
}
