//! How to cite a page: plain text and BibTeX.

use crate::{
    address,
    messages::Language,
    model::{Model, Recorded},
    page::Site,
    words,
};
use thaw_core::Subject;

/// Returns a subject's citation in words.
#[must_use]
pub fn subject(site: &Site<'_>, subject: &Subject) -> String {
    let model = site.model;
    let title = words::title(model, subject, Language::En).text;
    format!("{title}. {}. {}{}\n", name(model), page(site, subject), edition(model))
}

/// Returns a subject's citation for BibTeX.
#[must_use]
pub fn bibtex(site: &Site<'_>, subject: &Subject) -> String {
    let model = site.model;
    let title = braced(&words::title(model, subject, Language::En).text);
    let key: String =
        subject.id.0.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect();
    format!(
        "@misc{{thaw-{key},\n  title = {{{title}}},\n  howpublished = {{{}}},\n  url = {{{}}},\n  note = {{{}}}\n}}\n",
        braced(&name(model)),
        page(site, subject),
        braced(edition(model).trim_start_matches(", "))
    )
}

/// Returns an act's citation in words.
#[must_use]
pub fn act(site: &Site<'_>, recorded: &Recorded) -> String {
    let model = site.model;
    let said = words::act(model, site.messages, recorded, Language::En).text;
    let page = site.outside.page(Language::En, &format!("act/{}", address::slug(&recorded.act.id.0)));
    format!("{said} ({}). {}. {page}{}\n", recorded.act.date, name(model), edition(model))
}

fn page(site: &Site<'_>, subject: &Subject) -> String {
    site.outside.page(Language::En, &address::subject(subject.kind, &subject.id))
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
