//! thaw-remove
