//! Patterns: a dossier's names as stems with tails, in each language and romanization.

use crate::{
    fold::{exact_word, is_apostrophe, is_hyphen, plain_word},
    label::{self, Label},
    language::{Language, Languages},
    romanize::Romanization,
    tails::{Choice, TailTable, choose},
};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use thaw_core::{Dossier, Script};

/// Which name of the person a pattern is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Role {
    Full,
    Surname,
    /// A given name by which the person is known alone.
    Known,
    Alias,
    Epithet,
    Title,
    Listed,
    /// Recognised only beside another name.
    Given,
}

/// A word of a pattern.
#[derive(Clone, Debug)]
pub(crate) struct PatternWord {
    /// The stem as the dossier writes it.
    pub(crate) stem: String,
    /// The stem in the letters that words are compared in.
    pub(crate) exact: String,
    /// What stands before it in the name: a space, hyphen or apostrophe.
    pub(crate) joint: char,
    /// How many folded letters the stem has.
    pub(crate) n_letters: usize,
    /// What may follow.
    pub(crate) tails: Arc<TailTable>,
}

/// A name to look for: one word or several.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    /// Which dossier, by its place in the list.
    pub(crate) dossier: usize,
    /// The language's place in [`Patterns::languages`].
    pub(crate) language: usize,
    /// The tag, with `-Latn` for a romanization.
    pub(crate) tag: String,
    /// The romanization in words.
    pub(crate) scheme: Option<String>,
    pub(crate) role: Role,
    pub(crate) words: Vec<PatternWord>,
    /// The word that the automaton looks for.
    pub(crate) anchor: usize,
    /// The surname is also a word or the name of many.
    pub(crate) common: bool,
}

/// All patterns of some dossiers.
#[derive(Debug, Default)]
pub(crate) struct Patterns {
    pub(crate) languages: Vec<Arc<Language>>,
    /// The romanizations of each.
    pub(crate) schemes: Vec<Vec<Arc<Romanization>>>,
    pub(crate) patterns: Vec<Pattern>,
}

/// Tail tables that several names share.
#[derive(Default)]
struct Tables(FxHashMap<(usize, Choice, Vec<String>), Arc<TailTable>>);

