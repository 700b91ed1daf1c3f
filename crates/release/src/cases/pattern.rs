//! Words that a text contains: `тройк*`, `*суд`, `военн* трибунал*`.

use super::fields::plain;
use serde::Deserialize;
use std::ops::Range;

/// Words that say that something is not so.
pub(super) const NOT: [&str; 9] = ["не", "not", "no", "nie", "nicht", "ni", "ні", "без", "never"];

/// Tells whether a text says that something is not so.
pub(super) fn says_not(text: &str) -> bool {
    words(&plain(text)).iter().any(|word| NOT.contains(word))
}

/// Words in a row; a star stands for any beginning or ending of a word.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct Pattern(Vec<(String, Ends)>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ends {
    Both,
    Start,
    End,
}

impl From<String> for Pattern {
    fn from(text: String) -> Self {
        let text = plain(&text);
        let mut words = Vec::new();
        for part in text.split_whitespace() {
            let ends = if part.starts_with('*') {
                Ends::End
            } else if part.ends_with('*') {
                Ends::Start
            } else {
                Ends::Both
            };
            words.extend(self::words(part).into_iter().map(|word| (word.to_owned(), Ends::Both)));
            if let Some(last) = words.last_mut() {
                last.1 = ends;
            }
        }
        Self(words)
    }
}

impl Pattern {
    /// Returns the places at which the pattern stands among some words.
    pub(super) fn places(&self, words: &[&str]) -> impl Iterator<Item = Range<usize>> {
        let n_words = self.0.len();
        let fits = move |window: &[&str]| {
            window.iter().zip(&self.0).all(|(word, (wanted, ends))| match ends {
                Ends::Both => word == wanted,
                Ends::Start => word.starts_with(wanted.as_str()),
                Ends::End => word.ends_with(wanted.as_str()),
            })
        };
        let last = words.windows(n_words.max(1)).enumerate();
        last.filter(move |(_, window)| n_words > 0 && fits(window)).map(move |(at, _)| at..at + n_words)
    }
}

/// Divides a text into words; `court-martial` and `в/т` are one.
pub(super) fn words(text: &str) -> Vec<&str> {
    let is_part = |c: char| c.is_alphanumeric() || ['-', '/', '\'', '’'].contains(&c);
    let words = text.split(|c: char| !is_part(c)).map(|word| word.trim_matches(['-', '/', '\'', '’']));
    words.filter(|word| !word.is_empty()).collect()
}
