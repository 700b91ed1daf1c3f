//! What became of the names of a file, told on the terminal.

use super::super::place::{Cursor, Place};
use super::{Dated, Revise, list_path};
use crate::ui::{Table, Ui, visible};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use thaw_formats::document::{Document, pieces};
use thaw_revise::resolve::Ranked;
use thaw_revise::revise::{Mention, Options};

/// What became of the names of one file: for a program, one line of JSON; for people, a table and a remark.
pub(super) struct Report<'u> {
    ui: &'u Ui,
    out: io::BufWriter<io::StdoutLock<'static>>,
    explain: bool,
    /// The date, and by what it is known.
    date: String,
    dated: Dated,
    table: Table,
    file: String,
    output: String,
    cursor: Cursor,
    n_names: u64,
    n_edits: u64,
    n_explained: u64,
    /// Whether it is the only file of the run.
    is_alone: bool,
}

/// What became of the names of all files of a run.
#[derive(Default)]
pub(super) struct Totals {
    n_files: u64,
    n_bare: u64,
    n_edits: u64,
    n_left: u64,
}

impl Totals {
    /// Tells them, when there are several files.
    pub(super) fn tell(&self, ui: &Ui) {
        if self.n_files > 1 {
            let Self { n_files, n_bare, n_edits, n_left } = self;
            ui.note(&format!(
                "all {n_files} documents: {n_edits} edits, {n_left} names left alone; {n_bare} hold no such name and are written as they were"
            ));
        }
    }
}

/// A name as a program reads it.
#[derive(Serialize)]
struct Told<'m> {
    #[serde(flatten)]
    mention: &'m Mention,
    at: Place,
}

impl<'u> Report<'u> {
    pub(super) fn new(
        ui: &'u Ui,
        args: &Revise,
        file: &str,
        output: &Path,
        (options, dated): (&Options, Dated),
        is_alone: bool,
    ) -> io::Result<Self> {
        let mut out = ui.out();
        let (list, output) = (list_path(output).display().to_string(), output.display().to_string());
        let date = options.date.to_string();
        if ui.json {
            let head = json!({"file": file, "output": output, "edits": list, "lang": options.lang, "date": date});
            write!(out, "{},\"mentions\":[", head.to_string().trim_end_matches('}'))?;
        }
        let table = Table::new(&["where", "name", "done", "why"]);
        let (file, cursor) = (file.to_owned(), Cursor::default());
        let (explain, n_names, n_edits, n_explained) = (args.explain, 0, 0, 0);
        Ok(Self { ui, out, explain, date, dated, table, file, output, cursor, n_names, n_edits, n_explained, is_alone })
    }

    /// Reports a name; `start` is where the document begins, which can be a piece of the file.
    pub(super) fn mention(&mut self, mention: &Mention, document: &Document, start: pieces::Place) -> io::Result<()> {
        /// So many rows are aligned together.
        const N_ROWS: usize = 1000;
        if self.ui.json {
            self.out.write_all(if self.n_names == 0 { b"" } else { b"," })?;
            let at = self.cursor.place(document, (mention.part, mention.block), &mention.range, start);
            serde_json::to_writer(&mut self.out, &Told { mention, at })?;
        } else if self.explain {
            if self.n_names == 0 && !self.is_alone {
                writeln!(self.out, "{}", self.ui.bold(&visible(&self.file)))?;
            }
            let done = match (&mention.new, mention.is_edited) {
                (Some(new), true) => on_one_line(new),
                (None, true) => "marked".to_owned(),
                (_, false) if mention.is_explained => "explained above".to_owned(),
                (_, false) => "left alone".to_owned(),
            };
            let place = self.cursor.place(document, (mention.part, mention.block), &mention.range, start).to_string();
            self.table.row(vec![place, on_one_line(&mention.text), done, mention.reason.clone()]);
            self.ranking(&mention.ranked);
            if self.table.n_rows() > N_ROWS {
                std::mem::replace(&mut self.table, Table::new(&[])).write(self.ui, &mut self.out)?;
            }
        }
        self.n_names += 1;
        self.n_edits += u64::from(mention.is_edited);
        self.n_explained += u64::from(mention.is_explained);
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

    /// Ends the report and adds to what is told of all files; `unread` counts the blocks in languages whose names cannot be edited.
    pub(super) fn finish(mut self, unread: &BTreeMap<String, usize>, totals: &mut Totals) -> io::Result<()> {
        if self.ui.json {
            let end = json!({"unread": unread, "n_edits": self.n_edits});
            writeln!(self.out, "],{}", end.to_string().trim_start_matches('{'))?;
        } else if self.explain && self.n_names > 0 {
            self.table.write(self.ui, &mut self.out)?;
            if !self.is_alone {
                writeln!(self.out)?;
            }
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
        let n_left = self.n_names - self.n_edits - self.n_explained;
        totals.n_files += 1;
        totals.n_bare += u64::from(self.n_names == 0);
        totals.n_edits += self.n_edits;
        totals.n_left += n_left;
        // Among many files, those in which nothing was to be done are only counted.
        if self.n_names == 0 && !self.is_alone {
            return Ok(());
        }
        let (file, date) = (visible(&self.file), &self.date);
        match self.dated {
            Dated::Said if self.n_edits == 0 && self.n_names > 0 => {
                self.ui.warn(&format!(
                    "`{file}` says that it is of {date}; if its text is older, say of when, as in --date 1955"
                ));
            }
            Dated::Named => {
                let told = format!("`{file}` is read as of {date}, the year in its name or its folder's");
                if self.n_edits == 0 && self.n_names > 0 {
                    self.ui.warn(&format!("{told}; if its text is of another time, say of when, as in --date 1955"));
                } else {
                    self.ui.note(&told);
                }
            }
            _ => {}
        }
        let later = match self.n_explained {
            0 => String::new(),
            n => format!(", {n} further mentions"),
        };
        let why = if n_left == 0 || self.explain { "" } else { " (--explain tells why)" };
        self.ui.note(&format!(
            "{file}: {} edits{later}, {n_left} names left alone{why}; wrote {} and the list of edits",
            self.n_edits,
            visible(&self.output)
        ));
        Ok(())
    }
}

/// Returns a name without the line ends that divide it: `Сталин- град`.
fn on_one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
