//! Builds the web app of the map with Node, if it is there, so that one `cargo build` makes the whole program.
//!
//! Without Node (or when the build fails, say without a network for the first `npm ci`) the program is complete but for the
//! map, and a warning tells so.
#![allow(clippy::print_stdout, reason = "cargo reads its instructions from standard output")]

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

/// What the web build is made from, besides the sources.
const INPUTS: [&str; 5] = ["package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "src"];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| io::Error::other("no manifest folder"))?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no output folder"))?);
    let web = root.join("web");
    for input in INPUTS {
        println!("cargo::rerun-if-changed={}", web.join(input).display());
    }
    println!("cargo::rerun-if-env-changed=THAW_WITHOUT_MAP");
    let dist = out.join("map");
    let built = if env::var_os("THAW_WITHOUT_MAP").is_some() {
        Err("THAW_WITHOUT_MAP is set".to_owned())
    } else {
        build(&web, &out, &dist)
    };
    let files = match built {
        Ok(()) => files_in(&dist)?,
        Err(why) => {
            println!(
                "cargo::warning=the atlas is built without its map: {why}; install Node.js 20 or later and build again"
            );
            Vec::new()
        }
    };
    let mut list = String::from("&[\n");
    for path in files {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let path = path.display().to_string();
        writeln!(list, "    ({name:?}, include_bytes!({path:?})),").map_err(io::Error::other)?;
    }
    list.push(']');
    fs::write(out.join("map.rs"), list)
}

/// Copies the inputs beside cargo's other products, installs what they need there, and builds: the source tree stays clean.
fn build(web: &Path, out: &Path, dist: &Path) -> Result<(), String> {
    let work = out.join("web");
    for input in INPUTS {
        copy(&web.join(input), &work.join(input)).map_err(|error| format!("cannot copy {input}: {error}"))?;
    }
    let lock = fs::read(work.join("package-lock.json")).map_err(|error| error.to_string())?;
    let installed = work.join("node_modules/.thaw-lock");
    if fs::read(&installed).ok().as_deref() != Some(lock.as_slice()) {
        run(&work, "npm", &["ci", "--no-audit", "--no-fund", "--ignore-scripts"])?;
        fs::write(&installed, &lock).map_err(|error| error.to_string())?;
    }
    let target = dist.display().to_string();
    run(
        &work,
        "node",
        &["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn", "--emptyOutDir", "--outDir", &target],
    )
}

fn run(folder: &Path, program: &str, args: &[&str]) -> Result<(), String> {
    let output = Command::new(program)
        .args(args)
        .current_dir(folder)
        .output()
        .map_err(|error| format!("cannot run {program}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    let told = text.lines().map(str::trim).find(|line| line.contains("rror")).or_else(|| text.lines().last());
    let last = told.unwrap_or("no message");
    Err(format!(
        "{program} {}: {}",
        args.first().copied().unwrap_or_default(),
        last.chars().take(200).collect::<String>()
    ))
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if from.is_dir() {
        if to.exists() {
            fs::remove_dir_all(to)?;
        }
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
        Ok(())
    } else {
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(from, to).map(|_| ())
    }
}

/// The files of the build by name; Vite writes them flat.
fn files_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    Ok(files)
}
