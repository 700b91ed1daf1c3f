//! Cases: from a list to a decision, a letter and a publication.

use crate::command::{Desk, Ran};
use std::process::Stdio;

/// A desk on which the made list is in the register.
fn imported() -> Desk {
    let desk = Desk::new();
    desk.run("cases example -o people.csv").done();
    let ran = desk.run("cases import people.csv");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("12 rows, 12 new, 0 known, 1 set aside, 2 flagged, 3 places found"), "{ran:?}");
    desk
}

fn id_of(desk: &Desk, name: &str) -> String {
    let out = desk.run(&format!("cases find {name} --json")).done();
    let found: serde_json::Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

fn answered(desk: &Desk, arguments: &str, answers: &str) -> Ran {
    desk.write("answers.txt", answers);
    let answers = std::fs::File::open(desk.path("answers.txt")).unwrap();
    let output = desk.command().args(arguments.split(' ')).stdin(Stdio::from(answers)).output().unwrap();
    Ran::of(&output)
}

#[test]
fn a_list_is_read_by_a_proposed_mapping_once() {
    let desk = imported();
    let again = desk.run("cases import people.csv");
    assert!(again.err.contains("12 rows, 0 new, 12 known"), "{again:?}");
    let mapping = desk.run("cases map people.csv").done();
    for line in ["\"Дата рождения\" = \"born\"", "\"Срок\" = \"sentence\"", "code = \"RSFSR\""] {
        assert!(mapping.contains(line), "{mapping}");
    }
    desk.write("people.toml", mapping);
    let ran = desk.run("cases import people.csv --map people.toml");
    assert!(ran.err.contains("0 new, 12 known"), "the proposal is what was used: {ran:?}");
    desk.run("cases verify").done();
}

#[test]
fn the_amnesty_of_1953_frees_the_thief_and_not_the_prisoner_of_article_58() {
    let desk = imported();
    let ran = desk.run("cases decide --as-of 1953-12 --format csv");
    assert_eq!(ran.code, 1, "one case is undecided: {ran:?}");
    let result = |name: &str| {
        let line = ran.out.lines().find(|line| line.contains(name)).unwrap();
        line.split(',').nth(5).unwrap().to_owned()
    };
    assert_eq!(result("Вымыслов Иван"), "release");
    assert_eq!(result("Вымыслова Мария"), "release");
    assert_eq!(result("Примеров"), "not-covered");
    assert_eq!(result("Безымянный"), "undecided");
    assert_eq!(result("Сказкин Степан"), "not-covered", "who was shot is not set free");
}

#[test]
fn a_person_decides_and_gets_a_letter_and_the_decision_can_be_reopened() {
    let desk = imported();
    let id = id_of(&desk, "Примеров");
    let refused = desk.run(&format!("cases letter {id} --decree ussr-1989-01-16 -o letter.pdf"));
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("nobody has decided it under `ussr-1989-01-16` yet"), "{refused:?}");
    desk.write(
        "decided.csv",
        format!("case,decree,clause,decision\n{id},ussr-1989-01-16,1,rehabilitate\n{id},ussr-1989-01-16,1,freedom\n"),
    );
    let ran = desk.run("cases review --from decided.csv --authority Commission --date 1990-03-01");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("1 decisions recorded, 1 rows refused"), "{ran:?}");
    desk.run(&format!("cases letter {id} --decree ussr-1989-01-16 --lang ru -o letter.pdf")).done();
    assert!(std::fs::read(desk.path("letter.pdf")).unwrap().starts_with(b"%PDF-1.7"));
    // A template of one's own with a slot that nothing fills is refused, not left blank.
    desk.write("own.txt", "# {name}\nBorn: {birth}\n");
    let refused = desk.run(&format!("cases letter {id} --decree ussr-1989-01-16 --template own.txt -o own.pdf"));
    assert!(
        refused.err.contains("line 2 of the template: there is no slot `{birth}`; there are {authority}"),
        "{refused:?}"
    );
    let shown = desk.run(&format!("cases show {id}")).done();
    assert!(shown.contains("ussr-1989-01-16: rehabilitate, clause 1; Commission"), "{shown}");
    desk.run(&format!("cases reopen {id} --authority Commission --reason 'a letter was found'")).done();
    let shown = desk.run(&format!("cases show {id}")).done();
    assert!(shown.contains("rehabilitate, clause 1 (no longer holds); Commission"), "{shown}");
    assert!(shown.contains("looked at 2 times before"), "{shown}");
}

#[test]
fn the_record_of_a_person_has_the_cases_that_were_judged_the_same() {
    let desk = imported();
    let (one, other) = (id_of(&desk, "Небывалова"), id_of(&desk, "Выдумкин"));
    desk.run(&format!("cases judge {one} {other} same --authority Archive")).done();
    assert!(desk.run(&format!("cases show {one}")).done().contains(&format!("the same person: {other}")));
    desk.run(&format!("cases judge {one} {other} different --authority Archive")).done();
    assert!(!desk.run(&format!("cases show {one}")).done().contains("the same person"));
    assert_eq!(desk.run(&format!("cases judge {one} {one} same --authority Archive")).code, 2);
}

