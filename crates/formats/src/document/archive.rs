//! Zip containers (EPUB, DOCX, ODT) in which single entries are replaced and every other byte stays.
//!
//! The archive is not written anew: the compressed bytes of the changed entries are exchanged in place, and the sizes,
//! checksums and offsets that depend on them are set again in the local headers, data descriptors and the central
//! directory (PKWARE APPNOTE 6.3.10, sections 4.3.7 to 4.3.16). So names, order, extra fields, signatures of other parts and
//! macros are untouched, and putting the old compressed bytes back gives the old file, byte for byte.
//!
//! Not read: encrypted entries, methods other than *stored* and *deflate*, ZIP64 and archives in several parts; they are
//! refused with a message.

use std::collections::BTreeMap;
use std::io::{Read, Write};

/// The most that one entry may unpack to, in bytes.
const MAX_ENTRY: u64 = if cfg!(test) { 1 << 20 } else { 256 << 20 };
/// The most that all entries read may unpack to, in bytes.
const MAX_TOTAL: u64 = 1 << 30;

/// Why an archive cannot be read or changed.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// There is no end of a central directory.
    #[error("it is not a zip archive, or its end is missing")]
    NotZip,
    /// A structure points outside the file or does not begin as it must.
    #[error("the archive is damaged at byte {at}: {what}")]
    Damaged {
        /// Where.
        at: usize,
        /// What was expected.
        what: &'static str,
    },
    /// Something that is not read.
    #[error("entry `{name}`: {what} is not supported")]
    Unsupported {
        /// The entry.
        name: String,
        /// What.
        what: &'static str,
    },
    /// An entry unpacks to more than is allowed.
    #[error("entry `{name}` unpacks to more than {limit} bytes and is not read")]
    TooLarge {
        /// The entry.
        name: String,
        /// The limit.
        limit: u64,
    },
    /// An entry's data does not unpack, or not to what its checksum says.
    #[error("entry `{name}` is damaged: {what}")]
    BadEntry {
        /// The entry.
        name: String,
        /// How.
        what: String,
    },
    /// No entry has this name.
    #[error("there is no entry `{0}` in the archive")]
    NoEntry(String),
}

/// An entry of the central directory.
#[derive(Clone, Debug)]
struct Entry {
    name: String,
    method: u16,
    flags: u16,
    crc: u32,
    packed: usize,
    size: u64,
    /// Where its record in the central directory begins.
    record: usize,
    /// Where its local header begins.
    header: usize,
    /// Where its data begins.
    data: usize,
}

/// A zip archive held in memory.
#[derive(Clone, Debug)]
pub struct Archive {
    bytes: Vec<u8>,
    entries: Vec<Entry>,
    directory: usize,
    end: usize,
}

