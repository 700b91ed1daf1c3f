//! One part of a name, keyed for comparison.

use serde::{Deserialize, Serialize};

/// Which part of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The family's name.
    Surname,
    /// The person's own name.
    Given,
    /// The father's name, or another middle name.
    Patronymic,
}

/// What a part of a name tells about its bearer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sex {
    /// Nothing, or both are possible.
    #[default]
    Unknown,
    /// A man.
    Male,
    /// A woman.
    Female,
}

impl Sex {
    /// Whether one is surely a man's and the other surely a woman's.
    #[must_use]
    pub fn contradicts(self, other: Self) -> bool {
        self != other && self != Self::Unknown && other != Self::Unknown
    }
}

/// One part of a name, keyed for comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Part {
    /// The part in plain Latin letters, lower case.
    pub spelling: Box<[u8]>,
    /// What is the same in all romanizations, for a man and for a woman; of a patronymic, the father.
    pub root: Box<[u8]>,
    /// The root as it is heard: vowels without stress and softened consonants, which Belarusian writes as they sound, fall together.
    pub heard: Box<[u8]>,
    /// The surnames, given names or fathers' names that this may be a spelling of; 0 is none.
    pub groups: [u16; 3],
    /// The letters with which the names of these groups begin, `a` lowest: `Алексей` may be the `О.` of `Олексій`.
    pub begins: u32,
    /// Whose it is.
    pub sex: Sex,
    /// Whether only the first letter is known.
    pub is_initial: bool,
    /// Whether this is one word of several: of a double surname, or the first of several given names.
    pub is_piece: bool,
    /// What it may be as well: other spellings in the same cell, a maiden name in brackets, the pieces of a double name.
    pub also: Box<[Part]>,
}

impl Part {
    /// Returns the part and what it may be as well.
    pub(super) fn readings(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.also)
    }

    /// Whether both may be spellings of one given name.
    #[must_use]
    pub fn shares_group(&self, other: &Self) -> bool {
        self.groups.iter().any(|group| *group != 0 && other.groups.contains(group))
    }

    /// Returns what stands for the sound of the part in blocking: its first letter and the consonants that follow.
    #[must_use]
    pub fn sound(&self) -> [u8; 4] {
        let vowel = |byte: u8| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u');
        let mut sound = [0; 4];
        let mut n = 0;
        for (i, byte) in self.heard.iter().enumerate() {
            if n < 4 && (i == 0 || (!vowel(*byte) && self.heard[i - 1] != *byte)) {
                sound[n] = if vowel(*byte) { b'a' } else { *byte };
                n += 1;
            }
        }
        sound
    }
}
