//! A witness: one edition of a work as words, with the punctuation that hangs on them.
//!
//! A word is a run of letters, digits and marks; an apostrophe or a hyphen between letters belongs to it (`don't`,
//! `well-known`), and so does a hyphen at the end of a line with what follows. All else hangs on a word: opening marks on
//! the word after them, the rest with its white space on the word before. So the words of a witness, joined, are its text.
//!
//! In scripts without spaces between words (Chinese, Japanese, Thai) each character is a word. What the page adds is no word
//! and is left out (page numbers and running heads of a plain text) or hangs on the word before it (calls of notes).

use std::borrow::Cow;
use std::ops::Range;
use thaw_formats::document::{self, Document};
use unicode_normalization::char::is_combining_mark;

/// The most text that a witness may have, in bytes: some forty million words.
pub const MAX_TEXT: usize = 256 << 20;

/// The most words of a heading that has neither capitals nor a number.
const SHORT: usize = 8;

/// What begins with a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Opens {
    /// Nothing: it stands inside a sentence.
    Nothing,
    /// A part of a sentence: a mark stands before it.
    Clause,
    /// A sentence.
    Sentence,
    /// A paragraph, and with it a sentence.
    Paragraph,
}

/// A word, by its places in the text of its witness (bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where the marks begin that hang in front of it; the word before ends here.
    pub start: u32,
    /// Where its letters begin.
    pub from: u32,
    /// Where its letters end.
    pub to: u32,
    /// What begins with it.
    pub opens: Opens,
}

/// An edition of a work.
#[derive(Clone, Debug)]
pub struct Witness {
    /// Its short name in all outputs.
    pub sigil: String,
    /// Its whole text, paragraphs divided by empty lines.
    pub text: String,
    /// Its words, in order.
    pub words: Vec<Word>,
    /// The first word of each paragraph.
    pub paragraphs: Vec<usize>,
    /// The paragraphs that are headings, rising.
    pub headings: Vec<usize>,
}

/// Why a text cannot be a witness.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WitnessError {
    /// It holds no word.
    #[error("the witness `{0}` holds no word")]
    Empty(String),
    /// It is longer than any book.
    #[error("the witness `{sigil}` has {found} bytes of text; expected at most {MAX_TEXT}")]
    TooLong {
        /// Which witness.
        sigil: String,
        /// How long its text is.
        found: usize,
    },
    /// It holds bytes that no text holds.
    #[error("the witness `{sigil}` is not text: a zero byte stands at byte {at}")]
    Binary {
        /// Which witness.
        sigil: String,
        /// The first such byte.
        at: usize,
    },
}

impl Witness {
    /// Cuts a text into words.
    ///
    /// # Errors
    /// When it holds no word, a zero byte, or more than [`MAX_TEXT`] bytes.
    pub fn new(sigil: impl Into<String>, text: impl Into<String>) -> Result<Self, WitnessError> {
        let (sigil, text) = (sigil.into(), text.into());
        if text.len() > MAX_TEXT {
            return Err(WitnessError::TooLong { sigil, found: text.len() });
        }
        if let Some(at) = text.bytes().position(|byte| byte == 0) {
            return Err(WitnessError::Binary { sigil, at });
        }
        let text = match document::without(&text, &document::furniture(&text)) {
            Cow::Owned(text) => text,
            Cow::Borrowed(_) => text,
        };
        let words = words(&text);
        if words.is_empty() {
            return Err(WitnessError::Empty(sigil));
        }
        let paragraphs =
            words.iter().enumerate().filter(|(_, word)| word.opens == Opens::Paragraph).map(|(idx, _)| idx).collect();
        let mut witness = Self { sigil, text, words, paragraphs, headings: Vec::new() };
        witness.headings = (0..witness.paragraphs.len()).filter(|idx| witness.looks_like_heading(*idx)).collect();
        Ok(witness)
    }

