//! From a list of edits and the edited file back to the original.

use super::Original;
use super::checksum::Checksum;
use encoding_rs::{CoderResult, Decoder, Encoding};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Write};
use thaw_formats::document::archive::{Archive, ArchiveError, Packed};
use thaw_formats::document::encoding::{EncodingError, encode};

/// Why the original cannot be given back.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UndoError {
    /// The list or the file cannot be read, or the original cannot be written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The list is no list of edits.
    #[error("the list of edits cannot be read: {0}")]
    NoList(serde_json::Error),
    /// The file is not the one that the edits made.
    #[error("the file is not what the edits left behind: its checksum is {found}, expected {expected}")]
    OtherFile {
        /// What the file's hash is.
        found: String,
        /// What the list says.
        expected: String,
    },
    /// The list itself does not fit the file; it was changed.
    #[error("the edit list does not fit the file: {0}")]
    BadList(String),
    /// The file cannot be decoded.
    #[error(transparent)]
    Encoding(#[from] EncodingError),
    /// The container is damaged.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

/// Writes the original of an edited file, exactly. What was written when an error comes is to be thrown away.
///
/// A text is read and written as the list is read, so that memory grows with neither; a container is held whole.
///
/// # Errors
/// When `after` is not the file that the edits made, or the list was changed.
pub fn undo(list: impl Read, after: impl Read, out: impl Write) -> Result<(), UndoError> {
    let mut after = BufReader::new(after);
    if after.fill_buf()?.starts_with(b"PK\x03\x04") {
        return undo_container(list, after, out);
    }
    let mut text = Rewriter::new(after, out)?;
    // A fault is kept until the list has told whose file it is: what does not fit is mostly another file.
    let mut fault = None;
    let head = read(list, |head, edit| {
        if fault.is_none() {
            fault = text.begin(head).and_then(|()| text.undo(&edit)).err();
        }
    })?;
    if fault.is_none() {
        fault = text.begin(&head).and_then(|()| text.copy_rest()).err();
    }
    if let Some(UndoError::Io(error)) = fault {
        return Err(UndoError::Io(error));
    }
    head.checksum()?;
    let (before, after) = text.finish()?;
    check_after(after, &head)?;
    match fault {
        Some(fault) => Err(fault),
        None => check_before(&before, &head),
    }
}

/// Tells whether a file is still as the edits of a list left it.
///
/// # Errors
/// When either cannot be read, or the list is none.
pub fn is_as_left(list: impl Read, file: impl Read) -> Result<bool, UndoError> {
    let head = read(list, |_, _| {})?;
    Ok(sum(file, head.checksum()?)? == head.after)
}

/// Tells whether a file is the original of a list.
///
/// # Errors
/// As of [`is_as_left`].
pub fn is_original(list: impl Read, file: impl Read) -> Result<bool, UndoError> {
    let head = read(list, |_, _| {})?;
    Ok(sum(file, head.checksum()?)? == head.before)
}

fn sum(mut file: impl Read, mut checksum: Checksum) -> io::Result<String> {
    const AT_ONCE: usize = 1 << 16;
    let mut buffer = vec![0; AT_ONCE];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(checksum.finish()),
            n => checksum.update(&buffer[..n]),
        }
    }
}

fn undo_container(list: impl Read, mut after: impl Read, mut out: impl Write) -> Result<(), UndoError> {
    let mut bytes = Vec::new();
    after.read_to_end(&mut bytes)?;
    let head = read(list, |_, _| {})?;
    check_after(head.checksum()?.of(&bytes), &head)?;
    let mut packed = BTreeMap::new();
    for (name, original) in &head.originals {
        let bad = || UndoError::BadList(format!("the packed bytes of `{name}` are not hexadecimal"));
        let data = unhex(&original.data).ok_or_else(bad)?;
        let (method, crc, size) = (original.method, original.crc, original.size);
        packed.insert(name.clone(), Packed { data, method, crc, size });
    }
    let original = if packed.is_empty() { bytes } else { Archive::read(bytes)?.replace(&packed)? };
    check_before(&head.checksum()?.of(&original), &head)?;
    Ok(out.write_all(&original)?)
}

fn check_after(found: String, head: &Head) -> Result<(), UndoError> {
    let expected = head.after.clone();
    if found == expected { Ok(()) } else { Err(UndoError::OtherFile { found, expected }) }
}

