//! Decrees applied to every case of the register, a few thousand at a time.

use super::{Register, RegisterError, Standing};
use crate::{
    cases::{Case, Columns, Reader},
    decree::{Bound, Decree, Ruling, Verdict},
};
use std::collections::{BTreeMap, BTreeSet};
use thaw_core::Edtf;

/// Cases that are columns at one time.
const CHUNK: usize = 20_000;

/// What every decree says about one case.
pub struct Ruled<'r> {
    /// The id of the case.
    pub id: &'r str,
    /// The case, with what was learned about it since.
    pub case: &'r Case,
    /// What was decided about it.
    pub standing: &'r Standing,
    /// For each decree: the ruling, and what can tell it in words.
    pub rulings: Vec<Told<'r>>,
}

/// A ruling that can be told in words.
pub struct Told<'r> {
    bound: &'r Bound<'r>,
    row: usize,
    /// The ruling.
    pub ruling: Ruling,
}

impl Told<'_> {
    /// Returns the decree.
    #[must_use]
    pub fn decree(&self) -> &Decree {
        self.bound.decree()
    }

    /// Returns the number of the clause that decided.
    #[must_use]
    pub fn clause(&self) -> Option<&str> {
        self.ruling.clause.map(|place| self.decree().clauses[place].id.as_str())
    }

    /// Returns the fields that are not known and could change the answer.
    #[must_use]
    pub fn missing(&self) -> Vec<&str> {
        self.bound.field_names(self.ruling.missing)
    }

    /// Tells the ruling in sentences.
    #[must_use]
    pub fn tell(&self, reader: &Reader, lang: &str) -> String {
        self.bound.tell(self.row, &self.ruling, reader, lang)
    }

    /// Returns the word for the verdict: an outcome, `not-covered` or `undecided`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match (self.ruling.verdict, self.ruling.outcome) {
            (Verdict::Covered, Some(outcome)) => outcome.word(),
            (Verdict::Undecided, _) => "undecided",
            _ => "not-covered",
        }
    }
}

impl Ruled<'_> {
    /// Returns the pairs of decrees of which one covers the case and the other leaves it out by a clause.
    #[must_use]
    pub fn conflicts(&self) -> Vec<(&Decree, &Decree)> {
        let covering = self.rulings.iter().filter(|told| told.ruling.verdict == Verdict::Covered);
        let excluding = |told: &&Told<'_>| told.ruling.verdict == Verdict::NotCovered && told.ruling.clause.is_some();
        covering
            .flat_map(|one| self.rulings.iter().filter(excluding).map(move |other| (one.decree(), other.decree())))
            .collect()
    }
}

impl Register {
    /// Applies decrees to every case, or to those that are wanted, in the order of recording.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn rule(
        &self,
        decrees: &[&Decree],
        wanted: &BTreeSet<String>,
        reader: &Reader,
        today: &Edtf,
        mut each: impl FnMut(&Ruled<'_>),
    ) -> Result<(), RegisterError> {
        let standings = self.standings()?;
        let fields: BTreeSet<&str> = decrees.iter().flat_map(|decree| decree.fields()).collect();
        let none = Standing::default();
        let mut chunk: Vec<(String, Case)> = Vec::new();
        let mut rule = |chunk: &mut Vec<(String, Case)>| {
            let mut columns = Columns::new(reader, fields.iter().copied());
            for (_, case) in chunk.iter() {
                // A value that is no longer understood is unknown; the import flagged it.
                let _ = columns.push(reader, |field| case.get(field));
            }
            let bound: Vec<Bound<'_>> = decrees.iter().map(|decree| decree.bind(&columns, reader, today)).collect();
            for (row, (id, case)) in chunk.iter().enumerate() {
                let rulings = bound.iter().map(|bound| Told { bound, row, ruling: bound.decide(row) }).collect();
                each(&Ruled { id, case, standing: standings.get(id).unwrap_or(&none), rulings });
            }
            chunk.clear();
        };
        self.each_case(|id, mut case| {
            if !wanted.is_empty() && !wanted.contains(id) {
                return;
            }
            if let Some(standing) = standings.get(id) {
                case.values.extend(standing.learned.clone());
            }
            chunk.push((id.to_owned(), case));
            if chunk.len() == CHUNK {
                rule(&mut chunk);
            }
        })?;
        rule(&mut chunk);
        Ok(())
    }

    /// Returns where every case stands about which something was decided.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn standings(&self) -> Result<BTreeMap<String, Standing>, RegisterError> {
        let mut by_case: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for recorded in self.decisions()? {
            by_case.entry(recorded.what.case.clone()).or_default().push(recorded);
        }
        Ok(by_case.into_iter().map(|(case, decisions)| (case, Standing::of(&decisions))).collect())
    }
}
