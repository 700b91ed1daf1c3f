//! What holds for any record: undoing, order of asking, recorded time.

use proptest::prelude::*;
use thaw_core::{ActId, Edtf, Entry};
use thaw_ledger::{Ledger, Undo};
use thaw_testkit::{RECORDER, TempLedger, named, subject, time};

const NAMES: [&str; 4] = ["ru Сталино", "uk Сталіне", "ru Юзовка", "en Donetsk"];
const PERIODS: [&str; 6] = ["1924/1961", "../1924-04", "1961-11-09/..", "1941~/1943?", "/1961", "192X/1953-03-05"];

fn undo() -> Undo {
    Undo {
        date: "2026-01-01".parse().unwrap(),
        authority: None,
        note: Some("a mistake".to_owned()),
        sources: Vec::new(),
    }
}

/// The state as users see it: who bears which name on some dates, and which acts are in force.
fn state(ledger: &Ledger) -> Vec<String> {
    let dates: Vec<Edtf> = ["1923", "1942-01", "1953-03-05", "1961", "2026"].map(|date| date.parse().unwrap()).into();
    let mut lines = Vec::new();
    for date in &dates {
        for name in NAMES {
            let text = name.split_once(' ').unwrap().1;
            for bearer in ledger.as_of(date, text, None).unwrap() {
                lines.push(format!(
                    "{date} {} {} {:?} {:?}",
                    bearer.subject, bearer.name.text, bearer.answer, bearer.act
                ));
            }
        }
    }
    for place in 0..3 {
        for date in &dates {
            for bearer in ledger.names_of(&thaw_core::SubjectId(format!("place-{place}")), date, None).unwrap() {
                lines.push(format!("{date} {} {} {:?}", bearer.subject, bearer.name.text, bearer.answer));
            }
        }
    }
    lines
}

fn record(acts: &[(usize, usize, usize)]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = (0..3).map(|place| subject(&format!("place-{place}"))).collect();
    for (number, (place, name, period)) in acts.iter().enumerate() {
        let line = format!("{} {}", NAMES[*name], PERIODS[*period]);
        entries.push(named(&format!("act-{number}"), &format!("place-{place}"), &[&line]));
    }
    entries
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undoing_restores_the_earlier_state_and_undoing_that_the_later(
        acts in prop::collection::vec((0..3_usize, 0..4_usize, 0..6_usize), 2..8),
        n_undone in 1..5_usize,
    ) {
        let (last, earlier) = (acts.len() - 1, &acts[..acts.len() - 1]);
        let before = state(&TempLedger::with(&record(earlier)));
        let mut ledger = TempLedger::with(&record(&acts));
        let after = state(&ledger);
        let mut act = ActId(format!("act-{last}"));
        for number in 0..n_undone {
            act = ledger.undo(&act, &undo(), RECORDER, &time(10 + u32::try_from(number).unwrap())).unwrap();
            prop_assert_eq!(&state(&ledger), if number % 2 == 0 { &before } else { &after });
        }
        prop_assert!(ledger.verify(None).unwrap().is_sound());
    }

    #[test]
    fn every_answer_agrees_with_the_period_of_the_name(
        acts in prop::collection::vec((0..3_usize, 0..4_usize, 0..6_usize), 1..8),
        year in 1915..1970_i64, month in 1..=12_u8,
    ) {
        let entries = record(&acts);
        let ledger = TempLedger::with(&entries);
        let date: Edtf = format!("{year}-{month:02}").parse().unwrap();
        for name in NAMES {
            let text = name.split_once(' ').unwrap().1;
            let mut found: Vec<_> = ledger.as_of(&date, text, None).unwrap().into_iter()
                .filter(|bearer| bearer.name.text == text)
                .map(|bearer| (bearer.act, bearer.answer)).collect();
            found.sort();
            let mut expected: Vec<_> = entries.iter().filter_map(|entry| match entry {
                Entry::Act(act) => Some(act),
                _ => None,
            }).flat_map(|act| act.facts.iter().map(move |fact| (act, fact))).filter_map(|(act, fact)| match fact {
                thaw_core::Fact::Name(name) if name.text == text => Some((act.id.clone(), name.period.holds(&date))),
                _ => None,
            }).filter(|(_, answer)| *answer > thaw_core::Answer::No).collect();
            expected.sort();
            prop_assert_eq!(found, expected);
        }
    }
}
