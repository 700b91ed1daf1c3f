//! The documents that a command was given: files, and folders with all documents in them.

use crate::error::{CommandError, Doing};
use crate::ui::{Ui, visible};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// A document and where it stands below the folder that was given; of a file that was given, its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Input {
    pub(crate) path: PathBuf,
    pub(crate) below: PathBuf,
}

/// The endings of documents. What else a folder holds (pictures, lists of edits) is passed over.
const ENDINGS: [&str; 14] =
    ["txt", "text", "md", "markdown", "html", "htm", "xhtml", "xml", "tei", "epub", "docx", "docm", "odt", "ott"];

/// Returns the documents that files and folders stand for, those of a folder by name and at any depth. Nothing in `except` is
/// taken: results go there. What an earlier run of `revise` made of a document that is there too is left out, and told.
pub(crate) fn inputs(given: &[PathBuf], except: Option<&Path>, ui: &Ui) -> Result<Vec<Input>, CommandError> {
    let except = except.and_then(|folder| folder.canonicalize().ok());
    let mut all = Vec::new();
    for path in given {
        if !path.is_dir() {
            all.push(Input { path: path.clone(), below: path.file_name().map(PathBuf::from).unwrap_or_default() });
            continue;
        }
        let from = all.len();
        walk(path, except.as_deref(), &mut |file| {
            let below = file.strip_prefix(path).unwrap_or(&file).to_owned();
            all.push(Input { path: file, below });
        })?;
        if all.len() == from {
            let what = format!("there is no document in the folder `{}`", path.display());
            return Err(CommandError::new(what)
                .hint(format!("documents are named {}", ENDINGS.map(|e| format!("*.{e}")).join(", "))));
        }
    }
    let paths: BTreeSet<PathBuf> = all.iter().map(|input| input.path.clone()).collect();
    all.retain(|Input { path, .. }| {
        let is_result = made_of(path).is_some_and(|original| paths.contains(&original));
        if is_result {
            ui.note(&format!(
                "left out `{}`: an earlier run made it of a document that is given too",
                visible(&path.display().to_string())
            ));
        }
        !is_result
    });
    Ok(all)
}

/// Hands on the documents in a folder. Links to folders are not followed, for they can lead round in a circle; hidden files are
/// not for people.
fn walk(folder: &Path, except: Option<&Path>, found: &mut impl FnMut(PathBuf)) -> Result<(), CommandError> {
    let cannot = || format!("cannot read the folder `{}`", folder.display());
    let mut entries = fs::read_dir(folder).doing(cannot)?.collect::<Result<Vec<_>, _>>().doing(cannot)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name());
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type().doing(cannot)?.is_dir() {
            let is_except = except.is_some_and(|except| path.canonicalize().is_ok_and(|path| path == except));
            if !is_except {
                walk(&path, except, found)?;
            }
        } else if is_document(&path) && path.is_file() {
            found(path);
        }
    }
    Ok(())
}

fn is_document(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase();
    ENDINGS.contains(&ending.as_str())
}

/// Returns the document of which a run of `revise` made a file, by its name and the list of edits beside it: `chapter.txt` of
/// `chapter.revised.txt` and of `chapter.original.txt`.
fn made_of(path: &Path) -> Option<PathBuf> {
    let stem = Path::new(path.file_stem()?);
    let word = stem.extension()?.to_str().filter(|word| matches!(*word, "revised" | "original"))?;
    let named = |stem: &Path, word: &str| {
        let mut name = stem.with_extension("").into_os_string();
        for part in [word, path.extension().and_then(OsStr::to_str).unwrap_or_default()] {
            if !part.is_empty() {
                name.push(".");
                name.push(part);
            }
        }
        path.with_file_name(name)
    };
    let has_list = |file: PathBuf| {
        let mut list = file.into_os_string();
        list.push(".edits.json");
        Path::new(&list).exists()
    };
    let original = named(stem, "");
    let is_listed = has_list(named(stem, "revised")) || word == "original" && has_list(original.clone());
    is_listed.then_some(original)
}
