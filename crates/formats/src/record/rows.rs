//! The tables of a record as typed rows. What cannot be used is told, the rest stays.

use super::{
    Files, Manifest,
    table::{Row, Shape, Spot, each_row},
};
use serde::{Deserialize, de::value::StrDeserializer};
use std::collections::BTreeMap;
use thaw_core::{
    ActKind, Citation, Edtf, Lang, LonLat, Name, NameKind, Period, Problem, Source, SourceId, Subject, SubjectId,
    SubjectKind,
};

pub(super) const MANIFEST: &str = "record.toml";

const SOURCES: Shape =
    Shape { file: "sources.csv", required: &["id", "kind", "title"], optional: &["author", "date", "url", "licence"] };
const NAMES: Shape = Shape {
    file: "names.csv",
    required: &["place", "text", "lang", "from", "to", "sources", "seen"],
    optional: &["kind", "named_after", "act", "note"],
};
const ACTS: Shape = Shape {
    file: "acts.csv",
    required: &["id", "sources", "seen"],
    optional: &["subject", "kind", "date", "authority", "instrument", "decree", "reverses", "links", "text_*", "note"],
};
const COUNTS: Shape = Shape {
    file: "counts.csv",
    required: &["subject", "key", "value", "from", "to", "says", "sources", "seen"],
    optional: &["text_*", "note"],
};
const CAMP_YEARS: Shape =
    Shape { file: "camp_years.csv", required: &["camp", "year", "prisoners"], optional: &["lon", "lat"] };

/// The tables of things, with the kind of thing in each. Further columns than the common ones become properties.
const SUBJECTS: [(SubjectKind, Shape, &[&str]); 7] = [
    (
        SubjectKind::Place,
        Shape {
            file: "places.csv",
            required: &["id", "class", "country", "lon", "lat"],
            optional: &["wikidata", "geonames", "osm", "within", "note"],
        },
        &["within", "note"],
    ),
    (
        SubjectKind::Monument,
        Shape {
            file: "monuments.csv",
            required: &["id", "class", "country", "lon", "lat"],
            optional: &["wikidata", "osm", "title_*", "of", "place", "where", "maker", "height_m", "note"],
        },
        &["of", "place", "where", "maker", "height_m", "note"],
    ),
    (
        SubjectKind::Book,
        Shape {
            file: "books.csv",
            required: &["id", "class", "lang"],
            optional: &["wikidata", "title_*", "author", "author_*", "lang", "country", "note"],
        },
        &["author", "lang", "note"],
    ),
    (
        SubjectKind::Work,
        Shape {
            file: "works.csv",
            required: &["id", "class", "lang"],
            optional: &["wikidata", "title_*", "author", "author_*", "lang", "country", "note"],
        },
        &["author", "lang", "note"],
    ),
    (
        SubjectKind::Decree,
        Shape {
            file: "decrees.csv",
            required: &["id", "class", "country", "date", "authority", "sources", "seen"],
            optional: &[
                "title_*",
                "text_*",
                "instrument",
                "benefits",
                "max_sentence_years",
                "groups",
                "articles",
                "excluded",
                "links",
                "note",
            ],
        },
        &["benefits", "max_sentence_years", "groups", "articles", "excluded"],
    ),
    (
        SubjectKind::Event,
        Shape {
            file: "events.csv",
            required: &["id", "class", "date", "country", "lon", "lat", "sources", "seen"],
            optional: &["title_*", "text_*", "where", "links", "note"],
        },
        &["where"],
    ),
    (
        SubjectKind::Camp,
        Shape {
            file: "camps.csv",
            required: &["id", "class", "country", "lon", "lat", "sources"],
            optional: &["title_*", "sites", "seen", "note"],
        },
        &["sites", "note"],
    ),
];

/// The tables of lives: what became of a monument, a book or a work, one act a row.
const LIVES: [&str; 3] = ["monument_life.csv", "book_life.csv", "work_life.csv"];
const LIFE: Shape = Shape {
    file: "",
    required: &["subject", "kind", "from", "to", "status", "sources", "seen"],
    optional: &["part", "act", "lon", "lat", "authority", "instrument", "decree", "replaced_by", "text_*", "note"],
};