    /// Takes the blocks of a document as paragraphs.
    ///
    /// # Errors
    /// As [`Witness::new`].
    pub fn of_document(sigil: impl Into<String>, document: &Document) -> Result<Self, WitnessError> {
        let mut text = String::new();
        let mut marked = Vec::new();
        for block in document.whole_work() {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            let has_word = block.text.contains(begins_word);
            if has_word && block.is_heading {
                marked.push(text.len());
            }
            if !block.is_running {
                text.push_str(block.text.trim_matches(['\r', '\n']));
            } else {
                let from = text.len();
                for piece in block.text.split_whitespace() {
                    if text.len() > from {
                        text.push(' ');
                    }
                    text.push_str(piece);
                }
            }
        }
        let furniture = document::furniture(&text);
        let mut witness = Self::new(sigil, text)?;
        if !marked.is_empty() {
            for at in &mut marked {
                *at -= furniture
                    .iter()
                    .take_while(|range| range.start < *at)
                    .map(|range| range.len().min(*at - range.start))
                    .sum::<usize>();
            }
            let starts = |first: &usize| witness.words[*first].from as usize;
            let paragraphs = &witness.paragraphs;
            witness.headings =
                marked.iter().map(|at| paragraphs.partition_point(|first| starts(first) < *at)).collect();
            witness.headings.dedup();
        }
        Ok(witness)
    }

    /// Tells a heading by its look: a short paragraph that is no sentence, or one in capitals or with a number in front.
    fn looks_like_heading(&self, paragraph: usize) -> bool {
        let words = self.paragraph(paragraph);
        if words.len() > 2 * SHORT {
            return false;
        }
        let text = self.paragraph_text(paragraph);
        if text.starts_with(['"', '“', '«', '„', '‘', '—', '–', '-', '(', '[']) {
            return false;
        }
        let is_number = |idx: usize| {
            let word = self.word(idx);
            let is_roman = || word.chars().all(|roman| "IVXLCDM".contains(roman));
            // "I went home" has no number.
            let is_pronoun = || {
                word == "I"
                    && idx + 1 < words.end
                    && !self.marks(idx).1.starts_with(['.', ')', ':', ']', '\n', '—', '–'])
            };
            word.chars().all(char::is_numeric) || is_roman() && !is_pronoun()
        };
        let is_numbered = words.clone().take(2).any(is_number) && text.starts_with(|first: char| !first.is_lowercase());
        let is_capitals =
            text.chars().filter(|letter| letter.is_uppercase()).count() > 2 && !text.contains(char::is_lowercase);
        let is_sentence =
            text.ends_with(['.', ',', ';', ':', '!', '?', '…', '"', '\'', '”', '’', '»', '。', '-', '–', '—', ']']);
        is_numbered || is_capitals || words.len() <= SHORT && !is_sentence
    }

    /// Returns how many words it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Tells whether it has no words; no witness is made without.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Returns the letters of a word; empty when there is no such word.
    #[must_use]
    pub fn word(&self, idx: usize) -> &str {
        self.words.get(idx).map_or("", |word| &self.text[word.from as usize..word.to as usize])
    }

    /// Returns the text of a range of words, with all that hangs on them.
    #[must_use]
    pub fn text_of(&self, words: &Range<usize>) -> &str {
        if words.is_empty() {
            return "";
        }
        let at = |idx: usize| self.words.get(idx).map_or(self.text.len(), |word| word.start as usize);
        &self.text[at(words.start)..at(words.end)]
    }

    /// Returns the marks in front of a word and behind it, with white space.
    #[must_use]
    pub fn marks(&self, idx: usize) -> (&str, &str) {
        let Some(word) = self.words.get(idx) else { return ("", "") };
        let end = self.words.get(idx + 1).map_or(self.text.len(), |next| next.start as usize);
        (&self.text[word.start as usize..word.from as usize], &self.text[word.to as usize..end])
    }

