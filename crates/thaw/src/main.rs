//! The command `thaw`.
fn main() {}
