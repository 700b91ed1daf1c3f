//! How strongly a text celebrates a leader: mentions, epithets, words and formulas of praise, each shown in its sentence.
//!
//! Praise is a word of the list near the leader's name, a formula in the same sentence, or an epithet that stands for the
//! name. It is *critical use*, and counted apart, when the sentence keeps a distance (a word of the list, a negation right before,
//! short quotation marks). What stands between the lines is not seen: irony without a mark, praise without a name.

use crate::around;
use crate::phrase::Phrase;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use thaw_formats::document::Block;
use thaw_names::{Context, FormKind, Matcher};

/// The words of praise of one language: `data/praise/*.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Praise {
    /// The language.
    pub tag: String,
    /// Words and phrases that praise when they stand near the name; a `*` stands for any ending.
    pub praise: Vec<Phrase>,
    /// Set phrases in the same sentence as the name.
    pub formulas: Vec<Phrase>,
    /// Words by which a sentence keeps its distance.
    pub critical: Vec<Phrase>,
    /// Words that turn praise around when they stand right before it.
    pub negation: Vec<Phrase>,
}

/// What a hit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The leader is named.
    Mention,
    /// A phrase that stands for the name: "Father of Nations".
    Epithet,
    /// A word of praise near the name.
    Praise,
    /// A set phrase: "long live".
    Formula,
}

/// A place in a text that counts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// The words as they stand in the text.
    pub text: String,
    /// The sentence.
    pub sentence: String,
    /// Why it is counted as critical use; none for praise that is meant.
    pub critical: Option<String>,
}

/// What was counted in one text or in several of one year.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Count {
    /// Words in all.
    pub n_words: u64,
    /// How often the leader is named.
    pub n_mentions: u64,
    /// Epithets, words and formulas of praise that are meant.
    pub n_praise: u64,
    /// The same in critical use.
    pub n_critical: u64,
}

impl Count {
    /// Adds another count.
    pub fn add(&mut self, other: &Self) {
        self.n_words += other.n_words;
        self.n_mentions += other.n_mentions;
        self.n_praise += other.n_praise;
        self.n_critical += other.n_critical;
    }

    /// Returns a number of hits per 10,000 words, with the ends of its 95 % interval.
    #[must_use]
    pub fn rate(&self, n_hits: u64) -> Rate {
        let per = |value: f64| if self.n_words == 0 { 0.0 } else { value * 10_000.0 / self.n_words as f64 };
        let (low, high) = poisson_interval(n_hits);
        Rate { rate: per(n_hits as f64), low: per(low), high: per(high) }
    }
}

/// Hits per 10,000 words.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Rate {
    /// As counted.
    pub rate: f64,
    /// The lower end of the 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// How many words a word of praise may stand away from the name.
const NEAR: usize = 8;
/// How many words before praise a negation counts.
const NEGATION_NEAR: usize = 3;
/// Quotation marks around at most so many words are marks of distance.
const QUOTED_WORDS: usize = 6;

/// Counts a block of text; the hits are added to `hits`.
pub fn measure(block: &Block, matcher: &Matcher, lang: &str, praise: &Praise, hits: &mut Vec<Hit>) -> Count {
    let text = &block.text;
    let mut count = Count { n_words: n_words(text), ..Count::default() };
    if !matcher.may_match(text.as_bytes()) {
        return count;
    }
    let mut found: Vec<(Range<usize>, FormKind)> = matcher
        .find(text, &Context::text(Some(lang)))
        .into_iter()
        .filter(|found| found.is_found() && is_of_person(found.kind))
        .map(|found| (found.span, found.kind))
        .collect();
    found.sort_by_key(|(span, _)| (span.start, span.end));
    for range in around::sentences(text) {
        let own: Vec<&(Range<usize>, FormKind)> =
            found.iter().filter(|(span, _)| range.start <= span.start && span.start < range.end).collect();
        if own.is_empty() {
            continue;
        }
        let sentence = Sentence { text, range: range.clone(), words: around::words_at(text, &range) };
        for hit in sentence.hits(&own, praise) {
            match (hit.kind, &hit.critical) {
                (Kind::Mention, _) => count.n_mentions += 1,
                (_, None) => count.n_praise += 1,
                (_, Some(_)) => count.n_critical += 1,
            }
            // An epithet names the leader too.
            count.n_mentions += u64::from(hit.kind == Kind::Epithet);
            hits.push(hit);
        }
    }
    count
}

fn is_of_person(kind: FormKind) -> bool {
    matches!(
        kind,
        FormKind::FullName
            | FormKind::InitialsSurname
            | FormKind::Surname
            | FormKind::Alias
            | FormKind::Epithet
            | FormKind::Title
            | FormKind::Adjective
            | FormKind::Possessive
    )
}

/// Returns the number of words in a text: letters and digits between spaces.
#[must_use]
pub fn n_words(text: &str) -> u64 {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count() as u64
}

struct Sentence<'t> {
    text: &'t str,
    range: Range<usize>,
    /// The words in lower case, with their places.
    words: Vec<(Range<usize>, String)>,
}

