//! Documents from files, as `revise`, `compare`, `measure` and `collate` read them: whole, unchanged meanwhile, and with a word
//! about what had to be guessed.

use crate::error::{CommandError, Doing};
use crate::ui::{Ui, visible};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::path::Path;
use thaw_core::Lang;
use thaw_formats::document::encoding::{EncodingError, Known};
use thaw_formats::document::pieces::{Labels, PieceError, Pieces};
use thaw_formats::document::{Document, DocumentError, Kind};
use thaw_revise::lexicon::Lexicons;

/// A document and the bytes of its file.
pub(crate) struct ReadDocument {
    pub(crate) document: Document,
    pub(crate) bytes: Vec<u8>,
    /// What the file was like when it was read.
    pub(crate) stamp: Stamp,
}

/// The size of a file and when it was changed last.
pub(crate) type Stamp = (u64, Option<std::time::SystemTime>);

/// Reads a document; `encoding` is that of text files, when it is known.
pub(crate) fn read(path: &Path, encoding: Option<&str>, ui: &Ui) -> Result<ReadDocument, CommandError> {
    let name = path.display().to_string();
    let read = read_quietly(path, encoding)?;
    warn_of(&read.document, &name, ui);
    Ok(read)
}

/// Reads a document as [`read`] does and leaves it to the caller to [`warn_of`] what had to be guessed.
pub(crate) fn read_quietly(path: &Path, encoding: Option<&str>) -> Result<ReadDocument, CommandError> {
    let name = path.display().to_string();
    let (bytes, stamp) = read_file(path)?;
    let kind = Kind::detect(&bytes, &name);
    let document = Document::read(&bytes, kind, encoding).map_err(|error| unread(&name, error))?;
    Ok(ReadDocument { document, bytes, stamp })
}

/// Says that a document cannot be read, and what to do.
pub(crate) fn unread(name: &str, error: DocumentError) -> CommandError {
    let hint = match &error {
        DocumentError::Encoding(EncodingError::NotText { encoding: "UTF-8", .. }) => {
            Some("correct that place; or name the encoding of the whole file, as in --encoding windows-1251")
        }
        DocumentError::Encoding(EncodingError::NotText { .. }) => {
            Some("name the encoding if you know it, as in --encoding koi8-r; else convert the file to UTF-8")
        }
        DocumentError::Encoding(EncodingError::Mixed { .. }) => Some(
            "divide it there and convert each part to UTF-8; or name one encoding for the whole file with --encoding",
        ),
        error => error.advice(),
    };
    let told = CommandError::of(format!("cannot read `{name}`"), error);
    match hint {
        Some(hint) => told.hint(hint),
        None => told,
    }
}

/// Says what had to be guessed to read a document, and which of its pages are faulty.
pub(crate) fn warn_of(document: &Document, name: &str, ui: &Ui) {
    warn_of_guess(document, name, ui);
    for fault in document.parts.iter().filter_map(|part| part.fault.as_ref()) {
        ui.warn(&format!("`{}`: {fault}; this page is read as browsers do, and not edited", visible(name)));
    }
}

/// Says in which encoding a text was read, when only its bytes told. Tells whether there was such a guess.
pub(crate) fn warn_of_guess(document: &Document, name: &str, ui: &Ui) -> bool {
    let guessed = document.parts.iter().find(|part| part.decoded.known == Known::Guessed);
    if let Some(part) = guessed {
        let encoding = part.decoded.encoding.name();
        ui.warn(&format!(
            "`{}` was read as {encoding}, by the look of its bytes; say --encoding to be sure",
            visible(name)
        ));
    }
    guessed.is_some()
}

/// The years in a part of a path: four digits, or eight for a day.
pub(crate) fn years_in(part: Option<&OsStr>) -> BTreeSet<i32> {
    let part = part.unwrap_or_default().to_string_lossy();
    let numbers = part.split(|character: char| !character.is_ascii_digit());
    let years = numbers.filter(|digits| matches!(digits.len(), 4 | 8)).filter_map(|digits| digits[..4].parse().ok());
    years.filter(|year| (1000..2200).contains(year)).collect()
}

/// Returns the one year in the name of a file, else the one in the name of its folder.
pub(crate) fn named_year(path: &Path) -> Option<i32> {
    let parts = [path.file_name(), path.parent().and_then(Path::file_name)];
    let years = parts.map(years_in);
    let [in_name, in_folder] = years.map(|years| years.first().copied().filter(|_| years.len() == 1));
    in_name.or(in_folder)
}

/// Tells whether the date that a document says is that of its file: what office documents have says when they were made.
pub(crate) fn is_dated_by_file(document: &Document) -> bool {
    matches!(document.kind, Kind::Docx | Kind::Odt)
}

/// Reads the bundled words of all languages.
pub(crate) fn lexicons() -> Result<Lexicons, CommandError> {
    Lexicons::parse(thaw_data::files("revise/")).doing(|| "cannot read the bundled words".to_owned())
}

/// Returns the language of a tag, if names in it can be edited.
pub(crate) fn editable(tag: &str, lexicons: &Lexicons) -> Result<Lang, CommandError> {
    let lang = Lang::parse(tag);
    lang.filter(|lang| lexicons.get(lang).is_some()).ok_or_else(|| {
        let known: Vec<&str> = lexicons.tags().map(Lang::as_str).collect();
        CommandError::new(format!("nothing is known about place names in the language `{tag}`"))
            .hint(format!("the languages are {}; `docs/formats/documents.md` says how to add one", known.join(", ")))
    })
}

