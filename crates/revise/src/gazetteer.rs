//! All place names of the record with their times, in one automaton for each language.

use crate::around;
use crate::cues::{CueId, CueSet, Cues};
use crate::grammar::Slot;
use crate::lexicon::{Event, Lexicon, Lexicons};
use crate::matcher::Matcher;
use crate::mended::mended;
use crate::phrase::lower;
use crate::resolve::{is_area, standing};
use crate::spelling::Spelling;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use thaw_core::{Answer, Edtf, Entry, Fact, Lang, LonLat, Name, NameKind, Script, Subject, SubjectId, SubjectKind};
use thaw_ledger::{ActFilter, Ledger, LedgerError};

/// A place and its names of all times.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its id.
    pub id: SubjectId,
    /// Its class: `city`, `street`.
    pub class: String,
    /// Its country.
    pub country: Option<String>,
    /// Where it is.
    pub at: Option<LonLat>,
    /// Its id in Wikidata.
    pub wikidata: Option<String>,
    /// Its names, in force or once in force.
    pub names: Vec<Name>,
}

impl Place {
    /// Returns what the place is called on a date in a language: the official name or the exonym, else one in use beside it.
    ///
    /// None when there is no name that surely holds, or several of the same standing.
    #[must_use]
    pub fn name_on(&self, date: &Edtf, lang: &Lang) -> Option<&Name> {
        let holds = |name: &&Name| name.lang.primary() == lang.primary() && name.period.holds(date) == Answer::Yes;
        let pick = |colloquial: bool| {
            let mut found =
                self.names.iter().filter(holds).filter(|name| (name.kind == NameKind::Colloquial) == colloquial);
            let first = found.next()?;
            found.all(|other| other.text == first.text).then_some(first)
        };
        pick(false).or_else(|| pick(true))
    }

    /// Returns the address by which the place is known: of Wikidata, else a name of our own.
    #[must_use]
    pub fn reference(&self) -> String {
        match &self.wikidata {
            Some(id) => format!("http://www.wikidata.org/entity/{id}"),
            None => format!("urn:thaw:place:{}", self.id),
        }
    }
}

/// Reads the places of a ledger with the names that acts in force gave them.
///
/// # Errors
/// When the ledger cannot be read.
pub fn places(ledger: &Ledger) -> Result<Vec<Place>, LedgerError> {
    let mut subjects: BTreeMap<SubjectId, Subject> = BTreeMap::new();
    for recorded in ledger.entries(1) {
        if let Entry::Subject(subject) = recorded?.entry
            && subject.kind == SubjectKind::Place
        {
            subjects.insert(subject.id.clone(), subject);
        }
    }
    let mut names: BTreeMap<SubjectId, Vec<Name>> = BTreeMap::new();
    for recorded in ledger.acts(&ActFilter { in_force: Some(true), ..ActFilter::default() })? {
        let subject = recorded.act.subject;
        for fact in recorded.act.facts {
            if let Fact::Name(name) = fact {
                let own = names.entry(subject.clone()).or_default();
                if !own.contains(&name) {
                    own.push(name);
                }
            }
        }
    }
    let place = |(id, subject): (SubjectId, Subject)| {
        let names = names.remove(&id)?;
        let wikidata = subject.external.get("wikidata").cloned();
        Some(Place { id, class: subject.class, country: subject.country, at: subject.at, wikidata, names })
    };
    Ok(subjects.into_iter().filter_map(place).collect())
}

/// One way to understand a form: a name of a place, in one of some slots.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The index of the place in [`Gazetteer::places`].
    pub place: usize,
    /// The index of the name among the place's names.
    pub name: usize,
    /// Which forms of the name it can be.
    pub slots: Vec<Slot>,
    /// Whether the name is the surname of the person that the place was named after, and nothing more.
    pub is_surname: bool,
}

/// A form found in a text.
#[derive(Clone, Debug)]
pub struct Found<'a> {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it can mean, at least one.
    pub readings: &'a [Reading],
    /// Whether it is written in capitals although the name is not.
    pub in_capitals: bool,
    /// With which letters it is written.
    pub spelling: Spelling,
    /// Whether it is also a form of a surname.
    pub is_of_person: bool,
}

/// What is seen in one pass over a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sight<'a> {
    /// The names, in order.
    pub(crate) names: Vec<Found<'a>>,
    /// The cues that stand anywhere in it.
    pub(crate) cues: CueSet,
}

#[derive(Clone, Debug)]
struct Form {
    readings: Vec<Reading>,
    in_capitals: bool,
    spelling: Spelling,
    is_of_person: bool,
}

