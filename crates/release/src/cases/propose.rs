//! A mapping proposed from what the columns of a list hold.

use super::{Kind, Mapping, Reader, article::Article, dates, dates::DayOrder, length::Length};
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
    let mut candidates: Vec<(f64, usize, &str)> = Vec::new();
    for (place, column) in heading.iter().enumerate() {
        let cells = cells_of(rows, column);
        for (name, field) in
            reader.fields.iter().filter(|(_, field)| field.kind != Kind::Age && field.kind != Kind::EveryArticle)
        {
            let by_heading = heading_fits(column, &field.likes);
            let understood = share(field.kind, name, &cells, mapping.dates, reader);
            // A text field understands everything, so only its heading speaks for it.
            let is_free = matches!(field.kind, Kind::Text | Kind::Place);
            let score = match (is_free, by_heading) {
                (true, fits) => fits,
                (false, fits) if fits > 0.0 => fits * (0.3 + 0.7 * understood),
                // Without a telling heading the content must be clear: only choices and articles can be.
                (false, _)
                    if matches!(field.kind, Kind::Choice | Kind::Articles) && understood > 0.9 && !cells.is_empty() =>
                {
                    0.3 * understood
                }
                _ => 0.0,
            };
            if score > 0.15 {
                candidates.push((score, place, name));
            }
        }
    }
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
        .map(|column| {
            let cells = cells_of(rows, column);
            let field = mapping.columns.get(column).cloned();
            let kind = field.as_deref().and_then(|name| reader.fields.get(name)).map_or(Kind::Text, |field| field.kind);
            let share = share(kind, field.as_deref().unwrap_or_default(), &cells, mapping.dates, reader);
            let samples =
                cells.iter().collect::<BTreeSet<_>>().into_iter().take(3).map(|cell| (*cell).to_owned()).collect();
            Guess { column: column.clone(), field, share, samples }
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
        } else if like.chars().count() > 3 && column.contains(like.as_str()) {
            0.6
        } else {
            0.0
        }
    };
    likes.iter().map(fit).fold(0.0, f64::max)
}

/// Returns the share of cells that a field understands.
fn share(kind: Kind, name: &str, cells: &[&str], order: DayOrder, reader: &Reader) -> f64 {
    if cells.is_empty() {
        return 0.0;
    }
    let understood = cells.iter().filter(|cell| match kind {
        Kind::Date => dates::read(cell, order, &reader.vocabulary.month).is_some(),
        Kind::Length => Length::parse(cell, &reader.vocabulary).is_some(),
        Kind::Flag => super::columns::flag(cell).is_some(),
        Kind::Choice | Kind::Set => reader.fields.get(name).is_some_and(|field| field.value_of(cell).is_some()),
        Kind::Articles => cell.contains('-') && Article::list(cell).is_ok(),
        _ => true,
    });
    #[expect(clippy::cast_precision_loss, reason = "a share of a few thousand cells")]
    let share = understood.count() as f64 / cells.len() as f64;
    share
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
