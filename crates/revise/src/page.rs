//! A comparison as a page that needs no training to read: the two editions side by side, every change named in words.

use crate::around;
use crate::compare::{Change, Comparison, Row};
use std::collections::BTreeMap;
use thaw_core::align;
use thaw_formats::document::markup::escape_text;

const STYLE: &str = "body{font:18px/1.5 Georgia,serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#222;background:#fff}\
table{width:100%;border-collapse:collapse;table-layout:fixed}td,th{vertical-align:top;padding:.5rem .7rem;border-top:1px solid #ccc;text-align:left;overflow-wrap:anywhere}\
th.what,td.what{width:7.5rem;font:14px/1.5 system-ui,sans-serif}tr.added td,tr.added{background:#e9f5e9}tr.dropped{background:#fbeaea}\
tr.moved{background:#eef2fb}tr.reworded{background:#fdf7e3}del{background:#f5c6c6;text-decoration:line-through}ins{background:#bfe6bf;text-decoration:none;font-weight:bold}\
.names td{width:auto}.names{max-width:40rem}summary{cursor:pointer}";

/// Returns a whole HTML page. `old` and `new` are the paragraphs that were compared, the titles the names of the editions.
#[must_use]
pub fn page(comparison: &Comparison, old: &[&str], new: &[&str], old_title: &str, new_title: &str) -> String {
    let (old_title, new_title) = (escape_text(old_title), escape_text(new_title));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{old_title} and {new_title}</title><style>{STYLE}</style></head><body>\n<main><h1>What changed from {old_title} to {new_title}</h1>\n"
    );
    out.push_str(&summary(comparison));
    out.push_str(&names(comparison, &old_title, &new_title));
    out.push_str(&format!(
        "<h2>The text side by side</h2>\n<p>Words only in the earlier text are <del>struck out</del>; words only in the later text are <ins>bold</ins>.</p>\n\
         <table><thead><tr><th class=\"what\" scope=\"col\">What happened</th><th scope=\"col\">{old_title}</th><th scope=\"col\">{new_title}</th></tr></thead>\n<tbody>\n"
    ));
    let mut n_same = 0;
    for row in &comparison.rows {
        if row.change == Change::Same {
            n_same += 1;
            continue;
        }
        unchanged(&mut out, &mut n_same);
        out.push_str(&table_row(row, old, new));
    }
    unchanged(&mut out, &mut n_same);
    out.push_str("</tbody></table>\n</main></body></html>\n");
    out
}

fn unchanged(out: &mut String, n_same: &mut usize) {
    if *n_same > 0 {
        let noun = if *n_same == 1 { "paragraph is" } else { "paragraphs are" };
        out.push_str(&format!(
            "<tr><td class=\"what\"></td><td colspan=\"2\">… {n_same} {noun} the same …</td></tr>\n"
        ));
        *n_same = 0;
    }
}

fn summary(comparison: &Comparison) -> String {
    let n = |counts: &BTreeMap<Change, usize>, change| counts.get(&change).copied().unwrap_or(0);
    let mut out = String::from("<ul>\n");
    for (change, words) in [
        (Change::Dropped, "left out"),
        (Change::Added, "new"),
        (Change::Reworded, "said in other words"),
        (Change::Moved, "moved to another place"),
        (Change::Same, "the same in both"),
    ] {
        let (paragraphs, sentences) = (n(&comparison.n_paragraphs, change), n(&comparison.n_sentences, change));
        out.push_str(&format!("<li>{words}: {paragraphs} paragraphs; {sentences} sentences</li>\n"));
    }
    out.push_str("</ul>\n");
    out
}

fn names(comparison: &Comparison, old_title: &str, new_title: &str) -> String {
    const SHOWN: usize = 30;
    if comparison.names.is_empty() {
        return String::new();
    }
    let mut out = format!(
        "<h2>Who and what is named more or less often</h2>\n<table class=\"names\"><thead><tr><th scope=\"col\">Name</th><th scope=\"col\">{old_title}</th><th scope=\"col\">{new_title}</th></tr></thead><tbody>\n"
    );
    for name in comparison.names.iter().take(SHOWN) {
        let kind = if name.is_place { " (place)" } else { "" };
        out.push_str(&format!(
            "<tr><td>{}{kind}</td><td>{}</td><td>{}</td></tr>\n",
            escape_text(&name.name),
            name.old,
            name.new
        ));
    }
    out.push_str("</tbody></table>\n<p>Names are counted by their capital letters; words that begin a sentence are not counted.</p>\n");
    out
}

fn table_row(row: &Row, old: &[&str], new: &[&str]) -> String {
    let (class, words) = match row.change {
        Change::Same => ("same", "the same"),
        Change::Added => ("added", "new"),
        Change::Dropped => ("dropped", "left out"),
        Change::Moved => ("moved", "moved here"),
        Change::Reworded => ("reworded", "other words"),
    };
    let (left, right) = match (row.old, row.new) {
        (Some(left), Some(right)) => marked(old[left], new[right]),
        (left, right) => {
            let text = |idx: Option<usize>, texts: &[&str]| idx.map(|idx| escape_text(texts[idx])).unwrap_or_default();
            (text(left, old), text(right, new))
        }
    };
    let moved = match (row.change, row.old) {
        (Change::Moved, Some(left)) => format!(" (from paragraph {})", left + 1),
        _ => String::new(),
    };
    format!("<tr class=\"{class}\"><td class=\"what\">{words}{moved}</td><td>{left}</td><td>{right}</td></tr>\n")
}

/// Marks the words that only one of two texts has.
fn marked(old: &str, new: &str) -> (String, String) {
    let (old_words, new_words) = (around::words_at(old, &(0..old.len())), around::words_at(new, &(0..new.len())));
    let mut numbers: BTreeMap<&str, align::Token> = BTreeMap::new();
    let mut tokens = Vec::new();
    for (_, word) in old_words.iter().chain(&new_words) {
        let next = align::Token::try_from(numbers.len()).unwrap_or(align::Token::MAX);
        tokens.push(*numbers.entry(word).or_insert(next));
    }
    let (left, right) = tokens.split_at(old_words.len());
    let (mut out_left, mut out_right) = (String::new(), String::new());
    let (mut at_left, mut at_right) = (0, 0);
    for gap in align::gaps(&align::align(left, right), left.len(), right.len()) {
        mark(&mut out_left, old, &mut at_left, &old_words, &gap.a, "del");
        mark(&mut out_right, new, &mut at_right, &new_words, &gap.b, "ins");
    }
    out_left.push_str(&escape_text(&old[at_left..]));
    out_right.push_str(&escape_text(&new[at_right..]));
    (out_left, out_right)
}

type Word = (std::ops::Range<usize>, String);

fn mark(out: &mut String, text: &str, at: &mut usize, words: &[Word], gap: &std::ops::Range<usize>, element: &str) {
    let (Some((first, _)), Some((last, _))) = (words.get(gap.start), words.get(gap.end.wrapping_sub(1))) else {
        return;
    };
    if gap.is_empty() {
        return;
    }
    out.push_str(&escape_text(&text[*at..first.start]));
    out.push_str(&format!("<{element}>{}</{element}>", escape_text(&text[first.start..last.end])));
    *at = last.end;
}
