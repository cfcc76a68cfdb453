//! Between a cohort and its checkpoints.

use super::{Keeper, Progress, State};
use crate::error::{Error, Result};
use crate::numerics::scalar::Scalar;
use crate::training::cohort::Cohort;
use crate::training::member::Member;
use crate::training::position::Position;
use crate::training::updates::EpochSums;
use crate::training::workspace::Workspace;

impl<T: Scalar, W: Workspace<T, WIDTH>, const WIDTH: usize> Cohort<'_, T, W, WIDTH> {
    /// Has checkpoints from now on: goes on from one, or writes the first.
    ///
    /// # Errors
    /// The file holds arrays of other sizes than the cohort's, or it cannot be written and this is the first cohort, before
    /// anything is trained; a later one goes on without, so that nothing is lost of those before.
    pub(in crate::training) fn keep(
        &mut self,
        (mut keeper, state): (Keeper, Option<State<T>>),
        is_first: bool,
    ) -> Result<()> {
        if let Some(state) = state {
            let expected = "those of the network, as the fit wrote them; take the checkpoint before it";
            let fault = || Error::setting("the sizes of the arrays of the checkpoint", "other", expected);
            self.resume(state).ok_or_else(fault)?;
        } else if let Some(state) = self.state() {
            match is_first {
                true => keeper.write(&state)?,
                false => keeper.try_write(&state),
            }
        }
        self.keeper = Some(keeper);
        Ok(())
    }

    /// Writes a checkpoint if one is due: after an update, or after an epoch that is over.
    pub(in crate::training) fn keep_if_due(&mut self, epoch: Option<usize>) {
        if self
            .keeper
            .as_ref()
            .is_some_and(|keeper| keeper.is_due(self.number, epoch))
        {
            self.keep_now();
        }
    }

    /// Writes a checkpoint.
    pub(in crate::training) fn keep_now(&mut self) {
        let Some(mut keeper) = self.keeper.take() else {
            return;
        };
        match self.state() {
            Some(state) => keeper.try_write(&state),
            None if self.members.iter().any(Member::runs) => keeper.cannot_write(self.number),
            None => {}
        }
        self.keeper = Some(keeper);
    }

    /// All that the next update depends on; None where a network ended in a fault that a file does not hold.
    fn state(&self) -> Option<State<T>> {
        let ([good, candidate], epochs_of_good) = self.last_good.both();
        let (mut members, mut bests, mut ends) = (Vec::new(), Vec::new(), Vec::new());
        for member in &self.members {
            let (state, best, end) = member.state()?;
            members.push(state);
            bests.push(best);
            ends.push(end);
        }
        Some(State {
            progress: Progress {
                epoch: self.position.epoch,
                batches: self.position.batches,
                updates: self.number,
                seconds: self.position.seconds(),
                epochs_of_good,
                members,
            },
            parameters: self.workspace.parameters().to_vec(),
            coordinates: self.reparametrisation.values.clone(),
            slopes: self.reparametrisation.slopes.clone(),
            optimiser: self.state.clone(),
            good: good.clone(),
            candidate: candidate.clone(),
            before: self.before.clone(),
            sums: self.position.sums.to_numbers(),
            best: bests,
            end: ends,
        })
    }

    /// Stands where a cohort of the same fit stood; None where the sizes are others.
    fn resume(&mut self, state: State<T>) -> Option<()> {
        let parameters = self.workspace.parameters().len();
        let sizes = [
            (&state.parameters, parameters),
            (&state.good, parameters),
            (&state.candidate, parameters),
            (&state.coordinates, self.reparametrisation.values.len()),
            (&state.slopes, self.reparametrisation.slopes.len()),
            (&state.optimiser, self.state.len()),
        ];
        let progress = state.progress;
        let fits = sizes.iter().all(|(array, length)| array.len() == *length)
            && progress.members.len() == self.members.len()
            && (state.before.is_empty() || state.before.len() == self.reparametrisation.values.len());
        let sums = EpochSums::from_numbers(&state.sums).filter(|_| fits)?;
        self.workspace.parameters_mut().copy_from_slice(&state.parameters);
        self.reparametrisation.values = state.coordinates;
        self.reparametrisation.slopes = state.slopes;
        self.state = state.optimiser;
        self.last_good
            .resume([state.good, state.candidate], progress.epochs_of_good);
        self.before = state.before;
        self.number = progress.updates;
        self.position = Position::resumed(progress.epoch, progress.batches, sums, progress.seconds);
        let of_members = progress
            .members
            .into_iter()
            .zip(state.best.into_iter().zip(state.end));
        for (member, (state, (best, end))) in self.members.iter_mut().zip(of_members) {
            member.resume(state, best, end);
        }
        Some(())
    }
}
