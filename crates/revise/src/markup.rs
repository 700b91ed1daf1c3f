//! The markup around a name, as TEI and HTML have it.

use crate::gazetteer::Place;
use thaw_core::{Day, Edtf, Name};
use thaw_formats::document::markup::escape_attribute;
use thaw_formats::document::{Kind, Replacement};

/// Where a name stands.
#[derive(Clone, Copy)]
pub(crate) struct Markup<'d> {
    /// The format.
    pub(crate) kind: Kind,
    /// The prefix of the elements around it, with its colon.
    pub(crate) prefix: &'d str,
}

/// Returns the markup around a name; where none may stand, and in what only repeats the text, what is known of it stands in the
/// list of edits alone.
pub(crate) fn tag(place: &Place, new: Option<&Name>, markup: Option<Markup<'_>>, date: &Edtf) -> Replacement {
    let id = escape_attribute(&place.reference());
    match markup {
        Some(Markup { kind: Kind::Xml, prefix }) => Replacement::Wrap {
            before: format!("<{prefix}placeName ref=\"{id}\"{}>", dating(date)),
            after: format!("</{prefix}placeName>"),
        },
        Some(Markup { kind: Kind::Html | Kind::Epub, .. }) => {
            let now = new.map(|name| format!(" data-now=\"{}\"", escape_attribute(&name.text))).unwrap_or_default();
            let day = escape_attribute(&date.to_string());
            Replacement::Wrap {
                before: format!("<span data-place=\"{id}\" data-when=\"{day}\"{now}>"),
                after: "</span>".to_owned(),
            }
        }
        _ => Replacement::Same,
    }
}

/// Returns a date as attributes of TEI, whose dates are those of XML Schema: an interval has two ends, and what has doubts lies
/// between the first and the last day that it can mean.
/// <https://tei-c.org/release/doc/tei-p5-doc/en/html/ref-att.datable.w3c.html>
fn dating(date: &Edtf) -> String {
    if let Some(when) = plain(date) {
        return format!(" when=\"{when}\"");
    }
    let first = |date: &Edtf| date.earliest().day().map(|_| date.readings().first);
    let last = |date: &Edtf| date.latest().day().map(|_| date.readings().last);
    let day = |day: Day| Some(day.to_string()).filter(|day| is_plain(day));
    let ends = match date.as_interval() {
        Some((from, to)) => {
            let end = |date: &Edtf, limit: Option<Day>| plain(date).or_else(|| day(limit?));
            [
                ("from", from.date().and_then(|date| end(date, first(date)))),
                ("to", to.date().and_then(|date| end(date, last(date)))),
            ]
        }
        None => [("notBefore", first(date).and_then(day)), ("notAfter", last(date).and_then(day))],
    };
    ends.into_iter().filter_map(|(name, day)| Some(format!(" {name}=\"{}\"", day?))).collect()
}

/// Returns a year, month or day that XML Schema writes as we do; of a time, the day.
fn plain(date: &Edtf) -> Option<String> {
    let text = date.to_string();
    let day = text.split('T').next().unwrap_or_default();
    is_plain(day).then(|| day.to_owned())
}

fn is_plain(date: &str) -> bool {
    let date = date.strip_prefix('-').unwrap_or(date);
    let parts: Vec<&str> = date.split('-').collect();
    let has_digits =
        parts.iter().zip([4, 2, 2]).all(|(part, n)| part.len() == n && part.bytes().all(|byte| byte.is_ascii_digit()));
    // Seasons are numbered from 21, and XML Schema has no year 0.
    parts.len() <= 3 && has_digits && parts[0] != "0000" && parts.get(1).is_none_or(|month| *month <= "12")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_tei_are_those_of_xml_schema() {
        for (date, attributes) in [
            ("1955", " when=\"1955\""),
            ("1955-03", " when=\"1955-03\""),
            ("1955-03-05", " when=\"1955-03-05\""),
            ("1955-03-05T10:00:00", " when=\"1955-03-05\""),
            ("1955~", " notBefore=\"1954-01-01\" notAfter=\"1956-12-31\""),
            ("1955-03-05?", " notBefore=\"1955-03-04\" notAfter=\"1955-03-06\""),
            ("195X", " notBefore=\"1950-01-01\" notAfter=\"1959-12-31\""),
            ("1955-21", " notBefore=\"1955-03-01\" notAfter=\"1955-05-31\""),
            ("1955-XX-05", " notBefore=\"1955-01-05\" notAfter=\"1955-12-05\""),
            ("[1950,1955]", " notBefore=\"1950-01-01\" notAfter=\"1955-12-31\""),
            ("[..1955]", " notAfter=\"1955-12-31\""),
            ("1955/1957", " from=\"1955\" to=\"1957\""),
            ("1955-03/1956~", " from=\"1955-03\" to=\"1957-12-31\""),
            ("1955-03-05/1955-03-05", " from=\"1955-03-05\" to=\"1955-03-05\""),
            ("1955/..", " from=\"1955\""),
            ("Y17000", ""),
        ] {
            assert_eq!(dating(&date.parse().unwrap()), attributes, "{date}");
        }
    }
}
