//! Decrees and rulings in plain words, for the person concerned.

use super::{Bound, Condition, Decree, Outcome, Ruling, Test, Together, Verdict, decide::Ask};
use crate::cases::{Kind, Reader, fields::said, length::Length};
use std::fmt::Write as _;
use thaw_core::Answer;

/// Tells a condition: `the sentence is 5 years or less`.
fn tell(condition: &Condition, reader: &Reader, lang: &str) -> String {
    let words = &reader.vocabulary;
    let Some(field) = reader.fields.get(&condition.field) else { return condition.field.clone() };
    let (what, is_negated) = match &condition.test {
        Test::Compare(comparisons) => {
            let told: Vec<String> = comparisons
                .iter()
                .map(|comparison| {
                    let value = match Length::parse(&comparison.value, words).filter(|_| field.kind != Kind::Date) {
                        // More than none is any length.
                        Some(Length(0)) if comparison.frame == "more" => return words.say(lang, "compare.some", &[]),
                        Some(length) => words.length(lang, length),
                        None => words.date(lang, &comparison.value),
                    };
                    words.say(lang, &format!("compare.{}", comparison.frame), &[("value", &value)])
                })
                .collect();
            (words.list(lang, "list.and", &told), false)
        }
        Test::OneOf { values, negated } => {
            let told = values.iter().map(|value| {
                field.values.get(value).map_or(value.as_str(), |value| said(&value.words, lang)).to_owned()
            });
            (words.list(lang, "list.or", &told.collect::<Vec<_>>()), *negated)
        }
        Test::Articles { patterns, negated } => {
            let told: Vec<String> = patterns.iter().map(|pattern| pattern.to_string().replace("..", "–")).collect();
            (words.list(lang, "list.or", &told), *negated)
        }
        Test::Absent => (words.say(lang, "compare.none", &[]), false),
        Test::Flag(value) => (String::new(), !value),
    };
    let says = said(&field.says, lang).replace("{}", &what);
    if is_negated { words.say(lang, "list.not", &[("what", &says)]) } else { says }
}

fn together(conditions: &[&Condition], reader: &Reader, lang: &str) -> String {
    let told: Vec<String> = conditions.iter().map(|condition| tell(condition, reader, lang)).collect();
    reader.vocabulary.list(lang, "list.and", &told)
}

fn alternatives(all: &[Together], reader: &Reader, lang: &str) -> String {
    let told: Vec<String> =
        all.iter().map(|conditions| together(&conditions.iter().collect::<Vec<_>>(), reader, lang)).collect();
    reader.vocabulary.either(lang, &told)
}

fn outcome(outcome: Outcome, reader: &Reader, lang: &str) -> String {
    reader.vocabulary.say(lang, &format!("outcome.{}", outcome.word()), &[])
}

impl Decree {
    /// Tells the whole decree in plain words.
    #[must_use]
    pub fn explain(&self, reader: &Reader, lang: &str) -> String {
        let words = &reader.vocabulary;
        let mut text =
            format!("{} ({})\n{}\n", said(&self.title, lang), words.date(lang, &self.date.to_string()), self.authority);
        let mut line = |line: String| text.push_str(&format!("{line}\n"));
        line(words.say(lang, "explain.force", &[("period", &self.force.to_string())]));
        line(words.say(lang, "explain.source", &[("source", &self.source)]));
        if !self.scope.is_empty() {
            line(format!("{} {}.", words.say(lang, "explain.scope", &[]), alternatives(&self.scope, reader, lang)));
        }
        for clause in &self.clauses {
            line(String::new());
            let gives = outcome(clause.outcome, reader, lang);
            line(words.say(lang, "explain.clause", &[("clause", &clause.id), ("outcome", &gives)]));
            line(format!("  {}", said(&clause.text, lang)));
            let when = if clause.when.is_empty() {
                words.say(lang, "explain.always", &[])
            } else {
                words.say(lang, "explain.when", &[("what", &alternatives(&clause.when, reader, lang))])
            };
            line(format!("  {when}"));
            if let Some(source) = &clause.source {
                let unseen =
                    if clause.seen { String::new() } else { format!(" {}", words.say(lang, "explain.unseen", &[])) };
                line(format!("  {}{unseen}", words.say(lang, "explain.source", &[("source", source)])));
            }
        }
        text
    }
}

