//! The bundled record is sound, and broken copies of it are told as what they are.

use super::*;

fn bundled() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/record")
}

#[test]
fn the_bundled_record_has_no_problems() {
    let problems = check(&bundled()).unwrap();
    let shown: Vec<_> = problems.iter().take(90).map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), shown.join("\n"));
}
