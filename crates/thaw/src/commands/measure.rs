//! `thaw measure`

use super::documents::{self, language, lexicons};
use super::dossiers;
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Table, Ui, visible};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use thaw_core::{Dossier, Edtf, Lang};
use thaw_formats::document::Document;
use thaw_formats::open::write_whole;
use thaw_names::{Languages, Matcher};
use thaw_revise::lexicon::Lexicons;
use thaw_revise::measure::{Count, Hit, Point, Praise, Rate, Tally, measure};

/// Measure how strongly texts celebrate a leader.
///
/// Counts mentions, epithets, words and formulas of praise per 10,000 words, with 95 % intervals, and shows each hit in its
/// sentence. Critical use of the same words ("the so-called father of nations") is counted apart. It cannot see praise without
/// a name, irony without a mark, or what a text leaves out. The intervals are exact for hits that come one by one, and wider
/// where praise comes in clusters.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw measure textbook-1938.txt textbook-1959.txt --by edition\n  thaw measure papers/*.txt --by year --svg praise.svg --csv praise.csv\n  thaw measure speech.txt --hits\n\nExit codes: 0 done; 1 done, but a text could not be measured; 2 not done."
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

/// What was measured in one text, or in all texts of one year.
#[derive(Debug, Default)]
struct Measured {
    label: String,
    year: Option<i32>,
    tally: Tally,
    hits: Vec<Hit>,
}

/// The same, as programs read it.
#[derive(Debug, Serialize)]
struct Told<'m> {
    label: &'m str,
    count: Count,
    mentions: Rate,
    praise: Rate,
    critical: Rate,
    hits: &'m [Hit],
}

pub(crate) fn run(args: &Measure, ui: &Ui) -> Result<Done, CommandError> {
    let dossiers = dossiers::load(std::slice::from_ref(&args.dossier))?;
    let matcher = Matcher::new(&dossiers, &Languages::bundled());
    let lexicons = lexicons()?;
    let mut run = Run { args, ui, matcher, dossiers, lexicons, said: BTreeSet::new(), measured: BTreeMap::new() };
    let mut failed: Vec<CommandError> = Vec::new();
    for (idx, path) in args.files.iter().enumerate() {
        // One text that cannot be measured does not keep the others from it.
        if let Err(error) = run.text(idx, path) {
            failed.push(error);
        }
    }
    let Run { measured, dossiers, said, .. } = run;
    if said.len() > 1 {
        let langs: Vec<String> = said.into_iter().collect();
        ui.warn(&format!(
            "the texts are in different languages ({}), and each has words of praise of its own: compare those of one language",
            langs.join(", ")
        ));
    }
    if measured.is_empty()
        && let Some(last) = failed.pop()
    {
        failed.iter().for_each(|error| ui.error(error));
        return Err(last);
    }
    failed.iter().for_each(|error| ui.error(error));
    let all: Vec<Measured> = measured.into_values().collect();
    if let Some(path) = &args.svg {
        let point = |measured: &Measured| Point {
            label: measured.label.clone(),
            year: measured.year,
            praise: measured.praise(),
            critical: measured.critical(),
        };
        let title = format!("Praise of {}", dossiers.first().map(|dossier| dossier.name.as_str()).unwrap_or_default());
        let svg = thaw_revise::measure::chart(&title, &all.iter().map(point).collect::<Vec<_>>());
        write_whole(path, |file| file.write_all(svg.as_bytes()))
            .doing(|| format!("cannot write `{}`", path.display()))?;
        ui.note(&format!("wrote {}", path.display()));
    }
    if let Some(path) = &args.csv {
        super::write_to(Some(path), ui, |out| csv(&all, out))?;
    }
    print(args, &all, ui)?;
    Ok(Done::with_problems(!failed.is_empty()))
}

