//! The hits of one sentence: what praises the leader in it, and whether it is meant.

use super::{Hit, Kind, Praise};
use crate::around;
use crate::phrase::{Phrase, Phrases};
use std::cmp::Reverse;
use std::ops::Range;
use thaw_names::FormKind;

/// How many words may stand between the name and what is praised about the leader: his wisdom.
const NEAR: usize = 4;
/// How many words that lead to a name may stand between it and what is said of it.
const LED: usize = 10;
/// How many words may stand between the name and a word of praise in a sentence that keeps a distance, or that denies it: such
/// sentences are built in more ways.
const NEAR_CRITICAL: usize = 12;
/// How many words such as `of all the` may stand between what the leader is said to be and to whom.
const LEADING: usize = 4;
/// How many words away from what keeps a distance others can be named whose deed it is.
const BESIDE: usize = 2;
/// How many words before a name tell whose words follow.
const BEFORE: usize = 4;
/// Marks behind which something else begins.
const END_OF_PHRASE: [char; 5] = [',', ';', ':', '(', ')'];
/// How many words before praise a negation counts.
const NEGATION_NEAR: usize = 4;
/// How many bytes before a quotation the sentence that opens it can begin.
const FARTHEST: usize = 2_000;
/// Quotation marks around at most so many words are marks of distance.
const QUOTED_WORDS: usize = 8;

pub(super) struct Sentence<'t> {
    text: &'t str,
    range: Range<usize>,
    /// The words in lower case, with their places.
    words: Vec<(Range<usize>, String)>,
}

/// How many words the longest phrase of some lists has with which words begin; 0 when there is none.
fn longest(lists: &[&Phrases], words: &[&str]) -> usize {
    let found = lists.iter().filter_map(|list| list.longest_of(words.iter().copied()));
    found.map(|phrase| phrase.words().len()).max().unwrap_or(0)
}

impl<'t> Sentence<'t> {
    pub(super) fn new(text: &'t str, range: Range<usize>) -> Self {
        Self { text, words: around::words_at(text, &range), range }
    }

    /// Returns the hits, given the names in the sentence.
    pub(super) fn hits(&self, found: &[(Range<usize>, FormKind)], praise: &Praise) -> Vec<Hit> {
        let distance = self.distance(found, praise);
        let mut hits = Vec::new();
        for (span, kind) in found {
            let kind = if *kind == FormKind::Epithet { Kind::Epithet } else { Kind::Mention };
            let critical = if kind == Kind::Epithet { self.critical(span, distance, praise) } else { None };
            hits.push(self.hit(kind, span, critical));
        }
        // A word of an epithet, or of a formula, is not praise a second time.
        let mut taken: Vec<Range<usize>> = found.iter().map(|(span, _)| span.clone()).collect();
        let names: Vec<Range<usize>> = taken.clone();
        taken.extend(self.phrases(&praise.other).into_iter().map(|(range, _)| range));
        let asked = || "it is asked".to_owned();
        let is_question = self.text[self.range.clone()].trim_end().ends_with('?');
        let mut take = |kind: Kind, range: Range<usize>, other: Option<String>, hits: &mut Vec<Hit>| {
            if taken.iter().all(|other| other.end <= range.start || range.end <= other.start) {
                let critical = self.critical(&range, distance, praise);
                hits.push(self.hit(kind, &range, critical.or(other)));
                taken.push(range);
            }
        };
        for (range, _) in self.phrases(&praise.formulas) {
            take(Kind::Formula, range, None, &mut hits);
        }
        for (range, _) in self.phrases(&praise.merits) {
            if names.iter().any(|name| self.between(name, &range).len() <= NEAR) {
                take(Kind::Praise, range, is_question.then(asked), &mut hits);
            }
        }
        let roles = self.roles(praise);
        let mut beside: Vec<Range<usize>> = self.phrases(&praise.praise).into_iter().map(|(range, _)| range).collect();
        beside.extend(roles.iter().cloned());
        beside.sort_by_key(|range| (range.start, Reverse(range.end)));
        for range in &beside {
            let is_critical = is_question || self.critical(range, distance, praise).is_some();
            let is_role = roles.contains(range);
            let is_said = |name: &Range<usize>| self.is_said_of(name, (range, is_role), &beside, praise);
            let is_near = |name: &Range<usize>| {
                if self.is_of_another(name, range, praise) {
                    return false;
                }
                is_said(name)
                    || is_critical
                        && self.between(name, range).len() <= NEAR_CRITICAL
                        && !self.is_of_somebody(&names, range, praise)
            };
            if names.iter().any(is_near) {
                // `Was Stalin a genius?` asks, and `who does not know the great Stalin?` does not.
                let asks = is_question && !names.iter().any(is_said);
                let why = if asks {
                    Some(asked())
                } else {
                    names.iter().find_map(|name| self.told_of(name, range, &beside, praise))
                };
                take(Kind::Praise, range.clone(), why, &mut hits);
            }
        }
        hits.sort_by_key(|hit| hit.range.start);
        hits
    }

