//! A renaming on a map: each object touched once, with everything on it that repeated the old name.
//!
//! | key | what becomes of it |
//! | --- | --- |
//! | `name` and the other keys of a name in force | the new name |
//! | `name:LANG` | the new name in that language; without one the key goes and the old value stays in `old_name:LANG` |
//! | `old_name` | gets the old name, behind what it had; also `old_name:FROM-TO` when the years are known |
//! | `name:etymology*` | whom the new name honours; what it said goes to `old_name:etymology*` |
//! | `name:start_date` | the day of the renaming, where the key was in use |
//! | `addr:street` and the like, the name of a stop or of an address relation | the new name |

use crate::survey;
use std::collections::{BTreeMap, BTreeSet};
use thaw_core::edtf::End;
use thaw_core::{Act, ActId, Edtf, Fact, Period, Problem, Subject};
use thaw_formats::osm::{OsmId, OsmObject};

/// What to do with the old name on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OldName {
    /// It is kept in `old_name`.
    Keep,
    /// It stays in the ledger and the crosswalk alone.
    Leave,
}

/// A renaming as a map needs it.
#[derive(Clone, Debug, PartialEq)]
pub struct Renaming {
    /// The act.
    pub act: ActId,
    /// The day from which the new name holds.
    pub date: Edtf,
    /// The objects that bear or repeat the name.
    pub members: BTreeSet<OsmId>,
    /// By the old name in lower case: a stop writes `Улица` where the street is an `улица`.
    old: BTreeMap<String, Old>,
    new: BTreeMap<String, String>,
    main: String,
    named_after: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
struct Old {
    langs: BTreeSet<String>,
    years: Option<String>,
}

/// An object before and after the renamings.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// As the map has it.
    pub before: OsmObject,
    /// As it shall be.
    pub after: OsmObject,
    /// The acts that change it.
    pub acts: BTreeSet<ActId>,
}

impl Renaming {
    /// Reads a renaming from its act and subject; nothing when it is about no object of a map or has no new name.
    #[must_use]
    pub fn of(act: &Act, subject: &Subject) -> Option<Self> {
        let ids = subject.properties.get("members").map_or(subject.id.0.as_str(), String::as_str);
        let members: BTreeSet<OsmId> =
            ids.split(' ').filter_map(|id| OsmId::of_subject(&thaw_core::SubjectId(id.to_owned()))).collect();
        let mut renaming = Self {
            act: act.id.clone(),
            date: act.date.clone(),
            members,
            old: BTreeMap::new(),
            new: BTreeMap::new(),
            main: String::new(),
            named_after: None,
        };
        let is_new = |period: &Period| period.from == End::At(act.date.clone());
        for fact in &act.facts {
            let Fact::Name(name) = fact else { continue };
            let lang = name.lang.to_string();
            if is_new(&name.period) {
                // A decision gives the name itself first, then those in other languages.
                if renaming.new.is_empty() {
                    renaming.main.clone_from(&name.text);
                }
                renaming.new.insert(lang, name.text.clone());
                renaming.named_after = renaming.named_after.or_else(|| name.named_after.clone());
            } else {
                let old = renaming
                    .old
                    .entry(name.text.to_lowercase())
                    .or_insert_with(|| Old { langs: BTreeSet::new(), years: years(&name.period) });
                old.langs.insert(lang);
            }
        }
        (!renaming.members.is_empty() && !renaming.new.is_empty()).then_some(renaming)
    }

    /// Returns the new name that stands in the place of an old one under a key.
    fn new_name(&self, key: &str, old: &Old) -> Option<&str> {
        match key.split_once(':') {
            Some((base, lang)) if base != "addr" && base != "is_in" => self.new.get(lang).map(String::as_str),
            _ => {
                // Where name and name:LANG differ in language, the value tells which one stands here.
                let own =
                    if old.langs.len() == 1 { old.langs.iter().find_map(|lang| self.new.get(lang)) } else { None };
                Some(own.unwrap_or(&self.main))
            }
        }
    }

