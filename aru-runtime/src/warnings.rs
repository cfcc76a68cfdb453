//! What a user should know although nothing has failed.

use std::fmt::Display;
use std::io::{Write, stderr};

/// Says it on the standard error, so that it stands neither in results nor in an error that nobody would see.
///
/// What is said, and when, is for functions that return it, so that tests can read it.
pub fn warn(what: impl Display) {
    tell(format_args!("warning: {what}"));
}

/// Writes a line to the standard error. Where nobody reads it any more, as behind a pipe that was closed, that is no reason
/// to end a fit, as the panic of `eprintln!` would.
pub fn tell(line: impl Display) {
    let _ = writeln!(stderr(), "{line}");
}
