//! A dossier drafted from a name: it works at once, and says in comments what a person should look at.

use crate::{
    fold::plain_word,
    language::{Languages, NameOrder},
};
use std::fmt::Write as _;
use thaw_core::Script;

/// What is known of a person when a dossier is begun.
#[derive(Clone, Debug, Default)]
pub struct Sketch {
    /// The full name, in the usual order of its language.
    pub name: String,
    /// The surname by which the person is known; guessed from the order of names when absent.
    pub surname: Option<String>,
    /// Other names that mean this person alone.
    pub aliases: Vec<String>,
    /// Titles that stand for the person in names of places, but are words of the language.
    pub titles: Vec<String>,
    /// The languages, by their tags.
    pub langs: Vec<String>,
    /// When born (EDTF).
    pub born: Option<String>,
    /// When died (EDTF).
    pub died: Option<String>,
    /// The id in Wikidata.
    pub wikidata: Option<String>,
}

/// The parts of a full name.
struct Parts<'a> {
    given: Vec<&'a str>,
    patronymic: Option<&'a str>,
    surname: String,
}

/// Returns a dossier as TOML, to be edited by hand.
///
/// A name in another script than a language's is written by the first romanization of its own language; where no table leads
/// from one script to the other, the language is left as a comment for a person to fill in.
#[must_use]
pub fn draft(sketch: &Sketch, languages: &Languages) -> String {
    let own = own_language(sketch, languages);
    let order = own.as_ref().and_then(|tag| languages.get(tag)).map(|language| language.order).unwrap_or_default();
    let parts = parts(sketch, order);
    let mut text = String::new();
    let mut line = |content: String| {
        text.push_str(content.trim_end());
        text.push('\n');
    };
    let shown: String = sketch.name.chars().filter(|character| !character.is_control()).collect();
    line(format!("# {shown}. Drafted by `thaw dossier new`: read it through, then run `thaw dossier check`."));
    line("# A name stands once per language in its dictionary form; the language's table inflects it.".to_owned());
    line(format!("id = {}", quoted(&slug(&parts.surname, languages, own.as_deref()))));
    line(format!("name = {}", quoted(&sketch.name)));
    match &sketch.born {
        Some(born) => line(format!("born = {}", quoted(born))),
        None => line("# born = \"1900\"            # nothing older can honour the person".to_owned()),
    }
    match &sketch.died {
        Some(died) => line(format!("died = {}", quoted(died))),
        None => line("# died = \"1980\"".to_owned()),
    }
    line("# rule = \"1936/1975\"       # what was named in these years was given by the regime".to_owned());
    line("# named_since = \"1936\"     # the first year in which anything could be named after the person".to_owned());
    let word = plain_word(&parts.surname);
    let is_word = |tag: &String| {
        languages.get(tag).is_some_and(|language| language.words.common.iter().any(|common| plain_word(common) == word))
    };
    if sketch.langs.iter().any(is_word) {
        line(format!(
            "common = [{}]        # also a word of the language: alone it is weak evidence",
            quoted(&parts.surname)
        ));
    }
    line("sources = []               # where these names were found: titles or addresses".to_owned());
    if let Some(id) = &sketch.wikidata {
        line(format!("\n[external]\nwikidata = {}", quoted(id)));
    }
    for tag in &sketch.langs {
        line(format!("\n{}", section(tag, sketch, &parts, languages, own.as_deref())));
    }
    line(String::new());
    line("# Another bearer of the surname, told by given names or initials:".to_owned());
    line("# [[others]]".to_owned());
    line("# name = \"...\"".to_owned());
    line("# given = [\"...\"]".to_owned());
    line("# reason = \"...\"".to_owned());
    line(String::new());
    line("# A word that looks like a form and is none:".to_owned());
    line("# [[lookalikes]]".to_owned());
    line("# text = \"...\"".to_owned());
    line("# reason = \"...\"".to_owned());
    text
}

/// Returns the first language whose script the name is written in.
fn own_language(sketch: &Sketch, languages: &Languages) -> Option<String> {
    let script = Script::of_text(&sketch.name);
    let writes = |tag: &&String| languages.get(tag).is_some_and(|language| language.script == script);
    sketch.langs.iter().find(writes).cloned().or_else(|| {
        let known = languages.tags().filter_map(|tag| languages.get(tag)).filter(|language| language.script == script);
        known.min_by_key(|language| language.guess).map(|language| language.tag.clone())
    })
}

