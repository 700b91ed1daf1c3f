//! Reading a list into the register.
//!
//! Rows are kept in batches, each on the disk when the next begins: a killed import loses no more than its last batch, and
//! the same command run again goes on where it stopped, because a row that is there already adds nothing.

use super::{Actor, Register, RegisterError, Row};
use crate::cases::{Case, Cells, Kind, Mapping, Reader, ResolvedPlace};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::{collections::BTreeMap, ops::ControlFlow, path::Path};
use thaw_core::{Answer, Edtf, Problem};
use thaw_formats::rows;
use thaw_ledger::{CaseEntry, Ledger};

/// Rows of one batch.
const BATCH: usize = 1_000;
/// Problems that are told in words.
const TOLD: usize = 100;

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Rows of the list.
    pub n_rows: u64,
    /// Rows that the register did not have, or had otherwise.
    pub n_new: u64,
    /// Rows that it had already.
    pub n_known: u64,
    /// Broken rows, set aside.
    pub n_aside: u64,
    /// Cases with something odd.
    pub n_flagged: u64,
    /// Places that the public record knows.
    pub n_places: u64,
    /// The first broken rows and odd cases, in words.
    pub problems: Vec<Problem>,
    /// What was odd, by field, the most frequent first.
    pub odd: Vec<Odd>,
}

/// What was odd about one field of the cases.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Odd {
    /// The field, or `impossible`.
    pub field: String,
    /// How often.
    pub n: u64,
    /// What was odd, and how often: the most frequent.
    pub examples: Vec<(String, u64)>,
}

/// Counts what is odd; of texts that differ more often than anybody reads, only the first are kept apart.
#[derive(Default)]
struct Oddities(BTreeMap<String, (u64, FxHashMap<String, u64>)>);

impl Oddities {
    fn count(&mut self, flag: &str) {
        const APART: usize = 10_000;
        let (field, what) = flag.split_once(": ").unwrap_or(("", flag));
        let (n, texts) = self.0.entry(field.to_owned()).or_default();
        *n += 1;
        if let Some(count) = texts.get_mut(what) {
            *count += 1;
        } else if texts.len() < APART {
            texts.insert(what.to_owned(), 1);
        }
    }

    fn told(self) -> Vec<Odd> {
        const EXAMPLES: usize = 3;
        let mut odd: Vec<Odd> = self
            .0
            .into_iter()
            .map(|(field, (n, texts))| {
                let mut examples: Vec<(String, u64)> = texts.into_iter().collect();
                examples.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                examples.truncate(EXAMPLES);
                Odd { field, n, examples }
            })
            .collect();
        odd.sort_by_key(|odd| std::cmp::Reverse(odd.n));
        odd
    }
}

impl Imported {
    fn problem(&mut self, path: &Path, place: &str, what: &str, action: &str) {
        if self.problems.len() < TOLD {
            let path = path.display().to_string();
            self.problems.push(Problem {
                path,
                place: place.to_owned(),
                what: what.to_owned(),
                action: action.to_owned(),
            });
        }
    }
}

/// The public record, to find places in, and what was found already.
struct Gazetteer<'l> {
    ledger: &'l Ledger,
    today: Edtf,
    found: FxHashMap<(String, String), Option<ResolvedPlace>>,
}

