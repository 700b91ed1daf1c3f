//! Records as columns: every distinct value is keyed once, and a record holds numbers.

use super::{DateKey, Pattern, remembered::Remembered};
use crate::person::{Knowledge, Level, Part, Role, Sex, is_slip, jaro_winkler};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::hash::Hasher as _;

/// What a field holds, and so how it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A surname.
    Surname,
    /// A given name.
    Given,
    /// A patronymic or another middle name.
    Patronymic,
    /// An EDTF date.
    Date,
    /// The name of a place; two names may be of one place.
    Place,
    /// Words: an address, an occupation.
    Text,
    /// A number or sign where a letter more is another thing: a postal code, a file number.
    Code,
}

/// A field of the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it is called.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

impl Field {
    /// Names a field.
    #[must_use]
    pub fn new(name: &str, kind: Kind) -> Self {
        Self { name: name.to_owned(), kind }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Value {
    Name(Part),
    Date(DateKey),
    Place { text: Box<[u8]>, id: Option<Box<str>> },
    Text(Box<[u8]>),
}

/// A field of all records.
#[derive(Clone, Debug)]
pub struct Column {
    /// What it is.
    pub field: Field,
    /// The values; number 1 is the first.
    pub(super) values: Vec<Value>,
    /// What it adds, in bits, that two records agree on a value that is rarer than most, in any of its spellings; a common value
    /// takes away.
    rarities: Vec<f32>,
    /// How far each value agrees with itself: an initial or a year only in part.
    own: Vec<Level>,
    /// How far values agree that were compared.
    remembered: Remembered,
}

/// The lowest bit of each field of a pattern.
const LOWEST: Pattern = 0o111_111_111_111_111_111_111;

/// Records to link, as columns, sorted by id.
#[derive(Clone, Debug, Default)]
pub struct Records {
    ids: Vec<String>,
    columns: Vec<Column>,
    /// The number of each record's value in each column, record by record; 0 where there is none. A pair of records is then two
    /// short stretches of memory, however many records there are.
    cells: Vec<u32>,
    /// Where the surname and the given name stand, since they may change places.
    names: Option<[usize; 2]>,
    /// What the patronymic or the given name of each record tells about the bearer.
    sexes: Vec<Sex>,
    /// Where the date of birth stands: the first date.
    birth: Option<usize>,
    /// The bits of the fields that the members of a family share: surname, patronymic, places, and dates other than that of birth.
    of_family: Pattern,
}

impl Records {
    /// Keys records. `cells` gives the text of a record's field, by the record's place in `ids` and the field's in `fields`;
    /// `place` turns the name of a place into the id of the place, where it is known.
    ///
    /// Of records with one id the first is kept. At most [`super::MOST_FIELDS`] fields are looked at.
    #[must_use]
    pub fn new<'t>(
        ids: &[String],
        fields: &[Field],
        cells: impl Fn(usize, usize) -> &'t str + Sync,
        place: impl Fn(&str) -> Option<String> + Sync,
        known: &Knowledge,
    ) -> Self {
        let mut order: Vec<usize> = (0..ids.len()).collect();
        order.par_sort_by(|a, b| ids[*a].cmp(&ids[*b]));
        order.dedup_by(|a, b| ids[*a] == ids[*b]);
        let (columns, numbers): (Vec<Column>, Vec<Vec<u32>>) = fields[..fields.len().min(super::MOST_FIELDS)]
            .par_iter()
            .enumerate()
            .map(|(f, field)| Column::new(field, order.iter().map(|row| cells(*row, f)), &place, known))
            .unzip();
        let mut cells = vec![0; order.len() * columns.len()];
        cells.par_chunks_mut(columns.len().max(1)).enumerate().for_each(|(row, cells)| {
            for (cell, numbers) in cells.iter_mut().zip(&numbers) {
                *cell = numbers[row];
            }
        });
        let mut records = Self {
            ids: order.par_iter().map(|row| ids[*row].clone()).collect(),
            columns,
            cells,
            names: None,
            sexes: Vec::new(),
            birth: None,
            of_family: 0,
        };
        records.birth = records.at(Kind::Date);
        records.of_family = records.shared_by_a_family();
        records.names = records.at(Kind::Surname).zip(records.at(Kind::Given)).map(|(surname, given)| [surname, given]);
        let tell: Vec<usize> =
            [Kind::Patronymic, Kind::Given].into_iter().filter_map(|kind| records.at(kind)).collect();
        let sex = |row: u32| {
            let mut told = tell.iter().filter_map(|field| records.part(row, *field)).map(|part| part.sex);
            told.find(|sex| *sex != Sex::Unknown).unwrap_or(Sex::Unknown)
        };
        records.sexes = (0..).take(order.len()).map(sex).collect();
        records
    }

    /// Returns the bits of the fields that the members of a family share; none where people are told by the days of their birth
    /// and not by their fathers, since there a given name is as often written wrong as anything else.
    fn shared_by_a_family(&self) -> Pattern {
        let are_days =
            |column: &Column| column.own.iter().filter(|own| **own == Level::Same).count() * 2 > column.own.len();
        if self.at(Kind::Patronymic).is_none() && self.birth.is_some_and(|birth| are_days(&self.columns[birth])) {
            return 0;
        }
        let is_shared = |(field, column): &(usize, &Column)| match column.field.kind {
            Kind::Surname | Kind::Patronymic | Kind::Place => true,
            Kind::Date => Some(*field) != self.birth,
            Kind::Given | Kind::Text | Kind::Code => false,
        };
        self.columns.iter().enumerate().filter(is_shared).fold(0, |bits, (field, _)| bits | 7 << (3 * field))
    }

    /// Returns the first column of a kind.
    pub(super) fn at(&self, kind: Kind) -> Option<usize> {
        self.columns.iter().position(|column| column.field.kind == kind)
    }

    /// Returns how many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is no record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Returns the id of a row.
    #[must_use]
    pub fn id(&self, row: u32) -> &str {
        &self.ids[row as usize]
    }

    /// Returns the row of an id.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<u32> {
        self.ids.binary_search_by(|other| other.as_str().cmp(id)).ok().and_then(|row| u32::try_from(row).ok())
    }

