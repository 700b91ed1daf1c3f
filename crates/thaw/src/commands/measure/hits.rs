//! The hits of all texts, in a file that is gone when the command ends: there can be more than memory should hold.

use super::super::place::Place;
use super::Measured;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use thaw_formats::csv_table::{Formulas, Writer};
use thaw_revise::measure::Hit;

/// Hits on disk, as JSON, one a line.
pub(super) struct Hits {
    file: BufWriter<File>,
    end: u64,
}

/// Where the hits of one text stand in the file of hits.
pub(super) type Kept = Range<u64>;

/// A hit and where it stands in its text.
#[derive(Serialize, Deserialize)]
pub(super) struct Placed {
    #[serde(flatten)]
    pub(super) hit: Hit,
    pub(super) at: Place,
}

impl Hits {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self { file: BufWriter::new(tempfile::tempfile()?), end: 0 })
    }

    /// Where the next hit will stand.
    pub(super) fn end(&self) -> u64 {
        self.end
    }

    pub(super) fn add(&mut self, hit: &Placed) -> io::Result<()> {
        let mut line = serde_json::to_vec(hit)?;
        line.push(b'\n');
        self.end += line.len() as u64;
        self.file.write_all(&line)
    }

    /// Hands each hit of a text to `each`, as JSON.
    pub(super) fn each(&mut self, kept: &Kept, mut each: impl FnMut(&str) -> io::Result<()>) -> io::Result<()> {
        self.file.flush()?;
        let file = self.file.get_mut();
        file.seek(SeekFrom::Start(kept.start))?;
        BufReader::new(file.take(kept.end - kept.start)).lines().try_for_each(|line| each(&line?))
    }
}

/// Writes all hits as a table.
pub(super) fn csv(all: &[Measured], hits: &mut Hits, out: &mut dyn Write) -> io::Result<()> {
    let heading = ["text", "file", "place", "kind", "words", "critical", "sentence"];
    let mut table = Writer::new(out, heading, Formulas::Disarmed)?;
    for Measured { label, texts, hits: kept, .. } in all {
        for (file, kept) in texts.iter().zip(kept) {
            hits.each(kept, |hit| {
                let Placed { hit, at } = serde_json::from_str(hit)?;
                let critical = hit.critical.as_deref().unwrap_or_default();
                table.row([label, file, &at.to_string(), hit.kind.name(), &hit.text, critical, &hit.sentence])
            })?;
        }
    }
    table.finish()
}
