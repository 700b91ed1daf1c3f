//! The bundled data as text: languages, dossiers, romanizations and the record.
//!
//! **In**: the files of this crate's folder, at build time.
//! **Out**: (path, text) pairs, sorted by path, with `/` between folders.
//! **Read first**: [`file()`] and [`files`].
//! **Invariants**: nothing is parsed here; a new file under this folder is part of the next build without a list to edit.
//! **Not here**: what the files mean (`thaw-core` reads dossiers, `thaw-names` languages, the command the record).

static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// Which edition of the bundled record this is; another text of any of its files gives another digest.
pub const DIGEST: &str = include!(concat!(env!("OUT_DIR"), "/digest.rs"));

/// Returns the text of a bundled file: `file("languages/ru.toml")`.
#[must_use]
pub fn file(path: &str) -> Option<&'static str> {
    let idx = FILES.binary_search_by(|(name, _)| (*name).cmp(path)).ok()?;
    FILES.get(idx).map(|(_, text)| *text)
}

/// Returns the bundled files under a folder, sorted by path: `files("languages/")`.
pub fn files(folder: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let start = FILES.partition_point(|(name, _)| *name < folder);
    FILES[start..].iter().copied().take_while(move |(name, _)| name.starts_with(folder))
}
