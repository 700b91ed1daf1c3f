//! Finds the objects whose `name` or `old_name` contains one of the names, and prints their ids: `n1`, `w2`, `r3`.
//! usage: thaw_ids FILE NAMES (a file with one name a line)

use std::{io::Write, path::Path};
use thaw_formats::osm::{OsmFile, OsmQuery};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let names = std::fs::read_to_string(&arguments[2]).expect("names");
    let names = aho_corasick::AhoCorasick::new(names.lines()).expect("an automaton");
    let test = |string: &[u8]| names.is_match(string);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let file = OsmFile::open(Path::new(&arguments[1])).expect("a map");
    let problems = file.read(OsmQuery::Strings(&test), &mut |object| {
        let bears = |key| object.tag(key).is_some_and(|value| names.is_match(value));
        if bears("name") || bears("old_name") {
            writeln!(out, "{}{}", &object.id.kind.as_str()[..1], object.id.id).expect("an output");
        }
    });
    assert!(problems.expect("a sound file").is_empty());
}
