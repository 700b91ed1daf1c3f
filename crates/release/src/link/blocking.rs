//! Which pairs are worth a comparison: rules, chosen from the data, under which two records meet when their keys are equal.
//!
//! A rule is a few atoms; an atom is a field seen fully (a surname in any spelling) or roughly (its sound; a year).
//! Rules are chosen one after the other: each time the one that finds the most records of one person that no earlier rule finds,
//! for the pairs that it costs, until next to none are missed or the pairs allowed are spent.

use super::{
    Records, Settings,
    columns::{BEGINNING, Kind, Value, hash, mix},
};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// How much of a field must agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// The value, in any of its spellings.
    Fully,
    /// Its sound, its beginning, or its year.
    Roughly,
    /// The month and the day of a date.
    DayOfYear,
    /// Surname and given name, in either order.
    Crossed,
}

/// A part of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Atom {
    /// The field.
    pub field: usize,
    /// How much of it must agree.
    pub how: How,
}

/// A rule: two records meet when all its atoms agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What must agree.
    pub atoms: Vec<Atom>,
    /// How many pairs meet under it, estimated from a sample.
    pub n_pairs: u64,
    /// The rule in words: `surname, year of born`.
    pub words: String,
}

/// Returns the key of each record under a rule; 0 where a field is missing. Records of equal keys meet.
#[must_use]
pub(super) fn keys(rule: &Rule, atoms: &BTreeMap<Atom, AtomKeys>, records: &Records) -> Vec<u64> {
    let atoms: Vec<&AtomKeys> = rule.atoms.iter().map(|atom| &atoms[atom]).collect();
    let key = |row: u32| {
        let cells = records.cells(row);
        atoms.iter().try_fold(1, |key, atom| joined(key, atom.of(cells))).unwrap_or(0)
    };
    (0..n_rows(records)).into_par_iter().map(key).collect()
}

/// Joins the key of an atom to those before it; none where it is missing.
fn joined(key: u64, atom: u64) -> Option<u64> {
    (atom != 0).then(|| mix(key ^ atom).max(1))
}

fn n_rows(records: &Records) -> u32 {
    u32::try_from(records.len()).unwrap_or(u32::MAX)
}

/// Chooses rules for some records.
#[must_use]
pub fn choose(records: &Records, settings: &Settings) -> Vec<Rule> {
    let atoms = atoms(records);
    let sample = sample(records);
    let sampled: Vec<Vec<u64>> = atoms
        .par_iter()
        .map(|atom| {
            let keys = AtomKeys::new(atom, records);
            sample.iter().map(|row| keys.of(records.cells(*row))).collect()
        })
        .collect();
    let scale = (records.len() as f64 / sample.len().max(1) as f64).powi(2);
    let count = |of: &[usize]| {
        let mut keys: Vec<u64> = (0..sample.len())
            .filter_map(|i| of.iter().try_fold(1, |key, atom: &usize| joined(key, sampled[*atom][i])))
            .collect();
        keys.sort_unstable();
        let n: u64 = keys.chunk_by(|a, b| a == b).map(|block| (block.len() * (block.len() - 1) / 2) as u64).sum();
        (n as f64 * scale) as u64
    };
    let worlds = Worlds::new(records, &atoms);
    // A list of a few thousand can afford more for each record.
    let budget = (settings.pairs_per_record * records.len() as u64).max(1_000_000);
    let mut fitting: Vec<(Vec<usize>, u64)> = Vec::new();
    let mut wide: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..3 {
        let longer: Vec<Vec<usize>> = wide
            .iter()
            .flat_map(|rule| {
                let next = rule.last().map_or(0, |last| last + 1);
                (next..atoms.len()).map(move |atom| [rule.as_slice(), &[atom]].concat())
            })
            .filter(|rule| are_apart(rule, &atoms))
            .collect();
        let counted: Vec<u64> = longer.par_iter().map(|rule| count(rule)).collect();
        wide.clear();
        for (rule, n) in longer.into_iter().zip(counted) {
            if n <= budget / 2 { fitting.push((rule, n)) } else { wide.push(rule) }
        }
    }
    let mut rules = Vec::new();
    let (mut found, mut spent) = ([0u64; WORLDS], 0);
    loop {
        let best = fitting
            .iter()
            .filter(|(_, n)| spent + n <= budget)
            .map(|(rule, n)| {
                let gain =
                    worlds.meeting(rule).iter().zip(found).map(|(new, old)| (new & !old).count_ones()).sum::<u32>();
                (f64::from(gain) / (*n as f64 + records.len() as f64), gain, rule, *n)
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.2.cmp(a.2)));
        let Some((_, gain, rule, n)) = best else { break };
        // What is missed so seldom is not worth a pass over the records.
        if gain < 2 || rules.len() >= 12 {
            break;
        }
        for (found, new) in found.iter_mut().zip(worlds.meeting(rule)) {
            *found |= new;
        }
        spent += n;
        let atoms: Vec<Atom> = rule.iter().map(|atom| atoms[*atom]).collect();
        let words: Vec<String> = atoms.iter().map(|atom| atom.words(records)).collect();
        rules.push(Rule { atoms, n_pairs: n, words: words.join(", ") });
    }
    rules
}

