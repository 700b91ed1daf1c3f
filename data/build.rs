//! Lists the files of this folder, so that they are part of the program.
#![allow(clippy::print_stdout, reason = "cargo reads its instructions from standard output")]

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| io::Error::other("no manifest folder"))?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no output folder"))?);
    let mut files = Vec::new();
    // A new folder is seen, too.
    println!("cargo::rerun-if-changed={}", root.display());
    for entry in fs::read_dir(&root)? {
        let path = entry?.path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "src") {
            collect(&path, &mut files)?;
        }
    }
    let mut named = Vec::new();
    for file in files {
        named.push((file.strip_prefix(&root).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/"), file));
    }
    // By name as text, not by path component: `file` searches this order.
    named.sort();
    let mut list = String::from("&[\n");
    for (name, file) in &named {
        writeln!(list, "    ({name:?}, include_str!({:?})),", file.display().to_string()).map_err(io::Error::other)?;
    }
    list.push(']');
    let digest = digest(named.iter().filter(|(name, _)| name.starts_with("record/")))?;
    fs::write(out.join("digest.rs"), format!("\"{digest:016x}\""))?;
    fs::write(out.join("files.rs"), list)
}

/// Tells editions of the record apart (FNV-1a, 64 bits: no promise against forgers, whom the ledger's own chain stops).
fn digest<'a>(files: impl Iterator<Item = &'a (String, PathBuf)>) -> io::Result<u64> {
    let mut digest = 0xcbf2_9ce4_8422_2325_u64;
    for (name, file) in files {
        for byte in name.bytes().chain([0]).chain(fs::read(file)?) {
            digest = (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    Ok(digest)
}

/// Adds the files under `folder`; tells cargo to look again when one is added or changed.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|ending| {
            ["toml", "csv", "txt", "json", "sql", "md", "ftl"].iter().any(|known| ending == *known)
        }) {
            files.push(path);
        }
    }
    Ok(())
}
