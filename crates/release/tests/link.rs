//! Linking: made persons with known truth, and properties that hold for any records.

use proptest::prelude::*;
use thaw_release::{
    link::{Field, Judgement, Kind, Linkage, Records, Settings, add, link},
    person::{Knowledge, Level},
};

const FIELDS: [(&str, Kind); 5] = [
    ("surname", Kind::Surname),
    ("given", Kind::Given),
    ("patronymic", Kind::Patronymic),
    ("born", Kind::Date),
    ("place", Kind::Place),
];

type Row = [&'static str; 6];

fn records(rows: &[Row]) -> Records {
    let ids: Vec<String> = rows.iter().map(|row| row[0].to_owned()).collect();
    let fields = FIELDS.map(|(name, kind)| Field::new(name, kind));
    let place = |name: &str| match name {
        "Сталинград" | "Царицын" | "Волгоград" => Some("volgograd".to_owned()),
        _ => None,
    };
    Records::new(&ids, &fields, |row, field| rows[row][field + 1], place, &Knowledge::bundled())
}

/// Two lists of the same people, as two offices wrote them, and namesakes.
const LISTS: &[Row] = &[
    ["a1", "Николаев", "Иван", "Петрович", "1901-05-02", "Сталинград"],
    ["a2", "Семёнов", "Пётр", "Ильич", "1899-11-30", "Тула"],
    ["a3", "Иванова", "Мария", "Сергеевна", "1910-01-07", "Омск"],
    ["a4", "Коваленко", "Микола", "Григорович", "1905-08-19", "Полтава"],
    ["a5", "Джугашвили", "Вахтанг", "Иосифович", "1907-03-11", "Гори"],
    ["a6", "Жаксылыков", "Касым", "Ахметович", "1903-12-01", "Алматы"],
    ["a7", "Берзинь", "Янис", "Карлович", "1896-06-15", "Рига"],
    ["a8", "Шевченко", "Ольга", "Тарасовна", "1912-04-23", "Харьков"],
    ["a9", "Орлов", "Лев", "Борисович", "1900-09-09", "Казань"],
    ["b1", "Nikolaev", "Ivan", "Petrovich", "1901-05-15", "Волгоград"],
    ["b2", "Семенов", "Петр", "Ильич", "1899-11-30", "Тула"],
    ["b3", "Ivanova", "M.", "S.", "1910-01-07", "Омск"],
    ["b4", "Коваленко", "Николай", "Григорьевич", "1905-08-19", "Полтава"],
    ["b5", "Dzhugashvili", "Vakhtang", "Iosifovich", "1907", "Гори"],
    ["b6", "Қасым", "Жақсылықов", "Ахметович", "1903-12-01", "Алматы"],
    ["b7", "Bērziņš", "Jānis", "", "1896-06-15", "Рига"],
    ["b8", "Шевченко", "Ольга", "Тарасівна", "1912-04-23", "Харьков"],
    ["b9", "Орлов", "Лев", "Давидович", "1900-09-09", "Казань"],
    ["c1", "Кузнецов", "Фёдор", "Львович", "1890-02-02", "Пермь"],
    ["c2", "Смирнов", "Игорь", "Романович", "1893-07-21", "Псков"],
    ["c3", "Попов", "Егор", "Антонович", "1888-10-10", "Вятка"],
    ["c4", "Соколов", "Тимофей", "Денисович", "1911-03-30", "Тверь"],
];

fn clusters(records: &Records, linkage: &Linkage) -> Vec<Vec<String>> {
    let name = |row: &u32| records.id(*row).to_owned();
    linkage.clusters.iter().filter(|rows| rows.len() > 1).map(|rows| rows.iter().map(name).collect()).collect()
}

#[test]
fn people_are_found_across_scripts_calendars_renamed_cities_and_initials() {
    let records = records(LISTS);
    let linkage = link(&records, &[], &Settings::default());
    let found = clusters(&records, &linkage);
    for (a, b) in [("a1", "b1"), ("a2", "b2"), ("a3", "b3"), ("a4", "b4"), ("a5", "b5"), ("a8", "b8")] {
        assert!(found.contains(&vec![a.to_owned(), b.to_owned()]), "{a} {b}: {found:?}");
    }
    assert!(!found.concat().contains(&"c1".to_owned()));
}

#[test]
fn namesakes_of_a_short_list_wait_for_a_person() {
    let namesakes: &[Row] = &[
        ["d1", "Иванов", "Иван", "Иванович", "1900", "Москва"],
        ["e1", "Иванов", "Иван", "Иванович", "1901", "Харьков"],
    ];
    let records = records(&[&LISTS[..4], namesakes, &LISTS[10..12]].concat());
    let linkage = link(&records, &[], &Settings::default());
    assert_eq!(clusters(&records, &linkage), [["a2", "b2"], ["a3", "b3"]]);
    let review: Vec<_> = linkage.review.iter().map(|pair| [pair.a, pair.b].map(|row| records.id(row))).collect();
    assert!(review.contains(&["d1", "e1"]), "{review:?}");
}

#[test]
fn brothers_who_were_deported_together_are_not_one_person() {
    // Children of a family by the year, and the eldest of each in a second list.
    let records = records(&[
        ["f00", "Вагнер", "Иван", "Павлович", "1910", "Зарудье"],
        ["f01", "Вагнер", "Пётр", "Павлович", "1912", "Зарудье"],
        ["f02", "Вагнер", "Николай", "Павлович", "1914", "Зарудье"],
        ["g00", "ВАГНЕР", "Иван", "П.", "", "Зарудье"],
        ["f10", "Мельник", "Василий", "Степанович", "1911", "Липовка"],
        ["f11", "Мельник", "Андрей", "Степанович", "1913", "Липовка"],
        ["f12", "Мельник", "Фёдор", "Степанович", "1915", "Липовка"],
        ["g10", "МЕЛЬНИК", "Василий", "С.", "", "Липовка"],
        ["f20", "Тамм", "Михаил", "Карлович", "1912", "Сосновка"],
        ["f21", "Тамм", "Григорий", "Карлович", "1914", "Сосновка"],
        ["f22", "Тамм", "Яков", "Карлович", "1916", "Сосновка"],
        ["g20", "ТАММ", "Михаил", "К.", "", "Сосновка"],
        ["f30", "Бойко", "Семён", "Ильич", "1913", "Каменка"],
        ["f31", "Бойко", "Павел", "Ильич", "1915", "Каменка"],
        ["f32", "Бойко", "Тарас", "Ильич", "1917", "Каменка"],
        ["g30", "БОЙКО", "Семён", "И.", "", "Каменка"],
        ["f40", "Савчук", "Илья", "Фомич", "1914", "Ольховка"],
        ["f41", "Савчук", "Матвей", "Фомич", "1916", "Ольховка"],
        ["f42", "Савчук", "Лука", "Фомич", "1918", "Ольховка"],
        ["g40", "САВЧУК", "Илья", "Ф.", "", "Ольховка"],
        ["f50", "Озолс", "Карл", "Янович", "1915", "Гаи"],
        ["f51", "Озолс", "Эдуард", "Янович", "1917", "Гаи"],
        ["f52", "Озолс", "Август", "Янович", "1919", "Гаи"],
        ["g50", "ОЗОЛС", "Карл", "Я.", "", "Гаи"],
    ]);
    let linkage = link(&records, &[], &Settings::default());
    let found = clusters(&records, &linkage);
    let eldest: Vec<[String; 2]> = (0..6).map(|family| [format!("f{family}0"), format!("g{family}0")]).collect();
    assert_eq!(found, eldest);
    let [ivan, pyotr] = ["f00", "f01"].map(|id| records.row(id).unwrap());
    let steps = linkage.model.explain(&records, ivan, pyotr).steps;
    let words =
        |field: &str| steps.iter().find(|step| step.field.as_deref() == Some(field)).map(|step| step.words.as_str());
    assert_eq!(words("surname"), Some("shared as in a family, which counts for nothing when the given names differ"));
}

#[test]
fn another_father_weighs_against_and_the_waterfall_says_so() {
    let records = records(LISTS);
    let linkage = link(&records, &[], &Settings::default());
    let (a, b) = (records.row("a9").unwrap(), records.row("b9").unwrap());
    let waterfall = linkage.model.explain(&records, a, b);
    let father = waterfall.steps.iter().find(|step| step.field.as_deref() == Some("patronymic")).unwrap();
    assert_eq!((father.level, father.words.as_str()), (Level::Different, "another father"));
    assert!(father.bits < -2.0, "{}", father.bits);
    assert!((waterfall.bits() - linkage.model.bits(&records, a, b)).abs() < 1e-9);
}

#[test]
fn names_agree_as_people_would_say() {
    let known = Knowledge::bundled();
    #[track_caller]
    fn check(known: &Knowledge, a: &str, b: &str, is_same: bool) {
        let (left, right) = (known.read(a), known.read(b));
        let (there, back) = (left.likeness(&right), right.likeness(&left));
        assert!((there - back).abs() < 1e-6, "{a} / {b}: {there} {back}");
        assert_eq!(there > 0.5, is_same, "{a} / {b}: {there} {:?}", left.compare(&right));
    }
    for (a, b) in [
        ("Николаев И. П.", "Николаев Иван Петрович"),
        ("Пётр Семёнов", "Петр Семенов"),
        ("Иванова Мария Сергеевна", "Maria Sergeevna Ivanov"),
        ("Коваленко Микола Григорович", "Коваленко Николай Григорьевич"),
        ("Ѳедоровъ Алексѣй", "Федоров Алексей"),
        ("Хрущёв Никита Сергеевич", "Khrushchev Nikita"),
        ("Nikolaev, Ivan Petrovich", "Иван Петрович Николаев"),
        ("Vasiliy Grossman", "Василий Гроссман"),
    ] {
        check(&known, a, b, true);
    }
    for (a, b) in [
        ("Николаев Иван Петрович", "Николаев Иван Павлович"),
        ("Иванов Александр Ильич", "Иванова Александра Ильинична"),
        ("Николаев И. П.", "Николаев Сергей Петрович"),
        ("Орлов Лев Борисович", "Козлов Лев Борисович"),
    ] {
        check(&known, a, b, false);
    }
}

#[test]
fn adding_a_list_keeps_what_stands() {
    let old = records(&LISTS[..9]);
    let first = link(&old, &[], &Settings::default());
    let all = records(LISTS);
    let settled: Vec<Vec<u32>> =
        first.clusters.iter().map(|rows| rows.iter().map(|row| all.row(old.id(*row)).unwrap()).collect()).collect();
    let (linkage, changes) = add(&all, &settled, &[], &Settings::default());
    let home = settled.iter().position(|rows| rows.contains(&all.row("a2").unwrap())).unwrap();
    assert!(changes.joined.contains(&(all.row("b2").unwrap(), home)), "{:?}", changes.joined);
    for rows in &settled {
        assert!(linkage.clusters.iter().any(|cluster| rows.iter().all(|row| cluster.contains(row))));
    }
    assert!(linkage.pairs.iter().all(|pair| all.id(pair.a) >= "b" || all.id(pair.b) >= "b"));
}

#[test]
fn a_contradiction_between_judgements_is_told() {
    let records = records(LISTS);
    let said = |a: &str, b: &str, is_same| Judgement { a: a.to_owned(), b: b.to_owned(), is_same };
    let judgements = [said("c1", "c2", true), said("c2", "c3", true), said("c1", "c3", false)];
    let linkage = link(&records, &judgements, &Settings::default());
    assert_eq!(linkage.refusals.len(), 1);
    assert_eq!(clusters(&records, &linkage).iter().filter(|rows| rows.contains(&"c1".to_owned())).count(), 1);
}

#[test]
fn empty_and_single_lists_have_no_pairs() {
    for n in [0, 1] {
        let linkage = link(&records(&LISTS[..n]), &[], &Settings::default());
        assert_eq!((linkage.pairs.len(), linkage.clusters.len()), (0, n));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn neither_order_nor_threads_show_and_judgements_hold(
        order in Just((0..LISTS.len()).collect::<Vec<_>>()).prop_shuffle(),
        said in proptest::collection::vec((0..LISTS.len(), 0..LISTS.len(), any::<bool>()), 0..4),
    ) {
        let judgements: Vec<Judgement> = said
            .iter()
            .map(|(a, b, is_same)| Judgement { a: LISTS[*a][0].to_owned(), b: LISTS[*b][0].to_owned(), is_same: *is_same })
            .collect();
        let rows: Vec<Row> = order.iter().map(|i| LISTS[*i]).collect();
        let (straight, shuffled) = (records(LISTS), records(&rows));
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let two = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
        let first = one.install(|| link(&straight, &judgements, &Settings::default()));
        let second = two.install(|| link(&shuffled, &judgements, &Settings::default()));
        prop_assert_eq!(&first, &second);

        let mut rows: Vec<u32> = first.clusters.concat();
        rows.sort_unstable();
        prop_assert_eq!(rows, (0..straight.len() as u32).collect::<Vec<_>>());

        let cluster = |id: &str| {
            let row = straight.row(id).unwrap();
            first.clusters.iter().position(|rows| rows.contains(&row))
        };
        for (i, judgement) in judgements.iter().enumerate().filter(|(_, judgement)| judgement.a != judgement.b) {
            let pair = |j: &Judgement| [j.a.clone().min(j.b.clone()), j.a.clone().max(j.b.clone())];
            let is_last = !judgements[i + 1..].iter().any(|later| pair(later) == pair(judgement));
            let was_refused = first.refusals.iter().any(|r| pair(judgement) == [r.a.clone(), r.b.clone()]);
            if is_last && !was_refused {
                prop_assert_eq!(cluster(&judgement.a) == cluster(&judgement.b), judgement.is_same);
            }
        }
    }
}
