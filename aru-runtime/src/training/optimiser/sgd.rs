//! Gradient descent, plain, with momentum, or with Nesterov's.

use super::{Optimiser, Update, check_part, check_positive};
use crate::error::{Error, Result};
use crate::numerics::compiled::compiled;
use crate::numerics::dispatch::{Isa, Task, dispatch};
use crate::numerics::scalar::Scalar;

/// Stochastic gradient descent, as PyTorch computes it.
///
/// With gradient g, and `velocity` zero before the first update:
///
/// ```text
/// velocity = momentum velocity + g
/// value -= learning_rate velocity                      momentum
/// value -= learning_rate (g + momentum velocity)       Nesterov's: the gradient a step ahead
/// ```
///
/// ```
/// use aru::optimiser::Sgd;
/// let plain = Sgd::new(0.1);
/// let nesterov = Sgd::new(0.1).momentum(0.9).nesterov(true);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sgd {
    learning_rate: f64,
    momentum: f64,
    nesterov: bool,
}

impl Sgd {
    /// Plain gradient descent.
    pub fn new(learning_rate: f64) -> Self {
        Sgd {
            learning_rate,
            momentum: 0.0,
            nesterov: false,
        }
    }

    /// How much of the velocity is kept from update to update: zero or more, below one.
    pub fn momentum(mut self, momentum: f64) -> Self {
        self.momentum = momentum;
        self
    }

    /// Nesterov's momentum in place of the classical one.
    pub fn nesterov(mut self, nesterov: bool) -> Self {
        self.nesterov = nesterov;
        self
    }
}

impl Optimiser for Sgd {
    fn learning_rate(&self) -> f64 {
        self.learning_rate
    }

    fn state_size(&self) -> usize {
        usize::from(self.momentum != 0.0)
    }

    fn check(&self) -> Result<()> {
        check_positive("learning rate of Sgd", self.learning_rate)?;
        check_part("momentum of Sgd", self.momentum)?;
        if self.nesterov && self.momentum == 0.0 {
            let expected = "Nesterov's needs one; add `.momentum(0.9)`";
            return Err(Error::setting("momentum of Sgd", "0", expected));
        }
        Ok(())
    }

    fn step<T: Scalar>(&self, update: Update<'_, T>) {
        type Step<T> = fn(&Sgd, Update<'_, T>);
        compiled!(Step<T>, |sgd, update| dispatch(SgdStep { sgd, update }))(self, update);
    }
}

struct SgdStep<'a, T> {
    sgd: &'a Sgd,
    update: Update<'a, T>,
}

impl<T: Scalar> Task for SgdStep<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, _: I) {
        let update = self.update;
        let momentum = T::from_f64(self.sgd.momentum);
        for group in update.groups {
            let rate = T::from_f64(group.learning_rate * update.schedule);
            let kept: T = group.kept(update.schedule);
            let values = &mut update.values[group.place.clone()];
            let gradient = &update.gradient[group.place.clone()];
            if self.sgd.state_size() == 0 {
                for (value, &gradient) in values.iter_mut().zip(gradient) {
                    *value = kept * *value - rate * gradient;
                }
                continue;
            }
            let velocities = &mut update.state[group.place.clone()];
            for ((value, &gradient), velocity) in values.iter_mut().zip(gradient).zip(velocities) {
                *velocity = momentum * *velocity + gradient;
                let direction = if self.sgd.nesterov {
                    gradient + momentum * *velocity
                } else {
                    *velocity
                };
                *value = kept * *value - rate * direction;
            }
        }
    }
}
