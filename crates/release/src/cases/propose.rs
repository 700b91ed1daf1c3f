//! A mapping proposed from what the columns of a list hold.

use super::{Kind, Mapping, Reader, dates, dates::DayOrder};
use crate::person::{Knowledge, Looks};
use std::collections::{BTreeMap, BTreeSet};

/// A column and what it seems to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    /// The column.
    pub column: String,
    /// The field, when there is a guess.
    pub field: Option<String>,
    /// How many of the cells that are there the field understands, from 0 to 1.
    pub share: f64,
    /// A few of its cells.
    pub samples: Vec<String>,
}

/// Proposes a mapping from the first rows of a list: by the heading, and by how many cells each field understands.
#[must_use]
pub fn propose(
    list: &str,
    heading: &[String],
    rows: &[BTreeMap<String, String>],
    reader: &Reader,
) -> (Mapping, Vec<Guess>) {
    let mut mapping = Mapping { list: list.to_owned(), ..Mapping::default() };
    mapping.dates = day_order(rows);
    let columns: Vec<Vec<&str>> = heading.iter().map(|column| cells_of(rows, column)).collect();
    let mut candidates: Vec<(f64, usize, &str)> = Vec::new();
    for (place, (column, cells)) in heading.iter().zip(&columns).enumerate() {
        for (name, field) in
            reader.fields.iter().filter(|(_, field)| field.kind != Kind::Age && field.kind != Kind::EveryArticle)
        {
            let fits = heading_fits(column, &field.likes);
            // A text field understands everything, so only its heading speaks for it.
            let is_free = matches!(field.kind, Kind::Text | Kind::Place);
            let score = if is_free { fits } else { fits * (0.3 + 0.7 * understood(&mapping, name, cells, reader)) };
            candidates.push((score, place, name));
        }
    }
    candidates.extend(by_content(&mapping, &columns, reader));
    candidates.retain(|(score, ..)| *score > 0.15);
    // The best pairs first; each column and each field once.
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let (mut taken_columns, mut taken_fields) = (BTreeSet::new(), BTreeSet::new());
    for (_, place, field) in candidates {
        if !taken_columns.contains(&place) && taken_fields.insert(field) {
            taken_columns.insert(place);
            mapping.columns.insert(heading[place].clone(), field.to_owned());
        }
    }
    if mapping.columns.values().any(|field| field == "surname") {
        mapping.columns.retain(|_, field| field != "name");
    }
    let guesses = heading
        .iter()
        .zip(&columns)
        .map(|(column, cells)| {
            let field = mapping.columns.get(column).cloned();
            let share = field.as_deref().map_or(0.0, |name| understood(&mapping, name, cells, reader));
            let samples = cells.iter().collect::<BTreeSet<_>>().into_iter().take(3);
            Guess { column: column.clone(), field, share, samples: samples.map(|cell| (*cell).to_owned()).collect() }
        })
        .collect();
    mapping.code = code(&mapping, rows);
    (mapping, guesses)
}

/// Returns the cells of a column that are not blank.
fn cells_of<'r>(rows: &'r [BTreeMap<String, String>], column: &str) -> Vec<&'r str> {
    rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect()
}

/// Tells how well a heading fits a field: 1 when it is the field's word, less when it contains it.
fn heading_fits(column: &str, likes: &[String]) -> f64 {
    let column = column.to_lowercase().replace(['_', '-'], " ");
    let fit = |like: &String| {
        if column == *like {
            1.0
        } else if column.split([' ', '.']).any(|word| word == like)
            || (like.contains(' ') && column.contains(like.as_str()))
        {
            0.8
        } else if column.split([' ', '.']).any(|word| like.chars().count() > 3 && word.starts_with(like.as_str()))
            || (like.chars().count() > 5 && column.contains(like.as_str()))
        {
            0.6
        } else {
            0.0
        }
    };
    likes.iter().map(fit).fold(0.0, f64::max)
}

/// Returns the share of cells that a field understands.
fn understood(mapping: &Mapping, field: &str, cells: &[&str], reader: &Reader) -> f64 {
    share(cells, |cell| mapping.understand(field, cell, reader).is_ok_and(|value| !value.is_empty()))
}

/// Returns the share of cells of which something holds.
#[expect(clippy::cast_precision_loss, reason = "a share of a few thousand cells")]
fn share(cells: &[&str], holds: impl Fn(&str) -> bool) -> f64 {
    cells.iter().filter(|cell| holds(cell)).count() as f64 / cells.len().max(1) as f64
}

