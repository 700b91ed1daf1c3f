//! Letters made alike: case, marks, apostrophes, and letters of another script that look the same.

use thaw_core::Script;
use unicode_normalization::{UnicodeNormalization, char::decompose_canonical, char::is_combining_mark};

/// What a character contributes to a folded word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Folded {
    /// Nothing: a combining mark, a soft hyphen, a joiner.
    Nothing,
    /// One letter.
    One(char),
    /// Two letters: `ß` is `ss`.
    Two(char, char),
    /// The parts of a Korean syllable, which may also be written one by one.
    Three(char, char, char),
}

impl Folded {
    /// Returns how many letters it is.
    pub(crate) fn len(self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::One(_) => 1,
            Self::Two(..) => 2,
            Self::Three(..) => 3,
        }
    }

    /// Returns the letters.
    pub(crate) fn letters(self) -> impl Iterator<Item = char> {
        let letters = match self {
            Self::Nothing => [None; 3],
            Self::One(one) => [Some(one), None, None],
            Self::Two(one, two) => [Some(one), Some(two), None],
            Self::Three(one, two, three) => [Some(one), Some(two), Some(three)],
        };
        letters.into_iter().flatten()
    }
}

/// Tells whether a character is invisible inside a word: marks, soft hyphens, joiners, tatweel.
pub(crate) fn is_skipped(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{640}' | '\u{fe00}'..='\u{fe0f}')
        || is_combining_mark(character)
}

/// Tells whether a character belongs to a word.
pub(crate) fn is_word(character: char) -> bool {
    character.is_alphabetic() || is_skipped(character)
}

/// Tells whether a character is written for an apostrophe.
pub(crate) fn is_apostrophe(character: char) -> bool {
    matches!(
        character,
        '\'' | '\u{2018}'
            | '\u{2019}'
            | '\u{201b}'
            | '\u{2bc}'
            | '\u{2bb}'
            | '\u{2b9}'
            | '`'
            | '\u{b4}'
            | '\u{2032}'
            | '\u{ff07}'
    )
}

/// Tells whether a character is written for a hyphen or dash.
pub(crate) fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' | '\u{58a}' | '\u{5be}')
}

/// Returns the lower-case letter without marks.
#[inline]
pub(crate) fn plain(character: char) -> Folded {
    // The commonest letters first: the tables of what is not ASCII are slow.
    match character {
        ' '..='~' => Folded::One(character.to_ascii_lowercase()),
        'й' | 'Й' => Folded::One('и'),
        'а'..='я' => Folded::One(character),
        'А'..='Я' => Folded::One(char::from_u32(u32::from(character) + 0x20).unwrap_or(character)),
        _ => plain_rare(character),
    }
}

fn plain_rare(character: char) -> Folded {
    if is_skipped(character) {
        return Folded::Nothing;
    }
    let lower = narrow(character).to_lowercase().next().unwrap_or(character);
    let base = match lower {
        'ß' => return Folded::Two('s', 's'),
        'æ' => return Folded::Two('a', 'e'),
        'œ' => return Folded::Two('o', 'e'),
        'þ' => return Folded::Two('t', 'h'),
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        'ø' => 'o',
        'ı' => 'i',
        'ħ' => 'h',
        'ς' => 'σ',
        'ך' => 'כ',
        'ם' => 'מ',
        'ן' => 'נ',
        'ף' => 'פ',
        'ץ' => 'צ',
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'أ' | 'إ' | 'آ' => 'ا',
        _ if lower < '\u{80}' => lower,
        _ => {
            let mut parts = [None; 3];
            decompose_canonical(lower, |part| {
                if let Some(free) = parts.iter_mut().find(|free| free.is_none()) {
                    *free = Some(part);
                }
            });
            match parts {
                [Some(one), Some(two), None] if is_syllable(lower) => return Folded::Two(one, two),
                [Some(one), Some(two), Some(three)] if is_syllable(lower) => return Folded::Three(one, two, three),
                [first, ..] => first.unwrap_or(lower),
            }
        }
    };
    Folded::One(base)
}

/// Tells whether a character is a whole Korean syllable.
pub(crate) fn is_syllable(character: char) -> bool {
    matches!(character, '가'..='힣')
}

/// Returns the common letter for a full-width one of East Asian type.
fn narrow(character: char) -> char {
    match character {
        '\u{ff21}'..='\u{ff5a}' => char::from_u32(u32::from(character) - 0xff21 + 0x41).unwrap_or(character),
        _ => character,
    }
}

/// Returns the representative of the letters that look like this one in any script; the argument is plain.
pub(crate) fn look(plain: char) -> char {
    match plain {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' => 'c',
        'е' | 'ε' => 'e',
        'н' | 'η' | 'һ' => 'h',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' | 'μ' => 'm',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'ν' => 'v',
        'х' | 'χ' => 'x',
        'у' | 'υ' | 'ү' => 'y',
        'ζ' => 'z',
        other => other,
    }
}

