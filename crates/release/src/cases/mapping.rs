//! From the columns of a list to the fields of a case.
//!
//! A mapping is a TOML file that people can edit; `propose` drafts one from what the columns hold.

use super::{
    Case, Kind, Reader,
    columns::{NONE, flag},
    dates,
    dates::DayOrder,
    entry,
    entry::Entry,
    length, pattern, sentence,
};
use indexmap::IndexMap;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use thaw_core::Day;

/// How to read a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// What the list is called; every case of it says so.
    pub list: String,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Which number of `03.04.1937` is the day.
    #[serde(default)]
    pub dates: DayOrder,
    /// The first of the hundred years that a year of two digits means: 1870 for lists of the thirties, `98` is 1898 then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub two_digit_years_from: Option<i64>,
    /// The penal code of articles that name none: `RSFSR`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The number of the line or row that names the columns, when it is not the first that fills them; 0 when none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<u64>,
    /// Columns that only count the rows, so that a row is the same in a longer edition of the list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counters: Vec<String>,
    /// The field of each column, in their order; a column that is not named is kept as raw text only.
    pub columns: IndexMap<String, String>,
    /// What a bare number in a column of lengths counts, when not years: `months`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub units: BTreeMap<String, String>,
    /// Values that hold for every case of the list that does not say otherwise.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub defaults: BTreeMap<String, String>,
    /// What the list's own words mean, by field: `[values.organ]` with `"ОСО" = "special-council"`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, BTreeMap<String, String>>,
}

/// Why a mapping is refused.
#[derive(Debug, thiserror::Error)]
#[error("{file}: line {line}: {what}")]
pub struct MappingError {
    /// The file, as the user named it.
    pub file: String,
    /// The line.
    pub line: usize,
    /// Expected and found.
    pub what: String,
}

/// Fields that tell a person together when a row has no name: two of them are a case.
const TELLING: [&str; 10] = [
    "born",
    "birthplace",
    "residence",
    "occupation",
    "address",
    "postcode",
    "document",
    "phone",
    "email",
    "other_names",
];

/// What a cell says.
#[derive(Clone, Debug)]
struct Understood {
    value: Result<String, String>,
    /// For a sentence: its length and its punishment.
    beside: Option<sentence::Sentence>,
}

/// What the cells of a list were understood to say, by column.
#[derive(Debug, Default)]
pub struct Cells(FxHashMap<String, FxHashMap<String, Understood>>);

impl Cells {
    /// Cells of a column that are remembered; of more, hardly one stands there twice.
    const MOST: usize = 50_000;

    fn of(&mut self, column: &str, cell: &str, understand: impl FnOnce() -> Understood) -> Understood {
        if let Some(known) = self.0.get(column).and_then(|column| column.get(cell)) {
            return known.clone();
        }
        let understood = understand();
        let known = self.0.entry(column.to_owned()).or_default();
        if known.len() < Self::MOST {
            known.insert(cell.to_owned(), understood.clone());
        }
        understood
    }
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// The file is no TOML, or names a field or value that there is not.
    pub fn read(file: &str, text: &str, reader: &Reader) -> Result<Self, MappingError> {
        let line_of = |offset: usize| 1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count();
        let error = |line: usize, what: String| MappingError { file: file.to_owned(), line, what };
        let mapping: Self = toml::from_str(text)
            .map_err(|fault| error(fault.span().map_or(1, |span| line_of(span.start)), fault.message().to_owned()))?;
        // The line on which a key stands, for faults that TOML does not see.
        let line_with = |needle: &str| line_of(text.find(needle).unwrap_or_default());
        for (column, field) in &mapping.columns {
            let known = reader.fields.get(field).map(|field| field.kind);
            if !matches!(known, Some(kind) if kind != Kind::Age && kind != Kind::EveryArticle) {
                return Err(error(
                    line_with(&format!("\"{field}\"")),
                    format!("column `{column}`: there is no field `{field}`"),
                ));
            }
        }
        for (column, unit) in &mapping.units {
            if reader.vocabulary.unit_of(&unit.to_lowercase()).is_none() {
                return Err(error(
                    line_with(&format!("\"{unit}\"")),
                    format!("column `{column}`: expected `years`, `months` or `days`, found `{unit}`"),
                ));
            }
        }
        let values = mapping.values.iter().flat_map(|(field, words)| words.values().map(move |value| (field, value)));
        for (field, value) in mapping.defaults.iter().chain(values) {
            reader
                .check(field, value)
                .map_err(|bad| error(line_with(&format!("\"{value}\"")), format!("{field}: {}", bad.what)))?;
        }
        Ok(mapping)
    }

