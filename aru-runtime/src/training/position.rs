//! Where training stands within its epochs, and the random numbers of an epoch.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::updates::EpochSums;
use crate::system::Stopwatch;

/// Where training stands within its epochs.
pub(super) struct Position<const WIDTH: usize> {
    /// The epoch that is under way, from 1.
    pub(super) epoch: usize,
    /// Batches of it that are done.
    pub(super) batches: usize,
    pub(super) sums: EpochSums<WIDTH>,
    /// What the epoch took before it was resumed, and since when it goes on.
    before: f64,
    since: Stopwatch,
}

impl<const WIDTH: usize> Position<WIDTH> {
    /// Before the first batch of an epoch.
    pub(super) fn at(epoch: usize) -> Self {
        Position::resumed(epoch, 0, EpochSums::new(), 0.0)
    }

    /// Within an epoch that took so many seconds until then.
    pub(super) fn resumed(epoch: usize, batches: usize, sums: EpochSums<WIDTH>, before: f64) -> Self {
        Position {
            epoch,
            batches,
            sums,
            before,
            since: Stopwatch::start(),
        }
    }

    /// What the epoch took so far.
    pub(super) fn seconds(&self) -> f64 {
        self.before + self.since.elapsed().as_secs_f64()
    }
}

/// What the random numbers of an epoch are for; each purpose has a stream of its own.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    Order = 0,
    Data = 1,
}

/// Random numbers that depend on seed, epoch and purpose alone.
pub(super) fn random(seed: u64, epoch: usize, purpose: Purpose) -> ChaCha8Rng {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    random.set_stream(2 * epoch as u64 + purpose as u64);
    random
}
