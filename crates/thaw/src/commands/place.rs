//! Where words stand in a document, told as people look for them: line and column, or part and paragraph.

use serde::{Deserialize, Serialize};
use std::ops::Range;
use thaw_formats::document::{Document, Kind, pieces};

/// Where words stand, as people look for them.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Place {
    /// The part of a container.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    part: Option<String>,
    /// The paragraph of the part, from 1; of a plain text and of Markdown none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    paragraph: Option<usize>,
    /// The line, from 1; of a container none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    /// The column in characters, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self { part: Some(part), paragraph: Some(paragraph), .. } => {
                // `word/footnotes.xml`
                let file = part.rsplit('/').next().unwrap_or(part);
                let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
                write!(f, "{stem}, paragraph {paragraph}")
            }
            Self { paragraph: Some(paragraph), line: Some(line), .. } => {
                write!(f, "paragraph {paragraph} (line {line})")
            }
            Self { line, column, .. } => {
                write!(f, "line {}, column {}", line.unwrap_or_default(), column.unwrap_or_default())
            }
        }
    }
}

/// Counts lines up to places of a document. Those that come in order have each line counted once.
#[derive(Default)]
pub(crate) struct Cursor {
    /// Where the document begins that was counted last, and the part; none before the first place.
    of: Option<(pieces::Place, usize)>,
    at: usize,
    line: u64,
    line_start: usize,
}

impl Cursor {
    /// Tells where a range of the text of a block stands. The block is told by its part and its number in it; `start` is where the
    /// document begins, which can be a piece of the file.
    pub(crate) fn place(
        &mut self,
        document: &Document,
        (part_idx, block): (usize, usize),
        range: &Range<usize>,
        start: pieces::Place,
    ) -> Place {
        let paragraph = Some(start.n_blocks + block + 1);
        let Some(part) = document.parts.get(part_idx).filter(|_| !document.kind.is_container()) else {
            let part = document.parts.get(part_idx).map(|part| part.name.clone());
            return Place { part, paragraph, line: None, column: None };
        };
        let raw = part.blocks.get(block).and_then(|block| block.raw_ranges(range));
        let at = raw.and_then(|ranges| ranges.first().cloned()).map_or(0, |range| range.start);
        let text = &part.decoded.text;
        if self.of != Some((start, part_idx)) || at < self.at {
            *self = Self { of: Some((start, part_idx)), line: start.n_lines + 1, ..Self::default() };
        }
        for (newline, _) in text[self.at..at].match_indices('\n') {
            self.line += 1;
            self.line_start = self.at + newline + 1;
        }
        self.at = at;
        let n_before = if self.line_start == 0 { start.n_columns } else { 0 };
        let column = n_before + text[self.line_start..at].chars().count() + 1;
        let is_markup = matches!(document.kind, Kind::Html | Kind::Xml);
        Place { part: None, paragraph: paragraph.filter(|_| is_markup), line: Some(self.line), column: Some(column) }
    }
}
