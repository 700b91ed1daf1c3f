//! The register: importing, deciding, sealing, and being killed.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, time::Duration};
use thaw_release::cases::{Mapping, Reader};
use thaw_release::decree::Outcome;
use thaw_release::register::{
    Actor, Decision, Doubt, Imported, Judgement, Link, Register, RegisterError, Row, Standing, Step, Verdict,
};

const ACTOR: Actor<'_> = Actor { recorder: "archivist", now: "2026-11-23T10:00:00Z" };

fn mapping() -> Mapping {
    let columns =
        [("name", "name"), ("born", "born"), ("article", "article"), ("sentenced", "sentenced"), ("organ", "organ")];
    Mapping {
        list: "made list".to_owned(),
        code: Some("RSFSR".to_owned()),
        columns: columns.map(|(column, field)| (column.to_owned(), field.to_owned())).into(),
        ..Mapping::default()
    }
}

fn list(folder: &Path, text: &str) -> PathBuf {
    let path = folder.join("list.csv");
    fs::write(&path, text).unwrap();
    path
}

fn import(register: &mut Register, path: &Path) -> Imported {
    let reader = Reader::bundled().unwrap();
    register.import(path, &mapping(), &reader, None, ACTOR, &mut |_| {}).unwrap()
}

const LIST: &str = "name,born,article,sentenced,organ\n\
    Примеров Пётр Ильич,03.04.1899,58-10,12.11.1937,тройка НКВД\n\
    Образцова Анна,31.02.1901,58-10,05.12.1937,тройка НКВД\n\
    Примеров Пётр Ильич,03.04.1899,58-10,12.11.1937,тройка НКВД\n\
    ,1900,58-10,1937,тройка НКВД\n\
    Сказкин Степан,1950,58-10,1937,Совет Мудрых\n\
    Выдумкин Юрий,1900,58-10\n";

#[test]
fn rows_are_kept_flagged_or_set_aside_and_the_same_list_twice_adds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = list(folder.path(), LIST);
    let mut register = Register::open(&folder.path().join("cases.sqlite"), None).unwrap();
    let done = import(&mut register, &path);
    assert_eq!((done.n_rows, done.n_new, done.n_aside, done.n_flagged), (6, 6, 2, 2));
    let told: Vec<String> = done
        .problems
        .iter()
        .map(|problem| format!("{}: {} ({})", problem.place, problem.what, problem.action))
        .collect();
    assert_eq!(
        told,
        [
            "line 3: born: expected a date, found `31.02.1901` (kept and flagged)",
            "line 5: it has no name (set aside)",
            "line 6: organ: `Совет Мудрых` is not one of its values; say what it means under [values.organ] (kept and flagged)",
            "line 6: impossible: sentenced (1937) lies before born (1950) (kept and flagged)",
            "line 7: expected 5 fields, found 3 (set aside)",
        ]
    );
    let again = import(&mut register, &path);
    assert_eq!((again.n_new, again.n_known), (0, 6));
    // A longer edition of the list adds only what is new.
    let path = list(folder.path(), &format!("{LIST}Небывалов Осип,1905,58-1а,1949,ВТ\n"));
    assert_eq!(import(&mut register, &path).n_new, 1);
    assert_eq!(register.verify().unwrap().1, []);
}

#[test]
fn every_row_keeps_its_list_its_line_and_its_raw_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = list(folder.path(), LIST);
    let mut register = Register::open(&folder.path().join("cases.sqlite"), None).unwrap();
    import(&mut register, &path);
    let mut rows = Vec::new();
    register.each_row(|id, row| rows.push((id.to_owned(), row))).unwrap();
    let Row::Case(case) = &rows[1].1 else { panic!("{rows:?}") };
    assert_eq!((case.list.as_str(), case.place.as_str()), ("made list", "line 3"));
    assert_eq!(case.raw["born"], "31.02.1901");
    assert_eq!(case.get("born"), None);
    assert_eq!(case.get("organ"), Some("troika"));
    assert_eq!(case.get("article"), Some("RSFSR 58-10"));
    assert_ne!(rows[0].0, rows[2].0, "a row that stands twice is two cases");
}

