//! From a decree and cases to rulings.
//!
//! A decree is bound to columns: each condition becomes a range of days, or a table with one answer for each distinct value.
//! Deciding a case is then a handful of comparisons; a million cases against ten decrees take about a second.

use super::{Clause, Condition, Decree, Outcome, Test, Together, implied::implied};
use crate::cases::{
    Columns, Kind, Reader,
    article::Codes,
    columns::{Column, Known, Span},
};
use std::collections::BTreeMap;
use thaw_core::{Answer, Day, Edtf};

/// Whether a decree covers a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It surely does not.
    NotCovered,
    /// A field that is not known would decide.
    Undecided,
    /// It surely does.
    Covered,
}

/// What a decree says about a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// Whether it covers the case.
    pub verdict: Verdict,
    /// What it surely gives, when it covers the case.
    pub outcome: Option<Outcome>,
    /// The clause that decided, by its place in the decree; none when no clause speaks of the case.
    pub clause: Option<usize>,
    /// Whether the case is outside of what the decree is about.
    pub is_outside: bool,
    /// The most that it could give when everything is known; more than `outcome` when a better clause is still open.
    pub at_best: Option<Outcome>,
    /// For an undecided case: the clause that covers it unless one that leaves cases out does.
    pub otherwise: Option<usize>,
    /// The clauses that could change the answer, as bits by their place in the decree. For a covered case: that give more.
    pub open: u64,
    /// The fields that are not known and could change the answer, as bits by [`Bound::field_names`].
    pub missing: u64,
}

impl Ruling {
    /// Tells whether nothing that is not known yet could change the answer.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.verdict != Verdict::Undecided && self.open == 0
    }
}

/// A decree bound to the columns of some cases.
#[derive(Clone, Debug)]
pub struct Bound<'d> {
    pub(super) decree: &'d Decree,
    pub(super) scope: Alternatives<'d>,
    pub(super) clauses: Vec<Alternatives<'d>>,
    fields: Vec<&'d str>,
}

/// Conditions of which one alternative must hold; none at all always hold.
#[derive(Clone, Debug)]
pub(super) struct Alternatives<'d> {
    /// As they stand in the decree.
    pub(super) written: Vec<Vec<Ask<'d>>>,
    /// What they say together: a case holds them whichever of two alternatives it is.
    implied: Vec<Vec<Ask<'d>>>,
}

/// A condition bound to a column.
#[derive(Clone, Debug)]
pub(super) struct Ask<'d> {
    pub(super) condition: &'d Condition,
    field: u32,
    how: How<'d>,
}

impl Ask<'_> {
    /// Tells whether it asks how long something is that the case surely has none of: the term of a sentence to death.
    pub(super) fn is_without(&self, row: usize) -> bool {
        matches!(&self.how, How::Range { spans, .. } if spans.get(row).is_some_and(|span| span.first > span.last))
    }
}

#[derive(Clone, Debug)]
enum How<'d> {
    Range {
        spans: &'d [Span],
        first: i32,
        last: i32,
    },
    Between {
        from: &'d [Span],
        to: &'d [Span],
        shortest: i32,
        longest: i32,
    },
    /// There must be none.
    Absent(&'d [Span]),
    Table {
        codes: &'d [u32],
        answers: Vec<Answer>,
    },
    /// There is no such column: nothing is known.
    Unknown,
}

impl Decree {
    /// Binds the decree to columns. `today` is the day to which times until now are counted.
    #[must_use]
    pub fn bind<'d>(&'d self, columns: &'d Columns, reader: &Reader, today: &Edtf) -> Bound<'d> {
        let fields: Vec<&str> = self.fields().into_iter().collect();
        let binder = Binder { decree: self, columns, reader, today, fields: &fields };
        let scope = binder.all(&self.scope);
        let clauses = self.clauses.iter().map(|clause| binder.all(&clause.when)).collect();
        Bound { decree: self, scope, clauses, fields }
    }
}

struct Binder<'b, 'd> {
    decree: &'d Decree,
    columns: &'d Columns,
    reader: &'b Reader,
    today: &'b Edtf,
    fields: &'b [&'d str],
}

