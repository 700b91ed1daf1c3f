//! Whole folders of texts, revised and measured: what is taken, from when it is, where each thing stands, and what is never
//! written over. Works of one's own on the ledger.

use crate::command::Desk;
use std::path::Path;

const TEXT_OF_1952: &str = "The library of 1952.\n\nIn the city of Stalinabad, capital of Tajikistan, a theatre was opened.\nLong live \
    the great Stalin! Readers in Stalinabad wrote to us.\n";

/// A desk with a folder of a text in 1952 and another in 1962, of the same name.
fn shelf() -> Desk {
    let desk = Desk::new();
    for year in ["1952", "1962"] {
        std::fs::create_dir_all(desk.path(&format!("shelf/{year}"))).unwrap();
    }
    desk.write("shelf/1952/reader.txt", TEXT_OF_1952);
    desk.write("shelf/1962/reader.txt", "The cult of Stalin did great harm. Dushanbe is the capital of Tajikistan.\n");
    desk.write("shelf/1962/cover.png", [0x89, b'P', b'N', b'G']);
    desk
}

#[test]
fn a_folder_stands_for_its_documents_and_the_year_in_a_name_dates_them() {
    let desk = shelf();
    let ran = desk.run("revise shelf --output-dir out");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("`shelf/1952/reader.txt` is read as of 1952"), "{ran:?}");
    assert!(desk.read("out/1952/reader.txt").contains("the city of Stalinabad [now Dushanbe]"));
    assert!(desk.path("out/1962/reader.txt").exists());
    assert!(!desk.path("out/1962/cover.png").exists());
    // The second mention is explained by the first one, which is no doubt about it.
    assert!(ran.err.contains("shelf/1952/reader.txt: 1 edits, 1 further mentions, 1 names left alone"), "{ran:?}");
}

#[test]
fn of_many_documents_each_name_is_explained_under_its_file() {
    let desk = shelf();
    desk.write("shelf/1952/bare.txt", "Nothing is said of any town in this text, which is about bread and milk.");
    let ran = desk.run("revise shelf --explain --output-dir out");
    assert!(ran.out.starts_with("shelf/1952/reader.txt\nwhere"), "{ran:?}");
    assert!(ran.out.contains("\n\nshelf/1962/reader.txt\nwhere"), "{ran:?}");
    assert!(!ran.err.contains("bare.txt"), "{ran:?}");
    assert!(desk.path("out/1952/bare.txt").exists());
    assert!(ran.err.contains("all 3 documents: 1 edits, 3 names left alone; 1 hold no such name"), "{ran:?}");
}

#[test]
fn what_was_made_of_the_documents_of_a_folder_is_not_taken_for_more_of_them() {
    let desk = shelf();
    desk.run("revise shelf").done();
    desk.run("revise --undo shelf/1952/reader.revised.txt.edits.json").done();
    assert_eq!(desk.read("shelf/1952/reader.original.txt"), TEXT_OF_1952);
    let ran = desk.run("revise shelf");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("left out `shelf/1952/reader.revised.txt`"), "{ran:?}");
    assert!(!desk.path("shelf/1952/reader.revised.revised.txt").exists());
    assert!(!desk.path("shelf/1952/reader.original.revised.txt").exists());
    let table = desk.run("measure shelf --by year --csv -").done();
    assert_eq!(table.lines().count(), 3, "{table}");
    // Results inside the folder are none of its documents either.
    desk.run("revise shelf --output-dir shelf/out").done();
    desk.run("revise shelf --output-dir shelf/out").done();
    assert!(!desk.path("shelf/out/out").exists());
}

