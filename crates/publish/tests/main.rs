//! Integration tests of the crate, one binary.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

mod readability;
mod site;
mod story;
mod words;

use thaw_core::Day;
use thaw_formats::record;
use thaw_publish::{
    address::Links,
    edition::Edition,
    model::{About, Model, Stamp},
};

/// The bundled record, without a ledger.
fn bundled() -> Edition {
    let files: Vec<_> = thaw_data::files("record/").collect();
    let record = record::read_embedded(&files);
    let entries = record.entries.into_iter().map(|entry| (Stamp::default(), entry));
    edition(Model::build(About::from(&record.manifest), entries))
}

/// A record as it is shown on a day of the year 2026.
fn edition(model: Model) -> Edition {
    Edition::new(model, Day::from_ymd(2026, 11, 23).unwrap(), true, Links::outside("", true)).unwrap()
}
