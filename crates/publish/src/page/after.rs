//! What it led to: reactions beside the acts, counts with who says so, prisoners by year, how fast names went.

use super::{
    Meta, Page,
    chart::{self, Bar, Dot, Lane, Other, Years},
    small_map::{self, Mark},
};
use crate::{address, model::Recorded, words};
use maud::{Markup, html};
use std::collections::BTreeMap;
use thaw_core::{ActKind, Edtf, Fact, Subject, SubjectId, SubjectKind};

/// The classes of events, in the order of the lanes, with the keys of their names.
const REACTIONS: [&str; 6] = ["speech", "reform", "relief", "confusion", "unrest", "reversal"];
/// How many years the wide charts show; those before and after come more thinly.
const WINDOW: i64 = 14;
/// The years of the chart of prisoners.
const CAMPS: Years = Years { first: 1945, end: 1961 };
/// The property of a camp that is counted, and the one of all camps together.
const PRISONERS: &str = "prisoners";
const ALL_PRISONERS: &str = "prisoners-camps-and-colonies";

impl Page<'_> {
    /// Returns the page of what it led to.
    #[must_use]
    pub fn after(&self) -> String {
        let meta = Meta {
            title: self.t("after-title"),
            description: self.t("after-lead"),
            path: "after".to_owned(),
            section: "after",
            ..Meta::default()
        };
        let events = self.reactions();
        let sections: Vec<(&str, Markup)> = [
            ("reactions", self.timelines(&events)),
            ("where", self.places_of(&events)),
            ("figures", self.figures()),
            ("prisoners", self.prisoners()),
            ("speed", self.speed()),
        ]
        .into_iter()
        .filter_map(|(id, section)| Some((id, section?)))
        .collect();
        let body = html! {
            div.wrap {
                h1 { (meta.title) }
                p.lead { (meta.description) }
                nav aria-label=(self.t("on-this-page")) {
                    ul.chapters { @for (id, _) in &sections { li { a href=(format!("#{id}")) { (self.t(&format!("after-{id}"))) } } } }
                }
                @for (id, section) in &sections {
                    section id=(id) { h2 { (self.t(&format!("after-{id}"))) } (section) }
                }
            }
        };
        self.document(&meta, &body)
    }

    /// Acts by year and events by sort on one scale of time; nothing when the record has no event.
    fn timelines(&self, events: &[&Subject]) -> Option<Markup> {
        let years: Vec<i64> = events.iter().filter_map(|event| self.event_act(event)?.act.date.first_year()).collect();
        let wide = busiest(&years, WINDOW);
        let before = Years { first: years.iter().copied().min()?.min(wide.first), end: wide.first };
        let later = Years { first: wide.end, end: (self.site.today.year() + 1).max(wide.end) };
        Some(html! {
            p { (self.t("after-reactions-lead")) }
            p.caution { (self.t("after-caution")) }
            @for (years, every) in [(before, 10), (wide, 1), (later, 10)] {
                @let lanes = self.lanes(events, years);
                @if lanes.iter().any(|lane| !lane.dots.is_empty()) {
                    h3 { (years.first) "–" (years.end - 1) }
                    @if every == 1 { (self.acts_by_year(years)) }
                    (chart::lanes(years, every, &lanes))
                }
            }
            @for class in REACTIONS {
                @let of_class: Vec<&&Subject> = events.iter().filter(|event| event.class == class).collect();
                @if !of_class.is_empty() {
                    details.lane {
                        summary { svg.key width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true" { (chart::shape(class)) } " " (self.term("reaction", class)) " " span.soft { (of_class.len()) } }
                        (self.rows(of_class.iter().filter_map(|event| self.event_act(event))))
                    }
                }
            }
        })
    }

    /// The reactions on a map; nothing when none says where it happened.
    fn places_of(&self, events: &[&Subject]) -> Option<Markup> {
        let marks = self.marks(events);
        (!marks.is_empty()).then(|| {
            html! {
                p { (self.t("after-where-lead")) }
                (small_map::draw(&marks))
                (self.key())
                (self.by_country(events))
            }
        })
    }

    /// The events of the record, by their dates.
    fn reactions(&self) -> Vec<&Subject> {
        let mut events: Vec<(f64, &Subject)> = self
            .model()
            .subjects_of(SubjectKind::Event)
            .filter_map(|event| Some((moment(&self.event_act(event)?.act.date)?, event)))
            .collect();
        events.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id)));
        events.into_iter().map(|(_, event)| event).collect()
    }

    /// The act that says when an event happened.
    fn event_act(&self, event: &Subject) -> Option<&Recorded> {
        self.model().acts_of(&event.id).find(|recorded| recorded.act.kind == ActKind::Event && !is_count(recorded))
    }

    fn lanes(&self, events: &[&Subject], years: Years) -> Vec<Lane> {
        REACTIONS
            .into_iter()
            .map(|class| {
                let dots = events.iter().filter(|event| event.class == class).filter_map(|event| {
                    let recorded = self.event_act(event)?;
                    let year = moment(&recorded.act.date)?;
                    (year >= years.first as f64 && year < years.end as f64).then(|| Dot {
                        year,
                        title: format!("{}: {}", self.date_words(&recorded.act.date), self.title(event).text),
                        href: self.href(&address::subject(event.kind, &event.id)),
                    })
                });
                Lane { class, label: self.term("reaction", class), dots: dots.collect() }
            })
            .collect()
    }

    /// How many acts of the reforms each year has: what the reactions stand against.
    fn acts_by_year(&self, years: Years) -> Markup {
        let mut by_year: BTreeMap<i64, u64> = (years.first..years.end).map(|year| (year, 0)).collect();
        for recorded in
            self.model().acts.iter().filter(|recorded| is_reform(recorded.act.kind) && !self.is_warm(recorded))
        {
            if let Some(count) = recorded.act.date.first_year().and_then(|year| by_year.get_mut(&year)) {
                *count += 1;
            }
        }
        html! {
            p.small.soft { (self.t("after-acts")) }
            (chart::bars(years, 1, &self.year_bars(&by_year), &[], 130))
        }
    }

    fn year_bars(&self, by_year: &BTreeMap<i64, u64>) -> Vec<Bar> {
        by_year
            .iter()
            .map(|(year, value)| {
                let label = if *value == 0 {
                    String::new()
                } else {
                    self.number(usize::try_from(*value).unwrap_or(usize::MAX))
                };
                Bar { year: *year, value: *value, title: format!("{year}: {label}"), label }
            })
            .collect()
    }

    fn marks(&self, events: &[&Subject]) -> Vec<Mark> {
        events
            .iter()
            .filter(|event| REACTIONS[2..].contains(&event.class.as_str()))
            .filter_map(|event| {
                let recorded = self.event_act(event)?;
                Some(Mark {
                    at: event.at?,
                    class: event.class.clone(),
                    title: format!("{}: {}", self.date_words(&recorded.act.date), self.title(event).text),
                    href: self.href(&address::subject(event.kind, &event.id)),
                })
            })
            .collect()
    }

    fn key(&self) -> Markup {
        html! {
            ul.legend {
                @for class in &REACTIONS[2..] {
                    li { svg.key width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true" { circle class=(class) r="7" {} } (self.term("reaction", class)) }
                }
            }
        }
    }

    /// The map in words: how many of each sort a country has.
    fn by_country(&self, events: &[&Subject]) -> Markup {
        let mut countries: BTreeMap<String, [usize; 4]> = BTreeMap::new();
        for event in events {
            let lane = REACTIONS[2..].iter().position(|class| *class == event.class);
            if let (Some(lane), Some(country)) = (lane, &event.country) {
                countries.entry(self.country(country)).or_default()[lane] += 1;
            }
        }
        html! {
            details {
                summary { (self.t("as-table")) }
                div.scroll tabindex="0" role="region" aria-label=(self.t("after-where")) {
                    table.table {
                        thead { tr { th scope="col" { (self.t("country")) } @for class in &REACTIONS[2..] { th scope="col" { (self.term("reaction", class)) } } } }
                        tbody { @for (country, counts) in &countries { tr { th scope="row" { (country) } @for count in counts { td { (count) } } } } }
                    }
                }
            }
        }
    }

    /// Figures with who says so, a range where counts differ; nothing when the record has none.
    fn figures(&self) -> Option<Markup> {
        let counts: Vec<(&Recorded, &str, &str)> = self
            .model()
            .acts
            .iter()
            .filter(|recorded| !self.is_camp(&recorded.act.subject))
            .flat_map(|recorded| numbers(recorded).map(move |(key, value, _)| (recorded, key, value)))
            .collect();
        if counts.is_empty() {
            return None;
        }
        Some(html! {
            p { (self.t("after-figures-lead")) }
            div.scroll tabindex="0" role="region" aria-label=(self.t("after-figures")) {
                table.table.stack {
                    thead { tr { th scope="col" { (self.t("what")) } th scope="col" { (self.t("value")) } th scope="col" { (self.t("says")) } th scope="col" { (self.t("when")) } } }
                    tbody {
                        @for (recorded, key, value) in counts {
                            tr {
                                td { (self.subject_link(&recorded.act.subject)) br; small.soft { (words::property(self.site.messages, self.language, key)) } }
                                td.figure { (self.range(value)) }
                                td { span lang="en" { (recorded.act.authority.as_deref().unwrap_or_default()) } (self.cites(&recorded.act.sources)) }
                                td { (self.date(&recorded.act.date)) }
                            }
                        }
                    }
                }
            }
        })
    }

    /// Writes a range: `22..` is "at least 22".
    fn range(&self, value: &str) -> String {
        match value.split_once("..") {
            Some((from, "")) => self.tf("at-least", &[("n", &self.value(from))]),
            Some(("", to)) => self.tf("at-most", &[("n", &self.value(to))]),
            _ => self.value(value),
        }
    }

    fn is_camp(&self, id: &SubjectId) -> bool {
        self.model().subjects.get(id).is_some_and(|subject| subject.kind == SubjectKind::Camp)
    }

    /// Prisoners by year and camp, with the gaps stated; nothing when the record has no camps.
    fn prisoners(&self) -> Option<Markup> {
        let mut by_year: BTreeMap<i64, Vec<(u64, &Subject)>> = BTreeMap::new();
        let mut last_known: BTreeMap<&SubjectId, BTreeMap<i64, u64>> = BTreeMap::new();
        for camp in self.model().subjects_of(SubjectKind::Camp) {
            for held in &self.model().life(&camp.id).properties {
                let (Some(year), Ok(value)) =
                    (held.period.from.date().and_then(Edtf::first_year), held.what.1.parse::<u64>())
                else {
                    continue;
                };
                if held.what.0 == PRISONERS && (CAMPS.first..CAMPS.end).contains(&year) {
                    by_year.entry(year).or_default().push((value, camp));
                    last_known.entry(&camp.id).or_default().insert(year, value);
                }
            }
        }
        if by_year.is_empty() {
            return None;
        }
        let sums: BTreeMap<i64, u64> =
            by_year.iter().map(|(year, camps)| (*year, camps.iter().map(|(value, _)| value).sum())).collect();
        let bars: Vec<Bar> = (CAMPS.first..CAMPS.end)
            .map(|year| {
                let value = sums.get(&year).copied().unwrap_or(0);
                let millions = crate::messages::decimal(self.language, value as f64 / 1e6);
                let camps = by_year.get(&year).map_or(0, Vec::len);
                Bar {
                    year,
                    value,
                    label: millions,
                    title: format!("{year}: {} ({})", self.count(value), self.tn("after-camps-known", camps)),
                }
            })
            .collect();
        let totals: Vec<(&Recorded, u64)> = self
            .model()
            .acts
            .iter()
            .flat_map(|recorded| numbers(recorded).map(move |(key, value, _)| (recorded, key, value)))
            .filter(|(_, key, _)| *key == ALL_PRISONERS)
            .filter_map(|(recorded, _, value)| Some((recorded, value.parse().ok()?)))
            .collect();
        let others: Vec<Other> = totals
            .iter()
            .filter_map(|(recorded, value)| {
                Some(Other {
                    year: moment(&recorded.act.date)?,
                    value: *value,
                    title: format!("{}: {}", self.date_words(&recorded.act.date), self.count(*value)),
                })
            })
            .collect();
        let mut largest: Vec<(&SubjectId, &BTreeMap<i64, u64>)> =
            last_known.iter().map(|(id, years)| (*id, years)).collect();
        largest.sort_by_key(|(id, years)| (std::cmp::Reverse(years.values().max().copied()), *id));
        Some(html! {
            p { (self.t("after-prisoners-lead")) }
            p.caution { (self.t("after-prisoners-caution")) }
            p.small.soft { (self.t("after-millions")) }
            (chart::bars(CAMPS, 1, &bars, &others, 300))
            ul.legend {
                li { svg.key width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" { rect.area x="3" y="3" width="12" height="12" rx="2" {} } (self.t("after-sum")) }
                li { svg.key width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true" { path.other d="M0-7l7 7-7 7-7-7z" {} } (self.t("after-total")) }
            }
            details {
                summary { (self.t("as-table")) }
                div.scroll tabindex="0" role="region" aria-label=(self.t("after-prisoners")) {
                    table.table {
                        thead { tr { th scope="col" { (self.t("year")) } th scope="col" { (self.t("after-sum")) } th scope="col" { (self.t("after-camps-with")) } th scope="col" { (self.t("after-total")) } } }
                        tbody {
                            @for year in CAMPS.first..CAMPS.end {
                                tr {
                                    th scope="row" { (year) }
                                    td { @match sums.get(&year) { Some(sum) => (self.count(*sum)), None => "–" } }
                                    td { (by_year.get(&year).map_or(0, Vec::len)) }
                                    td { @match totals.iter().find(|(recorded, _)| recorded.act.date.first_year() == Some(year)) { Some((recorded, value)) => { (self.count(*value)) " " a href=(self.href(&self.act_path(recorded))) { (self.t("source-word")) } }, None => "–" } }
                                }
                            }
                        }
                    }
                }
            }
            details {
                summary { (self.t("after-largest")) }
                div.scroll tabindex="0" role="region" aria-label=(self.t("after-largest")) {
                    table.table.dense {
                        thead { tr { th scope="col" { (self.t("kind-camps")) } @for year in CAMPS.first..CAMPS.end { th scope="col" { (year) } } } }
                        tbody {
                            @for (id, years) in largest.iter().take(30) {
                                tr { th scope="row" { (self.subject_link(id)) } @for year in CAMPS.first..CAMPS.end { td { @match years.get(&year) { Some(value) => (self.count(*value)), None => span.soft { "·" } } } } }
                            }
                        }
                    }
                }
                p.small { (self.t("after-gap")) " " a href=(self.href("camps")) { (self.t("kind-camps")) } " · " a href=(self.links.data("camps.json")) { (self.t("format-json")) } }
            }
        })
    }

    fn count(&self, value: u64) -> String {
        self.number(usize::try_from(value).unwrap_or(usize::MAX))
    }

    /// How many names that honoured the person went in each year; nothing when no such name ended.
    fn speed(&self) -> Option<Markup> {
        let mut by_year: BTreeMap<i64, u64> = BTreeMap::new();
        for place in self.model().subjects_of(SubjectKind::Place) {
            let names = &self.model().life(&place.id).names;
            let ended = names.iter().filter(|held| self.model().honours(&held.what)).filter_map(|held| {
                let year = held.period.to.date()?.first_year()?;
                (held.period.to.date()?.last_year() == Some(year)).then_some(year)
            });
            // A name in several languages goes once.
            let ended: std::collections::BTreeSet<i64> = ended.collect();
            for year in ended {
                *by_year.entry(year).or_default() += 1;
            }
        }
        let ends: Vec<i64> = by_year
            .iter()
            .flat_map(|(year, count)| std::iter::repeat_n(*year, usize::try_from(*count).unwrap_or(0)))
            .collect();
        let years = busiest(&ends, WINDOW);
        let shown: BTreeMap<i64, u64> =
            (years.first..years.end).map(|year| (year, by_year.get(&year).copied().unwrap_or(0))).collect();
        let (all, most) = (ends.len(), shown.values().sum());
        (all > 0).then(|| {
            html! {
                p { (self.tf("after-speed-lead", &[("all", &self.number(all)), ("shown", &self.count(most)), ("from", &years.first.to_string()), ("to", &(years.end - 1).to_string())])) }
                (chart::bars(years, 1, &self.year_bars(&shown), &[], 200))
                details {
                    summary { (self.t("as-table")) }
                    table.table {
                        thead { tr { th scope="col" { (self.t("year")) } th scope="col" { (self.t("after-names-went")) } } }
                        tbody { @for (year, count) in &by_year { tr { th scope="row" { (year) } td { (count) } } } }
                    }
                }
            }
        })
    }
}

/// The middle of a date as a year with its fraction; nothing when an end is open.
fn moment(date: &Edtf) -> Option<f64> {
    let (first, last) = (date.earliest().day()?, date.latest().day()?);
    Some(1970.0 + (first.0 + last.0) as f64 / 2.0 / 365.2425)
}

/// The years of a given number in which most fall; of equals the first.
fn busiest(years: &[i64], count: i64) -> Years {
    let within = |first: i64| years.iter().filter(|year| (first..first + count).contains(year)).count();
    let first = years.iter().copied().max_by_key(|first| (within(*first), std::cmp::Reverse(*first))).unwrap_or(0);
    Years { first, end: first + count }
}

fn numbers(recorded: &Recorded) -> impl Iterator<Item = (&str, &str, &thaw_core::Period)> {
    recorded.act.facts.iter().filter_map(|fact| match fact {
        Fact::Property { key, value, period } => Some((key.as_str(), value.as_str(), period)),
        _ => None,
    })
}

fn is_count(recorded: &Recorded) -> bool {
    numbers(recorded).next().is_some()
}

/// What the five reforms do; namings in honour and bans are what they undo.
fn is_reform(kind: ActKind) -> bool {
    matches!(
        kind,
        ActKind::Rename
            | ActKind::Remove
            | ActKind::Relocate
            | ActKind::Replace
            | ActKind::Revise
            | ActKind::Release
            | ActKind::Rehabilitate
            | ActKind::Restore
            | ActKind::Decree
    )
}
