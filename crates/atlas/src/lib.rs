//! The atlas: a web server for the record, its pages, its map and its JSON API.
//!
//! **In**: a model of the record ([`thaw_publish::model::Model`]), an address to listen on.
//! **Out**: HTTP answers; nothing is ever written.
//! **Read first**: [`serve`], then [`answer::answer`].
//! **Invariants**: one bad request does not end the server; every page has the strict security headers; no request leaves the machine.
//! **Not here**: what pages and data say (`thaw-publish`); the web app of the map is in `web/`.

pub mod answer;
pub mod api;
mod atlas;
mod base_map;
mod dated;
mod params;
mod problem;
mod server;

pub use atlas::{Atlas, map_files};
pub use base_map::{BaseMap, BaseMapError};
pub use server::{ServeError, interrupted, serve};
