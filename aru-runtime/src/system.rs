//! What the library asks of the system besides files: a clock and threads, both here alone. It asks for no randomness:
//! random numbers come from seeds. So it runs where there is neither, as `wasm32-unknown-unknown` in a browser.

use std::time::Duration;
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
use std::time::Instant;

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::error::{Error, Result};
use crate::numerics::interrupt::undisturbed;

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

/// Works in a pool. A thread of a caller's own pool that waits for it does other work of that pool meanwhile, which has nothing
/// to do with the flag of what waits.
pub(crate) fn install<R: Send>(pool: &ThreadPool, work: impl FnOnce() -> R + Send) -> R {
    undisturbed(|| pool.install(work))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    use std::sync::mpsc::channel;

    use super::*;
    use crate::numerics::interrupt::{interruptible, is_unwanted};

    #[test]
    fn what_a_thread_does_while_it_waits_is_not_cut_short() {
        let (own, others) = (pool_of(2).unwrap().unwrap(), ThreadPoolBuilder::new());
        let others = others.num_threads(1).build().unwrap();
        let ((tell, told), flag) = (channel(), Arc::new(AtomicBool::new(true)));
        let found = others.in_place_scope(|scope| {
            let flag = &flag;
            let (answer, answered) = channel();
            scope.spawn(move |scope| {
                // The only thread of the pool comes to it while it waits.
                scope.spawn(move |_| tell.send(is_unwanted()).unwrap());
                let _ = interruptible(flag, move || {
                    install(&own, move || {
                        answer.send(told.recv_timeout(Duration::from_secs(20))).unwrap();
                    });
                });
            });
            answered.recv().unwrap()
        });
        assert_eq!(found, Ok(false));
    }
}
