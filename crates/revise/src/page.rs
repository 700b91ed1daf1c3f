//! A comparison as a page that needs no training to read: the editions side by side, every change named in words.
//!
//! The page is one file, without scripts: it can be mailed, printed and read on a telephone, where the two texts stand one below
//! the other.

use crate::around;
use crate::compare::{Change, Comparison, Row, SentencePair};
use crate::mentions::{NameCount, NameKind};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use thaw_core::align;
use thaw_formats::document::markup::escape_text;

/// An edition as it was compared.
#[derive(Clone, Debug, Default)]
pub struct Edition<'e> {
    /// What readers call it.
    pub title: String,
    /// The tag of its language, when known.
    pub lang: Option<String>,
    /// Its paragraphs.
    pub paragraphs: Vec<&'e str>,
}

const STYLE: &str = ":root{color-scheme:light dark;--text:#222;--back:#fff;--line:#ccc;--soft:#555;--added:#e6f4e6;--dropped:#fbe7e7;--moved:#e8eefb;--reworded:#fdf6df;--del:#f3bcbc;--ins:#b5e0b5;--move:#c3d3f5}\
@media(prefers-color-scheme:dark){:root{--text:#eee;--back:#16181b;--line:#555;--soft:#bbb;--added:#173020;--dropped:#3a1c1e;--moved:#1b2a45;--reworded:#352d14;--del:#7a2b2f;--ins:#22602f;--move:#2f4c86}}\
body{font:18px/1.55 Georgia,serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:var(--text);background:var(--back)}\
h1{line-height:1.25}table{width:100%;border-collapse:collapse}.texts{table-layout:fixed}td,th{vertical-align:top;padding:.5rem .7rem;border-top:1px solid var(--line);text-align:left;overflow-wrap:anywhere}\
.what{width:7.5rem;font:bold 15px/1.6 system-ui,sans-serif}.added{background:var(--added)}.dropped{background:var(--dropped)}.moved{background:var(--moved)}.reworded{background:var(--reworded)}\
del{background:var(--del)}ins{background:var(--ins);text-decoration:none;font-weight:bold}.move{background:var(--move)}small{color:var(--soft);font:14px system-ui,sans-serif}small a{color:inherit}:target{outline:2px solid}\
.names{display:block;width:auto;overflow-x:auto}.names td,.names th{overflow-wrap:normal;min-width:4rem}.names td+td,.names th+th{text-align:right}dt{float:left;clear:left;min-width:12rem}dd{margin-left:12.5rem}summary{cursor:pointer;color:var(--soft)}\
@media(max-width:46rem){body{font-size:17px;margin:1rem auto}.texts,.texts tbody,.texts tr,.texts td{display:block;width:auto}.texts thead{position:absolute;left:-99rem}.texts tr{border-top:2px solid var(--line);padding:.3rem 0}\
.texts td{border:0;padding:.3rem .7rem}.texts td:empty{display:none}.texts td[data-edition]::before{content:attr(data-edition);display:block;font:14px system-ui,sans-serif;color:var(--soft)}dt{float:none}dd{margin:0 0 .4rem 1rem}}\
@media print{details:not([open])>:not(summary){display:none}}";

/// Returns a whole HTML page. There is one comparison fewer than editions: each edition is compared with the one before it.
#[must_use]
pub fn page(editions: &[Edition<'_>], comparisons: &[Comparison], names: &[NameCount]) -> String {
    let titles: Vec<String> = editions.iter().map(|edition| escape_text(&edition.title)).collect();
    let all = titles.join(", ");
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <title>What changed: {all}</title><style>{STYLE}</style></head><body>\n<main><h1>What changed from {0} to {1}</h1>\n",
        titles.first().map_or("", String::as_str),
        titles.last().map_or("", String::as_str)
    );
    if editions.len() > 2 {
        let _ = writeln!(out, "<p>{} editions, each beside the one before it: {all}.</p>", editions.len());
    }
    for (idx, (comparison, pair)) in comparisons.iter().zip(titles.windows(2)).enumerate() {
        if editions.len() > 2 {
            let _ = writeln!(out, "<h2><a href=\"#texts-{idx}\">From {} to {}</a></h2>", pair[0], pair[1]);
        }
        out.push_str(&summary(comparison));
    }
    out.push_str(&names_table(names, &titles));
    for (idx, (comparison, pair)) in comparisons.iter().zip(editions.windows(2)).enumerate() {
        if let [old, new] = pair {
            texts(&mut out, idx, comparison, old, new);
        }
    }
    out.push_str("</main></body></html>\n");
    out
}

fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

