//! A quiz made from the record: which place bore a name, when a name went, what took a statue's place, when a work could be
//! read. A choice shows the answer by the style sheet alone.

use super::{Meta, Page};
use crate::{model::Held, words};
use maud::{Markup, html};
use std::collections::BTreeSet;
use thaw_core::{ActKind, Name, Subject, SubjectId, SubjectKind};

/// Options of a question, the right one among them.
const OPTIONS: usize = 4;

struct Question {
    text: String,
    right: String,
    wrong: Vec<String>,
    about: SubjectId,
}

impl Question {
    /// The options in an order that gives nothing away, and is the same every time.
    fn options(&self) -> Vec<&str> {
        let mut options: Vec<&str> = self.wrong.iter().chain([&self.right]).map(String::as_str).collect();
        options.sort_by_key(|option| (scatter(&format!("{}{option}", self.text)), *option));
        options
    }
}

/// FNV-1a: spreads texts, and nothing more is asked of it.
fn scatter(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

impl Page<'_> {
    /// Returns the quiz.
    #[must_use]
    pub fn quiz(&self) -> String {
        let meta = Meta {
            title: self.t("quiz-title"),
            description: self.t("quiz-lead"),
            path: "quiz".to_owned(),
            section: "story",
            ..Meta::default()
        };
        let questions = self.questions();
        let body = html! {
            div.wrap.narrow {
                h1 { (meta.title) }
                p.lead { (meta.description) }
                @if questions.is_empty() { p { (self.t("quiz-none")) } }
                form.quiz #quiz {
                    @for (index, question) in questions.iter().enumerate() { (self.question(index + 1, question)) }
                    p #score data-text=(self.tf("quiz-score", &[("right", "{right}"), ("all", "{all}")])) aria-live="polite" {}
                    @if !questions.is_empty() { p { button.button.quiet type="reset" { (self.t("quiz-again")) } } }
                }
                @if self.site.story.is_some() { p { a href=(self.href("story")) { (self.t("home-story")) } } }
            }
        };
        self.document(&meta, &body)
    }

    fn question(&self, number: usize, question: &Question) -> Markup {
        html! {
            fieldset {
                legend { (number) ". " (question.text) }
                @for option in question.options() {
                    label.right[option == question.right] { input type="radio" name=(format!("q{number}")); span { (option) } }
                }
                p.answer { strong { (question.right) } ". " (self.t("quiz-read")) " " (self.subject_link(&question.about)) }
            }
        }
    }

    fn questions(&self) -> Vec<Question> {
        let places = self.telling(10);
        let mut questions: Vec<Question> = places.iter().filter_map(|place| self.which_place(place, &places)).collect();
        questions.truncate(4);
        questions.extend(places.iter().skip(4).filter_map(|place| self.which_year(place)).take(2));
        questions.extend(self.what_came_instead().into_iter().take(1));
        questions.extend(self.readable_again().into_iter().take(1));
        questions
    }

    /// The name of a place that honoured the person for the longest time, in the reader's language.
    fn honoured(&self, place: &Subject) -> Option<&Held<Name>> {
        let years =
            |held: &Held<Name>| Some(held.period.to.date()?.first_year()? - held.period.from.date()?.first_year()?);
        let names = self.model().life(&place.id).names.iter().filter(|held| {
            held.what.lang.primary() == self.language.code()
                && self.model().honours(&held.what)
                && years(held).is_some()
        });
        // Of equals the first.
        names.rev().max_by_key(|held| years(held))
    }

    /// "Which city was this?"
    fn which_place(&self, place: &Subject, others: &[&Subject]) -> Option<Question> {
        let held = self.honoured(place)?;
        let right = self.title(place).text;
        let wrong: BTreeSet<(u64, String)> = others
            .iter()
            .map(|other| self.title(other).text)
            .filter(|title| *title != right)
            .map(|title| (scatter(&format!("{right}{title}")), title))
            .collect();
        if right == held.what.text || wrong.len() + 1 < OPTIONS {
            return None;
        }
        let year =
            |date: Option<&thaw_core::Edtf>| date.and_then(|date| date.first_year()).map(|year| year.to_string());
        let text = self.tf(
            "quiz-which",
            &[
                ("name", held.what.text.as_str()),
                ("from", &year(held.period.from.date())?),
                ("to", &year(held.period.to.date())?),
            ],
        );
        let wrong = wrong.into_iter().map(|(_, title)| title).take(OPTIONS - 1).collect();
        Some(Question { text, right, wrong, about: place.id.clone() })
    }

    /// "In which year did it lose the name?"
    fn which_year(&self, place: &Subject) -> Option<Question> {
        let held = self.honoured(place)?;
        let year = held.period.to.date()?.first_year()?;
        if self.model().life(&place.id).names.iter().filter(|other| other.what.text == held.what.text).count() > 1 {
            return None;
        }
        let text = self.tf("quiz-year", &[("old", &held.what.text), ("new", &self.title(place).text)]);
        Some(Question { text, right: year.to_string(), wrong: near(year), about: place.id.clone() })
    }

    /// "What took the statue's place?"
    fn what_came_instead(&self) -> Vec<Question> {
        let replaced: Vec<(&SubjectId, &SubjectId)> = self
            .model()
            .acts
            .iter()
            .filter(|recorded| {
                recorded.act.kind == ActKind::Replace && recorded.act.sources.iter().any(|cited| cited.seen)
            })
            .filter_map(|recorded| Some((&recorded.act.subject, recorded.act.links.get("replaced-by")?)))
            .collect();
        let title = |id: &SubjectId| words::title_of(self.model(), id, self.language).text;
        replaced
            .iter()
            .filter_map(|(gone, new)| {
                let right = title(new);
                let monuments = self.model().subjects_of(SubjectKind::Monument);
                let wrong: BTreeSet<(u64, String)> = monuments
                    .filter(|other| {
                        self.model()
                            .acts
                            .iter()
                            .any(|recorded| recorded.act.links.get("replaced-by") == Some(&other.id))
                    })
                    .map(|other| self.title(other).text)
                    .filter(|other| *other != right)
                    .map(|other| (scatter(&other), other))
                    .collect();
                if wrong.len() + 1 < OPTIONS {
                    return None;
                }
                let wrong = wrong.into_iter().map(|(_, title)| title).take(OPTIONS - 1).collect();
                let text = self.tf("quiz-instead", &[("what", &title(gone))]);
                Some(Question { text, right, wrong, about: (*gone).clone() })
            })
            .collect()
    }

    /// "When could it be read?"
    fn readable_again(&self) -> Vec<Question> {
        self.model()
            .acts
            .iter()
            .filter(|recorded| {
                recorded.act.kind == ActKind::Restore && recorded.act.sources.iter().any(|cited| cited.seen)
            })
            .filter_map(|recorded| {
                let year = recorded.act.date.first_year()?;
                let text = self.tf(
                    "quiz-restored",
                    &[("what", &words::title_of(self.model(), &recorded.act.subject, self.language).text)],
                );
                Some(Question { text, right: year.to_string(), wrong: near(year), about: recorded.act.subject.clone() })
            })
            .collect()
    }
}

/// Years that could be it as well.
fn near(year: i64) -> Vec<String> {
    [year - 8, year - 5, year + 9].map(|year| year.to_string()).to_vec()
}
