//! What is known about names: letters, spellings, endings and given names, from `data/persons/`.

use super::part::{Part, Role, Sex};
use rustc_hash::FxHashMap;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// What is known about names.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    letters: FxHashMap<char, &'static str>,
    spellings: Vec<Rewrite>,
    hearing: Vec<Rewrite>,
    surname_endings: Vec<(&'static [u8], &'static [u8])>,
    patronymics: Vec<(&'static [u8], Sex)>,
    /// The group of a surname that is known, by its root.
    surnames: FxHashMap<Vec<u8>, [u16; 3]>,
    /// Groups and sex by the root of a given name, and by its stem, as it stands in patronymics.
    given: FxHashMap<Vec<u8>, ([u16; 3], Sex)>,
    fathers: FxHashMap<Vec<u8>, ([u16; 3], Sex)>,
}

#[derive(Clone, Debug)]
struct Rewrite {
    from: &'static [u8],
    to: &'static [u8],
    at_start: bool,
    at_end: bool,
}

impl Knowledge {
    /// Reads what is bundled.
    #[must_use]
    pub fn bundled() -> Self {
        let mut known = Self {
            letters: rows("letters").filter_map(|(letter, latin)| Some((letter.chars().next()?, latin))).collect(),
            spellings: rewrites("spellings"),
            hearing: rewrites("hearing"),
            surname_endings: rows("surname-endings").map(|(from, to)| (from.as_bytes(), to.as_bytes())).collect(),
            patronymics: rows("patronymic-endings").map(|(ending, sex)| (ending.as_bytes(), sex_of(sex))).collect(),
            ..Self::default()
        };
        known.surname_endings.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
        known.patronymics.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
        for (group, line) in (1..).zip(lines("surnames")) {
            for spelling in line.split_whitespace() {
                let root = known.surname(&known.root(&known.fold(spelling)));
                put(known.surnames.entry(root).or_default(), group);
            }
        }
        for (group, (sex, spellings)) in (1..).zip(rows("given")) {
            for spelling in spellings.split_whitespace() {
                let root = known.root(&known.fold(spelling));
                let stem = stem(&root).to_vec();
                for (map, key) in [(&mut known.given, root), (&mut known.fathers, stem)] {
                    let (groups, of) = map.entry(key).or_insert(([0; 3], sex_of(sex)));
                    put(groups, group);
                    if *of != sex_of(sex) {
                        *of = Sex::Unknown;
                    }
                }
            }
        }
        known
    }

    /// Writes a text in plain Latin letters, lower case; what is no letter falls away.
    #[must_use]
    pub fn fold(&self, text: &str) -> Vec<u8> {
        let mut folded = Vec::with_capacity(text.len());
        for letter in text.chars().flat_map(char::to_lowercase) {
            if letter.is_ascii() {
                if letter.is_ascii_alphanumeric() {
                    folded.push(letter as u8);
                }
            } else if let Some(latin) = self.letters.get(&letter) {
                folded.extend_from_slice(latin.as_bytes());
            } else {
                for bare in std::iter::once(letter).nfd().filter(|letter| !is_combining_mark(*letter)) {
                    match self.letters.get(&bare) {
                        Some(latin) => folded.extend_from_slice(latin.as_bytes()),
                        None if bare.is_ascii_alphanumeric() => folded.push(bare as u8),
                        // A script that is not known: the bytes compare as they are.
                        None if bare.is_alphanumeric() => {
                            folded.extend_from_slice(bare.encode_utf8(&mut [0; 4]).as_bytes());
                        }
                        None => {}
                    }
                }
            }
        }
        folded
    }

    /// Returns what all romanizations of a folded text share.
    pub(super) fn root(&self, folded: &[u8]) -> Vec<u8> {
        rewrite(folded, &self.spellings)
    }

