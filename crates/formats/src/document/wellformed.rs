//! Whether a text is well-formed XML, as far as an edit could do harm: its signs, names, references, comments, tags and their nesting.
//!
//! What stands inside a document type is not checked, nor which entities it declares.

use super::markup::{Scanner, Token};
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesDecl, Event};

/// Checks that a text is well-formed XML.
///
/// # Errors
/// Returns the byte offset of the first fault and what it is.
pub(super) fn check_xml(text: &str) -> Result<(), Fault> {
    let mut check = XmlCheck::default();
    check.read(text)?;
    check.end().map_err(|what| (if check.n_roots == 0 { 0 } else { text.len() }, what))
}

/// Where the XML is at fault, in bytes, and what is wrong.
pub(super) type Fault = (usize, String);

/// How many elements may be open at once: no document is nested so deep, and each of them costs time for everything in it.
const DEEPEST: usize = 2000;

/// A check of XML that may come in pieces, cut between its tags.
#[derive(Debug, Default)]
pub(super) struct XmlCheck {
    /// The names of the open elements, one behind the other, and where each begins.
    names: String,
    open: Vec<usize>,
    n_roots: usize,
    /// Whether something was read.
    has_begun: bool,
    /// Whether it is XML 1.1, which can refer to control characters.
    is_newer: bool,
}

impl XmlCheck {
    /// Checks a piece.
    pub(super) fn read(&mut self, text: &str) -> Result<(), Fault> {
        // A byte order mark belongs to no token.
        let rest = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let checked = self.tokens(rest).map_err(|(at, what)| (at + text.len() - rest.len(), what));
        self.has_begun = true;
        checked
    }

    /// Checks that nothing is missing.
    pub(super) fn end(&self) -> Result<(), String> {
        match (self.open.len(), self.n_roots) {
            (0, 0) => Err("there is no element".to_owned()),
            (0, _) => Ok(()),
            (depth, _) => Err(format!("the text ends inside {depth} open elements")),
        }
    }

    fn tokens(&mut self, text: &str) -> Result<(), Fault> {
        let mut reader = quick_xml::Reader::from_str(text);
        // An element may have begun in an earlier piece.
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        reader.config_mut().check_comments = true;
        let forbidden = forbidden(text);
        let mut tags = Scanner::xml(text).filter_map(|token| match token {
            Token::Open { range, .. } | Token::Close { range, .. } => Some(range),
            _ => None,
        });
        loop {
            let start = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            if let Some((at, character)) = forbidden.filter(|(at, _)| *at < start) {
                return Err((at, format!("the character U+{:04X} cannot stand in XML", u32::from(character))));
            }
            match reader.read_event() {
                Ok(Event::Eof) => return Ok(()),
                Ok(Event::Decl(declaration)) => {
                    if start > 0 || self.has_begun {
                        return Err((
                            start,
                            "the XML declaration must stand at the very beginning, without a space before it"
                                .to_owned(),
                        ));
                    }
                    self.declaration(&declaration).map_err(|what| (start, what))?;
                }
                Ok(event @ (Event::Start(_) | Event::Empty(_) | Event::End(_))) => {
                    // Edits go by what the scanner finds, so both must see the same tags.
                    let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
                    let Some(tag) = tags.next().filter(|tag| tag.end == end) else {
                        return Err((start, "this is no tag: write `&lt;` for a `<` that is text".to_owned()));
                    };
                    self.tag(&event).map_err(|what| (tag.start, what))?;
                }
                Ok(Event::Text(text)) if self.open.is_empty() && !text.trim().is_empty() => {
                    return Err((start, "text stands outside of the element that holds the whole text".to_owned()));
                }
                Ok(Event::Text(text)) => {
                    if let Some(at) = text.find("]]>") {
                        return Err((start + at, "`]]>` ends no section here: write `]]&gt;` for text".to_owned()));
                    }
                }
                Ok(Event::GeneralRef(name)) => self.reference(&name).map_err(|what| (start, what))?,
                Ok(_) => {}
                Err(error) => {
                    return Err((usize::try_from(reader.error_position()).unwrap_or(usize::MAX), error.to_string()));
                }
            }
        }
    }

