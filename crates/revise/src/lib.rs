//! thaw-revise
