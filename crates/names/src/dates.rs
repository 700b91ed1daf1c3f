//! The one question that names ask of dates.

use thaw_core::Edtf;

/// Tells whether every day of `date` lies before every day of `limit`.
pub(crate) fn surely_before(_date: &Edtf, _limit: &Edtf) -> bool {
    false
}