    /// Reads the cells of a row; what cannot be understood is flagged and stays in the raw text.
    ///
    /// A row without a name is kept and flagged when it says enough else to tell a person.
    ///
    /// # Errors
    /// The row is about nobody.
    pub fn apply(&self, place: &str, raw: BTreeMap<String, String>, reader: &Reader) -> Result<Case, String> {
        self.apply_with(place, raw, reader, &mut Cells::default())
    }

    /// Reads the cells of a row as [`Self::apply`] does, and remembers what cells say: most stand in a list many times.
    ///
    /// # Errors
    /// The row is about nobody.
    pub fn apply_with(
        &self,
        place: &str,
        raw: BTreeMap<String, String>,
        reader: &Reader,
        cells: &mut Cells,
    ) -> Result<Case, String> {
        let mut case = Case { list: self.list.clone(), place: place.to_owned(), ..Case::default() };
        // The length and the punishment that stand in the column of the other.
        let mut beside: Vec<(&str, String)> = Vec::new();
        for (column, field) in &self.columns {
            let Some(cell) = raw.get(column).map(|cell| cell.trim()).filter(|cell| !cell.is_empty()) else { continue };
            if let Some(entry) = self.entry(column, field, cell, reader) {
                for (field, value) in entry.values {
                    case.values.entry(field).or_insert(value);
                }
                if !entry.rest.is_empty() {
                    case.flags.push(format!("{field}: `{}` is kept as raw text only", entry.rest.join(", ")));
                }
                continue;
            }
            let Understood { value, beside: more } = cells.of(column, cell, || self.both(column, field, cell, reader));
            match value {
                Ok(value) if value.is_empty() => {}
                Ok(value) => match case.values.get_mut(field) {
                    // Two columns of one field: two surnames, two articles.
                    Some(there) => {
                        // `10` in a column of years and `6` in one of months are one length.
                        let is_one = ["surname", "given", "sentence"].contains(&field.as_str());
                        let divider = if is_one { " " } else { "; " };
                        *there = format!("{there}{divider}{value}");
                    }
                    None => {
                        case.values.insert(field.clone(), value);
                    }
                },
                Err(what) => case.flags.push(format!("{field}: {what}")),
            }
            if let Some(read) = more {
                beside.extend(read.length.map(|length| ("sentence", length)));
                beside.extend(read.penalty.map(|penalty| ("penalty", penalty)));
                case.flags.extend(read.rest.iter().map(|rest| format!("{field}: `{rest}` is not understood")));
            }
        }
        for (field, value) in beside {
            let is_flagged = || case.flags.iter().any(|flag| flag.starts_with(&format!("{field}:")));
            if !case.values.contains_key(field) && !is_flagged() {
                case.values.insert(field.to_owned(), value);
            }
        }
        for (field, value) in &self.defaults {
            if !case.values.contains_key(field) && !case.flags.iter().any(|flag| flag.starts_with(&format!("{field}:")))
            {
                case.values.insert(field.clone(), value.clone());
            }
        }
        let name = case.name();
        if name.trim().is_empty() {
            if TELLING.iter().filter(|field| case.values.contains_key(**field)).count() < 2 {
                return Err("it has no name".to_owned());
            }
            case.flags.push("name: the row has none".to_owned());
        }
        // `А` above the names that begin with it; `Всего: 4 чел.` below the last one.
        let bare = name.trim().trim_end_matches('.');
        let first = pattern::words(&name.to_lowercase()).first().map(|word| (*word).to_owned()).unwrap_or_default();
        if raw.len() <= 2 && (bare.chars().count() == 1 || reader.vocabulary.is_total(&first)) {
            return Err(format!("it is about nobody: `{name}`"));
        }
        case.raw = raw;
        if !case.values.contains_key("born")
            && let Some(born) = born_by_age(&case, reader)
        {
            case.values.insert("born".to_owned(), born);
        }
        flag_impossible(&mut case, reader);
        Ok(case)
    }

