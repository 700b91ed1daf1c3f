//! Finds what bears a dossier's name in maps and gazetteers.
//!
//! **In**: files, a matcher made of dossiers. **Out**: candidates, each with its evidence, sorted; and problems.
//! **Read first**: [`survey`].

mod class;
mod evidence;
mod gazetteer;
mod group;
mod municipality;
mod osm;

use std::path::{Path, PathBuf};
use thaw_core::{Candidate, Dossier, Edtf, Problem};
use thaw_formats::detect::{Format, detect};
use thaw_formats::error::FormatError;
use thaw_formats::gazetteer::Columns;
use thaw_names::Matcher;

pub use osm::neighbours;
pub(crate) use osm::{bears_own_name, is_name_key, is_own_name_key};

/// What to look for, and what to leave out.
pub struct Options<'a> {
    /// The dossiers that the matcher was made of, in the same order.
    pub dossiers: &'a [Dossier],
    /// Only what was named within this time.
    pub named: Option<Edtf>,
    /// With `named`: keep what has no date of naming.
    pub undated: bool,
    /// Only candidates with at least this score.
    pub min_score: f32,
    /// Which columns of a table hold what; needed for tables alone.
    pub columns: Option<Columns>,
    /// GeoNames' tables of alternate names, which say of the names of main tables in which language and when they were in force.
    pub alternates: &'a [PathBuf],
}

/// What a survey found.
#[derive(Debug, Default)]
pub struct Survey {
    /// The candidates, by dossier, municipality, name and id.
    pub candidates: Vec<Candidate>,
    /// What could not be used.
    pub problems: Vec<Problem>,
    /// What people should know about the file, though everything in it was used.
    pub notes: Vec<String>,
    /// How many candidates were left out because nobody knows when they were named.
    pub n_undated: usize,
}

/// Surveys one file of any format that has names of places.
///
/// The file is read as a stream; memory holds only what bears a name. PBF files are read once, by kind; other maps once for
/// relations, ways and nodes each. A main table of GeoNames is joined with the tables of alternate names of the options.
///
/// # Errors
/// When the file cannot be read, is damaged, or holds nothing that has names.
pub fn survey(path: &Path, matcher: &Matcher, options: &Options<'_>) -> Result<Survey, FormatError> {
    let mut survey = match detect(path)? {
        Format::OsmPbf | Format::OsmXml | Format::OsmChange => osm::survey(path, matcher, options)?,
        format => gazetteer::survey(path, format, matcher, options)?,
    };
    let mut n_undated = 0;
    survey.candidates.retain(|candidate| {
        if candidate.score < options.min_score {
            return false;
        }
        let Some(window) = &options.named else { return true };
        let named = candidate.named.as_deref().and_then(|text| text.parse::<Edtf>().ok());
        n_undated += usize::from(named.is_none());
        named.map_or(options.undated, |named| named.is_within(window) != thaw_core::Answer::No)
    });
    if !options.undated {
        survey.n_undated = n_undated;
    }
    sort(&mut survey.candidates);
    Ok(survey)
}

/// Sorts candidates by dossier and municipality, the best score first, then by name and id.
pub fn sort(candidates: &mut [Candidate]) {
    candidates.sort_by(|left, right| {
        (&left.dossier, &left.within)
            .cmp(&(&right.dossier, &right.within))
            .then(right.score.total_cmp(&left.score))
            .then_with(|| (&left.name, &left.id).cmp(&(&right.name, &right.id)))
    });
}
