//! The parameters to go back to when training diverges.

/// The last parameters at the end of an epoch (or before the first) whose loss and gradient turned out finite.
///
/// Whether they are is known only in the next epoch's first batch, so there are two: a candidate, and one that is
/// known to be good. Nothing is copied more than once an epoch.
#[derive(Debug)]
pub(super) struct LastGood<T> {
    candidate: Vec<T>,
    epoch_of_candidate: usize,
    good: Vec<T>,
    epoch: usize,
}

impl<T: Copy> LastGood<T> {
    /// The parameters given, before epoch 1.
    pub(super) fn new(parameters: &[T]) -> Self {
        LastGood {
            candidate: parameters.to_vec(),
            epoch_of_candidate: 0,
            good: parameters.to_vec(),
            epoch: 0,
        }
    }

    /// The parameters after an epoch, not known yet to be good.
    pub(super) fn propose(&mut self, parameters: &[T], epoch: usize) {
        self.candidate.copy_from_slice(parameters);
        self.epoch_of_candidate = epoch;
    }

    /// The candidate's loss and gradient are finite.
    pub(super) fn confirm(&mut self) {
        std::mem::swap(&mut self.candidate, &mut self.good);
        self.epoch = self.epoch_of_candidate;
    }

    /// The good parameters.
    pub(super) fn parameters(&self) -> &[T] {
        &self.good
    }

    /// The epoch at whose end they were the network's; 0 for those given.
    pub(super) fn epoch(&self) -> usize {
        self.epoch
    }
}
