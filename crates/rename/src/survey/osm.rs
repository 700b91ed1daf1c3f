//! Surveys OpenStreetMap files: ways of one street made one, with all that repeats its name.

use super::class::{self, Class};
use super::evidence::{Finding, Known, NameTag, judge};
use super::group;
use super::municipality::{Boundary, Municipalities};
use super::{Options, Survey};
use crate::check::Neighbour;
use rustc_hash::FxHashMap;
use std::path::Path;
use thaw_core::{Lang, LonLat, Problem};
use thaw_formats::error::FormatError;
use thaw_formats::osm::{OsmFile, OsmIds, OsmKind, OsmObject, OsmQuery, StringTest};
use thaw_names::Matcher;

/// Keys that hold an object's own name in force; `name:LANG` is taken as well.
const OWN: &[&str] =
    &["name", "official_name", "alt_name", "loc_name", "int_name", "nat_name", "reg_name", "short_name"];
/// Keys that repeat the name of something else.
const REPEATING: &[&str] = &["addr:street", "addr:place", "addr:suburb", "addr:district", "is_in:street"];
/// Keys that say since when the name is in force.
const NAMED: &[&str] = &["name:start_date", "start_date:name", "name:date"];

/// An object that bears a name, with the judgement on it.
pub(super) struct Hit {
    pub(super) object: OsmObject,
    pub(super) class: Class,
    pub(super) findings: Vec<Finding>,
    pub(super) named: Option<String>,
    pub(super) at: Option<LonLat>,
    pub(super) within: Option<String>,
    pub(super) line: Vec<LonLat>,
}

pub(super) fn survey(path: &Path, matcher: &Matcher, options: &Options<'_>) -> Result<Survey, FormatError> {
    let ids: Vec<&str> =
        options.dossiers.iter().filter_map(|dossier| dossier.external.get("wikidata")).map(String::as_str).collect();
    let is_wanted = |string: &[u8]| {
        matcher.may_match(string) || ids.iter().any(|id| memchr::memmem::find(string, id.as_bytes()).is_some())
    };
    let Reading { hits, open, problems } = read(path, &is_wanted, &mut |object| hit(object, matcher, options))?;
    let mut survey = Survey { problems, ..Survey::default() };
    if hits.is_empty() {
        return Ok(survey);
    }
    if !open.is_empty() {
        let shown = open.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(", ");
        let note = "the extract cuts open the boundaries of municipalities, which are then told by `addr:city` alone";
        survey.notes.push(format!("{note}: {} ({shown}{})", open.len(), if open.len() > 3 { "…" } else { "" }));
    }
    let stem = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    for dossier_idx in 0..options.dossiers.len() {
        survey.candidates.extend(group::candidates(&hits, dossier_idx, &stem, options));
    }
    Ok(survey)
}

fn hit(object: OsmObject, matcher: &Matcher, options: &Options<'_>) -> Option<Hit> {
    let class = class::of_osm(&object);
    let mut names = Vec::new();
    for (key, value) in &object.tags {
        if let Some((_, lang)) = own_key(key).filter(|_| !value.is_empty()) {
            names.push(NameTag { key, value, lang });
        } else if REPEATING.contains(&key.as_str()) {
            names.push(NameTag { key, value, lang: None });
        }
    }
    let named = named(&object);
    let ids = ["name:etymology:wikidata", "subject:wikidata"].iter().filter_map(|key| object.tag(key));
    let known = Known {
        class: class.object,
        country: object.tag("addr:country"),
        etymology: object.tag("name:etymology").or_else(|| object.tag("subject")),
        wikidata: ids.flat_map(|ids| ids.split(';').map(str::trim)).collect(),
        named: named.as_deref(),
    };
    let findings = judge(matcher, &names, &known, options);
    let at = object.at();
    (!findings.is_empty()).then(|| Hit { class, findings, named, at, within: None, line: Vec::new(), object })
}

/// Returns the base key and the language of a key that holds a name in force.
pub(super) fn own_key(key: &str) -> Option<(&str, Option<&str>)> {
    if OWN.contains(&key) {
        return Some((key, None));
    }
    let (base, lang) = key.split_once(':')?;
    // `name:etymology`, `name:prefix` and the like are no names; languages have two or three letters.
    let is_lang = lang.split('-').next().is_some_and(|primary| (2..=3).contains(&primary.len()));
    (OWN.contains(&base) && is_lang && Lang::parse(lang).is_some()).then_some((base, Some(lang)))
}

/// Tells whether a key holds the name of the object or repeats that of something else.
pub(crate) fn is_name_key(key: &str) -> bool {
    own_key(key).is_some() || REPEATING.contains(&key)
}

/// Tells whether a key holds the name of the object itself.
pub(crate) fn is_own_name_key(key: &str) -> bool {
    own_key(key).is_some()
}

/// Tells whether an object bears a name of its own rather than repeating a street's.
pub(crate) fn bears_own_name(object: &OsmObject) -> bool {
    !super::group::REPEATERS.contains(&class::of_osm(object).word.as_str())
}

