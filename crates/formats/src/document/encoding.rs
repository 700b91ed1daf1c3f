//! The character encoding of a text file: told, marked by its first bytes, or guessed; never changed in silence.

use super::Kind;
use encoding_rs::Encoding;
use std::borrow::Cow;

/// The bytes of KOI8-U that are letters, and lines in KOI8-R.
const UKRAINIAN_KOI8: [u8; 10] = [0xA4, 0xA6, 0xA7, 0xAD, 0xAE, 0xB4, 0xB6, 0xB7, 0xBD, 0xBE];

/// How the encoding of a text is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// The caller, or the declaration of the document, said so.
    Given,
    /// A byte order mark, or the text itself, says so.
    Certain,
    /// The bytes look like it.
    Guessed,
}

/// A decoded text that can be encoded again without loss.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The text, a byte order mark left out.
    pub text: String,
    /// Its encoding.
    pub encoding: &'static Encoding,
    /// How the encoding is known.
    pub known: Known,
    /// The byte order mark of the file, empty when it has none.
    pub mark: &'static [u8],
}

/// Why a text cannot be decoded.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodingError {
    /// The label is not one of the Encoding Standard.
    #[error("`{0}` is not the name of an encoding; expected utf-8, windows-1251, koi8-r or the like")]
    UnknownLabel(String),
    /// The bytes are not text in the encoding.
    #[error("{}byte {at} cannot be read as {encoding}; the file may mix encodings or not be text", line_of(*line))]
    NotText {
        /// The offset of the first such byte, from 0.
        at: usize,
        /// Its line, from 1; none when lines cannot be counted.
        line: Option<usize>,
        /// The encoding that was tried.
        encoding: &'static str,
    },
    /// Two encodings stand in one file.
    #[error("it mixes encodings: line {line} looks like {other}, other lines like {encoding}")]
    Mixed {
        /// The first line in the other encoding, from 1.
        line: usize,
        /// The encoding of most of the text.
        encoding: &'static str,
        /// The encoding of the rest.
        other: &'static str,
    },
    /// An encoding that is not read.
    #[error("it is in {0}, which is not read; convert it to UTF-8")]
    NotRead(&'static str),
}

fn line_of(line: Option<usize>) -> String {
    line.map(|line| format!("line {line}: ")).unwrap_or_default()
}

impl EncodingError {
    pub(super) fn not_text(bytes: &[u8], at: usize, encoding: &'static Encoding) -> Self {
        let before = &bytes[..at.min(bytes.len())];
        let line = encoding.is_ascii_compatible().then(|| memchr::memchr_iter(b'\n', before).count() + 1);
        Self::NotText { at, line, encoding: encoding.name() }
    }

    /// Returns the error with its place in a file of which what was read began `n_bytes` and `n_lines` later.
    #[must_use]
    pub fn behind(self, n_bytes: usize, n_lines: usize) -> Self {
        match self {
            Self::NotText { at, line, encoding } => {
                Self::NotText { at: at + n_bytes, line: line.map(|line| line + n_lines), encoding }
            }
            Self::Mixed { line, encoding, other } => Self::Mixed { line: line + n_lines, encoding, other },
            other => other,
        }
    }
}

