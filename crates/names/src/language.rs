//! The language tables: what linguists write in `data/languages/*.toml`.
//!
//! `docs/formats/language.md` describes the format for people; this module is its reader.

use crate::{fold::plain_word, romanize::Romanization};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};
use thaw_core::{Lang, Script};

/// How words are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Boundary {
    /// Letters beside a form make another word.
    #[default]
    Word,
    /// As `word`, but the words of `compound` may follow without a space.
    Compound,
    /// The script writes no spaces.
    None,
}

/// In which order a language writes the parts of a full name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameOrder {
    /// `Joseph Stalin`
    #[default]
    GivenSurname,
    /// `Francisco Franco Bahamonde`: of two surnames the first is the one in use.
    TwoSurnames,
    /// `Rákosi Mátyás`
    SurnameGiven,
}

/// A language's rules for names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// Its tag: `ru`, `zh-Hant`.
    pub tag: String,
    /// Its name in English.
    pub name: String,
    /// Its script.
    pub script: Script,
    /// Which language to guess when nothing tells: 0 before 9. Most of the texts in a script are in a few languages.
    #[serde(default = "usual")]
    pub guess: u8,
    /// In which order a full name is written.
    #[serde(default)]
    pub order: NameOrder,
    /// How words are told apart.
    #[serde(default)]
    pub boundary: Boundary,
    /// Whether given names take the case of the surname (`Иосифа Сталина`); otherwise they stay as they are.
    #[serde(default)]
    pub names_agree: bool,
    /// Tables of `data/romanizations` that catalogues apply to it.
    #[serde(default)]
    pub romanizations: Vec<String>,
    /// Lists of endings that paradigms and derivations share, by name: `ending=label`.
    #[serde(default)]
    pub endings: BTreeMap<String, Vec<String>>,
    /// How names are inflected; the first that fits is taken.
    #[serde(default)]
    pub paradigm: Vec<Paradigm>,
    /// What is made of names: adjectives, places, common nouns. All that fit are taken.
    #[serde(default)]
    pub derivation: Vec<Derivation>,
    /// What follows a name without a space.
    #[serde(default)]
    pub compound: Compound,
    /// What precedes a name without a space, or with a hyphen.
    #[serde(default)]
    pub prefix: Vec<Prefix>,
    /// Words around names, by what they tell.
    #[serde(default)]
    pub words: Words,
}

/// The place of a language that does not say how readily it is to be guessed.
fn usual() -> u8 {
    5
}

/// Which names a rule applies to. Empty conditions hold always.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paradigm {
    /// Which parts of a name: `surname`, `given`, `patronymic`, `other`; all when empty.
    #[serde(default)]
    pub parts: Vec<String>,
    /// How the name ends.
    #[serde(default)]
    pub ends: Vec<String>,
    /// Which letters its last vowel is one of (vowel harmony).
    #[serde(default)]
    pub last_vowel: String,
    /// The end that is taken off before an ending is put on.
    #[serde(default)]
    pub cut: String,
    /// The inflected forms as `ending=case`; `@list` takes a list of `endings`.
    pub forms: Vec<String>,
    /// What to call the rule in explanations: `surname in -ин`.
    #[serde(default)]
    pub say: String,
}

/// What is made of a name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Derivation {
    /// What it is: `adjective`, `possessive`, `place`, `street`, `compound`, `common`.
    pub kind: FormKind,
    /// How the name ends; all names when empty.
    #[serde(default)]
    pub ends: Vec<String>,
    /// Which letters its last vowel is one of (vowel harmony).
    #[serde(default)]
    pub last_vowel: String,
    /// The end that is taken off first.
    #[serde(default)]
    pub cut: String,
    /// What is put on, each followed by each of the endings.
    pub add: Vec<String>,
    /// The endings as `ending=case`, or `@list`; none when empty.
    #[serde(default)]
    pub forms: Vec<String>,
    /// What to call the rule in explanations: `place name in -град`.
    pub say: String,
}

/// Compounds written as one word.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compound {
    /// Letters between name and head: `s`, `en`.
    #[serde(default)]
    pub links: Vec<String>,
    /// Heads that make a street's name: `straße`.
    #[serde(default)]
    pub street: Vec<String>,
    /// Heads that make a settlement's name: `stadt`.
    #[serde(default)]
    pub place: Vec<String>,
    /// Other heads: `denkmal`.
    #[serde(default)]
    pub thing: Vec<String>,
    /// Endings of the heads as `ending=case`; `@list` takes a list of `endings`.
    #[serde(default)]
    pub forms: Vec<String>,
}

