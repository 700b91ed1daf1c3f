//! Counts of cases, with small numbers hidden when they are published.

use super::{Brief, Register, RegisterError, Standing, Told};
use crate::{
    cases::{Kind, Reader, columns::NONE},
    decree::Decree,
};
use std::collections::{BTreeMap, BTreeSet};
use thaw_core::Edtf;

/// What cases are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The year of the sentence.
    Year,
    /// Each article of the conviction.
    Article,
    /// The place of the sentence, as it is called today when that is known.
    Place,
    /// The list.
    List,
    /// What each decree says.
    Decree,
}

/// A count, or why it is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Count {
    /// More than none and fewer than this.
    Below(u64),
    /// Hidden, because with it a small count could be worked out from the total; it may be of any size.
    Hidden,
    /// So many.
    Exactly(u64),
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Below(limit) => write!(f, "<{limit}"),
            Self::Hidden => f.write_str("hidden"),
            Self::Exactly(count) => write!(f, "{count}"),
        }
    }
}

/// Hides counts below a limit, and of the counts that make up one total as many more, the smallest first, as it takes that the
/// hidden ones cannot be worked out from that total. `total_of` says to which total a count belongs.
///
/// A single hidden count is the total less all others. Several are told, too, when together they are no more than the limit
/// hides, or when each must be the least or the most that it can be.
#[must_use]
pub fn suppress(counts: &BTreeMap<String, u64>, limit: u64, total_of: impl Fn(&str) -> String) -> Vec<(String, Count)> {
    let is_small = |count: u64| count > 0 && count < limit;
    let mut totals: BTreeMap<String, Vec<(&str, u64)>> = BTreeMap::new();
    for (key, count) in counts {
        totals.entry(total_of(key)).or_default().push((key, *count));
    }
    let mut also: BTreeSet<&str> = BTreeSet::new();
    for parts in totals.values_mut() {
        parts.sort_by_key(|(key, count)| (*count, *key));
        let small = parts.iter().filter(|(_, count)| is_small(*count)).map(|(_, count)| *count);
        let (mut n_hidden, mut sum) = small.fold((0, 0), |(n, sum), count| (n + 1, sum + count));
        let (least, most) = (n_hidden, n_hidden * limit.saturating_sub(1));
        if n_hidden == 0 {
            continue;
        }
        for (key, count) in parts.iter().filter(|(_, count)| *count > 0 && !is_small(*count)) {
            if n_hidden > 1 && sum >= limit && sum != least && sum != most {
                break;
            }
            also.insert(key);
            (n_hidden, sum) = (n_hidden + 1, sum + count);
        }
    }
    let shown = |key: &str, count: u64| match () {
        () if is_small(count) => Count::Below(limit),
        () if also.contains(key) => Count::Hidden,
        () => Count::Exactly(count),
    };
    counts.iter().map(|(key, count)| (key.clone(), shown(key, *count))).collect()
}

impl By {
    /// Returns to which total a count belongs: every decree has its own.
    #[must_use]
    pub fn total_of(self, key: &str) -> String {
        let decree = (self == Self::Decree).then(|| key.split_once(": ")).flatten();
        decree.map_or_else(String::new, |(decree, _)| decree.to_owned())
    }
}

impl Register {
    /// Counts cases.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn count(
        &self,
        by: By,
        decrees: &[&Decree],
        reader: &Reader,
        today: &Edtf,
    ) -> Result<BTreeMap<String, u64>, RegisterError> {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        if by == By::Decree {
            let mut by_word: BTreeMap<(usize, &str, bool), u64> = BTreeMap::new();
            let add = |(): &(), _: &Standing, rulings: Vec<Told<'_>>| {
                for (decree, told) in rulings.iter().enumerate() {
                    let is_at_least = told.word() != "undecided" && told.at_best().is_some();
                    *by_word.entry((decree, told.word(), is_at_least)).or_default() += 1;
                }
            };
            self.rule_kept(decrees, &BTreeSet::new(), reader, today, |_, _, _| (), add)?;
            counts.extend(by_word.into_iter().map(|((decree, word, is_at_least), count)| {
                (format!("{}: {word}{}", decrees[decree].id, if is_at_least { " at least" } else { "" }), count)
            }));
        } else {
            let mut add = |key: String| *counts.entry(key).or_default() += 1;
            self.each_brief(|_, _, case| keys(case, by, reader).into_iter().for_each(&mut add))?;
        }
        Ok(counts)
    }
}

fn keys(case: &Brief<'_>, by: By, reader: &Reader) -> Vec<String> {
    let unknown = || "unknown".to_owned();
    match by {
        By::Year => {
            let date: Option<Edtf> = case.get("sentenced").and_then(|date| date.parse().ok());
            let years = date.and_then(|date| Some((date.first_year()?, date.last_year()?)));
            vec![match years {
                Some((first, last)) if first == last => first.to_string(),
                Some((first, last)) => format!("{first} to {last}"),
                None => unknown(),
            }]
        }
        By::Article => match case.get("article").filter(|text| *text != NONE) {
            Some(text) => text.split("; ").map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect(),
            None => vec![unknown()],
        },
        By::Place => {
            let fields = reader.fields().iter().filter(|(_, field)| field.kind == Kind::Place).map(|(name, _)| name);
            let wanted = ["place"].into_iter().chain(fields.filter(|name| *name != "place" && *name != "birthplace"));
            let found = wanted.into_iter().find_map(|name| {
                let known = case.place_today(name).map(str::to_owned);
                known.or_else(|| case.get(name).map(str::to_owned))
            });
            vec![found.unwrap_or_else(unknown)]
        }
        By::List => vec![case.list.to_string()],
        By::Decree => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_are_hidden_also_from_subtraction() {
        let counts = |list: &[(&str, u64)]| list.iter().map(|(key, count)| ((*key).to_owned(), *count)).collect();
        let shown = |list: &[(&str, u64)]| {
            let shown = suppress(&counts(list), 5, |key| By::Decree.total_of(key));
            shown.iter().map(|(key, count)| format!("{key} {count}")).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(shown(&[("1937", 40), ("1938", 12)]), "1937 40, 1938 12");
        assert_eq!(shown(&[("1937", 40), ("1938", 12), ("1939", 3)]), "1937 40, 1938 hidden, 1939 <5");
        assert_eq!(shown(&[("1937", 40), ("1938", 2), ("1939", 4)]), "1937 40, 1938 <5, 1939 <5");
        // One each: the total says so. Four each, too.
        assert_eq!(shown(&[("1937", 40), ("1938", 1), ("1939", 1)]), "1937 hidden, 1938 <5, 1939 <5");
        assert_eq!(shown(&[("1937", 40), ("1938", 4), ("1939", 4)]), "1937 hidden, 1938 <5, 1939 <5");
        // Two hidden counts of two decrees do not hide each other.
        assert_eq!(
            shown(&[("a: halve", 30), ("a: release", 3), ("a: undecided", 9), ("b: halve", 40), ("b: release", 2)]),
            "a: halve 30, a: release <5, a: undecided hidden, b: halve hidden, b: release <5"
        );
    }
}