impl Form {
    fn found(&self, range: Range<usize>) -> Found<'_> {
        let Self { readings, in_capitals, spelling, is_of_person } = self;
        Found { range, readings, in_capitals: *in_capitals, spelling: *spelling, is_of_person: *is_of_person }
    }
}

/// What a pattern of the automaton is.
#[derive(Clone, Debug, Default)]
struct Pattern {
    /// The form of a name.
    form: Option<Form>,
    /// The cues whose first word begins so.
    cues: Vec<CueId>,
}

/// The place names of one language, to be found in texts.
#[derive(Clone, Debug)]
pub struct Gazetteer<'a> {
    /// The places.
    pub places: &'a [Place],
    /// The language.
    pub lang: Lang,
    /// What the language knows.
    pub lexicon: &'a Lexicon,
    pub(crate) cues: Cues<'a>,
    /// What happened at a place, by place.
    pub(crate) events: Vec<Option<&'a Event>>,
    /// The words of names of regions in several words, which were named after cities.
    pub(crate) region_words: BTreeSet<&'a str>,
    /// The cases that have several forms of some names.
    pub(crate) variants: BTreeSet<&'a str>,
    matcher: Matcher,
    patterns: Vec<Pattern>,
}

/// Why there is no gazetteer for a language.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GazetteerError {
    /// There is no file of words.
    #[error("there are no words for the language `{0}`")]
    NoLexicon(Lang),
    /// The names are too many for one automaton.
    #[error("the names cannot be put into one automaton: {0}")]
    TooMany(#[from] aho_corasick::BuildError),
}

impl<'a> Gazetteer<'a> {
    /// Puts all forms of the names in a language into one automaton.
    ///
    /// # Errors
    /// When nothing is known about the language or the names are too many.
    pub fn new(places: &'a [Place], lang: &Lang, lexicons: &'a Lexicons) -> Result<Self, GazetteerError> {
        let lexicon = lexicons.get(lang).ok_or_else(|| GazetteerError::NoLexicon(lang.clone()))?;
        let script = lexicons.index(lang).map(|idx| lexicons.script(idx));
        let mut forms: BTreeMap<String, Form> = BTreeMap::new();
        let mut add_spelled = |text: String, in_capitals: bool, spelling: Spelling, reading: Reading| {
            let empty = || Form { readings: Vec::new(), in_capitals, spelling, is_of_person: false };
            let form = forms.entry(text).or_insert_with(empty);
            // What stands in capitals, or without accents, by itself is not a shouted or a poor form of another name.
            if (form.spelling, form.in_capitals) > (spelling, in_capitals) {
                *form = empty();
            }
            if (form.spelling, form.in_capitals) == (spelling, in_capitals) {
                form.readings.push(reading);
            }
        };
        let mut add = |text: String, in_capitals: bool, reading: Reading| {
            for spelling in [Spelling::Turkish, Spelling::Plain] {
                if let Some(other) = spelling.other_than(&text) {
                    add_spelled(other, in_capitals, spelling, reading.clone());
                }
            }
            add_spelled(text, in_capitals, Spelling::Own, reading);
        };
        for (place_idx, place) in places.iter().enumerate() {
            for (name_idx, name) in place.names.iter().enumerate() {
                let is_surname = is_surname(place, name);
                let forms = if name.lang.primary() == lang.primary() {
                    lexicon.forms(&name.text)
                } else if !is_surname && is_borrowed(place, name, lang, script) {
                    BTreeMap::from([(name.text.clone(), vec![Slot::nominative()])])
                } else {
                    continue;
                };
                for (form, slots) in forms {
                    let reading = Reading { place: place_idx, name: name_idx, slots, is_surname };
                    if reading.slots.iter().all(|slot| matches!(slot, Slot::Adjective(_))) {
                        add(lower_first(&form), false, reading.clone());
                    }
                    // `województwo stalinogrodzkie` begins a sentence with a capital. Of a street it would hide the name of the town.
                    if form.starts_with(char::is_lowercase) && is_area(&place.class) {
                        add(upper_first(&form), false, reading.clone());
                    }
                    if let Some(short) = lexicon.shortened(&form) {
                        add(short, false, reading.clone());
                    }
                    add(form.to_uppercase(), true, reading.clone());
                    add(form, false, reading);
                }
            }
        }
        let mut patterns: BTreeMap<String, Pattern> = BTreeMap::new();
        for (text, mut form) in forms {
            form.is_of_person =
                form.readings.iter().any(|reading| reading.is_surname) || is_of_person(lexicon, &lower(&text));
            patterns.entry(text).or_default().form = Some(form);
        }
        let cues = Cues::new(places, lang, lexicon);
        for (text, cue) in cues.starts() {
            patterns.entry(text).or_default().cues.push(cue);
        }
        let matcher = Matcher::new(patterns.keys().map(String::as_str))?;
        let patterns = patterns.into_values().collect();
        let events = places.iter().map(|place| lexicon.events.get(&place.id.0)).collect();
        let regions = places.iter().filter(|place| standing(&place.class).1 == "region");
        let names = regions.flat_map(|place| &place.names).filter(|name| name.lang.primary() == lang.primary());
        let region_words = names.filter(|name| name.text.contains(' ')).flat_map(|name| name.text.split(' ')).collect();
        let variants = lexicon.cases_with_variants();
        Ok(Self { places, lang: lang.clone(), lexicon, cues, events, region_words, variants, matcher, patterns })
    }

