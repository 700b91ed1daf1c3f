//! `thaw revise --undo`: the original, from a list of edits.

use super::{Revise, marked};
use crate::error::{CommandError, Doing, Done};
use crate::ui::{Ui, visible};
use std::fs;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use thaw_formats::open::write_whole;
use thaw_revise::edit_list::{self, UndoError};

/// Gives back the original of the file that was named, or else of the one that the list stands beside.
pub(super) fn run(args: &Revise, list: &Path, ui: &Ui) -> Result<Done, CommandError> {
    let beside = || list.to_str().and_then(|list| list.strip_suffix(".edits.json")).map(PathBuf::from);
    let file = match args.files.as_slice() {
        [file] => file.clone(),
        [] => beside().filter(|file| file.exists()).ok_or_else(|| {
            CommandError::new(format!(
                "the file that the list `{}` belongs to does not stand beside it",
                list.display()
            ))
            .hint("name it: thaw revise FILE --undo LIST")
        })?,
        _ => return Err(CommandError::new("a list of edits belongs to one file")),
    };
    let file = &file;
    let output = if args.in_place {
        file.clone()
    } else {
        // `chapter.revised.html` is `chapter` with a word.
        let ending = file.extension().unwrap_or_default();
        let stem = Path::new(file.file_stem().unwrap_or_default());
        let is_marked = stem.extension().is_some_and(|word| word == "revised");
        let plain = if is_marked { stem.with_extension(ending) } else { file.clone() };
        let name = marked(&plain, ".original");
        match &args.output_dir {
            Some(folder) => {
                fs::create_dir_all(folder).doing(|| format!("cannot make the folder `{}`", folder.display()))?;
                folder.join(&name)
            }
            None => file.with_file_name(&name),
        }
    };
    let open = |path: &Path| fs::File::open(path).doing(|| format!("cannot read `{}`", path.display()));
    // What an earlier undoing wrote may be written again.
    if !args.in_place
        && output.is_file()
        && !edit_list::is_original(BufReader::new(open(list)?), open(&output)?).unwrap_or(false)
    {
        let what = format!("`{}` exists already, and is not the original; it was not written over", output.display());
        return Err(
            CommandError::new(what).hint("move it away first, or write into another folder: --output-dir FOLDER")
        );
    }
    let spinner = ui.spinner(format!("undoing the edits of {}", visible(&file.display().to_string())));
    let (edits, edited) = (open(list)?, spinner.wrap_read(open(file)?));
    let mut failed = None;
    let written = write_whole(&output, |out| {
        edit_list::undo(edits, edited, out).map_err(|error| {
            failed = Some(error);
            io::Error::other("stopped")
        })
    });
    spinner.finish_and_clear();
    match failed {
        Some(error) => {
            let is_other = matches!(error, UndoError::OtherFile { .. });
            let told = CommandError::of(format!("cannot undo the edits of `{}`", file.display()), error);
            let beside = beside().filter(|beside| is_other && beside != file && beside.exists());
            return Err(match beside {
                Some(beside) => told.hint(format!("the list stands beside `{}`: give that file", beside.display())),
                None if is_other => {
                    told.hint("give the file as `thaw revise` wrote it; one that was changed since cannot be undone")
                }
                None => told,
            });
        }
        None => written.doing(|| format!("cannot write `{}`", output.display()))?,
    }
    ui.note(&format!("wrote the original, byte for byte, to {}", output.display()));
    Ok(Done::Clean)
}