/// The packed form of an entry: what must be put back to undo a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// The compressed bytes.
    pub data: Vec<u8>,
    /// The compression method: 0 stored, 8 deflate.
    pub method: u16,
    /// CRC-32 of the content.
    pub crc: u32,
    /// Length of the content in bytes.
    pub size: u32,
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2).map(|raw| u16::from_le_bytes([raw[0], raw[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4).map(|raw| u32::from_le_bytes([raw[0], raw[1], raw[2], raw[3]]))
}

fn index(value: u32) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

impl Archive {
    /// Reads the directory of an archive; no entry is unpacked yet.
    ///
    /// # Errors
    /// When it is not a zip archive, is damaged, or has what is not supported.
    pub fn read(bytes: Vec<u8>) -> Result<Self, ArchiveError> {
        // The end record is 22 bytes and a comment of at most 65,535.
        let from = bytes.len().saturating_sub(22 + 65_535);
        let end = memchr::memmem::rfind(&bytes[from..], b"PK\x05\x06").ok_or(ArchiveError::NotZip)? + from;
        let field = |offset: usize| u32_at(&bytes, end + offset).map(index);
        let n_entries = u16_at(&bytes, end + 10).ok_or(ArchiveError::NotZip)?;
        let (Some(length), Some(directory)) = (field(12), field(16)) else { return Err(ArchiveError::NotZip) };
        let damaged = |at, what| ArchiveError::Damaged { at, what };
        if directory.checked_add(length).is_none_or(|stop| stop > end) {
            return Err(damaged(end, "the central directory lies outside the file (or the archive is ZIP64)"));
        }
        let mut entries = Vec::with_capacity(usize::from(n_entries));
        let mut at = directory;
        for _ in 0..n_entries {
            if bytes.get(at..at + 4) != Some(b"PK\x01\x02") {
                return Err(damaged(at, "expected an entry of the central directory"));
            }
            let short = |offset: usize| u16_at(&bytes, at + offset);
            let long = |offset: usize| u32_at(&bytes, at + offset);
            let fields = (|| {
                Some((
                    short(8)?,
                    short(10)?,
                    long(16)?,
                    long(20)?,
                    long(24)?,
                    short(28)?,
                    short(30)?,
                    short(32)?,
                    long(42)?,
                ))
            })();
            let (flags, method, crc, packed, size, n_name, n_extra, n_comment, header) =
                fields.ok_or(damaged(at, "the entry is cut off"))?;
            let name_end = at + 46 + usize::from(n_name);
            let name = bytes.get(at + 46..name_end).ok_or(damaged(at, "the entry's name is cut off"))?;
            let name = String::from_utf8_lossy(name).into_owned();
            let header = index(header);
            if bytes.get(header..header + 4) != Some(b"PK\x03\x04") {
                return Err(damaged(header, "expected the local header of an entry"));
            }
            let (Some(n_local_name), Some(n_local_extra)) = (u16_at(&bytes, header + 26), u16_at(&bytes, header + 28))
            else {
                return Err(damaged(header, "the local header is cut off"));
            };
            let data = header + 30 + usize::from(n_local_name) + usize::from(n_local_extra);
            if data.checked_add(index(packed)).is_none_or(|stop| stop > directory) {
                return Err(damaged(header, "the entry's data lies outside the file"));
            }
            entries.push(Entry {
                name,
                method,
                flags,
                crc,
                packed: index(packed),
                size: u64::from(size),
                record: at,
                header,
                data,
            });
            at = name_end + usize::from(n_extra) + usize::from(n_comment);
        }
        Ok(Self { bytes, entries, directory, end })
    }

    /// Returns the names of the entries, in the order of the directory.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    fn entry(&self, name: &str) -> Result<&Entry, ArchiveError> {
        self.entries.iter().find(|entry| entry.name == name).ok_or_else(|| ArchiveError::NoEntry(name.to_owned()))
    }

    /// Returns the packed form of an entry.
    ///
    /// # Errors
    /// When there is no such entry.
    pub fn packed(&self, name: &str) -> Result<Packed, ArchiveError> {
        let entry = self.entry(name)?;
        let data = self.bytes[entry.data..entry.data + entry.packed].to_vec();
        let size = u32::try_from(entry.size).unwrap_or(u32::MAX);
        Ok(Packed { data, method: entry.method, crc: entry.crc, size })
    }

    /// Unpacks an entry; `total` counts what all calls have unpacked.
    ///
    /// # Errors
    /// When there is no such entry, it is encrypted or damaged, or it unpacks to more than is allowed.
    pub fn unpack(&self, name: &str, total: &mut u64) -> Result<Vec<u8>, ArchiveError> {
        let entry = self.entry(name)?;
        let unsupported = |what| ArchiveError::Unsupported { name: name.to_owned(), what };
        if entry.flags & 1 != 0 {
            return Err(unsupported("encryption"));
        }
        let limit = MAX_ENTRY.min(MAX_TOTAL.saturating_sub(*total));
        let data = &self.bytes[entry.data..entry.data + entry.packed];
        let mut content = Vec::new();
        let bad = |what: String| ArchiveError::BadEntry { name: name.to_owned(), what };
        match entry.method {
            0 => content.extend_from_slice(data),
            8 => {
                let n_read = flate2::read::DeflateDecoder::new(data)
                    .take(limit + 1)
                    .read_to_end(&mut content)
                    .map_err(|error| bad(error.to_string()))?;
                if n_read as u64 > limit {
                    return Err(ArchiveError::TooLarge { name: name.to_owned(), limit });
                }
            }
            _ => return Err(unsupported("this compression method")),
        }
        let mut crc = flate2::Crc::new();
        crc.update(&content);
        if crc.sum() != entry.crc {
            return Err(bad("its checksum differs".to_owned()));
        }
        *total += content.len() as u64;
        Ok(content)
    }

    /// Returns the archive with entries exchanged; every other byte stays.
    ///
    /// # Errors
    /// When there is no such entry or the archive would pass 4 GB.
    pub fn replace(&self, new: &BTreeMap<String, Packed>) -> Result<Vec<u8>, ArchiveError> {
        let mut changed: Vec<(&Entry, &Packed)> =
            new.iter().map(|(name, packed)| Ok((self.entry(name)?, packed))).collect::<Result<_, ArchiveError>>()?;
        changed.sort_by_key(|(entry, _)| entry.data);
        let mut out = Vec::with_capacity(self.bytes.len());
        let mut copied = 0;
        for (entry, packed) in &changed {
            if entry.data < copied {
                return Err(ArchiveError::Damaged { at: entry.header, what: "two entries share their data" });
            }
            out.extend_from_slice(&self.bytes[copied..entry.data]);
            out.extend_from_slice(&packed.data);
            copied = entry.data + entry.packed;
        }
        out.extend_from_slice(&self.bytes[copied..]);
        // The place of a byte of the old file in the new one.
        let moved = |at: usize| -> usize {
            let mut place = at;
            for (entry, packed) in &changed {
                if entry.data + entry.packed <= at && entry.data < at {
                    place = place - entry.packed + packed.data.len();
                }
            }
            place
        };
        let too_large = || ArchiveError::TooLarge { name: "the archive".to_owned(), limit: u64::from(u32::MAX) };
        let long = |value: usize| u32::try_from(value).map(u32::to_le_bytes).map_err(|_| too_large());
        for (entry, packed) in &changed {
            let sizes = [packed.crc.to_le_bytes(), long(packed.data.len())?, packed.size.to_le_bytes()].concat();
            let record = moved(entry.record);
            put(&mut out, record + 10, &packed.method.to_le_bytes());
            put(&mut out, record + 16, &sizes);
            let header = moved(entry.header);
            put(&mut out, header + 8, &packed.method.to_le_bytes());
            if entry.flags & 8 == 0 {
                put(&mut out, header + 14, &sizes);
            } else {
                // The sizes follow the data, with or without a signature.
                let mut at = moved(entry.data) + packed.data.len();
                if out.get(at..at + 4) == Some(b"PK\x07\x08") {
                    at += 4;
                }
                put(&mut out, at, &sizes);
            }
        }
        for entry in &self.entries {
            put(&mut out, moved(entry.record) + 42, &long(moved(entry.header))?);
        }
        put(&mut out, moved(self.end) + 16, &long(moved(self.directory))?);
        Ok(out)
    }
}

fn put(out: &mut [u8], at: usize, bytes: &[u8]) {
    if let Some(place) = out.get_mut(at..at + bytes.len()) {
        place.copy_from_slice(bytes);
    }
}

impl Packed {
    /// Packs content, with the method that the entry had before.
    #[must_use]
    pub fn pack(content: &[u8], method: u16) -> Self {
        let mut crc = flate2::Crc::new();
        crc.update(content);
        let size = u32::try_from(content.len()).unwrap_or(u32::MAX);
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        let packed = if method == 0 { None } else { encoder.write_all(content).and_then(|()| encoder.finish()).ok() };
        match packed {
            Some(data) => Self { data, method: 8, crc: crc.sum(), size },
            None => Self { data: content.to_vec(), method: 0, crc: crc.sum(), size },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, content) in entries {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.set_comment("a comment").unwrap();
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn an_entry_is_replaced_and_put_back() {
        let original = archive(&[("a.txt", b"first"), ("b.txt", &[b'x'; 4000]), ("c.txt", b"last")]);
        let old = Archive::read(original.clone()).unwrap();
        let keep = old.packed("b.txt").unwrap();
        let new = Packed::pack(b"something shorter", keep.method);
        let changed = old.replace(&BTreeMap::from([("b.txt".to_owned(), new)])).unwrap();
        let mut reader = zip::ZipArchive::new(std::io::Cursor::new(changed.clone())).unwrap();
        let mut texts = Vec::new();
        for name in ["a.txt", "b.txt", "c.txt"] {
            let mut text = String::new();
            reader.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            texts.push(text);
        }
        assert_eq!(texts, ["first", "something shorter", "last"]);
        let back = Archive::read(changed).unwrap().replace(&BTreeMap::from([("b.txt".to_owned(), keep)])).unwrap();
        assert_eq!(back, original);
    }

    #[test]
    fn a_bomb_is_refused() {
        let bytes = archive(&[("bomb", &vec![0_u8; (MAX_ENTRY + 1) as usize])]);
        assert!(bytes.len() < 1 << 20);
        let error = Archive::read(bytes).unwrap().unpack("bomb", &mut 0).unwrap_err();
        assert!(matches!(error, ArchiveError::TooLarge { .. }), "{error}");
    }

    #[test]
    fn damage_is_named_and_never_panics() {
        assert_eq!(Archive::read(Vec::new()).unwrap_err(), ArchiveError::NotZip);
        let whole = archive(&[("a.txt", b"some text to pack"), ("b.txt", b"other")]);
        for cut in 0..whole.len() {
            let _ = Archive::read(whole[..cut].to_vec());
        }
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x55;
            if let Ok(archive) = Archive::read(bytes) {
                let names: Vec<String> = archive.names().map(str::to_owned).collect();
                for name in names {
                    let _ = archive.unpack(&name, &mut 0);
                    let _ = archive.replace(&BTreeMap::from([(name, Packed::pack(b"x", 8))]));
                }
            }
        }
    }
}
