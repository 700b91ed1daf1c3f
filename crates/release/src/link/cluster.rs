//! From pairs to persons: clusters that keep what people judged, and do not chain two persons through a third record.

use super::{Column, Kind, Model, Pair, Records, Settings, level_in};
use crate::person::Level;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// A person's judgement of two records.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Judgement {
    /// The id of one record.
    pub a: String,
    /// The id of the other.
    pub b: String,
    /// Whether they are of one person.
    pub is_same: bool,
}

/// Two judgements that cannot both hold; the later "same" was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The id of one record.
    pub a: String,
    /// The id of the other.
    pub b: String,
}

/// Clusters and what is left to say about them.
pub(super) struct Clustered {
    pub(super) clusters: Vec<Vec<u32>>,
    pub(super) refusals: Vec<Refusal>,
    /// The cluster of each row.
    of_row: Vec<u32>,
    judged: FxHashSet<(u32, u32)>,
}

/// Joins rows. Rows of one of the `settled` clusters stay together, and two settled clusters are never joined by the program.
///
/// Pairs must be sorted, the most probable first.
pub(super) fn cluster(
    records: &Records,
    model: &Model,
    pairs: &[Pair],
    settled: &[Vec<u32>],
    judgements: &[Judgement],
    settings: &Settings,
) -> Clustered {
    let mut said: FxHashMap<(u32, u32), (usize, bool)> = FxHashMap::default();
    for (i, judgement) in judgements.iter().enumerate() {
        if let (Some(a), Some(b)) = (records.row(&judgement.a), records.row(&judgement.b))
            && a != b
        {
            // The last word on a pair counts.
            said.insert((a.min(b), a.max(b)), (i, judgement.is_same));
        }
    }
    let mut said: Vec<((u32, u32), (usize, bool))> = said.into_iter().collect();
    said.sort_by_key(|(_, (i, _))| *i);

    let mut joining = Joining::new(records.len());
    for ((a, b), (_, is_same)) in &said {
        if !is_same {
            joining.apart.entry(*a).or_default().push(*b);
            joining.apart.entry(*b).or_default().push(*a);
        }
    }
    let mut refusals = Vec::new();
    for ((a, b), (_, is_same)) in &said {
        if *is_same && !joining.join(*a, *b) {
            refusals.push(Refusal { a: records.id(*a).to_owned(), b: records.id(*b).to_owned() });
        }
    }
    for rows in settled {
        for row in rows.iter().skip(1) {
            joining.join(rows[0], *row);
        }
        for row in rows {
            let root = joining.root(*row);
            joining.is_settled[root as usize] = true;
        }
    }
    let probable = &pairs[..pairs.partition_point(|pair| pair.probability() >= settings.link_from)];
    let is_for_people: Vec<bool> =
        probable.par_iter().map(|pair| is_for_people(records, model, pair.a, pair.b)).collect();
    for (pair, is_for_people) in probable.iter().zip(is_for_people) {
        let (a, b) = (joining.root(pair.a), joining.root(pair.b));
        if a != b
            && !is_for_people
            && !(joining.is_settled[a as usize] && joining.is_settled[b as usize])
            && joining.agree(records, model, a, b)
        {
            joining.join(a, b);
        }
    }
    let of_row: Vec<u32> = (0..).take(records.len()).map(|row| joining.root(row)).collect();
    // Rows come in their order, so the clusters are sorted and so is each of them.
    let mut clusters: Vec<Vec<u32>> = Vec::new();
    let mut places = vec![u32::MAX; records.len()];
    for (row, root) in (0..).zip(&of_row) {
        let place = &mut places[*root as usize];
        if *place == u32::MAX {
            *place = u32::try_from(clusters.len()).unwrap_or(u32::MAX);
            clusters.push(Vec::with_capacity(1));
        }
        clusters[*place as usize].push(row);
    }
    Clustered { clusters, refusals, of_row, judged: said.into_iter().map(|(pair, _)| pair).collect() }
}

impl Clustered {
    /// Returns the pairs that a person should judge.
    pub(super) fn review(&self, pairs: &[Pair], settings: &Settings) -> Vec<Pair> {
        let is_open = |pair: &&Pair| {
            pair.probability() >= settings.review_from
                && self.of_row[pair.a as usize] != self.of_row[pair.b as usize]
                && !self.judged.contains(&(pair.a, pair.b))
        };
        pairs.iter().filter(is_open).copied().collect()
    }
}

