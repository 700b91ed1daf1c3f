//! Which styles of a document write in italics or bold letters, or hide their text: `styles.xml` of a DOCX, the styles of an ODT,
//! classes of CSS.

use super::markup::{Scanner, Token};
use super::metadata::attributes;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a style says of its letters; of the rest another one may tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Letters {
    pub(super) italics: Option<bool>,
    pub(super) bold: Option<bool>,
    pub(super) hidden: Option<bool>,
}

impl Letters {
    /// Returns what a property of a DOCX says: `w:i`, `w:b` or `w:vanish`.
    pub(super) fn of_docx(name: &str, tag: &str) -> Self {
        let is_on = || Some(!matches!(attributes(tag).get("w:val").map(String::as_str), Some("0" | "false" | "off")));
        match name {
            "w:i" => Self { italics: is_on(), ..Self::default() },
            "w:b" => Self { bold: is_on(), ..Self::default() },
            "w:vanish" => Self { hidden: is_on(), ..Self::default() },
            _ => Self::default(),
        }
    }

    /// Returns what this says, and else the other.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            italics: self.italics.or(other.italics),
            bold: self.bold.or(other.bold),
            hidden: self.hidden.or(other.hidden),
        }
    }
}

/// The styles of a document by their names: of a DOCX its ids, of an ODT family and name, of CSS a class. The parts of a document share
/// them; one that adds its own has a copy.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles(Arc<BTreeMap<String, Letters>>);

/// A style with the one that it is based on.
#[derive(Default)]
struct Based {
    letters: Letters,
    on: Option<String>,
}