impl<'d> Binder<'_, 'd> {
    fn all(&self, alternatives: &'d [Together]) -> Alternatives<'d> {
        let written: Vec<Vec<&Condition>> = alternatives.iter().map(|together| together.iter().collect()).collect();
        let bound = |all: &[Vec<&'d Condition>]| -> Vec<Vec<Ask<'d>>> {
            all.iter().map(|together| together.iter().map(|condition| self.one(condition)).collect()).collect()
        };
        Alternatives { implied: bound(&implied(&written, &self.reader.fields)), written: bound(&written) }
    }

    fn one(&self, condition: &'d Condition) -> Ask<'d> {
        let field = self.fields.iter().position(|name| *name == condition.field).unwrap_or_default();
        Ask {
            condition,
            field: u32::try_from(field).unwrap_or_default(),
            how: self.how(condition).unwrap_or(How::Unknown),
        }
    }

    fn spans(&self, name: &str) -> Option<&'d [Span]> {
        match self.columns.get(name)? {
            Column::Spans { spans, .. } => Some(spans),
            Column::Values { .. } => None,
        }
    }

    fn how(&self, condition: &'d Condition) -> Option<How<'d>> {
        let field = self.reader.fields.get(&condition.field)?;
        let bounds = condition.test.bounds();
        match field.kind {
            Kind::Length if condition.test == Test::Absent => Some(How::Absent(self.spans(&condition.field)?)),
            Kind::Date | Kind::Length => {
                let (first, last) = bounds?;
                Some(How::Range { spans: self.spans(&condition.field)?, first, last })
            }
            Kind::Age => {
                let (shortest, longest) = bounds?;
                let from = self.spans(field.from.as_deref()?)?;
                let on = match field.on.as_deref()? {
                    "decree" => &self.decree.date,
                    "today" => self.today,
                    other => return Some(How::Between { from, to: self.spans(other)?, shortest, longest }),
                };
                let day = on.readings();
                // Counted to one day, an age is a range of the date from which it counts: later dates are shorter ages.
                if day.first != day.last {
                    return None;
                }
                let (first, last) = (start_for(day.first, longest)?, end_for(day.first, shortest)?);
                Some(How::Range { spans: from, first, last })
            }
            _ => {
                let name = field.of.as_deref().unwrap_or(&condition.field);
                let Column::Values { codes, known } = self.columns.get(name)? else { return None };
                let every = field.kind == Kind::EveryArticle;
                let equal = self.decree.equal_articles.then_some(&self.reader.codes);
                let answers = known.iter().map(|known| answer_of(&condition.test, known, every, equal)).collect();
                Some(How::Table { codes, answers })
            }
        }
    }
}

/// Returns the first day from which a time up to `day` is no longer than a length.
fn start_for(day: Day, longest: i32) -> Option<i32> {
    if longest == i32::MAX {
        return Some(i32::MIN);
    }
    // Longest allowed: one step more is too long.
    let (months, days) = (longest / 31, longest % 31);
    let start = if days == 30 {
        day.plus_months(-i64::from(months) - 1).plus_days(1)
    } else {
        day.plus_months(-i64::from(months)).plus_days(-i64::from(days))
    };
    i32::try_from(start.0).ok()
}

/// Returns the last day from which a time up to `day` is no shorter than a length.
fn end_for(day: Day, shortest: i32) -> Option<i32> {
    if shortest == i32::MIN {
        return Some(i32::MAX);
    }
    let (months, days) = (shortest / 31, shortest % 31);
    i32::try_from(day.plus_months(-i64::from(months)).plus_days(-i64::from(days)).0).ok()
}

/// Answers a test about a value of which something may be unknown.
fn answer_of(test: &Test, known: &Known, every: bool, equal: Option<&Codes>) -> Answer {
    match test {
        Test::Compare(_) | Test::Absent => Answer::Possibly,
        Test::Flag(asked) => {
            let (wanted, other) = if *asked { ("yes", "no") } else { ("no", "yes") };
            match (known.surely.contains(wanted), known.surely.contains(other)) {
                (true, _) => Answer::Yes,
                (_, true) => Answer::No,
                // Known to be none: not so.
                _ if known.is_whole => {
                    if *asked {
                        Answer::No
                    } else {
                        Answer::Yes
                    }
                }
                _ => Answer::Possibly,
            }
        }
        Test::OneOf { values, negated } => {
            let found = if values.iter().any(|value| known.surely.contains(value)) {
                Answer::Yes
            } else if !known.is_whole || values.iter().any(|value| known.possibly.contains(value)) {
                Answer::Possibly
            } else {
                Answer::No
            };
            if *negated { !found } else { found }
        }
        Test::Articles { patterns, negated } => {
            let covered = known.articles.iter().map(|article| {
                let twin = equal.and_then(|codes| codes.twin_of(article));
                let article = twin.as_ref().unwrap_or(article);
                patterns.iter().map(|pattern| pattern.covers(article, equal.is_some())).max().unwrap_or(Answer::No)
            });
            let whole = if known.is_whole { Answer::Yes } else { Answer::Possibly };
            let found = if every {
                let all = covered.min().unwrap_or(Answer::No);
                // Nothing known may still be all of them.
                if known.articles.is_empty() && !known.is_whole { Answer::Possibly } else { all.and(whole) }
            } else {
                covered.max().unwrap_or(Answer::No).or(if known.is_whole { Answer::No } else { Answer::Possibly })
            };
            if *negated { !found } else { found }
        }
    }
}

impl Ask<'_> {
    #[inline]
    pub(super) fn answer(&self, row: usize) -> Answer {
        match &self.how {
            How::Range { spans, first, last } => within(spans[row], *first, *last),
            How::Absent(spans) => match spans[row] {
                Span::NONE => Answer::Yes,
                Span::UNKNOWN => Answer::Possibly,
                _ => Answer::No,
            },
            How::Between { from, to, shortest, longest } => between(from[row], to[row], *shortest, *longest),
            How::Table { codes, answers } => answers[codes[row] as usize],
            How::Unknown => Answer::Possibly,
        }
    }
}

fn within(span: Span, first: i32, last: i32) -> Answer {
    if span.first > span.last || span.last < first || span.first > last {
        Answer::No
    } else if first <= span.first && span.last <= last {
        Answer::Yes
    } else {
        Answer::Possibly
    }
}

fn between(from: Span, to: Span, shortest: i32, longest: i32) -> Answer {
    if from == Span::NONE || to == Span::NONE {
        return Answer::No;
    }
    if from == Span::UNKNOWN || to == Span::UNKNOWN {
        return Answer::Possibly;
    }
    // The days from which the time fits, for the earliest and the latest day to which it counts.
    let window = |day: i32| {
        let day = Day(i64::from(day));
        Some((start_for(day, longest)?, end_for(day, shortest)?))
    };
    let (Some(early), Some(late)) = (window(to.first), window(to.last)) else { return Answer::Possibly };
    if early.0.max(late.0) <= from.first && from.last <= early.1.min(late.1) {
        Answer::Yes
    } else if from.last < early.0.min(late.0) || from.first > early.1.max(late.1) {
        Answer::No
    } else {
        Answer::Possibly
    }
}

impl Alternatives<'_> {
    fn answer(&self, row: usize) -> Answer {
        if self.written.is_empty() {
            return Answer::Yes;
        }
        let best = best_of(&self.written, row);
        // Only what is open can be settled by what the alternatives say together.
        if best == Answer::Possibly && best_of(&self.implied, row) == Answer::Yes { Answer::Yes } else { best }
    }

    /// Returns the fields that leave the alternatives open, as bits.
    fn missing(&self, row: usize) -> u64 {
        let open = self.written.iter().filter(|together| together.iter().all(|ask| ask.answer(row) != Answer::No));
        let unknown = open.flatten().filter(|ask| ask.answer(row) == Answer::Possibly);
        unknown.fold(0, |bits, ask| bits | 1 << ask.field)
    }

    /// Returns the conditions of an alternative that surely holds.
    pub(super) fn held(&self, row: usize) -> Option<&[Ask<'_>]> {
        let holds = |all: &&Vec<Ask<'_>>| all.iter().all(|ask| ask.answer(row) == Answer::Yes);
        self.written.iter().chain(&self.implied).find(holds).map(Vec::as_slice)
    }
}

