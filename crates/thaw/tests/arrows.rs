//! The architecture's arrows: which crate may know which. `ARCHITECTURE.md` shows the same table.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Returns the crates of this workspace that a manifest names as dependencies, development dependencies left out.
fn known_by(manifest: &Path) -> BTreeSet<String> {
    let table: toml::Table = std::fs::read_to_string(manifest).unwrap().parse().unwrap();
    let dependencies = table.get("dependencies").and_then(toml::Value::as_table).cloned().unwrap_or_default();
    dependencies.keys().filter(|name| name.starts_with("thaw-")).cloned().collect()
}

#[test]
fn no_crate_knows_more_than_the_architecture_allows() {
    let names = |text: &str| -> BTreeSet<String> {
        text.split(' ').filter(|name| !name.is_empty()).map(|name| format!("thaw-{name}")).collect()
    };
    let below = "core data names formats ledger";
    let rooms = "rename remove revise release restore";
    let allowed: BTreeMap<&str, BTreeSet<String>> = [
        ("core", names("")),
        ("names", names("core data")),
        ("formats", names("core data")),
        ("ledger", names("core data")),
        ("rename", names(below)),
        ("remove", names(below)),
        ("revise", names(below)),
        ("release", names(below)),
        ("restore", names(below)),
        ("publish", names(&format!("{below} {rooms}"))),
        ("atlas", names(&format!("{below} {rooms} publish"))),
        ("thaw", names(&format!("{below} {rooms} publish atlas"))),
        ("testkit", names(below)),
    ]
    .into();
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for entry in std::fs::read_dir(crates).unwrap() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_str().unwrap();
        let manifest = folder.join("Cargo.toml");
        if !manifest.exists() {
            continue;
        }
        let allowed =
            allowed.get(name).unwrap_or_else(|| panic!("crates/{name} does not stand in the table of arrows"));
        let more: Vec<String> = known_by(&manifest).difference(allowed).cloned().collect();
        assert!(more.is_empty(), "crates/{name} may not know {more:?}");
    }
}

#[test]
fn only_the_ledger_knows_sql_and_only_the_command_prints() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut stack = vec![crates.to_owned()];
    while let Some(folder) = stack.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if path.file_name().is_some_and(|name| name != "node_modules" && name != "tests") {
                    stack.push(path);
                }
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let own = path.strip_prefix(crates).unwrap();
                assert!(own.starts_with("ledger") || !text.contains("rusqlite::"), "{} knows SQL", own.display());
                let prints = text.contains("println!(") && !own.starts_with("thaw/src/ui.rs");
                let allowed =
                    ["examples", "benches", "build.rs"].iter().any(|part| own.to_string_lossy().contains(part));
                assert!(!prints || allowed, "{} prints", own.display());
            }
        }
    }
}
