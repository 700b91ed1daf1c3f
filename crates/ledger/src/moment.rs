//! Recorded time: when the ledger learned something.

use crate::LedgerError;
use jiff::Timestamp;

/// Reads an RFC 3339 time with any offset and returns it as the ledger writes it: UTC, whole seconds.
///
/// In this form times sort as text.
pub(crate) fn moment(text: &str) -> Result<String, LedgerError> {
    text.parse::<Timestamp>()
        .map(|time| time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
        .ok()
        // Years before 0 and after 9999 would not sort.
        .filter(|written| written.len() == 20)
        .ok_or_else(|| LedgerError::Moment { found: text.to_owned() })
}

/// Reads a moment to look back from: a time, or a day, which means its end (UTC).
pub(crate) fn moment_or_day(text: &str) -> Result<String, LedgerError> {
    match text.parse::<jiff::civil::Date>() {
        Ok(day) if text.len() == 10 => Ok(format!("{day}T23:59:59Z")),
        _ => moment(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_in_utc_and_whole_seconds() {
        assert_eq!(moment("2026-11-23T10:50:00.9+02:00").unwrap(), "2026-11-23T08:50:00Z");
        assert_eq!(moment_or_day("2026-11-23").unwrap(), "2026-11-23T23:59:59Z");
        assert!(moment("2026-11-23").is_err());
        assert!(moment("yesterday").is_err());
    }
}
