//! A mapping proposed from what the columns of a list hold.

use super::{Kind, Mapping, Reader, columns::flag, dates, dates::DayOrder, entry, fields::plain};
use crate::person::{Knowledge, Looks};
use std::collections::{BTreeMap, BTreeSet};
use thaw_formats::rows::of_first;

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
    /// The cells that the field does not understand, and how often each stands there, the most frequent first.
    pub open: Vec<(String, usize)>,
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
    mapping.two_digit_years_from = two_digit_years(rows, mapping.dates);
    let columns: Vec<Vec<&str>> = heading.iter().map(|column| cells_of(rows, column)).collect();
    for (column, cells) in heading.iter().zip(&columns) {
        // `Sentence (months)`, `sentence.months`: a bare number counts them.
        let unit = words_of(column).into_iter().filter(|word| word.chars().count() > 2);
        let unit =
            unit.filter_map(|word| reader.vocabulary.unit_of(word).map(str::to_owned)).find(|unit| unit != "year");
        mapping.units.extend(unit.map(|unit| (column.clone(), format!("{unit}s"))));
        if counts_rows(cells, rows.len()) {
            mapping.counters.push(column.clone());
        }
    }
    let mut candidates: Vec<(f64, usize, &str)> = Vec::new();
    for (place, (column, cells)) in heading.iter().zip(&columns).enumerate() {
        if mapping.counters.contains(column) {
            continue;
        }
        let kept = heading_fits(column, reader.vocabulary().kept());
        for (name, field) in
            reader.fields.iter().filter(|(_, field)| field.kind != Kind::Age && field.kind != Kind::EveryArticle)
        {
            let mut fits = heading_fits(column, &field.likes);
            if fits < kept || says_otherwise(field.kind, &mapping, cells, reader) || of_first(column).is_some() {
                continue;
            }
            // `Consejo de guerra` above dates tells when it judged.
            if name == "sentenced" && fits == 0.0 && are_dates(&mapping, cells, reader) {
                fits = reader.fields.get("organ").map_or(0.0, |organ| heading_fits(column, &organ.likes));
            }
            // `Uzvārds, vārds`: a heading that names both parts is the whole name.
            if name == "name" && fits < 1.0 && ["surname", "given"].iter().all(|part| names_part(column, part, reader))
            {
                fits = 0.97;
            }
            // A charge that is written as articles is read as such.
            if name == "charge" && fits > 0.0 {
                fits *= 1.0 - understood(&mapping, column, "article", cells, reader);
            }
            // A text field understands everything, so only its heading speaks for it.
            let is_free = matches!(field.kind, Kind::Text | Kind::Place);
            let score = if is_free || fits == 0.0 || cells.is_empty() {
                fits
            } else {
                let share = understood(&mapping, column, name, cells, reader);
                // Of a heading that only resembles, the cells must say something, too.
                if share == 0.0 && fits < 0.7 { 0.0 } else { fits * (0.3 + 0.7 * share) }
            };
            candidates.push((score, place, name));
        }
    }
    // Cells that say several things are read as such, whatever word of their heading another field likes.
    for (place, (column, cells)) in heading.iter().zip(&columns).enumerate() {
        if share(cells, |cell| entry::n_parts(cell, reader) > 1) > 0.5 || asks_several(column, cells, reader) {
            candidates.push((1.5, place, "entry"));
        }
    }
    let by_content = by_content(&mapping, heading, &columns, reader);
    // A column that goes on with another one: the second surname. A middle name that is a father's name is none.
    let (mut taken_fields, mut taken) = (BTreeSet::new(), BTreeMap::new());
    for (name, field) in reader.fields.iter().filter(|(_, field)| !field.also.is_empty()) {
        let is_other = |at: usize| by_content.iter().any(|(_, place, told)| *place == at && *told == "patronymic");
        let fitting = (0..heading.len()).filter(|at| heading_fits(&heading[*at], &field.also) > 0.7 && !is_other(*at));
        taken.extend(fitting.map(|at| (at, name)));
    }
    // Of an array in JSON, the further names are other spellings; what else its further objects say is another case.
    candidates.extend(by_content.into_iter().filter(|(_, place, _)| of_first(&heading[*place]).is_none()));
    for (place, column) in heading.iter().enumerate() {
        let Some(first) = of_first(column) else { continue };
        let is_name = |(score, at, name): &(f64, usize, &str)| *name == "name" && *score > 0.2 && heading[*at] == first;
        if candidates.iter().any(is_name) {
            taken.insert(place, "other_names");
        }
    }
    candidates.retain(|(score, place, _)| *score > 0.15 && !mapping.counters.contains(&heading[*place]));
    // The best pairs first; each column once, and each field once.
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    for (score, place, name) in candidates {
        if taken.contains_key(&place) {
            continue;
        }
        let is_several = reader.fields.get(name).is_some_and(|field| field.kind == Kind::Articles)
            || ["other_names", "file", "entry"].contains(&name);
        // Years in one column, months in another.
        let unit = |at: usize| mapping.units.get(&heading[at]);
        let is_rest = name == "sentence"
            && unit(place).is_some()
            && taken.iter().all(|(at, other)| *other != "sentence" || unit(*at).is_none());
        if taken_fields.insert(name) || (is_several && score > 0.7) || is_rest {
            taken.insert(place, name);
        }
    }
    if taken_fields.contains("surname") {
        taken.retain(|_, name| *name != "name");
    }
    mapping.columns = taken.into_iter().map(|(place, name)| (heading[place].clone(), name.to_owned())).collect();
    for (column, field) in &mapping.columns {
        let pairs = reader.fields.get(field).map(|field| field.pairs.as_slice()).unwrap_or_default();
        mapping.values.extend(pair_of(&cells_of(rows, column), pairs).map(|pair| (field.clone(), pair.clone())));
    }
    let is_length = |column: &String| {
        mapping.columns.get(column).is_some_and(|field| ["sentence", "penalty"].contains(&field.as_str()))
    };
    mapping.units.retain(|column, _| is_length(column));
    let guesses = heading
        .iter()
        .zip(&columns)
        .filter(|(_, cells)| !cells.is_empty())
        .map(|(column, cells)| {
            let field = mapping.columns.get(column).cloned();
            let share = field.as_deref().map_or(0.0, |name| understood(&mapping, column, name, cells, reader));
            let samples = cells.iter().collect::<BTreeSet<_>>().into_iter().take(3);
            let samples = samples.map(|cell| (*cell).to_owned()).collect();
            let open = field.as_deref().map_or_else(Vec::new, |name| {
                frequent(cells.iter().filter(|cell| mapping.understand(column, name, cell, reader).is_err()))
            });
            Guess { column: column.clone(), field, share, samples, open }
        })
        .collect();
    mapping.code = code(&mapping, rows, reader);
    (mapping, guesses)
}

