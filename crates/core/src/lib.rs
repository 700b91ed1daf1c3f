//! The words of the field as types: dates, names, subjects, acts, sources, dossiers, and the state as of a date.
//!
//! **In**: text and values that other crates read from files.
//! **Out**: checked values, and answers that know what they do not know ([`Answer`]).
//! **Read first**: [`edtf::Edtf`], then [`act::Act`] and [`state::State`].
//! **Invariants**: no input or output, no clock, no environment, no SQL; nothing here can fail but parsing.
//! **Not here**: how a name is recognised (`thaw-names`), how acts are stored (`thaw-ledger`), file formats (`thaw-formats`).

pub mod act;
pub mod align;
pub mod answer;
pub mod candidate;
pub mod citation;
pub mod dossier;
pub mod edtf;
pub mod entry;
pub mod lang;
pub mod lonlat;
pub mod name;
pub mod period;
pub mod problem;
pub mod state;
pub mod subject;

pub use act::{Act, ActId, ActKind, ActState, Fact};
pub use answer::Answer;
pub use candidate::{Candidate, Evidence};
pub use citation::{Citation, Source, SourceId};
pub use dossier::Dossier;
pub use edtf::{Day, Edtf, EdtfError, End, Limit, Reach};
pub use entry::Entry;
pub use lang::{Lang, Script};
pub use lonlat::LonLat;
pub use name::{Name, NameKind};
pub use period::{Ends, Period};
pub use problem::Problem;
pub use state::{Dated, DatedName, State};
pub use subject::{Subject, SubjectId, SubjectKind};