    /// Why praise of a name is told of others' words or image of the leader: *a wise Stalin*, *they wrote that Stalin was a genius*.
    fn told_of(
        &self,
        name: &Range<usize>,
        range: &Range<usize>,
        beside: &[Range<usize>],
        praise: &Praise,
    ) -> Option<String> {
        let before = |start: usize| around::last_words(&self.text[self.range.start..start], BEFORE);
        let is_praise =
            |word: &Range<usize>| beside.iter().any(|range| range.start <= word.start && word.end <= range.end);
        // The name with the praise right before it.
        let first = self.words.partition_point(|(word, _)| word.start < name.start);
        let words = self.words[..first].iter().rev().take_while(|(word, _)| is_praise(word));
        let start = words.last().map_or(name.start, |(word, _)| word.start);
        let is_beside = range.start >= start && self.between(name, range).len() <= 1;
        let indefinite =
            praise.indefinite.iter().find(|phrase| phrase.ends(before(start).iter())).filter(|_| is_beside);
        if let Some(phrase) = indefinite {
            return Some(format!("`{}` tells of an image", phrase.shown()));
        }
        let that = praise.that.iter().find(|phrase| phrase.ends(before(name.start).iter()))?;
        let verb = self.text[self.range.start..name.start].trim_end().to_lowercase();
        let verb = verb.strip_suffix(that.shown()).unwrap_or_default().trim_end().trim_end_matches(',');
        let is_so = praise.factive.iter().any(|known| known.ends(around::last_words(verb, BEFORE).iter()));
        let has_copula =
            self.words[first..].iter().find(|(word, _)| word.start >= name.end).is_some_and(|(word, text)| {
                let gap = &self.text[name.end..word.start];
                gap.contains(['—', '–']) || praise.copulas.longest_of(std::iter::once(text.as_str())).is_some()
            });
        (range.start >= name.end && has_copula && !is_so).then(|| format!("`{}` tells what others say", that.shown()))
    }

    /// Tells whether a word before a name is said of somebody who has to do with the leader: *a dear friend of Stalin*.
    fn is_of_another(&self, name: &Range<usize>, range: &Range<usize>, praise: &Praise) -> bool {
        if name.start < range.end {
            // `Stalin's faithful friend`
            let next = self.words.get(self.words.partition_point(|(word, _)| word.start < range.end));
            let is_relation = |word: &str| {
                let mut firsts = praise.relations.iter().filter_map(|phrase| phrase.words().first());
                firsts.any(|first| first.is(word))
            };
            let is_beside = |word: &Range<usize>| self.text[range.end..word.start].trim().is_empty();
            return name.end <= range.start
                && self.is_possessive(name, praise)
                && next.is_some_and(|(word, text)| is_beside(word) && is_relation(text));
        }
        let from = self.words.partition_point(|(word, _)| word.start < range.start);
        let to = self.words.partition_point(|(word, _)| word.start < name.start);
        let before = || self.words[from..to].iter().rev().map(|(_, word)| word.as_str());
        let is_genitive = || {
            let name = &self.text[name.clone()];
            praise.genitive_endings.iter().any(|ending| name.ends_with(ending.as_str()))
        };
        praise.relations.iter().any(|phrase| phrase.ends(before()) && (phrase.words().len() > 1 || is_genitive()))
    }

    /// Tells whether a word is said of somebody else who is named right behind it: *the great poet Osip Mandelstam*.
    fn is_of_somebody(&self, names: &[Range<usize>], range: &Range<usize>, praise: &Praise) -> bool {
        let first = self.words.partition_point(|(word, _)| word.start < range.end);
        let [(noun, text), (name, second), ..] = &self.words[first..] else { return false };
        let is_capital = |word: &Range<usize>| self.text[word.clone()].starts_with(char::is_uppercase);
        let is_side_by_side =
            self.text[range.end..noun.start].trim().is_empty() && self.text[noun.end..name.start].trim().is_empty();
        let is_link = |word: &str| praise.links.longest_of(std::iter::once(word)).is_some();
        let is_leader = |word: &Range<usize>| names.iter().any(|name| name.start < word.end && word.start < name.end);
        is_side_by_side
            && is_capital(name)
            && ![noun, name].into_iter().any(is_leader)
            && !is_link(text)
            && !is_link(second)
    }