    fn tag(&mut self, event: &Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(element) | Event::Empty(element) => {
                if self.open.is_empty() {
                    self.n_roots += 1;
                }
                if self.n_roots > 1 {
                    return Err("a second element stands behind the first one, which holds the whole text".to_owned());
                }
                self.attributes(element)?;
                if matches!(event, Event::Start(_)) {
                    if self.open.len() == DEEPEST {
                        return Err(format!("it stands inside {DEEPEST} open elements; no document is nested so deep"));
                    }
                    self.open.push(self.names.len());
                    self.names.push_str(element.name().as_ref());
                }
            }
            Event::End(element) => {
                let name = element.name();
                let found: &str = name.as_ref();
                let Some(start) = self.open.pop() else {
                    return Err(format!("ill-formed document: close tag `</{found}>` does not match any open tag"));
                };
                let expected = &self.names[start..];
                if expected != found {
                    return Err(format!("ill-formed document: expected `</{expected}>`, but `</{found}>` was found"));
                }
                self.names.truncate(start);
            }
            _ => {}
        }
        Ok(())
    }

    /// Checks `<?xml version="1.0" encoding="UTF-8"?>`.
    fn declaration(&mut self, declaration: &BytesDecl<'_>) -> Result<(), String> {
        let bad = || "the XML declaration is not like `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`".to_owned();
        let told = declaration.strip_prefix("xml").ok_or_else(bad)?;
        let told = Attributes::new(told, 0).collect::<Result<Vec<_>, _>>().map_err(|_| bad())?;
        let names: Vec<&str> = told.iter().map(|attribute| attribute.key.as_ref()).collect();
        let is_known = matches!(
            names.as_slice(),
            ["version"] | ["version", "encoding" | "standalone"] | ["version", "encoding", "standalone"]
        );
        let version = told.first().map_or("", |version| &version.value);
        if !is_known || !version.starts_with("1.") || !are_apart(&declaration["xml".len()..]) {
            return Err(bad());
        }
        self.is_newer = version == "1.1";
        Ok(())
    }

    /// XML wants a quoted value for every attribute, space between them, each name once, and no `<` and no lone `&` in a value.
    fn attributes(&self, element: &quick_xml::events::BytesStart<'_>) -> Result<(), String> {
        check_name(element.name().as_ref())?;
        if !are_apart(element.attributes_raw()) {
            return Err("there is no space between two attributes".to_owned());
        }
        for attribute in element.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            check_name(attribute.key.as_ref())?;
            let value: &str = &attribute.value;
            if value.contains('<') {
                return Err("an attribute's value has a `<`: write `&lt;`".to_owned());
            }
            for behind in value.split('&').skip(1) {
                self.reference(behind.split_once(';').map_or("", |(name, _)| name))?;
            }
        }
        Ok(())
    }

    /// Checks what stands between `&` and `;`. Which entities there are, only the document type tells.
    fn reference(&self, name: &str) -> Result<(), String> {
        let number = name.strip_prefix('#').map(|number| match number.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16).ok().and_then(char::from_u32),
            None => number.parse().ok().and_then(char::from_u32),
        });
        match number {
            Some(Some(character)) if is_of_xml(character) || self.is_newer && character != '\0' => Ok(()),
            Some(_) => Err(format!("`&{name};` is no character of XML")),
            None if is_name(name) => Ok(()),
            None => Err("this is no entity: write `&amp;` for a `&` that is text".to_owned()),
        }
    }
}

/// Tells whether space stands behind each value of some attributes.
fn are_apart(attributes: &str) -> bool {
    let (mut quote, mut is_behind) = (None, false);
    for byte in attributes.bytes() {
        match quote {
            Some(open) if byte == open => (quote, is_behind) = (None, true),
            Some(_) => {}
            None if is_behind && !byte.is_ascii_whitespace() => return false,
            None => {
                is_behind = false;
                quote = Some(byte).filter(|byte| matches!(byte, b'"' | b'\''));
            }
        }
    }
    true
}

