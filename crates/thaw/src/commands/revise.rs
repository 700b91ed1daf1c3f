//! `thaw revise`

use crate::case::Case;
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Table, Ui, visible};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use thaw_core::{Edtf, Lang};
use thaw_formats::document::{Document, Edit, Kind, line_column};
use thaw_formats::open::write_whole;
use thaw_revise::edit_list::EditList;
use thaw_revise::gazetteer::{Gazetteer, Place, places};
use thaw_revise::lexicon::Lexicons;
use thaw_revise::revise::{Mention, Mode, Options, revise};
use thaw_revise::stream::revise_stream;

/// Explain, replace or mark up place names in documents, rightly for their date.
///
/// Reads plain text, Markdown, HTML, TEI XML, EPUB, DOCX and ODT and writes the same format: NAME.revised.EXT beside the
/// file, and NAME.revised.EXT.edits.json, from which --undo gives back the original exactly. Outside the edits every byte
/// stays. Names that are not clear are left alone, and the reason is said.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw revise chapter.html --date 1955 --mode gloss\n  thaw revise chapter.txt --date 1955 --mode replace --to today --explain\n  thaw revise letters.xml --mode tag --output-dir tagged\n  thaw revise chapter.revised.html --undo chapter.revised.html.edits.json\n\nExit codes: 0 done; 1 done, but some files could not be read and were left as they were; 2 not done."
)]
pub(crate) struct Revise {
    /// The documents
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The date of the documents (EDTF), whose names they use. Default: what each document says about itself
    #[arg(long)]
    date: Option<String>,
    /// What to do with names
    #[arg(long, value_enum, default_value_t = RevisionMode::Gloss)]
    mode: RevisionMode,
    /// The date whose names are written (EDTF), or `today`
    #[arg(long, default_value = "today", value_name = "DATE")]
    to: String,
    /// The language of the documents. Default: what each says about itself, else told by its words
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
    /// What to do with names in quotations of more than five words
    #[arg(long, value_enum, default_value_t = Quotations::Edit)]
    quotations: Quotations,
    /// The encoding of text files, such as windows-1251. Default: told by the file
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Write over the files; the originals stay beside them as NAME.EXT.orig
    #[arg(long, conflicts_with = "output_dir")]
    in_place: bool,
    /// Write into this folder, under the names that the files have
    #[arg(long, value_name = "DIR")]
    output_dir: Option<PathBuf>,
    /// Give back the original from this list of edits; one file
    #[arg(long, value_name = "EDITS")]
    undo: Option<PathBuf>,
    /// Print every name with the reason for what was done
    #[arg(long, short)]
    explain: bool,
}

/// What is done with names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum RevisionMode {
    /// Add the other name at the first mention: "Stalino [now Donetsk]"
    Gloss,
    /// Write the other name
    Replace,
    /// Mark names up and change no character of the text
    Tag,
}

/// What is done with quotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Quotations {
    /// Names in quotations stay
    Keep,
    /// Names in quotations are treated like all others
    Edit,
}

/// What became of one file.
#[derive(Debug, Serialize)]
struct Report<'r> {
    file: String,
    output: String,
    edits: String,
    lang: String,
    date: String,
    n_edits: usize,
    mentions: &'r [Mention],
}

pub(crate) fn run(args: &Revise, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    if let Some(list) = &args.undo {
        return undo(args, list, ui);
    }
    let work = Work {
        args,
        lexicons: lexicons()?,
        places: places(&case.open_ledger(ui)?).doing(|| "cannot read the places of the ledger".to_owned())?,
        today: case.today()?,
    };
    let mut gazetteers: BTreeMap<Lang, Gazetteer<'_>> = BTreeMap::new();
    let mut done = Done::Clean;
    for file in &args.files {
        if let Err(error) = work.file(file, &mut gazetteers, ui) {
            // The other files can still be done.
            if args.files.len() == 1 || error.is_broken_pipe() {
                return Err(error);
            }
            ui.error(&error);
            done = Done::Problems;
        }
    }
    Ok(done)
}

/// Reads the bundled words of all languages.
pub(crate) fn lexicons() -> Result<Lexicons, CommandError> {
    Lexicons::parse(thaw_data::files("revise/")).doing(|| "cannot read the bundled words".to_owned())
}

