//! Which row of a table names its columns.
//!
//! Lists come with a title above the heading, with a heading in two words on one cell, with the same heading twice, or without any.

/// Rows that are looked at before the heading is chosen.
pub(super) const LOOKED_AT: usize = 40;

/// Returns the place of the heading among the first rows of a table, or nothing when the table has none.
///
/// A title fills few cells, so the heading is the first row that fills most of those that the table has. It is no heading when a
/// cell of it is a number or a date above cells that are, too.
pub(super) fn find(rows: &[&[String]]) -> Option<usize> {
    let n_filled = |row: &&[String]| row.iter().filter(|cell| !cell.trim().is_empty()).count();
    let widest = rows.iter().map(n_filled).max()?;
    let first = rows.iter().position(|row| n_filled(row) * 2 > widest)?;
    let below = &rows[first + 1..];
    let is_data = rows[first].iter().enumerate().any(|(column, cell)| {
        let cells = below.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.trim().is_empty());
        let (n_numbers, n_cells) = cells.fold((0, 0), |(n, all), cell| (n + usize::from(is_number(cell)), all + 1));
        is_number(cell) && n_cells > 0 && n_numbers * 2 > n_cells
    });
    (!is_data).then_some(first)
}

/// Tells whether a cell is mostly digits, three of them or more: a year, a date, an article.
fn is_number(cell: &str) -> bool {
    let n_digits = cell.chars().filter(char::is_ascii_digit).count();
    let n_letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    n_digits >= 3 && n_digits > n_letters
}

/// Tells whether a row only counts the columns, as printed forms do below their heading: 1, 2, 3.
pub(super) fn counts_columns(row: &[String]) -> bool {
    let mut expected = 1..;
    row.len() > 1 && row.iter().all(|cell| cell.trim().parse::<usize>().ok() == expected.next())
}

/// Joins a heading in two rows: `Birth` above `Date` and `Place` is `Birth: Date` and `Birth: Place`.
///
/// The upper row has a word for several columns, or for one that the lower row leaves empty. A title above a heading that is whole
/// in itself changes nothing.
pub(super) fn joined(above: &[String], below: &[String]) -> Option<Vec<String>> {
    let cell = |row: &[String], column: usize| row.get(column).map(|cell| cell.trim().to_owned()).unwrap_or_default();
    let n_above = above.iter().filter(|cell| !cell.trim().is_empty()).count();
    let is_twice = |column: usize| {
        let name = cell(below, column);
        !name.is_empty() && (0..below.len()).any(|other| other != column && cell(below, other) == name)
    };
    let is_filled = |column: usize| cell(below, column).is_empty() && !cell(above, column).is_empty();
    if n_above < 2 || !(0..below.len()).any(|column| is_twice(column) || is_filled(column)) {
        return None;
    }
    let mut group = String::new();
    let names = (0..below.len()).map(|column| {
        let (upper, lower) = (cell(above, column), cell(below, column));
        if !upper.is_empty() {
            group.clone_from(&upper);
        }
        match (lower.is_empty(), group.is_empty()) {
            (true, _) => upper,
            (false, true) => lower,
            (false, false) => format!("{group}: {lower}"),
        }
    });
    Some(names.collect())
}

/// Tells whether a row goes on with the heading above it: it has words for all columns that the heading leaves empty, and none for
/// two or more, and the most, of those that have a name of their own.
pub(super) fn goes_on(heading: &[String], row: &[String]) -> bool {
    let is_empty = |row: &[String], column: usize| row.get(column).is_none_or(|cell| cell.trim().is_empty());
    let (unnamed, named): (Vec<usize>, Vec<usize>) = (0..heading.len()).partition(|column| is_empty(heading, *column));
    // A word above several columns stands over the first of them.
    let alone: Vec<usize> = named.into_iter().filter(|column| !unnamed.contains(&(column + 1))).collect();
    let n_empty = alone.iter().filter(|column| is_empty(row, **column)).count();
    !unnamed.is_empty()
        && unnamed.iter().all(|column| !is_empty(row, *column))
        && n_empty > 1
        && n_empty * 2 > alone.len()
        && !row.iter().any(|cell| cell.chars().any(|c| c.is_ascii_digit()))
}

/// Returns the names of the columns: each once, an empty one by its number.
pub(super) fn names(cells: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (cell, number) in cells.iter().zip(1..) {
        let bare = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let bare = if bare.is_empty() { number.to_string() } else { bare };
        let mut copies = std::iter::once(bare.clone()).chain((2..).map(|copy: u32| format!("{bare} ({copy})")));
        names.extend(copies.find(|name| !names.contains(name)));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_in_two_rows_is_joined() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let above = row(&["No", "Name", "Birth", "", "Sentence", "", ""]);
        let below = row(&["", "", "Date", "Place", "Date", "Court", "Term"]);
        let told = ["No", "Name", "Birth: Date", "Birth: Place", "Sentence: Date", "Sentence: Court", "Sentence: Term"];
        assert_eq!(joined(&above, &below), Some(row(&told)));
        assert!(goes_on(&above, &below));
        // A column alone may have its word below, too.
        let above = row(&["No", "Name", "Birth", "", "Cleared"]);
        let below = row(&["", "", "date", "place", "date"]);
        let told = ["No", "Name", "Birth: date", "Birth: place", "Cleared: date"];
        assert!(goes_on(&above, &below));
        assert_eq!(joined(&above, &below), Some(row(&told)));
        assert_eq!(joined(&row(&["List of the archive", "", ""]), &row(&["Name", "Date", "Date"])), None);
        assert_eq!(joined(&row(&["Archive", "1938", ""]), &row(&["Name", "Born", "Court"])), None);
        assert!(!goes_on(&row(&["Name", "", "Court"]), &row(&["Primerov", "1899", ""])));
    }

    #[track_caller]
    fn check(rows: &[&[&str]], expected: Option<usize>) {
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        assert_eq!(find(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>()), expected);
    }

    #[test]
    fn a_title_is_no_heading() {
        check(&[&["Surname", "Born"], &["Smith", "1900"]], Some(0));
        check(&[&["People of 1937", "", ""], &[], &["Surname", "Given", "Born"], &["Smith", "", "1900"]], Some(2));
        check(&[&["Surname"], &["Smith"]], Some(0));
        check(&[&["Name", "1937", "1938"], &["Smith", "x", ""]], Some(0));
        check(&[], None);
        check(&[&[]], None);
    }

    #[test]
    fn a_table_of_data_only_has_none() {
        check(&[&["Smith", "John", "1900", "58-10"], &["Brown", "Ann", "1899", "58-8"]], None);
    }

    #[test]
    fn every_column_has_a_name_of_its_own() {
        let cells = ["Date", "Date\nof birth", "", "Date", "3"].map(str::to_owned);
        assert_eq!(names(&cells), ["Date", "Date of birth", "3", "Date (2)", "3 (2)"]);
        assert!(counts_columns(&["1", "2", "3"].map(str::to_owned)));
        assert!(!counts_columns(&["1", "Smith", "3"].map(str::to_owned)));
    }
}
