#![no_main]

//! A mapping, up to a zero byte, and cells behind it, one for each of its columns: read, and applied to a row.

use std::sync::LazyLock;
use thaw_release::cases::{Mapping, Reader};

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::bundled().expect("the bundled files are right"));

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (mapping, cells) = text.split_once('\0').unwrap_or((text, ""));
    let Ok(mapping) = Mapping::read("fuzzed", mapping, &READER) else { return };
    let cells = cells.split('\n').map(str::to_owned).chain(std::iter::repeat(String::new()));
    let raw = mapping.columns.keys().cloned().zip(cells).collect();
    let _ = mapping.apply("row 1", raw, &READER);
});
