//! The stored form of the name index: little-endian arrays, each after its length, and a checksum.
//!
//! `THAWIDX1`, then u64: last entry; then key buffer, key ends, row ends, rows (9 u32 and a kind u32 each), words (2 u32 each),
//! and buffer and ends of texts, subjects and languages; each array is preceded by its number of elements as u64.
//! Last, u64: the checksum of all before it. What does not add up is not read, and the index is made again.

use super::index::{Index, Row, Texts};

const MAGIC: &[u8; 8] = b"THAWIDX1";

impl Index {
    /// Writes the index.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(64 + self.keys.buffer.len() * 2 + self.rows.len() * 48 + self.words.len() * 8);
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&self.upto.to_le_bytes());
        write_texts(&mut out, &self.keys);
        write_u32s(&mut out, self.row_ends.len(), self.row_ends.iter().copied());
        write_u32s(
            &mut out,
            self.rows.len() * 10,
            self.rows.iter().flat_map(|row| {
                let [a, b, c, d] = row.days.map(i32::cast_unsigned);
                [row.text, row.subject, row.act, row.fact, a, b, c, d, row.lang, u32::from(row.kind)]
            }),
        );
        write_u32s(&mut out, self.words.len() * 2, self.words.iter().flat_map(|(key, byte)| [*key, *byte]));
        for texts in [&self.texts, &self.subjects, &self.langs] {
            write_texts(&mut out, texts);
        }
        let sum = checksum(&out);
        out.extend_from_slice(&sum.to_le_bytes());
        out
    }

    /// Reads an index; nothing when any byte is not as it was written.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (content, sum) = bytes.split_at_checked(bytes.len().checked_sub(8)?)?;
        if checksum(content).to_le_bytes() != sum {
            return None;
        }
        let mut rest = content.strip_prefix(MAGIC)?;
        let upto = read_u64(&mut rest)?;
        let keys = read_texts(&mut rest)?;
        let row_ends = read_u32s(&mut rest)?;
        let rows = read_u32s(&mut rest)?
            .chunks_exact(10)
            .map(|cells| match *cells {
                [text, subject, act, fact, a, b, c, d, lang, kind] => Some(Row {
                    text,
                    subject,
                    act,
                    fact,
                    days: [a, b, c, d].map(u32::cast_signed),
                    lang,
                    kind: u8::try_from(kind).ok()?,
                }),
                _ => None,
            })
            .collect::<Option<Vec<_>>>()?;
        let words = read_u32s(&mut rest)?
            .chunks_exact(2)
            .map(|cells| match *cells {
                [key, byte] => Some((key, byte)),
                _ => None,
            })
            .collect::<Option<Vec<_>>>()?;
        let (texts, subjects, langs) = (read_texts(&mut rest)?, read_texts(&mut rest)?, read_texts(&mut rest)?);
        let index = Self { upto, keys, heads: Vec::new(), row_ends, rows, words, texts, subjects, langs };
        (rest.is_empty() && index.row_ends.len() == index.keys.len()).then(|| index.with_heads())
    }
}

fn write_texts(out: &mut Vec<u8>, texts: &Texts) {
    out.extend_from_slice(&(texts.buffer.len() as u64).to_le_bytes());
    out.extend_from_slice(texts.buffer.as_bytes());
    write_u32s(out, texts.ends.len(), texts.ends.iter().copied());
}

fn write_u32s(out: &mut Vec<u8>, len: usize, numbers: impl Iterator<Item = u32>) {
    out.extend_from_slice(&(len as u64).to_le_bytes());
    numbers.for_each(|number| out.extend_from_slice(&number.to_le_bytes()));
}

fn read_u64(rest: &mut &[u8]) -> Option<u64> {
    let (number, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(u64::from_le_bytes(*number))
}

fn read_part<'a>(rest: &mut &'a [u8], width: usize) -> Option<&'a [u8]> {
    let len = usize::try_from(read_u64(rest)?).ok()?.checked_mul(width)?;
    let (part, after) = rest.split_at_checked(len)?;
    *rest = after;
    Some(part)
}

fn read_u32s(rest: &mut &[u8]) -> Option<Vec<u32>> {
    let (numbers, _) = read_part(rest, 4)?.as_chunks::<4>();
    Some(numbers.iter().map(|number| u32::from_le_bytes(*number)).collect())
}

fn read_texts(rest: &mut &[u8]) -> Option<Texts> {
    let buffer = String::from_utf8(read_part(rest, 1)?.to_vec()).ok()?;
    Some(Texts { buffer, ends: read_u32s(rest)? })
}

/// Finds damage, not malice (that is the work of `verify`): eight bytes a step, every bit of the sum depends on every byte.
fn checksum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mix = |sum: u64, word: u64| (sum ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    let sum = words.iter().fold(bytes.len() as u64, |sum, word| mix(sum, u64::from_le_bytes(*word)));
    let sum = rest.iter().fold(sum, |sum, byte| mix(sum, u64::from(*byte)));
    mix(mix(sum, 1), 2)
}
