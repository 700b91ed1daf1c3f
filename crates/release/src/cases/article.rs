//! Articles of penal codes: how they are written, which cover which, and which kind of crime they are.

use super::{
    dates,
    fields::{BundledError, bundled},
    words::Months,
};
use serde::Deserialize;
use std::{fmt, str::FromStr, sync::LazyLock};
use thaw_core::Answer;

/// An article of a law: `RSFSR 58-10`. The code is absent when the list does not say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Article {
    code: Option<String>,
    /// Number and further parts: `58`, `10`, `2`.
    parts: Vec<String>,
    /// For a pattern `109..121`: the last number.
    until: Option<u32>,
    /// The number as statutes write it, `11361.8(a)`; of other codes it is told by its parts.
    written: Option<String>,
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
        let piece = Piece::read(text).ok_or_else(|| ArticleError(text.to_owned()))?;
        piece.article().ok_or_else(|| ArticleError(text.to_owned()))
    }
}

/// What stands between two commas: an article, or what goes on with the one before.
#[derive(Clone, Debug, Default)]
struct Piece {
    code: Option<String>,
    parts: Vec<String>,
    until: Option<u32>,
    /// The first word before a number that is one: `ч`, `п`.
    mark: Option<Mark>,
    /// How many parts stand before the last word of that kind.
    level: Option<usize>,
    /// Whether it is an act that is named by its date.
    is_act: bool,
    /// The number as statutes write it.
    written: Option<String>,
}

/// A word before the number of a part of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// A part, below all that is said before: `ч. 1`.
    Part,
    /// A paragraph of the article: `п. 10`.
    Paragraph,
}