/// Tells whether a file name is that of a table of a record.
pub(super) fn is_table(name: &str) -> bool {
    [SOURCES.file, NAMES.file, ACTS.file, COUNTS.file, CAMP_YEARS.file].contains(&name)
        || LIVES.contains(&name)
        || SUBJECTS.iter().any(|(_, shape, _)| shape.file == name)
}

/// What supports a row.
#[derive(Clone, Debug, Default)]
pub(super) struct Support {
    pub(super) sources: Vec<Citation>,
    pub(super) note: Option<String>,
}

pub(super) struct SourceRow {
    pub(super) spot: Spot,
    pub(super) source: Source,
}

pub(super) struct SubjectRow {
    pub(super) spot: Spot,
    pub(super) subject: Subject,
    pub(super) sources: Vec<Citation>,
}

pub(super) struct NameRow {
    pub(super) spot: Spot,
    pub(super) place: SubjectId,
    pub(super) name: Name,
    /// The ends of the period as they are written, which say what belongs to one act.
    pub(super) written: (String, String),
    pub(super) act: Option<String>,
    pub(super) support: Support,
}

pub(super) struct LifeRow {
    pub(super) spot: Spot,
    pub(super) subject: SubjectId,
    pub(super) kind: ActKind,
    pub(super) part: Option<String>,
    pub(super) status: String,
    pub(super) period: Period,
    pub(super) written: (String, String),
    pub(super) at: Option<LonLat>,
    pub(super) act: ActRow,
}

/// A row of `acts.csv`, or what a row of another table says about its act.
pub(super) struct ActRow {
    pub(super) spot: Spot,
    /// Empty when the id follows from the row.
    pub(super) id: String,
    pub(super) subject: Option<SubjectId>,
    pub(super) kind: Option<ActKind>,
    pub(super) date: Option<Edtf>,
    pub(super) authority: Option<String>,
    pub(super) instrument: Option<String>,
    pub(super) decree: Option<SubjectId>,
    pub(super) reverses: Option<String>,
    pub(super) links: BTreeMap<String, SubjectId>,
    pub(super) text: BTreeMap<String, String>,
    pub(super) support: Support,
}

pub(super) struct CountRow {
    pub(super) spot: Spot,
    pub(super) subject: SubjectId,
    pub(super) key: String,
    pub(super) value: String,
    pub(super) period: Period,
    pub(super) written: (String, String),
    pub(super) says: Option<String>,
    pub(super) text: BTreeMap<String, String>,
    pub(super) support: Support,
}

pub(super) struct CampYearRow {
    pub(super) spot: Spot,
    pub(super) camp: SubjectId,
    pub(super) year: u16,
    pub(super) date: Edtf,
    pub(super) period: Period,
    pub(super) prisoners: u64,
    pub(super) at: Option<LonLat>,
}

/// All rows of a record.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) manifest: Manifest,
    pub(super) sources: Vec<SourceRow>,
    pub(super) subjects: Vec<SubjectRow>,
    pub(super) names: Vec<NameRow>,
    pub(super) lives: Vec<LifeRow>,
    /// Decrees and events: each is a subject and an act at once.
    pub(super) happenings: Vec<ActRow>,
    pub(super) acts: Vec<ActRow>,
    pub(super) counts: Vec<CountRow>,
    pub(super) camp_years: Vec<CampYearRow>,
    pub(super) problems: Vec<Problem>,
}

/// Reads every table.
pub(super) fn read(files: &Files) -> Rows {
    let mut rows = Rows::default();
    let mut problems = Vec::new();
    rows.manifest = manifest(files, &mut problems);
    let mut table = |file: &str, shape: &Shape, each: &mut dyn FnMut(&Row<'_>, &mut Vec<Problem>)| {
        if let Some((path, text)) = files.get(file) {
            each_row(path, text, shape, &mut problems, |row, problems| each(row, problems));
        } else if file == SOURCES.file {
            let spot = Spot { path: SOURCES.file.to_owned(), line: 1 };
            problems.push(spot.problem("header", "the table is missing", "add it: every fact needs a source"));
        }
    };
    table(SOURCES.file, &SOURCES, &mut |row, problems| rows.sources.extend(source(row, problems)));
    for (kind, shape, properties) in &SUBJECTS {
        table(shape.file, shape, &mut |row, problems| {
            let Some(subject) = subject(row, *kind, properties, problems) else { return };
            if matches!(kind, SubjectKind::Decree | SubjectKind::Event) {
                rows.happenings.extend(happening(row, &subject, problems));
            }
            let sources = citations(row, problems);
            rows.subjects.push(SubjectRow { spot: row.spot.clone(), subject, sources });
        });
    }
    table(NAMES.file, &NAMES, &mut |row, problems| rows.names.extend(name(row, problems)));
    for file in LIVES {
        table(file, &LIFE, &mut |row, problems| rows.lives.extend(life(row, problems)));
    }
    table(ACTS.file, &ACTS, &mut |row, problems| rows.acts.extend(listed_act(row, problems)));
    table(COUNTS.file, &COUNTS, &mut |row, problems| rows.counts.extend(count(row, problems)));
    table(CAMP_YEARS.file, &CAMP_YEARS, &mut |row, problems| rows.camp_years.extend(camp_year(row, problems)));
    rows.problems = problems;
    rows
}

