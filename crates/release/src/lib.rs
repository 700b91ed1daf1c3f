//! thaw-release
