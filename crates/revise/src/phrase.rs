//! Phrases of a lexicon: words in order, compared with the words of a text.

use serde::Deserialize;

/// Words that stand side by side. A word written with a `*` at its end stands for all words that begin so.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct Phrase {
    written: String,
    words: Vec<Wanted>,
}

/// A word of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// The word in lower case, or its beginning.
    pub(crate) text: String,
    /// Whether any ending may follow.
    pub(crate) is_start: bool,
}

impl From<String> for Phrase {
    fn from(written: String) -> Self {
        let word = |word: &str| {
            let is_start = word.ends_with('*');
            Wanted { text: lower(word.trim_end_matches('*')), is_start }
        };
        Self { words: written.split_whitespace().map(word).collect(), written }
    }
}

impl Phrase {
    /// Returns the phrase as people read it, without the sign for an ending.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.written.trim_end().trim_end_matches('*')
    }

    /// Returns the phrase as the lexicon has it.
    pub(crate) fn written(&self) -> &str {
        &self.written
    }

    /// Its words; none in an empty phrase, which stands nowhere.
    pub(crate) fn words(&self) -> &[Wanted] {
        &self.words
    }

    /// Tells whether words in lower case begin with the phrase.
    pub(crate) fn begins<'w>(&self, mut words: impl Iterator<Item = &'w str>) -> bool {
        !self.words.is_empty() && self.words.iter().all(|wanted| words.next().is_some_and(|word| wanted.is(word)))
    }

    /// Tells whether words in lower case end with the phrase; they come from the last to the first.
    pub(crate) fn ends<'w>(&self, mut words: impl Iterator<Item = &'w str>) -> bool {
        !self.words.is_empty() && self.words.iter().rev().all(|wanted| words.next().is_some_and(|word| wanted.is(word)))
    }
}

impl Wanted {
    pub(crate) fn is(&self, word: &str) -> bool {
        if self.is_start { word.starts_with(&self.text) } else { word == self.text }
    }
}

/// Returns a text in lower case, letter by letter.
pub(crate) fn lower(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_lower(&mut out, text);
    out
}

/// Adds a text in lower case.
pub(crate) fn push_lower(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            // The commonest letters first: the tables of the standard library are slow for what is not ASCII.
            'a'..='z' | 'а'..='я' => out.push(character),
            'A'..='Z' => out.push(character.to_ascii_lowercase()),
            'А'..='Я' => out.push(char::from_u32(character as u32 + 0x20).unwrap_or(character)),
            _ => out.extend(character.to_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_phrase_is_compared_word_by_word() {
        let words = |text: &'static str| text.split(' ');
        let phrase = Phrase::from("битв* за".to_owned());
        assert!(phrase.begins(words("битвы за сталинград")));
        assert!(phrase.ends(words("после битвы за").rev()));
        assert!(!phrase.begins(words("битвы")));
        assert!(!Phrase::from(String::new()).begins(words("битвы")));
    }

    proptest! {
        #[test]
        fn lower_case_is_that_of_each_letter(text in "\\PC*") {
            prop_assert_eq!(lower(&text), text.chars().flat_map(char::to_lowercase).collect::<String>());
        }
    }
}
