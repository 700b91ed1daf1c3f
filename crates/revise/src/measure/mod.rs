//! How strongly a text celebrates a leader: mentions, epithets, words and formulas of praise, each shown in its sentence.
//!
//! What counts as praise, and which words of a sentence keep a distance, is data: `data/praise`, whose page says how the lists
//! are read. It is *critical use*, and counted apart, when the sentence keeps a distance (a word of the list, a negation right
//! before, short quotation marks). What stands between the lines is not seen: irony without a mark, praise without a name.

mod chart;
mod rate;
mod sentence;

use crate::around;
use crate::phrase::{Phrase, Phrases};
use sentence::Sentence;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use thaw_core::candidate::Honours;
use thaw_formats::document::Block;
use thaw_names::{Context, FormKind, Match, Matcher, THRESHOLD};

pub use chart::{Point, chart};
pub use rate::{Count, Rate, Tally, poisson_interval};

/// The words of praise of one language: `data/praise/*.toml`. A list that is not there is empty.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Praise {
    /// The language.
    pub tag: String,
    /// Words that praise when they are said of the leader: `great`, `our sun`. A `*` stands for any ending.
    pub praise: Phrases,
    /// What a leader is said to be: `father`, `sun`. It is praise with one of `groups` behind it, or of `our` beside it, and else
    /// may stand between.
    pub roles: Phrases,
    /// Whose: `of the peoples`, `mankind`. They may stand between, too.
    pub groups: Phrases,
    /// Whether they stand before what the leader is to them: *a népek atyja*.
    pub groups_first: bool,
    /// `Our`, in its forms.
    pub our: Phrases,
    /// Set expressions with such a word that praise nobody: `Great Britain`.
    pub other: Phrases,
    /// Who or what is somebody else's: `friend of`. Praise of a dear friend of the leader is none of him.
    pub relations: Vec<Phrase>,
    /// Endings of the leader's name behind such a word, where no preposition stands between: *друг Сталина*.
    pub genitive_endings: Vec<String>,
    /// Endings of the name by which what follows is the leader's: *Stalins große Rede*.
    pub possessive_endings: Vec<String>,
    /// What may stand between such a word and the name: `comrade`, `the`, `of the peoples`.
    pub links: Phrases,
    /// What may stand there too, and says of the name what follows: `is`, `as`.
    pub copulas: Phrases,
    /// What is praised about him, near the name: `wisdom`.
    pub merits: Phrases,
    /// Set phrases in the same sentence as the name: `long live`.
    pub formulas: Phrases,
    /// Words by which a sentence keeps its distance.
    pub critical: Phrases,
    /// Whose deeds and words they are then, and no distance to the leader: `fascist tyranny`.
    pub enemies: Phrases,
    /// Words that keep a distance right before the name: `this Stalin`.
    pub scorn: Phrases,
    /// `A`: before the name it tells of an image of the leader (*a wise Stalin*).
    pub indefinite: Vec<Phrase>,
    /// `That`: right before the name it tells what others say (*they wrote that Stalin was a genius*).
    pub that: Vec<Phrase>,
    /// Behind which words it tells what is so: `we know`.
    pub factive: Vec<Phrase>,
    /// Words that turn praise around when they stand right before it.
    pub negation: Vec<Phrase>,
}

/// What a hit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The leader is named.
    Mention,
    /// A phrase that stands for the name: "Father of Nations".
    Epithet,
    /// A word of praise.
    Praise,
    /// A set phrase: "long live".
    Formula,
}

impl Kind {
    /// Returns its name in outputs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mention => "mention",
            Self::Epithet => "epithet",
            Self::Praise => "praise",
            Self::Formula => "formula",
        }
    }
}

/// A place in a text that counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Where it stands in the text of the block, in bytes; not written.
    #[serde(skip)]
    pub range: Range<usize>,
    /// The words as they stand in the text.
    pub text: String,
    /// The sentence.
    pub sentence: String,
    /// Why it is counted as critical use; none for praise that is meant.
    pub critical: Option<String>,
}

/// Counts a block of text; the hits are handed to `take`.
pub fn measure(
    block: &Block,
    matcher: &Matcher,
    lang: &str,
    praise: &Praise,
    tally: &mut Tally,
    take: &mut impl FnMut(Hit),
) {
    let text = &block.text;
    let mut found: Vec<(Range<usize>, FormKind)> = Vec::new();
    if matcher.may_match(text.as_bytes()) {
        let all = matcher.find(text, &Context::text(Some(lang)));
        let is_named = |found: &Match| {
            found.is_found()
                || is_hailed(text, found, praise) && !matches!(found.honours, Honours::OtherPerson | Honours::Nobody)
        };
        let of_person = all.into_iter().filter(|found| is_of_person(found.kind) && is_named(found));
        found = of_person.map(|found| (found.span, found.kind)).collect();
        found.sort_by_key(|(span, _)| (span.start, span.end));
    }
    for range in around::sentences(text) {
        let mut count = Count { n_words: n_words(&text[range.clone()]), ..Count::default() };
        // Sentences and names are in order.
        let before = |end: usize| found.partition_point(|(span, _)| span.start < end);
        let own = &found[before(range.start)..before(range.end)];
        if !own.is_empty() {
            for hit in Sentence::new(text, range).hits(own, praise) {
                count.take(&hit);
                take(hit);
            }
        }
        tally.add(&count);
    }
}

/// Tells whether a surname that many bear stands right behind a formula of praise: *¡Viva Franco!*
fn is_hailed(text: &str, found: &Match, praise: &Praise) -> bool {
    /// As much doubt as a common surname by itself leaves.
    const DOUBT: f32 = 0.2;
    const LONGEST: usize = 3;
    found.kind == FormKind::Surname
        && found.score >= THRESHOLD - DOUBT
        && praise.formulas.last_of(around::last_words(&text[..found.span.start], LONGEST).iter()).is_some()
}

impl Count {
    fn take(&mut self, hit: &Hit) {
        // An epithet names the leader too.
        self.n_mentions += u64::from(matches!(hit.kind, Kind::Mention | Kind::Epithet));
        if hit.kind == Kind::Mention {
            return;
        }
        if hit.critical.is_some() {
            self.n_critical += 1;
            return;
        }
        self.n_praise += 1;
        self.n_epithets += u64::from(hit.kind == Kind::Epithet);
        self.n_formulas += u64::from(hit.kind == Kind::Formula);
    }
}

/// Tells whether a form names the person and not what is called after the person.
pub(crate) fn is_of_person(kind: FormKind) -> bool {
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

/// Returns the number of words in a text: letters and digits between spaces. In Chinese and Japanese, which are written without
/// spaces, every character counts as a word.
#[must_use]
pub fn n_words(text: &str) -> u64 {
    let (mut n, mut in_word) = (0, false);
    for character in text.chars() {
        if around::is_word_of_its_own(character) {
            n += 1;
            in_word = false;
        } else if character.is_whitespace() {
            in_word = false;
        } else if character.is_alphanumeric() && !in_word {
            n += 1;
            in_word = true;
        }
    }
    n
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_by_spaces_or_by_character() {
        assert_eq!(n_words("In 1936 the plan — Stalin's — was done."), 7);
        assert_eq!(n_words("斯大林万岁！"), 5);
        assert_eq!(n_words(" … "), 0);
    }
}
