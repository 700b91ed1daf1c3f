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
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<text x=\"{MARGIN}\" y=\"30\" font-size=\"21\" font-weight=\"bold\">{2}</text>\n\
         <text x=\"{MARGIN}\" y=\"55\" fill=\"#444\">times per 10,000 words; lines: 95 % intervals</text>\n",
        escape_text(title),
        escape_text(&described(points)),
        escape_text(&fitted(title, 23.0))
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

/// Writes ticks with as few decimals as tell them apart.
fn number(tick: f64, ticks: &[f64]) -> String {
    if ticks.iter().all(|tick| tick.fract() == 0.0) { format!("{tick:.0}") } else { format!("{tick:.1}") }
}

/// Years so near each other that the marks of both kinds would hide each other stand in two charts, one above the other.
fn by_year(points: &[Point], years: &[i32], ticks: &[f64]) -> (f64, String) {
    const PLOT: f64 = 300.0;
    const PLOT_OF_TWO: f64 = 200.0;
    const BETWEEN: f64 = 46.0;
    const ROOMY: f64 = 22.0;
    const RIGHT: f64 = WIDTH - 40.0;
    const FROM: f64 = LEFT + 26.0;
    let highest = ticks.last().copied().unwrap_or(1.0);
    let (first, last) = (years.iter().min().copied().unwrap_or(0), years.iter().max().copied().unwrap_or(0));
    let x = |year: i32| {
        let share = if first == last { 0.5 } else { f64::from(year - first) / f64::from(last - first) };
        FROM + (RIGHT - FROM) * share
    };
    let mut sorted = years.to_vec();
    sorted.sort_unstable();
    let nearest = sorted.windows(2).map(|pair| x(pair[1]) - x(pair[0])).fold(f64::MAX, f64::min);
    let is_roomy = nearest >= ROOMY;
    let panels: &[(f64, f64, &[bool])] = if is_roomy {
        &[(TOP, PLOT, &[false, true])]
    } else {
        &[(TOP + 14.0, PLOT_OF_TWO, &[true]), (TOP + 14.0 + PLOT_OF_TWO + BETWEEN, PLOT_OF_TWO, &[false])]
    };
    let (size, stroke, apart) = if is_roomy {
        (5.0, 2.0, 4.0)
    } else {
        ((nearest * 0.4).clamp(1.5, 4.0), (nearest * 0.5).clamp(0.8, 2.0), 0.0)
    };
    let mut out = String::new();
    let mut bottom = TOP;
    for (top, height, kinds) in panels {
        let y = |value: f64| top + height * (1.0 - value / highest);
        bottom = top + height;
        for tick in ticks {
            let at = y(*tick);
            out.push_str(&ruled(
                ((LEFT, at), (WIDTH, at)),
                "#ddd",
                (LEFT - 8.0, at + 6.0),
                "end",
                &number(*tick, ticks),
            ));
        }
        if let [is_praise] = kinds {
            let (colour, words) = colour_and_words(*is_praise);
            let _ = writeln!(out, "<text x=\"{LEFT}\" y=\"{:.1}\" fill=\"{colour}\">{words}</text>", top - 10.0);
        }
        for (point, year) in points.iter().zip(years) {
            for is_praise in *kinds {
                let rate = if *is_praise { &point.praise } else { &point.critical };
                let at = x(*year) + if *is_praise { -apart } else { apart };
                let ends = ((at, y(rate.low)), (at, y(rate.high)));
                out.push_str(&mark((at, y(rate.rate)), ends, (size, stroke), *is_praise, point, rate));
            }
        }
    }
    // As many years are written as there is room for.
    let mut written_until = f64::MIN;
    for year in sorted {
        if x(year) - written_until >= 6.0 * LETTER {
            written_until = x(year);
            let at = x(year);
            let line = ((at, bottom), (at, bottom + 6.0));
            out.push_str(&ruled(line, "#444", (at, bottom + 26.0), "middle", &year.to_string()));
        }
    }
    (bottom + 45.0, out)
}

/// Cuts a name in its middle when it is wider than the chart: names of editions often differ in the last letters only.
fn fitted(name: &str, font_size: f64) -> String {
    // In a sans-serif face capitals and Cyrillic are wider than small Latin letters, and Chinese characters are square.
    let width = |letter: char| match letter {
        'a'..='z' | '0'..='9' | ' '..='/' => 0.53,
        '\u{1100}'.. => 1.0,
        _ => 0.61,
    };
    let room = (WIDTH - 2.0 * MARGIN) / font_size;
    let letters: Vec<char> = name.chars().collect();
    if letters.iter().copied().map(width).sum::<f64>() <= room {
        return name.to_owned();
    }
    let most = |letters: &mut dyn Iterator<Item = char>, room: f64| {
        let mut so_far = 0.0;
        letters
            .take_while(|letter| {
                so_far += width(*letter);
                so_far <= room
            })
            .count()
    };
    let n_first = most(&mut letters.iter().copied(), room * 0.6);
    let n_last = most(&mut letters.iter().rev().copied(), room * 0.36);
    let text = |letters: &[char]| letters.iter().collect::<String>();
    format!("{}…{}", text(&letters[..n_first]).trim_end(), text(&letters[letters.len() - n_last..]).trim_start())
}

