//! The adjoint of a run: adjoints of the inputs, given any of the outputs.

use ndarray::{Array3, ArrayView3};

use crate::data::sequences::Sequences;
use crate::data::shapes;
use crate::error::{Error, Result};
use crate::loss::Loss;
use crate::loss::losses::Losses;
use crate::network::program::Program;
use crate::numerics::block::{Block, LANES};
use crate::numerics::scalar::Scalar;
use crate::run::conditions::Conditions;
use crate::run::pass::Pass;

/// What is given of the outputs, in the words of errors.
const GIVEN: &str = "the adjoints of the outputs";

/// The loss whose derivative with respect to an output is its target, so that adjoints of outputs enter a pass where those of
/// a loss do, whatever is in the lanes. Nobody asks for its error.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Given;

impl<T: Scalar> Loss<T> for Given {
    fn name(&self) -> &'static str {
        GIVEN
    }

    fn error(&self, _output: &[T], target: &[T], gradient: &mut [T]) -> f64 {
        gradient.copy_from_slice(target);
        0.0
    }

    #[inline(always)]
    fn error_of_blocks(
        &self,
        _output: &[Block<T>],
        target: &[Block<T>],
        gradient: &mut [Block<T>],
    ) -> [f64; LANES] {
        gradient.copy_from_slice(target);
        [0.0; LANES]
    }
}

pub(crate) type PullBack<T> =
    fn(Program<T>, &[T], &ArrayView3<'_, T>, &ArrayView3<'_, T>) -> Result<Array3<T>>;

/// Adjoints of the inputs, given those of the outputs.
pub(crate) fn pull_back<T: Scalar>(
    program: Program<T>,
    values: &[T],
    inputs: &ArrayView3<'_, T>,
    d_outputs: &ArrayView3<'_, T>,
) -> Result<Array3<T>> {
    shapes::check_inputs(program.description, inputs)?;
    let (sequences, steps, _) = inputs.dim();
    let outputs = program.description.output_size();
    if d_outputs.dim() != (sequences, steps, outputs) {
        let expected = format!("[{sequences}, {steps}, {outputs}], a number for each output of `run`");
        return Err(Error::shape(
            "the array of adjoints of the outputs",
            expected,
            d_outputs.shape(),
        ));
    }
    shapes::check_finite("inputs", inputs, "values must be finite")?;
    shapes::check_finite(
        GIVEN,
        d_outputs,
        "values must be finite; zero where nothing is asked",
    )?;
    if sequences * steps == 0 {
        return Ok(Array3::from_elem(inputs.dim(), T::ZERO));
    }
    let data = Sequences::new(inputs.view(), d_outputs.view())?;
    let losses = Losses::of_each(&program, &Given, &[])?;
    let mut pass = Pass::new(program, steps, 1)?;
    let d_inputs = pass.pull_back(values, &data, &losses);
    let found = d_inputs.indexed_iter().find(|(_, adjoint)| !adjoint.is_finite());
    let Some(((sequence, step, feature), adjoint)) = found else {
        return Ok(d_inputs);
    };
    // Where the network itself left the finite numbers, that is said.
    pass.outputs(
        values,
        inputs,
        None,
        Conditions {
            draws: None,
            starts: &[],
        },
    )?;
    Err(Error::Value {
        what: "the adjoints of the inputs".into(),
        found: adjoint.to_f64(),
        at: format!("sequence {sequence}, step {step}, feature {feature}"),
        expected: "on the way back they left the finite numbers: take fewer steps or make the weights smaller, or scale down \
                   what is pulled back"
            .into(),
    })
}

#[cfg(test)]
mod tests;
