//! `thaw revise`

mod report;
mod undo;

use super::documents::{
    self, Long, ReadDocument, changed, editable, is_dated_by_file, lexicons, likely_language, long, named_year,
    read_quietly, stamp, warn_of, warn_of_guess,
};
use super::inputs::{Input, inputs};
use crate::case::Case;
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Ui, visible};
use clap::{Args, ValueEnum};
use report::{Report, Totals};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use thaw_core::Edtf;
use thaw_formats::document::Document;
use thaw_formats::document::pieces::Place;
use thaw_formats::error::FormatError;
use thaw_formats::open::{Unplaced, left_behind, place, settle};
use thaw_revise::Gazetteers;
use thaw_revise::edit_list::{self, ListWriter};
use thaw_revise::gazetteer::places;
use thaw_revise::lexicon::Lexicons;
use thaw_revise::revise::{Mention, Mode, Options, Revision, revise};
use thaw_revise::stream::{StreamError, revise_stream};

/// Explain, replace or mark up place names in documents, rightly for their date.
///
/// Reads plain text, Markdown, HTML, TEI XML, EPUB, DOCX and ODT and writes the same format: NAME.revised.EXT beside the
/// file, and NAME.revised.EXT.edits.json, from which --undo gives back the original exactly. Outside the edits every byte
/// stays. Names that are not clear are left alone, and the reason is said.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw revise chapter.html --date 1955 --mode gloss\n  thaw revise chapter.txt --date 1955 --mode replace --to today --explain\n  thaw revise letters --mode tag --output-dir tagged\n  thaw revise --undo chapter.revised.html.edits.json\n\nExit codes: 0 done; 1 done, but some files could not be read and were left as they were; 2 not done."
)]
pub(crate) struct Revise {
    /// The documents; a folder stands for all documents in it
    #[arg(required_unless_present = "undo")]
    files: Vec<PathBuf>,
    /// The date of the documents (EDTF), whose names they use. Default: what each document says about itself, else the year in
    /// its name or in that of its folder
    #[arg(long)]
    date: Option<String>,
    /// What to do with names
    #[arg(long, value_enum, default_value_t = RevisionMode::Gloss)]
    mode: RevisionMode,
    /// The date whose names are written (EDTF), or `today`
    #[arg(long, default_value = "today", value_name = "DATE")]
    to: String,
    /// The language of the documents. Default: what each says about itself and its parts; else told by the words, for each
    /// paragraph
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
    /// Write into this folder, under the names that the files have; what a given folder holds keeps its place in it
    #[arg(long, value_name = "DIR")]
    output_dir: Option<PathBuf>,
    /// Give back the original from this list of edits; of the file that the list stands beside, or of one that is named
    #[arg(long, value_name = "EDITS")]
    undo: Option<PathBuf>,
    /// Print every name with the reason for what was done, and the places that it can mean
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

pub(crate) fn run(args: &Revise, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    if let Some(list) = &args.undo {
        return undo::run(args, list, ui);
    }
    let lexicons = lexicons()?;
    let places = places(&case.open_ledger(ui)?).doing(|| "cannot read the places of the ledger".to_owned())?;
    let gazetteers = Gazetteers::new(&places, &lexicons);
    let (today, large, folders) = (case.today()?, Mutex::default(), Mutex::default());
    let files = inputs(&args.files, args.output_dir.as_deref(), ui)?;
    let work = Work {
        args,
        files: &files,
        is_json: ui.json,
        lexicons: &lexicons,
        gazetteers: &gazetteers,
        today,
        large,
        folders,
    };
    work.check_outputs(ui)?;
    let (mut done, mut totals) = (Done::Clean, Totals::default());
    let told = in_turn(
        &files,
        |file| work.file(file),
        |file, written| {
            let told = written.and_then(|written| match written {
                Written::Whole(revised) => work.report(file, &revised, &mut totals, ui),
                Written::NotYet(sample, long) => work.long(file, (&sample, &long), &mut totals, ui),
            });
            match told {
                // The other files can still be done.
                Err(error) if files.len() > 1 && !error.is_broken_pipe() => {
                    ui.error(&error);
                    done = Done::Problems;
                    Ok(())
                }
                told => told,
            }
        },
    );
    let folders = work.folders.into_inner().unwrap_or_else(PoisonError::into_inner);
    settle(&folders).map_err(|error| unwritten("cannot bring the files to the disk".to_owned(), error))?;
    told?;
    totals.tell(ui);
    Ok(done)
}

/// Does `work` on several files at once and tells `each` what came of it, file by file in their order.
///
/// More at once than there are processors: most of the time of a short document is waiting for the disk, which brings several files
/// home as fast as one. No more than a few results wait for their turn.
fn in_turn<T: Send>(
    files: &[Input],
    work: impl Fn(&Input) -> T + Sync,
    mut each: impl FnMut(&Input, T) -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    const AT_ONCE: usize = 4;
    let work = &work;
    thread::scope(|scope| {
        let start = |nth: usize| {
            let (send, receive) = sync_channel(1);
            scope.spawn(move || {
                // When nobody receives any more, an earlier file ended the run.
                let own = files.iter().skip(nth).step_by(AT_ONCE);
                own.map(|file| send.send(work(file))).find(Result::is_err)
            });
            receive
        };
        let workers: Vec<Receiver<T>> = (0..AT_ONCE.min(files.len())).map(start).collect();
        for (file, worker) in files.iter().zip(workers.iter().cycle()) {
            // A worker that ended early has panicked, which the scope tells of.
            let Ok(done) = worker.recv() else { break };
            each(file, done)?;
        }
        Ok(())
    })
}

fn list_path(output: &Path) -> PathBuf {
    with_ending(output, ".edits.json")
}

/// Returns a path with more at its end; names of files need not be text.
fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Returns the name of a file with a word before its ending: `chapter.revised.html`.
fn marked(path: &Path, word: &str) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(word);
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    PathBuf::from(name)
}

