//! The open report of the case, the speech: what was found, what was decided and by whom, on which evidence, and what is in
//! doubt.

use super::Page;
use crate::{model::Recorded, words};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use thaw_core::{ActState, Answer, Edtf, SubjectKind};

impl Page<'_> {
    /// Returns the report.
    #[must_use]
    pub fn report(&self) -> String {
        let meta = self.plain("nav-report", "report-lead", "report", "");
        let body = html! {
            div.wrap {
                h1 { (meta.title) }
                p.lead { (meta.description) }
                (self.ledger_head())
                (self.found())
                (self.decided())
                (self.deciders())
                (self.evidence())
                (self.doubts())
            }
        };
        self.document(&meta, &body)
    }

    fn ledger_head(&self) -> Markup {
        let head = &self.model().head;
        html! {
            @if !head.hash.is_empty() {
                div.sheet {
                    p { (self.tf("foot-ledger", &[("n", &head.sequence.to_string())])) }
                    p { code { (head.hash) } }
                    p.soft { (self.t("report-verify")) }
                }
            } @else { p.note { (self.t("report-no-ledger")) } }
        }
    }

    /// What bore a name in honour: how many places of each country, and how many still do.
    fn found(&self) -> Markup {
        let today = self.site.today.to_string().parse::<Edtf>().ok();
        let mut countries: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for place in self.model().subjects_of(SubjectKind::Place) {
            let honouring: Vec<_> =
                self.model().life(&place.id).names.iter().filter(|held| self.model().honours(&held.what)).collect();
            if honouring.is_empty() {
                continue;
            }
            let country = place.country.as_ref().map_or_else(|| self.term("lang", "und"), |code| self.country(code));
            let entry = countries.entry(country).or_default();
            entry.0 += 1;
            let holds = |held: &&crate::model::Held<thaw_core::Name>| {
                today.as_ref().is_some_and(|today| held.period.holds(today) == Answer::Yes)
            };
            entry.1 += usize::from(honouring.iter().any(holds));
        }
        let (all, still) = countries.values().fold((0, 0), |sum, (all, still)| (sum.0 + all, sum.1 + still));
        let monuments = self.model().subjects_of(SubjectKind::Monument);
        let monuments = monuments.filter(|subject| subject.properties.contains_key("of")).count();
        html! {
            h2 { (self.t("report-found")) }
            p { (self.tf("report-found-lead", &[("places", &self.number(all)), ("still", &self.number(still)), ("monuments", &self.number(monuments))])) }
            details {
                summary { (self.t("report-by-country")) }
                table.table {
                    thead { tr { th scope="col" { (self.t("country")) } th scope="col" { (self.t("kind-places")) } th scope="col" { (self.t("report-still")) } } }
                    tbody { @for (country, (all, still)) in &countries { tr { th scope="row" { (country) } td { (self.number(*all)) } td { (self.number(*still)) } } } }
                }
            }
        }
    }

    fn decided(&self) -> Markup {
        let mut by_kind: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
        let mut states: BTreeMap<ActState, usize> = BTreeMap::new();
        for recorded in &self.model().acts {
            let entry = by_kind.entry(words::kind_key(recorded.act.kind)).or_default();
            entry.0 += 1;
            entry.1 += usize::from(recorded.act.sources.iter().any(|citation| citation.seen));
            entry.2 += usize::from(recorded.act.authority.is_some() || recorded.act.instrument.is_some());
            *states.entry(recorded.act.state).or_default() += 1;
        }
        let reversed: Vec<&Recorded> =
            self.model().acts.iter().filter(|recorded| recorded.act.reverses.is_some()).collect();
        html! {
            h2 { (self.t("report-acts")) }
            p { @for (state, count) in &states { (self.state_tag(*state)) " " (self.number(*count)) " " } }
            div.scroll tabindex="0" role="region" aria-label=(self.t("report-acts")) {
                table.table {
                    thead { tr { th scope="col" { (self.t("what")) } th scope="col" { (self.t("report-number")) } th scope="col" { (self.t("report-seen")) } th scope="col" { (self.t("report-authority")) } } }
                    tbody {
                        @for (kind, (all, seen, decided)) in &by_kind {
                            tr { th scope="row" { (self.term("act-kind", kind)) } td { (self.number(*all)) } td { (self.number(*seen)) } td { (self.number(*decided)) } }
                        }
                    }
                }
            }
            p.note { (self.t("report-seen-note")) }
            @if !reversed.is_empty() { h3 { (self.t("report-reversed")) } (self.rows(reversed.into_iter())) }
        }
    }

    /// Who decided: the decrees of the record, and the authorities that acts name.
    fn deciders(&self) -> Markup {
        let mut authorities: BTreeMap<&str, usize> = BTreeMap::new();
        // Who counted prisoners or the dead decided nothing.
        for recorded in self.model().acts.iter().filter(|recorded| recorded.act.kind != thaw_core::ActKind::Event) {
            if let Some(authority) = &recorded.act.authority {
                *authorities.entry(authority).or_default() += 1;
            }
        }
        let mut authorities: Vec<(&str, usize)> = authorities.into_iter().collect();
        authorities.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
        html! {
            @if !authorities.is_empty() {
                h2 { (self.t("report-deciders")) }
                p { (self.tn("report-authorities-count", authorities.len())) " " a href=(self.href("decrees")) { (self.t("kind-decrees")) } }
                details {
                    summary { (self.t("report-authorities")) }
                    ul { @for (authority, count) in &authorities { li { (self.authority(authority)) " " small.soft { (self.tn("acts-count", *count)) } } } }
                }
            }
        }
    }

    /// On which evidence: sources by their kind.
    fn evidence(&self) -> Markup {
        let mut kinds: BTreeMap<String, (usize, BTreeSet<&thaw_core::ActId>)> = BTreeMap::new();
        for source in self.model().sources.values() {
            let entry = kinds.entry(self.term("source-kind", &source.kind)).or_default();
            entry.0 += 1;
            entry.1.extend(self.model().acts_citing(&source.id).map(|recorded| &recorded.act.id));
        }
        html! {
            h2 { (self.t("report-evidence")) }
            p { (self.tn("sources-count", self.model().sources.len())) ". " a href=(self.href("sources")) { (self.t("nav-sources")) } }
            table.table {
                thead { tr { th scope="col" { (self.t("nav-sources")) } th scope="col" { (self.t("report-number")) } th scope="col" { (self.t("nav-acts")) } } }
                tbody { @for (kind, (count, acts)) in &kinds { tr { th scope="row" { (kind) } td { (self.number(*count)) } td { (self.number(acts.len())) } } } }
            }
        }
    }

    /// What is in doubt: the acts with a note, closed by kind, for there are many.
    fn doubts(&self) -> Markup {
        let mut doubted: BTreeMap<&str, Vec<(&Recorded, &str)>> = BTreeMap::new();
        for recorded in &self.model().acts {
            if let Some(note) = &recorded.act.note {
                doubted.entry(words::kind_key(recorded.act.kind)).or_default().push((recorded, note));
            }
        }
        html! {
            h2 { (self.t("report-doubts")) }
            p { (self.tn("report-doubts-count", doubted.values().map(Vec::len).sum())) }
            @for (kind, acts) in &doubted {
                details.lane {
                    summary { (self.term("act-kind", kind)) " " span.soft { (self.number(acts.len())) } }
                    ol.rows {
                        @for (recorded, note) in acts { li { (self.date(&recorded.act.date)) span { (self.act_link(recorded)) br; small.soft lang="en" { (note) } } } }
                    }
                }
            }
        }
    }
}