/// Decodes a whole text file.
///
/// Without a `label`, a byte order mark decides, then UTF-8 when the bytes are valid (or invalid in a few places, which is an
/// error), then a guess from the bytes (windows-1251, KOI8-R and the like). The result always encodes to the same bytes again.
///
/// # Errors
/// When the label is unknown, or the bytes are not text in the encoding.
pub fn decode(bytes: &[u8], label: Option<&str>) -> Result<Decoded, EncodingError> {
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return Err(EncodingError::NotRead("UTF-32"));
    }
    let mut mark: &'static [u8] = &[];
    let mut read = None;
    let (encoding, known) = if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        mark = match encoding.name() {
            "UTF-8" => &[0xEF, 0xBB, 0xBF],
            "UTF-16LE" => &[0xFF, 0xFE],
            _ => &[0xFE, 0xFF],
        };
        (encoding, Known::Certain)
    } else if let Some(label) = label {
        (by_label(label).ok_or_else(|| EncodingError::UnknownLabel(label.to_owned()))?, Known::Given)
    } else if is_escaped_japanese(bytes) {
        return Err(EncodingError::NotRead("ISO-2022-JP"));
    } else if let Some(encoding) = utf16_without_mark(bytes) {
        (encoding, Known::Guessed)
    } else if let Some(text) = utf8(bytes) {
        read = Some(text);
        (encoding_rs::UTF_8, Known::Certain)
    } else if is_damaged_utf8(bytes) {
        (encoding_rs::UTF_8, Known::Certain)
    } else {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        let guess = detector.guess(None, chardetng::Utf8Detection::Allow);
        let is_mac = guess == encoding_rs::WINDOWS_1251 && is_mac_cyrillic(bytes);
        // Without Ukrainian letters both are the same; people know the one of the Russian letters.
        let is_koi8_r = guess == encoding_rs::KOI8_U && !bytes.iter().any(|byte| UKRAINIAN_KOI8.contains(byte));
        let guess = match guess {
            _ if is_mac => encoding_rs::X_MAC_CYRILLIC,
            _ if is_koi8_r => encoding_rs::KOI8_R,
            guess => guess,
        };
        if let Some(mixed) = mixed_cyrillic(bytes, guess) {
            return Err(mixed);
        }
        (guess, Known::Guessed)
    };
    let body = &bytes[mark.len()..];
    let not_text = |at| EncodingError::not_text(bytes, at, encoding);
    if let Some(at) = no_text(bytes, encoding, known) {
        return Err(not_text(at));
    }
    // Valid UTF-8 is the text itself; all else is encoded again below, to see that nothing is lost.
    if let Some(text) = read.or_else(|| if encoding == encoding_rs::UTF_8 { utf8(body) } else { None }) {
        return Ok(Decoded { text: text.into_owned(), encoding, known, mark });
    }
    let (text, has_faults) = encoding.decode_without_bom_handling(body);
    let decoded = Decoded { text: text.into_owned(), encoding, known, mark };
    // A guess that does not come back to the same bytes is no basis for an edit.
    let again = decoded.encode(&decoded.text);
    if has_faults || again.as_deref() != Some(bytes) {
        let again = again.unwrap_or_default();
        let at =
            again.iter().zip(bytes).position(|(left, right)| left != right).unwrap_or(again.len().min(bytes.len()));
        let at = match std::str::from_utf8(body) {
            Err(error) if encoding == encoding_rs::UTF_8 => mark.len() + error.valid_up_to(),
            _ => at,
        };
        return Err(not_text(at));
    }
    Ok(decoded)
}

/// Tells whether a text changes to Japanese characters in the midst of ASCII, as old mails do (ISO-2022-JP).
fn is_escaped_japanese(bytes: &[u8]) -> bool {
    memchr::memmem::find_iter(bytes, b"\x1B$").any(|at| matches!(bytes.get(at + 2), Some(b'B' | b'@')))
}

/// Returns the first byte that no text has.
fn no_text(bytes: &[u8], encoding: &'static Encoding, known: Known) -> Option<usize> {
    if !encoding.is_ascii_compatible() {
        return None;
    }
    // One zero byte is an accident; many are no text.
    let n_zeros = memchr::memchr_iter(0, bytes).count();
    if n_zeros > 1 && n_zeros > bytes.len() / 100 {
        return memchr::memchr(0, bytes);
    }
    // Any bytes are text in most of the old encodings; but no text has such characters.
    let is_binary = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A | 0x1B);
    if known == Known::Guessed { bytes.iter().position(is_binary) } else { None }
}

/// Makes sure that more bytes of a text look like what was read of it before.
pub(super) fn check_more(bytes: &[u8], encoding: &'static Encoding, known: Known) -> Result<(), EncodingError> {
    if let Some(at) = no_text(bytes, encoding, known) {
        return Err(EncodingError::not_text(bytes, at, encoding));
    }
    if known != Known::Guessed || !encoding.is_single_byte() {
        return Ok(());
    }
    if is_damaged_utf8(bytes) {
        let faulty = |line: &&[u8]| !line.is_ascii() && std::str::from_utf8(line).is_ok();
        let line = bytes.split(|byte| *byte == b'\n').take_while(|line| !faulty(line)).count() + 1;
        return Err(EncodingError::Mixed { line, encoding: encoding.name(), other: encoding_rs::UTF_8.name() });
    }
    mixed_cyrillic(bytes, encoding).map_or(Ok(()), Err)
}

