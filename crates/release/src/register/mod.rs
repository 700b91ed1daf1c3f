//! The register: cases and what was decided about them, kept on a case ledger of their own.
//!
//! **In**: rows of lists, and decisions of named persons.
//! **Out**: cases with everything that was ever recorded about them.
//! **Read first**: [`Register::open`], then [`Register::import`].
//! **Invariants**: nothing leaves the file but what is asked for; every look at a case is recorded, without personal data;
//! the same import twice adds nothing; a decision is a person's and can be reversed, never removed.
//! **Not here**: SQL (`thaw-ledger`), the public record.

mod brief;
mod decision;
mod docket;
pub mod export;
mod find;
mod import;
mod letter;
mod linking;
mod links;
mod publish;
mod review;
mod seal;
mod statistics;

pub use brief::Brief;
pub use decision::{Decision, Standing, Step, Verdict};
pub use docket::{Ruled, Told, Who};
pub use import::{Imported, Odd};
pub use letter::letter;
pub use linking::{EachPair, LinkedUp, Scored};
pub use links::{Doubt, Judgement, Link};
pub use publish::{public_id, publication, withdrawn};
pub use review::Defaults;
pub use seal::SealError;
pub use statistics::{By, Count, suppress};

use crate::cases::{Case, ResolvedPlace};
use seal::Key;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{borrow::Cow, collections::BTreeMap, fmt::Write as _, path::Path};
use thaw_formats::error::FormatError;
use thaw_ledger::{Appended, CaseEntry, CaseLedger, Fault, LedgerError, StoredCase};

/// What can go wrong with a register.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegisterError {
    /// The case ledger cannot be used.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A list cannot be read.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// A body cannot be sealed or opened.
    #[error("{what}")]
    Seal {
        /// Which entry.
        what: String,
        /// Why.
        source: SealError,
    },
    /// The file is sealed and no passphrase was given.
    #[error("the cases are encrypted, and no passphrase was given")]
    NoPassphrase,
    /// A passphrase was given for a file that is not sealed.
    #[error("the cases are not encrypted; what is in the file cannot be encrypted later, so import into a new file")]
    NotSealed,
    /// An entry is not what its kind says.
    #[error("entry {seq} of the case ledger is damaged: {what}")]
    Damaged {
        /// Its number.
        seq: u64,
        /// What was found.
        what: String,
    },
    /// There is no such case.
    #[error("there is no case `{id}`")]
    NoCase {
        /// The id.
        id: String,
    },
    /// A template of a letter asks for what there is not.
    #[error("line {line} of the template: {what}")]
    Template {
        /// The line.
        line: usize,
        /// What it asks for, and what there is.
        what: String,
    },
    /// A decision lacks what it needs, or reverses nothing.
    #[error("the decision on `{case}` cannot be recorded: {what}")]
    Decision {
        /// The case.
        case: String,
        /// What is wrong.
        what: String,
    },
}

/// What the register keeps about a row of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "row", rename_all = "lowercase", from = "Flat")]
pub enum Row {
    /// A case.
    Case(Case),
    /// A broken row, set aside.
    Aside {
        /// The list.
        list: String,
        /// Where in it.
        place: String,
        /// Its cells, as far as they could be read.
        raw: BTreeMap<String, String>,
        /// Why it was set aside.
        reason: String,
    },
}

/// Which sort of row an entry has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Sort {
    Case,
    Aside,
}

/// A row as it is stored, read in one go; a million of them are read whenever something is asked of all cases.
#[derive(Deserialize)]
struct Flat {
    row: Sort,
    list: String,
    place: String,
    raw: BTreeMap<String, String>,
    #[serde(default)]
    values: BTreeMap<String, String>,
    #[serde(default)]
    places: BTreeMap<String, ResolvedPlace>,
    #[serde(default)]
    flags: Vec<String>,
    #[serde(default)]
    reason: String,
}

impl From<Flat> for Row {
    fn from(flat: Flat) -> Self {
        let Flat { row, list, place, raw, values, places, flags, reason } = flat;
        match row {
            Sort::Case => Self::Case(Case { list, place, raw, values, places, flags }),
            Sort::Aside => Self::Aside { list, place, raw, reason },
        }
    }
}

/// Something that was recorded about a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded<T> {
    /// Its number on the case ledger.
    pub seq: u64,
    /// When.
    pub recorded_at: String,
    /// By whom.
    pub recorder: String,
    /// What.
    pub what: T,
}

/// Everything about one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// Its id.
    pub id: String,
    /// What lists said, the last version last.
    pub rows: Vec<Recorded<Row>>,
    /// What was decided, in order.
    pub decisions: Vec<Recorded<Decision>>,
    /// Who looked at it, in order.
    pub looks: Vec<Recorded<Look>>,
}

