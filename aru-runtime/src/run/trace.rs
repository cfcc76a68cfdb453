//! What every unit did at every step.

use ndarray::{Array3, ArrayView3, s};

use crate::error::{Error, Result};
use crate::names::unknown;
use crate::network::description::Description;
use crate::network::program::Program;
use crate::numerics::room::has_room;
use crate::numerics::scalar::Scalar;
use crate::run::conditions::Conditions;
use crate::run::origin::check_run;
use crate::run::rollout::{blank, run_all};
use crate::run::tile::Tile;

/// Outputs, states and intermediate values of a run.
#[derive(Clone, Debug)]
pub struct Trace<T> {
    description: &'static Description,
    outputs: Array3<T>,
    names: Vec<&'static str>,
    states: Vec<Array3<T>>,
}

impl<T: Scalar> Trace<T> {
    /// NaN beyond the lengths, where they are given.
    pub(crate) fn of(
        program: Program<T>,
        values: &[T],
        inputs: &ArrayView3<'_, T>,
        lengths: Option<&[usize]>,
        conditions: Conditions<'_, T>,
    ) -> Result<Self> {
        let (sequences, steps, _) = inputs.dim();
        let (description, plan) = (program.description, program.plan);
        let units = plan.traced.iter().map(|&(_, series)| plan.series[series].units);
        let units = units.sum::<usize>() + description.output_size();
        if !has_room::<T>(&[sequences, steps, units]) {
            return Err(Error::setting(
                format!("the trace of {sequences} sequences of {steps} steps"),
                format!("{units} numbers a step"),
                "more than memory has room for; trace fewer sequences, or shorter ones",
            ));
        }
        let array = |units: usize| Array3::from_elem((sequences, steps, units), T::ZERO);
        let state = |&(_, series): &(&str, usize)| array(plan.series[series].units);
        let mut trace = Trace {
            description,
            outputs: array(description.output_size()),
            names: plan.traced.iter().map(|&(name, _)| name).collect(),
            states: plan.traced.iter().map(state).collect(),
        };
        let mut tile = Tile::new(program);
        run_all(
            &mut tile,
            values,
            inputs,
            conditions,
            &mut |tile, sequences, chunk| {
                let rows = s![sequences, .., ..];
                for (array, &(_, series)) in trace.states.iter_mut().zip(plan.traced) {
                    tile.store_values(series, chunk.clone(), &mut array.slice_mut(rows));
                }
                tile.store_outputs(chunk, &mut trace.outputs.slice_mut(rows));
            },
        );
        let mut all: Vec<_> = trace.states.iter_mut().chain([&mut trace.outputs]).collect();
        blank(&mut all, lengths);
        check_run(program, values, (inputs, lengths, conditions), &all)?;
        Ok(trace)
    }

    /// All outputs side by side in the order declared: \[sequence, step, output\].
    pub fn outputs(&self) -> ArrayView3<'_, T> {
        self.outputs.view()
    }

    /// One output: \[sequence, step, unit\].
    ///
    /// # Errors
    /// There is no output of this name; the error names the nearest.
    pub fn output(&self, name: &str) -> Result<ArrayView3<'_, T>> {
        let mut first = 0;
        for output in self.description.outputs() {
            if output.name == name {
                return Ok(self.outputs.slice(s![.., .., first..first + output.size]));
            }
            first += output.size;
        }
        let known: Vec<&str> = self.description.outputs().map(|output| &*output.name).collect();
        Err(unknown("output", name, &known))
    }

    /// A state or an intermediate value: `{layer}.{name}`, with any name that the layer's unit assigns:
    /// \[sequence, step, unit\].
    ///
    /// # Errors
    /// There is nothing of this name; the error names the nearest.
    pub fn state(&self, name: &str) -> Result<ArrayView3<'_, T>> {
        let place = self.names.iter().position(|&known| known == name);
        let place = place.ok_or_else(|| unknown("state", name, &self.names))?;
        Ok(self.states[place].view())
    }

    /// Writes every state and intermediate value by its name, and the outputs as `outputs`, to a `.npz` file: in Python
    /// `numpy.load(path)["hidden.rate"]`.
    ///
    /// # Errors
    /// The file cannot be written.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// # let path = std::env::temp_dir().join(format!("aru-trace-{}.npz", std::process::id()));
    /// let trace = Net::<f32>::new(1).trace(ndarray::Array3::ones((4, 20, 1)).view())?;
    /// trace.write_npz(&path)?;
    /// let file = aru::recording::Recording::open(&path)?;
    /// assert_eq!(file.array::<f32, ndarray::Ix3>("hidden.rate")?, trace.state("hidden.rate")?);
    /// # std::fs::remove_file(&path).ok();
    /// # Ok::<(), aru::Error>(())
    /// ```
    #[cfg(feature = "npz")]
    pub fn write_npz(&self, path: impl AsRef<std::path::Path>) -> Result<()> {
        let mut file = crate::data::recording::Npz::new();
        for (name, state) in self.names.iter().zip(&self.states) {
            file.add(name, state);
        }
        file.add("outputs", &self.outputs);
        file.write(path)
    }

    /// All that [`state`](Trace::state) takes.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.names.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::Paper;
    use crate::run::network::Network;

    #[test]
    fn a_trace_holds_the_equations_of_every_step() {
        let network = Paper::<f64, 4>::new(5);
        let inputs = Array3::from_shape_fn((18, 40, 2), |(i, t, f)| ((3 * i + t + f) % 7) as f64 / 7.0);
        let trace = network.trace(inputs.view()).unwrap();
        assert_eq!(trace.outputs(), network.run(inputs.view()).unwrap());
        assert_eq!(trace.outputs(), trace.output("y").unwrap());
        assert_eq!(trace.outputs(), trace.state("y.value").unwrap());
        let (current, rate) = (
            trace.state("hidden.current").unwrap(),
            trace.state("hidden.rate").unwrap(),
        );
        assert_eq!(current.dim(), (18, 40, 4));
        for ((sequence, step, unit), &now) in rate.indexed_iter() {
            let before = if step == 0 {
                0.0
            } else {
                rate[[sequence, step - 1, unit]]
            };
            let activation = 1.0 / (1.0 + (-current[[sequence, step, unit]]).exp());
            assert!((now - 0.5 * before - 0.5 * activation).abs() < 1e-14);
        }
        assert_eq!(
            trace.names().collect::<Vec<_>>(),
            ["hidden.current", "hidden.rate", "y.value"]
        );
    }

    #[test]
    fn an_unknown_name_gets_a_proposal() {
        let trace = Paper::<f32, 4>::new(5)
            .trace(Array3::zeros((1, 4, 2)).view())
            .unwrap();
        assert_eq!(
            trace.state("hidden.rates").unwrap_err().to_string(),
            "no state named `hidden.rates`, did you mean `hidden.rate`?"
        );
        assert_eq!(
            trace.output("hidden").unwrap_err().to_string(),
            "no output named `hidden`, expected one of `y`"
        );
    }
}
