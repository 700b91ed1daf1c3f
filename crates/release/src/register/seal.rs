//! Sealing what is kept: XChaCha20-Poly1305 under a key that Argon2id makes from a passphrase.
//!
//! A sealed body is 24 random bytes and the encrypted text with its tag. What the entry is about is bound in, so that a
//! body cannot be moved to another case.

use argon2::Argon2;
use chacha20poly1305::{
    AeadCore, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, OsRng, Payload, rand_core::RngCore},
};
use sha2::{Digest, Sha256};
use std::fmt;

/// Bytes of a salt.
const SALT: usize = 16;
/// Bytes of a nonce.
const NONCE: usize = 24;

/// A passphrase that does not fit, or a body that was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The passphrase cannot be used.
    #[error("the passphrase cannot be used: it is empty or too long")]
    Passphrase,
    /// The text cannot be opened.
    #[error("the entry cannot be opened: another passphrase sealed it, or it was changed")]
    Opening,
    /// The text cannot be sealed.
    #[error("the entry cannot be sealed")]
    Sealing,
}

/// A key; it is wiped from no memory but never written anywhere.
#[derive(Clone)]
pub(crate) struct Key([u8; 32]);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

/// Returns a new salt from the system's source of randomness.
#[must_use]
pub(crate) fn new_salt() -> Vec<u8> {
    let mut salt = vec![0; SALT];
    OsRng.fill_bytes(&mut salt);
    salt
}

impl Key {
    /// Makes the key of a passphrase.
    ///
    /// # Errors
    /// When the passphrase is empty or absurdly long.
    pub(crate) fn of(passphrase: &str, salt: &[u8]) -> Result<Self, SealError> {
        if passphrase.is_empty() {
            return Err(SealError::Passphrase);
        }
        let mut key = [0; 32];
        Argon2::default()
            .hash_password_into(passphrase.as_bytes(), salt, &mut key)
            .map_err(|_| SealError::Passphrase)?;
        Ok(Self(key))
    }

    /// Returns a secret for another use than sealing.
    pub(crate) fn derived(&self, what: &str) -> [u8; 32] {
        let mut hasher = Sha256::new();
        hasher.update(self.0);
        hasher.update(what.as_bytes());
        hasher.finalize().into()
    }

    /// Seals a text.
    pub(crate) fn seal(&self, about: &str, text: &[u8]) -> Result<Vec<u8>, SealError> {
        let nonce = XChaCha20Poly1305::generate_nonce(&mut OsRng);
        let payload = Payload { msg: text, aad: about.as_bytes() };
        let sealed = XChaCha20Poly1305::new(&self.0.into()).encrypt(&nonce, payload).map_err(|_| SealError::Sealing)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens a sealed text.
    pub(crate) fn open(&self, about: &str, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (nonce, sealed) = sealed.split_at_checked(NONCE).ok_or(SealError::Opening)?;
        let payload = Payload { msg: sealed, aad: about.as_bytes() };
        XChaCha20Poly1305::new(&self.0.into())
            .decrypt(XNonce::from_slice(nonce), payload)
            .map_err(|_| SealError::Opening)
    }
}
