//! A small map drawn by the server: land in today's outlines, and marks on it.

use maud::{Markup, PreEscaped, html};
use std::fmt::Write;
use thaw_core::LonLat;
use thaw_formats::record::{Ring, outlines};

/// The part of the world that is shown, in degrees: west, south, east, north.
const BOX: [f64; 4] = [-12.0, 18.0, 150.0, 72.0];
/// The width of the drawing; its height follows.
const WIDTH: f64 = 720.0;
/// Points nearer to each other than this are one.
const DETAIL: f64 = 2.5;

/// A mark on the map.
pub(super) struct Mark {
    pub(super) at: LonLat,
    /// The class of its colour.
    pub(super) class: String,
    /// What it says under the pointer.
    pub(super) title: String,
    /// The page that it leads to.
    pub(super) href: String,
}

/// Draws the map; marks outside of it are left out. Links repeat a list on the page, so the keyboard passes them by.
pub(super) fn draw(marks: &[Mark]) -> Markup {
    let height = place(LonLat { lon: BOX[2], lat: BOX[1] }).1;
    html! {
        svg.small-map viewBox=(format!("0 0 {WIDTH} {height:.0}")) aria-hidden="true" {
            path.land d=(land()) {}
            @for mark in marks {
                @let (x, y) = place(mark.at);
                @if x > 0.0 && x < WIDTH && y > 0.0 && y < height {
                    a href=(mark.href) tabindex="-1" { circle class=(mark.class) cx=(format!("{x:.1}")) cy=(format!("{y:.1}")) r="6" { title { (mark.title) } } }
                }
            }
        }
    }
}

/// Longitude evenly; latitude by Mercator, so that Europe is not pressed flat.
fn place(point: LonLat) -> (f64, f64) {
    let mercator = |lat: f64| (lat.to_radians() / 2.0 + std::f64::consts::FRAC_PI_4).tan().ln().to_degrees();
    let scale = WIDTH / (BOX[2] - BOX[0]);
    ((point.lon - BOX[0]) * scale, (mercator(BOX[3]) - mercator(point.lat)) * scale)
}

/// The outlines as one path of whole units; what is outside or smaller than a dot is left out.
fn land() -> PreEscaped<String> {
    let mut path = String::new();
    for ring in outlines().values().flatten() {
        draw_ring(ring, &mut path);
    }
    PreEscaped(path)
}

fn draw_ring(ring: &Ring, path: &mut String) {
    let degrees = |(x, y): (i32, i32)| LonLat { lon: f64::from(x) / 100.0, lat: f64::from(y) / 100.0 };
    let inside = |point: LonLat| point.lon > BOX[0] && point.lon < BOX[2] && point.lat > BOX[1] && point.lat < BOX[3];
    if !ring.iter().any(|point| inside(degrees(*point))) {
        return;
    }
    let mut points: Vec<(i32, i32)> = Vec::new();
    for point in ring {
        let point = degrees(*point);
        // Beyond the frame only the direction matters; Mercator has no pole.
        let point = LonLat {
            lon: point.lon.clamp(BOX[0] - 5.0, BOX[2] + 5.0),
            lat: point.lat.clamp(BOX[1] - 5.0, BOX[3] + 5.0),
        };
        let (x, y) = place(point);
        let (x, y) = (x.round() as i32, y.round() as i32);
        let far = |last: &(i32, i32)| f64::from(x - last.0).hypot(f64::from(y - last.1)) >= DETAIL;
        if points.last().is_none_or(far) {
            points.push((x, y));
        }
    }
    if points.len() < 4 {
        return;
    }
    let mut last = (0, 0);
    for (index, (x, y)) in points.iter().enumerate() {
        // Writing into a string cannot fail.
        let _ = if index == 0 { write!(path, "M{x} {y}l") } else { write!(path, "{} {} ", x - last.0, y - last.1) };
        last = (*x, *y);
    }
    path.truncate(path.trim_end().len());
    path.push('z');
}