    /// Returns the columns.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Returns where the surname and the given name stand, when there are both.
    pub(super) fn names(&self) -> Option<[usize; 2]> {
        self.names
    }

    /// Returns the numbers of a row's values, one for each column; 0 where there is none.
    pub(super) fn cells(&self, row: u32) -> &[u32] {
        let n = self.columns.len();
        &self.cells[row as usize * n..][..n]
    }

    /// Returns how many rows have a value in a column.
    pub(super) fn n_given(&self, field: usize) -> usize {
        self.cells.iter().skip(field).step_by(self.columns.len()).filter(|cell| **cell != 0).count()
    }

    /// Returns how far two rows agree in one field alone.
    pub(super) fn level(&self, field: usize, a: u32, b: u32) -> Level {
        self.columns[field].level(self.cells(a)[field], self.cells(b)[field])
    }

    /// Returns the rarity of the commoner of two rows' values in a field, in bits.
    pub(super) fn rarity(&self, field: usize, a: u32, b: u32) -> f64 {
        self.columns[field].rarity(self.cells(a)[field], self.cells(b)[field])
    }

    fn part(&self, row: u32, field: usize) -> Option<&Part> {
        match self.columns[field].value(self.cells(row)[field]) {
            Some(Value::Name(part)) => Some(part),
            _ => None,
        }
    }

    /// Compares two records. A pure function of two rows.
    ///
    /// Brothers and sisters who were deported together have the surname, the father, the village and the day in common. So what a
    /// family shares says nothing for two records with different given names, unless they were born on one day.
    #[must_use]
    pub fn levels(&self, a: u32, b: u32) -> Pattern {
        let pattern = self.field_levels(a, b);
        let Some([_, given]) = self.names else { return pattern };
        let is_born_on_a_day = |birth: usize| (Level::Close..=Level::Same).contains(&super::level_in(pattern, birth));
        if super::level_in(pattern, given) != Level::Different || self.birth.is_some_and(is_born_on_a_day) {
            return pattern;
        }
        // The lowest bit of each field that does not disagree, spread over its three bits: missing.
        let agreeing = (pattern | pattern >> 1 | pattern >> 2) & LOWEST;
        pattern | ((agreeing * 7) & self.of_family)
    }

