//! `thaw measure`

mod hits;

use super::documents::{self, Long, is_dated_by_file, language, lexicons, long, stamp, warn_of_guess, years_in};
use super::dossiers;
use super::inputs::inputs;
use super::place::Cursor;
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Table, Ui, visible};
use clap::{Args, ValueEnum};
use hits::{Hits, Kept, Placed};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use thaw_core::{Dossier, Edtf, Lang};
use thaw_formats::csv_table::{self, Formulas};
use thaw_formats::document::pieces::{self, PieceError};
use thaw_formats::document::{Block, Document, Role};
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
    after_long_help = "Examples:\n  thaw measure textbook-1938.txt textbook-1959.txt --by edition\n  thaw measure papers --by year --svg praise.svg --csv praise.csv\n  thaw measure speech.txt --hits\n  thaw measure renmin.txt --dossier mao.toml --lang zh --praise zh.toml\n\nExit codes: 0 done; 1 done, but a text could not be measured; 2 not done."
)]
pub(crate) struct Measure {
    /// The texts; a folder stands for all documents in it
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Whose praise is counted: a bundled dossier or a file
    #[arg(long, short, default_value = "stalin")]
    dossier: String,
    /// Words of praise of your own for one language, instead of the bundled ones; `data/praise/README.md` tells how they are
    /// written; give the option again for each language
    #[arg(long, value_name = "FILE")]
    praise: Vec<PathBuf>,
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
    /// Write every hit as a table, with its file, place and sentence
    #[arg(long, value_name = "FILE")]
    hits_csv: Option<PathBuf>,
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
    /// By the year in the file's name, that the text says, or in the folder's name
    Year,
    /// Each file for itself
    Edition,
}

/// What was measured in one text, or in all texts of one year.
#[derive(Debug, Default)]
struct Measured {
    label: String,
    year: Option<i32>,
    /// The files.
    texts: Vec<String>,
    /// Their languages.
    langs: BTreeSet<String>,
    tally: Tally,
    /// The hits of each of `texts`, when they are wanted.
    hits: Vec<Kept>,
}

/// The same, as programs read it; the hits come behind it.
#[derive(Debug, Serialize)]
struct Told<'m> {
    label: &'m str,
    year: Option<i32>,
    texts: &'m [String],
    langs: &'m BTreeSet<String>,
    count: Count,
    mentions: Rate,
    praise: Rate,
    critical: Rate,
}

pub(crate) fn run(args: &Measure, ui: &Ui) -> Result<Done, CommandError> {
    let asked = if ui.json { Some("--json") } else { args.hits.then_some("--hits") };
    let is_taken = super::is_on_standard_output(&[&args.csv, &args.svg, &args.hits_csv], asked)?;
    let dossiers = dossiers::load(std::slice::from_ref(&args.dossier))?;
    let matcher = Matcher::new(&dossiers, &Languages::bundled());
    let lexicons = lexicons()?;
    let own = args.praise.iter().map(|path| own_praise(path)).collect::<Result<_, _>>()?;
    let takes_hits = args.hits || args.hits_csv.is_some() || ui.json;
    let hits = takes_hits.then(Hits::new).transpose().doing(|| "cannot make a temporary file".to_owned())?;
    let (said, measured) = (BTreeSet::new(), BTreeMap::new());
    let files: Vec<PathBuf> = inputs(&args.files, None, ui)?.into_iter().map(|input| input.path).collect();
    let mut run = Run { args, files: &files, ui, matcher, dossiers, lexicons, own, said, measured, hits };
    let mut failed: Vec<CommandError> = Vec::new();
    for (idx, path) in files.iter().enumerate() {
        // One text that cannot be measured does not keep the others from it.
        if let Err(error) = run.text(idx, path) {
            failed.push(error);
        }
    }
    let Run { measured, dossiers, said, mut hits, .. } = run;
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
            praise: measured.tally.praise(),
            critical: measured.tally.critical(),
        };
        let title = format!("Praise of {}", dossiers.first().map(|dossier| dossier.name.as_str()).unwrap_or_default());
        let svg = thaw_revise::measure::chart(&title, &all.iter().map(point).collect::<Vec<_>>());
        super::write_to(Some(path), ui, |file| file.write_all(svg.as_bytes()))?;
    }
    if let Some(path) = &args.csv {
        super::write_to(Some(path), ui, |out| csv(&all, out))?;
    }
    if let (Some(path), Some(hits)) = (&args.hits_csv, &mut hits) {
        super::write_to(Some(path), ui, |out| hits::csv(&all, hits, out))?;
    }
    if !is_taken {
        print(&all, hits.filter(|_| args.hits || ui.json), ui)?;
    }
    Ok(Done::with_problems(!failed.is_empty()))
}

