//! Words that the writing interrupts, as one would write them elsewhere: divided by the end of a line (`Сталин-` `град`), with the
//! stress marked (`Сталингра́д`), or with letters and their accents apart.

use crate::around;
use memchr::{memchr_iter, memchr2_iter};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A word of a text, and how it is written elsewhere.
pub(crate) type Mended = (Range<usize>, String);

/// Returns the words of a text that are written in an uncommon way. Most texts have none, and are only looked through for some bytes.
pub(crate) fn mended(text: &str) -> Vec<Mended> {
    let mut found: Vec<Mended> = divided(text).collect();
    let n_divided = found.len();
    for word in accented(text) {
        // Those that line ends divide stand in order.
        let next = found[..n_divided].partition_point(|(other, _)| other.end <= word.0.start);
        if found[..n_divided].get(next).is_none_or(|(other, _)| word.0.end <= other.start) {
            found.push(word);
        }
    }
    found
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{AD}' | '¬')
}

/// The words that the end of a line divides.
fn divided(text: &str) -> impl Iterator<Item = Mended> {
    memchr_iter(b'\n', text.as_bytes()).filter_map(|at| {
        let line = text[..at].trim_end_matches([' ', '\t', '\r']);
        let head = around::last_word(line.strip_suffix(is_hyphen)?)?;
        let next = text[at + 1..].trim_start_matches([' ', '\t']);
        let length = next.find(|character: char| !around::is_alphanumeric(character)).unwrap_or(next.len());
        let tail = text.len() - next.len()..text.len() - next.len() + length;
        let is_word = next.starts_with(char::is_alphabetic) && text[head.clone()].starts_with(char::is_alphabetic);
        is_word.then(|| (head.start..tail.end, format!("{}{}", &text[head], &text[tail])))
    })
}

/// The words that have accents behind their letters.
fn accented(text: &str) -> impl Iterator<Item = Mended> {
    // The first bytes of the accents that join the letter before them.
    let mut free = 0;
    memchr2_iter(0xCC, 0xCD, text.as_bytes()).filter_map(move |at| {
        // Of several accents of a word the first tells it.
        if at < free || !text[at..].starts_with(is_accent) {
            return None;
        }
        let of_word = |character: &char| around::is_alphanumeric(*character) || is_accent(*character);
        let start = text[..at].chars().rev().take_while(of_word).fold(at, |start, letter| start - letter.len_utf8());
        free = text[at..].chars().take_while(of_word).fold(at, |end, letter| end + letter.len_utf8());
        Some((start..free, plain(&text[start..free])))
    })
}

fn is_accent(character: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&character)
}

/// A word with its letters and accents joined, without marks of stress: in Cyrillic, the acute and the grave.
fn plain(word: &str) -> String {
    let is_stress = |accent: char| matches!(accent, '\u{300}' | '\u{301}');
    let is_cyrillic = word.contains(|letter: char| ('\u{400}'..='\u{4FF}').contains(&letter));
    word.chars().filter(|letter| !(is_cyrillic && is_stress(*letter))).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = mended(text);
        let found: Vec<(&str, &str)> =
            found.iter().map(|(range, word)| (&text[range.clone()], word.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_end_of_a_line_divides_words() {
        check(
            "Едет в Сталин-\nграде, и в Ста-\r\n  линграде",
            &[("Сталин-\nграде", "Сталинграде"), ("Ста-\r\n  линграде", "Сталинграде")],
        );
        check("a list -\nof things, 1941-\n1945, cold-\n- war, end-\n", &[]);
    }

    #[test]
    fn stress_and_accents_apart_are_no_other_word() {
        check("в Сталингра\u{301}де Сталинград", &[("Сталингра\u{301}де", "Сталинграде")]);
        check(
            "Bras\u{326}ov, Szta\u{301}linva\u{301}ros",
            &[("Bras\u{326}ov", "Brașov"), ("Szta\u{301}linva\u{301}ros", "Sztálinváros")],
        );
        check("И\u{306}ошкар", &[("И\u{306}ошкар", "Йошкар")]);
    }
}
