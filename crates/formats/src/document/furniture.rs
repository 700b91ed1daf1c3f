//! What the pages of a scanned or printed plain text add to it: page numbers and running heads. They are no words of the
//! work.
//!
//! A line is a running head where it comes again and again *as pages do*: beside page numbers, at the edges of pages that form
//! feeds divide (as `pdftotext` and text recognition write them), or with a number that rises, in the middle of sentences. So
//! `Chapter 3` at the top of a page is none: its number does not go with the pages, and it divides no sentence.

use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;

/// How often a line must come before it is a running head.
const OFTEN: usize = 3;

/// The most letters of a running head, in bytes.
const LONGEST: usize = 120;

/// How far the number of a head may rise to the next one: heads can differ on left and right pages, and some are misread.
const STEP: u32 = 8;

/// Returns the ranges of a text that hold no words of the work but what pages add, in order: running heads and lines that are
/// only a number ("— 17 —"), with their line ends. Where a sentence goes on behind it, the empty lines around it are of the page too.
#[must_use]
pub fn furniture(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for head in heads(text) {
        let behind = &text[head.end..];
        let line_end = behind.find(|mark: char| mark == '\n' || !mark.is_whitespace()).unwrap_or(behind.len());
        let line_end = head.end + line_end + usize::from(behind[line_end..].starts_with('\n'));
        let next = text.len() - text[line_end..].trim_start().len();
        let before = text[..head.start].trim_end().len();
        let goes_on = before > 0 && text[next..].starts_with(char::is_lowercase);
        // One line end stays.
        let before = before + text[before..head.start].find('\n').map_or(0, |at| at + 1);
        let range = if goes_on && before <= head.start { before..next } else { head.start..line_end };
        match found.last_mut().filter(|last| last.end >= range.start) {
            Some(last) => last.end = last.end.max(range.end),
            None => found.push(range),
        }
    }
    found
}

/// Returns a text without some ranges of it.
#[must_use]
pub fn without<'t>(text: &'t str, ranges: &[Range<usize>]) -> Cow<'t, str> {
    if ranges.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    for range in ranges {
        kept.push_str(&text[at..range.start]);
        at = range.end;
    }
    kept.push_str(&text[at..]);
    Cow::Owned(kept)
}

/// A line with something on it.
#[derive(Clone, Copy)]
struct Line<'t> {
    from: usize,
    text: &'t str,
    /// How many form feeds stand before it.
    page: u32,
    /// Whether it is the first of its page.
    is_first: bool,
    /// Whether it is the first or the last of its page.
    is_edge: bool,
}

impl Line<'_> {
    fn range(&self) -> Range<usize> {
        self.from..self.from + self.text.len()
    }
}

fn heads(text: &str) -> Vec<Range<usize>> {
    let lines = lines(text);
    let mut is_head = vec![false; lines.len()];
    mark_numbers(&lines, &mut is_head);
    let mut heads: Vec<String> = Vec::new();
    for (letters, places) in alike(&lines) {
        let edges: Vec<usize> = places.iter().copied().filter(|idx| lines[*idx].is_edge).collect();
        if comes_with_pages(&lines, &edges) {
            edges.iter().for_each(|idx| is_head[*idx] = true);
            heads.push(letters);
        } else if divides_sentences(&lines, &places) {
            places.iter().for_each(|idx| is_head[*idx] = true);
            heads.push(letters);
        }
    }
    // A head that was misread is one still.
    for (idx, line) in lines.iter().enumerate().filter(|(_, line)| !heads.is_empty() && line.text.len() <= LONGEST) {
        let may_be = line.is_edge || line.text.contains(|mark: char| mark.is_ascii_digit());
        if may_be && !is_head[idx] {
            let letters = letters(line.text);
            is_head[idx] = heads.iter().any(|head| is_misread(&letters, head));
        }
    }
    lines.iter().zip(is_head).filter(|(_, is_head)| *is_head).map(|(line, _)| line.range()).collect()
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let (mut at, mut page) = (0, 0);
    for raw in text.split_inclusive(['\n', '\u{C}']) {
        let trimmed = raw.trim();
        if !trimmed.is_empty() {
            let is_first = page > 0 && lines.last().is_none_or(|last| last.page < page);
            let from = at + raw.len() - raw.trim_start().len();
            lines.push(Line { from, text: trimmed, page, is_first, is_edge: is_first });
        }
        if raw.ends_with('\u{C}') {
            if let Some(last) = lines.last_mut() {
                last.is_edge = true;
            }
            page += 1;
        }
        at += raw.len();
    }
    if page > 0
        && let Some(first) = lines.first_mut()
    {
        (first.is_first, first.is_edge) = (true, true);
    }
    lines
}