impl Piece {
    fn read(text: &str) -> Option<Self> {
        let mut piece = Self::default();
        let text = match named_code(text) {
            Some((code, number)) => {
                piece.code = Some(code.to_owned());
                number
            }
            None => text,
        };
        let spaced = spaced(text);
        for word in spaced.split(|c: char| c.is_whitespace() || c == '(' || c == ')').filter(|word| !word.is_empty()) {
            let bare = word.trim_matches(['.', '"', '«', '»', ':', '”', '“']);
            let lower = bare.to_lowercase();
            if let Some(known) = KNOWN.code_of(&lower) {
                piece.code = Some(known.to_owned());
            } else if ["через", "ч/з"].contains(&lower.as_str()) {
                // How somebody took part: 58-8 через 17.
                break;
            } else if [
                "ст",
                "ст.ст",
                "стст",
                "статья",
                "статьи",
                "ук",
                "кк",
                "art",
                "arts",
                "article",
                "sec",
                "section",
                "sections",
                "§",
                "§§",
                "и",
                "",
            ]
            .contains(&lower.as_str())
            {
                // Words around the number.
            } else if let Some(mark) = mark_of(&lower) {
                piece.mark = piece.mark.or(Some(mark).filter(|_| piece.parts.is_empty()));
                piece.level = Some(piece.parts.len());
            } else if let Some((from, to)) = bare.split_once("..") {
                piece.parts.push(from.to_owned());
                piece.until = Some(to.parse().ok()?);
            } else if bare.starts_with(|c: char| c.is_ascii_digit()) {
                piece.parts.extend(parts_of(&lower));
            } else if let Some(number) = roman(&lower).filter(|_| piece.level == Some(piece.parts.len())) {
                piece.parts.push(number.to_string());
            } else if bare.chars().count() == 1 && (!piece.parts.is_empty() || piece.mark.is_some()) {
                // A letter of a paragraph: 193-4 a.
                piece.parts.extend(parts_of(&lower));
            } else if !piece.parts.is_empty() && KNOWN.letters.contains(&lower) {
                // The accusation beside the article: 58-10 (АСА).
            } else if piece.code.is_none() && is_title(word) && matches!(piece.parts.as_slice(), [_]) {
                // 21 U.S.C. 841: a title of a collection of laws.
                piece.code = Some(format!("{} {word}", piece.parts.remove(0)));
            } else if piece.code.is_none()
                && bare.chars().count() <= 12
                && bare.starts_with(char::is_uppercase)
                && (piece.parts.is_empty() || bare.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.'))
            {
                piece.code = Some(bare.to_owned());
            } else {
                return None;
            }
        }
        let last = text.split_whitespace().next_back().unwrap_or_default();
        let number = last.trim_start_matches('§').trim_end_matches('.');
        let is_known = piece.code.as_deref().is_some_and(|code| KNOWN.names.iter().any(|(_, id)| id == code));
        piece.written = Some(number.to_owned()).filter(|number| !is_known && is_statute(number));
        // 17-58-8: 58-8, and how somebody took part.
        let is_general = piece.parts.first().is_some_and(|first| KNOWN.general.contains(first));
        if is_general && piece.parts.get(1).and_then(|next| next.parse::<u32>().ok()).is_some_and(|next| next > 19) {
            piece.parts.remove(0);
            piece.level = piece.level.map(|level| level.saturating_sub(1));
        }
        Some(piece)
    }

    /// Tells whether it names a code and no article.
    fn is_code(&self) -> bool {
        let is_named = |code: &String| KNOWN.names.iter().any(|(_, id)| id == code) || !are_letters(code);
        self.parts.is_empty() && self.code.as_ref().is_none_or(is_named)
    }

    fn article(self) -> Option<Article> {
        let Self { code, parts, until, written, .. } = self;
        if let Some(letters) = code.as_deref().filter(|code| parts.is_empty() && are_letters(code)) {
            let parts = vec![letters.to_lowercase()];
            return Some(Article { parts, code: Some(LETTERS.to_owned()), until, written: None });
        }
        (!parts.is_empty()).then_some(Article { code, parts, until, written })
    }

    /// Goes on with the article before, when this is no article of its own: `58-8, 11`, `58-10, ч. 1`, `58 п. 8, п. 11`.
    fn after(&mut self, before: &Self) -> Onward {
        /// The most paragraphs that an article has whose paragraphs are written without it.
        const PARAGRAPHS: u32 = 14;
        let number = match self.parts.as_slice() {
            [one] if self.code.is_none() => one.parse::<u32>().ok(),
            _ => None,
        };
        let level = match (self.mark, number) {
            _ if before.parts.is_empty() => return Onward::Own,
            (Some(Mark::Part), _) => return Onward::Same,
            (None, Some(_)) if before.is_act => return Onward::Same,
            (Some(Mark::Paragraph), _) if before.parts.len() == 1 => return Onward::Same,
            (Some(Mark::Paragraph), _) => 1,
            (None, Some(number)) if number <= PARAGRAPHS && before.parts.len() > 1 => before.level.unwrap_or(1),
            _ => return Onward::Own,
        };
        let head = before.parts.iter().take(level).cloned();
        self.parts = head.chain(std::mem::take(&mut self.parts)).collect();
        (self.code, self.level, self.written) = (before.code.clone(), Some(level), None);
        Onward::Own
    }
}

/// Whether a piece is an article of its own, or says more about the one before.
enum Onward {
    Own,
    Same,
}

fn mark_of(word: &str) -> Option<Mark> {
    match word {
        "ч" | "часть" | "части" | "p" | "part" => Some(Mark::Part),
        "п" | "пп" | "п.п" | "пункт" | "пункты" => Some(Mark::Paragraph),
        _ => None,
    }
}

/// Parts a code that is named in words from the number: `Health & Safety Code 11358`.
fn named_code(text: &str) -> Option<(&str, &str)> {
    let at = text.find(|c: char| c.is_ascii_digit())?;
    let name = text[..at].trim_end_matches(['§', ' ', '.']);
    let name = [" section", " sections", " sec"].iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name);
    let is_named = name.ends_with(" Code") || name.ends_with(" Act") || name.ends_with(" Law");
    (is_named && name.starts_with(char::is_uppercase)).then_some((name, &text[at..]))
}

/// Tells whether a word is the short name of a collection of laws that is divided into numbered titles: `U.S.C.`, `ILCS`.
fn is_title(word: &str) -> bool {
    let n_letters = word.bytes().filter(u8::is_ascii_uppercase).count();
    n_letters > 2 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.')
}

/// Tells whether a number is written as statutes write it: `11361.8`, `11357(b)`, `841(a)(1)`, `7-104(g)(2)`.
///
/// Numbers of penal codes are small, and `58.10` is another way to write 58-10.
fn is_statute(number: &str) -> bool {
    let n_digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let is_plain = number.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-()/".contains(&byte));
    n_digits > 0 && is_plain && (n_digits > 3 || (number.contains('(') && number.ends_with(')')))
}

