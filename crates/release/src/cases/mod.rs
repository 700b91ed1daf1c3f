//! Cases: what lists say about people and convictions.

pub mod article;
pub mod columns;
pub mod fields;
pub mod length;
pub mod words;

pub use columns::{BadValue, Columns, Reader};
pub use fields::{Field, Fields, Kind};
pub use words::Vocabulary;
