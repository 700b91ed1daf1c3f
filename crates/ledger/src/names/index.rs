//! The sorted index: keys, the rows under each, and the places where words begin inside keys.

use crate::{derived::NameRow, fold};
use rustc_hash::FxHashMap;
use std::ops::Range;
use thaw_core::{Day, Ends, NameKind, Reach};

/// A list of texts in one buffer.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Texts {
    pub(super) buffer: String,
    /// Where each text ends.
    pub(super) ends: Vec<u32>,
}

impl Texts {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the text with a number; empty beyond the last.
    pub(super) fn get(&self, idx: usize) -> &str {
        let start = if idx == 0 { 0 } else { self.ends.get(idx - 1).copied().unwrap_or(u32::MAX) };
        let end = self.ends.get(idx).copied().unwrap_or_default();
        self.buffer.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Adds a text, or nothing when the buffer would pass 4 GiB.
    fn push(&mut self, text: &str) -> Option<()> {
        self.buffer.push_str(text);
        self.ends.push(u32::try_from(self.buffer.len()).ok()?);
        Some(())
    }
}

/// A dated name: 40 bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) text: u32,
    pub(crate) subject: u32,
    pub(crate) act: u32,
    pub(crate) fact: u32,
    pub(crate) days: [i32; 4],
    pub(crate) lang: u32,
    pub(crate) kind: u8,
}

const KINDS: [NameKind; 3] = [NameKind::Official, NameKind::Colloquial, NameKind::Exonym];

impl Row {
    pub(crate) fn kind(&self) -> NameKind {
        KINDS.get(usize::from(self.kind)).copied().unwrap_or_default()
    }

    pub(crate) fn ends(&self) -> Ends {
        let [from_first, from_last, to_first, to_last] = self.days.map(day);
        Ends { from: Reach { first: from_first, last: from_last }, to: Reach { first: to_first, last: to_last } }
    }
}

/// Days as 32 bits reach 5.8 million years either way; what lies beyond has no limit.
fn day(number: i32) -> Day {
    Day(match number {
        i32::MIN => i64::MIN,
        i32::MAX => i64::MAX,
        number => i64::from(number),
    })
}

fn short_day(number: i64) -> i32 {
    i32::try_from(number).unwrap_or(if number < 0 { i32::MIN } else { i32::MAX })
}

/// Names sorted by key, text and subject.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Index {
    /// The last entry whose names are in it.
    pub(super) upto: u64,
    pub(super) keys: Texts,
    /// The first eight bytes of each key as a number: most comparisons of a look-up stay in this dense array.
    pub(super) heads: Vec<u64>,
    /// Where the rows of each key end.
    pub(super) row_ends: Vec<u32>,
    pub(super) rows: Vec<Row>,
    /// Where a second or later word begins: key and byte in it, sorted by what follows.
    pub(super) words: Vec<(u32, u32)>,
    pub(super) texts: Texts,
    pub(super) subjects: Texts,
    pub(super) langs: Texts,
}

