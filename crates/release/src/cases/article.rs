//! Articles of penal codes: how they are written, which cover which, and which kind of crime they are.

use super::fields::{BundledError, bundled};
use serde::Deserialize;
use std::{fmt, str::FromStr};
use thaw_core::Answer;

/// An article of a law: `RSFSR 58-10`. The code is absent when the list does not say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Article {
    code: Option<String>,
    /// Number and further parts: `58`, `10`, `2`.
    parts: Vec<String>,
    /// For a pattern `109..121`: the last number.
    until: Option<u32>,
}

/// The code of the letters that stood for an article where no court sentenced: `КРД`.
const LETTERS: &str = "letters";

/// A text that is no article.
#[derive(Debug, thiserror::Error)]
#[error("expected an article as `58-10` or `RSFSR 58-10`, found `{0}`")]
pub struct ArticleError(String);

impl FromStr for Article {
    type Err = ArticleError;

    /// Reads `58-10`, `RSFSR 58-10`, `ст. 58-10 ч. 2 УК РСФСР`, `USSR 1947-06-04`; also letters instead of an article: `КРД`.
    fn from_str(text: &str) -> Result<Self, ArticleError> {
        let error = || ArticleError(text.to_owned());
        let mut code = None;
        let mut parts: Vec<String> = Vec::new();
        let mut until = None;
        for word in
            text.split(|c: char| c.is_whitespace() || c == ',' || c == '(' || c == ')').filter(|word| !word.is_empty())
        {
            let bare = word.trim_matches(['.', '"', '«', '»']);
            let lower = bare.to_lowercase();
            if let Some(known) = code_of(&lower) {
                code = Some(known.to_owned());
            } else if ["ст", "ч", "п", "пп", "ук", "art", "article", "§", "p", "part", ""].contains(&lower.as_str())
            {
                // Words around the number.
            } else if let Some((from, to)) = bare.split_once("..") {
                parts.push(from.to_owned());
                until = Some(to.parse().map_err(|_| error())?);
            } else if bare.starts_with(|c: char| c.is_ascii_digit()) {
                parts.extend(parts_of(&lower));
            } else if let Some(rest) = ["ст.", "ч.", "п."].iter().find_map(|mark| lower.strip_prefix(mark)) {
                parts.extend(parts_of(rest));
            } else if code.is_none() && parts.is_empty() {
                code = Some(bare.to_owned());
            } else if bare.chars().count() == 1 && !parts.is_empty() {
                // A letter of a paragraph: 193-4 a.
                parts.extend(parts_of(&lower));
            } else {
                return Err(error());
            }
        }
        if let Some(letters) = code.as_deref().filter(|code| parts.is_empty() && are_letters(code)) {
            return Ok(Self { parts: vec![letters.to_lowercase()], code: Some(LETTERS.to_owned()), until });
        }
        if parts.is_empty() { Err(error()) } else { Ok(Self { code, parts, until }) }
    }
}

/// Whether a word is an abbreviation, as they stand instead of an article.
fn are_letters(word: &str) -> bool {
    (2..=5).contains(&word.chars().count()) && word.chars().all(char::is_uppercase)
}

/// Divides `193-10а` into `193`, `10`, `a`.
fn parts_of(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut was_digit = false;
    for character in text.chars() {
        if !character.is_alphanumeric() {
            was_digit = false;
            parts.push(String::new());
            continue;
        }
        if parts.is_empty() || (was_digit && character.is_alphabetic()) {
            parts.push(String::new());
        }
        was_digit = character.is_ascii_digit();
        // Cyrillic and Latin letters of a paragraph look alike and are mixed up in lists.
        let letter = if character == 'а' { 'a' } else { character };
        parts.last_mut().into_iter().for_each(|part| part.push(letter));
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Returns the code that a word names.
fn code_of(word: &str) -> Option<&'static str> {
    Some(match word {
        "rsfsr" | "рсфср" => "RSFSR",
        "ukrssr" | "усср" | "ус.ср" => "UkrSSR",
        "ussr" | "ссср" => "USSR",
        _ => return None,
    })
}

impl Article {
    /// Reads the articles of a cell: divided by `;`, or by `,` between numbers.
    ///
    /// # Errors
    /// When a part is no article.
    pub fn list(text: &str) -> Result<Vec<Self>, ArticleError> {
        text.split([';', '\n'])
            .flat_map(|part| part.split(", "))
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(str::parse)
            .collect()
    }

    /// Gives the article a code when it names none.
    #[must_use]
    pub fn or_code(mut self, code: &str) -> Self {
        self.code.get_or_insert_with(|| code.to_owned());
        self
    }

    /// Tells whether this pattern covers an article: `58` covers `58-10`, `109..121` covers `117-2`.
    ///
    /// With `equal`, the articles of other codes that say the same are meant, too; which these are is not known here.
    pub(crate) fn covers(&self, article: &Self, equal: bool) -> Answer {
        let same_code = match (&self.code, &article.code) {
            (Some(this), Some(that)) if equal && this.to_lowercase() != that.to_lowercase() => return Answer::Possibly,
            (Some(this), Some(that)) if this.to_lowercase() == that.to_lowercase() => Answer::Yes,
            (None, _) => Answer::Yes,
            (Some(_), None) => Answer::Possibly,
            _ => Answer::No,
        };
        same_code.min(self.covers_parts(article))
    }

    fn covers_parts(&self, article: &Self) -> Answer {
        if let (Some(until), Some(from)) = (self.until, self.parts.first().and_then(|part| part.parse::<u32>().ok())) {
            let number = article.parts.first().and_then(|part| part.parse::<u32>().ok());
            return if number.is_some_and(|number| (from..=until).contains(&number)) {
                Answer::Yes
            } else {
                Answer::No
            };
        }
        let n_same = self.parts.iter().zip(&article.parts).take_while(|(this, that)| this == that).count();
        if n_same == self.parts.len() {
            Answer::Yes
        } else if n_same == article.parts.len() {
            // `58` may be `58-10`.
            Answer::Possibly
        } else {
            Answer::No
        }
    }
}

impl fmt::Display for Article {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.code {
            Some(code) if code == LETTERS => return f.write_str(&self.parts.concat().to_uppercase()),
            Some(code) => write!(f, "{code} ")?,
            None => {}
        }
        f.write_str(&self.parts.join("-"))?;
        self.until.map_or(Ok(()), |until| write!(f, "..{until}"))
    }
}

