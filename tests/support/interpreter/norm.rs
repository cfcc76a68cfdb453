//! Norms of drives.

use aru::description::NormOver;

use super::Interpreter;
use crate::number::{self, Number};

impl<N: Number> Interpreter<'_, N> {
    /// What the equations of a layer see in place of what links and bias give a port.
    pub(super) fn norm(&self, layer: usize, port: usize, drive: &mut [N]) {
        let Some(norm) = self.description.norm(layer) else {
            return;
        };
        let group_of = |_: usize| match norm.over {
            NormOver::Units => 0,
            other => panic!("the interpreter does not know a norm over {other:?}"),
        };
        let (gain, shift) = (&self.parameters[norm.gain], &self.parameters[norm.shift]);
        let given = drive.to_vec();
        for unit in 0..given.len() {
            let together = (0..given.len()).filter(|&other| group_of(other) == group_of(unit));
            let together: Vec<N> = together.map(|other| given[other]).collect();
            let mean_of = |values: &[N]| {
                let sum = values.iter().fold(N::constant(0.0), |sum, &value| sum + value);
                sum / N::constant(values.len() as f64)
            };
            let mean = mean_of(&together);
            let squares: Vec<N> = together.iter().map(|&u| (u - mean) * (u - mean)).collect();
            let deviation = number::power(mean_of(&squares) + N::constant(norm.eps), 0.5);
            let place = port * given.len() + unit;
            drive[unit] = gain[place] * ((given[unit] - mean) / deviation) + shift[place];
        }
    }
}
