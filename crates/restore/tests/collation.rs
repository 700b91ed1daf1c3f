//! Collations: every word comes back, the order of the witnesses does not matter, and small cases read as they should.

use insta::assert_snapshot;
use proptest::prelude::*;
use thaw_restore::output::{self, Results};
use thaw_restore::{Change, Collation, Fold, Folds, Witness, changes};

pub(crate) fn folds(asked: &[Fold]) -> Folds {
    Folds::new(asked.iter().copied()).unwrap()
}

pub(crate) const USUAL: [Fold; 3] = [Fold::Quotes, Fold::Hyphens, Fold::Yo];

fn collate(texts: &[&str], folds: &Folds) -> (Collation, Vec<Change>) {
    let witnesses = texts
        .iter()
        .zip(["A", "B", "C", "D", "E", "F"])
        .map(|(text, sigil)| Witness::new(sigil, *text).unwrap())
        .collect();
    let collation = Collation::new(witnesses, Some("A"), folds).unwrap();
    let changes = changes::changes(&collation, folds).unwrap();
    (collation, changes)
}

/// The changes of the second text against the first, as `kind: full / own`.
fn told(full: &str, own: &str, asked: &[Fold]) -> String {
    let (collation, changes) = collate(&[full, own], &folds(asked));
    let lines = changes.iter().map(|change| {
        let full = collation.witnesses[0].text_of(&change.full).trim();
        let own = collation.witnesses[change.witness].text_of(&change.own).trim();
        let times = if change.times > 1 { format!(" ({} times)", change.times) } else { String::new() };
        format!("{}: {full} / {own}{times}", change.kind.name())
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn kinds_are_told_apart() {
    assert_snapshot!(told("The river froze. Nobody crossed it. Spring came.", "The river froze. Spring came.", &USUAL), @"cut: Nobody crossed it. /");
    assert_snapshot!(told("The guards shot a man on the bridge.", "The guards stopped a man on the bridge.", &USUAL), @"softened: shot / stopped");
    assert_snapshot!(told("We walked to the mill in the rain.", "We walked to the inn in the rain.", &USUAL), @"replaced: mill / inn");
    assert_snapshot!(told("Spring came. We sang.", "Spring came. All were glad. We sang.", &USUAL), @"added:  / All were glad.");
    assert_snapshot!(told("They mended the bridge.", "They mended the brigde.", &USUAL), @"misprint: bridge. / brigde.");
    assert_snapshot!(told("She waited at home.", "She waits at home.", &USUAL), @"variant: waited / waits");
    assert_snapshot!(told("She was first in the aﬀair.", "She was firſt in the affair.", &[Fold::Ligatures]), @"");
    let divided = "By the Moskau-\nWolga canal STALIN-\nGRAD was built anew.";
    assert_snapshot!(told("By the Moskau-Wolga canal STALINGRAD was built anew.", divided, &[]), @"");
    assert_snapshot!(told("She was first then.", "She was firſt then.", &[]), @"variant: first / firſt");
    assert_snapshot!(told("He came, saw and left.", "He came saw and left.", &USUAL), @"punctuation: came, / came");
}

#[test]
fn figures_and_negations_are_no_small_variants() {
    assert_snapshot!(told("In 1937 they came for him.", "In 1938 they came for him.", &USUAL), @"replaced: 1937 / 1938");
    assert_snapshot!(told("Суд признал его невиновным и отпустил.", "Суд признал его виновным и отпустил.", &USUAL), @"replaced: невиновным / виновным");
    assert_snapshot!(told("The arrest was unlawful, he said.", "The arrest was lawful, he said.", &USUAL), @"replaced: unlawful, / lawful,");
}

#[test]
fn what_a_machine_misread_and_what_is_written_apart_is_small() {
    assert_snapshot!(told("They were working late.", "They were w0rking late.", &USUAL), @"misprint: working / w0rking");
    assert_snapshot!(told("The room 12a was empty.", "The room 13a was empty.", &USUAL), @"replaced: 12a / 13a");
    assert_snapshot!(told("We leave today by train.", "We leave to day by train.", &USUAL), @"variant: today / to day");
    assert_snapshot!(told("Он вернулся по этому делу.", "Он вернулся поэтому делу.", &USUAL), @"variant: по этому / поэтому");
}

#[test]
fn the_harm_of_one_language_is_no_harm_in_another() {
    // "die" is an article.
    let full = "Er sah die Leute und das Haus, und er ging mit ihnen in die Stadt.";
    assert_snapshot!(told(full, &full.replace("die Stadt", "jene Stadt"), &USUAL), @"replaced: die / jene");
    let full = "Er sah die Leute und das Haus, und sie haben ihn in der Stadt verhaftet.";
    assert_snapshot!(told(full, &full.replace("verhaftet", "gesehen"), &USUAL), @"softened: verhaftet. / gesehen.");
    assert_snapshot!(told("It was the terror of the town.", "It was the terrour of the town.", &USUAL), @"misprint: terror / terrour");
}

#[test]
fn words_that_are_the_same_are_not_given_up_for_fewer_changes() {
    let (collation, _) = collate(
        &[
            "and tetrarch of Abilene, Annas and Caiaphas being the high priests, the word came",
            "and tetrarch of Abilene, during the high priesthood of Annas and Caiaphas, the word came",
        ],
        &folds(&[]),
    );
    assert_eq!(collation.runs(1).iter().map(|run| run.len).sum::<usize>(), 10);
}

#[test]
fn a_text_with_a_paragraph_on_each_line_has_paragraphs() {
    let long = "The river froze before Christmas and the boys crossed it. ".repeat(10);
    let text = format!("{long}\n— Yes, — he said.\n— No.\n{long}\n");
    let witness = Witness::new("A", text).unwrap();
    assert_eq!(witness.paragraphs.len(), 4);
    assert_eq!(witness.text_of(&witness.paragraph(1)), "— Yes, — he said.\n");
}

#[test]
fn a_cut_begins_where_a_sentence_begins() {
    assert_snapshot!(
        told("The ice held. The men went out. The men came back.", "The ice held. The men came back.", &USUAL),
        @"cut: The men went out. /"
    );
}

#[test]
fn what_is_done_throughout_stands_apart() {
    let full = "Comrade secretary came. Then comrade secretary sat. At night comrade secretary slept.";
    let own = full.replace("secretary", "chairman");
    assert_snapshot!(told(full, &own, &USUAL), @r"
    replaced: secretary / chairman (3 times)
    replaced: secretary / chairman (3 times)
    replaced: secretary / chairman (3 times)
    ");
}

#[test]
fn a_moved_passage_is_moved_and_what_changed_in_it_is_told() {
    let moved = "The bells rang for the baker who had been arrested in the cold night.";
    let rest = "One spring the ferry sank with all its apples and the boys dived for them until June.";
    let full = format!("Begin. {moved} {rest} End.");
    let own = format!("Begin. {rest} {} End.", moved.replace("been arrested", "gone away"));
    assert_snapshot!(told(&full, &own, &USUAL), @r"
    moved: The bells rang for the baker who had been arrested in the cold night. / The bells rang for the baker who had gone away in the cold night.
    softened: been arrested / gone away
    ");
}

#[test]
fn a_passage_that_was_moved_and_changed_in_many_places_is_one() {
    let moved = "In March the miller came to the square and said before everybody that no flour was left for the children of \
                 the lower streets because the carts had gone to the station in the night.";
    let rest = "One spring the ferry sank with all its apples and the boys dived for them until June. Then the snow came back \
                and the whole town was glad of it, for the wolves kept away from the road and the mill stood still.";
    let changed = moved.replace("miller", "teacher").replace("no flour", "little flour").replace("carts", "horses");
    let full = format!("Begin. {moved} {rest} End.");
    let own = format!("Begin. {rest} {changed} End.");
    let told = told(&full, &own, &USUAL);
    assert_eq!(told.lines().filter(|line| line.starts_with("moved:")).count(), 1, "{told}");
    assert_snapshot!(told, @r"
    moved: In March the miller came to the square and said before everybody that no flour was left for the children of the lower streets because the carts had gone to the station in the night. / In March the teacher came to the square and said before everybody that little flour was left for the children of the lower streets because the horses had gone to the station in the night.
    replaced: miller / teacher
    replaced: no / little
    replaced: carts / horses
    ");
}

#[test]
fn what_stands_beside_a_moved_passage_is_still_found() {
    let moved = "The bells rang for the baker who had been arrested in the cold night before the fair.";
    let rest = "One spring the ferry sank with all its apples and the boys dived for them until June. Then the snow came back \
                and the whole town was glad of it, for the wolves kept away from the road and the mill stood still.";
    let full = format!("Begin. {moved} {rest} Sir! Nobody knew then why the lamps were out in the square. End.");
    let own = format!("Begin. {rest} {moved} Sir! End.");
    assert_snapshot!(told(&full, &own, &USUAL), @r"
    moved: The bells rang for the baker who had been arrested in the cold night before the fair. / The bells rang for the baker who had been arrested in the cold night before the fair.
    cut: Nobody knew then why the lamps were out in the square. /
    ");
}

#[test]
fn folds_decide_what_is_told() {
    let (old, new) = ("Онъ видѣлъ «ихъ» въ ея добраго домѣ.", "Он видел \"их\" в её доброго доме.");
    let all = [Fold::Quotes, Fold::Hyphens, Fold::Yo, Fold::Orthography];
    assert_snapshot!(told(old, new, &all), @"");
    assert_eq!(told(old, new, &[Fold::Quotes]).lines().filter(|line| line.starts_with("variant")).count(), 7);
    let (old, new) = (
        "Онѣ шли съ большаго Iсаакія къ лучшаго; онъ хотѣлъ итти.",
        "Они шли с большого Исаакия к лучшего; он хотел идти.",
    );
    assert_snapshot!(told(old, new, &all), @"");
    assert_snapshot!(told("Чорт знает, как он шопотом", "Черт знает, как он шепотом", &all), @"");
    assert_snapshot!(told("Er wußte, daß sie ging", "Er wusste, dass sie ging", &[Fold::Orthography]), @"");
    assert_snapshot!(told("All’s well", "All's well", &[]), @"variant: All’s / All's");
    assert_snapshot!(told("All’s well", "All's well", &[Fold::Quotes]), @"");
    assert_snapshot!(told("the steam-\n  boat came", "the steamboat came", &[Fold::Hyphens]), @"");
    assert_snapshot!(told("God knows", "god knows", &[Fold::Case]), @"");
    assert_snapshot!(told("God knows", "god knows", &[]), @"variant: God / god");
    assert_snapshot!(told("Yes, well", "Yes well", &[Fold::Punctuation]), @"");
}

#[test]
fn what_the_page_adds_is_no_word() {
    let page = |number: usize, text: &str| format!("{text}\n\n— {number} —\n\nTHE CHRONICLE\n\n");
    let full = "The river froze before Christmas and the boys crossed it.[1] Nobody was seen on the bridge that night. \
                The mill stood still² until the thaw came. Then the carts went out again.";
    let own = page(7, "The river froze before Christmas")
        + &page(8, "and the boys crossed it. Nobody was")
        + &page(9, "seen on the bridge that night. The mill")
        + &page(10, "stood still until the thaw came. Then")
        + "the carts went out again.";
    assert_snapshot!(told(full, &own, &USUAL), @"");
    // A lone number is the number of a chapter.
    assert_snapshot!(told("Spring came.\n\n2\n\nWe sang.", "Spring came.\n\nWe sang.", &USUAL), @"cut: 2 /");
    assert_snapshot!(told("Then Joseph St[alin] spoke.", "Then Joseph Stalin spoke.", &[Fold::Punctuation]), @"");
}

#[test]
fn scripts_without_spaces_are_cut_into_characters() {
    assert_snapshot!(told("春天来了。河上的冰化了。我们唱歌。", "春天来了。我们唱歌。", &USUAL), @"cut: 河上的冰化了。 /");
    assert_snapshot!(told("彼は駅で逮捕された。", "彼は駅で別れた。", &USUAL), @"replaced: 逮捕さ / 別");
    assert_snapshot!(told("在2024年Moscow市", "在2025年Moscow市", &USUAL), @"replaced: 2024 / 2025");
}

#[test]
fn a_heading_is_a_short_paragraph_that_is_no_sentence() {
    let text = "CHAPTER 1. Loomings.\n\nCall me Ishmael.\n\nI saw it.\n\n[Exit Ishmael]\n\n“Who ain’t a slave”\n\nПОСЛЕСЛОВИЕ.\n\nThe town and the river\n\n— Да\n\nIV\n\nThe end.";
    let witness = Witness::new("A", text).unwrap();
    let headings: Vec<_> =
        witness.headings.iter().map(|idx| witness.text_of(&witness.paragraph(*idx)).trim()).collect();
    assert_snapshot!(headings.join(" | "), @"CHAPTER 1. Loomings. | ПОСЛЕСЛОВИЕ. | The town and the river | IV");
}

#[test]
fn commas_never_outrank_words() {
    // Were commas words, they would hold the wrong halves together.
    assert_snapshot!(told("the cat, the dog, the bird", "the cat the dog the bird", &[Fold::Punctuation]), @"");
    let (collation, _) = collate(&["a, b, c, d", "b c d a"], &folds(&[]));
    assert_eq!(collation.columns[1], [1, 2, 3, 4]);
}

#[test]
fn wrong_witnesses_are_refused() {
    let none = folds(&[]);
    assert_snapshot!(Witness::new("A", "  ... ").unwrap_err(), @"the witness `A` holds no word");
    assert_snapshot!(Witness::new("A", "ab\0c").unwrap_err(), @"the witness `A` is not text: a zero byte stands at byte 2");
    let witness = || Witness::new("A", "word").unwrap();
    assert_snapshot!(Collation::new(vec![witness()], None, &none).unwrap_err(), @"expected two witnesses or more, found 1");
    assert_snapshot!(Collation::new(vec![witness(), witness()], None, &none).unwrap_err(), @"two witnesses are called `A`");
    let other = Witness::new("B", "word").unwrap();
    assert_snapshot!(Collation::new(vec![witness(), other], Some("C"), &none).unwrap_err(), @"`C` is none of the witnesses");
}

#[test]
fn the_apparatus_names_every_reading() {
    let folds = folds(&USUAL);
    let (collation, changes) = collate(
        &["The guards shot him & left.\n\nSpring came.", "The guards stopped him & left.\n\nSpring came."],
        &folds,
    );
    let results = Results { collation: &collation, changes: &changes, folds: &folds };
    let mut tei = Vec::new();
    output::tei::write(results, "A <test>", &mut tei).unwrap();
    let tei = String::from_utf8(tei).unwrap();
    let body = &tei[tei.find("<body>").unwrap()..tei.find("</body>").unwrap()];
    assert_snapshot!(body, @r##"
    <body>
    <p>The guards <app type="softened" ana="#layer-passages"><lem wit="#A">shot </lem><rdg wit="#B">stopped </rdg></app>him &amp; left.</p>
    <p>Spring came.</p>
    "##);
}

/// What the conversion of an old text left in it is allowed in XML by its number; what is allowed nowhere is marked.
#[test]
fn old_control_characters_stay_in_the_apparatus() {
    let folds = folds(&USUAL);
    let (collation, changes) =
        collate(&["He went\u{85} home \u{7F}& sle\u{9F}pt\u{1}.", "He went\u{85} home."], &folds);
    let results = Results { collation: &collation, changes: &changes, folds: &folds };
    let mut tei = Vec::new();
    output::tei::write(results, "title", &mut tei).unwrap();
    let tei = String::from_utf8(tei).unwrap();
    for part in ["went&#x85; ", "&#x7F;&amp; ", "sle&#x9F;pt\u{FFFD}."] {
        assert!(tei.contains(part), "{part}: {tei}");
    }
}

/// All outputs, one after the other.
fn outputs(collation: &Collation, folds: &Folds) -> Vec<u8> {
    let changes = changes::changes(collation, folds).unwrap();
    let results = Results { collation, changes: &changes, folds };
    let mut all = Vec::new();
    output::report::write(results, true, &mut all).unwrap();
    output::html::write(results, "title", &mut all).unwrap();
    output::tei::write(results, "title", &mut all).unwrap();
    output::csv::write(results, &mut all).unwrap();
    output::json::write(results, &mut all).unwrap();
    all
}

/// Checks what must hold for any witnesses.
fn assert_whole(collation: &Collation) {
    for (witness, columns) in collation.witnesses.iter().zip(&collation.columns) {
        assert_eq!(columns.len(), witness.len());
        assert!(columns.windows(2).all(|pair| pair[0] < pair[1]), "columns rise");
        assert!(columns.iter().all(|column| (*column as usize) < collation.n_columns));
        let joined: String = (0..witness.len()).map(|word| witness.text_of(&(word..word + 1))).collect();
        assert_eq!(joined, witness.text);
    }
    let segments = output::segments(collation, &Default::default(), true);
    for (idx, witness) in collation.witnesses.iter().enumerate() {
        let joined: String = segments.iter().map(|segment| witness.text_of(&segment.words[idx])).collect();
        assert_eq!(joined, witness.text, "segments hold all of `{}`", witness.sigil);
    }
}

fn text() -> impl Strategy<Value = String> {
    let word =
        prop::sample::select(vec!["the", "ice", "Ice", "went", "out", "shot", "годъ", "год", "a-\nb", "«Да»", "end."]);
    let glue = prop::sample::select(vec![" ", ", ", ". ", "\n\n", " — "]);
    prop::collection::vec((word, glue), 1..60)
        .prop_map(|parts| parts.into_iter().flat_map(|(word, glue)| [word, glue]).collect())
}

/// The text of a witness as it is taken from an apparatus: its readings where it has them, and what all have in common.
fn extracted(tei: &str, id: &str) -> String {
    let body = &tei[tei.find("<body>").unwrap()..tei.find("</body>").unwrap()];
    let (mut text, mut is_read) = (String::new(), true);
    for piece in body.split('<').skip(1) {
        let (tag, behind) = piece.split_once('>').unwrap();
        match tag.split(' ').next().unwrap() {
            "lem" | "rdg" if !tag.ends_with('/') => {
                let (_, names) = tag.split_once("wit=\"").unwrap();
                is_read = names.trim_end_matches('"').split(' ').any(|name| name == format!("#{id}"));
            }
            "/lem" | "/rdg" | "app" => is_read = false,
            "/app" => is_read = true,
            "p" | "/p" => text.push(' '),
            "milestone" if is_read => text.push(' '),
            _ => {}
        }
        if is_read {
            text.push_str(behind);
        }
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Moved passages begin where the text says that they do.
#[track_caller]
fn assert_no_dangling(tei: &str) {
    let of = |key: &str| tei.split(key).skip(1).filter_map(|rest| rest.split('"').next()).collect::<Vec<_>>();
    let ids = of("<anchor xml:id=\"");
    assert!(of(" corresp=\"#").iter().all(|other| ids.contains(other)), "{tei}");
    assert!((1..ids.len()).all(|idx| !ids[..idx].contains(&ids[idx])), "{tei}");
}

fn tei(texts: &[&str], folds: &Folds) -> String {
    let (collation, changes) = collate(texts, folds);
    let results = Results { collation: &collation, changes: &changes, folds };
    let mut tei = Vec::new();
    output::tei::write(results, "title", &mut tei).unwrap();
    String::from_utf8(tei).unwrap()
}

#[test]
fn passages_that_cross_each_other_are_moved() {
    let folds = folds(&USUAL);
    let cross = [
        "canal 宮 camp stalin River river died leader of died…\n\ncanal day 宮 sang to genius in hunger… Factory all leader mothers summer crowds And crowds hunger day with 1941 worked spoke",
        "canal day 宮 sang to genius in hunger… And crowds hunger day with 1941 worked spoke 宮 camp stalin River river died leader of died…\n\nFactory all leader mothers summer crowds",
    ];
    assert_no_dangling(&tei(&cross, &folds));
    let agreed = [
        "terror day wise train leader and for the Died the א the with the day",
        "terror train the א the with the terror day wise train leader and for the",
    ];
    assert_no_dangling(&tei(&agreed, &folds));
}

/// Sentences of few words, so that passages repeat each other and move into one another.
fn sentence() -> impl Strategy<Value = String> {
    let sentence = prop::sample::select(vec![
        "The train left for the north with coal and letters to mothers.",
        "The train left for the north with coal, letters and a guard from the camp.",
        "Nobody in the factory knew why the school was closed that winter.",
        "Nobody in the factory asked why the old school was closed that winter.",
        "In summer the river was low and the canal was dry.",
        "Crowds sang.",
        "He died in a camp on a cold day.",
    ]);
    let glue = prop::sample::select(vec![" ", "\n\n", "\n\n* * *\n\n"]);
    (sentence, glue).prop_map(|(sentence, glue)| format!("{sentence}{glue}"))
}

proptest! {
    #[test]
    fn both_ends_of_a_moved_passage_stand_in_the_apparatus(
        texts in prop::collection::vec(prop::collection::vec(sentence(), 1..12), 2..5)
    ) {
        let texts: Vec<String> = texts.iter().map(|sentences| sentences.concat()).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let folds = folds(&[]);
        let tei = tei(&texts, &folds);
        assert_no_dangling(&tei);
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for (text, sigil) in texts.iter().zip(["A", "B", "C", "D"]) {
            prop_assert_eq!(plain(&extracted(&tei, sigil)), plain(text), "{}: {}", sigil, tei);
        }
    }

    #[test]
    fn each_witness_can_be_taken_from_the_apparatus(texts in prop::collection::vec(text(), 2..5)) {
        let folds = folds(&[]);
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (collation, _) = collate(&texts, &folds);
        let tei = tei(&texts, &folds);
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for witness in &collation.witnesses {
            prop_assert_eq!(plain(&extracted(&tei, &witness.sigil)), plain(&witness.text), "{}: {}", witness.sigil, tei);
        }
    }

    #[test]
    fn every_word_comes_back(texts in prop::collection::vec(text(), 2..5)) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (collation, _) = collate(&texts, &folds(&USUAL));
        assert_whole(&collation);
    }

    #[test]
    fn the_order_of_the_witnesses_does_not_matter(texts in prop::collection::vec(text(), 2..5), turn in 0usize..5, is_back in any::<bool>()) {
        let folds = folds(&USUAL);
        let witnesses: Vec<Witness> = texts.iter().enumerate().map(|(idx, text)| Witness::new(format!("w{idx}"), text.as_str()).unwrap()).collect();
        let mut others = witnesses.clone();
        others.rotate_left(turn % texts.len());
        if is_back {
            others.reverse();
        }
        let one = Collation::new(witnesses, None, &folds).unwrap();
        let other = Collation::new(others, None, &folds).unwrap();
        prop_assert_eq!(outputs(&one, &folds), outputs(&other, &folds));
    }

    #[test]
    fn any_two_texts_are_collated(left in "\\PC{0,80}", right in "(?s).{0,80}") {
        let folds = folds(&Fold::ALL);
        let witnesses: Vec<Witness> = [("A", left), ("B", right)].into_iter().filter_map(|(sigil, text)| Witness::new(sigil, text).ok()).collect();
        if let Ok(collation) = Collation::new(witnesses, None, &folds) {
            assert_whole(&collation);
            outputs(&collation, &folds);
        }
    }

    #[test]
    fn a_witness_is_no_change_of_itself(text in text()) {
        let (collation, changes) = collate(&[&text, &text], &folds(&[]));
        prop_assert!(changes.is_empty(), "{changes:?}");
        prop_assert_eq!(collation.n_columns, collation.witnesses[0].len());
    }

    #[test]
    fn what_no_change_tells_is_the_same(texts in prop::collection::vec(text(), 2)) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let folds = folds(&USUAL);
        let (collation, changes) = collate(&texts, &folds);
        let untold = |witness: usize, told: &dyn Fn(&Change) -> std::ops::Range<usize>| -> Vec<String> {
            let mut is_told = vec![false; collation.witnesses[witness].len()];
            changes.iter().for_each(|change| is_told[told(change)].fill(true));
            let words = (0..is_told.len()).filter(|word| !is_told[*word]);
            words.map(|word| folds.key(collation.witnesses[witness].word(word)).into_owned()).collect()
        };
        prop_assert_eq!(untold(0, &|change| change.full.clone()), untold(1, &|change| change.own.clone()));
    }
}
