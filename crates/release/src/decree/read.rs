//! Decree files: TOML in, a [`Decree`] or the first fault with its line out.

use super::{Clause, Condition, Decree, Example, Outcome, Test, Together, condition::Written, decide};
use crate::cases::{Field, Reader, fields::Words};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use thaw_core::{Edtf, Period};
use toml::Spanned;

/// Clauses and fields that a decree may have: rulings count them in the bits of a number.
const MOST: usize = 64;

/// Why a decree is refused.
#[derive(Debug, thiserror::Error)]
#[error("{file}: line {line}: {what}")]
pub struct DecreeError {
    /// The file, as the user named it.
    pub file: String,
    /// The line.
    pub line: usize,
    /// Expected and found.
    pub what: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: Spanned<String>,
    title: Words,
    date: Spanned<String>,
    force: Spanned<String>,
    authority: String,
    source: String,
    record: Option<String>,
    note: Option<String>,
    #[serde(default)]
    equal_articles: bool,
    #[serde(default)]
    fields: BTreeMap<String, Spanned<Field>>,
    #[serde(default)]
    scope: Vec<Spanned<RawTogether>>,
    clause: Vec<Spanned<RawClause>>,
    #[serde(default)]
    example: Vec<Spanned<RawExample>>,
}

type RawTogether = BTreeMap<String, Spanned<RawTest>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClause {
    id: String,
    outcome: Outcome,
    #[serde(default)]
    when: Vec<Spanned<RawTogether>>,
    text: Words,
    source: Option<String>,
    #[serde(default)]
    seen: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawTest {
    Flag(bool),
    One(String),
    Many(Vec<String>),
    Not { not: OneOrMany },
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExample {
    name: String,
    case: BTreeMap<String, String>,
    expect: String,
    at_best: Option<Outcome>,
    clause: Option<String>,
    on: Option<Spanned<String>>,
    #[serde(default)]
    missing: Vec<String>,
}

impl From<&RawTest> for Written {
    fn from(raw: &RawTest) -> Self {
        let (values, negated) = match raw {
            RawTest::Flag(value) => return Self::Flag(*value),
            RawTest::One(value) => (vec![value.clone()], false),
            RawTest::Many(values) => (values.clone(), false),
            RawTest::Not { not: OneOrMany::One(value) } => (vec![value.clone()], true),
            RawTest::Not { not: OneOrMany::Many(values) } => (values.clone(), true),
        };
        Self::Values { values, negated }
    }
}

/// The text of a file, to turn byte offsets into lines.
struct Place<'t> {
    file: &'t str,
    text: &'t str,
}

impl Place<'_> {
    fn line(&self, offset: usize) -> usize {
        1 + self.text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count()
    }

    fn error(&self, offset: usize, what: impl Into<String>) -> DecreeError {
        DecreeError { file: self.file.to_owned(), line: self.line(offset), what: what.into() }
    }
}

impl Decree {
    /// Reads a decree; the fields that it adds are added to the reader's.
    ///
    /// # Errors
    /// The file is not TOML, has an unknown key, field or value, a date that is none, or a contradiction.
    pub fn read(file: &str, text: &str, reader: &mut Reader) -> Result<Self, DecreeError> {
        let place = Place { file, text };
        let raw: File = toml::from_str(text)
            .map_err(|error| place.error(error.span().map_or(0, |span| span.start), error.message().to_owned()))?;
        for (name, field) in raw.fields {
            let offset = field.span().start;
            if !reader.fields.add(&name, field.into_inner()) {
                return Err(place.error(offset, format!("there is another field `{name}` already")));
            }
        }
        let id_offset = raw.id.span().start;
        let is_id =
            |id: &str| !id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !is_id(raw.id.get_ref()) {
            return Err(place.error(id_offset, "expected an id of lower-case letters, digits and `-`"));
        }
        if raw.title.is_empty() {
            return Err(place.error(id_offset, "expected a title in at least one language"));
        }
        let date = parse_date(&place, &raw.date)?;
        let force: Period = raw
            .force
            .get_ref()
            .parse()
            .map_err(|error: thaw_core::EdtfError| place.error(raw.force.span().start, error.to_string()))?;
        let scope = alternatives(&place, &raw.scope, reader)?;
        let mut clauses: Vec<Clause> = Vec::new();
        for raw_clause in &raw.clause {
            let offset = raw_clause.span().start;
            let clause = raw_clause.get_ref();
            if clauses.iter().any(|other| other.id == clause.id) {
                return Err(place.error(offset, format!("clause `{}` stands twice", clause.id)));
            }
            if clause.text.is_empty() {
                return Err(place.error(offset, format!("clause `{}` has no text", clause.id)));
            }
            clauses.push(Clause {
                id: clause.id.clone(),
                outcome: clause.outcome,
                when: alternatives(&place, &clause.when, reader)?,
                text: clause.text.clone(),
                source: clause.source.clone(),
                seen: clause.seen,
            });
        }
        let offset_of = |idx: usize| raw.clause.get(idx).map_or(0, |clause| clause.span().start);
        for (idx, clause) in clauses.iter().enumerate().filter(|(_, clause)| clause.outcome != Outcome::Exclude) {
            let excluding = clauses.iter().filter(|other| other.outcome == Outcome::Exclude);
            if let Some(other) = excluding.into_iter().find(|other| are_among(&clause.when, &scope, &other.when)) {
                let what = format!(
                    "clause `{}` can never apply: clause `{}` leaves out all the cases that it is about",
                    clause.id, other.id
                );
                return Err(place.error(offset_of(idx), what));
            }
            let before = clauses.iter().take(idx).filter(|other| other.outcome != clause.outcome);
            let is_same = |other: &&Clause| {
                are_among(&clause.when, &scope, &other.when) && are_among(&other.when, &scope, &clause.when)
            };
            if let Some(other) = before.into_iter().find(is_same) {
                let what = format!(
                    "clause `{}` says `{}` of exactly the cases of which clause `{}` says `{}`",
                    clause.id,
                    clause.outcome.word(),
                    other.id,
                    other.outcome.word()
                );
                return Err(place.error(offset_of(idx), what));
            }
        }
        let examples = examples(&place, &raw.example, &clauses, &date, reader)?;
        let decree = Self {
            id: raw.id.into_inner(),
            title: raw.title,
            date,
            force,
            authority: raw.authority,
            source: raw.source,
            record: raw.record,
            note: raw.note,
            equal_articles: raw.equal_articles,
            scope,
            clauses,
            examples,
        };
        if decree.clauses.len() > MOST || decree.fields().len() > MOST {
            return Err(place.error(id_offset, format!("expected at most {MOST} clauses and {MOST} fields")));
        }
        if let Some((line, what)) = decide::contradiction(&decree) {
            return Err(DecreeError { file: file.to_owned(), line, what });
        }
        Ok(decree)
    }

