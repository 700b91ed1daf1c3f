//! What is known about names: letters, spellings, endings and given names, from `data/persons/`.

use super::part::{Part, Role, Sex};
use rustc_hash::FxHashMap;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// What is known about names.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    letters: FxHashMap<char, &'static str>,
    spellings: Vec<Rewrite>,
    surnames: Vec<(&'static [u8], &'static [u8])>,
    patronymics: Vec<(&'static [u8], Sex)>,
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
            spellings: rows("spellings")
                .map(|(from, to)| Rewrite {
                    from: from.trim_start_matches('^').trim_end_matches('$').as_bytes(),
                    to: to.as_bytes(),
                    at_start: from.starts_with('^'),
                    at_end: from.ends_with('$'),
                })
                .collect(),
            surnames: rows("surname-endings").map(|(from, to)| (from.as_bytes(), to.as_bytes())).collect(),
            patronymics: rows("patronymic-endings").map(|(ending, sex)| (ending.as_bytes(), sex_of(sex))).collect(),
            ..Self::default()
        };
        known.surnames.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
        known.patronymics.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
        for (group, (sex, spellings)) in (1..).zip(rows("given")) {
            for spelling in spellings.split_whitespace() {
                let root = known.root(&known.fold(spelling));
                let stem = stem(&root).to_vec();
                for (map, key) in [(&mut known.given, root), (&mut known.fathers, stem)] {
                    let (groups, of) = map.entry(key).or_insert(([0; 3], sex_of(sex)));
                    if !groups.contains(&group)
                        && let Some(free) = groups.iter_mut().find(|group| **group == 0)
                    {
                        *free = group;
                    }
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
        let mut root = folded.to_vec();
        let mut next = Vec::with_capacity(root.len());
        for rule in &self.spellings {
            if root.len() < rule.from.len() || !root.windows(rule.from.len()).any(|window| window == rule.from) {
                continue;
            }
            next.clear();
            let mut i = 0;
            while i < root.len() {
                let end = i + rule.from.len();
                if root[i..].starts_with(rule.from) && (!rule.at_start || i == 0) && (!rule.at_end || end == root.len())
                {
                    next.extend_from_slice(rule.to);
                    i = end;
                } else {
                    next.push(root[i]);
                    i += 1;
                }
            }
            std::mem::swap(&mut root, &mut next);
        }
        root.dedup();
        root
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
            return Some(part);
        }
        let none = ([0; 3], Sex::Unknown);
        part.root = match role {
            Role::Surname => {
                let (cut, sex) = self.surname(&root);
                part.sex = sex;
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
        Some(part)
    }

    fn surname(&self, root: &[u8]) -> (Vec<u8>, Sex) {
        let Some((from, to)) =
            self.surnames.iter().find(|(from, _)| root.len() >= from.len() + 2 && root.ends_with(from))
        else {
            let is_male = [&b"ov"[..], b"ev"].iter().any(|end| root.len() > 4 && root.ends_with(end));
            return (root.to_vec(), if is_male { Sex::Male } else { Sex::Unknown });
        };
        let mut cut = root[..root.len() - from.len()].to_vec();
        cut.extend_from_slice(to);
        let is_female = [&b"ova"[..], b"eva", b"skaia"].iter().any(|end| root.ends_with(end));
        (cut, if is_female { Sex::Female } else { Sex::Unknown })
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

/// Returns the lines of a bundled table of two columns.
fn rows(name: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let text = thaw_data::file(&format!("persons/{name}.csv")).unwrap_or_default();
    text.lines().skip(1).filter_map(|line| line.split_once(','))
}