/// Tells the language of a document: as asked for, as the document says, or by its words.
pub(crate) fn language(asked: Option<&str>, document: &Document, lexicons: &Lexicons) -> Result<Lang, CommandError> {
    const N_BLOCKS: usize = 40;
    if let Some(tag) = asked {
        return Lang::parse(tag).ok_or_else(|| CommandError::new(format!("`{tag}` is no language tag such as `ru`")));
    }
    // Programs leave `lang=""` and `C` in documents: what says nothing is not believed.
    let told = document.metadata().lang.and_then(|tag| Lang::parse(&tag));
    if let Some(lang) = told.filter(|lang| lexicons.get(lang).is_some()) {
        return Ok(lang);
    }
    let blocks = document.parts.iter().flat_map(|part| &part.blocks).take(N_BLOCKS);
    let sample: Vec<&str> = blocks.map(|block| block.text.as_str()).collect();
    lexicons.guess(&sample.join(" ")).ok_or_else(|| {
        CommandError::new("it is not clear in which language the document is").hint("say it with --lang")
    })
}

/// Reads a file whole and makes sure that it did not change meanwhile.
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>, CommandError> {
    let cannot = || format!("cannot read `{}`", path.display());
    let stamp = || fs::metadata(path).map(|data| (data.len(), data.modified().ok()));
    let before = stamp().doing(cannot)?;
    let bytes = fs::read(path).doing(cannot)?;
    if stamp().doing(cannot)? != before || bytes.len() as u64 != before.0 {
        return Err(CommandError::new(format!("`{}` changed while it was read; nothing was done", path.display())));
    }
    Ok(bytes)
}

/// Returns the size of a file and when it was changed last.
fn stamp(path: &Path) -> Result<(u64, Option<std::time::SystemTime>), CommandError> {
    let data = fs::metadata(path).doing(|| format!("cannot read `{}`", path.display()))?;
    Ok((data.len(), data.modified().ok()))
}

/// Returns the beginning of a file that is a plain text too long to be read whole.
fn long_text(path: &Path) -> Result<Option<Document>, CommandError> {
    const LONG: u64 = 16 << 20;
    const SAMPLE: u64 = 64 << 10;
    if stamp(path)?.0 < LONG {
        return Ok(None);
    }
    let mut head = Vec::new();
    let cannot = || format!("cannot read `{}`", path.display());
    fs::File::open(path).and_then(|file| file.take(SAMPLE).read_to_end(&mut head)).doing(cannot)?;
    if Kind::detect(&head, &path.display().to_string()) != Kind::Plain
        || head.starts_with(&[0xFF, 0xFE])
        || head.starts_with(&[0xFE, 0xFF])
    {
        return Ok(None);
    }
    // The sample only tells the language; what it cuts off does not matter.
    let text = String::from_utf8_lossy(&head).into_owned();
    Ok(Document::read(text.into_bytes(), Kind::Plain, None).ok())
}

fn list_path(output: &Path) -> PathBuf {
    PathBuf::from(format!("{}.edits.json", output.display()))
}

fn description(options: &Options) -> String {
    format!("thaw revise: {:?}, names of {} for names of {}", options.mode, options.to, options.date)
}

struct Work<'a> {
    args: &'a Revise,
    lexicons: Lexicons,
    places: Vec<Place>,
    today: Edtf,
}

