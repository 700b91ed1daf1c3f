//! The page of the map: its frame and words. The map itself is the web build; without it, the page says how to get it.

use super::{Meta, Page, icon};
use maud::{Markup, html};

impl Page<'_> {
    /// Returns the page of the map.
    #[must_use]
    pub fn map(&self) -> String {
        let meta = Meta {
            title: self.t("map-title"),
            description: self.t("map-lead"),
            path: "map".to_owned(),
            section: "map",
            data: Vec::new(),
            map: self.site.has_map,
        };
        let body = if self.site.has_map { self.map_app() } else { self.map_missing() };
        self.document(&meta, &body)
    }

    fn map_app(&self) -> Markup {
        let pages = self.links.page(self.language, "x");
        let pages = pages.split("x").next().unwrap_or_default().to_owned();
        html! {
            h1.sr { (self.t("map-title")) }
            div.wrap #map-wait {
                p.lead { (self.t("map-wait")) }
                noscript { p { (self.t("map-noscript")) } (self.years_bar(None)) }
            }
            div.atlas #atlas data-atlas=(self.links.data(&format!("atlas.{}.json", self.language))) data-base=(self.links.asset("base.json")) data-pages=(pages) data-ext=(self.links.suffix()) data-year="1961" data-failed=(self.t("map-failed")) {
                div #map-app hidden {
                    div.maps {
                        (self.pane(0))
                        (self.pane(1))
                    }
                    aside.side aria-label=(self.t("map-side")) {
                        div.bar {
                            button.button.quiet #compare type="button" aria-pressed="false" { (self.t("map-two")) }
                        }
                        section #detail hidden aria-labelledby="detail-title" {
                            button.icon-button #close-detail type="button" aria-label=(self.t("close")) { (icon::close()) }
                            p.detail-now #detail-now aria-live="polite" {}
                            div #detail-body {}
                        }
                        h2 #changes-title {}
                        p #changes-none hidden { (self.t("map-nothing")) }
                        ol #changes {}
                        p.sr #said aria-live="polite" {}
                    }
                }
            }
        }
    }

    fn pane(&self, index: u8) -> Markup {
        let which = self.t(if index == 0 { "map-first" } else { "map-second" });
        html! {
            div.pane data-pane=(index) role="group" aria-label=(which) hidden[index > 0] {
                div.map-box {
                    div.map role="region" aria-label=(self.t("map-title")) {}
                    p.map-date data-part="date" {}
                    div.zoom {
                        button.icon-button type="button" data-part="closer" aria-label=(self.t("map-closer")) { (icon::plus()) }
                        button.icon-button type="button" data-part="farther" aria-label=(self.t("map-farther")) { (icon::minus()) }
                    }
                    @if index == 0 { (self.map_legend()) }
                }
                div.time {
                    div.buttons {
                        button.icon-button type="button" data-part="previous" aria-label=(self.t("map-previous")) title=(self.t("map-previous")) { (icon::previous()) }
                        button.icon-button type="button" data-part="play" aria-pressed="false" aria-label=(self.t("map-play")) title=(self.t("map-play")) { (icon::play()) }
                        button.icon-button type="button" data-part="next" aria-label=(self.t("map-next")) title=(self.t("map-next")) { (icon::next()) }
                    }
                    div.track {
                        svg.bars data-part="bars" aria-hidden="true" {}
                        input type="range" step="1" data-part="slider" aria-label=(self.t("map-date"));
                        div.ends aria-hidden="true" { span { (super::FIRST_YEAR) } span { (self.site.today.year()) } }
                    }
                    label.exact { (self.t("map-exact")) input type="text" data-part="field" inputmode="numeric" autocomplete="off" spellcheck="false" maxlength="30"; }
                    p.problem data-part="problem" role="alert" {}
                }
            }
        }
    }

    fn map_legend(&self) -> Markup {
        let swatch = |class: &str, d: &str| html! { svg viewBox="0 0 18 18" width="18" height="18" aria-hidden="true" { path class=(class) d=(d) {} } };
        html! {
            ul.legend {
                li { (swatch("mark-warm", "M9 2l7 7-7 7-7-7z")) (self.t("legend-warm")) }
                li { (swatch("mark-blue", "M9 3a6 6 0 1 0 .01 0z")) (self.t("legend-other")) }
                li { (swatch("mark-unsure", "M9 3a6 6 0 1 0 .01 0z")) (self.t("legend-possible")) }
                li { (swatch("mark-warm", "M5 16h8v-5H5zM7 11l.6-5h2.800l.6 5zM9 2a1.700 1.700 0 1 0 .01 0z")) (self.t("legend-monument")) }
            }
        }
    }

    fn map_missing(&self) -> Markup {
        html! {
            div.wrap.narrow {
                h1 { (self.t("map-title")) }
                p.lead { (self.t("map-missing")) }
                p { (self.t("map-missing-how")) " " code { "cargo run --release -- serve" } }
                (self.years_bar(None))
            }
        }
    }
}
