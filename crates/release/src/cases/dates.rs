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

/// How a list writes its dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Style {
    /// Which number is the day.
    pub(crate) order: DayOrder,
    /// The first of the hundred years that two digits mean; nothing when two digits are no year.
    pub(crate) from: Option<i64>,
}

impl Style {
    /// Returns the year of four digits, or of two when the list writes so.
    fn year(self, text: &str) -> Option<String> {
        match (text.len(), self.from) {
            (4, _) => Some(text.to_owned()),
            (2, Some(from)) => {
                let year: i64 = text.parse().ok()?;
                Some((from + (year - from).rem_euclid(100)).to_string())
            }
            _ => None,
        }
    }
}

/// Reads EDTF, `3.4.1937`, `03/04/1937`, `3/IV-1937`, `3 апреля 1937 г.`, `апрель 1937`, `лето 1937`, `ок. 1901`, `1901?`,
/// `190?`, `1930-е`, `1901-1903`, `до 1917`, `после 3.4.1937`; returns EDTF.
///
/// A day that the calendar does not have is refused.
pub(crate) fn read(text: &str, style: Style, months: &Months) -> Option<Edtf> {
    let text = without_hour(text.trim());
    if let Ok(date) = text.parse::<Edtf>() {
        return Some(date);
    }
    // `1937-11-??`, `??.11.1937`: a part that is not known.
    let lower = text.to_lowercase().replace("??", "00");
    let open_end = |words: &[String]| {
        words.iter().find_map(|word| lower.strip_prefix(word.as_str())?.strip_prefix(' ').map(str::to_owned))
    };
    if let Some(rest) = open_end(&months.before) {
        return format!("../{}", read(&rest, style, months)?).parse().ok();
    }
    if let Some(rest) = open_end(&months.after) {
        return format!("{}/..", read(&rest, style, months)?).parse().ok();
    }
    written(&lower, style, months)?.parse().ok()
}

/// Takes off the hour that programs add to a day: `1937-11-05T00:00:00`.
fn without_hour(text: &str) -> &str {
    match text.split_once(['T', ' ']) {
        Some((day, hour)) if day.len() >= 8 && hour.get(2..3) == Some(":") => day,
        _ => text,
    }
}

/// Writes a year of which the last digits are not known, as EDTF does: `190?`, `18..`, `1930-е`, `1930s`.
fn partly_known(lower: &str) -> Option<String> {
    let n_digits = lower.find(|c: char| !c.is_ascii_digit())?;
    let (year, rest) = lower.split_at(n_digits);
    let is_gap = !rest.is_empty() && rest.chars().all(|c| ['?', '.', '-', '_', '*', '…', 'x', 'х'].contains(&c));
    let rest = rest.trim_start_matches(['-', ' ']).trim_end_matches('.').trim_end_matches("гг").trim_end();
    match n_digits {
        2 if is_gap && lower.chars().count() > 3 => Some(format!("{year}XX")),
        3 if is_gap => Some(format!("{year}X")),
        4 if year.ends_with('0') && ["е", "х", "s", "er"].contains(&rest) => Some(format!("{}X", &year[..3])),
        _ => None,
    }
}

/// Tells whether a day is another one in the calendar that took its place: ten to thirteen days later in the same month.
fn is_new_style(old: &str, new: &str) -> bool {
    let day = |text: &str| text.parse::<u8>().ok().filter(|day| (1..=31).contains(day));
    day(old).zip(day(new)).is_some_and(|(old, new)| (10..=13).contains(&new.saturating_sub(old)))
}

