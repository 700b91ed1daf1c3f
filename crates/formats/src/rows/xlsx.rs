//! Workbooks of spreadsheets (XLSX, ODS): the sheet that holds most, and every other one with the same heading.
//!
//! A workbook is compressed as a whole, so it is held in memory; files above 64 MiB are refused.

use super::{Cells, heading};
use crate::error::{At, FormatError};
use calamine::{Data, Reader, open_workbook_auto_from_rs};
use std::{io::Cursor, path::Path, rc::Rc};
use thaw_core::Day;

const LIMIT: u64 = 64 << 20;

pub(super) fn records(path: &Path, wanted: Option<u64>) -> Result<Vec<Cells>, FormatError> {
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
    let mut sheets: Vec<(String, Vec<Cells>)> = Vec::new();
    for (place, name) in workbook.sheet_names().into_iter().enumerate() {
        let Some(sheet) = workbook.worksheet_range_at(place) else { break };
        let sheet = sheet.map_err(damaged)?;
        let first_row = sheet.start().map_or(0, |(row, _)| row);
        let rows = sheet.rows().zip(u64::from(first_row) + 1..);
        let rows = rows
            .map(|(cells, number)| Cells { number, cells: cells.iter().map(text).collect(), fault: None, sheet: None })
            .filter(|row| row.cells.iter().any(|cell| !cell.is_empty()));
        sheets.push((name, rows.collect()));
    }
    // A cover may stand before the list, and notes behind it.
    let main = (0..sheets.len()).rev().max_by_key(|place| sheets[*place].1.iter().map(n_filled).sum::<usize>());
    let Some(main) = main.filter(|main| !sheets[*main].1.is_empty()) else {
        return Err(FormatError::damaged(path, "the workbook", "expected a sheet with rows, found none"));
    };
    let head = heading_at(&sheets[main].1, wanted).map(|at| filled(&sheets[main].1[at].cells));
    let continues =
        |rows: &[Cells]| heading_at(rows, wanted).filter(|at| head.as_ref() == Some(&filled(&rows[*at].cells)));
    let first = sheets.iter().position(|(_, rows)| continues(rows).is_some()).unwrap_or(main);
    let (_, mut all) = sheets.remove(first);
    for (name, rows) in sheets {
        let name: Rc<str> = name.into();
        match continues(&rows) {
            Some(at) => {
                // The heading may go on in a second row, and a row that counts the columns may follow it.
                let goes_on = |row: &Cells| heading::goes_on(&rows[at].cells, &row.cells);
                let n_head = 1 + usize::from(rows.get(at + 1).is_some_and(goes_on));
                let n_counts = rows.get(at + n_head).is_some_and(|row| heading::counts_columns(&row.cells));
                let n_head = n_head + usize::from(n_counts);
                let rows = rows.into_iter().skip(at + n_head);
                all.extend(rows.map(|row| Cells { sheet: Some(Rc::clone(&name)), ..row }));
            }
            // Titles and notes are no table.
            None if rows.len() > 1 && rows.iter().any(|row| n_filled(row) > 2) => {
                let fault =
                    Some("the sheet has another heading than the one that is read; save it as a file of its own");
                let number = rows[0].number;
                all.push(Cells { number, cells: vec![name.to_string()], fault, sheet: Some(name) });
            }
            None => {}
        }
    }
    Ok(all)
}

/// Returns the place of the row that names the columns, the wanted one when somebody said which.
fn heading_at(rows: &[Cells], wanted: Option<u64>) -> Option<usize> {
    match wanted {
        Some(number) => rows.iter().position(|row| row.number == number),
        None => {
            heading::find(&rows.iter().take(heading::LOOKED_AT).map(|row| row.cells.as_slice()).collect::<Vec<_>>())
        }
    }
}

/// Returns the cells without those that are empty at the end.
fn filled(cells: &[String]) -> Vec<String> {
    let n_filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    cells[..n_filled].to_vec()
}

fn n_filled(row: &Cells) -> usize {
    row.cells.iter().filter(|cell| !cell.is_empty()).count()
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