    /// Where the leader is said to be something to many: *teacher of the working people*, *our protector*, from the one word to the
    /// other.
    fn roles(&self, praise: &Praise) -> Vec<Range<usize>> {
        let roles: Vec<Range<usize>> = self.phrases(&praise.roles).into_iter().map(|(range, _)| range).collect();
        let groups: Vec<Range<usize>> = self.phrases(&praise.groups).into_iter().map(|(range, _)| range).collect();
        let ours: Vec<Range<usize>> = self.phrases(&praise.our).into_iter().map(|(range, _)| range).collect();
        let (first, second) = if praise.groups_first { (&groups, &roles) } else { (&roles, &groups) };
        let leads =
            |left: &Range<usize>, right: &Range<usize>| left.end <= right.start && self.leads(left, right, praise);
        let with_group = first.iter().filter_map(|first| {
            let second = second.iter().find(|second| leads(first, second))?;
            Some(first.start..second.end)
        });
        let with_our = roles.iter().filter_map(|role| {
            let our = ours.iter().find(|our| leads(our, role) || self.is_beside(role, our))?;
            Some(role.start.min(our.start)..role.end.max(our.end))
        });
        with_group.chain(with_our).collect()
    }

    /// Tells whether nothing stands between two words but a few that lead from one to the other.
    fn leads(&self, left: &Range<usize>, right: &Range<usize>, praise: &Praise) -> bool {
        let between = self.between(left, right);
        let words: Vec<&str> = between.iter().map(|(_, word)| word.as_str()).collect();
        if words.len() > LEADING || self.text[left.end..right.start].contains(END_OF_PHRASE) {
            return false;
        }
        let mut at = 0;
        while at < words.len() {
            match longest(&[&praise.links, &praise.praise, &praise.roles, &praise.groups], &words[at..]) {
                0 => return false,
                n => at += n,
            }
        }
        true
    }

    /// Tells whether a word stands right behind another.
    fn is_beside(&self, left: &Range<usize>, right: &Range<usize>) -> bool {
        left.end <= right.start && self.text[left.end..right.start].trim().is_empty()
    }

    /// Tells whether a word is said of a name: nothing stands between but words that lead from one to the other, such as
    /// `comrade` or `is the`, and other praise. A role (*friend of the peoples*) may stand in apposition on either side.
    fn is_said_of(
        &self,
        name: &Range<usize>,
        (range, is_role): (&Range<usize>, bool),
        beside: &[Range<usize>],
        praise: &Praise,
    ) -> bool {
        let between = self.between(name, range);
        let overlaps = range.start < name.end && name.start < range.end;
        if overlaps || between.len() > LED {
            return false;
        }
        let first = between.first().map(|(word, _)| word.start);
        if range.end <= name.start {
            // `The harvest was great, Stalin wrote`: the comma ends what was said before it.
            let gap = &self.text[range.end..first.unwrap_or(name.start)];
            if first.is_none() && !is_role && gap.contains(END_OF_PHRASE) {
                return false;
            }
        }
        let words: Vec<&str> = between.iter().map(|(_, word)| word.as_str()).collect();
        let (mut at, mut has_copula) = (0, false);
        while at < words.len() {
            let link = longest(&[&praise.links, &praise.roles, &praise.groups], &words[at..]);
            let copula = longest(&[&praise.copulas], &words[at..]);
            has_copula |= copula > 0;
            let place = &between[at].0;
            let is_praise = beside.iter().any(|range| range.start <= place.start && place.end <= range.end);
            match link.max(copula) {
                0 if is_praise => at += 1,
                0 => return false,
                n => at += n,
            }
        }
        if range.end <= name.start || has_copula || is_role {
            return true;
        }
        // `Under Stalin great dams were built`: what follows the name is said of it only after a comma, a dash or `Stalin's`.
        let gap = &self.text[name.end..first.unwrap_or(range.start)];
        let is_possessive = gap.is_empty() || self.is_possessive(name, praise);
        is_possessive && words.len() < 2 || gap.contains([',', '—', '–', ':', '(']) || gap.contains(" - ")
    }