/// What precedes a name inside a word.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prefix {
    /// The prefixes.
    pub add: Vec<String>,
    /// `place` when the whole is the name of a place (`Верхне-`), `common` when it is a common noun (`де-`);
    /// absent when the word stays what it is (Hebrew prepositions).
    #[serde(default)]
    pub kind: Option<FormKind>,
    /// What to call it.
    pub say: String,
}

/// Words around names. All in lower case, each in every inflection that occurs.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Streets, squares, bridges: `улица`, `ул`.
    #[serde(default)]
    pub street: Vec<String>,
    /// Settlements, mountains, farms, works: `город`, `колхоз`.
    #[serde(default)]
    pub place: Vec<String>,
    /// Monuments: `памятник`.
    #[serde(default)]
    pub monument: Vec<String>,
    /// "Named after": `имени`, `им`.
    #[serde(default)]
    pub honour: Vec<String>,
    /// Articles, prepositions, particles of names: `de`, `von`.
    #[serde(default)]
    pub particle: Vec<String>,
    /// Titles and ranks before a name: `маршал`, `товарищ`.
    #[serde(default)]
    pub title: Vec<String>,
    /// Titles before a given name alone: `king`, `queen`.
    #[serde(default)]
    pub royal: Vec<String>,
    /// What makes a given name a saint's: `Sint`.
    #[serde(default)]
    pub saint: Vec<String>,
    /// What stands between a given name and a realm or an order, and in no name of another kind: `of` (`Astrid of Sweden`).
    #[serde(default)]
    pub realm: Vec<String>,
    /// What tells a son from a father of the same name, behind the name: `Jr.`.
    #[serde(default)]
    pub generation: Vec<String>,
    /// Endings of the number of a ruler: `er` in `Albert Ier`.
    #[serde(default)]
    pub ordinal: Vec<String>,
    /// What joins two persons: `и`, `and`. Not where it stands inside surnames (Spanish `y`).
    #[serde(default)]
    pub and: Vec<String>,
    /// The victims: `жертв`, `Opfer`.
    #[serde(default)]
    pub victims: Vec<String>,
    /// Battles and sieges: `битва`.
    #[serde(default)]
    pub battle: Vec<String>,
    /// Common given names: somebody else's when the dossier has another.
    #[serde(default)]
    pub given: Vec<String>,
    /// Words of the language that are also surnames.
    #[serde(default)]
    pub common: Vec<String>,
}

/// What a form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormKind {
    /// Given name and surname.
    FullName,
    /// Initials and surname.
    InitialsSurname,
    /// The surname alone.
    Surname,
    /// Another name of this person alone.
    Alias,
    /// A given name alone, of a person known by it.
    GivenName,
    /// A phrase that means the person.
    Epithet,
    /// A title that often means the person.
    Title,
    /// An adjective made of the name: `сталинский`.
    Adjective,
    /// A possessive adjective made of the name: `Stalinův`.
    Possessive,
    /// The name of a settlement, mountain or region made of the name: `Сталинград`.
    #[serde(rename = "place")]
    PlaceFormation,
    /// The name of a street made of the name: `Stalinallee`.
    #[serde(rename = "street")]
    StreetFormation,
    /// Another compound: `Stalindenkmal`.
    Compound,
    /// A common noun: `сталинизм`, `сталинка`.
    #[serde(rename = "common")]
    CommonNoun,
    /// A form that the dossier lists as it stands.
    Listed,
}

impl FormKind {
    /// Returns the kind in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::FullName => "full name",
            Self::InitialsSurname => "initials and surname",
            Self::Surname => "surname",
            Self::Alias => "alias",
            Self::GivenName => "given name",
            Self::Epithet => "epithet",
            Self::Title => "title",
            Self::Adjective => "adjective",
            Self::Possessive => "possessive",
            Self::PlaceFormation => "place name",
            Self::StreetFormation => "street name",
            Self::Compound => "compound",
            Self::CommonNoun => "common noun",
            Self::Listed => "listed form",
        }
    }
}

/// Why a language table is unusable.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("language table `{path}`: {what}")]
pub struct LanguageError {
    /// The file.
    pub path: String,
    /// What is wrong, with line and column.
    pub what: String,
}

/// All language tables, each read when it is first needed.
#[derive(Debug, Default)]
pub struct Languages {
    tables: BTreeMap<String, Slot>,
    romanizations: BTreeMap<String, Arc<Romanization>>,
}

