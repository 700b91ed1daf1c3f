//! What stands around every page: head, navigation, languages, foot.

use super::{Page, icon};
use crate::messages::Language;
use maud::{DOCTYPE, Markup, html};

/// What a page says about itself.
#[derive(Clone, Debug, Default)]
pub struct Meta {
    /// Its title, without the name of the atlas.
    pub title: String,
    /// One sentence for search engines and link previews.
    pub description: String,
    /// What follows the language in its address.
    pub path: String,
    /// Which entry of the navigation it belongs to.
    pub section: &'static str,
    /// Addresses of the same as data: ending and address.
    pub data: Vec<(&'static str, String)>,
    /// Whether it loads the map.
    pub map: bool,
}

/// The sections of the navigation: path, and key of its message.
const SECTIONS: [(&str, &str); 5] = [
    ("map", "nav-map"),
    ("story", "nav-story"),
    ("after", "nav-after"),
    ("record", "nav-record"),
    ("data", "nav-data"),
];

impl Page<'_> {
    /// Writes the whole document.
    pub(super) fn document(&self, meta: &Meta, body: &Markup) -> String {
        let page = html! {
            (DOCTYPE)
            html lang=(self.language.code()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (meta.title) @if !meta.path.is_empty() { " · " (self.t("brand")) } }
                    meta name="description" content=(meta.description);
                    meta name="color-scheme" content="light dark";
                    link rel="icon" href=(self.links.asset("icon.svg")) type="image/svg+xml";
                    @if meta.map {
                        link rel="stylesheet" href=(self.links.asset("map/map.css"));
                        // The script would ask for it only when it has itself arrived.
                        link rel="preload" as="fetch" crossorigin="anonymous" href=(self.links.data(&format!("atlas.{}.json", self.language)));
                    }
                    link rel="stylesheet" href=(self.links.asset("style.css"));
                    @for language in Language::ALL {
                        link rel="alternate" hreflang=(language.code()) href=(self.links.page(language, &meta.path));
                    }
                    link rel="alternate" type="application/atom+xml" title=(self.t("feed-title")) href=(self.links.data("feed.atom"));
                    @for (kind, address) in &meta.data {
                        link rel="alternate" type=(media_type(kind)) href=(address);
                    }
                    script type="module" src=(self.links.asset("site.js")) {}
                    @if meta.map { script type="module" src=(self.links.asset("map/map.js")) {} }
                }
                body data-root=(self.links.root()) data-lang=(self.language.code()) data-ext=(self.links.suffix()) {
                    a.skip href="#main" { (self.t("skip")) }
                    header.head {
                        div.wrap {
                            a.brand href=(self.href("")) { (icon::brand()) span { (self.t("brand")) } }
                            nav.nav aria-label=(self.t("nav-label")) {
                                @for (path, key) in SECTIONS.into_iter().filter(|(path, _)| self.has(path)) {
                                    a href=(self.href(path)) aria-current=[(meta.section == path).then_some("true")] { (self.t(key)) }
                                }
                            }
                            (self.find_box(if meta.path == "find" { None } else { Some("") }))
                            (self.tools(meta))
                        }
                    }
                    main #main tabindex="-1" { (body) }
                    (self.foot())
                }
            }
        };
        page.into_string()
    }

    fn tools(&self, meta: &Meta) -> Markup {
        html! {
            div.tools {
                nav aria-label=(self.t("languages")) {
                    @for language in Language::ALL {
                        a href=(self.links.page(language, &meta.path)) lang=(language.code()) hreflang=(language.code()) data-language=(language.code())
                            title=(language.own_name())
                            aria-current=[(language == self.language).then_some("true")] { (language.code().to_uppercase()) }
                    }
                }
                button.icon-button #theme type="button" aria-label=(self.t("theme")) title=(self.t("theme")) hidden { (icon::theme()) }
            }
        }
    }

    /// Writes the find box; the page of results has its own, larger one.
    pub(super) fn find_box(&self, value: Option<&str>) -> Markup {
        html! {
            @if let Some(value) = value {
                form.find role="search" action=(self.href("find")) method="get" {
                    label.sr for="find" { (self.t("find-label")) }
                    input #find type="search" name="q" value=(value) placeholder=(self.t("find-hint")) autocomplete="off" spellcheck="false" maxlength="200";
                    button.icon-button type="submit" aria-label=(self.t("find-label")) { (icon::find()) }
                }
            }
        }
    }

    fn foot(&self) -> Markup {
        let head = &self.model().head;
        html! {
            footer.foot {
                div.wrap {
                    a href=(self.href("about")) { (self.t("nav-about")) }
                    a href=(self.href("report")) { (self.t("nav-report")) }
                    a href=(self.href("sources")) { (self.t("nav-sources")) }
                    a href=(self.links.data("feed.atom")) { (self.t("nav-feed")) }
                    @if !head.hash.is_empty() {
                        span.hash { (self.tf("foot-ledger", &[("n", &head.sequence.to_string())])) " " code title=(head.hash) { (head.hash.get(..16).unwrap_or(&head.hash)) "…" } }
                    }
                }
            }
        }
    }
}

fn media_type(ending: &str) -> &'static str {
    match ending {
        "geojson" => "application/geo+json",
        "lpf.json" => "application/ld+json",
        "txt" => "text/plain",
        "bib" => "application/x-bibtex",
        _ => "application/json",
    }
}
