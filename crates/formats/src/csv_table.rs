//! Tables as CSV (RFC 4180) and TSV. <https://www.rfc-editor.org/rfc/rfc4180>
//!
//! # What is read
//! Records divided by commas, semicolons, tabs or bars, whichever divides the first twenty lines most evenly; quoted fields with
//! doubled quotes and line ends inside; LF, CRLF or CR. Columns are named by the caller, from the heading or by number.
//! The encoding is told by a byte order mark (UTF-8, UTF-16), is UTF-8 when the first 16 MiB are valid, and is otherwise
//! guessed from them (windows-1251, KOI8-R, and what else the Encoding Standard knows).
//!
//! # What is not read
//! - A column that the heading does not have: an error that lists those it has.
//! - A record with more or fewer fields than the first: read as far as it goes, and a problem.
//! - Bytes that are no text in the encoding: kept as U+FFFD, and one problem for the file.
//! - A row without any name: passed over.
//!
//! # Limits
//! 4 MiB for one record, so that a quote that is never closed does not swallow the file.
//!
//! # What is written
//! [`Writer`]: commas, CRLF, quotes where RFC 4180 asks for them. On request, fields that a spreadsheet would run as a formula
//! get an apostrophe in front; numbers do not.

use crate::{
    detect,
    error::FormatError,
    gazetteer::{Columns, GazetteerRow, Heading},
    metered::{Allowance, Metered},
    open::{self, Stream},
    problems::Problems,
    rows::Cells,
};
use std::{
    borrow::Cow,
    cell::Cell,
    collections::BTreeMap,
    io::{self, BufRead, Read, Write},
    rc::Rc,
};

/// Bytes that the encoding is told by.
const SAMPLE: usize = 16 << 20;

/// Delivers the rows of a table.
///
/// # Errors
/// The file cannot be read, is empty, lacks a column that `columns` names, or has a record beyond the limit.
pub fn read(
    stream: Stream,
    columns: Option<&Columns>,
    each: &mut dyn FnMut(GazetteerRow),
) -> Result<Problems, FormatError> {
    let mut problems = Problems::of(stream.path());
    let mut columns = columns.cloned().unwrap_or_default();
    let mut table = Table::open(stream, columns.heading)?;
    table.resolve(&mut columns)?;
    if columns.names.is_empty() && !table.heading.iter().any(|key| crate::gazetteer::NameKey::parse(key).is_some()) {
        let what = format!("expected a column with names, to be told by the caller; found {}", listed(&table.heading));
        return Err(FormatError::damaged(table.path(), "line 1", what));
    }
    while let Some((place, record)) = table.next(&mut problems)? {
        let mut row = GazetteerRow::from_properties(record, Some(&columns), &place, &mut problems);
        if row.names.is_empty() {
            continue;
        }
        if row.id.is_empty() {
            row.id = place;
        }
        each(row);
    }
    Ok(problems)
}

/// Where a record stands, and its fields by column, without the empty ones.
pub(crate) type Record = (String, BTreeMap<String, String>);

/// A table whose records come one at a time, keyed by their columns.
pub(crate) struct Table {
    path: std::path::PathBuf,
    reader: csv::Reader<Metered<Decoding>>,
    allowance: Allowance,
    has_faults: Rc<Cell<bool>>,
    pub(crate) heading: Vec<String>,
    record: csv::StringRecord,
    /// Whether `record` holds the first row already.
    is_ahead: bool,
    told_faults: bool,
}

impl Table {
    pub(crate) fn open(mut stream: Stream, heading: Heading) -> Result<Self, FormatError> {
        let path = stream.path().to_owned();
        let sample = stream.peek(SAMPLE)?;
        if sample.trim_ascii().is_empty() {
            return Err(FormatError::damaged(&path, "byte 0", "expected a table, found an empty file"));
        }
        let encoding = encoding_of(&sample);
        let (text, ..) = encoding.decode(&sample[..sample.len().min(256 << 10)]);
        let delimiter = delimiter_of(&text);
        let has_quotes = delimiter != b'\t' || text.contains("\t\"");
        // The crate counts the lines of CRLF files one short, so the CR is taken off by hand where there are line feeds.
        let terminator = if text.contains('\n') { csv::Terminator::Any(b'\n') } else { csv::Terminator::CRLF };
        let (allowance, has_faults) = (Allowance::new(), Rc::new(Cell::new(false)));
        let source = Metered::new(Decoding::new(stream, encoding, Rc::clone(&has_faults)), allowance.clone());
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            // Linked Places TSV and GeoNames know no quotes; a tab never stands inside a field.
            .quoting(has_quotes)
            .terminator(terminator)
            .from_reader(source);
        let record = csv::StringRecord::new();
        let mut table = Self {
            path,
            reader,
            allowance,
            has_faults,
            heading: Vec::new(),
            record,
            is_ahead: false,
            told_faults: false,
        };
        table.advance()?;
        table.heading = match heading {
            // Trimming takes the CR off, too.
            Heading::FirstLine => table.record.iter().map(|field| field.trim().to_owned()).collect(),
            Heading::Absent => (1..=table.record.len()).map(|number| number.to_string()).collect(),
        };
        table.is_ahead = heading == Heading::Absent;
        Ok(table)
    }

