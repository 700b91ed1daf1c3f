//! What a witness changed against the full edition, told apart by stated rules ([`Kind::rule`], [`Layer::rule`]).
//!
//! Moved passages are found first, and what was changed inside of them is told too. Every other gap is divided: words that
//! are alike stand for each other when the gap is small, and whole sentences that only one side has are a cut or an addition
//! of their own. Then the first rule that fits names the kind.

use crate::collation::{ALIKE, Collation, likeness};
use crate::fold::{Folds, RulesError};
pub use crate::kind::{Kind, Layer};
use crate::moved::{self, extent};
use crate::noise::Confusions;
use crate::witness::Witness;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use thaw_core::align::{self, Gap, Run, Token};

/// How often the same words are put for the same others before it is systematic.
pub const SYSTEMATIC: usize = 3;

/// The most words on a side of a gap in which single words are paired.
const SMALL_GAP: usize = 12;

/// How alike a word and its pieces must be, in hundredths.
const BROKEN: u32 = 75;

/// How often a short word must stand in the full edition, so that a slip of it is told.
const OFTEN: u32 = 3;

/// The most words of a substitution that can be systematic.
const SUBSTITUTION: usize = 4;

/// A change of a witness against the full edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which witness, by its place in the collation.
    pub witness: usize,
    /// What kind it is.
    pub kind: Kind,
    /// In which layer it stands.
    pub layer: Layer,
    /// The words of the full edition; empty where it has none, at the place where they would stand.
    pub full: Range<usize>,
    /// The words of the witness; empty where it has none.
    pub own: Range<usize>,
    /// How often the witness makes the same substitution; 1 for what happens once, and for a slip that most places of the word
    /// do not have.
    pub times: usize,
}

/// Words that name harm, by the beginnings of words.
#[derive(Clone, Debug, Deserialize)]
struct Harm {
    /// The commonest words of the language, by which a text in it is told.
    common: Vec<String>,
    stems: Vec<String>,
}

/// One in so many words of a text in a language is one of its commonest.
const ONE_COMMON_IN: usize = 12;

/// Finds the changes of all witnesses, by witness and place.
///
/// # Errors
/// When a bundled list of words is damaged.
pub fn changes(collation: &Collation, folds: &Folds) -> Result<Vec<Change>, RulesError> {
    let full = counts(collation, &collation.keys[..1]);
    let mut stems = Vec::new();
    for (file, text) in thaw_data::files("softening/") {
        let harm: Harm = toml::from_str(text).map_err(|source| RulesError { file: file.to_owned(), source })?;
        // The harm of one language is an article in another ("die").
        let n_common: u32 = harm.common.iter().filter_map(|word| collation.key_of(word)).map(|key| full[key]).sum();
        if n_common as usize * ONE_COMMON_IN >= collation.keys[0].len() {
            stems.extend(harm.stems);
        }
    }
    stems.sort();
    let counts = Counts { full, all: counts(collation, &collation.keys) };
    let mut found = Vec::new();
    for witness in 1..collation.witnesses.len() {
        let mut finder = Finder {
            collation,
            folds,
            witness,
            stems: &stems,
            counts: &counts,
            confusions: Confusions::default(),
            is_kept: Vec::new(),
            found: Vec::new(),
        };
        finder.run();
        let mut own = finder.found;
        own.sort_by_key(|change| (change.full.start, change.own.start, change.kind));
        mark_systematic(collation, &counts.full, &mut own);
        found.extend(own);
    }
    Ok(found)
}

/// How often each word stands in the full edition, and in all witnesses.
struct Counts {
    full: Vec<u32>,
    all: Vec<u32>,
}

fn counts(collation: &Collation, keys: &[Vec<Token>]) -> Vec<u32> {
    let mut counts = vec![0; collation.n_keys()];
    keys.iter().flatten().for_each(|key| counts[*key as usize] += 1);
    counts
}

