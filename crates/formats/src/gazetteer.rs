//! The common row of gazetteers and tables, and the one way to read them.

use crate::{
    csv_table, detect, detect::Format, error::FormatError, geojson, geonames, linked_places, open, problems::Problems,
};
use std::{collections::BTreeMap, path::Path};
use thaw_core::{Edtf, Lang, LonLat};

/// One place of a gazetteer or one row of a table, with all its names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GazetteerRow {
    /// Its id in the file: `geonames/472757`, a URI, or the row's own.
    pub id: String,
    /// Its names, the main one first.
    pub names: Vec<RowName>,
    /// What sort of place it is, in the words of the file: `P.PPLA`, `street`.
    pub class: Option<String>,
    /// The country (ISO 3166-1 alpha-2).
    pub country: Option<String>,
    /// Where.
    pub at: Option<LonLat>,
    /// When it was named, as EDTF text, when the file tells.
    pub named: Option<String>,
    /// Further columns and properties, by their names in the file.
    pub properties: BTreeMap<String, String>,
    /// Where it stands in the file: `line 12`, `feature 3`.
    pub place: String,
}

/// A name of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowName {
    /// The name as it is written.
    pub text: String,
    /// Its language (BCP 47), when the file tells.
    pub lang: Option<String>,
    /// Its standing, when the file tells.
    pub kind: RowNameKind,
    /// Since when, as EDTF text.
    pub from: Option<String>,
    /// Until when, as EDTF text.
    pub to: Option<String>,
}

/// The standing of a name in its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowNameKind {
    /// The main name.
    #[default]
    Main,
    /// Preferred in its language.
    Preferred,
    /// Another name.
    Alternate,
    /// Used without an act.
    Colloquial,
    /// No longer in force.
    Historic,
    /// Out of a list that does not say whether its names are in force: the column of alternate names of GeoNames.
    Listed,
}

/// Which columns of a table hold what: a name from the heading, or a number counted from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Whether the first line names the columns.
    pub heading: Heading,
    /// The id of the row; its line number when absent.
    pub id: Option<String>,
    /// The names; when none is given, the columns whose headings [`NameKey::parse`] knows.
    pub names: Vec<String>,
    /// The language of the names.
    pub lang: Option<String>,
    /// Degrees north.
    pub lat: Option<String>,
    /// Degrees east.
    pub lon: Option<String>,
    /// What sort of thing it is.
    pub class: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// When it was named.
    pub named: Option<String>,
}

/// Whether the first line of a table names its columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Heading {
    /// It does.
    #[default]
    FirstLine,
    /// It is a row like the others; columns are given by number.
    Absent,
}

/// What the key of a property or the heading of a column says about the name that it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameKey {
    /// The standing of the name.
    pub kind: RowNameKind,
    /// Its language.
    pub lang: Option<String>,
    /// Since when.
    pub from: Option<String>,
    /// Until when.
    pub to: Option<String>,
}

impl NameKey {
    /// Reads keys as OpenStreetMap and tables write them: `name`, `name:ru`, `name_en`, `alt_name`, `old_name:1925-1961`, `Title`.
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        const BASES: [(&str, RowNameKind); 14] = [
            ("official_name", RowNameKind::Main),
            ("short_name", RowNameKind::Alternate),
            ("alt_name", RowNameKind::Alternate),
            ("int_name", RowNameKind::Alternate),
            ("nat_name", RowNameKind::Alternate),
            ("reg_name", RowNameKind::Alternate),
            ("loc_name", RowNameKind::Colloquial),
            ("old_name", RowNameKind::Historic),
            ("was:name", RowNameKind::Historic),
            ("toponym", RowNameKind::Main),
            ("street", RowNameKind::Main),
            ("title", RowNameKind::Main),
            ("label", RowNameKind::Main),
            ("name", RowNameKind::Main),
        ];
        let lower = key.trim().to_lowercase();
        let (base, kind) = BASES.iter().find(|(base, _)| lower.starts_with(base))?;
        let mut name_key = Self { kind: *kind, lang: None, from: None, to: None };
        let suffix = &lower[base.len()..];
        if suffix.is_empty() {
            return Some(name_key);
        }
        for part in suffix.strip_prefix([':', '_'])?.split(':') {
            if part.starts_with(|first: char| first.is_ascii_digit()) {
                let (from, to) = part.split_once("--").or_else(|| part.split_once('-')).unwrap_or((part, ""));
                name_key.from = edtf_text(from);
                name_key.to = edtf_text(to);
            } else {
                let primary = part.split(['-', '_']).next().unwrap_or_default();
                let tag = part.replace('_', "-");
                name_key.lang =
                    Some(Lang::parse(&tag).filter(|_| (2..=3).contains(&primary.len()))?.as_str().to_owned());
            }
        }
        Some(name_key)
    }
}