fn summary(comparison: &Comparison) -> String {
    let n = |counts: &BTreeMap<Change, usize>, change| counts.get(&change).copied().unwrap_or(0);
    if comparison.rows.iter().all(|row| row.change == Change::Same) {
        return "<p><strong>Nothing changed: the words are the same.</strong></p>\n".to_owned();
    }
    let mut out = String::from("<dl>\n");
    for (change, words) in [
        (Change::Dropped, "Left out"),
        (Change::Added, "New"),
        (Change::Reworded, "Changed"),
        (Change::Moved, "Moved"),
        (Change::Respelled, "Spelled differently"),
        (Change::Same, "The same in both"),
    ] {
        let paragraphs = counted(n(&comparison.n_paragraphs, change), "paragraph", "paragraphs");
        let sentences = counted(n(&comparison.n_sentences, change), "sentence", "sentences");
        let _ = writeln!(out, "<dt>{words}</dt><dd>{paragraphs}; {sentences}</dd>");
    }
    out.push_str("</dl>\n<p><small>A paragraph counts as changed when any sentence of it is. The sentences are those of all paragraphs, changed ones too.</small></p>\n");
    out
}

fn names_table(names: &[NameCount], titles: &[String]) -> String {
    const SHOWN: usize = 30;
    if names.is_empty() {
        return String::new();
    }
    let columns: String = titles.iter().map(|title| format!("<th scope=\"col\">{title}</th>")).collect();
    let mut out = format!(
        "<h2>Who and what is named more or less often</h2>\n<table class=\"names\"><thead><tr><th scope=\"col\">Name</th>{columns}</tr></thead><tbody>\n"
    );
    let row = |out: &mut String, name: &NameCount| {
        let kind = match name.kind {
            NameKind::Person => " <small>person</small>",
            NameKind::Place => " <small>place</small>",
            NameKind::Name => "",
        };
        let counts: String = name.n.iter().map(|n| format!("<td>{n}</td>")).collect();
        let _ = writeln!(out, "<tr><td>{}{kind}</td>{counts}</tr>", escape_text(&name.name));
    };
    names.iter().take(SHOWN).for_each(|name| row(&mut out, name));
    out.push_str("</tbody></table>\n");
    if names.len() > SHOWN {
        let _ = write!(
            out,
            "<details><summary>… and {} more</summary>\n<table class=\"names\"><thead><tr><th scope=\"col\">Name</th>{columns}</tr></thead><tbody>\n",
            names.len() - SHOWN
        );
        names.iter().skip(SHOWN).for_each(|name| row(&mut out, name));
        out.push_str("</tbody></table></details>\n");
    }
    out.push_str("<p><small>Different forms of a name are counted together. Names that no dossier and no place of the record bears are told by their capital letters: some may be missing, and a few may be other words.</small></p>\n");
    out
}

fn texts(out: &mut String, idx: usize, comparison: &Comparison, old: &Edition<'_>, new: &Edition<'_>) {
    let (old_title, new_title) = (escape_text(&old.title), escape_text(&new.title));
    let _ = write!(
        out,
        "<h2 id=\"texts-{idx}\">{old_title} and {new_title} side by side</h2>\n<p>Only in {old_title}: <del>struck out</del>. Only in {new_title}: <ins>bold</ins>. \
         In both, but in different places: <span class=\"move\">blue</span>. The small numbers count the paragraphs. Open a grey line to read what is the same. A row without colour differs in the spelling of single words only.</p>\n\
         <table class=\"texts\"><thead><tr><th class=\"what\" scope=\"col\">What happened</th><th scope=\"col\">{old_title}</th><th scope=\"col\">{new_title}</th></tr></thead>\n<tbody>\n"
    );
    let mut same: Vec<(Numbered, &str)> = Vec::new();
    for row in &comparison.rows {
        if let (Change::Same, Some(right)) = (row.change, row.new) {
            let whole = new.paragraphs.get(right).copied().unwrap_or_default();
            let text = row.new_part.clone().map_or(whole, |part| whole.get(part).unwrap_or_default().trim());
            same.push((Numbered::of(right, row.new_part.as_ref()), text));
            continue;
        }
        unchanged(out, idx, &mut same, new.lang.as_deref());
        table_row(out, idx, row, old, new);
    }
    unchanged(out, idx, &mut same, new.lang.as_deref());
    out.push_str("</tbody></table>\n");
}

fn unchanged(out: &mut String, idx: usize, same: &mut Vec<(Numbered, &str)>, lang: Option<&str>) {
    if same.is_empty() {
        return;
    }
    let _ = write!(
        out,
        "<tr><td class=\"what\"></td><td colspan=\"2\"><details><summary>{} the same</summary><div{}>",
        counted(same.len(), "paragraph is", "paragraphs are"),
        lang_attribute(lang)
    );
    for (paragraph, text) in same.drain(..) {
        let (id, number) = paragraph.written(Side::New, idx);
        let _ = write!(out, "<p{id}>{number}{}</p>", escape_text(text));
    }
    out.push_str("</div></details></td></tr>\n");
}

/// The number of a paragraph; its parts behind the first one have none.
#[derive(Clone, Copy)]
struct Numbered(Option<usize>);

impl Numbered {
    fn of(paragraph: usize, part: Option<&Range<usize>>) -> Self {
        Self(part.is_none_or(|part| part.start == 0).then_some(paragraph))
    }

