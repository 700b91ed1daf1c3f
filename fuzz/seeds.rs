//! Writes the seeds of every target into `corpus/TARGET/`.

#[allow(dead_code)]
#[path = "../crates/formats/tests/fuzzing.rs"]
mod fuzzing;

fn main() -> std::io::Result<()> {
    for target in fuzzing::TARGETS {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target.name);
        std::fs::create_dir_all(&folder)?;
        for (idx, seed) in (target.seeds)().iter().enumerate() {
            std::fs::write(folder.join(format!("seed{idx}")), seed)?;
        }
    }
    Ok(())
}
