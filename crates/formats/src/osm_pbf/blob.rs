//! Blobs: the frames of a PBF file.

use crate::{
    error::{At, FormatError},
    protobuf::{Value, Wire, WireError},
};
use std::{
    io::{Read, Seek, SeekFrom},
    path::Path,
};

/// The format's own limits: <https://wiki.openstreetmap.org/wiki/PBF_Format#File_format>.
const MAX_HEADER: u32 = 64 << 10;
pub(super) const MAX_BLOB: usize = 32 << 20;

/// A data blob as it lies in the file.
pub(super) struct Blob {
    /// Where its frame begins.
    pub(super) offset: u64,
    /// The message.
    bytes: Vec<u8>,
    /// How many bytes it has when expanded.
    pub(super) n_raw: usize,
}

/// Reads one blob after another.
pub(super) struct Blobs<'a, R> {
    path: &'a Path,
    source: R,
    offset: u64,
}

impl<R: Read + Seek> Blobs<'_, R> {
    /// Passes over every blob and returns where the data blobs begin, and where the file ends.
    pub(super) fn offsets(&mut self) -> Result<(Vec<u64>, u64), FormatError> {
        let mut offsets = Vec::new();
        loop {
            let offset = self.offset;
            let Some((kind, n_blob)) = self.frame_head()? else { return Ok((offsets, offset)) };
            if kind == b"OSMData" {
                offsets.push(offset);
            }
            // Beyond the end of a file that was cut the next head is missing, and the reading proper tells.
            self.source.seek(SeekFrom::Current(n_blob as i64)).at(self.path, "cannot read")?;
            self.offset += n_blob as u64;
        }
    }
}

impl<'a, R: Read> Blobs<'a, R> {
    pub(super) fn new(path: &'a Path, source: R) -> Self {
        Self::at(path, source, 0)
    }

    /// Goes on at a frame that begins `offset` bytes after the beginning of the file.
    pub(super) fn at(path: &'a Path, source: R, offset: u64) -> Self {
        Self { path, source, offset }
    }

    pub(super) fn damaged(&self, offset: u64, what: impl Into<String>) -> FormatError {
        FormatError::damaged(self.path, format!("byte {offset}"), what)
    }

    /// Reads the header of the file and refuses what cannot be understood.
    pub(super) fn read_header(&mut self) -> Result<(), FormatError> {
        let Some((kind, blob)) = self.frame()? else {
            return Err(self.damaged(0, "expected an OpenStreetMap PBF header, found an empty file"));
        };
        if kind != b"OSMHeader" {
            let kind = String::from_utf8_lossy(&kind).into_owned();
            return Err(self.damaged(0, format!("expected a blob of type `OSMHeader` first, found `{kind}`")));
        }
        let mut expander = Expander::default();
        let header = expander.expand(&blob).map_err(|error| error.at(self.path, 0))?;
        for feature in required_features(header).map_err(|what| self.damaged(0, what))? {
            match feature {
                b"OsmSchema-V0.6" | b"DenseNodes" => {}
                b"HistoricalInformation" => {
                    let hint =
                        "it holds the history of its objects; cut one moment out of it first (osmium time-filter)";
                    return Err(FormatError::unsupported(self.path, hint));
                }
                other => {
                    let name = String::from_utf8_lossy(other).into_owned();
                    return Err(FormatError::unsupported(
                        self.path,
                        format!("it requires the feature `{name}`, which is not known here"),
                    ));
                }
            }
        }
        Ok(())
    }

    /// Returns the next data blob.
    pub(super) fn next(&mut self) -> Result<Option<Blob>, FormatError> {
        while let Some((kind, blob)) = self.frame()? {
            match kind.as_slice() {
                b"OSMData" => return Ok(Some(blob)),
                b"OSMHeader" => return Err(self.damaged(blob.offset, "found a second header inside the file")),
                _ => {}
            }
        }
        Ok(None)
    }

