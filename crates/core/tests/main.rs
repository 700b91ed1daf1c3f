//! The tests of thaw-core that use it from outside.

#![allow(clippy::unwrap_used, reason = "helpers of tests, too, may fail")]

mod align;
mod edtf;
mod period;
mod state;

use std::{fs, path::Path};

#[test]
fn every_file_of_tests_is_a_module() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for (parent, root) in [("main.rs", ""), ("edtf/mod.rs", "edtf")] {
        let modules = fs::read_to_string(folder.join(parent)).unwrap();
        for entry in fs::read_dir(folder.join(root)).unwrap() {
            let path = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_str().unwrap();
            let is_code = path.is_dir() || path.extension().is_some_and(|extension| extension == "rs");
            if is_code && stem != "main" && stem != "mod" {
                assert!(modules.contains(&format!("mod {stem};")), "{} is in no module", path.display());
            }
        }
    }
}
