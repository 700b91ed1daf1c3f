//! All witnesses side by side, as one page that needs nothing else: no script, no other file, no network.
//!
//! A row for each paragraph of the full edition; stretches without a change are folded away and can be opened. What a
//! change is stands in words at the change, so that color is never needed to tell.

use super::segment::{changes_by_segment, rank, told};
use super::{Place, Results, Segment, Share, escape, report, segments};
use crate::{Change, Kind, Layer};
use std::io::{self, Write};

const STYLE: &str = include_str!("html.css");

/// How many of the largest passages stand at the top.
const LARGEST: usize = 20;

/// What a reader without training should know a kind as.
fn explained(kind: Kind) -> &'static str {
    match kind {
        Kind::Cut => "left out",
        Kind::Softened => "made milder or shorter",
        Kind::Replaced => "replaced by other words",
        Kind::Added => "added",
        Kind::Moved => "moved to another place",
        Kind::Misprint => "misprint",
        Kind::Variant => "another form of the word",
        Kind::Punctuation => "other punctuation",
    }
}

/// Writes the page.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(results: Results<'_>, title: &str, out: &mut dyn Write) -> io::Result<()> {
    let collation = results.collation;
    let title = escape(title);
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    // The texts come from anywhere: whatever stands in them, nothing is fetched and nothing runs.
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>")?;
    writeln!(out, "<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>")?;
    summary(results, out)?;
    largest(results, out)?;
    let segments = segments(collation, &told(results), true);
    let changes = changes_by_segment(results, &segments);
    writeln!(
        out,
        "<h2>The text, side by side</h2>\n<p>In the first column, <del class=\"cut\">marked words</del> are missing or \
         different in another edition. In the other columns, <ins>marked words</ins> stand there instead. \
         <del class=\"moved\">Moved</del> passages lead to their other place. Paragraphs without a change are folded; \
         open them to read on.</p>"
    )?;
    writeln!(out, "<table class=\"text\">\n<thead><tr>")?;
    for witness in &collation.witnesses {
        writeln!(out, "<th scope=\"col\">{}</th>", escape(&witness.sigil))?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    let mut at = 0;
    let mut same: Vec<&Segment> = Vec::new();
    while at < segments.len() {
        let end =
            (at + 1..segments.len()).find(|idx| begins_paragraph(results, &segments[*idx])).unwrap_or(segments.len());
        if segments[at..end].iter().all(Segment::is_agreed) {
            same.extend(&segments[at..end]);
        } else {
            folded(results, &mut same, out)?;
            row(results, &segments[at..end], &changes[at..end], out)?;
        }
        at = end;
    }
    folded(results, &mut same, out)?;
    writeln!(out, "</tbody>\n</table>")?;
    rules(results, out)?;
    writeln!(out, "</main>\n</body>\n</html>")
}

fn begins_paragraph(results: Results<'_>, segment: &Segment) -> bool {
    let words = &segment.words[0];
    !words.is_empty() && results.collation.witnesses[0].paragraphs.binary_search(&words.start).is_ok()
}

