//! How the training of a network ends: well, interrupted, without data, or with a fault.

use super::Cohort;
use crate::error::Error;
use crate::numerics::scalar::Scalar;
use crate::run::sets::Sets;
use crate::training::fault::Fault;
use crate::training::history::Stopped;
use crate::training::record::of_lane;
use crate::training::standstill::warning;
use crate::training::updates::Run;
use crate::training::workspace::Workspace;
use crate::warnings::warn;

impl<T: Scalar, W: Workspace<T, WIDTH>, const WIDTH: usize> Cohort<'_, T, W, WIDTH> {
    /// Ends the training of networks after an epoch that went well, unless the last update led to where the loss is not
    /// finite: nothing else would tell, since there is no next one.
    pub(super) fn end_well(
        &mut self,
        ends: [Option<Stopped>; WIDTH],
        data: &Sets<'_, T, WIDTH>,
        number: usize,
    ) {
        let of_member = |lane: &usize| self.members[*lane].runs() && ends[*lane].is_some();
        let ending: Vec<usize> = (0..self.members.len()).filter(of_member).collect();
        if ending.is_empty() {
            return;
        }
        let losses = self.losses_of(data);
        for lane in ending {
            let outcome = match ends[lane] {
                Some(stopped) if losses[lane].is_finite() => {
                    let first = self.members[lane].first().map(|epoch| epoch.train_loss);
                    if let Some(text) = first.and_then(|first| risen(first, losses[lane])) {
                        warn(text);
                    }
                    Ok(self.unless_stalled(lane, stopped, number))
                }
                _ => {
                    let all: Vec<usize> = (0..data.of(lane).len()).collect();
                    let what = "the loss after the last update".into();
                    Err(self.fault_of(lane, what, data, &all, Run::Quiet))
                }
            };
            self.end(lane, outcome, number);
        }
    }

    /// Ends the training of all that are left within an epoch, those before it done. Their last update may have led out of the
    /// finite numbers; no loss tells, since that would take as long as is not to be waited for.
    pub(super) fn end_interrupted(&mut self, done: usize) {
        for lane in (0..self.members.len())
            .filter(|&lane| self.members[lane].runs())
            .collect::<Vec<_>>()
        {
            let outcome = match self.not_finite(lane) {
                None => Ok(Stopped::Interrupted),
                Some(name) => Err(Fault::NotFinite(format!("`{name}`"), None)),
            };
            self.end(lane, outcome, done);
        }
    }

    /// What is recorded of a network that ended well.
    fn unless_stalled(&self, lane: usize, stopped: Stopped, number: usize) -> Stopped {
        match self.members[lane].still_since() {
            Some(since) if stopped == Stopped::Finished => {
                warn(warning::<T>(since, number));
                Stopped::Stalled
            }
            _ => stopped,
        }
    }

    /// Ends the training of all that are left in an epoch that has no data: the first is told why, the others that it was.
    pub(super) fn end_without_data(&mut self, error: Error, number: usize) {
        let told = error.to_string();
        let mut first = Some(error);
        let others = || Error::setting(format!("the data of epoch {number}"), "missing", told.clone());
        self.end_running(number - 1, || {
            Err(Fault::Data(first.take().unwrap_or_else(others)))
        });
    }

    /// The loss of each network over all of its data.
    pub(super) fn losses_of(&mut self, data: &Sets<'_, T, WIDTH>) -> [f64; WIDTH] {
        let mut losses = self.workspace.loss(data, &self.losses);
        // A loss that panicked did so for one network, which may have ended already.
        if WIDTH > 1 && self.losses.forget_panic() {
            for lane in (0..self.members.len()).filter(|&lane| self.members[lane].runs()) {
                let alone = self.workspace.loss_alone(lane, data, &self.losses);
                losses[lane] = alone.unwrap_or(f64::NAN);
            }
        }
        losses
    }

    /// Ends the training of all that are left.
    pub(super) fn end_running(&mut self, epoch: usize, mut outcome: impl FnMut() -> Result<Stopped, Fault>) {
        for lane in 0..self.members.len() {
            if self.members[lane].runs() {
                self.end(lane, outcome(), epoch);
            }
        }
    }

    /// Ends a network's training: after `epoch` where it went well, else with its last good parameters.
    pub(in crate::training) fn end(&mut self, lane: usize, outcome: Result<Stopped, Fault>, epoch: usize) {
        let is_spoilt = outcome.as_ref().is_err_and(Fault::spoils_parameters);
        let (parameters, epoch) = match is_spoilt {
            true => self.last_good.get(),
            false => (self.workspace.parameters(), epoch),
        };
        let parameters = of_lane::<T, WIDTH>(parameters, lane);
        self.members[lane].end(outcome, self.number, parameters, epoch);
    }
}

/// How many times the loss of the first epoch the last one may be before it is told: noise does not make as much of a fit that
/// began where it ends.
const RISEN: f64 = 1e3;

/// What is said of a fit that has gone far away and is finite still.
fn risen(first: f64, last: f64) -> Option<String> {
    (first > 0.0 && last > RISEN * first).then(|| {
        format!(
            "the loss has risen from {first:.3e} in the first epoch to {last:.3e}, where all numbers are finite still: a lower \
             learning rate or `clip_norm` may keep it from that"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loss_that_has_risen_far_is_told() {
        assert!(
            risen(0.125, 2e19)
                .unwrap()
                .starts_with("the loss has risen from 1.250e-1 in the first epoch to 2.000e19,")
        );
        for (first, last) in [(0.1, 0.2), (0.1, 90.0), (-1.0, 5.0), (0.0, 1.0), (0.1, f64::NAN)] {
            assert_eq!(risen(first, last), None, "{first} {last}");
        }
    }
}
