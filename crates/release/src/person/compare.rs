//! How alike two names are, part by part.

use super::{
    PersonName,
    alike::{edits, is_slip, jaro_winkler},
    part::{Part, Sex},
};
use serde::{Deserialize, Serialize};

/// How far two values agree. The order is from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Level {
    /// They disagree.
    Different = 0,
    /// They have something in common.
    Faint = 1,
    /// One gives less, and it fits: an initial, a year.
    Partial = 2,
    /// All but a slip.
    Close = 3,
    /// One name or date in two spellings, scripts, languages or calendars.
    Variant = 4,
    /// The same.
    Same = 5,
    /// The same, in the place of another part.
    Swapped = 6,
    /// At least one is not given.
    Missing = 7,
}

impl Level {
    /// How many levels carry evidence: all but [`Level::Missing`].
    pub const COUNT: usize = 7;

    /// All levels, from least to most.
    pub const ALL: [Self; 8] = [
        Self::Different,
        Self::Faint,
        Self::Partial,
        Self::Close,
        Self::Variant,
        Self::Same,
        Self::Swapped,
        Self::Missing,
    ];
}

/// How far the parts of two names agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameLevels {
    /// The surnames.
    pub surname: Level,
    /// The given names.
    pub given: Level,
    /// The patronymics.
    pub patronymic: Level,
}

impl Part {
    /// Returns how far two parts of one kind agree; of several spellings those that agree best count.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Level {
        if self.also.is_empty() && other.also.is_empty() {
            return self.compare_alone(other);
        }
        if self.spelling == other.spelling {
            return Level::Same;
        }
        let pairs = self.readings().flat_map(|a| other.readings().map(move |b| (a, b)));
        let levels = pairs.map(|(a, b)| match (a.compare_alone(b), a.is_piece, b.is_piece) {
            (level, false, false) => level.min(Level::Variant),
            (level, ..) if level < Level::Close => Level::Different,
            (_, true, true) => Level::Faint,
            // One half of a double name: less is given, and it fits.
            _ => Level::Partial,
        });
        levels.max().unwrap_or(Level::Different)
    }

    fn compare_alone(&self, other: &Self) -> Level {
        if self.is_initial || other.is_initial {
            // The same name in another language may begin with another letter: little for it, and nothing against it.
            let may_begin = self.is_initial != other.is_initial && self.begins & other.begins != 0;
            return if self.root.first() == other.root.first() || self.spelling.first() == other.spelling.first() {
                Level::Partial
            } else if may_begin {
                Level::Faint
            } else {
                Level::Different
            };
        }
        if self.sex.contradicts(other.sex) {
            return Level::Different;
        }
        if self.spelling == other.spelling {
            return Level::Same;
        }
        if self.root == other.root || self.shares_group(other) {
            return Level::Variant;
        }
        // Two known names are two names, however near their letters.
        if self.groups[0] != 0 && other.groups[0] != 0 {
            return Level::Different;
        }
        if self.heard == other.heard {
            return Level::Close;
        }
        let (short, long) = (self.root.len().min(other.root.len()), self.root.len().max(other.root.len()));
        let near = jaro_winkler(&self.root, &other.root, 0.8);
        // `Савин` and `Савинов`: letters added at the end make another name.
        let is_longer = long - short >= 2 && self.root[..short] == other.root[..short];
        let one_slip = is_slip(&self.spelling, &other.spelling) || (near >= 0.8 && is_slip(&self.root, &other.root));
        if long >= 4
            && (one_slip || (long >= 5 && !is_longer && near >= 0.92 && edits(&self.root, &other.root, 2) <= 2))
        {
            Level::Close
        } else if near >= 0.84 || (short >= 3 && self.root[..short] == other.root[..short]) {
            Level::Faint
        } else {
            Level::Different
        }
    }
}

/// Compares optional parts.
pub(crate) fn parts(a: Option<&Part>, b: Option<&Part>) -> Level {
    match (a, b) {
        (Some(a), Some(b)) => a.compare(b),
        _ => Level::Missing,
    }
}

/// Whether a surname of one record is the given name of the other, and the other way round.
pub(crate) fn are_swapped(a: [Option<&Part>; 2], b: [Option<&Part>; 2]) -> bool {
    let cross = |a: Option<&Part>, b: Option<&Part>| match (a, b) {
        (Some(a), Some(b)) => {
            a.spelling == b.spelling
                || (a.root.len() >= 4 && (a.root == b.root || jaro_winkler(&a.root, &b.root, 0.92) >= 0.92))
        }
        _ => false,
    };
    cross(a[0], b[1]) && cross(a[1], b[0])
}