/// A look at a case: what was done, without personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// The command: `show`, `find`, `export`.
    pub what: String,
    /// How many cases were shown.
    pub n_cases: u64,
}

/// Who did what to which case, without personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Access {
    /// The number of the entry.
    pub seq: u64,
    /// When.
    pub recorded_at: String,
    /// By whom.
    pub recorder: String,
    /// What sort of entry: `row`, `decision`, `look`.
    pub kind: String,
    /// The id of the case, or `many`.
    pub about: String,
    /// For a look: the command, and how many cases it showed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub look: Option<Look>,
}

/// Who acts, and when.
#[derive(Clone, Copy, Debug)]
pub struct Actor<'a> {
    /// The name.
    pub recorder: &'a str,
    /// This moment (RFC 3339).
    pub now: &'a str,
}

/// The register of cases.
#[derive(Debug)]
pub struct Register {
    ledger: CaseLedger,
    key: Option<Key>,
}

/// What a look at many cases is about.
const MANY: &str = "many";

impl Register {
    /// Opens the register of a file; makes it when there is none. With a passphrase, a new register is encrypted.
    ///
    /// # Errors
    /// When the file is something else, or the passphrase does not fit.
    pub fn open(path: &Path, passphrase: Option<&str>) -> Result<Self, RegisterError> {
        let mut ledger = CaseLedger::open(path)?;
        let sealed = |what: &str| {
            let what = what.to_owned();
            move |source| RegisterError::Seal { what, source }
        };
        let key = match (ledger.setting("salt")?, passphrase) {
            (None, None) => None,
            (Some(_), None) => return Err(RegisterError::NoPassphrase),
            (None, Some(_)) if !ledger.is_empty()? => return Err(RegisterError::NotSealed),
            (salt, Some(passphrase)) => {
                let salt = match salt {
                    Some(salt) => salt,
                    None => {
                        ledger.set("salt", &seal::new_salt())?;
                        ledger.setting("salt")?.unwrap_or_default()
                    }
                };
                let key = Key::of(passphrase, &salt).map_err(sealed("cannot use the passphrase"))?;
                // A known text under the key, so that a wrong passphrase is seen at once.
                ledger.set("check", &key.seal("check", b"thaw").map_err(sealed("cannot seal"))?)?;
                let check = ledger.setting("check")?.unwrap_or_default();
                key.open("check", &check).map_err(sealed("the passphrase does not fit"))?;
                Some(key)
            }
        };
        Ok(Self { ledger, key })
    }

