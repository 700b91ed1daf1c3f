//! Surveys gazetteers and tables: one candidate a row.

use super::evidence::{Finding, Known, NameTag, judge};
use super::{Options, Survey, class};
use std::collections::BTreeMap;
use std::path::Path;
use thaw_core::candidate::Member;
use thaw_core::{Candidate, Evidence, SubjectId};
use thaw_formats::detect::Format;
use thaw_formats::error::FormatError;
use thaw_formats::gazetteer::{self, GazetteerRow, RowName, RowNameKind};
use thaw_formats::geonames;
use thaw_names::Matcher;

/// The column of the main table of GeoNames that lists other names.
const LISTED: &str = "alternatenames";
/// What a name weighs less when its list does not say whether it is in force.
const LISTED_DOUBT: f32 = 0.2;

pub(super) fn survey(
    path: &Path,
    format: Format,
    matcher: &Matcher,
    options: &Options<'_>,
) -> Result<Survey, FormatError> {
    let mut survey = Survey::default();
    let file = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let may_match = |text: &str| matcher.may_match(text.as_bytes());
    let mut each = |row: GazetteerRow| {
        if row.names.iter().any(|name| may_match(&name.text)) {
            candidates(&file, &row, matcher, options, &mut survey.candidates);
        }
    };
    let problems = if format == Format::GeoNames && !options.alternates.is_empty() {
        geonames::read_joined(path, options.alternates, &may_match, &mut each)?
    } else {
        gazetteer::read(path, options.columns.as_ref(), &mut each)?
    };
    survey.problems.extend(problems.list().iter().cloned());
    Ok(survey)
}

fn candidates(file: &str, row: &GazetteerRow, matcher: &Matcher, options: &Options<'_>, found: &mut Vec<Candidate>) {
    let class = class::of_word(row.class.as_deref());
    // A name that has ended is history, not something that bears the name today.
    let is_current = |name: &&RowName| {
        name.kind != RowNameKind::Historic && name.to.as_deref().is_none_or(|to| to.is_empty() || to == "..")
    };
    let names: Vec<NameTag<'_>> = row
        .names
        .iter()
        .filter(is_current)
        .map(|name| NameTag {
            key: if name.kind == RowNameKind::Listed { LISTED } else { "name" },
            value: &name.text,
            lang: name.lang.as_deref(),
        })
        .collect();
    // The date from which the bearing name is in force, when the row gives names dates of their own.
    let named = row.named.clone().or_else(|| {
        let bearing = row.names.iter().filter(is_current).filter(|name| matcher.may_match(name.text.as_bytes()));
        bearing.filter_map(|name| name.from.clone()).next()
    });
    let property = |key: &str| row.properties.get(key).map(String::as_str);
    let known = Known {
        class: class.object,
        country: row.country.as_deref(),
        etymology: property("name:etymology"),
        wikidata: property("name:etymology:wikidata")
            .into_iter()
            .flat_map(|ids| ids.split(';').map(str::trim))
            .collect(),
        named: named.as_deref(),
    };
    for mut finding in judge(matcher, &names, &known, options) {
        doubt_listed(&mut finding);
        let Some(dossier) = options.dossiers.get(finding.dossier) else { continue };
        let id = if row.id.contains('/') { row.id.clone() } else { format!("{file}/{}", row.id) };
        let id = SubjectId(id);
        let members = finding
            .keys
            .iter()
            .map(|(key, value)| Member { id: id.clone(), key: key.clone(), value: value.clone(), version: None })
            .collect();
        let mut properties =
            BTreeMap::from([("file".to_owned(), file.to_owned()), ("place".to_owned(), row.place.clone())]);
        if let Some(country) = &row.country {
            properties.insert("country".to_owned(), country.clone());
        }
        let name = finding.keys.first().map_or_else(String::new, |(_, value)| value.clone());
        found.push(Candidate {
            id,
            dossier: dossier.id.clone(),
            name,
            form: finding.form,
            lang: finding.lang,
            class: class.word.clone(),
            at: row.at,
            within: property("within").map(str::to_owned).or_else(|| row.country.clone()),
            honours: finding.honours,
            score: finding.score,
            evidence: finding.evidence,
            named: named.clone(),
            members,
            properties,
        });
    }
}

/// Doubts a name that stands only in a list that does not say whether it is in force.
fn doubt_listed(finding: &mut Finding) {
    if finding.keys.iter().all(|(key, _)| key == LISTED) {
        finding.score = (finding.score - LISTED_DOUBT).max(0.0);
        let text = "the list of other names does not say whether this one is in use or history; add the table of alternate names (alternateNamesV2.txt)";
        finding.evidence.push(Evidence { rule: "listed".to_owned(), weight: -LISTED_DOUBT, text: text.to_owned() });
    }
}
