//! Threads.

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::error::{Error, Result};

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
