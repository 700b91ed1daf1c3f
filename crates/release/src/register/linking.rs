//! From the cases of the register to records that can be linked, and from a linkage to entries.
//!
//! The first run learns how much each field weighs and links everything. Later runs link only cases that are new, with the same
//! weights, so that what stood stays; a run *anew* starts from the beginning. What people judged holds in either.

use super::{Actor, Doubt, Link, Register, RegisterError, Row};
use crate::{
    link::{self, Field, Judgement, Kind, Linkage, Model, Pair, Records, Settings},
    person::{Knowledge, Level},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The fields of a case that tell a person, and how they are compared.
const FIELDS: [(&str, Kind); 9] = [
    ("surname", Kind::Surname),
    ("given", Kind::Given),
    ("patronymic", Kind::Patronymic),
    ("born", Kind::Date),
    ("birthplace", Kind::Place),
    ("residence", Kind::Place),
    ("arrested", Kind::Date),
    ("sentenced", Kind::Date),
    ("died", Kind::Date),
];
/// The most pairs in doubt that are kept: more than people will judge before the next run.
const MOST_DOUBTS: usize = 20_000;
/// What the entry about a linkage is about.
const ALL: &str = "all";

/// What a linkage did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LinkedUp {
    /// Cases that were looked at.
    pub n_cases: usize,
    /// Of these, cases that no linkage had seen.
    pub n_new: usize,
    /// Pairs of cases that were compared.
    pub n_candidates: u64,
    /// Persons with more than one case.
    pub n_persons: usize,
    /// Pairs that a person should judge.
    pub n_doubts: usize,
    /// Pairs whose judgements contradict others; the later "same" was left out.
    pub refused: Vec<[String; 2]>,
}

/// What is kept of a linkage: the weights, and the last case that it saw.
#[derive(Serialize, Deserialize)]
struct Kept {
    up_to: u64,
    m: Vec<Vec<f64>>,
    u: Vec<Vec<f64>>,
    prior: f64,
}

impl Kept {
    fn of(model: &Model, up_to: u64) -> Self {
        let rows = |table: &[[f64; Level::COUNT]]| table.iter().map(|row| row.to_vec()).collect();
        Self { up_to, m: rows(&model.m), u: rows(&model.u), prior: model.prior }
    }

    /// Returns the weights; nothing when another version of the program compared other fields.
    fn model(&self) -> Option<Model> {
        let rows = |table: &[Vec<f64>]| -> Option<Vec<[f64; Level::COUNT]>> {
            table.iter().map(|row| row.as_slice().try_into().ok()).collect()
        };
        let model = Model { m: rows(&self.m)?, u: rows(&self.u)?, prior: self.prior };
        (model.m.len() == FIELDS.len() && model.u.len() == FIELDS.len()).then_some(model)
    }
}

/// The cases of the register as far as they tell persons.
#[derive(Default)]
struct Persons {
    ids: Vec<String>,
    cells: Vec<[String; FIELDS.len()]>,
    /// The number of the last entry of each case.
    seqs: Vec<u64>,
    /// Which place of the public record a name of a place is.
    places: BTreeMap<String, String>,
}

impl Register {
    /// Links the cases that are new, or all cases anew, and keeps what was found.
    ///
    /// # Errors
    /// When the register cannot be read or written.
    pub fn link(&mut self, settings: &Settings, anew: bool, actor: Actor<'_>) -> Result<LinkedUp, RegisterError> {
        let knowledge = Knowledge::bundled();
        let persons = self.described(&knowledge)?;
        let fields = FIELDS.map(|(name, kind)| Field::new(name, kind));
        let place = |name: &str| persons.places.get(name).cloned();
        let records = Records::new(&persons.ids, &fields, |row, field| &persons.cells[row][field], place, &knowledge);
        let judgements: Vec<Judgement> = self
            .judgements()?
            .into_iter()
            .map(|recorded| {
                let [a, b] = recorded.what.cases;
                Judgement { a, b, is_same: recorded.what.is_same }
            })
            .collect();
        let mut before: Option<Kept> = None;
        self.each_last("linkage", |_, kept| before = Some(kept))?;
        let person_of: BTreeMap<String, String> =
            self.links()?.into_iter().map(|(case, link)| (case, link.person)).collect();
        let stood = before.as_ref().filter(|_| !anew).and_then(|kept| Some((kept.model()?, kept.up_to)));
        let up_to = persons.seqs.iter().copied().max().unwrap_or_default();
        let (linkage, model, n_new) = match stood {
            None => {
                let linkage = link::link(&records, &judgements, settings);
                (linkage.clone(), linkage.model, records.len())
            }
            Some((model, seen)) => {
                let settled = persons.settled(&records, &person_of, seen);
                let n_settled: usize = settled.iter().map(Vec::len).sum();
                let (linkage, _) = link::add(&records, &model, &settled, &judgements, settings);
                (linkage, model, records.len() - n_settled)
            }
        };
        let mut links = links(&records, &model, &linkage, &person_of);
        if n_new < records.len() {
            // What stood is not said again: this run did not look at it.
            links.retain(|case, link| person_of.get(case) != Some(&link.person));
        }
        let mut doubts = doubts(&records, &model, &linkage.review);
        if before.is_none() || anew {
            // What an earlier run doubted and this one does not is no longer in doubt.
            let open: BTreeSet<[String; 2]> = doubts.iter().map(|doubt| doubt.cases.clone()).collect();
            let gone = self.doubts()?.into_iter().filter(|doubt| !open.contains(&doubt.cases));
            doubts
                .extend(gone.map(|doubt| Doubt { probability: 0.0, reasons: Vec::new(), ..doubt }).collect::<Vec<_>>());
        }
        self.keep_links(&links, &doubts, actor)?;
        let kept = self.entry("linkage", ALL.to_owned(), &Kept::of(&model, up_to))?;
        self.append(&[kept], actor)?;
        Ok(LinkedUp {
            n_cases: records.len(),
            n_new,
            n_candidates: linkage.n_candidates,
            n_persons: linkage.clusters.iter().filter(|rows| rows.len() > 1).count(),
            n_doubts: linkage.review.len(),
            refused: linkage.refusals.into_iter().map(|refusal| [refusal.a, refusal.b]).collect(),
        })
    }

