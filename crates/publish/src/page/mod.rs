//! The pages: one function each, from the model and a language to a whole HTML document that needs no script.

mod after;
mod chart;
mod frame;
mod history;
mod home;
mod icon;
mod list;
mod map;
mod missing;
mod picture;
mod quiz;
mod record;
mod report;
mod route;
mod small_map;
mod story;
mod strip;
mod subject;

pub use frame::Meta;
pub use route::paths;

use crate::{
    address::{self, Links},
    find::Index,
    messages::{Language, Messages, number},
    model::{Model, Recorded},
    story::Story,
    when,
    words::{self, Said},
};
use fluent_bundle::FluentValue;
use maud::{Markup, html};
use thaw_core::{Day, Edtf, Subject, SubjectId, SubjectKind};

/// What every page is made from.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// The record.
    pub model: &'a Model,
    /// The catalogues.
    pub messages: &'a Messages,
    /// Every name, to be found.
    pub names: &'a Index,
    /// The story for children, when the record has one.
    pub story: Option<&'a Story>,
    /// The last day that the slider shows, as the caller's clock (or the ledger's last entry) tells.
    pub today: Day,
    /// Whether the web build with the map is there.
    pub has_map: bool,
    /// Addresses in citations and feeds, which are read outside of the site.
    pub outside: &'a Links,
}

/// A site in one language, with addresses as one page needs them.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// The site.
    pub site: Site<'a>,
    /// The reader's language.
    pub language: Language,
    /// How to refer to other pages.
    pub links: &'a Links,
}

/// The first year of the slider.
pub const FIRST_YEAR: i64 = 1922;

impl<'a> Page<'a> {
    fn model(&self) -> &'a Model {
        self.site.model
    }

    /// Returns a message.
    fn t(&self, key: &str) -> String {
        self.site.messages.get(self.language, key)
    }

    /// Returns a message with text arguments.
    fn tf(&self, key: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<_> = args.iter().map(|(name, value)| (*name, FluentValue::from((*value).to_owned()))).collect();
        self.site.messages.format(self.language, key, &args)
    }

    /// Returns a message about a number of things, which the catalogue inflects.
    fn tn(&self, key: &str, count: usize) -> String {
        let n = i64::try_from(count).unwrap_or(i64::MAX);
        let args = [("n", FluentValue::from(count)), ("shown", FluentValue::from(number(self.language, n)))];
        self.site.messages.format(self.language, key, &args)
    }

    fn number(&self, value: usize) -> String {
        number(self.language, i64::try_from(value).unwrap_or(i64::MAX))
    }

    /// Tells whether the atlas has a section: not every record has a story.
    fn has(&self, section: &str) -> bool {
        section != "story" || self.site.story.is_some()
    }

    fn href(&self, path: &str) -> String {
        self.links.page(self.language, path)
    }

    /// Writes a text with its language, when that is not the page's.
    fn said(&self, said: &Said) -> Markup {
        if said.lang == self.language.code() || said.lang == "und" {
            html! { (said.text) }
        } else {
            html! { span lang=(said.lang) { (said.text) } }
        }
    }

    fn title(&self, subject: &Subject) -> Said {
        words::title(self.model(), subject, self.language)
    }

    /// Writes a link to a subject by its id; its bare id when the record lacks it.
    fn subject_link(&self, id: &SubjectId) -> Markup {
        match self.model().subjects.get(id) {
            Some(subject) => html! {
                a href=(self.href(&address::subject(subject.kind, id))) { (self.said(&self.title(subject))) }
            },
            None => html! { (id) },
        }
    }

    fn act_path(&self, recorded: &Recorded) -> String {
        format!("act/{}", address::slug(&recorded.act.id.0))
    }

    /// Writes the sentence of an act as a link to its page.
    fn act_link(&self, recorded: &Recorded) -> Markup {
        let said = words::act(self.model(), self.site.messages, recorded, self.language);
        html! { a href=(self.href(&self.act_path(recorded))) { (self.said(&said)) } }
    }

    fn date_words(&self, date: &Edtf) -> String {
        when::date(self.site.messages, self.language, date)
    }

    /// Writes a date in words, the EDTF text beside it for machines.
    fn date(&self, date: &Edtf) -> Markup {
        html! { time datetime=(datetime(date)) title=(date) { (self.date_words(date)) } }
    }

    fn period(&self, period: &thaw_core::Period) -> Markup {
        html! { span.when title=(period) { (when::period(self.site.messages, self.language, period)) } }
    }

    /// Says a class, a status or the like.
    fn term(&self, prefix: &str, word: &str) -> String {
        words::term(self.site.messages, self.language, prefix, word)
    }

    /// Says who decided.
    fn authority(&self, name: &str) -> String {
        words::authority(self.site.messages, self.language, name)
    }

    /// Says the class of a subject; a reaction's class is a word of its own.
    fn class(&self, subject: &Subject) -> String {
        let prefix = if subject.kind == SubjectKind::Event { "reaction" } else { "class" };
        self.term(prefix, &subject.class)
    }

    fn country(&self, code: &str) -> String {
        self.term("country", code)
    }
}

/// What `<time datetime>` takes of a date (HTML knows years, months and days only).
fn datetime(date: &Edtf) -> String {
    let text = date.to_string();
    let bare: String = text
        .split('/')
        .find(|part| !part.is_empty() && *part != "..")
        .unwrap_or_default()
        .trim_end_matches(['~', '?', '%'])
        .to_owned();
    let fine =
        bare.len() >= 4 && bare.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && !bare.starts_with('-');
    if fine { bare } else { String::new() }
}