/// Tells whether cells say something of another kind than a field of their heading: dates are no choice, and yes or no is no date.
fn says_otherwise(kind: Kind, mapping: &Mapping, cells: &[&str], reader: &Reader) -> bool {
    match kind {
        Kind::Choice | Kind::Set => are_dates(mapping, cells, reader),
        Kind::Date => !cells.is_empty() && share(cells, |cell| flag(cell).is_some()) > 0.9,
        _ => false,
    }
}

/// Tells whether most cells are dates.
fn are_dates(mapping: &Mapping, cells: &[&str], reader: &Reader) -> bool {
    share(cells, |cell| dates::read(cell, mapping.style(), &reader.vocabulary.month).is_some()) > 0.5
}

/// Finds the pair of letters that a column is written in, when they mean something else together than each alone: `H` and `M`.
fn pair_of<'p>(cells: &[&str], pairs: &'p [BTreeMap<String, String>]) -> Option<&'p BTreeMap<String, String>> {
    let written: BTreeSet<String> = cells.iter().map(|cell| plain(cell.trim_end_matches('.'))).collect();
    let letters: BTreeSet<&str> = written.iter().map(String::as_str).filter(|cell| cell.chars().count() == 1).collect();
    pairs.iter().find(|pair| letters.len() == pair.len() && letters.iter().all(|letter| pair.contains_key(*letter)))
}

