//! Sources that refuse to deliver more for one record than memory should hold, and lines of bounded length.

use crate::{
    error::FormatError,
    open::{self, Stream},
};
use std::{
    cell::Cell,
    io::{self, BufRead, Read},
    rc::Rc,
};

/// The most bytes of one line, one record of a table, or one JSON feature without its geometry.
pub(crate) const MAX_RECORD: u64 = 4 << 20;

/// How much may still be read for the record in work; shared with whoever starts the next one.
#[derive(Clone, Debug)]
pub(crate) struct Allowance(Rc<Cell<u64>>);

impl Allowance {
    pub(crate) fn new() -> Self {
        Self(Rc::new(Cell::new(MAX_RECORD)))
    }

    /// Starts the next record.
    pub(crate) fn renew(&self) {
        self.0.set(MAX_RECORD);
    }
}

/// A source that ends with an error when the allowance is used up.
pub(crate) struct Metered<R> {
    inner: R,
    allowance: Allowance,
}

impl<R> Metered<R> {
    pub(crate) fn new(inner: R, allowance: Allowance) -> Self {
        Self { inner, allowance }
    }
}

impl<R: Read> Read for Metered<R> {
    #[inline]
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = self.allowance.0.get();
        if left == 0 && !into.is_empty() {
            return Err(io::Error::other(open::TooLong(MAX_RECORD)));
        }
        let n = into.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let n = self.inner.read(&mut into[..n])?;
        self.allowance.0.set(left - n as u64);
        Ok(n)
    }
}

/// The lines of a stream, without their ends; memory is that of one line, of at most 4 MiB.
pub(crate) struct Lines {
    stream: Stream,
    line: Vec<u8>,
    number: u64,
}

impl Lines {
    pub(crate) fn new(stream: Stream) -> Self {
        Self { stream, line: Vec::new(), number: 0 }
    }

    /// Returns the next line with its number, counted from 1; a byte order mark before the first is left out.
    pub(crate) fn next(&mut self) -> Result<Option<(u64, &[u8])>, FormatError> {
        self.line.clear();
        self.number += 1;
        let mut limited = (&mut self.stream).take(MAX_RECORD + 1);
        let n =
            limited.read_until(b'\n', &mut self.line).map_err(|error| open::read_error(self.stream.path(), error))?;
        if n as u64 > MAX_RECORD {
            let place = format!("line {}", self.number);
            return Err(FormatError::limit(
                self.stream.path(),
                place,
                format!("a line is longer than {MAX_RECORD} bytes"),
            ));
        }
        if n == 0 {
            return Ok(None);
        }
        let line = self.line.strip_suffix(b"\n").unwrap_or(&self.line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let line = if self.number == 1 { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line) } else { line };
        Ok(Some((self.number, line)))
    }
}
