//! Cases: what lists say about people and convictions.
//!
//! **In**: rows of lists, and a [`Mapping`] from their columns to fields.
//! **Out**: a [`Case`] for each row, with its raw text, and [`Columns`] of many cases for decrees.
//! **Read first**: [`Fields`], then [`Mapping::apply`].
//! **Invariants**: a value that is not understood is flagged and kept as raw text; nothing is guessed.

pub mod article;
pub mod columns;
pub mod fields;
pub mod length;
pub mod words;

pub(crate) mod case;
mod dates;
mod entry;
mod mapping;
mod pattern;
mod propose;
mod sentence;

pub use case::{Case, ResolvedPlace};
pub use columns::{BadValue, Columns, Reader};
pub use dates::DayOrder;
pub use fields::{Field, Fields, Kind};
pub use mapping::{Cells, Mapping, MappingError};
pub use propose::{Guess, propose};
pub use words::Vocabulary;