impl Patterns {
    /// Builds the patterns of dossiers; languages without a table are left out.
    pub(crate) fn of<'a>(dossiers: impl Iterator<Item = &'a Dossier>, languages: &Languages) -> Self {
        let mut built = Self::default();
        let mut tables = Tables::default();
        let mut by_tag: FxHashMap<String, Option<usize>> = FxHashMap::default();
        for (dossier_idx, dossier) in dossiers.enumerate() {
            let known_by_given = label::is_known_by_given(dossier, languages);
            for (tag, names) in &dossier.names {
                let slot = by_tag.entry(tag.clone()).or_insert_with(|| {
                    let language = languages.get(tag)?;
                    built
                        .schemes
                        .push(language.romanizations.iter().filter_map(|id| languages.romanization(id)).collect());
                    built.languages.push(language);
                    Some(built.languages.len() - 1)
                });
                let Some(language_idx) = *slot else { continue };
                let language = Arc::clone(&built.languages[language_idx]);
                // Whole names alone are taken apart.
                let whole = names.surname.is_empty() && names.given.is_empty() && !names.full.is_empty();
                let Label { names, known, numbered } = if whole {
                    label::read(names, &language, known_by_given)
                } else {
                    Label { names: names.clone(), ..Label::default() }
                };
                let lists = [
                    (Role::Known, &known),
                    (Role::Full, &names.full),
                    (Role::Surname, &names.surname),
                    (Role::Alias, &names.aliases),
                    (Role::Epithet, &names.epithets),
                    (Role::Title, &names.titles),
                    (Role::Listed, &names.forms),
                    (Role::Given, &names.given),
                    (Role::Given, &names.patronymic),
                ];
                for (role, list) in lists {
                    for text in list {
                        let common = match role {
                            Role::Surname => {
                                let words = if whole { &language.words.common } else { &dossier.common };
                                words.iter().any(|word| exact_word(word) == exact_word(text))
                            }
                            Role::Known => numbered,
                            _ => false,
                        };
                        let seed = Seed { dossier: dossier_idx, language: language_idx, tag, role, text, common };
                        built.add(&seed, &mut tables);
                    }
                }
            }
        }
        built
    }

    fn add(&mut self, seed: &Seed<'_>, tables: &mut Tables) {
        let language = Arc::clone(&self.languages[seed.language]);
        let foreign = language.script != Script::Latn && Script::of_text(seed.text) == Script::Latn;
        self.push(seed, &language, &[], tables);
        // An acronym in other letters is any word of those letters: ЗИС and `Sis`.
        if foreign || language.script == Script::Latn || seed.role == Role::Listed && is_acronym(seed.text) {
            return;
        }
        // Romanizations that write the stems alike share a pattern with the tails of each.
        let mut groups: Vec<(Vec<String>, Vec<Arc<Romanization>>)> = Vec::new();
        for scheme in &self.schemes[seed.language] {
            let stems: Vec<String> =
                seed.words(&language).map(|(_, choice)| scheme.apply(&choice.stem, false)).collect();
            match groups.iter_mut().find(|(known, _)| *known == stems) {
                Some((_, schemes)) => schemes.push(Arc::clone(scheme)),
                None => groups.push((stems, vec![Arc::clone(scheme)])),
            }
        }
        for (_, schemes) in groups {
            self.push(seed, &language, &schemes, tables);
        }
    }

    fn push(&mut self, seed: &Seed<'_>, language: &Arc<Language>, schemes: &[Arc<Romanization>], tables: &mut Tables) {
        let words: Vec<PatternWord> = seed
            .words(language)
            .map(|(joint, choice)| {
                let stem =
                    schemes.first().map_or_else(|| choice.stem.clone(), |scheme| scheme.apply(&choice.stem, false));
                let exact = exact_word(&stem);
                let n_letters = plain_word(&exact).chars().count();
                PatternWord {
                    exact,
                    n_letters,
                    tails: tables.get(seed.language, language, choice, schemes),
                    stem,
                    joint,
                }
            })
            .filter(|word| word.n_letters > 0)
            .collect();
        // The longest word is the rarest; among equals the last is the family's.
        let Some(anchor) = (0..words.len()).max_by_key(|idx| (words[*idx].n_letters, *idx)) else { return };
        let tag = if schemes.is_empty() { seed.tag.to_owned() } else { format!("{}-Latn", seed.tag) };
        let names: Vec<&str> = schemes.iter().map(|scheme| scheme.name()).collect();
        let scheme = (!names.is_empty()).then(|| names.join(", "));
        let (dossier, language, role, common) = (seed.dossier, seed.language, seed.role, seed.common);
        self.patterns.push(Pattern { dossier, language, tag, scheme, role, words, anchor, common });
    }
}

struct Seed<'a> {
    dossier: usize,
    language: usize,
    tag: &'a str,
    role: Role,
    text: &'a str,
    common: bool,
}

impl Seed<'_> {
    /// Returns the words of the name with the rules for each.
    fn words<'b>(&'b self, language: &'b Language) -> impl Iterator<Item = (char, Choice)> {
        let words: Vec<&str> = split_words(self.text).collect();
        let n_words = words.len();
        words.into_iter().enumerate().map(move |(idx, word)| {
            let part = match self.role {
                Role::Listed => "",
                _ if idx > 0 && label::numeral(word, &language.words).is_some() => "",
                Role::Known => "given",
                Role::Given if word.chars().count() > 2 => "given",
                Role::Surname | Role::Alias | Role::Full if idx + 1 == n_words => "surname",
                _ => "other",
            };
            let before = word.as_ptr() as usize - self.text.as_ptr() as usize;
            let joint = self.text[..before]
                .chars()
                .next_back()
                .filter(|c| is_apostrophe(*c) || is_hyphen(*c) || *c == '・' || *c == '·');
            (joint.unwrap_or(' '), if part.is_empty() { Choice::literal(word) } else { choose(language, word, part) })
        })
    }
}

impl Tables {
    fn get(
        &mut self,
        idx: usize,
        language: &Arc<Language>,
        choice: Choice,
        schemes: &[Arc<Romanization>],
    ) -> Arc<TailTable> {
        let ids = schemes.iter().map(|scheme| scheme.name().to_owned()).collect();
        let key = (idx, choice.without_stem(), ids);
        let new = || Arc::new(TailTable::new(Arc::clone(language), choice, schemes.to_vec()));
        Arc::clone(self.0.entry(key).or_insert_with(new))
    }
}

/// Tells whether a name is all capitals, where the script has any.
pub(crate) fn is_acronym(text: &str) -> bool {
    text.chars().count() > 1 && text.chars().all(char::is_uppercase)
}

/// Splits a name into words at spaces, hyphens, apostrophes and stops.
pub(crate) fn split_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !crate::fold::is_word(c) && !c.is_ascii_digit()).filter(|word| !word.is_empty())
}