impl Work<'_> {
    fn file<'w>(
        &'w self,
        path: &Path,
        gazetteers: &mut BTreeMap<Lang, Gazetteer<'w>>,
        ui: &Ui,
    ) -> Result<(), CommandError> {
        let name = path.display().to_string();
        let cannot = || format!("cannot revise `{name}`");
        if let Some(sample) = long_text(path)? {
            return self.long_text(path, &sample, gazetteers, ui);
        }
        let bytes = read_file(path)?;
        let kind = Kind::detect(&bytes, &name);
        let document = Document::read(&bytes, kind, self.args.encoding.as_deref()).doing(cannot)?;
        let lang = language(self.args.lang.as_deref(), &document, &self.lexicons)?;
        let options = self.options(&document, &name)?;
        if !gazetteers.contains_key(&lang) {
            gazetteers.insert(lang.clone(), Gazetteer::new(&self.places, &lang, &self.lexicons).doing(cannot)?);
        }
        let Some(gazetteer) = gazetteers.get(&lang) else { return Ok(()) };
        let revision = revise(&document, gazetteer, &options);
        let edited = document.apply(&revision.edits).doing(cannot)?;
        let (output, backup) = self.outputs(path)?;
        let list = EditList::new(&name, &bytes, &document, &edited, description(&options));
        let list_path = list_path(&output);
        // The list first: a document whose edits cannot be taken back must not stand there.
        if read_file(path)? != bytes {
            return Err(CommandError::new(format!("`{name}` changed while it was worked on; nothing was written")));
        }
        if let Some(backup) = &backup {
            write_new(backup, &bytes)?;
        }
        write_json(&list_path, &list)?;
        write_whole(&output, |out| out.write_all(&edited.bytes))
            .doing(|| format!("cannot write `{}`", output.display()))?;
        let report = Report {
            file: name,
            output: output.display().to_string(),
            edits: list_path.display().to_string(),
            lang: lang.to_string(),
            date: options.date.to_string(),
            n_edits: revision.edits.len(),
            mentions: &revision.mentions,
        };
        self.report(&report, &document, &revision.edits, ui)
    }

    /// Revises a long plain text in pieces.
    fn long_text<'w>(
        &'w self,
        path: &Path,
        sample: &Document,
        gazetteers: &mut BTreeMap<Lang, Gazetteer<'w>>,
        ui: &Ui,
    ) -> Result<(), CommandError> {
        let name = path.display().to_string();
        let cannot = || format!("cannot revise `{name}`");
        let lang = language(self.args.lang.as_deref(), sample, &self.lexicons)?;
        let options = self.options(sample, &name)?;
        if !gazetteers.contains_key(&lang) {
            gazetteers.insert(lang.clone(), Gazetteer::new(&self.places, &lang, &self.lexicons).doing(cannot)?);
        }
        let Some(gazetteer) = gazetteers.get(&lang) else { return Ok(()) };
        let (output, backup) = self.outputs(path)?;
        if let Some(backup) = backup.as_ref().filter(|backup| backup.exists()) {
            return Err(exists(backup));
        }
        let label = self.args.encoding.as_deref();
        let before = stamp(path)?;
        let mut n_left = 0_u64;
        let mut failed = None;
        let mut list = None;
        // Written beside the output under another name, and renamed only when everything went well.
        let written = write_whole(&output, |out| {
            let input = fs::File::open(path)?;
            let naming = (name.as_str(), description(&options));
            let each = |mention: Mention| n_left += u64::from(!mention.is_edited);
            match revise_stream(input, out, naming, label, gazetteer, &options, each) {
                Ok(edits) => list = Some(edits),
                Err(error) => {
                    failed = Some(error);
                    return Err(std::io::Error::other("stopped"));
                }
            }
            if stamp(path).ok().as_ref() != Some(&before) {
                return Err(std::io::Error::other("the document changed while it was read"));
            }
            let Some(list) = &list else { return Ok(()) };
            if let Some(backup) = &backup {
                fs::copy(path, backup)?;
            }
            write_json(&list_path(&output), list).map_err(std::io::Error::other)
        });
        if let Some(error) = failed {
            return Err(CommandError::of(cannot(), error));
        }
        written.doing(cannot)?;
        let n_edits = list.map_or(0, |list| list.items.len());
        ui.note(&format!(
            "{}: {n_edits} edits, {n_left} names left alone; wrote {} and the list of edits",
            visible(&name),
            output.display()
        ));
        Ok(())
    }

    fn options(&self, document: &Document, name: &str) -> Result<Options, CommandError> {
        let told = document.metadata().date;
        let text = self.args.date.clone().or(told).ok_or_else(|| {
            CommandError::new(format!("`{name}` does not say from when it is")).hint("say it with --date 1955")
        })?;
        // A moment (`1955-06-01T12:00:00Z`) is of its day.
        let date = text.split('T').next().unwrap_or(&text).trim();
        let date: Edtf = date.parse().doing(|| format!("cannot read the date `{text}` of `{name}`"))?;
        let to = match self.args.to.as_str() {
            "today" => self.today.clone(),
            to => to.parse().doing(|| format!("cannot read the date `{to}`"))?,
        };
        let mode = match self.args.mode {
            RevisionMode::Gloss => Mode::Gloss,
            RevisionMode::Replace => Mode::Replace,
            RevisionMode::Tag => Mode::Tag,
        };
        Ok(Options { mode, date, to, keep_quotations: self.args.quotations == Quotations::Keep })
    }

    /// Returns where to write, and where the original stays when it is written over.
    fn outputs(&self, path: &Path) -> Result<(PathBuf, Option<PathBuf>), CommandError> {
        if self.args.in_place {
            return Ok((path.to_owned(), Some(PathBuf::from(format!("{}.orig", path.display())))));
        }
        let file = path.file_name().map(PathBuf::from).unwrap_or_default();
        if let Some(folder) = &self.args.output_dir {
            fs::create_dir_all(folder).doing(|| format!("cannot make the folder `{}`", folder.display()))?;
            let output = folder.join(file);
            if output.canonicalize().ok() == path.canonicalize().ok() {
                return Err(CommandError::new(format!("`{}` would be written over itself", path.display()))
                    .hint("use --in-place, which keeps the original, or another folder"));
            }
            return Ok((output, None));
        }
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
        Ok((path.with_file_name(format!("{stem}.revised{ending}")), None))
    }

    fn report(&self, report: &Report<'_>, document: &Document, edits: &[Edit], ui: &Ui) -> Result<(), CommandError> {
        let mut out = ui.out();
        if ui.json {
            serde_json::to_writer(&mut out, report).map_err(std::io::Error::from)?;
            writeln!(out)?;
            out.flush()?;
            return Ok(());
        }
        if self.args.explain {
            let mut table = Table::new(&["place in file", "name", "done", "why"]);
            for mention in report.mentions {
                let done = match (&mention.new, mention.is_edited) {
                    (Some(new), true) => new.clone(),
                    (None, true) => "marked".to_owned(),
                    (_, false) => "left alone".to_owned(),
                };
                table.row(vec![place_in_file(document, mention), mention.text.clone(), done, mention.reason.clone()]);
            }
            table.write(ui, &mut out)?;
            out.flush()?;
        }
        let n_left = report.mentions.iter().filter(|mention| !mention.is_edited).count();
        ui.note(&format!(
            "{}: {} edits, {n_left} names left alone; wrote {} and the list of edits",
            visible(&report.file),
            edits.len(),
            visible(&report.output)
        ));
        Ok(())
    }
}

