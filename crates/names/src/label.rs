//! Labels: what a whole name says when nobody has taken it apart: which words are given names, which the family's.
//!
//! Dossiers made of the labels of a knowledge base have `full` names only: `Rembrandt van Rijn`, `Leopold II of Belgium`.

use crate::language::{Language, Languages, Words};
use thaw_core::{Dossier, dossier::Names};
use unicode_normalization::UnicodeNormalization;

/// A label taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) names: Names,
    /// Names by which a ruler, a saint or a member of a ruling house is known alone: `Astrid`.
    pub(crate) known: Vec<String>,
    /// Others have borne the same name with another number: `Leopold` alone says little.
    pub(crate) numbered: bool,
}

/// Tells whether the labels show a person who is known by a given name: `Astrid of Sweden`, `Clovis I`.
pub(crate) fn is_known_by_given(dossier: &Dossier, languages: &Languages) -> bool {
    let labels = dossier.names.iter().flat_map(|(tag, names)| names.full.iter().map(move |label| (tag, label)));
    labels.into_iter().any(|(tag, label)| {
        let name: Vec<&str> = label.split([',', '(']).next().unwrap_or_default().split_whitespace().collect();
        // `Rembrandt` beside `Rembrandt van Rijn`.
        let mononym = |other: &String| name.len() == 1 && other.split_whitespace().next() == name.first().copied();
        let longer = |other: &&String| other.contains(' ') && mononym(other);
        if dossier.names.values().flat_map(|names| &names.full).any(|other| longer(&other)) {
            return true;
        }
        let Some(language) = languages.get(tag) else { return false };
        let words = &language.words;
        name.iter().skip(1).any(|word| words.realm.iter().any(|realm| realm == word) || numeral(word, words).is_some())
    })
}

/// Takes apart the whole names of one language; other names stay as they are.
pub(crate) fn read(names: &Names, language: &Language, known_by_given: bool) -> Label {
    let mut label = Label { names: Names { full: Vec::new(), ..names.clone() }, ..Label::default() };
    for full in &names.full {
        label.take(full, language, known_by_given);
    }
    label
}

impl Label {
    fn take(&mut self, full: &str, language: &Language, known_by_given: bool) {
        let text: String = full.nfkc().collect();
        // `Philips of Marnix, Lord of Saint-Aldegonde`, `Jan Peeters (painter)`: the name stands first.
        let text = text.split([',', '(']).next().unwrap_or_default().replace(['’', 'ʼ'], "'");
        let split = text.replace(" d'", " d' ").replace(" D'", " D' ");
        let mut words: Vec<&str> = split.split_whitespace().collect();
        let is = |list: &[String], word: &str| {
            let word = word.trim_end_matches(['.', '\'']).to_lowercase();
            list.contains(&word)
        };
        let particle = |word: &&str| is(&language.words.particle, word) || is(&language.words.realm, word);
        let mut known_by_given = known_by_given;
        let titled = |word: &str| is(&language.words.royal, word) || is(&language.words.saint, word);
        while words.len() > 1 && (is(&language.words.title, words[0]) || titled(words[0])) && !particle(&words[1]) {
            known_by_given |= titled(words[0]) && words.get(2).is_none_or(particle);
            words.remove(0);
        }
        while words.len() > 1 && words.last().is_some_and(|word| is(&language.words.generation, word)) {
            words.pop();
        }
        let names = &mut self.names;
        if let Some(at) = words.iter().position(|word| numeral(word, &language.words).is_some()).filter(|at| *at > 0) {
            let number = numeral(words[at], &language.words).unwrap_or_default();
            let given = words[..at].join(" ");
            put(&mut names.full, format!("{given} {number}"));
            if let Some(ending) = language.words.ordinal.first().filter(|_| number == "I") {
                put(&mut names.full, format!("{given} I{ending}"));
                put(&mut names.full, format!("{given} 1{ending}"));
            }
            put(&mut self.known, given);
            self.numbered = number != "I";
            return;
        }
        // `Posthumus-van der Goot`: married name and own name.
        let joined = words.iter().position(|word| word.rsplit_once('-').is_some_and(|(_, end)| particle(&end)));
        if let Some((at, (own, _))) = joined.and_then(|at| Some((at, words[at].rsplit_once('-')?))) {
            put(&mut names.full, [&words[..at], &[own]].concat().join(" "));
        }
        let tail = (1..words.len()).find(|at| particle(&&*words[*at]));
        put(&mut names.full, words.join(" ").replace("d' ", "d'").replace("D' ", "D'"));
        if known_by_given {
            let end = tail.unwrap_or(words.len());
            put(&mut self.known, words[..end].join(" "));
            // `Filips van Marnix van Sint-Aldegonde`: the first place became the family's name.
            let second = tail.and_then(|tail| (tail + 1..words.len()).rev().find(|at| particle(&&*words[*at])));
            if let (Some(tail), Some(second)) = (tail, second) {
                put(&mut names.surname, words[tail + 1..second].join(" "));
            }
            names.given.extend(words[..end].iter().map(|word| (*word).to_owned()));
            return;
        }
        let Some(last) = words.len().checked_sub(1) else { return };
        let start = tail.filter(|tail| *tail < last).unwrap_or(last);
        let surname = words[start..].join(" ").replace("d' ", "d'").replace("D' ", "D'");
        names.given.extend(words[..start].iter().filter(|word| !particle(word)).map(|word| (*word).to_owned()));
        let given = words[..start].join(" ");
        if start < last {
            put(&mut names.surname, words[start..].concat());
            let again = (start + 1..last)
                .find(|at| !particle(&&*words[*at - 1]) && words[*at].eq_ignore_ascii_case(words[start]));
            if let Some(again) = again {
                put(&mut names.surname, words[start..again].join(" "));
            }
        }
        // Married names: each half is used with the given name alone.
        if start == last && start > 0 {
            for half in surname.split('-').filter(|half| *half != surname) {
                put(&mut names.full, format!("{given} {half}"));
                put(&mut names.full, format!("{} {half}", words[0]));
            }
        }
        put(&mut names.surname, surname);
    }
}