fn roman(word: &str) -> Option<u8> {
    ["i", "ii", "iii", "iv", "v"].iter().zip(1..).find(|(known, _)| **known == word).map(|(_, number)| number)
}

/// Sets apart what lists write without a space: `ст.58-10ч.1`.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 8);
    let characters: Vec<char> = text.chars().collect();
    for (at, character) in characters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| characters.get(at));
        let next = characters.get(at + 1);
        let is_mark = ['ч', 'Ч', 'п', 'П'].contains(character)
            && before.is_some_and(char::is_ascii_digit)
            && next.is_some_and(|c| *c == '.' || c.is_ascii_digit());
        let is_number = (character.is_ascii_digit() || ['I', 'V'].contains(character))
            && before == Some(&'.')
            && at.checked_sub(2).and_then(|at| characters.get(at)).is_some_and(|c| c.is_alphabetic());
        if is_mark || is_number {
            spaced.push(' ');
        }
        spaced.push(*character);
    }
    spaced
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

/// What is known of codes when an article is read.
static KNOWN: LazyLock<Known> = LazyLock::new(Known::bundled);

#[derive(Default)]
struct Known {
    /// The names of codes, in lower case, and their ids.
    names: Vec<(String, String)>,
    /// Articles of a general part.
    general: Vec<String>,
    /// Letters that stand for an article, in lower case.
    letters: Vec<String>,
    /// Words with which the name of an act begins.
    acts: Vec<String>,
}

impl Known {
    fn bundled() -> Self {
        let mut known = Self::default();
        let file = bundled::<CodeFile>("cases/codes.toml").map(|file| file.code).unwrap_or_default();
        for code in file {
            if code.id == LETTERS {
                known.letters.extend(code.articles.iter().map(|article| article.from.to_lowercase()));
            }
            known.names.extend(code.names.into_iter().map(|name| (name, code.id.clone())));
            known.general.extend(code.general);
            known.acts.extend(code.acts);
        }
        known
    }

    /// Returns the code that a word names.
    fn code_of(&self, word: &str) -> Option<&str> {
        self.names.iter().find(|(name, _)| name == word).map(|(_, id)| id.as_str())
    }

    /// Reads an act that is named by its date: `Указ ПВС СССР от 4.06.1947`.
    fn act(&self, text: &str, months: &Months) -> Option<Piece> {
        let lower = text.to_lowercase();
        self.acts.iter().find(|act| lower.starts_with(act.as_str()))?;
        let date = text.get(text.find(|c: char| c.is_ascii_digit())?..)?;
        let date = dates::read(date, dates::Style::default(), months)?.to_string();
        Some(Piece { code: Some("USSR".to_owned()), parts: parts_of(&date), is_act: true, ..Piece::default() })
    }
}

/// Writes a dash for a slash between two digits.
fn with_dashes(text: &str) -> String {
    let is_digit = |at: Option<&u8>| at.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    let dashed = |(at, c): (usize, char)| {
        let is_between = c == '/' && is_digit(bytes.get(at.wrapping_sub(1))) && is_digit(bytes.get(at + 1));
        if is_between { '-' } else { c }
    };
    text.char_indices().map(dashed).collect()
}

