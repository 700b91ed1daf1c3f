//! From a map to the files that carry a decision out, and back.

use crate::command::{Desk, town};
use std::collections::BTreeMap;
use std::process::Command;

const DECISIONS: &str = include_str!("../../../examples/town-decisions.csv");

/// A desk on which the town is surveyed.
fn surveyed() -> Desk {
    let desk = Desk::new();
    let map = town();
    desk.run(&format!("survey '{}' --format jsonl -o candidates.jsonl", map.display())).done();
    desk
}

/// A desk on which the street is renamed by an approved act.
fn decided() -> Desk {
    let desk = surveyed();
    desk.write("decisions.csv", DECISIONS);
    let map = town();
    let ran = desk.run(&format!("decide candidates.jsonl --from decisions.csv --map '{}' --approved", map.display()));
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("2 decisions recorded"), "{ran:?}");
    desk
}

fn act_of(desk: &Desk) -> String {
    let out = desk.run("history osm/way/21").done();
    let start = out.find("osm/way/21@").unwrap();
    out[start..].split_whitespace().next().unwrap().to_owned()
}

#[test]
fn a_street_is_one_candidate_with_all_that_repeats_its_name() {
    let desk = surveyed();
    let lines = desk.read("candidates.jsonl");
    let candidates: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: Vec<&str> = candidates.iter().map(|candidate| candidate["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["osm/way/21", "osm/node/13"], "the café Кристалина bears no name of his");
    let street = &candidates[0];
    assert_eq!(street["within"], "Пример");
    assert_eq!(street["properties"]["n_addresses"], "1");
    assert_eq!(street["named"], "1949-12");
    let members: Vec<&str> =
        street["members"].as_array().unwrap().iter().map(|member| member["id"].as_str().unwrap()).collect();
    for id in ["osm/node/11", "osm/node/12", "osm/way/21", "osm/way/22", "osm/relation/31"] {
        assert!(members.contains(&id), "{id} is missing in {members:?}");
    }
    assert_eq!(candidates[1]["honours"], "victims");
}

#[test]
fn only_what_was_named_in_a_period_is_listed_when_asked() {
    let desk = Desk::new();
    let map = town();
    let survey = |period: &str| desk.run(&format!("survey '{}' --named {period} --format csv", map.display())).done();
    assert_eq!(survey("1946/1953").lines().count(), 2);
    assert_eq!(survey("1954/1960").lines().count(), 1, "the street that was built in 1930 was named in 1949");
}

#[test]
fn an_approved_renaming_touches_each_object_once_with_its_version() {
    let desk = decided();
    let map = town();
    let osc = desk.run(&format!("export osc --approved --map '{}'", map.display())).done();
    insta::assert_snapshot!(osc);
    let crosswalk = desk.run(&format!("export csv --approved --map '{}'", map.display())).done();
    assert!(
        crosswalk.contains("\"улица Сталина 1, 140000 Пример\",\"Вишнёвая улица 1, 140000 Пример\""),
        "{crosswalk}"
    );
}

#[test]
fn osmium_applies_the_change_and_nothing_else_differs() {
    if Command::new("osmium").arg("--version").output().is_err() {
        eprintln!("skipped: osmium is not installed");
        return;
    }
    let desk = decided();
    let map = town();
    desk.run(&format!("export osc --approved --map '{}' -o changes.osc", map.display())).done();
    let applied = Command::new("osmium")
        .args(["apply-changes", "--overwrite", "-f", "opl,add_metadata=false", "-o"])
        .arg(desk.path("after.opl"))
        .arg(&map)
        .arg(desk.path("changes.osc"))
        .output()
        .unwrap();
    assert!(applied.status.success(), "{}", String::from_utf8_lossy(&applied.stderr));
    let before = Command::new("osmium")
        .args(["cat", "--overwrite", "-f", "opl,add_metadata=false", "-o"])
        .arg(desk.path("before.opl"))
        .arg(&map)
        .output()
        .unwrap();
    assert!(before.status.success());
    let objects = |name: &str| -> BTreeMap<String, String> {
        desk.read(name).lines().map(|line| (line.split(' ').next().unwrap().to_owned(), line.to_owned())).collect()
    };
    let (before, after) = (objects("before.opl"), objects("after.opl"));
    let changed: Vec<&str> =
        before.iter().filter(|(id, line)| after.get(*id) != Some(line)).map(|(id, _)| id.as_str()).collect();
    assert_eq!(changed, ["n11", "n12", "r31", "w21", "w22"]);
    assert_eq!(before.len(), after.len());
}

#[test]
fn the_same_table_twice_records_nothing_new() {
    let desk = decided();
    let again = desk.run("decide candidates.jsonl --from decisions.csv --approved");
    assert_eq!(again.code, 0, "{again:?}");
    assert!(again.err.contains("0 decisions recorded, 2 known before"), "{again:?}");
    assert_eq!(desk.run("verify").code, 0);
}

#[test]
fn a_new_name_is_compared_with_the_town() {
    let desk = surveyed();
    let map = town();
    for (name, warning) in [
        ("улица Мира", "another place already has this name"),
        ("переулок Мира", "only the street word tells it from"),
        ("Липавая улица", "1 letter away from `Липовая улица`"),
        ("улица Иосифа Виссарионовича Сталина", "bears the name"),
        ("улица Героев-первопроходцев Дальнего Востока", "characters"),
    ] {
        desk.write(
            "one.csv",
            format!("candidate,decision,new_name,authority,date\nosm/way/21,rename,{name},Town Council,2026-10-01\n"),
        );
        let ran = desk.run(&format!("decide candidates.jsonl --from one.csv --map '{}'", map.display()));
        assert_eq!(ran.code, 1, "{name}: {ran:?}");
        assert!(ran.err.contains(warning), "{name}: {ran:?}");
        assert!(ran.err.contains("1 refused"), "{name}: {ran:?}");
    }
}

#[test]
fn an_act_is_undone_and_the_object_can_be_decided_again() {
    let desk = decided();
    let act = act_of(&desk);
    desk.write(
        "again.csv",
        "candidate,decision,new_name,authority,date\nosm/way/21,rename,Садовая улица,Town Council,2026-11-01\n",
    );
    let taken = desk.run("decide candidates.jsonl --from again.csv");
    assert_eq!(taken.code, 1, "{taken:?}");
    assert!(taken.err.contains(&act), "{taken:?}");
    desk.run(&format!("undo '{act}' --reason 'the council withdrew it' --date 2026-10-15")).done();
    let map = town();
    let osc = desk.run(&format!("export osc --approved --map '{}'", map.display())).done();
    assert!(!osc.contains("<way"), "a reversed act is not carried out: {osc}");
    let again = desk.run("decide candidates.jsonl --from again.csv --approved");
    assert_eq!(again.code, 0, "{again:?}");
    let osc = desk.run(&format!("export osc --approved --map '{}'", map.display())).done();
    assert!(osc.contains("Садовая улица") && !osc.contains("Вишнёвая"), "{osc}");
    let history = desk.run("history osm/way/21").done();
    assert!(history.contains("Вишнёвая улица"), "nothing is erased: {history}");
    assert_eq!(desk.run("verify").code, 0);
}

#[test]
fn one_candidate_at_a_time_is_decided_in_the_terminal() {
    let desk = surveyed();
    let mut child = desk
        .command()
        .args(["decide", "candidates.jsonl", "--approved"])
        .env("THAW_ASSUME_TERMINAL", "1")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(
        &mut child.stdin.take().unwrap(),
        "r\nВишнёвая улица\nTown Council\n\nminutes of 1 October\nk\nTown Council\n\nminutes of 1 October\n".as_bytes(),
    )
    .unwrap();
    let ran = crate::command::Ran::of(&child.wait_with_output().unwrap());
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("Памятник жертвам сталинских репрессий"), "{ran:?}");
    assert!(ran.err.contains("2 decisions recorded"), "{ran:?}");
    assert!(desk.run("asof 2100 --id osm/way/21").done().contains("Вишнёвая улица"));
}

#[test]
fn a_proposed_act_waits_for_approval() {
    let desk = surveyed();
    desk.write("decisions.csv", DECISIONS);
    desk.run("decide candidates.jsonl --from decisions.csv").done();
    let map = town();
    assert!(!desk.run(&format!("export osc --approved --map '{}'", map.display())).done().contains("<way"));
    let act = act_of(&desk);
    desk.run(&format!("approve '{act}' --source 'minutes of 12 May'")).done();
    assert!(desk.run(&format!("export osc --approved --map '{}'", map.display())).done().contains("<way"));
}

#[test]
fn linked_places_and_dated_geojson_are_read_back_by_the_survey() {
    let desk = Desk::new();
    for (format, file) in [("lpf", "places.json"), ("geojson-history", "history.geojson")] {
        desk.run(&format!("export {format} -o {file}")).done();
        let found = desk.run(&format!("survey {file} --format csv")).done();
        assert!(found.contains("Stalingrad") || found.contains("Сталинград"), "{format}: {found}");
    }
}

/// The main table of GeoNames lists names without saying whether they are in force; its table of alternate names says so.
#[test]
fn geonames_tables_are_joined_and_a_name_of_the_past_is_no_candidate() {
    let desk = Desk::new();
    let line = |id: &str, name: &str, others: &str| {
        format!(
            "{id}\t{name}\t{name}\t{others}\t42.22764\t43.96861\tP\tPPLA\tGE\t\t71\t\t\t\t30432\t\t871\tAsia/Tbilisi\t2019-09-05\n"
        )
    };
    desk.write("GE.txt", line("611847", "Tskhinvali", "Staliniri,Cchinvali") + &line("1", "Nowhere", ""));
    desk.write(
        "alternateNamesV2.txt",
        "1\t611847\ten\tStaliniri\t\t\t\t1\t1934\t1961\n2\t1\tka\tსტალინისი\t\t\t\t\t1950\t\n",
    );
    insta::assert_snapshot!(desk.run("survey GE.txt --quiet").done(), @"
    score  dossier  name       class   in  honours     length, repeated by  id
    0.55   stalin   Staliniri  P.PPLA  GE  the person                       geonames/611847
    ");
    insta::assert_snapshot!(desk.run("survey GE.txt alternateNamesV2.txt --quiet").done(), @"
    score  dossier  name       class   in  honours     length, repeated by  id
    0.75   stalin   სტალინისი  P.PPLA  GE  the person                       geonames/1
    ");
}

/// Spreadsheets of many countries write semicolons, a byte order mark and two-character ends of lines.
#[test]
fn a_table_of_decisions_comes_as_spreadsheets_write_it() {
    let desk = Desk::new();
    desk.run(&format!("survey {} --format jsonl -o candidates.jsonl", town().display())).done();
    desk.write(
        "decisions.csv",
        "\u{feff}candidate;decision;new_name;authority;date;source\r\nosm/way/21;rename;\"Вишнёвая улица\";Совет;2026-10-01;протокол 12\r\nosm/node/13;keep\r\n",
    );
    insta::assert_snapshot!(desk.run("decide candidates.jsonl --from decisions.csv").seen(), @"
    exit code 1
    err: warning: decisions.csv: line 3: expected 6 fields, found 2 (not recorded)
    err: 1 decisions recorded, 0 known before, 1 refused
    err: next: thaw export osc --approved --map MAP -o changes.osc (acts that are only proposed: thaw approve ACT)
    ");
}
