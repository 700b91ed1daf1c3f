//! Several things in one cell: a whole entry of a book of memory, or `When, by whom and for what sentenced`.
//!
//! `Иванов Иван Петрович, 1898 г. р., урож. д. Горки, русский, кузнец. Арестован 14.03.1938. Приговорён тройкой 02.09.1938 по
//! ст. 58-10 к 10 годам ИТЛ.` A part begins with one of its words (`[entry]` in `data/cases/words.toml`) and goes on until the next one.
//! The fields that parts give are read as cells of their own are; what is not understood is told, and the raw text stays.

use super::{Reader, article::Article, columns::NONE, dates, fields::plain, pattern, pattern::Pattern, sentence};
use std::collections::BTreeMap;
use thaw_core::Edtf;

/// What a cell says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// By field.
    pub(super) values: BTreeMap<String, String>,
    /// What was not understood.
    pub(super) rest: Vec<String>,
}

/// The most words of a date.
const LONGEST_DATE: usize = 4;

/// Returns the part with which a text begins, by its field: the one whose words are the longest.
fn part_of<'r>(chunk: &str, reader: &'r Reader) -> Option<&'r str> {
    let plain = plain(chunk);
    let words = pattern::words(&plain);
    let begins = |pattern: &Pattern| pattern.places(&words).find(|place| place.start == 0).map(|place| place.end);
    let parts = reader.vocabulary.entry.parts.iter();
    let found = parts.filter_map(|(field, cues)| Some((cues.iter().filter_map(begins).max()?, field.as_str())));
    found.max_by_key(|(length, _)| *length).map(|(_, field)| field)
}

/// Returns the part that a text names anywhere, the first one.
pub(super) fn part_in<'r>(text: &str, reader: &'r Reader) -> Option<&'r str> {
    let plain = plain(text);
    let words = pattern::words(&plain);
    let parts = reader.vocabulary.entry.parts.iter();
    let first = |cues: &[Pattern]| cues.iter().filter_map(|cue| cue.places(&words).next()).map(|at| at.start).min();
    parts.filter_map(|(field, cues)| Some((first(cues)?, field.as_str()))).min().map(|(_, field)| field)
}

/// Returns how many different parts a text has.
pub(super) fn n_parts(text: &str, reader: &Reader) -> usize {
    let found: std::collections::BTreeSet<&str> = chunks(text).filter_map(|chunk| part_of(chunk, reader)).collect();
    let has_birth = text.split(',').nth(1).is_some_and(|chunk| part_in(chunk, reader) == Some("born"));
    found.len() + usize::from(has_birth && !found.contains("born"))
}

/// Divides a text at commas, semicolons and the ends of sentences.
fn chunks(text: &str) -> impl Iterator<Item = &str> {
    let is_end = |at: usize| {
        let (before, after) = (&text[..at], text[at + 1..].trim_start());
        let word = before.rsplit(|c: char| c.is_whitespace() || c == '.').next().unwrap_or_default();
        let is_short = word.chars().count() <= 4 && word.chars().all(char::is_lowercase);
        let is_year = before.trim_end_matches(char::is_alphabetic).trim_end().ends_with(|c: char| c.is_ascii_digit());
        text[at + 1..].starts_with(char::is_whitespace)
            && after.starts_with(char::is_uppercase)
            && (!is_short || is_year)
            && (word.chars().count() > 1 || is_year)
    };
    let mut ends: Vec<usize> = text
        .char_indices()
        .filter(|(at, c)| matches!(c, ',' | ';' | '\n') || (*c == '.' && is_end(*at)))
        .map(|(at, _)| at)
        .collect();
    ends.push(text.len());
    let mut from = 0;
    ends.into_iter().filter_map(move |end| {
        let chunk = text.get(from..end)?.trim();
        from = (end + 1).min(text.len());
        (!chunk.is_empty()).then_some(chunk)
    })
}

