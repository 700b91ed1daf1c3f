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

/// The most that the entries read may unpack to, in bytes: their text takes up to twenty times as much memory while names are looked
/// for in it.
const MAX_TEXT: u64 = if cfg!(test) { 1 << 20 } else { 256 << 20 };
/// How many times its packed size an archive may unpack to once [`FREE`] bytes have passed; texts grow by five to thirty.
const RATIO: u64 = 100;
/// What may be unpacked whatever the ratio, in bytes.
const FREE: u64 = if cfg!(test) { 1 << 19 } else { 64 << 20 };

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
    /// Two entries have one name: one program reads the first, another the last.
    #[error("two entries are called `{0}`; it is not clear which one is meant")]
    Twice(String),
    /// Something that is not read.
    #[error("entry `{name}`: {what} is not supported")]
    Unsupported {
        /// The entry.
        name: String,
        /// What.
        what: &'static str,
    },
    /// An entry unpacks to more than is allowed.
    #[error("a zip bomb: entry `{name}` unpacks to more than {limit} bytes")]
    TooLarge {
        /// The entry.
        name: String,
        /// The limit.
        limit: u64,
    },
    /// There is more text than memory should hold.
    #[error("entry `{name}` and those before it have more than {MAX_TEXT} bytes of text")]
    TooMuch {
        /// The entry.
        name: String,
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
    /// Which entry has a name; none when there are several.
    by_name: BTreeMap<String, Option<usize>>,
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
        let mut by_name = BTreeMap::new();
        for (idx, entry) in entries.iter().enumerate() {
            by_name.entry(entry.name.clone()).and_modify(|known| *known = None).or_insert(Some(idx));
        }
        Ok(Self { bytes, entries, by_name, directory, end })
    }

    /// Returns the names of the entries, in the order of the directory.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    fn entry(&self, name: &str) -> Result<&Entry, ArchiveError> {
        let found = self.by_name.get(name).ok_or_else(|| ArchiveError::NoEntry(name.to_owned()))?;
        Ok(&self.entries[found.ok_or_else(|| ArchiveError::Twice(name.to_owned()))?])
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
        let limit = FREE.max(RATIO * self.bytes.len() as u64).saturating_sub(*total);
        if entry.size > limit {
            return Err(ArchiveError::TooLarge { name: name.to_owned(), limit });
        }
        if entry.size > MAX_TEXT.saturating_sub(*total) {
            return Err(ArchiveError::TooMuch { name: name.to_owned() });
        }
        let data = &self.bytes[entry.data..entry.data + entry.packed];
        let mut content = Vec::new();
        let bad = |what: String| ArchiveError::BadEntry { name: name.to_owned(), what };
        match entry.method {
            0 => content.extend_from_slice(data),
            8 => {
                let n_read = flate2::read::DeflateDecoder::new(data)
                    .take(entry.size + 1)
                    .read_to_end(&mut content)
                    .map_err(|error| bad(error.to_string()))?;
                if n_read as u64 > entry.size {
                    return Err(bad(format!("it has more bytes than the {} that the directory says", entry.size)));
                }
            }
            _ => return Err(unsupported("this compression method")),
        }
        if content.len() as u64 != entry.size {
            return Err(bad(format!("it has {} bytes, and the directory says {}", content.len(), entry.size)));
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
        // How many bytes less or more stand before each changed entry's end, in the new file.
        let mut shift = 0_i64;
        let shifts: Vec<i64> = changed
            .iter()
            .map(|(entry, packed)| {
                shift += packed.data.len() as i64 - entry.packed as i64;
                shift
            })
            .collect();
        // The place of a byte of the old file in the new one.
        let moved = |at: usize| -> usize {
            let n_before = changed.partition_point(|(entry, _)| entry.data + entry.packed <= at && entry.data < at);
            let shift = n_before.checked_sub(1).map_or(0, |last| shifts[last]);
            usize::try_from(at as i64 + shift).unwrap_or(at)
        };
        let too_large =
            || ArchiveError::Unsupported { name: "the archive".to_owned(), what: "a file of more than 4 GB" };
        let long = |value: usize| u32::try_from(value).map(u32::to_le_bytes).map_err(|_| too_large());
        for (entry, packed) in &changed {
            let sizes = [packed.crc.to_le_bytes(), long(packed.data.len())?, packed.size.to_le_bytes()].concat();
            let record = moved(entry.record);
            put(&mut out, record + 10, &packed.method.to_le_bytes());
            put(&mut out, record + 16, &sizes);
            put(&mut out, moved(entry.header) + 8, &packed.method.to_le_bytes());
            let (at, is_wide) = self.sizes_of(entry)?;
            let at = moved(at);
            if is_wide {
                put(&mut out, at, &packed.crc.to_le_bytes());
                put(&mut out, at + 4, &(packed.data.len() as u64).to_le_bytes());
                put(&mut out, at + 12, &u64::from(packed.size).to_le_bytes());
            } else {
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

impl Archive {
    /// Returns where an entry's checksum and sizes stand beside its data (in its local header, or in a descriptor behind its
    /// data, with or without a signature), and whether the sizes have eight bytes. They must be those of the directory, or else
    /// a change could not be taken back exactly.
    fn sizes_of(&self, entry: &Entry) -> Result<(usize, bool), ArchiveError> {
        let stands = |at: usize, width: usize| {
            let size = |at: usize| {
                let low = u64::from(u32_at(&self.bytes, at)?);
                Some(if width == 8 { low | u64::from(u32_at(&self.bytes, at + 4)?) << 32 } else { low })
            };
            u32_at(&self.bytes, at) == Some(entry.crc)
                && size(at + 4) == Some(entry.packed as u64)
                && size(at + 4 + width) == Some(entry.size)
        };
        let behind = entry.data + entry.packed;
        let places: &[(usize, usize)] = match entry.flags & 8 {
            0 => &[(entry.header + 14, 4)],
            _ => &[(behind + 4, 4), (behind + 4, 8), (behind, 4), (behind, 8)],
        };
        let found = places.iter().find(|(at, width)| stands(*at, *width));
        found.map(|(at, width)| (*at, *width == 8)).ok_or(ArchiveError::Damaged {
            at: entry.header,
            what: "the sizes of the entry are not those of the directory",
        })
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
    fn sizes_behind_the_data_are_set_whatever_their_width_and_lies_are_refused() {
        // An archive written to a pipe: the sizes stand behind the data, here with eight bytes each.
        let piped = |n_wide: usize| {
            let content = b"first";
            let mut crc = flate2::Crc::new();
            crc.update(content);
            let sum = crc.sum().to_le_bytes();
            let size = &5_u64.to_le_bytes()[..n_wide];
            let mut bytes = b"PK\x03\x04\x2D\0\x08\0".to_vec();
            bytes.extend([0; 18]);
            bytes.extend([1, 0, 0, 0, b'a']);
            bytes.extend(content);
            bytes.extend([b"PK\x07\x08".as_slice(), &sum, size, size].concat());
            let directory = bytes.len() as u32;
            bytes.extend(b"PK\x01\x02\x2D\0\x2D\0\x08\0\0\0\0\0\0\0");
            bytes
                .extend([sum.as_slice(), &5_u32.to_le_bytes(), &5_u32.to_le_bytes(), &[1, 0], &[0; 16], b"a"].concat());
            let n_bytes = bytes.len() as u32 - directory;
            bytes.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
            bytes.extend([n_bytes.to_le_bytes(), directory.to_le_bytes()].concat());
            bytes.extend([0, 0]);
            bytes
        };
        for n_wide in [4, 8] {
            let original = piped(n_wide);
            let old = Archive::read(original.clone()).unwrap();
            assert_eq!(old.unpack("a", &mut 0).unwrap(), b"first");
            let keep = old.packed("a").unwrap();
            let new = Packed::pack(b"something longer", 0);
            let changed = old.replace(&BTreeMap::from([("a".to_owned(), new)])).unwrap();
            let again = Archive::read(changed).unwrap();
            assert_eq!(again.unpack("a", &mut 0).unwrap(), b"something longer");
            assert_eq!(again.replace(&BTreeMap::from([("a".to_owned(), keep)])).unwrap(), original);
        }
        let mut lying = archive(&[("a.txt", b"first")]);
        let record = memchr::memmem::rfind(&lying, b"PK\x01\x02").unwrap();
        lying[record + 24] = 200;
        assert!(matches!(Archive::read(lying).unwrap().unpack("a.txt", &mut 0), Err(ArchiveError::BadEntry { .. })));
    }

    #[test]
    fn a_bomb_is_refused() {
        let bytes = archive(&[("bomb", &vec![0_u8; (MAX_TEXT + 1) as usize])]);
        assert!(bytes.len() < 1 << 20);
        let error = Archive::read(bytes).unwrap().unpack("bomb", &mut 0).unwrap_err();
        assert!(matches!(error, ArchiveError::TooLarge { .. }), "{error}");
    }

    #[test]
    fn more_text_than_memory_should_hold_is_refused() {
        // What does not pack well is no bomb.
        let noise: Vec<u8> =
            (0..MAX_TEXT / 2 + 1).map(|at| (at.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as u8).collect();
        let archive = Archive::read(archive(&[("one", &noise), ("two", &noise)])).unwrap();
        let mut total = 0;
        assert_eq!(archive.unpack("one", &mut total).unwrap(), noise);
        let error = archive.unpack("two", &mut total).unwrap_err();
        assert!(matches!(error, ArchiveError::TooMuch { .. }), "{error}");
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
