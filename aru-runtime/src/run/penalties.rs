//! Penalties: what is minimised beside the loss, on weights and on the activity of a network.

pub(crate) mod on_values;
pub(crate) mod on_weights;

use crate::error::{Error, Result};
use crate::names::unknown;
use crate::network::constants::{find_time, no_parameter};
use crate::network::description::{Parameter, Role};
use crate::network::parameters::ranges;
use crate::network::patterns::matches;
use crate::network::program::Program;
use crate::numerics::scalar::Scalar;
use on_values::OnValue;
use on_weights::OnWeight;

/// How a penalty measures what it is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Penalty {
    /// Of weights: the sum of their magnitudes. Its derivative is the sign, 0 at 0.
    L1,
    /// Of weights: half the sum of their squares.
    L2,
    /// Of a traced value: the mean of its square, over units and over all steps within the lengths of the sequences of a
    /// batch, whatever the weights of the data.
    Square,
    /// Of a traced value: the mean of (r\[t\] - r\[t-1\])^2 over units and over all such pairs of steps of one sequence. The
    /// initial value is no part of it. It is measured in steps: half the `dt`, a quarter of it.
    Smoothness,
}

impl Penalty {
    fn is_on_weights(self) -> bool {
        matches!(self, Penalty::L1 | Penalty::L2)
    }
}

/// Penalties, each with what it is on and what it is multiplied by.
///
/// What is minimised is loss + sum of lambda x penalty. Names are those of [`Trainer::freeze`](crate::training::Trainer::freeze)
/// for weights, where a pattern stands for the weights among what it names; and of
/// [`Trace::state`](crate::run::trace::Trace::state) for traced values. What is fixed or frozen is counted, and moved by
/// nothing. Of truncated gradients a difference across the cut moves its later value alone.
///
/// ```
/// use aru::prelude::*;
/// use aru::trainer::{Penalties, Penalty};
/// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
/// # use net::Net;
/// # use ndarray::Array3;
///
/// # let data = Sequences::new(Array3::ones((40, 20, 1)), Array3::zeros((40, 20, 1)))?;
/// let penalties = Penalties::new()
///     .add("hidden.rate", Penalty::Square, 0.1)
///     .add("*.weight", Penalty::L1, 1e-3);
/// let mut net = Net::<f32>::new(1);
/// let gradients = net.evaluate(&data).penalties(&penalties).gradients(&MeanSquaredError)?;
/// println!("{} of the loss, {} of the penalties", gradients.loss(), gradients.penalty());
/// let history = Trainer::new(Adam::new(1e-3)).penalties(penalties).fit(&mut net, &data)?;
/// assert!(history.last().unwrap().penalty.is_some());
/// # Ok::<(), aru::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Penalties {
    terms: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq)]
struct Term {
    on: String,
    penalty: Penalty,
    lambda: f64,
}

impl Penalties {
    /// None yet.
    pub fn new() -> Self {
        Penalties::default()
    }

    /// One more: on what, how it is measured, and what it is multiplied by, zero or more. Names and numbers are checked
    /// where the penalties are used.
    pub fn add(mut self, on: impl Into<String>, penalty: Penalty, lambda: f64) -> Self {
        self.terms.push(Term {
            on: on.into(),
            penalty,
            lambda,
        });
        self
    }

    /// What they are on in a network; None where there are none.
    ///
    /// # Errors
    /// A lambda below zero or not finite; a name that the network does not have, or of what the penalty cannot be on.
    pub(crate) fn resolve<T: Scalar>(&self, program: &Program<T>) -> Result<Option<Penalised>> {
        let mut resolved = Penalised::default();
        for term in &self.terms {
            if !(term.lambda.is_finite() && term.lambda >= 0.0) {
                let setting = format!("the factor of the penalty on `{}`", term.on);
                return Err(Error::setting(
                    setting,
                    term.lambda,
                    "expected a number, zero or more",
                ));
            }
            if term.penalty.is_on_weights() {
                resolved.weights.extend(term.weights(program)?);
            } else {
                resolved.values.push(term.value(program)?);
            }
        }
        resolved.find_series(program);
        Ok((!self.terms.is_empty()).then_some(resolved))
    }

    /// Each in words that tell it from another: what it is on, and the rest.
    pub(crate) fn in_words(&self) -> impl Iterator<Item = (String, String)> {
        let terms = self.terms.iter();
        terms.map(|term| {
            (
                term.on.clone(),
                format!("{:?} times {}", term.penalty, term.lambda),
            )
        })
    }
}