fn place_in_file(document: &Document, mention: &Mention) -> String {
    let Some(part) = document.parts.get(mention.part) else { return String::new() };
    let raw = part.blocks.get(mention.block).and_then(|block| block.raw_ranges(&mention.range));
    let (line, column) =
        line_column(&part.decoded.text, raw.and_then(|ranges| ranges.first().cloned()).map_or(0, |range| range.start));
    if part.name.is_empty() { format!("{line}:{column}") } else { format!("{} {line}:{column}", part.name) }
}

/// Writes a file that must not be there yet.
fn write_new(path: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    if path.exists() {
        return Err(exists(path));
    }
    write_whole(path, |out| out.write_all(bytes)).doing(|| format!("cannot write `{}`", path.display()))
}

fn exists(path: &Path) -> CommandError {
    CommandError::new(format!("`{}` exists already; nothing was written over", path.display()))
        .hint("an earlier run left the original there; move it away first")
}

fn write_json(path: &Path, value: &impl Serialize) -> Result<(), CommandError> {
    write_whole(path, |out| {
        serde_json::to_writer_pretty(&mut *out, value).map_err(std::io::Error::from)?;
        out.write_all(b"\n")
    })
    .doing(|| format!("cannot write `{}`", path.display()))
}

fn undo(args: &Revise, list: &Path, ui: &Ui) -> Result<Done, CommandError> {
    let [file] = args.files.as_slice() else {
        return Err(CommandError::new("a list of edits belongs to one file"));
    };
    let bytes = read_file(file)?;
    let text = read_file(list)?;
    let cannot = || format!("cannot undo the edits of `{}`", file.display());
    let list: EditList = serde_json::from_slice(&text).doing(cannot)?;
    let original = list.undo(&bytes).doing(cannot)?;
    let output = if args.in_place {
        file.clone()
    } else {
        let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let stem = stem.strip_suffix(".revised").unwrap_or(&stem).to_owned();
        let ending = file.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
        let name = format!("{stem}.original{ending}");
        match &args.output_dir {
            Some(folder) => {
                fs::create_dir_all(folder).doing(|| format!("cannot make the folder `{}`", folder.display()))?;
                folder.join(&name)
            }
            None => file.with_file_name(&name),
        }
    };
    write_whole(&output, |out| out.write_all(&original)).doing(|| format!("cannot write `{}`", output.display()))?;
    ui.note(&format!("wrote the original, byte for byte, to {}", output.display()));
    Ok(Done::Clean)
}
