//! Killed at any moment: what was acknowledged is there, nothing is there by half.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use thaw_core::Entry;
use thaw_ledger::Ledger;

const N_KILLS: u32 = 200;

/// Cargo builds the examples of a crate before it runs its tests, and puts them beside.
fn appender() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let path = test.ancestors().nth(2).unwrap().join("examples/appender");
    assert!(path.exists(), "`{}` is not built: run `cargo test -p thaw-ledger`", path.display());
    path
}

/// Lets the program append from a batch on, kills it while it works, and returns the last batch that it said was kept.
fn run_and_kill(ledger: &Path, first: u32, n_batches: u32, spins: u32) -> Option<u32> {
    let mut child = Command::new(appender()).arg(ledger).arg(first.to_string()).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut acknowledged = None;
    for _ in 0..n_batches {
        acknowledged = Some(lines.next().unwrap().unwrap().parse().unwrap());
    }
    // Some more moments, so that the kill falls anywhere in the next transaction, or in opening the file.
    for spin in 0..spins {
        std::hint::black_box(spin);
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // What it said before it died is acknowledged, too.
    lines.map_while(Result::ok).filter_map(|line| line.parse().ok()).last().or(acknowledged)
}

#[test]
fn two_hundred_kills_lose_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let mut seed = 0x1953_0305_u32;
    let mut random = move |below: u32| {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        seed % below
    };
    let mut next = 0;
    let mut file = directory.path().join("0.thaw");
    let mut n_in_progress = 0;
    for kill in 0..N_KILLS {
        if kill % 10 == 0 {
            // A new ledger now and then keeps the checks short.
            file = directory.path().join(format!("{kill}.thaw"));
            drop(Ledger::create(&file).unwrap());
            next = 0;
        }
        let n_batches = random(3);
        let spins = random(300_000);
        let acknowledged = run_and_kill(&file, next, n_batches, spins);

        let ledger = Ledger::open(&file).unwrap();
        let report = ledger.verify(None).unwrap();
        assert_eq!(report.faults, [], "after kill {kill}");
        let mut n_acts: BTreeMap<u32, u32> = BTreeMap::new();
        for recorded in ledger.entries(1) {
            match recorded.unwrap().entry {
                Entry::Subject(subject) => {
                    n_acts.insert(subject.id.0.strip_prefix("batch-").unwrap().parse().unwrap(), 0);
                }
                Entry::Act(act) => {
                    *n_acts.get_mut(&act.subject.0.strip_prefix("batch-").unwrap().parse().unwrap()).unwrap() += 1;
                }
                _ => panic!("nobody wrote that"),
            }
        }
        for (batch, n) in &n_acts {
            assert_eq!(*n, batch % 7 + 1, "batch {batch} is there by half after kill {kill}");
        }
        if let Some(last) = acknowledged {
            assert!(
                n_acts.keys().copied().eq(0..=*n_acts.keys().last().unwrap()),
                "a batch is missing after kill {kill}"
            );
            assert!(n_acts.contains_key(&last), "batch {last} was acknowledged before kill {kill}");
        }
        let found = n_acts.keys().last().map_or(0, |last| last + 1);
        n_in_progress += u32::from(found > acknowledged.map_or(next, |last| last + 1));
        next = found;
    }
    // Some kills fell between the commit and its acknowledgement: the loop does reach into transactions.
    println!("{n_in_progress} of {N_KILLS} kills fell between a commit and its acknowledgement");
}
