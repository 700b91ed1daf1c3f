//! Warnings about a proposed name: what an address register and an emergency line would object to.

use rapidfuzz::distance::damerau_levenshtein;
use rphonetic::{DaitchMokotoffSoundex, DaitchMokotoffSoundexBuilder};
use rustc_hash::FxHashSet;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use thaw_core::candidate::Honours;
use thaw_core::{Act, ActState, Script, SubjectId};
use thaw_names::{Context, Languages, Matcher, ObjectClass};
use unicode_normalization::UnicodeNormalization;

/// A place that already has a name, as a survey of the municipality finds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbour {
    /// The place.
    pub id: SubjectId,
    /// Its name.
    pub name: String,
    /// What it is: `street`, `square`.
    pub class: String,
    /// Its municipality, when known.
    pub within: Option<String>,
}

/// Something that speaks against a proposed name.
#[derive(Clone, Debug, PartialEq)]
pub enum Warning {
    /// Another place of the municipality has this name.
    SameName {
        /// The other place.
        other: Neighbour,
    },
    /// Another place differs only in the street word: `Goethestraße`, `Goetheplatz`.
    SameButStreetWord {
        /// The other place.
        other: Neighbour,
    },
    /// Another place is spelled alike.
    SpelledAlike {
        /// The other place.
        other: Neighbour,
        /// How many letters must be changed, swapped, added or left out.
        n_edits: usize,
    },
    /// Another place sounds alike on the telephone.
    SoundsAlike {
        /// The other place.
        other: Neighbour,
    },
    /// It does not fit a sign.
    TooLong {
        /// Its length in characters.
        length: usize,
        /// The longest that fits.
        limit: usize,
    },
    /// It bears a name that a dossier in force is about.
    BearsName {
        /// The dossier.
        dossier: String,
        /// Why the matcher says so.
        reason: String,
    },
    /// An act about the same object is already on the ledger.
    ActTaken {
        /// The act, in words.
        act: String,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = |other: &Neighbour| {
            let within = other.within.as_ref().map(|within| format!(" in {within}")).unwrap_or_default();
            format!("`{}`{within} ({})", other.name, other.id)
        };
        match self {
            Self::SameName { other } => write!(f, "another place already has this name: {}", place(other)),
            Self::SameButStreetWord { other } => {
                write!(f, "only the street word tells it from {}", place(other))
            }
            Self::SpelledAlike { other, n_edits } => {
                let letters = if *n_edits == 1 { "letter" } else { "letters" };
                write!(f, "{n_edits} {letters} away from {}", place(other))
            }
            Self::SoundsAlike { other } => {
                write!(f, "sounds like {}: an emergency call may be sent to the wrong one", place(other))
            }
            Self::TooLong { length, limit } => {
                write!(f, "{length} characters long: a sign holds {limit} (set with --sign-length)")
            }
            Self::BearsName { dossier, reason } => write!(f, "it bears the name of dossier `{dossier}`: {reason}"),
            Self::ActTaken { act } => write!(f, "there is already an act about this object: {act}"),
        }
    }
}

/// How names are taken apart and read aloud, by the tables of some languages.
pub struct Speech<'a> {
    languages: &'a Languages,
    street: FxHashSet<String>,
    heads: BTreeSet<Reverse<(usize, String)>>,
    romanized: BTreeMap<Script, String>,
}

impl<'a> Speech<'a> {
    /// Reads the street words of all languages.
    #[must_use]
    pub fn new(languages: &'a Languages) -> Self {
        let mut speech =
            Self { languages, street: FxHashSet::default(), heads: BTreeSet::new(), romanized: BTreeMap::new() };
        for language in languages.tags().filter_map(|tag| languages.get(tag)) {
            speech.street.extend(language.words.street.iter().map(|word| word.trim_end_matches('.').to_lowercase()));
            let heads = language.compound.street.iter().map(|head| head.to_lowercase());
            speech.heads.extend(heads.map(|head| Reverse((head.chars().count(), head))));
            if !language.romanizations.is_empty() {
                speech.romanized.entry(language.script).or_insert_with(|| language.tag.clone());
            }
        }
        speech
    }

    /// Returns the name without its street words, case-folded: `goethe` of `Goethestraße`.
    fn distinctive(&self, name: &str) -> String {
        let folded = name.to_lowercase();
        let words: Vec<&str> = folded
            .split(|character: char| character.is_whitespace() || matches!(character, '-' | '‐' | '–' | ',' | '.'))
            .filter(|word| !word.is_empty() && !self.street.contains(*word))
            .collect();
        if let [word] = words[..] {
            let cut = self.heads.iter().find_map(|Reverse((_, head))| word.strip_suffix(head.as_str()));
            if let Some(rest) = cut.filter(|rest| rest.chars().count() >= 3) {
                return rest.to_owned();
            }
        }
        words.join(" ")
    }

    /// Returns the name in Latin letters without marks.
    fn romanize(&self, name: &str) -> String {
        let tag = self.romanized.get(&Script::of_text(name));
        let latin = tag.and_then(|tag| self.languages.romanize(tag, name)).unwrap_or_else(|| name.to_owned());
        latin.nfd().filter(char::is_ascii).collect()
    }
}

