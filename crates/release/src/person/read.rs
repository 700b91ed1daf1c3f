//! Whole names, as lists write them, taken apart.

use super::{Knowledge, Part, Role};
use std::borrow::Cow;

/// A name, keyed for comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonName {
    /// The family's name.
    pub surname: Option<Part>,
    /// The person's own name.
    pub given: Option<Part>,
    /// The father's name, or another middle name.
    pub patronymic: Option<Part>,
}

/// What a word, or a cell of a list, looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Looks {
    /// One letter.
    Initial,
    /// Somebody's son or daughter.
    Patronymic,
    /// A given name that is known.
    Given,
    /// A surname, by itself or by its ending.
    Surname,
    /// A whole name.
    Whole,
    /// Nothing that is known.
    Other,
}

impl Knowledge {
    /// Keys a name whose parts are known.
    #[must_use]
    pub fn name(&self, surname: &str, given: &str, patronymic: &str) -> PersonName {
        PersonName {
            surname: self.part(Role::Surname, surname),
            given: self.part(Role::Given, given),
            patronymic: self.part(Role::Patronymic, patronymic),
        }
    }

    /// Takes a whole name apart: `Николаев И. П.`, `Иван Петрович Николаев`, `NIKOLAEV, Ivan Petrovich`.
    ///
    /// Where nothing tells, a name in Latin letters is read with the surname last, another with the surname first.
    #[must_use]
    pub fn read(&self, text: &str) -> PersonName {
        let [surname, given, patronymic] = self.split(text);
        self.name(&surname, &given, &patronymic)
    }

    /// Takes a whole name apart into surname, given name and patronymic; a part that is not there is empty.
    #[must_use]
    pub fn split(&self, text: &str) -> [String; 3] {
        let text = self.in_one_script(text);
        let (bare, other) = self.other_surname(&text);
        let [mut surname, given, patronymic] = self.split_bare(&bare);
        if let Some(other) = other {
            surname = format!("{surname} ({other})");
        }
        [surname, given, patronymic]
    }