impl Term {
    /// The weights that it is on.
    fn weights<T: Scalar>(&self, program: &Program<T>) -> Result<Vec<OnWeight>> {
        let description = program.description;
        let all = || ranges(description).filter(|(parameter, _)| matches(&self.on, &parameter.name));
        let is_weight = |parameter: &Parameter| matches!(parameter.role, Role::Weight { .. });
        let on_weights = all().filter(|(parameter, _)| is_weight(parameter));
        let found: Vec<OnWeight> = on_weights
            .map(|(_, range)| OnWeight {
                range,
                penalty: self.penalty,
                lambda: self.lambda,
            })
            .collect();
        if !found.is_empty() {
            return Ok(found);
        }
        let of_time = find_time(description, &self.on).map(|(parameter, _)| parameter);
        if let Some(other) = all().map(|(parameter, _)| parameter).next().or(of_time) {
            let found = format!("on {}", kind(other));
            let expected = "it acts on the weights of links, such as `x_to_hidden.weight`, alone";
            return Err(self.misplaced(&found, expected));
        }
        if program.plan.traced.iter().any(|&(name, _)| name == self.on) {
            let expected =
                "it acts on the weights of links; `Penalty::Square` and `Penalty::Smoothness` act on values";
            return Err(self.misplaced("on a traced value", expected));
        }
        let names = description.parameter_names();
        let mut owners: Vec<&str> = names.iter().filter_map(|name| name.split('.').next()).collect();
        owners.dedup();
        Err(no_parameter(description, &self.on, &owners))
    }

    /// The value that it is on.
    fn value<T: Scalar>(&self, program: &Program<T>) -> Result<OnValue> {
        let mut traced = program.plan.traced.iter();
        if let Some(&(_, series)) = traced.find(|&&(name, _)| name == self.on) {
            return Ok(OnValue {
                series,
                units: program.plan.series[series].units,
                is_smoothness: self.penalty == Penalty::Smoothness,
                lambda: self.lambda,
            });
        }
        let mut all = program.description.parameters.iter();
        let of_time = find_time(program.description, &self.on).map(|(parameter, _)| parameter);
        let is_pattern = self.on.contains('*');
        let is_meant = |parameter: &&Parameter| match is_pattern {
            true => matches(&self.on, &parameter.name) && matches!(parameter.role, Role::Weight { .. }),
            false => parameter.name == self.on,
        };
        if let Some(parameter) = all.find(is_meant).or(of_time) {
            let expected = match parameter.role {
                Role::Weight { .. } => {
                    "it acts on traced values, such as `hidden.rate`; `Penalty::L1` and `Penalty::L2` act on weights"
                }
                _ => "it acts on traced values, such as `hidden.rate`",
            };
            return Err(self.misplaced(&format!("on {}", kind(parameter)), expected));
        }
        let names: Vec<&str> = program.plan.traced.iter().map(|&(name, _)| name).collect();
        Err(unknown("traced value", &self.on, &names))
    }

    fn misplaced(&self, found: &str, expected: &str) -> Error {
        Error::setting(
            format!("`Penalty::{:?}` of {:?}", self.penalty, self.on),
            found,
            expected,
        )
    }
}

/// What a parameter is, as a part of a sentence.
fn kind(parameter: &Parameter) -> &'static str {
    match parameter.role {
        Role::Weight { .. } => "a weight",
        Role::Bias { .. } | Role::SharedBias { .. } => "a bias",
        Role::Constant { .. } => "a constant",
        Role::InitialState { .. } => "an initial value",
        Role::Gate { .. } => "the bias of a gate",
        Role::Norm { .. } => "the gain or shift of a norm",
        Role::Delay { .. } => "a delay",
        Role::Spread { .. } => "the spread of a delay",
        Role::Mask { .. } => "a mask",
    }
}

/// Penalties as a network has them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Penalised {
    weights: Vec<OnWeight>,
    values: Vec<OnValue>,
    /// The series that need rows for them which they do not have otherwise.
    asked: Vec<usize>,
}

impl Penalised {
    /// Whether there are some on values, for which every step within the lengths counts.
    pub(crate) fn are_on_values(&self) -> bool {
        !self.values.is_empty()
    }

    /// The series whose values or adjoints are not always kept.
    pub(crate) fn asked(&self) -> &[usize] {
        &self.asked
    }

    /// Those on values.
    pub(crate) fn values(&self) -> &[OnValue] {
        &self.values
    }

    fn find_series<T: Scalar>(&mut self, program: &Program<T>) {
        self.asked = rows_on_request(program, self.values.iter().map(|value| value.series));
    }
}

/// The series to ask for, so that each of these has rows for adjoints from outside. Emitted code looks at the first of a
/// layer's hidden values and takes all, so that one asks for all.
pub(crate) fn rows_on_request<T: Scalar>(
    program: &Program<T>,
    series: impl Iterator<Item = usize>,
) -> Vec<usize> {
    use crate::network::plan::AdjointRows;
    let plan = program.plan;
    let rows = |series: usize| plan.series[series].adjoint;
    let mut asked = Vec::new();
    for value in series {
        match rows(value) {
            AdjointRows::Carried => asked.push(value),
            AdjointRows::Asked => {
                let layer = |name: &'static str| -> Option<&'static str> { name.split('.').next() };
                let mut traced = plan.traced.iter();
                let own = traced.find(|&&(_, series)| series == value);
                let own = own.and_then(|&(name, _)| layer(name));
                let of_layer = plan.traced.iter().filter(|&&(name, _)| layer(name) == own);
                let hidden = of_layer.map(|&(_, series)| series);
                asked.extend(hidden.filter(|&series| rows(series) == AdjointRows::Asked));
            }
            _ => {}
        }
    }
    asked.sort_unstable();
    asked.dedup();
    asked
}

#[cfg(test)]
mod tests;