/// What is measured so far, and with what.
struct Run<'r> {
    args: &'r Measure,
    files: &'r [PathBuf],
    ui: &'r Ui,
    matcher: Matcher,
    dossiers: Vec<Dossier>,
    lexicons: Lexicons,
    /// The words of praise that were given, by language.
    own: BTreeMap<String, Praise>,
    /// The languages whose gaps were told.
    said: BTreeSet<String>,
    measured: BTreeMap<(Option<i32>, usize), Measured>,
    /// When they are wanted.
    hits: Option<Hits>,
}

impl Run<'_> {
    /// Measures one text.
    fn text(&mut self, idx: usize, path: &Path) -> Result<(), CommandError> {
        let Self { args, ui, .. } = *self;
        let name = path.display().to_string();
        let encoding = args.encoding.as_deref();
        // Of a long text, its beginning.
        let (document, long) = match long(path, encoding)? {
            Some((sample, long)) => {
                warn_of_guess(&sample, &name, ui);
                (sample, Some(long))
            }
            None => (documents::read(path, encoding, ui)?.document, None),
        };
        // The words of praise of some languages are known whose place names are not.
        let told = document.metadata().lang.filter(|tag| Lang::parse(tag).is_some_and(|lang| self.has_praise(&lang)));
        let asked = args.lang.as_deref().or(told.as_deref());
        let lang = language(asked, &document, &name, &self.lexicons).or_else(|error| match args.lang {
            // An empty text is measured all the same: it has no words.
            None if document.work().next().is_none() => Ok(Lang::undetermined()),
            _ => Err(error),
        })?;
        let praise = self.own.get(lang.primary()).cloned().map_or_else(|| praise(&lang), |own| Ok(Some(own)))?;
        let (year, label) = match args.by {
            By::Edition => (None, label(path, self.files)),
            By::Year => year(&document, path, ui).map(|year| (Some(year), year.to_string()))?,
        };
        if lang != Lang::undetermined() && self.said.insert(lang.primary().to_owned()) {
            gaps(&lang, praise.is_some(), &self.dossiers, ui);
        }
        let mut text = Text {
            matcher: &self.matcher,
            lang: lang.as_str(),
            praise: praise.unwrap_or_default(),
            tally: Tally::default(),
            cursor: Cursor::default(),
            hits: self.hits.as_mut(),
        };
        let start = text.hits.as_ref().map_or(0, |hits| hits.end());
        if let Some(long) = long {
            text.long(path, &long, &name, encoding, ui)?;
        } else {
            text.add(&document, pieces::Place::default())
                .doing(|| "cannot write the hits to a temporary file".to_owned())?;
        }
        let tally = text.tally;
        let measured = self.measured.entry((year, if year.is_some() { 0 } else { idx })).or_default();
        (measured.year, measured.label) = (year, label);
        measured.texts.push(name.clone());
        if lang != Lang::undetermined() {
            measured.langs.insert(lang.to_string());
        }
        measured.tally.add_text(tally);
        measured.hits.extend(self.hits.as_ref().map(|hits| start..hits.end()));
        if document.work().next().is_none() {
            ui.warn(&format!("`{}` holds no text", visible(&name)));
        }
        Ok(())
    }

    fn has_praise(&self, lang: &Lang) -> bool {
        self.own.contains_key(lang.primary()) || thaw_data::file(&format!("praise/{}.toml", lang.primary())).is_some()
    }
}

/// A text while it is measured.
struct Text<'r> {
    matcher: &'r Matcher,
    lang: &'r str,
    praise: Praise,
    tally: Tally,
    cursor: Cursor,
    hits: Option<&'r mut Hits>,
}

impl Text<'_> {
    /// Counts a document, or a piece of a long one that begins at `start`.
    fn add(&mut self, document: &Document, start: pieces::Place) -> std::io::Result<()> {
        let mut written = Ok(());
        let (hits, cursor) = (&mut self.hits, &mut self.cursor);
        for (of, block) in work(document) {
            let mut take = |hit: Hit| {
                if let (Some(hits), Ok(())) = (hits.as_mut(), &written) {
                    let at = cursor.place(document, of, &hit.range, start);
                    written = hits.add(&Placed { hit, at });
                }
            };
            measure(block, self.matcher, self.lang, &self.praise, &mut self.tally, &mut take);
        }
        written
    }

    /// Counts a long text in pieces.
    fn long(
        &mut self,
        path: &Path,
        long: &Long,
        name: &str,
        encoding: Option<&str>,
        ui: &Ui,
    ) -> Result<(), CommandError> {
        let cannot = || format!("cannot read `{name}`");
        let before = stamp(path)?;
        let spinner = ui.spinner(format!("measuring {}", visible(name)));
        let input = spinner.wrap_read(File::open(path).doing(cannot)?);
        let read = long.pieces(input, encoding).and_then(|pieces| {
            for piece in pieces {
                let piece = piece?;
                self.add(&piece.document, piece.start)?;
            }
            Ok(())
        });
        spinner.finish_and_clear();
        match read {
            Err(PieceError::Document(error)) => return Err(documents::unread(name, error)),
            read => read.doing(cannot)?,
        }
        if stamp(path)? != before {
            return Err(documents::changed(name));
        }
        Ok(())
    }
}