/// Returns one rule under which all records meet when they are so few that every pair can be compared, else the same rules.
///
/// What the fields weigh is learned from the rules that were chosen: under them, pairs of one person are not a needle in a haystack.
#[must_use]
pub(super) fn widened(rules: Vec<Rule>, joins: Joins, records: &Records) -> (Vec<Rule>, Joins) {
    /// A second of comparisons.
    const PAIRS: u64 = 200_000;
    let n = records.len() as u64;
    let n_pairs = n * n.saturating_sub(1) / 2;
    if n_pairs > PAIRS {
        return (rules, joins);
    }
    let all =
        vec![Rule { atoms: Vec::new(), n_pairs, words: "anything or nothing: every pair was compared".to_owned() }];
    let joins = Joins::new(&all, records);
    (all, joins)
}

/// Records joined with themselves on the keys of some rules.
pub(super) struct Joins {
    /// The keys of each row, row by row; 0 where a field is missing.
    keys: Vec<u64>,
    /// For each rule the rows that have a key, in the order of their keys: the key above, the row in the lowest bits.
    orders: Vec<Vec<u64>>,
    /// How many bits a row takes.
    row_bits: u32,
}

impl Joins {
    /// Joins records under rules. A key gives up the bits that a row takes: with a million rows 44 are left, and two keys that
    /// fall together by chance cost a comparison and no more.
    pub(super) fn new(rules: &[Rule], records: &Records) -> Self {
        let row_bits = u64::from(n_rows(records)).max(1).next_power_of_two().ilog2().max(1);
        let mut joins = Self { keys: vec![0; records.len() * rules.len()], orders: Vec::new(), row_bits };
        let atoms: BTreeSet<Atom> = rules.iter().flat_map(|rule| &rule.atoms).copied().collect();
        let atoms: BTreeMap<Atom, AtomKeys> =
            atoms.into_par_iter().map(|atom| (atom, AtomKeys::new(&atom, records))).collect();
        for (n, rule) in rules.iter().enumerate() {
            let mut order = keys(rule, &atoms, records);
            let least = u64::MAX >> row_bits;
            let rows = joins.keys.par_chunks_mut(rules.len()).zip(&mut order).enumerate();
            rows.for_each(|(row, (keys, key))| {
                keys[n] = *key & least;
                *key = keys[n] << row_bits | row as u64;
            });
            order.retain(|key| key >> row_bits != 0);
            order.par_sort_unstable();
            joins.orders.push(order);
        }
        joins
    }

    /// Returns how many rules there are.
    pub(super) fn len(&self) -> usize {
        self.orders.len()
    }

    fn keys(&self, row: u32) -> &[u64] {
        &self.keys[row as usize * self.len()..][..self.len()]
    }