/// Guesses the fields of columns by their cells alone, for headings in a language that is not known.
///
/// Only what is clear: names, dates of birth and of the sentence, articles, lengths with their unit, and choices. A guess by
/// content is weaker than any heading that fits.
fn by_content<'r>(mapping: &Mapping, columns: &[Vec<&str>], reader: &'r Reader) -> Vec<(f64, usize, &'r str)> {
    const WEAK: f64 = 0.3;
    let known = Knowledge::bundled();
    let mut found: Vec<(f64, usize, &str)> = Vec::new();
    let mut dates: Vec<(i64, usize)> = Vec::new();
    for (place, cells) in columns.iter().enumerate().filter(|(_, cells)| !cells.is_empty()) {
        if let Some(years) = years(mapping, cells, reader) {
            dates.push((years, place));
            continue;
        }
        let are = |looks: Looks| share(cells, |cell| known.looks_like(cell) == looks);
        let names = [
            ("name", Looks::Whole),
            ("given", Looks::Given),
            ("patronymic", Looks::Patronymic),
            ("surname", Looks::Surname),
        ];
        found.extend(
            names
                .into_iter()
                .map(|(field, looks)| (WEAK * are(looks), place, field))
                .filter(|(score, ..)| *score > 0.6 * WEAK),
        );
        for (name, field) in reader.fields.iter() {
            let is_telling = match field.kind {
                Kind::Choice => true,
                Kind::Articles => share(cells, |cell| cell.contains('-')) > 0.3,
                Kind::Length => share(cells, |cell| cell.contains(char::is_alphabetic)) > 0.6,
                _ => false,
            };
            let share = if is_telling { understood(mapping, name, cells, reader) } else { 0.0 };
            if share > 0.8 {
                found.push((WEAK * share, place, name));
            }
        }
    }
    // People are born before anything else happens to them, most of them by twenty years.
    dates.sort_unstable();
    match dates.as_slice() {
        [(born, place), (next, other), ..] if next - born >= 15 => {
            found.extend([(WEAK, *place, "born"), (0.9 * WEAK, *other, "sentenced")]);
        }
        _ => {}
    }
    found
}

/// Returns the middle year of a column of dates, of a time that lists are about; nothing when the cells are something else.
fn years(mapping: &Mapping, cells: &[&str], reader: &Reader) -> Option<i64> {
    let year = |cell: &&str| {
        let date = dates::read(cell, mapping.dates, &reader.vocabulary.month)?;
        Some(date.readings().first.year()).filter(|year| (1700..2100).contains(year))
    };
    let mut years: Vec<i64> = cells.iter().filter_map(year).collect();
    years.sort_unstable();
    (years.len() * 10 > cells.len() * 9).then(|| years[years.len() / 2])
}

/// Tells which number of the dates is the day: a second number above twelve can be no month.
fn day_order(rows: &[BTreeMap<String, String>]) -> DayOrder {
    let second = |cell: &String| {
        let parts: Vec<&str> = cell.split(['.', '/', '-']).collect();
        matches!(parts.as_slice(), [_, second, year] if year.len() == 4 && second.parse::<u8>().is_ok_and(|number| number > 12))
    };
    if rows.iter().flat_map(BTreeMap::values).any(second) { DayOrder::MonthFirst } else { DayOrder::DayFirst }
}

/// Proposes the code of articles that name none: 58 with a part is the RSFSR's, 54 with a part the Ukrainian SSR's.
fn code(mapping: &Mapping, rows: &[BTreeMap<String, String>]) -> Option<String> {
    let (column, _) = mapping.columns.iter().find(|(_, field)| *field == "article")?;
    let count = |head: &str| rows.iter().filter_map(|row| row.get(column)).filter(|cell| cell.contains(head)).count();
    let (rsfsr, ukrainian) = (count("58-"), count("54-"));
    match rsfsr.cmp(&ukrainian) {
        std::cmp::Ordering::Greater => Some("RSFSR".to_owned()),
        std::cmp::Ordering::Less => Some("UkrSSR".to_owned()),
        std::cmp::Ordering::Equal => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(heading: &[&str], rows: &[&[&str]], expected: &str) {
        let reader = Reader::bundled().unwrap();
        let heading: Vec<String> = heading.iter().map(|column| (*column).to_owned()).collect();
        let rows: Vec<BTreeMap<String, String>> = rows
            .iter()
            .map(|row| heading.iter().cloned().zip(row.iter().map(|cell| (*cell).to_owned())).collect())
            .collect();
        let (mapping, _) = propose("list", &heading, &rows, &reader);
        let told: Vec<String> = mapping.columns.iter().map(|(column, field)| format!("{column}={field}")).collect();
        assert_eq!(told.join(" "), expected);
    }

    #[test]
    fn a_heading_in_another_language_is_understood() {
        check(
            &["ПІБ", "Рік народження", "Місце", "Засуджений", "Стаття"],
            &[&["Горбачова Валентина Ігорівна", "1878", "Киев", "1931", "193-7"]],
            "Засуджений=sentenced Місце=place ПІБ=name Рік народження=born Стаття=article",
        );
    }

    #[test]
    fn columns_without_a_heading_that_says_anything_are_told_by_their_cells() {
        check(
            &["A", "B", "C", "D", "E", "F", "G"],
            &[
                &["1", "Горбачёва В. И.", "27.02.1878", "58-10 ч. 1", "1937", "тройка НКВД", "10 лет"],
                &["2", "Иван Петров", "1901", "58-6; КРД", "5 ноября 1938", "ОСО", "8 лет"],
                &["3", "Kalinin, Pavel", "1899", "58-10, 58-11", "12.1937", "ВТ", "5 лет 6 мес."],
            ],
            "B=name C=born D=article E=sentenced F=organ G=sentence",
        );
        check(
            &["1", "2", "3"],
            &[&["Новиков", "Степан", "Ильич"], &["Орлова", "Анна", "Павловна"], &["Шевченко", "Тарас", "Григорьевич"]],
            "1=surname 2=given 3=patronymic",
        );
    }
}
