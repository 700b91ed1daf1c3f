//! Counts the objects of a file with fast-osmpbf, on all cores.

use fast_osmpbf::{ElementBlock, OsmReader, prelude::*};

fn main() {
    let path = std::env::args().nth(1).expect("a file");
    let reader = OsmReader::from_path(std::path::Path::new(&path)).expect("a file");
    let counts = reader
        .par_blocks()
        .map(|block| match block {
            ElementBlock::DenseNodeBlock(block) => [block.iter().count(), 0, 0],
            ElementBlock::NodeBlock(block) => [block.iter().count(), 0, 0],
            ElementBlock::WayBlock(block) => [0, block.iter().count(), 0],
            ElementBlock::RelationBlock(block) => [0, 0, block.iter().count()],
        })
        .reduce(|| [0; 3], |a, b| [a[0] + b[0], a[1] + b[1], a[2] + b[2]]);
    println!("{counts:?}");
}