    /// Looks at every pair that meets under a rule, and collects what `look` gives, in the order of the blocks.
    ///
    /// `look` can ask whether a pair meets under an earlier rule.
    pub(super) fn meet<T: Send>(
        &self,
        rule: usize,
        look: impl Fn(u32, u32, &dyn Fn() -> bool, &mut Vec<T>) + Sync,
    ) -> Vec<T> {
        let order = &self.orders[rule];
        let is_known = |a: u32, b: u32| {
            let earlier = self.keys(a)[..rule].iter().zip(self.keys(b));
            earlier.into_iter().any(|(a, b)| *a != 0 && a == b)
        };
        let row = |key: u64| (key & ((1 << self.row_bits) - 1)) as u32;
        self.tasks(order)
            .into_par_iter()
            .flat_map_iter(|(block, firsts)| {
                let block = &order[block];
                let mut seen = Vec::new();
                for i in firsts {
                    for other in &block[i + 1..] {
                        let (a, b) = (row(block[i]), row(*other));
                        look(a, b, &|| is_known(a, b), &mut seen);
                    }
                }
                seen
            })
            .collect()
    }

    /// Cuts the blocks into pieces of work of like size.
    fn tasks(&self, order: &[u64]) -> Vec<Task> {
        const PAIRS: usize = 50_000;
        let mut tasks = Vec::new();
        let mut start = 0;
        for block in order.chunk_by(|a, b| a >> self.row_bits == b >> self.row_bits) {
            let step = (PAIRS / block.len()).max(1);
            for first in (0..block.len() - 1).step_by(step) {
                tasks.push((start..start + block.len(), first..(first + step).min(block.len() - 1)));
            }
            start += block.len();
        }
        tasks
    }
}

type Task = (std::ops::Range<usize>, std::ops::Range<usize>);

fn atoms(records: &Records) -> Vec<Atom> {
    let mut atoms = Vec::new();
    for (field, column) in records.columns().iter().enumerate() {
        let hows: &[How] = match column.field.kind {
            Kind::Surname | Kind::Given | Kind::Place | Kind::Text | Kind::Code => &[How::Fully, How::Roughly],
            Kind::Date => &[How::Fully, How::Roughly, How::DayOfYear],
            Kind::Patronymic => &[How::Fully],
        };
        atoms.extend(hows.iter().map(|how| Atom { field, how: *how }));
    }
    if let Some([surname, _]) = records.names() {
        atoms.push(Atom { field: surname, how: How::Crossed });
    }
    atoms
}

/// Whether the atoms of a rule are of different fields; names in either order stand for both.
fn are_apart(rule: &[usize], atoms: &[Atom]) -> bool {
    let crossed = rule.iter().any(|atom| atoms[*atom].how == How::Crossed);
    // The surname's column comes with the crossed atom; the given name adds nothing to it.
    let fields: Vec<usize> = rule.iter().map(|atom| atoms[*atom].field).collect();
    let is_once = (1..fields.len()).all(|i| !fields[..i].contains(&fields[i]));
    is_once && !(crossed && rule.len() > 2)
}

/// Rows for estimates: all, or those whose ids hash lowest.
fn sample(records: &Records) -> Vec<u32> {
    const ROWS: usize = 20_000;
    if records.len() <= ROWS {
        return (0..n_rows(records)).collect();
    }
    let limit = (ROWS as f64 / records.len() as f64 * u64::MAX as f64) as u64;
    (0..n_rows(records)).into_par_iter().filter(|row| hash(&records.id(*row)) < limit).collect()
}

/// The key of every value of an atom's column, by the value's number; 0 for none.
pub(super) struct AtomKeys {
    field: usize,
    keys: Vec<u64>,
    /// The column of given names, where names count in either order.
    crossed: Option<(usize, Vec<u64>)>,
}

impl AtomKeys {
    fn new(atom: &Atom, records: &Records) -> Self {
        let of = |field: usize| -> Vec<u64> {
            let values = &records.columns()[field].values;
            std::iter::once(0).chain(values.iter().map(|value| value_key(value, atom.how))).collect()
        };
        let crossed = match (atom.how, records.names()) {
            (How::Crossed, Some([_, given])) => Some((given, of(given))),
            _ => None,
        };
        Self { field: atom.field, keys: of(atom.field), crossed }
    }

