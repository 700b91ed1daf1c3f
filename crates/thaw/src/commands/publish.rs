//! `thaw publish`

use crate::case::{Case, bundled_record};
use crate::error::{CommandError, Doing, Done};
use crate::ui::Ui;
use clap::Args;
use std::path::PathBuf;
use thaw_formats::record;
use thaw_publish::address::Links;
use thaw_publish::edition::Edition;
use thaw_publish::model::{About, Model, Stamp};
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
    /// Also persons whose cases were made public on purpose
    #[arg(long, conflicts_with = "record")]
    persons: bool,
    /// A record of your own (a folder of tables) instead of the ledger
    #[arg(long, value_name = "DIR")]
    record: Option<PathBuf>,
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
    let mut done = Done::Clean;
    let model = match &args.record {
        None => {
            let ledger = case.open_ledger(ui)?;
            let about = About::from(&bundled_record().manifest);
            let of_ledger = if args.persons { Model::of_ledger } else { Model::of_ledger_without_persons };
            of_ledger(about, &ledger).doing(|| "cannot read the ledger".to_owned())?
        }
        Some(dir) => {
            let found = record::read_dir(dir).doing(|| format!("cannot read the record `{}`", dir.display()))?;
            ui.problems(&found.problems);
            done = Done::with_problems(!found.problems.is_empty());
            let entries = found.entries.into_iter().map(|entry| (Stamp::default(), entry));
            Model::build(About::from(&found.manifest), entries)
        }
    };
    let today = model.last_day();
    let outside = Links::outside(args.base.as_deref().unwrap_or_default(), true);
    let edition = Edition::new(model, today, !map_files().is_empty(), outside)
        .doing(|| "cannot read the words of the atlas".to_owned())?;
    let bar = ui.spinner(format!("writing {}", args.out.display()));
    let written = site::write(edition.site(), map_files(), &args.out);
    bar.finish_and_clear();
    let n_files = written.doing(|| "cannot publish the site".to_owned())?;
    ui.note(&format!("{n_files} files in {}; open index.html through any web server", args.out.display()));
    Ok(done)
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
