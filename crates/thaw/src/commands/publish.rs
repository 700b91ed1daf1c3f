//! `thaw publish`

use crate::case::Case;
use crate::commands::shown::Shown;
use crate::error::{CommandError, Doing, Done};
use crate::ui::Ui;
use clap::Args;
use std::path::PathBuf;
use thaw_publish::address::Links;
use thaw_publish::edition::Edition;
use thaw_publish::site;

/// Write the whole atlas as a site of files.
///
/// Pages in three languages, the map, the data and the search go into one folder that any web host can serve, under any
/// address. Nothing in it asks another computer for anything. The same ledger gives the same bytes. Persons are left
/// out unless asked for.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw publish --out site\n  thaw publish --out site --base https://example.org/atlas/\n  thaw publish --record docs/guides/francoist-names --out site\n\nExit codes: 0 done; 1 done, but parts of the record were skipped; 2 not done."
)]
pub(crate) struct Publish {
    /// The folder: a new one, an empty one, or one that was published before
    #[arg(long, short, value_name = "DIR")]
    out: PathBuf,
    /// Where the site will be reached; citations and feeds then name whole addresses
    #[arg(long, value_name = "URL", value_parser = base)]
    base: Option<String>,
    #[command(flatten)]
    shown: Shown,
}

/// Reads the address of a site and ends it with a slash.
fn base(text: &str) -> Result<String, String> {
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    if !is_web || text.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '?' | '#')) {
        return Err("expected an address such as https://example.org/atlas/".to_owned());
    }
    Ok(if text.ends_with('/') { text.to_owned() } else { format!("{text}/") })
}

pub(crate) fn run(args: &Publish, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let (model, has_problems) = args.shown.model(case, ui)?;
    let today = model.last_day();
    let outside = Links::outside(args.base.as_deref().unwrap_or_default(), true);
    let edition = Edition::new(model, today, !map_files().is_empty(), outside)
        .doing(|| "cannot read the words of the atlas".to_owned())?;
    let bar = ui.spinner(format!("writing {}", args.out.display()));
    let written = site::write(edition.site(), map_files(), &args.out);
    bar.finish_and_clear();
    let n_files = written.doing(|| "cannot publish the site".to_owned())?;
    ui.note(&format!("{n_files} files in {}; open index.html through any web server", args.out.display()));
    Ok(Done::with_problems(has_problems))
}

/// The files of the map's web build.
#[cfg(feature = "atlas")]
fn map_files() -> &'static [(&'static str, &'static [u8])] {
    thaw_atlas::map_files()
}

/// This command was built without the map.
#[cfg(not(feature = "atlas"))]
fn map_files() -> &'static [(&'static str, &'static [u8])] {
    &[]
}
