//! One CSV table of a record: its columns checked, its rows with their line numbers.

use std::collections::BTreeMap;
use thaw_core::Problem;

/// The columns of a table. A name that ends in `_*` stands for one column a language: `title_en`, `title_es`.
pub(super) struct Shape {
    pub(super) file: &'static str,
    pub(super) required: &'static [&'static str],
    pub(super) optional: &'static [&'static str],
}

impl Shape {
    fn knows(&self, column: &str) -> bool {
        let fits = |name: &&str| match name.strip_suffix('*') {
            Some(prefix) => column.strip_prefix(prefix).is_some_and(|tag| thaw_core::Lang::parse(tag).is_some()),
            None => *name == column,
        };
        self.required.iter().any(fits) || self.optional.iter().any(fits)
    }
}

/// Where a row stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) path: String,
    pub(super) line: u64,
}

impl Spot {
    /// Builds the problem of a field of this row.
    pub(super) fn problem(&self, field: &str, what: impl Into<String>, action: impl Into<String>) -> Problem {
        Problem {
            path: self.path.clone(),
            place: format!("line {}, field `{field}`", self.line),
            what: what.into(),
            action: action.into(),
        }
    }
}

/// A row: its cells by column, trimmed.
pub(super) struct Row<'t> {
    pub(super) spot: Spot,
    columns: &'t BTreeMap<String, usize>,
    cells: csv::StringRecord,
}

impl Row<'_> {
    /// Returns the cell of a column, or nothing when it is empty or the table has no such column.
    pub(super) fn get(&self, column: &str) -> Option<&str> {
        let cell = self.cells.get(*self.columns.get(column)?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    /// Returns the filled cells of `prefix_*`, by language.
    pub(super) fn by_language(&self, prefix: &str) -> BTreeMap<String, String> {
        let start = format!("{prefix}_");
        self.columns
            .keys()
            .filter_map(|column| Some((column.strip_prefix(&start)?.to_owned(), self.get(column)?.to_owned())))
            .collect()
    }
}

/// Tells what stands between cells: spreadsheets of many countries write semicolons, some write tabs.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |delimiter: u8| header.bytes().filter(|byte| *byte == delimiter).count();
    // Of equals the last one wins, so that one column alone is read as with commas.
    [b'\t', b';', b','].into_iter().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',')
}

/// Reads a table and calls `each` for every row; what is wrong with the table as a whole goes to `problems`.
pub(super) fn each_row(
    path: &str,
    text: &str,
    shape: &Shape,
    problems: &mut Vec<Problem>,
    mut each: impl FnMut(&Row<'_>, &mut Vec<Problem>),
) {
    // Spreadsheets end lines with two characters; the reader would count such a line one too low.
    let text = &text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter(text)).from_reader(text.as_bytes());
    let top = Spot { path: path.to_owned(), line: 1 };
    if let Some(at) = text.find(char::REPLACEMENT_CHARACTER) {
        let line = 1 + text.get(..at).unwrap_or_default().matches('\n').count() as u64;
        let what = "found a byte that is not UTF-8".to_owned();
        problems.push(Spot { path: path.to_owned(), line }.problem(
            "row",
            what,
            "read with a mark in its place; save as CSV in UTF-8",
        ));
    }
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => {
            problems.push(top.problem(
                "header",
                format!("no header line: {error}"),
                "table left out; name the columns in the first line",
            ));
            return;
        }
    };
    let mut columns = BTreeMap::new();
    for (at, name) in header.iter().map(str::trim).enumerate() {
        if !shape.knows(name) {
            problems.push(top.problem(name, format!("unknown column `{name}`"), "column left out; check its spelling"));
        } else if columns.insert(name.to_owned(), at).is_some() {
            problems.push(top.problem(
                name,
                format!("column `{name}` stands twice"),
                "the last one is read; remove the other",
            ));
        }
    }
    for required in shape.required.iter().filter(|name| !columns.contains_key(**name)) {
        problems.push(top.problem(
            required,
            format!("column `{required}` is missing"),
            "add it, even if its cells stay empty",
        ));
    }
    let mut cells = csv::StringRecord::new();
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut cells) {
            Ok(false) => return,
            Ok(true) if cells.iter().all(|cell| cell.trim().is_empty()) => {}
            Ok(true) => {
                let line = cells.position().map_or(line, csv::Position::line);
                let row = Row { spot: Spot { path: path.to_owned(), line }, columns: &columns, cells: cells.clone() };
                if cells.len() != header.len() {
                    let what = format!("expected {} cells, found {}", header.len(), cells.len());
                    problems.push(row.spot.problem(
                        "row",
                        what,
                        "row read as far as it goes; put text with commas in double quotes",
                    ));
                }
                each(&row, problems);
            }
            Err(error) => {
                let spot = Spot { path: path.to_owned(), line };
                problems.push(spot.problem("row", error.to_string(), "row skipped; save the table as CSV in UTF-8"));
            }
        }
    }
}
