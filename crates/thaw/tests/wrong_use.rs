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
fn what_is_no_document_is_named_with_what_to_do_and_nothing_is_written() {
    let desk = Desk::new();
    desk.write("full.txt", "In 1950 the city of Stalingrad, on the Volga, was rebuilt.");
    desk.write("notes.docx", "In 1950 the city of Stalingrad, on the Volga, was rebuilt.");
    insta::assert_snapshot!(desk.run("revise --date 1950 notes.docx").seen(), @r"
exit code 2
err: error: cannot read `notes.docx`
err: caused by: it is no DOCX: expected a zip archive, found plain text
err: hint: give it the ending of what it is, or save it anew in the program that it comes from
");
    desk.write("scan.txt", b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n1 0 obj\n");
    desk.write("mixed.txt", [&"Он приехал в Сталинград.\n".repeat(9).into_bytes(), b"\xCF\xF0\n".as_slice()].concat());
    desk.write("bad.xml", "<TEI>\n<p>In Stalingrad</q></TEI>");
    desk.write("empty.txt", "");
    for (file, what) in [
        ("notes.docx", "no DOCX"),
        ("scan.txt", "a PDF"),
        ("mixed.txt", "line 10"),
        ("bad.xml", "line 2"),
        ("empty.txt", "empty.txt"),
    ] {
        let commands = ["revise --date 1950 --in-place", "compare full.txt", "collate full.txt"];
        for command in commands {
            let ran = desk.run(&format!("{command} {file}"));
            assert_eq!(ran.code, 2, "{command}: {ran:?}");
            assert!(ran.err.contains(file) && ran.err.contains(what), "{command}: {ran:?}");
        }
    }
    let mut left: Vec<String> = std::fs::read_dir(desk.path("."))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with("ledger"))
        .collect();
    left.sort();
    assert_eq!(left, ["bad.xml", "empty.txt", "full.txt", "mixed.txt", "notes.docx", "scan.txt"]);
    assert_eq!(desk.read("notes.docx"), desk.read("full.txt"));
}

/// A device is told, also one that never ends; and a folder where one document is expected, or without any.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_no_document() {
    let desk = Desk::new();
    desk.write("full.txt", "In 1950 the city of Stalingrad, on the Volga, was rebuilt.");
    std::fs::create_dir(desk.path("bare")).unwrap();
    for (path, what) in [("/dev/zero", "device"), ("bare", "folder")] {
        for command in ["revise --date 1950", "compare full.txt", "collate full.txt", "measure"] {
            let ran = desk.run(&format!("{command} {path}"));
            assert_eq!(ran.code, 2, "{command}: {ran:?}");
            assert!(ran.err.contains(path) && ran.err.contains(what) && ran.err.contains("hint"), "{command}: {ran:?}");
        }
    }
}

#[test]
fn no_file_is_written_over_by_another_or_against_its_owner() {
    let desk = Desk::new();
    let text = "In 1950 the city of Stalingrad, on the Volga, was rebuilt.";
    for folder in ["a", "b"] {
        std::fs::create_dir(desk.path(folder)).unwrap();
        desk.write(&format!("{folder}/x.txt"), text);
    }
    let ran = desk.run("revise --date 1950 a/x.txt b/x.txt --output-dir out");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("a/x.txt") && ran.err.contains("b/x.txt") && ran.err.contains("hint"), "{ran:?}");
    assert!(!desk.path("out/x.txt").exists());
    let path = desk.path("a/x.txt");
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    let ran = desk.run("revise --date 1950 --in-place a/x.txt");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("read-only"), "{ran:?}");
    assert_eq!(desk.read("a/x.txt"), text);
    // What a killed run left is told, and left alone.
    desk.write("b/.thaw-k9Hx.part", "half");
    let ran = desk.run("revise --date 1950 b/x.txt");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains(".thaw-k9Hx.part"), "{ran:?}");
    assert_eq!(desk.read("b/.thaw-k9Hx.part"), "half");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_written_to_and_stays_a_pipe() {
    let desk = Desk::new();
    desk.write("a.txt", "He went to the city of Stalingrad and came back the same year.");
    desk.write("b.txt", "He went to the city of Stalingrad.");
    let pipe = desk.path("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read_to_string(pipe).unwrap()
    });
    assert_eq!(desk.run("collate a.txt b.txt --format csv -o pipe").code, 0);
    assert!(reader.join().unwrap().starts_with("witness,"));
    assert!(!std::fs::metadata(pipe).unwrap().is_file());
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

#[test]
fn a_text_of_no_single_year_is_told_and_the_others_are_measured() {
    let desk = Desk::new();
    let text = "Да здравствует великий Сталин! Поля за рекой ещё зелены, и дети идут в школу.\n";
    let dated = |date: &str| format!("---\ndate: {date}\nlang: ru\n---\n\n{text}");
    std::fs::create_dir(desk.path("1938")).unwrap();
    for (file, text) in [
        ("1938/speech.txt", text.to_owned()),
        ("letter.md", dated("1949-12-21")),
        ("reprint-1937.md", dated("2005")),
        ("decade.md", dated("195X")),
        ("years-1937-1950.txt", text.to_owned()),
        ("undated.txt", text.to_owned()),
    ] {
        desk.write(file, text);
    }
    let files = "1938/speech.txt letter.md reprint-1937.md decade.md years-1937-1950.txt undated.txt";
    let ran = desk.run(&format!("measure --by year {files} --csv years.csv"));
    assert_eq!(ran.code, 1, "{ran:?}");
    for told in [
        "`reprint-1937.md` is put to 1937, as its name says; it says 2005 itself",
        "`decade.md` is dated 195X, which is no single year",
        "`years-1937-1950.txt` has several years (1937, 1950)",
        "`undated.txt` does not say from which year it is",
    ] {
        assert!(ran.err.contains(told), "{told}: {ran:?}");
    }
    let table = desk.read("years.csv");
    let years: Vec<&str> = table.lines().skip(1).map(|line| &line[..4]).collect();
    assert_eq!(years, ["1937", "1938", "1949"]);
    assert!(table.contains("ru,1938/speech.txt"), "{table}");
}

#[test]
fn a_dash_is_standard_output_for_every_file_that_is_written() {
    let desk = Desk::new();
    desk.write(
        "one.txt",
        "Long live the great Stalin! The harvest was brought in from the fields before the rain came.\n",
    );
    desk.write("two.txt", "Long live peace! The harvest was brought in from the fields before the rain came.\n");
    for (arguments, start) in [
        ("measure one.txt --csv -", "text,words,"),
        ("measure one.txt --svg -", "<svg "),
        ("compare one.txt two.txt --html -", "<!DOCTYPE html>"),
        ("collate one.txt two.txt --format csv -o -", ""),
        ("dossier new 'Ana Example' --lang en -o -", ""),
        ("export lpf -o -", "{"),
        ("works --csv -", "form,"),
    ] {
        let out = desk.run(arguments).done();
        assert!(out.to_lowercase().starts_with(&start.to_lowercase()) && !out.trim().is_empty(), "{arguments}: {out}");
        assert!(!desk.path("-").exists(), "{arguments}");
    }
    for arguments in ["measure one.txt --csv - --svg -", "measure one.txt --csv - --json", "works --csv - --json"] {
        let ran = desk.run(arguments);
        assert!(
            ran.code == 2 && ran.err.contains("standard output (`-`)") && ran.out.is_empty(),
            "{arguments}: {ran:?}"
        );
    }
}
