//! `thaw serve`

use crate::case::{Case, bundled_record};
use crate::error::{CommandError, Doing, Done};
use crate::ui::Ui;
use clap::Args;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use thaw_atlas::{Atlas, ServeError};
use thaw_core::Edtf;
use thaw_ledger::Ledger;
use thaw_publish::model::{About, Model};

/// The port when none is asked for; the digits are those of March 1953.
const PORT: u16 = 1953;

/// Serve the atlas on this machine: the map, the pages and the data of the ledger.
///
/// Prints its address and serves until Ctrl-C. Everything comes from the program itself; no request leaves the machine. Only
/// this machine can reach it, unless another address is given. Nothing can be changed through it.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  thaw serve\n  thaw serve --port 0 --open\n  thaw serve --base-map borders.geojson\n  thaw --ledger city.sqlite serve\n\nExit codes: 0 ended by Ctrl-C; 2 not done (the port is taken, the ledger cannot be read)."
)]
pub(crate) struct Serve {
    /// The port; 0 lets the system choose
    #[arg(long, default_value_t = PORT, value_name = "PORT")]
    port: u16,
    /// The address to listen on; anything but loopback lets other machines read the atlas
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), value_name = "ADDRESS")]
    address: IpAddr,
    /// A GeoJSON file to draw below the record: borders of its time, a town's streets
    #[arg(long, value_name = "FILE")]
    base_map: Option<PathBuf>,
    /// Open the atlas in the browser
    #[arg(long)]
    open: bool,
    /// Also persons whose cases were made public on purpose
    #[arg(long)]
    persons: bool,
}

pub(crate) fn run(args: &Serve, case: &Case, ui: &Ui) -> Result<Done, CommandError> {
    let ledger = case.open_ledger(ui)?;
    let addr = SocketAddr::from((args.address, args.port));
    serve(
        &ledger,
        &case.today()?,
        addr,
        Options { persons: args.persons, open: args.open, base_map: base_map(args)? },
        ui,
    )
    .map_err(|error| error.hint("choose another port with --port, or let the system choose: --port 0"))
}

/// Serves the atlas of the ledger that the summary was made from, on any port that is free.
pub(crate) fn after_summary(ledger: &Ledger, today: &Edtf, ui: &Ui) -> Result<Done, CommandError> {
    let serve = |port| serve(ledger, today, SocketAddr::from((Ipv4Addr::LOCALHOST, port)), Options::default(), ui);
    serve(PORT).or_else(|_| serve(0))
}

/// Reads the user's base map, and refuses what no browser could draw.
fn base_map(args: &Serve) -> Result<Option<String>, CommandError> {
    let Some(path) = &args.base_map else { return Ok(None) };
    let cannot = || format!("cannot read the base map `{}`", path.display());
    let text = std::fs::read_to_string(path).doing(cannot)?;
    let value: serde_json::Value = serde_json::from_str(&text).doing(cannot)?;
    if value.get("type").and_then(serde_json::Value::as_str) == Some("FeatureCollection") {
        return Ok(Some(text));
    }
    Err(CommandError::new(cannot())
        .hint("expected GeoJSON with a FeatureCollection; other formats can be converted to it (ogr2ogr)"))
}

#[derive(Clone, Default)]
struct Options {
    persons: bool,
    open: bool,
    base_map: Option<String>,
}

fn serve(ledger: &Ledger, today: &Edtf, addr: SocketAddr, options: Options, ui: &Ui) -> Result<Done, CommandError> {
    let about = About::from(&bundled_record().manifest);
    let of_ledger = if options.persons { Model::of_ledger } else { Model::of_ledger_without_persons };
    let model = of_ledger(about, ledger).doing(|| "cannot read the ledger".to_owned())?;
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
            Some(geojson) => atlas.with_base_map(geojson),
            None => atlas,
        })
    };
    let served: Result<(), ServeError> = thaw_atlas::serve(make, addr, ready, thaw_atlas::interrupted());
    served.map(|()| Done::Clean).doing(|| "cannot serve the atlas".to_owned())
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
