#![no_main]

#[allow(dead_code)]
#[path = "../../crates/formats/tests/fuzzing.rs"]
mod fuzzing;

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzzing::document(data));