    /// Takes a second surname out of a whole name: `Иванова (Петрова) Анна`, `Anna Kovalenko née Koval`.
    fn other_surname<'t>(&self, text: &'t str) -> (Cow<'t, str>, Option<String>) {
        let is_one = |text: &str| {
            !text.is_empty()
                && !text.contains(char::is_whitespace)
                && !matches!(self.looks(text), Looks::Given | Looks::Initial)
        };
        let padded = text.find('(').zip(text.find(')')).filter(|(from, to)| from < to);
        if let Some((from, to)) = padded {
            let inside =
                self.spellings(&format!(" {} ", &text[from + 1..to])).last().map_or("", |word| word.trim()).to_owned();
            let bare = format!("{} {}", &text[..from], &text[to + 1..]);
            return (Cow::Owned(bare), is_one(&inside).then_some(inside));
        }
        if let Some((before, after)) = self.at_joint(text) {
            let other = after.trim();
            return (Cow::Borrowed(before.trim_end_matches([' ', ','])), is_one(other).then(|| other.to_owned()));
        }
        (Cow::Borrowed(text), None)
    }

    fn split_bare(&self, text: &str) -> [String; 3] {
        let spaced = text.replace('.', ". ");
        let words = |text: &str| -> Vec<String> {
            text.split(|c: char| c.is_whitespace() || c == ',')
                .filter(|word| word.chars().any(char::is_alphanumeric))
                .map(str::to_owned)
                .collect()
        };
        let untitled = |mut words: Vec<String>| {
            if words.len() > 1 {
                let kept: Vec<String> = words.iter().filter(|word| !self.is_title(word)).cloned().collect();
                if !kept.is_empty() {
                    words = kept;
                }
            }
            self.sons(words)
        };
        if let Some((surname, rest)) = spaced.split_once(',') {
            let mut rest = untitled(words(rest)).into_iter();
            let given = rest.next().unwrap_or_default();
            return [untitled(words(surname)).join(""), given, rest.collect::<Vec<_>>().join("")];
        }
        let mut words = untitled(words(&spaced));
        if words.len() < 2 {
            return [words.pop().unwrap_or_default(), String::new(), String::new()];
        }
        let looks: Vec<Looks> = words.iter().map(|word| self.looks(word)).collect();
        let at = self.surname_at(&words, &looks);
        let surname = words.remove(at);
        // `Иван Петрович` and `Петрович Иван` both name the son of Peter.
        if words.len() == 2 && self.looks(&words[0]) == Looks::Patronymic && self.looks(&words[1]) == Looks::Given {
            words.swap(0, 1);
        }
        let mut rest = words.into_iter();
        let given = rest.next().unwrap_or_default();
        [surname, given, rest.collect::<Vec<_>>().join("")]
    }

    /// Joins a father's name and the word behind it that makes a patronymic of it: `Мамед оглы`.
    fn sons(&self, words: Vec<String>) -> Vec<String> {
        let mut joined: Vec<String> = Vec::with_capacity(words.len());
        for word in words {
            match joined.last_mut() {
                Some(father) if self.is_son(&word) => father.push_str(&format!("-{word}")),
                _ => joined.push(word),
            }
        }
        joined
    }

    /// Divides a cell of given names into the given name and the patronymic behind it: `Иван Петрович`, `И. П.`
    #[must_use]
    pub(crate) fn given_and_father(&self, text: &str) -> [String; 2] {
        let spaced = text.replace('.', ". ");
        let words = self.sons(spaced.split_whitespace().map(str::to_owned).collect());
        match words.as_slice() {
            [given, father] => {
                let are_initials = self.looks(given) == Looks::Initial && self.looks(father) == Looks::Initial;
                if are_initials || self.looks(father) == Looks::Patronymic {
                    [given.clone(), father.clone()]
                } else {
                    [text.to_owned(), String::new()]
                }
            }
            _ => [text.to_owned(), String::new()],
        }
    }

    /// Tells what a cell of a list looks like.
    pub(crate) fn looks_like(&self, cell: &str) -> Looks {
        let spaced = cell.replace('.', ". ");
        let words: Vec<&str> = spaced.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            [word] => match self.looks(word) {
                Looks::Other if self.is_surname(word) => Looks::Surname,
                looks => looks,
            },
            [_, .., _] if words.len() <= 4 => {
                let is_told =
                    |word: &&str| matches!(self.looks(word), Looks::Given | Looks::Patronymic | Looks::Initial);
                if words.iter().any(is_told) { Looks::Whole } else { Looks::Other }
            }
            _ => Looks::Other,
        }
    }

    fn looks(&self, word: &str) -> Looks {
        let n_letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
        if n_letters == 1 || (n_letters == 2 && word.ends_with('.')) {
            Looks::Initial
        } else if self.is_given(word) {
            Looks::Given
        } else if self.father(&self.root(&self.fold(word))).is_some() {
            Looks::Patronymic
        } else {
            Looks::Other
        }
    }

    fn surname_at(&self, words: &[String], looks: &[Looks]) -> usize {
        let last = words.len() - 1;
        let others: Vec<usize> = (0..=last).filter(|i| looks[*i] == Looks::Other).collect();
        // `Абрамович Роман Аркадьевич`: of two, the first is the surname; `Петрович Иван` alone is one too.
        let sons: Vec<usize> = (0..=last).filter(|i| looks[*i] == Looks::Patronymic).collect();
        let is_latin = words.iter().all(|word| word.chars().any(|c| c.is_ascii_alphabetic()));
        match (others.as_slice(), sons.as_slice()) {
            ([only], _) => *only,
            ([], [0]) => 0,
            ([], [first, second]) => {
                if *second == first + 1 {
                    *second
                } else {
                    *first
                }
            }
            // The patronymic follows the given name; what is left is the surname.
            (_, [son]) if last == 2 => match son {
                1 => 2,
                _ => 0,
            },
            ([], _) if looks.contains(&Looks::Initial) => (0..=last).find(|i| looks[*i] != Looks::Initial).unwrap_or(0),
            ([first, .., end], _) => {
                let are_surely: Vec<bool> = words
                    .iter()
                    .zip(looks)
                    .map(|(word, looks)| *looks == Looks::Other && self.is_surely_surname(word))
                    .collect();
                if let [true] = are_surely.iter().copied().filter(|sure| *sure).collect::<Vec<_>>()[..] {
                    are_surely.iter().position(|sure| *sure).unwrap_or(*first)
                } else if is_latin && looks[0] != Looks::Given && *first == 0 && looks[last] == Looks::Given {
                    *first
                } else if is_latin {
                    *end
                } else {
                    *first
                }
            }
            _ => {
                if is_latin {
                    last
                } else {
                    0
                }
            }
        }
    }
}