/// Returns the cells of a column that are not blank.
fn cells_of<'r>(rows: &'r [BTreeMap<String, String>], column: &str) -> Vec<&'r str> {
    rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect()
}

/// Counts equal cells, the most frequent first.
fn frequent<'c>(cells: impl Iterator<Item = &'c &'c str>) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    cells.for_each(|cell| *counts.entry(cell).or_default() += 1);
    let mut counts: Vec<(String, usize)> = counts.into_iter().map(|(cell, n)| (cell.to_owned(), n)).collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    counts
}

/// Returns the words of a heading: `birth_date`, `birthDate` and `birth.date` have the same two.
fn words_of(column: &str) -> Vec<&str> {
    column
        .split(|c: char| !c.is_alphanumeric() && !['\'', '’', '№', '§'].contains(&c))
        .filter(|word| !word.is_empty())
        .collect()
}

/// Tells how well a heading fits a field: 1 when it is the field's word, less when it contains it, by how much of it that is.
fn heading_fits(column: &str, likes: &[String]) -> f64 {
    let parted = parted(column);
    let words = words_of(&parted);
    let n_letters: usize = words.iter().map(|word| word.chars().count()).sum();
    let fit = |like: &String| {
        let like = plain(like);
        let (like, is_whole) = like.strip_prefix('=').map_or((like.as_str(), false), |like| (like, true));
        let wanted = words_of(like);
        let n_wanted: usize = wanted.iter().map(|word| word.chars().count()).sum();
        #[expect(clippy::cast_precision_loss, reason = "letters of a heading")]
        let share = n_wanted as f64 / n_letters.max(1) as f64;
        if words == wanted {
            1.0
        } else if wanted.is_empty() || is_whole {
            0.0
        } else if words.windows(wanted.len()).any(|window| window == wanted) {
            0.7 + 0.2 * share
        } else if wanted.len() > 1 && wanted.iter().all(|word| words.contains(word)) {
            // Words with others between them say less than words in a row.
            0.6 + 0.1 * share
        } else if wanted.len() > 1 && wanted.iter().all(|part| words.iter().any(|word| is_begun(word, part))) {
            0.55 + 0.1 * share
        } else if n_wanted > 3 && (starts(&words, &wanted) || is_cut(&words, &wanted, &parted)) {
            0.5 + 0.2 * share
        } else {
            0.0
        }
    };
    likes.iter().map(fit).fold(0.0, f64::max)
}

/// Tells whether a word is another one, or a longer form of one of four letters or more.
fn is_begun(word: &str, part: &str) -> bool {
    word == part || (part.chars().count() > 3 && word.starts_with(part))
}

/// Tells whether a heading asks for several things at once: `When and by whom arrested`, `Year and place of birth`.
fn asks_several(column: &str, cells: &[&str], reader: &Reader) -> bool {
    let parted = parted(column);
    let words = words_of(&parted);
    let n_asked = words.iter().filter(|word| reader.vocabulary().is_question(word)).count();
    let has_both = |cell: &str| cell.chars().any(|c| c.is_ascii_digit()) && cell.split_whitespace().count() > 1;
    n_asked > 1 && entry::part_in(column, reader).is_some() && share(cells, has_both) > 0.5
}

