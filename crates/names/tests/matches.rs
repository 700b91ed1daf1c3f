//! What is found and how it is explained.

use thaw_core::Dossier;
use thaw_names::{Context, Languages, Matcher};

fn stalin() -> Matcher {
    let dossier = Dossier::parse(thaw_data::file("dossiers/stalin.toml").unwrap()).unwrap();
    Matcher::new(&[dossier], &Languages::bundled())
}

#[test]
fn every_language_table_is_sound() {
    assert_eq!(Languages::bundled().check(), []);
}

#[test]
fn names_are_found_in_running_text() {
    let found = stalin().find("Город Сталинград; имени И. В. Сталина, сталинит.", &Context::text(Some("ru")));
    let list: Vec<_> = found.iter().map(|m| (m.form.as_str(), m.kind.words(), m.is_found())).collect();
    assert_eq!(
        list,
        [
            ("Сталинград", "place name", true),
            ("И. В. Сталина", "initials and surname", true),
            ("сталинит", "common noun", false)
        ]
    );
}
