//! Whether a point lies in a country: Natural Earth outlines at 1:50 m, packed by `scripts/country-outlines.mjs`.

use std::{collections::BTreeMap, sync::OnceLock};
use thaw_core::LonLat;

/// A ring: its points in hundredths of a degree, east and north. Rings across the 180th meridian run on past it.
pub type Ring = Vec<(i32, i32)>;

/// How far outside the outline a point may lie, in hundredths of a degree: outlines are simplified, shores and borders move.
const TOLERANCE: f64 = 30.0;

/// Returns the rings of each country by its ISO 3166-1 code, as they are drawn today.
#[must_use]
pub fn outlines() -> &'static BTreeMap<&'static str, Vec<Ring>> {
    static OUTLINES: OnceLock<BTreeMap<&'static str, Vec<Ring>>> = OnceLock::new();
    OUTLINES.get_or_init(|| {
        let mut outlines: BTreeMap<&'static str, Vec<Ring>> = BTreeMap::new();
        for line in include_str!("outlines.txt").lines() {
            let Some((country, steps)) = line.split_once(' ') else { continue };
            let mut at = (0, 0);
            let ring = steps.split(' ').filter_map(|step| {
                let (x, y) = step.split_once(',')?;
                at = (at.0 + x.parse::<i32>().ok()?, at.1 + y.parse::<i32>().ok()?);
                Some(at)
            });
            outlines.entry(country).or_default().push(ring.collect());
        }
        outlines
    })
}

/// Tells whether a point lies in a country or near its border; nothing when the country has no outline.
pub(super) fn lies_in(country: &str, point: LonLat) -> Option<bool> {
    let rings = outlines().get(country)?;
    Some(rings.iter().any(|ring| holds_turned(ring, point, TOLERANCE)))
}

/// Returns the country whose outline holds the point, the first by code when several do.
pub(super) fn country_at(point: LonLat) -> Option<&'static str> {
    outlines()
        .iter()
        .find(|(_, rings)| rings.iter().any(|ring| holds_turned(ring, point, 0.0)))
        .map(|(country, _)| *country)
}

fn holds_turned(ring: &Ring, point: LonLat, tolerance: f64) -> bool {
    [0.0, 360.0, -360.0].iter().any(|turn| holds(ring, LonLat { lon: point.lon + turn, ..point }, tolerance))
}

/// Even-odd rule, then the distance to the nearest edge.
fn holds(ring: &Ring, point: LonLat, tolerance: f64) -> bool {
    let (x, y) = (point.lon * 100.0, point.lat * 100.0);
    // A degree of longitude shrinks towards the poles.
    let squeeze = point.lat.to_radians().cos().max(0.01);
    let mut inside = false;
    let mut near = false;
    for (&(ax, ay), &(bx, by)) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        let (ax, ay, bx, by) = (f64::from(ax), f64::from(ay), f64::from(bx), f64::from(by));
        if (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax {
            inside = !inside;
        }
        let (dx, dy) = ((bx - ax) * squeeze, by - ay);
        let (px, py) = ((x - ax) * squeeze, y - ay);
        let length = dx * dx + dy * dy;
        let along = if length == 0.0 { 0.0 } else { ((px * dx + py * dy) / length).clamp(0.0, 1.0) };
        near |= (px - along * dx).hypot(py - along * dy) <= tolerance;
    }
    inside || near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(country: &str, lon: f64, lat: f64, expected: bool) {
        let point = LonLat { lon, lat };
        assert_eq!(lies_in(country, point), Some(expected), "{country} {lon} {lat}, lies in {:?}", country_at(point));
    }

    #[test]
    fn cities_lie_in_their_countries() {
        check("RU", 44.5018, 48.7194, true);
        check("RU", 37.62, 55.75, true);
        check("UA", 37.8, 48.02, true);
        check("UA", 34.1, 44.95, true);
        check("RU", 34.1, 44.95, false);
        check("GE", 43.97, 42.2257, true);
        check("RU", 20.49, 54.71, true);
        check("RU", -179.0, 66.5, true);
        check("RU", 179.0, 66.5, true);
        check("RU", 64.06, 67.5, true);
        check("FI", 33.27, 68.14, false);
        check("CN", 121.61, 38.914, true);
    }

    #[test]
    fn swapped_coordinates_are_outside() {
        check("RU", 48.7194, 44.5018, false);
        check("DE", 52.15, 14.65, false);
        check("AM", 40.1953, 44.5246, false);
    }

    #[test]
    fn a_country_without_an_outline_is_unknown() {
        assert_eq!(lies_in("SU", LonLat { lon: 37.0, lat: 55.0 }), None);
    }
}
