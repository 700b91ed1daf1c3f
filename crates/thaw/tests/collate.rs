//! `thaw collate` and `thaw works` as they are typed.

use crate::command::Desk;

const FULL: &str = "In winter the guards shot a man on the ice. Nobody spoke of him. Spring came at last.";
const CUT: &str = "In winter the guards stopped a man on the ice. Spring came at last.";

#[test]
fn editions_are_compared_in_every_format() {
    let desk = Desk::new();
    desk.write("full.txt", FULL);
    desk.write("cut.txt", CUT);
    let report = desk.run("collate cut.txt full.txt").done();
    assert!(report.starts_with("full edition: full (18 words)\n\ncut (14 words)\n  cut "), "{report}");
    assert_eq!(report, desk.run("collate full.txt cut.txt").done(), "the order does not matter");
    let csv = desk.run("collate full.txt cut.txt --format csv").done();
    assert_eq!(csv.lines().count(), 3, "a heading and two changes: {csv}");
    assert!(desk.run("collate full.txt cut.txt --json").done().starts_with("{\"witnesses\":[\"full\",\"cut\"]"));
    assert!(desk.run("collate full.txt cut.txt --format tei").done().contains("<rdg wit=\"#cut\">stopped </rdg>"));
    desk.run("collate full.txt cut.txt --format html -o page.html").done();
    assert!(desk.read("page.html").contains("made milder or shorter"));
    assert!(desk.run("collate full.txt cut.txt --full cut").done().starts_with("full edition: cut "));
}

#[test]
fn lines_without_a_word_stay() {
    let desk = Desk::new();
    desk.write("full.txt", "1.\n\nThe river froze.\n\n* * *\n\nNobody crossed it.\n");
    desk.write("cut.html", "<h2>1.</h2><p>The river froze.</p><p>* * *</p><p>Nobody crossed.</p>");
    let tei = desk.run("collate full.txt cut.html --fold none --format tei").done();
    assert!(tei.contains("<p>1.") && tei.contains("* * *"), "{tei}");
    let csv = desk.run("collate full.txt cut.html --fold none --format csv").done();
    assert_eq!(csv.lines().count(), 2, "a heading and one change: {csv}");
}

#[test]
fn a_guessed_encoding_is_said() {
    let desk = Desk::new();
    let koi8: Vec<u8> = b"\xF7 \xC7\xCF\xD2\xCF\xC4\xC5 \xC2\xD9\xCC\xCF \xCF\xC4\xC9\xCE\xCE\xC1\xC4\xC3\xC1\xD4\xD8 \xD5\xCC\xC9\xC3, \xC9 \xD7\xD3\xC5 \xCF\xCE\xC9 \xD3\xD0\xD5\xD3\xCB\xC1\xCC\xC9\xD3\xD8 \xCB \xD2\xC5\xCB\xC5.".to_vec();
    desk.write("old.txt", &koi8);
    desk.write("new.txt", "В городе было одиннадцать улиц, и все они спускались к реке.");
    let ran = desk.run("collate old.txt new.txt");
    assert_eq!((ran.code, ran.err.contains("was read as KOI8")), (1, true), "{ran:?}");
    assert!(ran.out.ends_with("  no change\n"), "{ran:?}");
    let told = desk.run("collate old.txt new.txt --encoding koi8-r").done();
    assert_eq!(told, ran.out, "the file in UTF-8 is read as such");
}

#[test]
fn what_cannot_be_collated_is_refused() {
    let desk = Desk::new();
    desk.write("full.txt", FULL);
    desk.write("empty.txt", "");
    desk.write("binary.txt", b"text\0text");
    for wrong in ["full.txt", "full.txt full.txt", "full.txt empty.txt", "full.txt binary.txt", "full.txt none.txt"] {
        let ran = desk.run(&format!("collate {wrong} -o out.txt"));
        assert_eq!(ran.code, 2, "{wrong}: {ran:?}");
        assert!(!desk.path("out.txt").exists(), "{wrong}");
    }
}

#[test]
fn the_register_tells_what_could_be_read() {
    let desk = Desk::new();
    let then = desk.run("works --asof 1957").done();
    assert!(then.contains("possibly abroad  Doctor Zhivago"), "{then}");
    assert!(desk.run("works --as-of 1970 --status cut").done().contains("The Master and Margarita"));
    let life = desk.run("works --id work-master-and-margarita").done();
    assert!(life.contains("banned, 1940~ to 1966-11") && life.contains("source: "), "{life}");
    assert_eq!(desk.run("works --asof 1900").code, 1, "nothing is known");
    assert_eq!(desk.run("works --id nothing").code, 2);
    // An author and a title are found in either alphabet, whatever the marks.
    for words in ["Булгаков", "boulgakov", "маргарита", "Master i Margarita"] {
        assert!(desk.run(&format!("works {words}")).done().contains("work-master-and-margarita"), "{words}");
    }
    assert!(desk.run("works Эренбург --lang ru").done().contains("Илья Эренбург"));
    assert!(!desk.run("works Мы").done().contains("Bulgakov"), "a short word is a whole word");
}
