//! What a person answers about a case, in a terminal or in a table.

use super::{Decision, Step, Verdict};
use crate::{cases::Reader, decree::Outcome};
use std::collections::BTreeMap;

/// What stands in for cells that a table leaves empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Defaults {
    /// Who decided.
    pub authority: Option<String>,
    /// When it took effect (EDTF).
    pub date: Option<String>,
}

impl Verdict {
    /// Returns the word that stands in tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Covered(outcome) => outcome.word(),
            Self::NotCovered => "not-covered",
            Self::Deferred => "deferred",
        }
    }
}

impl Step {
    /// Reads an answer: an outcome, `not-covered`, `deferred`, `reopen`, or `FIELD=VALUE` for what became known.
    ///
    /// # Errors
    /// The answer is none of these, or the field does not take the value; the sentence says what is expected.
    pub fn parse(answer: &str, decree: &str, clause: Option<&str>, reader: &Reader) -> Result<Self, String> {
        let answer = answer.trim();
        if let Some((field, value)) = answer.split_once('=') {
            let (field, value) = (field.trim(), value.trim());
            reader.check(field, value).map_err(|bad| bad.what)?;
            return Ok(Self::Learn { field: field.to_owned(), value: value.to_owned() });
        }
        let verdict = match answer {
            "reopen" => return Ok(Self::Reopen),
            "not-covered" => Verdict::NotCovered,
            "deferred" => Verdict::Deferred,
            _ => Outcome::parse(answer).map(Verdict::Covered).ok_or_else(|| {
                let words = Outcome::GIVEN.map(Outcome::word).join(", ");
                format!("expected {words}, not-covered, deferred, reopen or FIELD=VALUE, found `{answer}`")
            })?,
        };
        if decree.is_empty() {
            return Err("the row names no decree".to_owned());
        }
        Ok(Self::Decide { decree: decree.to_owned(), verdict, clause: clause.map(str::to_owned) })
    }
}

impl Decision {
    /// Reads a row of a table of decisions, as `thaw cases decide --format csv` writes it; nothing when no decision stands in it.
    ///
    /// # Errors
    /// The row cannot be used; the sentence says why.
    pub fn from_row(
        cells: &BTreeMap<String, String>,
        defaults: &Defaults,
        reader: &Reader,
    ) -> Result<Option<Self>, String> {
        let cell = |name: &str| cells.get(name).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let Some(answer) = cell("decision") else { return Ok(None) };
        let case = cell("case").ok_or("the row names no case")?;
        let step = Step::parse(answer, cell("decree").unwrap_or_default(), cell("clause"), reader)?;
        let authority = cell("authority").map(str::to_owned).or_else(|| defaults.authority.clone());
        let date = cell("date").map(str::to_owned).or_else(|| defaults.date.clone());
        Ok(Some(Self {
            case: case.to_owned(),
            step,
            authority: authority.ok_or("the row does not say who decided")?,
            date: date.ok_or("the row has no date")?,
            reason: cell("note").map(str::to_owned),
        }))
    }
}
