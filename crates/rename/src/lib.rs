//! The first reform: finds what bears a name in maps and gazetteers, helps to decide, and carries the renaming out.
//!
//! **In**: maps, gazetteers, tables; a matcher; decisions of people; the ledger's acts.
//! **Out**: candidates; acts; osmChange, crosswalks, Linked Places.
//! **Read first**: [`survey::survey`], then [`decision`] and [`carry_out`].
//! **Invariants**: a survey only proposes; every change repeats the object as the map has it; nothing is uploaded.
//! **Not here**: how names are recognised (`thaw-names`), how files are read and written (`thaw-formats`).

pub mod carry_out;
pub mod check;
pub mod decision;
pub mod street;
pub mod survey;
pub mod world;
