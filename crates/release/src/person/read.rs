//! Whole names, as lists write them, taken apart.

use super::{Knowledge, Part, Role};

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
        let spaced = text.replace('.', ". ");
        let words = |text: &str| -> Vec<String> {
            text.split(|c: char| c.is_whitespace() || c == ',')
                .filter(|word| word.chars().any(char::is_alphanumeric))
                .map(str::to_owned)
                .collect()
        };
        if let Some((surname, rest)) = spaced.split_once(',') {
            let mut rest = words(rest).into_iter();
            let given = rest.next().unwrap_or_default();
            return [words(surname).join(""), given, rest.collect::<Vec<_>>().join("")];
        }
        let mut words = words(&spaced);
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
        let n_letters = word.chars().filter(|letter| letter.is_alphanumeric()).count();
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
                if is_latin && looks[0] != Looks::Given && *first == 0 && looks[last] == Looks::Given {
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