impl Register {
    /// Reads a list into the register; `public` is where the names of places are looked up.
    ///
    /// # Errors
    /// When the list cannot be read as a whole, or the register not be written. What was kept before stays.
    pub fn import(
        &mut self,
        path: &Path,
        mapping: &Mapping,
        reader: &Reader,
        public: Option<&Ledger>,
        actor: Actor<'_>,
        each_batch: &mut dyn FnMut(u64),
    ) -> Result<Imported, RegisterError> {
        let mut done = Imported::default();
        let mut gazetteer = public.and_then(|ledger| {
            let today = actor.now.get(..10)?.parse().ok()?;
            Some(Gazetteer { ledger, today, found: FxHashMap::default() })
        });
        // A row that stands twice in a list is two cases; its copies are counted.
        let mut copies: FxHashMap<String, u32> = FxHashMap::default();
        let mut batch: Vec<CaseEntry> = Vec::new();
        let mut failed = None;
        let mut oddities = Oddities::default();
        let mut cells = Cells::default();
        let mut keep = |row: rows::Row| -> Result<(), RegisterError> {
            done.n_rows += 1;
            let counted = row.cells.iter().filter(|(column, _)| !mapping.counters.contains(column));
            let raw: Vec<u8> =
                counted.flat_map(|(key, cell)| [key, "\u{1f}", cell, "\u{1e}"]).flat_map(str::bytes).collect();
            let content = self.digest(&[mapping.list.as_bytes(), &raw]);
            let copy = copies.entry(content.clone()).and_modify(|n| *n += 1).or_insert(0);
            let id = self.digest(&[b"case", content.as_bytes(), &copy.to_le_bytes()]);
            let applied = match row.fault {
                Some(fault) => Err((fault, row.cells)),
                None => mapping
                    .apply_with(&row.place, row.cells.clone(), reader, &mut cells)
                    .map_err(|reason| (reason, row.cells)),
            };
            let kept = match applied {
                Ok(mut case) => {
                    if let Some(gazetteer) = &mut gazetteer {
                        gazetteer.resolve(&mut case, reader)?;
                        done.n_places += case.places.len() as u64;
                    }
                    done.n_flagged += u64::from(!case.flags.is_empty());
                    for flag in &case.flags {
                        oddities.count(flag);
                        done.problem(path, &row.place, flag, "kept and flagged");
                    }
                    Row::Case(case)
                }
                Err((reason, raw)) => {
                    done.n_aside += 1;
                    done.problem(path, &row.place, &reason, "set aside");
                    Row::Aside { list: mapping.list.clone(), place: row.place.clone(), raw, reason }
                }
            };
            batch.push(self.entry("row", id, &kept)?);
            if batch.len() == BATCH {
                let appended = self.append(&batch, actor)?;
                (done.n_new, done.n_known) = (done.n_new + appended.n_new, done.n_known + appended.n_known);
                batch.clear();
                each_batch(done.n_rows);
            }
            Ok(())
        };
        rows::read_below(path, mapping.heading, &mut |row| match keep(row) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        })?;
        if let Some(error) = failed {
            return Err(error);
        }
        let appended = self.append(&batch, actor)?;
        (done.n_new, done.n_known) = (done.n_new + appended.n_new, done.n_known + appended.n_known);
        done.odd = oddities.told();
        Ok(done)
    }
}

impl Gazetteer<'_> {
    /// Looks up the places of a case under the names that they bore on the dates of the case.
    fn resolve(&mut self, case: &mut Case, reader: &Reader) -> Result<(), RegisterError> {
        let mut places = BTreeMap::new();
        for (name, field) in reader.fields.iter().filter(|(_, field)| field.kind == Kind::Place) {
            let (Some(text), Some(date)) = (case.get(name), field.on.as_deref().and_then(|on| case.get(on))) else {
                continue;
            };
            let key = (text.to_owned(), date.to_owned());
            let found = match self.found.get(&key) {
                Some(found) => found.clone(),
                None => {
                    let found = self.look_up(text, date)?;
                    self.found.insert(key, found.clone());
                    found
                }
            };
            places.extend(found.map(|place| (name.to_owned(), place)));
        }
        case.places = places;
        Ok(())
    }

    fn look_up(&self, text: &str, date: &str) -> Result<Option<ResolvedPlace>, RegisterError> {
        let Ok(date) = date.parse::<Edtf>() else { return Ok(None) };
        // `г. Сталинград`, `Stalingrad, USSR`: the name without what stands around it.
        let bare = text.split(',').next().unwrap_or(text).trim().trim_start_matches("г. ").trim_start_matches("город ");
        let mut bearers = self.ledger.as_of(&date, bare, None)?;
        bearers.sort_by_key(|bearer| std::cmp::Reverse(bearer.answer));
        let Some(best) = bearers.first() else { return Ok(None) };
        // Two places of one name: a person must say which.
        if bearers.iter().any(|other| other.subject != best.subject && other.answer == best.answer) {
            return Ok(None);
        }
        let today = self.ledger.names_of(&best.subject, &self.today, None)?;
        Ok(Some(ResolvedPlace {
            subject: best.subject.0.clone(),
            today: today.first().map(|bearer| bearer.name.text.clone()),
            is_sure: best.answer == Answer::Yes,
        }))
    }
}