    /// Finds the names in a text, in order: whole words, the first and longest where several overlap.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Found<'_>> {
        self.sight(text).names
    }

    /// Finds names and cues in one pass over a text.
    pub(crate) fn sight(&self, text: &str) -> Sight<'_> {
        let mut sight = Sight::default();
        self.matcher.find(text, |pattern, range| {
            let Some(pattern) = self.patterns.get(pattern) else { return };
            for cue in &pattern.cues {
                if self.cues.stands(*cue, text, &range) {
                    sight.cues.insert(*cue);
                }
            }
            if let Some(form) = pattern.form.as_ref().filter(|_| is_whole(text, &range)) {
                push(&mut sight.names, form.found(range));
            }
        });
        for (range, word) in mended(text) {
            self.matcher.find(&word, |pattern, whole| {
                let form = self.patterns.get(pattern).and_then(|pattern| pattern.form.as_ref());
                if let Some(form) = form.filter(|_| whole.len() == word.len()) {
                    // Its beginning may be another name: `Сталин-` of `Сталинград`.
                    let from = sight.names.partition_point(|name| name.range.end <= range.start);
                    let to = sight.names.partition_point(|name| name.range.start < range.end);
                    sight.names.splice(from..to.max(from), [form.found(range.clone())]);
                }
            });
        }
        sight
    }

    /// Returns the name of a reading.
    #[must_use]
    pub fn name(&self, reading: &Reading) -> &'a Name {
        &self.places[reading.place].names[reading.name]
    }
}

/// Tells whether a name is a bare surname. The person is known by a name in English: what came and went with an English name that is
/// the person's surname is the surname as well.
fn is_surname(place: &Place, name: &Name) -> bool {
    let is_it = |other: &Name| {
        let Some(person) = other.named_after.as_deref() else { return false };
        let mut words = person.split_whitespace();
        // `Battle of Stalingrad` is no person.
        let is_person = words.clone().count() == 1 || words.all(|word| word.starts_with(char::is_uppercase));
        is_person && person.split_whitespace().next_back().is_some_and(|surname| lower(surname) == lower(&other.text))
    };
    !name.text.contains(' ') && place.names.iter().any(|other| other.period == name.period && is_it(other))
}

/// Tells whether a form in lower case is one of a surname of the lexicon, or of its adjective.
fn is_of_person(lexicon: &Lexicon, form: &str) -> bool {
    lexicon.persons.iter().any(|person| {
        let Some(ending) = form.strip_prefix(person.as_str()) else { return false };
        let adjective = ending.strip_prefix(&lexicon.person_adjective);
        ending.is_empty()
            || lexicon.person_endings.iter().any(|known| known == ending)
            || adjective.is_some_and(|rest| lexicon.adjective_endings.iter().any(|known| known == rest))
    })
}

/// Tells whether a text in a language may call a place as its own people officially do: *from Orașul Stalin*. It is of the same script, and
/// the language has no such name of its own.
fn is_borrowed(place: &Place, name: &Name, lang: &Lang, script: Option<Script>) -> bool {
    let is_known = |own: &Name| own.lang.primary() == lang.primary() && own.text == name.text;
    script == Some(Script::Latn)
        && name.kind == NameKind::Official
        && is_area(&place.class)
        && Script::of_text(&name.text) == Script::Latn
        && !place.names.iter().any(is_known)
}

/// Tells whether no letter or digit stands beside a range.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let joins = around::is_alphanumeric;
    !text[..range.start].chars().next_back().is_some_and(joins) && !text[range.end..].chars().next().is_some_and(joins)
}

/// Adds a name that begins where the last one does or later: of names that overlap the first stays, and the longest of those.
fn push<'a>(names: &mut Vec<Found<'a>>, new: Found<'a>) {
    if names.last().is_some_and(|last| last.range.start == new.range.start) {
        names.pop();
    }
    if names.last().is_none_or(|last| last.range.end <= new.range.start) {
        names.push(new);
    }
}

fn upper_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
