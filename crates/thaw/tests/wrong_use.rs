//! What people see when something is wrong: what, where, and what to do.

use crate::command::{Desk, town};

#[test]
fn a_missing_file_is_named() {
    insta::assert_snapshot!(Desk::new().run("survey nowhere.osm.pbf").seen(), @r"
exit code 2
err: error: cannot survey `nowhere.osm.pbf`
err: caused by: nowhere.osm.pbf: cannot open
err: caused by: No such file or directory (os error 2)
");
}

#[test]
fn a_wrong_date_says_what_a_date_looks_like() {
    let ran = Desk::new().run("asof 1961-13 Stalino");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("1961-13") && ran.err.contains("month"), "{ran:?}");
}

#[test]
fn a_field_that_no_dossier_has_is_named_with_its_line() {
    let desk = Desk::new();
    desk.write("broken.toml", "id = \"x\"\nname = \"X\"\nborne = \"1900\"\n");
    let ran = desk.run("forms broken.toml");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("line 3") && ran.err.contains("borne"), "{ran:?}");
}

#[test]
fn damaged_and_foreign_files_are_refused_without_a_panic() {
    let desk = Desk::new();
    desk.write("empty.csv", "");
    desk.write("broken.osm", "<osm><node id='1'");
    desk.write("noise.bin", [0_u8, 159, 146, 150, 0, 1, 2, 3]);
    for file in ["empty.csv", "broken.osm", "noise.bin", "."] {
        let ran = desk.run(&format!("survey {file}"));
        assert!(matches!(ran.code, 1 | 2), "{file}: {ran:?}");
        assert!(ran.err.contains(file), "{file}: {ran:?}");
        assert!(!ran.err.contains("panicked"), "{file}: {ran:?}");
    }
}

#[test]
fn decisions_that_cannot_be_used_are_refused_row_by_row() {
    let desk = Desk::new();
    let map = town();
    desk.run(&format!("survey '{}' --format jsonl -o candidates.jsonl", map.display())).done();
    desk.write(
        "decisions.csv",
        "candidate,decision,new_name,date\nosm/way/21,rename,,2026-10-01\nosm/way/21,rename,Вишнёвая улица,soon\nosm/way/21,perhaps,,2026\nosm/way/99,keep,,2026\n",
    );
    let ran = desk.run("decide candidates.jsonl --from decisions.csv");
    assert_eq!(ran.code, 1, "{ran:?}");
    for (row, what) in [("line 2", "new_name"), ("line 3", "soon"), ("line 4", "perhaps"), ("line 5", "osm/way/99")] {
        assert!(
            ran.err.lines().any(|line| line.contains(row) && line.contains(what)),
            "{row} is not told with `{what}`: {ran:?}"
        );
    }
    assert!(ran.err.contains("0 decisions recorded"), "{ran:?}");
}

#[test]
fn a_changed_byte_of_the_ledger_is_found_and_named() {
    let desk = Desk::new();
    desk.run("find Stalino").done();
    let path = desk.path("ledger.sqlite");
    let mut bytes = std::fs::read(&path).unwrap();
    let word = b"Presidium of the Supreme Soviet of the RSFSR";
    let at = bytes.windows(word.len()).position(|window| window == word).unwrap();
    bytes[at] = b'p';
    std::fs::write(&path, bytes).unwrap();
    let ran = desk.run("verify");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("entry") || ran.out.contains("entry"), "{ran:?}");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let desk = Desk::new();
    let mut child = desk
        .command()
        .args(["forms", "stalin"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}