fn put(list: &mut Vec<String>, text: String) {
    if !text.is_empty() && !list.contains(&text) {
        list.push(text);
    }
}

/// Returns the number of a ruler without its ordinal ending: `IV` of `IV.`, `I` of `Ier`.
pub(crate) fn numeral<'w>(word: &'w str, words: &Words) -> Option<&'w str> {
    let bare = word.trim_end_matches('.');
    let bare = words.ordinal.iter().find_map(|ending| bare.strip_suffix(ending.as_str())).unwrap_or(bare);
    (!bare.is_empty() && bare.len() <= 5 && bare.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'))).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes a label apart: surnames, names by which the person is known alone, whole names.
    #[track_caller]
    fn check(lang: &str, full: &str, known_by_given: bool, surnames: &[&str], known: &[&str], whole: &[&str]) {
        let language = Languages::bundled().get(lang).unwrap();
        let names = Names { full: vec![full.to_owned()], ..Names::default() };
        let label = read(&names, &language, known_by_given);
        assert_eq!((label.names.surname, label.known, label.names.full), {
            let own = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
            (own(surnames), own(known), own(whole))
        });
    }

    #[test]
    fn labels_are_taken_apart() {
        check("fr", "Albert Devèze", false, &["Devèze"], &[], &["Albert Devèze"]);
        check("nl", "Irène Van der Linden", false, &["VanderLinden", "Van der Linden"], &[], &["Irène Van der Linden"]);
        check("en", "Leopold II of Belgium", true, &[], &["Leopold"], &["Leopold II"]);
        check("de", "Leopold II. von Belgien", true, &[], &["Leopold"], &["Leopold II"]);
        check("fr", "Albert Ier de Belgique", true, &[], &["Albert"], &["Albert I", "Albert Ier", "Albert 1er"]);
        check("en", "Queen Paola of Belgium", true, &[], &["Paola"], &["Paola of Belgium"]);
        check("en", "Saint Ursula", false, &[], &["Ursula"], &["Ursula"]);
        let halves = ["Annie Romein-Verschoor", "Annie Romein", "Annie Verschoor"];
        check("nl", "Annie Romein-Verschoor", false, &["Romein-Verschoor"], &[], &halves);
        check("nl", "Peyo", false, &["Peyo"], &[], &["Peyo"]);
    }
}
