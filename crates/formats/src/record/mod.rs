//! The record of a case: a directory of plain CSV tables and one TOML file, which a historian edits in a spreadsheet.
//!
//! One fact a row, dates in EDTF, a source each. Everything in it becomes the entries of a ledger, like anybody's acts.
//! The tables and their columns are described in `docs/formats/record.md`; `data/record/` is the bundled example.
//!
//! **What is read**: `record.toml`, `sources.csv`, `places.csv` with `names.csv`, `monuments.csv`, `books.csv` and
//! `works.csv`, each with its life, `decrees.csv`, `events.csv`, `counts.csv`, `acts.csv`, `camps.csv` with `camp_years.csv`.
//! All but `record.toml` and `sources.csv` may be missing.
//!
//! **What is not read**: other files. A row that cannot be used is skipped and told as a [`Problem`]; the rest stays.
//!
//! **What comes out**: sources, then subjects, then acts in the order of their dates. The ids of acts follow from the
//! rows (`volgograd-1961-11-10-rename`), so that the same record gives the same entries on every machine.

mod check;
mod entries;
mod outlines;
mod rows;
mod table;

pub use outlines::{Ring, outlines};

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};
use thaw_core::{Entry, Problem};

/// What a record's directory holds.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Its title by language, its dossiers and its licence.
    pub manifest: Manifest,
    /// Its sources, subjects and acts, ready for a ledger.
    pub entries: Vec<Entry>,
    /// The rows and cells that could not be used.
    pub problems: Vec<Problem>,
}

/// The file `record.toml`: what the record is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Its id: a short slug.
    pub id: String,
    /// Its title, by language tag.
    #[serde(default)]
    pub title: BTreeMap<String, String>,
    /// What it is about in one or two sentences, by language tag.
    #[serde(default)]
    pub about: BTreeMap<String, String>,
    /// The languages in which every title and text is given.
    #[serde(default)]
    pub languages: Vec<String>,
    /// The dossiers that it is about, the first one foremost.
    #[serde(default)]
    pub dossiers: Vec<String>,
    /// The licence of the tables.
    #[serde(default)]
    pub licence: String,
    /// Whom to name when the tables are used.
    #[serde(default)]
    pub credits: Vec<String>,
}

/// A record's directory could not be read at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// The directory or one of its files could not be opened.
    #[error("cannot read `{}`", path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
}

/// Reads the record in a directory.
///
/// # Errors
/// When the directory or a table in it cannot be read. What is wrong inside a table is a [`Problem`] of the record.
pub fn read_dir(dir: &Path) -> Result<Record, RecordError> {
    Ok(read(&files_of(dir)?))
}

/// Reads a record from files in memory, as `(path, text)`; only the last part of a path counts.
#[must_use]
pub fn read_embedded(files: &[(&str, &str)]) -> Record {
    let files = files.iter().map(|(path, text)| (path.rsplit('/').next().unwrap_or(path), *text));
    read(&files.map(|(name, text)| (name.to_owned(), (name.to_owned(), text.to_owned()))).collect())
}

/// Checks the record in a directory: everything that [`read_dir`] finds, and whether the tables agree with each other
/// and with the map. Problems are sorted by file and line; an empty list is a sound record.
///
/// # Errors
/// As [`read_dir`].
pub fn check(dir: &Path) -> Result<Vec<Problem>, RecordError> {
    Ok(check_files(&files_of(dir)?))
}

/// Checks a record from files in memory, as [`check()`] does.
#[must_use]
pub fn check_embedded(files: &[(&str, &str)]) -> Vec<Problem> {
    let files = files.iter().map(|(path, text)| (path.rsplit('/').next().unwrap_or(path), *text));
    check_files(&files.map(|(name, text)| (name.to_owned(), (name.to_owned(), text.to_owned()))).collect())
}

/// The files by name: the path to show, and the text.
type Files = BTreeMap<String, (String, String)>;

fn read(files: &Files) -> Record {
    let mut rows = rows::read(files);
    let entries = entries::build(&mut rows);
    Record { manifest: rows.manifest, entries, problems: rows.problems }
}

fn check_files(files: &Files) -> Vec<Problem> {
    let mut rows = rows::read(files);
    let entries = entries::build(&mut rows);
    let mut problems = check::run(&rows, &entries);
    problems.append(&mut rows.problems);
    problems.sort_by(|a, b| (&a.path, line_of(a), &a.place, &a.what).cmp(&(&b.path, line_of(b), &b.place, &b.what)));
    problems.dedup();
    problems
}

fn line_of(problem: &Problem) -> u64 {
    let digits = problem.place.trim_start_matches(|c: char| !c.is_ascii_digit());
    digits.split(|c: char| !c.is_ascii_digit()).next().and_then(|line| line.parse().ok()).unwrap_or(0)
}

fn files_of(dir: &Path) -> Result<Files, RecordError> {
    let at = |path: &Path| {
        let path = path.to_owned();
        move |source| RecordError::Io { path, source }
    };
    let mut files = Files::new();
    for entry in fs::read_dir(dir).map_err(at(dir))? {
        let path = entry.map_err(at(dir))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if name == rows::MANIFEST || rows::is_table(name) {
            let bytes = fs::read(&path).map_err(at(&path))?;
            let text = String::from_utf8_lossy(&bytes).into_owned();
            files.insert(name.to_owned(), (path.display().to_string(), text));
        }
    }
    Ok(files)
}
