//! Objects of a map put together to candidates: the ways of a street, and all that repeats its name.

use super::Options;
use super::evidence::Finding;
use super::osm::{Hit, own_key};
use crate::street::{self, Segment};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use thaw_core::candidate::Member;
use thaw_core::{Candidate, LonLat};

/// Objects that are named after a street rather than being one, and join its candidate when it is near.
pub(super) const REPEATERS: &[&str] = &["station", "street-relation", "address"];
/// The side of a cell in which a street is looked for, in degrees of latitude: about a kilometre.
const CELL: f64 = 0.01;

struct Group<'a> {
    hits: Vec<(&'a Hit, &'a Finding)>,
    repeating: Vec<(&'a Hit, &'a Finding)>,
}

/// Returns the candidates of one dossier.
pub(super) fn candidates(hits: &[Hit], dossier_idx: usize, file: &str, options: &Options<'_>) -> Vec<Candidate> {
    let Some(dossier) = options.dossiers.get(dossier_idx) else { return Vec::new() };
    let mut own = Vec::new();
    let mut repeaters = Vec::new();
    for hit in hits {
        let Some(finding) = hit.findings.iter().find(|finding| finding.dossier == dossier_idx) else { continue };
        let bears = finding.keys.iter().any(|(key, _)| own_key(key).is_some());
        if bears && !REPEATERS.contains(&hit.class.word.as_str()) {
            own.push((hit, finding));
        } else {
            repeaters.push((hit, finding));
        }
    }
    let mut groups = grouped(&own);
    let alone = attach(&mut groups, repeaters);
    groups.extend(grouped(&alone));
    groups.into_iter().filter_map(|group| candidate(&group, &dossier.id, file)).collect()
}

fn grouped<'a>(hits: &[(&'a Hit, &'a Finding)]) -> Vec<Group<'a>> {
    let segments: Vec<Segment> = hits
        .iter()
        .map(|(hit, finding)| Segment {
            // Streets of one name are one street; a park and a school of one name are two things.
            name: format!(
                "{}\u{0}{}",
                if hit.class.is_street() { "street" } else { &hit.class.word },
                bearing(finding)
            ),
            within: hit.within.clone(),
            nodes: hit.object.nodes().to_vec(),
            line: if hit.line.is_empty() { hit.at.into_iter().collect() } else { hit.line.clone() },
        })
        .collect();
    let groups = street::group(&segments).into_iter();
    groups
        .map(|indexes| Group { hits: indexes.into_iter().map(|idx| hits[idx]).collect(), repeating: Vec::new() })
        .collect()
}

/// Returns the value that bears the name: of `name` when that is among the keys.
fn bearing(finding: &Finding) -> &str {
    let name = finding.keys.iter().find(|(key, _)| key == "name").or(finding.keys.first());
    name.map_or("", |(_, value)| value.as_str())
}

/// Joins what repeats a street's name to the nearest street of that name; returns what has none near.
fn attach<'a>(groups: &mut [Group<'a>], repeaters: Vec<(&'a Hit, &'a Finding)>) -> Vec<(&'a Hit, &'a Finding)> {
    // Without case: a stop is called `Улица Мира` where the street is an `улица Мира`.
    let mut near: Near = FxHashMap::default();
    for (group_idx, group) in groups.iter().enumerate() {
        for (hit, _) in &group.hits {
            let names = hit.object.tags.iter().filter(|(key, _)| own_key(key).is_some());
            for (_, name) in names {
                let name = name.to_lowercase();
                for &at in hit.line.iter().chain(hit.at.as_ref().filter(|_| hit.line.is_empty())) {
                    let (row, column) = cell(at);
                    near.entry((name.clone(), row, column)).or_default().push((at, group_idx));
                }
            }
        }
    }
    let mut alone = Vec::new();
    let mut joined = Vec::new();
    for (hit, finding) in repeaters {
        let nearest = hit.at.and_then(|at| nearest(&near, at, finding));
        match nearest {
            Some(group_idx) => joined.push((group_idx, hit, finding)),
            None => alone.push((hit, finding)),
        }
    }
    for (group_idx, hit, finding) in joined {
        groups[group_idx].repeating.push((hit, finding));
    }
    alone
}

/// Points of groups by name in lower case and cell.
type Near = FxHashMap<(String, i64, i64), Vec<(LonLat, usize)>>;

