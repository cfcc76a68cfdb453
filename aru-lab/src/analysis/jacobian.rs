//! The Jacobian of one step.

use std::fmt::{self, Display, Formatter};

use aru_runtime::__private::lab::{StepMap, check_same};
use aru_runtime::numerics::scalar::Scalar;
use aru_runtime::run::state::State;
use aru_runtime::{Network, Result};
use ndarray::{Array2, ArrayView2};
use serde::{Deserialize, Serialize};

use super::eigenvalues::{Eigenvalue, eigenvalues, table};
use super::places::Places;
use super::stored::rows;
use crate::fault::check_finite;

/// The Jacobian of one step, J = d z\[t+1\] / d z\[t\], at a state and an input: how a small change of each number of the
/// state changes each number of the state after.
///
/// ```
/// use aru::analysis::Jacobian;
/// use aru::prelude::*;
///
/// recurrent_net! {
///     struct Slow {
///         dt: 1 ms;
///         input x: 1;
///         layer hidden: Aru<2> { tau_s: fixed per_unit(20 ms); alpha_r: 1.0; activation: tanh; }
///         output y: 1;
///         x -> hidden -> y;
///     }
/// }
///
/// let mut net = Slow::<f32>::new(1);
/// net.set("hidden.tau_s", &[0.02, 0.1])?;
/// let jacobian = Jacobian::at(&net, &net.initial_state(), &[0.0])?;
/// assert_eq!(jacobian.names(), ["hidden.current[0]", "hidden.current[1]", "hidden.rate[0]", "hidden.rate[1]"]);
/// let slowest = jacobian.eigenvalues()?[0];
/// assert!((slowest.declared_time_constant().unwrap() - 0.1).abs() < 1e-6);
/// println!("{jacobian}");
/// # Ok::<(), aru::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Jacobian {
    places: Places,
    state: Vec<f64>,
    next: Vec<f64>,
    input: Vec<f64>,
    #[serde(with = "rows")]
    matrix: Array2<f64>,
    dt: Option<f64>,
}

impl Jacobian {
    /// That of a network at a state, while the input is and has been `input` for ever: one number a feature of all inputs
    /// side by side. What links still read of earlier inputs is therefore not taken from the state.
    ///
    /// # Errors
    /// A state of another declaration; another length of the input, or a number that is not finite, there or in the state
    /// after.
    pub fn at<N: Network>(network: &N, state: &State<N>, input: &[f64]) -> Result<Self> {
        let description = network.description();
        check_same(|| "the state".into(), state.description(), description)?;
        let mut map = StepMap::new(network);
        map.hold(input)?;
        let state: Vec<f64> = state.values()[..map.len()]
            .iter()
            .map(|value| value.to_f64())
            .collect();
        Self::of(&mut map, description.dt, &state, input)
    }

    /// That of a map which holds the input.
    pub(super) fn of(map: &mut StepMap, dt: Option<f64>, state: &[f64], input: &[f64]) -> Result<Self> {
        let (next, matrix) = map.linearise(state);
        check_finite("the state after the step", &next, &[next.len()])?;
        check_finite("the Jacobian", &matrix, matrix.shape())?;
        Ok(Jacobian {
            places: Places::new(&map.parts()),
            state: state.to_vec(),
            next,
            input: input.to_vec(),
            matrix,
            dt,
        })
    }

    /// The matrix: \[number of the state after, number of the state before\].
    pub fn matrix(&self) -> ArrayView2<'_, f64> {
        self.matrix.view()
    }

    /// What its rows and columns are: `hidden.rate[3]`; of a line, `line/hidden[0, 3]`, row and unit, the newest row first.
    pub fn names(&self) -> Vec<String> {
        self.places.names()
    }

    /// The state where it was taken.
    pub fn state(&self) -> &[f64] {
        &self.state
    }

    /// The state after the step.
    pub fn next(&self) -> &[f64] {
        &self.next
    }

    /// The input.
    pub fn input(&self) -> &[f64] {
        &self.input
    }

    /// The part of it that says how one part of a state changes another: rows of `to`, columns of `from`, each
    /// `hidden.rate` or `line/hidden`.
    ///
    /// # Errors
    /// There is no such part of the state; the error lists them.
    pub fn block(&self, to: &str, from: &str) -> Result<ArrayView2<'_, f64>> {
        let (to, from) = (self.places.of(to)?, self.places.of(from)?);
        Ok(self.matrix.slice(ndarray::s![to, from]))
    }

    /// Its eigenvalues, the largest first. Between parts of a network that do not read each other, nothing is rounded:
    /// those of a unit that no link makes a part of a loop are exact.
    ///
    /// # Errors
    /// They cannot be found, which is so where numbers are near the largest there are.
    pub fn eigenvalues(&self) -> Result<Vec<Eigenvalue>> {
        eigenvalues(self.matrix.view(), self.dt)
    }

    pub(super) fn places(&self) -> &Places {
        &self.places
    }
}

impl Display for Jacobian {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let size = self.state.len();
        writeln!(
            f,
            "Jacobian of one step, {size} x {size}, at the input {:?}",
            self.input
        )?;
        match self.eigenvalues() {
            Ok(eigenvalues) => write!(f, "{}", table(&eigenvalues)),
            Err(error) => writeln!(f, "{error}"),
        }
    }
}