impl Styles {
    pub(super) fn get(&self, name: &str) -> Letters {
        self.0.get(name).copied().unwrap_or_default()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the key of a style of an ODT.
    pub(super) fn odt_key(family: &str, name: &str) -> String {
        format!("{family} {name}")
    }

    /// Reads `word/styles.xml`.
    pub(super) fn of_docx(text: &str) -> Self {
        let mut all: BTreeMap<String, Based> = BTreeMap::new();
        let (mut open, mut id): (Vec<&str>, String) = (Vec::new(), String::new());
        for token in Scanner::xml(text) {
            match token {
                Token::Open { name, range, empty } => {
                    let (name, tag) = (&text[name.clone()], &text[name.end..range.end]);
                    match (name, open.as_slice()) {
                        ("w:style", _) => id = attributes(tag).remove("w:styleid").unwrap_or_default(),
                        ("w:basedOn", [.., "w:style"]) => {
                            all.entry(id.clone()).or_default().on = attributes(tag).remove("w:val");
                        }
                        ("w:i" | "w:b" | "w:vanish", [.., "w:style", "w:rPr"]) => {
                            let style = all.entry(id.clone()).or_default();
                            style.letters = Letters::of_docx(name, tag).or(style.letters);
                        }
                        _ => {}
                    }
                    if !empty {
                        open.push(name);
                    }
                }
                Token::Close { .. } => drop(open.pop()),
                _ => {}
            }
        }
        let mut styles = Self::default();
        styles.add(&all);
        styles
    }

    /// Adds the styles of a part of an ODT; those that they are based on may be known already.
    pub(super) fn add_odt(&mut self, text: &str) {
        let mut all: BTreeMap<String, Based> = BTreeMap::new();
        let mut key = None;
        for token in Scanner::xml(text) {
            match token {
                Token::Open { name, range, empty } => {
                    let tag = &text[name.end..range.end];
                    match &text[name] {
                        "style:style" => {
                            let told = attributes(tag);
                            let of = |attribute: &str| told.get(attribute).map_or("", String::as_str);
                            let family = of("style:family");
                            let own = Self::odt_key(family, of("style:name"));
                            let on = told.get("style:parent-style-name");
                            let on = on.map(|parent| Self::odt_key(family, parent));
                            all.insert(own.clone(), Based { letters: Letters::default(), on });
                            key = Some(own).filter(|_| !empty);
                        }
                        "style:text-properties" => {
                            let Some(style) = key.as_ref().and_then(|key| all.get_mut(key)) else { continue };
                            let told = attributes(tag);
                            let is = |attribute: &str, known: fn(&str) -> bool| {
                                told.get(attribute).map(|value| known(value))
                            };
                            style.letters = Letters {
                                italics: is("fo:font-style", is_slanted),
                                bold: is("fo:font-weight", is_heavy),
                                hidden: is("text:display", |value| value == "none"),
                            };
                        }
                        _ => {}
                    }
                }
                Token::Close { name, .. } if &text[name.clone()] == "style:style" => key = None,
                _ => {}
            }
        }
        self.add(&all);
    }

    /// Adds the classes of a style sheet. Of what depends on the elements around nothing is taken.
    pub(super) fn add_css(&mut self, css: &str) {
        let css: String = css.split("/*").enumerate().fold(String::new(), |all, (idx, piece)| {
            all + if idx == 0 { piece } else { piece.split_once("*/").map_or("", |(_, outside)| outside) }
        });
        let mut rest = css.as_str();
        while let Some((selectors, behind)) = rest.split_once('{') {
            let (told, behind) = behind.split_once('}').unwrap_or((behind, ""));
            rest = behind;
            let mut letters = Letters::default();
            for declaration in told.split(';') {
                let Some((property, value)) = declaration.split_once(':') else { continue };
                let value = value.trim().trim_end_matches("!important").trim_end();
                match property.trim() {
                    "font-style" => letters.italics = Some(is_slanted(value)),
                    "font-weight" => letters.bold = Some(is_heavy(value)),
                    _ => {}
                }
            }
            if letters == Letters::default() {
                continue;
            }
            for selector in selectors.split(',').map(str::trim) {
                let class = selector.rsplit_once('.').map(|(_, class)| class);
                let is_name = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_');
                let is_plain = |class: &&str| {
                    class.chars().all(is_name)
                        && selector.chars().all(|character| is_name(character) || character == '.')
                };
                if let Some(class) = class.filter(is_plain) {
                    let known = self.get(class);
                    Arc::make_mut(&mut self.0).insert(class.to_owned(), letters.or(known));
                }
            }
        }
    }

    /// Adds the style sheets that stand in a page.
    pub(super) fn add_page(&mut self, text: &str) {
        let bytes = text.as_bytes();
        for found in memchr::memmem::find_iter(bytes, b"</style").chain(memchr::memmem::find_iter(bytes, b"</STYLE")) {
            let before = &text[..found];
            let start = before.rfind("<style").or_else(|| before.rfind("<STYLE"));
            let sheet = start.and_then(|start| before[start..].split_once('>')).map(|(_, sheet)| sheet);
            self.add_css(sheet.unwrap_or_default());
        }
    }

    /// Adds styles with what those say that they are based on. One that says nothing hides an older one of its name.
    fn add(&mut self, all: &BTreeMap<String, Based>) {
        /// Styles may be based on each other in a ring.
        const STEPS: usize = 16;
        let letters = |style: &Based| {
            let mut letters = style.letters;
            let mut on = style.on.as_ref();
            for _ in 0..STEPS {
                let Some(parent) = on else { break };
                let Some(known) = all.get(parent) else { return letters.or(self.get(parent)) };
                letters = letters.or(known.letters);
                on = known.on.as_ref();
            }
            letters
        };
        let told: Vec<(&String, Letters)> = all.iter().map(|(name, style)| (name, letters(style))).collect();
        let known = Arc::make_mut(&mut self.0);
        for (name, letters) in told {
            if letters == Letters::default() {
                known.remove(name);
            } else {
                known.insert(name.clone(), letters);
            }
        }
    }
}

fn is_slanted(value: &str) -> bool {
    value.starts_with("italic") || value.starts_with("oblique")
}

fn is_heavy(value: &str) -> bool {
    value.starts_with("bold") || value.parse().is_ok_and(|weight: u32| weight >= 600)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ITALICS: Letters = Letters { italics: Some(true), bold: None, hidden: None };

    #[test]
    fn styles_are_based_on_others() {
        let styles = Styles::of_docx(
            "<w:styles><w:style w:styleId='A'><w:rPr><w:i/></w:rPr></w:style><w:style w:styleId='B'><w:basedOn w:val='A'/><w:rPr>\
             <w:b/></w:rPr></w:style><w:style w:styleId='C'><w:basedOn w:val='B'/><w:rPr><w:i w:val='0'/></w:rPr></w:style>\
             <w:style w:styleId='T'><w:tblStylePr><w:rPr><w:i/></w:rPr></w:tblStylePr></w:style></w:styles>",
        );
        assert_eq!(styles.get("A"), ITALICS);
        assert_eq!(styles.get("B"), Letters { bold: Some(true), ..ITALICS });
        assert_eq!(styles.get("C").italics, Some(false));
        assert_eq!(styles.get("T"), Letters::default());
        let common = "<s><style:style style:name='Emphasis' style:family='text'><style:text-properties fo:font-style='italic'/></style:style></s>";
        let own = "<s><style:style style:name='T1' style:family='text' style:parent-style-name='Emphasis'/>\
            <style:style style:name='T1' style:family='paragraph'><style:text-properties text:display='none'/></style:style></s>";
        let mut styles = Styles::default();
        styles.add_odt(common);
        styles.add_odt(own);
        assert_eq!(styles.get("text T1"), ITALICS);
        assert_eq!(styles.get("paragraph T1"), Letters { italics: None, hidden: Some(true), bold: None });
    }

    #[test]
    fn classes_are_read_and_what_depends_on_others_is_not() {
        let mut styles = Styles::default();
        styles.add_page(
            "<style type='text/css'>/* a */ .a { color: red; font-style : italic }\np.b, span.c{font-weight:700;font-style:oblique !important}\
             .d .e { font-style: italic } .f:hover{font-style:italic} i.g { font-style: normal }</style>",
        );
        assert_eq!(styles.get("a"), ITALICS);
        assert_eq!(styles.get("b"), Letters { bold: Some(true), ..ITALICS });
        assert_eq!(styles.get("c"), Letters { bold: Some(true), ..ITALICS });
        assert_eq!((styles.get("e"), styles.get("f")), (Letters::default(), Letters::default()));
        assert_eq!(styles.get("g").italics, Some(false));
    }
}
