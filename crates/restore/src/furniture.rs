//! What the page adds to the text: page numbers, running heads and calls of notes. It holds no words of the work.

use std::collections::HashMap;
use std::ops::Range;

/// How often a line must stand beside page numbers before it is a running head.
const OFTEN: usize = 3;

/// The most letters of a running head, in bytes.
const LONGEST: usize = 120;

/// Returns the ranges of a text that hold no words of the work, in order:
/// lines that are only a number ("— 17 —"), lines beside such numbers that come again and again, and numbers in square
/// brackets that hang on a word (`word[12]`).
pub(crate) fn ranges(text: &str) -> Vec<Range<usize>> {
    let mut found = heads(text);
    for (at, _) in text.match_indices('[') {
        let inside = text[at + 1..].trim_start_matches('^');
        let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
        let hangs = text[..at].ends_with(|before: char| !before.is_whitespace());
        if hangs && (1..=4).contains(&digits) && inside[digits..].starts_with(']') {
            found.push(at..text.len() - inside.len() + digits + 1);
        }
    }
    found.sort_unstable_by_key(|range| range.start);
    found
}

/// Page numbers and running heads. A number stands alone between empty lines or ends of pages; one that is the only line of
/// its sort is the number of a chapter or a figure, so three are needed.
fn heads(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\u{C}']) {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let from = at + line.len() - line.trim_start().len();
            lines.push((from, trimmed));
        }
        at += line.len();
    }
    let numbers: Vec<usize> = (0..lines.len()).filter(|idx| page_number(lines[*idx].1).is_some()).collect();
    let rising = numbers.windows(2).filter(|pair| {
        let [left, right] = [pair[0], pair[1]].map(|idx| page_number(lines[idx].1).unwrap_or(0));
        left < right && right <= left + 2 && pair[1] > pair[0] + 1
    });
    if rising.count() < OFTEN {
        return Vec::new();
    }
    let mut beside: HashMap<&str, usize> = HashMap::new();
    let neighbors = |idx: usize| [idx.checked_sub(1), Some(idx + 1)].into_iter().flatten();
    for idx in &numbers {
        for (_, line) in neighbors(*idx).filter_map(|other| lines.get(other)) {
            if line.len() <= LONGEST {
                *beside.entry(line).or_default() += 1;
            }
        }
    }
    let mut found = Vec::new();
    for idx in numbers {
        let heads = neighbors(idx)
            .filter_map(|other| lines.get(other))
            .filter(|(_, line)| beside.get(line).is_some_and(|times| *times >= OFTEN));
        found.extend(heads.chain([&lines[idx]]).map(|(from, line)| *from..from + line.len()));
    }
    found.sort_unstable_by_key(|range| range.start);
    found.dedup();
    found
}

/// The number of a line that is nothing else.
fn page_number(line: &str) -> Option<u32> {
    if line.len() > 16 {
        return None;
    }
    let number = line.trim_matches(|mark: char| matches!(mark, '-' | '–' | '—' | '[' | ']' | '·' | '*' | ' '));
    if number.bytes().all(|byte| byte.is_ascii_digit()) { number.parse().ok() } else { None }
}
