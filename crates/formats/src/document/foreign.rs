//! Files that are no document that is read here, told by their first bytes, with what to do about each.

use super::Kind;

/// What a file is instead of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// What it is: `a PDF`.
    pub what: &'static str,
    /// What its reader can do.
    pub advice: &'static str,
}

/// Begins a compound file of Microsoft: old Word, or the wrapping of an encrypted DOCX.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const SCAN: &str = "read its text by OCR, and give that";
const UNPACK: &str = "unpack it, and give the documents in it";

/// First bytes that no text has.
const FOREIGN: [(&[u8], Foreign); 12] = [
    (
        b"%PDF-",
        Foreign { what: "a PDF", advice: "take its text out (with `pdftotext`, or as text or DOCX), and give that" },
    ),
    (b"{\\rtf", Foreign { what: "an RTF", advice: "save it as DOCX or ODT in a word processor" }),
    (b"AT&TFORM", Foreign { what: "a DjVu", advice: "take its text out (with `djvutxt`), and give that" }),
    (b"\x89PNG", Foreign { what: "a picture (PNG)", advice: SCAN }),
    (b"\xFF\xD8\xFF", Foreign { what: "a picture (JPEG)", advice: SCAN }),
    (b"II*\0", Foreign { what: "a picture (TIFF)", advice: SCAN }),
    (b"MM\0*", Foreign { what: "a picture (TIFF)", advice: SCAN }),
    (b"\x1F\x8B", Foreign { what: "compressed (gzip)", advice: UNPACK }),
    (b"\xFD7zXZ\0", Foreign { what: "compressed (xz)", advice: UNPACK }),
    (b"7z\xBC\xAF\x27\x1C", Foreign { what: "an archive (7z)", advice: UNPACK }),
    (b"Rar!\x1A\x07", Foreign { what: "an archive (RAR)", advice: UNPACK }),
    (b"SQLite format 3\0", Foreign { what: "a database (SQLite)", advice: "give the documents themselves" }),
];

/// Tells a file that cannot be a document.
#[must_use]
pub fn foreign(bytes: &[u8]) -> Option<Foreign> {
    if bytes.starts_with(COMPOUND) {
        // The names in its directory are UTF-16.
        let holds = |name: &str| {
            let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            memchr::memmem::find(bytes, &name).is_some()
        };
        return Some(if holds("EncryptedPackage") {
            let advice = "open it with its password, save a copy without, and give that";
            Foreign { what: "encrypted with a password", advice }
        } else {
            Foreign { what: "in the old format of Word (.doc)", advice: "save it as DOCX in a word processor" }
        });
    }
    // Mobipocket and Kindle say so behind a name of 60 bytes.
    if bytes.get(60..68) == Some(b"BOOKMOBI") {
        return Some(Foreign { what: "a Kindle book", advice: "convert it to EPUB" });
    }
    FOREIGN.iter().find(|(head, _)| bytes.starts_with(head)).map(|(_, foreign)| *foreign)
}

/// Says in a word what a file looks like that is no zip archive.
pub(super) fn look(bytes: &[u8]) -> &'static str {
    match Kind::detect(bytes, "") {
        _ if bytes.is_empty() => "an empty file",
        Kind::Html => "HTML",
        Kind::Xml => "XML",
        _ if std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0')) => "plain text",
        _ => "other bytes",
    }
}
