//! Praise across dated texts as a chart (SVG) that stands alone.

use crate::measure::{Count, Rate};
use thaw_formats::document::markup::escape_text;

const WIDTH: f64 = 860.0;
const HEIGHT: f64 = 420.0;
const LEFT: f64 = 60.0;
const TOP: f64 = 50.0;
const BOTTOM: f64 = 70.0;

/// Draws the rates of praise and of critical use, one pair of bars a label, with their 95 % intervals as lines.
#[must_use]
pub fn chart(title: &str, counts: &[(String, Count)]) -> String {
    let rates: Vec<(&str, Rate, Rate)> = counts
        .iter()
        .map(|(label, count)| (label.as_str(), count.rate(count.n_praise), count.rate(count.n_critical)))
        .collect();
    let highest = rates.iter().flat_map(|(_, praise, critical)| [praise.high, critical.high]).fold(1.0, f64::max);
    let height = HEIGHT - TOP - BOTTOM;
    let y = |value: f64| TOP + height * (1.0 - value / highest);
    let step = (WIDTH - LEFT - 10.0) / rates.len().max(1) as f64;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" font-size=\"13\" role=\"img\" aria-label=\"{0}\">\n\
         <title>{0}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<text x=\"{LEFT}\" y=\"22\" font-size=\"16\">{0}</text>\n\
         <text x=\"{LEFT}\" y=\"40\" fill=\"#555\">per 10,000 words; the lines show the 95 % interval; dark: praise, light: critical use of the same words</text>\n",
        escape_text(title)
    );
    for tick in 0..=4_u8 {
        let value = highest * f64::from(tick) / 4.0;
        out.push_str(&format!(
            "<line x1=\"{LEFT}\" x2=\"{WIDTH}\" y1=\"{0:.1}\" y2=\"{0:.1}\" stroke=\"#ddd\"/><text x=\"{1}\" y=\"{2:.1}\" text-anchor=\"end\">{value:.1}</text>\n",
            y(value),
            LEFT - 6.0,
            y(value) + 4.0
        ));
    }
    for (idx, (label, praise, critical)) in rates.iter().enumerate() {
        let x = LEFT + step * idx as f64;
        for (rate, shift, fill) in [(praise, 0.14, "#7a1f1f"), (critical, 0.5, "#e0a3a3")] {
            let (from, width) = (x + step * shift, (step * 0.34).min(60.0));
            let middle = from + width / 2.0;
            out.push_str(&format!(
                "<rect x=\"{from:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"{fill}\"/>\
                 <line x1=\"{middle:.1}\" x2=\"{middle:.1}\" y1=\"{:.1}\" y2=\"{:.1}\" stroke=\"#222\"/>\n",
                y(rate.rate),
                y(0.0) - y(rate.rate),
                y(rate.low),
                y(rate.high)
            ));
        }
        out.push_str(&format!(
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>\n",
            x + step / 2.0,
            y(0.0) + 20.0,
            escape_text(label)
        ));
    }
    out.push_str("</svg>\n");
    out
}