struct Finder<'c> {
    collation: &'c Collation,
    folds: &'c Folds,
    witness: usize,
    stems: &'c [String],
    counts: &'c Counts,
    /// What the witness has instead of what, where it was misread.
    confusions: Confusions,
    /// Whether the witness has each word of the full edition in its place.
    is_kept: Vec<bool>,
    found: Vec<Change>,
}

impl<'c> Finder<'c> {
    fn full(&self) -> &'c Witness {
        &self.collation.witnesses[0]
    }

    fn own(&self) -> &'c Witness {
        &self.collation.witnesses[self.witness]
    }

    fn keys(&self) -> (&'c [Token], &'c [Token]) {
        (&self.collation.keys[0], &self.collation.keys[self.witness])
    }

    fn run(&mut self) {
        self.learn();
        let (full, own) = self.keys();
        let mut runs = self.collation.runs(self.witness);
        let (moved, gaps) =
            moved::passages(&mut runs, full, own, |runs| rephrased(align::gaps(runs, full.len(), own.len())));
        self.is_kept = vec![false; full.len()];
        for run in runs.iter().chain(moved.iter().flatten()) {
            self.is_kept[run.a..run.a + run.len].fill(true);
        }
        for passage in &moved {
            let (whole_full, whole_own) = extent(passage);
            self.push(Kind::Moved, whole_full, whole_own);
            for pair in passage.windows(2) {
                self.gap(pair[0].a + pair[0].len..pair[1].a, pair[0].b + pair[0].len..pair[1].b);
            }
        }
        let mut from_full: Vec<Range<usize>> = moved.iter().map(|passage| extent(passage).0).collect();
        let mut from_own: Vec<Range<usize>> = moved.iter().map(|passage| extent(passage).1).collect();
        from_full.sort_by_key(|range| range.start);
        from_own.sort_by_key(|range| range.start);
        for Gap { a, b } in gaps {
            let (left, right) = (without(a.clone(), &from_full), without(b.clone(), &from_own));
            match (left.as_slice(), right.as_slice()) {
                ([one], [other]) if *one == a && *other == b => self.gap(a, b),
                // What matched by chance beside a moved passage can be the same place without it.
                ([one], [other]) => self.anew(one, other),
                _ => {
                    for range in left {
                        self.gap(range, b.start..b.start);
                    }
                    for range in right {
                        self.gap(a.start..a.start, range);
                    }
                }
            }
        }
        for run in runs.iter().chain(moved.iter().flatten()) {
            self.equal(run);
        }
    }

    /// Learns from the words that are alike and stand in one column; what the full edition has as a word is none misread.
    fn learn(&mut self) {
        let alike = self.collation.unlike(self.witness).filter(|(full, own)| {
            self.counts.full[*own as usize] == 0
                && self.collation.key_word(*full).chars().count() > 3
                && self.collation.likeness(*full, *own) >= ALIKE
        });
        let words = alike.map(|(full, own)| (self.collation.key_word(full), self.collation.key_word(own)));
        self.confusions = Confusions::learn(words);
    }

    /// Aligns two ranges that were no gap before, and tells what differs.
    fn anew(&mut self, in_full: &Range<usize>, in_own: &Range<usize>) {
        let (full, own) = self.keys();
        let runs = align::align(&full[in_full.clone()], &own[in_own.clone()]);
        for run in &runs {
            let run = Run { a: run.a + in_full.start, b: run.b + in_own.start, ..*run };
            self.is_kept[run.a..run.a + run.len].fill(true);
            self.equal(&run);
        }
        for gap in align::gaps(&runs, in_full.len(), in_own.len()) {
            let (a, b) = (in_full.start, in_own.start);
            self.gap(gap.a.start + a..gap.a.end + a, gap.b.start + b..gap.b.end + b);
        }
    }

    /// Tells what differs between words that are equal for the alignment.
    fn equal(&mut self, run: &Run) {
        let (full, own) = (self.full(), self.own());
        for offset in 0..run.len {
            let (a, b) = (run.a + offset, run.b + offset);
            if !self.folds.is_same(full.word(a), own.word(b)) {
                self.push(Kind::Variant, a..a + 1, b..b + 1);
            } else if offset > 0 && offset + 1 < run.len && !self.folds.is_same_marks(full.marks(a), own.marks(b)) {
                self.push(Kind::Punctuation, a..a + 1, b..b + 1);
            }
        }
    }

    /// Divides a gap and names its parts.
    fn gap(&mut self, full: Range<usize>, own: Range<usize>) {
        if full.is_empty() && own.is_empty() {
            return;
        }
        if full.is_empty() || own.is_empty() {
            self.push(if own.is_empty() { Kind::Cut } else { Kind::Added }, full, own);
            return;
        }
        let (left, right) = self.keys();
        if left[full.clone()] == right[own.clone()] {
            return self.equal(&Run { a: full.start, b: own.start, len: full.len() });
        }
        if self.is_written_apart(&full, &own) {
            return self.push(Kind::Variant, full, own);
        }
        if self.is_broken(&full, &own) {
            return self.push(Kind::Misprint, full, own);
        }
        if full.len() <= SMALL_GAP && own.len() <= SMALL_GAP && full.len() + own.len() > 2 {
            let pairs = self.alike(&full, &own);
            if !pairs.is_empty() {
                let (mut from_full, mut from_own) = (full.start, own.start);
                for (at, &(a, b)) in pairs.iter().enumerate() {
                    let (to_full, to_own) = pairs.get(at + 1).copied().unwrap_or((full.end, own.end));
                    let (left, right) = self.pieces(from_full..to_full, from_own..to_own, (a, b));
                    self.gap(from_full..left.start, from_own..right.start);
                    (from_full, from_own) = (left.end, right.end);
                    self.gap(left, right);
                }
                self.gap(from_full..full.end, from_own..own.end);
                return;
            }
        }
        let (whole_full, whole_own) = (sentences(self.full(), &full), sentences(self.own(), &own));
        match (whole_full, whole_own) {
            (Some(whole), None) if whole != full => {
                let at = divide(self.own(), &own, whole.start == full.start, whole.end == full.end);
                self.gap(full.start..whole.start, own.start..at);
                self.push(Kind::Cut, whole.clone(), at..at);
                self.gap(whole.end..full.end, at..own.end);
            }
            (None, Some(whole)) if whole != own => {
                let at = divide(self.full(), &full, whole.start == own.start, whole.end == own.end);
                self.gap(full.start..at, own.start..whole.start);
                self.push(Kind::Added, at..at, whole.clone());
                self.gap(at..full.end, whole.end..own.end);
            }
            _ => self.push(self.kind(&full, &own), full, own),
        }
    }

    /// Whether the same letters are written together here and apart there ("today", "to day"; "i' th'", "i'th'").
    fn is_written_apart(&self, full: &Range<usize>, own: &Range<usize>) -> bool {
        const MAX_WORDS: usize = 4;
        if full.len() == own.len() || full.len().max(own.len()) > MAX_WORDS {
            return false;
        }
        let (full, own) = self.letters(full, own);
        full == own
    }

    /// Whether one word is broken in two or three that are alike when they are put together, one of them no word of the other side.
    fn is_broken(&self, full: &Range<usize>, own: &Range<usize>) -> bool {
        const LETTERS: usize = 5;
        let (left, right) = self.keys();
        let is_strange = match (full.len(), own.len()) {
            (1, 2..=3) | (2..=3, 1) => right[own.clone()].iter().any(|key| self.counts.full[*key as usize] == 0),
            _ => false,
        };
        if !is_strange || left[full.clone()].iter().any(|key| self.names_number(*key)) {
            return false;
        }
        let (full, own) = self.letters(full, own);
        let n_letters = full.chars().count();
        n_letters >= LETTERS
            && (likeness(&full, &own) >= BROKEN
                || n_letters <= own.chars().count() + LETTERS && self.confusions.explain(&full, &own))
    }

    /// Takes the words beside a pair in that are pieces of it.
    fn pieces(
        &self,
        in_full: Range<usize>,
        in_own: Range<usize>,
        (a, b): (usize, usize),
    ) -> (Range<usize>, Range<usize>) {
        let wider = [
            (a..a + 1, b..b + 2),
            (a..a + 1, b.saturating_sub(1)..b + 1),
            (a..a + 2, b..b + 1),
            (a.saturating_sub(1)..a + 1, b..b + 1),
        ];
        let is_inside = |range: &Range<usize>, room: &Range<usize>| room.start <= range.start && range.end <= room.end;
        let alone = self.letters(&(a..a + 1), &(b..b + 1));
        let alone = likeness(&alone.0, &alone.1);
        wider
            .into_iter()
            .filter(|(full, own)| full.len() + own.len() == 3 && is_inside(full, &in_full) && is_inside(own, &in_own))
            .filter(|(full, own)| self.is_broken(full, own) || self.is_written_apart(full, own))
            .map(|(full, own)| (self.letters(&full, &own), full, own))
            .find(|((left, right), ..)| likeness(left, right) > alone)
            .map_or((a..a + 1, b..b + 1), |(_, full, own)| (full, own))
    }

    /// The letters of some words, put together; apostrophes are none.
    fn letters(&self, full: &Range<usize>, own: &Range<usize>) -> (String, String) {
        let (left, right) = self.keys();
        let letters = |keys: &[Token]| -> String {
            let words = keys.iter().map(|key| self.collation.key_word(*key));
            words.flat_map(str::chars).filter(|letter| *letter != '\'' && *letter != '’').collect()
        };
        (letters(&left[full.clone()]), letters(&right[own.clone()]))
    }

    fn names_number(&self, key: Token) -> bool {
        self.collation.key_word(key).chars().all(char::is_numeric)
    }

    /// Pairs of alike words in a small gap, and in a very small one of misread words.
    fn alike(&self, full: &Range<usize>, own: &Range<usize>) -> Vec<(usize, usize)> {
        const VERY_SMALL: usize = 3;
        let (left, right) = self.keys();
        let is_very_small = full.len().max(own.len()) <= VERY_SMALL;
        let pairs = align::near(full.len(), own.len(), |a, b| {
            let (a, b) = (left[full.start + a], right[own.start + b]);
            // Short words are alike by chance.
            let is_long =
                self.collation.key_word(a).chars().count().min(self.collation.key_word(b).chars().count()) > 3;
            let likeness = self.collation.likeness(a, b);
            match is_long && likeness >= ALIKE {
                true => likeness,
                false if is_very_small && self.is_misread(a, b) => ALIKE,
                false => 0,
            }
        });
        pairs.into_iter().map(|(a, b)| (full.start + a, own.start + b)).collect()
    }

    /// The kind of a change that has words on both sides.
    fn kind(&self, full: &Range<usize>, own: &Range<usize>) -> Kind {
        let (left, right) = self.keys();
        if let (&[a], &[b]) = (&left[full.clone()], &right[own.clone()]) {
            let is_other = self.means_other(a, b);
            if !is_other && self.is_misprint(a, b) {
                return Kind::Misprint;
            }
            if self.is_misread(a, b) {
                return Kind::Variant;
            }
            if !is_other && self.collation.likeness(a, b) >= ALIKE && (!self.names_harm(a) || self.is_slip(a, b)) {
                return Kind::Variant;
            }
        }
        if self.is_softened(full, own) { Kind::Softened } else { Kind::Replaced }
    }

    /// Whether two words mean different things however alike they are: other numbers, and a word with a syllable in front
    /// ("lawful", "unlawful").
    fn means_other(&self, a: Token, b: Token) -> bool {
        let (left, right) = (self.collation.key_word(a), self.collation.key_word(b));
        let has_front = |long: &str, short: &str| {
            long.strip_suffix(short).is_some_and(|front| !short.is_empty() && front.chars().count() > 1)
        };
        let figures = |word: &str| -> String { word.chars().filter(char::is_ascii_digit).collect() };
        let has_other_number =
            figures(left) != figures(right) && !has_read_figure(left, right) && !has_read_figure(right, left);
        a != b && (has_other_number || has_front(left, right) || has_front(right, left))
    }

    fn is_misprint(&self, a: Token, b: Token) -> bool {
        let (left, right) = (self.collation.key_word(a), self.collation.key_word(b));
        let n_letters = left.chars().count().max(right.chars().count());
        let is_letters = |word: &str| word.chars().all(char::is_alphabetic);
        let is_word = |word: &str, other: &str| is_letters(word) || has_read_figure(word, other);
        let is_slip = slips(left, right) <= if n_letters >= 8 { 2 } else { 1 };
        let is_unique = match n_letters {
            ..=3 => self.counts.full[b as usize] == 0 && self.counts.full[a as usize] >= OFTEN,
            _ => [a, b].iter().any(|key| self.counts.all[*key as usize] == 1),
        };
        let is_longer_form = left.starts_with(right) || right.starts_with(left);
        n_letters > 1 && is_slip && is_unique && is_word(left, right) && is_word(right, left) && !is_longer_form
    }

    /// Whether a word of letters has in the witness the letters that stand for them in other words too.
    fn is_misread(&self, a: Token, b: Token) -> bool {
        let word = self.collation.key_word(a);
        self.counts.full[b as usize] == 0
            && word.chars().all(char::is_alphabetic)
            && self.confusions.explain(word, self.collation.key_word(b))
    }

    /// Whether one letter differs.
    fn is_slip(&self, a: Token, b: Token) -> bool {
        slips(self.collation.key_word(a), self.collation.key_word(b)) <= 1
    }

    fn is_softened(&self, full: &Range<usize>, own: &Range<usize>) -> bool {
        let sentence = self.full().sentence(full.start);
        if full.end > sentence.end || (own.start + 1..own.end).any(|word| self.own().is_sentence_edge(word)) {
            return false;
        }
        let others = || sentence.clone().filter(|word| !full.contains(word));
        let (n_others, n_kept) = (others().count(), others().filter(|word| self.is_kept[*word]).count());
        if n_others == 0 || n_kept * 2 < n_others {
            return false;
        }
        let (left, right) = self.keys();
        let harm_is_gone = left[full.clone()].iter().any(|key| self.names_harm(*key))
            && !right[own.clone()].iter().any(|key| self.names_harm(*key));
        harm_is_gone || (full.len() >= 4 && own.len() * 2 <= full.len())
    }

    /// Whether a word begins as a word of harm does.
    fn names_harm(&self, key: Token) -> bool {
        let word = self.collation.key_word(key);
        self.stems.iter().any(|stem| word.starts_with(stem.as_str()))
    }

    fn push(&mut self, kind: Kind, full: Range<usize>, own: Range<usize>) {
        let layer = match kind {
            Kind::Misprint | Kind::Variant | Kind::Punctuation => Layer::Small,
            _ => Layer::Passages,
        };
        self.found.push(Change { witness: self.witness, kind, layer, full, own, times: 1 });
    }
}