    fn described(&self, knowledge: &Knowledge) -> Result<Persons, RegisterError> {
        let (mut persons, mut failed) = (Persons::default(), Ok(()));
        self.ledger.each_last("row", |entry| match self.read(&entry) {
            Ok(Row::Case(case)) => {
                let mut cells = FIELDS.map(|(field, _)| case.get(field).unwrap_or_default().to_owned());
                if cells[0].is_empty() && cells[1].is_empty() {
                    let parts = knowledge.split(&case.name());
                    cells.iter_mut().zip(parts).for_each(|(cell, part)| *cell = part);
                }
                let known = case.places.iter().filter_map(|(field, place)| Some((case.get(field)?, place)));
                persons.places.extend(known.map(|(text, place)| (text.to_owned(), place.subject.clone())));
                persons.cells.push(cells);
                persons.seqs.push(entry.seq);
                persons.ids.push(entry.about);
            }
            Ok(Row::Aside { .. }) => {}
            Err(error) => failed = Err(error),
        })?;
        failed.map(|()| persons)
    }
}

impl Persons {
    /// Returns the clusters that stand: of the cases that an earlier linkage saw.
    fn settled(&self, records: &Records, person_of: &BTreeMap<String, String>, seen: u64) -> Vec<Vec<u32>> {
        let mut clusters: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (id, seq) in self.ids.iter().zip(&self.seqs) {
            let person = person_of.get(id).map(String::as_str);
            if let (Some(row), true) = (records.row(id), person.is_some() || *seq <= seen) {
                clusters.entry(person.unwrap_or(id)).or_default().push(row);
            }
        }
        clusters.into_values().collect()
    }
}

/// Returns which person each case is about: cases with company, and those that had some before.
fn links(
    records: &Records,
    model: &Model,
    linkage: &Linkage,
    before: &BTreeMap<String, String>,
) -> BTreeMap<String, Link> {
    let mut cluster_of = vec![0; records.len()];
    for (cluster, rows) in linkage.clusters.iter().enumerate() {
        rows.iter().for_each(|row| cluster_of[*row as usize] = cluster);
    }
    // The pairs come the most probable first.
    let mut best: BTreeMap<u32, &Pair> = BTreeMap::new();
    for pair in linkage.pairs.iter().filter(|pair| cluster_of[pair.a as usize] == cluster_of[pair.b as usize]) {
        best.entry(pair.a).or_insert(pair);
        best.entry(pair.b).or_insert(pair);
    }
    let mut links = BTreeMap::new();
    for rows in &linkage.clusters {
        let Some(first) = rows.iter().map(|row| records.id(*row)).min() else { continue };
        // A person keeps the id that they had.
        let person = rows.iter().find_map(|row| before.get(records.id(*row))).map_or(first, String::as_str);
        for row in rows {
            let id = records.id(*row);
            if rows.len() == 1 && !before.contains_key(id) {
                continue;
            }
            let person = if rows.len() > 1 { person } else { id }.to_owned();
            let link = match best.get(row) {
                Some(pair) => Link {
                    person,
                    probability: rounded(pair),
                    with: Some(records.id(if pair.a == *row { pair.b } else { pair.a }).to_owned()),
                    reasons: reasons(records, model, pair),
                },
                None => Link { person, probability: 1.0, ..Link::default() },
            };
            links.insert(id.to_owned(), link);
        }
    }
    links
}

/// Returns the pairs in doubt with what each field contributed.
fn doubts(records: &Records, model: &Model, review: &[Pair]) -> Vec<Doubt> {
    let explained = |pair: &Pair| {
        let mut cases = [records.id(pair.a).to_owned(), records.id(pair.b).to_owned()];
        cases.sort();
        Doubt { cases, probability: rounded(pair), reasons: reasons(records, model, pair) }
    };
    review.iter().take(MOST_DOUBTS).map(explained).collect()
}

/// Returns a probability to the thousandth, so that the same run gives the same entry.
fn rounded(pair: &Pair) -> f64 {
    (pair.probability() * 1000.0).round() / 1000.0
}

/// Tells what each field contributed, a line each, leaving out what told nothing.
fn reasons(records: &Records, model: &Model, pair: &Pair) -> Vec<String> {
    let steps = model.explain(records, pair.a, pair.b).steps;
    let told = steps.iter().filter(|step| step.bits.abs() >= 0.05);
    told.map(|step| {
        format!("{:+.1} bits  {}: {}", step.bits, step.field.as_deref().unwrap_or("before any field"), step.words)
    })
    .collect()
}
