//! Workbooks of spreadsheets (XLSX, ODS): the first sheet.
//!
//! A workbook is compressed as a whole, so it is held in memory; files above 64 MiB are refused.

use super::{Each, Row};
use crate::error::{At, FormatError};
use calamine::{Data, Reader, open_workbook_auto_from_rs};
use std::{io::Cursor, path::Path};

const LIMIT: u64 = 64 << 20;

pub(super) fn read(path: &Path, each: Each<'_>) -> Result<Vec<String>, FormatError> {
    let size = std::fs::metadata(path).at(path, "cannot open")?.len();
    if size > LIMIT {
        return Err(FormatError::limit(
            path,
            "byte 0",
            format!("expected a workbook of at most {LIMIT} bytes, found {size}"),
        ));
    }
    let bytes = std::fs::read(path).at(path, "cannot read")?;
    let damaged = |error: calamine::Error| FormatError::damaged(path, "the workbook", error.to_string());
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(damaged)?;
    let sheet = workbook
        .worksheet_range_at(0)
        .ok_or_else(|| FormatError::damaged(path, "the workbook", "expected a sheet, found none"))?
        .map_err(damaged)?;
    let first_row = sheet.start().map_or(0, |(row, _)| row);
    let mut rows = sheet.rows().zip(u64::from(first_row) + 1..);
    let Some((head, _)) = rows.next() else {
        return Err(FormatError::damaged(path, "row 1", "expected a heading, found an empty sheet"));
    };
    let heading: Vec<String> = head
        .iter()
        .enumerate()
        .map(|(idx, cell)| text(cell).unwrap_or_else(|| (idx + 1).to_string()).trim().to_owned())
        .collect();
    for (cells, number) in rows {
        let cells = heading.iter().zip(cells).filter_map(|(key, cell)| Some((key.clone(), text(cell)?)));
        let row = Row { place: format!("row {number}"), cells: cells.collect(), fault: None };
        if !row.cells.is_empty() && each(row).is_break() {
            break;
        }
    }
    Ok(heading)
}

/// Returns what a cell shows; a date as ISO 8601 writes it.
fn text(cell: &Data) -> Option<String> {
    let text = match cell {
        Data::Empty | Data::Error(_) => return None,
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        // A year or a number of a file has no fraction.
        Data::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
        other => other.to_string(),
    };
    Some(text).filter(|text| !text.trim().is_empty())
}