    fn frame(&mut self) -> Result<Option<(Vec<u8>, Blob)>, FormatError> {
        let offset = self.offset;
        let Some((kind, n_blob)) = self.frame_head()? else { return Ok(None) };
        let bytes = self.take(n_blob)?;
        if bytes.len() < n_blob {
            let what = format!("the file ends inside a blob: expected {n_blob} bytes, found {}", bytes.len());
            return Err(self.damaged(offset, what));
        }
        let mut blob = Blob { offset, bytes, n_raw: 0 };
        if kind != b"OSMData" && kind != b"OSMHeader" {
            return Ok(Some((kind, blob)));
        }
        let content = Content::of(&blob.bytes).map_err(|what| self.damaged(offset, what))?;
        blob.n_raw = match content {
            Content::Raw(raw) => raw.len(),
            Content::Zlib { n_raw, .. } if n_raw <= MAX_BLOB as u64 => n_raw as usize,
            Content::Zlib { n_raw, .. } => {
                let what = format!("a blob says that it expands to {n_raw} bytes; the format allows {MAX_BLOB}");
                return Err(FormatError::limit(self.path, format!("byte {offset}"), what));
            }
            Content::Other(name) => {
                let what = format!(
                    "byte {offset}: a blob is compressed with {name}; zlib and none are read, so convert the file first (osmium cat -o new.osm.pbf)"
                );
                return Err(FormatError::unsupported(self.path, what));
            }
        };
        Ok(Some((kind, blob)))
    }

    /// Reads the head of the next frame: the type of its blob, and how many bytes that has.
    fn frame_head(&mut self) -> Result<Option<(Vec<u8>, usize)>, FormatError> {
        let offset = self.offset;
        let length = self.take(4)?;
        if length.is_empty() {
            return Ok(None);
        }
        let length: [u8; 4] = length.try_into().map_err(|_| {
            self.damaged(offset, "expected the length of a blob header (4 bytes), found the end of the file")
        })?;
        let n_header = u32::from_be_bytes(length);
        if n_header == 0 || n_header > MAX_HEADER {
            let what = format!(
                "expected a blob header of 1 to {MAX_HEADER} bytes, found one of {n_header}: no PBF file, or damaged here"
            );
            return Err(self.damaged(offset, what));
        }
        let header = self.take(n_header as usize)?;
        if header.len() < n_header as usize {
            let what = format!("the file ends inside a blob header: expected {n_header} bytes, found {}", header.len());
            return Err(self.damaged(offset, what));
        }
        let (kind, n_blob) = blob_header(&header).map_err(|what| self.damaged(offset, what))?;
        let n_blob = usize::try_from(n_blob).ok().filter(|n| *n <= MAX_BLOB).ok_or_else(|| {
            let what = format!("a blob says that it has {n_blob} bytes; the format allows {MAX_BLOB}");
            FormatError::limit(self.path, format!("byte {offset}"), what)
        })?;
        Ok(Some((kind, n_blob)))
    }

    /// Reads that many bytes, or fewer at the end of the file; memory grows with what is there, not with what was claimed.
    fn take(&mut self, n_bytes: usize) -> Result<Vec<u8>, FormatError> {
        let mut bytes = Vec::with_capacity(n_bytes.min(1 << 20));
        let n = (&mut self.source).take(n_bytes as u64).read_to_end(&mut bytes).at(self.path, "cannot read")?;
        self.offset += n as u64;
        Ok(bytes)
    }
}

fn blob_header(bytes: &[u8]) -> Result<(Vec<u8>, u64), WireError> {
    let mut wire = Wire::new(bytes);
    let (mut kind, mut n_blob) = (None, None);
    while let Some((number, value)) = wire.field()? {
        match number {
            1 => kind = Some(value.bytes()?.to_vec()),
            3 => n_blob = Some(value.varint()?),
            _ => {}
        }
    }
    Ok((kind.ok_or("a blob header without a type")?, n_blob.ok_or("a blob header without the size of its blob")?))
}

