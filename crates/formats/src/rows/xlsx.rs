//! Workbooks of spreadsheets (XLSX, ODS): the first sheet that has rows.
//!
//! A workbook is compressed as a whole, so it is held in memory; files above 64 MiB are refused.

use super::Cells;
use crate::error::{At, FormatError};
use calamine::{Data, Reader, open_workbook_auto_from_rs};
use std::{io::Cursor, path::Path};
use thaw_core::Day;

const LIMIT: u64 = 64 << 20;

pub(super) fn records(path: &Path) -> Result<Vec<Cells>, FormatError> {
    let size = std::fs::metadata(path).at(path, "cannot open")?.len();
    if size > LIMIT {
        return Err(FormatError::limit(
            path,
            "byte 0",
            format!("expected a workbook of at most {LIMIT} bytes, found {size}; save the sheet as CSV"),
        ));
    }
    let bytes = std::fs::read(path).at(path, "cannot read")?;
    let damaged = |error: calamine::Error| FormatError::damaged(path, "the workbook", error.to_string());
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(damaged)?;
    // A cover sheet may be empty.
    let sheets = workbook.sheet_names().len();
    for place in 0..sheets {
        let Some(sheet) = workbook.worksheet_range_at(place) else { break };
        let sheet = sheet.map_err(damaged)?;
        let first_row = sheet.start().map_or(0, |(row, _)| row);
        let rows = sheet.rows().zip(u64::from(first_row) + 1..);
        let records: Vec<Cells> = rows
            .map(|(cells, number)| Cells { number, cells: cells.iter().map(text).collect(), fault: None })
            .filter(|row| row.cells.iter().any(|cell| !cell.is_empty()))
            .collect();
        if !records.is_empty() {
            return Ok(records);
        }
    }
    Err(FormatError::damaged(path, "the workbook", "expected a sheet with rows, found none"))
}

/// Returns what a cell shows; a date as ISO 8601 writes it.
fn text(cell: &Data) -> String {
    let text = match cell {
        Data::Empty | Data::Error(_) => return String::new(),
        Data::DateTime(moment) if moment.is_datetime() => day(moment),
        // A year or a number of a file has no fraction.
        Data::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
        other => other.to_string(),
    };
    text.trim().to_owned()
}

/// Returns the day of a moment. Days before 1900 are negative numbers in the workbooks of programs that have them.
fn day(moment: &calamine::ExcelDateTime) -> String {
    /// The day with the number 0.
    const ORIGIN: (i64, u8, u8) = (1899, 12, 30);
    let number = moment.as_f64();
    if let (true, Some(origin)) = (number < 0.0, Day::from_ymd(ORIGIN.0, ORIGIN.1, ORIGIN.2)) {
        #[expect(clippy::cast_possible_truncation, reason = "a number of days; one out of reach is held at the end")]
        return origin.plus_days(number.floor() as i64).to_string();
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}