/// Returns a word in lower case without marks: `Devèze` and `DEVEZE` give `deveze`.
#[must_use]
pub fn plain_word(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    push_plain(&mut folded, word);
    folded
}

/// Adds a text in lower case and without marks, as it is to be searched: `Dubček` becomes `dubcek`, `ё` becomes `е`.
pub fn push_plain(folded: &mut String, text: &str) {
    folded.reserve(text.len());
    for character in text.chars() {
        match plain(character) {
            Folded::One(letter) => folded.push(letter),
            more => folded.extend(more.letters()),
        }
    }
}

/// Returns a word in lower case and in composed letters (NFC), marks kept, joiners dropped: `İ` is `i`, all apostrophes are `'`, all hyphens `-`.
pub(crate) fn exact_word(word: &str) -> String {
    let mut before = None;
    let lower = word.chars().filter(|c| !is_skipped(*c) || is_combining_mark(*c)).flat_map(|c| match c {
        _ if is_apostrophe(c) => '\''.to_lowercase(),
        _ if is_hyphen(c) => '-'.to_lowercase(),
        _ => narrow(c).to_lowercase(),
    });
    lower
        // The small letter of the capital İ of Turkish, composed or not, is an i whose dot is nothing more.
        .filter(|&c| {
            let dots_an_i = c == '\u{307}' && before == Some('i');
            before = Some(c);
            !dots_an_i
        })
        .nfc()
        .map(|c| match c {
            'ё' => 'е',
            'ς' => 'σ',
            'ך' => 'כ',
            'ם' => 'מ',
            'ן' => 'נ',
            'ף' => 'פ',
            'ץ' => 'צ',
            _ => c,
        })
        .collect()
}

/// Returns a plain word with the letters that look alike in several scripts made one: what tails are looked up by.
pub(crate) fn look_word(word: &str) -> String {
    plain_word(word).chars().map(look).collect()
}

/// How well a written word agrees with a form, both given by [`exact_word`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Agreement {
    /// Letter for letter.
    Exact,
    /// The text leaves out marks that the form has: `Sztalin` for `Sztálin`.
    MarksDropped,
    /// Letters of another script that look the same.
    MixedScript,
    /// The text has marks that the form has not: `Bégault` for `Begault`. Enough beside a given name only.
    MarksAdded,
}

/// Compares a written word with a form. Marks may be missing in the text; where they are added the word is mostly another:
/// `stalinė` is not `Staline`.
pub(crate) fn agree(written: &str, form: &str) -> Option<Agreement> {
    if written == form {
        return Some(Agreement::Exact);
    }
    let mut agreement = Agreement::Exact;
    let mut written = written.chars();
    for expected in form.chars() {
        let found = written.next()?;
        if found == expected {
            continue;
        }
        let script = Script::of(expected);
        if Script::of(found) == script {
            // Marks make other letters in Cyrillic (и and й), accents in Latin and Greek.
            let strippable = matches!(script, Script::Latn | Script::Grek);
            match plain(expected) {
                Folded::One(bare) if strippable && bare == found => agreement = agreement.max(Agreement::MarksDropped),
                Folded::Two(one, two) if found == one => {
                    if written.next()? != two {
                        return None;
                    }
                    agreement = agreement.max(Agreement::MarksDropped);
                }
                Folded::One(bare) if strippable && bare == expected && plain(found) == Folded::One(bare) => {
                    agreement = Agreement::MarksAdded;
                }
                _ => return None,
            }
        } else {
            let (Folded::One(found), Folded::One(expected)) = (plain(found), plain(expected)) else { return None };
            if look(found) != look(expected) {
                return None;
            }
            agreement = agreement.max(Agreement::MixedScript);
        }
    }
    written.next().is_none().then_some(agreement)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, form: &str, expected: Option<Agreement>) {
        assert_eq!(agree(&exact_word(written), &exact_word(form)), expected, "{written} {form}");
    }

    #[test]
    fn words_agree_up_to_case_composition_and_dropped_marks() {
        check("СТАЛИН", "Сталин", Some(Agreement::Exact));
        check("Alёna", "Alёna", Some(Agreement::Exact));
        check("Артем", "Артём", Some(Agreement::Exact));
        check("İstanbul", "istanbul", Some(Agreement::Exact));
        check("I\u{307}stanbul", "istanbul", Some(Agreement::Exact));
        check("i\u{307}stanbul", "İstanbul", Some(Agreement::Exact));
        check("Sztalin", "Sztálin", Some(Agreement::MarksDropped));
        check("Sza\u{301}lin", "Szálin", Some(Agreement::Exact));
        check("Stálin", "Stalin", Some(Agreement::MarksAdded));
        check("Hess", "Heß", Some(Agreement::MarksDropped));
        check("Cталин", "Сталин", Some(Agreement::MixedScript));
        check("ᲡᲢᲐᲚᲘᲜᲘ", "სტალინი", Some(Agreement::Exact));
        check("ՍՏԱԼԻՆ", "Ստալին", Some(Agreement::Exact));
    }
}