    /// Divides a cell that says several things: a column of entries, or a name with more behind it. A name alone stays as it is.
    fn entry(&self, column: &str, field: &str, cell: &str, reader: &Reader) -> Option<Entry> {
        let about = if field == "entry" { entry::part_in(column, reader) } else { None };
        if field != "entry" && (field != "name" || !cell.contains(',')) {
            return None;
        }
        let entry = entry::read(cell, about, self.style(), self.code.as_deref(), reader);
        let says_more = entry.values.keys().any(|field| !["name", "occupation"].contains(&field.as_str()));
        (field == "entry" || says_more).then_some(entry)
    }

    /// Understands a cell, and the length or punishment that stands beside the other.
    fn both(&self, column: &str, field: &str, cell: &str, reader: &Reader) -> Understood {
        let value = self.understand(column, field, cell, reader);
        let is_sentence = ["sentence", "penalty"].contains(&field);
        let mut beside = is_sentence.then(|| sentence::read(cell, self.unit_of(column, reader), reader)).flatten();
        // A punishment of which the numbers are not understood: the numbers are said not to be.
        if field == "penalty" && beside.is_none() && value.is_ok() && cell.contains(|c: char| c.is_ascii_digit()) {
            beside = Some(sentence::Sentence { rest: vec![cell.to_owned()], ..sentence::Sentence::default() });
        }
        Understood { value, beside }
    }

    /// Returns how the list writes its dates.
    pub(super) fn style(&self) -> dates::Style {
        dates::Style { order: self.dates, from: self.two_digit_years_from }
    }

    /// Returns what a bare number in a column counts.
    fn unit_of<'r>(&self, column: &str, reader: &'r Reader) -> &'r str {
        let unit = self.units.get(column).and_then(|unit| reader.vocabulary.unit_of(&unit.to_lowercase()));
        unit.unwrap_or("year")
    }

    /// Turns a cell into the text that a case keeps.
    pub(super) fn understand(&self, column: &str, field: &str, cell: &str, reader: &Reader) -> Result<String, String> {
        let lower = cell.to_lowercase();
        let own = self.values.get(field).and_then(|words| {
            words.iter().find(|(word, _)| word.to_lowercase() == lower).map(|(_, value)| value.clone())
        });
        if let Some(value) = own {
            return Ok(value);
        }
        if reader.vocabulary.is_unknown(&lower) {
            return Ok(String::new());
        }
        if lower == NONE {
            return Ok(NONE.to_owned());
        }
        let Some(known) = reader.fields.get(field) else { return Err(format!("there is no field `{field}`")) };
        match known.kind {
            Kind::Date => {
                let read = |text: &str| dates::read(text, self.style(), &reader.vocabulary.month);
                // `расстрелян 22.12.1937` in the column of deaths says nothing else than the date.
                let date = read(cell)
                    .or_else(|| read(entry::bare(cell, field, reader)))
                    .or_else(|| entry::day_before_words(cell, self.style(), reader));
                date.map(|date| date.to_string()).ok_or_else(|| format!("expected a date, found `{cell}`"))
            }
            Kind::Length => {
                let read = sentence::read(cell, self.unit_of(column, reader), reader)
                    .ok_or_else(|| format!("expected a length as `5 years`, found `{cell}`"))?;
                Ok(read.length.unwrap_or_default())
            }
            Kind::Flag => {
                let said = flag(cell).map(|value| if value { "yes" } else { "no" });
                // When it was so says that it was: `16.05.1957, областной суд`.
                let is_when = || entry::dated(cell, self.style(), reader).is_some_and(|(_, at)| at.start == 0);
                let when = || (is_when() && !pattern::says_not(cell)).then_some("yes");
                let said = said.or_else(|| known.value_of(cell)).or_else(when);
                said.map(str::to_owned).ok_or_else(|| format!("expected yes or no, found `{cell}`"))
            }
            Kind::Choice => known
                .value_of(cell)
                .map(str::to_owned)
                .ok_or_else(|| format!("`{cell}` is not one of its values; say what it means under [values.{field}]")),
            // A punishment with its length: `5 лет ссылки`.
            Kind::Set if field == "penalty" && cell.contains(char::is_numeric) => {
                let read = sentence::read(cell, self.unit_of(column, reader), reader)
                    .map(|read| read.penalty.unwrap_or_default())
                    .or_else(|| known.value_of(cell).map(str::to_owned));
                read.ok_or_else(|| format!("expected a punishment, found `{cell}`"))
            }
            Kind::Set => {
                let parts = cell.split([';', ',']).map(str::trim).filter(|part| !part.is_empty());
                let values: Result<BTreeSet<&str>, String> = parts
                    .map(|part| {
                        known.value_of(part).ok_or_else(|| {
                            format!("`{part}` is not one of its values; say what it means under [values.{field}]")
                        })
                    })
                    .collect();
                Ok(values?.into_iter().collect::<Vec<_>>().join("; "))
            }
            Kind::Articles => {
                let articles = reader.articles(cell)?.into_iter().map(|article| match &self.code {
                    Some(code) => article.or_code(code).to_string(),
                    None => article.to_string(),
                });
                Ok(articles.collect::<Vec<_>>().join("; "))
            }
            Kind::Text | Kind::Place => Ok(cell.to_owned()),
            Kind::Age | Kind::EveryArticle => Err(format!("`{field}` is worked out from other fields")),
        }
    }
}