fn parts(sketch: &Sketch, order: NameOrder) -> Parts<'_> {
    let words: Vec<&str> = sketch.name.split_whitespace().collect();
    if let Some(surname) = &sketch.surname {
        let before = sketch.name.split(surname.as_str()).next().unwrap_or_default();
        return Parts { given: before.split_whitespace().collect(), patronymic: None, surname: surname.clone() };
    }
    let surname_idx = match order {
        NameOrder::SurnameGiven => 0,
        NameOrder::TwoSurnames if words.len() > 2 => words.len() - 2,
        NameOrder::TwoSurnames | NameOrder::GivenSurname => words.len().saturating_sub(1),
    };
    let surname = words.get(surname_idx).copied().unwrap_or(sketch.name.as_str()).to_owned();
    let mut given: Vec<&str> = match order {
        NameOrder::SurnameGiven => words.iter().skip(1).copied().collect(),
        _ => words.iter().take(surname_idx).copied().collect(),
    };
    // Three words in Cyrillic are a given name, a patronymic and a surname.
    let patronymic = if Script::of_text(&sketch.name) == Script::Cyrl && given.len() == 2 { given.pop() } else { None };
    Parts { given, patronymic, surname }
}

fn section(tag: &str, sketch: &Sketch, parts: &Parts<'_>, languages: &Languages, own: Option<&str>) -> String {
    let mut text = String::new();
    let script = Script::of_text(&sketch.name);
    let language = languages.get(tag);
    let target = language.as_ref().map_or(script, |language| language.script);
    let romanized = target == Script::Latn && script != Script::Latn;
    let written = |name: &str| match own {
        Some(own) if romanized && Script::of_text(name) != Script::Latn => {
            languages.romanize(own, name).unwrap_or_else(|| name.to_owned())
        }
        _ => name.to_owned(),
    };
    let unknown = target != script && !romanized;
    let mark = if unknown { "# " } else { "" };
    if language.is_none() {
        let _ = writeln!(text, "# There is no table of the language `{tag}` yet: forms are found as they stand here.");
    }
    if unknown {
        let _ = writeln!(text, "# Write the name as {tag} writes it, and take the marks away:");
    } else if own.is_some_and(|own| own != tag) {
        let _ = writeln!(text, "# Check how {tag} writes the name.");
    }
    let _ = writeln!(text, "{mark}[names.{tag}]");
    let list = |names: &mut dyn Iterator<Item = &str>| {
        let names: Vec<String> = names.map(|name| quoted(&written(name))).collect();
        format!("[{}]", names.join(", "))
    };
    let _ = writeln!(text, "{mark}surname = {}", list(&mut std::iter::once(parts.surname.as_str())));
    if !parts.given.is_empty() {
        let given = parts.given.join(" ");
        let _ = writeln!(text, "{mark}given = {}", list(&mut std::iter::once(given.as_str())));
    }
    if let Some(patronymic) = parts.patronymic {
        let _ = writeln!(text, "{mark}patronymic = {}", list(&mut std::iter::once(patronymic)));
    }
    if parts.patronymic.is_none() && sketch.name.split_whitespace().count() > 1 {
        let _ = writeln!(text, "{mark}full = {}", list(&mut std::iter::once(sketch.name.as_str())));
    }
    let is_epithet = |alias: &&String| alias.split_whitespace().count() > 1 && alias.starts_with(char::is_lowercase);
    let (epithets, aliases): (Vec<&String>, Vec<&String>) = sketch.aliases.iter().partition(is_epithet);
    // A word of another script is no name here; a person adds what the language says instead.
    let fits = |name: &&&String| {
        romanized || matches!(Script::of_text(name), found if found == target || found == Script::Common)
    };
    for (field, names) in
        [("aliases", aliases), ("epithets", epithets), ("titles", sketch.titles.iter().collect::<Vec<_>>())]
    {
        let mut names = names.iter().filter(fits).map(|name| name.as_str()).peekable();
        if names.peek().is_some() {
            let _ = writeln!(text, "{mark}{field} = {}", list(&mut names));
        }
    }
    text
}

/// Returns an id: small Latin letters, digits and hyphens.
fn slug(surname: &str, languages: &Languages, own: Option<&str>) -> String {
    let latin = match own {
        Some(own) if Script::of_text(surname) != Script::Latn => languages.romanize(own, surname),
        _ => None,
    };
    let plain = plain_word(&latin.unwrap_or_else(|| surname.to_owned()));
    let slug: String = plain.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    let slug = slug.trim_matches('-');
    if slug.is_empty() { "dossier".to_owned() } else { slug.to_owned() }
}

fn quoted(text: &str) -> String {
    // TOML's basic strings have JSON's escapes.
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(control));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
