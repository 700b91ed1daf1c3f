//! The story for children: chapters with pictures, the facts behind each paragraph, and a glossary.

use super::{
    Meta, Page, picture,
    small_map::{self, Mark},
};
use crate::{
    address,
    story::{Story, Telling, Word, pieces},
};
use maud::{Markup, html};
use thaw_core::{ActId, Answer, Edtf, SubjectId, SubjectKind};

impl Page<'_> {
    /// Returns the story; nothing when the record has none.
    #[must_use]
    pub fn story(&self) -> Option<String> {
        let story = self.site.story?;
        let telling = story.telling(self.language);
        let meta = Meta {
            title: telling.title.clone(),
            description: telling.lead.clone(),
            path: "story".to_owned(),
            section: "story",
            ..Meta::default()
        };
        let mut tips = Vec::new();
        let chapters: Vec<Markup> =
            (0..story.chapters.len()).map(|at| self.chapter(story, telling, at, &mut tips)).collect();
        let body = html! {
            article.wrap.story {
                header {
                    h1 { (meta.title) }
                    p.lead { (meta.description) }
                    p.small.soft { (self.t("story-switch")) " " a href=(self.href("record")) { (self.t("nav-record")) } }
                    nav aria-label=(self.t("story-chapters")) {
                        ol.chapters {
                            @for (chapter, text) in story.chapters.iter().zip(&telling.chapters) {
                                li { a href=(format!("#{}", chapter.id)) { (text.title) } }
                            }
                        }
                    }
                }
                @for chapter in &chapters { (chapter) }
                section #quiz-door {
                    h2 { (self.t("quiz-title")) }
                    p { (self.t("quiz-lead")) }
                    p { a.button href=(self.href("quiz")) { (self.t("quiz-start")) } }
                }
                section #glossary {
                    h2 { (self.t("story-words")) }
                    dl.glossary {
                        @for word in by_word(telling) { dt { (word.word) } dd { (word.means) } }
                    }
                }
                @for tip in &tips { (tip) }
            }
        };
        Some(self.document(&meta, &body))
    }

    fn chapter(&self, story: &Story, telling: &Telling, at: usize, tips: &mut Vec<Markup>) -> Markup {
        let (Some(chapter), Some(text)) = (story.chapters.get(at), telling.chapters.get(at)) else { return html! {} };
        html! {
            section.chapter id=(chapter.id) {
                h2 { (text.title) }
                div.panel {
                    div {
                        @for (paragraph, facts) in text.paragraphs.iter().zip(&chapter.facts) {
                            p { (marked(telling, paragraph, tips)) }
                            (self.proof(facts))
                        }
                    }
                    figure {
                        (picture::draw(&chapter.picture, &text.picture))
                        @if let Some(date) = chapter.map.as_ref().and_then(|date| date.parse().ok()) { (self.honouring_on(&date)) }
                    }
                }
                p.more { a href=(self.href(&chapter.more)) { (self.t("story-more")) } }
            }
        }
    }

    /// Draws the places that bore a leader's name on a date.
    fn honouring_on(&self, date: &Edtf) -> Markup {
        let model = self.model();
        let marks: Vec<Mark> = model
            .subjects_of(SubjectKind::Place)
            .filter_map(|place| {
                let names = model.life(&place.id).names_on(date);
                let honouring = |lang: &str| {
                    names.iter().find(|(answer, held)| {
                        *answer == Answer::Yes && held.what.lang.primary() == lang && model.honours(&held.what)
                    })
                };
                let (_, held) = honouring(self.language.code()).or_else(|| honouring("en"))?;
                Some(Mark {
                    at: place.at?,
                    class: "bore".to_owned(),
                    title: format!("{} → {}", held.what.text, self.title(place).text),
                    href: self.href(&address::subject(place.kind, &place.id)),
                })
            })
            .collect();
        html! {
            (small_map::draw(&marks))
            figcaption {
                (self.tf("story-map", &[("n", &self.number(marks.len())), ("date", &self.date_words(date))])) " "
                a href=(self.href(&format!("map?date={date}"))) { (self.t("home-map")) }
            }
        }
    }

    /// Writes the facts that support a paragraph; closed, for most children read on.
    fn proof(&self, facts: &[String]) -> Markup {
        html! {
            details.proof {
                summary { (self.t("story-proof")) }
                ul { @for id in facts { li { (self.fact_link(id)) } } }
            }
        }
    }

    /// Writes a link to a subject or an act by its id.
    fn fact_link(&self, id: &str) -> Markup {
        match self.model().act(&ActId(id.to_owned())) {
            Some(recorded) => html! { (self.act_link(recorded)) ", " (self.date(&recorded.act.date)) },
            None => self.subject_link(&SubjectId(id.to_owned())),
        }
    }

    /// Writes the way back: links to the chapters of the story that a subject or an act supports.
    pub(super) fn in_story(&self, id: &str) -> Markup {
        let Some(story) = self.site.story else { return html! {} };
        let telling = story.telling(self.language);
        let chapters: Vec<_> = story
            .chapters_on(id)
            .filter_map(|at| Some((story.chapters.get(at)?.id.as_str(), telling.chapters.get(at)?.title.as_str())))
            .collect();
        html! {
            @if !chapters.is_empty() {
                p.in-story {
                    (self.t("story-back")) " "
                    @for (index, (id, title)) in chapters.iter().enumerate() {
                        @if index > 0 { " · " }
                        a href=(self.href(&format!("story#{}", address::slug(id)))) { (title) }
                    }
                }
            }
        }
    }
}

/// Writes a paragraph; a marked word shows its meaning under the pointer (`title`) and when it is tapped (a popover, which
/// needs no script).
fn marked(telling: &Telling, paragraph: &str, tips: &mut Vec<Markup>) -> Markup {
    html! {
        @for piece in pieces(paragraph) {
            @match piece.word.and_then(|id| telling.words.get(id)) {
                None => (piece.text),
                Some(word) => ({
                    let id = format!("word-{}", tips.len() + 1);
                    tips.push(html! { div.meaning id=(id) popover { strong { (word.word) } p { (word.means) } } });
                    html! { button.term type="button" popovertarget=(id) title=(word.means) { (piece.text) } }
                }),
            }
        }
    }
}

/// The glossary in the order of its words.
fn by_word(telling: &Telling) -> Vec<&Word> {
    let mut words: Vec<&Word> = telling.words.values().collect();
    words.sort_by_key(|word| word.word.to_lowercase());
    words
}
