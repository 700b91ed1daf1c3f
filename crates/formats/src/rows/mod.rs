//! Rows of any table: CSV, TSV, XLSX, JSON Lines, and Parquet with the feature `parquet`.
//!
//! Unlike [`crate::gazetteer`], which looks for names of places, this hands over every cell as text with its column.
//!
//! # What is read
//! The format is told by the first bytes. The columns are named by the first row that fills most of them, so that a title above it
//! is passed over; a table whose first such row is data has columns `1`, `2`, `3`. A heading that stands twice becomes `Date` and
//! `Date (2)`. Of a workbook, the sheet that holds most is read, and every other one with the same heading; a table on another sheet is
//! handed over as one row with its fault.
//! Of JSON Lines, each line is an object: numbers and booleans become text, a list is joined by `; `, an object in an object
//! becomes `outer.inner`.
//!
//! # What is not read
//! A row that is broken (another number of fields, no JSON) is handed over with its fault, so that the caller can set it aside
//! and go on.

mod heading;
mod json_lines;
#[cfg(feature = "parquet")]
pub mod parquet;
mod xlsx;

use crate::{csv_table::Table, error::FormatError, gazetteer::Heading, open};
use std::{collections::BTreeMap, ops::ControlFlow, path::Path, rc::Rc};

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Where it stands: `line 14`, `row 14`.
    pub place: String,
    /// Its cells by column, without the empty ones.
    pub cells: BTreeMap<String, String>,
    /// What is wrong with it.
    pub fault: Option<String>,
}

/// What receives rows, and can say that it has seen enough.
pub type Each<'e> = &'e mut dyn FnMut(Row) -> ControlFlow<()>;

/// Returns what the columns of an object in an array begin with: `arrests`, `arrests (2)`.
fn nth(key: &str, number: usize) -> String {
    if number == 1 { key.to_owned() } else { format!("{key} ({number})") }
}

/// Returns the column of the first object of an array, for that of a further one: `names.full` for `names (2).full`.
#[must_use]
pub fn of_first(column: &str) -> Option<String> {
    let (key, rest) = column.split_once(" (")?;
    let (number, rest) = rest.split_once(").")?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| format!("{key}.{rest}"))
}

/// Hands over the rows of a file and returns its columns in their order, as far as it was read.
///
/// # Errors
/// The file cannot be read, is empty, or is damaged as a whole.
pub fn read(path: &Path, each: Each<'_>) -> Result<Vec<String>, FormatError> {
    read_below(path, None, each)
}

/// Like [`read`], with the number of the line or row that names the columns of a table; 0 when none does.
///
/// # Errors
/// As [`read`]; also when the table ends before that row.
pub fn read_below(path: &Path, heading: Option<u64>, each: Each<'_>) -> Result<Vec<String>, FormatError> {
    let mut stream = open::open(path)?;
    let head = stream.peek(4096)?;
    // Workbooks, zipped or of the old kind.
    if head.starts_with(b"PK") || head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        let records = xlsx::records(path, heading)?.into_iter().map(Ok);
        return deliver(path, "row", heading, records, each);
    }
    if head.starts_with(b"PAR1") {
        #[cfg(feature = "parquet")]
        return parquet::read(path, each);
        #[cfg(not(feature = "parquet"))]
        return Err(FormatError::unsupported(path, "this Thaw was built without the feature `parquet`"));
    }
    if head.trim_ascii_start().starts_with(b"{") {
        return json_lines::read(stream, each);
    }
    let mut table = Table::open(stream, Heading::Absent)?;
    deliver(path, "line", heading, std::iter::from_fn(|| table.next_cells().transpose()), each)
}

/// The cells of a row of a table, before its columns have names.
pub(crate) struct Cells {
    /// The number of its line or row.
    pub(crate) number: u64,
    /// The cells from the left.
    pub(crate) cells: Vec<String>,
    /// What is wrong with it.
    pub(crate) fault: Option<&'static str>,
    /// The sheet of a workbook, when the row is not of the first one that is read.
    pub(crate) sheet: Option<Rc<str>>,
}

fn deliver(
    path: &Path,
    unit: &str,
    wanted: Option<u64>,
    mut records: impl Iterator<Item = Result<Cells, FormatError>>,
    each: Each<'_>,
) -> Result<Vec<String>, FormatError> {
    let mut ahead: Vec<Cells> = Vec::new();
    while wanted.map_or(ahead.len() < heading::LOOKED_AT, |number| ahead.last().is_none_or(|row| row.number < number)) {
        let Some(record) = records.next().transpose()? else { break };
        ahead.push(record);
        if wanted == Some(0) {
            break;
        }
    }
    let found = match wanted {
        Some(0) => None,
        Some(number) => Some(ahead.iter().position(|row| row.number == number).ok_or_else(|| {
            let what = format!("expected the heading there, found no such {unit} with cells");
            FormatError::damaged(path, format!("{unit} {number}"), what)
        })?),
        None => heading::find(&ahead.iter().map(|row| row.cells.as_slice()).collect::<Vec<_>>()),
    };
    let mut n_above = found.map_or(0, |place| place + 1);
    let columns = match found {
        Some(place) => {
            let own = &ahead[place].cells;
            let next = ahead.get(place + 1).filter(|next| heading::goes_on(own, &next.cells));
            let before = place.checked_sub(1).and_then(|before| ahead.get(before));
            let joined = match (next, before) {
                (Some(next), _) => {
                    n_above += 1;
                    heading::joined(own, &next.cells)
                }
                (None, Some(before)) => heading::joined(&before.cells, own),
                _ => None,
            };
            heading::names(joined.as_deref().unwrap_or(own))
        }
        None => {
            let n_columns = ahead.iter().map(|row| row.cells.len()).max().unwrap_or_default();
            heading::names(&vec![String::new(); n_columns])
        }
    };
    let rows = ahead.into_iter().skip(n_above).map(Ok).chain(records);
    for (row, place) in rows.zip(0..) {
        let Cells { number, mut cells, fault, sheet } = row?;
        if place == 0 && found.is_some() && heading::counts_columns(&cells) {
            continue;
        }
        // A spreadsheet writes more separators than there are columns; nothing is lost with them.
        while cells.len() > columns.len() && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            cells.pop();
        }
        let fault = fault.map(str::to_owned).or_else(|| {
            (cells.len() != columns.len()).then(|| format!("expected {} fields, found {}", columns.len(), cells.len()))
        });
        let cells = columns.iter().cloned().zip(cells).filter(|(_, cell)| !cell.is_empty()).collect();
        let place = match sheet {
            Some(sheet) => format!("sheet `{sheet}`, {unit} {number}"),
            None => format!("{unit} {number}"),
        };
        let row = Row { place, cells, fault };
        if (row.fault.is_some() || !row.cells.is_empty()) && each(row).is_break() {
            break;
        }
    }
    Ok(columns)
}
