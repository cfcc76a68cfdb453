//! A loss that counts more or less than others beside it.

use super::{CrossEntropy, Loss, MeanSquaredError, Poisson};
use crate::error::{Error, Result};
use crate::network::description::Layer;
use crate::numerics::block::{Block, LANES};
use crate::numerics::scalar::Scalar;

/// A loss times a number: error and derivative alike.
///
/// The losses of a network's outputs are added, whatever their units. A weight says how much one of them counts: that of
/// `loss_of` in training, in an evaluation and in its check. Of a network with a single loss it scales the rate of
/// learning of plain gradient descent, and nothing of [`Adam`](crate::training::optimiser::Adam).
///
/// The losses here are weighted by a method, others by [`Weighted::new`]. With weight zero a loss adds exactly nothing.
/// A weight that is negative or not finite is refused where the loss meets its output.
///
/// ```
/// use aru::loss::{CrossEntropy, Loss, MeanSquaredError, Weighted};
///
/// let mut gradient = [0.0];
/// let error = MeanSquaredError.weighted(0.1).error(&[3.0], &[1.0], &mut gradient);
/// assert_eq!((error, gradient), (0.4, [0.4]));
/// let half = Weighted::new(CrossEntropy, 0.5);
/// assert_eq!(Loss::<f32>::name(&half), "cross-entropy");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Weighted<L> {
    loss: L,
    weight: f64,
}

impl<L> Weighted<L> {
    /// `loss` times `weight`.
    pub fn new(loss: L, weight: f64) -> Self {
        Weighted { loss, weight }
    }

    /// The same times another number.
    pub fn weighted(self, weight: f64) -> Self {
        Weighted::new(self.loss, self.weight * weight)
    }
}

macro_rules! weighted {
    ($($loss:ident),*) => {$(
        impl $loss {
            /// This loss times a number; see [`Weighted`].
            pub fn weighted(self, weight: f64) -> Weighted<Self> {
                Weighted::new(self, weight)
            }
        }
    )*};
}
weighted!(CrossEntropy, MeanSquaredError, Poisson);

impl<L> Weighted<L> {
    /// Refuses a weight that is none.
    fn check_weight<T: Scalar>(&self, output: &Layer) -> Result<()>
    where
        L: Loss<T>,
    {
        let is_number = self.weight >= 0.0 && T::from_f64(self.weight).is_finite();
        if !is_number {
            let fault = format!(
                "its weight is {}; expected a finite {}, zero or more",
                self.weight,
                T::NAME
            );
            return Err(Error::of_loss(Loss::<T>::name(&self.loss), &output.name, fault));
        }
        Ok(())
    }
}

impl<T: Scalar, L: Loss<T>> Loss<T> for Weighted<L> {
    fn name(&self) -> &'static str {
        self.loss.name()
    }

    fn error(&self, output: &[T], target: &[T], gradient: &mut [T]) -> f64 {
        if self.weight == 0.0 {
            gradient.fill(T::ZERO);
            return 0.0;
        }
        let error = self.loss.error(output, target, gradient);
        let weight = T::from_f64(self.weight);
        for derivative in gradient {
            *derivative = weight * *derivative;
        }
        self.weight * error
    }

    fn check_output(&self, output: &Layer) -> Result<()> {
        self.check_weight::<T>(output)?;
        self.loss.check_output(output)
    }

    fn check_unit(&self, output: &Layer) -> Result<()> {
        self.check_weight::<T>(output)?;
        self.loss.check_unit(output)
    }

    fn check_values(&self, output: &[T]) -> std::result::Result<(), (usize, String)> {
        self.loss.check_values(output)
    }

    fn check_target(&self, target: &[T]) -> std::result::Result<(), String> {
        self.loss.check_target(target)
    }

    fn check_reach(&self, output: &Layer, target: &[T]) -> std::result::Result<(), String> {
        self.loss.check_reach(output, target)
    }

    fn settings(&self) -> String {
        format!(" times {}{}", self.weight, self.loss.settings())
    }

    fn is_separable(&self) -> bool {
        self.loss.is_separable()
    }

    fn wants_targets(&self) -> bool {
        self.loss.wants_targets()
    }

    #[inline(always)]
    fn error_of_blocks(
        &self,
        output: &[Block<T>],
        target: &[Block<T>],
        gradient: &mut [Block<T>],
    ) -> [f64; LANES] {
        if self.weight == 0.0 {
            gradient.fill(Block::ZERO);
            return [0.0; LANES];
        }
        let errors = self.loss.error_of_blocks(output, target, gradient);
        let weight = Block::splat(T::from_f64(self.weight));
        for derivative in gradient {
            *derivative = weight * *derivative;
        }
        errors.map(|error| self.weight * error)
    }

    /// The weight goes into the scale, so that these steps take as long as those of the loss alone.
    fn error_of_steps(
        &self,
        outputs: &[Block<T>],
        targets: &[Block<T>],
        weights: &[Block<T>],
        scale: Block<T>,
        gradients: &mut [Block<T>],
    ) -> Block<f64> {
        if self.weight == 0.0 {
            gradients.fill(Block::ZERO);
            return Block::ZERO;
        }
        let scale = scale * Block::splat(T::from_f64(self.weight));
        let sum = self
            .loss
            .error_of_steps(outputs, targets, weights, scale, gradients);
        Block::splat(self.weight) * sum
    }
}

#[cfg(test)]
mod tests;
