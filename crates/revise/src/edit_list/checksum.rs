//! The checksums by which a list of edits knows its file before and after.
//!
//! Both files are hashed whole while they pass, so the hash must be faster than the rest: BLAKE3 needs no instructions of its own
//! to be so. Lists of earlier versions have SHA-256 and are still understood.

use super::hex;
use sha2::{Digest, Sha256};

/// The name in the list of the hash that is written today.
pub(super) const BLAKE3: &str = "BLAKE3";
const SHA_256: &str = "SHA-256";

/// A checksum in the making.
pub(super) enum Checksum {
    Blake3(Box<blake3::Hasher>),
    Sha256(Box<Sha256>),
}

impl Checksum {
    pub(super) fn new() -> Self {
        Self::Blake3(Box::default())
    }

    /// Returns the one that a list names; a list that names none is of the time when all were SHA-256.
    pub(super) fn named(name: Option<&str>) -> Option<Self> {
        match name {
            Some(BLAKE3) => Some(Self::new()),
            None | Some(SHA_256) => Some(Self::Sha256(Box::default())),
            Some(_) => None,
        }
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Blake3(hasher) => drop(hasher.update(bytes)),
            Self::Sha256(hasher) => hasher.update(bytes),
        }
    }

    /// Returns the checksum in hexadecimal.
    pub(super) fn finish(self) -> String {
        match self {
            Self::Blake3(hasher) => hasher.finalize().to_hex().to_string(),
            Self::Sha256(hasher) => hex(&hasher.finalize()),
        }
    }

    /// Returns the checksum of bytes in hexadecimal.
    pub(super) fn of(mut self, bytes: &[u8]) -> String {
        self.update(bytes);
        self.finish()
    }
}