    /// Returns the key of a record from the numbers of its values.
    fn of(&self, cells: &[u32]) -> u64 {
        let key = self.keys[cells[self.field] as usize];
        match &self.crossed {
            None => key,
            Some((given, keys)) => match (key, keys[cells[*given] as usize]) {
                (0, _) | (_, 0) => 0,
                (a, b) => mix(a.wrapping_add(b)).max(1),
            },
        }
    }
}

/// Returns the key of a value; 0 when it has none.
fn value_key(value: &Value, how: How) -> u64 {
    match (value, how) {
        (Value::Name(part), How::Crossed) => hash(&part.root),
        (Value::Name(part), How::Roughly) => hash(&&part.sound()[..if part.is_initial { 1 } else { 4 }]),
        (Value::Name(part), _) if part.is_initial => 0,
        (Value::Date(date), How::Roughly) => date.year().map_or(0, |year| hash(&year)),
        (Value::Date(date), How::DayOfYear) => date.month_and_day().map_or(0, |day| hash(&day)),
        (Value::Place { text, .. } | Value::Text(text), How::Roughly) => hash(&&text[..text.len().min(BEGINNING)]),
        (value, _) => value.group(),
    }
}

impl Atom {
    /// Whether the atom fixes a field.
    pub(super) fn touches(&self, field: usize, records: &Records) -> bool {
        match (self.how, records.names()) {
            (How::Crossed, Some(names)) => names.contains(&field),
            _ => self.field == field,
        }
    }

    fn words(&self, records: &Records) -> String {
        let name = |field: usize| &records.columns()[field].field.name;
        match (self.how, records.columns()[self.field].field.kind, records.names()) {
            (How::Fully, ..) => name(self.field).clone(),
            (How::Roughly, Kind::Date, _) => format!("year of {}", name(self.field)),
            (How::Roughly, Kind::Surname | Kind::Given, _) => format!("sound of {}", name(self.field)),
            (How::Roughly, ..) => format!("beginning of {}", name(self.field)),
            (How::DayOfYear, ..) => format!("day and month of {}", name(self.field)),
            (How::Crossed, _, Some([surname, given])) => {
                format!("{} and {} in either order", name(surname), name(given))
            }
            (How::Crossed, ..) => name(self.field).clone(),
        }
    }
}

/// Numbers of 64 imagined pairs each.
const WORLDS: usize = 64;

/// Imagined pairs of records of one person: for each atom, in which of them it agrees.
struct Worlds(Vec<[u64; WORLDS]>);

impl Worlds {
    /// In lists as they are, a field agrees fully in four of five pairs where it is given, roughly in nine of ten.
    fn new(records: &Records, atoms: &[Atom]) -> Self {
        let chance = |seed: u64, world: usize| mix(mix(seed).wrapping_add(world as u64)) as f64 / u64::MAX as f64;
        let share = |field: usize| records.n_given(field) as f64 / records.len().max(1) as f64;
        let fill: Vec<f64> = (0..records.columns().len()).into_par_iter().map(|field| share(field).powi(2)).collect();
        let agrees = |atom: &Atom, world: usize| {
            let field = atom.field as u64 + 1;
            let crossed = chance(1000, world) < 0.05;
            let is_name = records.names().is_some_and(|names| names.contains(&atom.field));
            let draw = chance(field, world) / fill[atom.field].max(1e-9);
            let other = chance(field + 100, world) < 0.5;
            match atom.how {
                How::Crossed => crossed || (draw < 0.8 && chance(2000, world) < 0.8),
                _ if is_name && crossed => false,
                How::Fully => draw < 0.8,
                // A slip is in the year or in the rest.
                How::Roughly => draw < 0.8 || (draw < 0.92 && other),
                How::DayOfYear => draw < 0.8 || (draw < 0.92 && !other),
            }
        };
        let bits = |atom: &Atom, word: usize| {
            (0..64).fold(0u64, |bits, bit| bits | u64::from(agrees(atom, word * 64 + bit)) << bit)
        };
        Self(atoms.iter().map(|atom| std::array::from_fn(|word| bits(atom, word))).collect())
    }

    fn meeting(&self, rule: &[usize]) -> [u64; WORLDS] {
        rule.iter().fold([u64::MAX; WORLDS], |all, atom| std::array::from_fn(|word| all[word] & self.0[*atom][word]))
    }
}