/// Tells whether a heading has a word for a part of a name.
fn names_part(column: &str, part: &str, reader: &Reader) -> bool {
    let parted = parted(column);
    let words = words_of(&parted);
    let likes = reader.fields.get(part).map(|field| field.likes.as_slice()).unwrap_or_default();
    likes.iter().any(|like| matches!(words_of(&plain(like)).as_slice(), [one] if words.contains(one)))
}

/// Tells whether words stand there in a row of which the last only begins so: `дата осужд` in `дата осуждения`.
fn starts(words: &[&str], wanted: &[&str]) -> bool {
    let begins = |window: &[&str]| window.iter().zip(wanted).all(|(word, begin)| word.starts_with(begin));
    words.windows(wanted.len()).any(begins)
}

/// Tells whether a heading cuts the only word that is wanted short with a point: `реабил.` for `реабилит`.
fn is_cut(words: &[&str], wanted: &[&str], heading: &str) -> bool {
    let [wanted] = wanted else { return false };
    words
        .iter()
        .any(|word| word.chars().count() > 3 && wanted.starts_with(word) && heading.contains(&format!("{word}.")))
}

/// Sets apart what programs write as one word, and returns it in lower case.
fn parted(column: &str) -> String {
    let mut parted = String::with_capacity(column.len() + 4);
    let mut was_small = false;
    for character in column.chars() {
        if was_small && character.is_uppercase() {
            parted.push(' ');
        }
        was_small = character.is_lowercase();
        parted.push(character);
    }
    plain(&parted)
}

/// Tells whether the cells only count the rows.
fn counts_rows(cells: &[&str], n_rows: usize) -> bool {
    let numbers: Option<Vec<u64>> = cells.iter().map(|cell| cell.trim_end_matches('.').parse().ok()).collect();
    let is_counting = |numbers: &Vec<u64>| {
        numbers.first().is_some_and(|first| *first <= 1) && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
    };
    // A few rows may be titles or sums.
    n_rows > 1 && cells.len() * 10 >= n_rows * 7 && numbers.as_ref().is_some_and(is_counting)
}

/// Returns the share of cells that a field understands.
fn understood(mapping: &Mapping, column: &str, field: &str, cells: &[&str], reader: &Reader) -> f64 {
    share(cells, |cell| mapping.understand(column, field, cell, reader).is_ok())
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
fn by_content<'r>(
    mapping: &Mapping,
    heading: &[String],
    columns: &[Vec<&str>],
    reader: &'r Reader,
) -> Vec<(f64, usize, &'r str)> {
    const WEAK: f64 = 0.3;
    let known = Knowledge::bundled();
    let mut found: Vec<(f64, usize, &str)> = Vec::new();
    let mut dates: Vec<(i64, usize)> = Vec::new();
    for (place, cells) in columns.iter().enumerate().filter(|(_, cells)| !cells.is_empty()) {
        // `yes` and `no` are no names.
        let says_yes = share(cells, |cell| flag(cell).is_some()) > 0.9;
        if says_yes || heading_fits(&heading[place], reader.vocabulary().kept()) > 0.0 {
            continue;
        }
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
                // `p1` is the number of a row.
                Kind::Length if name == "sentence" => {
                    let is_told = |cell: &str| cell.contains(char::is_whitespace) || cell.starts_with(char::is_numeric);
                    share(cells, |cell| cell.contains(char::is_alphabetic) && is_told(cell)) > 0.6
                }
                _ => false,
            };
            let share = if is_telling { understood(mapping, &heading[place], name, cells, reader) } else { 0.0 };
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
        let date = dates::read(cell, mapping.style(), &reader.vocabulary.month)?;
        Some(date.readings().first.year()).filter(|year| (1700..2100).contains(year))
    };
    let mut years: Vec<i64> = cells.iter().filter_map(year).collect();
    years.sort_unstable();
    (years.len() * 10 > cells.len() * 9).then(|| years[years.len() / 2])
}

