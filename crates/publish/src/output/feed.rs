//! An Atom feed (RFC 4287) of the acts recorded last.

use crate::{address, messages::Language, model::Recorded, page::Site, words};
use std::fmt::Write;

/// How many acts the feed tells.
const MAX_ENTRIES: usize = 100;

/// Returns the feed. When nobody said where the site is reached, its addresses lead from the feed's own.
#[must_use]
pub fn atom(site: &Site<'_>, language: Language) -> String {
    let model = site.model;
    let mut newest: Vec<&Recorded> = model.acts.iter().collect();
    newest.sort_by(|a, b| (b.stamp.sequence, &b.act.id).cmp(&(a.stamp.sequence, &a.act.id)));
    newest.truncate(MAX_ENTRIES);
    let updated = updated(&model.head.at);
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    // Writing into a string cannot fail.
    let base = if site.outside.root().is_empty() { " xml:base=\"../../\"" } else { "" };
    let _ = writeln!(text, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\"{base}>");
    let _ = writeln!(text, "  <title>{}</title>", escape(&site.messages.get(language, "feed-title")));
    let _ = writeln!(
        text,
        "  <id>urn:thaw:{}</id>\n  <updated>{updated}</updated>",
        escape(if model.head.hash.is_empty() { "record" } else { &model.head.hash })
    );
    let _ = writeln!(text, "  <author><name>Thaw</name></author>");
    for recorded in newest {
        let title = words::act(model, site.messages, recorded, language).text;
        let _ = writeln!(text, "  <entry>\n    <title>{}</title>", escape(&title));
        let _ = writeln!(text, "    <id>urn:thaw:act:{}</id>", escape(&address::slug(&recorded.act.id.0)));
        let page = site.outside.page(language, &format!("act/{}", address::slug(&recorded.act.id.0)));
        let _ = writeln!(text, "    <link href=\"{}\"/>", escape(&page));
        let _ = writeln!(text, "    <updated>{}</updated>", self::updated(&recorded.stamp.at));
        let _ =
            writeln!(text, "    <summary>{}</summary>\n  </entry>", escape(&format!("{}: {title}", recorded.act.date)));
    }
    text.push_str("</feed>\n");
    text
}

/// Atom wants a time; a record that stands on no ledger has none.
fn updated(at: &str) -> String {
    if at.is_empty() { "1970-01-01T00:00:00Z".to_owned() } else { escape(at) }
}

/// Escapes for XML, and leaves out what XML cannot hold.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' => escaped.push(c),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => escaped.push(c),
        }
    }
    escaped
}
