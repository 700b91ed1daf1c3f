//! Precision and recall of the matcher: `cargo bench -p thaw-names --bench accuracy`.
//!
//! On the labelled lines of `tests/cases`, half of them kept aside, beside a search for the bare surname; and on real
//! streets with known etymologies when `../shared` is there. `-- --wrong` lists what went wrong in the tuning half and
//! among the streets, `-- --kept` in the half kept aside (for a report; nobody tunes on it).
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::panic, missing_docs, reason = "a benchmark prints")]

#[path = "../tests/accuracy/score.rs"]
mod score;
#[path = "../tests/accuracy/streets.rs"]
mod streets;

use score::{Bench, Tally};
use std::{collections::BTreeMap, fs, path::Path};

fn main() {
    let asked = |flag: &str| std::env::args().any(|arg| arg == flag);
    let cases = score::cases();
    let bench = Bench::new(&cases);
    let mut by_lang: BTreeMap<&str, [Tally; 4]> = BTreeMap::new();
    let mut whole = [Tally::default(); 4];
    let mut labels = [(0, 0); 2];
    let mut strong = [(0, 0); 2];
    for case in &cases {
        let found = bench.find(case);
        let answer = score::answer(&found);
        let half = usize::from(case.is_kept());
        for tallies in [by_lang.entry(case.file()).or_default(), &mut whole] {
            tallies[half].count(case.is_match, answer);
            tallies[2 + half].count(case.is_match, bench.naive(case));
        }
        labels[half].0 += usize::from(score::agrees(case, &found));
        labels[half].1 += 1;
        if case.quality == "strong" {
            strong[half].0 += usize::from(answer == case.is_match);
            strong[half].1 += 1;
        }
        let shown = if case.is_kept() { asked("--kept") } else { asked("--wrong") };
        if shown && answer != case.is_match {
            println!("{}", score::explain(case, &found));
        } else if asked("--labels") && !case.is_kept() && !score::agrees(case, &found) {
            println!("labels: {} {}\n{}", case.kind, case.honours, score::explain(case, &found));
        }
    }
    println!("{} labelled names: precision and recall, beside a search for the bare surname", cases.len());
    println!("{:8} {:>6} {:>15} {:>15} {:>15}", "", "lines", "tuning", "kept aside", "bare, kept");
    let show = |t: &Tally| format!("{:.3} {:.3}", t.precision(), t.recall());
    for (lang, tallies) in by_lang.iter().map(|(lang, t)| (*lang, t)).chain([("all", &whole)]) {
        let n = tallies[..2].iter().map(|t| t.found + t.missed + t.false_alarms + t.passed_over).sum::<usize>();
        println!("{lang:8} {n:>6} {:>15} {:>15} {:>15}", show(&tallies[0]), show(&tallies[1]), show(&tallies[3]));
    }
    for (idx, half) in ["tuning", "kept aside"].iter().enumerate() {
        let ((right, all), (plain, plain_all)) = (labels[idx], strong[idx]);
        println!(
            "{half}: kind and honours as labelled in {right} of {all}, plain cases right in {plain} of {plain_all}"
        );
    }
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/streets/brussels-leiden.jsonl");
    let Ok(text) = fs::read_to_string(shared) else {
        println!("streets of Brussels and Leiden: not here, left out");
        return;
    };
    let outcome = streets::score(&text);
    if asked("--wrong") {
        outcome.wrong.iter().for_each(|line| println!("{line}"));
    }
    let (thaw, naive) = (outcome.thaw, outcome.naive);
    println!("streets of Brussels and Leiden, dossiers of labels alone: {} {thaw:?}", show(&thaw));
    println!("  of the false alarms, in streets of which nobody recorded whom they honour: {}", outcome.unrecorded);
    assert!(thaw.recall() > 0.9 && thaw.false_alarms <= outcome.unrecorded + 2, "worse than it was: {thaw:?}");
    println!("the same by bare surname: {} {naive:?}", show(&naive));
}
