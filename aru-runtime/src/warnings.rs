//! What a user should know although nothing has failed.

use std::fmt::Display;

/// Says it on the standard error, so that it stands neither in results nor in an error that nobody would see.
///
/// What is said, and when, is for functions that return it, so that tests can read it.
pub fn warn(what: impl Display) {
    eprintln!("warning: {what}");
}
