//! Tails: what may follow a stem, from the paradigms and derivations of a language.

use crate::{
    fold::{Agreement, agree, exact_word, look_word},
    language::{FormKind, Language},
    romanize::Romanization,
};
use rustc_hash::FxHashMap;
use std::sync::{Arc, OnceLock};

/// What follows a stem, and what it makes of the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tail {
    /// The letters, as `exact_word` gives them.
    pub(crate) exact: String,
    /// What the name becomes; nothing when it is only inflected.
    pub(crate) kind: Option<FormKind>,
    /// The rule in words: `surname in -ин`, `place name in -град`.
    pub(crate) rule: u16,
    /// The case or label.
    pub(crate) case: u16,
}

/// The tails of one paradigm with its derivations, listed when they are first needed: most texts need few of them.
#[derive(Debug)]
pub(crate) struct TailTable {
    language: Arc<Language>,
    choice: Choice,
    schemes: Vec<Arc<Romanization>>,
    list: OnceLock<TailList>,
}

#[derive(Debug, Default)]
struct TailList {
    tails: Vec<Tail>,
    by_plain: FxHashMap<String, Vec<u16>>,
    words: Vec<String>,
    /// The longest tail in letters.
    longest: usize,
}

/// A name without its changing end, and the rules that put ends on it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Choice {
    /// The part of the name that all its forms share.
    pub(crate) stem: String,
    /// What the nominative adds to the stem.
    rest: String,
    paradigm: Option<usize>,
    derivations: Vec<usize>,
}

impl Choice {
    /// A word that is never inflected.
    pub(crate) fn literal(word: &str) -> Self {
        Self { stem: word.to_owned(), rest: String::new(), paradigm: None, derivations: Vec::new() }
    }

    /// What decides about the tails.
    pub(crate) fn without_stem(&self) -> Self {
        Self { stem: String::new(), ..self.clone() }
    }
}

/// Chooses the rules for a name in its dictionary form.
pub(crate) fn choose(language: &Language, name: &str, part: &str) -> Choice {
    let lower = exact_word(name);
    let last_vowel = lower.chars().rev().find(|c| is_vowel(*c));
    let harmony = |vowels: &str| vowels.is_empty() || last_vowel.is_some_and(|vowel| vowels.contains(vowel));
    let fits = |ends: &[String]| ends.is_empty() || ends.iter().any(|end| lower.ends_with(end.as_str()));
    let paradigm = language.paradigm.iter().position(|rule| {
        let applies = rule.parts.is_empty() || rule.parts.iter().any(|wanted| wanted == part);
        applies && fits(&rule.ends) && lower.ends_with(rule.cut.as_str()) && harmony(&rule.last_vowel)
    });
    let derived = matches!(part, "surname" | "given");
    let derivations: Vec<usize> = (0..language.derivation.len())
        .filter(|idx| {
            let rule = &language.derivation[*idx];
            derived && fits(&rule.ends) && lower.ends_with(rule.cut.as_str()) && harmony(&rule.last_vowel)
        })
        .collect();
    let cuts = paradigm.map(|idx| language.paradigm[idx].cut.chars().count()).into_iter();
    let cut =
        cuts.chain(derivations.iter().map(|idx| language.derivation[*idx].cut.chars().count())).max().unwrap_or(0);
    let n_letters = name.chars().count();
    // A cut that leaves nothing would match everywhere.
    let keep = if n_letters > cut + 1 { n_letters - cut } else { n_letters };
    let split = name.char_indices().nth(keep).map_or(name.len(), |(at, _)| at);
    Choice { stem: name[..split].to_owned(), rest: exact_word(&name[split..]), paradigm, derivations }
}

fn is_vowel(c: char) -> bool {
    "aeiouyáéíóúýöüőűäıåøæœàèìòùâêîôûăąęėįųūīēāõəаеёиоуыэюяіїєөүәαεηιουω".contains(c)
}

impl TailTable {
    /// Returns the table of a choice, in the letters of the language or of the romanizations.
    pub(crate) fn new(language: Arc<Language>, choice: Choice, schemes: Vec<Arc<Romanization>>) -> Self {
        Self { language, choice, schemes, list: OnceLock::new() }
    }

    fn list(&self) -> &TailList {
        self.list.get_or_init(|| TailList::new(&self.language, &self.choice, &self.schemes))
    }

    /// Returns the letters of the longest tail, for scripts without spaces.
    pub(crate) fn longest(&self) -> usize {
        self.list().longest
    }