#[test]
fn words_find_cases_in_any_cell_and_marks_and_capitals_make_no_difference() {
    let folder = tempfile::tempdir().unwrap();
    let path = list(folder.path(), &format!("{LIST}\"DUBČEK, Jan \"\"Honza\"\"\",1921,58-10,1949,ВТ\n"));
    let mut register = Register::open(&folder.path().join("cases.sqlite"), None).unwrap();
    import(&mut register, &path);
    let find = |words: &[&str]| {
        let mut found = Vec::new();
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        register.find(&words, |id, case| found.push((id.to_owned(), case.name()))).unwrap();
        found
    };
    let names = |words: &[&str]| find(words).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    assert_eq!(names(&["примеров", "петр"]), ["Примеров Пётр Ильич"; 2]);
    assert_eq!(names(&["Анна", "31.02.1901"]), ["Образцова Анна"], "also by what was not understood");
    assert_eq!(names(&["dubcek", "\"honza\""]), ["DUBČEK, Jan \"Honza\""]);
    assert!(names(&["Анна", "Пётр"]).is_empty());
    assert!(names(&["birthplace"]).is_empty(), "what stands in no cell is not found");
    let (id, name) = find(&["Dubček"]).remove(0);
    assert_eq!(names(&[&id]), [name]);
}

fn decision(case: &str, step: Step) -> Decision {
    Decision {
        case: case.to_owned(),
        step,
        authority: "Commission".to_owned(),
        date: "2026-11-23".to_owned(),
        reason: None,
    }
}

#[test]
fn a_decision_can_be_reversed_and_the_reversal_too_and_nothing_disappears() {
    let folder = tempfile::tempdir().unwrap();
    let path = list(folder.path(), LIST);
    let mut register = Register::open(&folder.path().join("cases.sqlite"), None).unwrap();
    import(&mut register, &path);
    let mut ids = Vec::new();
    register.each_case(|id, _| ids.push(id.to_owned())).unwrap();
    let id = ids[0].as_str();
    let verdict = Verdict::Covered(Outcome::Rehabilitate);
    let decide = Step::Decide { decree: "ussr-1989-01-16".to_owned(), verdict, clause: Some("1".to_owned()) };
    let mut record = |step: Step| {
        register.decide(&[decision(id, step)], ACTOR).unwrap();
        let dossier = register.dossier(id).unwrap();
        let last = dossier.decisions.last().unwrap().seq;
        (last, Standing::of(&dossier.decisions), dossier.decisions.len())
    };
    let (decided, standing, _) = record(decide.clone());
    assert_eq!(standing.verdicts["ussr-1989-01-16"].0, verdict);
    let (reversed, standing, _) = record(Step::Reverse { seq: decided });
    assert!(standing.verdicts.is_empty());
    let (_, standing, _) = record(Step::Reverse { seq: reversed });
    assert_eq!(standing.verdicts["ussr-1989-01-16"].0, verdict);
    let (_, standing, n_decisions) = record(Step::Reopen);
    assert!(standing.verdicts.is_empty());
    assert_eq!(n_decisions, 4);
}

#[test]
fn a_decision_needs_an_authority_a_date_and_a_case() {
    let folder = tempfile::tempdir().unwrap();
    let path = list(folder.path(), LIST);
    let mut register = Register::open(&folder.path().join("cases.sqlite"), None).unwrap();
    import(&mut register, &path);
    let mut id = String::new();
    register.each_case(|case, _| id = case.to_owned()).unwrap();
    let mut refused = |decision: Decision| register.decide(&[decision], ACTOR).unwrap_err().to_string();
    let nobody = Decision { authority: " ".to_owned(), ..decision(&id, Step::Reopen) };
    assert!(refused(nobody).ends_with("it names nobody who decided"));
    let never = Decision { date: "soon".to_owned(), ..decision(&id, Step::Reopen) };
    assert!(refused(never).contains("date `soon`, character 1"));
    assert_eq!(refused(decision("0000000000000000", Step::Reopen)), "there is no case `0000000000000000`");
    assert!(refused(decision(&id, Step::Reverse { seq: 1 })).ends_with("entry 1 is no decision on this case"));
}

