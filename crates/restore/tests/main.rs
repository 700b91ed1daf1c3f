//! The tests of thaw-restore.

#![allow(clippy::unwrap_used, reason = "helpers of tests, too, may fail")]

mod collatex;
mod collation;
mod pair;
mod register;

use std::{fs, path::Path};

#[test]
fn every_file_of_tests_is_a_module() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let modules = fs::read_to_string(folder.join("main.rs")).unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        if path.extension().is_some_and(|extension| extension == "rs") && stem != "main" {
            assert!(modules.contains(&format!("mod {stem};")), "{} is in no module", path.display());
        }
    }
}
