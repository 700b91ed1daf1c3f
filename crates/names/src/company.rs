//! Company: whose name the words beside a surname make it.

use crate::{
    around::{Around, Token},
    context::Context,
    judge::Reading,
    language::{FormKind, sense},
    pattern::Role,
    person::{Person, first_letters},
};
use thaw_core::Script;

/// What the words beside a surname say about its bearer.
#[derive(Default)]
pub(crate) struct Company {
    pub(crate) own_given: bool,
    pub(crate) own_initials: bool,
    /// Somebody else's given name or initials.
    pub(crate) other: Option<String>,
    /// A word that may be somebody else's name.
    pub(crate) stranger: Option<String>,
    pub(crate) title: bool,
    pub(crate) royal: bool,
    pub(crate) saint: bool,
    pub(crate) honour: bool,
    /// How many words beside the name are written like names.
    pub(crate) capitals: usize,
    pub(crate) street: bool,
    pub(crate) place: bool,
    pub(crate) monument: bool,
    /// The bytes of the names that belong to the form.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Person {
    /// Reads the words on both sides of a form.
    pub(crate) fn company(&self, text: &str, reading: &Reading<'_>, around: &Around, context: &Context<'_>) -> Company {
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
            // `A Stalin era`, `В Сталине`: a lone letter that begins a sentence is a word of it.
            let begins = idx + 1 == around.left.len() && initials.is_empty();
            if token.initial && personal && !is_name && !token.stop && begins {
                break;
            }
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
                let named = self.others.iter().find(|other| other.initials.contains(&letters));
                company.other = Some(named.map_or_else(
                    || format!("initials `{}`", written.to_uppercase()),
                    |other| format!("{} ({})", other.name, other.reason),
                ));
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
}

/// Tells whether the letters stand in this order in `known`; initials may be left out, the first not.
fn is_subsequence(letters: &[char], known: &[char]) -> bool {
    let mut rest = known.iter();
    letters.iter().all(|letter| rest.any(|own| own == letter)) && letters.first() == known.first()
        || letters.len() == 1 && known.contains(&letters[0])
}