/// Returns the features without which a file cannot be understood.
fn required_features(header: &[u8]) -> Result<Vec<&[u8]>, WireError> {
    let mut wire = Wire::new(header);
    let mut features = Vec::new();
    while let Some((number, value)) = wire.field()? {
        if number == 4 {
            features.push(value.bytes()?);
        }
    }
    Ok(features)
}

/// What a blob holds.
enum Content<'a> {
    Raw(&'a [u8]),
    Zlib { bytes: &'a [u8], n_raw: u64 },
    Other(&'static str),
}

impl<'a> Content<'a> {
    fn of(bytes: &'a [u8]) -> Result<Self, WireError> {
        let mut wire = Wire::new(bytes);
        let (mut content, mut n_raw) = (None, None);
        while let Some((number, value)) = wire.field()? {
            match (number, value) {
                (1, Value::Bytes(bytes)) => content = Some(Self::Raw(bytes)),
                (2, value) => n_raw = Some(value.varint()?),
                (3, Value::Bytes(bytes)) => content = Some(Self::Zlib { bytes, n_raw: 0 }),
                (4, _) => content = Some(Self::Other("lzma")),
                (5, _) => content = Some(Self::Other("bzip2")),
                (6, _) => content = Some(Self::Other("lz4")),
                (7, _) => content = Some(Self::Other("zstd")),
                _ => {}
            }
        }
        match content.ok_or("a blob without data")? {
            Self::Zlib { bytes, .. } => {
                Ok(Self::Zlib { bytes, n_raw: n_raw.ok_or("a compressed blob without its expanded size")? })
            }
            content => Ok(content),
        }
    }
}

/// Expands blobs into a buffer that it keeps.
pub(super) struct Expander {
    zlib: libdeflater::Decompressor,
    buffer: Vec<u8>,
}

impl Default for Expander {
    fn default() -> Self {
        Self { zlib: libdeflater::Decompressor::new(), buffer: Vec::new() }
    }
}

/// Why a blob could not be expanded or decoded.
pub(super) enum BlobError {
    Damaged(String),
    Limit(String),
}

impl BlobError {
    pub(super) fn at(self, path: &Path, offset: u64) -> FormatError {
        match self {
            Self::Damaged(what) => FormatError::damaged(path, format!("blob at byte {offset}"), what),
            Self::Limit(what) => FormatError::limit(path, format!("blob at byte {offset}"), what),
        }
    }
}

impl From<WireError> for BlobError {
    fn from(what: WireError) -> Self {
        Self::Damaged(what.to_owned())
    }
}

impl Expander {
    pub(super) fn expand<'a>(&'a mut self, blob: &'a Blob) -> Result<&'a [u8], BlobError> {
        let bytes = match Content::of(&blob.bytes)? {
            Content::Raw(raw) => return Ok(raw),
            Content::Zlib { bytes, .. } => bytes,
            Content::Other(name) => return Err(BlobError::Damaged(format!("a blob is compressed with {name}"))),
        };
        if self.buffer.len() < blob.n_raw {
            self.buffer.resize(blob.n_raw, 0);
        }
        let into = &mut self.buffer[..blob.n_raw];
        match self.zlib.zlib_decompress(bytes, into) {
            Ok(n) if n == blob.n_raw => Ok(into),
            Ok(n) => Err(BlobError::Damaged(format!("expected {} expanded bytes, found {n}", blob.n_raw))),
            Err(libdeflater::DecompressionError::BadData) => {
                Err(BlobError::Damaged("the zlib data is damaged".to_owned()))
            }
            Err(libdeflater::DecompressionError::InsufficientSpace) => {
                Err(BlobError::Damaged(format!("the data expands to more than the {} bytes it announces", blob.n_raw)))
            }
        }
    }
}