fn description(options: &Options) -> String {
    format!("thaw revise: {:?}, names of {} for names of {}", options.mode, options.to, options.date)
}

struct Work<'a> {
    args: &'a Revise,
    files: &'a [Input],
    is_json: bool,
    lexicons: &'a Lexicons,
    gazetteers: &'a Gazetteers<'a>,
    today: Edtf,
    /// Held by who works on a large document.
    large: Mutex<()>,
    /// Where files were written.
    folders: Mutex<BTreeSet<PathBuf>>,
}

/// So many bytes make a document a large one.
const LARGE: u64 = 4 << 20;

/// What became of a file.
enum Written {
    /// It was revised.
    Whole(Box<Revised>),
    /// It is too long to be read whole: its beginning.
    NotYet(Box<Document>, Long),
}

/// A document that was revised and written.
struct Revised {
    document: Document,
    options: Options,
    dated: Dated,
    revision: Revision,
    output: PathBuf,
}

/// By what the date of a document is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dated {
    /// It was given.
    Asked,
    /// The document says it.
    Said,
    /// The name of the file or of its folder has the year.
    Named,
}

impl Work<'_> {
    /// Revises a document and writes it, unless it is to be read in pieces.
    fn file(&self, input: &Input) -> Result<Written, CommandError> {
        let path = &input.path;
        let name = path.display().to_string();
        let cannot = || format!("cannot revise `{name}`");
        let encoding = self.args.encoding.as_deref();
        if let Some((sample, long)) = long(path, encoding)? {
            return Ok(Written::NotYet(Box::new(sample), long));
        }
        // Large ones are worked on one after the other.
        let _turn = match stamp(path)?.0 {
            LARGE.. => Some(self.large.lock().unwrap_or_else(PoisonError::into_inner)),
            _ => None,
        };
        let ReadDocument { document, bytes, stamp: before } = read_quietly(path, encoding)?;
        let (options, dated) = self.options(&document, path)?;
        let revision = revise(&document, self.gazetteers, &options).doing(cannot)?;
        let edited = document.apply(&revision.edits).doing(cannot)?;
        let (output, backup) = (self.output(input)?, self.backup(path)?);
        self.may_write(&output)?;
        if stamp(path)? != before {
            return Err(changed(&name));
        }
        self.write_all(path, &output, backup.as_deref(), |out, list| {
            let mut list = ListWriter::new(list, &name, description(&options));
            list.add(&bytes, &document, &edited)?;
            list.finish()?;
            out.write_all(&edited.bytes)
        })
        .map_err(|error| unwritten(format!("cannot write `{}`", output.display()), error))?;
        Ok(Written::Whole(Box::new(Revised { document, options, dated, revision, output })))
    }

    /// Tells what became of a document.
    fn report(&self, input: &Input, revised: &Revised, totals: &mut Totals, ui: &Ui) -> Result<(), CommandError> {
        let Revised { document, options, dated, revision, output } = revised;
        let name = input.path.display().to_string();
        warn_of(document, &name, ui);
        if document.is_signed && !revision.edits.is_empty() {
            ui.warn(&format!(
                "`{}` is signed; the signature does not hold for what was written, but holds again for what --undo gives back",
                visible(&name)
            ));
        }
        let mut report = Report::new(ui, self.args, &name, output, (options, *dated), self.files.len() == 1)?;
        for mention in &revision.mentions {
            report.mention(mention, document, Place::default())?;
        }
        Ok(report.finish(&revision.unread, totals)?)
    }

    /// Revises a long document in pieces.
    fn long(
        &self,
        input: &Input,
        (sample, long): (&Document, &Long),
        totals: &mut Totals,
        ui: &Ui,
    ) -> Result<(), CommandError> {
        let path = &input.path;
        let name = path.display().to_string();
        warn_of_guess(sample, &name, ui);
        let cannot = || format!("cannot revise `{name}`");
        let (options, dated) = self.options(sample, path)?;
        let (output, backup) = (self.output(input)?, self.backup(path)?);
        self.may_write(&output)?;
        let label = self.args.encoding.as_deref();
        let before = stamp(path)?;
        let is_changed = || stamp(path).ok().as_ref() != Some(&before);
        let spinner = ui.spinner(format!("revising {}", visible(&name)));
        let mut report = Report::new(ui, self.args, &name, &output, (&options, dated), self.files.len() == 1)?;
        let mut failed = None;
        let mut unread = BTreeMap::new();
        let written = self.write_all(path, &output, backup.as_deref(), |out, list| {
            let input = spinner.wrap_read(fs::File::open(path)?);
            let mut list = ListWriter::new(list, &name, description(&options));
            let each = |mention: Mention, piece: &Document, start| report.mention(&mention, piece, start);
            let revised = long
                .pieces(input, label)
                .map_err(StreamError::from)
                .and_then(|pieces| revise_stream(pieces, out, &mut list, self.gazetteers, &options, each));
            match revised {
                Ok(found) => unread = found,
                Err(error) => {
                    failed = Some(error);
                    return Err(io::Error::other("stopped"));
                }
            }
            list.finish()?;
            if is_changed() { Err(io::Error::other("stopped")) } else { Ok(()) }
        });
        spinner.finish_and_clear();
        // Half of a file that is written anew can look like anything.
        if written.is_err() && is_changed() {
            return Err(changed(&name));
        }
        match failed {
            Some(StreamError::Io(error)) => return Err(CommandError::of(cannot(), error)),
            Some(StreamError::Document(error)) => return Err(documents::unread(&name, error)),
            Some(error) => return Err(CommandError::of(cannot(), error)),
            None => written.map_err(|error| unwritten(cannot(), error))?,
        }
        Ok(report.finish(&unread, totals)?)
    }

    fn options(&self, document: &Document, path: &Path) -> Result<(Options, Dated), CommandError> {
        let name = &path.display().to_string();
        const WRITTEN: &str = "dates are written as 1955, 1955-06 or 1955-06-30, uncertain ones as 1955~ or 195X";
        let given = |option: &str, text: &str| {
            let date = text.trim().parse::<Edtf>().doing(|| format!("cannot read the date `{text}` of `{option}`"));
            date.map_err(|error| error.hint(WRITTEN))
        };
        // A text that was typed anew is older than its file.
        let named = named_year(path).map(|year| format!("{year:04}"));
        let said = document.metadata().date.filter(|_| named.is_none() || !is_dated_by_file(document));
        let (date, dated) = match (&self.args.date, said, named) {
            (Some(text), ..) => (given("--date", text)?, Dated::Asked),
            (None, Some(text), _) => {
                let date = text.parse::<Edtf>().map_err(|error| {
                    CommandError::of(format!("cannot read the date `{text}` that `{name}` says"), error)
                        .hint("say it with --date 1955")
                })?;
                (date, Dated::Said)
            }
            (None, None, Some(year)) => (given("--date", &year)?, Dated::Named),
            (None, None, None) => {
                return Err(
                    CommandError::new(format!("`{name}` does not say from when it is")).hint("say it with --date 1955")
                );
            }
        };
        let to = match self.args.to.as_str() {
            "today" => self.today.clone(),
            to => given("--to", to)?,
        };
        let mode = match self.args.mode {
            RevisionMode::Gloss => Mode::Gloss,
            RevisionMode::Replace => Mode::Replace,
            RevisionMode::Tag => Mode::Tag,
        };
        let lang = match self.args.lang.as_deref() {
            Some(tag) => editable(tag, self.lexicons)?,
            None => likely_language(document, name, self.lexicons)?,
        };
        let keep_quotations = self.args.quotations == Quotations::Keep;
        let (is_one_language, is_explained) = (self.args.lang.is_some(), self.args.explain || self.is_json);
        Ok((Options { mode, date, to, keep_quotations, lang, is_one_language, is_explained }, dated))
    }

    /// Makes sure that no two documents are written to one place, and says what a killed run left there.
    fn check_outputs(&self, ui: &Ui) -> Result<(), CommandError> {
        let mut outputs = BTreeMap::new();
        let mut folders = BTreeSet::new();
        for input in self.files {
            let (path, output) = (&input.path, self.output(input)?);
            if self.args.in_place && n_names(path) > 1 {
                ui.warn(&format!(
                    "`{}` has other names (hard links), which keep leading to the original; this one will lead to the revised document",
                    visible(&path.display().to_string())
                ));
            }
            folders.insert(output.parent().map(Path::to_owned).unwrap_or_default());
            // One file can have several names.
            let folder = output.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
            let plain = folder.join(output.file_name().unwrap_or_default());
            let place = if self.args.in_place { path.canonicalize().unwrap_or(plain) } else { plain };
            if let Some(other) = outputs.insert(place, path) {
                let (output, path, other) = (output.display(), path.display(), other.display());
                return Err(CommandError::new(format!("`{other}` and `{path}` would both be written to `{output}`"))
                    .hint("give the folder that both stand in, or revise them in two runs, into two folders"));
            }
        }
        for left in folders.iter().flat_map(|folder| left_behind(folder)) {
            ui.warn(&format!(
                "`{}` is the unfinished file of a run that was killed, or that still goes on; if none does, delete it",
                visible(&left.display().to_string())
            ));
        }
        Ok(())
    }

    /// Returns where to write.
    fn output(&self, input: &Input) -> Result<PathBuf, CommandError> {
        let path = &input.path;
        if self.args.in_place {
            if fs::metadata(path).is_ok_and(|data| data.permissions().readonly()) {
                return Err(CommandError::new(format!("`{}` is read-only and was not written over", path.display()))
                    .hint("leave out --in-place, or allow writing to the file first"));
            }
            return Ok(path.to_owned());
        }
        if let Some(folder) = &self.args.output_dir {
            let output = folder.join(&input.below);
            let folder = output.parent().unwrap_or(folder);
            fs::create_dir_all(folder).doing(|| format!("cannot make the folder `{}`", folder.display()))?;
            if output.canonicalize().is_ok_and(|output| path.canonicalize().is_ok_and(|path| output == path)) {
                return Err(CommandError::new(format!("`{}` would be written over itself", path.display()))
                    .hint("use --in-place, which keeps the original, or another folder"));
            }
            return Ok(output);
        }
        Ok(path.with_file_name(marked(path, ".revised")))
    }

    /// Makes sure that nobody's work is written over: what stands there must be as an earlier run left it.
    fn may_write(&self, output: &Path) -> Result<(), CommandError> {
        if self.args.in_place || !output.exists() {
            return Ok(());
        }
        let opened = fs::File::open(list_path(output)).and_then(|list| Ok((list, fs::File::open(output)?)));
        let is_ours =
            opened.is_ok_and(|(list, file)| edit_list::is_as_left(BufReader::new(list), file).unwrap_or(false));
        if is_ours {
            return Ok(());
        }
        let what = format!(
            "`{}` was changed since an earlier run wrote it, or is another's; it was not written over",
            output.display()
        );
        Err(CommandError::new(what).hint("move it away first, or write into another folder: --output-dir FOLDER"))
    }

    /// Returns where a file that is written over is to be kept, unless a run that was stopped has left it there.
    fn backup(&self, path: &Path) -> Result<Option<PathBuf>, CommandError> {
        let backup = with_ending(path, ".orig");
        if !self.args.in_place {
            return Ok(None);
        }
        match backup.exists() {
            false => Ok(Some(backup)),
            true if is_equal(path, &backup).doing(|| format!("cannot read `{}`", backup.display()))? => Ok(None),
            true => Err(CommandError::new(format!("`{}` exists already; nothing was written over", backup.display()))
                .hint("an earlier run left the original there; move it away first")),
        }
    }

    /// Writes a document and the list of its edits, and keeps the original: all of it or nothing.
    fn write_all(
        &self,
        original: &Path,
        output: &Path,
        backup: Option<&Path>,
        write: impl FnOnce(&mut dyn Write, &mut dyn Write) -> io::Result<()>,
    ) -> Result<(), FormatError> {
        let mut list = None;
        let document = Unplaced::write(output, Some(original), |out| {
            let listed = |list: &mut dyn Write| write(out, list);
            list = Some(Unplaced::write(&list_path(output), Some(original), listed).map_err(io::Error::other)?);
            Ok(())
        })?;
        let copied = |out: &mut dyn Write| io::copy(&mut fs::File::open(original)?, out).map(drop);
        let backup = backup.map(|backup| Unplaced::write(backup, Some(original), copied)).transpose()?;
        // The document last: it must not stand there when its original or its edits do not.
        let folders = place(backup.into_iter().chain(list).chain([document]))?;
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).extend(folders);
        Ok(())
    }
}

