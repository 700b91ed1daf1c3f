//! thaw-formats