    /// Tells whether what follows a name is the leader's: *Stalin's*, *Stalins*.
    fn is_possessive(&self, name: &Range<usize>, praise: &Praise) -> bool {
        let (text, behind) = (&self.text[name.clone()], &self.text[name.end..]);
        let mut endings = praise.possessive_endings.iter();
        behind.starts_with(['\'', '’']) || text.ends_with("'s") || endings.any(|ending| text.ends_with(ending.as_str()))
    }

    fn hit(&self, kind: Kind, range: &Range<usize>, critical: Option<String>) -> Hit {
        let sentence = self.text[self.range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
        Hit { kind, range: range.clone(), text: self.text[range.clone()].to_owned(), sentence, critical }
    }

    /// By which phrase the writer keeps a distance: in this sentence, or in the one that opens the quotation it is part of.
    fn distance<'p>(&self, found: &[(Range<usize>, FormKind)], praise: &'p Praise) -> Option<&'p Phrase> {
        let own = self.phrases(&praise.critical).into_iter().find(|(range, _)| !self.is_of_enemies(range, praise));
        let scorn = || {
            let before = found.iter().map(|(name, _)| around::last_words(&self.text[self.range.start..name.start], 3));
            before.filter_map(|before| praise.scorn.last_of(before.iter())).next()
        };
        own.map(|(_, phrase)| phrase).or_else(scorn).or_else(|| {
            let quoted = around::quoted(self.text, &found.first()?.0)?;
            let start = quoted.start;
            if start >= self.range.start {
                return None;
            }
            let from = around::boundary(self.text, start.saturating_sub(FARTHEST));
            let opening = around::sentences(&self.text[from..start]).pop()?;
            let opening = Self::new(self.text, from + opening.start..start);
            opening.phrases(&praise.critical).first().map(|(_, phrase)| *phrase)
        })
    }

    /// Tells whether what would keep a distance is said of others: *saved us from the fascist terror*.
    fn is_of_enemies(&self, range: &Range<usize>, praise: &Praise) -> bool {
        let first = self.words.partition_point(|(word, _)| word.start < range.start);
        let end = self.words.partition_point(|(word, _)| word.start < range.end);
        let near = first.saturating_sub(BESIDE)..(end + BESIDE).min(self.words.len());
        near.into_iter()
            .any(|at| praise.enemies.first_of(self.words[at..].iter().map(|(_, word)| word.as_str())).is_some())
    }

    /// Why praise at a place is not meant.
    fn critical(&self, range: &Range<usize>, distance: Option<&Phrase>, praise: &Praise) -> Option<String> {
        if let Some(phrase) = distance {
            return Some(format!("`{}` keeps a distance", phrase.shown()));
        }
        if let Some(phrase) = self.negation(range, praise) {
            return Some(format!("`{}` stands before it", phrase.shown()));
        }
        let quoted = around::quoted(self.text, range)?;
        (self.text[quoted].split_whitespace().count() <= QUOTED_WORDS)
            .then(|| "it stands in quotation marks".to_owned())
    }

    /// Returns a word that denies what stands at a place.
    fn negation<'p>(&self, range: &Range<usize>, praise: &'p Praise) -> Option<&'p Phrase> {
        let first = self.words.partition_point(|(word, _)| word.start < range.start);
        let before = &self.words[first.saturating_sub(NEGATION_NEAR)..first];
        let before: Vec<&str> = before.iter().map(|(_, word)| word.as_str()).collect();
        around::any_in(&before, &praise.negation)
    }

    /// Where phrases of a list stand; of those that begin at one word, the longest.
    fn phrases<'p>(&self, phrases: &'p Phrases) -> Vec<(Range<usize>, &'p Phrase)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            let words = self.words[at..].iter().map(|(_, word)| word.as_str());
            let Some(phrase) = phrases.longest_of(words) else {
                at += 1;
                continue;
            };
            let n_words = phrase.words().len();
            found.push((self.words[at].0.start..self.words[at + n_words - 1].0.end, phrase));
            at += n_words;
        }
        found
    }

    /// The words between two places.
    fn between(&self, left: &Range<usize>, right: &Range<usize>) -> &[(Range<usize>, String)] {
        let (from, to) = if left.start < right.start { (left.end, right.start) } else { (right.end, left.start) };
        let first = self.words.partition_point(|(word, _)| word.start < from);
        let end = self.words.partition_point(|(word, _)| word.end <= to);
        &self.words[first.min(end)..end]
    }
}
