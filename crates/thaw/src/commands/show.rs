//! Acts, names and sources in words, as several commands print them.

use crate::ui::{Ui, visible};
use std::io::{self, Write};
use thaw_core::{Act, Answer, Citation, Fact, Period, Subject};
use thaw_ledger::Ledger;

/// Returns the word before an uncertain statement.
pub(crate) fn possibly(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => "",
        Answer::Possibly => "possibly ",
        Answer::No => "not ",
    }
}

/// Returns a hint for who asked for an id that there is not: what is spelled almost like it, or else where ids are found.
pub(crate) fn or_like(like: &[impl std::fmt::Display], else_try: String) -> String {
    let like: Vec<String> = like.iter().map(|id| format!("`{id}`")).collect();
    if like.is_empty() { else_try } else { format!("did you mean {}? {else_try}", like.join(" or ")) }
}

/// Returns a period in words: `1925-04-10 to 1961-11-10`, `since 1961-11-10`.
pub(crate) fn period(period: &Period) -> String {
    use thaw_core::edtf::End;
    match (&period.from, &period.to) {
        (End::At(from), End::At(to)) => format!("{from} to {to}"),
        (End::At(from), End::Open) => format!("since {from}"),
        (End::At(from), End::Unknown) => format!("from {from}, until when is not known"),
        (End::Open, End::At(to)) => format!("until {to}"),
        (End::Unknown, End::At(to)) => format!("until {to}, since when is not known"),
        (End::Open, End::Open) => "always".to_owned(),
        (End::Unknown, End::Open) => "today, since when is not known".to_owned(),
        _ => "when is not known".to_owned(),
    }
}

/// Returns what a subject is and where, as far as the ledger knows: `city, RU`.
pub(crate) fn class_and_country(subject: &Subject) -> String {
    let parts = [Some(subject.class.as_str()), subject.country.as_deref()];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).map(visible).collect::<Vec<_>>().join(", ")
}

/// Writes who decided an act, by what, and its sources.
pub(crate) fn decided(act: &Act, ledger: &Ledger, indent: &str, ui: &Ui, out: &mut dyn Write) -> io::Result<()> {
    let mut by = Vec::new();
    by.extend(act.authority.as_deref().map(|authority| format!("decided by {}", visible(authority))));
    by.extend(act.instrument.as_deref().map(|instrument| visible(instrument).into_owned()));
    by.push(format!("act {}", act.id));
    writeln!(out, "{indent}{}", ui.dim(&by.join("; ")))?;
    for citation in &act.sources {
        writeln!(out, "{indent}{}", ui.dim(&source(citation, ledger)))?;
    }
    if act.sources.is_empty() {
        writeln!(out, "{indent}{}", ui.dim("source: none given"))?;
    }
    if let Some(note) = &act.note {
        writeln!(out, "{indent}{}", ui.dim(&format!("note: {}", visible(note))))?;
    }
    Ok(())
}

fn source(citation: &Citation, ledger: &Ledger) -> String {
    let seen = if citation.seen { "" } else { " (uncertain: not seen in this source)" };
    let locator = citation.locator.as_ref().map(|locator| format!(", {}", visible(locator))).unwrap_or_default();
    match ledger.source(&citation.source) {
        Ok(Some(source)) => {
            let url = source.url.filter(|url| *url != source.title).map(|url| format!(" <{}>", visible(&url)));
            format!("source: {}{locator}{}{seen}", visible(&source.title), url.unwrap_or_default())
        }
        _ => format!("source: {}{locator}{seen}", citation.source),
    }
}

/// Returns what a fact says, in words.
pub(crate) fn fact(fact: &Fact) -> String {
    match fact {
        Fact::Name(name) => {
            let after = name.named_after.as_ref().map(|after| format!(", named after {after}")).unwrap_or_default();
            format!("{} [{}] {}{after}", visible(&name.text), name.lang, period(&name.period))
        }
        Fact::Status { status, part, period: time, .. } => {
            let part = part.as_ref().map(|part| format!("{part}: ")).unwrap_or_default();
            format!("{part}{status}, {}", period(time))
        }
        Fact::Property { key, value, period: time } => format!("{key}: {}, {}", visible(value), period(time)),
    }
}
