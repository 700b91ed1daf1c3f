//! What the record asks of a date.

use thaw_core::{Day, Edtf, Period, period::End};

/// Reads a date.
pub(super) fn parse(text: &str) -> Result<Edtf, String> {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).map_err(|error| error.to_string())
}

/// The first day that a date may mean; none when it has no beginning.
pub(super) fn first_day(_date: &Edtf) -> Option<Day> {
    None
}

/// The last day that a date may mean; none when it has no end.
pub(super) fn last_day(_date: &Edtf) -> Option<Day> {
    None
}

/// Tells whether two periods surely share a day, however their doubtful ends turn out.
pub(super) fn surely_overlap(a: &Period, b: &Period) -> bool {
    surely_before(&a.from, &b.to) && surely_before(&b.from, &a.to)
}

/// Tells whether one period surely begins before another ends (the end does not belong to it).
fn surely_before(from: &End, to: &End) -> bool {
    match (from, to) {
        (End::Open, _) | (_, End::Open) => !matches!((from, to), (End::Unknown, _) | (_, End::Unknown)),
        (End::At(from), End::At(to)) => last_day(from).zip(first_day(to)).is_some_and(|(from, to)| from < to),
        _ => false,
    }
}