/// Reads a cell; `about` is the part that its heading names, nothing when the cell begins with a name.
pub(super) fn read(cell: &str, about: Option<&str>, style: dates::Style, code: Option<&str>, reader: &Reader) -> Entry {
    let mut entry = Entry::default();
    let mut part = about.map(str::to_owned);
    let mut is_first = about.is_none();
    for chunk in chunks(cell) {
        if is_first {
            is_first = false;
            entry.values.insert("name".to_owned(), chunk.to_owned());
            continue;
        }
        // `1898 г. р.`, `Военная коллегия 03.10.1937 приговорён`: the word may stand behind.
        let behind = || part_in(chunk, reader).filter(|part| ["born", "sentenced", "died"].contains(part));
        let begun = part_of(chunk, reader).or_else(behind);
        match begun {
            Some(begun) => part = Some(begun.to_owned()),
            // A place goes on while its parts are places.
            None if ["birthplace", "residence"].contains(&part.as_deref().unwrap_or_default())
                && !goes_on(chunk, reader) =>
            {
                part = None;
            }
            None => {}
        }
        match part.as_deref() {
            // `1890, Лифляндская губ.` under `Year and place of birth`.
            Some("birthplace") if about == Some("birthplace") && date_in(chunk, style, reader).is_some() => {
                entry.birth(chunk, style, reader);
            }
            Some(place @ ("birthplace" | "residence")) => entry.add(place, bare(chunk, place, reader)),
            Some("born") => entry.birth(chunk, style, reader),
            Some("sentenced") => entry.sentence(chunk, style, code, reader),
            Some(other) => entry.date(other, chunk, style, reader),
            None => entry.free(chunk, style, reader),
        }
        // What follows a birth is free again.
        if part.as_deref() == Some("born") && about.is_none() {
            part = None;
        }
    }
    entry
}

/// Tells whether a chunk is a part of a place: it has a word of one, or is the number of a house.
fn goes_on(chunk: &str, reader: &Reader) -> bool {
    let plain = plain(chunk);
    let words = pattern::words(&plain);
    let is_place = reader.vocabulary.entry.places.iter().any(|word| word.places(&words).next().is_some());
    is_place || words.first().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()) && word.len() < 5)
}

/// Returns a chunk without the words with which its part begins.
pub(super) fn bare<'c>(chunk: &'c str, part: &str, reader: &Reader) -> &'c str {
    let plain = plain(chunk);
    let words = pattern::words(&plain);
    let cues = reader.vocabulary.entry.parts.get(part).map(Vec::as_slice).unwrap_or_default();
    let n_words =
        cues.iter().filter_map(|cue| cue.places(&words).find(|place| place.start == 0)).map(|at| at.end).max();
    let mut rest = chunk;
    for word in words.iter().take(n_words.unwrap_or_default()) {
        let n_letters = word.chars().count();
        let end = rest.char_indices().nth(n_letters).map_or(rest.len(), |(at, _)| at);
        rest = rest[end..].trim_start_matches(|c: char| !c.is_alphanumeric());
    }
    rest
}

impl Entry {
    fn add(&mut self, field: &str, text: &str) {
        let text = text.trim().trim_end_matches('.');
        if text.is_empty() {
            return;
        }
        self.values
            .entry(field.to_owned())
            .and_modify(|there| {
                there.push_str(", ");
                there.push_str(text);
            })
            .or_insert_with(|| text.to_owned());
    }

    fn birth(&mut self, chunk: &str, style: dates::Style, reader: &Reader) {
        match date_in(chunk, style, reader) {
            Some((date, after)) => {
                self.values.entry("born".to_owned()).or_insert(date);
                let after = after.trim_start_matches(|c: char| !c.is_alphabetic());
                let is_place = part_of(after, reader).is_none() && goes_on(after, reader);
                if is_place && !self.values.contains_key("birthplace") {
                    self.add("birthplace", after.strip_prefix("в ").unwrap_or(after));
                }
            }
            None if goes_on(chunk, reader) => self.add("birthplace", chunk),
            None => self.free(chunk, style, reader),
        }
    }

