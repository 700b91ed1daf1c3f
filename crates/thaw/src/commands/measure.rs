//! `thaw measure`

use super::documents::{self, language, lexicons};
use super::dossiers;
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Table, Ui, visible};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use thaw_core::Edtf;
use thaw_formats::document::Document;
use thaw_formats::open::write_whole;
use thaw_names::{Languages, Matcher};
use thaw_revise::measure::{Count, Hit, Praise, measure};

/// Measure how strongly texts celebrate a leader.
///
/// Counts mentions, epithets, words and formulas of praise per 10,000 words, with 95 % intervals, and shows each hit in its
/// sentence. Critical use of the same words ("the so-called father of nations") is counted apart. It cannot see praise without
/// a name, irony without a mark, or what a text leaves out; words of praise come in clusters, so the intervals are too narrow
/// rather than too wide.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw measure textbook-1938.txt textbook-1959.txt --by edition\n  thaw measure papers/*.txt --by year --svg praise.svg --csv praise.csv\n  thaw measure speech.txt --hits\n\nExit codes: 0 done; 2 not done."
)]
pub(crate) struct Measure {
    /// The texts
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Whose praise is counted: a bundled dossier or a file
    #[arg(long, short, default_value = "stalin")]
    dossier: String,
    /// Put texts of one year together, or keep each file apart
    #[arg(long, value_enum, default_value_t = By::Edition)]
    by: By,
    /// The language of the texts. Default: told by each text
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
    /// The encoding of text files. Default: told by each file
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Show every hit in its sentence
    #[arg(long)]
    hits: bool,
    /// Write the rates as a table
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Write the rates as a chart
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

/// How texts are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// By the year that a text says, or that stands in its file name
    Year,
    /// Each file for itself
    Edition,
}

#[derive(Debug, Default, Serialize)]
struct Measured {
    label: String,
    count: Count,
    hits: Vec<Hit>,
}

pub(crate) fn run(args: &Measure, ui: &Ui) -> Result<Done, CommandError> {
    let dossiers = dossiers::load(std::slice::from_ref(&args.dossier))?;
    let matcher = Matcher::new(&dossiers, &Languages::bundled());
    let mut by_label: BTreeMap<String, Measured> = BTreeMap::new();
    for path in &args.files {
        let name = path.display().to_string();
        let document = documents::read(path, args.encoding.as_deref(), ui)?.document;
        let lang = language(args.lang.as_deref(), &document, &lexicons()?)?;
        let praise = praise(lang.primary())?;
        let label = match args.by {
            By::Edition => path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default(),
            By::Year => year(&document, &name)?,
        };
        let measured = by_label.entry(label.clone()).or_default();
        measured.label = label;
        for block in document.parts.iter().flat_map(|part| &part.blocks) {
            let count = measure(block, &matcher, lang.as_str(), &praise, &mut measured.hits);
            measured.count.add(&count);
        }
    }
    let all: Vec<Measured> = by_label.into_values().collect();
    let counts: Vec<(String, Count)> =
        all.iter().map(|measured| (measured.label.clone(), measured.count.clone())).collect();
    if let Some(path) = &args.svg {
        let title = format!("Praise of {}", dossiers.first().map(|dossier| dossier.name.as_str()).unwrap_or_default());
        let svg = thaw_revise::chart(&title, &counts);
        write_whole(path, |file| file.write_all(svg.as_bytes()))
            .doing(|| format!("cannot write `{}`", path.display()))?;
        ui.note(&format!("wrote {}", path.display()));
    }
    if let Some(path) = &args.csv {
        super::write_to(Some(path), ui, |out| csv(&counts, out))?;
    }
    print(args, &all, ui)
}

fn print(args: &Measure, all: &[Measured], ui: &Ui) -> Result<Done, CommandError> {
    let mut out = ui.out();
    if ui.json {
        for measured in all {
            serde_json::to_writer(&mut out, measured).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        out.flush()?;
        return Ok(Done::Clean);
    }
    let mut table = Table::new(&["text", "words", "named", "praise", "per 10,000", "95 %", "critical use"]);
    for Measured { label, count, .. } in all {
        let rate = count.rate(count.n_praise);
        table.row(vec![
            label.clone(),
            count.n_words.to_string(),
            count.n_mentions.to_string(),
            count.n_praise.to_string(),
            format!("{:.1}", rate.rate),
            format!("{:.1} to {:.1}", rate.low, rate.high),
            count.n_critical.to_string(),
        ]);
    }
    table.write(ui, &mut out)?;
    if args.hits {
        for hit in all.iter().flat_map(|measured| &measured.hits) {
            let kind = format!("{:?}", hit.kind).to_lowercase();
            let critical = hit.critical.as_ref().map(|why| format!(" (critical: {why})")).unwrap_or_default();
            writeln!(out, "{kind} `{}`{critical}\n    {}", visible(&hit.text), visible(&hit.sentence))?;
        }
    }
    out.flush()?;
    Ok(Done::Clean)
}

fn csv(counts: &[(String, Count)], out: &mut dyn Write) -> std::io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record([
        "text",
        "words",
        "mentions",
        "praise",
        "praise_per_10000",
        "low",
        "high",
        "critical",
        "critical_per_10000",
        "critical_low",
        "critical_high",
    ])?;
    for (label, count) in counts {
        let (praise, critical) = (count.rate(count.n_praise), count.rate(count.n_critical));
        let mut row =
            vec![label.clone(), count.n_words.to_string(), count.n_mentions.to_string(), count.n_praise.to_string()];
        row.extend([praise.rate, praise.low, praise.high].map(|value| format!("{value:.3}")));
        row.push(count.n_critical.to_string());
        row.extend([critical.rate, critical.low, critical.high].map(|value| format!("{value:.3}")));
        writer.write_record(row)?;
    }
    writer.flush()
}

fn praise(lang: &str) -> Result<Praise, CommandError> {
    let text = thaw_data::file(&format!("praise/{lang}.toml")).ok_or_else(|| {
        let known: Vec<&str> = thaw_data::files("praise/")
            .filter_map(|(path, _)| path.strip_prefix("praise/")?.strip_suffix(".toml"))
            .collect();
        CommandError::new(format!("there are no words of praise for `{lang}`"))
            .hint(format!("there are for: {}", known.join(", ")))
    })?;
    toml::from_str(text).doing(|| format!("cannot read the words of praise for `{lang}`"))
}

/// The year that a document says, or the first number of four digits in its file name.
fn year(document: &Document, name: &str) -> Result<String, CommandError> {
    let told = document.metadata().date;
    let told = told.as_deref().and_then(|date| date.split('T').next()).and_then(|date| date.parse::<Edtf>().ok());
    if let Some(year) = told.and_then(|date| date.first_year()) {
        return Ok(year.to_string());
    }
    let file = name.rsplit('/').next().unwrap_or(name);
    file.split(|character: char| !character.is_ascii_digit())
        .find(|digits| digits.len() == 4)
        .map(str::to_owned)
        .ok_or_else(|| {
            CommandError::new(format!("`{name}` does not say from which year it is"))
                .hint("put the year into the file's name, or use --by edition")
        })
}
