//! Rows of any table: CSV, TSV, XLSX, JSON Lines, and Parquet with the feature `parquet`.
//!
//! Unlike [`crate::gazetteer`], which looks for names of places, this hands over every cell as text with its column.
//!
//! # What is read
//! The format is told by the first bytes. The first line of a table, or the first row of the first sheet, names the columns.
//! Of JSON Lines, each line is an object: numbers and booleans become text, a list is joined by `; `, an object in an object
//! becomes `outer.inner`.
//!
//! # What is not read
//! A row that is broken (another number of fields, no JSON) is handed over with its fault, so that the caller can set it aside
//! and go on.

mod json_lines;
#[cfg(feature = "parquet")]
pub mod parquet;
mod xlsx;

use crate::{csv_table::Table, error::FormatError, gazetteer::Heading, open, problems::Problems};
use std::{collections::BTreeMap, ops::ControlFlow, path::Path};

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

/// Hands over the rows of a file and returns its columns in their order, as far as it was read.
///
/// # Errors
/// The file cannot be read, is empty, or is damaged as a whole.
pub fn read(path: &Path, each: Each<'_>) -> Result<Vec<String>, FormatError> {
    let mut stream = open::open(path)?;
    let head = stream.peek(4096)?;
    if head.starts_with(b"PK") {
        return xlsx::read(path, each);
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
    let mut table = Table::open(stream, Heading::FirstLine)?;
    let heading = table.heading.clone();
    loop {
        let mut problems = Problems::of(path);
        let Some((place, cells)) = table.next(&mut problems)? else { break };
        let fault = problems.list().first().map(|problem| problem.what.clone());
        if each(Row { place, cells, fault }).is_break() {
            break;
        }
    }
    Ok(heading)
}
