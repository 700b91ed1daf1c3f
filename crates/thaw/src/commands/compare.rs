//! `thaw compare`

use super::documents::{self, language, lexicons};
use super::dossiers;
use crate::case::Case;
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Table, Ui, visible};
use clap::Args;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;
use thaw_core::Lang;
use thaw_formats::document::Document;
use thaw_names::{Languages, Matcher};
use thaw_revise::Edition;
use thaw_revise::compare::{Change, Comparison, compare};
use thaw_revise::gazetteer::{Gazetteer, places};
use thaw_revise::mentions::{self, Known, NameCount, NameKind, NameWords};

/// Compare editions of a text: what was added, dropped, moved and reworded.
///
/// Each edition is compared with the one before it, by paragraph and by sentence; the people, places and other names that gained
/// or lost mentions are counted over all editions. --html writes one page with the texts side by side.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw compare history-1952.txt history-1959.txt\n  thaw compare history-1952.epub history-1959.docx --html changes.html\n\nExit codes: 0 done; 2 not done."
)]
pub(crate) struct Compare {
    /// The editions, the oldest first
    #[arg(required = true, num_args = 2..)]
    editions: Vec<PathBuf>,
    /// Write a page with the editions side by side
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// The language. Default: told by the texts
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
    /// The encoding of text files. Default: told by each file
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
}

/// The most bytes of an edition, some ten million words: what is compared is held in memory.
const MAX_SIZE: u64 = 64 << 20;

pub(crate) fn run(args: &Compare, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let is_taken = super::is_on_standard_output(&[&args.html], ui.json.then_some("--json"))?;
    let mut documents = Vec::new();
    for path in &args.editions {
        let name = path.display().to_string();
        let (size, _) = documents::stamp(path)?;
        if size > MAX_SIZE {
            return Err(CommandError::new(format!(
                "`{name}` has {size} bytes; expected at most {MAX_SIZE} for an edition"
            ))
            .hint("compare it part by part"));
        }
        let document = documents::read(path, args.encoding.as_deref(), ui)?.document;
        if document.work().next().is_none() {
            return Err(documents::no_text(&name));
        }
        documents.push((name, document));
    }
    let lexicons = lexicons()?;
    let places = places(&case.open_ledger(ui)?).doing(|| "cannot read the places of the ledger".to_owned())?;
    let langs: Vec<Option<Lang>> = documents
        .iter()
        .map(|(name, document)| language(args.lang.as_deref(), document, name, &lexicons))
        .map(|lang| if args.lang.is_some() { lang.map(Some) } else { Ok(lang.ok()) })
        .collect::<Result<_, _>>()?;
    say_languages(&langs, ui);
    // Without a language the editions can still be compared; only places are not told from other names.
    let lang = langs.iter().flatten().next();
    let gazetteer = lang.and_then(|lang| Gazetteer::new(&places, lang, &lexicons).ok());
    let languages = Languages::bundled();
    let bundled: Vec<String> = dossiers::bundled().map(|(id, _)| id.to_owned()).collect();
    let dossiers = dossiers::load(&bundled)?;
    let matcher = Matcher::new(&dossiers, &languages);
    let names = lang.map(name_words).transpose()?.flatten();
    let language = lang.and_then(|lang| languages.get(lang.primary()));
    let known = Known {
        gazetteer: gazetteer.as_ref(),
        persons: Some((&matcher, &dossiers)),
        lang: lang.map_or("", Lang::as_str),
        names: names.as_ref(),
        words: language.as_deref().map(|language| &language.words),
    };
    let paragraphs: Vec<Vec<Cow<'_, str>>> = documents.iter().map(|(_, document)| document.paragraphs()).collect();
    let editions: Vec<Edition<'_>> = documents
        .iter()
        .zip(&langs)
        .zip(&paragraphs)
        .map(|(((name, _), lang), paragraphs)| Edition {
            title: title(name, &documents),
            lang: lang.as_ref().map(ToString::to_string),
            paragraphs: paragraphs.iter().map(Cow::as_ref).collect(),
        })
        .collect();
    let comparisons: Vec<Comparison> =
        editions.windows(2).map(|pair| compare(&pair[0].paragraphs, &pair[1].paragraphs)).collect();
    let texts: Vec<Vec<&str>> = editions.iter().map(|edition| edition.paragraphs.clone()).collect();
    let names = mentions::changes(&texts, &known);
    if let Some(path) = &args.html {
        let page = thaw_revise::page(&editions, &comparisons, &names);
        super::write_to(Some(path), ui, |file| file.write_all(page.as_bytes()))?;
    }
    if is_taken {
        return Ok(Done::Clean);
    }
    let mut out = ui.out();
    if ui.json {
        let files: Vec<&str> = documents.iter().map(|(name, _)| name.as_str()).collect();
        serde_json::to_writer(&mut out, &Told { editions: files, comparisons, names }).map_err(std::io::Error::from)?;
        writeln!(out)?;
    } else {
        for (comparison, pair) in comparisons.iter().zip(documents.windows(2)) {
            writeln!(out, "{}", ui.bold(&format!("{} → {}", visible(&pair[0].0), visible(&pair[1].0))))?;
            print(comparison, ui, &mut out)?;
            writeln!(out)?;
        }
        print_names(&names, &editions, ui, &mut out)?;
    }
    out.flush()?;
    Ok(Done::Clean)
}

