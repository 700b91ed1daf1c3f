//! Dossiers: those that come with the program, and those that are drafted.

use thaw_core::Dossier;
use thaw_names::{Context, Languages, Matcher, ObjectClass, Sketch, check, draft};

fn franco() -> Dossier {
    let sketch = Sketch {
        name: "Francisco Franco Bahamonde".to_owned(),
        aliases: vec!["Caudillo".to_owned()],
        titles: vec!["Generalísimo".to_owned()],
        langs: ["es", "ca", "gl", "eu"].map(str::to_owned).to_vec(),
        born: Some("1892-12-04".to_owned()),
        died: Some("1975-11-20".to_owned()),
        ..Sketch::default()
    };
    Dossier::parse(&draft(&sketch, &Languages::bundled())).unwrap()
}

#[test]
fn a_drafted_dossier_works_at_once() {
    let dossier = franco();
    assert_eq!(dossier.id, "franco");
    assert_eq!(dossier.names["es"].surname, ["Franco"], "of two surnames the first is in use");
    let languages = Languages::bundled();
    let matcher = Matcher::new(&[dossier], &languages);
    let finds = |text: &str| {
        let context = Context::name(ObjectClass::Street, Some("es"));
        matcher.find(text, &context).iter().any(thaw_names::Match::is_found)
    };
    for street in [
        "Avenida del Generalísimo",
        "Plaza del Caudillo",
        "Calle de Francisco Franco",
        "C/ General Franco",
        "PLAZA DEL GENERALISIMO FRANCO",
    ] {
        assert!(finds(street), "{street}");
    }
    for street in ["Calle San Francisco", "Calle de Francia", "Calle General Castaños"] {
        assert!(!finds(street), "{street}");
    }
}

#[test]
fn a_name_in_another_script_is_romanized_or_left_to_a_person() {
    let sketch = Sketch {
        name: "Вячеслав Михайлович Молотов".to_owned(),
        langs: ["ru", "en", "ka"].map(str::to_owned).to_vec(),
        ..Sketch::default()
    };
    let text = draft(&sketch, &Languages::bundled());
    let dossier = Dossier::parse(&text).unwrap();
    assert_eq!(dossier.id, "molotov");
    assert_eq!(dossier.names["ru"].patronymic, ["Михайлович"]);
    assert_eq!(dossier.names["en"].surname, ["Molotov"]);
    assert!(!dossier.names.contains_key("ka") && text.contains("# [names.ka]"), "{text}");
}

#[test]
fn whatever_is_typed_the_draft_is_a_dossier() {
    for name in ["X", "\"quoted\" \\ name", "毛泽东", "Ó", "a b c d e f", "Nguyễn Văn A", "\u{1}\u{2} x", "İ"] {
        let sketch =
            Sketch { name: name.to_owned(), langs: vec!["en".to_owned(), "xx".to_owned()], ..Sketch::default() };
        let text = draft(&sketch, &Languages::bundled());
        Dossier::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
    }
}

#[test]
fn mistakes_are_told_by_field_with_what_to_do() {
    let text = r#"
id = "A B"
name = "A"
born = "1950"
died = "1940"
[external]
wikidata = "855"
[names.es]
surname = ["Franco", "Franco"]
epithets = ["Caudillo"]
[names.ru]
surname = ["Franco"]
[names.qq]
surname = ["Po"]
[[others]]
name = "B"
reason = ""
[[lookalikes]]
text = "zebra"
reason = "an animal"
"#;
    let problems = check(&Dossier::parse(text).unwrap(), &Languages::bundled(), "a.toml");
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    for part in [
        "field `id`: expected small Latin letters",
        "field `sources`: there is none",
        "field `external.wikidata`: expected an id such as `Q855`, found `855`",
        "field `died`: 1940 is before the birth, 1950",
        "field `names.es.surname`: `Franco` stands twice",
        "field `names.es.surname`: `Franco` is also a word of the language",
        "field `names.es.epithets`: `Caudillo` is a single word",
        "field `names.ru.surname`: `Franco` is not written in the script of Russian",
        "field `names.qq`: there is no table of the language `qq`",
        "field `names.qq.surname`: `Po` is short",
        "field `others`: `B` has neither given names nor an id",
        "field `lookalikes`: `zebra` is never taken for a form",
    ] {
        assert!(told.iter().any(|line| line.contains(part)), "nobody tells `{part}`:\n{}", told.join("\n"));
    }
}