fn written(lower: &str, style: Style, months: &Months) -> Option<String> {
    if let Some(year) = partly_known(lower) {
        return Some(year);
    }
    let (mut numbers, mut month, mut mark): (Vec<&str>, Option<usize>, &str) = (Vec::new(), None, "");
    let (mut season, mut is_either) = (None, false);
    for word in
        lower.split(|c: char| c.is_whitespace() || ['.', '/', ',', '-', '–', '—', '(', ')', '[', ']'].contains(&c))
    {
        let bare = word.trim_end_matches(['?', '~']);
        if bare.len() < word.len() || (bare.is_empty() && !word.is_empty()) {
            mark = "?";
        }
        let is = |forms: &[String]| forms.iter().any(|form| form == bare);
        let found = |lists: &[Vec<String>]| lists.iter().position(|forms| is(forms));
        let ordinal =
            ["st", "nd", "rd", "th", "er", "го"].iter().find_map(|ending| bare.strip_suffix(ending)).unwrap_or(bare);
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if bare.is_empty() || is(&months.around) {
        } else if is_number(ordinal) {
            numbers.push(ordinal);
        } else if let Some(found) = found(&months.forms) {
            month = Some(month.map_or(found + 1, |_| 0));
        } else if let Some(found) = found(&months.seasons) {
            season = Some(season.map_or(found + 21, |_| 0));
        } else if is(&months.about) {
            mark = "~";
        } else if is(&months.either) {
            is_either = true;
        } else {
            return None;
        }
    }
    let is_year = |text: &str| text.len() == 4;
    let year = |text: &str| is_year(text).then(|| text.to_owned());
    let two = |text: &str| Some(format!("{text:0>2}")).filter(|text| text.len() == 2);
    if let (Some(season), None) = (season, month) {
        let [of] = numbers.as_slice() else { return None };
        return Some(format!("{}-{season}{mark}", year(of)?)).filter(|_| season > 0 && !is_either);
    }
    if season.is_some() || (is_either && numbers.len() != 2) {
        return None;
    }
    let written = match (numbers.as_slice(), month) {
        // `19370511`, as databases write it.
        ([one], None) if one.len() == 8 => format!("{}-{}-{}{mark}", &one[..4], &one[4..6], &one[6..]),
        ([one], None) => format!("{}{mark}", year(one)?),
        ([one], Some(month)) => format!("{}-{month:02}{mark}", year(one)?),
        // `1901-1903`, `1901 или 1903`: one of them.
        ([from, to], None) if is_year(from) && is_year(to) => format!("[{from}..{to}]"),
        _ if is_either => return None,
        ([day, of], Some(month)) if is_year(of) || style.from.is_some() => {
            format!("{}-{month:02}-{}{mark}", style.year(of)?, two(day)?)
        }
        // `1937/38`.
        ([from, to], None) if is_year(from) && to.len() == 2 && lower.contains('/') && *to > &from[2..] => {
            format!("[{from}..{}{to}]", &from[..2])
        }
        // `1945. február 3.`, `1938 ж. 5 мамыр`.
        ([of, day], Some(month)) if is_year(of) => format!("{of}-{month:02}-{}{mark}", two(day)?),
        // `6 (18) февраля 1893`, `06(18).02.1893`: the day of the new calendar stands second.
        ([old, new, of], Some(month)) if is_year(of) && is_new_style(old, new) => {
            format!("{of}-{month:02}-{}{mark}", two(new)?)
        }
        ([old, new, month, of], None) if is_year(of) && is_new_style(old, new) => {
            format!("{of}-{}-{}{mark}", two(month)?, two(new)?)
        }
        ([of, month], None) if is_year(of) && lower.contains('.') => format!("{of}-{}{mark}", two(month)?),
        ([month, of], None) if is_year(of) => format!("{of}-{}{mark}", two(month)?),
        // `1937-11-00`, `1937-00-00`: as databases write what is not known.
        ([of, month, "0" | "00"], None) if is_year(of) => match two(month)?.as_str() {
            "00" => format!("{of}{mark}"),
            month => format!("{of}-{month}{mark}"),
        },
        ([of, month, day], None) if is_year(of) => format!("{of}-{}-{}{mark}", two(month)?, two(day)?),
        ([first, second, of], None) => {
            let (day, month) = if style.order == DayOrder::DayFirst { (first, second) } else { (second, first) };
            // `00.00.1937`: only the year is known.
            match (two(month)?.as_str(), two(day)?.as_str()) {
                ("00", _) => format!("{}{mark}", style.year(of)?),
                (month, "00") => format!("{}-{month}{mark}", style.year(of)?),
                (month, day) => format!("{}-{month}-{day}{mark}", style.year(of)?),
            }
        }
        _ => return None,
    };
    Some(written)
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
            let read = read(text, Style::default(), months).map_or_else(|| "none".to_owned(), |date| date.to_string());
            assert_eq!(read, expected, "{text}");
        }
        check(&months, "1937-11-05", "1937-11-05");
        check(&months, "5.11.1937", "1937-11-05");
        check(&months, "05/11/1937", "1937-11-05");
        check(&months, "5 ноября 1937 г.", "1937-11-05");
        check(&months, "1945. február 3.", "1945-02-03");
        check(&months, "1945. I. 22.", "1945-01-22");
        check(&months, "1938 ж. 5 мамыр", "1938-05-05");
        check(&months, "1949.02.", "1949-02");
        check(&months, "1er mars 1938", "1938-03-01");
        check(&months, "26 octombrie 1899", "1899-10-26");
        check(&months, "10 кастрычніка 1937", "1937-10-10");
        check(&months, "06(18).02.1893", "1893-02-18");
        check(&months, "6 (18) февраля 1893", "1893-02-18");
        check(&months, "vers 1905", "1905~");
        check(&months, "noviembre de 1937", "1937-11");
        check(&months, "1901 г.р.", "1901");
        check(&months, "ок. 1901", "1901~");
        check(&months, "1901 ?", "1901?");
        check(&months, "1901–1903", "[1901..1903]");
        check(&months, "00.11.1937", "1937-11");
        check(&months, "00.00.1937", "1937");
        check(&months, "1937-11-00", "1937-11");
        check(&months, "1937-00-00", "1937");
        check(&months, "1937-11-??", "1937-11");
        check(&months, "??.11.1937", "1937-11");
        check(&months, "1937??", "none");
        check(&months, "1945.g.3.maijs", "1945-05-03");
        check(&months, "11.1937", "1937-11");
        check(&months, "19371105", "1937-11-05");
        check(&months, "19371305", "none");
        check(&months, "31.02.1937", "none");
        check(&months, "5.11.37", "none");
        let old = Style { from: Some(1870), ..Style::default() };
        let told = |text: &str| read(text, old, &months).map(|date| date.to_string());
        assert_eq!(told("5.11.37").as_deref(), Some("1937-11-05"));
        assert_eq!(told("12.03.98").as_deref(), Some("1898-03-12"));
        assert_eq!(told("3.VII.38").as_deref(), Some("1938-07-03"));
        check(&months, "7 жовтня 1937 року", "1937-10-07");
        check(&months, "7 października 1937 r.", "1937-10-07");
        check(&months, "spring", "none");
        check(&months, "18/XI-1937", "1937-11-18");
        check(&months, "5 XI 1937", "1937-11-05");
        check(&months, "лето 1937", "1937-22");
        check(&months, "весной 1938 г.", "1938-21");
        check(&months, "190?", "190X");
        check(&months, "18..", "18XX");
        check(&months, "1930-е", "193X");
        check(&months, "1930-е гг.", "193X");
        check(&months, "1930s", "193X");
        check(&months, "до 1917", "../1917");
        check(&months, "после 05.11.1937", "1937-11-05/..");
        check(&months, "1937 или 1938", "[1937..1938]");
        check(&months, "между 1937 и 1938 гг.", "[1937..1938]");
        check(&months, "1937/38", "[1937..1938]");
        check(&months, "1937-11-05 00:00:00", "1937-11-05");
        check(&months, "1937-11-05T00:00:00Z", "1937-11-05");
        check(&months, "May 3rd, 1937", "1937-05-03");
        check(&months, "3 или 4 ноября 1937", "none");
        check(&months, "лето осень 1937", "none");
        assert_eq!(
            read("11/5/1937", Style { order: DayOrder::MonthFirst, from: None }, &months).unwrap().to_string(),
            "1937-11-05"
        );
    }
}
