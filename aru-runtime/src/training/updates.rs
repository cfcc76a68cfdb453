//! The updates of an epoch: pass, gradient in the optimiser's coordinates, clipping, step.
//!
//! With a batch of one an epoch has hundreds of updates of a few microseconds, so nothing here allocates, looks up a
//! name, or calls through a pointer for a single parameter.

use super::coordinates::{Coordinates, Left};
use super::last_good::LastGood;
use crate::data::sequences::Sequences;
use crate::error::Error;
use crate::loss::losses::Losses;
use crate::network::description::Description;
use crate::network::program::Program;
use crate::numerics::dispatch::{Isa, Task, dispatch};
use crate::numerics::scalar::Scalar;
use crate::run::compiled::compiled;
use crate::run::pass::Pass;
use crate::training::optimiser::{Optimiser, Update};

/// Everything that changes from update to update, allocated once.
pub(super) struct Updates<'f, T: Scalar, O> {
    pub(super) program: Program<T>,
    pub(super) parameters: &'f mut [T],
    pub(super) optimiser: &'f O,
    pub(super) losses: Losses<'f, T>,
    pub(super) pass: Pass<T>,
    pub(super) coordinates: Coordinates<T>,
    /// Derivative of the loss with respect to every parameter of the network.
    pub(super) gradient: Vec<T>,
    /// What the optimiser remembers.
    pub(super) memory: Vec<T>,
    pub(super) clip_norm: Option<f64>,
    pub(super) last_good: LastGood<T>,
    /// Updates so far, over all epochs.
    pub(super) number: u64,
}

/// Means over an epoch.
pub(super) struct Means {
    /// Of the error, weighted.
    pub(super) loss: f64,
    /// Of the norm of the gradient before clipping, over updates.
    pub(super) gradient_norm: f64,
}

/// What stops training before its end.
#[derive(Debug)]
pub(super) enum Fault {
    /// Something that should be a number is none.
    NotFinite(String),
    /// A learned rate without bounds is outside (0, 2).
    Left(Left),
    /// A schedule gave a factor that is negative or no number.
    Schedule(f64),
    /// The data of an epoch could not be made, or do not fit the network.
    Data(Error),
}

impl<T: Scalar, O: Optimiser> Updates<'_, T, O> {
    /// One update for each batch of sequences that has weight, with rates of learning times `schedule`.
    pub(super) fn epoch(
        &mut self,
        data: &Sequences<T>,
        order: &[usize],
        batch_size: usize,
        schedule: f64,
    ) -> Result<Means, Fault> {
        let (mut error, mut weight, mut norms, mut batches) = (0.0, 0.0, 0.0, 0.0);
        for batch in order.chunks(batch_size) {
            let batch_weight = data.total_weight(batch);
            if batch_weight == 0.0 {
                continue;
            }
            let (loss, norm) = self.gradient_of(data, batch)?;
            if batches == 0.0 {
                self.last_good.confirm();
            }
            self.step(norm, schedule)?;
            error += batch_weight * loss;
            weight += batch_weight;
            norms += norm;
            batches += 1.0;
        }
        self.check_parameters()?;
        Ok(Means {
            loss: error / weight,
            gradient_norm: norms / batches,
        })
    }

    /// Loss of a batch, and norm of its gradient in the optimiser's coordinates.
    fn gradient_of(&mut self, data: &Sequences<T>, batch: &[usize]) -> Result<(f64, f64), Fault> {
        self.number += 1;
        let parameters = &*self.parameters;
        let (pass, losses, gradient) = (&mut self.pass, &self.losses, &mut self.gradient);
        let loss = (compiled().loss_and_gradient)(pass, parameters, data, batch, losses, gradient);
        if !loss.is_finite() {
            return Err(Fault::NotFinite("the loss".into()));
        }
        self.coordinates.take_gradient(&self.gradient);
        let norm = dispatch(Norm(&self.coordinates.gradient));
        if !norm.is_finite() {
            return Err(Fault::NotFinite(
                match not_finite(self.program.description, &self.gradient) {
                    Some(name) => format!("the gradient of `{name}`"),
                    None => "the norm of the gradient".into(),
                },
            ));
        }
        Ok((loss, norm))
    }

    /// Moves the coordinates by the clipped gradient, and the network with them.
    fn step(&mut self, norm: f64, schedule: f64) -> Result<(), Fault> {
        if let Some(limit) = self.clip_norm.filter(|&limit| norm > limit) {
            let scale = T::from_f64(limit / norm);
            for gradient in &mut self.coordinates.gradient {
                *gradient = scale * *gradient;
            }
        }
        let (runs, values, gradient) = self.coordinates.parts();
        self.optimiser.step(Update {
            number: self.number,
            schedule,
            runs,
            values,
            gradient,
            memory: &mut self.memory,
        });
        let mut left = None;
        self.coordinates.write(self.parameters, |_, rate| {
            left.get_or_insert(rate);
        });
        match left {
            Some(left) if left.value.is_finite() => Err(Fault::Left(left)),
            Some(_) => self.check_parameters(),
            None => Ok(()),
        }
    }

    /// A step that is too long can leave the finite numbers; the next gradient would tell, but the last has no next.
    fn check_parameters(&self) -> Result<(), Fault> {
        match not_finite(self.program.description, self.parameters) {
            Some(name) => Err(Fault::NotFinite(format!("`{name}`"))),
            None => Ok(()),
        }
    }
}

/// The first parameter with an element that is not finite in a buffer laid out like the network's.
pub(super) fn not_finite<T: Scalar>(description: &'static Description, buffer: &[T]) -> Option<&'static str> {
    let mut rest = buffer;
    description.parameters.iter().find_map(|parameter| {
        let (own, after) = rest.split_at(parameter.len());
        rest = after;
        own.iter()
            .any(|value| !value.is_finite())
            .then_some(&*parameter.name)
    })
}

/// Euclidean norm, in 16 partial sums of `f64`.
struct Norm<'g, T>(&'g [T]);

impl<T: Scalar> Task for Norm<'_, T> {
    type Output = f64;

    #[inline(always)]
    fn run<I: Isa>(self, _: I) -> f64 {
        let mut sums = [0.0_f64; 16];
        let (blocks, rest) = self.0.as_chunks::<16>();
        for block in blocks {
            for (sum, &value) in sums.iter_mut().zip(block) {
                *sum += value.to_f64() * value.to_f64();
            }
        }
        for (sum, &value) in sums.iter_mut().zip(rest) {
            *sum += value.to_f64() * value.to_f64();
        }
        sums.iter().sum::<f64>().sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_norm_is_euclid_s_for_any_length() {
        for length in [0, 1, 15, 16, 17, 174] {
            let values: Vec<f32> = (0..length).map(|i| i as f32 - 3.5).collect();
            let expected = values.iter().map(|&x| f64::from(x).powi(2)).sum::<f64>().sqrt();
            assert!((dispatch(Norm(&values)) - expected).abs() <= 1e-12 * expected);
        }
        assert!(dispatch(Norm(&[1.0, f64::NAN])).is_nan());
        assert_eq!(dispatch(Norm(&[f32::INFINITY, 1.0])), f64::INFINITY);
        assert!(dispatch(Norm(&[f32::MAX; 40])).is_finite());
    }
}
