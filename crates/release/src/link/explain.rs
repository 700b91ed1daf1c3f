//! Why a pair weighs what it weighs, in words.

use super::{Kind, Model, Records, level_in, score};
use crate::person::Level;

/// What one field adds.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The field; none for the start.
    pub field: Option<String>,
    /// How far the values agree.
    pub level: Level,
    /// What it adds, in bits: one bit more doubles the odds.
    pub bits: f64,
    /// The same in words.
    pub words: String,
}

/// The evidence for and against one person, field by field; the sum of the bits is the pair's.
#[derive(Clone, Debug, PartialEq)]
pub struct Waterfall {
    /// The start, then one step for each field.
    pub steps: Vec<Step>,
}

impl Waterfall {
    /// Returns all bits together.
    #[must_use]
    pub fn bits(&self) -> f64 {
        self.steps.iter().map(|step| step.bits).sum()
    }
}

impl Model {
    /// Explains a pair of rows.
    #[must_use]
    pub fn explain(&self, records: &Records, a: u32, b: u32) -> Waterfall {
        let (a, b) = (a.min(b), a.max(b));
        let (pattern, alone) = (records.levels(a, b), records.field_levels(a, b));
        let has_swapped = records.names().is_some_and(|[surname, _]| level_in(pattern, surname) == Level::Swapped);
        let start = Step {
            field: None,
            level: Level::Missing,
            bits: self.prior_bits(),
            words: format!("one pair of records in {:.0} is of one person", 1.0 / self.prior),
        };
        let fields = records.columns().iter().enumerate().map(|(f, column)| {
            let level = level_in(pattern, f);
            let rarity = score::rarity(records, f, level, a, b);
            // What counts as missing although it is given does not count because of other fields.
            let mut words = match (level, level_in(alone, f)) {
                (Level::Missing, Level::Missing) => words(column.field.kind, level),
                (Level::Missing, _) if has_swapped => "counted with the surname",
                (Level::Missing, _) => "shared as in a family, which counts for nothing when the given names differ",
                _ => words(column.field.kind, level),
            }
            .to_owned();
            if rarity >= 1.0 {
                words.push_str(", and it is rare");
            } else if rarity <= -1.0 {
                words.push_str(", but many have it");
            }
            Step { field: Some(column.field.name.clone()), level, bits: self.weight(f, level) + rarity, words }
        });
        Waterfall { steps: std::iter::once(start).chain(fields).collect() }
    }
}

/// Says what a level means for a kind of field.
fn words(kind: Kind, level: Level) -> &'static str {
    match (kind, level) {
        (_, Level::Missing) => "not given in both",
        (_, Level::Same) => "the same",
        (Kind::Surname, Level::Swapped) => "surname and given name have changed places",
        (Kind::Surname, Level::Variant) => "one surname in two spellings, or a man's and a woman's form",
        (Kind::Patronymic, Level::Variant) => "one father in two spellings",
        (Kind::Patronymic, Level::Different) => "another father",
        (Kind::Given, Level::Variant) => "one name in two spellings or languages",
        (Kind::Given | Kind::Patronymic, Level::Partial) => "the initial fits",
        (Kind::Date, Level::Variant) => "the same day in the old and the new calendar",
        (Kind::Date, Level::Partial) => "the less exact date fits the other",
        (Kind::Date, Level::Close) => "a digit differs, or day and month have changed places",
        (Kind::Date, Level::Faint) => "near, or all but one of year, month and day",
        (Kind::Place, Level::Variant) => "two names of one place",
        (_, Level::Variant) => "another spelling",
        (_, Level::Close) => "all but a slip",
        (_, Level::Faint | Level::Partial) => "something in common",
        (_, Level::Different | Level::Swapped) => "different",
    }
}