fn by_row(points: &[Point], ticks: &[f64]) -> (f64, String) {
    const ROW: f64 = 66.0;
    let highest = ticks.last().copied().unwrap_or(1.0);
    let x = |value: f64| MARGIN + 6.0 + (WIDTH - 3.0 * MARGIN - 6.0) * value / highest;
    let bottom = TOP + ROW * points.len() as f64;
    let mut out = String::new();
    for tick in ticks {
        let at = x(*tick);
        let line = ((at, TOP - 6.0), (at, bottom));
        out.push_str(&ruled(line, "#ddd", (at, bottom + 22.0), "middle", &number(*tick, ticks)));
    }
    for (idx, point) in points.iter().enumerate() {
        let top = TOP + ROW * idx as f64;
        let label = fitted(&point.label, 17.0);
        let _ = writeln!(out, "<text x=\"{MARGIN}\" y=\"{}\">{}</text>", top + 18.0, escape_text(&label));
        for (rate, is_praise, down) in [(&point.praise, true, 32.0), (&point.critical, false, 50.0)] {
            let at = top + down;
            out.push_str(&mark(
                (x(rate.rate), at),
                ((x(rate.low), at), (x(rate.high), at)),
                (6.0, 2.0),
                is_praise,
                point,
                rate,
            ));
        }
    }
    (bottom + 36.0, out)
}

/// A line of the scale with its number.
fn ruled(
    ((x1, y1), (x2, y2)): ((f64, f64), (f64, f64)),
    colour: &str,
    (x, y): (f64, f64),
    anchor: &str,
    number: &str,
) -> String {
    format!(
        "<line x1=\"{x1:.1}\" x2=\"{x2:.1}\" y1=\"{y1:.1}\" y2=\"{y2:.1}\" stroke=\"{colour}\"/>\
         <text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{number}</text>\n"
    )
}

fn colour_and_words(is_praise: bool) -> (&'static str, &'static str) {
    if is_praise { (PRAISE, "praise") } else { (CRITICAL, "critical use") }
}

/// A rate with the line of its interval; who points at it reads the numbers.
fn mark(
    (x, y): (f64, f64),
    ((x1, y1), (x2, y2)): ((f64, f64), (f64, f64)),
    (size, stroke): (f64, f64),
    is_praise: bool,
    point: &Point,
    rate: &Rate,
) -> String {
    let (colour, words) = colour_and_words(is_praise);
    let shape = if is_praise {
        format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{size:.1}\" fill=\"{colour}\"/>")
    } else {
        format!(
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{2:.1}\" height=\"{2:.1}\" fill=\"#fff\" stroke=\"{colour}\" stroke-width=\"{3:.1}\"/>",
            x - size,
            y - size,
            2.0 * size,
            size / 2.0
        )
    };
    format!(
        "<g><title>{}: {words} {:.1} ({:.1} to {:.1})</title><line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" \
         stroke=\"{colour}\" stroke-width=\"{stroke:.1}\" stroke-opacity=\"0.6\"/>{shape}</g>\n",
        escape_text(&point.label),
        rate.rate,
        rate.low,
        rate.high
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(year: i32) -> Point {
        let rate = |rate| Rate { n: 3, rate, low: 1.0, high: 4.5 };
        Point { label: year.to_string(), year: Some(year), praise: rate(2.0), critical: rate(1.5) }
    }

    #[test]
    fn many_years_have_a_chart_for_each_kind() {
        let height = |svg: &str| svg.split('"').nth(3).unwrap().split(' ').nth(3).unwrap().parse::<f64>().unwrap();
        let few = chart("", &[point(1938), point(1939), point(1949)]);
        let many = chart("", &(1800..2000).map(point).collect::<Vec<_>>());
        assert!(height(&many) > height(&few));
        assert_eq!(many.matches("<circle").count(), 201, "one a year, and one in the legend");
        assert!(many.contains(">1800</text>") && !many.contains(">1801</text>"));
    }

    #[test]
    fn a_long_name_is_cut_in_its_middle() {
        let name = format!("{} 1938", "Краткий курс истории ".repeat(6));
        let short = fitted(&name, 17.0);
        assert!(short.starts_with("Краткий курс") && short.ends_with("1938") && short.contains('…'), "{short}");
        assert_eq!(fitted("textbook-1959", 17.0), "textbook-1959");
    }

    #[test]
    fn ticks_are_told_apart() {
        assert_eq!(
            ticks(1.2).iter().map(|tick| number(*tick, &ticks(1.2))).collect::<Vec<_>>(),
            ["0.0", "0.5", "1.0", "1.5"]
        );
        assert_eq!(number(200.0, &ticks(470.0)), "200");
    }
}