    /// Returns whose a patronymic is and what stands before its ending.
    pub(super) fn father<'r>(&self, root: &'r [u8]) -> Option<(&'r [u8], Sex)> {
        let fits = |(ending, _): &&(&[u8], Sex)| root.len() > ending.len() + 1 && root.ends_with(ending);
        self.patronymics.iter().find(fits).map(|(ending, sex)| (&root[..root.len() - ending.len()], *sex))
    }

    /// Whether the text is a known given name.
    pub(super) fn is_given(&self, text: &str) -> bool {
        self.given.contains_key(&self.root(&self.fold(text)))
    }

    /// Whether the text is a known surname, or ends like one.
    pub(super) fn is_surname(&self, text: &str) -> bool {
        let root = self.root(&self.fold(text));
        let cut = self.surname(&root);
        self.surnames.contains_key(&cut)
            || cut != root
            || self.surname_endings.iter().any(|(_, to)| to.len() > 1 && root.ends_with(to))
    }

    /// Keys one part of a name; nothing when no letter stands in it.
    #[must_use]
    pub fn part(&self, role: Role, text: &str) -> Option<Part> {
        let spelling = self.fold(text);
        if spelling.is_empty() {
            return None;
        }
        let n_letters = text.chars().filter(|letter| letter.is_alphanumeric()).count();
        let is_abbreviated = text.trim_end().ends_with('.');
        let root = self.root(&spelling);
        let mut part = Part {
            is_initial: role != Role::Surname && (n_letters == 1 || (n_letters == 2 && is_abbreviated)),
            spelling: spelling.into(),
            ..Part::default()
        };
        if part.is_initial {
            part.root = root[..1].into();
            part.heard = part.root.clone();
            return Some(part);
        }
        let none = ([0; 3], Sex::Unknown);
        part.root = match role {
            Role::Surname => {
                let cut = self.surname(&root);
                part.groups = self.surnames.get(&cut).copied().unwrap_or_default();
                cut.into()
            }
            Role::Given => {
                (part.groups, part.sex) = self.given.get(&root).copied().unwrap_or(none);
                root.into()
            }
            Role::Patronymic => {
                let (father, sex) = self.father(&root).unwrap_or((&root, Sex::Unknown));
                let father = stem(father);
                part.groups = self.fathers.get(father).copied().unwrap_or(none).0;
                part.sex = sex;
                father.into()
            }
        };
        part.heard = rewrite(&part.root, &self.hearing).into();
        Some(part)
    }

    /// Returns the root of a surname, the same for a man and a woman and in every language.
    fn surname(&self, root: &[u8]) -> Vec<u8> {
        let fits = |(from, _): &&(&[u8], &[u8])| root.len() >= from.len() + 2 && root.ends_with(from);
        let (from, to) = self.surname_endings.iter().find(fits).copied().unwrap_or_default();
        [&root[..root.len() - from.len()], to].concat()
    }
}

/// Applies rules from the first to the last; letters that are doubled then stand once.
fn rewrite(text: &[u8], rules: &[Rewrite]) -> Vec<u8> {
    let mut text = text.to_vec();
    let mut next = Vec::with_capacity(text.len());
    for rule in rules {
        if text.len() < rule.from.len() || !text.windows(rule.from.len()).any(|window| window == rule.from) {
            continue;
        }
        next.clear();
        let mut i = 0;
        while i < text.len() {
            let end = i + rule.from.len();
            if text[i..].starts_with(rule.from) && (!rule.at_start || i == 0) && (!rule.at_end || end == text.len()) {
                next.extend_from_slice(rule.to);
                i = end;
            } else {
                next.push(text[i]);
                i += 1;
            }
        }
        std::mem::swap(&mut text, &mut next);
    }
    text.dedup();
    text
}

/// Adds a group where there is room and it is new.
fn put(groups: &mut [u16; 3], group: u16) {
    if !groups.contains(&group)
        && let Some(free) = groups.iter_mut().find(|group| **group == 0)
    {
        *free = group;
    }
}

/// Returns a name without the vowels at its end, as it stands in patronymics.
fn stem(root: &[u8]) -> &[u8] {
    let end =
        root.iter().rposition(|byte| !matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')).map_or(root.len(), |i| i + 1);
    &root[..end.max(2).min(root.len())]
}

fn sex_of(word: &str) -> Sex {
    match word {
        "m" => Sex::Male,
        "f" => Sex::Female,
        _ => Sex::Unknown,
    }
}

/// Returns the lines of a bundled table, without its header.
fn lines(name: &str) -> impl Iterator<Item = &'static str> {
    thaw_data::file(&format!("persons/{name}.csv")).unwrap_or_default().lines().skip(1)
}

/// Returns the rows of a bundled table of two columns.
fn rows(name: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(name).filter_map(|line| line.split_once(','))
}

/// Returns the rules of a bundled table; `^` is the beginning of a name and `$` its end.
fn rewrites(name: &str) -> Vec<Rewrite> {
    let rule = |(from, to): (&'static str, &'static str)| Rewrite {
        from: from.trim_start_matches('^').trim_end_matches('$').as_bytes(),
        to: to.as_bytes(),
        at_start: from.starts_with('^'),
        at_end: from.ends_with('$'),
    };
    rows(name).map(rule).collect()
}
