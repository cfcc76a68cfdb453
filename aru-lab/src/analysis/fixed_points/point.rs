//! One fixed point.

use std::fmt::{self, Display, Formatter};

use aru_runtime::numerics::scalar::Scalar;
use aru_runtime::run::state::State;
use aru_runtime::{Network, Result};
use serde::{Deserialize, Serialize};

use super::super::eigenvalues::{Eigenvalue, table};
use super::super::jacobian::Jacobian;

/// A state that stays as it is, or nearly so, while the input does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FixedPoint {
    pub(super) jacobian: Jacobian,
    pub(super) eigenvalues: Vec<Eigenvalue>,
    pub(super) residual: f64,
    pub(super) starts: usize,
}

impl FixedPoint {
    /// Every number of the state; [`Jacobian::names`] says what they are.
    pub fn state(&self) -> &[f64] {
        self.jacobian.state()
    }

    /// A part of the state by name, `hidden.rate`: one number a unit.
    ///
    /// # Errors
    /// There is no such part; the error lists them.
    pub fn get(&self, name: &str) -> Result<&[f64]> {
        Ok(&self.state()[self.jacobian.places().of(name)?])
    }

    /// The state as one from which a stream or a run of the network goes on, with the input having been what it was here.
    ///
    /// # Errors
    /// The point is one of another network.
    ///
    /// ```
    /// # use aru::analysis::FixedPoints;
    /// # use aru::prelude::*;
    /// # recurrent_net! {
    /// #     struct Net {
    /// #         input x: 1;
    /// #         layer hidden: Aru<3> { alpha_s: learn global(0.5) in logistic(0, 1); alpha_r: 0.5; }
    /// #         output y: 1;
    /// #         x -> hidden -> y;
    /// #         hidden ~> hidden;
    /// #     }
    /// # }
    /// # let data = Sequences::new(ndarray::Array3::ones((4, 20, 1)), ndarray::Array3::zeros((4, 20, 1)))?;
    /// let net = Net::<f64>::new(1);
    /// let points = FixedPoints::of(&net).input(&[0.5]).from(&data).find()?;
    /// let mut stream = net.stream();
    /// stream.set_state(&points[0].to_state(&net)?);
    /// let first = stream.step(&[0.5])[0];
    /// assert!((stream.step(&[0.5])[0] - first).abs() < 1e-12, "it stays");
    /// # Ok::<(), aru::Error>(())
    /// ```
    pub fn to_state<N: Network>(&self, network: &N) -> Result<State<N>> {
        let mut state = network.initial_state();
        let narrow = |values: &[f64]| -> Vec<N::Scalar> {
            let values = values.iter();
            values
                .map(|&value| <N::Scalar as Scalar>::from_f64(value))
                .collect()
        };
        for (name, places) in self.jacobian.places().each() {
            state.set(name, &narrow(&self.state()[places]))?;
        }
        let mut input = self.jacobian.input();
        for declared in network.description().inputs.iter() {
            let (own, rest) = input.split_at(declared.size.min(input.len()));
            input = rest;
            let line = format!("line/{}", declared.name);
            if let Ok(values) = state.get(&line) {
                let rows = values.len() / declared.size;
                state.set(&line, &narrow(own).repeat(rows))?;
            }
        }
        Ok(state)
    }

    /// The Jacobian there.
    pub fn jacobian(&self) -> &Jacobian {
        &self.jacobian
    }

    /// Its eigenvalues, the largest first.
    pub fn eigenvalues(&self) -> &[Eigenvalue] {
        &self.eigenvalues
    }

    /// How many of them lie outside of the circle: the number of directions in which a distance grows.
    pub fn outside(&self) -> usize {
        self.eigenvalues.iter().filter(|one| one.is_outside()).count()
    }

    /// Whether every small distance falls, or stays as it is.
    pub fn is_stable(&self) -> bool {
        self.outside() == 0
    }

    /// max |F(z) - z|: by how much the state does not stay.
    pub fn residual(&self) -> f64 {
        self.residual
    }

    /// How many starts led here.
    pub fn starts(&self) -> usize {
        self.starts
    }
}

impl Display for FixedPoint {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let kind = match self.outside() {
            0 => "stable".to_string(),
            1 => "1 eigenvalue outside".to_string(),
            count => format!("{count} eigenvalues outside"),
        };
        writeln!(
            f,
            "{kind}, residual {:.1e}, {} starts",
            self.residual, self.starts
        )?;
        for (name, places) in self.jacobian.places().each() {
            let values = self.state()[places].iter();
            let values: Vec<String> = values.map(|value| format!("{value:.4}")).collect();
            writeln!(f, "{name}: {}", values.join(" "))?;
        }
        write!(f, "{}", table(&self.eigenvalues))
    }
}
