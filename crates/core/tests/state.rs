//! What holds for every ledger.

use proptest::prelude::*;
use serde_json::json;
use thaw_core::{ActId, Entry, State, SubjectId};

fn name_act(id: usize, subject: usize, year: u16, state: &str) -> Entry {
    let body = json!({
        "type": "act", "id": format!("act-{id}"), "kind": "rename", "subject": format!("place-{subject}"),
        "date": year.to_string(), "state": state,
        "facts": [{ "fact": "name", "text": format!("Name {id}"), "lang": "ru", "period": format!("{year}/..") }],
    });
    serde_json::from_value(body).unwrap()
}

fn reversal(id: usize, of: &str) -> Entry {
    let body = json!({
        "type": "act", "id": format!("reversal-{id}"), "kind": "reversal", "subject": "place-0",
        "date": "1990", "state": "approved", "reverses": of,
    });
    serde_json::from_value(body).unwrap()
}

fn subject(id: usize) -> Entry {
    serde_json::from_value(json!({ "type": "subject", "id": format!("place-{id}"), "kind": "place", "class": "city" }))
        .unwrap()
}

/// Entries of some places, their names, and reversals of these and of reversals; none twice.
fn ledger() -> impl Strategy<Value = Vec<Entry>> {
    let act = (0_usize..3, 1920_u16..1970, prop_oneof!["carried-out", "approved", "proposed"]);
    (prop::collection::vec(act, 1..12), prop::collection::vec((any::<bool>(), 0_usize..12), 0..6)).prop_map(
        |(acts, reversals)| {
            let mut entries: Vec<Entry> = (0..3).map(subject).collect();
            entries
                .extend(acts.iter().enumerate().map(|(id, (place, year, state))| name_act(id, *place, *year, state)));
            entries.extend(reversals.iter().enumerate().map(|(id, (of_reversal, target))| {
                let kind = if *of_reversal { "reversal" } else { "act" };
                reversal(id, &format!("{kind}-{target}"))
            }));
            entries
        },
    )
}

/// Returns the names of all places with their periods.
fn names(state: &State) -> Vec<(SubjectId, String, String)> {
    let named = state.subjects().flat_map(|subject| {
        let names = state.names(&subject.id);
        names
            .into_iter()
            .map(|name| (subject.id.clone(), name.fact.text.clone(), name.period.to_string()))
            .collect::<Vec<_>>()
    });
    named.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_independent_entries_gives_the_same_state(
        (entries, shuffled) in ledger().prop_flat_map(|entries| (Just(entries.clone()), Just(entries).prop_shuffle())),
    ) {
        prop_assert_eq!(State::fold(entries), State::fold(shuffled));
    }

    #[test]
    fn applying_then_reversing_an_act_gives_the_earlier_state(entries in ledger(), place in 0_usize..3, year in 1920_u16..1970) {
        let before = State::fold(entries.clone());
        let mut applied = entries;
        applied.push(name_act(100, place, year, "carried-out"));
        let after = State::fold(applied.clone());
        prop_assert!(after.is_in_force(&ActId("act-100".to_owned())));
        prop_assert_ne!(names(&before), names(&after));
        let mut undone = applied;
        undone.push(reversal(100, "act-100"));
        prop_assert_eq!(names(&before), names(&State::fold(undone.clone())));
        undone.push(reversal(101, "reversal-100"));
        prop_assert_eq!(names(&after), names(&State::fold(undone)));
    }
}