impl Sentence<'_> {
    fn hits(&self, found: &[&(Range<usize>, FormKind)], praise: &Praise) -> Vec<Hit> {
        let distance = self.phrases(&praise.critical).first().map(|(_, phrase)| *phrase);
        let mut hits = Vec::new();
        for (span, kind) in found.iter().copied() {
            let kind = if *kind == FormKind::Epithet { Kind::Epithet } else { Kind::Mention };
            let critical = if kind == Kind::Epithet { self.critical(span, distance, praise) } else { None };
            hits.push(self.hit(kind, span, critical));
        }
        for (kind, phrases, near) in
            [(Kind::Formula, &praise.formulas, usize::MAX), (Kind::Praise, &praise.praise, NEAR)]
        {
            for (range, _) in self.phrases(phrases) {
                // A word of an epithet, or of a formula, is not praise a second time.
                let is_taken = found.iter().any(|(span, _)| span.start < range.end && range.start < span.end)
                    || hits.iter().any(|hit| hit.kind == Kind::Formula && self.covers(&hit.text, &range));
                let is_near = found.iter().any(|(span, _)| self.n_between(span, &range) <= near);
                if !is_taken && is_near {
                    hits.push(self.hit(kind, &range, self.critical(&range, distance, praise)));
                }
            }
        }
        hits
    }

    fn covers(&self, hit: &str, range: &Range<usize>) -> bool {
        let sentence = &self.text[self.range.clone()];
        sentence.find(hit).is_some_and(|at| {
            let start = self.range.start + at;
            start <= range.start && range.end <= start + hit.len()
        })
    }

    fn hit(&self, kind: Kind, range: &Range<usize>, critical: Option<String>) -> Hit {
        let sentence = self.text[self.range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
        Hit { kind, text: self.text[range.clone()].to_owned(), sentence, critical }
    }

    /// Why praise at a place is not meant.
    fn critical(&self, range: &Range<usize>, distance: Option<&Phrase>, praise: &Praise) -> Option<String> {
        if let Some(phrase) = distance {
            return Some(format!("`{}` stands in the sentence", phrase.shown()));
        }
        let first = self.words.iter().position(|(word, _)| word.start >= range.start).unwrap_or(0);
        let before: Vec<&str> =
            self.words[first.saturating_sub(NEGATION_NEAR)..first].iter().map(|(_, word)| word.as_str()).collect();
        if let Some(phrase) = around::any_in(&before, &praise.negation) {
            return Some(format!("`{}` stands before it", phrase.shown()));
        }
        let quoted = around::quoted(self.text, range)?;
        (quoted.split_whitespace().count() <= QUOTED_WORDS).then(|| "it stands in quotation marks".to_owned())
    }

    /// Where phrases of a list stand; of those that begin at one word, the longest.
    fn phrases<'p>(&self, phrases: &'p [Phrase]) -> Vec<(Range<usize>, &'p Phrase)> {
        let words: Vec<&str> = self.words.iter().map(|(_, word)| word.as_str()).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let here = phrases.iter().filter(|phrase| phrase.begins(words[at..].iter().copied()));
            match here.max_by_key(|phrase| phrase.words().len()) {
                Some(phrase) => {
                    let n_words = phrase.words().len();
                    found.push((self.words[at].0.start..self.words[at + n_words - 1].0.end, phrase));
                    at += n_words;
                }
                None => at += 1,
            }
        }
        found
    }

    fn n_between(&self, left: &Range<usize>, right: &Range<usize>) -> usize {
        let (from, to) = if left.start < right.start { (left.end, right.start) } else { (right.end, left.start) };
        self.words.iter().filter(|(word, _)| word.start >= from && word.end <= to).count()
    }
}

/// The exact 95 % interval of the mean of a Poisson count (Garwood 1936): the means under which so many, or so few, are not rarer
/// than one in forty.
#[must_use]
pub fn poisson_interval(n: u64) -> (f64, f64) {
    const TAIL: f64 = 0.025;
    let count = n as f64;
    // The chance of at most `n` falls as the mean grows: bisect.
    let solve = |n: u64, target: f64| {
        let (mut low, mut high) = (0.0, count + 10.0 + 10.0 * (count + 1.0).sqrt());
        for _ in 0..80 {
            let middle = f64::midpoint(low, high);
            if at_most(n, middle) > target { low = middle } else { high = middle }
        }
        f64::midpoint(low, high)
    };
    let low = if n == 0 { 0.0 } else { solve(n - 1, 1.0 - TAIL) };
    (low, solve(n, TAIL))
}

/// The chance of at most `n` when the mean is `mean`.
fn at_most(n: u64, mean: f64) -> f64 {
    if mean == 0.0 {
        return 1.0;
    }
    // In logarithms, so that large counts do not vanish; terms far below the largest do not matter.
    let mut log_term = -mean;
    let mut sum = log_term.exp();
    for k in 1..=n {
        log_term += (mean / k as f64).ln();
        sum += log_term.exp();
    }
    sum.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_that_of_the_tables() {
        // Garwood's table of 1936, to two places.
        for (n, low, high) in
            [(0, 0.0, 3.69), (1, 0.03, 5.57), (10, 4.80, 18.39), (50, 37.11, 65.92), (100, 81.36, 121.63)]
        {
            let found = poisson_interval(n);
            assert!((found.0 - low).abs() < 0.01 && (found.1 - high).abs() < 0.01, "{n}: {found:?}");
        }
    }
}
