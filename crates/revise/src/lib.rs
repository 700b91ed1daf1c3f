//! The reform of texts: names explained or changed rightly for their date, editions compared, praise measured.
//!
//! **In**: documents, a date, the state of names. **Out**: the same documents with edits, and the list of the edits.
//! **Read first**: [`edit_list`].
//! **Invariants**: outside the edits every byte stays; undo gives back the original; an unclear name is left alone.
//! **Not here**: how documents are read and written (`thaw-formats`), how names are recognised (`thaw-names`).

pub mod edit_list;
pub mod scan;
