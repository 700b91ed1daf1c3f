//! What tests of several crates need: fixed times, ledgers that vanish, entries from one line, files compared whole.
//!
//! **In**: one-line descriptions. **Out**: entries, ledgers in temporary directories, verdicts on whole files.
//! **Read first**: [`TempLedger`], [`named`].
//! **Invariants**: no clock, no randomness of its own: the same test makes the same bytes every time.
//! **Not here**: anything that the product needs; this crate is a dev-dependency only.

mod golden;
mod ledger;
mod record;

pub use golden::check_golden;
pub use ledger::TempLedger;
pub use record::{named, progress, reversal, source, subject, subject_at};

/// The recorder of tests.
pub const RECORDER: &str = "test";

/// The time at which tests record: `minute` minutes after the first of January 2026, in UTC.
#[must_use]
pub fn time(minute: u32) -> String {
    let (day, hour) = (minute / 1440, minute / 60 % 24);
    format!("2026-{:02}-{:02}T{hour:02}:{:02}:00Z", day / 28 % 12 + 1, day % 28 + 1, minute % 60)
}
