//! thaw-formats
pub mod document;
