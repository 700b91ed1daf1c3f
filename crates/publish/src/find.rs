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

/// So many spellings, those that share most with the query, are compared with it letter by letter.
const MAX_COMPARED: usize = 200;

/// A name that can be found.
#[derive(Clone, Debug)]
struct Row {
    text: String,
    lang: String,
    /// Its place in [`Index::subjects`].
    subject: u32,
    period: Option<Period>,
}

/// A place is written alike in many languages: each folded spelling is kept and compared once.
#[derive(Clone, Debug)]
struct Spelling {
    folded: Vec<char>,
    /// The names that are so spelled.
    rows: Vec<u32>,
}

/// All names of a record, ready to be searched.
#[derive(Clone, Debug, Default)]
pub struct Index {
    rows: Vec<Row>,
    spellings: Vec<Spelling>,
    /// By id.
    subjects: Vec<SubjectId>,
    /// The spellings that have these three letters.
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
        let mut index = Self { subjects: model.subjects.keys().cloned().collect(), ..Self::default() };
        let mut known = HashMap::new();
        for (at, (id, subject)) in (0..).zip(&model.subjects) {
            for held in &model.life(id).names {
                index.add(&mut known, &held.what.text, held.what.lang.as_str(), at, Some(held.period.clone()));
            }
            let mut titles: Vec<(&str, &str)> = Vec::new();
            for (lang, title) in &subject.title {
                if !titles.iter().any(|(_, text)| *text == title.as_str()) {
                    titles.push((lang, title));
                }
            }
            for (lang, title) in titles {
                index.add(&mut known, title, lang, at, None);
            }
        }
        index
    }

    /// Adds a name; `known` holds the places of the spellings that are there already.
    fn add(
        &mut self,
        known: &mut HashMap<Vec<char>, usize>,
        text: &str,
        lang: &str,
        subject: u32,
        period: Option<Period>,
    ) {
        let row = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        self.rows.push(Row { text: text.to_owned(), lang: lang.to_owned(), subject, period });
        let folded = fold(text);
        if let Some(spelling) = known.get(&folded).and_then(|at| self.spellings.get_mut(*at)) {
            spelling.rows.push(row);
            return;
        }
        let at = self.spellings.len();
        for gram in grams(&folded) {
            self.grams.entry(gram).or_default().push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        known.insert(folded.clone(), at);
        self.spellings.push(Spelling { folded, rows: vec![row] });
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
        let near = self.near(&grams(&query));
        let comparison = Comparison { compare: BatchComparator::new(query.iter().copied()), query };
        // Where a subject stands in `found`, from 1.
        let mut places: Vec<u32> = vec![0; self.subjects.len()];
        let mut found: Vec<(Found<'_>, u32)> = Vec::new();
        for spelling in near {
            let score = comparison.likeness(&spelling.folded);
            if score < 0.6 {
                continue;
            }
            for row in spelling.rows.iter().filter_map(|row| self.rows.get(*row as usize)) {
                let at = row.subject as usize;
                let (Some(subject), Some(place)) = (self.subjects.get(at), places.get_mut(at)) else { continue };
                let this = Found { subject, text: &row.text, lang: &row.lang, period: row.period.as_ref(), score };
                match found.get_mut((*place as usize).wrapping_sub(1)) {
                    Some((had, n_names)) => {
                        *n_names += 1;
                        if score > had.score {
                            *had = this;
                        }
                    }
                    None => {
                        found.push((this, 1));
                        *place = u32::try_from(found.len()).unwrap_or(u32::MAX);
                    }
                }
            }
        }
        // Of subjects that are as like, the one that bears such a name in more languages is the better known.
        found.sort_unstable_by(|(a, a_names), (b, b_names)| {
            b.score.total_cmp(&a.score).then(b_names.cmp(a_names)).then_with(|| a.subject.cmp(b.subject))
        });
        found.truncate(limit);
        found.into_iter().map(|(found, _)| found).collect()
    }

    /// Returns the spellings that share most letters with the query, in groups of three.
    fn near(&self, wanted: &[[char; 3]]) -> Vec<&Spelling> {
        let mut shared: Vec<u16> = vec![0; self.spellings.len()];
        let mut touched: Vec<u32> = Vec::new();
        for at in wanted.iter().filter_map(|gram| self.grams.get(gram)).flatten() {
            if let Some(count) = shared.get_mut(*at as usize) {
                if *count == 0 {
                    touched.push(*at);
                }
                *count = count.saturating_add(1);
            }
        }
        let mut near: Vec<(u32, u32)> = touched
            .into_iter()
            .filter_map(|at| {
                let count = u32::from(*shared.get(at as usize)?);
                let length = u32::try_from(self.spellings.get(at as usize)?.folded.len()).ok()?;
                let total = u32::try_from(wanted.len()).ok()? + length + 2;
                (count >= 2 || wanted.len() < 4).then_some((count * 2000 / total + count * 40, at))
            })
            .collect();
        let order = |a: &(u32, u32), b: &(u32, u32)| b.0.cmp(&a.0).then(a.1.cmp(&b.1));
        if near.len() > MAX_COMPARED {
            near.select_nth_unstable_by(MAX_COMPARED, order);
            near.truncate(MAX_COMPARED);
        }
        near.sort_unstable_by(order);
        near.into_iter().filter_map(|(_, at)| self.spellings.get(at as usize)).collect()
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
                    self.subjects.get(row.subject as usize),
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
        // What is of another length cannot be more like than its length allows: most need no comparison.
        let closer = |best: f64, weight: f64, part: &[char]| {
            let whole = query.len().max(part.len());
            if weight * (1.0 - share(query.len().abs_diff(part.len()), whole)) <= best {
                return best;
            }
            best.max(weight * (1.0 - share(self.compare.distance(part.iter().copied()), whole)))
        };
        let mut best = closer(0.0, 1.0, name);
        // A beginning with an error in it: what has been typed so far.
        if let Some(start) = name.get(..query.len()).filter(|_| query.len() >= 4) {
            best = closer(best, 0.9, start);
        }
        name.split(|c| *c == ' ').filter(|word| word.len() >= 4).fold(best, |best, word| closer(best, 0.92, word))
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
