//! A network in `f64` whose type is forgotten, so that what reads it is compiled once.

use std::ops::Range;

use aru_runtime::__private::lab::unknown;
use aru_runtime::description::Description;
use aru_runtime::{Error, Network, Result};
use ndarray::{Array3, ArrayView3};

/// What is asked of it.
pub(super) trait Responds {
    fn description(&self) -> &'static Description;
    fn run(&self, inputs: ArrayView3<'_, f64>) -> Result<Array3<f64>>;
    fn pull_back(&self, inputs: ArrayView3<'_, f64>, d_outputs: ArrayView3<'_, f64>) -> Result<Array3<f64>>;
}

impl<N: Network<Scalar = f64>> Responds for N {
    fn description(&self) -> &'static Description {
        Network::description(self)
    }

    fn run(&self, inputs: ArrayView3<'_, f64>) -> Result<Array3<f64>> {
        Network::run(self, inputs)
    }

    fn pull_back(&self, inputs: ArrayView3<'_, f64>, d_outputs: ArrayView3<'_, f64>) -> Result<Array3<f64>> {
        Network::pull_back(self, inputs, d_outputs)
    }
}

/// The inputs side by side: what each is called, its bands and channels.
pub(super) fn inputs(description: &Description) -> Vec<(String, [usize; 2])> {
    let inputs = description.inputs.iter();
    inputs
        .map(|input| (input.name.to_string(), input.shape()))
        .collect()
}

/// Where an output stands among all outputs side by side.
pub(super) fn columns(description: &Description, output: &str) -> Result<Range<usize>> {
    let mut first = 0;
    for declared in description.outputs() {
        if declared.name == output {
            return Ok(first..first + declared.size);
        }
        first += declared.size;
    }
    let names: Vec<&str> = description.outputs().map(|output| &*output.name).collect();
    Err(unknown("output", output, &names))
}

/// Where one unit of it does.
pub(super) fn column(description: &Description, output: &str, unit: usize) -> Result<usize> {
    let columns = columns(description, output)?;
    if unit >= columns.len() {
        return Err(no_unit(output, unit, columns.len()));
    }
    Ok(columns.start + unit)
}

pub(super) fn no_unit(output: &str, unit: usize, units: usize) -> Error {
    let expected = format!("`{output}` has {units}, the first is 0");
    Error::setting(format!("the number of a unit of `{output}`"), unit, expected)
}