#[test]
fn a_revised_text_that_somebody_worked_on_is_not_written_over() {
    let desk = Desk::new();
    desk.write("reader.txt", TEXT_OF_1952);
    desk.run("revise reader.txt --date 1952").done();
    // What an earlier run left is made anew.
    desk.run("revise reader.txt --date 1952 --mode replace").done();
    let corrected = desk.read("reader.revised.txt").replace("theatre", "playhouse");
    desk.write("reader.revised.txt", &corrected);
    let ran = desk.run("revise reader.txt --date 1952");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("`reader.revised.txt` was changed since") && ran.err.contains("--output-dir"), "{ran:?}");
    assert_eq!(desk.read("reader.revised.txt"), corrected);
    // Nor is a file that was there before.
    std::fs::create_dir(desk.path("mine")).unwrap();
    desk.write("mine/reader.txt", "Mine.");
    assert_eq!(desk.run("revise reader.txt --date 1952 --output-dir mine").code, 2);
    assert_eq!(desk.read("mine/reader.txt"), "Mine.");
}

#[test]
fn the_list_of_another_file_says_which_file_it_belongs_to() {
    let desk = Desk::new();
    desk.write("reader.txt", TEXT_OF_1952);
    desk.run("revise reader.txt --date 1952").done();
    let ran = desk.run("revise reader.txt --undo reader.revised.txt.edits.json");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("the list stands beside `reader.revised.txt`"), "{ran:?}");
    std::fs::remove_file(desk.path("reader.revised.txt")).unwrap();
    let ran = desk.run("revise --undo reader.revised.txt.edits.json");
    assert!(ran.code == 2 && ran.err.contains("does not stand beside it"), "{ran:?}");
}

#[test]
fn each_hit_tells_the_file_and_the_line_that_it_stands_in() {
    let desk = shelf();
    desk.write(
        "shelf/1952/second.txt",
        "The next day.\nThen Stalin spoke to the press and to the guests of the house.\n",
    );
    let shown = desk.run("measure shelf --by year --hits").done();
    assert!(shown.contains("\n1952: shelf/1952/reader.txt\n"), "{shown}");
    // In the order of the text.
    let kinds: Vec<&str> = shown.lines().filter_map(|line| line.strip_prefix("line 4, column ")).collect();
    assert_eq!(kinds, ["1: formula `Long live`", "15: praise `great`", "21: mention `Stalin`"], "{shown}");
    assert!(shown.contains("\n1952: shelf/1952/second.txt\nline 2, column 6: mention `Stalin`\n"), "{shown}");
    let table = desk.run("measure shelf --by year --hits-csv -").done();
    assert!(table.contains("text,file,place,kind,words,critical,sentence"), "{table}");
    let praise = "1952,shelf/1952/reader.txt,\"line 4, column 15\",praise,great,,Long live the great Stalin!";
    assert!(table.contains(praise), "{table}");
    assert!(table.contains("1962,shelf/1962/reader.txt,\"line 1, column 13\",mention,Stalin,,"), "{table}");
    let json = desk.run("measure shelf --by year --json").done();
    let first: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    let last = first["hits"].as_array().unwrap().last().unwrap();
    assert_eq!(last["file"], "shelf/1952/second.txt");
    assert_eq!(last["at"], serde_json::json!({"line": 2, "column": 6}));
}

#[test]
fn words_of_praise_of_ones_own_count_in_a_language_without_spaces() {
    let desk = Desk::new();
    desk.write("people.txt", "毛主席是我们心中的红太阳。伟大领袖毛主席万岁！毛泽东生于韶山。");
    desk.write(
        "mao.toml",
        "id = \"mao\"\nname = \"Mao Zedong\"\n[names.zh]\nsurname = [\"毛\"]\nfull = [\"毛泽东\"]\naliases = [\"毛主席\"]\n",
    );
    desk.write(
        "zh.toml",
        "tag = \"zh\"\npraise = [\"伟大领袖\", \"红太阳\"]\nlinks = [\"我们\", \"心中的\"]\ncopulas = [\"是\"]\nformulas = [\"万岁\"]\n",
    );
    let without = desk.run("measure people.txt --dossier mao.toml --lang zh");
    assert!(without.err.contains("--praise FILE"), "{without:?}");
    let shown = desk.run("measure people.txt --dossier mao.toml --lang zh --praise zh.toml --hits").done();
    for hit in ["column 10: praise `红太阳`", "column 14: praise `伟大领袖`", "column 21: formula `万岁`"] {
        assert!(shown.contains(hit), "{hit}: {shown}");
    }
    assert!(shown.contains("\n    伟大领袖毛主席万岁！\n"), "{shown}");
    desk.write("nameless.toml", "praise = [\"great\"]\n");
    let ran = desk.run("measure people.txt --praise nameless.toml");
    assert!(ran.code == 2 && ran.err.contains("does not say for which language"), "{ran:?}");
}

