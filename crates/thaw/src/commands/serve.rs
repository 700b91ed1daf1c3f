//! `thaw serve`

use crate::case::Case;
use crate::commands::shown::{self, Shown};
use crate::error::{CommandError, Doing, Done};
use crate::ui::Ui;
use clap::Args;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use thaw_atlas::{Atlas, BaseMap, ServeError};
use thaw_core::Edtf;
use thaw_ledger::Ledger;
use thaw_publish::model::Model;

/// The port when none is asked for; the digits are those of March 1953.
const PORT: u16 = 1953;

/// Serve the atlas on this machine: the map, the pages and the data of the ledger.
///
/// Prints its address and serves until Ctrl-C. Everything comes from the program itself; no request leaves the machine. Only
/// this machine can reach it, unless another address is given. Nothing can be changed through it.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw serve\n  thaw serve --port 0 --open\n  thaw serve --base-map borders.geojson\n  thaw serve --base-map kyiv.pmtiles\n  thaw serve --record docs/guides/francoist-names\n  thaw --ledger city.sqlite serve\n\nExit codes: 0 ended by Ctrl-C; 1 the same, but parts of the record were skipped; 2 not done (the port is taken, the record cannot be read)."
)]
pub(crate) struct Serve {
    /// The port; 0 lets the system choose
    #[arg(long, default_value_t = PORT, value_name = "PORT")]
    port: u16,
    /// The address to listen on; anything but loopback lets other machines read the atlas
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), value_name = "ADDRESS")]
    address: IpAddr,
    /// A GeoJSON or PMTiles file to draw below the record: borders of its time, a town's streets
    #[arg(long, value_name = "FILE")]
    base_map: Option<PathBuf>,
    /// Open the atlas in the browser
    #[arg(long)]
    open: bool,
    #[command(flatten)]
    shown: Shown,
}

pub(crate) fn run(args: &Serve, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let base_map = base_map(args)?;
    let (model, has_problems) = args.shown.model(case, ui)?;
    let addr = SocketAddr::from((args.address, args.port));
    serve(model, &case.today()?, addr, Options { open: args.open, base_map }, ui)
        .map_err(|error| error.hint("choose another port with --port, or let the system choose: --port 0"))?;
    Ok(Done::with_problems(has_problems))
}

/// Serves the atlas of the ledger that the summary was made from, on any port that is free.
pub(crate) fn after_summary(ledger: &Ledger, today: &Edtf, ui: &Ui) -> Result<Done, CommandError> {
    let model = shown::of_ledger(ledger, false)?;
    let serve = |port| {
        let addr = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        serve(model.clone(), today, addr, Options::default(), ui)
    };
    serve(PORT).or_else(|_| serve(0))?;
    Ok(Done::Clean)
}

/// Opens the user's base map, and refuses what no browser could draw.
fn base_map(args: &Serve) -> Result<Option<BaseMap>, CommandError> {
    let Some(path) = &args.base_map else { return Ok(None) };
    let opened = BaseMap::open(path).doing(|| "cannot lay the base map".to_owned());
    opened.map(Some).map_err(|error| error.hint("other formats can be converted: ogr2ogr writes GeoJSON and PMTiles"))
}

#[derive(Default)]
struct Options {
    open: bool,
    base_map: Option<BaseMap>,
}

fn serve(model: Model, today: &Edtf, addr: SocketAddr, options: Options, ui: &Ui) -> Result<(), CommandError> {
    let today = today.latest().day().unwrap_or_else(|| model.last_day());
    let open = options.open;
    let ready = |bound: SocketAddr| {
        let url = format!("http://{bound}/");
        // Whoever started the program from another one reads the address here.
        let told = writeln!(ui.out(), "The atlas is at {url} (Ctrl-C ends it)");
        if told.is_err() {
            ui.note(&url);
        }
        if open {
            open_browser(&url, ui);
        }
    };
    let make = |bound: SocketAddr| {
        let atlas = Atlas::new(model, today, &format!("http://{bound}/"))?;
        Ok(match options.base_map {
            Some(base_map) => atlas.with_base_map(base_map),
            None => atlas,
        })
    };
    let served: Result<(), ServeError> = thaw_atlas::serve(make, addr, ready, thaw_atlas::interrupted());
    served.doing(|| "cannot serve the atlas".to_owned())
}

fn open_browser(url: &str, ui: &Ui) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let quiet = || Stdio::null();
    if Command::new(program).arg(url).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn().is_err() {
        ui.note(&format!("no browser could be opened; type the address into one: {url}"));
    }
}
