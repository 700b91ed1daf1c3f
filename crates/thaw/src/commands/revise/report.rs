//! What became of the names of a file, told on the terminal.

use super::{Revise, list_path};
use crate::ui::{Table, Ui, visible};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use thaw_formats::document::{Document, Kind, pieces};
use thaw_revise::resolve::Ranked;
use thaw_revise::revise::{Mention, Options};

/// What became of the names of one file: for a program, one line of JSON; for people, a table and a remark.
pub(super) struct Report<'u> {
    ui: &'u Ui,
    out: io::BufWriter<io::StdoutLock<'static>>,
    explain: bool,
    /// The date, when the document says it itself.
    told: Option<String>,
    table: Table,
    file: String,
    output: String,
    cursor: Cursor,
    n_names: u64,
    n_edits: u64,
}

/// A name as a program reads it.
#[derive(Serialize)]
struct Told<'m> {
    #[serde(flatten)]
    mention: &'m Mention,
    at: Place,
}

impl<'u> Report<'u> {
    pub(super) fn new(ui: &'u Ui, args: &Revise, file: &str, output: &Path, options: &Options) -> io::Result<Self> {
        let mut out = ui.out();
        let (list, output) = (list_path(output).display().to_string(), output.display().to_string());
        if ui.json {
            let date = options.date.to_string();
            let head = json!({"file": file, "output": output, "edits": list, "lang": options.lang, "date": date});
            write!(out, "{},\"mentions\":[", head.to_string().trim_end_matches('}'))?;
        }
        let table = Table::new(&["where", "name", "done", "why"]);
        let (file, cursor) = (file.to_owned(), Cursor::default());
        let told = args.date.is_none().then(|| options.date.to_string());
        Ok(Self { ui, out, explain: args.explain, told, table, file, output, cursor, n_names: 0, n_edits: 0 })
    }

    /// Reports a name; `start` is where the document begins, which can be a piece of the file.
    pub(super) fn mention(&mut self, mention: &Mention, document: &Document, start: pieces::Place) -> io::Result<()> {
        /// So many rows are aligned together.
        const N_ROWS: usize = 1000;
        if self.ui.json {
            self.out.write_all(if self.n_names == 0 { b"" } else { b"," })?;
            let at = self.cursor.place(document, mention, start);
            serde_json::to_writer(&mut self.out, &Told { mention, at })?;
        } else if self.explain {
            let done = match (&mention.new, mention.is_edited) {
                (Some(new), true) => on_one_line(new),
                (None, true) => "marked".to_owned(),
                (_, false) => "left alone".to_owned(),
            };
            let place = self.cursor.place(document, mention, start).to_string();
            self.table.row(vec![place, on_one_line(&mention.text), done, mention.reason.clone()]);
            self.ranking(&mention.ranked);
            if self.table.n_rows() > N_ROWS {
                std::mem::replace(&mut self.table, Table::new(&[])).write(self.ui, &mut self.out)?;
            }
        }
        self.n_names += 1;
        self.n_edits += u64::from(mention.is_edited);
        Ok(())
    }

    /// Adds the places that a name can mean, when there are several.
    fn ranking(&mut self, ranked: &[Ranked]) {
        if ranked.len() < 2 {
            return;
        }
        for (rank, Ranked { name, class, country, score, reasons, .. }) in ranked.iter().enumerate() {
            let country = country.as_ref().map(|country| format!(", {country}")).unwrap_or_default();
            let why = if reasons.is_empty() { "nothing speaks for it".to_owned() } else { reasons.join(", ") };
            self.table.row(vec![
                String::new(),
                format!("  {}. {name} ({class}{country})", rank + 1),
                format!("{score} points"),
                why,
            ]);
        }
    }

    /// Ends the report; `unread` counts the blocks in languages whose names cannot be edited.
    pub(super) fn finish(mut self, unread: &BTreeMap<String, usize>) -> io::Result<()> {
        if self.ui.json {
            let end = json!({"unread": unread, "n_edits": self.n_edits});
            writeln!(self.out, "],{}", end.to_string().trim_start_matches('{'))?;
        } else if self.explain && self.n_names > 0 {
            self.table.write(self.ui, &mut self.out)?;
        }
        self.out.flush()?;
        if !unread.is_empty() {
            let languages = unread.iter().map(|(lang, n)| match lang.as_str() {
                "und" => format!("{n} in a language that is not known"),
                lang => format!("{n} in `{}`", visible(lang)),
            });
            self.ui.warn(&format!(
                "`{}` has paragraphs in languages whose names cannot be edited; they were left as they are: {}",
                visible(&self.file),
                languages.collect::<Vec<_>>().join(", ")
            ));
        }
        if let Some(date) = self.told.filter(|_| self.n_edits == 0 && self.n_names > 0) {
            self.ui.warn(&format!(
                "`{}` says that it is of {date}; if its text is older, say of when, as in --date 1955",
                visible(&self.file)
            ));
        }
        self.ui.note(&format!(
            "{}: {} edits, {} names left alone; wrote {} and the list of edits",
            visible(&self.file),
            self.n_edits,
            self.n_names - self.n_edits,
            visible(&self.output)
        ));
        Ok(())
    }
}

/// Returns a name without the line ends that divide it: `Сталин- град`.
fn on_one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where a name stands, as people look for it.
#[derive(Serialize)]
struct Place {
    /// The part of a container.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<String>,
    /// The paragraph of the part, from 1; of a plain text and of Markdown none.
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph: Option<usize>,
    /// The line, from 1; of a container none.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    /// The column in characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
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

/// Counts lines up to the names of a document, which come in order, so that each line is counted once.
#[derive(Default)]
struct Cursor {
    /// Where the document begins that was counted last, and the part; none before the first name.
    of: Option<(pieces::Place, usize)>,
    at: usize,
    line: u64,
    line_start: usize,
}

impl Cursor {
    fn place(&mut self, document: &Document, mention: &Mention, start: pieces::Place) -> Place {
        let paragraph = Some(start.n_blocks + mention.block + 1);
        let Some(part) = document.parts.get(mention.part).filter(|_| !document.kind.is_container()) else {
            let part = document.parts.get(mention.part).map(|part| part.name.clone());
            return Place { part, paragraph, line: None, column: None };
        };
        let raw = part.blocks.get(mention.block).and_then(|block| block.raw_ranges(&mention.range));
        let at = raw.and_then(|ranges| ranges.first().cloned()).map_or(0, |range| range.start);
        let text = &part.decoded.text;
        if self.of != Some((start, mention.part)) || at < self.at {
            *self = Self { of: Some((start, mention.part)), line: start.n_lines + 1, ..Self::default() };
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