fn nearest(near: &Near, at: LonLat, finding: &Finding) -> Option<usize> {
    let (row, column) = cell(at);
    let mut best: Option<(f64, usize)> = None;
    let values: BTreeSet<String> = finding.keys.iter().map(|(_, value)| value.to_lowercase()).collect();
    for value in values {
        for near_row in row - 1..=row + 1 {
            for near_column in column - 1..=column + 1 {
                for &(other, group_idx) in near.get(&(value.clone(), near_row, near_column)).into_iter().flatten() {
                    let distance = at.distance_m(other);
                    if best.is_none_or(|(known, idx)| (distance, group_idx) < (known, idx)) {
                        best = Some((distance, group_idx));
                    }
                }
            }
        }
    }
    best.map(|(_, group_idx)| group_idx)
}

fn cell(at: LonLat) -> (i64, i64) {
    let row = (at.lat / CELL).floor();
    let width = CELL / (row * CELL).to_radians().cos().max(0.01);
    #[expect(clippy::cast_possible_truncation, reason = "degrees in steps of a hundredth fit an i64")]
    (row as i64, (at.lon / width).floor() as i64)
}

fn candidate(group: &Group<'_>, dossier: &str, file: &str) -> Option<Candidate> {
    let all = || group.hits.iter().chain(&group.repeating);
    let (best_hit, best) = group.hits.iter().max_by(|(left_hit, left), (right_hit, right)| {
        left.score.total_cmp(&right.score).then(right_hit.object.id.cmp(&left_hit.object.id))
    })?;
    let first = group.hits.iter().map(|(hit, _)| hit.object.id).min()?;
    let mut members = BTreeSet::new();
    let own = group.hits.iter().map(|found| (found, true));
    for ((hit, finding), is_own) in own.chain(group.repeating.iter().map(|found| (found, false))) {
        let tags = hit.object.tags.iter().filter(|(key, value)| {
            let bears = finding.keys.iter().any(|(known, _)| known == key) && !value.is_empty();
            // The names of a street in other languages are renamed with it, whether they hold a form or not.
            bears || is_own && own_key(key).is_some()
        });
        for (key, value) in tags {
            let (key, value) = (key.clone(), value.clone());
            members.insert(Member { id: hit.object.id.subject(), key, value, version: hit.object.version });
        }
    }
    let mut properties = BTreeMap::from([("file".to_owned(), file.to_owned())]);
    let n_objects: BTreeSet<_> = all().map(|(hit, _)| hit.object.id).collect();
    properties.insert("n_objects".to_owned(), n_objects.len().to_string());
    let is_street = best_hit.class.is_street();
    if is_street {
        let length_m: f64 = group.hits.iter().map(|(hit, _)| length(&hit.line)).sum();
        properties.insert("length_m".to_owned(), format!("{length_m:.0}"));
        properties.insert("n_ways".to_owned(), group.hits.len().to_string());
    }
    let n_addresses = all().filter(|(hit, _)| hit.object.tag("addr:housenumber").is_some()).count();
    if n_addresses > 0 || is_street {
        properties.insert("n_addresses".to_owned(), n_addresses.to_string());
    }
    let repeats: BTreeMap<&str, usize> = group.repeating.iter().fold(BTreeMap::new(), |mut counts, (hit, _)| {
        *counts.entry(hit.class.word.as_str()).or_default() += 1;
        counts
    });
    if !repeats.is_empty() {
        let words: Vec<String> = repeats.iter().map(|(word, count)| format!("{word} ×{count}")).collect();
        properties.insert("repeated_by".to_owned(), words.join(", "));
    }
    Some(Candidate {
        id: first.subject(),
        dossier: dossier.to_owned(),
        name: bearing(best).to_owned(),
        form: best.form.clone(),
        lang: best.lang.clone(),
        class: best_hit.class.word.clone(),
        at: best_hit.at,
        within: best_hit.within.clone(),
        honours: best.honours,
        score: best.score,
        evidence: best.evidence.clone(),
        named: group.hits.iter().filter_map(|(hit, _)| hit.named.clone()).min(),
        members: members.into_iter().collect(),
        properties,
    })
}

fn length(line: &[LonLat]) -> f64 {
    line.windows(2).map(|pair| pair[0].distance_m(pair[1])).sum()
}