    /// A part that is a date: of the arrest, the death, the release; a rehabilitation is a yes.
    fn date(&mut self, part: &str, chunk: &str, style: dates::Style, reader: &Reader) {
        let found = date_in(chunk, style, reader);
        if part == "rehabilitated" {
            self.values
                .entry(part.to_owned())
                .or_insert(if pattern::says_not(chunk) { "no" } else { "yes" }.to_owned());
        } else if let Some((date, _)) = found {
            self.values.entry(part.to_owned()).or_insert(date);
        } else {
            self.rest.push(chunk.to_owned());
        }
    }

    /// When, by whom, for what and to what somebody was sentenced.
    fn sentence(&mut self, chunk: &str, style: dates::Style, code: Option<&str>, reader: &Reader) {
        let mut text = chunk.to_owned();
        if let Some((date, at)) = dated(chunk, style, reader) {
            self.values.entry("sentenced".to_owned()).or_insert(date);
            text.replace_range(at, " ");
        }
        if let Some((articles, rest)) = articles_in(&text, self.values.contains_key("article"), code, reader) {
            let there = self.values.remove("article");
            let all = there.into_iter().chain([articles]).collect::<Vec<_>>().join("; ");
            self.values.insert("article".to_owned(), all);
            text = rest;
        }
        let plain_text = plain(&text);
        let words = pattern::words(&plain_text);
        if let Some((organ, _)) =
            reader.fields.get("organ").and_then(|field| field.values_in(&words).into_iter().next())
        {
            self.values.entry("organ".to_owned()).or_insert_with(|| organ.to_owned());
        }
        // The longest run of words at the end that is a sentence.
        let tokens: Vec<&str> = text.split_whitespace().collect();
        let read = (0..tokens.len()).find_map(|from| {
            let run = tokens[from..].join(" ");
            let run = run.trim_start_matches(|c: char| !c.is_alphanumeric());
            let read = sentence::read(run, "year", reader)?;
            (read.penalty.is_some() || run.contains(char::is_alphabetic)).then_some(read)
        });
        if let Some(read) = read {
            let length = read.length.filter(|length| length != NONE || read.penalty.is_some());
            for (field, value) in [("sentence", length), ("penalty", read.penalty)] {
                if let Some(value) = value {
                    self.values.entry(field.to_owned()).or_insert(value);
                }
            }
        }
    }

    /// A chunk that no word begins: a people, or what somebody did for a living.
    fn free(&mut self, chunk: &str, style: dates::Style, reader: &Reader) {
        let plain = plain(chunk);
        let words = pattern::words(&plain);
        if let Some(group) = reader.fields.get("group").and_then(|field| field.value_of(chunk)) {
            self.values.entry("group".to_owned()).or_insert_with(|| group.to_owned());
        } else if let (false, Some((date, ""))) = (self.values.contains_key("born"), date_in(chunk, style, reader)) {
            self.values.insert("born".to_owned(), date);
        } else if reader.vocabulary.entry.silent.iter().any(|word| word.places(&words).next().is_some()) {
            self.rest.push(chunk.to_owned());
        } else if goes_on(chunk, reader) && !self.values.contains_key("residence") {
            // A place right after the birth is where it was.
            self.add("birthplace", chunk);
        } else if !self.values.contains_key("occupation") && chunk.starts_with(char::is_lowercase) {
            self.add("occupation", chunk);
        } else {
            self.rest.push(chunk.to_owned());
        }
    }
}

/// Finds a date in a text: it, as EDTF, and what follows it.
fn date_in<'c>(text: &'c str, style: dates::Style, reader: &Reader) -> Option<(String, &'c str)> {
    dated(text, style, reader).map(|(date, at)| (date, text[at.end..].trim()))
}

