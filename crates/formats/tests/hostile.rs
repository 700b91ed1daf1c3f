//! Damaged, cut, hostile and empty files: an error with its place, never a panic, never memory without bound.
