//! A million made cases against every bundled decree, on one thread.
//!
//! `cargo bench -p thaw-release --bench decrees` for the whole; `-- --cases 50000` for a short form. Every case is also decided
//! by itself for a sample, so that a fast wrong answer shows. Times are processor times.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark prints and stops at the first surprise"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use thaw_release::{
    cases::{Columns, Reader},
    decree::{Verdict, bundled},
};

/// Fields and the texts that they take; an empty one is unknown.
const VALUES: [(&str, &[&str]); 12] = [
    ("sex", &["female", "male", "male", "male", ""]),
    ("born", &["1899", "1936-05-11", "1898-03-27", "1903~", "1920-02", "1911-12-30", ""]),
    (
        "article",
        &["RSFSR 58-10", "RSFSR 58-1-a; RSFSR 193-7", "RSFSR 162", "58-10", "RSFSR 109", "USSR 1947-06-04", ""],
    ),
    ("offence", &["1942", "1937-05", "1941-06-22", "1945", ""]),
    ("sentenced", &["1937-11-05", "1953-01", "1949", "1945-09-30", "1931", "1938-02-11"]),
    ("organ", &["troika", "court", "special-council", "military-tribunal", ""]),
    ("penalty", &["imprisonment", "imprisonment", "special-settlement", "death", ""]),
    ("sentence", &["5 years", "10 years", "25 years", "none", "8 years", "3 years", ""]),
    ("deed", &["none", "none", "service-with-occupier", "killing-civilians", ""]),
    ("group", &["crimean-tatar", "ingush", "other", ""]),
    ("status", &["held", "released", "dead", ""]),
    ("political", &["yes", "no", ""]),
];

/// A sequence that is the same every time (xorshift).
struct Sequence(u64);

impl Sequence {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % below
    }
}

/// Processor time of this thread, which does all the work and which a busy machine does not stretch.
fn processor() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = stat.split_whitespace().next().and_then(|nanoseconds| nanoseconds.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or_default())
}

fn time<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let used = processor();
    let done = work();
    (done, processor() - used)
}

fn main() {
    let mut args = std::env::args().skip_while(|arg| arg != "--cases").skip(1);
    let n_cases: usize = args.next().map_or(1_000_000, |text| text.parse().unwrap());
    let mut reader = Reader::bundled().unwrap();
    let decrees = bundled(&mut reader).unwrap();
    let today = "1995-01-01".parse().unwrap();
    let mut sequence = Sequence(0x2545_F491_4F6C_DD1D);
    let cases: Vec<[usize; VALUES.len()]> =
        (0..n_cases).map(|_| VALUES.map(|(_, texts)| sequence.next(texts.len()))).collect();
    let text_of = |case: &[usize; VALUES.len()], field: &str| {
        VALUES.iter().zip(case).find(|((name, _), _)| *name == field).map(|((_, texts), pick)| texts[*pick])
    };

    let fields: BTreeSet<&str> = decrees.iter().flat_map(|decree| decree.fields()).collect();
    let (columns, reading) = time(|| {
        let mut columns = Columns::new(&reader, fields.iter().copied());
        for case in &cases {
            assert!(columns.push(&reader, |field| text_of(case, field)).is_empty());
        }
        columns
    });
    println!("{n_cases} cases as columns of {} fields: {reading:.2?}", fields.len());

    let bound: Vec<_> = decrees.iter().map(|decree| decree.bind(&columns, &reader, &today)).collect();
    let (counts, deciding) = time(|| {
        let mut counts: BTreeMap<(&str, Verdict), u64> = BTreeMap::new();
        for bound in &bound {
            for row in 0..columns.n_rows() {
                *counts.entry((bound.decree().id.as_str(), bound.decide(row).verdict)).or_default() += 1;
            }
        }
        counts
    });
    println!("{n_cases} cases x {} decrees decided: {deciding:.2?}", decrees.len());
    for ((decree, verdict), count) in &counts {
        println!("    {decree} {verdict:?}: {count}");
    }

    let n_told = n_cases.min(10_000);
    let (n_bytes, telling) =
        time(|| (0..n_told).map(|row| bound[0].tell(row, &bound[0].decide(row), &reader, "ru").len()).sum::<usize>());
    println!("{n_told} rulings told in words, {n_bytes} bytes: {telling:.2?}");

    for (row, case) in cases.iter().enumerate().step_by((n_cases / 500).max(1)) {
        let mut alone = Columns::new(&reader, fields.iter().copied());
        alone.push(&reader, |field| text_of(case, field));
        for (decree, bound) in decrees.iter().zip(&bound) {
            assert_eq!(decree.bind(&alone, &reader, &today).decide(0), bound.decide(row), "{} {case:?}", decree.id);
        }
    }
}