    /// Returns the paragraph of a word, from 0.
    #[must_use]
    pub fn paragraph_of(&self, word: usize) -> usize {
        self.paragraphs.partition_point(|first| *first <= word).saturating_sub(1)
    }

    /// Returns the words of a paragraph.
    #[must_use]
    pub fn paragraph(&self, paragraph: usize) -> Range<usize> {
        let at = |idx: usize| self.paragraphs.get(idx).copied().unwrap_or(self.words.len());
        at(paragraph)..at(paragraph + 1)
    }

    /// Returns the text of a paragraph without the lines behind it that hold no word: a row of stars, a number.
    #[must_use]
    pub fn paragraph_text(&self, paragraph: usize) -> &str {
        let words = self.paragraph(paragraph);
        let text = self.text_of(&words);
        let n_behind = words.end.checked_sub(1).map_or(0, |last| self.marks(last).1.len());
        let last_word = text.len() - n_behind;
        let line_end = text[last_word..].find('\n').map_or(text.len(), |end| last_word + end);
        text[..line_end].trim()
    }

    /// Returns the sentence that holds a word; of one that goes on for more than 500 words on a side, the part nearby.
    #[must_use]
    pub fn sentence(&self, word: usize) -> Range<usize> {
        const NEARBY: usize = 500;
        let (first, last) = (word.saturating_sub(NEARBY), (word + NEARBY).min(self.words.len()));
        let start = (first..=word).rev().find(|idx| self.is_sentence_edge(*idx)).unwrap_or(first);
        let end = (word + 1..=last).find(|idx| self.is_sentence_edge(*idx)).unwrap_or(last);
        start..end
    }

    /// Tells whether a sentence begins with a word, or the text ends there.
    #[must_use]
    pub fn is_sentence_edge(&self, word: usize) -> bool {
        self.words.get(word).is_none_or(|word| word.opens >= Opens::Sentence)
    }
}

fn words(text: &str) -> Vec<Word> {
    // A guess that saves most of the growing: a word and a space in six bytes.
    let mut words: Vec<Word> = Vec::with_capacity(text.len() / 6 + 1);
    let breaks = Breaks::of(text);
    let calls = calls(text);
    let mut skipped = calls.iter().peekable();
    let mut at = 0;
    let mut last_end = 0;
    while let Some(from) = next_word(text, at) {
        while skipped.next_if(|range| range.end <= from).is_some() {}
        if let Some(range) = skipped.next_if(|range| range.start <= from) {
            at = range.end;
            continue;
        }
        let to = word_end(text, from);
        let between = &text[last_end..from];
        let hanging = if words.is_empty() { 0 } else { last_end + front_marks(between, breaks) };
        let opens = if words.is_empty() {
            Opens::Paragraph
        } else {
            opens(text, last_word(&words, text), between, from, breaks)
        };
        // MAX_TEXT keeps every place below the limit of 32 bits.
        let [start, begin, end] = [hanging, from, to].map(|place| u32::try_from(place).unwrap_or(u32::MAX));
        words.push(Word { start, from: begin, to: end, opens });
        at = to;
        last_end = to;
    }
    words
}

/// The calls of notes that are numbers in square brackets and hang on a word (`word[12]`), in order.
fn calls(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('[') {
        let inside = text[at + 1..].trim_start_matches('^');
        let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
        let hangs = text[..at].ends_with(|before: char| !before.is_whitespace());
        if hangs && (1..=4).contains(&digits) && inside[digits..].starts_with(']') {
            found.push(at..text.len() - inside.len() + digits + 1);
        }
    }
    found
}

fn last_word<'t>(words: &[Word], text: &'t str) -> &'t str {
    words.last().map_or("", |word| &text[word.from as usize..word.to as usize])
}

fn begins_word(character: char) -> bool {
    character.is_alphanumeric() && !is_raised(character)
}