/// Tells which number of the dates is the day: a second number above twelve can be no month.
fn day_order(rows: &[BTreeMap<String, String>]) -> DayOrder {
    let is_above_twelve = |cell: &String, number: usize| {
        let parts: Vec<&str> = cell.trim().split(['.', '/', '-']).collect();
        let is_day = |text: &&str| text.parse::<u8>().is_ok_and(|number| (13..=31).contains(&number));
        matches!(parts.as_slice(), [_, _, year] if [2, 4].contains(&year.len()))
            && parts.get(number).is_some_and(is_day)
    };
    let n_with =
        |number: usize| rows.iter().flat_map(BTreeMap::values).filter(|cell| is_above_twelve(cell, number)).count();
    // One slip of the pen does not turn a whole list.
    if n_with(1) > n_with(0) { DayOrder::MonthFirst } else { DayOrder::DayFirst }
}

/// Proposes which hundred years a year of two digits is of, when the list writes such years.
///
/// The digits do not say it. Lists that write the month first are of our time; others are mostly of the first half of the
/// last century, and of people who were born in the one before. People see the proposal and correct it.
fn two_digit_years(rows: &[BTreeMap<String, String>], order: DayOrder) -> Option<i64> {
    let is_short = |cell: &&String| {
        let parts: Vec<&str> = cell.trim().split(['.', '/', '-']).map(str::trim).collect();
        let is_small = |text: &str, most: u8| text.parse::<u8>().is_ok_and(|number| (1..=most).contains(&number));
        matches!(parts.as_slice(), [first, second, year] if is_small(first, 31) && is_small(second, 31) && year.len() == 2
            && year.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let n_short = rows.iter().flat_map(BTreeMap::values).filter(is_short).count();
    (n_short > 0).then_some(if order == DayOrder::MonthFirst { 1930 } else { 1870 })
}

/// Proposes the code of articles that name none: 58 with a part is the RSFSR's, 54 with a part the Ukrainian SSR's, when they are
/// half of the articles or more.
fn code(mapping: &Mapping, rows: &[BTreeMap<String, String>], reader: &Reader) -> Option<String> {
    let read = |column: &String, field: &String, cell: &String| match field.as_str() {
        "article" => reader.articles(cell).ok(),
        "entry" => {
            let entry = entry::read(cell, entry::part_in(column, reader), mapping.style(), None, reader);
            entry.values.get("article").and_then(|articles| reader.articles(articles).ok())
        }
        _ => None,
    };
    let of_row = |row: &BTreeMap<String, String>| {
        let cells = mapping.columns.iter().filter_map(|(column, field)| read(column, field, row.get(column)?));
        cells.flatten().map(|article| article.to_string()).collect::<Vec<_>>()
    };
    let articles: Vec<String> = rows.iter().flat_map(of_row).collect();
    let is_most = |head: &str| {
        let n_of_code = articles.iter().filter(|article| article.starts_with(head)).count();
        n_of_code > 0 && n_of_code * 2 >= articles.len()
    };
    match (is_most("58-"), is_most("54-")) {
        (true, false) => Some("RSFSR".to_owned()),
        (false, true) => Some("UkrSSR".to_owned()),
        _ => None,
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
            "ПІБ=name Рік народження=born Місце=place Засуджений=sentenced Стаття=article",
        );
    }

    #[test]
    fn headings_are_known_in_many_languages_cut_short_and_beside_what_no_field_takes() {
        check(
            &["Név", "Születési idő", "Foglalkozás", "Anyja neve", "Elítélő bíróság"],
            &[&["Kovács István", "1899.05.12.", "tanító", "Tóth Mária", "katonai törvényszék"]],
            "Név=name Születési idő=born Foglalkozás=occupation Elítélő bíróság=organ",
        );
        check(
            &["Nom", "Prénom", "Domicile", "Date de décès", "Lieu de décès"],
            &[&["Dupont née Orlova", "Hélène", "Moscou", "1er mars 1938", "Karlag"]],
            "Nom=surname Prénom=given Domicile=residence Date de décès=died",
        );
        check(
            &["Apellidos", "Nombre", "Edad", "Estado civil", "Condena"],
            &[&["García López", "Antonio", "34 años", "casado", "Pena de muerte"]],
            "Apellidos=surname Nombre=given Edad=aged Condena=sentence",
        );
        check(
            &["Defendant Last Name", "Defendant First Name", "MI", "Race", "Charge", "Disposition"],
            &[&["Smith", "John", "Q", "W", "RESISTING ARREST", "DISMISSED"]],
            "Defendant Last Name=surname Defendant First Name=given MI=given Charge=charge Disposition=disposition",
        );
        // A charge that is written as articles; a word that is cut short.
        check(
            &["Ф.И.О.", "Год рожд.", "Обвинение", "Дата реабил."],
            &[&["Лапин Н. И.", "1901", "58-8", "16.01.1989"], &["Штейн К. И.", "1887", "58-10 ч. 2", "1992"]],
            "Ф.И.О.=name Год рожд.=born Обвинение=article Дата реабил.=rehabilitated",
        );
    }

    #[test]
    fn cells_correct_what_a_heading_seems_to_say() {
        // A court above dates; letters for hombre and mujer; the organ that rehabilitated is none that sentenced.
        check(
            &["Nombre y apellidos", "Sexo", "Consejo de guerra"],
            &[&["Ana Ruiz", "M", "12/05/1939"], &["José Díaz", "H", "3-XI-1937"]],
            "Nombre y apellidos=name Sexo=sex Consejo de guerra=sentenced",
        );
        check(
            &["Фамилия", "Кем осуждён", "Реабилитирующий орган"],
            &[&["Ли", "ОСО", "прокуратура области"], &["Ким", "совет старейшин", "ВК ВС СССР"]],
            "Фамилия=surname Кем осуждён=organ",
        );
        // Objects in JSON: further names are other spellings, a further arrest is another case.
        check(
            &["names.full", "names (2).full", "arrests.date", "arrests (2).date", "id", "convicted"],
            &[&["Мельник Ганна Василівна", "Мельник Анна Васильевна", "1937", "1941", "p1", "true"]],
            "names.full=name names (2).full=other_names arrests.date=arrested",
        );
        // Sums of money are no initials.
        check(
            &["sum", "person.full"],
            &[&["10.50", "Мельник Ганна Василівна"], &["5.00", "Иванов Пётр Ильич"]],
            "person.full=name",
        );
        check(&["Name", "Fines paid"], &[&["Ngata, Aroha", "yes"], &["Tau, Sione", "no"]], "Name=name");
        // Years in one column, months in another; the least and the most of a term are two lengths.
        check(
            &["Name", "Sentence (years)", "Sentence (months)"],
            &[&["Smith, John", "10", "6"], &["Doe, Jane", "2", "0"]],
            "Name=name Sentence (years)=sentence Sentence (months)=sentence",
        );
        check(
            &["Name", "Sentence min (months)", "Sentence max (months)"],
            &[&["Smith, John", "10", "16"], &["Doe, Jane", "2", "4"]],
            "Name=name Sentence min (months)=sentence",
        );
    }

    #[test]
    fn letters_of_a_pair_mean_what_they_mean_beside_each_other() {
        let reader = Reader::bundled().unwrap();
        let pairs = &reader.fields.get("sex").unwrap().pairs;
        let told = |cells: &[&str]| pair_of(cells, pairs).and_then(|pair| pair.get("m").cloned());
        assert_eq!(told(&["V", "M", "m."]).as_deref(), Some("female"));
        assert_eq!(told(&["H", "M", "Mujer"]).as_deref(), Some("female"));
        assert_eq!(told(&["M", "F"]), None);
        assert_eq!(told(&["M"]), None);
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
