//! A flag by which another thread ends a fit.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The flag of a fit, where it has one. Every pass of the fit looks at it before each chunk of steps, so that it ends soon
/// however long sequences are; what an interrupted pass has added up is worth nothing.
///
/// Once seen it stays set: whoever clears the flag too early cannot make a pass that was cut short count.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interrupt(Option<Arc<Flags>>);

#[derive(Debug)]
struct Flags {
    given: Arc<AtomicBool>,
    seen: AtomicBool,
}

impl Interrupt {
    /// By this flag, where there is one.
    pub(crate) fn by(given: Option<Arc<AtomicBool>>) -> Self {
        let seen = AtomicBool::new(false);
        Interrupt(given.map(|given| Arc::new(Flags { given, seen })))
    }

    /// Whether it is set, or was when somebody asked.
    pub(crate) fn is_set(&self) -> bool {
        let Some(flags) = &self.0 else { return false };
        if flags.given.load(Ordering::Relaxed) {
            flags.seen.store(true, Ordering::Relaxed);
        }
        flags.seen.load(Ordering::Relaxed)
    }
}