/// Returns bytes as the text that they are in UTF-8. The library of encodings looks at what is not ASCII much faster than the standard one.
fn utf8(bytes: &[u8]) -> Option<Cow<'_, str>> {
    encoding_rs::UTF_8.decode_without_bom_handling_and_without_replacement(bytes)
}

/// Tells the Cyrillic of old Macintoshes from windows-1251, with which it shares all small letters but one. Its `я` is the
/// other's `Я`, which then stands behind small letters; its capitals are the other's marks, which then begin words.
fn is_mac_cyrillic(bytes: &[u8]) -> bool {
    let (mut n_mac, mut n_windows) = (0_usize, 0_usize);
    let before = std::iter::once(b' ').chain(bytes.iter().copied());
    for (before, pair) in before.zip(bytes.windows(2)) {
        match (before, pair[0], pair[1]) {
            (0xE0.., 0xDF, _) | (..0x80, 0x80..=0x9F, 0xE0..) => n_mac += 1,
            (0xE0.., 0xFF, _) | (..0x80, 0xC0..=0xDE, 0xE0..) => n_windows += 1,
            _ => {}
        }
    }
    n_mac > 1 && n_mac > 2 * n_windows
}

/// Finds the first stretch of Cyrillic that is in another encoding than the rest: read so its letters are small ones that most
/// languages share, read like the rest many are not. Single words are too short to tell.
fn mixed_cyrillic(bytes: &[u8], guess: &'static Encoding) -> Option<EncodingError> {
    const ENOUGH: usize = 160;
    let family = |encoding: &'static Encoding| match encoding.name() {
        "windows-1251" | "x-mac-cyrillic" => Some(0),
        "KOI8-R" | "KOI8-U" => Some(1),
        "IBM866" => Some(2),
        "ISO-8859-5" => Some(3),
        _ => None,
    };
    // What is mixed to halves may look like no Cyrillic at all.
    let mut most = family(guess).map(|_| guess);
    let n_small = |encoding: &'static Encoding, stretch: &[u8]| {
        let (text, _) = encoding.decode_without_bom_handling(stretch);
        text.chars().filter(|letter| matches!(letter, 'а'..='я')).count()
    };
    let (mut from, mut at, mut n_letters) = (0, 0, 0);
    while at < bytes.len() {
        let end = memchr::memchr2(b'\n', b' ', &bytes[at..]).map_or(bytes.len(), |found| at + found + 1);
        n_letters += bytes[at..end].iter().filter(|byte| !byte.is_ascii()).count();
        at = end;
        if n_letters < ENOUGH {
            continue;
        }
        let stretch = &bytes[from..at];
        // Small letters read like the rest are no other encoding.
        if most.is_some_and(|most| n_small(most, stretch) * 10 >= n_letters * 9) {
            (from, n_letters) = (at, 0);
            continue;
        }
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(stretch, true);
        let other = detector.guess(None, chardetng::Utf8Detection::Deny);
        if family(other).is_some() && n_small(other, stretch) * 5 > n_letters * 4 {
            let most = *most.get_or_insert(other);
            if family(most) != family(other) && n_small(most, stretch) * 10 < n_small(other, stretch) * 9 {
                let line = memchr::memchr_iter(b'\n', &bytes[..from]).count() + 1;
                return Some(EncodingError::Mixed { line, encoding: most.name(), other: other.name() });
            }
        }
        (from, n_letters) = (at, 0);
    }
    None
}

/// Tells UTF-16 that has no byte order mark: spaces and marks have a zero byte, all on the same side.
#[must_use]
pub fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    const ONE_IN: usize = 40;
    let mut n_zeros = [0_usize; 2];
    for at in memchr::memchr_iter(0, bytes) {
        n_zeros[at % 2] += 1;
    }
    let encoding = match n_zeros {
        [0, odd] if odd * ONE_IN > bytes.len() => encoding_rs::UTF_16LE,
        [even, 0] if even * ONE_IN > bytes.len() => encoding_rs::UTF_16BE,
        _ => return None,
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let is_text = |character: char| !character.is_control() || character.is_whitespace();
    text.chars().all(is_text).then_some(encoding)
}

