//! What the library asks of the system besides files: a clock and threads, both here alone. It asks for no randomness:
//! random numbers come from seeds. So it runs where there is neither, as `wasm32-unknown-unknown` in a browser.

use std::time::Duration;
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
use std::time::Instant;

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::error::{Error, Result};

/// Measures how long ago it was started. Where there is no clock no time goes by.
#[derive(Clone, Copy)]
pub(crate) struct Stopwatch {
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    started: Instant,
}

impl Stopwatch {
    pub(crate) fn start() -> Self {
        Stopwatch {
            #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
            started: Instant::now(),
        }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
        return self.started.elapsed();
        #[cfg(all(target_family = "wasm", target_os = "unknown"))]
        return Duration::ZERO;
    }
}

/// Threads that wait for work; none where one is enough.
pub(crate) fn pool_of(threads: usize) -> Result<Option<ThreadPool>> {
    let build = || ThreadPoolBuilder::new().num_threads(threads).build();
    (threads > 1)
        .then(build)
        .transpose()
        .map_err(|error| Error::Threads {
            threads,
            cause: error.to_string(),
        })
}