/// Tells whether a text is a name in XML, as far as signs go: which letters of other alphabets may stand in one differs (XML 1.0, 2.3).
fn is_name(text: &str) -> bool {
    let is_of_name = |character: char| character.is_ascii_alphanumeric() || "_:.-".contains(character);
    !text.is_empty()
        && !text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '-' | '.'))
        && text.chars().all(|character| is_of_name(character) || !character.is_ascii())
}

fn check_name(name: &str) -> Result<(), String> {
    if is_name(name) { Ok(()) } else { Err(format!("`{}` is no name in XML", name.escape_debug())) }
}

/// Returns the first character of a text that XML cannot hold, and where it is (XML 1.0, 2.2).
fn forbidden(text: &str) -> Option<(usize, char)> {
    // What begins as those characters do: few texts have such bytes.
    let may_be = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r') || *byte == 0xEF;
    let mut places = text.bytes().enumerate().filter(|(_, byte)| may_be(byte)).map(|(at, _)| at);
    places.find_map(|at| text[at..].chars().next().filter(|found| !is_of_xml(*found)).map(|found| (at, found)))
}

/// Tells whether XML 1.0 can hold a character.
fn is_of_xml(character: char) -> bool {
    !matches!(character, '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_of_xml_have_a_place() {
        assert!(check_xml("<a><b/></a>").is_ok());
        assert_eq!(check_xml("").map_err(|fault| fault.0), Err(0));
        assert!(check_xml("<a><b></a>").is_err());
        assert!(check_xml("<a>").is_err());
        assert!(
            check_xml(
                "\u{FEFF}<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY b '>'>]>\n<a b='>' c=\"'\"><!-- < --><d/></a>"
            )
            .is_ok()
        );
    }

    #[test]
    fn what_only_looks_like_a_tag_is_no_xml() {
        for text in [
            "<a>1 <0 b <c/></a>",
            "<a>< b/></a>",
            "<a><b <c/></b></a>",
            "<a><b c/></a>",
            "<a b='<'/>",
            "<a b='1' b='2'/>",
        ] {
            assert!(check_xml(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_no_parser_of_xml_reads_is_told_at_its_place() {
        for (text, fault) in [
            ("<a>b ]]> c</a>", Some(5)),
            ("<a>b \u{1} c</a>", Some(5)),
            ("<a>b \u{FFFE}</a>", Some(5)),
            ("<a><!-- b -- c --></a>", Some(10)),
            ("<a b='1 & 2'/>", Some(0)),
            ("<a b='1 &lt 2'/>", Some(0)),
            ("<a b='1'c='2'/>", Some(0)),
            ("<a><b c&='2'/></a>", Some(3)),
            ("<a b='1'\nc='2' d=''/>", None),
            ("<:a é='1'/>", None),
            ("\n<?xml version='1.0'?><a/>", Some(1)),
            ("<?xml encoding='UTF-8'?><a/>", Some(0)),
            ("<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><a/>", None),
            ("<a>&#1;</a>", Some(3)),
            ("<a>&#xD800;</a>", Some(3)),
            ("<a>&#x110000;</a>", Some(3)),
            ("<a b='1 &amp; &#x416; &own;'>\t]] > &#9;<![CDATA[]]&]]><!-- b - c --></a>\r\n", None),
            ("<a>\u{FF01}\u{FEFF}</a>", None),
            ("<!DOCTYPE a [<!-- it isn't ] > -->\n<!ENTITY b \"<c>\">]><a/>", None),
            ("<?xml version='1.1'?><a>&#1;</a>", None),
        ] {
            assert_eq!(check_xml(text).err().map(|(at, _)| at), fault, "{text}");
        }
    }
}
