//! How to cite a page: plain text and BibTeX.

use crate::{
    address,
    messages::Language,
    model::{Model, Recorded},
    words,
};
use thaw_core::Subject;

/// Returns a subject's citation in words; `base` is where the site's pages begin.
#[must_use]
pub fn subject(model: &Model, subject: &Subject, base: &str) -> String {
    let title = words::title(model, subject, Language::En).text;
    format!("{title}. {}. {base}{}{}\n", name(model), address::subject(subject.kind, &subject.id), edition(model))
}

/// Returns a subject's citation for BibTeX.
#[must_use]
pub fn bibtex(model: &Model, subject: &Subject, base: &str) -> String {
    let title = braced(&words::title(model, subject, Language::En).text);
    let key: String =
        subject.id.0.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect();
    let url = format!("{base}{}", address::subject(subject.kind, &subject.id));
    format!(
        "@misc{{thaw-{key},\n  title = {{{title}}},\n  howpublished = {{{}}},\n  url = {{{url}}},\n  note = {{{}}}\n}}\n",
        braced(&name(model)),
        braced(edition(model).trim_start_matches(", "))
    )
}

/// Returns an act's citation in words.
#[must_use]
pub fn act(model: &Model, messages: &crate::messages::Messages, recorded: &Recorded, base: &str) -> String {
    let said = words::act(model, messages, recorded, Language::En).text;
    format!(
        "{said} ({}). {}. {base}act/{}{}\n",
        recorded.act.date,
        name(model),
        address::slug(&recorded.act.id.0),
        edition(model)
    )
}

fn name(model: &Model) -> String {
    words::choose(&model.about.title, Language::En)
        .map_or_else(|| "Thaw".to_owned(), |said| format!("Thaw: {}", said.text))
}

/// The edition is the ledger's last hash: the one thing that tells which state of the record was read.
fn edition(model: &Model) -> String {
    if model.head.hash.is_empty() {
        String::new()
    } else {
        format!(", ledger {} ({})", model.head.sequence, model.head.hash)
    }
}

fn braced(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '{' | '}' | '\\') { ' ' } else { c }).collect()
}
