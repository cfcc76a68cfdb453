//! How far back the past of the input goes that an output depends on.

use std::fmt::{self, Display, Formatter};

use aru_runtime::data::sequences::Sequences;
use aru_runtime::numerics::scalar::Scalar;
use aru_runtime::{Error, Network, Result};
use ndarray::{Array3, s};
use serde::{Deserialize, Serialize};

use super::grad_map::within;
use super::time::time;
use super::wide;

/// How strongly the last outputs depend on the input of so many steps before: `profile[k]` is the root mean square, over
/// sequences, outputs and inputs, of dy\[T - 1\] / dx\[T - 1 - k\] at given inputs of T steps.
///
/// ```
/// use aru::analysis::Memory;
/// use aru::prelude::*;
/// use ndarray::Array3;
///
/// recurrent_net! {
///     struct Leaky {
///         dt: 1 ms;
///         input x: 1;
///         layer hidden: Aru<1> { alpha_s: fixed global(0.05); alpha_r: 1.0; activation: identity; }
///         output y: 1;
///         x -> hidden -> y;
///     }
/// }
///
/// let data = Sequences::new(Array3::zeros((1, 400, 1)), Array3::zeros((1, 400, 1)))?;
/// let memory = Memory::of(&Leaky::<f64>::new(1), &data)?;
/// // ln(1 - 0.95) / (2 ln(1 - alpha)), rounded up.
/// assert_eq!(memory.steps(0.95)?, 30);
/// assert_eq!(memory.time(0.95)?, Some(0.03));
/// # Ok::<(), aru::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    profile: Vec<f64>,
    /// Length of a step in seconds, where it is declared.
    dt: Option<f64>,
}

impl Memory {
    /// That of a network around the inputs of a data set, whose sequences have one length. Targets and weights do not
    /// matter. For a nonlinear network it depends on the inputs: take those that it was trained for.
    ///
    /// # Errors
    /// No data; sequences of different length; inputs that do not fit the network; a derivative that is not finite.
    pub fn of<N: Network>(network: &N, data: &Sequences<N::Scalar>) -> Result<Self> {
        let lengths = (0..data.len()).map(|sequence| data.length(sequence));
        let steps = lengths.clone().max().unwrap_or(0);
        if steps == 0 {
            return Err(Error::setting(
                "the number of steps of the data",
                0,
                "expected at least one sequence of at least one step",
            ));
        }
        if let Some((sequence, length)) = lengths.enumerate().find(|&(_, length)| length != steps) {
            return Err(Error::setting(
                format!("the length of sequence {sequence}"),
                length,
                format!(
                    "expected sequences of one length, and the longest has {steps} steps: cut or leave out"
                ),
            ));
        }
        let inputs = data.inputs().slice(s![.., ..steps, ..]).mapv(Scalar::to_f64);
        let (sequences, _, features) = inputs.dim();
        let description = network.description();
        let outputs = description.output_size();
        let network = wide(network);
        let mut squares = vec![0.0; steps];
        for output in 0..outputs {
            let mut last = Array3::zeros((sequences, steps, outputs));
            last.slice_mut(s![.., steps - 1, output]).fill(1.0);
            let derivatives = network.pull_back(inputs.view(), last.view())?;
            for (k, square) in squares.iter_mut().enumerate() {
                let of_step = derivatives.slice(s![.., steps - 1 - k, ..]);
                *square += of_step
                    .iter()
                    .map(|derivative| derivative * derivative)
                    .sum::<f64>();
            }
        }
        let count = (sequences * outputs * features) as f64;
        Ok(Memory {
            profile: squares
                .into_iter()
                .map(|square| (square / count).sqrt())
                .collect(),
            dt: description.dt,
        })
    }

    /// The root mean square of the derivatives, by the number of steps before the last.
    pub fn profile(&self) -> &[f64] {
        &self.profile
    }

    /// The smallest number of steps K such that the profile's squares over k < K make this share of their sum: for white
    /// input to a linear network the past that explains this share of the output's variance. Of a unit of rate alpha,
    /// ln(1 - share) / (2 ln(1 - alpha)), rounded up. 0 where the outputs do not depend on the inputs.
    ///
    /// Where it is near the number of steps of the data these are too short to tell.
    ///
    /// # Errors
    /// A share that is not above 0 or is above 1.
    pub fn steps(&self, share: f64) -> Result<usize> {
        within(&self.profile, share)
    }

    /// The same in seconds; None where the declaration has no `dt`.
    ///
    /// # Errors
    /// As [`steps`](Memory::steps).
    pub fn time(&self, share: f64) -> Result<Option<f64>> {
        let steps = self.steps(share)? as f64;
        Ok(self.dt.map(|dt| steps * dt))
    }
}

impl Display for Memory {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for share in [0.5, 0.9, 0.95, 0.99] {
            let steps = self.steps(share).map_err(|_| fmt::Error)? as f64;
            let steps = time(self.dt.map_or(steps, |dt| steps * dt), self.dt);
            writeln!(f, "{:.0} % of the memory lies in the last {steps}", 100.0 * share)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_squares() {
        let memory = Memory {
            profile: vec![2.0, 1.0, 0.0, 1.0],
            dt: None,
        };
        for (share, steps) in [(0.5, 1), (0.6, 1), (0.7, 2), (0.9, 4), (1.0, 4)] {
            assert_eq!(memory.steps(share).unwrap(), steps, "{share}");
        }
        assert_eq!(memory.time(0.5).unwrap(), None);
        assert!(memory.steps(0.0).is_err() && memory.steps(1.1).is_err() && memory.steps(f64::NAN).is_err());
        let nothing = Memory {
            profile: vec![0.0; 3],
            dt: Some(0.001),
        };
        assert_eq!(nothing.time(0.95).unwrap(), Some(0.0));
    }
}