/// What was compared, as programs read it.
#[derive(Serialize)]
struct Told<'t> {
    editions: Vec<&'t str>,
    comparisons: Vec<Comparison>,
    names: Vec<NameCount>,
}

/// Says when the editions are in several languages, or in an unknown one.
fn say_languages(langs: &[Option<Lang>], ui: &Ui) {
    let known: BTreeSet<&str> = langs.iter().flatten().map(Lang::primary).collect();
    if known.len() > 1 {
        let known: Vec<&str> = known.into_iter().collect();
        ui.warn(&format!(
            "the editions are in different languages ({}): compare translations into one language",
            known.join(", ")
        ));
    } else if langs.iter().any(Option::is_none) {
        ui.note("it is not clear in which language the editions are: say --lang, so that forms of one name are counted together");
    }
}

fn name_words(lang: &Lang) -> Result<Option<NameWords>, CommandError> {
    let read = thaw_data::file(&format!("editions/{}.toml", lang.primary())).map(toml::from_str).transpose();
    read.doing(|| format!("cannot read what is known of names in `{lang}`"))
}

/// What readers call an edition: its file name, without its ending unless another edition differs in nothing else.
fn title(name: &str, all: &[(String, Document)]) -> String {
    let file = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    let stem = |name: &str| file(name).rsplit_once('.').map_or_else(|| file(name), |(stem, _)| stem.to_owned());
    let is_only = |of: &dyn Fn(&str) -> String| all.iter().filter(|(other, _)| of(other) == of(name)).count() < 2;
    match (is_only(&stem), is_only(&file)) {
        (true, _) => stem(name),
        (false, true) => file(name),
        (false, false) => name.to_owned(),
    }
}

fn print(comparison: &Comparison, ui: &Ui, out: &mut impl Write) -> std::io::Result<()> {
    let mut table = Table::new(&["change", "paragraphs", "sentences"]);
    for (change, word) in [
        (Change::Same, "same"),
        (Change::Reworded, "reworded"),
        (Change::Respelled, "respelled"),
        (Change::Moved, "moved"),
        (Change::Added, "added"),
        (Change::Dropped, "dropped"),
    ] {
        let count =
            |counts: &std::collections::BTreeMap<Change, usize>| counts.get(&change).copied().unwrap_or(0).to_string();
        table.row(vec![word.to_owned(), count(&comparison.n_paragraphs), count(&comparison.n_sentences)]);
    }
    table.write(ui, out)?;
    Ok(())
}

fn print_names(names: &[NameCount], editions: &[Edition<'_>], ui: &Ui, out: &mut impl Write) -> std::io::Result<()> {
    const SHOWN: usize = 20;
    if names.is_empty() {
        return Ok(());
    }
    let heading: Vec<&str> =
        std::iter::once("name").chain(editions.iter().map(|edition| edition.title.as_str())).collect();
    let mut table = Table::new(&heading);
    for name in names.iter().take(SHOWN) {
        let kind = match name.kind {
            NameKind::Person => " (person)",
            NameKind::Place => " (place)",
            NameKind::Name => "",
        };
        let counts = name.n.iter().map(ToString::to_string);
        table.row(std::iter::once(format!("{}{kind}", name.name)).chain(counts).collect());
    }
    table.write(ui, out)?;
    if names.len() > SHOWN {
        writeln!(out, "… and {} more names; --html and --json have all of them", names.len() - SHOWN)?;
    }
    Ok(())
}
