//! thaw-publish