impl Article {
    /// Reads the articles of a cell: divided by `;`, `,` or a word for *and*.
    ///
    /// # Errors
    /// When a part is no article.
    pub(crate) fn list(text: &str, months: &Months) -> Result<Vec<Self>, ArticleError> {
        let error = || ArticleError(text.to_owned());
        let mut pieces: Vec<Piece> = Vec::new();
        let joined = [" и ", " та ", " і ", " and ", " y ", " und ", " i ", " + "]
            .iter()
            .fold(text.to_owned(), |text, word| text.replace(word, ";"));
        // `58/10` is 58-10; `58-10/58-11` are two.
        let joined = if joined.contains('-') { joined } else { with_dashes(&joined) };
        for chunk in joined.split([';', ',', '\n']).map(str::trim).filter(|chunk| !chunk.is_empty()) {
            let mut piece = match KNOWN.act(chunk, months) {
                Some(act) => act,
                None => Piece::read(chunk).ok_or_else(error)?,
            };
            match pieces.last_mut() {
                // `58-8, УК РСФСР`.
                Some(before) if piece.is_code() => before.code = before.code.take().or(piece.code),
                // `УК РСФСР, ст. 58-8`.
                Some(before) if before.is_code() => {
                    piece.code = piece.code.or(before.code.take());
                    *before = piece;
                }
                Some(before) => match piece.after(before) {
                    Onward::Own => pieces.push(piece),
                    Onward::Same => {
                        before.level = Some(before.parts.len());
                        before.parts.append(&mut piece.parts);
                        before.written = None;
                        before.code = before.code.take().or(piece.code);
                    }
                },
                None => pieces.push(piece),
            }
        }
        // An article of the general part is no offence of its own.
        let is_offence = |piece: &Piece| !matches!(piece.parts.as_slice(), [one] if KNOWN.general.contains(one));
        if pieces.iter().any(is_offence) {
            pieces.retain(is_offence);
        }
        // `58-8, 58-11 УК РСФСР`: the code stands once, for all.
        let mut code: Option<String> = None;
        for piece in pieces.iter_mut().rev() {
            let has_letters = piece.parts.is_empty();
            if piece.code.is_none() {
                piece.code.clone_from(&code);
            } else if !has_letters {
                code.clone_from(&piece.code);
            }
        }
        pieces.into_iter().map(|piece| piece.article().ok_or_else(error)).collect()
    }

    /// Gives the article a code when it names none.
    #[must_use]
    pub fn or_code(mut self, code: &str) -> Self {
        if self.code.is_none() && KNOWN.names.iter().any(|(_, id)| id == code) {
            self.written = None;
        }
        self.code.get_or_insert_with(|| code.to_owned());
        self
    }

    /// Tells whether this pattern covers an article: `58` covers `58-10`, `109..121` covers `117-2`.
    ///
    /// With `equal`, the articles of other codes that say the same are meant, too; which these are is not known here. An act that
    /// is named by its date is no article of a code.
    pub(crate) fn covers(&self, article: &Self, equal: bool) -> Answer {
        let is_act = article.parts.first().is_some_and(|part| part.len() == 4) && article.parts.len() == 3;
        let same_code = match (&self.code, &article.code) {
            (Some(this), Some(that)) if equal && !is_act && this.to_lowercase() != that.to_lowercase() => {
                return Answer::Possibly;
            }
            (Some(this), Some(that)) if this.to_lowercase() == that.to_lowercase() => Answer::Yes,
            (None, _) => Answer::Yes,
            (Some(_), None) => Answer::Possibly,
            _ => Answer::No,
        };
        same_code.min(self.covers_parts(article))
    }

    /// Tells whether a pattern admits every article that another pattern admits.
    pub(crate) fn includes(&self, other: &Self) -> bool {
        self == other || (other.until.is_none() && self.covers(other, false) == Answer::Yes)
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
        match &self.written {
            Some(number) => f.write_str(number)?,
            None => f.write_str(&self.parts.join("-"))?,
        }
        self.until.map_or(Ok(()), |until| write!(f, "..{until}"))
    }
}

