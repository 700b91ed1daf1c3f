//! What is known about names: letters, spellings, endings and given names, from `data/persons/`.

use super::{
    alike::letter_bits,
    part::{Part, Role, Sex},
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::{borrow::Cow, cmp::Ordering};
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// What is known about names.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    letters: FxHashMap<char, &'static str>,
    /// Latin letters that look like Cyrillic ones, both ways.
    to_cyrillic: FxHashMap<char, char>,
    to_latin: FxHashMap<char, char>,
    /// Words that stand beside a name and are none.
    titles: FxHashSet<Vec<u8>>,
    /// Words behind a father's name that make a patronymic of it.
    sons: FxHashSet<Vec<u8>>,
    /// Words between two spellings of a name.
    joints: Vec<&'static str>,
    spellings: Vec<Rewrite>,
    hearing: Vec<Rewrite>,
    surname_endings: Vec<(&'static [u8], &'static [u8])>,
    patronymics: Vec<(&'static [u8], Sex)>,
    /// The group of a surname that is known, by its root.
    surnames: FxHashMap<Vec<u8>, [u16; 3]>,
    /// Groups and sex by the root of a given name, and by its stem, as it stands in patronymics.
    given: FxHashMap<Vec<u8>, ([u16; 3], Sex)>,
    fathers: FxHashMap<Vec<u8>, ([u16; 3], Sex)>,
    /// For each group of given names, the letters with which its names begin, as bits.
    begins: Vec<u32>,
}

#[derive(Clone, Debug)]
struct Rewrite {
    from: &'static [u8],
    to: &'static [u8],
    at_start: bool,
    at_end: bool,
    /// The letters of `from`, as bits: a text that lacks one of them need not be searched.
    letters: u64,
}

impl Knowledge {
    /// Reads what is bundled.
    #[must_use]
    pub fn bundled() -> Self {
        let mut known = Self {
            letters: rows("letters").filter_map(|(letter, latin)| Some((letter.chars().next()?, latin))).collect(),
            to_cyrillic: lookalikes().collect(),
            to_latin: lookalikes().map(|(latin, cyrillic)| (cyrillic, latin)).collect(),
            joints: rows("beside").filter(|(_, what)| *what == "joint").map(|(word, _)| word).collect(),
            spellings: rewrites("spellings"),
            hearing: rewrites("hearing"),
            surname_endings: rows("surname-endings").map(|(from, to)| (from.as_bytes(), to.as_bytes())).collect(),
            patronymics: rows("patronymic-endings").map(|(ending, sex)| (ending.as_bytes(), sex_of(sex))).collect(),
            ..Self::default()
        };
        let sons = rows("beside").filter(|(_, what)| *what == "son").map(|(word, _)| known.root(&known.fold(word)));
        known.sons = sons.collect();
        known.titles = rows("beside").filter(|(_, what)| *what == "title").map(|(word, _)| known.fold(word)).collect();
        known.surname_endings.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
        known.patronymics.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
        for (group, line) in (1..).zip(lines("surnames")) {
            for spelling in line.split_whitespace() {
                let root = known.surname(&known.root(&known.fold(spelling)));
                put(known.surnames.entry(root).or_default(), group);
            }
        }
        // Group 0 is none.
        known.begins.push(0);
        for (group, (sex, spellings)) in (1..).zip(rows("given")) {
            let mut begins = 0;
            for spelling in spellings.split_whitespace() {
                let root = known.root(&known.fold(spelling));
                let stem = stem(&root).to_vec();
                begins |= letter_bit(&root);
                for (map, key) in [(&mut known.given, root), (&mut known.fathers, stem)] {
                    let (groups, of) = map.entry(key).or_insert(([0; 3], sex_of(sex)));
                    put(groups, group);
                    if *of != sex_of(sex) {
                        *of = Sex::Unknown;
                    }
                }
            }
            known.begins.push(begins);
        }
        known
    }

    /// Writes a text in plain Latin letters, lower case; what is no letter falls away.
    #[must_use]
    pub fn fold(&self, text: &str) -> Vec<u8> {
        let text = self.in_one_script(text);
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

    /// Puts right words in which a Latin letter stands for the Cyrillic one that looks the same, or the other way round.
    ///
    /// A word of lookalikes alone follows the other words: `Иванов C. П.`
    pub(super) fn in_one_script<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let is_cyrillic = |letter: char| ('\u{400}'..='\u{52f}').contains(&letter);
        if !text.contains(is_cyrillic) || !text.contains(|letter: char| letter.is_ascii_alphabetic()) {
            return Cow::Borrowed(text);
        }
        let speaks = |text: &str| {
            let n_cyrillic = text.chars().filter(|c| is_cyrillic(*c) && !self.to_latin.contains_key(c)).count();
            let is_latin = |c: &char| c.is_ascii_alphabetic() && !self.to_cyrillic.contains_key(c);
            n_cyrillic.cmp(&text.chars().filter(is_latin).count())
        };
        let whole = speaks(text);
        let words = text.split_inclusive(|letter: char| !letter.is_alphanumeric()).map(|word| {
            let other = match speaks(word).then(whole) {
                Ordering::Greater => &self.to_cyrillic,
                Ordering::Less => &self.to_latin,
                Ordering::Equal => return word.to_owned(),
            };
            word.chars().map(|letter| other.get(&letter).copied().unwrap_or(letter)).collect()
        });
        Cow::Owned(words.collect())
    }

    /// Whether a word stands beside a name and is none: `гр.`, `Dr`.
    pub(super) fn is_title(&self, word: &str) -> bool {
        self.titles.contains(&self.fold(word))
    }

    /// Returns the spellings that stand in one cell: `Иванова (Петрова)`, `Кац; Katz`, `Ким, он же Цой`.
    pub(super) fn spellings<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut spellings: Vec<&str> = text.split(['(', ')', '[', ']', ';', '/', ',']).collect();
        // A joint is a word of its own.
        if text.trim().contains(' ') {
            for joint in &self.joints {
                spellings = spellings.into_iter().flat_map(|text| text.split(joint)).collect();
            }
        }
        spellings.retain(|text| text.chars().any(char::is_alphanumeric));
        spellings
    }

    /// Divides a text at the first word that joins two spellings of a name.
    pub(super) fn at_joint<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        self.joints.iter().find_map(|joint| text.split_once(joint))
    }

    /// Whether a word behind a father's name makes a patronymic of it: `оглы`, `қызы`.
    pub(super) fn is_son(&self, word: &str) -> bool {
        self.sons.contains(&self.root(&self.fold(word)))
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

    /// Whether the text is a known surname, or ends as only surnames do: `-ов`, `-ский`, but not `-ин`.
    pub(super) fn is_surely_surname(&self, text: &str) -> bool {
        let root = self.surname(&self.root(&self.fold(text)));
        let ends = |to: &[u8]| to.len() > 1 && to != b"in" && root.ends_with(to);
        self.surnames.contains_key(&root) || self.surname_endings.iter().any(|(_, to)| ends(to))
    }

    /// Keys one part of a name with all its spellings; nothing when no letter stands in it.
    #[must_use]
    pub fn part(&self, role: Role, text: &str) -> Option<Part> {
        const MOST: usize = 6;
        let spellings = self.spellings(text);
        let (first, others) = spellings.split_first()?;
        let mut part = self.spelled(role, first)?;
        let pieces = |text: &str| -> Vec<Part> {
            let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || is_hyphen(c)).collect();
            let words = match role {
                _ if words.len() < 2 => &[],
                Role::Surname => words.as_slice(),
                Role::Given => &words[..1],
                Role::Patronymic => &[],
            };
            let long = words.iter().filter(|word| word.chars().count() >= 3);
            long.filter_map(|word| Some(Part { is_piece: true, ..self.spelled(role, word)? })).collect()
        };
        let also = others.iter().filter_map(|text| self.spelled(role, text));
        part.also = also.chain(spellings.iter().flat_map(|text| pieces(text))).take(MOST).collect();
        Some(part)
    }

    /// Keys one spelling of a part of a name.
    fn spelled(&self, role: Role, text: &str) -> Option<Part> {
        let spelling = self.fold(text);
        if spelling.is_empty() {
            return None;
        }
        let n_letters = text.chars().filter(|letter| letter.is_alphanumeric()).count();
        let is_abbreviated = text.trim_end().ends_with('.');
        let root = self.root(&spelling);
        let is_short = n_letters == 1 || (n_letters == 2 && is_abbreviated && !self.given.contains_key(&root));
        let mut part =
            Part { is_initial: role != Role::Surname && is_short, spelling: spelling.into(), ..Part::default() };
        if part.is_initial {
            part.root = root[..1].into();
            part.heard = part.root.clone();
            part.begins = letter_bit(&part.root);
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
        if role != Role::Surname {
            let of_groups = part.groups.iter().filter_map(|group| self.begins.get(usize::from(*group)));
            part.begins = of_groups.fold(0, |bits, begins| bits | begins);
        }
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

/// Returns the first letter as a bit, `a` the lowest; no bit for a letter of another script.
fn letter_bit(text: &[u8]) -> u32 {
    text.first().filter(|letter| letter.is_ascii_lowercase()).map_or(0, |letter| 1 << (letter - b'a'))
}

fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2014}')
}

/// Returns Latin letters and the Cyrillic ones that look the same.
fn lookalikes() -> impl Iterator<Item = (char, char)> {
    rows("lookalikes").filter_map(|(latin, cyrillic)| Some((latin.chars().next()?, cyrillic.chars().next()?)))
}

/// Applies rules from the first to the last; letters that are doubled then stand once.
fn rewrite(text: &[u8], rules: &[Rewrite]) -> Vec<u8> {
    let mut text = text.to_vec();
    let mut letters = letter_bits(&text);
    let mut next = Vec::with_capacity(text.len());
    for rule in rules {
        if rule.letters & !letters != 0 || !text.windows(rule.from.len()).any(|window| window == rule.from) {
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
        letters = letter_bits(&text);
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
    let rule = |(from, to): (&'static str, &'static str)| {
        let bare = from.trim_start_matches('^').trim_end_matches('$').as_bytes();
        Rewrite {
            from: bare,
            to: to.as_bytes(),
            at_start: from.starts_with('^'),
            at_end: from.ends_with('$'),
            letters: letter_bits(bare),
        }
    };
    rows(name).map(rule).collect()
}
