//! The pictures of the story, drawn by us: one SVG file each, which takes the colours of the page.

use maud::{Markup, PreEscaped, html};

/// Draws a picture by its name, with what it shows in words; nothing for a name that has none.
pub(super) fn draw(name: &str, label: &str) -> Markup {
    let svg = match name {
        "wall" => include_str!("../../assets/story/wall.svg"),
        "calendar" => include_str!("../../assets/story/calendar.svg"),
        "path" => include_str!("../../assets/story/path.svg"),
        "lectern" => include_str!("../../assets/story/lectern.svg"),
        "sign" => include_str!("../../assets/story/sign.svg"),
        "pedestal" => include_str!("../../assets/story/pedestal.svg"),
        "book" => include_str!("../../assets/story/book.svg"),
        "gate" => include_str!("../../assets/story/gate.svg"),
        "pages" => include_str!("../../assets/story/pages.svg"),
        "map" => include_str!("../../assets/story/map.svg"),
        "river" => include_str!("../../assets/story/river.svg"),
        _ => return html! {},
    };
    html! { div.picture role="img" aria-label=(label) { (PreEscaped(svg)) } }
}
