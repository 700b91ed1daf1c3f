//! Evidence: what the words around a form and the facts about the object say for and against the dossier's person.

use crate::{
    around::{Around, Token, any, victims},
    context::{Context, ObjectClass},
    fold::{Agreement, Folded, exact_word, look, plain, plain_word},
    language::{FormKind, sense},
    matcher::{Match, THRESHOLD},
    pattern::{Pattern, PatternWord, Patterns, Role},
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use thaw_core::{Dossier, Evidence, Script, candidate::Honours};

/// What is known of the dossiers beside their patterns.
#[derive(Debug)]
pub(crate) struct Judge {
    persons: Vec<Person>,
}

#[derive(Debug)]
struct Person {
    id: String,
    /// Given names and patronymics by plain stem.
    given: FxHashMap<String, Vec<PatternWord>>,
    /// Other words of the person's names: particles, second surnames.
    own_words: FxHashSet<String>,
    /// The orders in which initials may stand, letters merged with their look-alikes.
    initials: Vec<Vec<char>>,
    others: Vec<(FxHashSet<String>, Vec<Vec<char>>, String, String)>,
    other_ids: Vec<(String, String)>,
    lookalikes: Vec<LookAlikePhrase>,
    ids: Vec<String>,
    place_ids: Vec<String>,
    place_names: FxHashSet<String>,
    since: Option<thaw_core::Edtf>,
}

#[derive(Debug)]
struct LookAlikePhrase {
    words: Vec<String>,
    lower: bool,
    lang: Option<String>,
    reason: String,
}

/// A form found, before anything around it is weighed.
pub(crate) struct Reading<'m> {
    pub(crate) pattern: &'m Pattern,
    pub(crate) kind: FormKind,
    pub(crate) agreement: Agreement,
    pub(crate) span: Range<usize>,
    /// The surname is also a given name.
    pub(crate) also_given: bool,
    pub(crate) inflected: bool,
}

/// What the judge says.
pub(crate) struct Verdict {
    pub(crate) span: Range<usize>,
    pub(crate) kind: FormKind,
    pub(crate) honours: Honours,
    pub(crate) score: f32,
    pub(crate) evidence: Vec<Evidence>,
}

/// What the words beside a surname say about its bearer.
#[derive(Default)]
struct Company {
    own_given: bool,
    own_initials: bool,
    /// Somebody else's given name or initials.
    other: Option<String>,
    /// A word that may be somebody else's name.
    stranger: Option<String>,
    title: bool,
    royal: bool,
    saint: bool,
    honour: bool,
    /// How many words beside the name are written like names.
    capitals: usize,
    street: bool,
    place: bool,
    monument: bool,
    /// The bytes of the names that belong to the form.
    start: usize,
    end: usize,
}

impl Judge {
    pub(crate) fn new(dossiers: &[Dossier], patterns: &Patterns) -> Self {
        let mut persons: Vec<Person> = dossiers.iter().map(Person::of).collect();
        for pattern in &patterns.patterns {
            let Some(person) = persons.get_mut(pattern.dossier) else { continue };
            for word in &pattern.words {
                if pattern.role == Role::Given && word.n_letters > 1 {
                    let list = person.given.entry(plain_word(&word.exact)).or_default();
                    if !list
                        .iter()
                        .any(|known| known.exact == word.exact && std::sync::Arc::ptr_eq(&known.tails, &word.tails))
                    {
                        list.push(word.clone());
                    }
                } else if matches!(pattern.role, Role::Surname | Role::Full | Role::Known) {
                    person.own_words.insert(plain_word(&word.exact));
                }
            }
        }
        Self { persons }
    }

    pub(crate) fn id(&self, dossier: usize) -> &str {
        self.persons.get(dossier).map_or("", |person| &person.id)
    }

