//! Names: a dossier's names in every written shape, and one matcher that finds them and explains what it found.
//!
//! **In**: dossiers (`thaw-core`), language tables (`data/languages`, written by people), texts with what is known of them.
//! **Out**: [`Form`]s, and [`Match`]es with span, derivation, whom they honour, a score and the evidence.
//! **Read first**: [`Matcher::find`].
//! **Invariants**: no grammar in the code, only in the tables; spans are bytes of the original text; a form that
//! [`Forms::of`] lists is found by [`Matcher::find`]; [`Matcher::may_match`] is never false where `find` finds something.
//! **Not here**: maps and tables (`thaw-formats`, `thaw-rename`), decisions, files.

mod around;
mod automaton;
mod check;
mod company;
mod context;
mod draft;
mod fold;
mod forms;
mod judge;
mod label;
mod language;
mod matcher;
mod pattern;
mod person;
mod romanize;
mod tails;

pub use check::check;
pub use context::{Context, ObjectClass};
pub use draft::{Sketch, draft};
pub use fold::{plain_word, push_plain};
pub use forms::{Form, Forms};
pub use language::{
    Boundary, Compound, Derivation, FormKind, Language, LanguageError, Languages, NameOrder, Paradigm, Prefix, Words,
};
pub use matcher::{Match, Matcher, THRESHOLD};