/// Returns a date of a table as EDTF text: as it stands when it is EDTF, `YYYYMMDD` with hyphens; nothing otherwise.
#[must_use]
pub fn edtf_text(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let dashed = format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]);
        return dashed.parse::<Edtf>().ok().map(|_| dashed);
    }
    text.parse::<Edtf>().ok().map(|_| text.to_owned())
}

impl GazetteerRow {
    /// Returns the row of an object's properties, whose names are found by `columns` or by their keys; `place` is where it stands.
    pub(crate) fn from_properties(
        properties: BTreeMap<String, String>,
        columns: Option<&Columns>,
        place: &str,
        problems: &mut Problems,
    ) -> Self {
        let mut row = Self { place: place.to_owned(), ..Self::default() };
        let pick = |column: &Option<String>| column.as_ref().and_then(|key| properties.get(key)).cloned();
        if let Some(columns) = columns {
            row.id = pick(&columns.id).unwrap_or_default();
            row.class = pick(&columns.class);
            row.country = pick(&columns.country);
            row.named = pick(&columns.named).and_then(|text| {
                let date = edtf_text(&text);
                if date.is_none() {
                    problems.add(
                        place,
                        format!("expected a date in EDTF, found `{}`", shortened(&text)),
                        "kept without it",
                    );
                }
                date
            });
            if let (Some(lat), Some(lon)) = (pick(&columns.lat), pick(&columns.lon)) {
                row.at = degrees(&lon).zip(degrees(&lat)).and_then(|(lon, lat)| LonLat::new(lon, lat));
                if row.at.is_none() {
                    let what = format!("expected degrees, found `{}` and `{}`", shortened(&lat), shortened(&lon));
                    problems.add(place, what, "kept without a position");
                }
            }
        }
        let lang = columns.and_then(|columns| pick(&columns.lang)).and_then(|tag| Lang::parse(&tag));
        let lang = lang.map(|lang| lang.as_str().to_owned());
        let given = columns.map(|columns| columns.names.as_slice()).unwrap_or_default();
        let mut add = |text: &str, key: NameKey| {
            if !text.trim().is_empty() {
                let lang = key.lang.or_else(|| lang.clone());
                row.names.push(RowName { text: text.to_owned(), lang, kind: key.kind, from: key.from, to: key.to });
            }
        };
        for key in given {
            if let Some(text) = properties.get(key) {
                add(text, NameKey::parse(key).unwrap_or_default());
            }
        }
        if given.is_empty() {
            for (key, text) in &properties {
                if let Some(key) = NameKey::parse(key) {
                    add(text, key);
                }
            }
            row.names.sort_by_key(|name| name.kind);
        }
        row.properties = properties;
        row
    }
}

/// Reads degrees, also with the decimal comma of half the world.
fn degrees(text: &str) -> Option<f64> {
    text.trim().replace(',', ".").parse().ok()
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

/// Delivers the rows of a gazetteer or table in the order of the file. `columns` say where a table or GeoJSON holds what;
/// the other formats know it themselves.
///
/// # Errors
/// The file cannot be read, is damaged or beyond the limits, or is no gazetteer; what was delivered before stays true.
pub fn read(
    path: &Path,
    columns: Option<&Columns>,
    each: &mut dyn FnMut(GazetteerRow),
) -> Result<Problems, FormatError> {
    let stream = open::open(path)?;
    match detect::detect(path)? {
        Format::GeoNames => geonames::read(stream, each),
        Format::GeoNamesAlternate => geonames::read_alternates(stream, each),
        Format::LinkedPlaces => linked_places::read(stream, &mut |place, at| each(place.into_row(at))),
        Format::LinkedPlacesTsv => linked_places::read_tsv(stream, &mut |place, at| each(place.into_row(at))),
        Format::GeoJson => geojson::read(stream, columns, each),
        Format::GeoJsonLines => geojson::read_lines(stream, columns, each),
        // Whoever names columns says that the text is a table.
        Format::Text if columns.is_some() => csv_table::read(stream, columns, each),
        Format::Csv | Format::Tsv => csv_table::read(stream, columns, each),
        other => Err(FormatError::unsupported(path, format!("expected a gazetteer or a table, found {other}"))),
    }
}
