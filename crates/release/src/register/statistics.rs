//! Counts of cases, with small numbers hidden when they are published.

use super::{Register, RegisterError};
use crate::{
    cases::{Case, Kind, Reader, columns::NONE},
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

/// A count, or that there are fewer than may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Count {
    /// More than none and fewer than this.
    Below(u64),
    /// So many.
    Exactly(u64),
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Below(limit) => write!(f, "<{limit}"),
            Self::Exactly(count) => write!(f, "{count}"),
        }
    }
}

/// Hides counts below a limit, and the smallest shown one when only a single count is hidden, which a total would give away.
#[must_use]
pub fn suppress(counts: &BTreeMap<String, u64>, limit: u64) -> Vec<(String, Count)> {
    let is_small = |count: u64| count > 0 && count < limit;
    let n_hidden = counts.values().filter(|count| is_small(**count)).count();
    let smallest =
        counts.iter().filter(|(_, count)| !is_small(**count)).min_by_key(|(_, count)| **count).map(|(key, _)| key);
    counts
        .iter()
        .map(|(key, count)| {
            let gives_away = n_hidden == 1 && smallest == Some(key);
            let shown = if is_small(*count) {
                Count::Below(limit)
            } else if gives_away {
                Count::Below(count + 1)
            } else {
                Count::Exactly(*count)
            };
            (key.clone(), shown)
        })
        .collect()
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
        let mut add = |key: String| *counts.entry(key).or_default() += 1;
        if by == By::Decree {
            self.rule(decrees, &BTreeSet::new(), reader, today, |ruled| {
                for told in &ruled.rulings {
                    add(format!("{}: {}", told.decree().id, told.word()));
                }
            })?;
        } else {
            self.each_case(|_, case| keys(&case, by, reader).into_iter().for_each(&mut add))?;
        }
        Ok(counts)
    }
}

fn keys(case: &Case, by: By, reader: &Reader) -> Vec<String> {
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
                let known = case.places.get(name).and_then(|place| place.today.clone());
                known.or_else(|| case.get(name).map(str::to_owned))
            });
            vec![found.unwrap_or_else(unknown)]
        }
        By::List => vec![case.list.clone()],
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
            let shown = suppress(&counts(list), 5);
            shown.iter().map(|(key, count)| format!("{key} {count}")).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(shown(&[("1937", 40), ("1938", 12)]), "1937 40, 1938 12");
        assert_eq!(shown(&[("1937", 40), ("1938", 12), ("1939", 3)]), "1937 40, 1938 <13, 1939 <5");
        assert_eq!(shown(&[("1937", 40), ("1938", 2), ("1939", 3)]), "1937 40, 1938 <5, 1939 <5");
    }
}
