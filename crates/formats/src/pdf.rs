//! Letters as PDF (ISO 32000-1, version 1.7): paragraphs of text on A4 pages, with a font inside.
//!
//! # What is written
//! Text in one font ([DejaVu Sans](https://dejavu-fonts.github.io), a subset for Latin, Greek, Cyrillic, Armenian and
//! Georgian), broken into lines and pages. A map from glyphs back to characters stands in the file, so that the text can be
//! searched, copied and read aloud. The same document gives the same bytes: there is no date and no random id in it.
//!
//! # What is not written
//! Scripts that need shaping (Arabic, Indic scripts) and characters that the font lacks: a replacement mark stands for them.

use flate2::{Compression, write::ZlibEncoder};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{self, Write},
};
use ttf_parser::{Face, GlyphId};

const FONT: &[u8] = include_bytes!("../assets/DejaVuSans.ttf");
/// A4 in points, and the margins.
const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;
const MARGIN: f32 = 72.0;

/// A document to be written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Its title, for the list of documents of a reader.
    pub title: String,
    /// The language of its text (BCP 47).
    pub lang: String,
    /// Its paragraphs, from the top.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// Its text, without line ends.
    pub text: String,
    /// How it is set.
    pub style: Style,
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// A heading, larger.
    Heading,
    /// Plain text.
    Body,
    /// At the right margin: a place and date, a signature.
    Right,
    /// Smaller: a note at the end.
    Small,
}

impl Style {
    fn size(self) -> f32 {
        match self {
            Self::Heading => 16.0,
            Self::Body | Self::Right => 11.0,
            Self::Small => 8.5,
        }
    }
}

/// The font, and the glyphs that the document uses.
struct Font<'f> {
    face: Face<'f>,
    used: BTreeMap<u16, char>,
}

impl Font<'_> {
    fn glyph(&mut self, character: char) -> GlyphId {
        let glyph =
            self.face.glyph_index(character).or_else(|| self.face.glyph_index('\u{FFFD}')).unwrap_or(GlyphId(0));
        self.used.entry(glyph.0).or_insert(character);
        glyph
    }

    /// Returns the width of a glyph in thousandths of the font size.
    fn width(&self, glyph: GlyphId) -> f32 {
        f32::from(self.face.glyph_hor_advance(glyph).unwrap_or(0)) * 1000.0 / f32::from(self.face.units_per_em())
    }

    fn measure(&mut self, text: &str, size: f32) -> f32 {
        text.chars()
            .map(|character| {
                let glyph = self.glyph(character);
                self.width(glyph)
            })
            .sum::<f32>()
            * size
            / 1000.0
    }

    /// Breaks a text into lines that fit; a word that is too long for a line is cut.
    fn lines(&mut self, text: &str, size: f32) -> Vec<String> {
        let room = WIDTH - 2.0 * MARGIN;
        let mut lines = vec![String::new()];
        for word in text.split_whitespace() {
            let mut word = word.to_owned();
            loop {
                let line = lines.last().cloned().unwrap_or_default();
                let longer = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
                if self.measure(&longer, size) <= room {
                    lines.last_mut().into_iter().for_each(|line| line.clone_from(&longer));
                    break;
                }
                if line.is_empty() {
                    let mut fits = 0;
                    let mut width = 0.0;
                    for (offset, character) in word.char_indices() {
                        width += self.measure(&character.to_string(), size);
                        if width > room {
                            break;
                        }
                        fits = offset + character.len_utf8();
                    }
                    // At least one character a line, so that this ends.
                    let fits = fits.max(word.chars().next().map_or(1, char::len_utf8));
                    let rest = word.split_off(fits.min(word.len()));
                    lines.last_mut().into_iter().for_each(|line| line.clone_from(&word));
                    if rest.is_empty() {
                        break;
                    }
                    word = rest;
                }
                lines.push(String::new());
            }
        }
        lines
    }
}