    pub(crate) fn path(&self) -> &std::path::Path {
        &self.path
    }

    /// Turns numbers into the names of columns, and refuses columns that are not there.
    fn resolve(&self, columns: &mut Columns) -> Result<(), FormatError> {
        let Columns { heading: _, id, names, lang, lat, lon, class, country, named } = columns;
        let single = [id, lang, lat, lon, class, country, named].into_iter().filter_map(Option::as_mut);
        for column in single.chain(names.iter_mut()) {
            if self.heading.contains(column) {
                continue;
            }
            let by_number = column.parse::<usize>().ok().and_then(|number| self.heading.get(number.checked_sub(1)?));
            let by_case = || self.heading.iter().find(|key| key.to_lowercase() == column.to_lowercase());
            *column = by_number.or_else(by_case).cloned().ok_or_else(|| {
                let what = format!("expected a column `{column}`, found {}", listed(&self.heading));
                FormatError::damaged(&self.path, "line 1", what)
            })?;
        }
        Ok(())
    }

    fn advance(&mut self) -> Result<bool, FormatError> {
        self.allowance.renew();
        self.reader.read_record(&mut self.record).map_err(|error| {
            let place = format!("line {}", self.reader.position().line());
            match error.into_kind() {
                csv::ErrorKind::Io(error) if error.get_ref().is_some_and(|inner| inner.is::<open::TooLong>()) => {
                    let what = format!("{error}; is a quote never closed?");
                    FormatError::limit(&self.path, place, what)
                }
                csv::ErrorKind::Io(error) => open::read_error(&self.path, error),
                other => FormatError::damaged(&self.path, place, format!("{other:?}")),
            }
        })
    }

    /// Returns the next record with its place.
    pub(crate) fn next(&mut self, problems: &mut Problems) -> Result<Option<Record>, FormatError> {
        let Some(Cells { number, cells, fault, .. }) = self.next_cells()? else { return Ok(None) };
        let place = format!("line {number}");
        if cells.len() != self.heading.len() {
            let what = format!("expected {} fields, found {}", self.heading.len(), cells.len());
            problems.add(place.as_str(), what, "read as far as it goes");
        }
        if let Some(fault) = fault {
            problems.add(format!("near {place}"), fault, "kept with U+FFFD");
        }
        let record = self.heading.iter().cloned().zip(cells).filter(|(_, field)| !field.is_empty());
        Ok(Some((place, record.collect())))
    }

    /// Returns the fields of the next record with the number of its line.
    pub(crate) fn next_cells(&mut self) -> Result<Option<Cells>, FormatError> {
        if !std::mem::take(&mut self.is_ahead) && !self.advance()? {
            return Ok(None);
        }
        let is_new_fault = self.has_faults.get() && !std::mem::replace(&mut self.told_faults, true);
        let fault = is_new_fault.then_some("found bytes that are no text in the encoding of the file");
        let without_cr = |field: &'_ str| field.strip_suffix('\r').unwrap_or(field).to_owned();
        let number = self.record.position().map_or(0, csv::Position::line);
        Ok(Some(Cells { number, cells: self.record.iter().map(without_cr).collect(), fault, sheet: None }))
    }
}

fn listed(heading: &[String]) -> String {
    const SHOWN: usize = 20;
    let short = |key: &String| key.chars().take(40).collect::<String>();
    let mut text = heading.iter().take(SHOWN).map(|key| format!("`{}`", short(key))).collect::<Vec<_>>().join(", ");
    if heading.len() > SHOWN {
        text.push_str(&format!(" and {} more", heading.len() - SHOWN));
    }
    text
}

fn encoding_of(sample: &[u8]) -> &'static encoding_rs::Encoding {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(sample) {
        return encoding;
    }
    match std::str::from_utf8(sample) {
        Ok(_) => encoding_rs::UTF_8,
        // The sample may end inside a character.
        Err(error) if error.error_len().is_none() => encoding_rs::UTF_8,
        Err(_) => {
            let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(sample, true);
            detector.guess(None, chardetng::Utf8Detection::Allow)
        }
    }
}

