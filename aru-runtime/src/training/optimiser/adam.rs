//! Adam (Kingma and Ba, 2015), with decoupled weight decay (Loshchilov and Hutter, 2019) where the trainer asks for it.

use super::{Optimiser, Update, check_part, check_positive};
use crate::error::Result;
use crate::numerics::compiled::compiled;
use crate::numerics::dispatch::{Isa, Task, dispatch};
use crate::numerics::scalar::Scalar;

/// Adam, as PyTorch computes it.
///
/// With gradient g in update t, counted from 1:
///
/// ```text
/// m = beta_1 m + (1 - beta_1) g
/// v = beta_2 v + (1 - beta_2) g^2
/// value -= learning_rate m / (1 - beta_1^t) / (sqrt(v / (1 - beta_2^t)) + epsilon)
/// ```
///
/// ```
/// use aru::optimiser::Adam;
/// let adam = Adam::new(1e-3).betas(0.9, 0.99).epsilon(1e-7);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adam {
    learning_rate: f64,
    betas: (f64, f64),
    epsilon: f64,
}

impl Adam {
    /// Adam with betas 0.9 and 0.999 and epsilon 1e-8.
    pub fn new(learning_rate: f64) -> Self {
        Adam {
            learning_rate,
            betas: (0.9, 0.999),
            epsilon: 1e-8,
        }
    }

    /// How much of the mean gradient and of the mean squared gradient is kept from update to update: zero or more,
    /// below one.
    pub fn betas(mut self, first: f64, second: f64) -> Self {
        self.betas = (first, second);
        self
    }

    /// Added to the root of the mean squared gradient; above zero.
    pub fn epsilon(mut self, epsilon: f64) -> Self {
        self.epsilon = epsilon;
        self
    }
}

impl Optimiser for Adam {
    fn learning_rate(&self) -> f64 {
        self.learning_rate
    }

    fn state_size(&self) -> usize {
        2
    }

    fn check(&self) -> Result<()> {
        check_positive("learning rate of Adam", self.learning_rate)?;
        check_part("beta of Adam", self.betas.0)?;
        check_part("beta of Adam", self.betas.1)?;
        check_positive("epsilon of Adam", self.epsilon)
    }

    fn step<T: Scalar>(&self, update: Update<'_, T>) {
        type Step<T> = fn(&Adam, Update<'_, T>);
        compiled!(Step<T>, |adam, update| dispatch(AdamStep { adam, update }))(self, update);
    }
}

struct AdamStep<'a, T> {
    adam: &'a Adam,
    update: Update<'a, T>,
}

impl<T: Scalar> Task for AdamStep<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, _: I) {
        let update = self.update;
        let (first, second) = self.adam.betas;
        let left = |beta: f64| 1.0 - power(beta, update.number);
        let bias_corrections = (left(first), left(second).sqrt());
        let (means, squares) = update.state.split_at_mut(update.values.len());
        let new_first = T::from_f64(1.0 - first);
        let (keep_second, new_second) = (T::from_f64(second), T::from_f64(1.0 - second));
        let root_scale = T::from_f64(1.0 / bias_corrections.1);
        let epsilon = T::from_f64(self.adam.epsilon);
        for group in update.groups {
            let rate = T::from_f64(group.learning_rate * update.schedule / bias_corrections.0);
            let kept: T = group.kept(update.schedule);
            let values = &mut update.values[group.place.clone()];
            let gradient = &update.gradient[group.place.clone()];
            let (means, squares) = (&mut means[group.place.clone()], &mut squares[group.place.clone()]);
            for (((value, &gradient), mean), square) in
                values.iter_mut().zip(gradient).zip(means).zip(squares)
            {
                *mean += new_first * (gradient - *mean);
                *square = keep_second * *square + new_second * (gradient * gradient);
                *value = kept * *value - rate * *mean / (square.sqrt() * root_scale + epsilon);
            }
        }
    }
}

/// beta^number, within an ULP or so of the platform's `pow`; a count below 2^53 is exact as `f64`.
#[inline(always)]
fn power(beta: f64, number: u64) -> f64 {
    beta.powf(number as f64)
}