impl PersonName {
    /// Returns how far two names agree, part by part; given name and surname may have been swapped.
    #[must_use]
    pub fn compare(&self, other: &Self) -> NameLevels {
        let surname = parts(self.surname.as_ref(), other.surname.as_ref());
        let given = parts(self.given.as_ref(), other.given.as_ref());
        let patronymic = parts(self.patronymic.as_ref(), other.patronymic.as_ref());
        let mut levels = NameLevels { surname, given, patronymic };
        if surname <= Level::Faint && given <= Level::Faint {
            let ends = [self.surname.as_ref(), self.given.as_ref()];
            if are_swapped(ends, [other.surname.as_ref(), other.given.as_ref()]) {
                levels = NameLevels { surname: Level::Swapped, given: Level::Missing, patronymic };
            }
        } else if self.sex().contradicts(other.sex()) {
            levels.given = Level::Different;
        }
        levels
    }

    /// Returns what the patronymic or the given name tells about the bearer.
    #[must_use]
    pub fn sex(&self) -> Sex {
        let of = |part: &Option<Part>| part.as_ref().map_or(Sex::Unknown, |part| part.sex);
        match of(&self.patronymic) {
            Sex::Unknown => of(&self.given),
            sex => sex,
        }
    }

    /// Returns how likely it is, from 0 to 1, that two names are one person's, when nothing but the names is known.
    ///
    /// The weights are common sense in bits; where there is data, `link` learns better ones.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f32 {
        let levels = self.compare(other);
        //                      different faint partial close variant same swapped missing
        const SURNAME: [f32; 8] = [-9.0, -3.0, 1.0, 4.0, 6.0, 6.5, 9.0, -2.0];
        const GIVEN: [f32; 8] = [-8.0, -3.0, 1.0, 2.0, 3.0, 3.5, 3.5, -1.0];
        const PATRONYMIC: [f32; 8] = [-9.0, -4.0, 1.0, 1.5, 2.5, 3.0, 3.0, 0.0];
        let bits =
            SURNAME[levels.surname as usize] + GIVEN[levels.given as usize] + PATRONYMIC[levels.patronymic as usize]
                - 6.0;
        1.0 / (1.0 + (-bits).exp2())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::{Knowledge, Role};

    #[test]
    fn an_initial_may_be_of_the_name_in_another_language() {
        let known = Knowledge::bundled();
        let level = |role, a: &str, b: &str| known.part(role, a).unwrap().compare(&known.part(role, b).unwrap());
        assert_eq!(level(Role::Given, "А.", "Олексій"), Level::Faint);
        assert_eq!(level(Role::Patronymic, "И.", "Гнатович"), Level::Faint);
        assert_eq!(level(Role::Given, "В.", "Олексій"), Level::Different);
        assert_eq!(level(Role::Given, "А.", "О."), Level::Different);
    }

    #[test]
    fn a_slip_is_told_from_another_name_and_from_another_spelling() {
        let known = Knowledge::bundled();
        #[track_caller]
        fn check(known: &Knowledge, a: &str, b: &str, expected: Level) {
            let (a, b) = (known.part(Role::Surname, a).unwrap(), known.part(Role::Surname, b).unwrap());
            assert_eq!((a.compare(&b), b.compare(&a)), (expected, expected));
        }
        // Two surnames that are both met often are two names.
        check(&known, "Мельник", "Мельников", Level::Different);
        check(&known, "Карпов", "Карпенко", Level::Different);
        check(&known, "Гончарова", "Гончар", Level::Different);
        // One that is met often beside one that is not: a slip.
        check(&known, "Карпов", "Карпоф", Level::Close);
        check(&known, "Попов", "Ппоов", Level::Close);
        check(&known, "Кузнецова", "Кузнпцов", Level::Close);
        // More than a slip.
        check(&known, "Петров", "Петряков", Level::Faint);
        // Belarusian writes as it is heard; a woman's form has no ў.
        check(&known, "Соловьёв", "Салаўёў", Level::Close);
        check(&known, "Zhukova", "Жукава", Level::Variant);
        check(&known, "Цветков", "Цвяткоў", Level::Close);
        check(&known, "Юдин", "Юдзін", Level::Close);
        check(&known, "Воробьёв", "Вераб'ёў", Level::Variant);
    }
}
