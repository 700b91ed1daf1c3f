//! Decrees applied to every case of the register, a few thousand at a time.

use super::{Brief, Register, RegisterError, Standing};
use crate::{
    cases::{Columns, Reader, case::name_of},
    decree::{Bound, Decree, Outcome, Ruling, Verdict},
};
use rustc_hash::FxHashMap;
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};
use thaw_core::Edtf;

/// Cases that are columns at one time.
const CHUNK: usize = 20_000;

/// Which case it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// Its id.
    pub id: String,
    /// The list.
    pub list: String,
    /// Where in it.
    pub place: String,
    /// The name, with what was learned since.
    pub name: String,
}

/// What every decree says about one case.
pub struct Ruled<'r> {
    /// Which case it is.
    pub who: &'r Who,
    /// What was decided about it.
    pub standing: &'r Standing,
    /// For each decree: the ruling, and what can tell it in words.
    pub rulings: Vec<Told<'r>>,
}

/// What a decree said so far: the sentences by the answers of the case to its conditions, and the language.
type Sentences = RefCell<FxHashMap<Vec<u8>, Rc<str>>>;

/// A ruling that can be told in words.
pub struct Told<'r> {
    bound: &'r Bound<'r>,
    row: usize,
    sentences: &'r Sentences,
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

    /// Tells the ruling in sentences. Cases that answer alike are told alike, and most cases of a register are.
    #[must_use]
    pub fn tell(&self, reader: &Reader, lang: &str) -> Rc<str> {
        /// So many are remembered, that memory stays bounded.
        const MOST: usize = 20_000;
        let mut answers = self.bound.answers(self.row);
        answers.extend(lang.bytes());
        let mut sentences = self.sentences.borrow_mut();
        if sentences.len() >= MOST {
            sentences.clear();
        }
        let tell = || self.bound.tell(self.row, &self.ruling, reader, lang).into();
        Rc::clone(sentences.entry(answers).or_insert_with(tell))
    }

    /// Returns the most that could still be given, when something that is not known could change the answer.
    #[must_use]
    pub fn at_best(&self) -> Option<Outcome> {
        self.ruling.at_best.filter(|_| !self.ruling.is_settled())
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
        let who = |id: &str, case: &Brief<'_>, standing: &Standing| {
            let name = name_of(|field| standing.told(field).or_else(|| case.get(field)));
            let [id, list, place] = [id, &case.list, &case.place].map(str::to_owned);
            Who { id, list, place, name }
        };
        self.rule_kept(decrees, wanted, reader, today, who, |who, standing, rulings| {
            each(&Ruled { who, standing, rulings });
        })
    }

    /// Applies decrees, and hands on with the rulings what `keep` kept of each case and what was decided about it.
    pub(super) fn rule_kept<K>(
        &self,
        decrees: &[&Decree],
        wanted: &BTreeSet<String>,
        reader: &Reader,
        today: &Edtf,
        keep: impl Fn(&str, &Brief<'_>, &Standing) -> K,
        mut each: impl FnMut(&K, &Standing, Vec<Told<'_>>),
    ) -> Result<(), RegisterError> {
        let standings = self.standings()?;
        let none = Standing::default();
        let fields: BTreeSet<&str> = decrees.iter().flat_map(|decree| decree.fields()).collect();
        let (mut columns, mut chunk) = (Columns::new(reader, fields.iter().copied()), Vec::with_capacity(CHUNK));
        let sentences: Vec<Sentences> = decrees.iter().map(|_| Sentences::default()).collect();
        let mut rule = |columns: &Columns, chunk: &[(&Standing, K)]| {
            let bound: Vec<Bound<'_>> = decrees.iter().map(|decree| decree.bind(columns, reader, today)).collect();
            for (row, (standing, kept)) in chunk.iter().enumerate() {
                let told = |(bound, sentences)| Told { bound, row, sentences, ruling: Bound::decide(bound, row) };
                each(kept, standing, bound.iter().zip(&sentences).map(told).collect());
            }
        };
        self.each_brief_of(wanted, |_, id, case| {
            let standing = standings.get(id).unwrap_or(&none);
            // A value that is no longer understood is unknown; the import flagged it.
            let _ = columns.push(reader, |field| standing.told(field).or_else(|| case.get(field)));
            chunk.push((standing, keep(id, case, standing)));
            if chunk.len() == CHUNK {
                rule(&columns, &chunk);
                columns.clear();
                chunk.clear();
            }
        })?;
        rule(&columns, &chunk);
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
