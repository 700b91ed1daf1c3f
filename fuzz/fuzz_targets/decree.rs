#![no_main]

//! A decree: read, explained, and its examples run. `data/decrees` holds seeds.

use std::cell::RefCell;
use thaw_release::cases::Reader;
use thaw_release::decree::Decree;

thread_local! {
    static READER: RefCell<Reader> = RefCell::new(Reader::bundled().expect("the bundled files are right"));
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    READER.with_borrow_mut(|reader| {
        let Ok(decree) = Decree::read("fuzzed", text, reader) else { return };
        for lang in ["en", "ru"] {
            let _ = decree.explain(reader, lang);
        }
        for example in &decree.examples {
            let _ = decree.run_example(example, reader);
        }
    });
});
