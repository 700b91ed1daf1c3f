//! Place names in their inflected forms: all forms of a name, and one form of another name.

use crate::lexicon::{Lexicon, Paradigm};
use crate::phrase::lower;
use std::collections::{BTreeMap, BTreeSet};

/// The case of the dictionary.
pub const NOMINATIVE: &str = "nom";

/// Which form of a name a word is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// A case of the noun: `nom`, `gen`.
    Case(String),
    /// The adjective, with this ending.
    Adjective(String),
}

impl Slot {
    /// Returns the slot of the dictionary form.
    #[must_use]
    pub fn nominative() -> Self {
        Self::Case(NOMINATIVE.to_owned())
    }
}

impl Lexicon {
    /// Returns every form that a place name takes, each with every slot that it can be.
    #[must_use]
    pub fn forms(&self, name: &str) -> BTreeMap<String, Vec<Slot>> {
        let mut forms: BTreeMap<String, Vec<Slot>> = BTreeMap::new();
        let mut add = |form: String, slot: Slot| {
            let slots = forms.entry(form).or_default();
            if !slots.contains(&slot) {
                slots.push(slot);
            }
        };
        add(name.to_owned(), Slot::nominative());
        for case in self.cases() {
            for form in self.case_forms(name, &case) {
                add(form, Slot::Case(case.clone()));
            }
        }
        if let Some(stem) = self.adjective_stem(name) {
            for ending in &self.adjective_endings {
                add(format!("{stem}{ending}"), Slot::Adjective(ending.clone()));
            }
        }
        forms
    }

    /// Returns a form with its last word shortened, when that is a form of a word that people shorten: `Сталинской обл.`
    pub(crate) fn shortened(&self, form: &str) -> Option<String> {
        let (head, last) = form.rsplit_once(' ')?;
        let last = lower(last);
        // The words that are shortened differ in their last letters only.
        let is_form = |word: &&String| {
            let stem = &word[..word.char_indices().next_back().map_or(0, |(at, _)| at)];
            last.starts_with(stem) && last.chars().count() <= word.chars().count() + 1
        };
        let word = self.shortened.keys().find(is_form)?;
        Some(format!("{head} {}", self.shortened[word]))
    }

    /// Returns a form of a name shortened when another one is written so.
    pub(crate) fn shortened_like(&self, written: &str, form: String) -> String {
        let is_short = self.shortened.values().any(|short| lower(written).ends_with(short.as_str()));
        if is_short { self.shortened(&form).unwrap_or(form) } else { form }
    }

    /// Returns one form of a place name; none when the language's tables do not say.
    #[must_use]
    pub fn inflect(&self, name: &str, slot: &Slot) -> Option<String> {
        match slot {
            Slot::Case(case) if case == NOMINATIVE => Some(name.to_owned()),
            Slot::Case(case) => self.case_forms(name, case).into_iter().next(),
            Slot::Adjective(ending) => Some(format!("{}{ending}", self.adjective_stem(name)?)),
        }
    }

    /// Returns the form of a new name that stands for an old name written so: of several forms of one case the one in the same
    /// place of the table (`Stalingradě`, not `Stalingradu`).
    #[must_use]
    pub fn inflect_like(&self, old: &str, written: &str, new: &str, slot: &Slot) -> Option<String> {
        if let Slot::Case(case) = slot {
            let (olds, news) = (self.case_forms(old, case), self.case_forms(new, case));
            let at = olds.iter().position(|form| lower(form) == lower(written));
            if let Some(form) = at.filter(|_| olds.len() == news.len()).and_then(|at| news.into_iter().nth(at)) {
                return Some(form);
            }
        }
        self.inflect(new, slot)
    }

    /// Returns the cases that have several forms of some names.
    pub(crate) fn cases_with_variants(&self) -> BTreeSet<&str> {
        let cases = self.noun.iter().flat_map(|paradigm| &paradigm.cases);
        cases.filter(|(_, endings)| endings.all().len() > 1).map(|(case, _)| case.as_str()).collect()
    }