    /// The attribute by which links find it, and the number as it is shown.
    fn written(self, side: Side, comparison: usize) -> (String, String) {
        let written = |paragraph: usize| {
            (format!(" id=\"{}\"", side.id(comparison, paragraph)), format!("<small>{}</small> ", paragraph + 1))
        };
        self.0.map(written).unwrap_or_default()
    }
}

fn lang_attribute(lang: Option<&str>) -> String {
    lang.map(|lang| format!(" lang=\"{}\"", escape_text(lang))).unwrap_or_default()
}

fn table_row(out: &mut String, idx: usize, row: &Row, old: &Edition<'_>, new: &Edition<'_>) {
    let (class, words) = match (row.change, row.old, row.new) {
        (Change::Same, ..) => ("same", "the same".to_owned()),
        (Change::Added, ..) => ("added", "new".to_owned()),
        (Change::Dropped, ..) => ("dropped", "left out".to_owned()),
        (Change::Reworded, ..) => ("reworded", "changed".to_owned()),
        (Change::Respelled, ..) => ("respelled", "spelled differently".to_owned()),
        (Change::Moved, Some(left), Some(_)) => ("moved", format!("moved here from paragraph {}", left + 1)),
        (Change::Moved, Some(_), None) => ("moved", format!("moved to {}", places(idx, row))),
        (Change::Moved, ..) => ("moved", format!("moved here from {}", places(idx, row))),
    };
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for pair in &row.sentences {
        let (old, new) = sentence(pair, idx, row.change == Change::Moved);
        left.extend(old);
        right.extend(new);
    }
    let cell = |edition: &Edition<'_>, side: Side, paragraph: Option<Numbered>, sentences: &[String]| {
        let title = escape_text(&edition.title).replace('"', "&quot;");
        let lang = lang_attribute(edition.lang.as_deref());
        let Some(paragraph) = paragraph else { return format!("<td data-edition=\"{title}\"></td>") };
        let (id, number) = paragraph.written(side, idx);
        format!("<td data-edition=\"{title}\"{lang}{id}>{number}{}</td>", sentences.join(" "))
    };
    let _ = writeln!(
        out,
        "<tr class=\"{class}\"><td class=\"what\">{words}</td>{}{}</tr>",
        cell(old, Side::Old, row.old.map(|paragraph| Numbered::of(paragraph, row.old_part.as_ref())), &left),
        cell(new, Side::New, row.new.map(|paragraph| Numbered::of(paragraph, row.new_part.as_ref())), &right)
    );
}

/// The edition on the left or the one on the right.
#[derive(Clone, Copy)]
enum Side {
    Old,
    New,
}

impl Side {
    fn id(self, comparison: usize, paragraph: usize) -> String {
        let side = match self {
            Self::Old => "old",
            Self::New => "new",
        };
        format!("{side}-{comparison}-{}", paragraph + 1)
    }

    fn link(self, comparison: usize, paragraph: usize, words: &str) -> String {
        format!("<a href=\"#{}\">{words}</a>", self.id(comparison, paragraph))
    }
}

/// The paragraphs where the sentences of a row stand in the other edition.
fn places(idx: usize, row: &Row) -> String {
    let side = if row.new.is_none() { Side::New } else { Side::Old };
    let mut numbers: Vec<usize> = row.sentences.iter().filter_map(|pair| pair.elsewhere).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let shown: Vec<String> = numbers.iter().map(|number| side.link(idx, *number, &(number + 1).to_string())).collect();
    format!("paragraph{} {}", if shown.len() == 1 { "" } else { "s" }, shown.join(", "))
}

/// A pair of sentences, marked; in a row that moved as a whole the move is not marked again.
fn sentence(pair: &SentencePair, idx: usize, in_moved: bool) -> (Option<String>, Option<String>) {
    match (&pair.old, &pair.new) {
        (Some(old), Some(new)) if pair.change != Change::Same => {
            let (old, new) = marked(old, new);
            (Some(old), Some(new))
        }
        (old, new) => {
            let mark = |text: &String, element: &str| {
                let text = escape_text(text);
                match pair.change {
                    Change::Same => text,
                    Change::Moved if in_moved => text,
                    Change::Moved => {
                        let paragraph = pair.elsewhere.unwrap_or_default();
                        let (word, side) = if element == "del" { ("now in", Side::New) } else { ("from", Side::Old) };
                        let link = side.link(idx, paragraph, &format!("paragraph {}", paragraph + 1));
                        format!("<span class=\"move\">{text}</span> <small>({word} {link})</small>")
                    }
                    _ => format!("<{element}>{text}</{element}>"),
                }
            };
            (old.as_ref().map(|text| mark(text, "del")), new.as_ref().map(|text| mark(text, "ins")))
        }
    }
}

/// Marks the words that only one of two texts has.
fn marked(old: &str, new: &str) -> (String, String) {
    let (old_words, new_words) = (around::compared_words(old), around::compared_words(new));
    let mut numbers = align::Numbers::default();
    let tokens: Vec<align::Token> =
        old_words.iter().chain(&new_words).map(|(_, word)| numbers.of(word.as_str())).collect();
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
