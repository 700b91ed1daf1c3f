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
