//! The story of the record for children: chapters in each language, each paragraph with the facts that support it.
//!
//! The words stand in `data/story/{en,es,ru}.toml`, what joins them to the record in `data/story/story.toml`. A mark
//! `[word](id)` in a paragraph points to the glossary.

use crate::messages::Language;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A story that cannot be told.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoryError {
    /// A file is missing or not what it should be.
    #[error("cannot read `{file}`: {what}")]
    File {
        /// Below `data/`.
        file: String,
        /// Where and what.
        what: String,
    },
    /// A language tells other chapters or paragraphs than `story.toml` lists.
    #[error("`{file}` tells chapter {chapter} in {found} paragraphs, `story/story.toml` supports {expected}")]
    Uneven {
        /// Below `data/`.
        file: String,
        /// Its number, from 1.
        chapter: usize,
        /// How many paragraphs the language has; none when the chapter is missing.
        found: usize,
        /// How many there are facts for.
        expected: usize,
    },
    /// A mark leads to no entry of the glossary.
    #[error("`{file}` has no word `{word}`, which chapter {chapter} points to")]
    Word {
        /// Below `data/`.
        file: String,
        /// Its id.
        word: String,
        /// The chapter's number, from 1.
        chapter: usize,
    },
}

/// What joins a chapter to the record.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// Its id, which is its anchor on the page.
    pub id: String,
    /// The name of its picture.
    pub picture: String,
    /// The path of the page where the record tells more.
    pub more: String,
    /// The date (EDTF) of the small map beside the chapter: places that bore a leader's name on it.
    pub map: Option<String>,
    /// For each paragraph the ids of the subjects and acts that support it.
    pub facts: Vec<Vec<String>>,
}

/// A chapter in one language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChapterText {
    /// Its heading.
    pub title: String,
    /// What its picture shows, for those who cannot see it.
    pub picture: String,
    /// Its paragraphs, with marks for the glossary.
    pub paragraphs: Vec<String>,
}

/// An entry of the glossary.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// As it stands in the glossary.
    pub word: String,
    /// What it means, in plain words.
    pub means: String,
}

/// The story in one language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telling {
    /// Its title.
    pub title: String,
    /// What it is about.
    pub lead: String,
    /// Its chapters, as [`Story::chapters`].
    #[serde(rename = "chapter")]
    pub chapters: Vec<ChapterText>,
    /// Its glossary, by id.
    pub words: BTreeMap<String, Word>,
}

/// A story in every language of the atlas.
#[derive(Clone, Debug)]
pub struct Story {
    /// Its chapters.
    pub chapters: Vec<Chapter>,
    tellings: [Telling; 3],
}

/// `story.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outline {
    record: String,
    #[serde(rename = "chapter")]
    chapters: Vec<Chapter>,
}

impl Story {
    /// Returns the bundled story of a record; nothing for a record that has none.
    ///
    /// # Errors
    /// When a file of the story is not what it should be, or the languages differ in chapters or paragraphs.
    pub fn of(record: &str) -> Result<Option<Self>, StoryError> {
        let outline: Outline = read("story/story.toml")?;
        if outline.record != record {
            return Ok(None);
        }
        let [en, es, ru] = Language::ALL.map(|language| telling(language, &outline.chapters));
        Ok(Some(Self { chapters: outline.chapters, tellings: [en?, es?, ru?] }))
    }

    /// Returns the story in a language.
    #[must_use]
    pub fn telling(&self, language: Language) -> &Telling {
        &self.tellings[language as usize]
    }

    /// Returns the numbers (from 0) of the chapters that a subject or an act supports.
    pub fn chapters_on<'a>(&'a self, id: &'a str) -> impl Iterator<Item = usize> + 'a {
        let cites = move |chapter: &Chapter| chapter.facts.iter().flatten().any(|fact| fact == id);
        self.chapters.iter().enumerate().filter(move |(_, chapter)| cites(chapter)).map(|(at, _)| at)
    }
}

fn telling(language: Language, chapters: &[Chapter]) -> Result<Telling, StoryError> {
    let file = format!("story/{language}.toml");
    let telling: Telling = read(&file)?;
    for at in 0..chapters.len().max(telling.chapters.len()) {
        let expected = chapters.get(at).map_or(0, |chapter| chapter.facts.len());
        let found = telling.chapters.get(at).map_or(0, |text| text.paragraphs.len());
        if expected != found {
            return Err(StoryError::Uneven { file, chapter: at + 1, found, expected });
        }
    }
    for (at, text) in telling.chapters.iter().enumerate() {
        let marked = text.paragraphs.iter().flat_map(|paragraph| pieces(paragraph)).filter_map(|piece| piece.word);
        if let Some(word) = marked.into_iter().find(|word| !telling.words.contains_key(*word)) {
            return Err(StoryError::Word { word: word.to_owned(), chapter: at + 1, file });
        }
    }
    Ok(telling)
}

fn read<T: for<'de> Deserialize<'de>>(file: &str) -> Result<T, StoryError> {
    let told = |what: String| StoryError::File { file: file.to_owned(), what };
    let text = thaw_data::file(file).ok_or_else(|| told("there is no such file".to_owned()))?;
    toml::from_str(text).map_err(|error| told(error.to_string()))
}

/// A run of a paragraph's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The text.
    pub text: &'a str,
    /// The id of the glossary's entry that it points to.
    pub word: Option<&'a str>,
}

/// Cuts a paragraph at its marks. What looks like half a mark is text.
#[must_use]
pub fn pieces(paragraph: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = paragraph;
    while let Some((before, word, id, after)) = next_mark(rest) {
        if !before.is_empty() {
            pieces.push(Piece { text: before, word: None });
        }
        pieces.push(Piece { text: word, word: Some(id) });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece { text: rest, word: None });
    }
    pieces
}

fn next_mark(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (before, rest) = text.split_once('[')?;
    let (word, rest) = rest.split_once("](")?;
    let (id, after) = rest.split_once(')')?;
    Some((before, word, id, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_point_to_the_glossary() {
        let plain = |text| Piece { text, word: None };
        let word = |text, id| Piece { text, word: Some(id) };
        assert_eq!(
            pieces("This is a [cult](cult), a [thaw](the-thaw)."),
            [plain("This is a "), word("cult", "cult"), plain(", a "), word("thaw", "the-thaw"), plain(".")]
        );
        assert_eq!(pieces("a [half mark"), [plain("a [half mark")]);
        assert_eq!(pieces(""), []);
    }

    #[test]
    fn another_record_has_no_story() {
        assert!(Story::of("small").unwrap().is_none());
    }
}