/// Tells whether bytes are UTF-8 but for a few, or have a long stretch or whole lines of it: text of another encoding hardly ever holds its
/// sequences by chance.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    const ENOUGH: usize = 16;
    const ENOUGH_IN_LINE: usize = 8;
    const ENOUGH_IN_STRETCH: usize = 32;
    let n_letters = |text: &str| text.chars().filter(|character| !character.is_ascii()).count();
    let (mut n_valid, mut n_faults) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        let n_in_chunk = n_letters(chunk.valid());
        if n_in_chunk >= ENOUGH_IN_STRETCH {
            return true;
        }
        n_valid += n_in_chunk;
        n_faults += chunk.invalid().len();
    }
    let is_line = |line: &[u8]| std::str::from_utf8(line).is_ok_and(|line| n_letters(line) >= ENOUGH_IN_LINE);
    n_valid >= ENOUGH && n_valid >= 4 * n_faults || bytes.split(|byte| *byte == b'\n').any(is_line)
}

/// Decodes a document, or its beginning: as `label` says, else as its markup declares, else as [`decode`] finds.
///
/// # Errors
/// As of [`decode`].
pub(super) fn decode_as(bytes: &[u8], kind: Kind, label: Option<&str>) -> Result<Decoded, EncodingError> {
    decode(bytes, label.or_else(|| declared(bytes, kind).map(Encoding::name)))
}

/// Returns the encoding that the first lines of markup declare: `<?xml encoding="…"?>`, `<meta charset=…>`.
///
/// What is UTF-8 and more than ASCII is read so whatever it declares: text of another encoding hardly ever looks like it. What can be
/// read in bytes is in no encoding of two.
fn declared(bytes: &[u8], kind: Kind) -> Option<&'static Encoding> {
    const HEAD: usize = 1024;
    let is_utf8 = || !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok();
    if matches!(kind, Kind::Plain | Kind::Markdown) || is_utf8() {
        return None;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let in_xml = || {
        let declaration = head.trim_start().strip_prefix("<?xml")?;
        declaration[..declaration.find("?>")?].split_once("encoding").map(|(_, value)| value)
    };
    let in_meta = || {
        let meta = head.find("<meta").filter(|_| matches!(kind, Kind::Html | Kind::Epub))?;
        head[meta..].split_once("charset").map(|(_, value)| value)
    };
    let value = in_xml().or_else(in_meta)?;
    let value = value.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let is_end = |character: char| !character.is_ascii_alphanumeric() && !matches!(character, '-' | '_' | ':' | '.');
    let label = &value[..value.find(is_end).unwrap_or(value.len())];
    by_label(label).filter(|encoding| encoding.is_ascii_compatible())
}

/// Returns the encoding of a label of the Encoding Standard, or of one that other programs write.
fn by_label(label: &str) -> Option<&'static Encoding> {
    let is = |known: &str| label.trim().eq_ignore_ascii_case(known);
    let other = || (is("MacCyrillic") || is("mac-cyrillic")).then_some(encoding_rs::X_MAC_CYRILLIC);
    Encoding::for_label(label.as_bytes()).or_else(other)
}

impl Decoded {
    /// Returns markup with references (`&#351;`) for the characters that the encoding lacks.
    pub(super) fn with_references(&self, markup: String) -> String {
        match self.encoding.encode(&markup) {
            (encoded, encoding, true) => encoding.decode_without_bom_handling(&encoded).0.into_owned(),
            _ => markup,
        }
    }

    /// Encodes a text as the file was, with its byte order mark; nothing when a character does not exist in the encoding.
    #[must_use]
    pub fn encode<'t>(&self, text: impl Into<Cow<'t, str>>) -> Option<Vec<u8>> {
        let text = text.into();
        if self.encoding == encoding_rs::UTF_8 && self.mark.is_empty() {
            return Some(text.into_owned().into_bytes());
        }
        let encoded = encode(self.encoding, &text)?;
        Some(if self.mark.is_empty() { encoded } else { [self.mark, &encoded].concat() })
    }
}