fn best_of(alternatives: &[Vec<Ask<'_>>], row: usize) -> Answer {
    let mut best = Answer::No;
    for together in alternatives {
        let mut all = Answer::Yes;
        for ask in together {
            all = all.and(ask.answer(row));
            if all == Answer::No {
                break;
            }
        }
        best = best.or(all);
        if best == Answer::Yes {
            break;
        }
    }
    best
}

impl<'d> Bound<'d> {
    /// Returns the decree.
    #[must_use]
    pub fn decree(&self) -> &'d Decree {
        self.decree
    }

    /// Returns the names of the fields that [`Ruling::missing`] counts.
    #[must_use]
    pub fn field_names(&self, bits: u64) -> Vec<&'d str> {
        (0_u32..).zip(&self.fields).filter(|(place, _)| bits & (1 << place) != 0).map(|(_, name)| *name).collect()
    }

    /// Returns the answer to every condition, on which the ruling and all that is told of it depend.
    pub(crate) fn answers(&self, row: usize) -> Vec<u8> {
        let all = std::iter::once(&self.scope).chain(&self.clauses);
        let asked = all.flat_map(|alternatives| alternatives.written.iter().chain(&alternatives.implied)).flatten();
        asked.map(|ask| ask.answer(row) as u8 | u8::from(ask.is_without(row)) << 7).collect()
    }

    /// Decides one case.
    #[must_use]
    pub fn decide(&self, row: usize) -> Ruling {
        let mut ruling = Ruling {
            verdict: Verdict::NotCovered,
            outcome: None,
            at_best: None,
            clause: None,
            is_outside: false,
            otherwise: None,
            open: 0,
            missing: 0,
        };
        let scope = self.scope.answer(row);
        if scope == Answer::No {
            ruling.is_outside = true;
            return ruling;
        }
        let (mut sure, mut open): (Option<usize>, u64) = (None, 0);
        let (mut excluded, mut may_be_excluded): (Option<usize>, u64) = (None, 0);
        for (place, (alternatives, clause)) in self.clauses.iter().zip(&self.decree.clauses).enumerate() {
            let answer = alternatives.answer(row);
            match (clause.outcome, answer) {
                (_, Answer::No) => {}
                (Outcome::Exclude, Answer::Yes) => excluded = self.first(excluded, place),
                (Outcome::Exclude, Answer::Possibly) => may_be_excluded |= 1 << place,
                (_, Answer::Yes) if scope == Answer::Yes => sure = self.stronger(sure, place),
                _ => open |= 1 << place,
            }
        }
        if excluded.is_some() {
            ruling.clause = excluded;
            return ruling;
        }
        if sure.is_none() && open == 0 {
            return ruling;
        }
        let strength = sure.map(|place| self.decree.clauses[place].outcome);
        // What could only give less than is sure changes nothing.
        open = self.keep(open, |clause| strength.is_none_or(|strength| clause.outcome > strength));
        ruling.open = open | may_be_excluded;
        let left_open = self.clauses.iter().enumerate().filter(|(place, _)| ruling.open & (1 << place) != 0);
        ruling.missing = left_open.map(|(_, alternatives)| alternatives.missing(row)).fold(0, |a, b| a | b);
        if scope == Answer::Possibly {
            ruling.missing |= self.scope.missing(row);
        }
        let may_give = self.decree.clauses.iter().enumerate().filter(|(place, _)| open & (1 << place) != 0);
        ruling.at_best = may_give.map(|(_, clause)| clause.outcome).max().or(strength);
        match sure {
            Some(place) if may_be_excluded == 0 => {
                (ruling.verdict, ruling.outcome, ruling.clause) = (Verdict::Covered, strength, Some(place));
            }
            _ => {
                ruling.verdict = Verdict::Undecided;
                ruling.otherwise = sure;
                let first = (0..self.clauses.len()).filter(|place| ruling.open & (1 << place) != 0);
                ruling.clause = first.fold(None, |best, place| self.first(best, place));
            }
        }
        ruling
    }

    fn keep(&self, bits: u64, wanted: impl Fn(&Clause) -> bool) -> u64 {
        let clauses = self.decree.clauses.iter().enumerate();
        clauses
            .filter(|(place, clause)| bits & (1 << place) != 0 && wanted(clause))
            .fold(0, |all, (place, _)| all | 1 << place)
    }

    /// Of two clauses the one with the stronger outcome, then the smaller number, so that the order in the file does not matter.
    fn stronger(&self, best: Option<usize>, place: usize) -> Option<usize> {
        let rank = |place: usize| {
            let clause = &self.decree.clauses[place];
            (std::cmp::Reverse(clause.outcome), number(&clause.id))
        };
        best.filter(|best| rank(*best) <= rank(place)).or(Some(place))
    }

    fn first(&self, best: Option<usize>, place: usize) -> Option<usize> {
        let rank = |place: usize| number(&self.decree.clauses[place].id);
        best.filter(|best| rank(*best) <= rank(place)).or(Some(place))
    }
}

