//! Cases found by words.

use super::{Register, RegisterError, Row};
use crate::cases::Case;
use serde::de::Error as _;
use thaw_names::{plain_word, push_plain};

impl Register {
    /// Hands over the cases in which all words stand, each in some cell of the list, in what was understood of it, or as the id.
    /// Large letters, marks and `ё` make no difference: `Dubcek` finds `DUBČEK`.
    ///
    /// Every row is looked through; one that has the words nowhere is not taken apart.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn find(&self, words: &[String], mut each: impl FnMut(&str, Case)) -> Result<(), RegisterError> {
        let words: Vec<String> = words.iter().map(|word| plain_word(word)).collect();
        // As they stand in the body of an entry, where quotation marks are escaped.
        let escaped = words.iter().map(|word| {
            let quoted = serde_json::to_string(word).unwrap_or_default();
            quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default().to_owned()
        });
        let escaped: Vec<String> = escaped.collect();
        let mut folded = String::new();
        self.each_body("row", |_, id, body| {
            folded.clear();
            push_plain(&mut folded, std::str::from_utf8(body).map_err(serde_json::Error::custom)?);
            if !words.iter().zip(&escaped).all(|(word, escaped)| id == word || folded.contains(escaped.as_str())) {
                return Ok(());
            }
            if let Row::Case(case) = serde_json::from_slice(body)? {
                let cells: Vec<String> =
                    case.values.values().chain(case.raw.values()).map(|cell| plain_word(cell)).collect();
                if words.iter().all(|word| id == word || cells.iter().any(|cell| cell.contains(word.as_str()))) {
                    each(id, case);
                }
            }
            Ok(())
        })
    }
}
