//! thaw-rename