#[derive(Debug)]
struct Slot {
    text: std::borrow::Cow<'static, str>,
    read: OnceLock<Option<Arc<Language>>>,
}

impl Languages {
    /// Returns the tables that are part of the program. Costs nothing: each is read when first asked for.
    #[must_use]
    pub fn bundled() -> Self {
        let mut languages = Self::default();
        for (path, text) in thaw_data::files("languages/") {
            if let Some(tag) = path.strip_prefix("languages/").and_then(|name| name.strip_suffix(".toml")) {
                languages.tables.insert(tag.to_owned(), Slot { text: text.into(), read: OnceLock::new() });
            }
        }
        for (path, text) in thaw_data::files("romanizations/") {
            if let Some(id) = path.strip_prefix("romanizations/").and_then(|name| name.strip_suffix(".txt")) {
                languages.romanizations.insert(id.to_owned(), Arc::new(Romanization::lazy(id, text)));
            }
        }
        languages
    }

    /// Adds a table, or puts it in the place of the bundled one.
    ///
    /// # Errors
    /// Returns what is wrong with the text and where.
    pub fn add(&mut self, path: &str, text: &str) -> Result<(), LanguageError> {
        let language = Language::parse(path, text)?;
        let tag = language.tag.clone();
        let read = OnceLock::from(Some(Arc::new(language)));
        self.tables.insert(tag, Slot { text: text.to_owned().into(), read });
        Ok(())
    }

    /// Returns the tags of all tables, sorted.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.tables.keys().map(String::as_str)
    }

    /// Returns the table of a language tag; that of the primary language when there is none for the tag.
    #[must_use]
    pub fn get(&self, tag: &str) -> Option<Arc<Language>> {
        let primary = Lang::parse(tag).map(|lang| lang.primary().to_owned());
        let slot = self.tables.get(tag).or_else(|| self.tables.get(primary.as_deref()?))?;
        slot.read.get_or_init(|| Language::parse("", &slot.text).ok().map(Arc::new)).clone()
    }

    /// Returns a romanization.
    pub(crate) fn romanization(&self, id: &str) -> Option<Arc<Romanization>> {
        self.romanizations.get(id).cloned()
    }

    /// Writes a text of a language in Latin letters, by the first romanization of its table; nothing when it has none.
    #[must_use]
    pub fn romanize(&self, tag: &str, text: &str) -> Option<String> {
        let language = self.get(tag)?;
        let scheme = language.romanizations.iter().find_map(|id| self.romanization(id))?;
        Some(scheme.apply(text, false))
    }

    /// Reads every table and returns what is wrong with them.
    #[must_use]
    pub fn check(&self) -> Vec<LanguageError> {
        let mut errors = Vec::new();
        for (tag, slot) in &self.tables {
            let path = format!("languages/{tag}.toml");
            match Language::parse(&path, &slot.text) {
                Ok(language) => {
                    if language.tag != *tag {
                        errors.push(LanguageError {
                            path: path.clone(),
                            what: format!("tag: expected `{tag}`, found `{}`", language.tag),
                        });
                    }
                    for id in language.romanizations.iter().filter(|id| !self.romanizations.contains_key(*id)) {
                        errors.push(LanguageError {
                            path: path.clone(),
                            what: format!("romanizations: no table `{id}`"),
                        });
                    }
                    for list in language.lists_used().filter(|list| !language.endings.contains_key(*list)) {
                        errors.push(LanguageError { path: path.clone(), what: format!("endings: no list `{list}`") });
                    }
                }
                Err(error) => errors.push(error),
            }
        }
        errors
    }
}

impl Language {
    /// Reads a table.
    ///
    /// # Errors
    /// Returns the place and the reason.
    pub fn parse(path: &str, text: &str) -> Result<Self, LanguageError> {
        toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            LanguageError {
                path: path.to_owned(),
                what: format!("line {line}: {}", error.message().trim().replace('\n', ", ")),
            }
        })
    }

    /// Returns the names of the lists that rules refer to.
    fn lists_used(&self) -> impl Iterator<Item = &str> {
        let paradigms = self.paradigm.iter().flat_map(|rule| &rule.forms);
        let derivations = self.derivation.iter().flat_map(|rule| &rule.forms);
        paradigms.chain(derivations).chain(&self.compound.forms).filter_map(|form| form.strip_prefix('@'))
    }

    /// Returns `(ending, label)` of a list of forms, with `@list` put in; an `=` divides the two.
    pub(crate) fn expand<'a>(&'a self, forms: &'a [String]) -> Vec<(&'a str, &'a str)> {
        let mut expanded = Vec::new();
        for form in forms {
            match form.strip_prefix('@') {
                Some(list) => {
                    let items = self.endings.get(list).map(Vec::as_slice).unwrap_or_default();
                    expanded.extend(items.iter().map(|item| split_form(item)));
                }
                None => expanded.push(split_form(form)),
            }
        }
        expanded
    }
}