/// The names of a map, prepared so that many proposals can be compared with them.
pub struct Neighbours<'a> {
    speech: &'a Speech<'a>,
    soundex: Option<DaitchMokotoffSoundex>,
    by_within: BTreeMap<Option<String>, Vec<Prepared>>,
}

struct Prepared {
    neighbour: Neighbour,
    folded: String,
    distinctive: String,
    sound: Vec<Vec<String>>,
}

impl<'a> Neighbours<'a> {
    /// Prepares the names.
    pub fn new(neighbours: Vec<Neighbour>, speech: &'a Speech<'a>) -> Self {
        let soundex = DaitchMokotoffSoundexBuilder::default().build().ok();
        let mut by_within: BTreeMap<Option<String>, Vec<Prepared>> = BTreeMap::new();
        for neighbour in neighbours {
            let prepared = prepare(neighbour, speech, soundex.as_ref());
            by_within.entry(prepared.neighbour.within.clone()).or_default().push(prepared);
        }
        Self { speech, soundex, by_within }
    }

    /// Compares a proposed name with the places of its municipality; with all places when it is not known.
    ///
    /// `own` are the objects that get the name, which do not count. The cost grows with the number of places compared.
    pub fn alike(&self, proposed: &str, within: Option<&str>, own: &dyn Fn(&SubjectId) -> bool) -> Vec<Warning> {
        let id = SubjectId(String::new());
        let name = proposed.to_owned();
        let asked =
            prepare(Neighbour { id, name, class: String::new(), within: None }, self.speech, self.soundex.as_ref());
        let mut warnings: BTreeMap<(u8, String), Warning> = BTreeMap::new();
        for (place, others) in &self.by_within {
            if within.is_some() && place.is_some() && place.as_deref() != within {
                continue;
            }
            for other in others.iter().filter(|other| !own(&other.neighbour.id)) {
                if let Some((rank, warning)) = compare(&asked, other) {
                    // One warning for each other name, however many ways bear it.
                    warnings.entry((rank, other.folded.clone())).or_insert(warning);
                }
            }
        }
        warnings.into_values().collect()
    }
}

fn prepare(neighbour: Neighbour, speech: &Speech<'_>, soundex: Option<&DaitchMokotoffSoundex>) -> Prepared {
    let folded = neighbour.name.to_lowercase();
    let distinctive = speech.distinctive(&neighbour.name);
    let sound = speech
        .romanize(&distinctive)
        .split(|character: char| !character.is_alphabetic())
        .filter(|word| !word.is_empty())
        .filter_map(|word| Some(soundex?.soundex(word).split('|').map(str::to_owned).collect()))
        .collect();
    Prepared { neighbour, folded, distinctive, sound }
}

fn compare(asked: &Prepared, other: &Prepared) -> Option<(u8, Warning)> {
    let neighbour = || other.neighbour.clone();
    if asked.folded == other.folded {
        return Some((0, Warning::SameName { other: neighbour() }));
    }
    if asked.distinctive.is_empty() || other.distinctive.is_empty() {
        return None;
    }
    if asked.distinctive == other.distinctive {
        return Some((1, Warning::SameButStreetWord { other: neighbour() }));
    }
    // One letter in a short name makes another name (Main, Rhein); in a long one two letters are soon misheard.
    let length = asked.distinctive.chars().count().min(other.distinctive.chars().count());
    let allowed = match length {
        0..=3 => 0,
        4..=8 => 1,
        _ => 2,
    };
    let n_edits = damerau_levenshtein::distance_with_args(
        asked.distinctive.chars(),
        other.distinctive.chars(),
        &damerau_levenshtein::Args::default().score_cutoff(allowed),
    );
    if let Some(n_edits) = n_edits.filter(|&n_edits| n_edits > 0) {
        return Some((2, Warning::SpelledAlike { other: neighbour(), n_edits }));
    }
    let sounds = !asked.sound.is_empty()
        && asked.sound.len() == other.sound.len()
        && asked.sound.iter().zip(&other.sound).all(|(left, right)| left.iter().any(|code| right.contains(code)))
        // A code of one sound (H-, vowels) says too little.
        && asked.sound.iter().flatten().any(|code| code.bytes().filter(|digit| *digit != b'0').count() >= 2);
    sounds.then(|| (3, Warning::SoundsAlike { other: neighbour() }))
}

/// Warns about a name that is too long for a sign.
#[must_use]
pub fn too_long(proposed: &str, limit: usize) -> Option<Warning> {
    let length = proposed.chars().count();
    (length > limit).then_some(Warning::TooLong { length, limit })
}

/// Warns about a name that bears the name of a dossier in force.
#[must_use]
pub fn bears_name(proposed: &str, matcher: &Matcher) -> Option<Warning> {
    let context = Context::name(ObjectClass::Street, None);
    let found = matcher
        .find(proposed, &context)
        .into_iter()
        .find(|found| found.is_found() && found.honours != Honours::Victims)?;
    Some(Warning::BearsName { dossier: found.dossier_id.clone(), reason: found.explain() })
}

/// Warns about acts that are already taken for an object; reversed ones do not count.
pub fn acts_taken<'a>(acts: impl IntoIterator<Item = &'a Act>) -> Vec<Warning> {
    acts.into_iter()
        .filter(|act| act.state != ActState::Reversed)
        .map(|act| Warning::ActTaken { act: format!("{} ({})", act.id, act.date) })
        .collect()
}
