//! From the cases of the register to records that can be linked, and from a linkage to entries.
//!
//! Every run learns what the fields weigh from all cases and from what people judged. The first run links everything; later runs
//! link only cases that are new, so that what stood stays, and look again at the pairs in doubt; a run *anew* starts from the
//! beginning. What people judged holds in either.
//!
//! All entries of a run are one transaction: a killed run leaves nothing of itself.

use super::{Actor, Doubt, Link, Register, RegisterError, Standing};
use crate::{
    cases::case::name_of,
    link::{self, Field, Judgement, Kind, Linkage, Model, Pair, Records, Settings, Waterfall},
    person::{Knowledge, Level},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The fields of a case that tell a person, and how they are compared. Those that no case gives are left out of a linkage.
const FIELDS: [(&str, Kind); 18] = [
    ("surname", Kind::Surname),
    ("given", Kind::Given),
    ("patronymic", Kind::Patronymic),
    ("born", Kind::Date),
    ("birthplace", Kind::Place),
    ("residence", Kind::Place),
    ("arrested", Kind::Date),
    ("sentenced", Kind::Date),
    ("died", Kind::Date),
    ("occupation", Kind::Text),
    ("address", Kind::Text),
    ("address_more", Kind::Text),
    ("house", Kind::Code),
    ("postcode", Kind::Code),
    ("region", Kind::Text),
    ("document", Kind::Code),
    ("phone", Kind::Code),
    ("email", Kind::Text),
];
/// The most pairs in doubt that are kept: more than people will judge before the next run.
const MOST_DOUBTS: usize = 20_000;
/// What the entry about a linkage is about.
const ALL: &str = "all";

/// What a linkage did.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LinkedUp {
    /// Cases that were looked at.
    pub n_cases: usize,
    /// Of these, cases that no linkage had seen.
    pub n_new: usize,
    /// Pairs of cases that were compared.
    pub n_candidates: u64,
    /// Under which rules pairs were looked for: what must agree, and how many pairs that gives.
    pub rules: Vec<(String, u64)>,
    /// Whether the lists showed enough pairs of one person to learn from; else the weights are mostly the customary ones.
    pub has_learned: bool,
    /// Persons with more than one case.
    pub n_persons: usize,
    /// Pairs that a person should judge.
    pub n_doubts: usize,
    /// Pairs whose judgements contradict others; the later "same" was left out.
    pub refused: Vec<[String; 2]>,
}

/// A pair that a linkage scored.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored<'r> {
    /// The two cases.
    pub cases: [&'r str; 2],
    /// How probable it is that they are about the same person.
    pub probability: f64,
    /// Whether they are linked now, by this pair or by others.
    pub is_linked: bool,
    /// What each field contributed.
    pub waterfall: Waterfall,
}

