//! What a user should know although nothing has failed.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::io::{Write, stderr};
use std::sync::{Mutex, PoisonError};

/// Who is told instead of the standard error.
static HOOK: Mutex<Option<fn(&str)>> = Mutex::new(None);

/// Has a function of a program's own told what a user should know although nothing has failed: a fit that no longer moves
/// its constants, a file without a checksum. Without one it stands on the standard error. The function may be called on
/// any thread, and replaces the one before.
///
/// ```
/// aru::set_warning_hook(|text| println!("note: {text}"));
/// ```
pub fn set_warning_hook(hook: fn(&str)) {
    *HOOK.lock().unwrap_or_else(PoisonError::into_inner) = Some(hook);
}

/// Says it on the standard error, so that it stands neither in results nor in an error that nobody would see.
///
/// What is said, and when, is for functions that return it, so that tests can read it.
pub fn warn(what: impl Display) {
    let hook = *HOOK.lock().unwrap_or_else(PoisonError::into_inner);
    match hook {
        Some(hook) => hook(&what.to_string()),
        None => tell(format_args!("warning: {what}")),
    }
}

/// Says the same thing once on the standard error, however often it holds. A hook is told each time.
pub fn warn_once(what: impl Display) {
    static SAID: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let what = what.to_string();
    let is_heard = HOOK.lock().unwrap_or_else(PoisonError::into_inner).is_some();
    let mut said = SAID.lock().unwrap_or_else(PoisonError::into_inner);
    if said.insert(what.clone()) || is_heard {
        drop(said);
        warn(what);
    }
}

/// Writes a line to the standard error. Where nobody reads it any more, as behind a pipe that was closed, that is no reason
/// to end a fit, as the panic of `eprintln!` would.
pub fn tell(line: impl Display) {
    let _ = writeln!(stderr(), "{line}");
}
