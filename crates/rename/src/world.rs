//! The world as it was named on a date: what of a record bore a dossier's name, and what each is called today.

use thaw_core::candidate::Honours;
use thaw_core::{Answer, Dossier, Edtf, NameKind, State, Subject, SubjectKind};
use thaw_names::{Context, Matcher, ObjectClass};

/// A place that bore the name on the date.
#[derive(Clone, Debug)]
pub struct Bearer<'s> {
    /// The place.
    pub subject: &'s Subject,
    /// What it was called then, in the asked language or the first at hand.
    pub then: &'s str,
    /// Whether it surely bore the name then.
    pub answer: Answer,
    /// What it is called today; nothing when the record does not say.
    pub today: Option<&'s str>,
    /// Whether it bears the name still, or again.
    pub still: Answer,
}

/// Returns the places that bore the name on `date`, by country, class and name.
///
/// A name counts when the record says that it honours the person, or when the matcher finds a form of the dossier's names in it and nothing
/// speaks against it. `lang` chooses among the names of a place.
#[must_use]
pub fn bearers<'s>(
    state: &'s State,
    matcher: &Matcher,
    dossier: &Dossier,
    date: &Edtf,
    today: &Edtf,
    lang: &str,
) -> Vec<Bearer<'s>> {
    let bears = |text: &str, lang: &str, named_after: Option<&str>| match named_after {
        Some(named_after) => named_after == dossier.id,
        None => {
            let context = Context::name(ObjectClass::Settlement, Some(lang));
            matcher
                .find(text, &context)
                .iter()
                .any(|found| found.dossier_id == dossier.id && found.is_found() && found.honours != Honours::Victims)
        }
    };
    let mut bearers: Vec<Bearer<'s>> = state
        .subjects()
        .filter(|subject| subject.kind == SubjectKind::Place)
        .filter_map(|subject| {
            let holding = |date: &Edtf| state.names_on(&subject.id, date);
            let bearing = |date: &Edtf| {
                let names = holding(date).into_iter();
                names
                    .filter(|(name, _)| {
                        bears(&name.fact.text, name.fact.lang.as_str(), name.fact.named_after.as_deref())
                    })
                    .collect::<Vec<_>>()
            };
            let then = bearing(date);
            let answer = then.iter().map(|(_, answer)| *answer).max()?;
            let shown = then.iter().filter(|(_, own)| *own == answer);
            let then = shown.min_by_key(|(name, _)| rank(name.fact.lang.as_str(), lang, name.fact.kind))?.0.fact;
            let now = holding(today);
            let best = now.iter().map(|(_, answer)| *answer).max();
            let shown = now.iter().filter(|(_, own)| Some(*own) == best);
            let now = shown.min_by_key(|(name, _)| rank(name.fact.lang.as_str(), lang, name.fact.kind));
            Some(Bearer {
                subject,
                then: &then.text,
                answer,
                today: now.map(|(name, _)| name.fact.text.as_str()),
                still: bearing(today).iter().map(|(_, answer)| *answer).max().unwrap_or(Answer::No),
            })
        })
        .collect();
    bearers.sort_by(|left, right| {
        let key =
            |bearer: &Bearer<'s>| (&bearer.subject.country, &bearer.subject.class, bearer.then, &bearer.subject.id);
        key(left).cmp(&key(right))
    });
    bearers
}

/// A name in the wanted language goes first; one used beside the official name, on some days of the year, goes last.
fn rank(lang: &str, wanted: &str, kind: NameKind) -> (bool, bool) {
    (lang.split('-').next() != Some(wanted), kind == NameKind::Colloquial)
}