    fn apply(&self, object: &mut OsmObject, old_names: OldName) -> bool {
        let bears = survey::bears_own_name(object);
        let mut kept: Vec<(String, String)> = Vec::new();
        let mut tags = Vec::with_capacity(object.tags.len() + 2);
        let (mut is_changed, mut is_renamed) = (false, false);
        for (key, value) in std::mem::take(&mut object.tags) {
            let old = self.old.get(&value.to_lowercase()).filter(|_| survey::is_name_key(&key));
            let Some(old) = old else {
                tags.push((key, value));
                continue;
            };
            is_changed = true;
            let suffix =
                key.split_once(':').filter(|(base, _)| *base != "addr" && *base != "is_in").map(|(_, lang)| lang);
            let is_own = bears && survey::is_own_name_key(&key);
            if is_own {
                let old_key = suffix.map_or_else(|| "old_name".to_owned(), |lang| format!("old_name:{lang}"));
                kept.push((old_key, value.clone()));
                if let (None, Some(years)) = (suffix, &old.years) {
                    kept.push((format!("old_name:{years}"), value.clone()));
                }
            }
            is_renamed |= is_own;
            if let Some(new) = self.new_name(&key, old) {
                let new = like(&value, new);
                tags.push((key, new));
            }
        }
        object.tags = tags;
        if !is_changed {
            return false;
        }
        if is_renamed {
            if old_names == OldName::Keep {
                kept.into_iter().for_each(|(key, value)| keep(object, key, value));
            }
            self.other_languages(object);
            self.etymology(object, old_names);
            if let Some((_, date)) = object.tags.iter_mut().find(|(key, _)| key == "name:start_date") {
                *date = self.date.to_string();
            }
        }
        true
    }

    /// Adds the names that were decided in languages that the object had no name in.
    fn other_languages(&self, object: &mut OsmObject) {
        for (lang, name) in self.new.iter().filter(|(_, name)| **name != self.main) {
            let key = format!("name:{lang}");
            if object.tag("name").is_some() && object.tag(&key).is_none() {
                object.tags.push((key, name.clone()));
            }
        }
    }

    fn etymology(&self, object: &mut OsmObject, old_names: OldName) {
        let is_etymology = |key: &str| key == "name:etymology" || key.starts_with("name:etymology:");
        let (old, rest): (Vec<_>, Vec<_>) =
            std::mem::take(&mut object.tags).into_iter().partition(|(key, _)| is_etymology(key));
        object.tags = rest;
        if old_names == OldName::Keep {
            old.into_iter().for_each(|(key, value)| keep(object, format!("old_{key}"), value));
        }
        if let Some(named_after) = &self.named_after {
            let is_id = named_after.strip_prefix('Q').is_some_and(|id| id.parse::<u64>().is_ok());
            let key = if is_id { "name:etymology:wikidata" } else { "name:etymology" };
            object.tags.push((key.to_owned(), named_after.clone()));
        }
    }
}

/// Returns the new name with a capital where the old one had one and otherwise differs in nothing from its street's.
fn like(old: &str, new: &str) -> String {
    let is_capital = old.chars().next().is_some_and(char::is_uppercase);
    let mut rest = new.chars();
    match rest.next() {
        Some(first) if is_capital && first.is_lowercase() => first.to_uppercase().chain(rest).collect(),
        _ => new.to_owned(),
    }
}

/// Adds a value to a key that may hold several, behind what it has.
fn keep(object: &mut OsmObject, key: String, value: String) {
    match object.tags.iter_mut().find(|(known, _)| *known == key) {
        Some((_, known)) if known.split(';').any(|part| part.trim() == value) => {}
        Some((_, known)) => {
            known.push(';');
            known.push_str(&value);
        }
        None => object.tags.push((key, value)),
    }
}

/// Returns `1949-1961` when both years are certain.
fn years(period: &Period) -> Option<String> {
    let year = |end: &End| match end {
        End::At(date) if !date.is_qualified() && date.first_year() == date.last_year() => date.first_year(),
        _ => None,
    };
    Some(format!("{}-{}", year(&period.from)?, year(&period.to)?))
}

/// Returns the changed objects, sorted by id, each once; and what could not be changed.
///
/// `objects` are the members of the renamings as the map has them. The ledger says what the old names were: a value that
/// the map has changed since is left alone and named.
#[must_use]
pub fn changes(
    renamings: &[Renaming],
    objects: &BTreeMap<OsmId, OsmObject>,
    old_names: OldName,
    path: &str,
) -> (Vec<Change>, Vec<Problem>) {
    let mut changes: BTreeMap<OsmId, Change> = BTreeMap::new();
    let mut problems = Vec::new();
    for renaming in renamings {
        for id in &renaming.members {
            let problem = |what: String| Problem {
                path: path.to_owned(),
                place: id.to_string(),
                what,
                action: format!("left as it is (act {})", renaming.act),
            };
            let Some(object) = objects.get(id) else {
                problems.push(problem("the map does not have this object".to_owned()));
                continue;
            };
            if object.version.is_none() {
                problems
                    .push(problem("the map does not tell the object's version, which an osmChange needs".to_owned()));
                continue;
            }
            let change = changes.entry(*id).or_insert_with(|| Change {
                before: object.clone(),
                after: object.clone(),
                acts: BTreeSet::new(),
            });
            if renaming.apply(&mut change.after, old_names) {
                change.acts.insert(renaming.act.clone());
            } else {
                problems.push(problem("no key of it has the old name any more".to_owned()));
            }
        }
    }
    changes.retain(|_, change| !change.acts.is_empty());
    (changes.into_values().collect(), problems)
}
