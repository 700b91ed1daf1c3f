//! The first page.

use super::{Meta, Page, icon};
use crate::{address, words};
use maud::{Markup, PreEscaped, html};
use thaw_core::{Subject, SubjectKind};

impl Page<'_> {
    /// Returns the first page: what this is, ways in, and a few lives told by their names.
    #[must_use]
    pub fn home(&self) -> String {
        let about = words::choose(&self.model().about.about, self.language);
        let lead = about.map_or_else(|| self.t("home-lead"), |said| said.text);
        let meta = Meta { title: self.t("home-title"), description: lead, ..Meta::default() };
        let body = html! {
            div.hero {
                div.wrap.hero-grid {
                    div {
                        h1 { (self.t("home-claim")) }
                        p.lead { (meta.description) }
                        div.actions {
                            a.button href=(self.href("map")) { (icon::map()) (self.t("home-map")) }
                            @if self.site.story.is_some() { a.button.quiet href=(self.href("story")) { (icon::story()) (self.t("home-story")) } }
                        }
                    }
                    div.hero-art { (picture(&self.t("home-picture"))) }
                }
            }
            div.wrap {
                (self.counts())
                h2 { (self.t("home-strata")) }
                p.soft { (self.t("home-strata-lead")) }
                @for subject in self.telling(4) {
                    div.strata {
                        h3 { (self.subject_link(&subject.id)) " " small.soft { @if let Some(code) = &subject.country { (self.country(code)) } } }
                        @if let Some(strip) = self.strip(subject, self.model().life(&subject.id)) { (strip) }
                    }
                }
                (self.legend(SubjectKind::Place))
                h2 { (self.t("home-ways")) }
                div.grid.four {
                    @for (path, mark, title, text) in [("map", icon::map(), "nav-map", "home-map-text"), ("story", icon::story(), "nav-story", "home-story-text"), ("after", icon::after(), "nav-after", "home-after-text"), ("record", icon::kind(SubjectKind::Decree), "nav-record", "home-record-text")].into_iter().filter(|(path, ..)| self.has(path)) {
                        a.card href=(self.href(path)) { (mark) h3 { (self.t(title)) } p { (self.t(text)) } }
                    }
                }
            }
        };
        self.document(&meta, &body)
    }

    fn counts(&self) -> Markup {
        html! {
            ul.counts {
                @for kind in address::KINDS {
                    @let count = self.model().subjects_of(kind).count();
                    @if count > 0 && kind != SubjectKind::Person {
                        li { a href=(self.href(address::kind_words(kind))) { span.figure-number { (self.number(count)) } span { (self.tn(&format!("count-{}s", address::kind_word(kind)), count)) } } }
                    }
                }
            }
        }
    }

    /// The places whose names tell most: many official names in the reader's language, one of which honoured the person,
    /// and well supported.
    pub(super) fn telling(&self, count: usize) -> Vec<&Subject> {
        let mut scored: Vec<(usize, usize, &Subject)> = self
            .model()
            .subjects_of(SubjectKind::Place)
            .filter(|subject| matches!(subject.class.as_str(), "city" | "mountain" | "town"))
            .filter_map(|subject| {
                let life = self.model().life(&subject.id);
                let reader = life.names.iter().filter(|held| held.what.lang.primary() == self.language.code()).count();
                let dated = life
                    .names
                    .iter()
                    .filter(|held| {
                        self.model().honours(&held.what)
                            && held.period.from.date().is_some()
                            && held.period.to.date().is_some()
                    })
                    .count();
                let external = usize::from(subject.external.contains_key("wikidata"));
                (reader >= 3 && dated > 0).then_some((reader.min(5) + external * 3, life.names.len(), subject))
            })
            .collect();
        scored.sort_by(|a, b| (b.0, b.1, &a.2.id).cmp(&(a.0, a.1, &b.2.id)));
        scored.into_iter().take(count).map(|(_, _, subject)| subject).collect()
    }
}

/// An empty pedestal in a thaw: the sun is up, the ice on the river breaks.
fn picture(label: &str) -> Markup {
    html! {
        svg.art viewBox="0 0 420 320" role="img" aria-label=(label) {
            (PreEscaped(
                "<circle class=\"sun\" cx=\"318\" cy=\"82\" r=\"38\"/>\
                 <path class=\"thin\" d=\"M318 24v-14M318 154v-14M260 82h-14M390 82h-14M277 41l-10-10M369 133l-10-10M277 123l-10 10M369 31l-10 10\"/>\
                 <path class=\"deep\" d=\"M0 206c60-22 96-30 140-14 40 14 74 2 116-10 54-16 110-8 164 14v124H0z\"/>\
                 <path class=\"pale\" d=\"M8 262l74-16 40 18-30 22-70 4zM150 252l62-12 58 14-24 24-74 2zM300 250l66-10 48 18-22 22-72-4zM92 300l66-12 54 12-8 20H86zM250 296l70-8 60 14 6 18H252z\"/>\
                 <path class=\"edge\" d=\"M8 262l74-16 40 18-30 22-70 4zM150 252l62-12 58 14-24 24-74 2zM300 250l66-10 48 18-22 22-72-4z\"/>\
                 <path class=\"stone\" d=\"M118 206h104l-8-20h-88zM132 186h76V112h-76zM124 112h92l-6-14h-80z\"/>\
                 <path class=\"edge\" d=\"M118 206h104l-8-20h-88zM132 186h76V112h-76zM124 112h92l-6-14h-80z\"/>\
                 <path class=\"edge\" d=\"M150 98c0-6 2-12 8-12h8v12M178 98V88h8c6 0 8 4 8 10\"/>\
                 <path class=\"thin\" d=\"M146 130h48M146 142h32\" stroke-dasharray=\"3 5\"/>\
                 <path class=\"blue\" d=\"M226 150c7 9 11 14 11 19a11 11 0 0 1-22 0c0-5 4-10 11-19z\"/>\
                 <path class=\"edge\" d=\"M62 206c0-26 4-38 4-62M66 164c-10-4-16-12-16-22M66 156c8-4 14-10 16-20M66 176c10-2 18-8 22-16\"/>\
                 <circle class=\"warm\" cx=\"50\" cy=\"140\" r=\"4\"/><circle class=\"warm\" cx=\"83\" cy=\"134\" r=\"4\"/><circle class=\"warm\" cx=\"89\" cy=\"158\" r=\"4\"/><circle class=\"warm\" cx=\"66\" cy=\"142\" r=\"4\"/>"
            ))
        }
    }
}
