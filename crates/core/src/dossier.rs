//! Dossiers: the person (or regime) whose hold is to be undone.

/// A dossier.
#[derive(Clone, Debug, Default)]
pub struct Dossier {}