/// Marks the lines that are only a number, and those beside them that come again and again. A number that is the only line of
/// its sort is the number of a chapter or a figure, so three are needed.
fn mark_numbers(lines: &[Line<'_>], is_head: &mut [bool]) {
    let numbers: Vec<usize> = (0..lines.len()).filter(|idx| page_number(lines[*idx].text).is_some()).collect();
    let rising = numbers.windows(2).filter(|pair| {
        let [left, right] = [pair[0], pair[1]].map(|idx| page_number(lines[idx].text).unwrap_or(0));
        left < right && right <= left + 2 && pair[1] > pair[0] + 1
    });
    if rising.count() < OFTEN {
        return;
    }
    let mut beside: FxHashMap<&str, usize> = FxHashMap::default();
    let neighbors = |idx: usize| [idx.checked_sub(1), Some(idx + 1).filter(|next| *next < lines.len())];
    for idx in &numbers {
        for other in neighbors(*idx).into_iter().flatten() {
            if lines[other].text.len() <= LONGEST {
                *beside.entry(lines[other].text).or_default() += 1;
            }
        }
    }
    for idx in numbers {
        is_head[idx] = true;
        for other in neighbors(idx).into_iter().flatten() {
            is_head[other] |= beside.get(lines[other].text).is_some_and(|times| *times >= OFTEN);
        }
    }
}

/// The lines that have the same letters, and are short enough for a running head: those at the edges of pages, and those with a
/// number in front or at the end.
fn alike(lines: &[Line<'_>]) -> Vec<(String, Vec<usize>)> {
    let mut alike: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (idx, line) in lines.iter().enumerate() {
        if line.text.len() <= LONGEST && (line.is_edge || edge_number(line.text).is_some()) {
            alike.entry(letters(line.text)).or_default().push(idx);
        }
    }
    let mut alike: Vec<_> =
        alike.into_iter().filter(|(letters, places)| letters.chars().count() >= 3 && places.len() >= OFTEN).collect();
    alike.sort_unstable();
    alike
}

/// Whether lines at the edges of pages come again with the pages: with a number that goes with them, or on top without one (the
/// last lines of pages can be a refrain).
fn comes_with_pages(lines: &[Line<'_>], edges: &[usize]) -> bool {
    let first_page = |idx: &usize| lines[*idx].page.wrapping_sub(edge_number(lines[*idx].text).unwrap_or(0));
    let is_plain = edges.iter().all(|idx| lines[*idx].is_first && edge_number(lines[*idx].text).is_none());
    let n_with_pages = edges.windows(2).filter(|pair| first_page(&pair[0]) == first_page(&pair[1])).count();
    // A sonnet on each page has its number too, but nothing goes on from page to page.
    let goes_on = || edges.iter().any(|idx| ends_open(lines, *idx) || begins_small(lines, *idx));
    edges.len() >= OFTEN && (is_plain || n_with_pages > 0 && n_with_pages * 2 >= edges.len() - 1 && goes_on())
}

/// Whether the line before one ends inside a sentence.
fn ends_open(lines: &[Line<'_>], idx: usize) -> bool {
    let before = idx.checked_sub(1).map_or("", |before| lines[before].text);
    before.ends_with(|last: char| last.is_alphabetic() || matches!(last, ',' | '-' | '¬' | '⸗'))
}

/// Whether the line behind one goes on in a sentence.
fn begins_small(lines: &[Line<'_>], idx: usize) -> bool {
    lines.get(idx + 1).is_some_and(|after| after.text.starts_with(char::is_lowercase))
}

/// Whether lines have numbers that rise as those of pages, and some of them stand in the middle of sentences.
fn divides_sentences(lines: &[Line<'_>], places: &[usize]) -> bool {
    let places: Vec<usize> = places.iter().copied().filter(|idx| edge_number(lines[*idx].text).is_some()).collect();
    let number = |idx: usize| edge_number(lines[idx].text).unwrap_or(0);
    let n_rising =
        places.windows(2).filter(|pair| (1..=STEP).contains(&number(pair[1]).saturating_sub(number(pair[0]))));
    let divides = |idx: &&usize| ends_open(lines, **idx) && begins_small(lines, **idx);
    places.len() >= OFTEN
        && n_rising.count() * 2 >= places.len() - 1
        && places.iter().filter(divides).count() * 4 >= places.len()
}

/// The letters of a line, small, and nothing else.
fn letters(line: &str) -> String {
    line.chars().filter(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// Whether most pairs of neighboring letters are the same.
fn is_misread(letters: &str, head: &str) -> bool {
    let pairs = |text: &str| text.chars().zip(text.chars().skip(1)).collect::<Vec<_>>();
    let (own, mut of_head) = (pairs(letters), pairs(head));
    let (n_own, n_head) = (own.len(), of_head.len());
    if n_own.abs_diff(n_head) > 3 || n_head < 4 {
        return false;
    }
    let n_same = own.iter().filter(|pair| match of_head.iter().position(|other| other == *pair) {
        Some(at) => {
            of_head.swap_remove(at);
            true
        }
        None => false,
    });
    n_same.count() * 3 >= n_own.max(n_head) * 2
}

/// The number of a line that is nothing else.
fn page_number(line: &str) -> Option<u32> {
    if line.len() > 16 {
        return None;
    }
    number(line)
}

/// The number with which a line begins or ends.
fn edge_number(line: &str) -> Option<u32> {
    let mut pieces = line.split_whitespace();
    let first = pieces.next()?;
    number(first).or_else(|| pieces.next_back().and_then(number))
}

fn number(piece: &str) -> Option<u32> {
    let number = piece.trim_matches(|mark: char| matches!(mark, '-' | '–' | '—' | '[' | ']' | '·' | '*' | ' ' | '|'));
    if number.bytes().all(|byte| byte.is_ascii_digit()) { number.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::furniture;
    use std::fmt::Write as _;

    fn found(text: &str) -> Vec<&str> {
        furniture(text).into_iter().map(|range| text[range].trim()).collect()
    }

    #[test]
    fn heads_with_a_number_are_told_by_the_sentences_that_they_divide() {
        let mut text = String::new();
        for page in 11..16 {
            let _ = writeln!(text, "Geschichte der Stadt {page}\n\nund so ging es fort, bis er am Abend die");
        }
        assert_eq!(found(&text).len(), 5, "{:?}", found(&text));
        // The numbers of chapters rise too, but no sentence goes on behind them.
        let mut text = String::new();
        for chapter in 1..6 {
            let _ = writeln!(text, "Chapter {chapter}\n\nHe went on until the evening.\n");
        }
        assert_eq!(found(&text), <[&str; 0]>::default());
    }

    #[test]
    fn heads_at_the_edges_of_pages_are_told_though_some_are_misread() {
        let mut text = String::new();
        for page in 20..26 {
            let head =
                if page == 23 { "Hiſtory of the Towu 2B".to_owned() } else { format!("History of the Town {page}") };
            let _ = write!(text, "{head}\nLine by line\nThe poem went\n\u{C}");
        }
        assert_eq!(found(&text).len(), 6, "{:?}", found(&text));
        let mut text = String::new();
        for chapter in 1..6 {
            let _ = write!(text, "Chapter {chapter}\nHe went on.\n\u{C}And on he went {}.\n\u{C}", "a".repeat(chapter));
        }
        assert_eq!(found(&text), <[&str; 0]>::default());
        let sonnets: String = (1..6).map(|number| format!("Sonnet {number}\nShall I go?\nNo.\n\u{C}")).collect();
        assert_eq!(found(&sonnets), <[&str; 0]>::default());
    }
}
