//! A critical apparatus in TEI P5, parallel segmentation.
//! <https://tei-c.org/release/doc/tei-p5-doc/en/html/TC.html#TCAPPS>
//!
//! Each paragraph of the full edition is a `p`. Where the witnesses differ stands an `app`: the `lem` is the full edition,
//! each other reading a `rdg`, witnesses that read the same together. `@type` is the kind of the change and `@ana` its layer,
//! both with their rules in the header; where several changes meet in one place, the gravest is named. What is not folded stands in a reading of its own,
//! so that the text of each witness can be taken out again: folds aside, exactly but for the white space. A moved passage stands in two places, joined by
//! `@corresp`. A paragraph that begins inside a reading is marked by `milestone`.

use super::segment::{changes_by_segment, rank, unlike};
use super::{Results, Segment, escape, segments};
use crate::{Kind, Layer, Witness};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;

/// Writes the apparatus as a whole document.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(results: Results<'_>, title: &str, out: &mut dyn Write) -> io::Result<()> {
    let collation = results.collation;
    let ids = ids(&collation.witnesses);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n<teiHeader>\n<fileDesc>")?;
    writeln!(out, "<titleStmt><title>{}</title></titleStmt>", escape(title))?;
    writeln!(
        out,
        "<publicationStmt><p>Collated by machine; every reading is as in its witness.</p></publicationStmt>"
    )?;
    writeln!(out, "<sourceDesc>\n<listWit>")?;
    for (witness, id) in collation.witnesses.iter().zip(&ids) {
        let note = if id == &ids[0] { ", the full edition" } else { "" };
        writeln!(out, "<witness xml:id=\"{id}\">{} ({} words{note})</witness>", escape(&witness.sigil), witness.len())?;
    }
    writeln!(out, "</listWit>\n</sourceDesc>\n</fileDesc>\n<encodingDesc>")?;
    writeln!(out, "<variantEncoding method=\"parallel-segmentation\" location=\"internal\"/>")?;
    writeln!(out, "<editorialDecl><interpretation><p><list>")?;
    for kind in Kind::ALL {
        writeln!(out, "<item>{}: {}</item>", kind.name(), escape(kind.rule()))?;
    }
    for layer in Layer::ALL {
        let name = layer.name();
        writeln!(out, "<item xml:id=\"layer-{name}\">{name}: {}</item>", escape(layer.rule()))?;
    }
    writeln!(out, "</list></p></interpretation></editorialDecl>\n</encodingDesc>\n</teiHeader>\n<text>\n<body>")?;
    let segments = segments(collation, &unlike(results), true);
    let changes = changes_by_segment(results, &segments);
    write!(out, "<p>")?;
    // The white space behind a paragraph stands only where something else follows before its end.
    let mut space = "";
    for (idx, (segment, changes)) in segments.iter().zip(&changes).enumerate() {
        let full = &collation.witnesses[0];
        let words = &segment.words[0];
        if idx > 0 && !words.is_empty() && full.paragraphs.binary_search(&words.start).is_ok() {
            write!(out, "</p>\n<p>")?;
            space = "";
        }
        write!(out, "{space}")?;
        space = "";
        if segment.is_agreed() {
            let text = text(full, words);
            write!(out, "{}", text.trim_end_matches('\n'))?;
            space = &"\n"[..usize::from(text.ends_with('\n'))];
        } else {
            app(results, segment, changes, &ids, out)?;
        }
    }
    writeln!(out, "</p>\n</body>\n</text>\n</TEI>")
}

fn app(
    results: Results<'_>,
    segment: &Segment,
    found: &[usize],
    ids: &[String],
    out: &mut dyn Write,
) -> io::Result<()> {
    let witnesses = &results.collation.witnesses;
    let changes = || found.iter().map(|idx| (*idx, &results.changes[*idx]));
    for (idx, change) in changes().filter(|(_, change)| change.kind == Kind::Moved) {
        if segment.words[0].contains(&change.full.start) {
            write!(out, "<anchor xml:id=\"moved-{idx}-from\" corresp=\"#moved-{idx}-to\"/>")?;
        }
        if segment.words[change.witness].contains(&change.own.start) {
            write!(out, "<anchor xml:id=\"moved-{idx}-to\" corresp=\"#moved-{idx}-from\"/>")?;
        }
    }
    write!(out, "<app")?;
    if let Some(change) = changes().map(|(_, change)| change).min_by_key(|change| rank(change)) {
        write!(out, " type=\"{}\" ana=\"#layer-{}\"", change.kind.name(), change.layer.name())?;
    }
    write!(out, ">")?;
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (witness, first) in segment.readings.iter().enumerate() {
        groups.entry(*first).or_default().push(witness);
    }
    for (first, group) in &groups {
        let element = if *first == 0 { "lem" } else { "rdg" };
        let names: Vec<String> = group.iter().map(|witness| format!("#{}", ids[*witness])).collect();
        write!(out, "<{element} wit=\"{}\"", names.join(" "))?;
        if segment.words[*first].is_empty() {
            write!(out, "/>")?;
        } else {
            write!(out, ">{}</{element}>", reading(&witnesses[*first], &segment.words[*first], *first == 0))?;
        }
    }
    write!(out, "</app>")
}

/// The text of a reading, with a mark where a paragraph begins in it.
fn reading(witness: &Witness, words: &Range<usize>, is_lemma: bool) -> String {
    let mut reading = String::new();
    let mut from = words.start;
    // The paragraphs of the lemma are elements.
    let inside = words.start + usize::from(is_lemma || words.start == 0);
    let first = witness.paragraphs.partition_point(|paragraph| *paragraph < inside);
    for paragraph in witness.paragraphs[first..].iter().take_while(|paragraph| **paragraph < words.end) {
        reading.push_str(text(witness, &(from..*paragraph)).trim_end());
        reading.push_str("<milestone unit=\"paragraph\"/>");
        from = *paragraph;
    }
    reading.push_str(&text(witness, &(from..words.end)));
    reading
}

/// The text of a range of words; of the empty lines behind a paragraph, one line end is left.
fn text(witness: &Witness, words: &Range<usize>) -> String {
    let text = witness.text_of(words);
    let is_whole = words.end == witness.len() || witness.paragraphs.binary_search(&words.end).is_ok();
    if is_whole && !words.is_empty() { escape(text.trim_end()) + "\n" } else { escape(text) }
}

/// Names of witnesses that XML allows as ids, all different.
fn ids(witnesses: &[Witness]) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for witness in witnesses {
        let plain = witness.sigil.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' });
        let mut id: String = plain.collect();
        if !id.starts_with(char::is_alphabetic) {
            id.insert_str(0, "w-");
        }
        if ids.contains(&id) || id.starts_with("moved-") || id.starts_with("layer-") {
            id = format!("{id}-w{}", ids.len() + 1);
        }
        ids.push(id);
    }
    ids
}
