//! Names in labelled texts: how many of the edits are right, and how many that were wanted are made.
//!
//! A text says beside each name of the leader what should become of it: `{Stalino=>Donetsk}` is wanted, with other forms behind a
//! `|`; `{?Stalino=>Donetsk}` may be done or left; `{Stalin}` must stay. Its language is not told.

use crate::resolution::{bundled_places, lexicons, options};
use std::ops::Range;
use thaw_formats::document::{Document, Kind};
use thaw_revise::Gazetteers;
use thaw_revise::revise::{Options, revise};

/// What should become of a name.
struct Label {
    range: Range<usize>,
    is_wanted: bool,
    forms: Vec<String>,
}

/// Takes the labels out of a paragraph.
fn labelled(marked: &str) -> (String, Vec<Label>) {
    let (mut text, mut labels) = (String::new(), Vec::new());
    for part in marked.split('{') {
        let Some((label, rest)) = part.split_once('}') else {
            text.push_str(part);
            continue;
        };
        let (may_stay, label) = label.strip_prefix('?').map_or((false, label), |label| (true, label));
        let (name, forms) = label.split_once("=>").unwrap_or((label, ""));
        let forms: Vec<String> = forms.split('|').filter(|form| !form.is_empty()).map(str::to_owned).collect();
        let start = text.len();
        text.push_str(name);
        labels.push(Label { range: start..text.len(), is_wanted: !may_stay && !forms.is_empty(), forms });
        text.push_str(rest);
    }
    (text, labels)
}

/// The right ones of the edits, and the wanted edits that are made, must reach a share; what went wrong and what was left is told.
fn check(table: &str, precision: f64, share: f64) {
    let (places, lexicons) = (bundled_places(), lexicons());
    let gazetteers = Gazetteers::new(&places, &lexicons);
    let (mut n_edits, mut n_right, mut n_wanted, mut n_made) = (0_usize, 0_usize, 0_usize, 0_usize);
    let (mut wrong, mut left) = (String::new(), String::new());
    for row in csv::Reader::from_reader(table.as_bytes()).records() {
        let row = row.unwrap();
        let paragraphs: Vec<(String, Vec<Label>)> = row[3].split("\n\n").map(labelled).collect();
        let text = paragraphs.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join("\n\n");
        n_wanted += paragraphs.iter().flat_map(|(_, labels)| labels).filter(|label| label.is_wanted).count();
        let Some(lang) = lexicons.guess(&text) else {
            left.push_str(&format!("{}: {text}\n    language not clear\n", &row[0]));
            continue;
        };
        let options = Options { date: row[1].parse().unwrap(), lang, is_one_language: false, ..options() };
        let document = Document::read(text.into_bytes(), Kind::Plain, None).unwrap();
        let mentions = revise(&document, &gazetteers, &options).unwrap().mentions;
        for (block, (text, labels)) in paragraphs.iter().enumerate() {
            let is_seen = |label: &&Label| {
                mentions.iter().any(|one| {
                    one.block == block && label.range.start < one.range.end && one.range.start < label.range.end
                })
            };
            for label in labels.iter().filter(|label| label.is_wanted && !is_seen(label)) {
                left.push_str(&format!("{}: {}: {text}\n    not seen\n", &row[0], &text[label.range.clone()]));
            }
        }
        for mention in mentions {
            let (text, labels) = &paragraphs[mention.block];
            assert_eq!(text[mention.range.clone()], mention.text);
            let label = labels
                .iter()
                .find(|label| label.range.start < mention.range.end && mention.range.start < label.range.end);
            if !mention.is_edited {
                if label.is_some_and(|label| label.is_wanted) {
                    left.push_str(&format!("{}: {}: {text}\n    {}\n", &row[0], mention.text, mention.reason));
                }
                continue;
            }
            let new = mention.new.clone().unwrap_or_default();
            // A region is one name here and may be two words of the text: `Сталинской области`. A label may hold the preposition: `ze
            // Stalinogrodu`.
            let is_form = |form: &String| {
                *form == new || new.starts_with(&format!("{form} ")) || form.ends_with(&format!(" {new}"))
            };
            n_edits += 1;
            if let Some(label) = label.filter(|label| label.forms.iter().any(is_form)) {
                n_right += 1;
                n_made += usize::from(label.is_wanted);
            } else {
                wrong.push_str(&format!("{}: {} -> {new}: {text}\n    {}\n", &row[0], mention.text, mention.reason));
            }
        }
    }
    let figures =
        format!("{n_edits} edits, {n_right} right; {n_wanted} wanted, {n_made} made\nwrong:\n{wrong}left:\n{left}");
    assert!(n_right as f64 >= n_edits as f64 * precision, "{figures}");
    assert!(n_made as f64 >= n_wanted as f64 * share, "{figures}");
}

/// The sets in the order in which they were written, with the share of right edits and of wanted ones that they must keep.
const SETS: [(&str, f64, f64); 5] = [
    (include_str!("cases/names16.csv"), 0.98, 0.62),
    (include_str!("cases/names17.csv"), 0.98, 0.85),
    (include_str!("cases/names18.csv"), 0.98, 0.82),
    (include_str!("cases/names19.csv"), 0.98, 0.95),
    (include_str!("cases/names20.csv"), 0.98, 0.74),
];

#[test]
fn names_in_texts_are_right() {
    for (table, precision, share) in SETS {
        check(table, precision, share);
    }
}
