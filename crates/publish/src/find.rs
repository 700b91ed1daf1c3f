//! Finding by any name of any time, in any script, with typing errors.
//!
//! Names are folded (compatibility decomposition, marks off, lower case) and cut into groups of three letters; the names that
//! share most groups with the query are compared with it letter by letter. `assets/find.js` does the same in a browser.

use crate::{address, model::Model};
use rapidfuzz::distance::osa::BatchComparator;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use thaw_core::{Period, SubjectId};
use unicode_normalization::UnicodeNormalization;

/// Letters of a query beyond this are not looked at.
pub const MAX_QUERY: usize = 100;

/// A name that can be found.
#[derive(Clone, Debug)]
struct Row {
    folded: Vec<char>,
    text: String,
    lang: String,
    subject: SubjectId,
    period: Option<Period>,
}

/// All names of a record, ready to be searched.
#[derive(Clone, Debug, Default)]
pub struct Index {
    rows: Vec<Row>,
    grams: HashMap<[char; 3], Vec<u32>>,
}

/// A name that was found.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// Whose name it is.
    pub subject: &'a SubjectId,
    /// The name as the record writes it.
    pub text: &'a str,
    /// Its language tag.
    pub lang: &'a str,
    /// When it held; nothing for titles.
    pub period: Option<&'a Period>,
    /// From 0 to 1 (the very name).
    pub score: f64,
}

impl Index {
    /// Builds the index of a record's names and titles.
    #[must_use]
    pub fn build(model: &Model) -> Self {
        let mut index = Self::default();
        for (id, subject) in &model.subjects {
            for held in &model.life(id).names {
                index.add(&held.what.text, held.what.lang.as_str(), id, Some(held.period.clone()));
            }
            let mut titles: Vec<(&str, &str)> = Vec::new();
            for (lang, title) in &subject.title {
                if !titles.iter().any(|(_, text)| *text == title.as_str()) {
                    titles.push((lang, title));
                }
            }
            for (lang, title) in titles {
                index.add(title, lang, id, None);
            }
        }
        index
    }

    fn add(&mut self, text: &str, lang: &str, subject: &SubjectId, period: Option<Period>) {
        let folded = fold(text);
        let at = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        for gram in grams(&folded) {
            let rows = self.grams.entry(gram).or_default();
            if rows.last() != Some(&at) {
                rows.push(at);
            }
        }
        self.rows.push(Row { folded, text: text.to_owned(), lang: lang.to_owned(), subject: subject.clone(), period });
    }

    /// Returns the best name of each subject that the query may mean, best first, then by id.
    ///
    /// Takes time in proportion to the names that share letters with the query; of a query longer than [`MAX_QUERY`] letters
    /// only the beginning counts.
    #[must_use]
    pub fn find(&self, query: &str, limit: usize) -> Vec<Found<'_>> {
        let mut query = fold(query);
        query.truncate(MAX_QUERY);
        if query.is_empty() {
            return Vec::new();
        }
        let wanted = grams(&query);
        let mut shared: Vec<u16> = vec![0; self.rows.len()];
        let mut touched: Vec<u32> = Vec::new();
        for gram in &wanted {
            for row in self.grams.get(gram).into_iter().flatten() {
                if let Some(count) = shared.get_mut(*row as usize) {
                    if *count == 0 {
                        touched.push(*row);
                    }
                    *count = count.saturating_add(1);
                }
            }
        }
        let mut near: Vec<(u32, u32)> = touched
            .into_iter()
            .filter_map(|row| {
                let (count, length) = (
                    u32::from(*shared.get(row as usize)?),
                    u32::try_from(self.rows.get(row as usize)?.folded.len()).ok()?,
                );
                let total = u32::try_from(wanted.len()).ok()? + length + 2;
                (count >= 2 || wanted.len() < 4).then_some((count * 2000 / total + count * 40, row))
            })
            .collect();
        near.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        near.truncate(400);
        let comparison = Comparison { compare: BatchComparator::new(query.iter().copied()), query };
        // A place is written alike in many languages: each spelling is compared once.
        let mut known: HashMap<&[char], f64> = HashMap::new();
        let mut best: BTreeMap<&SubjectId, (Found<'_>, u32)> = BTreeMap::new();
        for (_, at) in near {
            let Some(row) = self.rows.get(at as usize) else { continue };
            let score = *known.entry(&row.folded).or_insert_with(|| comparison.likeness(&row.folded));
            if score < 0.6 {
                continue;
            }
            let found =
                Found { subject: &row.subject, text: &row.text, lang: &row.lang, period: row.period.as_ref(), score };
            let (had, n_names) = best.entry(&row.subject).or_insert((found, 0));
            *n_names += 1;
            if found.score > had.score {
                *had = found;
            }
        }
        // Of subjects that are as like, the one that bears such a name in more languages is the better known.
        let mut found: Vec<(Found<'_>, u32)> = best.into_values().collect();
        found.sort_by(|(a, a_names), (b, b_names)| {
            b.score.total_cmp(&a.score).then(b_names.cmp(a_names)).then_with(|| a.subject.cmp(b.subject))
        });
        found.truncate(limit);
        found.into_iter().map(|(found, _)| found).collect()
    }

    /// Writes the names for the search in the browser: `[text, language, subject, period]`, and each subject's page.
    #[must_use]
    pub fn to_json(&self, model: &Model) -> Value {
        let names: Vec<Value> = self
            .rows
            .iter()
            .map(|row| {
                json!([
                    row.text,
                    row.lang,
                    row.subject.0,
                    row.period.as_ref().map(crate::when::years).unwrap_or_default()
                ])
            })
            .collect();
        let pages: BTreeMap<&str, String> =
            model.subjects.iter().map(|(id, subject)| (id.0.as_str(), address::subject(subject.kind, id))).collect();
        json!({ "names": names, "pages": pages })
    }
}

/// Takes what is accidental off a name: marks, case, compatibility forms, punctuation.
#[must_use]
pub fn fold(text: &str) -> Vec<char> {
    let mut folded: Vec<char> = Vec::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).flat_map(char::to_lowercase) {
        let c = if c.is_alphanumeric() { c } else { ' ' };
        if c != ' ' || folded.last().is_some_and(|last| *last != ' ') {
            folded.push(c);
        }
    }
    if folded.last() == Some(&' ') {
        folded.pop();
    }
    folded
}

