//! thaw-formats
pub mod document;
pub mod record;