    pub(crate) fn judge(&self, text: &str, reading: &Reading<'_>, around: &Around, context: &Context<'_>) -> Verdict {
        let Some(person) = self.persons.get(reading.pattern.dossier) else {
            let (span, kind) = (reading.span.clone(), reading.kind);
            return Verdict { span, kind, honours: Honours::Unknown, score: 0.0, evidence: Vec::new() };
        };
        let is_name_of_person = matches!(reading.pattern.role, Role::Surname | Role::Full | Role::Known);
        let company = if is_name_of_person {
            person.company(text, reading, around, context)
        } else {
            Company { start: reading.span.start, end: reading.span.end, ..Company::default() }
        };
        let mut weigher = Weigher::default();
        let mut kind = reading.kind;
        let mut honours = Honours::Person;
        if kind == FormKind::Surname && company.own_given {
            kind = FormKind::FullName;
        } else if kind == FormKind::Surname && company.own_initials {
            kind = FormKind::InitialsSurname;
        }
        let named_by_full = company.own_given || company.own_initials;
        let street = company.street || around_is(around, sense::STREET);
        let place = company.place || around_is(around, sense::PLACE);
        let in_name = context.class.is_name() || street || company.honour || company.monument;
        let lower = text[reading.span.clone()].chars().next().is_some_and(char::is_lowercase);
        let victims = victims(around);
        // A village may be called Сталинка or Сталинец.
        let village = matches!(context.class, ObjectClass::Settlement | ObjectClass::Station);
        if kind == FormKind::CommonNoun && village && !lower && around.left.is_empty() && around.right.is_empty() {
            kind = FormKind::PlaceFormation;
            weigher.add("settlement", -0.15, "a common noun, but here the name of a settlement".to_owned());
        }
        let known = reading.pattern.role == Role::Known;
        let street_made = matches!(kind, FormKind::StreetFormation | FormKind::Compound);
        if known {
            weigher.known(reading.pattern.common, &company, street || street_made);
        } else {
            // A surname that is also a word needs something beside it that speaks of a name.
            let alone = around.left.is_empty() && around.right.is_empty();
            let spoken = street || company.title || company.honour || company.monument || place || alone;
            let common = (reading.pattern.common || reading.also_given) && !named_by_full;
            let bare = common && matches!(kind, FormKind::Surname);
            let in_name = if bare && context.class.is_name() { spoken } else { in_name || bare && company.title };
            weigher.base(kind, common, in_name);
            if bare && !in_name && !lower && !company.street && !company.place && company.capitals == 0 {
                weigher.add("capital", 0.16, "written like a name, with no other name beside it".to_owned());
            }
        }

        if reading.agreement == Agreement::MarksDropped {
            weigher.add("marks-dropped", -0.05, "the text leaves out marks of the form".to_owned());
        } else if reading.agreement == Agreement::MixedScript {
            weigher.add(
                "mixed-script",
                -0.05,
                "mixed script: some letters only look like those of the form".to_owned(),
            );
        }
        if reading.agreement == Agreement::MarksAdded && !named_by_full && reading.pattern.words.len() < 2 {
            honours = Honours::Nobody;
            weigher.add("marks-added", -0.6, "the text has marks that the form has not".to_owned());
        }
        if company.own_given {
            weigher.add("given-name", 0.1, "with the person's given name".to_owned());
        } else if company.own_initials {
            weigher.add("initials", 0.1, "with the person's initials".to_owned());
        }
        if company.title && !reading.pattern.common && !known {
            weigher.add("title", 0.05, "after a title".to_owned());
        }
        if company.honour {
            weigher.add("named-after", 0.1, "after words that mean `named after`".to_owned());
        }
        if street && kind != FormKind::StreetFormation && !known {
            weigher.add("street-word", 0.1, "with a word for a street".to_owned());
        }
        if kind == FormKind::CommonNoun && !(victims && context.class.is_name()) {
            honours = Honours::Nobody;
            weigher.add("common-noun", -0.7, "a common noun made of the name".to_owned());
        }
        if kind == FormKind::PlaceFormation {
            let battle = any(around, sense::BATTLE);
            let other_thing =
                context.class.is_named_after_places() || (street && context.class != ObjectClass::Settlement);
            if battle || other_thing {
                honours = Honours::Indirect;
                let why =
                    if battle { "a battle at a place of that name" } else { "named after a place that bore the name" };
                weigher.add("named-after-place", -0.1, why.to_owned());
            }
        }
        let proper = matches!(kind, FormKind::Surname | FormKind::GivenName | FormKind::Alias);
        if lower && proper && context.class == ObjectClass::Text {
            let weight = if reading.pattern.common { -0.4 } else { -0.1 };
            weigher.add("lower-case", weight, "written like a common word".to_owned());
        }
        if let Some(other) = &company.other {
            if !named_by_full {
                honours = Honours::OtherPerson;
                weigher.add("other-bearer", -0.7, format!("another bearer of the name: {other}"));
            }
        } else if !known && !named_by_full && (company.saint || company.royal && reading.also_given) {
            honours = Honours::OtherPerson;
            weigher.add("saint-or-ruler", -0.5, "with a title of saints or rulers, whose given name it is".to_owned());
        } else if let Some(stranger) = &company.stranger {
            if !named_by_full
                && matches!(
                    kind,
                    FormKind::Surname | FormKind::GivenName | FormKind::StreetFormation | FormKind::Possessive
                )
            {
                honours = Honours::OtherPerson;
                weigher.add("unknown-name", -0.5, format!("beside a name that is not the person's: `{stranger}`"));
            }
        }
        if context.class == ObjectClass::Person && !named_by_full && kind != FormKind::FullName {
            honours = Honours::OtherPerson;
            weigher.add("person", -0.5, "the object is a person, who may bear the same surname".to_owned());
        }
        if context.class == ObjectClass::Shop {
            weigher.add("shop", -0.15, "a shop is more often called after its owner".to_owned());
        }
        if let Some(reason) = person.look_alike(text, reading, around, context) {
            honours = Honours::Nobody;
            weigher.add("look-alike", -0.9, reason.to_owned());
        }
        if victims {
            honours = Honours::Victims;
            weigher.add("victims", 0.0, "in memory of the victims".to_owned());
        }
        if let Some(lang) = context.lang {
            let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
            if primary(lang) != primary(&reading.pattern.tag) {
                weigher.add("other-language", -0.05, format!("a form of another language than the text's, `{lang}`"));
                if reading.inflected && kind == FormKind::Surname && reading.pattern.scheme.is_none() {
                    weigher.add("foreign-ending", -0.15, "with an ending of that other language".to_owned());
                }
            }
        }
        person.external(context, &mut weigher, &mut honours);
        person.dates(context, &mut weigher, &mut honours);
        let _ = (place, reading.inflected);
        let (score, evidence) = weigher.done();
        Verdict { span: company.start..company.end, kind, honours, score, evidence }
    }