/// What is measured so far, and with what.
struct Run<'r> {
    args: &'r Measure,
    ui: &'r Ui,
    matcher: Matcher,
    dossiers: Vec<Dossier>,
    lexicons: Lexicons,
    /// The languages whose gaps were told.
    said: BTreeSet<String>,
    measured: BTreeMap<(Option<i32>, usize), Measured>,
}

impl Run<'_> {
    /// Measures one text.
    fn text(&mut self, idx: usize, path: &Path) -> Result<(), CommandError> {
        let Self { args, ui, .. } = *self;
        let name = path.display().to_string();
        let document = documents::read(path, args.encoding.as_deref(), ui)?.document;
        let lang =
            language(args.lang.as_deref(), &document, &name, &self.lexicons).or_else(|error| match args.lang {
                // An empty text is measured all the same: it has no words.
                None if document.work().next().is_none() => Ok(Lang::undetermined()),
                _ => Err(error),
            })?;
        let praise = praise(&lang)?;
        let (year, label) = match args.by {
            By::Edition => (None, label(path, &args.files)),
            By::Year => year(&document, &name).map(|year| (Some(year), year.to_string()))?,
        };
        if lang != Lang::undetermined() && self.said.insert(lang.primary().to_owned()) {
            gaps(&lang, praise.is_some(), &self.dossiers, ui);
        }
        let praise = praise.unwrap_or_default();
        let measured = self.measured.entry((year, if year.is_some() { 0 } else { idx })).or_default();
        (measured.year, measured.label) = (year, label);
        let Measured { tally, hits, .. } = measured;
        let wants_hits = args.hits || ui.json;
        let mut take = |hit: Hit| {
            if wants_hits {
                hits.push(hit);
            }
        };
        for block in document.work() {
            measure(block, &self.matcher, lang.as_str(), &praise, tally, &mut take);
        }
        tally.end_text();
        if document.work().next().is_none() {
            ui.warn(&format!("`{}` holds no text", visible(&name)));
        }
        Ok(())
    }
}

impl Measured {
    fn mentions(&self) -> Rate {
        self.tally.rate(|count| count.n_mentions)
    }

    fn praise(&self) -> Rate {
        self.tally.rate(|count| count.n_praise)
    }

    fn critical(&self) -> Rate {
        self.tally.rate(|count| count.n_critical)
    }
}