#[test]
fn a_draft_tells_what_it_takes_for_the_surname() {
    let desk = Desk::new();
    let ran = desk.run("dossier new 'Mao Zedong' --lang en -o guessed.toml");
    assert!(
        ran.code == 0 && ran.err.contains("`Zedong` is taken for the surname") && ran.err.contains("--surname Mao"),
        "{ran:?}"
    );
    let ran = desk.run("dossier new 'Владимир Ильич Ленин' --lang ru,en -o sure.toml");
    assert!(ran.code == 0 && !ran.err.contains("surname"), "{ran:?}");
    let ran = desk.run("dossier new 'Mao Zedong' --surname Mao --lang en -o said.toml");
    assert!(ran.code == 0 && !ran.err.contains("surname"), "{ran:?}");
    desk.write("news.txt", "Long live the great Mao! Mao met the delegation on Monday.\n");
    let counted = |dossier: &str| desk.run(&format!("measure news.txt --csv - --dossier {dossier}")).done();
    assert!(counted("guessed.toml").contains("\nnews,11,0,"), "{}", counted("guessed.toml"));
    assert!(counted("said.toml").contains("\nnews,11,2,"), "{}", counted("said.toml"));
}

/// The tables of the guide, copied as they stand.
#[test]
fn the_works_of_the_guide_stand_on_the_ledger_beside_the_bundled_ones() {
    let page =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guides/works.md")).unwrap();
    let desk = Desk::new();
    std::fs::create_dir(desk.path("my-works")).unwrap();
    for file in ["record.toml", "sources.csv", "works.csv", "work_life.csv"] {
        let behind = page.split_once(&format!("`{file}`")).unwrap().1;
        let block = behind.split_once("```").unwrap().1.split_once('\n').unwrap().1;
        desk.write(&format!("my-works/{file}"), block.split_once("```").unwrap().0);
    }
    desk.run("record check my-works").done();
    desk.run("record load my-works").done();
    let polish = desk.run("works --asof 1957 --country PL --lang pl");
    let rows: Vec<String> =
        polish.out.lines().map(|row| row.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(
        rows,
        [
            "form title author how long id source",
            "banned Folwark zwierzęcy George Orwell 1951-10 to 1988 work-folwark wykaz-1951",
            "abroad Droga donikąd Józef Mackiewicz since 1955 work-droga-donikad wykaz-1951 (not seen)",
        ]
    );
    assert!(polish.err.contains("1 of 2 are uncertain"), "{polish:?}");
    // Beside works of other countries each has its own.
    let all = desk.run("works --asof 1957").done();
    assert!(all.lines().next().unwrap().contains("author") && all.contains("country"), "{all}");
    assert!(all.contains(" PL ") && all.contains(" SU "), "{all}");
    assert!(desk.run("works --lang 12").err.contains("language tag"));
}

#[test]
fn a_name_that_a_line_end_divides_is_explained_on_one_line() {
    let desk = Desk::new();
    desk.write("a.txt", "Весной мы жили в городе Сталин-\nграде, на Волге.\n");
    let ran = desk.run("revise --date 1952 --mode replace --explain a.txt");
    assert!(ran.out.contains("Сталин- граде  Волгограде"), "{ran:?}");
}
