//! Charts as SVG that stretch with the page: places along the width are per cent, heights are pixels.

use maud::{Markup, html};

/// A span of years along the width.
#[derive(Clone, Copy)]
pub(super) struct Years {
    pub(super) first: i64,
    /// The first year that is no more shown.
    pub(super) end: i64,
}

impl Years {
    /// Where a moment stands, in per cent of the width.
    pub(super) fn at(self, year: f64) -> f64 {
        (year - self.first as f64) / (self.end - self.first) as f64 * 100.0
    }

    /// Draws lines at years, with their numbers at the foot.
    fn grid(self, every: i64, height: usize) -> Markup {
        html! {
            @for year in (self.first..self.end).filter(|year| year % every == 0) {
                @let x = format!("{:.2}%", self.at(year as f64));
                line.axis x1=(x) x2=(x) y1="0" y2=(height - 20) {}
                text.axis-text.odd[(year - self.first) / every % 2 == 1] x=(x) y=(height - 4) dx="3" { (year) }
            }
        }
    }
}

/// A point of a lane.
pub(super) struct Dot {
    /// The moment, as a year with its fraction.
    pub(super) year: f64,
    /// What it says under the pointer.
    pub(super) title: String,
    /// The page that it leads to.
    pub(super) href: String,
}

/// A row of points of one sort.
pub(super) struct Lane {
    /// The class of its colour and shape.
    pub(super) class: &'static str,
    /// Its name.
    pub(super) label: String,
    /// Its points in the order of time.
    pub(super) dots: Vec<Dot>,
}

/// The room of one point, in pixels, and of a lane's name.
const STEP: usize = 15;
const HEAD: usize = 24;

/// Draws lanes one under the other. Points that would cover each other stand on top of each other. Links repeat a list on
/// the page, so the keyboard passes them by.
pub(super) fn lanes(years: Years, every: i64, lanes: &[Lane]) -> Markup {
    // On a phone a point is as wide as three per cent of the chart.
    let apart = 3.2;
    let mut top = 0;
    let mut drawn = Vec::new();
    for lane in lanes {
        let mut free: Vec<f64> = Vec::new();
        let mut placed = Vec::new();
        for dot in &lane.dots {
            let x = years.at(dot.year);
            let level = free.iter().position(|last| x - last >= apart).unwrap_or(free.len());
            if level == free.len() {
                free.push(x);
            } else {
                free[level] = x;
            }
            placed.push((dot, x, level));
        }
        let height = HEAD + STEP * free.len().max(1) + 8;
        drawn.push((lane, placed, top, height));
        top += height;
    }
    let height = top + 26;
    html! {
        svg.chart width="100%" height=(height) aria-hidden="true" {
            (years.grid(every, height))
            @for (lane, placed, top, height) in &drawn {
                line.axis x1="0" x2="100%" y1=(top + height) y2=(top + height) {}
                text.label x="0" y=(top + 17) dx="4" { (lane.label) }
                @for (dot, x, level) in placed {
                    @let y = top + HEAD + 7 + STEP * level;
                    a href=(dot.href) tabindex="-1" {
                        // A nested picture moves by per cent; its inside is drawn in pixels.
                        svg.dot x=(format!("{x:.2}%")) y=(y) overflow="visible" { (shape(lane.class)) title { (dot.title) } }
                    }
                }
            }
        }
    }
}

/// A mark of its own for each sort: colour is not all that tells them apart.
pub(super) fn shape(class: &str) -> Markup {
    let d = match class {
        "relief" => "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
        "confusion" => "M-5.5-5.5h11v11h-11z",
        "unrest" => "M0-7l7 12h-14z",
        "reversal" => "M0 7l7-12h-14z",
        "speech" => "M-6-5h12v8h-6l-4 4v-4h-2z",
        _ => "M0-7l7 7-7 7-7-7z",
    };
    html! { path class=(class) d=(d) {} }
}

/// A year's bar.
pub(super) struct Bar {
    pub(super) year: i64,
    pub(super) value: u64,
    /// Its value in words, above it when it fits.
    pub(super) label: String,
    /// What it says under the pointer.
    pub(super) title: String,
}

/// A figure from elsewhere beside the bars.
pub(super) struct Other {
    pub(super) year: f64,
    pub(super) value: u64,
    pub(super) title: String,
}

/// Draws a bar for each year, and other figures as marks. The page has the same as a table.
pub(super) fn bars(years: Years, every: i64, bars: &[Bar], others: &[Other], height: usize) -> Markup {
    let most = bars.iter().map(|bar| bar.value).chain(others.iter().map(|other| other.value)).max().unwrap_or(1).max(1);
    let tall = (height - 46) as f64;
    let rise = |value: u64| value as f64 / most as f64 * tall;
    let wide = 100.0 / (years.end - years.first) as f64;
    html! {
        svg.chart width="100%" height=(height) aria-hidden="true" {
            (years.grid(every, height))
            @for bar in bars {
                @let (x, y) = (years.at(bar.year as f64), tall - rise(bar.value) + 24.0);
                g {
                    title { (bar.title) }
                    rect.area x=(format!("{:.2}%", x + wide * 0.1)) width=(format!("{:.2}%", wide * 0.8)) y=(format!("{y:.1}")) height=(format!("{:.1}", rise(bar.value))) rx="2" {}
                    text.value x=(format!("{:.2}%", x + wide * 0.5)) y=(format!("{:.1}", y - 5.0)) text-anchor="middle" { (bar.label) }
                }
            }
            @for other in others {
                svg.dot x=(format!("{:.2}%", years.at(other.year))) y=(format!("{:.1}", tall - rise(other.value) + 24.0)) overflow="visible" {
                    path.other d="M0-7l7 7-7 7-7-7z" { title { (other.title) } }
                }
            }
        }
    }
}