    /// Lets matches of several dossiers at one place, or of one at overlapping places, agree.
    pub(crate) fn settle(&self, matches: &mut Vec<Match>) {
        let whole = |m: &Match| matches!(m.kind, FormKind::FullName | FormKind::InitialsSurname) && m.is_found();
        let named: Vec<(usize, Range<usize>)> =
            matches.iter().filter(|m| whole(m)).map(|m| (m.dossier, m.span.clone())).collect();
        for found in matches.iter_mut().filter(|m| m.kind != FormKind::FullName) {
            let rival = named.iter().find(|(dossier, span)| *dossier != found.dossier && overlap(span, &found.span));
            if let Some((rival, _)) = rival {
                found.honours = Honours::OtherPerson;
                let text = format!("the full name of {}", self.id(*rival));
                found.evidence.push(Evidence { rule: "full-name-of-another".to_owned(), weight: -0.7, text });
                found.score = (found.score - 0.7).max(0.0);
            }
        }
        // One dossier: the longer and better match stays.
        let mut order: Vec<usize> = (0..matches.len()).collect();
        order.sort_by(|a, b| {
            let (a, b) = (&matches[*a], &matches[*b]);
            b.span.len().cmp(&a.span.len()).then(b.score.total_cmp(&a.score)).then(a.span.start.cmp(&b.span.start))
        });
        let mut kept: Vec<(usize, Range<usize>)> = Vec::new();
        let mut keep = vec![false; matches.len()];
        for idx in order {
            let found = &matches[idx];
            if !kept.iter().any(|(dossier, span)| *dossier == found.dossier && overlap(span, &found.span)) {
                kept.push((found.dossier, found.span.clone()));
                keep[idx] = true;
            }
        }
        let mut idx = 0;
        matches.retain(|_| {
            idx += 1;
            keep[idx - 1]
        });
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Tells whether a word next to the form has the sense: the nearest on either side, particles aside.
fn around_is(around: &Around, bits: u16) -> bool {
    let near = |words: &[Token]| words.iter().take(4).any(|word| word.is(bits) && !word.comma);
    near(&around.left) || near(&around.right[..around.right.len().min(2)])
}

impl Person {
    fn of(dossier: &Dossier) -> Self {
        let mut initials: Vec<Vec<char>> = Vec::new();
        let mut put = |letters: Vec<char>| {
            if !letters.is_empty() && !initials.contains(&letters) {
                initials.push(letters);
            }
        };
        for names in dossier.names.values() {
            let patronymics: Vec<Option<&String>> = names.patronymic.iter().map(Some).chain([None]).collect();
            for given in &names.given {
                for patronymic in &patronymics {
                    put(first_letters(&format!("{given} {}", patronymic.map_or("", String::as_str))));
                }
            }
            // Several given names in order, as of `Louis Dieudonné Eugène`.
            put(names.given.iter().flat_map(|given| first_letters(given)).collect());
            for written in &names.initials {
                put(first_letters(written));
            }
        }
        let others = dossier.others.iter().map(|other| {
            let whole: FxHashSet<String> =
                other.given.iter().map(|given| plain_word(given)).filter(|word| word.chars().count() > 1).collect();
            let letters = other.given.iter().map(|given| first_letters(given)).collect();
            (whole, letters, other.name.clone(), other.reason.clone())
        });
        let lookalikes = dossier.lookalikes.iter().map(|look_alike| LookAlikePhrase {
            words: crate::pattern::split_words(&look_alike.text).map(exact_word).collect(),
            lower: look_alike.text.chars().next().is_some_and(char::is_lowercase),
            lang: look_alike.lang.clone(),
            reason: look_alike.reason.clone(),
        });
        Self {
            id: dossier.id.clone(),
            given: FxHashMap::default(),
            own_words: FxHashSet::default(),
            initials,
            others: others.collect(),
            other_ids: dossier
                .others
                .iter()
                .flat_map(|o| o.wikidata.iter().map(|id| (id.clone(), o.name.clone())))
                .collect(),
            lookalikes: lookalikes.collect(),
            ids: dossier.external.get("wikidata").cloned().into_iter().collect(),
            place_ids: dossier.places.iter().flat_map(|place| place.wikidata.clone()).collect(),
            place_names: dossier
                .places
                .iter()
                .flat_map(|place| place.name.values())
                .map(|name| exact_word(name))
                .collect(),
            since: dossier.named_since.clone().or_else(|| dossier.born.clone()),
        }
    }

    /// Tells whether a word is one of the given names, inflected or not.
    fn is_given(&self, token: &str) -> bool {
        let exact = exact_word(token);
        let letters = plain_word(&exact);
        letters.char_indices().map(|(at, c)| at + c.len_utf8()).rev().any(|end| {
            self.given.get(&letters[..end]).into_iter().flatten().any(|word| crate::matcher::fits_word(&exact, word))
        })
    }

    fn company(&self, text: &str, reading: &Reading<'_>, around: &Around, context: &Context<'_>) -> Company {
        let mut company = Company { start: reading.span.start, end: reading.span.end, ..Company::default() };
        let is_name = context.class.is_name();
        let street_form = matches!(reading.kind, FormKind::StreetFormation | FormKind::Compound);
        let personal =
            matches!(reading.kind, FormKind::Surname | FormKind::FullName | FormKind::GivenName | FormKind::Possessive)
                || street_form;
        let mut initials: Vec<char> = Vec::new();
        let mut initials_start = reading.span.start;
        let mut before_particle = true;
        for (idx, token) in around.left.iter().enumerate() {
            if token.comma || token.is(sense::AND) && !token.initial {
                break;
            }
            let word = &text[token.start..token.end];
            if token.initial && personal {
                initials.extend(first_letters(word));
                initials_start = token.start;
                continue;
            }
            if personal && self.is_given(word) {
                company.own_given = true;
                company.start = token.start;
                continue;
            }
            // `Tunnel Reyers-Montgomery`: two names joined, with nothing before them but a word for a thing.
            let pair = token.joined && token.capital && !token.is(sense::GIVEN) && !reading.also_given;
            let before = around.left.get(idx + 1);
            if is_name && personal && pair && before.is_some_and(|word| word.is(sense::STREET)) {
                continue;
            }
            if token.joined && personal && self.own_words.contains(&token.plain) {
                continue;
            }
            let known = token.is(sense::STREET
                | sense::PLACE
                | sense::MONUMENT
                | sense::HONOUR
                | sense::TITLE
                | sense::PARTICLE);
            if personal
                && token.is(sense::GIVEN)
                && token.capital
                && !company.own_given
                && (!known || !token.is(sense::STREET))
                && before_particle
                || self.is_other(&token.plain)
            {
                company.other = Some(word.to_owned());
                break;
            }
            company.street |= token.is(sense::STREET);
            company.place |= token.is(sense::PLACE);
            company.monument |= token.is(sense::MONUMENT);
            company.honour |= token.is(sense::HONOUR);
            company.title |= token.is(sense::TITLE);
            company.royal |= token.is(sense::ROYAL);
            company.saint |= token.is(sense::SAINT) && idx == 0;
            if known {
                before_particle &= !token.is(sense::STREET | sense::PLACE | sense::MONUMENT | sense::HONOUR);
                continue;
            }
            if self.own_words.contains(&token.plain) {
                continue;
            }
            company.capitals += usize::from(token.capital && (idx == 0 || before_particle));
            // An unknown word with a capital between the word for the street and the surname is somebody's given name.
            let first = idx + 1 == around.left.len();
            let street_follows = street_form || around.right.first().is_some_and(|next| next.is(sense::STREET));
            let latin_like = token.capital && Script::of_text(word) == Script::of_text(&text[reading.span.clone()]);
            if is_name && personal && latin_like && before_particle && (token.joined || !first || street_follows) {
                company.stranger = Some(word.to_owned());
            }
            break;
        }
        let known = reading.pattern.role == Role::Known;
        let bare = matches!(reading.kind, FormKind::Surname | FormKind::GivenName);
        let given_name = bare && (known || is_name && (reading.also_given || reading.pattern.common));
        let next =
            around.right.first().filter(|next| next.capital && !next.comma && !self.own_words.contains(&next.plain));
        company.capitals += usize::from(next.is_some());
        let mut right_initials: Vec<char> = Vec::new();
        let mut right_end = reading.span.end;
        if personal {
            for (idx, token) in around.right.iter().take(3).enumerate() {
                let word = &text[token.start..token.end];
                let pair = idx == 0 && token.joined && token.capital && !token.is(sense::GIVEN) && !reading.also_given;
                if is_name && pair && around.left.first().is_some_and(|word| word.is(sense::STREET)) {
                    break;
                }
                if token.initial && right_initials.len() < 3 {
                    right_initials.extend(first_letters(word));
                    right_end = token.end;
                    continue;
                }
                if token.is(sense::AND) && !token.initial {
                    break;
                }
                if given_name && !token.comma && !token.joined && self.goes_on(token, &around.right, text) {
                    company.stranger.get_or_insert_with(|| word.to_owned());
                    break;
                }
                if self.is_given(word) {
                    company.own_given = true;
                    company.end = token.end;
                    continue;
                }
                company.street |= token.is(sense::STREET);
                company.place |= token.is(sense::PLACE);
                if token.comma
                    || token.is(sense::STREET
                        | sense::PLACE
                        | sense::PARTICLE
                        | sense::MONUMENT
                        | sense::TITLE
                        | sense::HONOUR)
                {
                    break;
                }
                if self.is_other(&token.plain) {
                    company.other.get_or_insert_with(|| word.to_owned());
                } else if token.capital && !street_form && !company.own_given && !self.own_words.contains(&token.plain)
                {
                    if token.is(sense::GIVEN) && !is_name {
                        // In running text the next person of a list.
                    } else if is_name && (token.joined || token.is(sense::GIVEN)) {
                        company.stranger.get_or_insert_with(|| word.to_owned());
                    }
                }
                break;
            }
        }
        for (mut letters, start, end, reverse) in
            [(initials, initials_start, reading.span.end, true), (right_initials, reading.span.start, right_end, false)]
        {
            if letters.is_empty() || company.own_given {
                continue;
            }
            if reverse {
                letters.reverse();
            }
            // Right of a surname a lone capital letter is often something else.
            let own = self.initials.iter().any(|known| is_subsequence(&letters, known));
            if own && (reverse || letters.len() > 1) {
                company.own_initials = true;
                company.start = company.start.min(start);
                company.end = company.end.max(end);
            } else if !own && (reverse || letters.len() > 1) && !self.initials.is_empty() && company.other.is_none() {
                let written: String = letters.iter().collect();
                let named = self.others.iter().find(|(_, initials, _, _)| initials.contains(&letters));
                company.other =
                    Some(named.map_or(format!("initials `{}`", written.to_uppercase()), |(_, _, name, reason)| {
                        format!("{name} ({reason})")
                    }));
            }
        }
        company
    }

    const THING: u16 = sense::STREET | sense::PLACE | sense::MONUMENT | sense::TITLE | sense::HONOUR;

    /// Tells whether a word right of a given name is the family's name, a number, or leads to one.
    fn goes_on(&self, token: &Token, right: &[Token], text: &str) -> bool {
        let own = |token: &Token| self.own_words.contains(&token.plain) || self.is_given(&text[token.start..token.end]);
        let family = |token: &Token| token.capital && !token.is(Self::THING) && !own(token);
        if token.is(sense::PARTICLE) {
            return right.get(1).is_some_and(|next| !next.comma && family(next));
        }
        family(token)
    }

    fn is_other(&self, plain: &str) -> bool {
        self.others.iter().any(|(given, ..)| given.contains(plain))
    }

    fn look_alike(&self, text: &str, reading: &Reading<'_>, around: &Around, context: &Context<'_>) -> Option<&str> {
        if self.lookalikes.is_empty() {
            return None;
        }
        let span = reading.span.clone();
        let mut start = span.start;
        let mut end = span.end;
        for token in around.left.iter().take(3) {
            start = token.start;
        }
        for token in around.right.iter().take(3) {
            end = token.end;
        }
        let words: Vec<(usize, String)> = crate::pattern::split_words(&text[start..end])
            .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, exact_word(word)))
            .collect();
        // At the start of a name or sentence a capital tells nothing.
        let lower = around.left.is_empty() || text[span.clone()].chars().next().is_some_and(char::is_lowercase);
        self.lookalikes.iter().find_map(|phrase| {
            let spoken = phrase
                .lang
                .as_deref()
                .is_none_or(|lang| context.lang.is_none_or(|known| known.split('-').next() == Some(lang)));
            let hit = spoken
                && (lower || !phrase.lower || phrase.words.len() > 1)
                && words.windows(phrase.words.len().max(1)).any(|window| {
                    let covers = window.iter().any(|(at, word)| *at < span.end && at + word.len() > span.start);
                    let same =
                        |word: &str, wanted: &str| word == wanted || phrase.words.len() > 1 && inflected(word, wanted);
                    covers && window.iter().zip(&phrase.words).all(|((_, word), wanted)| same(word, wanted))
                });
            hit.then_some(phrase.reason.as_str())
        })
    }

