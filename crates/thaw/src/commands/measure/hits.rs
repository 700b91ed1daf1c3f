//! The hits of all texts, in a file that is gone when the command ends: there can be more than memory should hold.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use thaw_revise::measure::Hit;

/// Hits on disk, as JSON, one a line.
pub(super) struct Hits {
    file: BufWriter<File>,
    end: u64,
}

/// Where the hits of one text stand.
pub(super) type Place = Range<u64>;

impl Hits {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self { file: BufWriter::new(tempfile::tempfile()?), end: 0 })
    }

    /// Where the next hit will stand.
    pub(super) fn end(&self) -> u64 {
        self.end
    }

    pub(super) fn add(&mut self, hit: &Hit) -> io::Result<()> {
        let mut line = serde_json::to_vec(hit)?;
        line.push(b'\n');
        self.end += line.len() as u64;
        self.file.write_all(&line)
    }

    /// Hands each hit of some texts to `each`, as JSON.
    pub(super) fn each(&mut self, places: &[Place], mut each: impl FnMut(&str) -> io::Result<()>) -> io::Result<()> {
        self.file.flush()?;
        let file = self.file.get_mut();
        for place in places {
            file.seek(SeekFrom::Start(place.start))?;
            for line in BufReader::new(file.take(place.end - place.start)).lines() {
                each(&line?)?;
            }
        }
        Ok(())
    }
}
