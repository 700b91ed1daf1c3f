//! Cases as columns: what decrees ask for, read once and kept compact.
//!
//! A date or length is the range of days that it can mean. A choice, set, flag or list of articles is a number that stands
//! for its distinct text, so that a decree judges each distinct text once however many cases have it.
//!
//! *Unknown* is a range without bounds, or a value of which nothing is known. *None* (written `none`) is known not to be:
//! no sentence in years, no child. A question about it has the answer no.

use super::{
    article::{Article, Codes},
    fields::{Field, Fields, Kind},
    length::Length,
    words::Vocabulary,
};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use thaw_core::Edtf;

/// The word for what is known not to be.
pub const NONE: &str = "none";

/// The days, or the lengths, that a value can mean. `first > last`: known to be none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) first: i32,
    pub(crate) last: i32,
}

impl Span {
    /// Nothing is known.
    pub(crate) const UNKNOWN: Self = Self { first: i32::MIN, last: i32::MAX };
    /// There is none.
    pub(crate) const NONE: Self = Self { first: i32::MAX, last: i32::MIN };
}

/// A choice, a set, a flag or a list of articles, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    /// The values that are there.
    pub(crate) surely: BTreeSet<String>,
    /// The values that may be there.
    pub(crate) possibly: BTreeSet<String>,
    /// The articles.
    pub(crate) articles: Vec<Article>,
    /// Whether nothing else can be there.
    pub(crate) is_whole: bool,
}

/// One field of many cases.
#[derive(Clone, Debug)]
pub(crate) enum Column {
    /// Dates and lengths.
    Spans {
        /// By case.
        spans: Vec<Span>,
        /// By text, read before.
        read: FxHashMap<String, Span>,
    },
    /// For each case the number of its value; number 0 is unknown.
    Values {
        /// By case.
        codes: Vec<u32>,
        /// By number.
        known: Vec<Known>,
    },
}

/// A value that cannot be read as its field asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadValue {
    /// Expected and found.
    pub what: String,
}

/// Many cases, as columns of the fields that are asked for.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    n_rows: usize,
    columns: BTreeMap<String, Filled>,
}

/// A column that is being filled.
#[derive(Clone, Debug)]
struct Filled {
    column: Column,
    field: Field,
    /// The numbers of the texts of the field itself, and of articles that stand for it.
    numbers: [FxHashMap<String, u32>; 2],
}

/// Reads the values of fields.
#[derive(Clone, Debug)]
pub struct Reader {
    pub(crate) fields: Fields,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) codes: Codes,
}

impl Reader {
    /// Returns a reader with the bundled fields, words and codes.
    ///
    /// # Errors
    /// When a bundled file is damaged.
    pub fn bundled() -> Result<Self, super::fields::BundledError> {
        Ok(Self { fields: Fields::bundled()?, vocabulary: Vocabulary::bundled()?, codes: Codes::bundled()? })
    }

    /// Returns the fields.
    #[must_use]
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Returns the words.
    #[must_use]
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Tells whether a value can be read, and what is wrong if it cannot.
    ///
    /// # Errors
    /// When the text is no value of the field.
    pub fn check(&self, name: &str, text: &str) -> Result<(), BadValue> {
        let Some(field) = self.fields.get(name) else {
            return Err(BadValue { what: format!("there is no field `{name}`") });
        };
        match field.kind {
            Kind::Date | Kind::Length => self.span(field.kind, text).map(drop),
            Kind::Choice | Kind::Set | Kind::Flag | Kind::Articles => self.known(field, text).map(drop),
            Kind::Text | Kind::Place => Ok(()),
            Kind::Age | Kind::EveryArticle => {
                Err(BadValue { what: format!("`{name}` is worked out from other fields") })
            }
        }
    }

