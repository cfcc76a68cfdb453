//! A network's parameters together with data: what the interpreter and its derivatives are asked about.

use aru::description::Description;
use ndarray::{Array3, ArrayView3};

use super::interpreter::{Run, interpret};
use super::number::Number;

/// Values `[step][feature]` of one sequence.
pub type Sequence<N> = Vec<Vec<N>>;

/// Parameters in the order of the description, inputs and targets `[sequence][step][feature]`.
#[derive(Clone, Debug)]
pub struct Problem<'a> {
    pub description: &'a Description,
    pub parameters: Vec<Vec<f64>>,
    pub inputs: Vec<Sequence<f64>>,
    pub targets: Vec<Sequence<f64>>,
}

impl Problem<'_> {
    /// The interpreter on every sequence.
    pub fn run(&self) -> Vec<Run<f64>> {
        self.inputs
            .iter()
            .map(|inputs| interpret(self.description, &self.parameters, inputs))
            .collect()
    }

    /// The mean of (output - target)^2 over everything.
    pub fn loss(&self) -> f64 {
        let errors = self
            .run()
            .iter()
            .zip(&self.targets)
            .map(|(run, targets)| squared_error(&run.outputs, targets))
            .sum::<f64>();
        errors / self.count()
    }

    /// Number of outputs of all sequences, steps and features.
    pub fn count(&self) -> f64 {
        self.targets.iter().flatten().map(Vec::len).sum::<usize>() as f64
    }
}

/// The sum of (output - target)^2 of one sequence.
pub fn squared_error<N: Number>(outputs: &[Vec<N>], targets: &[Vec<f64>]) -> N {
    let mut sum = N::constant(0.0);
    for (outputs, targets) in outputs.iter().zip(targets) {
        for (&output, &target) in outputs.iter().zip(targets) {
            let error = output - N::constant(target);
            sum = sum + error * error;
        }
    }
    sum
}

/// The same numbers as lists.
pub fn to_lists(array: ArrayView3<f64>) -> Vec<Sequence<f64>> {
    array
        .outer_iter()
        .map(|sequence| sequence.outer_iter().map(|step| step.to_vec()).collect())
        .collect()
}

/// The same numbers as an array.
pub fn to_array(lists: &[Sequence<f64>]) -> Array3<f64> {
    let shape = (lists.len(), lists[0].len(), lists[0][0].len());
    Array3::from_shape_fn(shape, |(sequence, step, feature)| lists[sequence][step][feature])
}
