//! Letters and certificates about decided cases, from templates.
//!
//! A template is a text file, a paragraph a line: `# ` begins a heading, `> ` stands at the right margin, `~ ` is small.
//! `{slots}` are filled in; a line of which nothing is left is left out. The bundled ones stand in `data/letters`.

use super::{Decision, Dossier, Recorded, RegisterError, Row, Standing, Step, Verdict};
use crate::{
    cases::{Reader, fields::said, words::filled},
    decree::Decree,
};
use std::collections::BTreeMap;
use thaw_formats::pdf::{Document, Paragraph, Style};

/// Fills a template for the decision that is in force under a decree.
///
/// # Errors
/// When nobody has decided the case under this decree, or the decision is only that more must be found out.
pub fn letter(
    template: &str,
    dossier: &Dossier,
    decree: &Decree,
    reader: &Reader,
    lang: &str,
    today: &str,
) -> Result<Document, RegisterError> {
    let refused = |what: &str| RegisterError::Decision { case: dossier.id.clone(), what: what.to_owned() };
    let standing = Standing::of(&dossier.decisions);
    let (verdict, seq) = standing
        .verdicts
        .get(&decree.id)
        .ok_or_else(|| refused(&format!("nobody has decided it under `{}` yet", decree.id)))?;
    let decision = dossier.decisions.iter().find(|recorded| recorded.seq == *seq);
    let Some(Recorded { what: Decision { step: Step::Decide { clause, .. }, authority, date, reason, .. }, .. }) =
        decision
    else {
        return Err(refused("the decision is no longer on the register"));
    };
    let words = reader.vocabulary();
    let outcome = match verdict {
        Verdict::Covered(outcome) => words.say(lang, &format!("outcome.{}", outcome.word()), &[]),
        Verdict::NotCovered => words.say(lang, "letter.not_covered", &[]),
        Verdict::Deferred => return Err(refused("the decision is only that more must be found out")),
    };
    let Some(Row::Case(case)) = dossier.rows.last().map(|row| &row.what) else {
        return Err(refused("the row was set aside"));
    };
    let case = &standing.applied_to(case);
    if case.name().is_empty() {
        return Err(refused("the row has no name: learn it first"));
    }
    let clause = clause.clone().unwrap_or_default();
    let text = decree.clauses.iter().find(|other| other.id == clause).map_or("", |clause| said(&clause.text, lang));
    let born = case
        .get("born")
        .map_or_else(String::new, |born| words.say(lang, "letter.born", &[("date", &words.date(lang, born))]));
    let title = said(&decree.title, lang).to_owned();
    let slots = BTreeMap::from([
        ("name", case.name()),
        ("born", born),
        ("decree", title.clone()),
        ("decree_date", words.date(lang, &decree.date.to_string())),
        ("outcome", outcome),
        ("clause", clause),
        ("text", text.to_owned()),
        ("authority", authority.clone()),
        ("date", words.date(lang, date)),
        ("reason", reason.clone().unwrap_or_default()),
        ("today", words.date(lang, today)),
        ("case", dossier.id.clone()),
        ("list", case.list.clone()),
        ("place", case.place.clone()),
        ("entry", seq.to_string()),
    ]);
    if let Some((line, slot)) = unknown_slot(template, &slots) {
        let known: Vec<String> = slots.keys().map(|slot| format!("{{{slot}}}")).collect();
        return Err(RegisterError::Template {
            line,
            what: format!("there is no slot `{{{slot}}}`; there are {}", known.join(", ")),
        });
    }
    let paragraphs = template.lines().filter_map(|line| paragraph(line, &slots)).collect();
    Ok(Document { title: format!("{}: {title}", case.name()), lang: lang.to_owned(), paragraphs })
}

/// Finds a slot that nothing fills: its line and its name.
fn unknown_slot<'t>(template: &'t str, slots: &BTreeMap<&str, String>) -> Option<(usize, &'t str)> {
    let named = |line: &'t str| line.split('{').skip(1).filter_map(|after| Some(after.split_once('}')?.0));
    template
        .lines()
        .zip(1..)
        .find_map(|(line, number)| named(line).find(|slot| !slots.contains_key(slot)).map(|slot| (number, slot)))
}

fn paragraph(line: &str, slots: &BTreeMap<&str, String>) -> Option<Paragraph> {
    let marks = [("# ", Style::Heading), ("> ", Style::Right), ("~ ", Style::Small)];
    let (text, style) = marks
        .into_iter()
        .find_map(|(mark, style)| Some((line.strip_prefix(mark)?, style)))
        .unwrap_or((line, Style::Body));
    let slots: Vec<(&str, &str)> = slots.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let text = filled(text, &slots).trim().to_owned();
    (!text.is_empty()).then_some(Paragraph { text, style })
}