/// What a text is called: its file name without the ending, or the whole path when another text has the same.
fn label(path: &Path, all: &[PathBuf]) -> String {
    let stem = path.file_stem();
    if all.iter().filter(|other| other.file_stem() == stem).count() > 1 {
        return path.display().to_string();
    }
    stem.map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Says what cannot be counted in a language.
fn gaps(lang: &Lang, has_praise: bool, dossiers: &[Dossier], ui: &Ui) {
    if *lang == Lang::undetermined() {
        return;
    }
    if !has_praise {
        let known: Vec<&str> = thaw_data::files("praise/").filter_map(|(path, _)| praise_lang(path)).collect();
        ui.warn(&format!(
            "there are no words of praise for `{lang}`: only the name and the dossier's epithets are counted; there are for {}",
            known.join(", ")
        ));
    }
    for dossier in dossiers {
        match dossier.names.iter().find(|(tag, _)| tag.split('-').next() == Some(lang.primary())) {
            None => ui
                .warn(&format!("the dossier `{}` has no name in `{lang}`; other spellings are looked for", dossier.id)),
            Some((_, names)) if names.epithets.is_empty() => {
                ui.note(&format!("the dossier `{}` has no epithets in `{lang}`: none are counted", dossier.id));
            }
            Some(_) => {}
        }
    }
}

fn praise_lang(path: &str) -> Option<&str> {
    path.strip_prefix("praise/")?.strip_suffix(".toml")
}

fn print(args: &Measure, all: &[Measured], ui: &Ui) -> Result<(), CommandError> {
    let mut out = ui.out();
    if ui.json {
        for measured in all {
            let told = Told {
                label: &measured.label,
                count: measured.tally.total(),
                mentions: measured.mentions(),
                praise: measured.praise(),
                critical: measured.critical(),
                hits: &measured.hits,
            };
            serde_json::to_writer(&mut out, &told).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        out.flush()?;
        return Ok(());
    }
    let mut table =
        Table::new(&["text", "words", "named", "praise", "per 10,000", "95 %", "critical use", "per 10,000", "95 %"]);
    for measured in all {
        let count = measured.tally.total();
        let mut row = vec![measured.label.clone(), count.n_words.to_string(), count.n_mentions.to_string()];
        for rate in [measured.praise(), measured.critical()] {
            row.extend([
                rate.n.to_string(),
                format!("{:.1}", rate.rate),
                format!("{:.1} to {:.1}", rate.low, rate.high),
            ]);
        }
        table.row(row);
    }
    table.write(ui, &mut out)?;
    if args.hits {
        for measured in all.iter().filter(|measured| !measured.hits.is_empty()) {
            writeln!(out, "\n{}", ui.bold(&visible(&measured.label)))?;
            for hit in &measured.hits {
                let kind = format!("{:?}", hit.kind).to_lowercase();
                let critical = hit.critical.as_ref().map(|why| format!(" (critical: {why})")).unwrap_or_default();
                writeln!(out, "{kind} `{}`{critical}\n    {}", visible(&hit.text), visible(&hit.sentence))?;
            }
        }
    }
    out.flush()?;
    ui.note(CANNOT_TELL);
    Ok(())
}

/// What nobody should conclude from the numbers.
const CANNOT_TELL: &str = "it cannot tell irony without a mark, praise that does not name the leader, or what a text leaves out; \
    look at the hits (--hits) before you conclude";

fn csv(all: &[Measured], out: &mut dyn Write) -> std::io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    let mut heading = vec!["text".to_owned(), "words".to_owned()];
    for name in ["mentions", "praise", "critical"] {
        heading.extend(["", "_per_10000", "_low", "_high"].map(|what| format!("{name}{what}")));
    }
    heading.extend(["epithets", "formulas"].map(str::to_owned));
    writer.write_record(heading)?;
    for measured in all {
        let count = measured.tally.total();
        let mut row = vec![measured.label.clone(), count.n_words.to_string()];
        for rate in [measured.mentions(), measured.praise(), measured.critical()] {
            row.push(rate.n.to_string());
            row.extend([rate.rate, rate.low, rate.high].map(|value| format!("{value:.3}")));
        }
        row.extend([count.n_epithets, count.n_formulas].map(|n| n.to_string()));
        writer.write_record(row)?;
    }
    writer.flush()
}

/// The words of praise of a language; none when nobody has gathered them.
fn praise(lang: &Lang) -> Result<Option<Praise>, CommandError> {
    let text = thaw_data::file(&format!("praise/{}.toml", lang.primary()));
    let read = text.map(toml::from_str).transpose();
    read.doing(|| format!("cannot read the words of praise for `{lang}`"))
}

/// The year that a document says, or the first one in its file name: four digits, or eight for a day.
fn year(document: &Document, name: &str) -> Result<i32, CommandError> {
    let told = document.metadata().date;
    let told = told.and_then(|date| date.parse::<Edtf>().ok());
    if let Some(year) = told.and_then(|date| date.first_year()).and_then(|year| i32::try_from(year).ok()) {
        return Ok(year);
    }
    let file = name.rsplit('/').next().unwrap_or(name);
    file.split(|character: char| !character.is_ascii_digit())
        .filter(|digits| matches!(digits.len(), 4 | 8))
        .filter_map(|digits| digits[..4].parse().ok())
        .find(|year| (1000..2200).contains(year))
        .ok_or_else(|| {
            CommandError::new(format!("`{name}` does not say from which year it is"))
                .hint("put the year into the file's name, or use --by edition")
        })
}