/// Encodes a text, also as UTF-16; nothing when a character does not exist in the encoding.
#[must_use]
pub fn encode(encoding: &'static Encoding, text: &str) -> Option<Vec<u8>> {
    match encoding.name() {
        "UTF-16LE" => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        "UTF-16BE" => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        _ => {
            let (encoded, _, has_unmappable) = encoding.encode(text);
            (!has_unmappable).then(|| encoded.into_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "В 1955 году город Сталинград ещё носил это имя. Его переименовали в 1961 году, и поезда пошли в Волгоград.";

    #[track_caller]
    fn check(encoding: &'static Encoding, label: Option<&str>, known: Known) {
        let (bytes, _, _) = encoding.encode(TEXT);
        let decoded = decode(&bytes, label).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.known), (TEXT, encoding, known));
    }

    #[test]
    fn cyrillic_encodings_are_told_apart() {
        check(encoding_rs::UTF_8, None, Known::Certain);
        check(encoding_rs::WINDOWS_1251, None, Known::Guessed);
        check(encoding_rs::KOI8_R, None, Known::Guessed);
        check(encoding_rs::IBM866, Some("cp866"), Known::Given);
        let mac = "В Сталинграде была станция, и линия от неё шла на Москву. Всякая семья знала своя имена.";
        for encoding in [encoding_rs::X_MAC_CYRILLIC, encoding_rs::WINDOWS_1251] {
            for text in [mac, "Поезда шли в Сталино, и «люди» ждали. Никто не шёл. Все молчали."]
            {
                let decoded = decode(&encoding.encode(text).0, None).unwrap();
                assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
            }
        }
    }

    #[test]
    fn utf16_without_a_mark_is_guessed_and_zeros_are_no_text() {
        for (to_bytes, encoding) in
            [(u16::to_le_bytes as fn(u16) -> [u8; 2], encoding_rs::UTF_16LE), (u16::to_be_bytes, encoding_rs::UTF_16BE)]
        {
            for text in [TEXT, "In 1955 the city still had this name.\r\n"] {
                let bytes: Vec<u8> = text.encode_utf16().flat_map(to_bytes).collect();
                let decoded = decode(&bytes, None).unwrap();
                assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.known), (text, encoding, Known::Guessed));
                assert_eq!(decoded.encode(text).unwrap(), bytes);
            }
        }
        assert!(matches!(decode(&[0; 64], None), Err(EncodingError::NotText { at: 0, .. })));
        assert_eq!(decode(b"a text with one \0 in it", None).unwrap().encoding, encoding_rs::UTF_8);
        assert!(matches!(decode(&[0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0], None), Err(EncodingError::NotRead("UTF-32"))));
        let japanese = b"Stalingrad \x1B$B%9%?!<%j%s\x1B(B";
        assert!(matches!(decode(japanese, None), Err(EncodingError::NotRead("ISO-2022-JP"))));
        assert_eq!(decode(&[0x91, 0xF2], Some("MacCyrillic")).unwrap().text, "Ст");
    }

    #[test]
    fn damaged_utf8_is_refused_with_its_place_and_not_read_as_something_else() {
        let cut = &TEXT.as_bytes()[..TEXT.len() - 2];
        assert_eq!(
            decode(cut, None).unwrap_err(),
            EncodingError::NotText { at: cut.len() - 1, line: Some(1), encoding: "UTF-8" }
        );
        let (other, _, _) = encoding_rs::WINDOWS_1251.encode("Волгоград");
        let mixed = [TEXT.as_bytes(), &other].concat();
        assert_eq!(
            decode(&mixed, None).unwrap_err(),
            EncodingError::NotText { at: TEXT.len(), line: Some(1), encoding: "UTF-8" }
        );
    }

    #[test]
    fn lines_of_two_encodings_are_refused_and_so_is_what_is_no_text() {
        let (other, _, _) = encoding_rs::WINDOWS_1251.encode(TEXT);
        let mixed = [&other, b"\n".as_slice(), "В Сталинграде.\n".as_bytes(), &other, &other].concat();
        assert_eq!(
            decode(&mixed, None).unwrap_err(),
            EncodingError::NotText { at: 0, line: Some(1), encoding: "UTF-8" }
        );
        let bytes = [0xD0, 0x01, 0xFE, 0x77, 0xC3, 0x28];
        assert!(matches!(decode(&bytes, None).unwrap_err(), EncodingError::NotText { at: 1, .. }));
    }

    #[test]
    fn two_old_encodings_in_one_file_are_refused_and_capitals_are_no_other_encoding() {
        let all = [encoding_rs::WINDOWS_1251, encoding_rs::KOI8_R, encoding_rs::IBM866, encoding_rs::ISO_8859_5];
        let text = format!("{TEXT}\n").repeat(4);
        for one in all {
            let (first, _, _) = one.encode(&text);
            for other in all {
                let (second, _, _) = other.encode(&text);
                let mixed = [&first, &first, &second].map(|part| part.as_ref()).concat();
                let found = decode(&mixed, None);
                if one == other {
                    assert_eq!(found.unwrap().encoding, one);
                } else {
                    assert!(matches!(found.unwrap_err(), EncodingError::Mixed { .. }), "{one:?} {other:?}");
                }
            }
            let capitals = [text.to_uppercase(), text.clone(), text.to_uppercase().repeat(3), text.clone()].concat();
            let (capitals, _, _) = one.encode(&capitals);
            assert_eq!(decode(&capitals, None).unwrap().encoding, one);
        }
        let (first, _, _) = encoding_rs::WINDOWS_1251.encode(&text);
        let (second, _, _) = encoding_rs::KOI8_R.encode(&text);
        let in_a_line: Vec<u8> = [first, second].concat().into_iter().filter(|byte| *byte != b'\n').collect();
        assert!(matches!(decode(&in_a_line, None).unwrap_err(), EncodingError::Mixed { line: 1, .. }));
        // UTF-8 and another one in a line.
        let (other, _, _) = encoding_rs::WINDOWS_1251.encode(&text);
        let mixed = [TEXT.as_bytes(), &other, &other].concat();
        let at = TEXT.len();
        assert_eq!(decode(&mixed, None).unwrap_err(), EncodingError::NotText { at, line: Some(1), encoding: "UTF-8" });
    }

    #[test]
    fn declarations_are_read() {
        let told = |text: &str, kind| declared(text.as_bytes(), kind).map(Encoding::name);
        assert_eq!(told("<?xml version='1.0' encoding='KOI8-R'?><TEI/>", Kind::Xml), Some("KOI8-R"));
        assert_eq!(told("<html><head><meta charset=windows-1251>", Kind::Html), Some("windows-1251"));
        let long = r#"<META http-equiv="Content-Type" content="text/html; charset=ISO-8859-2">"#;
        assert_eq!(told(long, Kind::Html), Some("ISO-8859-2"));
        let page = "<?xml version='1.0' encoding='KOI8-R'?><html>";
        assert_eq!((told(page, Kind::Html), told(page, Kind::Epub)), (Some("KOI8-R"), Some("KOI8-R")));
        assert_eq!(told("<p>charset=koi8-r</p>", Kind::Html), None);
        assert_eq!(told("<?xml version='1.0'?>", Kind::Xml), None);
        // What is read in bytes is no UTF-16, and what is UTF-8 is that.
        assert_eq!(told("<?xml version='1.0' encoding='UTF-16'?><TEI/>", Kind::Xml), None);
        assert_eq!(told("<?xml version='1.0' encoding='KOI8-R'?><TEI>В</TEI>", Kind::Xml), None);
    }

    #[test]
    fn marks_come_back() {
        let bytes = [0xFF, 0xFE, 0x21, 0x04];
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!(decoded.text, "С");
        assert_eq!(decoded.encode("С").unwrap(), bytes);
    }

    #[test]
    fn what_is_not_text_has_a_place() {
        assert_eq!(
            decode(b"abc\xFFd", Some("utf-8")).unwrap_err(),
            EncodingError::NotText { at: 3, line: Some(1), encoding: "UTF-8" }
        );
        assert!(decode(b"abc", Some("klingon")).is_err());
    }
}
