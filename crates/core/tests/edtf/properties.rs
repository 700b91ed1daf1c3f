//! What holds for every date.

use proptest::prelude::*;
use thaw_core::{Answer, Day, Edtf, Limit, Period};

/// Texts of single dates; some name no day of the calendar.
pub(crate) fn single() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "(-?[0-9X]{4})(-(0[1-9]|1[0-2]|XX|1X|0X)(-(0[1-9]|[12][0-9]|X[0-9]|[0-3]X|XX))?)?",
        4 => "[?~%]?1[0-9]{3}[?~%]?(-[?~%]?(0[1-9]|1[0-2])[?~%]?(-[?~%]?(0[1-9]|[12][0-9])[?~%]?)?)?",
        1 => "-?[0-9]{4}-(2[1-9]|3[0-9]|4[01])[?~%]?",
        1 => "Y-?[1-9][0-9]{4,9}(E[0-5])?(S[1-9])?[?~%]?",
        1 => "[0-9]{4}S[1-4]",
        1 => "1[0-9]{3}-0[1-9]-1[0-9]T[01][0-9]:[0-5][0-9]:[0-5][0-9](Z|[+-](0[1-9]|1[0-3])(:[0-5][0-9])?)?",
    ]
}

/// Texts of all dates; some end before they begin.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    let end = prop_oneof![6 => single(), 1 => Just(String::new()), 1 => Just("..".to_owned())];
    prop_oneof![
        3 => single(),
        2 => (end.clone(), end).prop_map(|(from, to)| format!("{from}/{to}")),
        1 => prop::collection::vec(single(), 1..4).prop_map(|members| format!("[{}]", members.join(","))),
        1 => (single(), single()).prop_map(|(from, to)| format!("{{{from}..{to}}}")),
        1 => single().prop_map(|date| format!("[..{date}]")),
    ]
}

fn any_date() -> impl Strategy<Value = Edtf> {
    any_text().prop_filter_map("no date", |text| text.parse().ok())
}

/// Tells whether a day has the digits of a date of a year, month and day, by comparing characters.
fn has_digits(day: Day, pattern: &str) -> bool {
    let text = day.to_string();
    text.len() >= pattern.len()
        && text.chars().zip(pattern.chars()).all(|(digit, wanted)| wanted == 'X' || digit == wanted)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_reads_as_the_same_date(date in any_date()) {
        let text = date.to_string();
        let again: Edtf = text.parse().unwrap();
        prop_assert_eq!(&again, &date);
        prop_assert_eq!(again.to_string(), text);
    }

    #[test]
    fn a_date_survives_serialisation(date in any_date()) {
        let text = serde_json::to_string(&date).unwrap();
        prop_assert_eq!(serde_json::from_str::<Edtf>(&text).unwrap(), date);
    }

    #[test]
    fn the_first_day_is_not_after_the_last_and_readings_hold_both(date in any_date()) {
        let readings = date.readings();
        if let (Limit::Day(first), Limit::Day(last)) = (date.earliest(), date.latest()) {
            prop_assert!(first <= last, "{} to {}", first, last);
            prop_assert!(readings.first <= first && last <= readings.last);
        }
        prop_assert!(readings.first <= readings.last);
    }

    #[test]
    fn no_text_ends_in_a_panic(text in "[0-9XYEST?~%/.,:+ \\[\\]{}-]{0,24}|.{0,12}") {
        if let Ok(date) = text.parse::<Edtf>() {
            let _ = (date.readings(), date.to_string());
        }
    }

    #[test]
    fn the_days_of_a_masked_date_are_its_first_its_last_and_some_between(
        pattern in "[12][0-9X]{3}-(0[1-9]|1[0-2]|XX|1X|0X|X[1-9])-(0[1-9]|[12][0-9]|30|XX|X[0-9]|[0-3]X)",
        year in 1000_i64..3000, month in 1_u8..=12, day in 1_u8..=31,
    ) {
        let date = pattern.parse::<Edtf>();
        if let Ok(date) = &date {
            let (first, last) = (date.earliest().day().unwrap(), date.latest().day().unwrap());
            prop_assert!(has_digits(first, &pattern) && has_digits(last, &pattern), "{} to {}", first, last);
        }
        // A day that fits is made by filling the pattern with the digits of a random day.
        let digits = format!("{year:04}-{month:02}-{day:02}");
        let filled: String = pattern.chars().zip(digits.chars()).map(|(wanted, digit)| if wanted == 'X' { digit } else { wanted }).collect();
        if let Some(day) = filled.parse::<Edtf>().ok().and_then(|day| day.as_day()) {
            let date = date.unwrap();
            prop_assert!(date.earliest().day().unwrap() <= day && day <= date.latest().day().unwrap(), "{} of {}", day, pattern);
        }
    }

    #[test]
    fn before_and_after_never_both_hold(a in any_date(), b in any_date()) {
        prop_assert!(!(a.is_before(&b) == Answer::Yes && b.is_before(&a) != Answer::No));
        prop_assert!(!(a.is_before(&b) == Answer::Yes && a.is_within(&b) != Answer::No));
    }

    #[test]
    fn an_interval_is_a_period_and_back(text in any_text()) {
        if let Ok(date) = text.parse::<Edtf>() {
            let period = Period::from(date.clone());
            if date.as_interval().is_some() {
                prop_assert_eq!(period.to_string(), date.to_string());
            }
        }
    }
}