    /// Weighs what the data itself says about who is honoured.
    fn external(&self, context: &Context<'_>, weigher: &mut Weigher, honours: &mut Honours) {
        for id in &context.wikidata {
            if self.ids.iter().any(|own| own == id) {
                *honours = Honours::Person;
                weigher.add("etymology-id", 0.5, format!("the data names {id} as the person honoured"));
            } else if self.place_ids.iter().any(|place| place == id) {
                *honours = Honours::Indirect;
                weigher.add("etymology-place", 0.3, format!("the data names {id}, a place or battle of that name"));
            } else if let Some((_, other)) = self.other_ids.iter().find(|(other, _)| other == id) {
                *honours = Honours::OtherPerson;
                weigher.add("etymology-other", -0.9, format!("the data names {id}, {other}"));
            } else if !self.ids.is_empty() && *honours != Honours::Victims {
                *honours = Honours::OtherPerson;
                weigher.add("etymology-other", -0.6, format!("the data names {id}, which is not the dossier's"));
            }
        }
        if let Some(etymology) = context.etymology.filter(|_| context.wikidata.is_empty()) {
            let words: Vec<String> = crate::pattern::split_words(etymology).map(plain_word).collect();
            if words.iter().any(|word| self.place_names.contains(word)) {
                *honours = Honours::Indirect;
                weigher.add("etymology-place", 0.1, format!("the data says `{etymology}`"));
            } else if words.iter().any(|word| self.own_words.contains(word)) {
                weigher.add("etymology-text", 0.3, format!("the data says `{etymology}`"));
            }
        }
    }

