//! Documents of any size: read in pieces ([`Pieces`]), so that memory does not grow with the file.

use crate::edit_list::ListWriter;
use crate::gazetteer::GazetteerError;
use crate::revise::{Looker, Mention, Options, Reviser};
use crate::tongue::Gazetteers;
use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::sync::mpsc::sync_channel;
use std::thread;
use thaw_formats::document::pieces::{Piece, PieceError, Pieces, Place};
use thaw_formats::document::{Document, DocumentError};

/// Why a document cannot be revised.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StreamError {
    /// It cannot be read, or the result cannot be written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The names cannot be looked for.
    #[error(transparent)]
    Gazetteer(#[from] GazetteerError),
    /// It is no document of its kind at some place, or a new name does not exist in its encoding.
    #[error(transparent)]
    Document(#[from] DocumentError),
}

impl From<PieceError> for StreamError {
    fn from(error: PieceError) -> Self {
        match error {
            PieceError::Document(error) => Self::Document(error),
            PieceError::Io(error) => Self::Io(error),
            error => Self::Io(io::Error::other(error)),
        }
    }
}

/// Reads a document, writes it revised, adds its edits to `list`, and returns how many blocks were not read
/// ([`crate::revise::Revision::unread`]); `each` is told of every name, with the piece that it stands
/// in and where that begins.
///
/// What a table of contents repeats is edited as the text that was read before it ([`crate::revise::revise`] knows all of it).
///
/// # Errors
/// When the document cannot be read or written, or `each` fails; what was written until then is to be thrown away.
pub fn revise_stream(
    pieces: Pieces<impl Read + Send>,
    mut output: impl Write,
    list: &mut ListWriter<'_, impl Write>,
    gazetteers: &Gazetteers<'_>,
    options: &Options,
    mut each: impl FnMut(Mention, &Document, Place) -> io::Result<()>,
) -> Result<BTreeMap<String, usize>, StreamError> {
    /// So many pieces are read ahead of the one that is edited.
    const AHEAD: usize = 2;
    let mut unread: BTreeMap<String, usize> = BTreeMap::new();
    let mut reviser = Reviser::new(gazetteers, options);
    let mut looker = Looker::new(gazetteers, options);
    thread::scope(|scope| {
        let (send, receive) = sync_channel(AHEAD);
        scope.spawn(move || {
            for piece in pieces {
                let seen = piece.map_err(StreamError::from).and_then(|piece| {
                    let sighted = looker.look(&piece.document)?;
                    Ok((piece, sighted))
                });
                let is_over = seen.is_err();
                // When nobody receives any more, the work has ended with an error of its own.
                if send.send(seen).is_err() || is_over {
                    break;
                }
            }
        });
        for seen in receive {
            let (piece, sighted) = seen?;
            let Piece { document, start, .. } = &piece;
            let revision = reviser.revise(document, &sighted)?;
            for (lang, n) in revision.unread {
                *unread.entry(lang).or_default() += n;
            }
            let edited = document.apply(&revision.edits)?;
            list.add(piece.bytes(), document, &edited)?;
            output.write_all(&edited.bytes)?;
            for mention in revision.mentions {
                each(mention, document, *start)?;
            }
        }
        Ok(unread)
    })
}