#[test]
fn an_encrypted_register_shows_no_name_and_opens_with_its_passphrase_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = list(folder.path(), LIST);
    let file = folder.path().join("cases.sqlite");
    let mut register = Register::open(&file, Some("снег тает")).unwrap();
    import(&mut register, &path);
    assert!(register.is_sealed());
    drop(register);
    let bytes: Vec<u8> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("cases"))
        .flat_map(|path| fs::read(path).unwrap())
        .collect();
    for word in ["Примеров", "made list", "58-10", "1899"] {
        assert!(!bytes.windows(word.len()).any(|window| window == word.as_bytes()), "{word}");
    }
    assert!(matches!(Register::open(&file, None), Err(RegisterError::NoPassphrase)));
    assert!(matches!(Register::open(&file, Some("wrong")), Err(RegisterError::Seal { .. })));
    let mut register = Register::open(&file, Some("снег тает")).unwrap();
    assert_eq!(import(&mut register, &path).n_known, 6);
    let mut names = Vec::new();
    register.each_case(|_, case| names.push(case.name())).unwrap();
    assert_eq!(names[0], "Примеров Пётр Ильич");
}

#[test]
fn what_people_judge_about_two_cases_holds_whatever_a_linkage_finds() {
    let folder = tempfile::tempdir().unwrap();
    let path = list(folder.path(), LIST);
    let mut register = Register::open(&folder.path().join("cases.sqlite"), None).unwrap();
    import(&mut register, &path);
    let mut ids = Vec::new();
    register.each_case(|id, _| ids.push(id.to_owned())).unwrap();
    let pair = |a: usize, b: usize| [ids[a].clone(), ids[b].clone()];
    let link = |person: usize| Link { person: ids[person].clone(), probability: 0.97, ..Link::default() };
    let links = [(ids[0].clone(), link(0)), (ids[2].clone(), link(0))].into();
    let doubt = Doubt { cases: pair(0, 1), probability: 0.6, reasons: vec!["surname: differs".to_owned()] };
    assert_eq!(register.keep_links(&links, std::slice::from_ref(&doubt), ACTOR).unwrap(), 3);
    assert_eq!(register.keep_links(&links, &[doubt], ACTOR).unwrap(), 0, "the same run again adds nothing");
    assert_eq!(register.same_person(&ids[0]).unwrap(), [ids[2].clone()]);
    assert_eq!(register.doubts().unwrap().len(), 1);
    let mut judge = |cases, is_same| {
        let judgement = Judgement { cases, is_same, authority: "Archive".to_owned(), reason: None };
        register.judge(&[judgement], ACTOR).unwrap();
    };
    judge(pair(0, 1), true);
    judge(pair(2, 0), false);
    assert!(register.doubts().unwrap().is_empty());
    assert_eq!(register.same_person(&ids[0]).unwrap(), [ids[1].clone()]);
    assert_eq!(register.judgements().unwrap().len(), 2);
}

/// Imports the list that the environment names; run by the test below as a process of its own, to be killed.
#[test]
fn import_in_another_process() {
    let Some(folder) = std::env::var_os("THAW_TEST_IMPORT").map(PathBuf::from) else { return };
    let mut register = Register::open(&folder.join("cases.sqlite"), None).unwrap();
    import(&mut register, &folder.join("list.csv"));
}

#[test]
fn an_import_that_is_killed_keeps_whole_rows_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let n_rows = 12_000;
    let rows: String = (0..n_rows).map(|n| format!("Примеров Пётр {n},1899,58-10,12.11.1937,тройка НКВД\n")).collect();
    let path = list(folder.path(), &format!("name,born,article,sentenced,organ\n{rows}"));
    let file = folder.path().join("cases.sqlite");
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "register::import_in_another_process"])
        .env("THAW_TEST_IMPORT", folder.path())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    // Killed when some batches are on the disk, or done when the machine is quick.
    let count = || Register::open(&file, None).and_then(|register| register.verify()).map_or(0, |(n, _)| n);
    while count() < 1_000 && child.try_wait().unwrap().is_none() {
        std::thread::park_timeout(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let mut register = Register::open(&file, None).unwrap();
    let (n_kept, faults) = register.verify().unwrap();
    assert_eq!(faults, []);
    assert_eq!(n_kept % 1_000, 0, "whole batches only");
    let done = import(&mut register, &path);
    assert_eq!((done.n_known, done.n_new), (n_kept, n_rows - n_kept));
}