fn is_of_word(character: char) -> bool {
    (begins_word(character) && !is_alone(character)) || (!character.is_ascii() && is_combining_mark(character))
}

/// Raised figures call notes.
fn is_raised(character: char) -> bool {
    matches!(character, '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{2070}'..='\u{2079}')
}

/// Characters of scripts that do not divide words.
fn is_alone(character: char) -> bool {
    character >= '\u{E00}'
        && matches!(character,
            '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3005}'..='\u{3007}'
            | '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

fn next_word(text: &str, at: usize) -> Option<usize> {
    text[at..].find(begins_word).map(|found| at + found)
}

fn word_end(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    if let Some(first) = text[from..].chars().next().filter(|first| is_alone(*first)) {
        let rest = text[from + first.len_utf8()..].trim_start_matches(is_combining_mark);
        return text.len() - rest.len();
    }
    loop {
        while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            at += 1;
        }
        let mut rest = text[at..].chars();
        match rest.next() {
            Some(next) if is_of_word(next) => at += next.len_utf8(),
            Some('\'' | '’' | 'ʼ' | '-' | '\u{AD}' | '‐' | '‑')
                if rest.clone().next().is_some_and(|next| begins_word(next) && !is_alone(next)) =>
            {
                at = text.len() - rest.as_str().len();
            }
            // A machine that reads takes a letter for a sign: "убежден!ями", "Gei#t".
            Some(
                '!' | '?' | '%' | '&' | '#' | '$' | '*' | '=' | '+' | '|' | '~' | '^' | '£' | '€' | '®' | '©' | '§'
                | '°',
            ) if text[..at].ends_with(char::is_lowercase) && rest.clone().next().is_some_and(char::is_lowercase) => {
                at = text.len() - rest.as_str().len();
            }
            // Letters that an editor supplied: "St[alin]".
            Some('[' | ']' | '⟨' | '⟩') if rest.clone().next().is_some_and(char::is_alphabetic) => {
                at = text.len() - rest.as_str().len();
            }
            // A word divided at the end of a line; the second half begins small, or the hyphen is the word's own (`Moskau-Wolga`).
            Some('-' | '\u{AD}' | '‐' | '¬' | '⸗') => {
                let behind = rest.as_str().trim_start_matches([' ', '\t', '\r']);
                let Some(line) = behind.strip_prefix('\n') else { return at };
                let line = line.trim_start_matches([' ', '\t']);
                let is_compound = || line.starts_with(char::is_uppercase) && text[..at].ends_with(char::is_alphabetic);
                if !line.starts_with(char::is_lowercase) && !is_compound() {
                    return at;
                }
                at = text.len() - line.len();
            }
            _ => return at,
        }
    }
}

/// Where paragraphs are divided.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Breaks {
    /// At empty lines.
    Empty,
    /// At every line end: the text has hardly an empty line, and lines that no typesetter would make.
    Lines,
    /// Before lines that are indented: the text has hardly an empty line, and most lines are not indented.
    Indents,
}

impl Breaks {
    fn of(text: &str) -> Self {
        const LONG: usize = 400;
        let (mut n_lines, mut n_empty, mut n_indented, mut longest) = (0, 0, 0, 0);
        for line in text.lines() {
            n_lines += 1;
            let is_empty = line.trim().is_empty();
            n_empty += usize::from(is_empty);
            n_indented += usize::from(!is_empty && is_indented(line));
            longest = longest.max(line.len());
        }
        match n_empty * 10 < n_lines {
            true if longest > LONG => Self::Lines,
            true if n_indented * 50 > n_lines && n_indented * 2 < n_lines => Self::Indents,
            _ => Self::Empty,
        }
    }