    /// Compares two records field by field.
    pub(super) fn field_levels(&self, a: u32, b: u32) -> Pattern {
        let mut pattern = 0;
        for (f, (column, (a, b))) in self.columns.iter().zip(self.cells(a).iter().zip(self.cells(b))).enumerate() {
            pattern |= (column.level(*a, *b) as Pattern) << (3 * f);
        }
        let Some([surname, given]) = self.names else { return pattern };
        let weak = |field: usize| super::level_in(pattern, field) <= Level::Faint;
        let set = |pattern: Pattern, field: usize, level: Level| {
            pattern & !(7 << (3 * field)) | (level as Pattern) << (3 * field)
        };
        if weak(surname) && weak(given) && self.are_swapped(a, b, surname, given) {
            return set(set(pattern, surname, Level::Swapped), given, Level::Missing);
        }
        let is_sex_other = self.sexes[a as usize].contradicts(self.sexes[b as usize]);
        if is_sex_other && super::level_in(pattern, given) != Level::Missing {
            return set(pattern, given, Level::Different);
        }
        pattern
    }

    fn are_swapped(&self, a: u32, b: u32, surname: usize, given: usize) -> bool {
        let names = |row| [self.part(row, surname), self.part(row, given)];
        crate::person::are_swapped(names(a), names(b))
    }
}

impl Column {
    /// Keys the values of a field; returns the column and the number of each text's value.
    fn new<'t>(
        field: &Field,
        texts: impl Iterator<Item = &'t str>,
        place: &(impl Fn(&str) -> Option<String> + Sync),
        known: &Knowledge,
    ) -> (Self, Vec<u32>) {
        let number = |n: usize| u32::try_from(n).unwrap_or(0);
        let mut distinct: Vec<&str> = Vec::new();
        let mut of_text: FxHashMap<&str, u32> = FxHashMap::default();
        let add = |text: &'t str| {
            *of_text.entry(text.trim()).or_insert_with_key(|text| {
                distinct.push(text);
                number(distinct.len() - 1)
            })
        };
        let mut cells: Vec<u32> = texts.map(add).collect();
        let read: Vec<Option<Value>> =
            distinct.par_iter().map(|text| Value::new(field.kind, text, place, known)).collect();
        let mut of_value: FxHashMap<Value, u32> = FxHashMap::default();
        let mut values: Vec<Value> = Vec::new();
        let numbers: Vec<u32> = read
            .into_iter()
            .map(|value| {
                let Some(value) = value else { return 0 };
                *of_value.entry(value).or_insert_with_key(|value| {
                    values.push(value.clone());
                    number(values.len())
                })
            })
            .collect();
        for cell in &mut cells {
            *cell = numbers[*cell as usize];
        }
        let column = Self {
            field: field.clone(),
            rarities: rarities(&values, &cells),
            own: values.par_iter().map(|value| value.compare(value, field.kind)).collect(),
            remembered: Remembered::of(values.len()),
            values,
        };
        (column, cells)
    }

    fn value(&self, number: u32) -> Option<&Value> {
        self.values.get((number as usize).wrapping_sub(1))
    }

    /// Returns the rarity of the commoner of two values, in bits.
    fn rarity(&self, a: u32, b: u32) -> f64 {
        let of = |number: u32| self.rarities.get((number as usize).wrapping_sub(1)).copied();
        of(a).zip(of(b)).map_or(0.0, |(a, b)| f64::from(a.min(b)))
    }

    /// Returns how far two values agree, by their numbers.
    fn level(&self, a: u32, b: u32) -> Level {
        if a == 0 || b == 0 {
            return Level::Missing;
        }
        let at = |number: u32| number as usize - 1;
        if a == b {
            return self.own[at(a)];
        }
        self.remembered.level(a, b, || self.values[at(a)].compare(&self.values[at(b)], self.field.kind))
    }
}