fn grams(folded: &[char]) -> Vec<[char; 3]> {
    let mut padded = vec!['^', '^'];
    padded.extend_from_slice(folded);
    padded.push('$');
    let mut grams: Vec<[char; 3]> = padded.windows(3).filter_map(|window| window.try_into().ok()).collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// A query, ready to be compared with many names.
struct Comparison {
    query: Vec<char>,
    /// Counts the letters to insert, remove, change or swap with their neighbour (optimal string alignment).
    compare: BatchComparator<char>,
}

impl Comparison {
    /// Compares a query with a name: 1 for the same, a little less when the name or one of its words begins with it, else by
    /// the share of letters that need no change.
    fn likeness(&self, name: &[char]) -> f64 {
        let query = self.query.as_slice();
        if query == name {
            return 1.0;
        }
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        if name.starts_with(query) {
            return 0.9 + 0.09 * share(query.len(), name.len());
        }
        if name.windows(query.len() + 1).any(|window| window.first() == Some(&' ') && window.ends_with(query)) {
            return 0.8 + 0.09 * share(query.len(), name.len());
        }
        let distance = |part: &[char]| self.compare.distance(part.iter().copied());
        let whole = 1.0 - share(distance(name), query.len().max(name.len()));
        // A beginning with an error in it: what has been typed so far.
        let typed = name
            .get(..query.len())
            .filter(|_| query.len() >= 4)
            .map_or(0.0, |start| 0.9 * (1.0 - share(distance(start), query.len())));
        let words = name
            .split(|c| *c == ' ')
            .filter(|word| word.len() >= 4)
            .map(|word| 0.92 * (1.0 - share(distance(word), query.len().max(word.len()))));
        words.fold(whole.max(typed), f64::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_counts_single_errors() {
        #[track_caller]
        fn check(a: &str, b: &str, expected: usize) {
            assert_eq!(BatchComparator::new(fold(a)).distance(fold(b)), expected, "{a} {b}");
        }
        check("stalingrad", "stalingrad", 0);
        check("stalingard", "stalingrad", 1);
        check("stalngrad", "stalingrad", 1);
        check("", "abc", 3);
        check("abc", "", 3);
    }

    #[test]
    fn folding_takes_marks_and_case_off() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(fold(text).into_iter().collect::<String>(), expected);
        }
        check("Stalinváros", "stalinvaros");
        check("  Ёлкино — Сталино! ", "елкино сталино");
        check("ΣΤΆΛΙΝ", "σταλιν");
        check("\u{202e}", "");
    }
}
