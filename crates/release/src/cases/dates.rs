//! Dates as lists write them, turned into EDTF.

use super::words::Months;
use serde::{Deserialize, Serialize};
use thaw_core::Edtf;

/// Which number of `03.04.1937` is the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayOrder {
    /// 3 April.
    #[default]
    DayFirst,
    /// 4 March.
    MonthFirst,
}

/// Reads EDTF, `3.4.1937`, `03/04/1937`, `3 апреля 1937 г.`, `апрель 1937`, `ок. 1901`, `1901?`, `1901-1903`; returns EDTF.
///
/// A day that the calendar does not have is refused.
pub(crate) fn read(text: &str, order: DayOrder, months: &Months) -> Option<Edtf> {
    let text = text.trim();
    if let Ok(date) = text.parse::<Edtf>() {
        return Some(date);
    }
    let lower = text.to_lowercase();
    let (mut numbers, mut month, mut mark): (Vec<&str>, Option<usize>, &str) = (Vec::new(), None, "");
    for word in lower.split(|c: char| c.is_whitespace() || ['.', '/', ',', '-', '–', '(', ')'].contains(&c)) {
        let bare = word.trim_end_matches(['?', '~']);
        if bare.len() < word.len() || (bare.is_empty() && !word.is_empty()) {
            mark = "?";
        }
        let is = |forms: &[String]| forms.iter().any(|form| form == bare);
        if bare.is_empty() || is(&months.around) {
        } else if bare.bytes().all(|byte| byte.is_ascii_digit()) {
            numbers.push(bare);
        } else if let Some(found) = months.forms.iter().position(|forms| is(forms)) {
            month = Some(month.map_or(found + 1, |_| 0));
        } else if is(&months.about) {
            mark = "~";
        } else {
            return None;
        }
    }
    let year = |text: &str| (text.len() == 4).then(|| text.to_owned());
    let two = |text: &str| Some(format!("{text:0>2}")).filter(|text| text.len() == 2);
    let written = match (numbers.as_slice(), month) {
        // `19370511`, as databases write it.
        ([one], None) if one.len() == 8 => format!("{}-{}-{}{mark}", &one[..4], &one[4..6], &one[6..]),
        ([one], None) => format!("{}{mark}", year(one)?),
        ([one], Some(month)) => format!("{}-{month:02}{mark}", year(one)?),
        ([day, of], Some(month)) if of.len() == 4 => format!("{of}-{month:02}-{}{mark}", two(day)?),
        // `1901-1903`: one of them.
        ([from, to], None) if from.len() == 4 && to.len() == 4 => format!("[{from}..{to}]"),
        ([month, of], None) if of.len() == 4 => format!("{of}-{}{mark}", two(month)?),
        ([of, month, day], None) if of.len() == 4 => format!("{of}-{}-{}{mark}", two(month)?, two(day)?),
        ([first, second, of], None) => {
            let (day, month) = if order == DayOrder::DayFirst { (first, second) } else { (second, first) };
            // `00.00.1937`: only the year is known.
            match (two(month)?.as_str(), two(day)?.as_str()) {
                ("00", _) => format!("{}{mark}", year(of)?),
                (month, "00") => format!("{}-{month}{mark}", year(of)?),
                (month, day) => format!("{}-{month}-{day}{mark}", year(of)?),
            }
        }
        _ => return None,
    };
    written.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::Vocabulary;

    #[test]
    fn dates_are_read_as_lists_write_them() {
        let months = Vocabulary::bundled().unwrap().month;
        #[track_caller]
        fn check(months: &Months, text: &str, expected: &str) {
            let read =
                read(text, DayOrder::DayFirst, months).map_or_else(|| "none".to_owned(), |date| date.to_string());
            assert_eq!(read, expected, "{text}");
        }
        check(&months, "1937-11-05", "1937-11-05");
        check(&months, "5.11.1937", "1937-11-05");
        check(&months, "05/11/1937", "1937-11-05");
        check(&months, "5 ноября 1937 г.", "1937-11-05");
        check(&months, "noviembre de 1937", "1937-11");
        check(&months, "1901 г.р.", "1901");
        check(&months, "ок. 1901", "1901~");
        check(&months, "1901 ?", "1901?");
        check(&months, "1901–1903", "[1901..1903]");
        check(&months, "00.11.1937", "1937-11");
        check(&months, "00.00.1937", "1937");
        check(&months, "11.1937", "1937-11");
        check(&months, "19371105", "1937-11-05");
        check(&months, "19371305", "none");
        check(&months, "31.02.1937", "none");
        check(&months, "5.11.37", "none");
        check(&months, "7 жовтня 1937 року", "1937-10-07");
        check(&months, "7 października 1937 r.", "1937-10-07");
        check(&months, "spring", "none");
        assert_eq!(read("11/5/1937", DayOrder::MonthFirst, &months).unwrap().to_string(), "1937-11-05");
    }
}
