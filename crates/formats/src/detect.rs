//! What a file holds: by its content first, then by its name.

use crate::{csv_table, error::FormatError, geonames, open};
use std::{fmt, path::Path};

/// The formats that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// OpenStreetMap, protobuf.
    OsmPbf,
    /// OpenStreetMap, XML.
    OsmXml,
    /// OpenStreetMap changes.
    OsmChange,
    /// GeoNames, the main table of 19 columns.
    GeoNames,
    /// GeoNames, alternateNamesV2.
    GeoNamesAlternate,
    /// Linked Places, JSON.
    LinkedPlaces,
    /// Linked Places, tab-separated.
    LinkedPlacesTsv,
    /// GeoJSON: a FeatureCollection or one Feature.
    GeoJson,
    /// GeoJSON: one Feature a line.
    GeoJsonLines,
    /// A table with commas or semicolons.
    Csv,
    /// A table with tabs.
    Tsv,
    /// Nothing.
    Empty,
    /// A text that is none of these.
    Text,
    /// Bytes that are none of these.
    Unknown,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OsmPbf => "OpenStreetMap PBF",
            Self::OsmXml => "OpenStreetMap XML",
            Self::OsmChange => "osmChange",
            Self::GeoNames => "a GeoNames table",
            Self::GeoNamesAlternate => "GeoNames alternate names",
            Self::LinkedPlaces => "Linked Places JSON",
            Self::LinkedPlacesTsv => "Linked Places TSV",
            Self::GeoJson => "GeoJSON",
            Self::GeoJsonLines => "GeoJSON, one feature a line",
            Self::Csv => "a CSV table",
            Self::Tsv => "a TSV table",
            Self::Empty => "an empty file",
            Self::Text => "plain text",
            Self::Unknown => "bytes of no known format",
        })
    }
}

/// How much of the start of a file is looked at.
const HEAD: usize = 64 << 10;

/// Tells what a file holds, expanded when it is compressed.
///
/// # Errors
/// The file cannot be read.
pub fn detect(path: &Path) -> Result<Format, FormatError> {
    let head = open::open(path)?.peek(HEAD)?;
    Ok(of_head(&head, path))
}

/// Tells what the start of an expanded file announces; its name only decides what the content leaves open.
#[must_use]
pub fn of_head(head: &[u8], path: &Path) -> Format {
    if head.trim_ascii().is_empty() {
        return Format::Empty;
    }
    if head.get(4..).is_some_and(|rest| rest.starts_with(b"\x0A\x09OSMHeader")) {
        return Format::OsmPbf;
    }
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let name = name.trim_end_matches(".gz").trim_end_matches(".bz2");
    let is_wide = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    if memchr::memchr(0, head).is_some() && !is_wide {
        return if name.ends_with(".pbf") { Format::OsmPbf } else { Format::Unknown };
    }
    let text = match encoding_rs::Encoding::for_bom(head) {
        Some((encoding, _)) => encoding.decode(head).0,
        None => String::from_utf8_lossy(head),
    };
    let start = text.trim_start().trim_start_matches('\u{1E}');
    if start.starts_with('<') {
        return of_markup(start);
    }
    if start.starts_with('{') {
        return of_json(start, name);
    }
    of_lines(&text, name)
}

/// The root element decides; declarations, comments and processing instructions stand before it.
fn of_markup(start: &str) -> Format {
    let mut rest = start;
    loop {
        let end = match rest {
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<!") => ">",
            _ => break,
        };
        let Some(at) = rest.find(end) else { return Format::Text };
        rest = rest[at + end.len()..].trim_start();
    }
    let root = rest.trim_start_matches('<').split(|c: char| c.is_whitespace() || c == '>' || c == '/').next();
    match root {
        Some("osm") => Format::OsmXml,
        Some("osmChange") => Format::OsmChange,
        _ => Format::Text,
    }
}

fn of_json(start: &str, name: &str) -> Format {
    let has = |key: &str| start.contains(&format!("\"{key}\""));
    if has("toponym") || start.contains("linkedplaces-context") || start.contains("linked-places") && has("@context") {
        return Format::LinkedPlaces;
    }
    let first_line = start.lines().next().unwrap_or_default().trim_end();
    let has_more = start.lines().nth(1).is_some_and(|line| line.trim_start_matches('\u{1E}').starts_with('{'));
    let is_whole = first_line.ends_with('}') && serde_json::from_str::<serde::de::IgnoredAny>(first_line).is_ok();
    let is_feature = first_line.contains("\"Feature\"");
    if is_whole && is_feature && (has_more || name.ends_with("l") || name.ends_with("seq")) {
        return Format::GeoJsonLines;
    }
    if has("FeatureCollection") || has("Feature") || has("features") || name.ends_with("geojson") {
        return Format::GeoJson;
    }
    Format::Text
}

fn of_lines(text: &str, name: &str) -> Format {
    // The sample may end inside a line, which then tells nothing.
    let whole = if text.len() < HEAD / 2 { text } else { text.rsplit_once('\n').map_or(text, |(whole, _)| whole) };
    let first = whole.lines().next().unwrap_or_default().trim_start_matches('\u{FEFF}');
    if geonames::is_main_line(first) {
        return Format::GeoNames;
    }
    if geonames::is_alternate_line(first) {
        return Format::GeoNamesAlternate;
    }
    let columns: Vec<_> =
        first.split(char::from(csv_table::delimiter_of(whole))).map(|column| column.trim_matches('"')).collect();
    if columns.contains(&"title") && columns.contains(&"title_source") && columns.contains(&"id") {
        return Format::LinkedPlacesTsv;
    }
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("csv") => return Format::Csv,
        Some("tsv" | "tab") => return Format::Tsv,
        Some("txt" | "md" | "markdown" | "rst") => return Format::Text,
        _ => {}
    }
    csv_table::looks_like_table(whole).unwrap_or(Format::Text)
}