/// Returns since when the name is in force: a key of its own, or the end of the last dated former name (`old_name:1950--1961`).
fn named(object: &OsmObject) -> Option<String> {
    if let Some(date) = NAMED.iter().find_map(|key| object.tag(key)) {
        return Some(date.to_owned());
    }
    let ends = object.tags.iter().filter_map(|(key, _)| {
        let period = key.strip_prefix("old_name:").or_else(|| key.strip_prefix("name:"))?;
        let end =
            period.rsplit_once("--").map(|(_, end)| end).or_else(|| period.rsplit_once('-').map(|(_, end)| end))?;
        (end.len() >= 4 && end.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')).then(|| end.to_owned())
    });
    ends.max()
}

/// What a file holds of the wanted.
struct Reading {
    hits: Vec<Hit>,
    /// The municipalities whose boundaries the file cuts open.
    open: Vec<String>,
    problems: Vec<Problem>,
}

/// Reads the objects with a wanted string that `keep` keeps, with where they are and which municipality they lie in.
fn read(
    path: &Path,
    is_wanted: &StringTest<'_>,
    keep: &mut dyn FnMut(OsmObject) -> Option<Hit>,
) -> Result<Reading, FormatError> {
    let file = OsmFile::open(path)?;
    match read_kinds(&file, is_wanted, keep) {
        Err(FormatError::OutOfOrder { .. }) => read_kinds(&file.whole(), is_wanted, keep),
        reading => reading,
    }
}

/// Relations come first, then ways, then nodes: each kind tells what is wanted of the next, so that one pass is enough.
fn read_kinds(
    file: &OsmFile,
    is_wanted: &StringTest<'_>,
    keep: &mut dyn FnMut(OsmObject) -> Option<Hit>,
) -> Result<Reading, FormatError> {
    let mut hits: Vec<Hit> = Vec::new();
    let mut boundaries = Vec::new();
    let mut ids = OsmIds::default();
    let mut problems = Vec::new();
    let of_relations = |string: &[u8]| string == b"administrative" || is_wanted(string);
    let found = file.read_kind(OsmKind::Relation, OsmQuery::Strings(&of_relations), &mut |object| {
        if let Some(boundary) = Boundary::of(&object) {
            boundary.want(&mut ids);
            boundaries.push(boundary);
        }
        if let Some(hit) = keep(object) {
            // A relation is where its first member is: a boundary's centre, a street's first way.
            let places = hit.object.members().iter().filter(|member| member.id.kind != OsmKind::Relation);
            places.take(3).for_each(|member| ids.insert(member.id));
            hits.push(hit);
        }
    })?;
    problems.extend_from_slice(found.list());
    let mut ways: FxHashMap<i64, Vec<i64>> = FxHashMap::default();
    let found = file.read_kind(OsmKind::Way, OsmQuery::StringsOrIds(is_wanted, &ids), &mut |object| {
        if ids.contains(object.id) {
            ways.insert(object.id.id, object.nodes().to_vec());
        }
        hits.extend(keep(object));
    })?;
    problems.extend_from_slice(found.list());
    let mut wanted = OsmIds { nodes: ids.nodes, ..OsmIds::default() };
    wanted.nodes.extend(hits.iter().flat_map(|hit| hit.object.nodes()));
    // Without a hit nobody asks for a municipality yet.
    let is_early = hits.is_empty();
    if !is_early {
        wanted.nodes.extend(ways.values().flatten());
    }
    let mut nodes: FxHashMap<i64, LonLat> = FxHashMap::default();
    let found = file.read_kind(OsmKind::Node, OsmQuery::StringsOrIds(is_wanted, &wanted), &mut |object| {
        if let Some(at) = object.at().filter(|_| wanted.contains(object.id)) {
            nodes.insert(object.id.id, at);
        }
        hits.extend(keep(object));
    })?;
    problems.extend_from_slice(found.list());
    if is_early && !hits.is_empty() {
        wanted.nodes.extend(ways.values().flatten());
        file.read_kind(OsmKind::Node, OsmQuery::Ids(&wanted), &mut |object| {
            if let Some(at) = object.at() {
                nodes.insert(object.id.id, at);
            }
        })?;
    }
    hits.sort_by_key(|hit| hit.object.id);
    let (municipalities, open) = Municipalities::new(boundaries, &ways, &nodes);
    for hit in &mut hits {
        hit.line = hit.object.nodes().iter().filter_map(|node| nodes.get(node).copied()).collect();
        if hit.at.is_none() {
            let middle = hit.line.get(hit.line.len() / 2).copied();
            hit.at = middle.or_else(|| first_member(&hit.object, &ways, &nodes));
        }
        hit.within =
            hit.at.and_then(|at| municipalities.of(at)).or_else(|| hit.object.tag("addr:city")).map(str::to_owned);
    }
    Ok(Reading { hits, open, problems })
}

fn first_member(object: &OsmObject, ways: &FxHashMap<i64, Vec<i64>>, nodes: &FxHashMap<i64, LonLat>) -> Option<LonLat> {
    object.members().iter().find_map(|member| match member.id.kind {
        OsmKind::Node => nodes.get(&member.id.id).copied(),
        OsmKind::Way => ways.get(&member.id.id)?.iter().find_map(|node| nodes.get(node).copied()),
        OsmKind::Relation => None,
    })
}

/// Returns the named streets and places of a map, to compare a proposed name with.
///
/// # Errors
/// When the file cannot be read.
pub fn neighbours(path: &Path) -> Result<Vec<Neighbour>, FormatError> {
    let is_key = |string: &[u8]| string == b"highway" || string == b"place";
    let Reading { hits, .. } = read(path, &is_key, &mut |object| {
        let class = class::of_osm(&object);
        let is_place =
            class.object == thaw_names::ObjectClass::Street || class.object == thaw_names::ObjectClass::Settlement;
        let is_named = is_place && object.tag("name").is_some();
        let (at, findings, named, line, within) = (object.at(), Vec::new(), None, Vec::new(), None);
        is_named.then_some(Hit { object, class, findings, named, at, within, line })
    })?;
    Ok(hits
        .into_iter()
        .filter_map(|hit| {
            let name = hit.object.tag("name")?.to_owned();
            Some(Neighbour { id: hit.object.id.subject(), name, class: hit.class.word, within: hit.within })
        })
        .collect())
}
