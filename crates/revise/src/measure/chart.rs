//! Praise in dated texts, or in editions, as a chart (SVG) that stands alone and is read on a telephone too.

use super::Rate;
use std::fmt::Write as _;
use thaw_formats::document::markup::escape_text;

/// What was measured in one text, or in all texts of one year.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Its name, or the year.
    pub label: String,
    /// The year, when the texts are put together by year.
    pub year: Option<i32>,
    /// Praise that is meant.
    pub praise: Rate,
    /// The same words in critical use.
    pub critical: Rate,
}

// Few units and large letters: on a telephone the chart is half as wide, and the letters half as high.
const WIDTH: f64 = 640.0;
const MARGIN: f64 = 20.0;
const LEFT: f64 = 64.0;
const TOP: f64 = 118.0;
const LETTER: f64 = 8.5;
const PRAISE: &str = "#8a1c1c";
const CRITICAL: &str = "#1f5c8a";

/// Draws the rates with their 95 % intervals: along the years when each point has one, else one row a text.
#[must_use]
pub fn chart(title: &str, points: &[Point]) -> String {
    let highest = points.iter().flat_map(|point| [point.praise.high, point.critical.high]).fold(1.0, f64::max);
    let ticks = ticks(highest);
    let years: Option<Vec<i32>> = points.iter().map(|point| point.year).collect();
    let (height, body) = match years.filter(|years| !years.is_empty()) {
        Some(years) => by_year(points, &years, &ticks),
        None => by_row(points, &ticks),
    };
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" font-family=\"sans-serif\" font-size=\"17\" \
         role=\"img\" aria-labelledby=\"title desc\">\n<title id=\"title\">{0}</title>\n<desc id=\"desc\">{1}</desc>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<text x=\"{MARGIN}\" y=\"30\" font-size=\"21\" font-weight=\"bold\">{0}</text>\n\
         <text x=\"{MARGIN}\" y=\"55\" fill=\"#444\">times per 10,000 words; lines: 95 % intervals</text>\n",
        escape_text(title),
        escape_text(&described(points))
    );
    let _ = writeln!(
        out,
        "<circle cx=\"{0}\" cy=\"79\" r=\"6\" fill=\"{PRAISE}\"/><text x=\"{1}\" y=\"85\">praise</text>\
         <rect x=\"134\" y=\"73\" width=\"12\" height=\"12\" fill=\"#fff\" stroke=\"{CRITICAL}\" stroke-width=\"2.5\"/><text x=\"154\" y=\"85\">critical use of the same words</text>",
        MARGIN + 6.0,
        MARGIN + 20.0
    );
    out.push_str(&body);
    out.push_str("</svg>\n");
    out
}

/// The numbers in words, for those who do not see the chart.
fn described(points: &[Point]) -> String {
    let rates = points.iter().map(|point| {
        let Point { label, praise, critical, .. } = point;
        format!(
            "{label}: praise {:.1} ({:.1} to {:.1}), critical use {:.1} ({:.1} to {:.1})",
            praise.rate, praise.low, praise.high, critical.rate, critical.low, critical.high
        )
    });
    format!("Per 10,000 words, with 95 % intervals. {}.", rates.collect::<Vec<_>>().join("; "))
}

/// Round numbers from 0 to the first one that is not below the highest value.
fn ticks(highest: f64) -> Vec<f64> {
    const N_TICKS: f64 = 4.0;
    let power = 10_f64.powf((highest / N_TICKS).log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|times| times * power).into_iter().find(|step| step * N_TICKS >= highest);
    let step = step.unwrap_or(10.0 * power);
    (0..=(highest / step).ceil() as u32).map(|n| f64::from(n) * step).collect()
}

fn number(value: f64) -> String {
    if value >= 1.0 || value == 0.0 { format!("{value:.0}") } else { format!("{value:.1}") }
}

