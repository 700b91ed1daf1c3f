//! The atlas as a site of files, made by the command.

use crate::command::Desk;
use std::path::Path;

/// The small case of the handbook, quoted for the command line.
fn small_case() -> String {
    format!("'{}'", Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guides/francoist-names").display())
}

#[test]
fn a_folder_of_tables_becomes_a_site_and_again_the_same() {
    let desk = Desk::new();
    desk.run(&format!("record check {}", small_case())).done();
    let publish = |out: &str| {
        desk.run(&format!("publish --record {} --base https://example.org/atlas --out {out}", small_case())).done()
    };
    publish("one");
    publish("two");
    publish("one");
    assert_eq!(desk.read("one/thaw.txt"), desk.read("two/thaw.txt"), "the same files");
    for file in desk.read("one/thaw.txt").lines() {
        let read = |folder: &str| std::fs::read(desk.path(&format!("{folder}/{file}"))).unwrap();
        assert!(read("one") == read("two"), "{file} differs");
    }
    let citation = desk.read("one/api/v1/places/ferrol.txt");
    assert!(citation.contains("https://example.org/atlas/en/place/ferrol.html"), "{citation}");
    assert!(!desk.path("ledger.sqlite").exists(), "tables need no ledger");
}

/// Writes the tables that the handbook shows into `my-case`, each under the file name last told before it.
fn my_case(desk: &Desk) {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guides/another-case.md");
    let page = std::fs::read_to_string(page).unwrap();
    std::fs::create_dir(desk.path("my-case")).unwrap();
    let manifest = page.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    desk.write("my-case/record.toml", manifest);
    let (mut name, mut table) = ("", String::new());
    for line in page.lines() {
        if let Some(row) = line.strip_prefix("| ") {
            let cells: Vec<_> = row.trim_end_matches('|').split('|').map(str::trim).collect();
            if !cells[0].starts_with("---") {
                table.push_str(&format!("\"{}\"\r\n", cells.join("\",\"")));
            }
            continue;
        }
        if !table.is_empty() {
            desk.write(&format!("my-case/{name}"), std::mem::take(&mut table));
        }
        name = line.split('`').rfind(|word| word.ends_with(".csv")).unwrap_or(name);
    }
}

#[test]
fn the_tables_of_the_handbook_make_an_atlas_as_they_stand() {
    let desk = Desk::new();
    my_case(&desk);
    let checked = desk.run("record check my-case");
    assert_eq!((checked.code, checked.out.as_str()), (0, ""), "{checked:?}");
    desk.run("publish --record my-case --out site").done();
    assert!(desk.read("site/en/place/ferrol.html").contains("El Ferrol del Caudillo"));
    assert!(desk.read("site/es/monument/franco-nuevos-ministerios.html").contains("Retirada de madrugada"));
}

#[test]
fn a_folder_that_is_not_ours_and_an_address_that_is_none_are_refused() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("full")).unwrap();
    desk.write("full/mine.txt", "mine");
    let ran = desk.run(&format!("publish --record {} --out full", small_case()));
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("holds no atlas that was published before"), "{ran:?}");
    let ran = desk.run("publish --out site --base example.org");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("expected an address such as https://example.org/atlas/"), "{ran:?}");
    let ran = desk.run("publish --record nowhere --out site");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(!desk.path("site").exists());
}
