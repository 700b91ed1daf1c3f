//! Ways of one street made one: same name, same municipality, connected or near.

use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use thaw_core::LonLat;

/// How far apart two pieces of one street may lie, in metres: the width of a square or a river, not of a district.
pub const NEAR_M: f64 = 300.0;

/// A piece of a street: one way of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Its name.
    pub name: String,
    /// The municipality, when the map has its boundary.
    pub within: Option<String>,
    /// The ids of its nodes, in order.
    pub nodes: Vec<i64>,
    /// Their places, where the map has them.
    pub line: Vec<LonLat>,
}

impl Segment {
    /// Returns its length in metres.
    #[must_use]
    pub fn length_m(&self) -> f64 {
        self.line.windows(2).map(|pair| pair[0].distance_m(pair[1])).sum()
    }
}

/// Groups the segments of each street; returns groups of indexes, each sorted, in the order of their first member.
///
/// Two segments of one name in one municipality belong together when they share a node or when places of theirs lie
/// within [`NEAR_M`]. Near places are found on a grid, so the cost grows with the number of points.
#[must_use]
pub fn group(segments: &[Segment]) -> Vec<Vec<usize>> {
    let mut by_name: BTreeMap<(&str, Option<&str>), Vec<usize>> = BTreeMap::new();
    for (idx, segment) in segments.iter().enumerate() {
        by_name.entry((&segment.name, segment.within.as_deref())).or_default().push(idx);
    }
    let mut sets = Sets::new(segments.len());
    for indexes in by_name.into_values().filter(|indexes| indexes.len() > 1) {
        join_connected(segments, &indexes, &mut sets);
        join_near(segments, &indexes, &mut sets);
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for idx in 0..segments.len() {
        groups.entry(sets.root(idx)).or_default().push(idx);
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    groups.sort();
    groups
}

fn join_connected(segments: &[Segment], indexes: &[usize], sets: &mut Sets) {
    let mut first_with: FxHashMap<i64, usize> = FxHashMap::default();
    for &idx in indexes {
        for &node in &segments[idx].nodes {
            let other = *first_with.entry(node).or_insert(idx);
            sets.join(idx, other);
        }
    }
}

fn join_near(segments: &[Segment], indexes: &[usize], sets: &mut Sets) {
    // Cells of NEAR_M at the place's latitude, so that near places are in the same or a neighbouring cell.
    let mut cells: FxHashMap<(i64, i64), Vec<(LonLat, usize)>> = FxHashMap::default();
    for &idx in indexes {
        for &at in &segments[idx].line {
            let (row, column) = cell(at);
            for near_row in row - 1..=row + 1 {
                for near_column in column - 1..=column + 1 {
                    for &(other_at, other) in cells.get(&(near_row, near_column)).into_iter().flatten() {
                        if sets.root(other) != sets.root(idx) && at.distance_m(other_at) <= NEAR_M {
                            sets.join(idx, other);
                        }
                    }
                }
            }
            let here = cells.entry((row, column)).or_default();
            // One point of a segment in a cell is enough to be found from its neighbours but for a few metres.
            if here.last().is_none_or(|&(_, last)| last != idx) {
                here.push((at, idx));
            }
        }
    }
}

fn cell(at: LonLat) -> (i64, i64) {
    const METRES_A_DEGREE: f64 = 111_195.0;
    let row = (at.lat * METRES_A_DEGREE / NEAR_M).floor();
    // The cosine of the row, not of the place, so that all places of a row share one column width.
    let width = ((row * NEAR_M / METRES_A_DEGREE).to_radians().cos()).max(0.01);
    #[expect(clippy::cast_possible_truncation, reason = "a latitude or longitude in steps of 300 m fits an i64")]
    (row as i64, (at.lon * METRES_A_DEGREE * width / NEAR_M).floor() as i64)
}

/// Disjoint sets with path halving; the root of a set is its smallest member.
struct Sets(Vec<usize>);

impl Sets {
    fn new(len: usize) -> Self {
        Self((0..len).collect())
    }

    fn root(&mut self, mut idx: usize) -> usize {
        while self.0[idx] != idx {
            self.0[idx] = self.0[self.0[idx]];
            idx = self.0[idx];
        }
        idx
    }

    fn join(&mut self, left: usize, right: usize) {
        let (left, right) = (self.root(left), self.root(right));
        self.0[left.max(right)] = left.min(right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(name: &str, within: Option<&str>, nodes: &[i64], line: &[(f64, f64)]) -> Segment {
        Segment {
            name: name.to_owned(),
            within: within.map(str::to_owned),
            nodes: nodes.to_vec(),
            line: line.iter().map(|&(lon, lat)| LonLat { lon, lat }).collect(),
        }
    }

    #[test]
    fn ways_that_share_a_node_are_one_street() {
        let segments =
            [segment("A", None, &[1, 2], &[]), segment("A", None, &[2, 3], &[]), segment("B", None, &[3], &[])];
        assert_eq!(group(&segments), [vec![0, 1], vec![2]]);
    }

    #[test]
    fn a_street_goes_on_across_a_square_but_not_in_the_next_town() {
        let segments = [
            segment("A", None, &[1], &[(24.0, 60.0)]),
            segment("A", None, &[2], &[(24.004, 60.0)]),
            segment("A", None, &[3], &[(24.5, 60.0)]),
        ];
        assert_eq!(group(&segments), [vec![0, 1], vec![2]]);
    }

    #[test]
    fn two_municipalities_have_a_street_each() {
        let segments = [segment("A", Some("X"), &[1, 2], &[]), segment("A", Some("Y"), &[2, 3], &[])];
        assert_eq!(group(&segments), [vec![0], vec![1]]);
    }

    #[test]
    fn near_pole_and_date_line_places_do_not_panic() {
        let segments = [
            segment("A", None, &[1], &[(180.0, 90.0)]),
            segment("A", None, &[2], &[(-180.0, -90.0)]),
            segment("A", None, &[3], &[(0.0, 0.0), (0.0, 0.0)]),
        ];
        assert_eq!(group(&segments).len(), 3);
    }
}
