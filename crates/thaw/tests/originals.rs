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

#[test]
fn an_original_that_is_given_back_writes_over_nothing_else() {
    let desk = Desk::new();
    desk.write("a.txt", TEXT);
    assert_eq!(desk.run("revise --date 1950 a.txt").code, 0);
    for _ in 0..2 {
        assert_eq!(desk.run("revise --undo a.revised.txt.edits.json").code, 0);
        assert_eq!(desk.read("a.original.txt"), TEXT);
    }
    desk.write("a.original.txt", "mine");
    let ran = desk.run("revise --undo a.revised.txt.edits.json");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("`a.original.txt` exists already"), "{ran:?}");
    assert_eq!(desk.read("a.original.txt"), "mine");
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

#[test]
fn a_signature_that_will_not_hold_is_told_of() {
    use std::io::Write;
    let desk = Desk::new();
    let text = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body><w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p></w:body></w:document>"
    );
    for (file, signature) in [("plain.docx", "docProps/app.xml"), ("signed.docx", "_xmlsignatures/sig1.xml")] {
        let mut writer = zip::ZipWriter::new(std::fs::File::create(desk.path(file)).unwrap());
        for (name, content) in
            [("[Content_Types].xml", "<Types/>"), ("word/document.xml", text.as_str()), (signature, "<a/>")]
        {
            writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap();
        let ran = desk.run(&format!("revise --date 1950 {file}"));
        assert_eq!(ran.code, 0, "{ran:?}");
        assert_eq!(ran.err.contains("is signed"), file == "signed.docx", "{ran:?}");
    }
}

#[test]
fn a_container_that_is_too_long_is_refused_before_it_is_read() {
    let desk = Desk::new();
    desk.write("long.docx", "PK\u{3}\u{4}");
    // A hole, which takes no room on the disk.
    std::fs::File::options().write(true).open(desk.path("long.docx")).unwrap().set_len((1 << 30) + 1).unwrap();
    let ran = desk.run("revise --date 1950 long.docx");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("1073741825 bytes") && ran.err.contains("hint"), "{ran:?}");
}
