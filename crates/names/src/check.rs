//! The mistakes of a dossier: what is no form of anything, what has no effect, what finds too much.

use crate::{
    context::{Context, ObjectClass},
    fold::plain_word,
    language::Languages,
    matcher::Matcher,
};
use std::collections::BTreeSet;
use thaw_core::{Answer, Dossier, Problem, Script, dossier::Names};

/// Names of fewer letters are found in too many places.
const SHORT: usize = 3;

/// Returns what is wrong with a dossier that could be read, by field; `path` is what the problems call it.
#[must_use]
pub fn check(dossier: &Dossier, languages: &Languages, path: &str) -> Vec<Problem> {
    let mut check = Check { path, problems: Vec::new() };
    check.head(dossier);
    check.dates(dossier);
    let matcher = Matcher::new(std::slice::from_ref(dossier), languages);
    for (tag, names) in &dossier.names {
        check.language(tag, names, dossier, languages, &matcher);
    }
    check.exceptions(dossier, languages);
    check.problems
}

struct Check<'a> {
    path: &'a str,
    problems: Vec<Problem>,
}

impl Check<'_> {
    fn add(&mut self, field: impl Into<String>, what: impl Into<String>, remedy: impl Into<String>) {
        let field = format!("field `{}`", field.into());
        self.problems.push(Problem {
            path: self.path.to_owned(),
            place: field,
            what: what.into(),
            action: remedy.into(),
        });
    }

    fn head(&mut self, dossier: &Dossier) {
        let is_slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if dossier.id.is_empty() || !dossier.id.chars().all(is_slug) {
            let what = format!("expected small Latin letters, digits and hyphens, found `{}`", dossier.id);
            self.add("id", what, "write it like `stalin`");
        }
        if dossier.name.trim().is_empty() {
            self.add("name", "it is empty", "write what people call the person");
        }
        if dossier.names.is_empty() {
            self.add(
                "names",
                "there is no name in any language",
                "add a table such as [names.es] with surname = [\"...\"]",
            );
        }
        if dossier.sources.is_empty() {
            self.add("sources", "there is none", "say where the names were found");
        }
        if let Some(id) = dossier.external.get("wikidata")
            && !id
                .strip_prefix('Q')
                .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
        {
            self.add("external.wikidata", format!("expected an id such as `Q855`, found `{id}`"), "mend or remove it");
        }
    }

    fn dates(&mut self, dossier: &Dossier) {
        if let (Some(born), Some(died)) = (&dossier.born, &dossier.died)
            && died.is_before(born) == Answer::Yes
        {
            self.add("died", format!("{died} is before the birth, {born}"), "mend one of the two");
        }
        if let (Some(since), Some(born)) = (&dossier.named_since, &dossier.born)
            && since.is_before(born) == Answer::Yes
        {
            let what = format!("{since} is before the birth, {born}");
            self.add("named_since", what, "nothing can be named after somebody who is not born");
        }
        if let (Some(rule), Some(died)) = (&dossier.rule, &dossier.died)
            && let Some(from) = rule.from.date()
            && died.is_before(from) == Answer::Yes
        {
            self.add("rule", format!("it begins in {from}, after the death, {died}"), "mend one of the two");
        }
    }

    fn language(&mut self, tag: &str, names: &Names, dossier: &Dossier, languages: &Languages, matcher: &Matcher) {
        let language = languages.get(tag);
        if language.is_none() {
            let what = format!("there is no table of the language `{tag}`");
            let remedy = format!("names are found only as they stand; a table is data/languages/{tag}.toml");
            self.add(format!("names.{tag}"), what, remedy);
        }
        let lists = [
            ("surname", &names.surname),
            ("given", &names.given),
            ("patronymic", &names.patronymic),
            ("initials", &names.initials),
            ("full", &names.full),
            ("aliases", &names.aliases),
            ("epithets", &names.epithets),
            ("titles", &names.titles),
            ("forms", &names.forms),
        ];
        if lists.iter().all(|(_, list)| list.is_empty()) {
            self.add(format!("names.{tag}"), "it has no name", "add one, or remove the table");
        }
        for (key, list) in lists {
            let field = format!("names.{tag}.{key}");
            let mut seen = BTreeSet::new();
            for name in list {
                if name.trim() != name || name.is_empty() || name.contains("  ") {
                    self.add(&field, format!("`{name}` is empty or has blanks too many"), "write it without them");
                } else if !seen.insert(name) {
                    self.add(&field, format!("`{name}` stands twice"), "remove one");
                }
                let script = Script::of_text(name);
                if let Some(language) = &language
                    && script != language.script
                    && script != Script::Common
                {
                    let what =
                        format!("`{name}` is not written in the script of {} ({:?})", language.name, language.script);
                    self.add(&field, what, "write it as the language does, or move it to another language");
                }
            }
        }
        for name in &names.surname {
            if name.chars().count() < SHORT {
                self.add(
                    format!("names.{tag}.surname"),
                    format!("`{name}` is short"),
                    "it will be found in many other names",
                );
            }
            let word = plain_word(name);
            let is_word = language
                .as_ref()
                .is_some_and(|language| language.words.common.iter().any(|common| plain_word(common) == word));
            if is_word && !dossier.common.iter().any(|common| plain_word(common) == word) {
                let what = format!("`{name}` is also a word of the language");
                self.add(format!("names.{tag}.surname"), what, format!("add common = [\"{name}\"] to the head"));
            }
        }
        for epithet in names.epithets.iter().filter(|epithet| !epithet.contains(' ')) {
            let what = format!("`{epithet}` is a single word");
            self.add(
                format!("names.{tag}.epithets"),
                what,
                "an epithet is a phrase; a word belongs to `titles` or `aliases`",
            );
        }
        let whole =
            names.surname.iter().chain(&names.full).chain(&names.aliases).chain(&names.epithets).chain(&names.forms);
        for name in whole.filter(|name| !name.trim().is_empty()) {
            let context = Context::name(ObjectClass::Street, Some(tag));
            if matcher.find(name, &context).is_empty() {
                let what = format!("`{name}` is not found by its own dossier");
                self.add(
                    format!("names.{tag}"),
                    what,
                    "look for letters of another script or a look-alike that covers it",
                );
            }
        }
    }

    /// Looks for other bearers and look-alikes that change nothing.
    fn exceptions(&mut self, dossier: &Dossier, languages: &Languages) {
        for other in &dossier.others {
            if other.given.is_empty() && other.wikidata.is_empty() {
                let what = format!("`{}` has neither given names nor an id", other.name);
                self.add("others", what, "without them nothing tells this bearer from the person");
            }
            if other.reason.trim().is_empty() {
                self.add("others", format!("`{}` has no reason", other.name), "say who it is");
            }
        }
        let bare = Dossier { lookalikes: Vec::new(), ..dossier.clone() };
        let matcher = Matcher::new(std::slice::from_ref(&bare), languages);
        for lookalike in &dossier.lookalikes {
            let context = Context::name(ObjectClass::Name, lookalike.lang.as_deref());
            if matcher.find(&lookalike.text, &context).is_empty() {
                let what =
                    format!("`{}` is never taken for a form, so that listing it changes nothing", lookalike.text);
                self.add("lookalikes", what, "remove it");
            }
            if lookalike.reason.trim().is_empty() {
                self.add("lookalikes", format!("`{}` has no reason", lookalike.text), "say what it really is");
            }
        }
    }
}