fn check_before(found: &str, head: &Head) -> Result<(), UndoError> {
    let bad = || UndoError::BadList("taking back its edits does not give the original".to_owned());
    if found == head.before { Ok(()) } else { Err(bad()) }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    let value = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    digits.len().is_multiple_of(2).then_some(())?;
    digits.chunks_exact(2).map(|pair| Some(value(pair[0])? << 4 | value(pair[1])?)).collect()
}

/// A text on its way back: read as it is, written as it was.
struct Rewriter<R, W> {
    input: R,
    out: W,
    encoding: &'static Encoding,
    decoder: Decoder,
    /// What looks like a byte order mark, until the list has told whether it is one.
    mark: Option<Vec<u8>>,
    /// Decoded text that was not used yet, from `at`.
    text: String,
    at: usize,
    is_at_end: bool,
    /// How many bytes of decoded text the original has so far.
    n_written: usize,
    /// How many bytes were read.
    n_read: usize,
    before: Checksum,
    after: Checksum,
}

impl<R: BufRead, W: Write> Rewriter<R, W> {
    fn new(mut input: R, out: W) -> Result<Self, UndoError> {
        // A byte order mark decides.
        let (encoding, mark) = match Encoding::for_bom(input.fill_buf()?) {
            Some((encoding, n_bytes)) => (encoding, n_bytes),
            None => (encoding_rs::UTF_8, 0),
        };
        let bytes = input.fill_buf()?.get(..mark).unwrap_or_default().to_vec();
        input.consume(bytes.len());
        let (before, after) = (Checksum::new(), Checksum::new());
        let decoder = encoding.new_decoder_without_bom_handling();
        let (text, at, is_at_end, n_written, n_read) = (String::new(), 0, false, 0, bytes.len());
        let mark = Some(bytes);
        Ok(Self { input, out, encoding, decoder, mark, text, at, is_at_end, n_written, n_read, before, after })
    }

    /// Begins as the list tells, before the first text is read: with a byte order mark, which goes over as it is, or in an encoding.
    fn begin(&mut self, head: &Head) -> Result<(), UndoError> {
        let Some(mark) = self.mark.take() else { return Ok(()) };
        (self.before, self.after) = (head.checksum()?, head.checksum()?);
        self.after.update(&mark);
        if head.mark == Some(false) && !mark.is_empty() {
            // An edit took away what stood before a character that is no mark inside a text.
            self.text.push('\u{FEFF}');
        } else {
            self.before.update(&mark);
            self.out.write_all(&mark)?;
        }
        let Some(label) = head.encoding.as_deref().filter(|_| mark.is_empty()) else { return Ok(()) };
        let encoding =
            Encoding::for_label(label.as_bytes()).ok_or_else(|| EncodingError::UnknownLabel(label.to_owned()))?;
        if encoding != self.encoding {
            (self.encoding, self.decoder) = (encoding, encoding.new_decoder_without_bom_handling());
        }
        Ok(())
    }

    fn undo(&mut self, edit: &ReadEdit) -> Result<(), UndoError> {
        let elsewhere = || UndoError::BadList("an edit is not where the list says".to_owned());
        let (old, new) = (&edit.target.selector.0.exact, &edit.body.value);
        let mut n_between = edit.start.checked_sub(self.n_written).ok_or_else(elsewhere)?;
        while n_between > 0 {
            if self.at == self.text.len() && !self.fill()? {
                return Err(elsewhere());
            }
            let n_bytes = n_between.min(self.text.len() - self.at);
            let range = self.at..self.at + n_bytes;
            if !self.text.is_char_boundary(range.end) {
                return Err(elsewhere());
            }
            self.write(range)?;
            n_between -= n_bytes;
        }
        while self.text.len() - self.at < new.len() && self.fill()? {}
        if !self.text[self.at..].starts_with(new.as_str()) {
            return Err(elsewhere());
        }
        self.at += new.len();
        self.put(old)
    }

    fn copy_rest(&mut self) -> Result<(), UndoError> {
        loop {
            self.write(self.at..self.text.len())?;
            if !self.fill()? {
                return Ok(());
            }
        }
    }

    /// Reads what is left and returns the checksums of the original and of the file.
    fn finish(mut self) -> Result<(String, String), UndoError> {
        while self.read()?.is_some() {}
        self.out.flush()?;
        Ok((self.before.finish(), self.after.finish()))
    }