/// Returns for each value how much rarer than most it is in the records, in bits, all spellings of one together.
fn rarities(values: &[Value], cells: &[u32]) -> Vec<f32> {
    let mut of_value = vec![0u32; values.len()];
    for cell in cells.iter().filter(|cell| **cell != 0) {
        of_value[*cell as usize - 1] += 1;
    }
    let mut of_group: FxHashMap<u64, u32> = FxHashMap::default();
    let groups: Vec<u64> = values.iter().map(Value::group).collect();
    for (group, n) in groups.iter().zip(&of_value) {
        *of_group.entry(*group).or_default() += n;
    }
    let total: u32 = of_value.iter().sum();
    let share = |n: u32| f64::from(n) / f64::from(total.max(1));
    let mut counts: Vec<u32> = of_group.values().copied().collect();
    counts.sort_unstable();
    // How likely it is that two records have the same value by chance.
    let chance: f64 = counts.into_iter().map(|n| share(n) * share(n)).sum();
    groups.iter().map(|group| (chance / share(of_group[group])).log2() as f32).collect()
}

impl Value {
    /// Returns how far two values of a field agree.
    fn compare(&self, other: &Self, kind: Kind) -> Level {
        match (self, other) {
            (Self::Name(a), Self::Name(b)) => a.compare(b),
            (Self::Date(a), Self::Date(b)) => a.compare(b),
            _ if self == other => Level::Same,
            (Self::Place { id: Some(a), .. }, Self::Place { id: Some(b), .. }) => {
                if a == b {
                    Level::Variant
                } else {
                    Level::Different
                }
            }
            (Self::Place { text: a, .. }, Self::Place { text: b, .. }) | (Self::Text(a), Self::Text(b)) => {
                if kind == Kind::Code {
                    let shared = a.iter().zip(b).take_while(|(a, b)| a == b).count();
                    return if is_slip(a, b) {
                        Level::Close
                    } else if shared >= BEGINNING && 2 * shared >= a.len().max(b.len()) {
                        Level::Faint
                    } else {
                        Level::Different
                    };
                }
                let near = jaro_winkler(a, b, 0.82);
                if near >= 0.92 {
                    Level::Close
                } else if near >= 0.82 {
                    Level::Faint
                } else {
                    Level::Different
                }
            }
            _ => Level::Different,
        }
    }
}

/// How many letters are the beginning of a text or a code: the district of a postal code.
pub(super) const BEGINNING: usize = 4;

impl Kind {
    pub(super) fn role(self) -> Role {
        match self {
            Self::Surname => Role::Surname,
            Self::Patronymic => Role::Patronymic,
            _ => Role::Given,
        }
    }
}

impl Value {
    fn new(kind: Kind, text: &str, place: &impl Fn(&str) -> Option<String>, known: &Knowledge) -> Option<Self> {
        match kind {
            Kind::Surname | Kind::Given | Kind::Patronymic => known.part(kind.role(), text).map(Self::Name),
            Kind::Date => DateKey::new(text).map(Self::Date),
            Kind::Place | Kind::Text | Kind::Code => {
                let folded: Box<[u8]> = known.fold(text).into();
                match kind {
                    _ if folded.is_empty() => None,
                    Kind::Place => Some(Self::Place { text: folded, id: place(text).map(Into::into) }),
                    _ => Some(Self::Text(folded)),
                }
            }
        }
    }

    /// Returns a number that all spellings of one value share.
    pub(super) fn group(&self) -> u64 {
        match self {
            Self::Name(part) if part.groups[0] != 0 => hash(&(part.groups[0], part.sex as u8)),
            Self::Name(part) => hash(&part.root),
            Self::Place { id: Some(id), .. } => hash(id),
            Self::Place { text, .. } | Self::Text(text) => hash(text),
            Self::Date(date) => hash(date),
        }
    }
}

/// Returns a number for a value that is the same on every machine and run; never 0.
pub(super) fn hash(value: &impl std::hash::Hash) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    value.hash(&mut hasher);
    mix(hasher.finish()).max(1)
}

/// Scatters the bits of a number (the finalizer of `splitmix64`).
pub(super) fn mix(number: u64) -> u64 {
    let number = (number ^ number >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ number >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ number >> 31
}
