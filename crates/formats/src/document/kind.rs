//! What sorts of documents there are, and how they are told.

/// What sort of document a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Plain text.
    Plain,
    /// Markdown (CommonMark).
    Markdown,
    /// HTML, also as XHTML.
    Html,
    /// TEI or other XML.
    Xml,
    /// EPUB 2 or 3.
    Epub,
    /// Office Open XML text.
    Docx,
    /// OpenDocument text.
    Odt,
}

impl Kind {
    /// Tells the kind by content, then by the ending of the file's name.
    #[must_use]
    pub fn detect(bytes: &[u8], name: &str) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        // What claims to be a container and is none is told so when it is read.
        match ending.as_str() {
            "epub" => return Self::Epub,
            "odt" | "ott" => return Self::Odt,
            "docx" | "docm" | "dotx" | "dotm" => return Self::Docx,
            _ => {}
        }
        if bytes.starts_with(b"PK\x03\x04") {
            let head = &bytes[..bytes.len().min(4096)];
            let holds = |needle: &str| memchr::memmem::find(head, needle.as_bytes()).is_some();
            if holds("application/epub+zip") {
                return Self::Epub;
            }
            return if holds("opendocument.text") { Self::Odt } else { Self::Docx };
        }
        match ending.as_str() {
            "md" | "markdown" => return Self::Markdown,
            "html" | "htm" | "xhtml" => return Self::Html,
            "xml" | "tei" => return Self::Xml,
            "txt" | "text" => return Self::Plain,
            _ => {}
        }
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
        let head = head.trim_start_matches('\u{FEFF}').trim_start();
        if head.starts_with("<!doctype html") || head.starts_with("<html") {
            Self::Html
        } else if head.starts_with("<?xml") || head.starts_with("<tei") {
            if head.contains("<html") { Self::Html } else { Self::Xml }
        } else {
            Self::Plain
        }
    }

    /// Returns what people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Xml => "XML",
            Self::Epub => "EPUB",
            Self::Docx => "DOCX",
            Self::Odt => "ODT",
        }
    }

    /// Tells whether the document is a zip container.
    #[must_use]
    pub fn is_container(self) -> bool {
        matches!(self, Self::Epub | Self::Docx | Self::Odt)
    }
}
