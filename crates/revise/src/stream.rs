//! Plain text of any size: read in pieces that end between paragraphs, so that memory does not grow with the file.

use crate::edit_list::ListWriter;
use crate::gazetteer::GazetteerError;
use crate::revise::{Looker, Mention, Options, Reviser};
use crate::tongue::Gazetteers;
use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::sync::mpsc::sync_channel;
use std::thread;
use thaw_formats::document::encoding::EncodingError;
use thaw_formats::document::{Document, DocumentError, Kind};

/// How many bytes a piece has, about.
const PIECE: usize = 1 << 20;
/// The longest line that is read.
const LONGEST_LINE: usize = 64 << 20;

/// Why a text cannot be revised.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StreamError {
    /// It cannot be read, or the result cannot be written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The names cannot be looked for.
    #[error(transparent)]
    Gazetteer(#[from] GazetteerError),
    /// It is no text at some place, or a new name does not exist in its encoding.
    #[error(transparent)]
    Text(DocumentError),
    /// A line is longer than memory should hold.
    #[error("the line at byte {at} is longer than {LONGEST_LINE} bytes; is this a text?")]
    LongLine {
        /// Where it begins.
        at: u64,
    },
}

/// Reads a text, writes it revised, adds its edits to `list`, and returns how many blocks were not read
/// ([`crate::revise::Revision::unread`]); `each` is told of every name, with the piece that it stands
/// in and how many lines are before that piece.
///
/// `label` names the encoding when it is known; else the first piece decides, and a piece that does not fit it is an error. UTF-16
/// cannot be cut between bytes and is refused here; [`Document::read`] takes it whole.
///
/// # Errors
/// When the text cannot be read as text or written, or `each` fails; what was written until then is to be thrown away.
pub fn revise_stream(
    input: impl Read + Send,
    mut output: impl Write,
    list: &mut ListWriter<'_, impl Write>,
    label: Option<&str>,
    gazetteers: &Gazetteers<'_>,
    options: &Options,
    mut each: impl FnMut(Mention, &Document, u64) -> io::Result<()>,
) -> Result<BTreeMap<String, usize>, StreamError> {
    /// So many pieces are read ahead of the one that is edited.
    const AHEAD: usize = 2;
    let mut unread: BTreeMap<String, usize> = BTreeMap::new();
    let mut reviser = Reviser::new(gazetteers, options);
    let mut looker = Looker::new(gazetteers, options);
    thread::scope(|scope| {
        let (send, receive) = sync_channel(AHEAD);
        scope.spawn(move || {
            let read = in_pieces(input, label, |bytes, document, n_lines| {
                let sighted = looker.look(&document)?;
                let sent = send.send(Ok((bytes, document, n_lines, sighted)));
                // When nobody receives any more, the work has ended with an error of its own.
                sent.map_err(|_| StreamError::Io(io::Error::other("stopped")))
            });
            if let Err(error) = read {
                let _ = send.send(Err(error));
            }
        });
        for piece in receive {
            let (bytes, document, n_lines, sighted) = piece?;
            let revision = reviser.revise(&document, &sighted)?;
            for (lang, n) in revision.unread {
                *unread.entry(lang).or_default() += n;
            }
            let edited = document.apply(&revision.edits).map_err(StreamError::Text)?;
            list.add(&bytes, &document, &edited)?;
            output.write_all(&edited.bytes)?;
            for mention in revision.mentions {
                each(mention, &document, n_lines)?;
            }
        }
        Ok(unread)
    })
}

/// Reads a text and hands it on in pieces that end between paragraphs, or between lines where no paragraph ends: the bytes, what
/// was read in them, and how many lines are before them.
///
/// `label` names the encoding when it is known; else the first piece decides, and a piece that does not fit it is an error. UTF-16
/// is refused, as by [`revise_stream`].
///
/// # Errors
/// When the text cannot be read as text, or `each` fails.
pub fn in_pieces(
    mut input: impl Read,
    label: Option<&str>,
    mut each: impl FnMut(Vec<u8>, Document, u64) -> Result<(), StreamError>,
) -> Result<(), StreamError> {
    let mut label = label.map(str::to_owned);
    let mut buffer: Vec<u8> = Vec::with_capacity(2 * PIECE);
    let (mut at, mut n_lines) = (0_u64, 0_u64);
    loop {
        let n_wanted = (PIECE.max(buffer.len() + PIECE / 2)) - buffer.len();
        let n_read = (&mut input).take(n_wanted as u64).read_to_end(&mut buffer)?;
        let is_last = n_read < n_wanted;
        let end = if is_last { buffer.len() } else { piece_end(&buffer) };
        if end == 0 && !is_last {
            if buffer.len() > LONGEST_LINE {
                return Err(StreamError::LongLine { at });
            }
            continue;
        }
        // Places in the piece become places in the file.
        let count = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let failed = |error: DocumentError| match error {
            DocumentError::Encoding(error) => {
                StreamError::Text(DocumentError::Encoding(error.behind(count(at), count(n_lines))))
            }
            error => StreamError::Text(error),
        };
        let piece = Document::read(&buffer[..end], Kind::Plain, label.as_deref()).map_err(failed)?;
        if let Some(part) = piece.parts.first() {
            let encoding = part.decoded.encoding;
            if !encoding.is_ascii_compatible() {
                return Err(failed(DocumentError::Encoding(EncodingError::NotRead(encoding.name()))));
            }
            label.get_or_insert_with(|| encoding.name().to_owned());
        }
        let mut rest = Vec::with_capacity(2 * PIECE);
        rest.extend_from_slice(&buffer[end..]);
        buffer.truncate(end);
        let n_more = memchr::memchr_iter(b'\n', &buffer).count() as u64;
        each(std::mem::replace(&mut buffer, rest), piece, n_lines)?;
        n_lines += n_more;
        at += end as u64;
        if is_last {
            return Ok(());
        }
    }
}

/// Where a piece can end: behind the last empty line, else behind the last line, else nowhere.
fn piece_end(bytes: &[u8]) -> usize {
    let half = bytes.len() / 2;
    let is_empty_line = |at: &usize| bytes[..*at].ends_with(b"\n") || bytes[..*at].ends_with(b"\n\r");
    let mut ends = memchr::memrchr_iter(b'\n', bytes);
    let empty_line = ends.clone().take_while(|at| *at > half).find(is_empty_line);
    empty_line.or_else(|| ends.next()).map_or(0, |at| at + 1)
}
