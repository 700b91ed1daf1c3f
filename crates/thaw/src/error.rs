//! One error type for all commands: what failed, why, and what to do.

use std::error::Error;
use std::fmt;
use std::process::ExitCode;

/// How a command that did its work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// Everything was done.
    Clean,
    /// It was done, but something was skipped, refused or differs.
    Problems,
}

impl Done {
    /// Returns [`Done::Problems`] when there were any.
    pub(crate) fn with_problems(any: bool) -> Self {
        if any { Self::Problems } else { Self::Clean }
    }
}

impl From<Done> for ExitCode {
    fn from(done: Done) -> Self {
        match done {
            Done::Clean => Self::SUCCESS,
            Done::Problems => Self::from(1),
        }
    }
}

/// Why a command could not do its work (exit code 2).
#[derive(Debug)]
pub(crate) struct CommandError {
    what: String,
    cause: Option<Box<dyn Error + Send + Sync>>,
    hints: Vec<String>,
}

impl CommandError {
    /// Returns an error that says `what` could not be done.
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), cause: None, hints: Vec::new() }
    }

    /// Returns an error that says `what` could not be done, and why.
    pub(crate) fn of(what: impl Into<String>, cause: impl Error + Send + Sync + 'static) -> Self {
        Self { what: what.into(), cause: Some(Box::new(cause)), hints: Vec::new() }
    }

    /// Adds what to do about it.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Returns the lines that say what to do.
    pub(crate) fn hints(&self) -> &[String] {
        &self.hints
    }

    /// Tells whether the reader of our output went away, which is no error.
    pub(crate) fn is_broken_pipe(&self) -> bool {
        let mut next: Option<&(dyn Error + 'static)> = self.source();
        while let Some(error) = next {
            if let Some(io) = error.downcast_ref::<std::io::Error>()
                && io.kind() == std::io::ErrorKind::BrokenPipe
            {
                return true;
            }
            next = error.source();
        }
        false
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl Error for CommandError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as &(dyn Error + 'static))
    }
}

/// Says what a library call was for when it fails.
pub(crate) trait Doing<T> {
    /// Turns an error into one that says what could not be done.
    fn doing(self, what: impl FnOnce() -> String) -> Result<T, CommandError>;
}

impl<T, E: Error + Send + Sync + 'static> Doing<T> for Result<T, E> {
    fn doing(self, what: impl FnOnce() -> String) -> Result<T, CommandError> {
        self.map_err(|error| CommandError::of(what(), error))
    }
}

impl From<std::io::Error> for CommandError {
    fn from(error: std::io::Error) -> Self {
        Self::of("cannot write the output", error)
    }
}