    /// Whether a paragraph ends between two words.
    fn divide(self, between: &str) -> bool {
        // An empty line: two line ends with nothing but white space between them.
        let mut lines = between.split('\n').skip(1).peekable();
        while let Some(line) = lines.next() {
            let is_last = lines.peek().is_none();
            let divides = match self {
                Self::Lines => true,
                Self::Indents if is_last => is_indented(line),
                _ => !is_last && line.trim().is_empty(),
            };
            if divides {
                return true;
            }
        }
        false
    }
}

/// Whether a line begins with the space of a new paragraph.
fn is_indented(line: &str) -> bool {
    line.starts_with("  ") || line.starts_with(['\t', '\u{A0}', '\u{2003}', '\u{3000}'])
}

/// Where, in what stands between two words, the marks begin that hang on the second one: at the start of a paragraph all of
/// them ("— Yes").
fn front_marks(between: &str, breaks: Breaks) -> usize {
    let line = between.rfind('\n').map_or(0, |at| at + 1);
    if line > 0 && breaks.divide(between) {
        let indent = between[line..].len() - between[line..].trim_start().len();
        return line + indent;
    }
    match between.rfind(char::is_whitespace) {
        Some(at) => at + between[at..].chars().next().map_or(0, char::len_utf8),
        None => between.rfind(is_opening).unwrap_or(between.len()),
    }
}

fn is_opening(character: char) -> bool {
    matches!(character, '(' | '[' | '{' | '«' | '„' | '“' | '‘' | '¿' | '¡')
}

/// What begins with the word at `from`, by what stands between it and the word before.
fn opens(text: &str, before: &str, between: &str, from: usize, breaks: Breaks) -> Opens {
    if breaks.divide(between) {
        return Opens::Paragraph;
    }
    let ends = match between.find(['.', '!', '?', '…']) {
        // A letter with a full stop is an initial.
        Some(at) => !(between[at..].starts_with('.') && before.chars().nth(1).is_none()),
        None => false,
    };
    let begins = text[from..].chars().next().is_some_and(|first| !first.is_lowercase());
    // In scripts without spaces, the mark alone ends a sentence.
    if ends && begins && between.contains(char::is_whitespace) || between.contains(['。', '！', '？']) {
        Opens::Sentence
    } else if between.contains(|mark: char| !mark.is_whitespace()) {
        Opens::Clause
    } else {
        Opens::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use thaw_formats::document::Kind;

    #[test]
    fn indented_lines_begin_paragraphs_where_no_line_is_empty() {
        let text = "     One line\nand the next\nand more\nand more.\n     Two\nlines and\nmore of them.\n";
        assert_eq!(Witness::new("a", text).unwrap().paragraphs, [0, 9]);
        // Verse that is indented throughout, or empty lines, tell otherwise.
        assert_eq!(Witness::new("a", "  one\n  two\n  three\n").unwrap().paragraphs, [0]);
        assert_eq!(Witness::new("a", "  one\n\n  two\nthree\n").unwrap().paragraphs, [0, 1]);
    }

    #[test]
    fn raised_figures_of_markup_are_calls_of_notes() {
        let html = "<p>He came to the works<sup>12</sup> in May.<sup><a href='#n'>[3]</a></sup> Then home.</p>";
        let document = Document::read(html.as_bytes(), Kind::Html, None).unwrap();
        let witness = Witness::of_document("a", &document).unwrap();
        let words: Vec<&str> = (0..witness.len()).map(|idx| witness.word(idx)).collect();
        assert_eq!(words, ["He", "came", "to", "the", "works", "in", "May", "Then", "home"]);
        assert!(witness.text.contains("works¹² in"));
    }

    #[test]
    fn lines_in_pre_are_lines() {
        let html = "<pre>He went to Stalin-\ngrad.\n\n  Then home.</pre>";
        let document = Document::read(html.as_bytes(), Kind::Html, None).unwrap();
        let witness = Witness::of_document("a", &document).unwrap();
        assert_eq!((witness.word(3), witness.paragraphs.as_slice()), ("Stalin-\ngrad", [0, 4].as_slice()));
    }
}
