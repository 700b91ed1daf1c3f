//! Evidence: what the words around a form and the facts about the object say for and against the dossier's person.

use crate::{
    around::{Around, Token, any, victims},
    company::Company,
    context::{Context, ObjectClass},
    fold::{Agreement, plain_word},
    language::{FormKind, sense},
    matcher::{Match, THRESHOLD},
    pattern::{Pattern, Patterns, Role},
    person::Person,
};
use std::ops::Range;
use thaw_core::{Dossier, Evidence, candidate::Honours};

/// What is known of the dossiers beside their patterns.
#[derive(Debug)]
pub(crate) struct Judge {
    persons: Vec<Person>,
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

impl Judge {
    pub(crate) fn new(dossiers: &[Dossier], patterns: &Patterns) -> Self {
        let mut persons: Vec<Person> = dossiers.iter().map(Person::of).collect();
        for pattern in &patterns.patterns {
            let Some(person) = persons.get_mut(pattern.dossier) else { continue };
            for word in &pattern.words {
                if pattern.role == Role::Given && (word.n_letters > 1 || pattern.words.len() > 1) {
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
        } else if let Some(stranger) = company.stranger.as_ref().filter(|_| !named_by_full && is_name_alone(kind)) {
            honours = Honours::OtherPerson;
            weigher.add("unknown-name", -0.5, format!("beside a name that is not the person's: `{stranger}`"));
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

/// Tells whether the form is a surname or given name by itself, which others bear too.
fn is_name_alone(kind: FormKind) -> bool {
    matches!(kind, FormKind::Surname | FormKind::GivenName | FormKind::StreetFormation | FormKind::Possessive)
}

/// Tells whether a word next to the form has the sense: the nearest on either side, particles aside.
fn around_is(around: &Around, bits: u16) -> bool {
    let near = |words: &[Token]| words.iter().take(4).any(|word| word.is(bits) && !word.comma);
    near(&around.left) || near(&around.right[..around.right.len().min(2)])
}

/// The score while it grows, with its reasons.
#[derive(Default)]
pub(crate) struct Weigher {
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

    pub(crate) fn add(&mut self, rule: &str, weight: f32, text: String) {
        self.score += weight;
        self.evidence.push(Evidence { rule: rule.to_owned(), weight, text });
    }

    fn done(self) -> (f32, Vec<Evidence>) {
        ((self.score.clamp(0.0, 1.0) * 1000.0).round() / 1000.0, self.evidence)
    }
}
