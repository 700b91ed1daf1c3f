//! A critical apparatus in TEI P5, parallel segmentation.
//! <https://tei-c.org/release/doc/tei-p5-doc/en/html/TC.html#TCAPPS>
//!
//! Each paragraph of the full edition is a `p`. Where the witnesses differ stands an `app`: the `lem` is the full edition,
//! each other reading a `rdg`, witnesses that read the same together. `@type` is the kind of the change and `@ana` its layer,
//! both with their rules in the header; where several changes meet in one place, the gravest is named. What is not folded stands in a reading of its own,
//! so that the text of each witness can be taken out again: folds aside, exactly but for the white space. A moved passage stands in two places, joined by
//! `@corresp`. A paragraph that begins inside a reading is marked by `milestone`.

use super::segment::{changes_by_segment, rank, unlike};
use super::{Results, Segment, escape_xml, segments};
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
    writeln!(out, "<titleStmt><title>{}</title></titleStmt>", escape_xml(title))?;
    writeln!(
        out,
        "<publicationStmt><p>Collated by machine; readings are as in their witnesses, without calls of notes and what only repeats the text.</p></publicationStmt>"
    )?;
    writeln!(out, "<sourceDesc>\n<listWit>")?;
    for (witness, id) in collation.witnesses.iter().zip(&ids) {
        let note = if id == &ids[0] { ", the full edition" } else { "" };
        writeln!(
            out,
            "<witness xml:id=\"{id}\">{} ({} words{note})</witness>",
            escape_xml(&witness.sigil),
            witness.len()
        )?;
    }
    writeln!(out, "</listWit>\n</sourceDesc>\n</fileDesc>\n<encodingDesc>")?;
    writeln!(out, "<variantEncoding method=\"parallel-segmentation\" location=\"internal\"/>")?;
    writeln!(out, "<editorialDecl><interpretation><p><list>")?;
    for kind in Kind::ALL {
        writeln!(out, "<item>{}: {}</item>", kind.name(), escape_xml(kind.rule()))?;
    }
    for layer in Layer::ALL {
        let name = layer.name();
        writeln!(out, "<item xml:id=\"layer-{name}\">{name}: {}</item>", escape_xml(layer.rule()))?;
    }
    writeln!(out, "</list></p></interpretation></editorialDecl>\n</encodingDesc>\n</teiHeader>\n<text>\n<body>")?;
    let segments = segments(collation, &unlike(results), true);
    let changes = changes_by_segment(results, &segments);
    let anchors = anchors(results, &segments);
    write!(out, "<p>")?;
    // The white space behind a paragraph stands only where something else follows before its end.
    let mut space = "";
    for (idx, ((segment, changes), anchors)) in segments.iter().zip(&changes).zip(&anchors).enumerate() {
        let full = &collation.witnesses[0];
        let words = &segment.words[0];
        if idx > 0 && !words.is_empty() && full.paragraphs.binary_search(&words.start).is_ok() {
            write!(out, "</p>\n<p>")?;
            space = "";
        }
        write!(out, "{space}")?;
        space = "";
        if segment.is_agreed() {
            let mut from = words.start;
            for anchor in anchors {
                let at = words.start + anchor.offset;
                write!(out, "{}{}", text(full, &(from..at)), anchor.element())?;
                from = at;
            }
            let text = text(full, &(from..words.end));
            write!(out, "{}", text.trim_end_matches('\n'))?;
            space = &"\n"[..usize::from(text.ends_with('\n'))];
        } else {
            for anchor in anchors {
                write!(out, "{}", anchor.element())?;
            }
            app(results, segment, changes, &ids, out)?;
        }
    }
    writeln!(out, "</p>\n</body>\n</text>\n</TEI>")
}

/// One end of a moved passage.
struct Anchor {
    /// The place of the change in the list.
    change: usize,
    is_from: bool,
    /// How many words of the segment stand before it.
    offset: usize,
}

impl Anchor {
    fn element(&self) -> String {
        let (end, other) = if self.is_from { ("from", "to") } else { ("to", "from") };
        let idx = self.change;
        format!("<anchor xml:id=\"moved-{idx}-{end}\" corresp=\"#moved-{idx}-{other}\"/>")
    }
}

/// For each segment, the ends of moved passages that stand in it, in order. A passage may begin with words that all witnesses
/// have in the same place, so agreed segments hold such ends too.
fn anchors(results: Results<'_>, segments: &[Segment]) -> Vec<Vec<Anchor>> {
    let mut anchors: Vec<Vec<Anchor>> = segments.iter().map(|_| Vec::new()).collect();
    for (idx, change) in results.changes.iter().enumerate().filter(|(_, change)| change.kind == Kind::Moved) {
        for (witness, word, is_from) in [(0, change.full.start, true), (change.witness, change.own.start, false)] {
            let holds = segments.partition_point(|segment| segment.words[witness].end <= word);
            if let Some(segment) = segments.get(holds) {
                let offset = word - segment.words[witness].start;
                anchors[holds].push(Anchor { change: idx, is_from, offset });
            }
        }
    }
    anchors
        .iter_mut()
        .for_each(|anchors| anchors.sort_by_key(|anchor| (anchor.offset, anchor.change, !anchor.is_from)));
    anchors
}

fn app(
    results: Results<'_>,
    segment: &Segment,
    found: &[usize],
    ids: &[String],
    out: &mut dyn Write,
) -> io::Result<()> {
    let witnesses = &results.collation.witnesses;
    let changes = found.iter().map(|idx| &results.changes[*idx]);
    write!(out, "<app")?;
    if let Some(change) = changes.min_by_key(|change| rank(change)) {
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
    if is_whole && !words.is_empty() { escape_xml(text.trim_end()) + "\n" } else { escape_xml(text) }
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
