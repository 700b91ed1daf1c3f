//! What leaves the house: the record as pages, as open data, and as a site that any host can serve.
//!
//! **In**: the entries of a ledger ([`model::Model::build`]), the message catalogues and the story of `data/`.
//! **Out**: pages in each language, JSON, GeoJSON, Linked Places, citations, a feed, a directory of files ([`site::files`]).
//! **Read first**: [`model::Model`], then [`edition::Edition`] and [`page::Page`].
//! **Invariants**: the same ledger gives the same bytes; whatever comes from a record is escaped; no clock, no network.
//! **Not here**: serving (`thaw-atlas`), storing (`thaw-ledger`), deciding (the five rooms).

pub mod address;
pub mod edition;
pub mod find;
pub mod messages;
pub mod model;
pub mod output;
pub mod page;
pub mod site;
pub mod story;
pub mod when;
pub mod words;