/// Returns how many names a file has.
#[cfg(unix)]
fn n_names(path: &Path) -> u64 {
    fs::metadata(path).map_or(1, |data| std::os::unix::fs::MetadataExt::nlink(&data))
}

/// Not known everywhere.
#[cfg(not(unix))]
fn n_names(_: &Path) -> u64 {
    1
}

/// Tells whether two files hold the same.
fn is_equal(one: &Path, other: &Path) -> io::Result<bool> {
    if fs::metadata(one)?.len() != fs::metadata(other)?.len() {
        return Ok(false);
    }
    let [mut one, mut other] = [BufReader::new(fs::File::open(one)?), BufReader::new(fs::File::open(other)?)];
    loop {
        let (left, right) = (one.fill_buf()?, other.fill_buf()?);
        let n = left.len().min(right.len());
        if n == 0 || left[..n] != right[..n] {
            return Ok(left.is_empty() && right.is_empty());
        }
        one.consume(n);
        other.consume(n);
    }
}

/// Says that a file cannot be written, and what to do.
fn unwritten(what: String, error: FormatError) -> CommandError {
    let mut cause: Option<&dyn std::error::Error> = Some(&error);
    let mut kind = None;
    while let Some(error) = cause {
        kind = error.downcast_ref::<io::Error>().map(io::Error::kind).or(kind);
        cause = error.source();
    }
    let told = CommandError::of(what, error);
    match kind {
        Some(io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) => {
            told.hint("name a folder where you may write: --output-dir FOLDER")
        }
        Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => {
            told.hint("the disk is full: make room on it, or name a folder on another one: --output-dir FOLDER")
        }
        _ => told,
    }
}
