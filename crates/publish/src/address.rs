//! Addresses of pages and data: the same for the server and for a published site.

use crate::messages::Language;
use thaw_core::{SubjectId, SubjectKind};

/// How a page refers to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    prefix: String,
    suffix: &'static str,
}

impl Links {
    /// Addresses of the server: from the root, without file endings.
    #[must_use]
    pub fn served() -> Self {
        Self { prefix: "/".to_owned(), suffix: "" }
    }

    /// Addresses inside a directory of files, for a page `depth` directories below its root.
    #[must_use]
    pub fn files(depth: usize) -> Self {
        Self { prefix: if depth == 0 { "./".to_owned() } else { "../".repeat(depth) }, suffix: ".html" }
    }

    /// Addresses for those who read outside of the site: under `base`, with a slash at its end; from the root of the site when
    /// it is empty. `files` tells whether the pages are files.
    #[must_use]
    pub fn outside(base: &str, files: bool) -> Self {
        Self { prefix: base.to_owned(), suffix: if files { ".html" } else { "" } }
    }

    /// Tells whether the pages are files, without a server that answers.
    #[must_use]
    pub fn are_files(&self) -> bool {
        !self.suffix.is_empty()
    }

    /// Returns the ending of a page's address: nothing, or `.html`.
    #[must_use]
    pub fn suffix(&self) -> &'static str {
        self.suffix
    }

    /// Returns the address of the root, with a slash at its end.
    #[must_use]
    pub fn root(&self) -> &str {
        &self.prefix
    }

    /// Returns the address of a page, `path` being what follows the language: `place/volgograd`, or nothing for the first page.
    #[must_use]
    pub fn page(&self, language: Language, path: &str) -> String {
        match (path, self.are_files()) {
            ("", true) => format!("{}{language}/index.html", self.prefix),
            ("", false) => format!("{}{language}/", self.prefix),
            (path, _) => {
                let (path, query) = path
                    .split_once(['?', '#'])
                    .map_or((path, ""), |(bare, _)| (bare, path.get(bare.len()..).unwrap_or("")));
                format!("{}{language}/{path}{}{query}", self.prefix, self.suffix)
            }
        }
    }

    /// Returns the address of a file that belongs to all pages: `site.js`, `map/map.js`.
    #[must_use]
    pub fn asset(&self, path: &str) -> String {
        format!("{}assets/{path}", self.prefix)
    }

    /// Returns the address of a piece of data; `path` has its ending: `places/volgograd.geojson`.
    #[must_use]
    pub fn data(&self, path: &str) -> String {
        format!("{}api/v1/{path}", self.prefix)
    }
}

/// Returns the word for a kind in addresses: `place`.
#[must_use]
pub fn kind_word(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Place => "place",
        SubjectKind::Monument => "monument",
        SubjectKind::Book => "book",
        SubjectKind::Work => "work",
        SubjectKind::Person => "person",
        SubjectKind::Decree => "decree",
        SubjectKind::Event => "event",
        SubjectKind::Camp => "camp",
    }
}

/// Returns the word for many of a kind in addresses and in the API: `places`.
#[must_use]
pub fn kind_words(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Place => "places",
        SubjectKind::Monument => "monuments",
        SubjectKind::Book => "books",
        SubjectKind::Work => "works",
        SubjectKind::Person => "persons",
        SubjectKind::Decree => "decrees",
        SubjectKind::Event => "events",
        SubjectKind::Camp => "camps",
    }
}

/// Every kind that has pages of its own, in the order of the lists.
pub const KINDS: [SubjectKind; 8] = [
    SubjectKind::Place,
    SubjectKind::Monument,
    SubjectKind::Book,
    SubjectKind::Work,
    SubjectKind::Decree,
    SubjectKind::Event,
    SubjectKind::Camp,
    SubjectKind::Person,
];

/// Returns the path of a subject's page after the language.
#[must_use]
pub fn subject(kind: SubjectKind, id: &SubjectId) -> String {
    format!("{}/{}", kind_word(kind), slug(&id.0))
}

/// Writes an id so that it is safe in addresses and as a file name: letters, digits, `-`, `_`, and single inner dots and
/// slashes stay, any other byte becomes `~` and two hexadecimal digits.
#[must_use]
pub fn slug(id: &str) -> String {
    let mut text = String::with_capacity(id.len());
    let mut previous = b'/';
    for (index, byte) in id.bytes().enumerate() {
        let last = index + 1 == id.len();
        let keep = match byte {
            b'/' => previous != b'/' && !last && index > 0,
            b'.' => previous != b'/' && previous != b'.' && !last,
            _ => byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_',
        };
        if keep {
            text.push(char::from(byte));
        } else {
            text.push('~');
            text.push_str(&format!("{byte:02x}"));
        }
        previous = byte;
    }
    text
}

/// Reads an id from an address; nothing when it is not what [`slug`] writes.
#[must_use]
pub fn unslug(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'~' {
            bytes.push(byte);
            continue;
        }
        let (high, low) = (char::from(rest.next()?).to_digit(16)?, char::from(rest.next()?).to_digit(16)?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    let id = String::from_utf8(bytes).ok()?;
    (slug(&id) == text).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_safe_addresses_and_come_back() {
        #[track_caller]
        fn check(id: &str, expected: &str) {
            assert_eq!(slug(id), expected);
            assert_eq!(unslug(expected).as_deref(), Some(id));
        }
        check("volgograd", "volgograd");
        check("osm/way/4309937", "osm/way/4309937");
        check("../etc/passwd", "~2e~2e/etc/passwd");
        check("a b<c>\"", "a~20b~3cc~3e~22");
        check("Горі", "~d0~93~d0~be~d1~80~d1~96");
        check("x~y", "x~7ey");
        check("dir/", "dir~2f");
        check("a/.hidden", "a/~2ehidden");
        assert_eq!(unslug("a%20b"), None);
        assert_eq!(unslug("~zz"), None);
        assert_eq!(unslug("~"), None);
    }

    #[test]
    fn pages_are_files_or_served() {
        assert_eq!(Links::served().page(Language::Es, "place/volgograd"), "/es/place/volgograd");
        assert_eq!(Links::served().page(Language::En, ""), "/en/");
        assert_eq!(Links::served().page(Language::En, "map?date=1961"), "/en/map?date=1961");
        assert_eq!(Links::files(2).page(Language::Ru, "map?date=1961"), "../../ru/map.html?date=1961");
        assert_eq!(Links::files(1).page(Language::Ru, ""), "../ru/index.html");
        assert_eq!(
            Links::outside("https://example.org/a/", true).page(Language::En, "acts"),
            "https://example.org/a/en/acts.html"
        );
    }
}
