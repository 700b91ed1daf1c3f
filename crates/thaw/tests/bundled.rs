//! What the bundled record answers.

use crate::command::Desk;

#[test]
fn without_a_command_the_summary_tells_what_bore_the_name() {
    let out = Desk::new().run("").done();
    assert!(out.starts_with("On 1953-03-05, the day Joseph Stalin died, at least "), "{out}");
    let line = |start: &str| out.lines().find(|line| line.trim_start().starts_with(start)).unwrap_or_default();
    assert!(line("Stalingrad ").ends_with(" Volgograd"), "{}", line("Stalingrad "));
    assert!(line("Stalin City ").contains("city"), "{out}");
    assert!(out.contains("Stalin Road (United Kingdom): thaw history stalin-road-colchester"), "{out}");
    assert!(out.trim_end().ends_with("Next, try: thaw history volgograd"), "{out}");
}

#[test]
fn a_name_is_answered_as_of_a_date() {
    let desk = Desk::new();
    let then = desk.run("asof 1955-06 Stalino").done();
    assert!(then.starts_with("donetsk (city, UA)\n  Сталино [ru]  1929 to 1961-11-09\n"), "{then}");
    assert!(then.contains("source: "), "{then}");
    assert!(then.contains("possibly"), "the villages whose dates are open are told as such: {then}");
    let now = desk.run("asof 2026 --id volgograd").done();
    assert!(now.starts_with("volgograd (city, RU)\n  Волгоград [ru]  since 1961-11-10\n"), "{now}");
    assert!(now.contains("Presidium of the Supreme Soviet of the RSFSR"), "{now}");
    assert_eq!(desk.run("asof 1961-11-09 Волгоград").code, 1, "nothing was called so yet");
    assert_eq!(desk.run("asof 1961-11-11 Волгоград").code, 0);
}

#[test]
fn a_name_is_found_with_typing_errors_and_in_any_script() {
    let desk = Desk::new();
    assert!(desk.run("find Staliningrad").done().contains("volgograd (city, RU)"));
    assert!(desk.run("find სტალინირი").done().contains("tskhinvali (city, GE)"));
    assert!(desk.run("find СТАЛИНО").done().contains("donetsk"));
    assert_eq!(desk.run("find qqqqwwwwzzzz").code, 1);
}

#[test]
fn a_subject_tells_its_history_in_order() {
    let out = Desk::new().run("history volgograd").done();
    let at = |text: &str| out.find(text).unwrap_or_else(|| panic!("{text} is missing in {out}"));
    assert!(at("1589") < at("1925-04-10  rename") && at("1925-04-10  rename") < at("1961-11-10  rename"), "{out}");
    assert!(at("Stalingrad becomes Volgograd") > at("1961-11-10  rename"));
}

#[test]
fn every_command_has_an_example_and_its_exit_codes() {
    let desk = Desk::new();
    let help = desk.run("--help").done();
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.len() >= 15, "{commands:?}");
    for command in commands {
        let help = desk.run(&format!("{command} --help")).done();
        let is_group = help.contains("<COMMAND>");
        assert!(is_group || help.contains("Example"), "`thaw {command} --help` has no example:\n{help}");
    }
}

#[test]
fn machine_readable_output_is_json() {
    let desk = Desk::new();
    desk.run("export lpf -o places.json").done();
    for arguments in [
        "--json",
        "asof 1955 Stalino --json",
        "find Stalino --json",
        "history volgograd --json",
        "forms stalin --json",
        "survey places.json --json",
    ] {
        let out = desk.run(arguments).done();
        assert!(!out.is_empty());
        let values = serde_json::Deserializer::from_str(&out).into_iter::<serde_json::Value>();
        for value in values {
            value.unwrap_or_else(|error| panic!("{arguments}: {error}: {out}"));
        }
    }
}

#[test]
fn completions_and_manual_pages_come_from_the_same_definition() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish"] {
        assert!(desk.run(&format!("completions {shell}")).done().contains("survey"));
    }
    desk.run("man pages").done();
    assert!(desk.read("pages/thaw-survey.1").contains("OpenStreetMap"));
}