/// Which kind of crime the articles of the known codes are (`data/cases/codes.toml`).
#[derive(Clone, Debug)]
pub struct Codes {
    /// Which articles are which crime, and whether surely.
    rules: Vec<(Article, String, bool)>,
    /// Which articles stand in another code with the same text.
    same: Vec<(Article, Article)>,
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
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    general: Vec<String>,
    #[serde(default)]
    acts: Vec<String>,
    source: String,
    whole: bool,
    articles: Vec<CodeArticle>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeArticle {
    from: String,
    crime: String,
    same: Option<String>,
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
        let (mut rules, mut same, mut whole) = (Vec::new(), Vec::new(), Vec::new());
        let read = |text: &str| {
            text.parse::<Article>()
                .map_err(|error: ArticleError| BundledError { file: "cases/codes.toml", what: error.to_string() })
        };
        for code in file.code {
            whole.extend(code.whole.then(|| code.id.clone()));
            for article in code.articles {
                let pattern = read(&article.from)?.or_code(&code.id);
                if let Some(other) = &article.same {
                    same.push((pattern.clone(), read(other)?));
                }
                rules.push((pattern, article.crime, article.sure));
            }
        }
        Ok(Self { rules, same, whole })
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

    /// Returns the article of another code that says the same: `RSFSR 58-10` for `UkrSSR 54-10`.
    pub(crate) fn twin_of(&self, article: &Article) -> Option<Article> {
        let (pattern, other) = self.same.iter().find(|(pattern, _)| pattern.covers(article, false) == Answer::Yes)?;
        let mut twin = other.clone();
        twin.parts.extend_from_slice(&article.parts[pattern.parts.len()..]);
        Some(twin)
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
    fn an_article_may_have_a_twin_in_another_code() {
        let codes = Codes::bundled().unwrap();
        let twin = |text: &str| codes.twin_of(&text.parse().unwrap()).map(|article| article.to_string());
        assert_eq!(twin("UkrSSR 54-10-1").as_deref(), Some("RSFSR 58-10-1"));
        assert_eq!(twin("UkrSSR 97"), None);
        let pattern: Article = "RSFSR 109..121".parse().unwrap();
        assert_eq!(pattern.covers(&"UkrSSR 97".parse().unwrap(), true), Answer::Possibly);
        assert_eq!(pattern.covers(&"USSR 1947-06-04".parse().unwrap(), true), Answer::No);
    }

    #[test]
    fn articles_are_read_as_lists_write_them() {
        let months = crate::cases::Vocabulary::bundled().unwrap().month;
        let check = |text: &str, expected: &str| {
            let read = Article::list(text, &months)
                .map(|list| list.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "));
            assert_eq!(read.unwrap_or_else(|error| error.to_string()), expected, "{text}");
        };
        check("58-10", "58-10");
        check("ст. 58-10 ч. 2 УК РСФСР", "RSFSR 58-10-2");
        check("58-10; 58-11", "58-10; 58-11");
        check("58-10, 58-11", "58-10; 58-11");
        check("RSFSR 193-4 a", "RSFSR 193-4-a");
        check("193-10а", "193-10-a");
        check("USSR 1947-06-04", "USSR 1947-06-04");
        check("КРД; 58-10", "КРД; 58-10");
        check("ст. 58-1а, 58-8,58-11 УК РСФСР", "RSFSR 58-1-a; RSFSR 58-8; RSFSR 58-11");
        check("58.10", "58-10");
        check("ст.ст.58-10ч.1, 58-11", "58-10-1; 58-11");
        check("58-10, ч. 1", "58-10-1");
        check("58-10 ч.I", "58-10-1");
        check("58-10 ч. 1 и 2", "58-10-1; 58-10-2");
        check("58-8, 11", "58-8; 58-11");
        check("58-8 и 58-11", "58-8; 58-11");
        check("58 пп. 6, 10, 11", "58-6; 58-10; 58-11");
        check("58 п. 10 ч. 2", "58-10-2");
        check("58, п. 10", "58-10");
        check("54-8, 54-11 КК УСРР", "UkrSSR 54-8; UkrSSR 54-11");
        check("УК РСФСР 59-3", "RSFSR 59-3");
        check("УК РСФСР, ст. 59-3", "RSFSR 59-3");
        check("19-58-8", "58-8");
        check("17, 58-8", "58-8");
        check("58-8 через 17", "58-8");
        check("193-17 п. «а»", "193-17-a");
        check("58-10 (АСА)", "58-10");
        check("162, 5", "162; 5");
        check("Указ ПВС СССР от 4 июня 1947 г., ст. 1", "USSR 1947-06-04-1");
        check("закон от 7.08.1932", "USSR 1932-08-07");
        check("72-а УК БССР", "BSSR 72-a");
        check("CR 7-104(g)(2)", "CR 7-104(g)(2)");
        check("21 U.S.C. § 841(a)(1)", "21 U.S.C. 841(a)(1)");
        check("§ 11361.8", "11361.8");
        check("HS 11357(b); § 11358", "HS 11357(b); 11358");
        check("Health & Safety Code 11358", "Health & Safety Code 11358");
        check("Penal Code § 1203.4a", "Penal Code 1203.4a");
        check("КРД", "КРД");
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
        // Told as it is written, compared by its parts.
        assert_eq!(covers("HS 11357", "HS 11357(b)"), Answer::Yes);
        assert_eq!(covers("21 U.S.C. 841(a)", "21 U.S.C. 841(a)(1)"), Answer::Yes);
        assert_eq!(covers("18 U.S.C. 841", "21 U.S.C. 841"), Answer::No);
    }
}
