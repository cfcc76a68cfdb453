//! Training that goes on without moving anything: a state of the optimiser that is not finite, steps too short to count.

use super::cohort::Cohort;
use super::record::values_of;
use super::workspace::Workspace;
use crate::network::parameters::ranges;
use crate::numerics::finite::are_finite;
use crate::numerics::scalar::Scalar;

impl<T: Scalar, W: Workspace<T, WIDTH>, const WIDTH: usize> Cohort<'_, T, W, WIDTH> {
    /// The first parameter of a network of which the optimiser remembers what is not finite: Adam divides by it, and never
    /// moves that parameter again.
    pub(super) fn spoilt_state(&self, lane: usize) -> Option<&'static str> {
        if are_finite(&self.state) {
            return None;
        }
        let trained = ranges(self.fit.program.description).zip(&self.fit.treatments);
        let trained = trained.filter(|(_, treatment)| treatment.is_some());
        let mut first = 0;
        for ((parameter, place), _) in trained {
            let own = first..first + place.len();
            first = own.end;
            let mut kinds = self.state.chunks_exact(self.reparametrisation.values.len());
            let is_finite = |kind: &[T]| values_of::<T, WIDTH>(kind, own.clone(), lane).all(T::is_finite);
            if !kinds.all(is_finite) {
                return Some(&*parameter.name);
            }
        }
        None
    }

    /// Whether no coordinate of a network has changed in any bit since the epoch began.
    pub(super) fn stands_still(&self, lane: usize) -> bool {
        let (before, _) = self.before.as_chunks::<WIDTH>();
        let (now, _) = self.reparametrisation.values.as_chunks::<WIDTH>();
        before
            .iter()
            .zip(now)
            .all(|(before, now)| before[lane] == now[lane])
    }
}

/// What is said of a network that ended so.
pub(super) fn warning<T: Scalar>(since: usize, epochs: usize) -> String {
    format!(
        "no parameter has moved in epochs {since} to {epochs}, though the gradient is not zero: every step is below the \
         precision of {}. Raise the learning rate, scale the data so that errors are neither tiny nor huge, or use f64, \
         unless it has converged",
        T::NAME
    )
}