#[test]
fn two_lists_are_linked_and_what_is_judged_holds() {
    let desk = imported();
    // Another list, in Latin letters and with initials, of three of the same people and a stranger.
    desk.write(
        "other.csv",
        "surname,given,patronymic,born\nPrimerov,Petr,Ilyich,1899-04-03\nВымыслова,М.,И.,1898-05-12\nПримерный,Лев,Давыдович,1912\nНикто,Никита,Никитич,1907-08-09\n",
    );
    desk.run("cases import other.csv").done();
    let ran = desk.run("cases link");
    assert_eq!(ran.code, 0, "{ran:?}");
    let linked = |out: &str, one: &str, other: &str| out.lines().any(|line| line.contains(one) && line.contains(other));
    assert!(linked(&ran.out, "Примеров Пётр", "Primerov Petr"), "{ran:?}");
    let again = desk.run("cases link");
    assert!(again.err.contains("15 cases, 0 of them new"), "{again:?}");
    assert_eq!(again.out, ran.out, "nothing new, nothing changes");
    let (one, other) = (id_of(&desk, "Примеров"), id_of(&desk, "Primerov"));
    desk.run(&format!("cases judge {one} {other} different --authority Archive")).done();
    for arguments in ["cases link", "cases link --anew"] {
        let out = desk.run(arguments).done();
        assert!(!linked(&out, "Примеров Пётр", "Primerov Petr"), "{arguments}: {out}");
    }
}

#[test]
fn what_is_found_out_in_a_review_decides_the_case() {
    let desk = imported();
    let ran =
        answered(&desk, "cases review --as-of 1953-12 --authority Commission", "nonsense\narticle=RSFSR 162\nill=no\n");
    assert!(ran.err.contains("found `nonsense`"), "{ran:?}");
    // A theft: half is sure. The case is asked about again, because an illness could free him.
    assert!(ran.out.contains("Covered, at least: the term is halved."), "{ran:?}");
    assert!(ran.err.contains("2 decisions recorded, 1 cases were open"), "{ran:?}");
    let id = id_of(&desk, "Безымянный");
    let decided = desk.run(&format!("cases decide {id} --as-of 1953-12")).done();
    assert!(decided.contains("halve"), "{decided}");
}

#[test]
fn a_case_is_public_only_on_purpose_and_nobody_alive() {
    let desk = imported();
    let id = id_of(&desk, "Вымыслов");
    desk.write("decided.csv", format!("case,decree,decision\n{id},ussr-1953-03-27,release\n"));
    desk.run("cases review --from decided.csv --authority Commission --date 1953-04-10").done();
    assert_eq!(desk.run(&format!("history case/{id}")).code, 1);
    let refused = desk.run(&format!("cases publish {id} --decree ussr-1953-03-27 --authority Archive"));
    assert!(refused.err.contains("the person may be alive: say who consented"), "{refused:?}");
    desk.run(&format!("cases publish {id} --decree ussr-1953-03-27 --authority Archive --consent 'the daughter'"))
        .done();
    let history = || desk.run(&format!("history case/{id}")).done();
    assert!(history().contains("release") && !history().contains("reversed"), "{}", history());
    // Taken back, and published once more.
    let shown: serde_json::Value = serde_json::from_str(&desk.run(&format!("cases show {id} --json")).done()).unwrap();
    let published = shown["decisions"].as_array().unwrap().last().unwrap()["seq"].to_string();
    desk.run(&format!("cases undo {id} {published} --authority Archive --reason 'the family asked'")).done();
    assert!(history().contains("reversed") && history().contains("the family asked"), "{}", history());
    desk.run(&format!("cases publish {id} --decree ussr-1953-03-27 --authority Archive --consent 'the son'")).done();
    let acts: serde_json::Value = serde_json::from_str(&desk.run(&format!("history case/{id} --json")).done()).unwrap();
    assert_eq!(acts[0]["in_force"], true, "{acts}");
    // What was decided no longer holds, and is no longer public either.
    desk.run(&format!("cases reopen {id} --authority Archive --reason 'a letter was found'")).done();
    assert!(history().contains("a letter was found"), "{}", history());
}

#[test]
fn an_encrypted_register_asks_for_its_passphrase() {
    let desk = Desk::new();
    desk.run("cases example -o people.csv").done();
    let sealed = |arguments: &str, passphrase: &str| {
        let output = desk.command().args(arguments.split(' ')).env("THAW_PASSPHRASE", passphrase).output().unwrap();
        Ran::of(&output)
    };
    assert_eq!(sealed("cases import people.csv", "ice").code, 1);
    let without = desk.run("cases find Примеров");
    assert_eq!(without.code, 2);
    assert!(without.err.contains("hint: give it with --passphrase or THAW_PASSPHRASE"), "{without:?}");
    assert_eq!(sealed("cases find Примеров", "snow").code, 2);
    assert!(sealed("cases find Примеров", "ice").done().contains("Пётр"));
}

