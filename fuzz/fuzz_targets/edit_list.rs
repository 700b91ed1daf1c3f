#![no_main]

use thaw_revise::edit_list::undo;

// The list, a zero byte, and the file that it belongs to.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut halves = data.splitn(2, |byte| *byte == 0);
    let (Some(list), Some(file)) = (halves.next(), halves.next()) else { return };
    let _ = undo(list, file, std::io::sink());
});
