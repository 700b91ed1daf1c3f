//! The originals of documents: they stay, with whom they are open to, whatever a run before did.

use crate::command::Desk;

const TEXT: &str = "In 1950 the city of Stalingrad, on the Volga, was rebuilt.";

#[test]
fn a_document_that_is_not_there_is_told() {
    let desk = Desk::new();
    for options in ["", "--in-place", "--output-dir out"] {
        let ran = desk.run(&format!("revise --date 1950 {options} gone.txt"));
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.err.contains("cannot read `gone.txt`") && !ran.err.contains("itself"), "{ran:?}");
    }
}

#[test]
fn a_document_is_written_over_once_and_its_original_kept() {
    let desk = Desk::new();
    desk.write("a.txt", TEXT);
    // A run was killed when the original had been kept, and nothing else done.
    desk.write("a.txt.orig", TEXT);
    assert_eq!(desk.run("revise --date 1950 --in-place a.txt").code, 0);
    assert!(desk.read("a.txt").contains("[now Volgograd]"));
    assert_eq!(desk.read("a.txt.orig"), TEXT);
    let revised = desk.read("a.txt");
    let ran = desk.run("revise --date 1950 --in-place a.txt");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("`a.txt.orig` exists already"), "{ran:?}");
    assert_eq!((desk.read("a.txt"), desk.read("a.txt.orig")), (revised, TEXT.to_owned()));
}

#[cfg(unix)]
#[test]
fn what_is_written_is_open_to_the_same_people() {
    use std::fs::{Permissions, metadata, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let mode = |name: &str| metadata(desk.path(name)).unwrap().permissions().mode() & 0o777;
    desk.write("secret.txt", TEXT);
    set_permissions(desk.path("secret.txt"), Permissions::from_mode(0o600)).unwrap();
    for options in ["", "--output-dir out", "--in-place"] {
        assert_eq!(desk.run(&format!("revise --date 1950 {options} secret.txt")).code, 0);
    }
    for name in ["secret.revised.txt", "secret.revised.txt.edits.json", "out/secret.txt", "out/secret.txt.edits.json"] {
        assert_eq!(mode(name), 0o600, "{name}");
    }
    for name in ["secret.txt", "secret.txt.orig", "secret.txt.edits.json"] {
        assert_eq!(mode(name), 0o600, "{name}");
    }
    // What may only be read can be written anew beside it.
    desk.write("plain.txt", TEXT);
    set_permissions(desk.path("plain.txt"), Permissions::from_mode(0o444)).unwrap();
    assert_eq!(desk.run("revise --date 1950 plain.txt").code, 0);
    assert_eq!(mode("plain.revised.txt") & 0o600, 0o600);
}

#[cfg(unix)]
#[test]
fn another_name_of_a_document_is_told_of() {
    let desk = Desk::new();
    desk.write("a.txt", TEXT);
    std::fs::hard_link(desk.path("a.txt"), desk.path("b.txt")).unwrap();
    let ran = desk.run("revise --date 1950 --in-place a.txt");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("hard links"), "{ran:?}");
    assert_eq!(desk.read("b.txt"), TEXT);
    let ran = desk.run("revise --date 1950 b.txt");
    assert!(!ran.err.contains("hard links"), "{ran:?}");
}