/// Reckons the years of birth from the age that a list gives, as of the arrest or the sentence.
fn born_by_age(case: &Case, reader: &Reader) -> Option<String> {
    let aged = reader.span(Kind::Length, case.get("aged")?).ok().filter(|span| span.first == span.last)?;
    let (months, _) = length::Length(aged.first).months_and_days();
    let years = |field: &str| {
        let span = reader.span(Kind::Date, case.get(field)?).ok()?;
        let is_known = span.first > i32::MIN && span.last < i32::MAX && span.first <= span.last;
        is_known.then(|| (Day(i64::from(span.first)).year(), Day(i64::from(span.last)).year()))
    };
    let known: Vec<(i64, i64)> = ["arrested", "sentenced"].into_iter().filter_map(years).collect();
    let (first, last) = (known.iter().map(|span| span.0).min()?, known.iter().map(|span| span.1).max()?);
    let age = i64::from(months / 12);
    Some(format!("[{}..{}]", first - age - 1, last - age))
}

/// Flags dates in an order that no life has, and ages that nobody reaches.
fn flag_impossible(case: &mut Case, reader: &Reader) {
    const OLDEST: i64 = 115;
    const YOUNGEST_SENTENCED: i64 = 10;
    let span = |field: &str| {
        let span = reader.span(Kind::Date, case.get(field).unwrap_or_default()).ok()?;
        (span.first > i32::MIN && span.last < i32::MAX && span.first <= span.last).then_some(span)
    };
    // Whole families with their children were deported.
    let is_conviction = ["article", "sentence"].iter().any(|field| case.values.contains_key(*field));
    let mut flags = Vec::new();
    let order = [
        ("born", "arrested"),
        ("born", "offence"),
        ("born", "sentenced"),
        ("born", "died"),
        ("born", "child_born"),
        ("offence", "sentenced"),
        ("arrested", "sentenced"),
        ("sentenced", "died"),
    ];
    for (earlier, later) in order {
        let (Some(first), Some(second)) = (span(earlier), span(later)) else { continue };
        if second.last < first.first {
            let text = |field: &str| case.get(field).unwrap_or_default().to_owned();
            flags.push(format!("impossible: {later} ({}) lies before {earlier} ({})", text(later), text(earlier)));
        } else if earlier == "born" {
            let years = |from: i32, to: i32| (i64::from(to) - i64::from(from)) * 400 / 146_097;
            let (least, most) = (years(first.last, second.first), years(first.first, second.last));
            if least > OLDEST {
                flags.push(format!("impossible: at least {least} years old ({later})"));
            } else if later == "sentenced" && most < YOUNGEST_SENTENCED && is_conviction {
                flags.push(format!("impossible: at most {most} years old when sentenced"));
            }
        }
    }
    let aged = case.get("aged").and_then(|aged| reader.span(Kind::Length, aged).ok());
    flags.extend(
        aged.map(|span| length::Length(span.first).months_and_days().0 / 12)
            .filter(|years| i64::from(*years) > OLDEST)
            .map(|years| format!("impossible: {years} years old")),
    );
    let today_is_far = |field: &str| span(field).is_some_and(|span| Day(i64::from(span.first)).year() < 1500);
    flags.extend(
        ["born", "sentenced"]
            .into_iter()
            .filter(|field| today_is_far(field))
            .map(|field| format!("impossible: {field} in the year {}", case.get(field).unwrap_or_default())),
    );
    case.flags.extend(flags);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tells the fields and flags of a row of a list whose columns are called as their fields.
    fn told(columns: &[&str], cells: &[&str]) -> String {
        let reader = Reader::bundled().unwrap();
        let name = |column: &&str| (*column).to_owned();
        let mapping = Mapping {
            columns: columns.iter().map(|column| (name(column), name(column))).collect(),
            ..Mapping::default()
        };
        let raw = columns.iter().zip(cells).map(|(column, cell)| (name(column), (*cell).to_owned())).collect();
        match mapping.apply("line 2", raw, &reader) {
            Ok(case) => {
                let values = case.values.iter().map(|(field, value)| format!("{field}={value}"));
                values.chain(case.flags.iter().map(|flag| format!("[{flag}]"))).collect::<Vec<_>>().join(", ")
            }
            Err(reason) => reason,
        }
    }

    #[test]
    fn a_whole_entry_of_a_book_gives_the_name_and_the_birth() {
        assert_eq!(
            told(&["name"], &["Примеров Пётр Ильич, 1899 г. р., урож. д. Сосновка"]),
            "birthplace=д. Сосновка, born=1899, name=Примеров Пётр Ильич"
        );
        assert_eq!(told(&["name"], &["Primerov, Pyotr"]), "name=Primerov, Pyotr");
    }

    #[test]
    fn a_whole_entry_gives_all_that_it_says() {
        assert_eq!(
            told(
                &["entry"],
                &[
                    "АБРАМОВ Иван Петрович, 1898 г. р., место рождения: Ярославская обл., Даниловский р-н, д. Горки, русский, кузнец, проживал: г. Ярославль, ул. Свободы, 12. Арестован 14.03.1938. Приговорен тройкой при УНКВД по Ярославской обл. 02.09.1938 по ст. 58-10 УК РСФСР к 10 годам ИТЛ. Реабилитирован 16.05.1989."
                ]
            ),
            "arrested=1938-03-14, article=RSFSR 58-10, birthplace=Ярославская обл, Даниловский р-н, д. Горки, born=1898, group=other, name=АБРАМОВ Иван Петрович, occupation=кузнец, organ=troika, penalty=imprisonment, rehabilitated=yes, residence=г. Ярославль, ул. Свободы, 12, sentence=10 years, sentenced=1938-09-02"
        );
        assert_eq!(
            told(
                &["entry"],
                &[
                    "ПРОБНАЯ Мария Фёдоровна, 1905 года рождения, уроженка с. Вятское, русская, домохозяйка. Арестована 1 ноября 1937 г. Осуждена Особым совещанием при НКВД СССР 12 декабря 1937 г. как ЧСИР, приговор: 8 лет ИТЛ. Реабилитирована в 1956 г."
                ]
            ),
            "arrested=1937-11-01, article=ЧСИР, birthplace=с. Вятское, born=1905, group=other, name=ПРОБНАЯ Мария Фёдоровна, occupation=домохозяйка, organ=special-council, penalty=imprisonment, rehabilitated=yes, sentence=8 years, sentenced=1937-12-12"
        );
        assert_eq!(
            told(
                &["entry"],
                &[
                    "Байков Григорий Васильевич, род. в 1889, Тамбовская губ., с. Рассказово; крестьянин. Арест: 1930.02.11. Осужд. 1930.03.20 тройка при ПП ОГПУ. Обв. по ст. 58-10. Приговор: ВМН. Расстрелян 1930.04.02. Реаб. 1989.06.12"
                ]
            ),
            "arrested=1930-02-11, article=58-10, birthplace=Тамбовская губ, с. Рассказово, born=1889, died=1930-04-02, name=Байков Григорий Васильевич, occupation=крестьянин, organ=troika, penalty=death, rehabilitated=yes, sentence=none, sentenced=1930-03-20"
        );
    }

    #[test]
    fn a_column_that_asks_for_several_things_is_divided() {
        let reader = Reader::bundled().unwrap();
        let columns = [("ФИО", "name"), ("Год и место рождения", "entry"), ("Когда и кем осуждён", "entry")];
        let mapping = Mapping {
            columns: columns.map(|(column, field)| (column.to_owned(), field.to_owned())).into(),
            ..Mapping::default()
        };
        let cells = ["Образцов К. Я.", "1890, Лифляндская губ.", "15.01.1938 ВКВС СССР, ст. 58-6, 58-8, ВМН"];
        let raw =
            columns.iter().zip(cells).map(|((column, _), cell)| ((*column).to_owned(), cell.to_owned())).collect();
        let case = mapping.apply("line 2", raw, &reader).unwrap();
        let told: Vec<String> = case.values.iter().map(|(field, value)| format!("{field}={value}")).collect();
        assert_eq!(
            told.join(", "),
            "article=58-6; 58-8, birthplace=Лифляндская губ, born=1890, name=Образцов К. Я., organ=military-tribunal, penalty=death, sentence=none, sentenced=1938-01-15"
        );
        assert_eq!(case.flags, [] as [&str; 0]);
    }

    #[test]
    fn a_length_and_a_punishment_are_told_by_one_cell() {
        assert_eq!(
            told(&["surname", "sentence"], &["Примеров", "10 лет ИТЛ и 5 лет п/п"]),
            "penalty=imprisonment, sentence=10 years, surname=Примеров"
        );
        assert_eq!(
            told(&["surname", "penalty"], &["Примеров", "5 лет ссылки"]),
            "penalty=exile, sentence=5 years, surname=Примеров"
        );
        assert_eq!(told(&["surname", "sentence"], &["Примеров", "ИТЛ"]), "penalty=imprisonment, surname=Примеров");
    }

    #[test]
    fn an_age_tells_the_years_of_birth_and_words_around_a_date_are_passed_over() {
        assert_eq!(
            told(&["surname", "aged", "arrested"], &["García", "34 años", "12/04/1939"]),
            "aged=34 years, arrested=1939-04-12, born=[1904..1905], surname=García"
        );
        assert_eq!(told(&["surname", "died"], &["Ли", "расстрелян 22.12.1937"]), "died=1937-12-22, surname=Ли");
        assert_eq!(told(&["surname", "died"], &["Ли", "нет свед."]), "surname=Ли");
        let told = told(&["surname", "rehabilitated"], &["Ли", "16.05.1957, областной суд"]);
        assert_eq!(told, "rehabilitated=yes, surname=Ли");
    }

    #[test]
    fn numbers_beside_a_punishment_that_say_no_time_are_said() {
        assert_eq!(
            told(&["surname", "penalty"], &["Ли", "ИТЛ, 5-10 лет"]),
            "penalty=imprisonment, surname=Ли, [penalty: `ИТЛ, 5-10 лет` is not understood]"
        );
    }

    #[test]
    fn a_row_that_is_about_nobody_is_set_aside() {
        assert_eq!(told(&["name"], &["Всего: 4 чел."]), "it is about nobody: `Всего: 4 чел.`");
        assert_eq!(told(&["surname"], &["А"]), "it is about nobody: `А`");
        assert_eq!(told(&["surname", "rehabilitated"], &["Ли", "16.10.1989"]), "rehabilitated=yes, surname=Ли");
    }
}
