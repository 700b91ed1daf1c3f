//! The reform of texts: names explained or changed rightly for their date, editions compared, praise measured.
//!
//! **In**: documents, a date, the places of a ledger. **Out**: the same documents with edits, and the list of the edits.
//! **Read first**: [`revise::revise`], then [`resolve`].
//! **Invariants**: outside the edits every byte stays; undo gives back the original; an unclear name is left alone, with a reason.
//! **Not here**: how documents are read and written (`thaw-formats`), how a person's names are recognised (`thaw-names`).

mod around;
mod breaks;
pub mod compare;
mod cues;
mod echo;
pub mod edit_list;
pub mod gazetteer;
pub mod grammar;
pub mod lexicon;
mod located;
mod markup;
mod matcher;
pub mod measure;
mod mended;
pub mod mentions;
mod page;
mod phrase;
pub mod resolve;
pub mod revise;
pub mod scan;
mod setting;
mod spelling;
pub mod stream;
mod times;
mod title;
mod tongue;
mod vocabulary;
mod wording;

pub use page::{Edition, page};
pub use phrase::{Phrase, Phrases};
pub use spelling::Spelling;
pub use tongue::Gazetteers;