    /// Decodes more text; tells whether there was any.
    fn fill(&mut self) -> Result<bool, UndoError> {
        if self.is_at_end {
            return Ok(false);
        }
        self.text.drain(..self.at);
        self.at = 0;
        let at = self.n_read;
        let bytes = self.read()?;
        self.is_at_end = bytes.is_none();
        let bytes = bytes.unwrap_or_default();
        self.text.reserve(self.decoder.max_utf8_buffer_length(bytes.len()).unwrap_or_default());
        let (result, _, has_faults) = self.decoder.decode_to_string(&bytes, &mut self.text, self.is_at_end);
        if has_faults || result != CoderResult::InputEmpty {
            return Err(EncodingError::NotText { at, line: None, encoding: self.encoding.name() }.into());
        }
        Ok(!self.is_at_end || !self.text.is_empty())
    }

    fn read(&mut self) -> io::Result<Option<Vec<u8>>> {
        let bytes = self.input.fill_buf()?.to_vec();
        self.input.consume(bytes.len());
        self.after.update(&bytes);
        self.n_read += bytes.len();
        Ok((!bytes.is_empty()).then_some(bytes))
    }

    fn write(&mut self, range: std::ops::Range<usize>) -> Result<(), UndoError> {
        let text = std::mem::take(&mut self.text);
        let written = self.put(&text[range.clone()]);
        self.text = text;
        self.at = range.end;
        written
    }

    fn put(&mut self, text: &str) -> Result<(), UndoError> {
        let cannot = || UndoError::BadList("the old text cannot be encoded".to_owned());
        let bytes = encode(self.encoding, text).ok_or_else(cannot)?;
        self.before.update(&bytes);
        self.n_written += text.len();
        Ok(self.out.write_all(&bytes)?)
    }
}

/// What stands in a list beside the edits.
#[derive(Default)]
struct Head {
    before: String,
    after: String,
    /// How the checksums were made; older lists do not say.
    checksum: Option<String>,
    encoding: Option<String>,
    /// Whether the file began with a byte order mark; older lists do not say.
    mark: Option<bool>,
    originals: BTreeMap<String, Original>,
}

impl Head {
    fn checksum(&self) -> Result<Checksum, UndoError> {
        let name = self.checksum.as_deref();
        let unknown = || {
            UndoError::BadList(format!("its checksums are of a kind not known here: `{}`", name.unwrap_or_default()))
        };
        Checksum::named(name).ok_or_else(unknown)
    }
}

/// What an undo needs of an edit.
#[derive(Deserialize)]
struct ReadEdit {
    body: ReadBody,
    target: ReadTarget,
    #[serde(rename = "thaw:start")]
    start: usize,
}

#[derive(Deserialize)]
struct ReadBody {
    value: String,
}

#[derive(Deserialize)]
struct ReadTarget {
    selector: (ReadQuote, IgnoredAny),
}

#[derive(Deserialize)]
struct ReadQuote {
    exact: String,
}

/// Reads a list and hands on each edit with what was read before it.
fn read(list: impl Read, each: impl FnMut(&Head, ReadEdit)) -> Result<Head, UndoError> {
    let mut json = serde_json::Deserializer::from_reader(BufReader::new(list));
    let head = json.deserialize_map(ListVisitor(each)).map_err(UndoError::NoList)?;
    json.end().map_err(UndoError::NoList)?;
    Ok(head)
}

struct ListVisitor<F>(F);

impl<'de, F: FnMut(&Head, ReadEdit)> Visitor<'de> for ListVisitor<F> {
    type Value = Head;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list of edits of `thaw revise`")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Head, A::Error> {
        let mut head = Head::default();
        let mut has_items = false;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "thaw:before" => head.before = map.next_value()?,
                "thaw:after" => head.after = map.next_value()?,
                "thaw:checksum" => head.checksum = map.next_value()?,
                "thaw:encoding" => head.encoding = map.next_value()?,
                "thaw:mark" => head.mark = map.next_value()?,
                "thaw:originals" => head.originals = map.next_value()?,
                "items" if !has_items => {
                    has_items = true;
                    map.next_value_seed(Items { head: &head, each: &mut self.0 })?;
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        for (field, is_there) in
            [("items", has_items), ("thaw:before", !head.before.is_empty()), ("thaw:after", !head.after.is_empty())]
        {
            if !is_there {
                return Err(A::Error::missing_field(field));
            }
        }
        Ok(head)
    }
}

/// The edits, one after another.
struct Items<'h, F> {
    head: &'h Head,
    each: &'h mut F,
}

impl<'de, F: FnMut(&Head, ReadEdit)> DeserializeSeed<'de> for Items<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de, F: FnMut(&Head, ReadEdit)> Visitor<'de> for Items<'_, F> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the edits")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut edits: A) -> Result<(), A::Error> {
        while let Some(edit) = edits.next_element()? {
            (self.each)(self.head, edit);
        }
        Ok(())
    }
}
