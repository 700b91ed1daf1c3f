//! Subjects and acts in a reader's language: titles, sentences, and what must be said when a language is missing.

use crate::{
    messages::{Language, Messages},
    model::{Model, Recorded},
};
use fluent_bundle::FluentValue;
use std::collections::BTreeMap;
use thaw_core::{Act, ActKind, Fact, Name, NameKind, Subject, SubjectId};

/// A text with the language that it is in, which may be another than the reader asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The text.
    pub text: String,
    /// Its language tag.
    pub lang: String,
}

impl Said {
    fn new(text: &str, lang: &str) -> Self {
        Self { text: text.to_owned(), lang: lang.to_owned() }
    }
}

/// Chooses the text of a map by language: the reader's, then English, then the first.
#[must_use]
pub fn choose(texts: &BTreeMap<String, String>, language: Language) -> Option<Said> {
    let (lang, text) =
        texts.get_key_value(language.code()).or_else(|| texts.get_key_value("en")).or_else(|| texts.iter().next())?;
    Some(Said::new(text, lang))
}

/// Returns what a subject is called today: its last name in the reader's language, else its title, else its own last name.
#[must_use]
pub fn title(model: &Model, subject: &Subject, language: Language) -> Said {
    let names = &model.life(&subject.id).names;
    // A name used beside the official one (on some days of the year) is no title while there is another.
    let official = names.iter().rev().filter(|held| held.what.kind != NameKind::Colloquial);
    let beside = names.iter().rev().filter(|held| held.what.kind == NameKind::Colloquial);
    let by_rank: Vec<&Name> = official.chain(beside).map(|held| &held.what).collect();
    let last = |wanted: &dyn Fn(&Name) -> bool| by_rank.iter().copied().find(|name| wanted(name));
    if let Some(name) = last(&|name| name.lang.primary() == language.code()) {
        return Said::new(&name.text, name.lang.as_str());
    }
    if let Some(text) = subject.title.get(language.code()) {
        return Said::new(text, language.code());
    }
    if let Some(name) = last(&|name| name.lang.primary() == "en") {
        return Said::new(&name.text, name.lang.as_str());
    }
    if let Some(said) = choose(&subject.title, language) {
        return said;
    }
    if let Some(name) = last(&|name| name.kind != NameKind::Exonym).or_else(|| last(&|_| true)) {
        return Said::new(&name.text, name.lang.as_str());
    }
    Said::new(&subject.id.0, "und")
}

/// Returns the title of a subject by its id; the id itself for a subject that the record does not have.
#[must_use]
pub fn title_of(model: &Model, id: &SubjectId, language: Language) -> Said {
    model.subjects.get(id).map_or_else(|| Said::new(&id.0, "und"), |subject| title(model, subject, language))
}

/// Returns the name that an act gave, in the reader's language or the nearest there is.
#[must_use]
pub fn given_name(act: &Act, language: Language) -> Option<&Name> {
    let names = || act.facts.iter().filter_map(|fact| if let Fact::Name(name) = fact { Some(name) } else { None });
    names()
        .find(|name| name.lang.primary() == language.code())
        .or_else(|| names().find(|name| name.lang.primary() == "en"))
        .or_else(|| names().next())
}

/// Says in one sentence what an act did.
#[must_use]
pub fn act(model: &Model, messages: &Messages, recorded: &Recorded, language: Language) -> Said {
    let act = &recorded.act;
    if let Some(text) = act.text.get(language.code()) {
        return Said::new(text, language.code());
    }
    let what = title_of(model, &act.subject, language);
    let say = |key: &str, args: &[(&str, &str)]| {
        let args: Vec<_> = args.iter().map(|(name, value)| (*name, FluentValue::from((*value).to_owned()))).collect();
        Said::new(&messages.format(language, key, &args), language.code())
    };
    if matches!(act.kind, ActKind::Name | ActKind::Rename)
        && let Some(new) = given_name(act, language)
    {
        return match model.life(&act.subject).before(new) {
            Some(old) => say("act-rename", &[("old", &old.text), ("new", &new.text)]),
            None => say("act-name", &[("new", &new.text)]),
        };
    }
    if act.kind == ActKind::Event {
        if let Some(said) = choose(&act.text, language) {
            return said;
        }
        let count = act.facts.iter().find_map(|fact| match fact {
            Fact::Property { key, value, .. } => Some((key, value)),
            _ => None,
        });
        return match count {
            Some((key, _)) => {
                let key = property(messages, language, key);
                say("act-count", &[("what", &what.text), ("key", &key)])
            }
            None => what,
        };
    }
    let key = format!("act-{}", kind_key(act.kind));
    if language != Language::En && !messages.has(language, &key) {
        return choose(&act.text, language).unwrap_or(what);
    }
    let part =
        act.facts.iter().find_map(|fact| if let Fact::Status { part, .. } = fact { part.as_deref() } else { None });
    let what = match part {
        Some(part) => format!("{} ({})", what.text, term(messages, language, "part", part)),
        None => what.text,
    };
    say(&key, &[("what", &what)])
}

/// Returns the word of an act's kind in messages: `rename`.
#[must_use]
pub fn kind_key(kind: ActKind) -> &'static str {
    match kind {
        ActKind::Name => "name",
        ActKind::Rename => "rename",
        ActKind::Keep => "keep",
        ActKind::Reject => "reject",
        ActKind::Defer => "defer",
        ActKind::Unveil => "unveil",
        ActKind::Remove => "remove",
        ActKind::Relocate => "relocate",
        ActKind::Replace => "replace",
        ActKind::Reinstate => "reinstate",
        ActKind::Publish => "publish",
        ActKind::Revise => "revise",
        ActKind::Ban => "ban",
        ActKind::Restore => "restore",
        ActKind::Release => "release",
        ActKind::Rehabilitate => "rehabilitate",
        ActKind::Decree => "decree",
        ActKind::Event => "event",
        ActKind::Judge => "judge",
        ActKind::Reversal => "reversal",
    }
}

/// Says a class, a status or a property of the record; its own word when the catalogue has none.
#[must_use]
pub fn term(messages: &Messages, language: Language, prefix: &str, word: &str) -> String {
    known(messages, language, prefix, word).unwrap_or_else(|| word.replace(['_', '-'], " "))
}

/// Says who decided; as the record names it when the catalogue does not know it.
#[must_use]
pub fn authority(messages: &Messages, language: Language, name: &str) -> String {
    known(messages, language, "authority", name).unwrap_or_else(|| name.to_owned())
}

fn known(messages: &Messages, language: Language, prefix: &str, word: &str) -> Option<String> {
    let slug: String = word.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let key = format!("{prefix}-{slug}");
    messages.has(language, &key).then(|| messages.get(language, &key))
}

/// Says the key of a property.
#[must_use]
pub fn property(messages: &Messages, language: Language, key: &str) -> String {
    term(messages, language, "property", key)
}
