//! A directory of its own for each test, and the command run in it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// Where a test runs the command: a ledger, a recorder and no settings of the machine.
pub(crate) struct Desk {
    dir: TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { dir: TempDir::new().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        std::fs::write(self.path(name), text).unwrap();
        self.path(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Returns the command, not yet run.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_thaw"));
        command
            .current_dir(self.dir.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.dir.path())
            .env("THAW_LEDGER", self.path("ledger.sqlite"))
            .env("THAW_RECORDER", "Street Commission")
            .stdin(std::process::Stdio::null());
        command
    }

    /// Runs the command with arguments separated by blanks; a `'quoted part'` is one argument.
    pub(crate) fn run(&self, arguments: &str) -> Ran {
        let output = self.command().args(split(arguments)).output().unwrap();
        Ran::of(&output)
    }
}

/// What a run of the command left.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            err: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }

    /// Returns standard output of a run that did all it was asked.
    #[track_caller]
    pub(crate) fn done(self) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        self.out
    }

    /// Returns everything that a person saw, for snapshots.
    pub(crate) fn seen(&self) -> String {
        let mut seen = format!("exit code {}\n", self.code);
        for (name, text) in [("out", &self.out), ("err", &self.err)] {
            for line in text.lines() {
                writeln!(seen, "{name}: {line}").unwrap();
            }
        }
        seen
    }
}

/// The made town of the tests.
pub(crate) fn town() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/town.osm")
}

fn split(arguments: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for (idx, part) in arguments.split('\'').enumerate() {
        if idx % 2 == 1 {
            parts.push(part.to_owned());
        } else {
            parts.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    parts
}