/// Writes a document.
///
/// # Errors
/// What `out` says.
pub fn write(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let face = Face::parse(FONT, 0).map_err(io::Error::other)?;
    let mut font = Font { face, used: BTreeMap::new() };
    let pages = set(document, &mut font);
    let mut file = File { bytes: b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec(), offsets: Vec::new() };
    // Objects by number: 1 catalogue, 2 pages, 3 font, 4 descendant font, 5 descriptor, 6 font file, 7 to unicode, 8 information.
    let first_page = 9;
    let lang = escaped(&document.lang);
    file.object(&format!(
        "<< /Type /Catalog /Pages 2 0 R /Lang ({lang}) /ViewerPreferences << /DisplayDocTitle true >> >>"
    ));
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", first_page + 2 * page)).collect();
    file.object(&format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()));
    file.object("<< /Type /Font /Subtype /Type0 /BaseFont /DejaVuSans /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 7 0 R >>");
    let widths: String = font.used.keys().fold(String::new(), |mut text, glyph| {
        let _ = write!(text, "{glyph} [{:.0}] ", font.width(GlyphId(*glyph)));
        text
    });
    file.object(&format!(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /DejaVuSans /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) \
         /Supplement 0 >> /FontDescriptor 5 0 R /CIDToGIDMap /Identity /DW 600 /W [{widths}] >>"
    ));
    let scaled = |units: i16| f32::from(units) * 1000.0 / f32::from(font.face.units_per_em());
    let frame = font.face.global_bounding_box();
    file.object(&format!(
        "<< /Type /FontDescriptor /FontName /DejaVuSans /Flags 32 /FontBBox [{:.0} {:.0} {:.0} {:.0}] /ItalicAngle 0 \
         /Ascent {:.0} /Descent {:.0} /CapHeight {:.0} /StemV 80 /FontFile2 6 0 R >>",
        scaled(frame.x_min),
        scaled(frame.y_min),
        scaled(frame.x_max),
        scaled(frame.y_max),
        scaled(font.face.ascender()),
        scaled(font.face.descender()),
        scaled(font.face.capital_height().unwrap_or_else(|| font.face.ascender())),
    ));
    file.stream(&format!("/Length1 {}", FONT.len()), FONT)?;
    file.stream("", to_unicode(&font.used).as_bytes())?;
    file.object(&format!("<< /Title {} /Producer (thaw) >>", utf16(&document.title)));
    for (page, content) in pages.iter().enumerate() {
        let number = first_page + 2 * page;
        file.object(&format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources << /Font << /F 3 0 R >> >> /Contents {} 0 R >>",
            number + 1
        ));
        file.stream("", content.as_bytes())?;
    }
    out.write_all(&file.finish())
}

/// Sets paragraphs on pages; returns the content of each page.
fn set(document: &Document, font: &mut Font<'_>) -> Vec<String> {
    let mut pages = vec![String::new()];
    let mut y = HEIGHT - MARGIN;
    for paragraph in &document.paragraphs {
        let size = paragraph.style.size();
        for line in font.lines(&paragraph.text, size) {
            y -= size * 1.4;
            if y < MARGIN {
                pages.push(String::new());
                y = HEIGHT - MARGIN - size * 1.4;
            }
            let x = match paragraph.style {
                Style::Right => WIDTH - MARGIN - font.measure(&line, size),
                _ => MARGIN,
            };
            let glyphs = line.chars().fold(String::new(), |mut text, character| {
                let _ = write!(text, "{:04X}", font.glyph(character).0);
                text
            });
            if let Some(page) = pages.last_mut() {
                let _ = writeln!(page, "BT /F {size} Tf {x:.2} {y:.2} Td <{glyphs}> Tj ET");
            }
        }
        y -= size * 0.7;
    }
    pages
}

/// The objects of a file and where they begin.
struct File {
    bytes: Vec<u8>,
    offsets: Vec<usize>,
}

