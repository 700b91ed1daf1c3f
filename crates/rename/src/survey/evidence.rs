//! From the matches of an object's names to one judgement a dossier.

use super::Options;
use thaw_core::candidate::Honours;
use thaw_core::{Answer, Edtf, Evidence, Lang};
use thaw_names::{Match, Matcher, ObjectClass};

/// One name of an object: a key, its value, and the language that the key says.
pub(super) struct NameTag<'a> {
    pub(super) key: &'a str,
    pub(super) value: &'a str,
    pub(super) lang: Option<&'a str>,
}

/// What is known of an object besides its names.
#[derive(Default)]
pub(super) struct Known<'a> {
    pub(super) class: ObjectClass,
    pub(super) country: Option<&'a str>,
    pub(super) etymology: Option<&'a str>,
    pub(super) wikidata: Vec<&'a str>,
    pub(super) named: Option<&'a str>,
}

/// The judgement on one object for one dossier.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub(super) dossier: usize,
    pub(super) form: String,
    pub(super) lang: Lang,
    pub(super) honours: Honours,
    pub(super) score: f32,
    pub(super) evidence: Vec<Evidence>,
    /// The keys whose values bear the name.
    pub(super) keys: Vec<(String, String)>,
}

/// Judges the names of one object, dossier by dossier; the best match decides.
pub(super) fn judge(
    matcher: &Matcher,
    names: &[NameTag<'_>],
    known: &Known<'_>,
    options: &Options<'_>,
) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    let named: Option<Edtf> = known.named.and_then(|text| text.parse().ok());
    for name in names {
        let context = thaw_names::Context {
            lang: name.lang,
            class: known.class,
            country: known.country,
            etymology: known.etymology,
            wikidata: known.wikidata.clone(),
            named: named.clone(),
        };
        for found in matcher.find(name.value, &context) {
            add(&mut findings, name, found);
        }
    }
    by_etymology(&mut findings, names, known, options);
    for finding in &mut findings {
        let rule = options.dossiers.get(finding.dossier).and_then(|dossier| dossier.rule.as_ref());
        if let (Some(rule), Some(named)) = (rule, &named)
            && rule.holds(named) == Answer::Yes
        {
            let text = "it was named while the person ruled".to_owned();
            finding.evidence.push(Evidence { rule: "named-by-the-regime".to_owned(), weight: 0.0, text });
        }
    }
    findings.sort_by_key(|finding| finding.dossier);
    findings
}

fn add(findings: &mut Vec<Finding>, name: &NameTag<'_>, found: Match) {
    let key = (name.key.to_owned(), name.value.to_owned());
    let explained = Evidence { rule: "form".to_owned(), weight: found.score, text: found.explain() };
    match findings.iter_mut().find(|finding| finding.dossier == found.dossier) {
        Some(finding) => {
            finding.keys.push(key);
            if found.score > finding.score {
                finding.form = found.form;
                finding.lang = found.lang;
                finding.honours = found.honours;
                finding.score = found.score;
                finding.evidence = found.evidence;
                finding.evidence.insert(0, explained);
            }
        }
        None => {
            let mut evidence = found.evidence;
            evidence.insert(0, explained);
            findings.push(Finding {
                dossier: found.dossier,
                form: found.form,
                lang: found.lang,
                honours: found.honours,
                score: found.score,
                evidence,
                keys: vec![key],
            });
        }
    }
}

/// An etymology id names the person even where the name has no form of it: an epithet, a battle's hero.
fn by_etymology(findings: &mut Vec<Finding>, names: &[NameTag<'_>], known: &Known<'_>, options: &Options<'_>) {
    for (dossier_idx, dossier) in options.dossiers.iter().enumerate() {
        let Some(id) = dossier.external.get("wikidata").filter(|id| known.wikidata.contains(&id.as_str())) else {
            continue;
        };
        if findings.iter().any(|finding| finding.dossier == dossier_idx) {
            continue;
        }
        let Some(name) = names.first() else { continue };
        let text = format!("the data says that it honours {id} ({})", dossier.name);
        findings.push(Finding {
            dossier: dossier_idx,
            form: name.value.to_owned(),
            lang: name.lang.and_then(Lang::parse).unwrap_or_else(Lang::undetermined),
            honours: Honours::Person,
            score: 0.95,
            evidence: vec![Evidence { rule: "etymology-id".to_owned(), weight: 0.95, text }],
            keys: vec![(name.key.to_owned(), name.value.to_owned())],
        });
    }
}
