//! `thaw compare`

use super::documents::{self, language, lexicons};
use crate::case::Case;
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Table, Ui, visible};
use clap::Args;
use std::io::Write;
use std::path::PathBuf;
use thaw_formats::document::Document;
use thaw_formats::open::write_whole;
use thaw_revise::compare::{Change, Comparison, compare};
use thaw_revise::gazetteer::{Gazetteer, places};

/// Compare editions of a text: what was added, dropped, moved and reworded.
///
/// Each edition is compared with the one before it, by paragraph and by sentence; the names that gained or lost mentions are
/// counted. --html writes a page with the two texts side by side.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw compare history-1952.txt history-1959.txt\n  thaw compare history-1952.epub history-1959.docx --html changes.html\n\nExit codes: 0 done; 2 not done."
)]
pub(crate) struct Compare {
    /// The editions, the oldest first
    #[arg(required = true, num_args = 2..)]
    editions: Vec<PathBuf>,
    /// Write a page with the first two editions side by side, and NAME-2.html and so on for further ones
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// The language. Default: told by the texts
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
    /// The encoding of text files. Default: told by each file
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
}

pub(crate) fn run(args: &Compare, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let mut documents = Vec::new();
    for path in &args.editions {
        let read = documents::read(path, args.encoding.as_deref(), ui)?;
        documents.push((path.display().to_string(), read.document));
    }
    let lexicons = lexicons()?;
    let places = places(&case.open_ledger(ui)?).doing(|| "cannot read the places of the ledger".to_owned())?;
    let lang = documents.first().and_then(|(_, document)| language(args.lang.as_deref(), document, &lexicons).ok());
    // Without a language the editions can still be compared; only places are not told from other names.
    let gazetteer = lang.and_then(|lang| Gazetteer::new(&places, &lang, &lexicons).ok());
    let mut out = ui.out();
    for (idx, pair) in documents.windows(2).enumerate() {
        let [(old_name, old), (new_name, new)] = pair else { continue };
        let (old, new) = (paragraphs(old), paragraphs(new));
        let comparison = compare(&old, &new, gazetteer.as_ref());
        if ui.json {
            serde_json::to_writer(&mut out, &comparison).map_err(std::io::Error::from)?;
            writeln!(out)?;
        } else {
            writeln!(out, "{}", ui.bold(&format!("{} → {}", visible(old_name), visible(new_name))))?;
            print(&comparison, ui, &mut out)?;
        }
        if let Some(path) = &args.html {
            let path = if idx == 0 { path.clone() } else { numbered(path, idx + 1) };
            let page = thaw_revise::page(&comparison, &old, &new, &title(old_name), &title(new_name));
            write_whole(&path, |file| file.write_all(page.as_bytes()))
                .doing(|| format!("cannot write `{}`", path.display()))?;
            ui.note(&format!("wrote {}", path.display()));
        }
    }
    out.flush()?;
    Ok(Done::Clean)
}

fn paragraphs(document: &Document) -> Vec<&str> {
    document.parts.iter().flat_map(|part| &part.blocks).map(|block| block.text.trim()).collect()
}

fn title(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned()
}

fn numbered(path: &std::path::Path, n: usize) -> PathBuf {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!("{stem}-{n}.html"))
}

fn print(comparison: &Comparison, ui: &Ui, out: &mut impl Write) -> std::io::Result<()> {
    let mut table = Table::new(&["change", "paragraphs", "sentences"]);
    for (change, word) in [
        (Change::Same, "same"),
        (Change::Reworded, "reworded"),
        (Change::Moved, "moved"),
        (Change::Added, "added"),
        (Change::Dropped, "dropped"),
    ] {
        let count =
            |counts: &std::collections::BTreeMap<Change, usize>| counts.get(&change).copied().unwrap_or(0).to_string();
        table.row(vec![word.to_owned(), count(&comparison.n_paragraphs), count(&comparison.n_sentences)]);
    }
    table.write(ui, out)?;
    const SHOWN: usize = 15;
    if !comparison.names.is_empty() {
        writeln!(out)?;
        let mut table = Table::new(&["name", "before", "after"]);
        for name in comparison.names.iter().take(SHOWN) {
            let place = if name.is_place { " (place)" } else { "" };
            table.row(vec![format!("{}{place}", name.name), name.old.to_string(), name.new.to_string()]);
        }
        table.write(ui, out)?;
    }
    Ok(())
}
