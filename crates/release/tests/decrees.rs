//! Decrees: the bundled ones, what is refused, and the properties that never bend.

use thaw_release::cases::Reader;
use thaw_release::decree::{Decree, bundled, in_force};

fn read_all() -> (Reader, Vec<Decree>) {
    let mut reader = Reader::bundled().unwrap();
    let decrees = bundled(&mut reader).unwrap();
    (reader, decrees)
}

#[test]
fn every_example_of_the_bundled_decrees_comes_out_as_expected() {
    let (reader, decrees) = read_all();
    let failed: Vec<String> = decrees
        .iter()
        .flat_map(|decree| decree.examples.iter().map(move |example| (decree, example)))
        .filter_map(|(decree, example)| {
            let what = decree.run_example(example, &reader)?;
            Some(format!("{}: line {}: {}: {what}", decree.id, example.line, example.name))
        })
        .collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(decrees.iter().map(|decree| decree.examples.len()).sum::<usize>() > 25);
}

#[test]
fn decrees_in_force_are_chosen_by_date() {
    let (_, decrees) = read_all();
    let on = |date: &str| -> Vec<String> {
        let date = date.parse().unwrap();
        in_force(&decrees, &date).into_iter().map(|(decree, answer)| format!("{} {answer:?}", decree.id)).collect()
    };
    assert_eq!(on("1953-03-26"), [] as [&str; 0]);
    assert_eq!(on("1953-12"), ["ussr-1953-03-27 Yes"]);
    assert_eq!(on("1953-03"), ["ussr-1953-03-27 Possibly"]);
    assert_eq!(
        on("1956-05-01"),
        ["ussr-1953-03-27 Yes", "ussr-1955-09-17 Yes", "ussr-1956-03-24 Yes", "ussr-1956-04-28 Yes"]
    );
}
