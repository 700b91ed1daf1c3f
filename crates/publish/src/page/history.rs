//! The acts of a subject one under the other, each with what it decided, by whom, by which instrument and on what sources.

use super::Page;
use crate::{address, model::Recorded, words};
use maud::{Markup, html};
use thaw_core::{ActKind, ActState, Citation, Fact, SubjectId};

impl Page<'_> {
    /// Writes the acts of a subject; the map page takes this very list into its panel.
    pub(super) fn history<'a>(&self, acts: impl Iterator<Item = &'a Recorded>) -> Markup {
        html! {
            section #history {
                ol.history {
                    @for recorded in acts {
                        @let act = &recorded.act;
                        li.warm[self.is_warm(recorded)].unsure[act.date.is_qualified()] {
                            p.when { (self.date(&act.date)) @if act.state != ActState::CarriedOut { " " (self.state_tag(act.state)) } }
                            h3 { (self.act_link(recorded)) }
                            (self.names_of(recorded))
                            (self.said_by(recorded))
                            (self.cites(&act.sources))
                            @if let Some(note) = &act.note { p.note.small lang="en" { (note) } }
                        }
                    }
                }
            }
        }
    }

    /// Tells whether an act gave a name that honours the person.
    pub(super) fn is_warm(&self, recorded: &Recorded) -> bool {
        recorded.act.facts.iter().any(|fact| matches!(fact, Fact::Name(name) if self.model().honours(name)))
    }

    pub(super) fn state_tag(&self, state: ActState) -> Markup {
        let (key, class) = match state {
            ActState::Proposed => ("state-proposed", "tag unsure"),
            ActState::Approved => ("state-approved", "tag"),
            ActState::CarriedOut => ("state-carried-out", "tag blue"),
            ActState::Reversed => ("state-reversed", "tag warm"),
        };
        html! { span class=(class) { (self.t(key)) } }
    }

    /// Writes the names that an act gave, in every language.
    pub(super) fn names_of(&self, recorded: &Recorded) -> Markup {
        let names: Vec<_> = recorded
            .act
            .facts
            .iter()
            .filter_map(|fact| if let Fact::Name(name) = fact { Some(name) } else { None })
            .collect();
        html! {
            @if !names.is_empty() {
                p.soft {
                    @for (index, name) in names.iter().enumerate() {
                        @if index > 0 { " · " }
                        span lang=(name.lang) title=(self.term("lang", name.lang.primary())) { (name.text) }
                        " " small { (name.lang) }
                    }
                }
            }
        }
    }

    /// Writes who decided, and by which decree.
    pub(super) fn said_by(&self, recorded: &Recorded) -> Markup {
        let act = &recorded.act;
        // Who counted prisoners or the dead decided nothing.
        let is_count = act.kind == ActKind::Event && act.facts.iter().any(|fact| matches!(fact, Fact::Property { .. }));
        let by = if is_count { "by-count" } else { "by" };
        html! {
            @if act.authority.is_some() || act.instrument.is_some() {
                p.soft {
                    @if let Some(authority) = &act.authority { (self.t(by)) " " (self.authority(authority)) }
                    @if let Some(instrument) = &act.instrument {
                        @if act.authority.is_some() { " · " }
                        (self.instrument(instrument))
                    }
                }
            }
        }
    }

    /// Writes an instrument: a link when it is the id of a decree of the record.
    pub(super) fn instrument(&self, instrument: &str) -> Markup {
        let id = SubjectId(instrument.to_owned());
        if self.model().subjects.contains_key(&id) {
            self.subject_link(&id)
        } else {
            html! { (instrument) }
        }
    }

    /// Writes citations: the source, where in it, and a caution when nobody saw the claim there.
    pub(super) fn cites(&self, citations: &[Citation]) -> Markup {
        html! {
            @if citations.is_empty() {
                p.cites { span.tag.unsure { (self.t("no-source")) } }
            } @else {
                ul.cites {
                    @for citation in citations {
                        li {
                            (self.t("source")) " "
                            @match self.model().sources.get(&citation.source) {
                                Some(source) => a href=(self.href(&format!("source/{}", address::slug(&source.id.0)))) { (source.title) },
                                None => { (citation.source) },
                            }
                            @if let Some(locator) = &citation.locator { ", " (locator) }
                            @if !citation.seen { " " span.tag.unsure { (self.t("not-seen")) } }
                        }
                    }
                }
            }
        }
    }

    /// Writes acts as rows of a list: date, and sentence.
    pub(super) fn rows<'a>(&self, acts: impl Iterator<Item = &'a Recorded>) -> Markup {
        html! {
            ol.rows {
                @for recorded in acts {
                    li {
                        (self.date(&recorded.act.date))
                        span {
                            (self.act_link(recorded))
                            @let about = words::title_of(self.model(), &recorded.act.subject, self.language);
                            @if self.says_little(recorded, &about.text) { " · " (self.subject_link(&recorded.act.subject)) }
                        }
                    }
                }
            }
        }
    }

    /// Tells whether the sentence of an act leaves open what it is about.
    fn says_little(&self, recorded: &Recorded, about: &str) -> bool {
        !words::act(self.model(), self.site.messages, recorded, self.language).text.contains(about)
    }
}