/// Returns the byte that divides the most of the first twenty records into the same number of fields, more than one.
pub(crate) fn delimiter_of(text: &str) -> u8 {
    let even = |delimiter: u8| {
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let counts: Vec<_> =
            reader.into_byte_records().take(20).filter_map(Result::ok).map(|record| record.len()).collect();
        // The number of fields that most records have; a title above the table has one.
        let n_with = |count: usize| counts.iter().filter(|other| **other == count).count();
        let usual = counts.iter().copied().filter(|count| *count > 1).max_by_key(|count| (n_with(*count), *count));
        usual.map_or((0, 0), |usual| (n_with(usual), usual))
    };
    // The earlier of equals: a comma is the rule.
    [b'|', b'\t', b';', b','].into_iter().max_by_key(|delimiter| even(*delimiter)).unwrap_or(b',')
}

/// A stream in any encoding, read as UTF-8.
struct Decoding {
    source: Stream,
    decoder: encoding_rs::Decoder,
    decoded: Vec<u8>,
    position: usize,
    is_done: bool,
    has_faults: Rc<Cell<bool>>,
}

impl Decoding {
    fn new(source: Stream, encoding: &'static encoding_rs::Encoding, has_faults: Rc<Cell<bool>>) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { source, decoder, decoded: Vec::new(), position: 0, is_done: false, has_faults }
    }
}

impl Read for Decoding {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.position == self.decoded.len() && !self.is_done {
            let source = self.source.fill_buf()?;
            self.is_done = source.is_empty();
            self.decoded.resize(64 << 10, 0);
            let (_, n_read, n_written, has_faults) =
                self.decoder.decode_to_utf8(source, &mut self.decoded, self.is_done);
            self.has_faults.set(self.has_faults.get() | has_faults);
            self.decoded.truncate(n_written);
            self.position = 0;
            self.source.consume(n_read);
        }
        let n = into.len().min(self.decoded.len() - self.position);
        into[..n].copy_from_slice(&self.decoded[self.position..self.position + n]);
        self.position += n;
        Ok(n)
    }
}

/// Whether fields that a spreadsheet would run as a formula are made harmless.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Formulas {
    /// Fields are written as they are.
    #[default]
    Kept,
    /// Fields that begin with `=`, `+`, `-`, `@`, a tab or a line end get an apostrophe in front, unless they are numbers.
    Disarmed,
}

impl Formulas {
    fn applied(self, field: &str) -> Cow<'_, str> {
        let is_formula = field.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && field.parse::<f64>().is_err();
        if self == Self::Disarmed && is_formula { Cow::Owned(format!("'{field}")) } else { Cow::Borrowed(field) }
    }
}

/// Writes a table as RFC 4180 has it.
pub struct Writer<W: Write> {
    inner: csv::Writer<W>,
    formulas: Formulas,
    n_fields: Option<usize>,
}

impl<W: Write> Writer<W> {
    /// Begins a table with its heading.
    ///
    /// # Errors
    /// What `out` says.
    pub fn new<'f>(out: W, heading: impl IntoIterator<Item = &'f str>, formulas: Formulas) -> io::Result<Self> {
        let inner = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        let mut writer = Self { inner, formulas, n_fields: None };
        writer.row(heading)?;
        Ok(writer)
    }

    /// Writes one row; it should have as many fields as the heading.
    ///
    /// # Errors
    /// What the output says, or that the number of fields differs.
    pub fn row<'f>(&mut self, fields: impl IntoIterator<Item = &'f str>) -> io::Result<()> {
        let fields: Vec<_> = fields.into_iter().map(|field| self.formulas.applied(field)).collect();
        if self.n_fields.is_some_and(|n_fields| n_fields != fields.len()) {
            let what = format!("expected {} fields, found {}", self.n_fields.unwrap_or_default(), fields.len());
            return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
        }
        self.n_fields = Some(fields.len());
        self.inner.write_record(fields.iter().map(|field| field.as_bytes()))?;
        Ok(())
    }

    /// Writes what is still buffered.
    ///
    /// # Errors
    /// What the output says.
    pub fn finish(mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Tells whether the start of a text looks like a table: several lines with the same number of fields.
pub(crate) fn looks_like_table(text: &str) -> Option<detect::Format> {
    let delimiter = delimiter_of(text);
    let reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let counts: Vec<_> =
        reader.into_byte_records().take(20).filter_map(Result::ok).map(|record| record.len()).collect();
    let first = counts.first().copied()?;
    let n_even = counts.iter().filter(|count| **count == first).count();
    let is_table = first > 1 && counts.len() > 1 && n_even * 10 >= counts.len() * 9;
    is_table.then_some(if delimiter == b'\t' { detect::Format::Tsv } else { detect::Format::Csv })
}
