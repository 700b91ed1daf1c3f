//! Language tags (BCP 47) and scripts (ISO 15924).

use serde::{Deserialize, Serialize};
use std::fmt;

/// A BCP 47 language tag as data sets write it: `ru`, `zh-Hant`, `sr-Latn`, `und` when unknown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lang(String);

impl Lang {
    /// Returns the tag when it has the shape of one (RFC 5646: parts of 1 to 8 letters or digits, joined by hyphens).
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let shaped = tag
            .split('-')
            .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        let primary = tag.split('-').next().unwrap_or_default();
        (shaped && (2..=8).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_alphabetic()))
            .then(|| Self(tag.to_owned()))
    }

    /// Returns the tag `und`: the language is not known.
    #[must_use]
    pub fn undetermined() -> Self {
        Self("und".to_owned())
    }

    /// Returns the whole tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the language without script, region and variants: `sr` of `sr-Latn`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A writing system by its ISO 15924 code; those that the bundled languages use, and [`Script::Other`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Script {
    Latn,
    Cyrl,
    Grek,
    Armn,
    Geor,
    Hebr,
    Arab,
    Deva,
    Thai,
    Hani,
    Kana,
    Hang,
    /// Letters of a script that is not listed.
    Other,
    /// Digits, punctuation and marks, which every script shares.
    Common,
}

impl Script {
    /// Returns the script of a character, by its Unicode block (exact for letters of the scripts listed).
    #[must_use]
    pub fn of(character: char) -> Self {
        match u32::from(character) {
            0x41..=0x5A
            | 0x61..=0x7A
            | 0xAA
            | 0xBA
            | 0xC0..=0xD6
            | 0xD8..=0xF6
            | 0xF8..=0x2AF
            | 0x1E00..=0x1EFF
            | 0x2C60..=0x2C7F
            | 0xA720..=0xA7FF
            | 0xAB30..=0xAB6F
            | 0xFB00..=0xFB06
            | 0xFF21..=0xFF3A
            | 0xFF41..=0xFF5A => Self::Latn,
            0x370..=0x3FF | 0x1F00..=0x1FFF => Self::Grek,
            0x400..=0x52F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Self::Cyrl,
            0x530..=0x58F | 0xFB13..=0xFB17 => Self::Armn,
            0x590..=0x5FF | 0xFB1D..=0xFB4F => Self::Hebr,
            0x600..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC => Self::Arab,
            0x900..=0x97F => Self::Deva,
            0xE00..=0xE7F => Self::Thai,
            0x10A0..=0x10FF | 0x1C90..=0x1CBF | 0x2D00..=0x2D2F => Self::Geor,
            0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7AF => Self::Hang,
            0x3040..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F => Self::Kana,
            0x2E80..=0x2FDF
            | 0x3005..=0x3007
            | 0x3400..=0x4DBF
            | 0x4E00..=0x9FFF
            | 0xF900..=0xFAFF
            | 0x20000..=0x3FFFF => Self::Hani,
            _ if character.is_alphabetic() => Self::Other,
            _ => Self::Common,
        }
    }

    /// Returns the script of the first letter of a text, or [`Script::Common`] when it has none.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        text.chars().map(Self::of).find(|script| *script != Self::Common).unwrap_or(Self::Common)
    }
}