/// How much of the work each witness lacks, in a sentence and a table.
fn summary(results: Results<'_>, out: &mut dyn Write) -> io::Result<()> {
    let witnesses = &results.collation.witnesses;
    let full = &witnesses[0];
    writeln!(
        out,
        "<p>The full edition is <b>{}</b> ({} words). Compared with it:</p>",
        escape(&full.sigil),
        full.len()
    )?;
    writeln!(
        out,
        "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"How much differs\"><table class=\"counts\">\n<thead><tr><th scope=\"col\">edition</th><th scope=\"col\">words</th>"
    )?;
    for kind in Kind::ALL {
        writeln!(out, "<th scope=\"col\">{}</th>", explained(kind))?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for (idx, witness) in witnesses.iter().enumerate().skip(1) {
        write!(out, "<tr><th scope=\"row\">{}</th><td>{}</td>", escape(&witness.sigil), witness.len())?;
        for kind in Kind::ALL {
            let of_kind = results.changes.iter().filter(|change| change.witness == idx && change.kind == kind);
            let (n, words) = of_kind.fold((0, 0), |(n, words), change| (n + 1, words + report::size(change)));
            if n == 0 {
                write!(out, "<td>–</td>")?;
            } else {
                write!(out, "<td>{n}<br><small>{}, {}</small></td>", counted(words), Share { words, of: full.len() })?;
            }
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody>\n</table></div>")
}

/// The largest passages, with links to their places.
fn largest(results: Results<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut passages: Vec<(usize, &Change)> =
        results.changes.iter().enumerate().filter(|(_, change)| change.layer == Layer::Passages).collect();
    if passages.is_empty() {
        return writeln!(out, "<p>No passage differs.</p>");
    }
    passages.sort_by_key(|(idx, change)| (std::cmp::Reverse(report::size(change)), change.full.start, *idx));
    // What several editions have in common is told once.
    let is_same = |one: &Change, other: &Change| {
        one.kind == other.kind && one.full == other.full && report::texts(results, one) == report::texts(results, other)
    };
    writeln!(out, "<h2>The largest changes</h2>\n<ol>")?;
    for passages in passages.chunk_by(|(_, one), (_, other)| is_same(one, other)).take(LARGEST) {
        let (idx, change) = passages[0];
        let words = report::size(change);
        let share = Share { words, of: results.collation.witnesses[0].len() };
        let place = Place::of(change, results.collation);
        let sigil = |(_, change): &(usize, &Change)| escape(&results.collation.witnesses[change.witness].sigil);
        let explained = explained(change.kind);
        writeln!(
            out,
            "<li><a href=\"#c{idx}\">{} {explained}</a> in {}: {share} of the work; {}<br><q>{}</q></li>",
            counted(words),
            passages.iter().map(sigil).collect::<Vec<_>>().join(" and "),
            escape(&place.to_string()),
            escape(&beginning(results, change))
        )?;
    }
    writeln!(out, "</ol>")
}

/// A number of words, in words.
fn counted(words: usize) -> String {
    if words == 1 { "1 word".to_owned() } else { format!("{words} words") }
}

/// The first words of a passage.
fn beginning(results: Results<'_>, change: &Change) -> String {
    const SHOWN: usize = 14;
    let (witness, words) = if change.full.is_empty() { (change.witness, &change.own) } else { (0, &change.full) };
    let witness = &results.collation.witnesses[witness];
    let shown = witness.text_of(&(words.start..words.end.min(words.start + SHOWN)));
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.len() > SHOWN { shown + " …" } else { shown }
}

/// Paragraphs that all witnesses share.
fn folded(results: Results<'_>, same: &mut Vec<&Segment>, out: &mut dyn Write) -> io::Result<()> {
    let (Some(first), Some(last)) = (same.first(), same.last()) else { return Ok(()) };
    let words = first.words[0].start..last.words[0].end;
    let n_witnesses = results.collation.witnesses.len();
    let full = &results.collation.witnesses[0];
    write!(
        out,
        "<tr class=\"same\"><td colspan=\"{n_witnesses}\"><details><summary>{}, the same in all</summary>",
        counted(words.len())
    )?;
    for paragraph in full.text_of(&words).split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        write!(out, "<p>{}</p>", escape(paragraph.trim()))?;
    }
    writeln!(out, "</details></td></tr>")?;
    same.clear();
    Ok(())
}

/// A paragraph with its changes, one cell a witness.
fn row(results: Results<'_>, segments: &[Segment], changes: &[Vec<usize>], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<tr>")?;
    for witness in 0..results.collation.witnesses.len() {
        write!(out, "<td data-edition=\"{}\">", escape(&results.collation.witnesses[witness].sigil))?;
        // The white space before the next piece: between pieces, never at the end of the cell.
        let mut space = "";
        for (segment, found) in segments.iter().zip(changes) {
            let piece = piece(results, witness, segment, found);
            let text = results.collation.witnesses[witness].text_of(&segment.words[witness]);
            if !piece.is_empty() {
                write!(out, "{space}{piece}")?;
                space = if text.is_empty() { " " } else { &text[text.trim_end().len()..] };
            }
        }
        writeln!(out, "</td>")?;
    }
    writeln!(out, "</tr>")
}

/// What a witness has in a segment, marked by the change that names it, without white space behind.
fn piece(results: Results<'_>, witness: usize, segment: &Segment, found: &[usize]) -> String {
    let words = &segment.words[witness];
    let mut piece = String::new();
    // Every change is linked to once: where it begins in the full edition, or in its witness when it is added.
    for number in found {
        let change = &results.changes[*number];
        let (own, start) =
            if change.full.is_empty() { (change.witness, change.own.start) } else { (0, change.full.start) };
        if witness == own && words.contains(&start) {
            piece.push_str(&format!("<a id=\"c{number}\"></a>"));
        } else if witness == change.witness && change.kind == Kind::Moved && words.contains(&change.own.start) {
            piece.push_str(&format!("<a id=\"m{number}\"></a>"));
        }
    }
    let text = escape(results.collation.witnesses[witness].text_of(words).trim_end());
    let own = found.iter().map(|number| (*number, &results.changes[*number]));
    let own = own.filter(|(_, change)| witness == 0 || change.witness == witness);
    let Some((number, change)) = own.min_by_key(|(_, change)| rank(change)) else {
        return piece + &text;
    };
    let (name, told) = (change.kind.name(), explained(change.kind));
    if !words.is_empty() {
        let element = if witness == 0 { "del" } else { "ins" };
        piece.push_str(&format!("<{element} class=\"{name}\" title=\"{told}\">{text}</{element}>"));
    }
    if change.kind == Kind::Moved && !words.is_empty() {
        let other = if witness == 0 { "m" } else { "c" };
        piece.push_str(&format!("<a class=\"gap moved\" href=\"#{other}{number}\">[{told}]</a>"));
    } else if words.is_empty() && witness > 0 {
        piece.push_str(&format!("<span class=\"gap {name}\">[{told}]</span>"));
    }
    piece
}

/// How the kinds are told apart.
fn rules(results: Results<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<h2>What the marks mean</h2>\n<dl>")?;
    for kind in Kind::ALL {
        writeln!(
            out,
            "<dt><span class=\"{}\">{}</span></dt><dd>{}</dd>",
            kind.name(),
            explained(kind),
            escape(kind.rule())
        )?;
    }
    writeln!(out, "</dl>")?;
    let folds: Vec<&str> = results.folds.asked().map(crate::Fold::name).collect();
    if !folds.is_empty() {
        writeln!(out, "<p>Not told as changes: {}.</p>", folds.join(", "))?;
    }
    Ok(())
}
