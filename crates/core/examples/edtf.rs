//! Prints how dates are read: for each line of the input its text, the first and last day, and the canonical text, separated by tabs.
//!
//! `printf '1961-11\n' | cargo run -p thaw-core --example edtf`

use std::io::{self, BufRead, Write};
use thaw_core::Edtf;

fn main() -> io::Result<()> {
    let mut output = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        match line.parse::<Edtf>() {
            Ok(date) => writeln!(output, "{line}\t{}\t{}\t{date}", date.earliest(), date.latest())?,
            Err(error) => writeln!(output, "{line}\terror\terror\t{error}")?,
        }
    }
    output.flush()
}