    fn dates(&self, context: &Context<'_>, weigher: &mut Weigher, honours: &mut Honours) {
        let (Some(named), Some(since)) = (&context.named, &self.since) else { return };
        if named.is_before(since) == thaw_core::Answer::Yes {
            *honours = Honours::Nobody;
            weigher.add("named-before", -0.9, "named before the person could be honoured".to_owned());
        }
    }
}

/// Tells whether two words differ in their ends only: `коктейлем`, `коктейль`.
fn inflected(word: &str, wanted: &str) -> bool {
    let same = word.chars().zip(wanted.chars()).take_while(|(a, b)| a == b).count();
    let (n_word, n_wanted) = (word.chars().count(), wanted.chars().count());
    same >= 4 && same + 2 >= n_wanted && n_word <= same + 3
}

/// Returns the first letter of each word, look-alikes merged.
fn first_letters(text: &str) -> Vec<char> {
    crate::pattern::split_words(text)
        .filter_map(|word| word.chars().next())
        .filter_map(|c| match plain(c) {
            Folded::One(one) | Folded::Two(one, _) => Some(look(one)),
            Folded::Nothing => None,
        })
        .collect()
}

/// Tells whether the letters stand in this order in `known`; initials may be left out, the first not.
fn is_subsequence(letters: &[char], known: &[char]) -> bool {
    let mut rest = known.iter();
    letters.iter().all(|letter| rest.any(|own| own == letter)) && letters.first() == known.first()
        || letters.len() == 1 && known.contains(&letters[0])
}