    /// Reads a date or length.
    pub(crate) fn span(&self, kind: Kind, text: &str) -> Result<Span, BadValue> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Span::UNKNOWN);
        }
        if text == NONE {
            return Ok(Span::NONE);
        }
        if kind == Kind::Length {
            let (from, to) = text.split_once("..").unwrap_or((text, text));
            // `5..10 years`: the unit stands once.
            let unit = to.trim_start_matches(|c: char| c.is_ascii_digit());
            let from =
                if from.ends_with(|c: char| c.is_ascii_digit()) { format!("{from}{unit}") } else { from.to_owned() };
            let read = |text: &str| {
                Length::parse(text, &self.vocabulary)
                    .ok_or_else(|| BadValue { what: format!("expected a length as `5 years`, found `{text}`") })
            };
            let (first, last) = (read(&from)?.0, read(to)?.0);
            return if first <= last {
                Ok(Span { first, last })
            } else {
                Err(BadValue { what: format!("expected the shorter length first, found `{text}`") })
            };
        }
        let date: Edtf = text.parse().map_err(|error: thaw_core::EdtfError| BadValue { what: error.to_string() })?;
        let days = date.readings();
        Ok(Span { first: clamped(days.first.0), last: clamped(days.last.0) })
    }

    /// Reads a date or length whose text may have been read before.
    fn span_once(&self, read: &mut FxHashMap<String, Span>, kind: Kind, text: &str) -> Result<Span, BadValue> {
        if text.is_empty() {
            return Ok(Span::UNKNOWN);
        }
        if let Some(span) = read.get(text) {
            return Ok(*span);
        }
        let span = self.span(kind, text)?;
        read.insert(text.to_owned(), span);
        Ok(span)
    }

    /// Reads a choice, set, flag or list of articles.
    pub(crate) fn known(&self, field: &Field, text: &str) -> Result<Known, BadValue> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Known::default());
        }
        if text == NONE {
            return Ok(Known { is_whole: true, ..Known::default() });
        }
        let mut known = Known { is_whole: true, ..Known::default() };
        match field.kind {
            Kind::Articles => {
                known.articles = self.articles(text).map_err(|what| BadValue { what })?;
            }
            Kind::Flag => {
                let value =
                    flag(text).ok_or_else(|| BadValue { what: format!("expected `yes` or `no`, found `{text}`") })?;
                known.surely.insert(if value { "yes" } else { "no" }.to_owned());
            }
            _ => {
                let parts: Vec<&str> = if field.kind == Kind::Set { text.split(';').collect() } else { vec![text] };
                for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
                    let (part, is_sure) = part.strip_suffix('?').map_or((part, true), |part| (part, false));
                    let value = field.value_of(part).ok_or_else(|| {
                        let values: Vec<_> = field.values.keys().map(|value| format!("`{value}`")).collect();
                        BadValue { what: format!("expected one of {}, found `{part}`", values.join(", ")) }
                    })?;
                    if is_sure {
                        known.surely.insert(value.to_owned())
                    } else {
                        known.possibly.insert(value.to_owned())
                    };
                }
            }
        }
        Ok(known)
    }

    /// Reads the articles of a cell.
    pub(crate) fn articles(&self, text: &str) -> Result<Vec<Article>, String> {
        let articles = Article::list(text, &self.vocabulary.month).map_err(|error| error.to_string())?;
        match articles.iter().find(|article| !self.codes.admits(article)) {
            Some(unknown) => Err(format!("the letters `{unknown}` are no article that is known")),
            None => Ok(articles),
        }
    }

    /// Returns which kinds of crime a list of articles is, as far as the articles tell.
    pub(crate) fn crimes(&self, articles: &Known) -> Known {
        let mut known = Known { is_whole: articles.is_whole, ..Known::default() };
        for article in &articles.articles {
            let (surely, possibly) = self.codes.crimes_of(article);
            known.is_whole &= self.codes.knows(article);
            known.surely.extend(surely.into_iter().map(str::to_owned));
            known.possibly.extend(possibly.into_iter().map(str::to_owned));
        }
        known
    }
}

/// Reads a yes or no.
pub(crate) fn flag(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "да" | "sí" | "si" => Some(true),
        "no" | "n" | "false" | "0" | "нет" => Some(false),
        _ => None,
    }
}

