//! Why a document cannot be read or written, and what can be done about it.

use super::Kind;
use super::archive::ArchiveError;
use super::encoding::EncodingError;
use super::foreign::Foreign;

/// Why a document cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// Its encoding is unknown or mixed.
    #[error(transparent)]
    Encoding(#[from] EncodingError),
    /// Its container is damaged.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// Its XML is not well-formed.
    #[error("{part}line {line}, column {column}: the XML is not well-formed: {what}")]
    Xml {
        /// The part, with a colon, when there are several.
        part: String,
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
        /// What is wrong.
        what: String,
    },
    /// Something in it that is read as one is longer than memory should hold.
    #[error("line {line}: {what} is longer than {limit} bytes; is this {}?", .kind.name())]
    TooLong {
        /// The line on which it begins, from 1.
        line: u64,
        /// What it is.
        what: &'static str,
        /// The most that is read.
        limit: usize,
        /// What the document was read as.
        kind: Kind,
    },
    /// It has more paragraphs than memory should hold.
    #[error("entry `{part}` and those before it have more than {most} paragraphs, headings and cells")]
    TooManyBlocks {
        /// The part.
        part: String,
        /// The most that are read.
        most: usize,
    },
    /// It is something else.
    #[error("it is {}; expected a text, HTML, XML, EPUB, DOCX or ODT", .0.what)]
    Foreign(Foreign),
    /// It is called like a container and is none.
    #[error("it is no {}: expected a zip archive, found {found}", .kind.name())]
    NoContainer {
        /// What it is called.
        kind: Kind,
        /// What it looks like.
        found: &'static str,
    },
    /// Its text is locked.
    #[error("its text is encrypted ({0})")]
    Encrypted(&'static str),
    /// It holds no text part.
    #[error("it is no {}: the archive holds no {expected}", .kind.name())]
    NoText {
        /// What it was read as.
        kind: Kind,
        /// What was expected.
        expected: &'static str,
    },
    /// A new name has a letter that the file's encoding lacks.
    #[error("`{text}` cannot be written in {encoding}; convert the file to UTF-8 first")]
    Unmappable {
        /// The new text.
        text: String,
        /// The encoding of the file.
        encoding: &'static str,
    },
    /// Two edits overlap, or one lies outside its block.
    #[error("an edit does not fit the document: {0}")]
    BadEdit(String),
}

impl DocumentError {
    /// Says what can be done about it.
    #[must_use]
    pub fn advice(&self) -> Option<&'static str> {
        Some(match self {
            Self::Foreign(foreign) => foreign.advice,
            Self::NoContainer { .. } => {
                "give it the ending of what it is, or save it anew in the program that it comes from"
            }
            Self::Encrypted(_) => "open it where it may be read, and save a copy without the lock",
            Self::NoText { .. } => "is it a text document? of an archive, give the documents in it",
            Self::Archive(ArchiveError::NotZip) => "it may be cut short: copy or download it again",
            Self::Archive(ArchiveError::Unsupported { .. }) => {
                "unpack the archive, or open and save the document in the program that it comes from"
            }
            Self::Archive(ArchiveError::TooLarge { .. }) => "no book grows so much: do not trust the file",
            Self::Archive(ArchiveError::TooMuch { .. }) | Self::TooManyBlocks { .. } => {
                "divide the document, or save it as a text, as HTML or as Markdown, which may have any size"
            }
            Self::Archive(_) => "open it in the program that it comes from, save it anew, and give that",
            Self::Xml { .. } => "correct the file there; nothing is repaired in silence",
            Self::TooLong { .. } => "divide it there, by hand or in the program that it comes from",
            Self::Encoding(_) | Self::Unmappable { .. } | Self::BadEdit(_) => return None,
        })
    }
}
