//! The page of a subject: what it is today, its life as a strip, its names, its acts, what points to it, its data.

use super::{Meta, Page, icon};
use crate::{
    address,
    model::{Held, Life},
    words,
};
use maud::{Markup, html};
use std::collections::BTreeMap;
use thaw_core::{Name, NameKind, Subject, SubjectId, SubjectKind};

impl Page<'_> {
    /// Returns the page of a subject.
    #[must_use]
    pub fn subject(&self, subject: &Subject) -> String {
        let title = self.title(subject);
        let life = self.model().life(&subject.id);
        let path = address::subject(subject.kind, &subject.id);
        let stem = format!("{}/{}", address::kind_words(subject.kind), address::slug(&subject.id.0));
        let data = |ending: &'static str| (ending, self.links.data(&format!("{stem}.{ending}")));
        let mut meta = Meta {
            title: title.text.clone(),
            description: self.describe(subject, life),
            path,
            section: "record",
            data: vec![data("json")],
            map: false,
        };
        meta.data.extend(self.places_data(subject));
        meta.data.extend([data("txt"), data("bib")]);
        let linking: Vec<_> = self.model().acts_linking(&subject.id).collect();
        let body = html! {
            div.wrap {
                (self.crumbs(&[("record", self.t("nav-record")), (address::kind_words(subject.kind), self.t(&format!("kind-{}s", address::kind_word(subject.kind))))]))
                p.kicker { (icon::kind(subject.kind)) span { (self.class(subject)) } @if let Some(country) = &subject.country { span { (self.country(country)) } } }
                h1 { (self.said(&title)) }
                p.lead { (meta.description) }
                (self.in_story(&subject.id.0))
                @if let Some(strip) = self.strip(subject, life) {
                    div.sheet { (strip) (self.legend(subject.kind)) }
                }
                div.columns {
                    div {
                        h2 { (self.t("history")) }
                        (self.history(self.model().acts_of(&subject.id)))
                        @if !linking.is_empty() {
                            h2 { (self.t("linked-acts")) }
                            (self.rows(linking.iter().copied()))
                        }
                    }
                    aside {
                        @if !life.names.is_empty() { (self.names_table(life)) }
                        (self.conditions(life))
                        (self.numbers(life))
                        (self.properties(subject))
                        (self.offers(subject, &meta))
                    }
                }
            }
        };
        self.document(&meta, &body)
    }

    /// The formats of places, for subjects that have one.
    pub(super) fn places_data(&self, subject: &Subject) -> Vec<(&'static str, String)> {
        let stem = format!("{}/{}", address::kind_words(subject.kind), address::slug(&subject.id.0));
        let endings: &[&'static str] = match (subject.at, subject.kind) {
            (None, SubjectKind::Place | SubjectKind::Camp | SubjectKind::Monument) => &["lpf.json"],
            (None, _) => &[],
            (Some(_), _) => &["geojson", "lpf.json"],
        };
        endings.iter().map(|ending| (*ending, self.links.data(&format!("{stem}.{ending}")))).collect()
    }

    pub(super) fn crumbs(&self, steps: &[(&str, String)]) -> Markup {
        html! {
            nav.crumbs aria-label=(self.t("crumbs")) {
                a href=(self.href("")) { (self.t("brand")) }
                @for (path, text) in steps { " › " a href=(self.href(path)) { (text) } }
            }
        }
    }

    /// Says in one sentence what the subject is, with the years of its names.
    fn describe(&self, subject: &Subject, life: &Life) -> String {
        let class = self.class(subject);
        let place = subject.country.as_ref().map(|code| self.country(code));
        let what = match &place {
            Some(place) => self.tf("what-where", &[("what", &class), ("where", place)]),
            None => class,
        };
        let reader: Vec<String> = life
            .names
            .iter()
            .filter(|held| held.what.lang.primary() == self.language.code() && held.what.kind != NameKind::Colloquial)
            .map(|held| format!("{} ({})", held.what.text, crate::when::years(&held.period)))
            .collect();
        if reader.len() > 1 { format!("{what}. {}", reader.join(" → ")) } else { format!("{what}.") }
    }

    pub(super) fn legend(&self, kind: SubjectKind) -> Markup {
        let swatch = |class: &str| html! { svg viewBox="0 0 18 18" width="18" height="18" class="strip" aria-hidden="true" { rect class=(format!("bar {class}")) x="1" y="3" width="16" height="12" rx="2" {} } };
        html! {
            ul.legend {
                @if kind == SubjectKind::Place {
                    li { (swatch("warm")) (self.t("legend-warm")) }
                    li { (swatch("")) (self.t("legend-other")) }
                } @else {
                    li { (swatch("warm")) (self.t("legend-in-force")) }
                    li { (swatch("gone")) (self.t("legend-gone")) }
                }
                li { (swatch("unsure")) (self.t("legend-unsure")) }
            }
        }
    }

    /// Writes the names in the reader's language and in the place's own; those from outside stand closed below.
    fn names_table(&self, life: &Life) -> Markup {
        let mut by_lang: BTreeMap<&str, Vec<&Held<Name>>> = BTreeMap::new();
        for held in &life.names {
            by_lang.entry(held.what.lang.as_str()).or_default().push(held);
        }
        let near = |names: &[&Held<Name>]| {
            names
                .iter()
                .any(|held| held.what.lang.primary() == self.language.code() || held.what.kind != NameKind::Exonym)
        };
        let (near, far): (Vec<_>, Vec<_>) = by_lang.into_iter().partition(|(_, names)| near(names));
        html! {
            h2 { (self.t("names")) }
            (self.names_rows(&near, &self.t("names")))
            @if !far.is_empty() {
                details {
                    summary { (self.t("names-elsewhere")) " " span.soft { (far.len()) } }
                    (self.names_rows(&far, &self.t("names-elsewhere")))
                }
            }
        }
    }

    fn names_rows(&self, languages: &[(&str, Vec<&Held<Name>>)], label: &str) -> Markup {
        html! {
            div.scroll tabindex="0" role="region" aria-label=(label) {
                table.table.names {
                    thead { tr { th scope="col" { (self.t("language")) } th scope="col" { (self.t("name")) } th scope="col" { (self.t("when")) } } }
                    @for (lang, names) in languages {
                        tbody {
                            @for (index, held) in names.iter().enumerate() {
                                tr {
                                    @if index == 0 { th scope="rowgroup" rowspan=(names.len()) { (self.term("lang", lang)) } }
                                    td lang=(lang) { (held.what.text) @if held.what.kind == NameKind::Colloquial { " " small.soft lang=(self.language.code()) { (self.t("colloquial")) } } }
                                    td title=(held.period) { (crate::when::years(&held.period)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn conditions(&self, life: &Life) -> Markup {
        html! {
            @if life.conditions.iter().any(|held| held.what.status != "working") {
                h2 { (self.t("conditions")) }
                ul.plain {
                    @for held in life.conditions.iter().filter(|held| held.what.status != "working") {
                        li {
                            strong { (self.term("status", &held.what.status)) }
                            @if let Some(part) = &held.what.part { " (" (self.term("part", part)) ")" }
                            ": " (self.period(&held.period))
                        }
                    }
                }
            }
        }
    }

    fn numbers(&self, life: &Life) -> Markup {
        html! {
            @if !life.properties.is_empty() {
                h2 { (self.t("numbers")) }
                div.scroll tabindex="0" role="region" aria-label=(self.t("numbers")) {
                    table.table {
                        thead { tr { th scope="col" { (self.t("when")) } th scope="col" { (self.t("what")) } th scope="col" { (self.t("value")) } } }
                        tbody {
                            @for held in &life.properties {
                                tr {
                                    td { (self.period(&held.period)) }
                                    td { (words::property(self.site.messages, self.language, &held.what.0)) }
                                    td { (self.value(&held.what.1)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Writes a value: numbers and ranges of numbers with the language's marks, all else as it is.
    pub(super) fn value(&self, value: &str) -> String {
        let one = |text: &str| match text.parse::<i64>() {
            Ok(number) => crate::messages::number(self.language, number),
            Err(_) => text.to_owned(),
        };
        match value.split_once("..") {
            Some((from, to)) => format!("{}–{}", one(from), one(to)),
            None => one(&value.replace(';', "; ").replace(";  ", "; ")),
        }
    }

    fn properties(&self, subject: &Subject) -> Markup {
        html! {
            @if !subject.properties.is_empty() || !subject.external.is_empty() {
                h2 { (self.t("about-it")) }
                dl.facts {
                    @for (key, value) in subject.properties.iter().filter(|(key, _)| !key.starts_with(Subject::AUTHOR_IN)) {
                        dt { (words::property(self.site.messages, self.language, key)) }
                        dd { @if key == "author" { (self.author(subject)) } @else { (self.property_value(key, value)) } }
                    }
                    @for (system, id) in &subject.external {
                        dt { (self.term("system", system)) }
                        dd { @match external(system, id) { Some(address) => a href=(address) rel="noreferrer" { (id) }, None => { (id) } } }
                    }
                }
            }
        }
    }

    /// The name of who made a thing, marked as English where the page's language has no other.
    pub(super) fn author(&self, subject: &Subject) -> Markup {
        let lang = self.language.code();
        let is_own = subject.properties.contains_key(&format!("{}{lang}", Subject::AUTHOR_IN));
        let author = subject.author(lang).unwrap_or_default();
        html! { @if is_own { (author) } @else { span lang="en" { (author) } } }
    }

    /// Writes what a property says: a link when it is the id of a subject, the person's name when it is a dossier.
    fn property_value(&self, key: &str, value: &str) -> Markup {
        if self.model().subjects.contains_key(&SubjectId(value.to_owned())) {
            return self.subject_link(&SubjectId(value.to_owned()));
        }
        let said = match key {
            "of" => self.term("person", value),
            "lang" => self.term("lang", value),
            _ => self.value(value),
        };
        html! { (said) }
    }

    fn offers(&self, subject: &Subject, meta: &Meta) -> Markup {
        html! {
            h2 { (self.t("take-it")) }
            @if subject.at.is_some() {
                p { a.button.quiet href=(self.href(&format!("map?place={}", address::slug(&subject.id.0)))) { (icon::map()) (self.t("see-on-map")) } }
            }
            ul.plain.no-print {
                @for (ending, address) in &meta.data { li { a href=(address) { (self.t(&format!("format-{}", ending.replace('.', "-")))) } } }
            }
        }
    }
}

/// The page of a thing in another system; only for systems whose ids have a known shape.
fn external(system: &str, id: &str) -> Option<String> {
    let plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'/');
    match system {
        "wikidata" if plain => Some(format!("https://www.wikidata.org/wiki/{id}")),
        "geonames" if plain => Some(format!("https://www.geonames.org/{id}")),
        "osm" if plain => Some(format!("https://www.openstreetmap.org/{id}")),
        _ => None,
    }
}