fn clamped(days: i64) -> i32 {
    // The ends of the range mean unknown; a date beyond them is as good as open.
    i32::try_from(days).unwrap_or(if days < 0 { i32::MIN } else { i32::MAX })
}

impl Columns {
    /// Makes empty columns for the fields that are asked for; ages and the like ask for their dates.
    #[must_use]
    pub fn new<'f>(reader: &Reader, asked: impl IntoIterator<Item = &'f str>) -> Self {
        let mut columns = BTreeMap::new();
        for name in asked.into_iter().flat_map(|name| reader.fields.columns_of(name)) {
            let Some(field) = reader.fields.get(&name) else { continue };
            let column = match field.kind {
                Kind::Date | Kind::Length => Column::Spans { spans: Vec::new(), read: FxHashMap::default() },
                _ => Column::Values { codes: Vec::new(), known: vec![Known::default()] },
            };
            columns.insert(name, Filled { column, field: field.clone(), numbers: Default::default() });
        }
        Self { n_rows: 0, columns }
    }

    /// Returns the number of cases.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// Removes all cases; what their texts mean stays known, as long as it is not too much.
    pub fn clear(&mut self) {
        const MOST: usize = 100_000;
        self.n_rows = 0;
        for Filled { column, numbers, .. } in self.columns.values_mut() {
            match column {
                Column::Spans { spans, read } => {
                    spans.clear();
                    if read.len() > MOST {
                        read.clear();
                    }
                }
                Column::Values { codes, known } => {
                    codes.clear();
                    if known.len() > MOST {
                        known.truncate(1);
                        numbers.iter_mut().for_each(FxHashMap::clear);
                    }
                }
            }
        }
    }

    /// Adds a case by the texts of its fields; returns what could not be read and stays unknown.
    pub fn push<'t>(&mut self, reader: &Reader, text_of: impl Fn(&str) -> Option<&'t str>) -> Vec<(String, BadValue)> {
        let mut bad = Vec::new();
        for (name, Filled { column, field, numbers }) in &mut self.columns {
            let text = text_of(name).unwrap_or_default();
            match column {
                Column::Spans { spans, read } => {
                    let mut span = reader.span_once(read, field.kind, text).unwrap_or_else(|what| {
                        bad.push((name.clone(), what));
                        Span::UNKNOWN
                    });
                    if let (Span::UNKNOWN, Some(later)) = (span, &field.not_after) {
                        let later = text_of(later).unwrap_or_default();
                        let later = reader.span_once(read, Kind::Date, later).unwrap_or(Span::UNKNOWN);
                        // What is known not to be sets no end.
                        span.last = if later == Span::NONE { span.last } else { later.last };
                    }
                    spans.push(span);
                }
                Column::Values { codes, known } => {
                    // The kind of crime may be told by the articles.
                    let by_articles = name == "crime" && text.is_empty();
                    let key = if by_articles { text_of("article").unwrap_or_default() } else { text };
                    if key.is_empty() {
                        codes.push(0);
                        continue;
                    }
                    let numbers = &mut numbers[usize::from(by_articles)];
                    if let Some(number) = numbers.get(key) {
                        codes.push(*number);
                        continue;
                    }
                    let read = match reader.fields.get("article").filter(|_| by_articles) {
                        Some(article) => reader.known(article, key).map(|articles| reader.crimes(&articles)),
                        None => reader.known(field, key),
                    };
                    match read {
                        Ok(value) => {
                            let number = u32::try_from(known.len()).unwrap_or(0);
                            known.push(value);
                            numbers.insert(key.to_owned(), number);
                            codes.push(number);
                        }
                        Err(what) => {
                            bad.push((name.clone(), what));
                            codes.push(0);
                        }
                    }
                }
            }
        }
        self.n_rows += 1;
        bad
    }

    /// Returns a column.
    pub(crate) fn get(&self, name: &str) -> Option<&Column> {
        self.columns.get(name).map(|filled| &filled.column)
    }
}