/// Returns the blocks of [`Document::work`], each with the number of its part and its own number there.
fn work(document: &Document) -> impl Iterator<Item = ((usize, usize), &Block)> {
    [Role::Text, Role::Note].into_iter().flat_map(|role| {
        document.parts.iter().enumerate().flat_map(move |(part_idx, part)| {
            let blocks = part.blocks.iter().enumerate().filter(move |(_, block)| block.role == role);
            blocks.map(move |(idx, block)| ((part_idx, idx), block))
        })
    })
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
            "there are no words of praise for `{lang}`: only the name and the dossier's epithets are counted; there are for {}; your own \
             can be given with --praise FILE",
            known.join(", ")
        ));
    }
    for dossier in dossiers {
        match dossier.names.iter().find(|(tag, _)| tag.split('-').next() == Some(lang.primary())) {
            None => ui
                .warn(&format!("the dossier `{}` has no name in `{lang}`; other spellings are looked for", dossier.id)),
            Some((tag, names)) if names.epithets.is_empty() => {
                ui.note(&format!("the dossier `{}` has no epithets in `{lang}`: none are counted; they are written in it as epithets = [\"…\"] under [names.{tag}]", dossier.id));
            }
            Some(_) => {}
        }
    }
}

fn praise_lang(path: &str) -> Option<&str> {
    path.strip_prefix("praise/")?.strip_suffix(".toml")
}

fn print(all: &[Measured], mut hits: Option<Hits>, ui: &Ui) -> Result<(), CommandError> {
    let mut out = ui.out();
    if ui.json {
        for measured in all {
            let told = Told {
                label: &measured.label,
                year: measured.year,
                texts: &measured.texts,
                langs: &measured.langs,
                count: measured.tally.total(),
                mentions: measured.tally.mentions(),
                praise: measured.tally.praise(),
                critical: measured.tally.critical(),
            };
            let told = serde_json::to_string(&told).map_err(std::io::Error::from)?;
            write!(out, "{},\"hits\":[", told.strip_suffix('}').unwrap_or(&told))?;
            let mut comma = "";
            for (text, kept) in measured.texts.iter().zip(&measured.hits) {
                let Some(hits) = &mut hits else { break };
                let file = serde_json::to_string(text).map_err(std::io::Error::from)?;
                hits.each(kept, |hit| {
                    write!(out, "{comma}{{\"file\":{file},{}", hit.strip_prefix('{').unwrap_or(hit))?;
                    comma = ",";
                    Ok(())
                })?;
            }
            writeln!(out, "]}}")?;
        }
        out.flush()?;
        return Ok(());
    }
    let mut table =
        Table::new(&["text", "words", "named", "praise", "per 10,000", "95 %", "critical use", "per 10,000", "95 %"]);
    for measured in all {
        let count = measured.tally.total();
        let mut row = vec![measured.label.clone(), count.n_words.to_string(), count.n_mentions.to_string()];
        for rate in [measured.tally.praise(), measured.tally.critical()] {
            row.extend([
                rate.n.to_string(),
                format!("{:.1}", rate.rate),
                format!("{:.1} to {:.1}", rate.low, rate.high),
            ]);
        }
        table.row(row);
    }
    table.write(ui, &mut out)?;
    if let Some(hits) = &mut hits {
        let of_texts = all.iter().flat_map(|measured| {
            let texts = measured.texts.iter().zip(&measured.hits);
            texts.filter(|(_, kept)| !kept.is_empty()).map(move |(text, kept)| (measured, text, kept))
        });
        for (Measured { label, year, .. }, text, kept) in of_texts {
            let heading = if year.is_some() { format!("{label}: {text}") } else { label.clone() };
            writeln!(out, "\n{}", ui.bold(&visible(&heading)))?;
            hits.each(kept, |hit| {
                let Placed { hit, at } = serde_json::from_str(hit)?;
                let kind = hit.kind.name();
                let critical = hit.critical.as_ref().map(|why| format!(" (critical: {why})")).unwrap_or_default();
                writeln!(out, "{at}: {kind} `{}`{critical}\n    {}", visible(&hit.text), visible(&hit.sentence))
            })?;
        }
    }
    out.flush()?;
    let short = all.iter().filter(|measured| measured.tally.total().n_words < FEW_WORDS).count();
    if short > 0 {
        ui.note(&format!(
            "{short} of {} have fewer than {FEW_WORDS} words, which say little: look at the intervals before you compare",
            all.len()
        ));
    }
    ui.note(CANNOT_TELL);
    Ok(())
}

