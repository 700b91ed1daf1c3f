//! The tables that CollateX publishes, as a yardstick: which of its matches and of its pairs of unlike words we have.

use crate::collation::folds;
use insta::assert_snapshot;
use std::collections::BTreeSet;
use thaw_restore::{Collation, Fold, Witness};

/// Two words in one column: (witness, word) twice.
type Pair = ((usize, usize), (usize, usize));

/// A published table: its name, its witnesses, and for each the column of each word.
struct Case<'t> {
    name: &'t str,
    texts: Vec<String>,
    columns: Vec<Vec<usize>>,
}

fn cases() -> Vec<Case<'static>> {
    let blocks = include_str!("collatex.txt").split("\n\n").filter(|block| !block.starts_with('#'));
    let case = |block: &'static str| {
        let (name, rows) = block.trim().split_once('\n').unwrap();
        let cells: Vec<Vec<&str>> = rows.lines().map(|row| row.split(' ').collect()).collect();
        let words =
            |row: &Vec<&'static str>| row.iter().copied().filter(|cell| *cell != "-").collect::<Vec<_>>().join(" ");
        let places =
            |row: &Vec<&str>| row.iter().enumerate().filter(|(_, cell)| **cell != "-").map(|(at, _)| at).collect();
        Case { name, texts: cells.iter().map(words).collect(), columns: cells.iter().map(places).collect() }
    };
    blocks.map(case).collect()
}

/// All pairs of words that stand in one column: those that are equal, and the others.
fn pairs(columns: &[Vec<usize>], texts: &[String]) -> (BTreeSet<Pair>, BTreeSet<Pair>) {
    let words: Vec<Vec<String>> = texts.iter().map(|text| text.split(' ').map(str::to_lowercase).collect()).collect();
    let mut all = BTreeSet::new();
    for left in 0..columns.len() {
        for right in left + 1..columns.len() {
            for (a, column) in columns[left].iter().enumerate() {
                if let Ok(b) = columns[right].binary_search(column) {
                    all.insert(((left, a), (right, b)));
                }
            }
        }
    }
    all.into_iter().partition(|((left, a), (right, b))| words[*left][*a] == words[*right][*b])
}

/// What of the published tables we have: matches, of how many, pairs of unlike words, of how many, and the cases that differ.
fn scored(is_asked: impl Fn(&str) -> bool) -> String {
    let folds = folds(&[Fold::Quotes, Fold::Case]);
    let (mut matches, mut others) = ((0, 0, 0), (0, 0));
    let mut different = Vec::new();
    for case in cases().iter().filter(|case| is_asked(case.name)) {
        let witnesses: Vec<Witness> = case
            .texts
            .iter()
            .enumerate()
            .map(|(idx, text)| Witness::new(idx.to_string(), text.as_str()).unwrap())
            .collect();
        let collation = Collation::new(witnesses, None, &folds).unwrap();
        // Back into the order of the case.
        let mut columns = vec![Vec::new(); case.texts.len()];
        for (witness, own) in collation.witnesses.iter().zip(&collation.columns) {
            columns[witness.sigil.parse::<usize>().unwrap()] = own.iter().map(|column| *column as usize).collect();
        }
        let (our_matches, our_others) = pairs(&columns, &case.texts);
        let (their_matches, their_others) = pairs(&case.columns, &case.texts);
        let n_matches = their_matches.intersection(&our_matches).count();
        let n_others = their_others.intersection(&our_others).count();
        matches = (matches.0 + n_matches, matches.1 + their_matches.len(), matches.2 + our_matches.len());
        others = (others.0 + n_others, others.1 + their_others.len());
        if our_matches != their_matches || n_others < their_others.len() {
            let (name, _) = case.name.split_once(" · ").unwrap();
            different.push(format!(
                "{name}: {n_matches} of {} matches, {} in all; {n_others} of {} unlike pairs",
                their_matches.len(),
                our_matches.len(),
                their_others.len(),
            ));
        }
    }
    let sum = format!(
        "{} of {} matches, {} in all; {} of {} unlike pairs",
        matches.0, matches.1, matches.2, others.0, others.1
    );
    [sum].into_iter().chain(different).collect::<Vec<_>>().join("\n")
}

#[test]
fn we_find_all_that_the_package_and_its_documentation_publish() {
    assert_snapshot!(scored(|name| !name.contains("collatex-core")), @"219 of 219 matches, 219 in all; 60 of 60 unlike pairs");
}

#[test]
fn we_find_what_the_tests_of_the_program_in_java_publish() {
    // DIFFERENCE: "variation" is wished for and not tested there, and "witnessReorder" has the other table. In the double
    // transpositions "the cat" is matched in as few changes as "is"; the package for Python does the same. Of unlike words,
    // Java puts the first ones into one column, where near matching puts the likest. In "alignmentTable", words that stand
    // in one column for two witnesses cannot follow each other in the third; the package for Python finds four of these
    // matches, we find five. In the Greek case one word more is matched without the moved one.
    assert_snapshot!(scored(|name| name.contains("collatex-core")), @r"
    347 of 351 matches, 351 in all; 65 of 76 unlike pairs
    variation: 20 of 20 matches, 20 in all; 0 of 4 unlike pairs
    doubleTransposition1: 0 of 1 matches, 2 in all; 0 of 2 unlike pairs
    additionInCombinationWithTransposition: 7 of 7 matches, 7 in all; 4 of 7 unlike pairs
    additionInCombinationWithTransposition2: 6 of 6 matches, 6 in all; 3 of 5 unlike pairs
    alignmentTable: 5 of 7 matches, 5 in all; 2 of 2 unlike pairs
    testDifficultCasePartialRightOverlapAndTranspositions: 17 of 18 matches, 19 in all; 1 of 1 unlike pairs
    ");
}
