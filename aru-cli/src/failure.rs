//! Why a command ends before its end.

use std::fmt::Display;
use std::io;

use aru::Faults;
use aru::trainer::FitError;

use crate::words::for_command_line;

/// What a command ends with in place of its end.
#[derive(Debug)]
pub enum Failure {
    /// What standard error is to say: the thing, what was expected, the way out.
    Told(String),
    /// Nobody reads what is written any more.
    ClosedPipe,
}

/// What a command, or a part of one, comes to.
pub type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// One sentence, as the library's errors are: without a capital or a full stop.
    pub fn of(message: impl Display) -> Self {
        Failure::Told(format!("error: {message}"))
    }

    /// Standard output cannot be written.
    pub fn of_output(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::ClosedPipe,
            _ => Failure::of(format_args!("cannot write to standard output: {error}")),
        }
    }
}

impl From<aru::Error> for Failure {
    fn from(error: aru::Error) -> Self {
        Failure::of(for_command_line(&error.to_string()))
    }
}

impl From<FitError> for Failure {
    fn from(failed: FitError) -> Self {
        Failure::of(for_command_line(&failed.to_string()))
    }
}

impl From<Faults> for Failure {
    /// They print as the faults that they are.
    fn from(faults: Faults) -> Self {
        Failure::Told(faults.to_string())
    }
}