/// Sets of rows on their way to clusters. A set is a chain of rows that begins with its root.
struct Joining {
    parent: Vec<u32>,
    /// The row after each row in its chain; itself at the end.
    next: Vec<u32>,
    /// The last row of the chain that begins with a root.
    last: Vec<u32>,
    /// How many rows the set of a root has.
    size: Vec<u32>,
    /// Rows from which a row was judged apart.
    apart: FxHashMap<u32, Vec<u32>>,
    is_settled: Vec<bool>,
}

impl Joining {
    fn new(n: usize) -> Self {
        let rows: Vec<u32> = (0..).take(n).collect();
        Self {
            next: rows.clone(),
            last: rows.clone(),
            size: vec![1; n],
            parent: rows,
            apart: FxHashMap::default(),
            is_settled: vec![false; n],
        }
    }

    fn root(&mut self, mut row: u32) -> u32 {
        while self.parent[row as usize] != row {
            let above = self.parent[self.parent[row as usize] as usize];
            self.parent[row as usize] = above;
            row = above;
        }
        row
    }

    /// Returns the rows of a root's set, the root first.
    fn members(&self, root: u32) -> impl Iterator<Item = u32> + Clone {
        std::iter::successors(Some(root), |row| Some(self.next[*row as usize]).filter(|next| next != row))
    }

    /// Joins the sets of two rows; returns false when a judgement keeps them apart.
    fn join(&mut self, a: u32, b: u32) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return true;
        }
        let (small, large) = if (self.size[a as usize], b) <= (self.size[b as usize], a) { (a, b) } else { (b, a) };
        if !self.apart.is_empty() {
            let apart: Vec<u32> =
                self.members(small).filter_map(|row| self.apart.get(&row)).flatten().copied().collect();
            if apart.into_iter().any(|other| self.root(other) == large) {
                return false;
            }
        }
        self.parent[small as usize] = large;
        self.next[self.last[large as usize] as usize] = small;
        self.last[large as usize] = self.last[small as usize];
        self.size[large as usize] += self.size[small as usize];
        self.is_settled[large as usize] |= self.is_settled[small as usize];
        true
    }

    /// Whether the rows of two sets, taken all with all, speak for one person rather than against it.
    ///
    /// `Иванов И. П.` fits both `Иван Петрович` and `Игорь Павлович`; they do not become one man through him.
    fn agree(&self, records: &Records, model: &Model, a: u32, b: u32) -> bool {
        const MOST: usize = 8;
        if self.size[a as usize] == 1 && self.size[b as usize] == 1 {
            return true;
        }
        let (a, b) = (self.members(a).take(MOST), self.members(b).take(MOST));
        let crossing: Vec<(u32, u32)> = a.flat_map(|a| b.clone().map(move |b| (a.min(b), a.max(b)))).collect();
        !crossing.iter().any(|(a, b)| is_another_father(records, *a, *b))
            && crossing.iter().map(|(a, b)| model.bits(records, *a, *b)).sum::<f64>() > 0.0
    }
}

/// Whether only a person may join two records, however probable it is that they belong together: nothing but the name speaks for
/// it, or the fathers differ. Where the records taught too little to know how common a name is, years that are near each other
/// speak for nothing.
fn is_for_people(records: &Records, model: &Model, a: u32, b: u32) -> bool {
    let pattern = records.levels(a, b);
    let least = if model.has_learned() { Level::Faint } else { Level::Partial };
    let speaks = |(field, column): (usize, &Column)| {
        let is_name = matches!(column.field.kind, Kind::Surname | Kind::Given | Kind::Patronymic);
        let level = level_in(pattern, field);
        !is_name && level >= least && level != Level::Missing
    };
    !records.columns().iter().enumerate().any(speaks) || is_another_father(records, a, b)
}

fn is_another_father(records: &Records, a: u32, b: u32) -> bool {
    records.at(Kind::Patronymic).is_some_and(|field| records.level(field, a, b) == Level::Different)
}
