//! What the server answers from: everything is read once and kept in memory.

use crate::{
    BaseMap,
    dated::{self, Dated},
};
use axum::body::Bytes;
use std::{
    collections::BTreeMap,
    sync::{PoisonError, RwLock},
};
use thaw_core::Day;
use thaw_publish::{
    address::Links,
    edition::{Edition, EditionError},
    model::Model,
    output::{self, Output},
    page::Site,
};

/// The files of the web build of the map, by name; none when the program was built without Node.
#[must_use]
pub fn map_files() -> &'static [(&'static str, &'static [u8])] {
    static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/map.rs"));
    FILES
}

/// A record ready to be served.
#[derive(Debug)]
pub struct Atlas {
    edition: Edition,
    dated: Vec<Dated>,
    whole: RwLock<BTreeMap<String, (&'static str, Bytes)>>,
    base_map: Option<BaseMap>,
}

impl Atlas {
    /// Prepares a record. `today` is the last day of the slider; `base` is the address under which the site is reached, with
    /// a slash at its end (for citations and feeds), or empty.
    ///
    /// # Errors
    /// When a message catalogue or the story cannot be read.
    pub fn new(model: Model, today: Day, base: &str) -> Result<Self, EditionError> {
        let dated = dated::all(&model);
        let edition = Edition::new(model, today, !map_files().is_empty(), Links::outside(base, false))?;
        Ok(Self { edition, dated, whole: RwLock::default(), base_map: None })
    }

    /// Lays a base map of the user's own below the record.
    #[must_use]
    pub fn with_base_map(self, base_map: BaseMap) -> Self {
        Self { base_map: Some(base_map), ..self }
    }

    /// Returns every subject with its dated facts, by id.
    pub(crate) fn dated(&self) -> &[Dated] {
        &self.dated
    }

    /// Returns the base map that the user gave.
    pub(crate) fn base_map(&self) -> Option<&BaseMap> {
        self.base_map.as_ref()
    }

    /// Returns what pages and data are made from.
    #[must_use]
    pub fn site(&self) -> Site<'_> {
        self.edition.site()
    }

    /// Returns the data at a path. What covers the whole record is made once and kept: there are few such files.
    pub(crate) fn data(&self, path: &str) -> Option<(&'static str, Bytes)> {
        if path.contains('/') {
            return output::at(&self.site(), path).map(parts);
        }
        if let Some((media, bytes)) = self.whole.read().unwrap_or_else(PoisonError::into_inner).get(path) {
            return Some((media, bytes.clone()));
        }
        let made = output::at(&self.site(), path).map(parts)?;
        self.whole.write().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), made.clone());
        Some(made)
    }
}

fn parts(output: Output) -> (&'static str, Bytes) {
    (output.media, Bytes::from(output.body))
}