/// Sorts clause numbers as people do: 2 before 10.
fn number(id: &str) -> (u32, &str) {
    let n_digits = id.find(|c: char| !c.is_ascii_digit()).unwrap_or(id.len());
    (id[..n_digits].parse().unwrap_or(u32::MAX), id)
}

/// Finds conditions that can never hold together, also with the scope: the line and what contradicts.
pub(super) fn contradiction(decree: &Decree) -> Option<(usize, String)> {
    let scopes: Vec<&[Condition]> =
        if decree.scope.is_empty() { vec![&[]] } else { decree.scope.iter().map(Vec::as_slice).collect() };
    for clause in &decree.clauses {
        for together in &clause.when {
            let possible = scopes.iter().any(|scope| conflict(scope, together).is_none());
            if !possible {
                let scope = scopes.first().copied().unwrap_or_default();
                let (line, field) = conflict(scope, together)?;
                let what = format!(
                    "clause `{}` can never hold: the scope or another condition rules out this `{field}`",
                    clause.id
                );
                return Some((line, what));
            }
        }
    }
    None
}

/// Returns the field whose conditions contradict each other.
fn conflict<'c>(scope: &'c [Condition], together: &'c [Condition]) -> Option<(usize, &'c str)> {
    let mut ranges: BTreeMap<&str, (i32, i32)> = BTreeMap::new();
    let mut sets: BTreeMap<&str, Vec<(&Vec<String>, bool)>> = BTreeMap::new();
    let mut flags: BTreeMap<&str, bool> = BTreeMap::new();
    let mut absent: BTreeMap<&str, bool> = BTreeMap::new();
    for condition in scope.iter().chain(together) {
        let field = condition.field.as_str();
        let fault = match &condition.test {
            Test::Compare(_) => {
                let (first, last) = condition.test.bounds().unwrap_or((1, 0));
                let range = ranges.entry(field).or_insert((i32::MIN, i32::MAX));
                *range = (range.0.max(first), range.1.min(last));
                range.0 > range.1 || *absent.entry(field).or_insert(false)
            }
            Test::Absent => !*absent.entry(field).or_insert(true),
            Test::Flag(value) => *flags.entry(field).or_insert(*value) != *value,
            Test::OneOf { values, negated } => {
                let others = sets.entry(field).or_default();
                let fault = others.iter().any(|(other, other_negated)| {
                    *negated != *other_negated && {
                        let (wanted, refused) = if *negated { (*other, values) } else { (values, *other) };
                        wanted.iter().all(|value| refused.contains(value))
                    }
                });
                others.push((values, *negated));
                fault
            }
            Test::Articles { .. } => false,
        };
        if fault {
            return Some((condition.line, field));
        }
    }
    None
}
