//! The common row of gazetteers and tables, and the one way to read them.

use crate::{detect, detect::Format, error::FormatError, problems::Problems};
use std::{collections::BTreeMap, path::Path};
use thaw_core::LonLat;

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
}

/// Which columns of a table hold what: a name from the heading, or a number counted from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The id of the row; its line number when absent.
    pub id: Option<String>,
    /// The names; at least one.
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

/// Delivers the rows of a gazetteer or table in the order of the file; `columns` are needed for tables alone.
///
/// # Errors
/// The file cannot be read, is damaged or beyond the limits, or holds no rows; what was delivered before stays true.
pub fn read(
    path: &Path,
    columns: Option<&Columns>,
    each: &mut dyn FnMut(GazetteerRow),
) -> Result<Problems, FormatError> {
    let _ = (columns, each);
    match detect::detect(path)? {
        Format::OsmPbf | Format::OsmXml | Format::OsmChange => {
            Err(FormatError::unsupported(path, "expected a gazetteer or a table, found an OpenStreetMap file"))
        }
        other => Err(FormatError::unsupported(path, format!("{other} is not read yet"))),
    }
}