/// Tells the language of most of a document: as it says itself, or by its words, or by those of the first paragraph that tell it.
pub(crate) fn likely_language(document: &Document, name: &str, lexicons: &Lexicons) -> Result<Lang, CommandError> {
    language(None, document, name, lexicons).or_else(|error| {
        let mut blocks = document.work();
        blocks.find_map(|block| lexicons.guess(&block.text)).ok_or(error)
    })
}

/// Tells the language of a document: as asked for, as the document says, or by its words.
pub(crate) fn language(
    asked: Option<&str>,
    document: &Document,
    name: &str,
    lexicons: &Lexicons,
) -> Result<Lang, CommandError> {
    const N_BLOCKS: usize = 40;
    if let Some(tag) = asked {
        return Lang::parse(tag).ok_or_else(|| CommandError::new(format!("`{tag}` is no language tag such as `ru`")));
    }
    // Programs leave `lang=""` and `C` in documents: what says nothing is not believed.
    let told = document.metadata().lang.and_then(|tag| Lang::parse(&tag));
    if let Some(lang) = told.filter(|lang| lexicons.get(lang).is_some()) {
        return Ok(lang);
    }
    let paragraphs: Vec<&str> = document.work().take(N_BLOCKS).map(|block| block.text.as_str()).collect();
    if paragraphs.is_empty() {
        return Err(no_text(name));
    }
    lexicons.guess_of_all(&paragraphs).ok_or_else(|| {
        CommandError::new(format!("it is not clear in which language `{name}` is")).hint("say it with --lang")
    })
}

/// Says that there is nothing to read in a document.
pub(crate) fn no_text(name: &str) -> CommandError {
    CommandError::new(format!("`{name}` holds no text")).hint("is it the right file?")
}

/// Reads a file whole, makes sure that it did not change meanwhile, and returns what it is like as well.
pub(crate) fn read_file(path: &Path) -> Result<(Vec<u8>, Stamp), CommandError> {
    let cannot = || format!("cannot read `{}`", path.display());
    let before = stamp(path)?;
    let bytes = fs::read(path).doing(cannot)?;
    if stamp(path)? != before || bytes.len() as u64 != before.0 {
        return Err(changed(&path.display().to_string()));
    }
    Ok((bytes, before))
}

/// Says that a file changed under the reader.
pub(crate) fn changed(name: &str) -> CommandError {
    CommandError::new(format!("`{name}` changed while it was read, and was left alone"))
        .hint("wait until the other program is done with it, or work on a copy")
}

/// Returns what a file is like now.
pub(crate) fn stamp(path: &Path) -> Result<Stamp, CommandError> {
    if path == Path::new("-") && !path.exists() {
        return Err(CommandError::new("a document is a file; there is none called `-`").hint("save it to a file first"));
    }
    let data = fs::metadata(path).doing(|| format!("cannot read `{}`", path.display()))?;
    if data.is_dir() {
        return Err(CommandError::new(format!("`{}` is a folder; expected a document", path.display()))
            .hint(format!("give the files in it: {}", path.join("*").display())));
    }
    // A device may have no end.
    if !data.is_file() {
        return Err(CommandError::new(format!("`{}` is a device or a pipe; expected a file", path.display()))
            .hint("save it to a file first"));
    }
    Ok((data.len(), data.modified().ok()))
}

/// How a document is read that is too long to be read whole.
pub(crate) struct Long {
    kind: Kind,
    labels: Labels,
}

impl Long {
    /// Begins to read it; `input` is its file.
    pub(crate) fn pieces<R: Read>(&self, input: R, encoding: Option<&str>) -> Result<Pieces<R>, PieceError> {
        Pieces::new(input, self.kind, encoding, self.labels.clone())
    }
}

/// Returns the beginning of a file that is too long to be read whole, if it is, and how to read it; of a container nothing.
pub(crate) fn long(path: &Path, encoding: Option<&str>) -> Result<Option<(Document, Long)>, CommandError> {
    const LONG: u64 = 16 << 20;
    const LARGEST_CONTAINER: u64 = 1 << 30;
    const HEAD: u64 = 4 << 10;
    let n_bytes = stamp(path)?.0;
    if n_bytes < LONG {
        return Ok(None);
    }
    let name = path.display().to_string();
    let open = || fs::File::open(path).doing(|| format!("cannot read `{name}`"));
    let mut head = Vec::new();
    open()?.take(HEAD).read_to_end(&mut head).doing(|| format!("cannot read `{name}`"))?;
    let kind = Kind::detect(&head, &name);
    if kind.is_container() {
        if n_bytes > LARGEST_CONTAINER {
            let what = format!("`{name}` has {n_bytes} bytes; of {} at most {LARGEST_CONTAINER} are read", kind.name());
            return Err(CommandError::new(what).hint("divide the document, or make its pictures smaller"));
        }
        return Ok(None);
    }
    let unread = |error| match error {
        PieceError::Document(error) => unread(&name, error),
        error => CommandError::of(format!("cannot read `{name}`"), error),
    };
    let labels =
        if kind == Kind::Markdown { Labels::read(open()?, encoding).map_err(unread)? } else { Labels::default() };
    let pieces = Pieces::new(open()?, kind, encoding, labels.clone());
    let first = pieces.and_then(|mut pieces| pieces.next().transpose()).map_err(unread)?;
    Ok(first.map(|first| (first.document, Long { kind, labels })))
}
