//! The state as of a date: acts folded.

/// The state of a ledger as of a date.
#[derive(Clone, Debug, Default)]
pub struct State {}
