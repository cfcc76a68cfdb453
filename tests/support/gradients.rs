//! Exact derivatives of a network, by running the interpreter on dual numbers.

use super::dual::Dual;
use super::number::Number;
use super::problem::{Problem, Sequence, squared_error};

/// Directions that one run of the interpreter follows.
const DIRECTIONS: usize = 16;

/// The mean squared error, and the derivatives of it with the penalties.
pub struct Gradients {
    pub loss: f64,
    /// In the order of the description.
    pub parameters: Vec<Vec<f64>>,
    /// \[sequence\]\[step\]\[feature\]
    pub inputs: Vec<Sequence<f64>>,
}

/// The mean squared error and the penalties of a problem, differentiated by every parameter and every input.
pub fn exact_gradients(problem: &Problem) -> Gradients {
    Gradients {
        loss: problem.loss(),
        parameters: by_parameters(problem),
        inputs: (0..problem.inputs.len())
            .map(|sequence| by_inputs(problem, sequence))
            .collect(),
    }
}

fn by_parameters(problem: &Problem) -> Vec<Vec<f64>> {
    let mut gradients: Vec<Vec<f64>> = problem
        .parameters
        .iter()
        .map(|values| vec![0.0; values.len()])
        .collect();
    let inputs: Vec<Sequence<Dual<DIRECTIONS>>> =
        problem.inputs.iter().map(|inputs| constants(inputs)).collect();
    for first in (0..count(&problem.parameters)).step_by(DIRECTIONS) {
        let parameters = variables(&problem.parameters, first);
        let mut sum: Dual<DIRECTIONS> = problem.penalty_of_parameters(&parameters);
        for (sequence, inputs) in inputs.iter().enumerate() {
            sum = sum + objective(problem, sequence, &parameters, inputs);
        }
        store(&mut gradients, first, &sum.tangent);
    }
    gradients
}

/// Of one sequence: no other depends on its inputs.
fn by_inputs(problem: &Problem, sequence: usize) -> Sequence<f64> {
    let inputs = &problem.inputs[sequence];
    let mut gradients: Sequence<f64> = inputs.iter().map(|step| vec![0.0; step.len()]).collect();
    let parameters = constants(&problem.parameters);
    for first in (0..count(inputs)).step_by(DIRECTIONS) {
        let sum = objective(problem, sequence, &parameters, &variables(inputs, first));
        store(&mut gradients, first, &sum.tangent);
    }
    gradients
}

/// What one sequence adds to the loss and to the penalties on values.
fn objective<N: Number>(problem: &Problem, sequence: usize, parameters: &[Vec<N>], inputs: &[Vec<N>]) -> N {
    let run = problem.run_sequence(sequence, parameters, inputs);
    let error = squared_error(
        &run.outputs[problem.held..],
        &problem.targets[sequence][problem.held..],
    );
    error * N::constant(1.0 / problem.count()) + problem.penalty_of_values(&run)
}

fn count(lists: &[Vec<f64>]) -> usize {
    lists.iter().map(Vec::len).sum()
}

fn constants(lists: &[Vec<f64>]) -> Vec<Vec<Dual<DIRECTIONS>>> {
    lists
        .iter()
        .map(|list| list.iter().map(|&value| Dual::constant(value)).collect())
        .collect()
}

/// Element `first + k` of all lists, counted through, becomes the variable along direction `k`.
fn variables(lists: &[Vec<f64>], first: usize) -> Vec<Vec<Dual<DIRECTIONS>>> {
    let mut index = 0;
    let mut out = Vec::new();
    for list in lists {
        let mut duals = Vec::new();
        for &value in list {
            let is_variable = (first..first + DIRECTIONS).contains(&index);
            duals.push(if is_variable {
                Dual::variable(value, index - first)
            } else {
                Dual::constant(value)
            });
            index += 1;
        }
        out.push(duals);
    }
    out
}

/// Writes the tangent to elements `first..` of all lists, counted through.
fn store(lists: &mut [Vec<f64>], first: usize, tangent: &[f64]) {
    let elements = lists.iter_mut().flatten().skip(first);
    for (element, tangent) in elements.zip(tangent) {
        *element = *tangent;
    }
}

/// J v: how fast each output moves, `[sequence][step][feature]`, when parameters and inputs move at these rates.
pub fn outputs_along(
    problem: &Problem,
    parameters: &[Vec<f64>],
    inputs: &[Sequence<f64>],
) -> Vec<Sequence<f64>> {
    let moving = moving_at(&problem.parameters, parameters);
    let sequences = problem.inputs.iter().zip(inputs).enumerate();
    sequences
        .map(|(sequence, (values, rates))| {
            let run = problem.run_sequence(sequence, &moving, &moving_at(values, rates));
            run.outputs
                .iter()
                .map(|step| step.iter().map(|output| output.tangent[0]).collect())
                .collect()
        })
        .collect()
}

fn moving_at(values: &[Vec<f64>], rates: &[Vec<f64>]) -> Vec<Vec<Dual<1>>> {
    let lists = values.iter().zip(rates);
    lists
        .map(|(values, rates)| {
            values
                .iter()
                .zip(rates)
                .map(|(&value, &rate)| Dual::moving(value, rate))
                .collect()
        })
        .collect()
}
