//! A record with everything that its pages are made from, read once.

use crate::{
    address::Links,
    find::Index,
    messages::{Messages, MessagesError},
    model::Model,
    page::Site,
    story::{Story, StoryError},
};
use thaw_core::Day;

/// Bundled words that cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EditionError {
    /// A message catalogue.
    #[error(transparent)]
    Messages(#[from] MessagesError),
    /// The story.
    #[error(transparent)]
    Story(#[from] StoryError),
}

/// A record ready to be shown, served or written as a site.
#[derive(Debug)]
pub struct Edition {
    model: Model,
    messages: Messages,
    names: Index,
    story: Option<Story>,
    today: Day,
    has_map: bool,
    outside: Links,
}

impl Edition {
    /// Prepares a record. `today` is the last day of the slider; `has_map` tells whether the web build of the map is there;
    /// `outside` is how citations and feeds refer to pages.
    ///
    /// # Errors
    /// When a message catalogue or the story cannot be read.
    pub fn new(model: Model, today: Day, has_map: bool, outside: Links) -> Result<Self, EditionError> {
        let names = Index::build(&model);
        let story = Story::of(&model.about.id)?;
        Ok(Self { model, messages: Messages::load()?, names, story, today, has_map, outside })
    }

    /// Returns what pages and data are made from.
    #[must_use]
    pub fn site(&self) -> Site<'_> {
        Site {
            model: &self.model,
            messages: &self.messages,
            names: &self.names,
            story: self.story.as_ref(),
            today: self.today,
            has_map: self.has_map,
            outside: &self.outside,
        }
    }
}
