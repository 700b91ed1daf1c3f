//! The life of a subject as a strip: one bar for each name or condition, along the years.

use super::Page;
use crate::{
    model::{Held, Life},
    when,
};
use maud::{Markup, html};
use std::collections::BTreeSet;
use thaw_core::{Edtf, NameKind, Period, Subject, SubjectKind, period::End};

/// The height of a bar in pixels.
const BAR: usize = 40;

struct Bar {
    label: String,
    lang: String,
    title: String,
    from: f64,
    to: f64,
    warm: bool,
    gone: bool,
    unsure: bool,
}

impl Page<'_> {
    /// Draws the names in one language (the reader's, or what the place itself says), or the conditions of a subject and of
    /// its parts, one row each. Nothing when no date is known.
    pub(super) fn strip(&self, subject: &Subject, life: &Life) -> Option<Markup> {
        let last = self.site.today.year() + 1;
        let first = if subject.kind == SubjectKind::Work { 1915 } else { super::FIRST_YEAR - 12 };
        let scale = Scale { first: first as f64, last: last as f64 };
        let mut rows: Vec<(Option<String>, Vec<Bar>)> = Vec::new();
        if subject.kind == SubjectKind::Place {
            rows.push((None, self.name_bars(life, &scale)));
        } else {
            let parts: BTreeSet<Option<&str>> = life.conditions.iter().map(|held| held.what.part.as_deref()).collect();
            for part in parts {
                rows.push((part.map(|part| self.term("part", part)), self.condition_bars(life, part, &scale)));
            }
        }
        for (_, bars) in &mut rows {
            bars.retain(|bar| bar.to > 0.0 && bar.from < 100.0);
        }
        rows.retain(|(_, bars)| !bars.is_empty());
        if rows.is_empty() {
            return None;
        }
        let mut top = 0;
        let rows: Vec<_> = rows
            .into_iter()
            .map(|(part, bars)| {
                let head = if part.is_some() { 20 } else { 4 };
                let row = (part, bars, top + head);
                top += head + BAR;
                row
            })
            .collect();
        let height = top + 30;
        Some(html! {
            svg.strip role="img" aria-label=(self.tf("strip-label", &[("what", &self.title(subject).text)])) width="100%" height=(height) {
                @for decade in (first..=last).filter(|year| year % 20 == 0) {
                    @let x = format!("{:.2}%", scale.of(decade as f64));
                    line.grid-line x1=(x) x2=(x) y1="0" y2=(height - 18) {}
                    text.tick x=(x) y=(height - 3) text-anchor="middle" { (decade) }
                }
                @for (part, bars, y) in &rows {
                    @if let Some(part) = part { text.tick x="0" y=(y - 6) { (part) } }
                    @for bar in bars {
                        @let wide = bar.to - bar.from;
                        // A picture of its own cuts the label at the end of its bar.
                        svg x=(format!("{:.2}%", bar.from)) width=(format!("{wide:.2}%")) y=(y) height=(BAR) {
                            title { (bar.title) }
                            rect.bar.warm[bar.warm].gone[bar.gone].unsure[bar.unsure] x="1" y="1" width="99.6%" height=(BAR - 2) rx="4" {}
                            @if wide > 0.8 * bar.label.chars().count() as f64 {
                                text.label.tight[wide < 2.2 * bar.label.chars().count() as f64] x="8" y="25" lang=(bar.lang) { (bar.label) }
                            }
                        }
                    }
                }
            }
        })
    }

    fn name_bars(&self, life: &Life, scale: &Scale) -> Vec<Bar> {
        let reader = self.language.code();
        let language = [reader, "en"]
            .into_iter()
            .find(|code| life.names.iter().any(|held| held.what.lang.primary() == *code))
            .or_else(|| {
                life.names.iter().find(|held| held.what.kind != NameKind::Exonym).map(|held| held.what.lang.primary())
            });
        life.names
            .iter()
            .filter(|held| Some(held.what.lang.primary()) == language && held.what.kind != NameKind::Colloquial)
            .map(|held| {
                let (from, to) = scale.ends(&held.period);
                Bar {
                    label: held.what.text.clone(),
                    lang: held.what.lang.to_string(),
                    title: format!(
                        "{}: {}",
                        held.what.text,
                        when::period(self.site.messages, self.language, &held.period)
                    ),
                    from,
                    to,
                    warm: self.model().honours(&held.what),
                    gone: false,
                    unsure: unsure(&held.period),
                }
            })
            .collect()
    }

    fn condition_bars(&self, life: &Life, part: Option<&str>, scale: &Scale) -> Vec<Bar> {
        life.conditions
            .iter()
            .filter(|held| held.what.part.as_deref() == part)
            .map(|held: &Held<_>| {
                let (from, to) = scale.ends(&held.period);
                let label = self.term("status", &held.what.status);
                Bar {
                    title: format!("{label}: {}", when::period(self.site.messages, self.language, &held.period)),
                    label,
                    lang: self.language.code().to_owned(),
                    from,
                    to,
                    warm: matches!(held.what.status.as_str(), "standing" | "reinstated" | "banned" | "cut"),
                    gone: matches!(
                        held.what.status.as_str(),
                        "removed" | "destroyed" | "stored" | "withdrawn" | "empty"
                    ),
                    unsure: unsure(&held.period),
                }
            })
            .collect()
    }
}

/// Years to per cent of the width.
struct Scale {
    first: f64,
    last: f64,
}

impl Scale {
    fn of(&self, year: f64) -> f64 {
        ((year - self.first) / (self.last - self.first) * 100.0).clamp(0.0, 100.0)
    }

    fn ends(&self, period: &Period) -> (f64, f64) {
        let year = |end: &End, open: f64| match end {
            End::At(date) => years(date).unwrap_or(open),
            End::Open | End::Unknown => open,
        };
        let (from, to) = (self.of(year(&period.from, self.first)), self.of(year(&period.to, self.last)));
        // What began in June and ceased in some month of that year would end before it begins: it is drawn as short.
        (from, if from > 0.0 { to.max(from + 0.4) } else { to })
    }
}

/// The first day of a date as a year with a fraction.
fn years(date: &Edtf) -> Option<f64> {
    let day = date.earliest().day().or(date.latest().day())?;
    Some(1970.0 + day.0 as f64 / 365.2425)
}

fn unsure(period: &Period) -> bool {
    [&period.from, &period.to].into_iter().any(|end| match end {
        End::At(date) => date.is_qualified(),
        End::Unknown => true,
        End::Open => false,
    })
}
