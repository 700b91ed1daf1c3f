//! Appends acts to a ledger until it is killed, and prints the number of each batch when the ledger has acknowledged it.
//!
//! `cargo run --example appender -- LEDGER FIRST`: batch N has N % 7 + 1 acts about the subject `batch-N`. The crash test kills it.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "an example prints and stops at the first surprise")]

use std::io::Write;
use thaw_ledger::Ledger;
use thaw_testkit::{RECORDER, named, subject, time};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let first: u32 = arguments[2].parse().unwrap();
    let mut ledger = Ledger::open(&arguments[1]).unwrap();
    for batch in first.. {
        let id = format!("batch-{batch}");
        let mut entries = vec![subject(&id)];
        for act in 0..=batch % 7 {
            let name = format!("ru Имя{batch} {}/..", 1900 + act);
            entries.push(named(&format!("act-{batch}-{act}"), &id, &[&name]));
        }
        ledger.append(&entries, RECORDER, &time(batch % 1000)).unwrap();
        println!("{batch}");
        std::io::stdout().flush().unwrap();
    }
}
