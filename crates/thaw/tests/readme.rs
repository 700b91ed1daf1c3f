//! The tour of the README, run as it stands: each line shown must be in the output, in its order; `…` stands for what is left out.

use crate::command::{Desk, Ran};
use std::path::Path;

#[test]
fn the_tour_shows_what_the_program_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let desk = Desk::new();
    let examples = root.join("examples").canonicalize().unwrap();
    let mut n_commands = 0;
    for block in readme.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap();
        for part in block.split("$ thaw ").skip(1) {
            let (command, shown) = part.split_once('\n').unwrap();
            let command = command.replace('"', "'").replace("examples/", &format!("{}/", examples.display()));
            let ran = desk.run(&command);
            assert_eq!(ran.code, 0, "thaw {command}: {ran:?}");
            shows(&command, shown, &ran);
            n_commands += 1;
        }
    }
    assert!(n_commands >= 8, "the tour lost its commands");
}

#[track_caller]
fn shows(command: &str, shown: &str, ran: &Ran) {
    let printed = format!("{}{}", ran.out, ran.err);
    let mut rest = printed.as_str();
    for line in shown.lines().map(str::trim_end).filter(|line| !line.is_empty() && line.trim() != "…") {
        let beginning = line.strip_suffix('…').unwrap_or(line);
        let at = rest.find(beginning).unwrap_or_else(|| panic!("thaw {command}: expected `{line}` in\n{printed}"));
        rest = &rest[at + beginning.len()..];
    }
}
