//! Serves the bundled record: `cargo run -p thaw-atlas --example serve [PORT]`.
#![allow(clippy::print_stdout, reason = "an example tells its address")]

use std::net::{Ipv4Addr, SocketAddr};
use thaw_atlas::Atlas;
use thaw_core::Day;
use thaw_formats::record;
use thaw_publish::model::{About, Model, Stamp};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let port = std::env::args().nth(1).map_or(Ok(8953), |port| port.parse())?;
    let files: Vec<_> = thaw_data::files("record/").collect();
    let record = record::read_embedded(&files);
    let entries = record.entries.into_iter().map(|entry| (Stamp::default(), entry));
    let model = Model::build(About::from(&record.manifest), entries);
    let today = Day::from_ymd(2026, 11, 23).ok_or("no such day")?;
    let atlas = Atlas::new(model, today, &format!("http://127.0.0.1:{port}/"))?;
    let stop = async {
        // Without a signal handler the server stops with the process.
        let _ = tokio::signal::ctrl_c().await;
    };
    thaw_atlas::serve(
        |_| atlas,
        SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
        |addr| println!("http://{addr}/"),
        stop,
    )?;
    Ok(())
}
