//! What noise adds to the drive of a unit.

use aru::description::{Function, LEAST_RATE};

use super::{Interpreter, Surroundings};
use crate::number::{self, Number};

impl<N: Number> Interpreter<'_, N> {
    /// sd c xi with c = sqrt((2 - alpha_s) / alpha_s), 1 where the unit has no such rate.
    pub(super) fn noise(&self, assigned: &[N], around: &Surroundings<N>) -> N {
        let layer = self.layer(around.layer);
        let (Some(sd), Some(numbers)) = (layer.noise, self.noise.get(&*layer.name)) else {
            return N::constant(0.0);
        };
        let noise = N::constant(sd * numbers[around.step][around.unit]);
        let unit = self.unit(around.layer);
        let constant = unit.constants.iter().position(|name| name == "alpha_s");
        // One that is gated is the first of the equations that have its name.
        let gated = || {
            unit.equations
                .iter()
                .position(|equation| equation.name == "alpha_s")
        };
        let alpha = match constant {
            Some(constant) => Some(self.constant(constant, around)),
            None => gated().map(|equation| assigned[equation]),
        };
        match alpha {
            None => noise,
            Some(alpha) => {
                // From where on c stays what it is, so that noise falls to 0 with the rate.
                let alpha = if alpha.value() < LEAST_RATE {
                    N::constant(LEAST_RATE)
                } else {
                    alpha
                };
                let ratio = (N::constant(2.0) - alpha) / alpha;
                noise * number::apply(Function::Sqrt, ratio, None)
            }
        }
    }
}