/// How many letters are wrong, missing, doubled or swapped.
fn slips(left: &str, right: &str) -> usize {
    rapidfuzz::distance::osa::distance(left.chars(), right.chars())
}

/// Joins gaps that only one word divides, when both have words on both sides and they are not small: one phrase was put for
/// another, and a word stayed by chance.
fn rephrased(gaps: impl Iterator<Item = Gap>) -> Vec<Gap> {
    const PHRASE: usize = 8;
    let mut joined: Vec<Gap> = Vec::new();
    for gap in gaps {
        if let Some(last) = joined.last_mut() {
            let is_of_both = |gap: &Gap| !gap.a.is_empty() && !gap.b.is_empty();
            let n_words = last.a.len() + last.b.len() + gap.a.len() + gap.b.len();
            if gap.a.start - last.a.end == 1 && is_of_both(last) && is_of_both(&gap) && n_words >= PHRASE {
                *last = Gap { a: last.a.start..gap.a.end, b: last.b.start..gap.b.end };
                continue;
            }
        }
        joined.push(gap);
    }
    joined
}

/// What is left of a range without the taken ones, which are sorted.
fn without(range: Range<usize>, taken: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut left = Vec::new();
    let mut from = range.start;
    let first = taken.partition_point(|taken| taken.end <= range.start);
    for taken in taken[first..].iter().take_while(|taken| taken.start < range.end) {
        if from < taken.start {
            left.push(from..taken.start);
        }
        from = from.max(taken.end);
    }
    if from < range.end {
        left.push(from..range.end);
    }
    left
}