#[test]
fn numbers_small_enough_to_recognise_a_person_are_hidden() {
    let desk = imported();
    assert!(desk.run("cases stats --by article").done().contains("<5"));
    let all = desk.run("cases stats --by decree --as-of 1953-12 --hide-below 1").done();
    assert!(all.contains("ussr-1953-03-27: release"), "{all}");
}

#[test]
fn exported_entities_are_read_back_as_a_list() {
    let desk = imported();
    desk.run("cases export ftm -o people.ftm.json").done();
    let mapping = desk.run("cases map people.ftm.json").out;
    for line in ["\"properties.birthDate\" = \"born\"", "\"properties.lastName\" = \"surname\""] {
        assert!(mapping.contains(line), "{mapping}");
    }
    let header = desk.run("cases export csv").done();
    assert!(header.starts_with("case,list,row,"), "{header}");
}

#[test]
fn the_examples_of_decrees_pass_and_a_wrong_decree_is_refused_with_its_line() {
    let desk = Desk::new();
    assert!(desk.run("decree test").err.contains(" 0 not as expected"));
    desk.write("wrong.toml", "id = \"x\"\n\ntitel = { en = \"X\" }\n");
    let refused = desk.run("decree test wrong.toml");
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("wrong.toml: line 3: unknown field `titel`"), "{refused:?}");
    let explained = desk.run("decree explain ussr-1953-03-27 --lang es").done();
    assert!(explained.contains("Punto 1: la persona queda en libertad"), "{explained}");
}

/// Returns the examples of a command's help: the lines that begin with `thaw`.
fn examples(desk: &Desk, command: &str) -> Vec<String> {
    let help = desk.run(&format!("{command} --help")).done();
    let lines = help.lines().skip_while(|line| !line.starts_with("Example"));
    lines.filter_map(|line| line.trim().strip_prefix("thaw ")).map(|line| line.replace('"', "'")).collect()
}

#[test]
fn every_example_of_the_help_works() {
    let desk = imported();
    let id = id_of(&desk, "Примеров");
    desk.write("decided.csv", format!("case,decree,clause,decision\n{id},ussr-1989-01-16,1,rehabilitate\n"));
    desk.run("cases review --from decided.csv --authority Commission --date 1990-03-01").done();
    let shown = desk.run(&format!("cases show {id}")).done();
    let entry = shown.lines().find_map(|line| line.strip_prefix("entry ")?.split(':').next()).unwrap().to_owned();
    desk.write("my-decree.toml", thaw_data::file("decrees/ussr-1953-03-27.toml").unwrap());
    let mut n_examples = 0;
    for (group, commands) in [
        (
            "cases",
            "example map import link decide review find show judge stats letter publish export log verify undo reopen",
        ),
        ("decree", "list explain test"),
    ] {
        for command in commands.split(' ') {
            // A passphrase would be asked for in a terminal.
            for example in
                examples(&desk, &format!("{group} {command}")).iter().filter(|line| !line.contains("--passphrase"))
            {
                n_examples += 1;
                let ran = desk.run(&example.replace(" 17 ", &format!(" {entry} ")));
                assert!(ran.code == 0 || ran.code == 1, "thaw {example}: {ran:?}");
            }
        }
    }
    assert!(n_examples > 25, "{n_examples}");
}

/// Killed at any moment, import and linkage leave nothing by half, and run again they end as if nothing had happened.
#[test]
fn a_killed_import_and_a_killed_linkage_go_on_where_they_were() {
    let list = || {
        let given = ["Иван", "Пётр", "Анна", "Мария", "Яков"];
        let rows = (0..240).map(|row| {
            let name = given[row % 5];
            format!(
                "Примеров{},{name},{}-0{}-1{}\n",
                ["", "ский", "ич"][row % 3],
                1890 + row % 17,
                1 + row % 9,
                row % 10
            )
        });
        format!("surname,given,born\n{}", rows.collect::<String>())
    };
    let (calm, killed) = (Desk::new(), Desk::new());
    for desk in [&calm, &killed] {
        desk.write("list.csv", list());
    }
    let kill_after = |arguments: &str, steps: u32| {
        let mut child =
            killed.command().args(arguments.split(' ')).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // A little later each time, so that the kill falls into opening, reading, writing or just behind the end.
        for _ in 0..steps {
            std::hint::black_box(std::fs::metadata(killed.path("list.csv")).unwrap());
        }
        child.kill().unwrap();
        child.wait().unwrap();
    };
    for arguments in ["cases import list.csv", "cases link"] {
        for kill in 0..10 {
            kill_after(arguments, 4_500 * kill * kill);
            assert_eq!(killed.run("cases verify").code, 0, "{arguments}, kill {kill}");
        }
        let (expected, found) = (calm.run(arguments), killed.run(arguments));
        assert_eq!((found.code, &found.out), (expected.code, &expected.out), "{arguments}");
    }
    assert_eq!(killed.run("cases stats").done(), calm.run("cases stats").done());
}
