//! The bundled decrees, and which are in force on a date.

use super::{Decree, DecreeError};
use crate::cases::Reader;
use thaw_core::{Answer, Edtf};

/// Reads the bundled decrees, by file name.
///
/// # Errors
/// When one of them is refused.
pub fn bundled(reader: &mut Reader) -> Result<Vec<Decree>, DecreeError> {
    thaw_data::files("decrees/").map(|(file, text)| Decree::read(file, text, reader)).collect()
}

/// Returns the decrees that are in force on a date, surely or possibly, in the order of their dates.
#[must_use]
pub fn in_force<'d>(decrees: &'d [Decree], date: &Edtf) -> Vec<(&'d Decree, Answer)> {
    let mut found: Vec<_> = decrees
        .iter()
        .map(|decree| (decree, decree.force.holds(date)))
        .filter(|(_, answer)| *answer != Answer::No)
        .collect();
    found.sort_by_key(|(decree, _)| (decree.date.sort_key(), decree.id.as_str()));
    found
}