/// A text with fewer words says little about itself.
const FEW_WORDS: u64 = 2000;

/// What nobody should conclude from the numbers.
const CANNOT_TELL: &str = "it cannot tell irony without a mark, praise that does not name the leader, or what a text leaves out; \
    look at the hits (--hits) before you conclude";

fn csv(all: &[Measured], out: &mut dyn Write) -> std::io::Result<()> {
    let mut heading = vec!["text".to_owned(), "words".to_owned()];
    for name in ["mentions", "praise", "critical"] {
        heading.extend(["", "_per_10000", "_low", "_high"].map(|what| format!("{name}{what}")));
    }
    heading.extend(["epithets", "formulas", "languages", "files"].map(str::to_owned));
    let mut table = csv_table::Writer::new(out, heading.iter().map(String::as_str), Formulas::Disarmed)?;
    for measured in all {
        let Measured { label, tally, langs, texts, .. } = measured;
        let count = tally.total();
        let mut row = vec![label.clone(), count.n_words.to_string()];
        for rate in [tally.mentions(), tally.praise(), tally.critical()] {
            row.push(rate.n.to_string());
            row.extend([rate.rate, rate.low, rate.high].map(|value| format!("{value:.3}")));
        }
        row.extend([count.n_epithets, count.n_formulas].map(|n| n.to_string()));
        row.extend([langs.iter().cloned().collect::<Vec<_>>().join("; "), texts.join("; ")]);
        table.row(row.iter().map(String::as_str))?;
    }
    table.finish()
}

/// Reads words of praise that were given, and their language.
fn own_praise(path: &Path) -> Result<(String, Praise), CommandError> {
    let cannot = || format!("cannot read the words of praise `{}`", path.display());
    let text = std::fs::read_to_string(path).doing(cannot)?;
    let praise: Praise = toml::from_str(&text).doing(cannot)?;
    let lang = Lang::parse(&praise.tag).ok_or_else(|| {
        CommandError::new(format!("`{}` does not say for which language its words are", path.display()))
            .hint("write it on the first line, as in tag = \"zh\"")
    })?;
    Ok((lang.primary().to_owned(), praise))
}

/// The words of praise of a language; none when nobody has gathered them.
fn praise(lang: &Lang) -> Result<Option<Praise>, CommandError> {
    let text = thaw_data::file(&format!("praise/{}.toml", lang.primary()));
    let read = text.map(toml::from_str).transpose();
    read.doing(|| format!("cannot read the words of praise for `{lang}`"))
}

/// The year in the name of a file; else the one that the document says; else the one in the name of
/// the folder. What office documents say is when the file was made: that comes last, and is told.
fn year(document: &Document, path: &Path, ui: &Ui) -> Result<i32, CommandError> {
    let name = path.display().to_string();
    let single = |years: &BTreeSet<i32>| years.first().copied().filter(|_| years.len() == 1);
    let date = document.metadata().date;
    let told = date.as_ref().and_then(|date| date.parse::<Edtf>().ok()).and_then(|date| {
        let first = date.first_year()?;
        (date.last_year() == Some(first)).then(|| i32::try_from(first).ok())?
    });
    let is_of_file = is_dated_by_file(document);
    let in_name = years_in(path.file_name());
    let in_folder = years_in(path.parent().and_then(Path::file_name));
    let without_file = single(&in_name).or(told.filter(|_| !is_of_file)).or_else(|| single(&in_folder));
    if let Some(year) = without_file {
        if let Some(told) = told.filter(|told| *told != year && !is_of_file) {
            ui.warn(&format!("`{}` is put to {year}, as its name says; it says {told} itself", visible(&name)));
        }
        return Ok(year);
    }
    if let Some(year) = told {
        ui.warn(&format!(
            "`{}` is put to {year}, when the file was made; if the text is of another year, put that into the file's name",
            visible(&name)
        ));
        return Ok(year);
    }
    let several: Vec<String> = in_name.iter().chain(&in_folder).map(i32::to_string).collect();
    let error = match date {
        _ if !several.is_empty() => format!("the name of `{name}` has several years ({})", several.join(", ")),
        Some(date) => format!("`{name}` is dated {date}, which is no single year"),
        None => format!("`{name}` does not say from which year it is"),
    };
    Err(CommandError::new(error).hint("put the year into the file's name, or use --by edition"))
}
