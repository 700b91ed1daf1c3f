//! How to cite a page: plain text and BibTeX.

use crate::{
    address,
    messages::Language,
    model::{Model, Recorded},
    page::Site,
    words,
};
use thaw_core::{Source, Subject};

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
    let title = words::title(site.model, subject, Language::En).text;
    entry(site.model, &subject.id.0, &title, &page(site, subject))
}

/// Returns an act's citation for BibTeX.
#[must_use]
pub fn act_bibtex(site: &Site<'_>, recorded: &Recorded) -> String {
    let said = words::act(site.model, site.messages, recorded, Language::En).text;
    let title = format!("{said} ({})", recorded.act.date);
    entry(site.model, &recorded.act.id.0, &title, &act_page(site, recorded))
}

fn entry(model: &Model, id: &str, title: &str, url: &str) -> String {
    let key: String = id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect();
    format!(
        "@misc{{thaw-{key},\n  title = {{{}}},\n  howpublished = {{{}}},\n  url = {{{url}}},\n  note = {{{}}}\n}}\n",
        braced(title),
        braced(&name(model)),
        braced(edition(model).trim_start_matches(", "))
    )
}

/// Returns what a source is, as a citation of it.
#[must_use]
pub fn source(source: &Source) -> String {
    let parts = [&source.author, &Some(source.title.clone()), &source.date, &source.url];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    format!("{}\n", parts.join(". "))
}

/// Returns an act's citation in words.
#[must_use]
pub fn act(site: &Site<'_>, recorded: &Recorded) -> String {
    let model = site.model;
    let said = words::act(model, site.messages, recorded, Language::En).text;
    format!("{said} ({}). {}. {}{}\n", recorded.act.date, name(model), act_page(site, recorded), edition(model))
}

fn act_page(site: &Site<'_>, recorded: &Recorded) -> String {
    site.outside.page(Language::En, &format!("act/{}", address::slug(&recorded.act.id.0)))
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
