//! thaw-names
