//! Which municipality a place lies in, by the boundaries that the map itself has.

use rustc_hash::FxHashMap;
use thaw_core::LonLat;
use thaw_formats::osm::{OsmIds, OsmKind, OsmObject};

/// Administrative levels that are a municipality, the usual one first (OpenStreetMap's `admin_level` differs by country).
const LEVELS: &[&str] = &["8", "7", "6"];

/// A boundary whose lines are not yet known.
#[derive(Clone, Debug)]
pub(super) struct Boundary {
    name: String,
    level: usize,
    ways: Vec<i64>,
}

impl Boundary {
    /// Returns the boundary that a relation is, when it bounds a municipality.
    pub(super) fn of(object: &OsmObject) -> Option<Self> {
        if object.id.kind != OsmKind::Relation || object.tag("boundary") != Some("administrative") {
            return None;
        }
        let level = object.tag("admin_level")?;
        let level = LEVELS.iter().position(|known| *known == level)?;
        let ways = object
            .members()
            .iter()
            .filter(|member| member.id.kind == OsmKind::Way && matches!(member.role.as_str(), "outer" | "inner" | ""))
            .map(|member| member.id.id)
            .collect();
        Some(Self { name: object.tag("name")?.to_owned(), level, ways })
    }

    /// Adds the ways that it is made of to those to fetch.
    pub(super) fn want(&self, ids: &mut OsmIds) {
        ids.ways.extend(&self.ways);
    }
}

/// The boundaries of a map, ready to be asked.
#[derive(Debug, Default)]
pub(super) struct Municipalities {
    areas: Vec<Area>,
}

#[derive(Debug)]
struct Area {
    name: String,
    level: usize,
    west_south: LonLat,
    east_north: LonLat,
    edges: Vec<(LonLat, LonLat)>,
}

impl Municipalities {
    /// Puts boundaries together from the ways and nodes of the map; returns those that an extract cut open as well.
    pub(super) fn new(
        boundaries: Vec<Boundary>,
        ways: &FxHashMap<i64, Vec<i64>>,
        nodes: &FxHashMap<i64, LonLat>,
    ) -> (Self, Vec<String>) {
        let mut areas = Vec::new();
        let mut open = Vec::new();
        for boundary in boundaries {
            match area(&boundary, ways, nodes) {
                Some(area) => areas.push(area),
                None => open.push(boundary.name),
            }
        }
        // The usual level first, then the smaller area: a town within a district of one level.
        areas.sort_by(|left, right| {
            left.level.cmp(&right.level).then(left.size().total_cmp(&right.size())).then(left.name.cmp(&right.name))
        });
        (Self { areas }, open)
    }

    /// Returns the name of the municipality that a place lies in.
    pub(super) fn of(&self, at: LonLat) -> Option<&str> {
        self.areas.iter().find(|area| area.contains(at)).map(|area| area.name.as_str())
    }
}

/// Returns the area, or nothing when its boundary is not closed.
///
/// Rings need not be put together: by the even-odd rule, lines may come in any order, and an inner ring counts by itself.
/// A boundary is closed when each of its nodes ends an even number of edges.
fn area(boundary: &Boundary, ways: &FxHashMap<i64, Vec<i64>>, nodes: &FxHashMap<i64, LonLat>) -> Option<Area> {
    let mut edges = Vec::new();
    let mut n_ends: FxHashMap<i64, u32> = FxHashMap::default();
    for way in &boundary.ways {
        for pair in ways.get(way)?.windows(2) {
            edges.push((*nodes.get(&pair[0])?, *nodes.get(&pair[1])?));
            *n_ends.entry(pair[0]).or_default() += 1;
            *n_ends.entry(pair[1]).or_default() += 1;
        }
    }
    if edges.is_empty() || n_ends.values().any(|n_ends| n_ends % 2 == 1) {
        return None;
    }
    let mut west_south = edges[0].0;
    let mut east_north = edges[0].0;
    for (at, _) in &edges {
        west_south = LonLat { lon: west_south.lon.min(at.lon), lat: west_south.lat.min(at.lat) };
        east_north = LonLat { lon: east_north.lon.max(at.lon), lat: east_north.lat.max(at.lat) };
    }
    Some(Area { name: boundary.name.clone(), level: boundary.level, west_south, east_north, edges })
}

impl Area {
    fn size(&self) -> f64 {
        (self.east_north.lon - self.west_south.lon) * (self.east_north.lat - self.west_south.lat)
    }

    fn contains(&self, at: LonLat) -> bool {
        let in_box = at.lon >= self.west_south.lon
            && at.lon <= self.east_north.lon
            && at.lat >= self.west_south.lat
            && at.lat <= self.east_north.lat;
        in_box
            && self.edges.iter().fold(false, |inside, (from, to)| {
                let crosses = (from.lat > at.lat) != (to.lat > at.lat)
                    && at.lon < (to.lon - from.lon) * (at.lat - from.lat) / (to.lat - from.lat) + from.lon;
                inside != crosses
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(level: usize, name: &str, ways: Vec<i64>) -> Boundary {
        Boundary { name: name.to_owned(), level, ways }
    }

    #[test]
    fn a_closed_boundary_contains_and_an_open_one_is_named() {
        let nodes: FxHashMap<i64, LonLat> = [(1, (0.0, 0.0)), (2, (1.0, 0.0)), (3, (1.0, 1.0)), (4, (0.0, 1.0))]
            .into_iter()
            .map(|(id, (lon, lat))| (id, LonLat { lon, lat }))
            .collect();
        let ways: FxHashMap<i64, Vec<i64>> = [(10, vec![1, 2, 3]), (11, vec![3, 4, 1])].into_iter().collect();
        let boundaries =
            vec![square(0, "whole", vec![10, 11]), square(0, "cut", vec![10]), square(0, "gone", vec![99])];
        let (municipalities, open) = Municipalities::new(boundaries, &ways, &nodes);
        assert_eq!(open, ["cut", "gone"]);
        assert_eq!(municipalities.of(LonLat { lon: 0.5, lat: 0.5 }), Some("whole"));
        assert_eq!(municipalities.of(LonLat { lon: 1.5, lat: 0.5 }), None);
    }
}