/// The whole sentences inside a range of words.
fn sentences(witness: &Witness, range: &Range<usize>) -> Option<Range<usize>> {
    let start = range.clone().find(|word| witness.is_sentence_edge(*word))?;
    let end = (start + 1..=range.end).rev().find(|word| witness.is_sentence_edge(*word))?;
    Some(start..end)
}

/// Where the short side of a gap is divided when whole sentences of the other side are taken out.
fn divide(witness: &Witness, range: &Range<usize>, nothing_before: bool, nothing_after: bool) -> usize {
    if nothing_before {
        return range.start;
    }
    if nothing_after {
        return range.end;
    }
    (range.start + 1..range.end).find(|word| witness.is_sentence_edge(*word)).unwrap_or(range.end)
}

/// Finds substitutions that a witness makes again and again.
fn mark_systematic(collation: &Collation, n_full: &[u32], changes: &mut [Change]) {
    let words = |change: &Change| {
        let is_short = |range: &Range<usize>| (1..=SUBSTITUTION).contains(&range.len());
        let is_of_words = matches!(change.kind, Kind::Softened | Kind::Replaced | Kind::Variant | Kind::Misprint);
        (is_of_words && is_short(&change.full) && is_short(&change.own)).then(|| {
            let (full, own) =
                (&collation.keys[0][change.full.clone()], &collation.keys[change.witness][change.own.clone()]);
            (full.to_vec(), own.to_vec())
        })
    };
    let mut times: BTreeMap<_, usize> = BTreeMap::new();
    for change in changes.iter() {
        // Equal keys are one word in two spellings; which letters changed is not counted.
        if let Some((full, own)) = words(change)
            && full != own
        {
            *times.entry((full, own)).or_default() += 1;
        }
    }
    for change in changes {
        let Some((full, own)) = words(change) else { continue };
        // A slip here and there is no revision.
        let is_small = change.layer == Layer::Small;
        let is_throughout = |n_times: usize| match full.as_slice() {
            [key] if is_small => n_times * 2 >= n_full[*key as usize] as usize,
            _ => true,
        };
        if let Some(n_times) = times.get(&(full.clone(), own)).copied()
            && n_times >= SYSTEMATIC
            && is_throughout(n_times)
        {
            change.times = n_times;
            if !is_small {
                change.layer = Layer::Systematic;
            }
        }
    }
}

/// Whether a word of letters was read with a figure in the place of one, as machines do ("w0rking").
fn has_read_figure(word: &str, letters: &str) -> bool {
    let n_figures = word.chars().filter(char::is_ascii_digit).count();
    let n_letters = word.chars().filter(|character| character.is_alphabetic()).count();
    0 < n_figures && n_figures < n_letters && letters.chars().all(char::is_alphabetic)
}
