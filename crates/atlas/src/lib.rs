//! thaw-atlas
