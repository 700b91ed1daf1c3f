//! Forms: every written shape that a dossier's names yield.

use crate::{
    language::{FormKind, Language, Languages},
    pattern::{Pattern, Patterns, Role},
    tails::Tail,
};
use std::collections::BTreeSet;
use thaw_core::{Dossier, Lang, Script};

/// One written shape of a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Form {
    /// Its language; with `-Latn` for a romanization.
    pub lang: Lang,
    /// The form as it is written.
    pub text: String,
    /// What it is.
    pub kind: FormKind,
    /// Its script.
    pub script: Script,
    /// Which rule yields it, in words.
    pub derivation: String,
}

/// All forms of a dossier.
#[derive(Debug)]
pub struct Forms;

impl Forms {
    /// Returns every form of a dossier, sorted by language and text, each text once in a language.
    ///
    /// Names of several words are inflected in all their words at once, case by case.
    #[must_use]
    pub fn of(dossier: &Dossier, languages: &Languages) -> Vec<Form> {
        let patterns = Patterns::of(std::iter::once(dossier), languages);
        let mut forms = BTreeSet::new();
        for pattern in &patterns.patterns {
            if pattern.role != Role::Given {
                let name = &patterns.languages[pattern.language].name;
                alone(pattern, name, &mut forms);
            }
        }
        for surname in patterns.patterns.iter().filter(|pattern| pattern.role == Role::Surname) {
            let given = patterns.patterns.iter().filter(|given| {
                given.role == Role::Given && given.tag == surname.tag && given.scheme == surname.scheme
            });
            for given in given {
                with_given(given, surname, &patterns.languages[surname.language], &mut forms);
            }
            let initials = dossier.names.get(&surname.tag).into_iter().flat_map(|names| &names.initials);
            for initials in initials {
                let name = &patterns.languages[surname.language].name;
                for tail in inflections(surname) {
                    let text = format!("{initials} {}", written(surname, tail));
                    put(
                        surname,
                        text,
                        FormKind::InitialsSurname,
                        format!("{name} initials and {}", say(surname, tail)),
                        &mut forms,
                    );
                }
            }
        }
        let mut forms: Vec<Form> = forms.into_iter().collect();
        forms.dedup_by(|b, a| a.lang == b.lang && a.text == b.text);
        forms
    }
}

/// Adds the forms of a pattern by itself.
fn alone(pattern: &Pattern, language: &str, forms: &mut BTreeSet<Form>) {
    let kind = match pattern.role {
        Role::Full => FormKind::FullName,
        Role::Surname | Role::Given => FormKind::Surname,
        Role::Known => FormKind::GivenName,
        Role::Alias => FormKind::Alias,
        Role::Epithet => FormKind::Epithet,
        Role::Title => FormKind::Title,
        Role::Listed => FormKind::Listed,
    };
    let Some(last) = pattern.words.last() else { return };
    for tail in last.tails.iter() {
        // A phrase is inflected, but nothing is made of it.
        if pattern.words.len() > 1 && tail.kind.is_some() && pattern.role != Role::Surname {
            continue;
        }
        let text = written(pattern, tail);
        put(pattern, text, tail.kind.unwrap_or(kind), format!("{language} {}", say(pattern, tail)), forms);
    }
}

/// Adds given name and surname, in the same case where the language has them agree.
fn with_given(given: &Pattern, surname: &Pattern, language: &Language, forms: &mut BTreeSet<Form>) {
    let Some(first) = given.words.last() else { return };
    let Some(last) = surname.words.last() else { return };
    for tail in inflections(surname) {
        let case = last.tails.case(tail);
        let inflected = first.tails.iter().filter(|own| own.kind.is_none() && first.tails.case(own) == case);
        for own in inflected
            .filter(|_| language.names_agree)
            .chain(first.tails.iter().take(usize::from(!language.names_agree)))
        {
            let text = format!("{} {}", written(given, own), written(surname, tail));
            put(
                surname,
                text,
                FormKind::FullName,
                format!("{} given name and {}", language.name, say(surname, tail)),
                forms,
            );
        }
    }
}

fn inflections(pattern: &Pattern) -> impl Iterator<Item = &Tail> {
    pattern.words.last().into_iter().flat_map(|word| word.tails.iter()).filter(|tail| tail.kind.is_none())
}

/// Writes a pattern with a tail on its last word, the other words in their dictionary form.
fn written(pattern: &Pattern, tail: &Tail) -> String {
    let n_words = pattern.words.len();
    let mut text = String::new();
    for (idx, word) in pattern.words.iter().enumerate() {
        if idx > 0 {
            text.push(word.joint);
        }
        text.push_str(&word.stem);
        if idx + 1 == n_words {
            text.push_str(&tail.exact);
        } else if let Some(first) = word.tails.iter().next() {
            text.push_str(&first.exact);
        }
    }
    text
}

fn say(pattern: &Pattern, tail: &Tail) -> String {
    let said = pattern.words.last().map_or_else(String::new, |word| word.tails.say(tail));
    match &pattern.scheme {
        Some(scheme) => format!("{said}, romanized by {scheme}"),
        None => said,
    }
}

fn put(pattern: &Pattern, text: String, kind: FormKind, derivation: String, forms: &mut BTreeSet<Form>) {
    let lang = Lang::parse(&pattern.tag).unwrap_or_else(Lang::undetermined);
    let script = Script::of_text(&text);
    forms.insert(Form { lang, text, kind, script, derivation });
}
