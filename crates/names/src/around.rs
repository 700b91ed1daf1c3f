//! The words around a name: given names, initials, titles, street words.

use crate::{
    fold::{is_apostrophe, is_hyphen, is_word, plain_word},
    language::{Senses, sense},
};
use thaw_core::Script;

/// How many words on either side are looked at.
const REACH: usize = 7;
/// How many bytes on either side are looked at; running text has no end.
const REACH_BYTES: usize = 200;

/// A word beside a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) plain: String,
    pub(crate) senses: u16,
    pub(crate) capital: bool,
    /// One letter, or two before a stop (`Дж.`).
    pub(crate) initial: bool,
    /// A stop follows.
    pub(crate) stop: bool,
    /// Joined to the neighbour nearer to the name by a hyphen.
    pub(crate) joined: bool,
    /// A comma stands between this word and the name.
    pub(crate) comma: bool,
}

impl Token {
    pub(crate) fn is(&self, bits: u16) -> bool {
        self.senses & bits != 0
    }
}

/// The words of the same phrase, nearest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Around {
    pub(crate) left: Vec<Token>,
    pub(crate) right: Vec<Token>,
    /// A sentence or name begins with the farthest word on the left.
    pub(crate) starts: bool,
}

impl Around {
    pub(crate) fn of(text: &str, start: usize, end: usize, senses: &Senses) -> Self {
        let mut around = Self::default();
        let mut from = start.saturating_sub(REACH_BYTES);
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        let mut to = (end + REACH_BYTES).min(text.len());
        while !text.is_char_boundary(to) {
            to += 1;
        }
        // Left: words are gathered from the far side, then cut at the last break before the name.
        let mut left = Vec::new();
        let mut gap_start = from;
        for (word_start, word_end) in words(&text[from..start]) {
            let (word_start, word_end) = (word_start + from, word_end + from);
            if breaks(&text[gap_start..word_start], left.last()) {
                left.clear();
                around.starts = true;
            }
            left.push(token(text, word_start, word_end, senses));
            gap_start = word_end;
        }
        let gap = &text[gap_start..start];
        if breaks(gap, left.last()) {
            left.clear();
            around.starts = true;
        }
        around.starts |= from == 0;
        let mut comma = gap.contains([',', '،', '、']);
        let mut joined = is_joint(gap);
        for word in left.iter_mut().rev() {
            word.comma = comma;
            word.joined = joined;
            let before = &text[from..word.start];
            let gap = before
                .char_indices()
                .rev()
                .take_while(|(_, c)| !is_word(*c))
                .last()
                .map_or("", |(at, _)| &before[at..]);
            comma |= gap.contains([',', '،', '、']);
            joined = is_joint(gap);
        }
        left.reverse();
        around.starts &= left.len() <= REACH;
        left.truncate(REACH);
        around.left = left;

        let mut gap_start = end;
        let mut comma = false;
        for (word_start, word_end) in words(&text[end..to]) {
            let (word_start, word_end) = (word_start + end, word_end + end);
            let gap = &text[gap_start..word_start];
            if around.right.len() == REACH || breaks(gap, around.right.last()) {
                break;
            }
            comma |= gap.contains([',', '،', '、']);
            let mut token = token(text, word_start, word_end, senses);
            token.comma = comma;
            token.joined = is_joint(gap);
            around.right.push(token);
            gap_start = word_end;
        }
        around
    }
}

/// Returns the byte ranges of words.
fn words(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, _) = rest.find(|(_, c)| is_word(*c) || c.is_ascii_digit())?;
        let mut end = text.len();
        while let Some((at, c)) = rest.peek() {
            if !(is_word(*c) || c.is_ascii_digit()) {
                end = *at;
                break;
            }
            rest.next();
        }
        Some((start, end))
    })
}

fn token(text: &str, start: usize, end: usize, senses: &Senses) -> Token {
    let word = &text[start..end];
    let plain = plain_word(word);
    let senses = match Script::of_text(word) {
        Script::Hani | Script::Kana | Script::Hang => senses.within(&plain) | senses.of(&plain),
        _ => senses.of(&plain),
    };
    let n_letters = plain.chars().count();
    let stop = text[end..].starts_with('.');
    let capital = word.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic());
    // Georgian has no capitals in running text.
    let initial = (capital || stop && Script::of_text(word) == Script::Geor)
        && (n_letters == 1 && !text[end..].starts_with(is_apostrophe) || n_letters == 2 && stop && senses == 0);
    Token { start, end, plain, senses, capital, initial, stop, joined: false, comma: false }
}

/// Tells whether what stands between two words ends a phrase.
fn breaks(gap: &str, before: Option<&Token>) -> bool {
    if gap.contains([
        '\n', '\r', '\t', '(', ')', '[', ']', '/', '|', ';', ':', '!', '?', '»', '«', '"', '“', '”', '„', '•', '→', '=',
    ]) || gap.contains('。')
    {
        return true;
    }
    // A dash between spaces divides the two names of a bilingual street.
    if gap.contains(is_hyphen) && gap.starts_with(char::is_whitespace) && gap.ends_with(char::is_whitespace) {
        return true;
    }
    let Some(stop) = gap.find('.') else { return false };
    // A stop after an initial or an abbreviation does not end the sentence.
    let abbreviation = before.is_some_and(|word| word.initial || word.plain.chars().count() <= 4 && word.senses != 0);
    gap[stop + 1..].contains(char::is_whitespace) && !abbreviation
}

fn is_joint(gap: &str) -> bool {
    let mut chars = gap.chars();
    chars.next().is_some_and(is_hyphen) && chars.next().is_none()
}

/// Tells whether any word of the phrase has one of the senses.
pub(crate) fn any(around: &Around, bits: u16) -> bool {
    around.left.iter().chain(&around.right).any(|word| word.is(bits))
}

/// Tells whether the phrase is about the victims.
pub(crate) fn victims(around: &Around) -> bool {
    any(around, sense::VICTIMS)
}