    /// Returns the tails that a written tail can be, each with how well it agrees; the best first.
    pub(crate) fn parse(&self, written: &str) -> Vec<(&Tail, Agreement)> {
        let list = self.list();
        let of = |key: &str| list.by_plain.get(key).into_iter().flatten();
        let plain = look_word(written);
        let mut found: Vec<_> = of(&plain)
            .filter_map(|idx| list.tails.get(usize::from(*idx)))
            .filter_map(|tail| agree(written, &tail.exact).map(|agreement| (tail, agreement)))
            .filter(|(_, agreement)| *agreement < Agreement::MarksAdded)
            .collect();
        found.sort_by_key(|(_, agreement)| *agreement);
        found
    }

    /// Returns rule and case in words: `surname in -ин, genitive`.
    pub(crate) fn say(&self, tail: &Tail) -> String {
        let word = |idx: u16| self.list().words.get(usize::from(idx)).map_or("", String::as_str);
        match (word(tail.rule), word(tail.case)) {
            ("", case) => case.to_owned(),
            (rule, "") => rule.to_owned(),
            (rule, case) => format!("{rule}, {case}"),
        }
    }

    /// Returns all tails in the order of the tables.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Tail> {
        self.list().tails.iter()
    }

    /// Returns the case label of a tail.
    pub(crate) fn case(&self, tail: &Tail) -> &str {
        self.list().words.get(usize::from(tail.case)).map_or("", String::as_str)
    }
}

impl TailList {
    fn new(language: &Language, choice: &Choice, schemes: &[Arc<Romanization>]) -> Self {
        let mut table = Self::default();
        let mut put = |tail: &str, kind: Option<FormKind>, rule: &str, case: &str| {
            if schemes.is_empty() {
                table.put(tail, kind, rule, case);
            }
            for scheme in schemes {
                table.put(&scheme.apply(tail, true), kind, rule, case);
            }
        };
        let after = |cut: &str| choice.rest.strip_suffix(cut).unwrap_or(&choice.rest).to_owned();
        match choice.paradigm.map(|idx| &language.paradigm[idx]) {
            Some(rule) => {
                let base = after(&rule.cut);
                put(&choice.rest, None, &rule.say, "dictionary form");
                for (ending, case) in language.expand(&rule.forms) {
                    put(&format!("{base}{ending}"), None, &rule.say, case);
                }
            }
            None => put(&choice.rest, None, "", "dictionary form"),
        }
        for rule in choice.derivations.iter().map(|idx| &language.derivation[*idx]) {
            let base = after(&rule.cut);
            let mut endings = language.expand(&rule.forms);
            if endings.is_empty() {
                endings.push(("", ""));
            }
            for add in &rule.add {
                for (ending, case) in &endings {
                    put(&format!("{base}{add}{ending}"), Some(rule.kind), &rule.say, case);
                }
            }
        }
        // Streets that are called after such a place: `Stalingradstraße`.
        let places = choice.derivations.iter().map(|idx| &language.derivation[*idx]);
        for rule in places.filter(|rule| rule.kind == FormKind::PlaceFormation) {
            for (add, head) in
                rule.add.iter().flat_map(|add| language.compound.street.iter().map(move |head| (add, head)))
            {
                put(&format!("{}{add}{head}", after(&rule.cut)), Some(rule.kind), &rule.say, "in a street's name");
            }
        }
        let compound = &language.compound;
        if !choice.derivations.is_empty() || choice.paradigm.is_some() {
            let mut endings = language.expand(&compound.forms);
            endings.insert(0, ("", ""));
            let heads = [
                (&compound.street, FormKind::StreetFormation),
                (&compound.place, FormKind::PlaceFormation),
                (&compound.thing, FormKind::Compound),
            ];
            for (list, kind) in heads {
                for head in list {
                    let rule = format!("compound with -{head}");
                    for link in std::iter::once("").chain(compound.links.iter().map(String::as_str)) {
                        for (ending, case) in &endings {
                            put(&format!("{}{link}{head}{ending}", choice.rest), Some(kind), &rule, case);
                        }
                    }
                }
            }
        }
        table
    }

    fn put(&mut self, tail: &str, kind: Option<FormKind>, rule: &str, case: &str) {
        let exact = exact_word(tail);
        let plain = look_word(&exact);
        let same = self.by_plain.get(&plain).into_iter().flatten();
        if same
            .clone()
            .any(|idx| self.tails[usize::from(*idx)].exact == exact && self.tails[usize::from(*idx)].kind == kind)
        {
            return;
        }
        let Ok(idx) = u16::try_from(self.tails.len()) else { return };
        self.longest = self.longest.max(exact.chars().count());
        let (rule, case) = (self.word(rule), self.word(case));
        self.tails.push(Tail { exact, kind, rule, case });
        self.by_plain.entry(plain).or_default().push(idx);
    }

    fn word(&mut self, word: &str) -> u16 {
        let known = self.words.iter().rposition(|known| known == word);
        let idx = known.unwrap_or_else(|| {
            self.words.push(word.to_owned());
            self.words.len() - 1
        });
        u16::try_from(idx).unwrap_or(0)
    }
}