#[derive(Default)]
struct Weigher {
    score: f32,
    evidence: Vec<Evidence>,
}

impl Weigher {
    fn base(&mut self, kind: FormKind, common: bool, in_name: bool) {
        let score = match kind {
            FormKind::FullName => 0.9,
            FormKind::InitialsSurname => 0.85,
            FormKind::Surname | FormKind::Possessive if common && !in_name => THRESHOLD - 0.15,
            FormKind::Surname | FormKind::Possessive if common => THRESHOLD + 0.02,
            FormKind::Surname | FormKind::Possessive | FormKind::Listed => 0.75,
            FormKind::Alias | FormKind::PlaceFormation => 0.75,
            FormKind::StreetFormation | FormKind::Compound => 0.8,
            FormKind::Adjective => 0.65,
            FormKind::Epithet => 0.7,
            FormKind::Title if in_name => 0.6,
            FormKind::Title => 0.3,
            FormKind::GivenName => 0.5,
            FormKind::CommonNoun => 0.75,
        };
        self.add("form", score, kind.words().to_owned());
    }

    /// A ruler's or saint's given name alone: with a title or a street's word it is the person, with a number it is one of many.
    fn known(&mut self, numbered: bool, company: &Company, street: bool) {
        self.add("form", if numbered { 0.35 } else { 0.45 }, "a given name by which the person is known".to_owned());
        if company.royal || company.saint {
            self.add("royal-title", 0.2, "with a title of rulers or saints".to_owned());
        }
        if street {
            self.add("street-word", 0.1, "with a word for a street".to_owned());
        }
    }

    fn add(&mut self, rule: &str, weight: f32, text: String) {
        self.score += weight;
        self.evidence.push(Evidence { rule: rule.to_owned(), weight, text });
    }

    fn done(self) -> (f32, Vec<Evidence>) {
        ((self.score.clamp(0.0, 1.0) * 1000.0).round() / 1000.0, self.evidence)
    }
}
