//! `thaw collate`

use super::documents;
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Ui, visible};
use clap::{Args, ValueEnum};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use thaw_formats::document::{Document, Kind};
use thaw_restore::output::{self, Results};
use thaw_restore::{Collation, Fold, Folds, Layer, Witness, changes, witness};

/// Compare editions of a work word by word, and find what was cut.
///
/// Reads plain text, Markdown, HTML, TEI, EPUB, DOCX and ODT, whole books at once. The words are aligned, moved passages
/// are found, and every change gets a kind by a stated rule: cut, softened, replaced, added, moved, misprint, variant,
/// punctuation. The order of the files does not matter: changes are told against the full edition.
///
/// Memory: about twenty times the size of the text.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw collate full.txt cut.txt\n  thaw collate 1973.epub 1966.docx 1967.html --full 1973 --format html -o parallel.html\n  thaw collate old.txt new.txt --fold quotes,hyphens,yo,orthography,punctuation --format csv\n\nExit codes: 0 done; 1 done, but the encoding of a file was guessed; 2 not done."
)]
pub(crate) struct Collate {
    /// The editions: two files or more
    #[arg(required = true, value_name = "WITNESS")]
    witnesses: Vec<PathBuf>,
    /// The full edition: a file, or its name without the ending; the longest when absent
    #[arg(long, value_name = "WITNESS")]
    full: Option<String>,
    /// Differences that are not told
    #[arg(long, value_delimiter = ',', value_enum, default_values_t = [Folded::Quotes, Folded::Hyphens, Folded::Ligatures, Folded::Yo])]
    fold: Vec<Folded>,
    /// How to write the result
    #[arg(long, value_enum, default_value_t = Format::Report)]
    format: Format,
    /// In the report, also list misprints, variants and punctuation one by one
    #[arg(long)]
    all: bool,
    /// The title of the work, for HTML and TEI
    #[arg(long)]
    title: Option<String>,
    /// The encoding of files that are not UTF-8 (windows-1251, koi8-r); told from the bytes when absent
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// What a fold looks through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Folded {
    /// Which quotation marks and apostrophes are used
    Quotes,
    /// Hyphens inside words and at line ends
    Hyphens,
    /// The long ſ, ﬁ and the like
    Ligatures,
    /// The letter ё written as е
    Yo,
    /// Capital letters
    Case,
    /// All punctuation
    Punctuation,
    /// The spelling before a reform (Russian before 1918 and 1956; German ß)
    Orthography,
    /// Nothing: every difference is told
    None,
}

/// How a collation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: counts, then each passage with its place and size
    Report,
    /// A page with the editions side by side
    Html,
    /// A critical apparatus (TEI P5, parallel segmentation)
    Tei,
    /// The table of CollateX, with the changes and their rules
    Json,
    /// One change a row
    Csv,
}

pub(crate) fn run(args: &Collate, ui: &Ui) -> Result<Done, CommandError> {
    let asked = args.fold.iter().filter_map(|fold| match fold {
        Folded::Quotes => Some(Fold::Quotes),
        Folded::Hyphens => Some(Fold::Hyphens),
        Folded::Ligatures => Some(Fold::Ligatures),
        Folded::Yo => Some(Fold::Yo),
        Folded::Case => Some(Fold::Case),
        Folded::Punctuation => Some(Fold::Punctuation),
        Folded::Orthography => Some(Fold::Orthography),
        Folded::None => None,
    });
    let rules = || "cannot read the bundled rules".to_owned();
    let folds = Folds::new(asked).doing(rules)?;
    let sigla = sigla(&args.witnesses)?;
    let mut witnesses = Vec::with_capacity(sigla.len());
    let mut is_guessed = false;
    for (path, sigil) in args.witnesses.iter().zip(&sigla) {
        witnesses.push(read(path, sigil, args.encoding.as_deref(), &mut is_guessed, ui)?);
    }
    let full = args.full.as_deref().map(|full| {
        let named = args.witnesses.iter().zip(&sigla).find(|(path, sigil)| *sigil == full || path.as_os_str() == full);
        named.map_or(full, |(_, sigil)| sigil.as_str())
    });
    let collation = Collation::new(witnesses, full, &folds)
        .doing(|| "cannot collate".to_owned())
        .map_err(|error| error.hint(format!("the witnesses are called {}", sigla.join(", "))))?;
    for witness in collation.strangers() {
        ui.warn(&format!(
            "`{}` shares hardly a word with `{}`: are they editions of one work, in one language?",
            visible(&witness.sigil),
            visible(&collation.witnesses[0].sigil)
        ));
    }
    let changes = changes::changes(&collation, &folds).doing(rules)?;
    let results = Results { collation: &collation, changes: &changes, folds: &folds };
    let title = args.title.clone().unwrap_or_else(|| sigla_in_order(&collation).join(" / "));
    let format = if ui.json { Format::Json } else { args.format };
    super::write_to(args.output.as_deref(), ui, |out| match format {
        Format::Report => output::report::write(results, args.all, out),
        Format::Html => output::html::write(results, &title, out),
        Format::Tei => output::tei::write(results, &title, out),
        Format::Json => output::json::write(results, out),
        Format::Csv => output::csv::write(results, out),
    })?;
    if format != Format::Report {
        let n_passages = changes.iter().filter(|change| change.layer == Layer::Passages).count();
        ui.note(&format!("{} changes, {n_passages} of them passages", changes.len()));
    }
    Ok(Done::with_problems(is_guessed))
}

fn sigla_in_order(collation: &Collation) -> Vec<&str> {
    collation.witnesses.iter().map(|witness| witness.sigil.as_str()).collect()
}

/// Names the witnesses by their files: without folder and ending, as far as that tells them apart.
fn sigla(paths: &[PathBuf]) -> Result<Vec<String>, CommandError> {
    let stem = |path: &PathBuf| path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let file = |path: &PathBuf| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let whole = |path: &PathBuf| path.display().to_string();
    let names: [&dyn Fn(&PathBuf) -> String; 3] = [&stem, &file, &whole];
    for name in names {
        let sigla: Vec<String> = paths.iter().map(name).collect();
        if sigla.iter().collect::<BTreeSet<_>>().len() == sigla.len() {
            return Ok(sigla);
        }
    }
    Err(CommandError::new("one file is given twice").hint("each witness needs a file of its own"))
}

fn read(
    path: &Path,
    sigil: &str,
    label: Option<&str>,
    is_guessed: &mut bool,
    ui: &Ui,
) -> Result<Witness, CommandError> {
    let name = path.display().to_string();
    let (size, _) = documents::stamp(path)?;
    if size > witness::MAX_TEXT as u64 {
        let limit = witness::MAX_TEXT;
        return Err(CommandError::new(format!(
            "cannot read `{name}`: it has {size} bytes; expected at most {limit} for a witness"
        )));
    }
    let (bytes, _) = documents::read_file(path)?;
    let kind = Kind::detect(&bytes, &name);
    // Old and new editions come together: what is UTF-8 is no other encoding.
    let label = label.filter(|_| std::str::from_utf8(&bytes).is_err());
    let document = Document::read(bytes, kind, label).map_err(|error| documents::unread(&name, error))?;
    *is_guessed |= documents::warn_of_guess(&document, &name, ui);
    Witness::of_document(sigil, &document).doing(|| format!("cannot read `{name}`"))
}
