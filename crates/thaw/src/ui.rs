//! What people see: standard output, standard error, color, tables, progress.

use crate::args::Global;
use crate::error::CommandError;
use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressStyle};
use std::borrow::Cow;
use std::error::Error;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::time::Duration;
use unicode_width::UnicodeWidthStr;

/// The terminal, or what stands in its place.
pub(crate) struct Ui {
    /// Whether output is for a program (`--json`).
    pub(crate) json: bool,
    quiet: bool,
    color_out: bool,
    color_err: bool,
}

impl Ui {
    /// Looks at the terminal and at `NO_COLOR`.
    pub(crate) fn new(global: &Global) -> Self {
        let allowed = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self {
            json: global.json,
            quiet: global.quiet,
            color_out: allowed && io::stdout().is_terminal(),
            color_err: allowed && io::stderr().is_terminal(),
        }
    }

    /// Returns standard output, buffered.
    pub(crate) fn out(&self) -> BufWriter<StdoutLock<'static>> {
        BufWriter::new(io::stdout().lock())
    }

    /// Returns `text` in bold on a terminal.
    pub(crate) fn bold(&self, text: &str) -> String {
        paint(self.color_out, Style::new().bold(), text)
    }

    /// Returns `text` dimmed on a terminal.
    pub(crate) fn dim(&self, text: &str) -> String {
        paint(self.color_out, Style::new().dimmed(), text)
    }

    /// Tells whether a person reads standard output.
    #[cfg(feature = "atlas")]
    pub(crate) fn is_read_by_a_person(&self) -> bool {
        !self.json && !self.quiet && io::stdout().is_terminal()
    }

    /// Writes one line for people to standard error, unless asked to be quiet.
    #[allow(clippy::print_stderr)]
    pub(crate) fn note(&self, text: &str) {
        if !self.quiet {
            eprintln!("{text}");
        }
    }

    /// Writes a warning to standard error.
    #[allow(clippy::print_stderr)]
    pub(crate) fn warn(&self, text: &str) {
        eprintln!("{} {text}", paint(self.color_err, AnsiColor::Yellow.on_default().bold(), "warning:"));
    }

    /// Lists problems on standard error: the first 20, then how many more.
    pub(crate) fn problems(&self, problems: &[thaw_core::Problem]) {
        const SHOWN: usize = 20;
        for problem in problems.iter().take(SHOWN) {
            self.warn(&problem.to_string());
        }
        if problems.len() > SHOWN {
            self.warn(&format!("and {} more problems", problems.len() - SHOWN));
        }
    }

    /// Writes an error, its causes and its hints to standard error.
    #[allow(clippy::print_stderr)]
    pub(crate) fn error(&self, error: &CommandError) {
        eprintln!("{} {error}", paint(self.color_err, AnsiColor::Red.on_default().bold(), "error:"));
        let mut cause = error.source();
        while let Some(error) = cause {
            eprintln!("caused by: {error}");
            cause = error.source();
        }
        for hint in error.hints() {
            eprintln!("{} {hint}", paint(self.color_err, AnsiColor::Cyan.on_default(), "hint:"));
        }
    }

    /// Returns a line that shows that work goes on; nothing is drawn when standard error is no terminal.
    pub(crate) fn spinner(&self, text: String) -> ProgressBar {
        if self.quiet || !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new_spinner().with_message(text);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        bar
    }
}

fn paint(on: bool, style: Style, text: &str) -> String {
    if on { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

/// Columns of text, aligned by the width that a terminal gives them.
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Starts a table with its head.
    pub(crate) fn new(head: &[&str]) -> Self {
        Self { rows: vec![head.iter().map(|cell| (*cell).to_owned()).collect()] }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// How many rows it has, the head included.
    pub(crate) fn n_rows(&self) -> usize {
        self.rows.len()
    }

    /// Writes the table; the last column is not padded.
    pub(crate) fn write(&self, ui: &Ui, out: &mut impl Write) -> io::Result<()> {
        let widths = self.widths();
        for (row_idx, row) in self.rows.iter().enumerate().filter(|(_, row)| !row.is_empty()) {
            let line = line(row, &widths);
            writeln!(out, "{}", if row_idx == 0 { ui.bold(&line) } else { line })?;
        }
        Ok(())
    }

    fn widths(&self) -> Vec<usize> {
        let n_columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let cells = |column: usize| self.rows.iter().filter_map(move |row| row.get(column));
        (0..n_columns).map(|column| cells(column).map(|cell| width(cell)).max().unwrap_or(0)).collect()
    }
}

/// A table of any length: its first rows set the widths, and what follows is written as it comes.
pub(crate) struct LongTable {
    first: Table,
    widths: Option<Vec<usize>>,
}

impl LongTable {
    /// Rows that are kept until the widths are set.
    const KEPT: usize = 1_000;

    /// Starts a table with its head.
    pub(crate) fn new(head: &[&str]) -> Self {
        Self { first: Table::new(head), widths: None }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: &[&str], ui: &Ui, out: &mut impl Write) -> io::Result<()> {
        if let Some(widths) = &self.widths {
            return writeln!(out, "{}", line(cells, widths));
        }
        self.first.row(cells.iter().map(|cell| (*cell).to_owned()).collect());
        if self.first.n_rows() > Self::KEPT {
            self.first.write(ui, out)?;
            self.widths = Some(self.first.widths());
        }
        Ok(())
    }

    /// Writes what was kept, when the table was short.
    pub(crate) fn finish(&self, ui: &Ui, out: &mut impl Write) -> io::Result<()> {
        if self.widths.is_none() { self.first.write(ui, out) } else { Ok(()) }
    }
}

fn line(row: &[impl AsRef<str>], widths: &[usize]) -> String {
    let mut line = String::new();
    for (column, cell) in row.iter().enumerate() {
        let cell = visible(cell.as_ref());
        line.push_str(&cell);
        if column + 1 < row.len() {
            let wanted = widths.get(column).copied().unwrap_or_default();
            line.extend(std::iter::repeat_n(' ', wanted.saturating_sub(cell.width()) + 2));
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// Returns the text with control characters made visible, so that a name from a file cannot steer the terminal.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        Cow::Owned(text.replace(char::is_control, "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn width(text: &str) -> usize {
    visible(text).width()
}