impl File {
    fn begin(&mut self) {
        self.offsets.push(self.bytes.len());
        self.bytes.extend(format!("{} 0 obj\n", self.offsets.len()).bytes());
    }

    fn object(&mut self, content: &str) {
        self.begin();
        self.bytes.extend(content.bytes());
        self.bytes.extend(b"\nendobj\n");
    }

    fn stream(&mut self, entries: &str, content: &[u8]) -> io::Result<()> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content)?;
        let packed = encoder.finish()?;
        self.begin();
        self.bytes.extend(format!("<< /Filter /FlateDecode /Length {} {entries} >>\nstream\n", packed.len()).bytes());
        self.bytes.extend(packed);
        self.bytes.extend(b"\nendstream\nendobj\n");
        Ok(())
    }

    fn finish(mut self) -> Vec<u8> {
        let (start, size) = (self.bytes.len(), self.offsets.len() + 1);
        let mut table = format!("xref\n0 {size}\n0000000000 65535 f \n");
        for offset in &self.offsets {
            let _ = writeln!(table, "{offset:010} 00000 n ");
        }
        let _ = write!(table, "trailer\n<< /Size {size} /Root 1 0 R /Info 8 0 R >>\nstartxref\n{start}\n%%EOF\n");
        self.bytes.extend(table.bytes());
        self.bytes
    }
}

/// Returns the map from glyphs to characters, in the blocks of a hundred that the format allows.
fn to_unicode(used: &BTreeMap<u16, char>) -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Thaw def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let pairs: Vec<_> = used.iter().collect();
    for block in pairs.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", block.len());
        for (glyph, character) in block {
            let mut units = [0; 2];
            let code =
                character.encode_utf16(&mut units).iter().fold(String::new(), |text, unit| format!("{text}{unit:04X}"));
            let _ = writeln!(map, "<{glyph:04X}> <{code}>");
        }
        map.push_str("endbfchar\n");
    }
    map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
}

fn escaped(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

fn utf16(text: &str) -> String {
    let units = text.encode_utf16().fold(String::from("FEFF"), |text, unit| format!("{text}{unit:04X}"));
    format!("<{units}>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Vec<u8> {
        let paragraphs = vec![Paragraph { text: text.to_owned(), style: Style::Body }];
        let mut bytes = Vec::new();
        write(&Document { title: "Справка".to_owned(), lang: "ru".to_owned(), paragraphs }, &mut bytes).unwrap();
        bytes
    }

    #[test]
    fn every_object_begins_where_the_table_says() {
        let bytes = written("Дело пересмотрено. ქართული. Հայերեն.");
        let text = String::from_utf8_lossy(&bytes);
        let table = text.rsplit("xref\n0 ").nth(1).unwrap();
        let start: usize = text.rsplit("startxref\n").next().unwrap().lines().next().unwrap().parse().unwrap();
        assert!(bytes[start..].starts_with(b"xref"));
        for (number, line) in table.lines().skip(2).take_while(|line| line.ends_with(" n ")).enumerate() {
            let offset: usize = line[..10].parse().unwrap();
            assert!(bytes[offset..].starts_with(format!("{} 0 obj", number + 1).as_bytes()));
        }
        assert_eq!(bytes, written("Дело пересмотрено. ქართული. Հայերեն."));
    }

    #[test]
    fn long_texts_are_broken_into_lines_and_pages() {
        let mut font = Font { face: Face::parse(FONT, 0).unwrap(), used: BTreeMap::new() };
        let lines = font.lines(&"слово ".repeat(100), 11.0);
        assert!(lines.len() > 5);
        assert!(lines.iter().all(|line| font.measure(line, 11.0) <= WIDTH - 2.0 * MARGIN));
        let long = font.lines(&"W".repeat(500), 11.0);
        assert_eq!(long.concat().len(), 500);
        let paragraphs = vec![Paragraph { text: "Абзац.".to_owned(), style: Style::Body }; 100];
        assert!(set(&Document { paragraphs, ..Document::default() }, &mut font).len() > 1);
    }
}
