//! Several processes at one ledger.

use crate::command::{Desk, Ran};
use std::process::Stdio;

#[test]
fn processes_that_write_at_once_lose_nothing() {
    let desk = Desk::new();
    let candidate = |idx: usize| {
        format!(
            "{{\"id\":\"osm/way/{idx}\",\"dossier\":\"stalin\",\"name\":\"улица Сталина\",\"lang\":\"ru\",\"class\":\"street\",\"form\":\"Сталина\",\"honours\":\"person\",\"score\":0.9,\"evidence\":[],\"members\":[],\"properties\":{{}}}}\n"
        )
    };
    let n_writers: usize = 6;
    let n_each: usize = 20;
    let children: Vec<_> = (0..n_writers)
        .map(|writer| {
            let ids = (0..n_each).map(|idx| writer * 1000 + idx + 1);
            desk.write(&format!("{writer}.jsonl"), ids.clone().map(candidate).collect::<String>());
            let rows: String = ids.map(|idx| format!("osm/way/{idx},keep,Town Council,2026-10-01\n")).collect();
            desk.write(&format!("{writer}.csv"), format!("candidate,decision,authority,date\n{rows}"));
            desk.command()
                .args(["decide", &format!("{writer}.jsonl"), "--from", &format!("{writer}.csv")])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in children {
        let ran = Ran::of(&child.wait_with_output().unwrap());
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.err.contains(&format!("{n_each} decisions recorded")), "{ran:?}");
    }
    assert_eq!(desk.run("verify").code, 0);
    for writer in 0..n_writers {
        for idx in 0..n_each {
            let id = writer * 1000 + idx + 1;
            desk.run(&format!("history osm/way/{id}")).done();
        }
    }
}