    /// Returns the fields that the decree asks for.
    #[must_use]
    pub fn fields(&self) -> BTreeSet<&str> {
        let groups = self.scope.iter().chain(self.clauses.iter().flat_map(|clause| &clause.when));
        groups.flatten().map(|condition| condition.field.as_str()).collect()
    }
}

/// Tells whether every case that meets some alternatives, within the scope, meets one of others, too.
fn are_among(alternatives: &[Together], scope: &[Together], others: &[Together]) -> bool {
    let always = [Vec::new()];
    let or_always = |all: &[Together]| -> Vec<Together> { if all.is_empty() { always.to_vec() } else { all.to_vec() } };
    let (alternatives, scope, others) = (or_always(alternatives), or_always(scope), or_always(others));
    let is_asked = |wanted: &Condition, conditions: &[&Condition]| {
        conditions.iter().any(|one| one.field == wanted.field && one.test.implies(&wanted.test))
    };
    alternatives.iter().all(|together| {
        scope.iter().all(|scope| {
            let conditions: Vec<&Condition> = together.iter().chain(scope).collect();
            others.iter().any(|other| other.iter().all(|wanted| is_asked(wanted, &conditions)))
        })
    })
}

fn parse_date(place: &Place<'_>, date: &Spanned<String>) -> Result<Edtf, DecreeError> {
    let text = date.get_ref();
    text.parse().map_err(|error: thaw_core::EdtfError| place.error(date.span().start, error.to_string()))
}

fn alternatives(
    place: &Place<'_>,
    raw: &[Spanned<RawTogether>],
    reader: &Reader,
) -> Result<Vec<Together>, DecreeError> {
    let mut alternatives = Vec::new();
    for together in raw {
        if together.get_ref().is_empty() {
            return Err(place.error(together.span().start, "expected at least one condition"));
        }
        let mut conditions = Vec::new();
        for (field, raw) in together.get_ref() {
            let offset = raw.span().start;
            let test =
                Test::read(field, &Written::from(raw.get_ref()), reader).map_err(|what| place.error(offset, what))?;
            if test.bounds().is_none() {
                return Err(place.error(offset, format!("no value of `{field}` can be all of this at once")));
            }
            conditions.push(Condition { field: field.clone(), test, line: place.line(offset) });
        }
        alternatives.push(conditions);
    }
    Ok(alternatives)
}

fn examples(
    place: &Place<'_>,
    raw: &[Spanned<RawExample>],
    clauses: &[Clause],
    date: &Edtf,
    reader: &Reader,
) -> Result<Vec<Example>, DecreeError> {
    let mut examples = Vec::new();
    for spanned in raw {
        let (offset, raw) = (spanned.span().start, spanned.get_ref());
        for (field, text) in &raw.case {
            reader.check(field, text).map_err(|bad| place.error(offset, format!("{field}: {}", bad.what)))?;
        }
        let expect = super::Expected::parse(&raw.expect).ok_or_else(|| {
            place.error(offset, format!("expected an outcome, `not-covered` or `undecided`, found `{}`", raw.expect))
        })?;
        if let Some(id) = raw.clause.as_ref().filter(|id| !clauses.iter().any(|clause| clause.id == **id)) {
            return Err(place.error(offset, format!("there is no clause `{id}`")));
        }
        examples.push(Example {
            name: raw.name.clone(),
            case: raw.case.clone(),
            expect,
            at_best: raw.at_best,
            clause: raw.clause.clone(),
            missing: raw.missing.clone(),
            on: raw.on.as_ref().map_or_else(|| Ok(date.clone()), |on| parse_date(place, on))?,
            line: place.line(offset),
        });
    }
    Ok(examples)
}
