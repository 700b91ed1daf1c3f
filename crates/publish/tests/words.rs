//! Every word of the record's tables has a word in every language of the pages.

use crate::bundled;
use std::collections::BTreeSet;
use thaw_core::{Fact, Subject};
use thaw_publish::messages::{Language, Messages};

#[test]
fn no_code_of_the_record_is_shown_to_readers() {
    let edition = bundled();
    let model = edition.site().model;
    let mut words: BTreeSet<(&str, &str)> = BTreeSet::new();
    for subject in model.subjects.values() {
        let prefix = if subject.kind == thaw_core::SubjectKind::Event { "reaction" } else { "class" };
        words.insert((prefix, &subject.class));
        words.extend(subject.country.iter().map(|code| ("country", code.as_str())));
        // The author's name in one language is no property of its own on a page.
        let keys = subject.properties.keys().filter(|key| !key.starts_with(Subject::AUTHOR_IN));
        words.extend(keys.map(|key| ("property", key.as_str())));
    }
    for recorded in &model.acts {
        // Who counted prisoners is named as the source writes it.
        if recorded.act.kind != thaw_core::ActKind::Event {
            words.extend(recorded.act.authority.iter().map(|name| ("authority", name.as_str())));
        }
        words.extend(recorded.act.links.keys().map(|role| ("role", role.as_str())));
        for fact in &recorded.act.facts {
            match fact {
                Fact::Name(name) => {
                    words.insert(("lang", name.lang.as_str()));
                }
                Fact::Status { status, part, .. } => {
                    words.insert(("status", status));
                    words.extend(part.iter().map(|part| ("part", part.as_str())));
                }
                Fact::Property { key, .. } => {
                    words.insert(("property", key));
                }
            }
        }
    }
    words.extend(model.sources.values().map(|source| ("source-kind", source.kind.as_str())));
    let messages = Messages::load().unwrap();
    let slug = |word: &str| -> String {
        word.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
    };
    let missing: Vec<String> = words
        .iter()
        .map(|(prefix, word)| format!("{prefix}-{}", slug(word)))
        .filter(|key| Language::ALL.iter().any(|language| !messages.has(*language, key)))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(words.len() > 100, "{}", words.len());
}