#[test]
fn an_act_that_was_recorded_differently_stays_and_all_else_is_loaded() {
    let desk = Desk::new();
    desk.run("works").done();
    let record = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/record");
    std::fs::create_dir(desk.path("copy")).unwrap();
    for entry in std::fs::read_dir(record).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), desk.path("copy").join(entry.file_name())).unwrap();
    }
    let (life, works) = ("copy/work_life.csv", "copy/works.csv");
    desk.write(life, desk.read(life).replace("The novel stays unprinted", "Nobody prints the novel"));
    desk.write(works, desk.read(works).replace("Margarita", "Margaret"));
    let ran = desk.run("record load copy");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("1 acts were recorded differently before and stay as they are"), "{ran:?}");
    let life = desk.run("works --id work-master-and-margarita").done();
    assert!(life.contains("The novel stays unprinted") && life.contains("Margaret"), "{life}");

    // What the newer edition says is taken in when somebody asks for it: the old act is reversed and stays.
    let ban = "work-master-and-margarita-1940-ban";
    let would = desk.run("record update copy --dry-run").done();
    assert!(would.starts_with(ban) && would.lines().count() == 1, "{would}");
    assert_eq!(desk.run("record update copy --dry-run").done(), would, "nothing was recorded");
    assert_eq!(desk.run("record update copy").done(), format!("{ban} -> {ban}-v2\n"));
    let life = desk.run("works --id work-master-and-margarita").done();
    assert!(life.contains("Nobody prints the novel") && !life.contains("The novel stays unprinted"), "{life}");
    let history = desk.run("history work-master-and-margarita").done();
    assert!(history.contains(&format!("reversed by undo-{ban}")), "{history}");
    assert_eq!(desk.run("record update copy").done(), "", "it is known now");
    assert_eq!(desk.run("record load copy").code, 0);
    // Whom the older edition suits better takes it back, and that decision holds.
    desk.run(&format!("undo {ban}-v2")).done();
    assert_eq!(desk.run("record update copy").done(), "");
    desk.run("verify").done();
}

#[test]
fn a_new_ledger_has_the_record_of_its_program() {
    let desk = Desk::new();
    assert_eq!(desk.run("record update").done(), "");
}

#[test]
fn an_id_that_there_is_not_gets_a_hint() {
    let desk = Desk::new();
    for (arguments, hint) in [
        ("history work-master", "did you mean `work-master-and-margarita`"),
        ("history qqqq-wwww", "thaw find qqqq-wwww"),
        ("asof 1955 --id volgogrda", "did you mean `volgograd`"),
        ("works --id work-doctor-zhivgo", "did you mean `work-doctor-zhivago`"),
        ("works Zhivgo", "did you mean `Doctor Zhivago`"),
        ("works Пастернок", "did you mean `Doctor Zhivago`"),
        ("undo volgograd-1961-11-10-renam", "did you mean `volgograd-1961-11-10-rename`"),
        ("approve volgograd-1961-11-10-renam", "did you mean `volgograd-1961-11-10-rename`"),
        ("find qqqqwwwwzzzz", "thaw works"),
    ] {
        let ran = desk.run(arguments);
        assert!(ran.code != 0 && ran.err.contains(hint), "{arguments}: {ran:?}");
    }
}

#[test]
fn works_are_chosen_by_country_and_written_as_a_table() {
    let desk = Desk::new();
    let all = desk.run("works --asof 1957 --csv -").done();
    assert_eq!(all.lines().next(), Some("form,sure,title,author,country,period,id,act,sources,seen"));
    assert!(all.lines().any(|line| line.starts_with("banned,possibly,Doctor Zhivago,Boris Pasternak,SU,")), "{all}");
    assert_eq!(desk.run("works --asof 1957 --country su --csv -").done(), all);
    let none = desk.run("works --asof 1957 --country es");
    assert!(none.code == 1 && none.err.contains("the ledger has works of SU"), "{none:?}");
    desk.run("works --asof 1957 --csv works.csv").done();
    assert_eq!(desk.read("works.csv"), all);
}

#[test]
fn the_bundled_record_has_no_mistake() {
    let ran = Desk::new().run("record check");
    assert_eq!(ran.code, 0, "{ran:?}");
}
