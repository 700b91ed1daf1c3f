#![no_main]

#[path = "../../crates/revise/tests/fuzzing.rs"]
mod fuzzing;

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzzing::scan(data));