impl Index {
    pub(super) fn n_rows(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn n_keys(&self) -> usize {
        self.keys.len()
    }

    pub(super) fn key(&self, idx: usize) -> &str {
        self.keys.get(idx)
    }

    pub(super) fn subject(&self, idx: u32) -> &str {
        self.subjects.get(idx as usize)
    }

    pub(super) fn text(&self, idx: u32) -> &str {
        self.texts.get(idx as usize)
    }

    pub(super) fn lang(&self, idx: u32) -> &str {
        self.langs.get(idx as usize)
    }

    /// Returns the rows under a key.
    pub(super) fn rows_at(&self, key_idx: usize) -> &[Row] {
        let start = if key_idx == 0 { 0 } else { self.row_ends.get(key_idx - 1).copied().unwrap_or(u32::MAX) };
        let end = self.row_ends.get(key_idx).copied().unwrap_or_default();
        self.rows.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Returns the rows whose key is this one.
    pub(super) fn rows_of_key(&self, key: &str) -> &[Row] {
        let idx = self.first_from(key);
        if self.key(idx) == key { self.rows_at(idx) } else { &[] }
    }

    /// Returns the first key that is not less than a text.
    fn first_from(&self, text: &str) -> usize {
        let head = head(text);
        let head_at = |idx: usize| self.heads.get(idx).copied().unwrap_or(u64::MAX);
        let start = first_where(0..self.n_keys(), |idx| head_at(idx) >= head);
        let end = soon_where(start..self.n_keys(), |idx| head_at(idx) > head);
        first_where(start..end, |idx| self.key(idx) >= text)
    }

    /// Works out what is not stored.
    pub(super) fn with_heads(mut self) -> Self {
        self.heads = (0..self.n_keys()).map(|idx| head(self.key(idx))).collect();
        self
    }

    /// Returns the keys that begin with a text.
    pub(super) fn keys_with_prefix(&self, prefix: &str) -> Range<usize> {
        let start = self.first_from(prefix);
        let end = soon_where(start..self.n_keys(), |idx| !self.key(idx).starts_with(prefix));
        start..end
    }

    /// Returns the keys in which a second or later word begins with a text, by what follows.
    pub(super) fn keys_with_word(&self, prefix: &str) -> impl Iterator<Item = usize> {
        let start = first_where(0..self.words.len(), |idx| self.word(idx) >= prefix);
        let end = soon_where(start..self.words.len(), |idx| !self.word(idx).starts_with(prefix));
        self.words.get(start..end).unwrap_or_default().iter().map(|(key, _)| *key as usize)
    }

    fn word(&self, idx: usize) -> &str {
        let (key, byte) = self.words.get(idx).copied().unwrap_or_default();
        self.key(key as usize).get(byte as usize..).unwrap_or_default()
    }
}

/// Returns the first eight bytes as a number that sorts as they do; shorter texts end in zeros.
fn head(text: &str) -> u64 {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(text.bytes()).for_each(|(slot, byte)| *slot = byte);
    u64::from_be_bytes(bytes)
}

/// Returns the first number of a range for which a condition holds that holds for all later ones, or the end.
pub(super) fn first_where(range: Range<usize>, holds: impl Fn(usize) -> bool) -> usize {
    let Range { start: mut low, end: mut high } = range;
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// As [`first_where`], in fewer and nearer steps when the number is close to the start: it gallops before it halves.
pub(super) fn soon_where(range: Range<usize>, holds: impl Fn(usize) -> bool) -> usize {
    let Range { start, end } = range;
    let mut step = 1;
    while start + step <= end && !holds(start + step - 1) {
        step *= 2;
    }
    first_where(start + step / 2..end.min(start + step - 1), holds)
}

/// Collects names in any order and sorts them into an index.
#[derive(Default)]
pub(crate) struct Builder {
    rows: Vec<Row>,
    texts: Interned,
    subjects: Interned,
    langs: Interned,
}

/// Distinct texts, numbered as they come.
#[derive(Default)]
struct Interned(FxHashMap<Box<str>, u32>);

impl Interned {
    fn number(&mut self, text: &str) -> Option<u32> {
        if let Some(number) = self.0.get(text) {
            return Some(*number);
        }
        let number = u32::try_from(self.0.len()).ok()?;
        self.0.insert(text.into(), number);
        Some(number)
    }

    fn into_texts(self) -> Vec<Box<str>> {
        let mut texts: Vec<_> = self.0.into_iter().collect();
        texts.sort_unstable_by_key(|(_, number)| *number);
        texts.into_iter().map(|(text, _)| text).collect()
    }
}

/// Sorts texts; returns them and the new number of each old one.
fn ranked(interned: Interned) -> Option<(Texts, Vec<u32>)> {
    let texts = interned.into_texts();
    let mut order: Vec<u32> = (0..u32::try_from(texts.len()).ok()?).collect();
    let text_of = |idx: u32| texts.get(idx as usize).map_or("", |text| text);
    order.sort_unstable_by(|a, b| text_of(*a).cmp(text_of(*b)));
    let mut sorted = Texts::default();
    let mut ranks = vec![0; texts.len()];
    for (rank, idx) in (0..).zip(&order) {
        sorted.push(text_of(*idx))?;
        if let Some(slot) = ranks.get_mut(*idx as usize) {
            *slot = rank;
        }
    }
    Some((sorted, ranks))
}

impl Builder {
    /// Takes the name of an act; nothing when an index cannot hold so many.
    pub(crate) fn push(&mut self, act_seq: u64, name: &NameRow) -> Option<()> {
        self.rows.push(Row {
            text: self.texts.number(&name.text)?,
            subject: self.subjects.number(&name.subject)?,
            act: u32::try_from(act_seq).ok()?,
            fact: u32::try_from(name.fact).ok()?,
            days: name.days.map(short_day),
            lang: self.langs.number(&name.lang)?,
            kind: match name.kind.as_str() {
                "colloquial" => 1,
                "exonym" => 2,
                _ => 0,
            },
        });
        Some(())
    }

    /// Sorts; the same names in any order give the same index.
    pub(crate) fn finish(self, upto: u64) -> Option<Index> {
        let Self { mut rows, texts, subjects, langs } = self;
        let (subjects, subject_ranks) = ranked(subjects)?;
        let (langs, lang_ranks) = ranked(langs)?;
        let mut index = Index { upto, subjects, langs, ..Index::default() };

        let texts = texts.into_texts();
        let mut order: Vec<(String, u32)> = (0..).zip(&texts).map(|(idx, text)| (fold::key(text), idx)).collect();
        let text_of = |idx: u32| texts.get(idx as usize).map_or("", |text| text);
        order.sort_unstable_by(|(a, x), (b, y)| a.cmp(b).then_with(|| text_of(*x).cmp(text_of(*y))));
        let mut text_ranks = vec![0; texts.len()];
        let mut key_of_text = Vec::with_capacity(texts.len());
        for (rank, (key, idx)) in (0..).zip(&order) {
            index.texts.push(text_of(*idx))?;
            if let Some(slot) = text_ranks.get_mut(*idx as usize) {
                *slot = rank;
            }
            if index.n_keys() == 0 || index.key(index.n_keys() - 1) != key {
                index.keys.push(key)?;
            }
            key_of_text.push(index.n_keys() - 1);
        }
        drop(order);

        let rank_in = |ranks: &[u32], number: u32| ranks.get(number as usize).copied().unwrap_or_default();
        for row in &mut rows {
            row.text = rank_in(&text_ranks, row.text);
            row.subject = rank_in(&subject_ranks, row.subject);
            row.lang = rank_in(&lang_ranks, row.lang);
        }
        rows.sort_unstable_by_key(|row| (row.text, row.subject, row.act, row.fact));
        index.row_ends = vec![0; index.n_keys()];
        for (end, row) in (1..).zip(&rows) {
            let key = key_of_text.get(row.text as usize).copied().unwrap_or_default();
            if let Some(slot) = index.row_ends.get_mut(key) {
                *slot = end;
            }
        }
        index.rows = rows;

        let mut words = Vec::new();
        for key_idx in 0..index.n_keys() {
            let key = index.key(key_idx);
            for (byte, _) in key.match_indices(' ') {
                words.push((u32::try_from(key_idx).ok()?, u32::try_from(byte + 1).ok()?));
            }
        }
        words.sort_unstable_by(|a, b| {
            let word = |(key, byte): (u32, u32)| index.key(key as usize).get(byte as usize..).unwrap_or_default();
            word(*a).cmp(word(*b)).then(a.cmp(b))
        });
        index.words = words;
        Some(index.with_heads())
    }
}
