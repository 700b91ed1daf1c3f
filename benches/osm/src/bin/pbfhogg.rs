//! Counts the objects of a file with pbfhogg, on all cores.

use pbfhogg::{Element, ElementReader};

fn main() {
    let path = std::env::args().nth(1).expect("a file");
    let counts = ElementReader::from_path(path)
        .expect("a file")
        .par_map_reduce(
            |element| match element {
                Element::Node(_) | Element::DenseNode(_) => [1_u64, 0, 0],
                Element::Way(_) => [0, 1, 0],
                Element::Relation(_) => [0, 0, 1],
                _ => [0, 0, 0],
            },
            || [0; 3],
            |a, b| [a[0] + b[0], a[1] + b[1], a[2] + b[2]],
        )
        .expect("a sound file");
    println!("{counts:?}");
}
