//! The namespaces of XML: which elements of a TEI document are not of TEI, and what prefix its own have.
//! <https://www.w3.org/TR/xml-names/>

use super::metadata::attributes;

const TEI: &str = "http://www.tei-c.org/ns/1.0";

/// An open element.
struct Open {
    /// With its colon; empty when it has none.
    prefix: String,
    /// Empty when it is in no namespace.
    uri: String,
}

/// What an element is to the one around it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kinship {
    /// Of the same namespace.
    Same,
    /// Of another.
    Other,
    /// Foreign to the TEI around it: a formula, a picture, an example of markup.
    Foreign,
}

/// The open elements of a document.
pub(super) struct Namespaces {
    is_tei: bool,
    open: Vec<Open>,
    /// What is declared: at which depth, for which prefix, which namespace.
    declared: Vec<(usize, String, String)>,
}

impl Namespaces {
    pub(super) fn new(is_tei: bool) -> Self {
        Self { is_tei, open: Vec::new(), declared: Vec::new() }
    }

    /// Takes an opening tag, and tells what begins with it.
    pub(super) fn open(&mut self, qualified: &str, tag: &str) -> Kinship {
        if tag.contains("xmlns") {
            let depth = self.open.len();
            let declared = attributes(tag).into_iter().filter_map(|(name, uri)| {
                let rest = name.strip_prefix("xmlns")?;
                let prefix = if rest.is_empty() { String::new() } else { format!("{}:", rest.strip_prefix(':')?) };
                Some((depth, prefix, uri))
            });
            self.declared.extend(declared);
        }
        let prefix = &qualified[..qualified.find(':').map_or(0, |colon| colon + 1)];
        // The attributes are read in lower case.
        let is_own = |declared: &&(usize, String, String)| declared.1.eq_ignore_ascii_case(prefix);
        let uri = self.declared.iter().rev().find(is_own).map_or("", |(_, _, uri)| uri).to_owned();
        let kinship = match self.open.last() {
            Some(parent) if parent.uri != uri => {
                let is_in_tei = self.is_tei && (parent.uri == TEI || parent.uri.is_empty());
                if is_in_tei && uri != TEI { Kinship::Foreign } else { Kinship::Other }
            }
            _ => Kinship::Same,
        };
        self.open.push(Open { prefix: prefix.to_owned(), uri });
        kinship
    }

    pub(super) fn close(&mut self, depth: usize) {
        self.open.truncate(depth);
        self.declared.truncate(self.declared.partition_point(|(of, ..)| *of < depth));
    }

    /// Returns the prefix of an open element.
    pub(super) fn prefix(&self, depth: usize) -> &str {
        self.open.get(depth).map_or("", |open| &open.prefix)
    }
}
