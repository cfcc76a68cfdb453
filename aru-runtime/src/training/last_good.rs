//! The parameters to go back to when training diverges.

/// The last parameters at the end of an epoch (or before the first) whose loss and gradient turned out finite.
///
/// Whether they are is known only in the next epoch's first batch, so there are two: a candidate, and one that is
/// known to be good. Nothing is copied more than once an epoch.
#[derive(Debug)]
pub(super) struct LastGood<T> {
    /// Each with the number of its epoch; 0 for the parameters given.
    candidate: (Vec<T>, usize),
    good: (Vec<T>, usize),
}

impl<T: Copy> LastGood<T> {
    /// The parameters given, before epoch 1.
    pub(super) fn new(parameters: &[T]) -> Self {
        let given = (parameters.to_vec(), 0);
        LastGood {
            candidate: given.clone(),
            good: given,
        }
    }

    /// The parameters after an epoch, not known yet to be good.
    pub(super) fn propose(&mut self, parameters: &[T], epoch: usize) {
        self.candidate.0.copy_from_slice(parameters);
        self.candidate.1 = epoch;
    }

    /// The candidate's loss and gradient are finite.
    pub(super) fn confirm(&mut self) {
        std::mem::swap(&mut self.candidate, &mut self.good);
    }

    /// Both, good ones first, with their epochs.
    pub(super) fn both(&self) -> ([&Vec<T>; 2], [usize; 2]) {
        ([&self.good.0, &self.candidate.0], [self.good.1, self.candidate.1])
    }

    /// As [`both`](Self::both) gave them.
    pub(super) fn resume(&mut self, [good, candidate]: [Vec<T>; 2], epochs: [usize; 2]) {
        self.good = (good, epochs[0]);
        self.candidate = (candidate, epochs[1]);
    }

    /// The good parameters, and the epoch at whose end they were the network's.
    pub(super) fn get(&self) -> (&[T], usize) {
        (&self.good.0, self.good.1)
    }
}
