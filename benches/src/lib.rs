//! thaw-benches