    /// Tells whether what is kept is encrypted.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        self.key.is_some()
    }

    /// Checks the chain of the case ledger.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn verify(&self) -> Result<(u64, Vec<Fault>), RegisterError> {
        Ok(self.ledger.verify()?)
    }

    /// Hands over every case in its last version, with its id, in the order of recording; broken rows are left out.
    ///
    /// # Errors
    /// When the file cannot be read or an entry not be opened.
    pub fn each_case(&self, mut each: impl FnMut(&str, Case)) -> Result<(), RegisterError> {
        self.each_row(|id, row| {
            if let Row::Case(case) = row {
                each(id, case);
            }
        })
    }

    /// Hands over every row in its last version, set aside or not.
    ///
    /// # Errors
    /// When the file cannot be read or an entry not be opened.
    pub fn each_row(&self, each: impl FnMut(&str, Row)) -> Result<(), RegisterError> {
        self.each_last("row", each)
    }

    /// Hands over the last entry of a kind about each thing.
    fn each_last<T: for<'de> Deserialize<'de>>(
        &self,
        kind: &str,
        mut each: impl FnMut(&str, T),
    ) -> Result<(), RegisterError> {
        self.each_body(kind, |_, about, body| {
            each(about, serde_json::from_slice(body)?);
            Ok(())
        })
    }

    /// Hands over the number, the subject and the opened body of the last entry of a kind about each thing.
    fn each_body(
        &self,
        kind: &str,
        mut each: impl FnMut(u64, &str, &[u8]) -> Result<(), serde_json::Error>,
    ) -> Result<(), RegisterError> {
        let mut failed = Ok(());
        self.ledger.each_last(kind, |seq, about, body| {
            if failed.is_ok() {
                failed = self.opened(seq, kind, about, body).and_then(|body| {
                    each(seq, about, &body).map_err(|error| RegisterError::Damaged { seq, what: error.to_string() })
                });
            }
        })?;
        failed
    }

    /// Returns everything that was recorded about a case.
    ///
    /// # Errors
    /// When there is no such case, or the file cannot be read.
    pub fn dossier(&self, id: &str) -> Result<Dossier, RegisterError> {
        let mut dossier = Dossier { id: id.to_owned(), rows: Vec::new(), decisions: Vec::new(), looks: Vec::new() };
        for entry in self.ledger.about(id)? {
            match entry.kind.as_str() {
                "row" => dossier.rows.push(self.recorded(entry)?),
                "decision" => dossier.decisions.push(self.recorded(entry)?),
                "look" => dossier.looks.push(self.recorded(entry)?),
                _ => {}
            }
        }
        if dossier.rows.is_empty() { Err(RegisterError::NoCase { id: id.to_owned() }) } else { Ok(dossier) }
    }

    /// Returns every decision with the case that it is about, in the order of recording.
    ///
    /// # Errors
    /// When the file cannot be read or an entry not be opened.
    pub fn decisions(&self) -> Result<Vec<Recorded<Decision>>, RegisterError> {
        let mut decisions = Vec::new();
        self.ledger.each(Some("decision"), |entry| decisions.push(self.recorded(entry)))?;
        decisions.into_iter().collect()
    }

    /// Hands over who recorded what kind of entry about which case, in order; nothing that is personal.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn each_access(&self, mut each: impl FnMut(Access)) -> Result<(), RegisterError> {
        let mut failed = Ok(());
        self.ledger.each(None, |entry| {
            let look = match entry.kind.as_str() {
                "look" if failed.is_ok() => match self.read::<Look>(&entry) {
                    Ok(look) => Some(look),
                    Err(error) => {
                        failed = Err(error);
                        None
                    }
                },
                _ => None,
            };
            let StoredCase { seq, recorded_at, recorder, kind, about, .. } = entry;
            each(Access { seq, recorded_at, recorder, kind, about, look });
        })?;
        failed
    }

    /// Records that somebody looked at a case, or at many (`None`).
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn looked(&mut self, id: Option<&str>, look: &Look, actor: Actor<'_>) -> Result<(), RegisterError> {
        let mut entry = self.entry("look", id.unwrap_or(MANY).to_owned(), look)?;
        // Every look counts, also the same one twice.
        entry.digest = format!("{} {}", actor.now, entry.digest);
        self.ledger.append(&[entry], actor.recorder, actor.now)?;
        Ok(())
    }

    /// Makes an entry, sealed when the register is.
    fn entry(&self, kind: &'static str, about: String, body: &impl Serialize) -> Result<CaseEntry, RegisterError> {
        let damaged = |error: serde_json::Error| RegisterError::Damaged { seq: 0, what: error.to_string() };
        let text = serde_json::to_vec(body).map_err(damaged)?;
        let digest = self.digest(&[&text]);
        let body = match &self.key {
            None => text,
            Some(key) => {
                let what = || format!("cannot seal an entry about {about}");
                key.seal(&format!("{kind} {about}"), &text)
                    .map_err(|source| RegisterError::Seal { what: what(), source })?
            }
        };
        Ok(CaseEntry { kind, about, digest, body })
    }

    /// Opens an entry, and says with it when it was recorded and by whom.
    fn recorded<T: for<'de> Deserialize<'de>>(&self, entry: StoredCase) -> Result<Recorded<T>, RegisterError> {
        let what = self.read(&entry)?;
        let StoredCase { seq, recorded_at, recorder, .. } = entry;
        Ok(Recorded { seq, recorded_at, recorder, what })
    }

    /// Opens the body of an entry.
    fn read<T: for<'de> Deserialize<'de>>(&self, entry: &StoredCase) -> Result<T, RegisterError> {
        let StoredCase { seq, kind, about, body, .. } = entry;
        let body = self.opened(*seq, kind, about, body)?;
        serde_json::from_slice(&body).map_err(|error| RegisterError::Damaged { seq: *seq, what: error.to_string() })
    }

    /// Opens a body that may be sealed.
    fn opened<'b>(&self, seq: u64, kind: &str, about: &str, body: &'b [u8]) -> Result<Cow<'b, [u8]>, RegisterError> {
        match &self.key {
            None => Ok(Cow::Borrowed(body)),
            Some(key) => key.open(&format!("{kind} {about}"), body).map(Cow::Owned).map_err(|source| {
                let what = format!("entry {seq} of the case ledger");
                RegisterError::Seal { what, source }
            }),
        }
    }

    fn append(&mut self, entries: &[CaseEntry], actor: Actor<'_>) -> Result<Appended, RegisterError> {
        Ok(self.ledger.append(entries, actor.recorder, actor.now)?)
    }

    /// Returns a digest of some texts, 16 hexadecimal digits. In an encrypted register it tells nothing without the key.
    fn digest(&self, parts: &[&[u8]]) -> String {
        let mut hasher = Sha256::new();
        if let Some(key) = &self.key {
            hasher.update(key.derived("digest"));
        }
        for part in parts {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        let hash = hasher.finalize();
        hash.iter().take(8).fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}
