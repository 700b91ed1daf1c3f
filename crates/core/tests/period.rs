//! What holds for every period: each answer is checked against all days that the ends can mean.

use proptest::prelude::*;
use thaw_core::{Answer, Day, Period};

/// Ends within a few weeks, so that every reading can be tried.
fn end() -> impl Strategy<Value = String> {
    prop_oneof![
        "1961-11-(0[1-9]|[12][0-9])[?~%]?",
        "1961-11-(XX|0X|1X)",
        Just("1961-11".to_owned()),
        Just("..".to_owned())
    ]
}

fn period() -> impl Strategy<Value = Period> {
    (end(), end()).prop_filter_map("ends before it begins", |(from, to)| Period::from_cells(&from, &to).ok())
}

/// The days that are tried: wider than every end.
fn days() -> impl Iterator<Item = Day> + Clone {
    let first = Day::from_ymd(1961, 10, 25).unwrap();
    (0..45).map(move |n| first.plus_days(n))
}

/// Returns the answer by trying every pair of a first day and a day on which the period no longer held.
fn by_trial(period: &Period, holds: impl Fn(Day, Day) -> bool) -> Option<Answer> {
    let ends = period.ends();
    let within = |first: Day, last: Day| days().filter(move |day| first <= *day && *day <= last);
    let starts: Vec<Day> = if ends.from.last < days().next()? {
        vec![ends.from.first]
    } else {
        within(ends.from.first, ends.from.last).collect()
    };
    let stops: Vec<Day> =
        if ends.to.first > days().last()? { vec![ends.to.last] } else { within(ends.to.first, ends.to.last).collect() };
    let tried: Vec<bool> = starts
        .iter()
        .flat_map(|start| stops.iter().map(move |stop| (*start, *stop)))
        .filter(|(start, stop)| start <= stop)
        .map(|(start, stop)| holds(start, stop))
        .collect();
    match (tried.is_empty(), tried.iter().all(|held| *held), tried.iter().any(|held| *held)) {
        (true, ..) => None,
        (_, true, _) => Some(Answer::Yes),
        (_, _, true) => Some(Answer::Possibly),
        _ => Some(Answer::No),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_answer_about_a_day_is_that_of_all_readings(period in period()) {
        for day in days() {
            if let Some(expected) = by_trial(&period, |start, stop| start <= day && day < stop) {
                prop_assert_eq!(period.holds_on(day), expected, "{} on {}", period, day);
            }
        }
    }

    #[test]
    fn a_period_that_holds_throughout_a_month_holds_on_each_of_its_days(period in period()) {
        let month = period.holds(&"1961-11".parse().unwrap());
        let on_days: Vec<Answer> = days().filter(|day| day.ymd().1 == 11).map(|day| period.holds_on(day)).collect();
        match month {
            Answer::Yes => prop_assert!(on_days.iter().all(|answer| *answer == Answer::Yes)),
            Answer::No => prop_assert!(on_days.iter().all(|answer| *answer == Answer::No)),
            Answer::Possibly => prop_assert!(on_days.iter().any(|answer| *answer != Answer::No)),
        }
    }

    #[test]
    fn overlap_is_symmetric_and_agrees_with_the_days(a in period(), b in period()) {
        prop_assert_eq!(a.overlaps(&b), b.overlaps(&a));
        let both: Vec<Answer> = days().map(|day| a.holds_on(day).and(b.holds_on(day))).collect();
        if both.contains(&Answer::Yes) {
            prop_assert_eq!(a.overlaps(&b), Answer::Yes, "{} and {}", a, b);
        }
        if a.overlaps(&b) == Answer::No {
            prop_assert!(both.iter().all(|answer| *answer == Answer::No), "{} and {}", a, b);
        }
    }

    #[test]
    fn a_period_survives_printing(period in period()) {
        prop_assert_eq!(period.to_string().parse::<Period>().unwrap(), period.clone());
        prop_assert_eq!(serde_json::from_str::<Period>(&serde_json::to_string(&period).unwrap()).unwrap(), period);
    }
}