    /// Returns the form of a word that goes right before a name; none for words that have one form.
    #[must_use]
    pub fn form_before(&self, word: &str, name: &str) -> Option<&str> {
        let sandhi = self.sandhi.iter().find(|sandhi| sandhi.plain == word || sandhi.other == word)?;
        if sandhi.is_free && sandhi.other == word {
            return Some(&sandhi.other);
        }
        let name = lower(name);
        let takes_other = sandhi.before.iter().any(|start| name.starts_with(start.as_str()));
        Some(if takes_other { &sandhi.other } else { &sandhi.plain })
    }

    /// Returns the gender of a place name, or `pl`; none when it is not known or does not show.
    #[must_use]
    pub fn gender(&self, name: &str) -> Option<&str> {
        let own = self.genders.get(name).map(String::as_str);
        own.or_else(|| self.noun.iter().find(|paradigm| fits(&paradigm.ends, name))?.gender.as_deref())
    }

    /// All cases that any paradigm of the language names.
    fn cases(&self) -> Vec<String> {
        let regular = self.noun.iter().flat_map(|paradigm| paradigm.cases.keys());
        let irregular = self.irregular.values().flat_map(BTreeMap::keys);
        let mut cases: Vec<String> = regular.chain(irregular).cloned().collect();
        cases.sort();
        cases.dedup();
        cases
    }

    fn case_forms(&self, name: &str, case: &str) -> Vec<String> {
        if let Some(own) = self.irregular.get(name) {
            return own.get(case).map_or_else(|| vec![name.to_owned()], |forms| forms.all().to_vec());
        }
        // Of a name in several words the head is inflected: an adjective with the noun behind it, else the first word.
        if let Some((first, rest)) = name.split_once(' ') {
            let heads = self.word_forms(first, case);
            let tail = match rest.contains(' ') || !self.agrees(first) {
                true => Vec::new(),
                false => self.word_forms(rest, case),
            };
            return match (heads.first(), tail.first()) {
                (Some(head), Some(tail)) => vec![format!("{head} {tail}")],
                (Some(head), None) if !self.agrees(first) => vec![format!("{head} {rest}")],
                _ => Vec::new(),
            };
        }
        self.word_forms(name, case)
    }

    /// Whether a word is an adjective, which takes the case of the noun behind it.
    fn agrees(&self, word: &str) -> bool {
        self.adjective.iter().any(|adjective| !adjective.add.is_empty())
            && self.adjective_endings.iter().any(|ending| {
                word.strip_suffix(ending.as_str())
                    .is_some_and(|stem| self.adjective.iter().any(|adjective| stem.ends_with(&adjective.add)))
            })
    }

    fn word_forms(&self, word: &str, case: &str) -> Vec<String> {
        let Some(paradigm) = self.noun.iter().find(|paradigm| fits(&paradigm.ends, word)) else { return Vec::new() };
        if paradigm.indeclinable {
            return vec![word.to_owned()];
        }
        paradigm_forms(paradigm, word, case)
    }

    fn adjective_stem(&self, name: &str) -> Option<String> {
        if name.contains(' ') || self.adjective_endings.is_empty() {
            return None;
        }
        if let Some(stem) = self.irregular_adjective.get(name) {
            return Some(stem.clone());
        }
        let rule = self.adjective.iter().find(|rule| fits(&rule.ends, name))?;
        Some(format!("{}{}", cut(name, rule.cut)?, rule.add))
    }
}

fn paradigm_forms(paradigm: &Paradigm, word: &str, case: &str) -> Vec<String> {
    let Some(endings) = paradigm.cases.get(case) else { return vec![word.to_owned()] };
    let Some(stem) = cut(word, paradigm.cut) else { return Vec::new() };
    endings.all().iter().map(|ending| format!("{stem}{ending}")).collect()
}

fn fits(ends: &[String], word: &str) -> bool {
    ends.is_empty() || ends.iter().any(|end| word.ends_with(end.as_str()))
}

fn cut(word: &str, n_letters: usize) -> Option<&str> {
    let n_kept = word.chars().count().checked_sub(n_letters)?;
    let end = word.char_indices().nth(n_kept).map_or(word.len(), |(at, _)| at);
    word.get(..end)
}
