//! The register of works: what could be read on a date, and in which form.
//!
//! A work is a subject of the kind `work`, or a book that was ever banned or restored. Acts of banning, publishing and restoring
//! gave it statuses on the ledger: `banned`, `withheld`, `secret`, `cut` and `published` for its own country,
//! `published-abroad` for its part `abroad`. Nothing is
//! guessed: a work about which the ledger is silent on a date is not listed, and what is possible only is told as possible.

use std::cmp::Reverse;
use std::fmt;
use thaw_core::{Act, ActKind, Answer, Edtf, State, Subject, SubjectId, SubjectKind, state::DatedStatus};

/// The part of a work whose statuses are about other countries.
const ABROAD: &str = "abroad";

/// In which form a work could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// Nowhere: banned or held back, and not printed abroad as far as the ledger knows.
    Banned,
    /// Only in other countries.
    Abroad,
    /// At home, with cuts.
    Cut,
    /// At home and whole, after it had been banned or cut.
    Restored,
    /// At home and whole from the beginning.
    Published,
}

impl Form {
    /// Returns its name in outputs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Banned => "banned",
            Self::Abroad => "abroad",
            Self::Cut => "cut",
            Self::Restored => "restored",
            Self::Published => "published",
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A work in one form on a date.
#[derive(Clone, Debug)]
pub struct Reading<'s> {
    /// The work.
    pub work: &'s Subject,
    /// The form.
    pub form: Form,
    /// Whether it surely was in this form throughout the date.
    pub answer: Answer,
    /// The status that says so.
    pub status: DatedStatus<'s>,
}

/// Returns what could be read on a date, by form, then by title.
///
/// A work has several readings when the date is wider than one of them lasted: in 1957 a book that appeared in that year
/// was possibly banned and possibly published.
#[must_use]
pub fn readings<'s>(state: &'s State, date: &Edtf) -> Vec<Reading<'s>> {
    let mut found: Vec<Reading<'_>> = works(state).flat_map(|work| of_work(state, work, date)).collect();
    found.sort_by(|left, right| {
        let key = |reading: &Reading<'_>| (reading.form, Reverse(reading.answer));
        key(left).cmp(&key(right)).then_with(|| left.work.id.cmp(&right.work.id))
    });
    found
}

/// Returns the works on the ledger, by id.
pub fn works(state: &State) -> impl Iterator<Item = &Subject> {
    state.subjects().filter(|subject| match subject.kind {
        SubjectKind::Work => true,
        SubjectKind::Book => life(state, &subject.id).any(|act| matches!(act.kind, ActKind::Ban | ActKind::Restore)),
        _ => false,
    })
}

/// Tells whether each of some words begins a word of a title of a work, in any language, or of its author's name, whatever they
/// are spelled in: `key` gives one key to all spellings of a word. A very short one must be the whole word.
#[must_use]
pub fn is_called(work: &Subject, words: &[String], key: impl Fn(&str) -> String) -> bool {
    const SHORT: usize = 3;
    let names = work.title.values().map(String::as_str).chain(work.authors());
    let names: Vec<String> = names.map(|name| format!(" {} ", key(name))).collect();
    words.iter().map(|word| key(word)).all(|word| {
        let end = if word.chars().count() <= SHORT { " " } else { "" };
        !word.is_empty() && names.iter().any(|name| name.contains(&format!(" {word}{end}")))
    })
}

/// Tells whether each of some words is spelled almost like a word of a title of a work, or of its author's name: `n_errors` counts
/// the letters by which two words differ.
#[must_use]
pub fn is_almost_called(
    work: &Subject,
    words: &[String],
    key: impl Fn(&str) -> String,
    n_errors: impl Fn(&str, &str) -> u8,
) -> bool {
    let names: Vec<String> = work.title.values().map(String::as_str).chain(work.authors()).map(&key).collect();
    words.iter().map(|word| key(word)).all(|word| {
        let most = match word.chars().count() {
            0..=3 => 0,
            4..=6 => 1,
            _ => 2,
        };
        names.iter().flat_map(|name| name.split_whitespace()).any(|name| n_errors(&word, name) <= most)
    })
}

/// Returns the acts about a work that are in force, the earliest first.
pub fn life<'s>(state: &'s State, work: &SubjectId) -> impl Iterator<Item = &'s Act> {
    state.acts_of(work).filter(|act| state.is_in_force(&act.id))
}

fn of_work<'s>(state: &'s State, work: &'s Subject, date: &Edtf) -> Vec<Reading<'s>> {
    let statuses = state.status_on(&work.id, date);
    let abroad = statuses.iter().find(|(status, _)| status.fact.part == Some(ABROAD));
    let at_home: Vec<_> = statuses.iter().filter(|(status, _)| status.fact.part.is_none()).collect();
    let mut readings = Vec::new();
    let mut add = |form, answer, status: &DatedStatus<'s>| {
        readings.push(Reading { work, form, answer, status: status.clone() });
    };
    for (status, answer) in &at_home {
        match (status.fact.status, abroad) {
            ("cut", _) => add(Form::Cut, *answer, status),
            ("published", _) if was_kept_back(state, work, status) => add(Form::Restored, *answer, status),
            ("published", _) => add(Form::Published, *answer, status),
            ("banned" | "withheld" | "secret", None) => add(Form::Banned, *answer, status),
            ("banned" | "withheld" | "secret", Some((printed, is_printed))) => {
                add(Form::Abroad, answer.and(*is_printed), printed);
                if *is_printed != Answer::Yes {
                    add(Form::Banned, Answer::Possibly, status);
                }
            }
            _ => {}
        }
    }
    if at_home.is_empty()
        && let Some((printed, answer)) = abroad
    {
        add(Form::Abroad, *answer, printed);
    }
    readings
}

/// Whether a work was banned, held back or cut before a status began.
fn was_kept_back(state: &State, work: &Subject, now: &DatedStatus<'_>) -> bool {
    let statuses = state.statuses(&work.id);
    let before = statuses.iter().take_while(|status| status.act != now.act);
    before.filter(|status| status.fact.part.is_none()).any(|status| status.fact.status != "published")
}
