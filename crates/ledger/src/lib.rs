//! thaw-ledger
