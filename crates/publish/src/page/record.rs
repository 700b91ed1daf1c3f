//! Pages about the record itself: its rooms, an act, a source, what was found, the report, the data, what the atlas is.

use super::{Meta, Page, icon};
use crate::{address, find::Found, model::Recorded, words};
use maud::{Markup, html};
use thaw_core::{Fact, Source};

impl Page<'_> {
    /// Returns the page from which everything in the record can be reached.
    #[must_use]
    pub fn record(&self) -> String {
        let meta = self.plain("nav-record", "record-lead", "record", "record");
        let body = html! {
            div.wrap {
                h1 { (meta.title) }
                p.lead { (meta.description) }
                div.grid {
                    @for kind in address::KINDS {
                        @let count = self.model().subjects_of(kind).count();
                        @if count > 0 {
                            a.card href=(self.href(address::kind_words(kind))) {
                                (icon::kind(kind))
                                h2.h3 { (self.t(&format!("kind-{}s", address::kind_word(kind)))) }
                                p { (self.number(count)) }
                            }
                        }
                    }
                }
                h2 { (self.t("by-year")) }
                (self.years_bar(None))
                p { a href=(self.href("acts")) { (self.t("all-acts")) } " · " a href=(self.href("sources")) { (self.t("nav-sources")) } " · " a href=(self.href("report")) { (self.t("nav-report")) } }
            }
        };
        self.document(&meta, &body)
    }

    pub(super) fn plain(&self, title: &str, description: &str, path: &str, section: &'static str) -> Meta {
        Meta {
            title: self.t(title),
            description: self.t(description),
            path: path.to_owned(),
            section,
            data: Vec::new(),
            map: false,
        }
    }

    /// Returns the page of an act.
    #[must_use]
    pub fn act(&self, recorded: &Recorded) -> String {
        let act = &recorded.act;
        let said = words::act(self.model(), self.site.messages, recorded, self.language);
        let stem = format!("acts/{}", address::slug(&act.id.0));
        let mut meta = Meta {
            title: said.text.clone(),
            description: format!("{}: {}", self.date_words(&act.date), said.text),
            path: self.act_path(recorded),
            section: "record",
            data: vec![
                ("json", self.links.data(&format!("{stem}.json"))),
                ("txt", self.links.data(&format!("{stem}.txt"))),
                ("bib", self.links.data(&format!("{stem}.bib"))),
            ],
            map: false,
        };
        if let Some(subject) = self.model().subjects.get(&act.subject) {
            meta.data.extend(self.places_data(subject));
        }
        let body = html! {
            div.wrap {
                (self.crumbs(&[("record", self.t("nav-record")), ("acts", self.t("nav-acts"))]))
                p.kicker { span { (self.term("act-kind", words::kind_key(act.kind))) } (self.state_tag(act.state)) }
                h1 { (self.said(&said)) }
                p.lead { (self.date(&act.date)) }
                (self.in_story(&act.id.0))
                div.columns {
                    div #history {
                        dl.facts {
                            dt { (self.t("about")) } dd { (self.subject_link(&act.subject)) }
                            @if let Some(authority) = &act.authority { dt { (self.t("authority")) } dd { (self.authority(authority)) } }
                            @if let Some(instrument) = &act.instrument { dt { (self.t("instrument")) } dd { (self.instrument(instrument)) } }
                            dt { (self.t("date")) } dd { (self.date(&act.date)) " " code { (act.date) } }
                            @if let Some(undone) = act.reverses.as_ref().and_then(|id| self.model().act(id)) { dt { (self.t("reverses")) } dd { (self.act_link(undone)) } }
                            @if let Some(by) = recorded.reversed_by.as_ref().and_then(|id| self.model().act(id)) { dt { (self.t("reversed-by")) } dd { (self.act_link(by)) } }
                            @for (role, id) in &act.links { dt { (self.term("role", role)) } dd { (self.subject_link(id)) } }
                        }
                        @if !act.facts.is_empty() {
                            h2 { (self.t("made-true")) }
                            ul { @for fact in &act.facts { li { (self.fact(fact)) } } }
                        }
                        @if let Some(note) = &act.note { h2 { (self.t("doubts")) } p.note lang="en" { (note) } }
                        h2 { (self.t("nav-sources")) }
                        (self.cites(&act.sources))
                    }
                    aside {
                        h2 { (self.t("on-the-ledger")) }
                        dl.facts {
                            dt { (self.t("act-id")) } dd { code { (act.id) } }
                            @if !recorded.stamp.at.is_empty() { dt { (self.t("recorded-at")) } dd { (recorded.stamp.at) } }
                            @if !recorded.stamp.by.is_empty() { dt { (self.t("recorded-by")) } dd { (recorded.stamp.by) } }
                            @if !recorded.stamp.hash.is_empty() { dt { (self.t("hash")) } dd { code { (recorded.stamp.hash) } } }
                            @for step in &recorded.steps {
                                dt { (self.state_tag(step.state)) }
                                dd { (step.stamp.at) " " (step.stamp.by) @if let Some(note) = &step.note { ": " (note) } (self.cites(&step.sources)) }
                            }
                        }
                        h2 { (self.t("take-it")) }
                        ul.plain.no-print { @for (ending, address) in &meta.data { li { a href=(address) { (self.t(&format!("format-{}", ending.replace('.', "-")))) } } } }
                    }
                }
            }
        };
        self.document(&meta, &body)
    }

    fn fact(&self, fact: &Fact) -> Markup {
        match fact {
            Fact::Name(name) => html! {
                span lang=(name.lang) { strong { (name.text) } } " (" (self.term("lang", name.lang.primary())) "): " (self.period(&name.period))
            },
            Fact::Status { status, part, period, .. } => html! {
                strong { (self.term("status", status)) } @if let Some(part) = part { " (" (self.term("part", part)) ")" } ": " (self.period(period))
            },
            Fact::Property { key, value, period } => html! {
                (words::property(self.site.messages, self.language, key)) ": " strong { (self.value(value)) } ", " (self.period(period))
            },
        }
    }

    /// Returns the page of a source: what it is, and every act that it supports.
    #[must_use]
    pub fn source(&self, source: &Source) -> String {
        let acts: Vec<&Recorded> = self.model().acts_citing(&source.id).collect();
        let meta = Meta {
            title: source.title.clone(),
            description: self.tn("source-supports", acts.len()),
            path: format!("source/{}", address::slug(&source.id.0)),
            section: "record",
            data: ["json", "txt"]
                .map(|ending| (ending, self.links.data(&format!("sources/{}.{ending}", address::slug(&source.id.0)))))
                .to_vec(),
            map: false,
        };
        let body = html! {
            div.wrap {
                (self.crumbs(&[("record", self.t("nav-record")), ("sources", self.t("nav-sources"))]))
                p.kicker { span { (self.term("source-kind", &source.kind)) } }
                h1 { (source.title) }
                dl.facts {
                    @if let Some(author) = &source.author { dt { (self.t("author")) } dd { (author) } }
                    @if let Some(date) = &source.date { dt { (self.t("date")) } dd { (date) } }
                    @if let Some(url) = &source.url { dt { (self.t("address")) } dd { @if is_web(url) { a href=(url) rel="noreferrer" { (url) } } @else { (url) } } }
                    @if let Some(licence) = &source.licence { dt { (self.t("licence")) } dd { (licence) } }
                    dt { (self.t("take-it")) }
                    dd { @for (ending, address) in &meta.data { a href=(address) { (self.t(&format!("format-{ending}"))) } " " } }
                }
                h2 { (self.tn("source-supports", acts.len())) }
                (self.rows(acts.into_iter()))
            }
        };
        self.document(&meta, &body)
    }

    /// Returns the page of results; without a query, the page to search on (in a published site a script fills it in).
    #[must_use]
    pub fn find(&self, query: &str) -> String {
        let mut meta = self.plain("find-title", "find-lead", "find", "");
        meta.data = Vec::new();
        let found = if query.trim().is_empty() { Vec::new() } else { self.site.names.find(query, 40) };
        let body = html! {
            div.wrap.narrow {
                h1 { (meta.title) }
                p.lead { (meta.description) }
                form.find role="search" action=(self.href("find")) method="get" {
                    label.sr for="find" { (self.t("find-label")) }
                    input #find type="search" name="q" value=(query) placeholder=(self.t("find-hint")) autocomplete="off" spellcheck="false" maxlength="200";
                    button.button type="submit" { (self.t("find-label")) }
                }
                div #results data-none=(self.t("find-none")) aria-live="polite" {
                    @if !query.trim().is_empty() {
                        @if found.is_empty() { p { (self.t("find-none")) } }
                        ol.rows { @for hit in &found { (self.hit(hit)) } }
                    }
                }
            }
        };
        self.document(&meta, &body)
    }

    fn hit(&self, hit: &Found<'_>) -> Markup {
        let Some(subject) = self.model().subjects.get(hit.subject) else { return html! {} };
        let now = self.title(subject);
        html! {
            li {
                span.when { (self.class(subject)) }
                span {
                    a href=(self.href(&address::subject(subject.kind, &subject.id))) { strong lang=(hit.lang) { (hit.text) } }
                    @if let Some(period) = hit.period { " " (self.period(period)) }
                    @if now.text != hit.text { br; (self.t("now")) " " (self.said(&now)) }
                }
            }
        }
    }

    /// Returns what the atlas is, how sure it is, and under which licences it stands.
    #[must_use]
    pub fn about(&self) -> String {
        let meta = self.plain("nav-about", "about-lead", "about", "");
        let body = html! {
            div.wrap.narrow {
                h1 { (meta.title) }
                p.lead { (meta.description) }
                @for part in 1..=4 {
                    h2 { (self.t(&format!("about-{part}-title"))) }
                    p { (self.t(&format!("about-{part}"))) }
                }
                h2 { (self.t("licence")) }
                p { (self.t("about-licence")) " " (self.model().about.licence) }
                ul { @for credit in &self.model().about.credits { li { (credit) } } li { (self.t("about-base-map")) } }
            }
        };
        self.document(&meta, &body)
    }

    /// Returns the page of downloads and the programmer's door.
    #[must_use]
    pub fn data(&self) -> String {
        let meta = self.plain("nav-data", "data-lead", "data", "data");
        let files = [
            ("data-atlas", format!("atlas.{}.json", self.language)),
            ("data-places", "places.geojson".to_owned()),
            ("data-monuments", "monuments.geojson".to_owned()),
            ("data-lpf", "places.lpf.json".to_owned()),
            ("data-acts", "acts.json".to_owned()),
            ("data-sources", "sources.json".to_owned()),
            ("data-feed", "feed.atom".to_owned()),
        ];
        let body = html! {
            div.wrap.narrow {
                h1 { (meta.title) }
                p.lead { (meta.description) }
                ul.rows { @for (key, path) in &files { li { a href=(self.links.data(path)) { code { (path) } } span { (self.t(key)) } } } }
                h2 { (self.t("data-api")) }
                @if self.links.are_files() {
                    p { (self.t("data-static")) }
                } @else {
                    p { (self.t("data-api-lead")) " " a href="/api/v1/openapi.json" { "OpenAPI 3.1" } }
                    ul.rows {
                        @for (path, key) in [("/api/v1/asof?date=1961-11-09&id=volgograd", "data-asof"), ("/api/v1/find?q=stalino", "data-find"), ("/api/v1/places?limit=10", "data-list"), ("/api/v1/reconcile", "data-reconcile")] {
                            li { a href=(path) { code { (path) } } span { (self.t(key)) } }
                        }
                    }
                }
                h2 { (self.t("licence")) }
                p { (self.model().about.licence) }
                ul { @for credit in &self.model().about.credits { li { (credit) } } }
            }
        };
        self.document(&meta, &body)
    }
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
