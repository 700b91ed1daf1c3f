//! Names in sentences, with the bundled record.
