//! thaw-restore