/// Who is told of every scored pair, the most probable first.
pub type EachPair<'e> = &'e mut dyn FnMut(&Scored<'_>);

/// What is kept of a linkage: the weights, and the last case that it saw.
#[derive(Serialize, Deserialize)]
struct Kept {
    up_to: u64,
    #[serde(default)]
    prior: f64,
    /// By field, for each level how often it is seen among records of one person and of two.
    #[serde(default)]
    weights: BTreeMap<String, [[f64; Level::COUNT]; 2]>,
}

impl Kept {
    fn of(records: &Records, model: &Model, up_to: u64) -> Self {
        let tables = model.m.iter().zip(&model.u).map(|(m, u)| [*m, *u]);
        let names = records.columns().iter().map(|column| column.field.name.clone());
        Self { up_to, prior: model.prior, weights: names.zip(tables).collect() }
    }
}

/// The cases of the register as far as they tell persons.
#[derive(Default)]
struct Persons {
    ids: Vec<String>,
    /// All cells, one after the other.
    text: String,
    /// Where each cell of a case ends in the text.
    ends: Vec<[usize; FIELDS.len()]>,
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
    pub fn link(
        &mut self,
        settings: &Settings,
        anew: bool,
        each_pair: Option<EachPair<'_>>,
        actor: Actor<'_>,
    ) -> Result<LinkedUp, RegisterError> {
        let knowledge = Knowledge::bundled();
        let persons = self.described(&knowledge)?;
        let records = persons.records(&knowledge);
        let judgements: Vec<Judgement> = self
            .judgements()?
            .into_iter()
            .map(|recorded| {
                let [a, b] = recorded.what.cases;
                Judgement { a, b, is_same: recorded.what.is_same }
            })
            .collect();
        let mut seen: Option<u64> = None;
        self.each_last("linkage", |_, kept: Kept| seen = Some(kept.up_to))?;
        let person_of = self.linked_persons()?;
        let open = self.doubts()?;
        let (mut linkage, n_new) = match seen.filter(|_| !anew) {
            None => (link::link(&records, &judgements, settings), records.len()),
            Some(seen) => {
                let settled = persons.settled(&records, &person_of, seen);
                let n_settled: usize = settled.iter().map(Vec::len).sum();
                let (linkage, _) = link::add(&records, &settled, &judgements, settings);
                (linkage, records.len() - n_settled)
            }
        };
        let cluster_of = cluster_of(&records, &linkage);
        if n_new < records.len() {
            again(&records, &mut linkage, &open, &cluster_of, settings);
        }
        let mut links = links(&records, &linkage, &cluster_of, &person_of);
        if n_new < records.len() {
            // What stood is not said again: this run did not look at it.
            links.retain(|case, link| person_of.get(case) != Some(&link.person));
        }
        let mut doubts = doubts(&records, &linkage.model, &linkage.review);
        // What an earlier run doubted and this one does not is no longer in doubt.
        let still: BTreeSet<[String; 2]> = doubts.iter().map(|doubt| doubt.cases.clone()).collect();
        let gone = open.into_iter().filter(|doubt| !still.contains(&doubt.cases));
        doubts.extend(gone.map(|doubt| Doubt { probability: 0.0, reasons: Vec::new(), ..doubt }).collect::<Vec<_>>());
        if let Some(each_pair) = each_pair {
            for pair in &linkage.pairs {
                each_pair(&Scored {
                    cases: [pair.a, pair.b].map(|row| records.id(row)),
                    probability: pair.probability(),
                    is_linked: cluster_of[pair.a as usize] == cluster_of[pair.b as usize],
                    waterfall: linkage.model.explain(&records, pair.a, pair.b),
                });
            }
        }
        let up_to = persons.seqs.iter().copied().max().unwrap_or_default();
        let mut entries = self.link_entries(&links, &doubts)?;
        entries.push(self.entry("linkage", ALL.to_owned(), &Kept::of(&records, &linkage.model, up_to))?);
        self.append(&entries, actor)?;
        Ok(LinkedUp {
            n_cases: records.len(),
            n_new,
            n_candidates: linkage.n_candidates,
            rules: linkage.rules.into_iter().map(|rule| (rule.words, rule.n_pairs)).collect(),
            has_learned: linkage.model.has_learned(),
            n_persons: linkage.clusters.iter().filter(|rows| rows.len() > 1).count(),
            n_doubts: linkage.review.len(),
            refused: linkage.refusals.into_iter().map(|refusal| [refusal.a, refusal.b]).collect(),
        })
    }

    fn described(&self, knowledge: &Knowledge) -> Result<Persons, RegisterError> {
        let mut persons = Persons::default();
        let (standings, none) = (self.standings()?, Standing::default());
        self.each_brief(|seq, id, case| {
            let standing = standings.get(id).unwrap_or(&none);
            let get = |field: &str| standing.told(field).or_else(|| case.get(field));
            let mut cells = FIELDS.map(|(field, _)| get(field).unwrap_or_default());
            let parts = match cells {
                ["", "", father, ..] => {
                    let [surname, given, own] = knowledge.split(&name_of(get));
                    [surname, given, if own.is_empty() { father.to_owned() } else { own }]
                }
                [surname, given, "", ..] => {
                    let [given, father] = knowledge.given_and_father(given);
                    [surname.to_owned(), given, father]
                }
                [surname, given, father, ..] => [surname, given, father].map(str::to_owned),
            };
            cells.iter_mut().zip(&parts).for_each(|(cell, part)| *cell = part);
            persons.ends.push(cells.map(|cell| {
                persons.text.push_str(cell);
                persons.text.len()
            }));
            persons.places.extend(case.places().map(|(text, subject)| (text.to_owned(), subject.to_owned())));
            persons.seqs.push(seq);
            persons.ids.push(id.to_owned());
        })?;
        Ok(persons)
    }
}

impl Persons {
    fn cell(&self, row: usize, field: usize) -> &str {
        let from = match field.checked_sub(1) {
            Some(before) => self.ends[row][before],
            None => row.checked_sub(1).map_or(0, |before| self.ends[before][FIELDS.len() - 1]),
        };
        &self.text[from..self.ends[row][field]]
    }

    fn records(&self, knowledge: &Knowledge) -> Records {
        let given = |field: &usize| (0..self.ids.len()).any(|row| !self.cell(row, *field).is_empty());
        let at: Vec<usize> = (0..FIELDS.len()).filter(given).collect();
        let fields: Vec<Field> = at.iter().map(|field| Field::new(FIELDS[*field].0, FIELDS[*field].1)).collect();
        let place = |name: &str| self.places.get(name).cloned();
        Records::new(&self.ids, &fields, |row, field| self.cell(row, at[field]), place, knowledge)
    }

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

/// Returns the place of each row's cluster.
fn cluster_of(records: &Records, linkage: &Linkage) -> Vec<usize> {
    let mut cluster_of = vec![0; records.len()];
    for (cluster, rows) in linkage.clusters.iter().enumerate() {
        rows.iter().for_each(|row| cluster_of[*row as usize] = cluster);
    }
    cluster_of
}

/// Looks again at pairs that were in doubt, with what was learned since; those that still are stay in the queue.
fn again(records: &Records, linkage: &mut Linkage, open: &[Doubt], cluster_of: &[usize], settings: &Settings) {
    let known: BTreeSet<(u32, u32)> = linkage.review.iter().map(|pair| (pair.a, pair.b)).collect();
    let pairs = open.iter().filter_map(|doubt| {
        let [a, b] = doubt.cases.each_ref().map(|case| records.row(case));
        let (a, b) = (a?.min(b?), a?.max(b?));
        let is_open = cluster_of[a as usize] != cluster_of[b as usize] && !known.contains(&(a, b));
        is_open.then(|| Pair { a, b, bits: linkage.model.bits(records, a, b) as f32 })
    });
    let doubted: Vec<Pair> = pairs.filter(|pair| pair.probability() >= settings.review_from).collect();
    linkage.review.extend(doubted);
    linkage.review.sort_by(|x, y| y.bits.total_cmp(&x.bits).then((x.a, x.b).cmp(&(y.a, y.b))));
}

/// Returns which person each case is about: cases with company, and those that had some before.
fn links(
    records: &Records,
    linkage: &Linkage,
    cluster_of: &[usize],
    before: &BTreeMap<String, String>,
) -> BTreeMap<String, Link> {
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
                    reasons: reasons(records, &linkage.model, pair),
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