fn by_year(points: &[Point], years: &[i32], ticks: &[f64]) -> (f64, String) {
    const PLOT: f64 = 300.0;
    const RIGHT: f64 = WIDTH - 40.0;
    let highest = ticks.last().copied().unwrap_or(1.0);
    let (first, last) = (years.iter().min().copied().unwrap_or(0), years.iter().max().copied().unwrap_or(0));
    let y = |value: f64| TOP + PLOT * (1.0 - value / highest);
    let x = |year: i32| {
        let share = if first == last { 0.5 } else { f64::from(year - first) / f64::from(last - first) };
        LEFT + 26.0 + (RIGHT - LEFT - 26.0) * share
    };
    let mut out = String::new();
    for tick in ticks {
        let _ = writeln!(
            out,
            "<line x1=\"{LEFT}\" x2=\"{WIDTH}\" y1=\"{0:.1}\" y2=\"{0:.1}\" stroke=\"#ddd\"/><text x=\"{1}\" y=\"{2:.1}\" text-anchor=\"end\">{3}</text>",
            y(*tick),
            LEFT - 8.0,
            y(*tick) + 6.0,
            number(*tick)
        );
    }
    // As many years are written as there is room for.
    let mut written_until = f64::MIN;
    let mut sorted = years.to_vec();
    sorted.sort_unstable();
    for year in sorted {
        if x(year) - written_until >= 6.0 * LETTER {
            written_until = x(year);
            let _ = writeln!(
                out,
                "<line x1=\"{0:.1}\" x2=\"{0:.1}\" y1=\"{1}\" y2=\"{2}\" stroke=\"#444\"/><text x=\"{0:.1}\" y=\"{3}\" text-anchor=\"middle\">{year}</text>",
                x(year),
                TOP + PLOT,
                TOP + PLOT + 6.0,
                TOP + PLOT + 26.0
            );
        }
    }
    let step = (RIGHT - LEFT) / f64::from((last - first).max(1));
    let (size, apart) = if step < 14.0 { (3.5, 2.5) } else { (5.0, 4.0) };
    for (point, year) in points.iter().zip(years) {
        for (rate, is_praise) in [(&point.critical, false), (&point.praise, true)] {
            let at = x(*year) + if is_praise { -apart } else { apart };
            out.push_str(&mark(
                (at, y(rate.rate)),
                ((at, y(rate.low)), (at, y(rate.high))),
                size,
                is_praise,
                point,
                rate,
            ));
        }
    }
    (TOP + PLOT + 45.0, out)
}

fn by_row(points: &[Point], ticks: &[f64]) -> (f64, String) {
    const ROW: f64 = 66.0;
    let highest = ticks.last().copied().unwrap_or(1.0);
    let x = |value: f64| MARGIN + 6.0 + (WIDTH - 3.0 * MARGIN - 6.0) * value / highest;
    let bottom = TOP + ROW * points.len() as f64;
    let mut out = String::new();
    for tick in ticks {
        let _ = writeln!(
            out,
            "<line x1=\"{0:.1}\" x2=\"{0:.1}\" y1=\"{1}\" y2=\"{bottom}\" stroke=\"#ddd\"/><text x=\"{0:.1}\" y=\"{2}\" text-anchor=\"middle\">{3}</text>",
            x(*tick),
            TOP - 6.0,
            bottom + 22.0,
            number(*tick)
        );
    }
    for (idx, point) in points.iter().enumerate() {
        let top = TOP + ROW * idx as f64;
        let most = ((WIDTH - 2.0 * MARGIN) / LETTER) as usize;
        let label: String = match point.label.char_indices().nth(most) {
            Some((at, _)) => format!("{}…", &point.label[..at]),
            None => point.label.clone(),
        };
        let _ = writeln!(out, "<text x=\"{MARGIN}\" y=\"{}\">{}</text>", top + 18.0, escape_text(&label));
        for (rate, is_praise, down) in [(&point.praise, true, 32.0), (&point.critical, false, 50.0)] {
            let at = top + down;
            out.push_str(&mark(
                (x(rate.rate), at),
                ((x(rate.low), at), (x(rate.high), at)),
                6.0,
                is_praise,
                point,
                rate,
            ));
        }
    }
    (bottom + 36.0, out)
}

/// A rate with the line of its interval; who points at it reads the numbers.
fn mark(
    (x, y): (f64, f64),
    ((x1, y1), (x2, y2)): ((f64, f64), (f64, f64)),
    size: f64,
    is_praise: bool,
    point: &Point,
    rate: &Rate,
) -> String {
    let (colour, words) = if is_praise { (PRAISE, "praise") } else { (CRITICAL, "critical use") };
    let shape = if is_praise {
        format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{size}\" fill=\"{colour}\"/>")
    } else {
        format!(
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{2}\" height=\"{2}\" fill=\"#fff\" stroke=\"{colour}\" stroke-width=\"2.5\"/>",
            x - size,
            y - size,
            2.0 * size
        )
    };
    format!(
        "<g><title>{}: {words} {:.1} ({:.1} to {:.1})</title><line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" \
         stroke=\"{colour}\" stroke-width=\"2\"/>{shape}</g>\n",
        escape_text(&point.label),
        rate.rate,
        rate.low,
        rate.high
    )
}