/// Which kind of crime the articles of the known codes are (`data/cases/codes.toml`).
#[derive(Clone, Debug)]
pub struct Codes {
    /// Which articles are which crime, and whether surely.
    rules: Vec<(Article, String, bool)>,
    /// The codes of which every article that is one of the kinds is listed.
    whole: Vec<String>,
}

#[derive(Deserialize)]
struct CodeFile {
    code: Vec<Code>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "title and source are for readers of the file")]
#[serde(deny_unknown_fields)]
struct Code {
    id: String,
    title: String,
    source: String,
    whole: bool,
    articles: Vec<CodeArticle>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeArticle {
    from: String,
    crime: String,
    #[serde(default = "yes")]
    sure: bool,
}

fn yes() -> bool {
    true
}

impl Codes {
    /// Reads the bundled codes.
    ///
    /// # Errors
    /// When the bundled file is damaged.
    pub fn bundled() -> Result<Self, BundledError> {
        let file: CodeFile = bundled("cases/codes.toml")?;
        let (mut rules, mut whole) = (Vec::new(), Vec::new());
        for code in file.code {
            whole.extend(code.whole.then(|| code.id.clone()));
            for article in code.articles {
                let pattern: Article = article.from.parse().map_err(|error: ArticleError| BundledError {
                    file: "cases/codes.toml",
                    what: error.to_string(),
                })?;
                rules.push((pattern.or_code(&code.id), article.crime, article.sure));
            }
        }
        Ok(Self { rules, whole })
    }

    /// Returns the kinds of crime that an article surely is, and those that it may be.
    pub(crate) fn crimes_of(&self, article: &Article) -> (Vec<&str>, Vec<&str>) {
        let (mut surely, mut possibly) = (Vec::new(), Vec::new());
        for (pattern, crime, is_sure) in &self.rules {
            match pattern.covers(article, false) {
                Answer::Yes if *is_sure => surely.push(crime.as_str()),
                Answer::Yes | Answer::Possibly => possibly.push(crime.as_str()),
                Answer::No => {}
            }
        }
        (surely, possibly)
    }

    /// Tells whether an article can be one: of letters only those that are listed.
    pub(crate) fn admits(&self, article: &Article) -> bool {
        article.code.as_deref() != Some(LETTERS) || self.rules.iter().any(|(known, ..)| known == article)
    }

    /// Tells whether the whole code of an article is described, so that an article not listed is none of the kinds.
    pub(crate) fn knows(&self, article: &Article) -> bool {
        article.code.as_ref().is_some_and(|code| self.whole.contains(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_read_as_lists_write_them() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            let read =
                Article::list(text).map(|list| list.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "));
            assert_eq!(read.unwrap_or_else(|error| error.to_string()), expected);
        }
        check("58-10", "58-10");
        check("ст. 58-10 ч. 2 УК РСФСР", "RSFSR 58-10-2");
        check("58-10; 58-11", "58-10; 58-11");
        check("58-10, 58-11", "58-10; 58-11");
        check("RSFSR 193-4 a", "RSFSR 193-4-a");
        check("193-10а", "193-10-a");
        check("USSR 1947-06-04", "USSR 1947-06-04");
        check("КРД; 58-10", "КРД; 58-10");
        check("by nobody knows what", "expected an article as `58-10` or `RSFSR 58-10`, found `by nobody knows what`");
    }

    #[test]
    fn an_article_without_a_code_may_be_of_any() {
        let covers =
            |pattern: &str, article: &str| pattern.parse::<Article>().unwrap().covers(&article.parse().unwrap(), false);
        assert_eq!(covers("RSFSR 58", "RSFSR 58-10-2"), Answer::Yes);
        assert_eq!(covers("RSFSR 58-10", "RSFSR 58"), Answer::Possibly);
        assert_eq!(covers("RSFSR 58", "58-10"), Answer::Possibly);
        assert_eq!(covers("RSFSR 58", "UkrSSR 58-10"), Answer::No);
        assert_eq!(covers("58", "RSFSR 58-10"), Answer::Yes);
        assert_eq!(covers("RSFSR 109..121", "RSFSR 117-2"), Answer::Yes);
        assert_eq!(covers("RSFSR 109..121", "RSFSR 122"), Answer::No);
        assert_eq!(covers("RSFSR 5", "RSFSR 58"), Answer::No);
    }
}