fn manifest(files: &Files, problems: &mut Vec<Problem>) -> Manifest {
    let mut tell = |path: &str, line: usize, what: String| {
        let spot = Spot { path: path.to_owned(), line: line as u64 };
        problems.push(spot.problem(
            "record",
            what,
            "read without it; write id, title, languages, dossiers and licence",
        ));
        Manifest::default()
    };
    let Some((path, text)) = files.get(MANIFEST) else {
        return tell(MANIFEST, 1, "the file is missing".to_owned());
    };
    match toml::from_str(text) {
        Ok(manifest) => manifest,
        Err(error) => {
            let start = error.span().map_or(0, |span| span.start);
            let line = 1 + text.get(..start).unwrap_or_default().matches('\n').count();
            tell(path, line, error.message().to_owned())
        }
    }
}

fn source(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<SourceRow> {
    let owned = |column| row.get(column).map(ToOwned::to_owned);
    let source = Source {
        id: SourceId(needed(row, "id", problems)?),
        title: needed(row, "title", problems)?,
        author: owned("author"),
        date: owned("date"),
        url: owned("url"),
        licence: owned("licence"),
        kind: needed(row, "kind", problems)?,
    };
    Some(SourceRow { spot: row.spot.clone(), source })
}

fn subject(row: &Row<'_>, kind: SubjectKind, properties: &[&str], problems: &mut Vec<Problem>) -> Option<Subject> {
    let cells = |columns: &[&str]| {
        let filled = columns.iter().filter_map(|column| Some(((*column).to_owned(), row.get(column)?.to_owned())));
        filled.collect::<BTreeMap<_, _>>()
    };
    let mut properties = cells(properties);
    if matches!(kind, SubjectKind::Book | SubjectKind::Work) {
        let authors = row.by_language("author").into_iter();
        properties.extend(authors.map(|(lang, author)| (format!("{}{lang}", Subject::AUTHOR_IN), author)));
    }
    Some(Subject {
        id: SubjectId(needed(row, "id", problems)?),
        kind,
        class: needed(row, "class", problems)?,
        title: row.by_language("title"),
        country: row.get("country").map(ToOwned::to_owned),
        at: point(row, problems),
        external: cells(&["wikidata", "geonames", "osm"]),
        properties,
    })
}

fn name(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<NameRow> {
    let place = SubjectId(needed(row, "place", problems)?);
    let text = needed(row, "text", problems)?;
    let tag = needed(row, "lang", problems)?;
    let Some(lang) = Lang::parse(&tag) else {
        let what = format!("expected a language tag such as `ru` or `sr-Latn`, found `{tag}`");
        problems.push(row.spot.problem("lang", what, "row skipped; write the BCP 47 tag of the language"));
        return None;
    };
    let kind = match row.get("kind") {
        None => NameKind::Official,
        Some(word) => word_of(row, "kind", word, "`official`, `colloquial` or `exonym`", problems)?,
    };
    let period = period(row, problems)?;
    Some(NameRow {
        spot: row.spot.clone(),
        place,
        name: Name { text, lang, kind, period, named_after: row.get("named_after").map(ToOwned::to_owned) },
        written: written(row),
        act: row.get("act").map(ToOwned::to_owned),
        support: support(row, problems),
    })
}

fn life(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<LifeRow> {
    let mut act = act(row, problems);
    act.id = row.get("act").unwrap_or_default().to_owned();
    if let Some(next) = row.get("replaced_by") {
        act.links.insert("replaced-by".to_owned(), SubjectId(next.to_owned()));
    }
    let word = needed(row, "kind", problems)?;
    Some(LifeRow {
        spot: row.spot.clone(),
        subject: SubjectId(needed(row, "subject", problems)?),
        kind: word_of(row, "kind", &word, ACT_KINDS, problems)?,
        part: row.get("part").map(ToOwned::to_owned),
        status: needed(row, "status", problems)?,
        period: period(row, problems)?,
        written: written(row),
        at: point(row, problems),
        act,
    })
}

const ACT_KINDS: &str = "a kind of act such as `unveil`, `remove`, `ban` or `restore`";

/// Reads the columns that every table of acts shares; the id stays empty.
fn act(row: &Row<'_>, problems: &mut Vec<Problem>) -> ActRow {
    ActRow {
        spot: row.spot.clone(),
        id: String::new(),
        subject: None,
        kind: None,
        date: None,
        authority: row.get("authority").map(ToOwned::to_owned),
        instrument: row.get("instrument").map(ToOwned::to_owned),
        decree: row.get("decree").map(|id| SubjectId(id.to_owned())),
        reverses: row.get("reverses").map(ToOwned::to_owned),
        links: links(row, problems),
        text: row.by_language("text"),
        support: support(row, problems),
    }
}

fn listed_act(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<ActRow> {
    let id = needed(row, "id", problems)?;
    let kind = match row.get("kind") {
        None => None,
        Some(word) => Some(word_of(row, "kind", word, ACT_KINDS, problems)?),
    };
    let date = match row.get("date") {
        None => None,
        Some(text) => Some(date(row, "date", text, problems)?),
    };
    let subject = row.get("subject").map(|id| SubjectId(id.to_owned()));
    Some(ActRow { id, subject, kind, date, ..act(row, problems) })
}

fn happening(row: &Row<'_>, subject: &Subject, problems: &mut Vec<Problem>) -> Option<ActRow> {
    let text = needed(row, "date", problems)?;
    let date = date(row, "date", &text, problems)?;
    let kind = if subject.kind == SubjectKind::Decree { ActKind::Decree } else { ActKind::Event };
    let word = if subject.kind == SubjectKind::Decree { "decree" } else { "event" };
    let mut act = act(row, problems);
    act.id = format!("{}-{word}", subject.id);
    act.subject = Some(subject.id.clone());
    act.kind = Some(kind);
    act.date = Some(date);
    if act.text.is_empty() {
        act.text.clone_from(&subject.title);
    }
    Some(act)
}

fn count(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<CountRow> {
    let value = needed(row, "value", problems)?;
    if !value.split("..").all(|end| end.is_empty() || end.parse::<u64>().is_ok()) || value.split("..").count() > 2 {
        let what = format!("expected a number or a range such as `22..150`, found `{value}`");
        problems.push(row.spot.problem("value", what, "row skipped; write digits only"));
        return None;
    }
    Some(CountRow {
        spot: row.spot.clone(),
        subject: SubjectId(needed(row, "subject", problems)?),
        key: needed(row, "key", problems)?,
        value,
        period: period(row, problems)?,
        written: written(row),
        says: row.get("says").map(ToOwned::to_owned),
        text: row.by_language("text"),
        support: support(row, problems),
    })
}

fn camp_year(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<CampYearRow> {
    let camp = SubjectId(needed(row, "camp", problems)?);
    let text = needed(row, "year", problems)?;
    let Some(year) = text.parse::<u16>().ok().filter(|year| (1800..2200).contains(year)) else {
        let what = format!("expected a year of four digits, found `{text}`");
        problems.push(row.spot.problem("year", what, "row skipped; write one year a row"));
        return None;
    };
    let whole = date(row, "year", &text, problems)?;
    let period = Period::from_cells(&format!("{year}-01-01"), &format!("{}-01-01", year + 1)).ok()?;
    let written = needed(row, "prisoners", problems)?;
    let Ok(prisoners) = written.parse() else {
        let what = format!("expected a number, found `{written}`");
        problems.push(row.spot.problem("prisoners", what, "row skipped; write digits only"));
        return None;
    };
    Some(CampYearRow { spot: row.spot.clone(), camp, year, date: whole, period, prisoners, at: point(row, problems) })
}

fn needed(row: &Row<'_>, column: &str, problems: &mut Vec<Problem>) -> Option<String> {
    let cell = row.get(column).map(ToOwned::to_owned);
    if cell.is_none() {
        problems.push(row.spot.problem(column, "the cell is empty", "row skipped; fill it in"));
    }
    cell
}

/// Reads a word of an enumeration as its serde name.
fn word_of<T: for<'de> Deserialize<'de>>(
    row: &Row<'_>,
    column: &str,
    word: &str,
    expected: &str,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    let read = T::deserialize(StrDeserializer::<serde::de::value::Error>::new(word)).ok();
    if read.is_none() {
        let what = format!("expected {expected}, found `{word}`");
        problems.push(row.spot.problem(column, what, "row skipped; see docs/formats/record.md for the words"));
    }
    read
}

fn date(row: &Row<'_>, column: &str, text: &str, problems: &mut Vec<Problem>) -> Option<Edtf> {
    match text.parse() {
        Ok(date) => Some(date),
        Err(error) => {
            problems.push(row.spot.problem(
                column,
                error.to_string(),
                "row skipped; write it like 1961-11-10, 1961-11, 1961 or 1961~",
            ));
            None
        }
    }
}

fn written(row: &Row<'_>) -> (String, String) {
    let end = |column| row.get(column).unwrap_or_default().to_owned();
    (end("from"), end("to"))
}

/// Reads the columns `from` and `to`: a date, `..` for no end, nothing when nobody knows.
fn period(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<Period> {
    let (from, to) = written(row);
    for (column, text) in [("from", &from), ("to", &to)] {
        if !text.is_empty() && text != ".." {
            date(row, column, text, problems)?;
        }
    }
    Period::from_cells(&from, &to)
        .map_err(|error| {
            problems.push(row.spot.problem("to", error.to_string(), "row skipped; is the end before the beginning?"));
        })
        .ok()
}

fn point(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<LonLat> {
    let (lon, lat) = match (row.get("lon"), row.get("lat")) {
        (None, None) => return None,
        (lon, lat) => (lon.unwrap_or_default(), lat.unwrap_or_default()),
    };
    let read = lon.parse().ok().zip(lat.parse().ok()).and_then(|(lon, lat)| LonLat::new(lon, lat));
    if read.is_none() {
        let what = format!("expected degrees east and north such as 44.5018 and 48.7194, found `{lon}` and `{lat}`");
        problems.push(row.spot.problem("lon", what, "row read without its point; write both in decimal degrees"));
    }
    read
}

fn support(row: &Row<'_>, problems: &mut Vec<Problem>) -> Support {
    Support { sources: citations(row, problems), note: row.get("note").map(ToOwned::to_owned) }
}

/// Reads `sources` (`id`, or `id` and where in it, several joined by `;`) and `seen`.
fn citations(row: &Row<'_>, problems: &mut Vec<Problem>) -> Vec<Citation> {
    let seen = match row.get("seen") {
        Some("yes") => true,
        Some("no") | None => false,
        Some(other) => {
            let what = format!("expected `yes` or `no`, found `{other}`");
            problems.push(row.spot.problem("seen", what, "read as `no`; write `yes` only when the source was seen"));
            false
        }
    };
    let cited = row.get("sources").unwrap_or_default().split(';').map(str::trim).filter(|part| !part.is_empty());
    cited
        .map(|part| {
            let (id, locator) =
                part.split_once(' ').map_or((part, None), |(id, rest)| (id, Some(rest.trim().to_owned())));
            Citation { source: SourceId(id.to_owned()), locator, seen }
        })
        .collect()
}

fn links(row: &Row<'_>, problems: &mut Vec<Problem>) -> BTreeMap<String, SubjectId> {
    let mut links = BTreeMap::new();
    for part in row.get("links").unwrap_or_default().split(';').map(str::trim).filter(|part| !part.is_empty()) {
        match part.split_once('=') {
            Some((role, id)) => {
                links.insert(role.trim().to_owned(), SubjectId(id.trim().to_owned()));
            }
            None => {
                let what = format!("expected `role=id`, found `{part}`");
                problems.push(row.spot.problem("links", what, "link left out; write for example `place=volgograd`"));
            }
        }
    }
    links
}