fn split_form(form: &str) -> (&str, &str) {
    form.split_once('=').unwrap_or((form, ""))
}

/// What a word around a name tells; one bit each.
pub(crate) mod sense {
    pub(crate) const STREET: u16 = 1;
    pub(crate) const PLACE: u16 = 2;
    pub(crate) const MONUMENT: u16 = 4;
    pub(crate) const HONOUR: u16 = 8;
    pub(crate) const PARTICLE: u16 = 16;
    pub(crate) const TITLE: u16 = 32;
    pub(crate) const VICTIMS: u16 = 64;
    pub(crate) const BATTLE: u16 = 128;
    pub(crate) const GIVEN: u16 = 256;
    pub(crate) const ROYAL: u16 = 512;
    pub(crate) const SAINT: u16 = 1024;
    pub(crate) const AND: u16 = 2048;
}

impl Words {
    /// Returns the words that tell the language of a phrase. Given names and titles are much the same in many.
    pub(crate) fn telling(&self) -> impl Iterator<Item = &String> {
        let lists =
            [&self.street, &self.place, &self.monument, &self.honour, &self.particle, &self.victims, &self.battle];
        lists.into_iter().flatten()
    }
}

/// What the words around names tell, of several languages at once, by plain word: their senses, and which languages
/// have them as a word that tells a language, a bit each.
#[derive(Debug, Default)]
pub(crate) struct Senses(FxHashMap<String, (u16, u64)>);

impl Senses {
    /// Adds the words of a language, given by its bit; 0 when they are not to tell it.
    pub(crate) fn add(&mut self, words: &Words, language: u64) {
        let lists = [
            (&words.street, sense::STREET),
            (&words.place, sense::PLACE),
            (&words.monument, sense::MONUMENT),
            (&words.honour, sense::HONOUR),
            (&words.particle, sense::PARTICLE),
            (&words.title, sense::TITLE),
            (&words.victims, sense::VICTIMS),
            (&words.battle, sense::BATTLE),
            (&words.given, sense::GIVEN),
            (&words.and, sense::AND),
            (&words.royal, sense::ROYAL | sense::TITLE),
            (&words.saint, sense::SAINT | sense::TITLE),
        ];
        for (list, bit) in lists {
            for word in list {
                self.0.entry(plain_word(word)).or_default().0 |= bit;
            }
        }
        if language != 0 {
            for word in words.telling() {
                self.0.entry(plain_word(word)).or_default().1 |= language;
            }
        }
    }

    /// Adds the words as a romanization writes them: `ulitsa`, `imeni`.
    pub(crate) fn add_romanized(&mut self, words: &Words, scheme: &Romanization) {
        let apply = |list: &[String]| list.iter().map(|word| scheme.apply(word, false)).collect();
        let romanized = Words {
            street: apply(&words.street),
            place: apply(&words.place),
            monument: apply(&words.monument),
            honour: apply(&words.honour),
            title: apply(&words.title),
            royal: apply(&words.royal),
            saint: apply(&words.saint),
            victims: apply(&words.victims),
            battle: apply(&words.battle),
            // Particles and given names of one or two letters would be taken for words of other languages.
            ..Words::default()
        };
        self.add(&romanized, 0);
    }

    pub(crate) fn of(&self, plain: &str) -> u16 {
        self.0.get(plain).map_or(0, |known| known.0)
    }

    /// Returns the languages that a word tells, a bit each.
    pub(crate) fn languages(&self, plain: &str) -> u64 {
        self.0.get(plain).map_or(0, |known| known.1)
    }

    /// Returns what the words inside a run of letters tell, for scripts that write no spaces.
    pub(crate) fn within(&self, plain: &str) -> u16 {
        let letters: Vec<char> = plain.chars().take(12).collect();
        let mut senses = 0;
        for start in 0..letters.len() {
            for end in start + 2..=letters.len().min(start + 5) {
                senses |= self.of(&letters[start..end].iter().collect::<String>());
            }
        }
        senses
    }
}
