//! Release: reading case lists, linking records of one person, applying decrees, and the register of the outcomes.
//!
//! **In**: lists of cases (tables, JSON Lines) and decrees (TOML).
//! **Out**: cases, links between them, rulings with their reasons, and the acts that a person decides on.
//! **Read first**: [`cases::Mapping`], [`decree::Decree`], then [`register::Register`].
//! **Invariants**: an unknown never becomes a yes; a machine proposes, people decide; nothing disappears; no order shows.
//! **Not here**: where cases are kept (`thaw-ledger`), file formats (`thaw-formats`), what is printed (`thaw`).

pub mod cases;
pub mod decree;
pub mod link;
pub mod person;
pub mod register;