/// Finds the first date in a text, the longest that begins there.
pub(super) fn dated(text: &str, style: dates::Style, reader: &Reader) -> Option<(String, std::ops::Range<usize>)> {
    let mut tokens: Vec<(usize, usize)> = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_whitespace(), from) {
            (false, None) => from = Some(at),
            (true, Some(start)) => {
                tokens.push((start, at));
                from = None;
            }
            _ => {}
        }
    }
    let date = |from: usize, to: usize| {
        let (start, end) = (tokens[from].0, tokens[to].1);
        let span = text[start..end].trim_end_matches(['.', ',', ';', ':', ')']);
        // A year must stand in it: a bare number is none.
        let n_digits = span.chars().filter(char::is_ascii_digit).count();
        let starts = span.starts_with(|c: char| c.is_ascii_digit()) || part_words(span, reader);
        let read = (n_digits > 3 && starts).then(|| dates::read(span, style, &reader.vocabulary.month)).flatten()?;
        Some((read.to_string(), start..end))
    };
    (0..tokens.len()).find_map(|from| {
        let last = (from + LONGEST_DATE).min(tokens.len()) - 1;
        (from..=last).rev().find_map(|to| date(from, to))
    })
}

/// Reads a whole day with words behind it that say no more of the time: `15.03.1938, Коммунарка`.
pub(super) fn day_before_words(text: &str, style: dates::Style, reader: &Reader) -> Option<Edtf> {
    let (day, at) = dated(text, style, reader).filter(|(_, at)| at.start == 0)?;
    let rest = &text[at.end..];
    let says_more = rest.contains(|c: char| c.is_numeric() || c == '?') || pattern::says_not(rest);
    let day: Edtf = day.parse().ok()?;
    let readings = day.readings();
    (!says_more && readings.first == readings.last).then_some(day)
}

/// Tells whether a text begins with a word that says how sure a date is, or with a month.
fn part_words(text: &str, reader: &Reader) -> bool {
    let plain = plain(text);
    let first = pattern::words(&plain).first().map(|word| (*word).to_owned()).unwrap_or_default();
    let month = &reader.vocabulary.month;
    month.about.contains(&first) || month.forms.iter().any(|forms| forms.contains(&first))
}

/// Finds articles after one of their words: them, and the text without them.
fn articles_in(text: &str, is_begun: bool, code: Option<&str>, reader: &Reader) -> Option<(String, String)> {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let is_cue = |token: &str| {
        let plain = plain(token);
        let words = pattern::words(&plain);
        reader.vocabulary.entry.article.iter().any(|cue| cue.places(&words).any(|at| at == (0..words.len())))
    };
    let read = |from: usize, to: usize| {
        let span = tokens.get(from..to)?.join(" ");
        let span = span.trim_end_matches(['.', ',', ';', ':']);
        let articles = reader.articles(span).ok().filter(|articles| !articles.is_empty())?;
        let told = articles.into_iter().map(|article: Article| match code {
            Some(code) => article.or_code(code).to_string(),
            None => article.to_string(),
        });
        let rest = [&tokens[..from], &tokens[to..]].concat().join(" ");
        Some((told.collect::<Vec<_>>().join("; "), rest))
    };
    let after = (0..tokens.len()).filter(|at| is_cue(tokens[*at])).map(|at| at + 1);
    // `58-6, 58-8` go on from chunk to chunk; letters (`КРД`) need no word before them.
    let is_letters = |token: &str| {
        let token = token.trim_end_matches(['.', ',', ';']);
        let n_capitals = token.chars().filter(|c| c.is_uppercase()).count();
        n_capitals >= 3 && n_capitals == token.chars().count()
    };
    let onward = (is_begun && tokens.first().is_some_and(|token| token.contains('-'))).then_some(0);
    let letters = (0..tokens.len()).filter(|at| is_letters(tokens[*at])).filter_map(|at| read(at, at + 1));
    let found = after.chain(onward).find_map(|from| {
        // A small word ends them: `к` in `58-10 к 10 годам`.
        let is_inside = |token: &&&str| {
            let bare = token.trim_end_matches('.');
            let is_part = ["ч", "п", "и", "та", "і", "пункт", "часть", "ук", "кк"].contains(&bare);
            is_part || !bare.chars().all(char::is_lowercase)
        };
        let last = from + tokens.get(from..).unwrap_or_default().iter().take(8).take_while(is_inside).count();
        (from + 1..=last).rev().find_map(|to| {
            let is_number = tokens[from].starts_with(|c: char| c.is_ascii_digit());
            is_number.then(|| read(from, to)).flatten()
        })
    });
    found.or_else(|| letters.into_iter().next())
}
