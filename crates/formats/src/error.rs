//! What can keep a file from being read or written.

use std::path::{Path, PathBuf};

/// A file could not be read to its end, or not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FormatError {
    /// The operating system refused.
    #[error("{}: {action}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What was being done: `cannot open`, `cannot read`.
        action: &'static str,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The bytes do not follow the format: damaged, cut short, or something else.
    #[error("{}: {place}: {what}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Where in it: `byte 4096`, `line 3, column 17`.
        place: String,
        /// Expected and found.
        what: String,
    },
    /// The file is larger, deeper or denser than the limits that keep memory bounded.
    #[error("{}: {place}: {what}", path.display())]
    Limit {
        /// The file.
        path: PathBuf,
        /// Where in it.
        place: String,
        /// The limit and what was found.
        what: String,
    },
    /// The file is sound, but of a kind that is not read.
    #[error("{}: {what}", path.display())]
    Unsupported {
        /// The file.
        path: PathBuf,
        /// What it is, and what to do.
        what: String,
    },
    /// The file is sound, but nodes, ways and relations do not lie in this order, as reading one kind alone needs.
    #[error("{}: nodes, ways and relations stand in mixed order; read it whole", path.display())]
    OutOfOrder {
        /// The file.
        path: PathBuf,
    },
}

impl FormatError {
    /// Returns the error of a file whose bytes do not follow the format.
    #[must_use]
    pub fn damaged(path: &Path, place: impl Into<String>, what: impl Into<String>) -> Self {
        Self::Damaged { path: path.to_owned(), place: place.into(), what: what.into() }
    }

    /// Returns the error of a file that exceeds a limit.
    #[must_use]
    pub fn limit(path: &Path, place: impl Into<String>, what: impl Into<String>) -> Self {
        Self::Limit { path: path.to_owned(), place: place.into(), what: what.into() }
    }

    /// Returns the error of a file that is of a kind that is not read.
    #[must_use]
    pub fn unsupported(path: &Path, what: impl Into<String>) -> Self {
        Self::Unsupported { path: path.to_owned(), what: what.into() }
    }
}

/// Gives I/O errors the path that they lack.
pub(crate) trait At<T> {
    fn at(self, path: &Path, action: &'static str) -> Result<T, FormatError>;
}

impl<T> At<T> for std::io::Result<T> {
    fn at(self, path: &Path, action: &'static str) -> Result<T, FormatError> {
        self.map_err(|source| FormatError::Io { path: path.to_owned(), action, source })
    }
}
