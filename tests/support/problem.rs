//! A network's parameters together with data: what the interpreter and its derivatives are asked about.

use std::collections::BTreeMap;

use aru::description::{Description, Function};
use aru::trainer::{Penalties, Penalty};
use ndarray::{Array3, ArrayView3};

use super::interpreter::{Run, interpret};
use super::number::{self, Number};

/// Values `[step][feature]` of one sequence.
pub type Sequence<N> = Vec<Vec<N>>;

/// Standard normal numbers of one sequence, by layer.
pub type Draws = BTreeMap<String, Sequence<f64>>;

/// A penalty: on a parameter by name or on a traced value, how it is measured, and what it is multiplied by.
#[derive(Clone, Debug)]
pub struct Penalised {
    pub on: String,
    pub kind: Penalty,
    pub lambda: f64,
}

/// The same for a network.
pub fn penalties(all: &[Penalised]) -> Penalties {
    let add = |penalties: Penalties, one: &Penalised| penalties.add(&one.on, one.kind, one.lambda);
    all.iter().fold(Penalties::new(), add)
}

/// Parameters in the order of the description, inputs and targets `[sequence][step][feature]`.
#[derive(Clone, Debug)]
pub struct Problem<'a> {
    pub description: &'a Description,
    pub parameters: Vec<Vec<f64>>,
    pub inputs: Vec<Sequence<f64>>,
    pub targets: Vec<Sequence<f64>>,
    /// Of each sequence; those of layers that are left out are zero.
    pub noise: Vec<Draws>,
    pub penalties: Vec<Penalised>,
    /// Steps before this are a given past: they count for nothing, and what they leave has no derivative.
    pub held: usize,
}

impl Problem<'_> {
    /// The interpreter on every sequence.
    pub fn run(&self) -> Vec<Run<f64>> {
        (0..self.inputs.len())
            .map(|sequence| self.run_sequence(sequence, &self.parameters, &self.inputs[sequence]))
            .collect()
    }

    /// The interpreter on one sequence, of other numbers.
    pub fn run_sequence<N: Number>(
        &self,
        sequence: usize,
        parameters: &[Vec<N>],
        inputs: &[Vec<N>],
    ) -> Run<N> {
        interpret(
            self.description,
            parameters,
            inputs,
            &self.noise[sequence],
            self.held,
        )
    }

    /// The penalties on parameters.
    pub fn penalty_of_parameters<N: Number>(&self, parameters: &[Vec<N>]) -> N {
        let mut sum = N::constant(0.0);
        for (parameter, values) in self.description.parameters.iter().zip(parameters) {
            for penalty in self
                .penalties
                .iter()
                .filter(|penalty| penalty.on == parameter.name)
            {
                for &value in values {
                    let term = match penalty.kind {
                        Penalty::L1 => number::apply(Function::Abs, value, None),
                        Penalty::L2 => N::constant(0.5) * value * value,
                        other => panic!("{other:?} is on values"),
                    };
                    sum = sum + N::constant(penalty.lambda) * term;
                }
            }
        }
        sum
    }

    /// What one sequence adds to the penalties on traced values.
    pub fn penalty_of_values<N: Number>(&self, run: &Run<N>) -> N {
        let mut sum = N::constant(0.0);
        assert!(
            self.held == 0 || self.penalties.is_empty(),
            "penalties are of whole sequences"
        );
        let steps = |less: usize| self.inputs.iter().map(|steps| steps.len() - less).sum::<usize>();
        for penalty in &self.penalties {
            let Some(values) = run.values.get(&penalty.on) else {
                continue;
            };
            let (first, count) = match penalty.kind {
                Penalty::Square => (0, steps(0)),
                Penalty::Smoothness => (1, steps(1)),
                other => panic!("{other:?} is on weights"),
            };
            for step in first..values.len() {
                for unit in 0..values[step].len() {
                    let value = match penalty.kind {
                        Penalty::Square => values[step][unit],
                        _ => values[step][unit] - values[step - 1][unit],
                    };
                    let share = penalty.lambda / (count * values[step].len()) as f64;
                    sum = sum + N::constant(share) * value * value;
                }
            }
        }
        sum
    }

    /// All penalties, each times its lambda.
    pub fn penalty(&self) -> f64 {
        let of_values: f64 = self.run().iter().map(|run| self.penalty_of_values(run)).sum();
        of_values + self.penalty_of_parameters(&self.parameters)
    }

    /// The mean of (output - target)^2 over everything.
    pub fn loss(&self) -> f64 {
        let errors = self
            .run()
            .iter()
            .zip(&self.targets)
            .map(|(run, targets)| squared_error(&run.outputs[self.held..], &targets[self.held..]))
            .sum::<f64>();
        errors / self.count()
    }

    /// Number of outputs of all sequences, steps and features.
    pub fn count(&self) -> f64 {
        let counted = self.targets.iter().flat_map(|steps| &steps[self.held..]);
        counted.map(Vec::len).sum::<usize>() as f64
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