#[test]
fn a_spanish_list_of_streets_is_read_rightly() {
    let languages = Languages::bundled();
    let drafted = Matcher::new(&[franco()], &languages);
    let bundled = Matcher::new(&[parsed("franco")], &languages);
    let mut wrong = Vec::new();
    for line in include_str!("samples/spanish-streets.csv").lines().skip(1) {
        let [street, expected, because] = line.split(',').collect::<Vec<_>>().try_into().unwrap();
        let context = Context::name(ObjectClass::Street, Some("es"));
        for (whose, matcher) in [("drafted", &drafted), ("bundled", &bundled)] {
            // A draft knows the person alone; look-alikes are entered by people.
            if whose == "drafted" && because == "look-alike" {
                continue;
            }
            let found = matcher.find(street, &context);
            if found.iter().any(thaw_names::Match::is_found) != (expected == "yes") {
                wrong.push(format!("{whose}: {street}: {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn parsed(id: &str) -> Dossier {
    let text = thaw_data::file(&format!("dossiers/{id}.toml")).unwrap();
    Dossier::parse(text).unwrap_or_else(|error| panic!("{id}: {error}"))
}

#[test]
fn the_bundled_dossiers_have_no_mistakes_and_a_source() {
    let languages = Languages::bundled();
    let mut problems = Vec::new();
    let mut ids = Vec::new();
    for (path, text) in thaw_data::files("dossiers/") {
        let dossier = Dossier::parse(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(format!("dossiers/{}.toml", dossier.id), path);
        problems.extend(check(&dossier, &languages, path).iter().map(ToString::to_string));
        ids.push(dossier.id);
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(ids.len() >= 16, "{ids:?}");
}

#[test]
fn places_named_after_the_men_around_stalin_are_found() {
    let languages = Languages::bundled();
    let ids =
        ["molotov", "voroshilov", "kaganovich", "zhdanov", "mikoyan", "budyonny", "yezhov", "gottwald", "mussolini"];
    let dossiers: Vec<Dossier> = ids.iter().map(|id| parsed(id)).collect();
    let matcher = Matcher::new(&dossiers, &languages);
    let mut wrong = Vec::new();
    for (text, id) in [
        ("Молотовск", "molotov"),
        ("Молотовабад", "molotov"),
        ("имени Молотова", "molotov"),
        ("Ворошиловград", "voroshilov"),
        ("Ворошиловського району", "voroshilov"),
        ("Voroshilovgrad", "voroshilov"),
        ("Кагановичабад", "kaganovich"),
        ("Кагановичский район", "kaganovich"),
        ("улица Жданова", "zhdanov"),
        ("Микоян-Шахар", "mikoyan"),
        ("Mikoyanabad", "mikoyan"),
        ("Микояновка", "mikoyan"),
        ("Միկոյան", "mikoyan"),
        ("улица Будённого", "budyonny"),
        ("Буденновск", "budyonny"),
        ("Ежово-Черкесск", "yezhov"),
        ("Gottwaldovo náměstí", "gottwald"),
        ("Gottwaldov", "gottwald"),
        ("Viale Benito Mussolini", "mussolini"),
    ] {
        let found = matcher.find(text, &Context::name(ObjectClass::Name, None));
        let ids: Vec<&str> = found.iter().filter(|one| one.is_found()).map(|one| one.dossier_id.as_str()).collect();
        if ids != [id] {
            wrong.push(format!("{text}: {found:?}"));
        }
    }
    for text in ["Молоткова", "Ждановичи", "Microyán", "ёжик", "коктейль Молотова"]
    {
        let found = matcher.find(text, &Context::name(ObjectClass::Name, None));
        if found.iter().any(thaw_names::Match::is_found) {
            wrong.push(format!("{text}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
