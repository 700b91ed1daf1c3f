//! Small pictures drawn by us: marks and icons. They take the colour of the text around them.

use maud::{Markup, PreEscaped};
use thaw_core::SubjectKind;

fn svg(view: u8, body: &str) -> Markup {
    PreEscaped(format!(
        "<svg viewBox=\"0 0 {view} {view}\" width=\"{view}\" height=\"{view}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.7\" stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\" focusable=\"false\">{body}</svg>"
    ))
}

/// An ice crystal whose lower half has become a drop.
pub(super) fn brand() -> Markup {
    svg(
        24,
        "<path d=\"M12 2v7M12 2l-2 2M12 2l2 2M3.6 6.8l6 3.4M3.6 6.8l.6 2.6M3.6 6.8l2.7-.7M20.4 6.8l-6 3.4M20.4 6.8l-.6 2.6M20.4 6.8l-2.7-.7\"/><path d=\"M12 11c3 3.6 4.6 5.6 4.6 7.6a4.6 4.6 0 0 1-9.2 0c0-2 1.600-4 4.600-7.600z\" fill=\"currentColor\" stroke=\"none\" opacity=\".85\"/>",
    )
}

pub(super) fn find() -> Markup {
    svg(24, "<circle cx=\"10.500\" cy=\"10.500\" r=\"6.500\"/><path d=\"M15.500 15.500 21 21\"/>")
}

pub(super) fn theme() -> Markup {
    svg(
        24,
        "<circle cx=\"12\" cy=\"12\" r=\"8.500\"/><path d=\"M12 3.500a8.500 8.500 0 0 1 0 17z\" fill=\"currentColor\"/>",
    )
}

pub(super) fn plus() -> Markup {
    svg(24, "<path d=\"M12 5v14M5 12h14\"/>")
}

pub(super) fn minus() -> Markup {
    svg(24, "<path d=\"M5 12h14\"/>")
}

pub(super) fn close() -> Markup {
    svg(24, "<path d=\"M6 6l12 12M18 6 6 18\"/>")
}

pub(super) fn previous() -> Markup {
    svg(24, "<path d=\"M17 6l-8 6 8 6zM6.500 6v12\"/>")
}

pub(super) fn next() -> Markup {
    svg(24, "<path d=\"M7 6l8 6-8 6zM17.500 6v12\"/>")
}

/// Play and pause in one; the style shows the one that fits.
pub(super) fn play() -> Markup {
    svg(
        24,
        "<path class=\"when-off\" d=\"M8 5.500v13l10.500-6.500z\" fill=\"currentColor\"/><path class=\"when-on\" d=\"M8.500 6v12M15.500 6v12\" stroke-width=\"3\"/>",
    )
}

pub(super) fn map() -> Markup {
    svg(24, "<path d=\"M3 6.500 9 4l6 2.500L21 4v13.500L15 20l-6-2.500L3 20zM9 4v13.500M15 6.500V20\"/>")
}

pub(super) fn story() -> Markup {
    svg(
        24,
        "<path d=\"M12 6.500C10 5 7 4.500 3.500 4.500v13c3.500 0 6.500.500 8.500 2 2-1.500 5-2 8.500-2v-13C17 4.500 14 5 12 6.500zM12 6.500v13\"/>",
    )
}

pub(super) fn after() -> Markup {
    svg(
        24,
        "<path d=\"M3 20h18M5 16l4-5 4 3 6-9\"/><circle cx=\"9\" cy=\"11\" r=\"1.300\" fill=\"currentColor\"/><circle cx=\"13\" cy=\"14\" r=\"1.300\" fill=\"currentColor\"/>",
    )
}

/// The icon of a kind of subject.
pub(super) fn kind(kind: SubjectKind) -> Markup {
    match kind {
        SubjectKind::Place => svg(
            24,
            "<path d=\"M12 21c-4.500-5-7-8.300-7-11.500a7 7 0 0 1 14 0c0 3.200-2.500 6.500-7 11.500z\"/><circle cx=\"12\" cy=\"9.500\" r=\"2.500\"/>",
        ),
        SubjectKind::Monument => svg(
            24,
            "<path d=\"M7 21h10M8.500 21v-5h7v5M9.500 16l.800-7h3.400l.800 7\"/><circle cx=\"12\" cy=\"5.500\" r=\"2\"/>",
        ),
        SubjectKind::Book => svg(
            24,
            "<path d=\"M6 4h12v16H7.500A1.500 1.500 0 0 1 6 18.500zM6 18.500A1.500 1.500 0 0 1 7.500 17H18M9.500 8h5\"/>",
        ),
        SubjectKind::Work => svg(24, "<path d=\"M4 20c2-7 7-13 16-16-1 8-6 13-13 13M4 20l6-7\"/>"),
        SubjectKind::Decree => svg(24, "<path d=\"M7 3h8l4 4v14H7zM15 3v4h4M10 11h6M10 14h6M10 17h3\"/>"),
        SubjectKind::Event => svg(
            24,
            "<circle cx=\"12\" cy=\"12\" r=\"8.500\"/><circle cx=\"12\" cy=\"12\" r=\"2.500\" fill=\"currentColor\"/>",
        ),
        SubjectKind::Camp => svg(24, "<path d=\"M5 21V8M19 21V8M3 12h18M3 17h18M5 8l3-3M19 8l-3-3\"/>"),
        SubjectKind::Person => svg(
            24,
            "<circle cx=\"12\" cy=\"8\" r=\"3.500\"/><path d=\"M5 20c.500-4.500 3.500-6.500 7-6.500s6.500 2 7 6.500\"/>",
        ),
    }
}
