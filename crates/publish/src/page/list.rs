//! Lists: the subjects of a kind, the years and their acts, the sources.

use super::{FIRST_YEAR, Meta, Page, icon};
use crate::{address, model::Recorded};
use maud::{Markup, html};
use std::collections::BTreeMap;
use thaw_core::{Subject, SubjectKind};

impl Page<'_> {
    /// Returns the list of all subjects of a kind, by country.
    #[must_use]
    pub fn list(&self, kind: SubjectKind) -> String {
        let heading = self.t(&format!("kind-{}s", address::kind_word(kind)));
        let mut groups: BTreeMap<String, Vec<(String, &Subject)>> = BTreeMap::new();
        let mut count = 0;
        for subject in self.model().subjects_of(kind) {
            let group = match (&subject.country, kind) {
                (Some(country), SubjectKind::Place | SubjectKind::Monument | SubjectKind::Decree) => {
                    self.country(country)
                }
                (_, SubjectKind::Event) => self.class(subject),
                _ => String::new(),
            };
            groups.entry(group).or_default().push((self.title(subject).text, subject));
            count += 1;
        }
        for group in groups.values_mut() {
            group.sort_by(|a, b| (a.0.to_lowercase(), &a.1.id).cmp(&(b.0.to_lowercase(), &b.1.id)));
        }
        let words = address::kind_words(kind);
        let meta = Meta {
            title: heading.clone(),
            description: self.tf("list-description", &[("what", &heading)]),
            path: words.to_owned(),
            section: "record",
            data: vec![
                ("json", self.links.data(&format!("{words}.json"))),
                ("geojson", self.links.data(&format!("{words}.geojson"))),
            ],
            map: false,
        };
        let body = html! {
            div.wrap {
                (self.crumbs(&[("record", self.t("nav-record"))]))
                h1 { (heading) }
                p.lead { (self.tn("list-count", count)) }
                @let lead = format!("list-lead-{words}");
                @if self.site.messages.has(self.language, &lead) { p.narrow { (self.t(&lead)) } }
                @for (group, subjects) in &groups {
                    section {
                        @if !group.is_empty() { h2 { (group) " " small.soft { (subjects.len()) } } }
                        @if kind == SubjectKind::Work { (self.works(subjects)) } @else {
                            ul.index {
                                @for (_, subject) in subjects {
                                    li { (self.subject_link(&subject.id)) " " small { (self.hint(subject)) } }
                                }
                            }
                        }
                    }
                }
            }
        };
        self.document(&meta, &body)
    }

    /// A table of works: who wrote each, and in which form it could be read when.
    fn works(&self, works: &[(String, &Subject)]) -> Markup {
        html! {
            div.scroll tabindex="0" role="region" aria-label=(self.t("kind-works")) {
                table.table.stack {
                    thead { tr { th scope="col" { (self.t("work")) } th scope="col" { (self.t("author")) } th scope="col" { (self.t("readable")) } } }
                    tbody {
                        @for (_, work) in works {
                            tr {
                                td { (self.subject_link(&work.id)) }
                                td { (self.author(work)) }
                                td { (self.forms(work)) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// In which forms a work could be read, each with its years; what was so in other countries says so.
    fn forms(&self, work: &Subject) -> Markup {
        let conditions = &self.model().life(&work.id).conditions;
        html! {
            @for (idx, held) in conditions.iter().enumerate() {
                @if idx > 0 { " · " }
                (self.term("status", &held.what.status)) " " span.figure { (crate::when::years(&held.period)) }
            }
        }
    }

    /// A word after a subject in a list: earlier names, or the year of its first act.
    fn hint(&self, subject: &Subject) -> String {
        let life = self.model().life(&subject.id);
        let title = self.title(subject).text;
        let mut earlier: Vec<&str> = life
            .names
            .iter()
            .filter(|held| held.what.lang.primary() == self.language.code() && held.what.text != title)
            .map(|held| held.what.text.as_str())
            .collect();
        earlier.dedup();
        if !earlier.is_empty() {
            return earlier.join(", ");
        }
        let years: Vec<String> = self
            .model()
            .acts_of(&subject.id)
            .filter_map(|recorded| recorded.act.date.first_year())
            .map(|year| year.to_string())
            .collect();
        match (years.first(), years.last()) {
            (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
            (Some(first), _) => first.clone(),
            _ => String::new(),
        }
    }

    /// Returns the page of a year: everything that happened in it.
    #[must_use]
    pub fn year(&self, year: i64) -> String {
        let acts: Vec<&Recorded> =
            self.model().acts.iter().filter(|recorded| recorded.act.date.first_year() == Some(year)).collect();
        let heading = self.tf("year-title", &[("year", &year.to_string())]);
        let meta = Meta {
            title: heading.clone(),
            description: self.tn("year-count", acts.len()),
            path: format!("year/{year}"),
            section: "record",
            data: vec![("json", self.links.data(&format!("years/{year}.json")))],
            map: false,
        };
        let body = html! {
            div.wrap {
                (self.crumbs(&[("record", self.t("nav-record")), ("acts", self.t("nav-acts"))]))
                h1 { (heading) }
                p.lead { (meta.description) }
                p { a.button.quiet href=(self.href(&format!("map?date={year}-01-01"))) { (icon::map()) (self.t("see-on-map")) } }
                (self.years_bar(Some(year)))
                (self.rows(acts.into_iter()))
            }
        };
        self.document(&meta, &body)
    }

    /// Writes links to every year with acts.
    pub(super) fn years_bar(&self, current: Option<i64>) -> Markup {
        html! {
            nav aria-label=(self.t("years")) {
                ul.years {
                    @for year in self.model().years(FIRST_YEAR, self.site.today.year()).keys() {
                        li { a href=(self.href(&format!("year/{year}"))) aria-current=[(current == Some(*year)).then_some("page")] { (year) } }
                    }
                }
            }
        }
    }

    /// Returns the page of all acts, by year.
    #[must_use]
    pub fn acts(&self) -> String {
        let years = self.model().years(i64::MIN, i64::MAX);
        let counted: usize = years.values().sum();
        let meta = Meta {
            title: self.t("nav-acts"),
            description: self.tn("acts-count", self.model().acts.len()),
            path: "acts".to_owned(),
            section: "record",
            data: vec![("json", self.links.data("acts.json"))],
            map: false,
        };
        let before: Vec<&Recorded> = self
            .model()
            .acts
            .iter()
            .filter(|recorded| recorded.act.date.first_year().is_none_or(|year| year < FIRST_YEAR))
            .collect();
        let body = html! {
            div.wrap {
                (self.crumbs(&[("record", self.t("nav-record"))]))
                h1 { (self.t("nav-acts")) }
                p.lead { (meta.description) }
                (self.years_bar(None))
                @if counted > 0 && !before.is_empty() {
                    h2 { (self.t("acts-before")) }
                    (self.rows(before.into_iter()))
                }
            }
        };
        self.document(&meta, &body)
    }

    /// Returns the list of sources.
    #[must_use]
    pub fn sources(&self) -> String {
        let meta = Meta {
            title: self.t("nav-sources"),
            description: self.tn("sources-count", self.model().sources.len()),
            path: "sources".to_owned(),
            section: "record",
            data: vec![("json", self.links.data("sources.json"))],
            map: false,
        };
        let mut groups: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for source in self.model().sources.values() {
            groups.entry(self.term("source-kind", &source.kind)).or_default().push(source);
        }
        let body = html! {
            div.wrap {
                (self.crumbs(&[("record", self.t("nav-record"))]))
                h1 { (self.t("nav-sources")) }
                p.lead { (meta.description) }
                @for (kind, sources) in &groups {
                    h2 { (kind) }
                    ul.rows {
                        @for source in sources {
                            li {
                                span.when { (source.author.as_deref().unwrap_or_default()) @if let Some(date) = &source.date { " " (date) } }
                                span { a href=(self.href(&format!("source/{}", address::slug(&source.id.0)))) { (source.title) } " " small.soft { (self.tn("acts-count", self.model().acts_citing(&source.id).count())) } }
                            }
                        }
                    }
                }
            }
        };
        self.document(&meta, &body)
    }
}