impl Bound<'_> {
    /// Tells a ruling in sentences: what was decided, by which clause, what is not known, and what would change the answer.
    #[must_use]
    pub fn tell(&self, row: usize, ruling: &Ruling, reader: &Reader, lang: &str) -> String {
        let words = &reader.vocabulary;
        let clause = ruling.clause.map(|place| &self.decree().clauses[place]);
        let slots = |what: &str| {
            let (id, text) = clause.map_or(("", ""), |clause| (clause.id.as_str(), said(&clause.text, lang)));
            vec![
                ("clause".to_owned(), id.to_owned()),
                ("text".to_owned(), text.to_owned()),
                ("outcome".to_owned(), what.to_owned()),
            ]
        };
        let fill = |key: &str, slots: &[(String, String)]| {
            let slots: Vec<(&str, &str)> = slots.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            words.say(lang, key, &slots)
        };
        let mut text = match (ruling.verdict, ruling.outcome, clause) {
            (Verdict::Covered, Some(gives), _) => {
                let key = if ruling.is_settled() { "verdict.covered" } else { "verdict.at_least" };
                let mut text = fill(key, &slots(&outcome(gives, reader, lang)));
                if !ruling.is_settled() {
                    let missing = self.missing_words(ruling, reader, lang);
                    let _ = write!(text, " {}", words.say(lang, "verdict.more", &[("missing", &missing)]));
                }
                text
            }
            (Verdict::NotCovered, _, Some(_)) => fill("verdict.excluded", &slots("")),
            (Verdict::NotCovered, ..) if ruling.is_outside => {
                words.say(lang, "verdict.outside", &[("scope", &alternatives(&self.decree().scope, reader, lang))])
            }
            (Verdict::NotCovered, ..) => words.say(lang, "verdict.no_clause", &[]),
            _ => {
                let missing = self.missing_words(ruling, reader, lang);
                words.say(lang, "verdict.undecided", &[("missing", &missing)])
            }
        };
        for change in self.changes(row, ruling, reader, lang) {
            let _ = write!(text, " {change}");
        }
        text
    }

    fn missing_words(&self, ruling: &Ruling, reader: &Reader, lang: &str) -> String {
        let names = self.field_names(ruling.missing).into_iter();
        let labels: Vec<&str> =
            names.filter_map(|name| reader.fields.get(name)).map(|field| said(&field.label, lang)).collect();
        labels.join(", ")
    }

    /// Tells what would change the answer, a sentence each.
    fn changes(&self, row: usize, ruling: &Ruling, reader: &Reader, lang: &str) -> Vec<String> {
        let words = &reader.vocabulary;
        let mut changes = Vec::new();
        // What the whole decree depends on is said once.
        let scope = self.scope.written.iter().find(|conditions| is_open(conditions, row));
        let scope = scope.filter(|_| ruling.verdict == Verdict::Undecided);
        let scope = scope.map(|conditions| unknown(conditions, row)).unwrap_or_default();
        if !scope.is_empty() {
            changes.push(words.say(lang, "change.scope", &[("what", &together(&scope, reader, lang))]));
        }
        for (place, (all, clause)) in self.clauses.iter().zip(&self.decree().clauses).enumerate() {
            if ruling.open & (1 << place) == 0 {
                continue;
            }
            let mut open: Vec<String> = Vec::new();
            for conditions in all.written.iter().filter(|conditions| is_open(conditions, row)) {
                let mut unknown = unknown(conditions, row);
                if unknown.is_empty() {
                    unknown.clone_from(&scope);
                }
                let told = together(&unknown, reader, lang);
                if !open.contains(&told) {
                    open.push(told);
                }
            }
            let what = words.either(lang, &open);
            let gives = outcome(clause.outcome, reader, lang);
            let key = if clause.outcome == Outcome::Exclude { "change.excluded" } else { "change.would" };
            changes.push(words.say(lang, key, &[("what", &what), ("outcome", &gives), ("clause", &clause.id)]));
        }
        if let Some(clause) = ruling.otherwise.map(|place| &self.decree().clauses[place]) {
            let gives = outcome(clause.outcome, reader, lang);
            changes.push(words.say(lang, "change.otherwise", &[("outcome", &gives), ("clause", &clause.id)]));
        }
        // Left out by a clause: what would have to be otherwise.
        if ruling.verdict == Verdict::NotCovered
            && let Some(place) = ruling.clause
            && let Some(conditions) = self.clauses[place].held(row)
        {
            let held: Vec<&Condition> = conditions.iter().map(|ask| ask.condition).collect();
            changes.push(words.say(lang, "change.only", &[("what", &together(&held, reader, lang))]));
        }
        // No clause speaks of it: the one that comes closest.
        if ruling.verdict == Verdict::NotCovered && ruling.clause.is_none() && !ruling.is_outside {
            let gives = self
                .decree()
                .clauses
                .iter()
                .zip(&self.clauses)
                .filter(|(clause, _)| clause.outcome != Outcome::Exclude);
            let nearest = gives
                .flat_map(|(clause, all)| all.written.iter().map(move |conditions| (clause, conditions)))
                // Nobody who was shot is told which term would have set them free.
                .filter(|(_, conditions)| !conditions.iter().any(|ask| ask.is_without(row)))
                .map(|(clause, conditions)| (clause, failed(conditions, row)))
                .filter(|(_, failed)| !failed.is_empty())
                .min_by_key(|(_, failed)| failed.len());
            if let Some((clause, failed)) = nearest {
                let gives = outcome(clause.outcome, reader, lang);
                let what = together(&failed, reader, lang);
                changes.push(words.say(
                    lang,
                    "change.would",
                    &[("what", &what), ("outcome", &gives), ("clause", &clause.id)],
                ));
            }
        }
        changes
    }
}

fn is_open(conditions: &[Ask<'_>], row: usize) -> bool {
    conditions.iter().all(|ask| ask.answer(row) != Answer::No)
}

fn unknown<'d>(conditions: &[Ask<'d>], row: usize) -> Vec<&'d Condition> {
    conditions.iter().filter(|ask| ask.answer(row) == Answer::Possibly).map(|ask| ask.condition).collect()
}

fn failed<'d>(conditions: &[Ask<'d>], row: usize) -> Vec<&'d Condition> {
    conditions.iter().filter(|ask| ask.answer(row) != Answer::Yes).map(|ask| ask.condition).collect()
}
